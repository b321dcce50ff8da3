/*
 * Commands by mail from beginning to end: who may give them, what they do,
 * what is answered, and the attacks (users.md 12, 15 and 22; G1, G3, C7).
 */

#include <string.h>

#include "desk/answer.h"
#include "desk/order_do.h"
#include "desk/remind.h"
#include "desk/views.h"
#include "edge/store_act.h"
#include "edge/store_command.h"
#include "edge/store_outbox.h"
#include "edge/store_sql.h"
#include "edge/studio.h"
#include "tests/unit/desk_rig.h"
#include "triage/ours.h"
#include "triage/permit.h"

#define PASS                                                               \
	"Authentication-Results: mx.vng.nl; dmarc=pass header.from=vng.nl" \
	"\r\n"
#define FAIL                                                               \
	"Authentication-Results: mx.vng.nl; dmarc=fail header.from=vng.nl" \
	"\r\n"
#define ELSEWHERE                                                          \
	"Authentication-Results: mx.evil.example; dmarc=pass header.from=" \
	"vng.nl\r\n"

#define NOOR "Noor <noor@vng.nl>"
#define DAAN "Daan <daan@vng.nl>"
#define OWN  "postwacht@vng.nl"

/* Two questions of Monday 2 November 2026, late on Tuesday the 10th, the
 * first of them with Daan, so that his alert is about one question. */
static const struct rig_mail questions[] = {
	{ "q1@deventer.nl", NULL, "Nora <nora@deventer.nl>", RIG_K,
	    "Vraag over de BKR",
	    "Mag een pedagogisch medewerker alleen op de groep staan? Wat is "
	    "de BKR dan?",
	    "2026-11-02T09:00:00+01:00" },
	{ "q2@almere.nl", NULL, "Piet <piet@almere.nl>", RIG_K,
	    "Vraag over inspectie",
	    "Hoe vaak moet een houder worden geïnspecteerd?",
	    "2026-11-02T10:00:00+01:00" },
};

#define MORNING "2026-11-10T08:30:00+01:00"
#define LATER   "2026-11-10T09:15:00+01:00"
#define EVENING "2026-11-10T09:20:00+01:00"

struct post {
	struct rig rig;
	const char *alert; /* Message-ID of what went out to Daan */
	int mails;
};

/* What waits in the outbox goes out: the newest of a kind, by its key. */
static const char *
send_all(struct rig *r, const char *prefix)
{
	struct outgoing *out = NULL;
	const char *id = NULL;
	struct err e = { 0 };
	size_t i, n = 0;

	assert_int_equal(store_notices_to_send(r->store, r->arena,
	                     moment(EVENING), 100, &out, &n, &e),
	    0);
	for (i = 0; i < n; i++) {
		if (text_has_prefix(out[i].key, prefix))
			id = out[i].message_id;
		assert_int_equal(
		    store_notice_state(r->store, out[i].id, NOTICE_SENT, true,
		        "", moment(EVENING), (struct instant){ 0 }, &e),
		    0);
	}
	return id;
}

static struct post
morning_with(const char *mailbox, bool is_shadow)
{
	struct post p = { .rig = rig_new_with(mailbox) };
	struct rig *r = &p.rig;
	SCOPED(studio_done)
	struct studio *studio = studio_open(STUDIO_PATIENT_MS);
	struct err e = { 0 };
	size_t made = 0;

	r->office->settings.is_shadow = is_shadow;
	rig_activate(r, "2026-11-01T12:00:00+01:00");
	(void)rig_file(r, FOLDER_INBOX, questions, 2, questions[1].at);
	(void)rig_act(r,
	    &(struct deed){
	        .kind = DEED_ASSIGN, .question = 1, .value = "daan" },
	    "2026-11-02T12:00:00+01:00");
	r->mailbox = &r->office->settings.mailboxes[1];
	r->next_uid[0] = 1;
	rig_activate(r, "2026-11-01T12:00:00+01:00");
	if (remind(r->store, r->office, studio, moment(MORNING), &made, &e) !=
	    0)
		fail_msg("%s", e.text);
	p.alert = send_all(r, "alert:daan");
	return p;
}

static struct post
morning(void)
{
	return morning_with(RIG_OWN, false);
}

