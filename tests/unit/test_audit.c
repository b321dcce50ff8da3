/* Server against store, messages that are fetched again, the projection
 * against its events, the status that follows, the backup. */

#include <sqlite3.h>

#include "desk/again.h"
#include "desk/audit.h"
#include "desk/status.h"
#include "edge/maildir.h"
#include "edge/mbox.h"
#include "edge/store_backup.h"
#include "edge/store_sql.h"
#include "edge/whole.h"
#include "tests/unit/ops.h"

#define NOW "2026-11-23 09:10"

/* Five questions, UIDs 1 to 5. */
static void
file_five(struct ops *o)
{
	const char *mails[4], *fifth = ops_question(o, 4);
	int i;

	for (i = 0; i < 4; i++)
		mails[i] = ops_question(o, i);
	ops_activate(o, ops_at("2026-11-23 08:00"));
	(void)ops_file(o, mails, 4, 1, ops_at(NOW));
	(void)ops_file(o, &fifth, 1, 5, ops_at(NOW));
}

static struct audit
audit_of(struct ops *o, const uint32_t *uids, size_t n, bool repairs)
{
	struct listing *l = listing_new("INBOX", FOLDER_INBOX);
	struct audit au;

	l->uidvalidity = 1;
	l->from = 1;
	l->uid_next = 9;
	l->to = 8;
	l->uids = uids;
	l->n = n;
	if (audit_begin(&au, o->store, o->arena, "box", repairs, ops_at(NOW),
	        &o->e) != 0 ||
	    audit_take(&au, l, &o->e) != 0 || audit_end(&au, &o->e) != 0)
		fail_msg("%s", o->e.text);
	listing_free(l);
	return au;
}

static void
test_an_audit_names_every_difference(void **state)
{
	static const struct {
		const char *what;
		size_t n;
		uint32_t uids[8];
		int filed, missing, vanished, waiting;
		bool reconciles;
	} rows[] = {
		{ "equal", 5, { 1, 2, 3, 4, 5 }, 5, 0, 0, 0, true },
		{ "one more that was not read yet", 6, { 1, 2, 3, 4, 5, 8 }, 5,
		    0, 0, 1, true },
		{ "expunged", 3, { 1, 3, 5 }, 5, 0, 2, 0, false },
		{ "nothing left", 0, { 0 }, 5, 0, 5, 0, false },
	};
	struct ops *o = *state;
	size_t i;

	file_five(o);
	for (i = 0; i < LENGTH(rows); i++) {
		struct audit au = audit_of(o, rows[i].uids, rows[i].n, false);
		const struct audit_folder *f = &au.folders[0];

		if (f->server != (int64_t)rows[i].n ||
		    f->filed != rows[i].filed ||
		    f->missing != rows[i].missing ||
		    f->vanished != rows[i].vanished ||
		    f->waiting != rows[i].waiting ||
		    audit_reconciles(&au) != rows[i].reconciles)
			fail_msg("%s: filed %lld missing %lld vanished %lld "
			         "waiting %lld",
			    rows[i].what, (long long)f->filed,
			    (long long)f->missing, (long long)f->vanished,
			    (long long)f->waiting);
		assert_int_equal(f->server,
		    f->filed + f->aside + f->retry + f->missing + f->waiting -
		        f->vanished);
	}
}

static void
test_what_vanished_is_marked_once(void **state)
{
	static const uint32_t left[] = { 1, 2, 5 };
	struct ops *o = *state;
	struct audit au;

	file_five(o);
	au = audit_of(o, left, LENGTH(left), true);
	assert_int_equal(au.folders[0].vanished, 2);
	assert_true(audit_reconciles(&au));
	au = audit_of(o, left, LENGTH(left), false);
	assert_int_equal(au.folders[0].vanished, 0);
	assert_int_equal(au.folders[0].gone, 2);
	assert_true(audit_reconciles(&au));
}

