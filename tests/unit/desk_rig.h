#ifndef POSTWACHT_DESK_RIG_H
#define POSTWACHT_DESK_RIG_H

#include <sys/stat.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/act.h"
#include "desk/file.h"
#include "desk/office.h"
#include "edge/store.h"
#include "mail/message.h"
#include "tests/unit/shipped.h"
#include "tests/unit/unit.h"

/*
 * A desk on trial: a folder of its own, a configuration with two mailboxes
 * and four people, the shipped rules, a store in memory, and batches made by
 * hand.
 */
struct rig {
	struct arena *arena;
	const char *dir;
	struct office *office;
	struct store *store;
	const struct mailbox_settings *mailbox; /* kinderopvang, team K */
	uint32_t next_uid[2];                   /* INBOX, Sent */
};

#define RIG_K "postbus.kinderopvang@vng.nl"

static const char rig_conf[] =
    "state_dir = \"%s\";\nrules_dir = \"%s/rules\";\n"
    "organisation = \"VNG\";\ninternal_domains = [ \"vng.nl\" ];\n"
    "notice_domains = [ \"vng.nl\" ];\n"
    "authserv_ids = [ \"mx.vng.nl\" ];\n"
    "teams = ( { code = \"K\"; name = \"Kinderopvang\"; } );\n"
    "%s"
    "mailboxes = ( { id = \"kinderopvang\"; source = \"maildir\";"
    "  path = \"%s/mail\"; addresses = [ \"" RIG_K "\" ]; team = \"K\"; }"
    "%s );\n"
    "post = { kind = \"folder\"; folder = \"%s/out\";"
    "  from = \"postwacht@vng.nl\"; from_name = \"Postwacht\"; };\n";

static const char rig_people[] =
    "people = (\n"
    "{ id = \"noor\"; name = \"Noor\"; address = \"noor@vng.nl\";"
    "  role = \"coordinator\"; },\n"
    "{ id = \"daan\"; name = \"Daan\"; address = \"daan@vng.nl\"; },\n"
    "{ id = \"hanna\"; name = \"Hanna\"; address = \"hanna@vng.nl\";"
    "  role = \"leader\"; } );\n";

static inline void
rig_write(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	if (!f || fputs(text, f) < 0 || fclose(f) != 0)
		fail_msg("cannot write %s", path);
}

/* Postwacht's own mailbox, the second one. */
#define RIG_OWN                                                          \
	", { id = \"postwacht\"; source = \"maildir\"; path = \"own\"; " \
	"purpose = \"commands\"; addresses = [ \"postwacht@vng.nl\" ]; }"

/* With other people, and more mailboxes. */
static inline struct rig
rig_with(const char *people, const char *more_mailboxes)
{
	struct rig r = { .arena = arena_new(), .next_uid = { 1, 1 } };
	SCOPED(text_done) struct text mistakes = { 0 };
	char *dir = arena_copy(r.arena, "/tmp/postwacht-rig-XXXXXX");
	const char *conf;
	char here[4096];
	struct err e = { 0 };

	assert_non_null(getcwd(here, sizeof(here)));
	message_init();
	text_init(&mistakes, 65536);
	assert_non_null(mkdtemp(dir));
	r.dir = dir;
	conf = arena_printf(r.arena, "%s/postwacht.conf", dir);
	rig_write(conf,
	    arena_printf(r.arena, rig_conf, dir, here, people, dir,
	        more_mailboxes, dir));
	if (office_open(conf, "rules", &r.office, &mistakes, &e) != 0)
		fail_msg("%s", mistakes.data);
	if (office_load_key(r.office, &e) != 0 ||
	    store_open(":memory:", STORE_REHEARSAL, false, &r.store, &e) != 0)
		fail_msg("%s", e.text);
	r.mailbox = &r.office->settings.mailboxes[0];
	return r;
}

static inline struct rig
rig_new_with(const char *more_mailboxes)
{
	return rig_with(rig_people, more_mailboxes);
}

static inline struct rig
rig_new(void)
{
	return rig_with(rig_people, "");
}

static inline void
rig_done(struct rig *r)
{
	const char *command = arena_printf(r->arena, "rm -rf '%s'", r->dir);

	store_close(r->store);
	office_close(r->office);
	assert_int_equal(system(command), 0);
	arena_free(r->arena);
}

/* The shipped rules with some of one's own beside them. */
static inline const char *
rig_rules_dir(struct rig *r, const char *own)
{
	const char *dir = arena_printf(r->arena, "%s/rules", r->dir);
	const char *command =
	    arena_printf(r->arena, "rm -rf '%s' && cp -R rules '%s'", dir, dir);

	assert_int_equal(system(command), 0);
	rig_write(arena_printf(r->arena, "%s/05-own.conf", dir), own);
	return dir;
}

/* An office by those rules, beside the rig's own. */
static inline struct office *
rig_office_with(struct rig *r, const char *own)
{
	SCOPED(text_done) struct text mistakes = { 0 };
	const char *dir = rig_rules_dir(r, own);
	struct office *office = NULL;
	struct err e = { 0 };

	text_init(&mistakes, 65536);
	if (office_open_with(
	        arena_printf(r->arena, "%s/postwacht.conf", r->dir), dir,
	        &office, &mistakes, &e) != 0 ||
	    office_load_key(office, &e) != 0)
		fail_msg("%s%s", mistakes.data, e.text);
	return office;
}

/* The rig works by those rules from now on. */
static inline void
rig_use_rules(struct rig *r, const char *own)
{
	struct office *office = rig_office_with(r, own);

	office_close(r->office);
	r->office = office;
	r->mailbox = &office->settings.mailboxes[0];
}