/* The field To, and further headers behind it. */
static const char *
to_own(struct post *p, const char *headers)
{
	return headers ? arena_printf(p->rig.arena, "%s\r\n%.*s", OWN,
	                     (int)strlen(headers) - 2, headers)
	               : OWN;
}

/* Files one mail to Postwacht. */
static void
mail(struct post *p, const char *reply, const char *from, const char *subject,
    const char *text, const char *headers)
{
	const struct rig_mail m = { arena_printf(
		                        p->rig.arena, "c%d@vng.nl", ++p->mails),
		reply, from, to_own(p, headers), subject, text, LATER };

	(void)rig_file(&p->rig, FOLDER_INBOX, &m, 1, LATER);
}

/* The last command's state and reason, "done" or "refused stranger". */
static const char *
outcome(struct post *p)
{
	struct told_command *told = NULL;
	struct err e = { 0 };
	size_t n = 0;

	assert_int_equal(
	    store_commands_told(p->rig.store, p->rig.arena,
	        (struct instant){ 0 }, moment(EVENING), &told, &n, &e),
	    0);
	return n == 0 ? ""
	              : arena_printf(p->rig.arena, "%s %s", told[n - 1].state,
	                    told[n - 1].reason);
}

static size_t
answers(struct post *p, const char *who)
{
	struct err e = { 0 };
	int n = store_notices_count_keys(
	    p->rig.store, who, NOTICE_ANSWER, "answer:", &e);

	assert_true(n >= 0);
	return (size_t)n;
}

static enum question_state
state_of(struct post *p, int64_t question)
{
	return rig_question(&p->rig, question).state;
}

static const char *
link_to(struct post *p, const char *who, enum command_kind kind, int64_t number,
    const char *day)
{
	struct permit permit = { .is_any = kind == COMMAND_HELP,
		.kind = kind,
		.number = number,
		.recipient = who };

	assert_int_equal(date_parse(day, &permit.expires), 0);
	return permit_make(p->rig.arena, &permit, p->rig.office->key);
}

static void
a_reply_to_a_notice_about_one_question_needs_no_number(void **state)
{
	struct post p = morning();
	struct question q;
	char day[DATE_TEXT];

	(void)state;
	assert_non_null(p.alert);
	mail(&p, p.alert, DAAN, "RE: 1 vraag", "Hoi,\r\n\r\nklaar gisteren\r\n",
	    PASS);
	q = rig_question(&p.rig, 1);
	assert_int_equal(q.state, STATE_HANDLED);
	assert_string_equal(
	    date_print(date_of(q.stretches[0].end), day), "2026-11-09");
	assert_int_equal(state_of(&p, 2), STATE_OPEN);
	assert_int_equal(answers(&p, "daan"), 0);
	rig_done(&p.rig);
}

/* Every attack: nothing happens, nobody is answered who may be a forger, and
 * the coordinator hears of it. */
