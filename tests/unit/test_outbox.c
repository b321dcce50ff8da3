/* The outbox as a whole: limits of our own, the breaker, what is refused or
 * comes back. */

#include "desk/bounce.h"
#include "desk/courier.h"
#include "desk/send.h"
#include "desk/views.h"
#include "edge/line.h"
#include "tests/unit/ops.h"
#include "triage/ours.h"

static int64_t
add_notice(struct ops *o, enum notice_kind kind, const char *key,
    const char *to, struct instant now)
{
	const struct colleague c = { .id = to, .address = "noor@vng.nl" };
	struct planned p = { .kind = kind, .key = key, .recipient = &c };
	int64_t id = 0;

	assert_int_equal(
	    store_notice_add(o->store, &p, "noor@vng.nl", now, &id, &o->e), 0);
	assert_int_equal(
	    store_notice_fill(o->store, id, "m", "s", "b", 1, &o->e), 0);
	return id;
}

static void
settle_all(struct ops *o, struct courier *c, struct instant now)
{
	size_t sent = 0;
	int i;

	for (i = 0; i < 3000 && courier_under_way(c) > 0; i++) {
		(void)usleep(10000);
		assert_int_equal(
		    send_settle(o->store, c, now, &sent, &o->e), 0);
	}
	assert_int_equal(courier_under_way(c), 0);
}

/* I4: two a minute, three a day; the digest goes before single alerts. */
static void
test_i4_the_limits_hold_and_the_digest_goes_first(void **state)
{
	struct ops *o = *state;
	const struct post_settings *post = &o->office->settings.post;
	struct trust *trust = trust_new();
	struct courier *c = courier_start(post, trust, &o->e);
	struct instant now = ops_at("2026-11-23 09:00");
	static const struct {
		int seconds;
		size_t given;
		bool is_limited;
	} steps[] = {
		{ 0, 2, true },      /* per minute */
		{ 30, 0, true },     /* still the same minute */
		{ 61, 1, true },     /* per day */
		{ 600, 0, true },    /* the day's share is used */
		{ 87000, 1, false }, /* another day */
	};
	struct outgoing *out = NULL;
	size_t i, n = 0;

	(void)add_notice(o, NOTICE_ALERT, "alert:1", "daan", now);
	(void)add_notice(o, NOTICE_ALERT, "alert:2", "daan", now);
	(void)add_notice(o, NOTICE_ALERT, "alert:3", "daan", now);
	(void)add_notice(o, NOTICE_DIGEST, "digest:1", "noor", now);
	assert_int_equal(
	    store_notices_to_send(o->store, o->arena, now, 9, &out, &n, &o->e),
	    0);
	assert_string_equal(out[0].kind, "digest");
	for (i = 0; i < LENGTH(steps); i++) {
		struct instant then = { now.sec + steps[i].seconds };
		size_t given = 9;
		bool is_limited = false;

		assert_int_equal(send_hand_over(o->store, c, post, then, &given,
		                     &is_limited, &o->e),
		    0);
		assert_int_equal(given, steps[i].given);
		assert_int_equal(is_limited, steps[i].is_limited);
		settle_all(o, c, then);
	}
	courier_halt(c);
	courier_free(c);
	trust_free(trust);
}

/* decisions.md 20: filed, nothing sent, asked once. */
static void
test_many_new_questions_at_once_hold_the_post(void **state)
{
	struct ops *o = *state;
	struct instant now = ops_at("2026-11-23 09:10");
	const char *mails[5];
	struct filed_counts c;
	struct hold hold;
	int i;

	for (i = 0; i < 5; i++)
		mails[i] = ops_question(o, i);
	ops_activate(o, ops_at("2026-11-23 08:00"));
	c = ops_file(o, mails, 5, 1, now);
	assert_int_equal(c.fresh, 5);
	assert_int_equal(hold_read(o->store, &hold, &o->e), 0);
	assert_int_equal(hold.reason, HOLD_QUESTIONS);
	assert_int_equal(hold.n, 5);
	/* Days later everything is late; only the digest is made. */
	assert_int_equal(ops_remind(o, ops_at("2026-12-03 09:00")), 1);
	assert_int_equal(
	    hold_release(o->store, ops_at("2026-12-03 09:30"), &o->e), 1);
	assert_int_equal(hold_read(o->store, &hold, &o->e), 0);
	assert_int_equal(hold.reason, HOLD_NONE);
	assert_int_equal(ops_remind(o, ops_at("2026-12-03 09:31")), 1);
	assert_int_equal(
	    hold_release(o->store, ops_at("2026-12-03 09:40"), &o->e), 0);
}

