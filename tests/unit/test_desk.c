/* The tick on a Maildir and a folder of mails: what is due is made once, what
 * the courier brings back is written down, and a crash sends nothing twice. */

#include <dirent.h>
#include <poll.h>

#include "desk/courier.h"
#include "desk/desk.h"
#include "desk/remind.h"
#include "desk/send.h"
#include "desk/status.h"
#include "desk/tick.h"
#include "edge/log.h"
#include "edge/studio.h"
#include "tests/unit/desk_rig.h"

static const struct rig_mail question = { "q1@deventer.nl", NULL,
	"Nora <nora@deventer.nl>", RIG_K, "Vraag over de BKR",
	"Mag een pedagogisch medewerker alleen op de groep staan?",
	"2026-11-02T09:00:00+01:00" };

/* Tuesday, the day after the deadline of Monday 9 November. */
#define LATE       "2026-11-10T09:00:00+01:00"
#define LATE_AGAIN "2026-11-10T09:30:00+01:00"

static size_t
remind_at(struct rig *r, const char *now)
{
	SCOPED(studio_done)
	struct studio *studio = studio_open(STUDIO_PATIENT_MS);
	struct err e = { 0 };
	size_t made = 0;

	if (remind(r->store, r->office, studio, moment(now), &made, &e) != 0)
		fail_msg("%s", e.text);
	return made;
}

static struct outgoing *
outbox(struct rig *r, const char *now, size_t *n)
{
	struct outgoing *out = NULL;
	struct err e = { 0 };

	if (store_notices_to_send(
	        r->store, r->arena, moment(now), 99, &out, n, &e) != 0)
		fail_msg("%s", e.text);
	return out;
}

static bool
has_key(const struct outgoing *out, size_t n, const char *key)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(out[i].key, key) == 0)
			return true;
	}
	return false;
}

static struct rig
with_a_question(void)
{
	struct rig r = rig_new();

	rig_activate(&r, "2026-11-01T12:00:00+01:00");
	(void)rig_file(&r, FOLDER_INBOX, &question, 1, question.at);
	return r;
}

static void
test_each_key_is_made_once(void **state)
{
	struct rig r = with_a_question();
	struct outgoing *out;
	size_t n = 0;

	(void)state;
	assert_true(remind_at(&r, LATE) > 0);
	out = outbox(&r, LATE, &n);
	assert_true(has_key(out, n, "digest:noor:2026-11-10"));
	assert_true(has_key(out, n, "alert:noor:2026-11-10"));
	assert_int_equal(remind_at(&r, LATE), 0);
	assert_int_equal(remind_at(&r, LATE_AGAIN), 0);
	rig_done(&r);
}

/* design.md, promise 5. */
static void
test_history_causes_no_alert(void **state)
{
	struct rig r = rig_new();
	struct outgoing *out;
	size_t n = 0;

	(void)state;
	rig_activate(&r, "2026-11-03T12:00:00+01:00");
	(void)rig_file(&r, FOLDER_INBOX, &question, 1, LATE);
	(void)remind_at(&r, LATE);
	out = outbox(&r, LATE, &n);
	assert_true(has_key(out, n, "digest:noor:2026-11-10"));
	assert_false(has_key(out, n, "alert:noor:2026-11-10"));
	rig_done(&r);
}

static void
test_looking_ahead_writes_nothing(void **state)
{
	struct rig r = rig_new();
	struct stored_mailbox m;
	struct rendered body;
	struct plan plan;
	struct err e = { 0 };
	size_t i, n = 0;

	(void)state;
	assert_int_equal(store_meta_set(r.store, "activated_at",
	                     moment("2026-11-01").sec, &e),
	    0);
	assert_int_equal(
	    remind_plan(r.store, r.office, r.arena, moment(LATE), &plan, &e),
	    0);
	assert_true(plan.n > 0);
	for (i = 0; i < plan.n; i++)
		assert_int_equal(remind_render(r.store, r.office, r.arena,
		                     &plan.at[i], moment(LATE), &body, &e),
		    0);
	assert_int_equal(
	    store_mailbox_find(r.store, r.arena, "kinderopvang", &m, &e), 0);
	(void)outbox(&r, LATE, &n);
	assert_int_equal(n, 0);
	rig_done(&r);
}