static void
c7_who_may_not_is_refused(void **state)
{
	struct post p = morning();
	const char *good = link_to(&p, "daan", COMMAND_DONE, 1, "2026-12-10");
	const char *subject = arena_printf(p.rig.arena, "1 klaar [%s]", good);
	const char *forged = arena_printf(
	    p.rig.arena, "1 klaar [pw%.27s]", "000000000000000000000000000");
	const char *other = arena_printf(p.rig.arena, "2 klaar [%s]", good);
	const char *body = "1 klaar\r\n";
	const char *nobody = "pw.1.0123456789abcdef@vng.nl";
	const struct {
		const char *what, *reply, *from, *subject, *text, *headers;
		const char *want;
		size_t answers;
	} rows[] = {
		{ "a stranger", p.alert, "Eve <eve@evil.example>", "RE: x",
		    body, PASS, "refused stranger", 0 },
		{ "a colleague off the roster", p.alert, "Kees <kees@vng.nl>",
		    "RE: x", body, PASS, "refused stranger", 0 },
		{ "no proof of the sender", p.alert, DAAN, "RE: x", body, NULL,
		    "refused unproven", 0 },
		{ "the own server says he is not", p.alert, DAAN, "RE: x", body,
		    FAIL, "refused forged", 0 },
		{ "proof by another server", p.alert, DAAN, "RE: x", body,
		    ELSEWHERE, "refused unproven", 0 },
		{ "the notice went to somebody else", p.alert, NOOR, "RE: x",
		    body, PASS, "unclear no-permit", 1 },
		{ "a notice that never was", nobody, DAAN, "RE: x", body, PASS,
		    "unclear no-permit", 1 },
		{ "no notice and no link", NULL, DAAN, "1 klaar", body, PASS,
		    "unclear no-permit", 2 },
		{ "a forged link", NULL, DAAN, forged, "", PASS,
		    "refused forged-permit", 2 },
		{ "a link for another question", NULL, DAAN, other, "", PASS,
		    "refused forged-permit", 2 },
		{ "somebody else's link", NULL, NOOR, subject, "", PASS,
		    "refused forged-permit", 1 },
		{ "a link with another command in the text", NULL, DAAN,
		    arena_printf(p.rig.arena, "help [%s]", good), body, PASS,
		    "refused forged-permit", 2 },
		{ "a good link from a forger", NULL, DAAN, subject, "", FAIL,
		    "refused forged", 2 },
		{ "AuthAs outside Exchange", p.alert, DAAN, "RE: x", body,
		    "X-MS-Exchange-Organization-AuthAs: Internal\r\n",
		    "refused unproven", 2 },
	};
	const int64_t events = rig_events(&p.rig);
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const char *who =
		    strstr(rows[i].from, "noor") ? "noor" : "daan";

		mail(&p, rows[i].reply, rows[i].from, rows[i].subject,
		    rows[i].text, rows[i].headers);
		if (strcmp(outcome(&p), rows[i].want) != 0)
			fail_msg("%s: %s", rows[i].what, outcome(&p));
		if (rig_events(&p.rig) != events)
			fail_msg("%s: something was done", rows[i].what);
		if (!strstr(rows[i].from, "eve") &&
		    !strstr(rows[i].from, "kees") &&
		    answers(&p, who) != rows[i].answers)
			fail_msg(
			    "%s: %zu answers", rows[i].what, answers(&p, who));
	}
	rig_done(&p.rig);
}

static void
a_link_works_once_and_until_its_day(void **state)
{
	struct post p = morning();
	const char *good = arena_printf(p.rig.arena, "1 klaar [%s]",
	    link_to(&p, "daan", COMMAND_DONE, 1, "2026-12-10"));
	const char *old = arena_printf(p.rig.arena, "1 klaar [%s]",
	    link_to(&p, "daan", COMMAND_DONE, 1, "2026-11-09"));
	int64_t events;

	(void)state;
	mail(&p, NULL, DAAN, old, "", PASS);
	assert_int_equal(state_of(&p, 1), STATE_OPEN);
	assert_int_equal(answers(&p, "daan"), 1);
	/* The signature that the mail client writes below is no command. */
	mail(
	    &p, NULL, DAAN, good, "Daan Jansen\r\nAdviseur naleving\r\n", PASS);
	assert_int_equal(state_of(&p, 1), STATE_HANDLED);
	events = rig_events(&p.rig);
	mail(&p, NULL, DAAN, good, "", PASS);
	assert_int_equal(rig_events(&p.rig), events);
	/* Reopened, the old link does nothing any more. */
	(void)rig_act(&p.rig,
	    &(struct deed){ .kind = DEED_REOPEN, .question = 1, .value = "" },
	    "2026-11-10T09:16:00+01:00");
	events = rig_events(&p.rig);
	mail(&p, NULL, DAAN, good, "", PASS);
	assert_int_equal(rig_events(&p.rig), events);
	assert_int_equal(answers(&p, "daan"), 1);
	rig_done(&p.rig);
}

/* "andere opdrachten": its text is filled in by hand, and says the command. */
static void
the_link_for_other_commands_takes_any(void **state)
{
	struct post p = morning();
	const char *help = arena_printf(p.rig.arena, "help [%s]",
	    link_to(&p, "noor", COMMAND_HELP, 0, "2026-12-10"));

	(void)state;
	mail(&p, NULL, NOOR, help, "2 naar Daan\r\n\r\nGroet, Noor", PASS);
	assert_string_equal(rig_question(&p.rig, 2).assignee, "daan");
	assert_int_equal(answers(&p, "noor"), 0);
	mail(&p, NULL, NOOR, help, "", PASS);
	assert_int_equal(answers(&p, "noor"), 1);
	rig_done(&p.rig);
}

