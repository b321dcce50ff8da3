/* Filing and judging, with the shipped rules on hand-made batches: identity,
 * history, the order of arrival, what people did, and that nothing happens
 * twice. */

#include <sys/resource.h>

#include <signal.h>
#include <sqlite3.h>

#include "desk/judge.h"
#include "edge/store_sql.h"
#include "tests/unit/desk_rig.h"

#define ASKER  "Nora <nora@deventer.nl>"
#define OTHER  "Piet <piet@almere.nl>"
#define SENDER "Daan <daan@vng.nl>"
#define ASKS                                                               \
	"Goedemorgen,\r\n\r\nMag een pedagogisch medewerker alleen op de " \
	"groep staan? Wat is de BKR dan?\r\n\r\nNora\r\n"

/* Monday 2 November 2026 and after; the watch began on Sunday. */
static const struct rig_mail question = { "q1@deventer.nl", NULL, ASKER, RIG_K,
	"Vraag over de BKR", ASKS, "2026-11-02T09:00:00+01:00" };
static const struct rig_mail answer = { "a1@vng.nl", "q1@deventer.nl",
	"Team <" RIG_K ">", "nora@deventer.nl", "Re: Vraag over de BKR",
	"Beste Nora,\r\n\r\nDat mag niet; zie artikel 7.\r\n",
	"2026-11-04T10:00:00+01:00" };
static const struct rig_mail again = { "q2@deventer.nl", "a1@vng.nl", ASKER,
	RIG_K, "Re: Vraag over de BKR",
	"Dank. Maar geldt dat ook voor een gastouder? Kunt u dat uitleggen?",
	"2026-11-06T11:00:00+01:00" };

static struct rig
watched(void)
{
	struct rig r = rig_new();

	rig_activate(&r, "2026-11-01T12:00:00+01:00");
	return r;
}

static void
test_a_question_is_opened_once_however_often_it_is_seen(void **state)
{
	struct rig r = watched();
	struct filed_counts first, second;
	struct question q;
	int64_t events;

	(void)state;
	first = rig_file(&r, FOLDER_INBOX, &question, 1, question.at);
	events = rig_events(&r);
	second = rig_file(&r, FOLDER_SENT, &question, 1, answer.at);
	q = rig_question(&r, 1);
	assert_int_equal(first.filed, 1);
	assert_int_equal(first.opened, 1);
	assert_int_equal(first.history, 0);
	assert_int_equal(second.filed, 0);
	assert_int_equal(second.known, 1);
	assert_int_equal(rig_events(&r), events);
	assert_string_equal(q.organisation, "GM0150");
	assert_string_equal(q.team, "K");
	assert_int_equal(q.deadline.day, day("2026-11-09").day);
	rig_done(&r);
}

/* decisions.md 20: lower UIDs, and what was received before, are history. */
static void
test_what_was_there_before_is_history(void **state)
{
	struct rig r = watched();
	struct rig_mail old = question;
	struct filed_counts counts;
	struct question *all;
	size_t n = 0;

	(void)state;
	old.at = "2026-10-28T09:00:00+01:00";
	counts = rig_file(&r, FOLDER_INBOX, &old, 1, question.at);
	all = rig_questions(&r, &n);
	assert_int_equal(counts.history, 1);
	assert_int_equal(n, 1);
	assert_true(all[0].is_history);
	/* A follow-up of today makes it live. */
	(void)rig_file(&r, FOLDER_INBOX, &again, 1, again.at);
	(void)rig_file(&r, FOLDER_SENT, &answer, 1, again.at);
	all = rig_questions(&r, &n);
	assert_int_equal(n, 1);
	assert_false(all[0].is_history);
	rig_done(&r);
}