/* A hole below the cursor is a lost question: it is named, and fetched. */
static void
test_what_is_missing_is_asked_for(void **state)
{
	static const uint32_t uids[] = { 1, 2, 3, 4, 5, 6, 7 };
	const char *mail;
	struct ops *o = *state;
	struct to_retry *list = NULL;
	struct stored_mailbox m;
	struct audit au;
	size_t n = 0;

	file_five(o);
	mail = ops_question(o, 7);
	(void)ops_file(o, &mail, 1, 7, ops_at(NOW)); /* 6 was left out */
	au = audit_of(o, uids, LENGTH(uids), true);
	assert_int_equal(au.folders[0].missing, 1);
	assert_int_equal(au.n_gaps, 1);
	assert_int_equal(au.gaps[0].uid, 6);
	assert_false(audit_reconciles(&au));
	assert_int_equal(
	    store_mailbox_find(o->store, o->arena, "box", &m, &o->e), 1);
	assert_non_null(strstr(m.audit_gap, "not in the store"));
	assert_int_equal(
	    again_ask(o->store, o->arena, m.id, ops_at(NOW), &list, &n, &o->e),
	    0);
	assert_int_equal(n, 1);
	assert_int_equal(list[0].key.uid, 6);
}

static struct batch *
again_batch(uint32_t uid, const char *bytes, const char *aside)
{
	struct batch *b = batch_new("INBOX", FOLDER_INBOX);

	b->is_again = true;
	b->uidvalidity = 1;
	b->uid_next = 9;
	b->n = 1;
	b->mails = arena_array(b->arena, 1, sizeof(*b->mails));
	b->mails[0] = (struct fetched){ .uid = uid,
		.name = "",
		.received = ops_at(NOW),
		.basis = RECEIPT_INTERNALDATE,
		.bytes = bytes,
		.n = strlen(bytes),
		.aside = aside };
	return b;
}

static struct filed_counts
file_batch_at(struct ops *o, struct batch *b, struct instant now)
{
	struct filed_counts c = { 0 };

	if (file_batch(o->store, o->office, &o->office->settings.mailboxes[0],
	        b, now, false, &c, &o->e) != 0)
		fail_msg("%s", o->e.text);
	batch_free(b);
	return c;
}

static size_t
ask(struct ops *o, struct instant now)
{
	struct to_retry *list = NULL;
	struct stored_mailbox m;
	size_t n = 0;

	if (store_mailbox_find(o->store, o->arena, "box", &m, &o->e) != 1 ||
	    again_ask(o->store, o->arena, m.id, now, &list, &n, &o->e) != 0)
		fail_msg("%s", o->e.text);
	return n;
}

static enum sighting_state
state_of(struct ops *o, uint32_t uid, int *attempts)
{
	struct sighting_key key = { 1, 1, uid };
	enum sighting_state state = SIGHTING_FILED;

	if (store_sighting_state(o->store, &key, &state, attempts, &o->e) != 1)
		fail_msg("no sighting of %u", uid);
	return state;
}

/* A message that the server will not give, as UID 6. */
static void
fail_to_fetch(struct ops *o, struct instant now)
{
	struct batch *b = again_batch(6, "", "the server refuses to give it");

	b->is_again = false;
	b->last_uid = 6;
	assert_int_equal(file_batch_at(o, b, now).again, 1);
}

/* A7: three more attempts with longer waits, then it is set aside; the cursor
 * moved on at once. */