/* One mail of a story. */
struct rig_mail {
	const char *id;    /* Message-ID, without <> */
	const char *reply; /* In-Reply-To, or NULL */
	const char *from, *to;
	const char *subject, *text;
	const char *at; /* receipt and Date */
};

static inline struct fetched
rig_fetched(struct arena *a, const struct rig_mail *m, uint32_t uid)
{
	struct instant at = moment(m->at);
	char date[INSTANT_TEXT];
	const char *bytes;

	/* An RFC 5322 date in UTC from the moment's own text. */
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct civil day = date_civil(date_of(at));
	(void)instant_print(at, date);
	bytes = arena_printf(a,
	    "Message-ID: <%s>\r\n%s%s%sFrom: %s\r\nTo: %s\r\nSubject: %s\r\n"
	    "Date: %02d %s %d %.8s %.3s%.2s\r\n"
	    "MIME-Version: 1.0\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n",
	    m->id, m->reply ? "In-Reply-To: <" : "", m->reply ? m->reply : "",
	    m->reply ? ">\r\n" : "", m->from, m->to, m->subject, day.day,
	    months[day.month - 1], day.year, date + 11, date + 19, date + 23,
	    m->text);
	return (struct fetched){ .uid = uid,
		.name = "",
		.received = at,
		.basis = RECEIPT_INTERNALDATE,
		.bytes = bytes,
		.n = strlen(bytes),
		.aside = "" };
}

/* Files mails as one batch of a folder; -1 goes back to the test. */
static inline int
rig_try(struct rig *r, enum folder_role role, const struct rig_mail *mails,
    size_t n, const char *now, struct filed_counts *counts, struct err *e)
{
	bool is_sent = role == FOLDER_SENT;
	struct batch *b = batch_new(is_sent ? "Sent" : "INBOX", role);
	uint32_t *uid = &r->next_uid[is_sent];
	size_t i;
	int result;

	b->uidvalidity = 7;
	b->uid_next = 1; /* the folder was empty when the watch began */
	b->mails = arena_array(b->arena, n + 1, sizeof(*b->mails));
	for (i = 0; i < n; i++)
		b->mails[b->n++] = rig_fetched(b->arena, &mails[i], (*uid)++);
	b->last_uid = *uid - 1;
	result = file_batch(
	    r->store, r->office, r->mailbox, b, moment(now), false, counts, e);
	batch_free(b);
	return result;
}

static inline struct filed_counts
rig_file(struct rig *r, enum folder_role role, const struct rig_mail *mails,
    size_t n, const char *now)
{
	struct filed_counts counts = { 0 };
	struct err e = { 0 };

	if (rig_try(r, role, mails, n, now, &counts, &e) != 0)
		fail_msg("%s", e.text);
	return counts;
}

/* Files one message that is given as a whole, in the inbox. */
static inline void
rig_file_bytes(struct rig *r, const char *bytes, const char *at)
{
	struct batch *b = batch_new("INBOX", FOLDER_INBOX);
	struct filed_counts counts = { 0 };
	struct err e = { 0 };

	b->uidvalidity = 7;
	b->uid_next = 1;
	b->mails = arena_array(b->arena, 1, sizeof(*b->mails));
	b->mails[b->n++] = (struct fetched){ .uid = r->next_uid[0]++,
		.name = "",
		.received = moment(at),
		.basis = RECEIPT_INTERNALDATE,
		.bytes = bytes,
		.n = strlen(bytes),
		.aside = "" };
	b->last_uid = r->next_uid[0] - 1;
	if (file_batch(r->store, r->office, r->mailbox, b, moment(at), false,
	        &counts, &e) != 0)
		fail_msg("%s", e.text);
	batch_free(b);
}

/* The mailbox is watched from this moment on. */
static inline void
rig_activate(struct rig *r, const char *at)
{
	struct err e = { 0 };

	if (store_meta_set(r->store, "activated_at", moment(at).sec, &e) != 0)
		fail_msg("%s", e.text);
	(void)rig_file(r, FOLDER_INBOX, NULL, 0, at);
}

static inline struct question *
rig_questions(struct rig *r, size_t *n)
{
	struct question *all = NULL;
	struct err e = { 0 };

	if (store_questions(r->store, r->arena, SELECT_ALL, &all, n, &e) != 0)
		fail_msg("%s", e.text);
	return all;
}

/* The one question of that number. */
static inline struct question
rig_question(struct rig *r, int64_t id)
{
	struct event *events = NULL;
	struct err e = { 0 };
	size_t n = 0;

	if (store_events(r->store, r->arena, id, &events, &n, &e) != 0)
		fail_msg("%s", e.text);
	return question_fold(events, n, r->arena);
}

/* An act by hand; the rig's arena keeps what it says. */
static inline struct act_result
rig_act_by(
    struct rig *r, const struct deed *deed, const char *who, const char *now)
{
	const struct act_origin origin = { .who = who,
		.command = *who ? 77 : 0,
		.at = moment(now),
		.now = moment(now) };
	struct act_result out = { 0 };
	struct err e = { 0 };

	if (act_do(r->store, r->office, r->arena, deed, &origin, &out, &e) < 0)
		fail_msg("%s", e.text);
	return out;
}

static inline struct act_result
rig_act(struct rig *r, const struct deed *deed, const char *now)
{
	return rig_act_by(r, deed, "", now);
}

static inline int64_t
rig_events(struct rig *r)
{
	struct store_counts c;
	struct err e = { 0 };

	if (store_counts(r->store, &c, &e) != 0)
		fail_msg("%s", e.text);
	return c.events;
}

#endif