/* A3: the UIDs begin anew: everything comes again, nothing happens. */
static void
test_a3_a_new_uidvalidity_files_nothing_twice(void **state)
{
	struct rig r = watched();
	struct batch *b = batch_new("INBOX", FOLDER_INBOX);
	struct rig_mail unseen = question;
	struct filed_counts counts = { 0 };
	struct question *all;
	struct err e = { 0 };
	int64_t events;
	size_t n = 0;

	(void)state;
	(void)rig_file(&r, FOLDER_INBOX, &question, 1, question.at);
	events = rig_events(&r);
	unseen.id = "q9@deventer.nl";
	unseen.subject = "Iets anders";
	b->uidvalidity = 8;
	b->is_new_epoch = true;
	b->uid_next = 3;
	b->last_uid = 2;
	b->mails = arena_array(b->arena, 2, sizeof(*b->mails));
	b->mails[b->n++] = rig_fetched(b->arena, &question, 1);
	b->mails[b->n++] = rig_fetched(b->arena, &unseen, 2);
	assert_int_equal(
	    file_batch(r.store, r.office, r.mailbox, b,
	        moment("2026-11-03T09:00:00+01:00"), false, &counts, &e),
	    0);
	batch_free(b);
	assert_int_equal(counts.known, 1);
	assert_int_equal(counts.filed, 1);
	assert_int_equal(counts.history, 1);
	all = rig_questions(&r, &n);
	assert_int_equal(n, 2);
	assert_false(all[0].is_history);
	assert_true(all[1].is_history);
	assert_true(rig_events(&r) > events);
	rig_done(&r);
}

/* Files mails as a batch of any folder, which was empty when it was first
 * seen unless uid_next says otherwise. */
static struct filed_counts
file_in(struct rig *r, const char *folder, enum folder_role role,
    const struct rig_mail *mail, uint32_t uid, uint32_t uid_next,
    const char *now)
{
	struct batch *b = batch_new(folder, role);
	struct filed_counts counts = { 0 };
	struct err e = { 0 };

	b->uidvalidity = 7;
	b->uid_next = uid_next;
	b->last_uid = uid;
	b->mails = arena_array(b->arena, 1, sizeof(*b->mails));
	if (mail)
		b->mails[b->n++] = rig_fetched(b->arena, mail, uid);
	if (file_batch(r->store, r->office, r->mailbox, b, moment(now), false,
	        &counts, &e) != 0)
		fail_msg("%s", e.text);
	batch_free(b);
	return counts;
}

/* A23, A24: moved to another folder, copied, deleted and put back: the same
 * message, and nothing new. */
static void
test_a23_a24_a_moved_message_is_the_same_one(void **state)
{
	static const char *const folders[] = { "Archief", "Archief/2026",
		"INBOX" };
	struct rig r = watched();
	int64_t events;
	size_t i, n = 0;

	(void)state;
	(void)rig_file(&r, FOLDER_INBOX, &question, 1, question.at);
	events = rig_events(&r);
	for (i = 0; i < LENGTH(folders); i++) {
		struct filed_counts c = file_in(&r, folders[i],
		    i == 2 ? FOLDER_INBOX : FOLDER_OTHER, &question, 5, 1,
		    "2026-11-03T09:00:00+01:00");

		assert_int_equal(c.known, 1);
		assert_int_equal(c.filed, 0);
		assert_int_equal(rig_events(&r), events);
	}
	(void)rig_questions(&r, &n);
	assert_int_equal(n, 1);
	rig_done(&r);
}

/* decisions.md 20: what lies in a folder that is watched from today on is
 * history, what comes into it later is not. */
static void
test_what_lies_in_a_folder_added_later_is_history(void **state)
{
	struct rig r = watched();
	struct rig_mail later = question;
	struct question *all;
	size_t n = 0;

	(void)state;
	later.id = "q7@deventer.nl";
	later.subject = "Toezicht op gastouders";
	assert_int_equal(file_in(&r, "Regels", FOLDER_OTHER, &question, 3, 4,
	                     "2026-11-10T09:00:00+01:00")
	                     .history,
	    1);
	assert_int_equal(file_in(&r, "Regels", FOLDER_OTHER, &later, 4, 5,
	                     "2026-11-10T10:00:00+01:00")
	                     .history,
	    0);
	all = rig_questions(&r, &n);
	assert_int_equal(n, 2);
	assert_true(all[0].is_history);
	assert_false(all[1].is_history);
	rig_done(&r);
}

/* A25: nothing in Junk is filed; a known sender there is told of until
 * somebody puts the mail back, and then it is a question like any other. */