static void
test_a7_a_message_that_cannot_be_had_is_set_aside_at_last(void **state)
{
	static const struct {
		int wait; /* s, after the attempt before */
		size_t asked;
	} steps[] = {
		{ 299, 0 },
		{ 1, 1 },
		{ 3599, 0 },
		{ 1, 1 },
		{ 21599, 0 },
		{ 1, 1 },
	};
	struct ops *o = *state;
	struct instant now = ops_at(NOW);
	struct stored_folder folder;
	size_t i, aside = 0, n_aside = 0;
	int attempts = 0;

	file_five(o);
	fail_to_fetch(o, now);
	assert_int_equal(store_folder(o->store, 1, "INBOX", &folder, &o->e), 1);
	assert_int_equal(folder.last_uid, 6);
	assert_int_equal(state_of(o, 6, &attempts), SIGHTING_RETRY);
	for (i = 0; i < LENGTH(steps); i++) {
		struct filed_counts c;

		now.sec += steps[i].wait;
		assert_int_equal(ask(o, now), steps[i].asked);
		if (!steps[i].asked)
			continue;
		c = file_batch_at(o,
		    again_batch(6, "", "the server refuses to give it"), now);
		aside += c.aside;
		assert_int_equal(c.again + c.aside, 1);
	}
	assert_int_equal(aside, 1);
	assert_int_equal(state_of(o, 6, &attempts), SIGHTING_ASIDE);
	assert_int_equal(attempts, 1 + AGAIN_TIMES);
	/* The digest counts it where it was given up, not where it began. */
	assert_int_equal(store_aside(o->store, (struct instant){ now.sec - 1 },
	                     now, &n_aside, &o->e),
	    0);
	assert_int_equal(n_aside, 1);
	assert_int_equal(store_folder(o->store, 1, "INBOX", &folder, &o->e), 1);
	assert_int_equal(folder.last_uid, 6);
}

static void
test_a_message_that_comes_the_second_time_is_filed_once(void **state)
{
	struct ops *o = *state;
	struct instant now = ops_at(NOW);
	struct filed_counts c;
	int attempts = 0;

	file_five(o);
	fail_to_fetch(o, now);
	now.sec += 300;
	assert_int_equal(ask(o, now), 1);
	c = file_batch_at(o, again_batch(6, ops_question(o, 6), ""), now);
	assert_int_equal(c.filed, 1);
	assert_int_equal(c.fresh, 1);
	assert_int_equal(state_of(o, 6, &attempts), SIGHTING_FILED);
	/* An answer that comes late, or twice, changes nothing. */
	c = file_batch_at(o, again_batch(6, "", "the line broke"), now);
	assert_int_equal(c.again + c.aside + c.filed, 0);
	assert_int_equal(state_of(o, 6, &attempts), SIGHTING_FILED);
}

/* A20: Exchange gives a stand-in while Defender looks at the attachments. */
static void
test_a20_a_stand_in_is_no_question_and_is_fetched_again(void **state)
{
	static const char stand_in[] =
	    "From: \"Microsoft Exchange Server\" <Microsoft@unknown>\n"
	    "Subject: Retrieval using the IMAP4 protocol failed for the "
	    "following message: 6\n"
	    "Date: Mon, 2 Nov 2026 09:00:00 +0100\n\n"
	    "The server couldn't retrieve the following message: Vraag\n";
	static const char quoting[] =
	    "From: Piet <piet@deventer.nl>\nTo: box@vng.nl\n"
	    "Message-ID: <seven@deventer.nl>\nSubject: Mail stuk?\n"
	    "Date: Mon, 2 Nov 2026 09:00:00 +0100\n\n"
	    "Kunt u mij helpen? Retrieval using the IMAP4 protocol failed.\n";
	struct ops *o = *state;
	struct instant now = ops_at(NOW);
	struct batch *b = again_batch(6, stand_in, "");
	struct filed_counts c;
	int attempts = 0;

	file_five(o);
	b->is_again = false;
	b->last_uid = 6;
	c = file_batch_at(o, b, now);
	assert_int_equal(c.again, 1);
	assert_int_equal(c.filed + c.opened + c.aside, 0);
	assert_int_equal(state_of(o, 6, &attempts), SIGHTING_RETRY);
	now.sec += 300;
	assert_int_equal(ask(o, now), 1);
	c = file_batch_at(o, again_batch(6, ops_question(o, 6), ""), now);
	assert_int_equal(c.fresh, 1);
	assert_int_equal(state_of(o, 6, &attempts), SIGHTING_FILED);
	/* Somebody who asks about such a mail is not one. */
	b = again_batch(7, quoting, "");
	b->is_again = false;
	b->last_uid = 7;
	assert_int_equal(file_batch_at(o, b, now).filed, 1);
}