/* A kill between the act and the cursor: the batch comes again. */
static void
a_mail_that_is_seen_again_does_nothing(void **state)
{
	struct post p = morning();
	const struct rig_mail m = { "c77@vng.nl", p.alert, DAAN,
		to_own(&p, PASS), "RE: x", "1 uitstel 2", LATER };
	int64_t events;

	(void)state;
	(void)rig_file(&p.rig, FOLDER_INBOX, &m, 1, LATER);
	events = rig_events(&p.rig);
	(void)rig_file(&p.rig, FOLDER_INBOX, &m, 1, LATER);
	(void)rig_file(&p.rig, FOLDER_INBOX, &m, 1, EVENING);
	assert_int_equal(rig_events(&p.rig), events);
	rig_done(&p.rig);
}

static void
all_of_a_mail_is_done_or_nothing(void **state)
{
	struct post p = morning();
	int64_t events = rig_events(&p.rig);

	(void)state;
	mail(&p, p.alert, DAAN, "RE: x", "1 klaar\r\n2 klar", PASS);
	assert_int_equal(rig_events(&p.rig), events);
	assert_int_equal(answers(&p, "daan"), 1);
	mail(&p, p.alert, DAAN, "RE: x", "1 klaar\r\n99 klaar", PASS);
	assert_int_equal(rig_events(&p.rig), events);
	mail(&p, p.alert, DAAN, "RE: x", "1 en 2 klaar", PASS);
	assert_int_equal(state_of(&p, 1), STATE_HANDLED);
	assert_int_equal(state_of(&p, 2), STATE_HANDLED);
	rig_done(&p.rig);
}

/* The digest of the next morning, as Noor reads it. */
static struct rendered
next_digest(struct post *p)
{
	const struct instant at = moment("2026-11-12T08:30:00+01:00");
	struct rig *r = &p->rig;
	struct rendered out = { 0 };
	struct plan plan = { 0 };
	struct err e = { 0 };
	size_t i;

	if (remind_plan(r->store, r->office, r->arena, at, &plan, &e) != 0)
		fail_msg("%s", e.text);
	for (i = 0; i < plan.n; i++) {
		if (plan.at[i].kind == NOTICE_DIGEST &&
		    remind_render(r->store, r->office, r->arena, &plan.at[i],
		        at, &out, &e) != 0)
			fail_msg("%s", e.text);
	}
	assert_non_null(out.text);
	return out;
}

/* The subject behind a mailto link that begins so, decoded. */
static const char *
subject_in(struct post *p, const char *html, const char *start)
{
	const char *at =
	    strstr(html, arena_printf(p->rig.arena, "?subject=%s", start));
	SCOPED(text_done) struct text out = { 0 };

	if (!at)
		fail_msg("no link %s in\n%s", start, html);
	text_init(&out, 512);
	for (at += strlen("?subject="); *at && *at != '"'; at++) {
		if (text_has_prefix(at, "%20"))
			text_add_char(&out, ' ');
		else if (text_has_prefix(at, "%5B"))
			text_add_char(&out, '[');
		else if (text_has_prefix(at, "%5D"))
			text_add_char(&out, ']');
		else
			text_add_char(&out, *at);
		at += *at == '%' ? 2 : 0;
	}
	return arena_copy(p->rig.arena, out.data);
}

static void
the_digest_tells_what_was_done_and_takes_it_back(void **state)
{
	struct post p = morning();
	struct rendered digest;

	(void)state;
	mail(&p, p.alert, DAAN, "RE: x", "1 klaar gisteren", PASS);
	mail(&p, NULL, "Eve <eve@evil.example>", "2 klaar", "", NULL);
	digest = next_digest(&p);
	if (!strstr(digest.text, "1 klaar op ma 9 november (Daan"))
		fail_msg("%s", digest.text);
	if (!strstr(digest.text, "Eve (eve@evil.example)"))
		fail_msg("%s", digest.text);
	mail(&p, NULL, NOOR, subject_in(&p, digest.html, "ongedaan%20"), "",
	    PASS);
	assert_int_equal(state_of(&p, 1), STATE_OPEN);
	digest = next_digest(&p);
	/* What was taken back is not offered to be taken back again. */
	assert_null(strstr(digest.html, "?subject=ongedaan"));
	/* The link of a late question works too. */
	mail(
	    &p, NULL, NOOR, subject_in(&p, digest.html, "2%20klaar"), "", PASS);
	assert_int_equal(state_of(&p, 2), STATE_HANDLED);
	rig_done(&p.rig);
}