static void
wait_for_delivery(struct courier *c)
{
	struct pollfd fd = { .fd = courier_fd(c), .events = POLLIN };

	assert_int_equal(poll(&fd, 1, 10000), 1);
}

/* Gives what may go out and writes down what became of all of it. */
static size_t
send_all(struct rig *r, struct courier *c, const char *now, size_t *given)
{
	struct err e = { 0 };
	size_t sent = 0, all = 0;
	bool is_limited;

	if (send_hand_over(r->store, c, &r->office->settings.post, moment(now),
	        given, &is_limited, &e) != 0)
		fail_msg("%s", e.text);
	while (courier_under_way(c) > 0) {
		wait_for_delivery(c);
		if (send_settle(r->store, c, moment(now), &sent, &e) != 0)
			fail_msg("%s", e.text);
		all += sent;
	}
	return all;
}

static void
test_what_was_sent_is_not_sent_again(void **state)
{
	struct rig r = with_a_question();
	struct err e = { 0 };
	struct courier *c = courier_start(&r.office->settings.post, NULL, &e);
	size_t made, given = 0, n = 0;

	(void)state;
	assert_non_null(c);
	made = remind_at(&r, LATE);
	assert_int_equal(send_all(&r, c, LATE, &given), made);
	assert_int_equal(given, made);
	(void)outbox(&r, LATE, &n);
	assert_int_equal(n, 0);
	assert_int_equal(send_all(&r, c, LATE_AGAIN, &given), 0);
	assert_int_equal(given, 0);
	courier_halt(c);
	courier_free(c);
	rig_done(&r);
}

/* What was given and has not left yet is not in doubt after a crash. */
static void
test_one_notice_at_most_is_in_doubt(void **state)
{
	struct rig r = with_a_question();
	struct err e = { 0 };
	struct courier *c = courier_start(&r.office->settings.post, NULL, &e);
	size_t given = 0, sent = 0;
	bool is_limited = false;

	(void)state;
	assert_true(remind_at(&r, LATE) >= 2);
	assert_int_equal(send_hand_over(r.store, c, &r.office->settings.post,
	                     moment(LATE), &given, &is_limited, &e),
	    0);
	assert_true(given >= 2);
	wait_for_delivery(c);
	assert_int_equal(store_notices_uncertain(r.store, moment(LATE), &e), 0);
	assert_int_equal(send_settle(r.store, c, moment(LATE), &sent, &e), 0);
	assert_int_equal(store_notices_uncertain(r.store, moment(LATE), &e), 1);
	courier_halt(c);
	courier_free(c);
	rig_done(&r);
}

/* Half the syncs: what became of one is written down with the next's leave. */
static void
test_a_delivery_and_the_next_that_leaves_are_one_commit(void **state)
{
	struct rig r = with_a_question();
	struct err e = { 0 };
	struct courier *c = courier_start(&r.office->settings.post, NULL, &e);
	struct courier_news news;
	size_t given = 0, sent = 0;
	bool is_limited = false;
	int64_t first;

	(void)state;
	assert_true(remind_at(&r, LATE) >= 2);
	assert_int_equal(send_hand_over(r.store, c, &r.office->settings.post,
	                     moment(LATE), &given, &is_limited, &e),
	    0);
	wait_for_delivery(c);
	courier_news(c, &news);
	assert_int_equal(news.n, 0);
	assert_true(news.asking > 0);
	first = news.asking;
	assert_int_equal(send_settle(r.store, c, moment(LATE), &sent, &e), 0);
	assert_int_equal(sent, 0);
	wait_for_delivery(c);
	courier_news(c, &news);
	assert_int_equal(news.n, 1);
	assert_int_equal(news.back[0].notice, first);
	assert_true(news.asking > 0 && news.asking != first);
	/* At any moment one is in doubt. */
	assert_int_equal(send_settle(r.store, c, moment(LATE), &sent, &e), 0);
	assert_int_equal(sent, 1);
	assert_int_equal(store_notices_uncertain(r.store, moment(LATE), &e), 1);
	courier_halt(c);
	courier_free(c);
	rig_done(&r);
}