static void
test_a25_a_known_sender_in_junk_is_told_of_and_not_filed(void **state)
{
	const struct rig_mail stranger = { "s1@example.com", NULL,
		"Win <win@example.com>", RIG_K, "Gefeliciteerd", "Klik hier.",
		"2026-11-02T09:30:00+01:00" };
	struct instant since = moment("2026-11-01"),
	               until = moment("2026-11-03");
	struct rig r = watched();
	struct stored_junk *junk;
	struct filed_counts c;
	struct err e = { 0 };
	size_t n = 0, aside = 9;

	(void)state;
	c = file_in(&r, "Junk", FOLDER_JUNK, &question, 1, 1, question.at);
	assert_int_equal(c.junk, 1);
	assert_int_equal(c.filed, 0);
	c = file_in(&r, "Junk", FOLDER_JUNK, &stranger, 2, 1, stranger.at);
	assert_int_equal(c.junk, 1);
	assert_int_equal(
	    store_junk(r.store, r.arena, since, until, &junk, &n, &e), 0);
	assert_int_equal(n, 1);
	assert_string_equal(junk[0].organisation, "GM0150");
	assert_string_equal(junk[0].subject, question.subject);
	assert_int_equal(store_aside(r.store, since, until, &aside, &e), 0);
	assert_int_equal(aside, 0);
	(void)rig_questions(&r, &n);
	assert_int_equal(n, 0);
	c = rig_file(&r, FOLDER_INBOX, &question, 1, stranger.at);
	assert_int_equal(c.opened, 1);
	assert_int_equal(
	    store_junk(r.store, r.arena, since, until, &junk, &n, &e), 0);
	assert_int_equal(n, 0);
	rig_done(&r);
}

static void
test_what_lay_in_junk_before_is_not_told_of(void **state)
{
	struct rig r = watched();
	struct stored_junk *junk;
	struct err e = { 0 };
	size_t n = 9;

	(void)state;
	(void)file_in(&r, "Junk", FOLDER_JUNK, &question, 3, 4, question.at);
	assert_int_equal(store_junk(r.store, r.arena, moment("2026-11-01"),
	                     moment("2026-11-30"), &junk, &n, &e),
	    0);
	assert_int_equal(n, 0);
	rig_done(&r);
}

/* users.md 13: an open question that was thrown away is asked about, and
 * stays open. */
static void
test_a_deleted_question_is_probably_answered(void **state)
{
	struct rig r = watched();
	struct question q;
	int64_t events;

	(void)state;
	(void)rig_file(&r, FOLDER_INBOX, &question, 1, question.at);
	(void)file_in(&r, "Trash", FOLDER_TRASH, &question, 1, 1,
	    "2026-11-03T09:00:00+01:00");
	q = rig_question(&r, 1);
	assert_int_equal(q.state, STATE_OPEN);
	assert_string_equal(q.probably, "deleted");
	events = rig_events(&r);
	(void)file_in(&r, "Trash", FOLDER_TRASH, &question, 2, 1,
	    "2026-11-03T10:00:00+01:00");
	assert_int_equal(rig_events(&r), events);
	rig_done(&r);
}

/* The watcher tells which of the messages it was asked about are marked. */
static void
tell_answered(struct rig *r, uint32_t uid, const char *now)
{
	struct batch *b = batch_new("INBOX", FOLDER_INBOX);
	struct filed_counts counts = { 0 };
	struct err e = { 0 };

	b->uidvalidity = 7;
	b->uid_next = b->last_uid = r->next_uid[0] - 1;
	b->answered = &uid;
	b->n_answered = 1;
	assert_int_equal(file_batch(r->store, r->office, r->mailbox, b,
	                     moment(now), false, &counts, &e),
	    0);
	batch_free(b);
}

/* users.md 6: \Answered is weak evidence, once, for the message that waits;
 * a flag that an earlier answer left behind says nothing. */