/* users.md 16: a mailbox that nobody looked into for a while, once. */
static void
the_digest_tells_of_a_gap(void **state)
{
	static const char *const looks[] = { "2026-11-10T09:30:00+01:00",
		"2026-11-10T09:31:00+01:00", "2026-11-10T11:30:59+01:00",
		"2026-11-10T16:10:00+01:00", "2026-11-10T18:05:00+01:00",
		"2026-11-12T08:05:00+01:00" };
	static const char *const wanted[] = { "di 11:30 tot di 16:10",
		"di 18:05 tot vandaag 08:05" };
	struct post p = morning();
	struct err e = { 0 };
	const char *text, *at;
	size_t i, n = 0;

	(void)state;
	for (i = 0; i < LENGTH(looks); i++)
		assert_int_equal(
		    store_mailbox_read(p.rig.store, 1, moment(looks[i]), &e),
		    0);
	text = next_digest(&p).text;
	for (i = 0; i < LENGTH(wanted); i++)
		if (!strstr(text, wanted[i]))
			fail_msg("%s\n%s", wanted[i], text);
	for (at = text; (at = strstr(at, "gekeken")); at++)
		n++;
	assert_int_equal(n, LENGTH(wanted));
	rig_done(&p.rig);
}

/* Three answers a day; then it is written down for the coordinator. */
static void
nonsense_is_answered_three_times_a_day(void **state)
{
	struct post p = morning();
	int i;

	(void)state;
	for (i = 0; i < 5; i++)
		mail(&p, p.alert, DAAN, "RE: x", "wat is dit", PASS);
	assert_int_equal(answers(&p, "daan"), 3);
	assert_string_equal(outcome(&p), "unanswered unknown");
	rig_done(&p.rig);
}

/* G1, G3: automatic mail gets no answer, whatever it says. */
static void
automatic_mail_is_never_answered(void **state)
{
	struct post p = morning();
	int64_t events = rig_events(&p.rig);

	(void)state;
	mail(&p, p.alert, DAAN, "Automatisch antwoord: 1 vraag", "1 klaar",
	    PASS "Auto-Submitted: auto-replied\r\n");
	assert_string_equal(outcome(&p), "away ");
	mail(&p, p.alert, "Eve <eve@evil.example>", "Automatic reply", "klaar",
	    "Auto-Submitted: auto-replied\r\n");
	mail(&p, NULL, "News <news@list.example>", "Nieuwsbrief", "1 klaar",
	    "List-Id: <news.list.example>\r\nPrecedence: bulk\r\n");
	assert_int_equal(rig_events(&p.rig), events);
	assert_int_equal(answers(&p, "daan"), 0);
	rig_done(&p.rig);
}

static void
questions_are_joined_by_mail(void **state)
{
	struct post p = morning();

	(void)state;
	mail(&p, p.alert, DAAN, "RE: x", "2 hoort bij 1", PASS);
	assert_int_equal(rig_question(&p.rig, 2).merged_into, 1);
	assert_int_equal(answers(&p, "daan"), 0);
	rig_done(&p.rig);
}

static void
a_question_by_telephone_is_put_down_by_mail(void **state)
{
	struct post p = morning();
	struct weekly_view week;
	struct question q;
	struct err e = { 0 };
	size_t n = 0;

	(void)state;
	mail(&p, p.alert, DAAN, "RE: x",
	    "vraag: gemeente Ede belde over de BKR\r\nMag een stagiair alleen "
	    "op de groep staan?\r\n\r\nDaan",
	    PASS);
	assert_int_equal(answers(&p, "daan"), 0);
	(void)rig_questions(&p.rig, &n);
	assert_int_equal(n, 3);
	q = rig_question(&p.rig, 3);
	assert_int_equal(q.state, STATE_OPEN);
	assert_string_equal(q.team, "K");
	assert_true(q.has_deadline);
	if (!strstr(next_digest(&p).text, "gemeente Ede belde over de BKR") ||
	    !strstr(next_digest(&p).text, "3 · per telefoon of in overleg"))
		fail_msg("%s", next_digest(&p).text);
	/* It is counted apart. */
	assert_int_equal(view_week(p.rig.store, p.rig.office, p.rig.arena, "K",
	                     (struct iso_week){ 2026, 46 },
	                     moment("2026-11-16T08:30:00+01:00"), &week, &e),
	    0);
	assert_int_equal(week.this_week.told, 1);
	assert_int_equal(week.this_week.told_handled, 0);
	assert_int_equal(week.this_week.received, 0);
	assert_int_equal(week.this_week.open_after, 2);
	rig_done(&p.rig);
}