/* The disk failed behind the commit that let it go. */
static void
test_what_is_not_on_the_disk_does_not_come_to_its_end(void **state)
{
	struct rig r = with_a_question();
	struct err e = { 0 };
	struct courier *c = courier_start(&r.office->settings.post, NULL, &e);
	struct courier_news news;

	(void)state;
	courier_give(c, 7, "noor@vng.nl", "kept", "x\r\n", 3);
	wait_for_delivery(c);
	courier_news(c, &news);
	assert_int_equal(news.asking, 7);
	courier_settle(c, &news);
	courier_end(c, false);
	wait_for_delivery(c);
	courier_news(c, &news);
	assert_int_equal(news.n, 1);
	assert_int_equal(news.back[0].outcome, POST_LATER);
	assert_non_null(strstr(news.back[0].reason.text, "disk"));
	assert_int_not_equal(
	    access(arena_printf(r.arena, "%s/out/kept.eml", r.dir), F_OK), 0);
	courier_halt(c);
	courier_free(c);
	rig_done(&r);
}

/* A folder that takes no mail: later, with growing patience, never lost. */
static void
test_what_could_not_go_out_waits_for_its_time(void **state)
{
	struct rig r = with_a_question();
	struct err e = { 0 };
	struct courier *c;
	size_t made, given = 0, n = 0;

	(void)state;
	rig_write(arena_printf(r.arena, "%s/out", r.dir), "in the way");
	c = courier_start(&r.office->settings.post, NULL, &e);
	made = remind_at(&r, LATE);
	assert_int_equal(send_all(&r, c, LATE, &given), 0);
	assert_int_equal(given, made);
	(void)outbox(&r, LATE, &n);
	assert_int_equal(n, 0);
	assert_int_equal(unlink(arena_printf(r.arena, "%s/out", r.dir)), 0);
	assert_int_equal(send_all(&r, c, LATE_AGAIN, &given), made);
	courier_halt(c);
	courier_free(c);
	rig_done(&r);
}

/* decisions.md 28: the mail server was away for days: one digest and one
 * alert go out, the latest, and the digest tells of the whole time. */
static void
test_after_downtime_only_the_latest_goes_out(void **state)
{
	struct rig r = with_a_question();
	struct outgoing *out;
	size_t n = 0;

	(void)state;
	(void)remind_at(&r, "2026-11-10T09:00:00+01:00");
	(void)remind_at(&r, "2026-11-11T09:00:00+01:00");
	(void)remind_at(&r, "2026-11-13T09:00:00+01:00");
	out = outbox(&r, "2026-11-13T09:00:00+01:00", &n);
	assert_true(has_key(out, n, "digest:noor:2026-11-13"));
	assert_false(has_key(out, n, "digest:noor:2026-11-11"));
	assert_false(has_key(out, n, "digest:noor:2026-11-10"));
	assert_true(has_key(out, n, "alert:noor:2026-11-13"));
	assert_false(has_key(out, n, "alert:noor:2026-11-10"));
	rig_done(&r);
}

/* The store is locked when the courier comes back: his word is kept. */
static void
test_a_delivery_outlives_a_locked_store(void **state)
{
	struct rig r = with_a_question();
	struct err e = { 0 };
	struct courier *c = courier_start(&r.office->settings.post, NULL, &e);
	size_t made, given = 0, sent = 0;
	bool is_limited;

	(void)state;
	made = remind_at(&r, LATE);
	assert_int_equal(send_hand_over(r.store, c, &r.office->settings.post,
	                     moment(LATE), &given, &is_limited, &e),
	    0);
	wait_for_delivery(c);
	assert_int_equal(store_begin(r.store, &e), 0);
	assert_int_equal(send_settle(r.store, c, moment(LATE), &sent, &e), -1);
	store_rollback(r.store);
	assert_int_equal(sent, 0);
	assert_int_equal(courier_under_way(c), made);
	assert_int_equal(send_all(&r, c, LATE, &given), made);
	courier_halt(c);
	courier_free(c);
	rig_done(&r);
}

/* --- the whole tick, on files ------------------------------------------- */

static void
make_maildir(struct rig *r)
{
	static const char *const parts[] = { "", "/cur", "/new", "/tmp",
		"/.Sent", "/.Sent/cur", "/.Sent/new", "/.Sent/tmp" };
	const char *root = arena_printf(r->arena, "%s/mail", r->dir);
	size_t i;

	for (i = 0; i < LENGTH(parts); i++)
		assert_int_equal(
		    mkdir(arena_printf(r->arena, "%s%s", root, parts[i]), 0700),
		    0);
}