static void
test_an_answered_flag_makes_an_open_question_probable(void **state)
{
	struct rig r = watched();
	struct stored_place *places;
	struct question q;
	struct err e = { 0 };
	int64_t events;
	size_t n = 0;

	(void)state;
	(void)rig_file(&r, FOLDER_INBOX, &question, 1, question.at);
	assert_int_equal(store_waiting(r.store, r.arena, &places, &n, &e), 0);
	assert_int_equal(n, 1);
	assert_string_equal(places[0].at.folder, "INBOX");
	assert_int_equal(places[0].at.uid, 1);
	tell_answered(&r, 1, "2026-11-03T09:00:00+01:00");
	q = rig_question(&r, 1);
	assert_int_equal(q.state, STATE_OPEN);
	assert_string_equal(q.probably, "flag");
	events = rig_events(&r);
	tell_answered(&r, 1, "2026-11-03T09:05:00+01:00");
	assert_int_equal(rig_events(&r), events);
	(void)rig_file(&r, FOLDER_SENT, &answer, 1, answer.at);
	assert_int_equal(store_waiting(r.store, r.arena, &places, &n, &e), 0);
	assert_int_equal(n, 0);
	(void)rig_file(&r, FOLDER_INBOX, &again, 1, again.at);
	assert_string_equal(rig_question(&r, 1).probably, "");
	tell_answered(&r, 1, "2026-11-06T12:00:00+01:00");
	assert_string_equal(rig_question(&r, 1).probably, "");
	tell_answered(&r, 2, "2026-11-06T12:05:00+01:00");
	assert_string_equal(rig_question(&r, 1).probably, "flag");
	rig_done(&r);
}

static void
test_a7_what_could_not_be_had_is_asked_for_again(void **state)
{
	struct rig r = watched();
	struct batch *b = batch_new("INBOX", FOLDER_INBOX);
	struct filed_counts counts = { 0 };
	struct stored_folder folder = { 0 };
	struct stored_mailbox mailbox = { 0 };
	struct err e = { 0 };
	size_t n = 0;

	(void)state;
	b->uidvalidity = 7;
	b->uid_next = 1;
	b->last_uid = 12;
	b->mails = arena_array(b->arena, 2, sizeof(*b->mails));
	b->mails[b->n++] = (struct fetched){ .uid = 11,
		.name = "",
		.bytes = "",
		.aside = "the server does not give it" };
	b->mails[b->n++] = rig_fetched(b->arena, &question, 12);
	assert_int_equal(file_batch(r.store, r.office, r.mailbox, b,
	                     moment(question.at), false, &counts, &e),
	    0);
	batch_free(b);
	assert_int_equal(counts.aside, 0);
	assert_int_equal(counts.again, 1);
	assert_int_equal(counts.filed, 1);
	assert_int_equal(store_aside(r.store, moment("2026-11-01"),
	                     moment(question.at), &n, &e),
	    0);
	assert_int_equal(n, 0);
	assert_int_equal(
	    store_mailbox_find(r.store, r.arena, "kinderopvang", &mailbox, &e),
	    1);
	assert_int_equal(
	    store_folder(r.store, mailbox.id, "INBOX", &folder, &e), 1);
	assert_int_equal(folder.last_uid, 12);
	rig_done(&r);
}

/* The files of this process grow no further than that, as on a full disk. */
static void
limit_files(rlim_t bytes)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = bytes < limit.rlim_max ? bytes : limit.rlim_max;
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* I6: the disk is full in the middle of a batch: nothing of it is there, and
 * the same batch is filed as if nothing had happened. */
static void
test_i6_a_batch_that_fails_leaves_nothing_and_is_filed_again(void **state)
{
	struct rig r = rig_new();
	const char *path = arena_printf(r.arena, "%s/s.db", r.dir);
	struct rig_mail mails[40];
	struct filed_counts counts = { 0 };
	struct store_counts stored;
	struct stat wal;
	struct err e = { 0 };
	size_t i;

	(void)state;
	store_close(r.store);
	assert_int_equal(
	    store_open(path, STORE_REHEARSAL, false, &r.store, &e), 0);
	rig_activate(&r, "2026-11-01T12:00:00+01:00");
	for (i = 0; i < LENGTH(mails); i++) {
		mails[i] = question;
		mails[i].id = arena_printf(r.arena, "q%zu@deventer.nl", i);
		mails[i].subject = mails[i].id;
	}
	assert_int_equal(stat(arena_printf(r.arena, "%s-wal", path), &wal), 0);
	limit_files((rlim_t)wal.st_size + 8192);
	assert_int_equal(rig_try(&r, FOLDER_INBOX, mails, LENGTH(mails),
	                     question.at, &counts, &e),
	    -1);
	limit_files(RLIM_INFINITY);
	assert_int_equal(e.kind, ERR_AGAIN);
	assert_int_equal(counts.filed, 0);
	assert_int_equal(store_counts(r.store, &stored, &e), 0);
	assert_int_equal(stored.messages, 0);
	assert_int_equal(stored.events, 0);
	r.next_uid[0] = 1;
	counts = rig_file(&r, FOLDER_INBOX, mails, LENGTH(mails), question.at);
	assert_int_equal(counts.filed, LENGTH(mails));
	assert_int_equal(counts.opened, LENGTH(mails));
	rig_done(&r);
}

