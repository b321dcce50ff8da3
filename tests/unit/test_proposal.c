/*
 * Rules by mail: checked, replayed and told, taken into use by an answer, and
 * refused from whoever may not (users.md, "Commands by mail").
 */

#include <string.h>

#include "desk/proposal.h"
#include "desk/remind.h"
#include "edge/rulefile.h"
#include "edge/store_outbox.h"
#include "edge/store_sql.h"
#include "edge/studio.h"
#include "tests/unit/desk_rig.h"

#define PASS                                                               \
	"Authentication-Results: mx.vng.nl; dmarc=pass header.from=vng.nl" \
	"\r\n"
#define MORNING "2026-11-03T08:30:00+01:00"
#define LATER   "2026-11-03T09:15:00+01:00"

#define NOOR "Noor <noor@vng.nl>"
#define DAAN "Daan <daan@vng.nl>"

/* "zandbakken" gets a topic of its own. */
#define SAND                                                          \
	"topics = ( { name = \"zandbak\"; says = \"Zandbakken\";\r\n" \
	"  team = \"K\"; words = [ \"zandbak*\" ]; weight = 100;\r\n" \
	"  examples = [ \"Hoe diep mag een zandbak zijn?\" ]; } );\r\n"

static const struct rig_mail questions[] = {
	{ "q1@assen.nl", NULL, "Nora <nora@assen.nl>", RIG_K, "Vraag",
	    "Kunt u ons helpen met de zandbakken?",
	    "2026-11-02T09:00:00+01:00" },
	{ "q2@almere.nl", NULL, "Piet <piet@almere.nl>", RIG_K,
	    "Vraag over de bkr",
	    "Klopt de beroepskracht-kindratio van deze stamgroep?",
	    "2026-11-02T10:00:00+01:00" },
};

struct post {
	struct rig rig;
	const char *digest; /* Message-ID of Noor's, which she answers */
	int mails;
};

/* What waits in the outbox goes out; the newest whose key begins so. */
static const char *
send_all(struct post *p, const char *prefix)
{
	struct outgoing *out = NULL;
	const char *id = NULL;
	struct err e = { 0 };
	size_t i, n = 0;

	assert_int_equal(store_notices_to_send(p->rig.store, p->rig.arena,
	                     moment(LATER), 100, &out, &n, &e),
	    0);
	for (i = 0; i < n; i++) {
		if (text_has_prefix(out[i].key, prefix))
			id = out[i].message_id;
		assert_int_equal(
		    store_notice_state(p->rig.store, out[i].id, NOTICE_SENT,
		        true, "", moment(LATER), (struct instant){ 0 }, &e),
		    0);
	}
	return id;
}

static struct post
morning(void)
{
	SCOPED(studio_done)
	struct studio *studio = studio_open(STUDIO_PATIENT_MS);
	struct post p = { .rig = rig_new_with(RIG_OWN) };
	struct rig *r = &p.rig;
	struct err e = { 0 };
	size_t made = 0;

	rig_activate(r, "2026-11-01T12:00:00+01:00");
	(void)rig_file(r, FOLDER_INBOX, questions, 2, questions[1].at);
	r->mailbox = &r->office->settings.mailboxes[1];
	r->next_uid[0] = 1;
	rig_activate(r, "2026-11-01T12:00:00+01:00");
	if (remind(r->store, r->office, studio, moment(MORNING), &made, &e) !=
	    0)
		fail_msg("%s", e.text);
	p.digest = send_all(&p, "digest:noor");
	assert_non_null(p.digest);
	return p;
}

/* A file that goes with a mail. */
static const char *
part(struct post *p, const char *name, const char *body)
{
	return arena_printf(p->rig.arena,
	    "--b\r\nContent-Type: application/octet-stream\r\n"
	    "Content-Disposition: attachment; filename=\"%s\"\r\n\r\n%s\r\n",
	    name, body);
}