static void
deliver(struct rig *r, const struct rig_mail *m)
{
	struct fetched f = rig_fetched(r->arena, m, 1);

	rig_write(arena_printf(r->arena, "%s/mail/new/%lld.%s", r->dir,
	              (long long)f.received.sec, m->id),
	    f.bytes);
}

static struct office *
open_office(struct rig *r)
{
	SCOPED(text_done) struct text mistakes = { 0 };
	struct office *o = NULL;
	struct err e = { 0 };

	text_init(&mistakes, 65536);
	if (office_open(arena_printf(r->arena, "%s/postwacht.conf", r->dir),
	        "rules", &o, &mistakes, &e) != 0)
		fail_msg("%s", mistakes.data);
	return o;
}

static struct desk *
open_desk(struct rig *r, const char *now)
{
	struct desk *d = NULL;
	struct err e = { 0 };

	if (desk_open(open_office(r), NULL, STORE_REHEARSAL, moment(now), &d,
	        &e) != 0 ||
	    desk_watch(d, true, moment(now), &e) != 0)
		fail_msg("%s", e.text);
	return d;
}

/* One look, one round of notices, as --once does it. */
static struct desk_counts
once(struct rig *r, const char *now)
{
	static const enum desk_step fetch = DESK_FETCH, remind = DESK_REMIND,
	                            send = DESK_SEND;
	struct desk *d = open_desk(r, now);
	struct desk_counts counts;
	struct err e = { 0 };
	int tries;

	for (tries = 0; !desk_is_caught_up(d); tries++) {
		assert_true(tries < 500);
		assert_int_equal(desk_tick(d, moment(now), &fetch, &e), 0);
		desk_wait(d, -1, 20);
	}
	assert_int_equal(desk_tick(d, moment(now), &remind, &e), 0);
	for (tries = 0; tries == 0 || !desk_is_posted(d); tries++) {
		assert_true(tries < 500);
		assert_int_equal(desk_tick(d, moment(now), &send, &e), 0);
		desk_wait(d, -1, 20);
	}
	counts = desk_counts(d);
	desk_close(d, moment(now));
	return counts;
}

static void
test_the_main_job_on_a_maildir(void **state)
{
	struct rig r = rig_new();
	struct desk_counts c;

	(void)state;
	make_maildir(&r);
	c = once(&r, "2026-11-01T12:00:00+01:00");
	assert_int_equal(c.filed, 0);
	deliver(&r, &question);
	c = once(&r, "2026-11-02T09:10:00+01:00");
	assert_int_equal(c.opened, 1);
	c = once(&r, LATE);
	assert_true(c.made >= 2);
	assert_int_equal(c.sent, c.made);
	c = once(&r, LATE_AGAIN);
	assert_int_equal(c.made, 0);
	assert_int_equal(c.sent, 0);
	assert_int_equal(c.step_failures, 0);
	rig_done(&r);
}

/* H18. */
static void
test_h18_a_clock_that_went_back_sends_nothing(void **state)
{
	struct rig r = rig_new();
	struct desk_counts c;

	(void)state;
	make_maildir(&r);
	(void)once(&r, "2026-11-01T12:00:00+01:00");
	deliver(&r, &question);
	(void)once(&r, LATE);
	c = once(&r, "2026-11-09T09:00:00+01:00");
	assert_int_equal(c.made, 0);
	assert_int_equal(c.sent, 0);
	rig_done(&r);
}

/* A clock that ran ahead for a while must not silence the post for years. */
static void
test_h18_a_person_says_that_the_clock_is_right(void **state)
{
	struct rig r = rig_new();
	struct instant now = moment("2026-11-09T09:00:00+01:00");
	struct store *s = NULL;
	struct err e = { 0 };
	struct status status;
	int64_t behind = 0;

	(void)state;
	make_maildir(&r);
	(void)once(&r, "2026-11-01T12:00:00+01:00");
	deliver(&r, &question);
	(void)once(&r, "2031-11-03T09:00:00+01:00");
	assert_int_equal(once(&r, "2026-11-09T09:00:00+01:00").sent, 0);
	assert_int_equal(
	    store_open(arena_printf(r.arena, "%s/postwacht.db", r.dir),
	        STORE_REHEARSAL, false, &s, &e),
	    0);
	assert_int_equal(
	    status_read(s, r.office, r.arena, now, &status, &e), 0);
	assert_false(status.is_good);
	assert_true(status.behind > 0);
	assert_int_equal(tick_accept(s, now, &behind, &e), 0);
	assert_int_equal(behind, status.behind);
	assert_int_equal(
	    status_read(s, r.office, r.arena, now, &status, &e), 0);
	assert_int_equal(status.behind, 0);
	store_close(s);
	assert_true(once(&r, "2026-11-10T09:00:00+01:00").sent > 0);
	rig_done(&r);
}