/* The cursor is written last. Here the disk is well, so that SQLite has not
 * rolled back by itself. */
static void
test_i6_a_batch_whose_last_step_fails_leaves_nothing(void **state)
{
	struct rig r = watched();
	struct filed_counts counts = { 0 };
	struct store_counts stored;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(
	    sqlite3_exec(r.store->db,
	        "CREATE TEMP TRIGGER full BEFORE UPDATE OF last_uid "
	        "ON folder BEGIN SELECT RAISE(ABORT, 'no'); END",
	        NULL, NULL, NULL),
	    SQLITE_OK);
	assert_int_equal(
	    rig_try(&r, FOLDER_INBOX, &question, 1, question.at, &counts, &e),
	    -1);
	assert_int_equal(counts.filed, 0);
	assert_int_equal(store_counts(r.store, &stored, &e), 0);
	assert_int_equal(stored.messages, 0);
	assert_int_equal(stored.events, 0);
	assert_int_equal(
	    sqlite3_exec(r.store->db, "DROP TRIGGER full", NULL, NULL, NULL),
	    SQLITE_OK);
	r.next_uid[0] = 1;
	counts = rig_file(&r, FOLDER_INBOX, &question, 1, question.at);
	assert_int_equal(counts.opened, 1);
	rig_done(&r);
}

static void
test_an_answer_in_sent_ends_the_wait_and_a_follow_up_begins_anew(void **state)
{
	struct rig r = watched();
	struct question q;

	(void)state;
	(void)rig_file(&r, FOLDER_INBOX, &question, 1, question.at);
	(void)rig_file(&r, FOLDER_SENT, &answer, 1, answer.at);
	q = rig_question(&r, 1);
	assert_int_equal(q.state, STATE_HANDLED);
	assert_int_equal(q.stretches[0].end.sec, moment(answer.at).sec);
	(void)rig_file(&r, FOLDER_INBOX, &again, 1, again.at);
	q = rig_question(&r, 1);
	assert_int_equal(q.state, STATE_OPEN);
	assert_int_equal(q.n_stretches, 2);
	assert_int_equal(q.deadline.day, day("2026-11-13").day);
	rig_done(&r);
}

/* The answer is found days later: it counts from when it was given. */
static void
test_a_late_answer_counts_at_its_own_moment(void **state)
{
	struct rig r = watched();
	struct question q;

	(void)state;
	(void)rig_file(&r, FOLDER_INBOX, &question, 1, question.at);
	(void)rig_file(&r, FOLDER_INBOX, &again, 1, again.at);
	assert_int_equal(rig_question(&r, 1).n_stretches, 1);
	(void)rig_file(
	    &r, FOLDER_SENT, &answer, 1, "2026-11-12T09:00:00+01:00");
	q = rig_question(&r, 1);
	assert_int_equal(q.n_stretches, 2);
	assert_int_equal(q.stretches[0].end.sec, moment(answer.at).sec);
	assert_int_equal(q.state, STATE_OPEN);
	rig_done(&r);
}

/* What a reader sees of a question, without numbers of rows. */
static const char *
summary(struct rig *r)
{
	SCOPED(text_done) struct text out = { 0 };
	struct question *all;
	size_t i, k, n = 0;

	text_init(&out, 65536);
	all = rig_questions(r, &n);
	for (i = 0; i < n; i++) {
		const struct question *q = &all[i];

		text_addf(&out, "%s %s %s %s %lld %d %s|",
		    question_state_name(q->state), q->organisation, q->team,
		    q->topic, (long long)q->received.sec, q->deadline.day,
		    q->assignee);
		for (k = 0; k < q->n_stretches; k++)
			text_addf(&out, "%lld-%lld/%d ",
			    (long long)q->stretches[k].start.sec,
			    (long long)q->stretches[k].end.sec,
			    q->stretches[k].deadline.day);
	}
	return arena_copy(r->arena, out.data);
}