static void
test_as_many_questions_as_allowed_hold_nothing(void **state)
{
	struct ops *o = *state;
	const char *mails[4];
	struct hold hold;
	int i;

	for (i = 0; i < 4; i++)
		mails[i] = ops_question(o, i);
	ops_activate(o, ops_at("2026-11-23 08:00"));
	(void)ops_file(o, mails, 4, 1, ops_at("2026-11-23 09:10"));
	assert_int_equal(hold_read(o->store, &hold, &o->e), 0);
	assert_int_equal(hold.reason, HOLD_NONE);
}

static void
test_more_notices_within_an_hour_than_plausible_hold_the_post(void **state)
{
	struct ops *o = *state;
	struct instant now = ops_at("2026-11-23 09:00");
	struct outgoing *out = NULL;
	struct hold hold;
	size_t n = 0;

	ops_activate(o, ops_at("2026-11-20 08:00"));
	(void)add_notice(o, NOTICE_ALERT, "alert:1", "daan", now);
	(void)add_notice(o, NOTICE_ALERT, "alert:2", "daan", now);
	(void)add_notice(o, NOTICE_ALERT, "alert:3", "daan", now);
	assert_int_equal(ops_remind(o, now), 1); /* the digest is the fourth */
	assert_int_equal(hold_read(o->store, &hold, &o->e), 0);
	assert_int_equal(hold.reason, HOLD_NOTICES);
	assert_int_equal(
	    store_notices_to_send(o->store, o->arena, now, 9, &out, &n, &o->e),
	    0);
	assert_int_equal(n, 1);
	assert_string_equal(out[0].kind, "digest");
	/* Released, the same notices hold it no second time. */
	now.sec += 60;
	assert_int_equal(hold_release(o->store, now, &o->e), 1);
	now.sec += 60;
	(void)ops_remind(o, now);
	assert_int_equal(hold_read(o->store, &hold, &o->e), 0);
	assert_int_equal(hold.reason, HOLD_NONE);
	assert_int_equal(
	    store_notices_to_send(o->store, o->arena, now, 9, &out, &n, &o->e),
	    0);
	assert_int_equal(n, 4);
	assert_int_equal(
	    store_notices_discard(o->store, now, "discarded", &o->e), 4);
	assert_int_equal(ops_outbox(o).waiting, 0);
}

static struct digest_view
digest_of(struct ops *o, struct instant now)
{
	const struct planned p = { .kind = NOTICE_DIGEST,
		.key = "digest:noor:x",
		.recipient = roster_by_id(&o->office->settings.roster, "noor"),
		.day = date_of(now) };
	struct digest_view v;

	if (view_digest(o->store, o->office, o->arena, &p, now, &v, &o->e) != 0)
		fail_msg("%s", o->e.text);
	return v;
}