static void
the_roster_is_the_coordinators(void **state)
{
	static const struct {
		const char *day;
		bool is_away;
	} days[] = {
		{ "2026-11-10", false },
		{ "2026-11-15", false },
		{ "2026-11-16", true },
		{ "2026-12-04", true },
		{ "2026-12-05", false },
	};
	struct post p = morning();
	const struct colleague *daan;
	const char *digest, *told;
	struct roster roster;
	struct err e = { 0 };
	size_t before, i;

	(void)state;
	mail(&p, p.alert, DAAN, "RE: x", "afwezig Daan t/m 4 december", PASS);
	assert_int_equal(answers(&p, "daan"), 1);
	digest = arena_printf(p.rig.arena, "help [%s]",
	    link_to(&p, "noor", COMMAND_HELP, 0, "2026-12-10"));
	before = answers(&p, "noor");
	mail(&p, NULL, NOOR, digest,
	    "afwezig Daan van 16 november t/m 4 december", PASS);
	assert_int_equal(answers(&p, "noor"), before);
	assert_int_equal(
	    store_roster(p.rig.store, p.rig.arena,
	        &p.rig.office->settings.roster, moment(EVENING), &roster, &e),
	    0);
	daan = roster_by_id(&roster, "daan");
	for (i = 0; i < LENGTH(days); i++) {
		struct date day;

		assert_int_equal(date_parse(days[i].day, &day), 0);
		if (roster_is_absent(daan, day) != days[i].is_away)
			fail_msg("%s", days[i].day);
	}
	mail(&p, NULL, NOOR, digest, "terug Daan", PASS);
	told = next_digest(&p).text;
	if (!strstr(told,
	        "Daan afwezig vanaf ma 16 november t/m vr 4 december "
	        "(jij") ||
	    !strstr(told, "Daan terug (jij"))
		fail_msg("%s", told);
	rig_done(&p.rig);
}

/* How many notices hold these words as they are sent. */
static int
bodies_with(struct post *p, const char *words)
{
	sqlite3_stmt *q = NULL;
	int n;

	assert_int_equal(
	    sqlite3_prepare_v2(p->rig.store->db,
	        "SELECT count(*) FROM notice_mail WHERE instr(bytes, :words) > 0",
	        -1, &q, NULL),
	    SQLITE_OK);
	sqlite3_bind_blob(q, 1, words, (int)strlen(words), SQLITE_STATIC);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	n = sqlite3_column_int(q, 0);
	sqlite3_finalize(q);
	return n;
}

static void
what_is_asked_is_answered(void **state)
{
	SCOPED(studio_done)
	struct studio *studio = studio_open(STUDIO_PATIENT_MS);
	struct post p = morning();
	struct err e = { 0 };
	int i;

	(void)state;
	mail(&p, p.alert, DAAN, "RE: x", "waarom 1", PASS);
	assert_int_equal(answers(&p, "daan"), 1);
	mail(&p, p.alert, DAAN, "RE: x", "overzicht", PASS);
	assert_int_equal(answers(&p, "daan"), 1);
	for (i = 0; i < 2; i++) /* once, whenever it is looked at */
		if (answer_overview(p.rig.store, p.rig.office, studio,
		        moment(LATER), &e) != 0)
			fail_msg("%s", e.text);
	assert_int_equal(answers(&p, "daan"), 2);
	mail(&p, p.alert, DAAN, "RE: x", "help", PASS);
	assert_int_equal(answers(&p, "daan"), 3);
	assert_non_null(send_all(&p.rig, "answer:overview:daan:2026-11-10:"));
	assert_true(bodies_with(&p, "vragen-2026-11-10.xlsx") == 1);
	rig_done(&p.rig);
}