static const struct rig_mail hand_over = { "h1@vng.nl", "q1@deventer.nl",
	SENDER, "Daan <daan@vng.nl>", "Fwd: Vraag over de BKR", "Pak jij deze?",
	"2026-11-03T10:00:00+01:00" };
static const struct rig_mail consults = { "c1@vng.nl", "q1@deventer.nl", SENDER,
	"loket@ggdtwente.nl", "Re: Vraag over de BKR", "Hoe zien jullie dit?",
	"2026-11-03T11:00:00+01:00" };

/* decisions.md 23 (A28): any order of arrival, one mail a batch or all in
 * one, ends in the same question. */
static void
test_a27_a28_the_order_of_arrival_changes_nothing(void **state)
{
	const struct rig_mail all[] = { question, hand_over, consults, answer,
		again };
	char wanted[4096] = "";
	unsigned seed = 11;
	int round;

	(void)state;
	for (round = 0; round < 12; round++) {
		struct rig r = watched();
		struct rig_mail mails[LENGTH(all)];
		size_t i;
		const char *got;

		memcpy(mails, all, sizeof(mails));
		for (i = LENGTH(all) - 1; round > 0 && i > 0; i--) {
			size_t k = next_random(&seed) % (i + 1);
			struct rig_mail swapped = mails[i];

			mails[i] = mails[k];
			mails[k] = swapped;
		}
		for (i = 0; round % 2 == 0 && i < LENGTH(all); i++)
			(void)rig_file(&r, FOLDER_INBOX, &mails[i], 1,
			    "2026-11-09T09:00:00+01:00");
		if (round % 2 == 1)
			(void)rig_file(&r, FOLDER_INBOX, mails, LENGTH(all),
			    "2026-11-09T09:00:00+01:00");
		got = summary(&r);
		if (round == 0)
			(void)snprintf(wanted, sizeof(wanted), "%s", got);
		if (strcmp(got, wanted) != 0)
			fail_msg("round %d\n got    %s\n wanted %s", round, got,
			    wanted);
		rig_done(&r);
	}
}

static void
test_judging_twice_changes_nothing(void **state)
{
	struct rig r = watched();
	const struct rig_mail all[] = { question, hand_over, consults, answer,
		again };
	struct judged_counts counts = { 0 };
	struct stored_question q;
	struct err e = { 0 };
	int64_t events;

	(void)state;
	(void)rig_file(&r, FOLDER_INBOX, all, LENGTH(all), again.at);
	events = rig_events(&r);
	assert_int_equal(store_question_find(r.store, 1, &q, &e), 1);
	assert_int_equal(judge_conversation(r.store, r.office, r.arena,
	                     q.conversation, moment("2026-12-01"), &counts, &e),
	    0);
	assert_int_equal(counts.events, 0);
	assert_int_equal(counts.opened, 0);
	assert_int_equal(rig_events(&r), events);
	rig_done(&r);
}

/* Two mails that belong together are two questions until the one between
 * them is read: the older number survives, the other is its alias, and what
 * people did to the alias is not lost. */
static void
test_a_late_link_keeps_the_older_number_and_the_acts(void **state)
{
	const struct rig_mail second = { "q3@deventer.nl", "x@deventer.nl",
		ASKER, RIG_K, "Re: Vraag over de BKR",
		"Mag ik hier nog een antwoord op? Wat is de norm?",
		"2026-11-03T09:00:00+01:00" };
	const struct rig_mail between = { "x@deventer.nl", "q1@deventer.nl",
		ASKER, RIG_K, "Re: Vraag over de BKR",
		"En hoe zit het met stagiairs? Mag dat?",
		"2026-11-02T15:00:00+01:00" };
	const struct deed phoned = {
		.kind = DEED_ANSWER, .question = 2, .value = "phone"
	};
	struct rig r = watched();
	struct question *all;
	int64_t events;
	size_t n = 0;

	(void)state;
	(void)rig_file(&r, FOLDER_INBOX, &question, 1, question.at);
	(void)rig_file(&r, FOLDER_INBOX, &second, 1, second.at);
	(void)rig_questions(&r, &n);
	assert_int_equal(n, 2);
	assert_int_equal(
	    rig_act(&r, &phoned, "2026-11-04T10:00:00+01:00").ruling,
	    RULING_DONE);
	(void)rig_file(
	    &r, FOLDER_INBOX, &between, 1, "2026-11-05T09:00:00+01:00");
	all = rig_questions(&r, &n);
	assert_int_equal(n, 1);
	assert_int_equal(all[0].id, 1);
	assert_int_equal(rig_question(&r, 2).merged_into, 1);
	assert_int_equal(all[0].state, STATE_HANDLED);
	assert_string_equal(all[0].handled_why, "phone");
	/* Reading on does not count the act again. */
	events = rig_events(&r);
	(void)rig_file(
	    &r, FOLDER_INBOX, &between, 1, "2026-11-06T09:00:00+01:00");
	assert_int_equal(rig_events(&r), events);
	rig_done(&r);
}