static void
mail(struct post *p, const char *from, const char *headers, const char *text,
    const char *parts)
{
	rig_file_bytes(&p->rig,
	    arena_printf(p->rig.arena,
	        "Message-ID: <c%d@vng.nl>\r\n%sFrom: %s\r\n"
	        "To: postwacht@vng.nl\r\nSubject: RE: Vragen\r\n"
	        "Date: Tue, 03 Nov 2026 09:15:00 +0100\r\n"
	        "MIME-Version: 1.0\r\n"
	        "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
	        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
	        "%s\r\n%s--b--\r\n",
	        ++p->mails, headers, from, text, parts),
	    LATER);
}

/* In reply to a notice, by a proven colleague. */
static void
answer(struct post *p, const char *from, const char *to, const char *text,
    const char *parts)
{
	mail(p, from,
	    arena_printf(p->rig.arena, PASS "In-Reply-To: <%s>\r\n", to), text,
	    parts);
}

/* One look of the desk; whether rules came into use. */
static bool
step(struct post *p)
{
	struct err e = { 0 };
	bool is_new = false;

	if (proposal_step(p->rig.store, p->rig.office, -1, moment(LATER),
	        &is_new, &e) != 0)
		fail_msg("%s", e.text);
	return is_new;
}

/* The one text that a statement gives. */
static const char *
text_of(struct post *p, const char *statement)
{
	sqlite3_stmt *q = NULL;
	const char *s = "";

	assert_int_equal(
	    sqlite3_prepare_v2(p->rig.store->db, statement, -1, &q, NULL),
	    SQLITE_OK);
	if (sqlite3_step(q) == SQLITE_ROW)
		s = sql_string(p->rig.arena, q, 0);
	sqlite3_finalize(q);
	return s;
}

/* "checked", of the last file that came; "" when none has. */
static const char *
state_of_last(struct post *p)
{
	return text_of(
	    p, "SELECT state FROM proposal ORDER BY command DESC LIMIT 1");
}

/* Why the last mail was not carried out. */
static const char *
reason_of_last(struct post *p)
{
	return text_of(
	    p, "SELECT reason FROM command ORDER BY id DESC LIMIT 1");
}

/* The bytes of the newest answer. */
static const char *
last_answer(struct post *p)
{
	return text_of(p,
	    "SELECT CAST(m.bytes AS TEXT) FROM notice n JOIN notice_mail m "
	    "ON m.notice = n.id WHERE n.kind = 'answer' "
	    "ORDER BY n.id DESC LIMIT 1");
}

static const char *
in_use(struct post *p, const char *name)
{
	const char *path = arena_printf(
	    p->rig.arena, "%s/" OFFICE_OWN_RULES "/%s", p->rig.dir, name);
	const char *text = NULL;
	size_t n;
	struct err e;

	return file_read(p->rig.arena, path, RULES_FILE_MAX, &text, &n, &e) == 0
	    ? text
	    : NULL;
}

static void
a_file_is_told_of_and_used_when_answered(void **state)
{
	struct post p = morning();
	SCOPED(text_done) struct text mistakes = { 0 };
	struct office *next = NULL;
	const char *told;
	struct err e = { 0 };

	(void)state;
	answer(&p, NOOR, p.digest, "Hierbij de nieuwe regels. Groet, Noor",
	    part(&p, "15-zand.conf", SAND));
	assert_string_equal(state_of_last(&p), "offered");
	assert_false(step(&p));
	assert_string_equal(state_of_last(&p), "checked");
	assert_non_null(strstr(last_answer(&p), "1 vraag zou veranderen"));
	assert_non_null(strstr(last_answer(&p), "zandbak"));
	assert_null(in_use(&p, "15-zand.conf"));
	told = send_all(&p, "answer:rules:noor");
	assert_non_null(told);
	/* "gebruik" to another notice is about nothing. */
	answer(&p, NOOR, p.digest, "gebruik", "");
	assert_string_equal(state_of_last(&p), "checked");
	answer(&p, NOOR, told, "Gebruik!", "");
	assert_string_equal(state_of_last(&p), "accepted");
	assert_true(step(&p));
	assert_string_equal(state_of_last(&p), "used");
	assert_non_null(strstr(in_use(&p, "15-zand.conf"), "zandbak*"));
	/* Said again it is so already. */
	answer(&p, NOOR, told, "gebruik", "");
	assert_false(step(&p));
	assert_string_equal(state_of_last(&p), "used");
	text_init(&mistakes, 65536);
	assert_int_equal(office_open(p.rig.office->settings.file, "rules",
	                     &next, &mistakes, &e),
	    0);
	assert_true(
	    rules_value(next->rulebook.rules, RULE_TOPIC, "zandbak") != NULL);
	office_close(next);
	rig_done(&p.rig);
}