/* The own mailbox never makes a question, whatever is written to it. */
static void
the_own_mailbox_opens_no_question(void **state)
{
	struct post p = morning();
	size_t n = 0, before;

	(void)state;
	(void)rig_questions(&p.rig, &before);
	mail(&p, NULL, "Nora <nora@deventer.nl>", "Vraag over de BKR",
	    "Mag dit? Graag uw reactie.", PASS);
	(void)rig_questions(&p.rig, &n);
	assert_int_equal(n, before);
	assert_string_equal(outcome(&p), "refused stranger");
	rig_done(&p.rig);
}

/* What lay there before the watch began is not carried out. */
static void
old_commands_are_history(void **state)
{
	struct post p = morning();
	const struct rig_mail old = { "old@vng.nl", p.alert, DAAN,
		to_own(&p, PASS), "RE: x", "1 klaar",
		"2026-10-20T09:00:00+02:00" };

	(void)state;
	(void)rig_file(&p.rig, FOLDER_INBOX, &old, 1, LATER);
	assert_int_equal(state_of(&p, 1), STATE_OPEN);
	rig_done(&p.rig);
}

static void
a_name_is_found_as_people_write_it(void **state)
{
	static const struct colleague people[] = {
		{ .id = "noor", .name = "Noor", .address = "noor@vng.nl" },
		{ .id = "daan",
		    .name = "Daan de Wit",
		    .address = "d.dewit@vng.nl" },
		{ .id = "samira",
		    .name = "Samira el Amrani",
		    .address = "samira@vng.nl" },
		{ .id = "daan2",
		    .name = "Daan Bos",
		    .address = "d.bos@vng.nl" },
	};
	const struct roster r = { .n_people = LENGTH(people),
		.people = people };
	static const struct {
		const char *words, *want;
	} rows[] = {
		{ "", "noor" },
		{ "noor", "noor" },
		{ "samira", "samira" },
		{ "samira graag", "samira" },
		{ "samira el amrani", "samira" },
		{ "d.bos@vng.nl", "daan2" },
		{ "daan bos", "daan2" },
		{ "daan", "daan" }, /* the id decides */
		{ "daan de wit", "daan" },
		{ "sam", NULL },
		{ "vrijdag", NULL },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const struct colleague *c =
		    order_person(a, &r, rows[i].words, &people[0]);

		if (c != NULL
		        ? !rows[i].want || strcmp(c->id, rows[i].want) != 0
		        : rows[i].want != NULL)
			fail_msg("%s: %s", rows[i].words, c ? c->id : "nobody");
	}
	arena_free(a);
}

/* One mailbox for both: what answers a notice is a command, the rest is mail. */
static void
a_mailbox_may_serve_for_both(void **state)
{
	static const char both[] =
	    ", { id = \"samen\"; source = \"maildir\"; path = \"samen\"; "
	    "purpose = \"both\"; team = \"K\"; "
	    "addresses = [ \"samen@vng.nl\" ]; }";
	static const struct rig_mail asked = { "q9@ede.nl", NULL,
		"Els <els@ede.nl>", "samen@vng.nl", "Vraag over de BKR",
		"Mag een stagiair alleen op de groep staan?", LATER };
	struct post p = morning_with(both, false);
	size_t n = 0;

	(void)state;
	mail(&p, p.alert, DAAN, "RE: x", "klaar", PASS);
	assert_int_equal(state_of(&p, 1), STATE_HANDLED);
	(void)rig_questions(&p.rig, &n);
	assert_int_equal(n, 2);
	(void)rig_file(&p.rig, FOLDER_INBOX, &asked, 1, LATER);
	(void)rig_questions(&p.rig, &n);
	assert_int_equal(n, 3);
	rig_done(&p.rig);
}

/* A provider gave the notice another Message-ID, and the answer names that one;
 * what we put into References comes back with it. */
static void
an_answer_to_a_renamed_notice_is_known_by_its_references(void **state)
{
	struct post p = morning();
	long long notice = 0;

	(void)state;
	assert_true(ours_check(p.alert, &p.rig.office->house.keys,
	    date_of(moment(LATER)), &notice));
	mail(&p, "0101.x@eu.mail.example", DAAN, "RE: 1 vraag", "klaar",
	    PASS "References: <x@vng.nl>\r\n");
	assert_int_equal(state_of(&p, 1), STATE_OPEN);
	mail(&p, "0101.x@eu.mail.example", DAAN, "RE: 1 vraag", "klaar",
	    arena_printf(p.rig.arena,
	        PASS "References: <%s>\r\n <0101.x@eu.mail.example>\r\n",
	        ours_id(p.rig.arena, notice, p.rig.office->key,
	            OURS_REFERENCE "vng.nl")));
	assert_int_equal(state_of(&p, 1), STATE_HANDLED);
	rig_done(&p.rig);
}