/* A thousand automatic mails that all reply to the same id: filed in a few
 * seconds at most, one question. */
static void
test_a_conversation_of_a_thousand_is_no_burden(void **state)
{
	enum {
		MANY = 1000
	};
	struct rig r = watched();
	struct rig_mail *mails = arena_array(r.arena, MANY, sizeof(*mails));
	size_t i, n = 0;

	(void)state;
	for (i = 0; i < MANY; i++) {
		mails[i] = again;
		mails[i].id = arena_printf(r.arena, "n%zu@deventer.nl", i);
		mails[i].reply = question.id;
		mails[i].text = arena_printf(
		    r.arena, "Melding %zu: mag dit, en zo ja hoe?", i);
	}
	(void)rig_file(&r, FOLDER_INBOX, &question, 1, question.at);
	for (i = 0; i < MANY; i += 250)
		(void)rig_file(&r, FOLDER_INBOX, mails + i, 250, again.at);
	(void)rig_questions(&r, &n);
	assert_int_equal(n, 1);
	rig_done(&r);
}

/* What others write beside somebody's address is not his name. */
static void
test_a_name_comes_from_its_owner(void **state)
{
	const struct rig_mail gossip = { "g1@almere.nl", NULL, OTHER,
		RIG_K ", \"ING Bank\" <nora@deventer.nl>",
		"Vraag over toezicht", "Mag dat? Kunt u dat uitleggen?",
		"2026-11-03T09:00:00+01:00" };
	struct rig r = watched();
	struct stored_card card;
	struct err e = { 0 };

	(void)state;
	(void)rig_file(&r, FOLDER_INBOX, &question, 1, question.at);
	(void)rig_file(&r, FOLDER_INBOX, &gossip, 1, gossip.at);
	assert_int_equal(store_card(r.store, r.arena, 1, &card, &e), 0);
	assert_string_equal(card.asker_name, "Nora");
	rig_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_a_question_is_opened_once_however_often_it_is_seen),
		cmocka_unit_test(test_what_was_there_before_is_history),
		cmocka_unit_test(test_a3_a_new_uidvalidity_files_nothing_twice),
		cmocka_unit_test(test_a23_a24_a_moved_message_is_the_same_one),
		cmocka_unit_test(
		    test_what_lies_in_a_folder_added_later_is_history),
		cmocka_unit_test(
		    test_a25_a_known_sender_in_junk_is_told_of_and_not_filed),
		cmocka_unit_test(test_what_lay_in_junk_before_is_not_told_of),
		cmocka_unit_test(test_a_deleted_question_is_probably_answered),
		cmocka_unit_test(
		    test_an_answered_flag_makes_an_open_question_probable),
		cmocka_unit_test(
		    test_a7_what_could_not_be_had_is_asked_for_again),
		cmocka_unit_test(
		    test_i6_a_batch_that_fails_leaves_nothing_and_is_filed_again),
		cmocka_unit_test(
		    test_i6_a_batch_whose_last_step_fails_leaves_nothing),
		cmocka_unit_test(
		    test_an_answer_in_sent_ends_the_wait_and_a_follow_up_begins_anew),
		cmocka_unit_test(test_a_late_answer_counts_at_its_own_moment),
		cmocka_unit_test(
		    test_a27_a28_the_order_of_arrival_changes_nothing),
		cmocka_unit_test(test_judging_twice_changes_nothing),
		cmocka_unit_test(
		    test_a_late_link_keeps_the_older_number_and_the_acts),
		cmocka_unit_test(
		    test_a_conversation_of_a_thousand_is_no_burden),
		cmocka_unit_test(test_a_name_comes_from_its_owner),
	};

	return unit_run(tests);
}