static void
test_a_message_that_went_away_meanwhile_is_gone(void **state)
{
	struct ops *o = *state;
	struct instant now = ops_at(NOW);
	struct batch *b = again_batch(6, "", "");
	int attempts = 0;

	file_five(o);
	fail_to_fetch(o, now);
	b->mails[0].is_gone = true;
	(void)file_batch_at(o, b, now);
	assert_int_equal(state_of(o, 6, &attempts), SIGHTING_GONE);
}

/* One that kills whoever fetches it gives no answer: the attempts count
 * anyway. */
static void
test_a7_attempts_without_an_answer_come_to_an_end(void **state)
{
	struct ops *o = *state;
	struct instant now = ops_at(NOW);
	int i, attempts = 0;
	size_t asked = 0;

	file_five(o);
	fail_to_fetch(o, now);
	for (i = 0; i < 10; i++) {
		now.sec += 86400;
		asked += ask(o, now);
	}
	assert_int_equal(asked, AGAIN_TIMES);
	assert_int_equal(state_of(o, 6, &attempts), SIGHTING_ASIDE);
}

static void
test_the_projection_is_what_the_events_say(void **state)
{
	struct ops *o = *state;
	struct stored_question *all = NULL;
	size_t i, n = 0;

	file_five(o);
	assert_int_equal(
	    store_question_list(o->store, o->arena, &all, &n, &o->e), 0);
	assert_int_equal(n, 5);
	for (i = 0; i < n; i++)
		assert_int_equal(store_question_check(o->store, o->arena,
		                     &all[i], o->office->calendar, &o->e),
		    1);
	all[0].is_history = true; /* as if the stored one said otherwise */
	assert_int_equal(store_question_check(o->store, o->arena, &all[0],
	                     o->office->calendar, &o->e),
	    0);
	assert_int_equal(store_question_project(o->store, o->arena, all[0].id,
	                     true, o->office->calendar, &o->e),
	    0);
	assert_int_equal(store_question_check(o->store, o->arena, &all[0],
	                     o->office->calendar, &o->e),
	    1);
	/* A measurement that was tampered with is found, and made anew. */
	assert_int_equal(
	    sqlite3_exec(o->store->db,
	        "UPDATE span SET start = start + 60 WHERE question = 2", NULL,
	        NULL, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_changes(o->store->db), 1);
	assert_int_equal(store_question_check(o->store, o->arena, &all[1],
	                     o->office->calendar, &o->e),
	    0);
	assert_int_equal(store_question_project(o->store, o->arena, all[1].id,
	                     false, o->office->calendar, &o->e),
	    0);
	assert_int_equal(store_question_check(o->store, o->arena, &all[1],
	                     o->office->calendar, &o->e),
	    1);
}

static struct status
status_at(struct ops *o, const char *at)
{
	struct status s;

	if (status_read(o->store, o->office, o->arena, ops_at(at), &s, &o->e) !=
	    0)
		fail_msg("%s", o->e.text);
	return s;
}

/* I7: good only when everything is. */
static void
test_i7_the_status_is_that_of_the_worst(void **state)
{
	struct ops *o = *state;
	struct instant now = ops_at(NOW);
	struct status s;
	char *command;

	file_five(o);
	assert_false(status_at(o, NOW).is_good); /* never read, no tick */
	assert_int_equal(
	    store_meta_set(o->store, "last_tick", now.sec, &o->e), 0);
	assert_int_equal(store_mailbox_read(o->store, 1, now, &o->e), 0);
	s = status_at(o, NOW);
	assert_true(s.is_good);
	assert_int_equal(s.mailboxes[0].messages, 5);
	assert_int_equal(s.mailboxes[0].aside, 0);
	assert_false(status_at(o, "2026-11-23 09:20").is_good);
	assert_int_equal(store_mailbox_trouble(
	                     o->store, 1, now, "no route to \"host\"", &o->e),
	    0);
	s = status_at(o, NOW);
	assert_false(s.is_good);
	assert_string_equal(s.mailboxes[0].trouble, "no route to \"host\"");
	assert_int_equal(store_mailbox_read(o->store, 1, now, &o->e), 0);
	assert_int_equal(hold_set(o->store, HOLD_NOTICES, 9, now, &o->e), 0);
	assert_false(status_at(o, NOW).is_good);
	s = status_at(o, NOW);
	assert_int_equal(status_publish(o->office, o->arena, &s, &o->e), 0);
	command = arena_printf(o->arena,
	    "python3 -c 'import json,sys; d=json.load(open(sys.argv[1]));"
	    "assert d[\"held\"][\"n\"] == 9;"
	    "assert d[\"mailboxes\"][0][\"messages\"] == 5;"
	    "assert not d[\"good\"]' '%s/public/status.json'",
	    tree_path(&o->tree, "state"));
	assert_int_equal(system(command), 0);
}

static unsigned
mode_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? st.st_mode & 07777 : 0;
}