/* I3, I5: who did not get a notice stands in the coordinator's digest. */
static void
test_i3_a_refused_notice_stands_in_the_next_digest(void **state)
{
	struct ops *o = *state;
	struct instant now = ops_at("2026-11-23 09:00");
	struct office *english;
	struct digest_view v;
	struct rendered r;
	int64_t id;

	ops_activate(o, ops_at("2026-11-20 08:00"));
	id = add_notice(o, NOTICE_ALERT, "alert:1", "daan", now);
	assert_int_equal(store_notice_state(o->store, id, NOTICE_REFUSED, true,
	                     "550 5.1.1 unknown", now, now, &o->e),
	    0);
	v = digest_of(o, ops_at("2026-11-24 09:00"));
	assert_int_equal(v.n_refused, 1);
	assert_string_equal(v.refused[0].to, "Daan");
	assert_int_equal(
	    render_digest(o->office->templates, o->arena, &v, &r, &o->e), 0);
	assert_non_null(strstr(r.text, "Niet aangekomen"));
	assert_non_null(strstr(r.text, "Daan"));
	assert_non_null(strstr(r.text, "550 5.1.1 unknown"));
	assert_int_equal(hold_set(o->store, HOLD_QUESTIONS, 63, now, &o->e), 0);
	v = digest_of(o, ops_at("2026-11-24 09:00"));
	english = ops_office(o, "english", OPS_CONFIG "language = \"en\";\n");
	assert_int_equal(
	    render_digest(english->templates, o->arena, &v, &r, &o->e), 0);
	assert_non_null(strstr(r.text, "Not delivered"));
	assert_non_null(strstr(r.text, "63 new questions"));
	office_close(english);
}

static void
test_a_hold_stands_on_top_of_the_digest(void **state)
{
	static const enum hold_reason reasons[] = { HOLD_NOTICES,
		HOLD_QUESTIONS, HOLD_RESTORED };
	struct ops *o = *state;
	struct instant now = ops_at("2026-11-23 09:00");
	size_t i;

	ops_activate(o, ops_at("2026-11-20 08:00"));
	for (i = 0; i < LENGTH(reasons); i++) {
		struct digest_view v;
		struct rendered r;

		assert_int_equal(
		    hold_set(o->store, reasons[i], 63, now, &o->e), 0);
		v = digest_of(o, now);
		assert_int_equal(render_digest(o->office->templates, o->arena,
		                     &v, &r, &o->e),
		    0);
		assert_non_null(strstr(r.text, "alleen dit overzicht"));
		assert_non_null(strstr(r.text, "postwacht release"));
		assert_int_equal(hold_release(o->store, now, &o->e), 1);
	}
}

/* I5: what is looked for in a bounce, and what it settles. */
static void
test_i5_a_bounce_of_our_own_notice_settles_it(void **state)
{
	static const struct {
		const char *what;
		const char *format; /* the mail; %s: the Message-ID */
		const char *reason; /* NULL: it settles nothing */
	} rows[] = {
		{ "returned headers",
		    "From: MAILER-DAEMON@mx.vng.nl\r\n"
		    "Content-Type: multipart/report; "
		    "report-type=delivery-status; boundary=b\r\n"
		    "Message-ID: <1@mx>\r\nSubject: Undelivered Mail\r\n\r\n"
		    "--b\r\n\r\nIt could not be delivered.\r\n"
		    "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
		    "Reporting-MTA: dns; mx.vng.nl\r\n\r\n"
		    "Final-Recipient: rfc822; daan@vng.nl\r\n"
		    "Action: failed\r\nStatus: 5.1.1\r\n"
		    "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
		    "From: postwacht@vng.nl\r\nMessage-ID: <%s>\r\n--b--\r\n",
		    "it came back as undeliverable (5.1.1)" },
		{ "In-Reply-To",
		    "From: postmaster@vng.nl\r\nMessage-ID: <2@mx>\r\n"
		    "Return-Path: <>\r\nIn-Reply-To: <%s>\r\n"
		    "Subject: Onbestelbaar: 1 vraag\r\n\r\nHelaas.\r\n",
		    "it came back as undeliverable" },
		{ "a delay",
		    "From: MAILER-DAEMON@mx.vng.nl\r\n"
		    "Content-Type: multipart/report; "
		    "report-type=delivery-status; boundary=b\r\n"
		    "Message-ID: <3@mx>\r\nSubject: Delayed Mail\r\n\r\n"
		    "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
		    "Action: delayed\r\nStatus: 4.4.1\r\n\r\n"
		    "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
		    "Message-ID: <%s>\r\n--b--\r\n",
		    NULL },
		{ "a forged number",
		    "From: MAILER-DAEMON@mx.vng.nl\r\nMessage-ID: <4@mx>\r\n"
		    "Return-Path: <>\r\nSubject: Undelivered\r\n\r\n"
		    "<pw.1.0000000000000000@vng.nl> %.0s\r\n",
		    NULL },
	};
	struct ops *o = *state;
	struct instant now = ops_at("2026-11-23 09:00");
	size_t i;

	ops_activate(o, ops_at("2026-11-20 08:00"));
	for (i = 0; i < LENGTH(rows); i++) {
		struct refused_row *refused = NULL;
		const char *mail, *key = arena_printf(o->arena, "alert:%zu", i);
		int64_t id = add_notice(o, NOTICE_ALERT, key, "daan", now);
		struct text t;
		size_t n = 0;

		now.sec += 60;
		assert_int_equal(store_notice_state(o->store, id, NOTICE_SENT,
		                     true, "", now, now, &o->e),
		    0);
		text_init(&t, 4096);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		text_addf(&t, rows[i].format,
		    ours_id(o->arena, id, o->office->key, "vng.nl"));
#pragma GCC diagnostic pop
		mail = t.data;
		(void)ops_file(o, &mail, 1, (uint32_t)i + 1, now);
		text_done(&t);
		assert_int_equal(store_notices_refused(o->store, o->arena,
		                     (struct instant){ now.sec - 1 }, now,
		                     &refused, &n, &o->e),
		    0);
		if (n != (rows[i].reason != NULL))
			fail_msg("%s: %zu settled", rows[i].what, n);
		if (n > 0)
			assert_string_equal(refused[0].reason, rows[i].reason);
	}
}