/* decisions.md 25: what the key before has signed counts for 90 days. */
static void
a_new_key_leaves_what_the_old_one_signed_for_a_while(void **state)
{
	static const struct {
		const char *renewed; /* before this morning's answer */
		enum question_state answer, link;
	} rows[] = {
		{ "2026-11-10T09:10:00+01:00", STATE_HANDLED, STATE_HANDLED },
		{ "2026-08-12T09:00:00+02:00", STATE_HANDLED, STATE_HANDLED },
		{ "2026-08-11T09:00:00+02:00", STATE_OPEN, STATE_OPEN },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct post p = morning();
		struct err e = { 0 };
		const char *link = arena_printf(p.rig.arena, "2 klaar [%s]",
		    link_to(&p, "noor", COMMAND_DONE, 2, "2026-12-01"));

		if (office_renew_key(
		        p.rig.office, moment(rows[i].renewed), &e) != 0)
			fail_msg("%s", e.text);
		assert_int_equal(p.rig.office->house.keys.n, 2);
		mail(&p, p.alert, DAAN, "RE: 1 vraag", "klaar", PASS);
		mail(&p, NULL, NOOR, link, "", PASS);
		if (state_of(&p, 1) != rows[i].answer ||
		    state_of(&p, 2) != rows[i].link)
			fail_msg("renewed %s: %d and %d, last %s",
			    rows[i].renewed, state_of(&p, 1), state_of(&p, 2),
			    outcome(&p));
		rig_done(&p.rig);
	}
}

/* decisions.md 37: in the trial period only the coordinator hears, and acts
 * with links of his own. */
static void
in_the_trial_period_the_coordinator_gets_it_all(void **state)
{
	struct post p = morning_with(RIG_OWN, true);
	const char *address = "";
	struct err e = { 0 };
	long long notice = 0;

	(void)state;
	assert_true(ours_check(p.alert, &p.rig.office->house.keys,
	    date_of(moment(LATER)), &notice));
	assert_int_equal(
	    store_notice_to(p.rig.store, p.rig.arena, notice, &address, &e), 1);
	assert_string_equal(address, "noor@vng.nl");
	mail(&p, p.alert, DAAN, "RE: x", "klaar", PASS);
	assert_int_equal(state_of(&p, 1), STATE_OPEN);
	mail(&p, p.alert, NOOR, "RE: x", "klaar", PASS);
	assert_int_equal(state_of(&p, 1), STATE_HANDLED);
	rig_done(&p.rig);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_reply_to_a_notice_about_one_question_needs_no_number),
		cmocka_unit_test(c7_who_may_not_is_refused),
		cmocka_unit_test(a_link_works_once_and_until_its_day),
		cmocka_unit_test(the_link_for_other_commands_takes_any),
		cmocka_unit_test(a_mail_that_is_seen_again_does_nothing),
		cmocka_unit_test(all_of_a_mail_is_done_or_nothing),
		cmocka_unit_test(
		    the_digest_tells_what_was_done_and_takes_it_back),
		cmocka_unit_test(the_digest_tells_of_a_gap),
		cmocka_unit_test(nonsense_is_answered_three_times_a_day),
		cmocka_unit_test(automatic_mail_is_never_answered),
		cmocka_unit_test(questions_are_joined_by_mail),
		cmocka_unit_test(a_question_by_telephone_is_put_down_by_mail),
		cmocka_unit_test(the_roster_is_the_coordinators),
		cmocka_unit_test(what_is_asked_is_answered),
		cmocka_unit_test(the_own_mailbox_opens_no_question),
		cmocka_unit_test(old_commands_are_history),
		cmocka_unit_test(a_mailbox_may_serve_for_both),
		cmocka_unit_test(
		    an_answer_to_a_renamed_notice_is_known_by_its_references),
		cmocka_unit_test(
		    a_new_key_leaves_what_the_old_one_signed_for_a_while),
		cmocka_unit_test(
		    in_the_trial_period_the_coordinator_gets_it_all),
		cmocka_unit_test(a_name_is_found_as_people_write_it),
	};

	return unit_run(tests);
}