static void
test_a_published_file_is_whole_and_readable_by_the_group(void **state)
{
	struct ops *o = *state;
	const char *folder = tree_path(&o->tree, "public");
	const char *path = tree_path(&o->tree, "public/a");
	mode_t mask = umask(077);

	assert_int_equal(whole_write(folder, "a", "one", 3, 0640, &o->e), 0);
	assert_int_equal(whole_write(folder, "a", "three", 5, 0640, &o->e), 0);
	(void)umask(mask);
	assert_int_equal(mode_of(path), 0640);
	assert_int_equal(
	    access(tree_path(&o->tree, "public/.a.part"), F_OK), -1);
	assert_int_equal(whole_create(path, "x", 1, 0600, &o->e), -1);
	assert_int_equal(o->e.kind, ERR_FIX);
	assert_int_equal(
	    whole_write("/proc/nowhere", "a", "x", 1, 0640, &o->e), -1);
}

/* A copy has all of it, is on hold, and overwrites nothing. */
static void
test_a_backup_holds_what_the_store_holds(void **state)
{
	struct ops *o = *state;
	const char *path = tree_path(&o->tree, "copy");
	struct store *copy = NULL;
	struct store_counts was, is;
	struct hold hold;

	file_five(o);
	assert_int_equal(
	    store_backup(o->store, path, HOLD_RESTORED, ops_at(NOW), &o->e), 0);
	assert_int_equal(mode_of(path), 0600);
	assert_int_equal(
	    store_backup(o->store, path, HOLD_RESTORED, ops_at(NOW), &o->e),
	    -1);
	assert_int_equal(o->e.kind, ERR_FIX);
	assert_int_equal(hold_read(o->store, &hold, &o->e), 0);
	assert_int_equal(hold.reason, HOLD_NONE);
	assert_int_equal(store_open(path, STORE_LIVE, true, &copy, &o->e), 0);
	assert_int_equal(store_kind(copy), STORE_REHEARSAL);
	assert_int_equal(store_counts(o->store, &was, &o->e), 0);
	assert_int_equal(store_counts(copy, &is, &o->e), 0);
	assert_int_equal(is.questions, 5);
	assert_memory_equal(&was, &is, sizeof(was));
	assert_int_equal(hold_read(copy, &hold, &o->e), 0);
	assert_int_equal(hold.reason, HOLD_RESTORED);
	store_close(copy);
}

/* What a source lists and gives again, of a Maildir and of an mbox. */
struct heard {
	size_t n_listed, n_names, n_mails, n_gone;
	char bytes[64];
};

static int
hear_listing(void *context, struct listing *l)
{
	struct heard *h = context;

	h->n_listed += l->n;
	h->n_names += l->names ? l->n : 0;
	listing_free(l);
	return 0;
}