/* A stop between the file and its row: the step comes again. */
static void
a_second_file_keeps_the_first_and_comes_once(void **state)
{
	static const char other[] =
	    "topics = ( { name = \"zand\"; says = \"Zand\"; team = \"K\"; "
	    "words = [ \"zandbak*\" ]; } );\n";
	struct post p = morning();

	(void)state;
	answer(&p, NOOR, p.digest, "", part(&p, "15-zand.conf", SAND));
	(void)step(&p);
	answer(&p, NOOR, send_all(&p, "answer:rules:noor"), "gebruik", "");
	assert_true(step(&p));
	answer(&p, NOOR, p.digest, "", part(&p, "15-zand.conf", other));
	(void)step(&p);
	answer(&p, NOOR, send_all(&p, "answer:rules:noor"), "gebruik", "");
	assert_true(step(&p));
	assert_non_null(strstr(in_use(&p, "15-zand.conf"), "\"Zand\""));
	assert_non_null(
	    strstr(in_use(&p, "15-zand.conf.before-3"), "Zandbakken"));
	(void)text_of(&p,
	    arena_printf(p.rig.arena,
	        "UPDATE proposal SET state = 'accepted', body = '%s' WHERE "
	        "command = 3",
	        other));
	assert_true(step(&p));
	assert_string_equal(in_use(&p, "15-zand.conf"), other);
	assert_non_null(
	    strstr(in_use(&p, "15-zand.conf.before-3"), "Zandbakken"));
	rig_done(&p.rig);
}

/* What is wrong is told by file and line, and the folder's name is not. */
static void
mistakes_are_told_and_nothing_is_used(void **state)
{
	static const struct {
		const char *body, *want;
	} rows[] = {
		{ "topics = ( { name = \"zand\"; wrods = [ \"x\" ]; } );",
		    "15-zand.conf:1:" },
		{ "topics = ( { name = \"zand\"; words = [ \"x\" ];\r\n",
		    "15-zand.conf:" },
		{ "# regels\r\n  @include \"/etc/passwd\"\r\n",
		    "15-zand.conf:2:" },
		{ "topics = ( { name = \"zand\"; says = \"Zand\"; team = \"K\";"
		  " words = [ \"zand\" ]; examples = [ \"Iets over water\" ];"
		  " } );",
		    "15-zand.conf:1:" },
	};
	struct post p = morning();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		answer(&p, NOOR, p.digest, "",
		    part(&p, "15-zand.conf", rows[i].body));
		assert_false(step(&p));
		if (strcmp(state_of_last(&p), "faulty") != 0 ||
		    !strstr(last_answer(&p), rows[i].want) ||
		    strstr(last_answer(&p), p.rig.dir) ||
		    strstr(last_answer(&p), "root:"))
			fail_msg("%zu: %s %s", i, state_of_last(&p),
			    last_answer(&p));
		assert_null(in_use(&p, "15-zand.conf"));
	}
	rig_done(&p.rig);
}