/* I1: what was in doubt is not when a copy is seen, whichever came first. */
static void
test_i1_a_copy_of_an_uncertain_notice_settles_it(void **state)
{
	static const bool copy_first[] = { false, true };
	struct ops *o = *state;
	struct instant now = ops_at("2026-11-23 09:00");
	size_t i;

	ops_activate(o, ops_at("2026-11-20 08:00"));
	for (i = 0; i < LENGTH(copy_first); i++) {
		const char *mail, *key = arena_printf(o->arena, "alert:%zu", i);
		int64_t id = add_notice(o, NOTICE_ALERT, key, "daan", now);
		const char *ours =
		    ours_id(o->arena, id, o->office->key, "vng.nl");
		struct outbox_counts counts;

		mail = arena_printf(o->arena,
		    "From: postwacht@vng.nl\r\nTo: daan@vng.nl\r\n"
		    "Message-ID: <%s>\r\nDate: Mon, 23 Nov 2026 09:00:00 +0100"
		    "\r\nSubject: %zu vragen\r\n\r\nx\r\n",
		    ours, i);
		now.sec += 60;
		assert_int_equal(
		    store_notice_fill(o->store, id, ours, "s", "b", 1, &o->e),
		    0);
		assert_int_equal(store_notice_state(o->store, id,
		                     NOTICE_HANDING, true, "", now, now, &o->e),
		    0);
		if (copy_first[i])
			(void)ops_file(o, &mail, 1, (uint32_t)i + 1, now);
		assert_int_equal(store_notices_uncertain(o->store, now, &o->e),
		    copy_first[i] ? 0 : 1);
		if (!copy_first[i])
			(void)ops_file(o, &mail, 1, (uint32_t)i + 1, now);
		assert_int_equal(store_outbox(o->store, &counts, &o->e), 0);
		assert_int_equal(counts.uncertain, 0);
	}
}

int
main(void)
{
#define ROW(f) cmocka_unit_test_setup_teardown(f, ops_set_up, ops_tear_down)
	const struct CMUnitTest tests[] = {
		ROW(test_i4_the_limits_hold_and_the_digest_goes_first),
		ROW(test_many_new_questions_at_once_hold_the_post),
		ROW(test_as_many_questions_as_allowed_hold_nothing),
		ROW(test_more_notices_within_an_hour_than_plausible_hold_the_post),
		ROW(test_i3_a_refused_notice_stands_in_the_next_digest),
		ROW(test_a_hold_stands_on_top_of_the_digest),
		ROW(test_i5_a_bounce_of_our_own_notice_settles_it),
		ROW(test_i1_a_copy_of_an_uncertain_notice_settles_it),
	};

	return unit_run(tests);
}