static int
hear_batch(void *context, struct batch *b)
{
	struct heard *h = context;

	assert_true(b->is_again);
	assert_int_equal(b->n, 1);
	h->n_mails += !b->mails[0].is_gone;
	h->n_gone += b->mails[0].is_gone;
	if (!b->mails[0].is_gone)
		(void)snprintf(
		    h->bytes, sizeof(h->bytes), "%s", b->mails[0].bytes);
	batch_free(b);
	return 0;
}

static int
free_batch(void *context, struct batch *b)
{
	struct cursor *c = context;

	c->uidvalidity = b->uidvalidity;
	c->last_uid = b->last_uid;
	c->modseq = b->modseq;
	batch_free(b);
	return 0;
}

static void
test_sources_list_and_give_again(void **state)
{
	static const char mail[] = "Subject: a\n\nbody\n";
	struct ops *o = *state;
	struct mailbox_settings m = o->office->settings.mailboxes[0];
	static const struct wanted wanted[] = { { 1, "1700000000.a" },
		{ 9, "1700000000.z" } };
	int kind;

	tree_file(&o->tree, "mail/new/1700000000.a", mail);
	tree_file(&o->tree, "mail/cur/1700000001.b:2,S", mail);
	tree_file(&o->tree, "box",
	    "From a@o.nl Mon Nov 23 09:12:00 2026\nSubject: a\n\nbody\n\n"
	    "From b@o.nl Mon Nov 23 09:13:00 2026\nSubject: b\n\nbody\n");
	for (kind = 0; kind < 2; kind++) {
		struct cursor cursor = { .folder = "INBOX" };
		struct heard h = { 0 };
		struct source *s;

		m.path = kind ? tree_path(&o->tree, "box")
		              : tree_path(&o->tree, "mail");
		m.sent_folder = "";
		s = kind ? source_mbox_new(o->arena, &m)
		         : source_maildir_new(o->arena, &m, NULL, 0);
		assert_int_equal(s->kind->open(s, &o->e), 0);
		assert_int_equal(
		    s->kind->scan(s, NULL, 0, free_batch, &cursor, &o->e), 0);
		assert_int_equal(
		    s->kind->list(s, &cursor, 1, hear_listing, &h, &o->e), 0);
		assert_int_equal(h.n_listed, 2);
		assert_int_equal(h.n_names, kind ? 0 : 2);
		assert_int_equal(s->kind->again(s, &cursor, wanted, 2,
		                     hear_batch, &h, &o->e),
		    0);
		assert_int_equal(h.n_mails, 1);
		assert_int_equal(h.n_gone, 1);
		assert_non_null(strstr(h.bytes, "Subject: a"));
		cursor.uidvalidity++; /* another epoch: nothing comes */
		assert_int_equal(s->kind->again(s, &cursor, wanted, 2,
		                     hear_batch, &h, &o->e),
		    0);
		assert_int_equal(h.n_mails + h.n_gone, kind ? 4 : 2);
		s->kind->close(s);
	}
}

int
main(void)
{
#define ROW(f) cmocka_unit_test_setup_teardown(f, ops_set_up, ops_tear_down)
	const struct CMUnitTest tests[] = {
		ROW(test_an_audit_names_every_difference),
		ROW(test_what_vanished_is_marked_once),
		ROW(test_what_is_missing_is_asked_for),
		ROW(test_a7_a_message_that_cannot_be_had_is_set_aside_at_last),
		ROW(test_a_message_that_comes_the_second_time_is_filed_once),
		ROW(test_a20_a_stand_in_is_no_question_and_is_fetched_again),
		ROW(test_a_message_that_went_away_meanwhile_is_gone),
		ROW(test_a7_attempts_without_an_answer_come_to_an_end),
		ROW(test_the_projection_is_what_the_events_say),
		ROW(test_i7_the_status_is_that_of_the_worst),
		ROW(test_a_published_file_is_whole_and_readable_by_the_group),
		ROW(test_a_backup_holds_what_the_store_holds),
		ROW(test_sources_list_and_give_again),
	};

	return unit_run(tests);
}