/* Attacks, and what is no file of rules. */
static void
who_may_not_or_what_cannot_be_is_refused(void **state)
{
	struct post p = morning();
	struct arena *a = p.rig.arena;
	const char *good = part(&p, "15-zand.conf", SAND);
	char *huge = arena_alloc(a, MESSAGE_FILE_MAX + 100);
	const char *reply = arena_printf(a, "In-Reply-To: <%s>\r\n", p.digest);
	const char *proven = arena_printf(a, PASS "%s", reply);
	const struct {
		const char *what, *from, *headers, *parts, *reason;
	} rows[] = {
		{ "a stranger", "Eve <eve@evil.example>", proven, good,
		    "stranger" },
		{ "not proven", NOOR, reply, good, "unproven" },
		{ "no answer to a notice", NOOR, PASS, good, "no-permit" },
		{ "somebody else's notice", DAAN, proven, good, "no-permit" },
		{ "two files", NOOR, proven,
		    arena_printf(
		        a, "%s%s", good, part(&p, "16-meer.conf", SAND)),
		    "files" },
		{ "a path", NOOR, proven,
		    part(&p, "../../etc/15-zand.conf", SAND), "file-name" },
		{ "a path of Windows", NOOR, proven,
		    part(&p, "15\\\\..\\\\x.conf", SAND), "file-name" },
		{ "the terms", NOOR, proven, part(&p, "terms.conf", SAND),
		    "file-name" },
		{ "a hidden file", NOOR, proven, part(&p, ".15.conf", SAND),
		    "file-name" },
		{ "a huge file", NOOR, proven, part(&p, "15-zand.conf", huge),
		    "file-cut" },
	};
	size_t i;

	(void)state;
	memset(huge, '#', MESSAGE_FILE_MAX + 99);
	for (i = 0; i < LENGTH(rows); i++) {
		const char *parts = strcmp(rows[i].what, "a huge file") == 0
		    ? part(&p, "15-zand.conf", huge)
		    : rows[i].parts;

		mail(&p, rows[i].from, rows[i].headers, "", parts);
		(void)step(&p);
		if (*state_of_last(&p))
			fail_msg("%s: it was taken", rows[i].what);
		if (strcmp(reason_of_last(&p), rows[i].reason) != 0)
			fail_msg("%s: %s", rows[i].what, reason_of_last(&p));
	}
	assert_null(in_use(&p, "15-zand.conf"));
	rig_done(&p.rig);
}

/* An adviser gets it said: only the coordinator changes rules. */
static void
an_adviser_cannot(void **state)
{
	SCOPED(studio_done)
	struct studio *studio = studio_open(STUDIO_PATIENT_MS);
	struct post p = morning();
	const char *daans;

	(void)state;
	/* Daan asks for help by a link, so that he has a notice to answer. */
	(void)rig_act(&p.rig,
	    &(struct deed){
	        .kind = DEED_ASSIGN, .question = 1, .value = "daan" },
	    LATER);
	{
		struct err e = { 0 };
		size_t made = 0;

		assert_int_equal(
		    remind(p.rig.store, p.rig.office, studio,
		        moment("2026-11-10T08:30:00+01:00"), &made, &e),
		    0);
	}
	daans = send_all(&p, "alert:daan");
	assert_non_null(daans);
	answer(&p, DAAN, daans, "", part(&p, "15-zand.conf", SAND));
	assert_string_equal(state_of_last(&p), "");
	assert_non_null(strstr(last_answer(&p), "alleen de co=C3=B6rdinator"));
	answer(&p, DAAN, daans, "gebruik", "");
	assert_false(step(&p));
	rig_done(&p.rig);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_told_of_and_used_when_answered),
		cmocka_unit_test(a_second_file_keeps_the_first_and_comes_once),
		cmocka_unit_test(mistakes_are_told_and_nothing_is_used),
		cmocka_unit_test(who_may_not_or_what_cannot_be_is_refused),
		cmocka_unit_test(an_adviser_cannot),
	};

	return unit_run(tests);
}