/* decisions.md 19: refused before anything is written. */
static void
test_a_rehearsal_keeps_off_a_live_store(void **state)
{
	struct rig r = rig_new();
	struct desk *d = NULL;
	struct store *s = NULL;
	struct err e = { 0 };
	int64_t at = 0;

	(void)state;
	assert_int_equal(
	    store_open(arena_printf(r.arena, "%s/postwacht.db", r.dir),
	        STORE_LIVE, false, &s, &e),
	    0);
	assert_int_equal(desk_open(open_office(&r), NULL, STORE_REHEARSAL,
	                     moment(LATE), &d, &e),
	    -1);
	assert_int_equal(e.kind, ERR_FIX);
	assert_int_equal(store_meta(s, "activated_at", &at, &e), 0);
	store_close(s);
	rig_done(&r);
}

/* A26: one daemon for one state folder. */
static void
test_a26_a_second_desk_on_the_same_folder_is_refused(void **state)
{
	struct rig r = rig_new();
	struct desk *one, *two = NULL;
	struct err e = { 0 };

	(void)state;
	make_maildir(&r);
	one = open_desk(&r, LATE);
	assert_int_equal(desk_open(open_office(&r), NULL, STORE_REHEARSAL,
	                     moment(LATE), &two, &e),
	    -1);
	assert_int_equal(e.kind, ERR_AGAIN);
	desk_close(one, moment(LATE));
	rig_done(&r);
}

static void
test_a_reload_works_while_watchers_run(void **state)
{
	struct rig r = rig_new();
	struct desk *d;
	struct err e = { 0 };
	struct office *other;
	int i;

	(void)state;
	make_maildir(&r);
	d = open_desk(&r, LATE);
	for (i = 0; i < 5; i++)
		assert_int_equal(
		    desk_reload(d, open_office(&r), moment(LATE), &e), 1);
	other = open_office(&r);
	other->settings.state_dir = "/nonexistent";
	assert_int_equal(desk_reload(d, other, moment(LATE), &e), 0);
	assert_int_equal(e.kind, ERR_FIX);
	assert_int_equal(desk_tick(d, moment(LATE), NULL, &e), 0);
	desk_close(d, moment(LATE));
	rig_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_key_is_made_once),
		cmocka_unit_test(test_history_causes_no_alert),
		cmocka_unit_test(test_looking_ahead_writes_nothing),
		cmocka_unit_test(test_what_was_sent_is_not_sent_again),
		cmocka_unit_test(test_one_notice_at_most_is_in_doubt),
		cmocka_unit_test(
		    test_a_delivery_and_the_next_that_leaves_are_one_commit),
		cmocka_unit_test(
		    test_what_is_not_on_the_disk_does_not_come_to_its_end),
		cmocka_unit_test(test_what_could_not_go_out_waits_for_its_time),
		cmocka_unit_test(test_after_downtime_only_the_latest_goes_out),
		cmocka_unit_test(test_a_delivery_outlives_a_locked_store),
		cmocka_unit_test(test_the_main_job_on_a_maildir),
		cmocka_unit_test(test_h18_a_clock_that_went_back_sends_nothing),
		cmocka_unit_test(
		    test_h18_a_person_says_that_the_clock_is_right),
		cmocka_unit_test(test_a_rehearsal_keeps_off_a_live_store),
		cmocka_unit_test(
		    test_a26_a_second_desk_on_the_same_folder_is_refused),
		cmocka_unit_test(test_a_reload_works_while_watchers_run),
	};

	log_limit(LEVEL_ERROR);
	return unit_run(tests);
}
