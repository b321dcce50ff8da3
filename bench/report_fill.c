/*
 * report_fill STORE N [whole]: a store with N measured questions over five years that
 * end on 22 November 2026, two teams, 441 organisations; every tenth of them
 * has two measurements. For the benchmark of reports: messages and events stand
 * only behind the questions of the last weeks, the measurements behind all; with
 * "whole" every question has its message and the answer, and every second one a
 * newsletter beside it.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/measure.h"
#include "edge/store_sql.h"
#include "report/span.h"
#include "term/calendar.h"

#define YEARS       5
#define DAY         86400
#define RECENT_DAYS 70

/* Numbers of messages: of the question itself, of its answer, of a
 * newsletter. */
#define MESSAGES_EACH 3

struct fill {
	sqlite3 *db;
	sqlite3_stmt *question, *span, *message, *event;
	struct instant from, until;
	bool is_whole;
	uint64_t seed;
};

static uint32_t
next(struct fill *f, uint32_t below)
{
	f->seed = f->seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(f->seed >> 33) % below;
}

static void
must(struct fill *f, int result)
{
	if (result == SQLITE_OK || result == SQLITE_DONE)
		return;
	fprintf(stderr, "report_fill: %s\n", sqlite3_errmsg(f->db));
	exit(1);
}

static void
run(struct fill *f, const char *sql)
{
	must(f, sqlite3_exec(f->db, sql, NULL, NULL, NULL));
}

static sqlite3_stmt *
prepare(struct fill *f, const char *sql)
{
	sqlite3_stmt *s = NULL;

	must(f, sqlite3_prepare_v2(f->db, sql, -1, &s, NULL));
	return s;
}

static void
step(struct fill *f, sqlite3_stmt *s)
{
	must(f, sqlite3_step(s));
	must(f, sqlite3_reset(s));
}

/* One question: received evenly over the years, mostly answered within two
 * working days, a twentieth late, a hundredth still open at the end. */
struct one {
	int64_t id;
	struct instant start, end;
	bool is_open;
	struct date deadline;
	char team[2], topic[16], organisation[16];
};

static struct one
make_one(struct fill *f, int64_t id, int64_t n)
{
	int64_t length = f->until.sec - f->from.sec;
	struct one q = { .id = id, .start.sec = f->from.sec + length / n * id };
	uint32_t topic = next(f, 40) * next(f, 40) / 64;
	uint32_t org = next(f, 441);
	int64_t took = (int64_t)next(f, 4) * DAY + next(f, DAY);

	if (next(f, 20) == 0)
		took += 7 * DAY;
	q.end.sec = q.start.sec + took;
	q.is_open = q.end.sec > f->until.sec;
	q.deadline = date_add(date_of(q.start), 7);
	(void)snprintf(q.team, sizeof(q.team), "%s", next(f, 2) ? "K" : "W");
	(void)snprintf(q.topic, sizeof(q.topic), "onderwerp-%u", topic);
	if (org < 342)
		(void)snprintf(
		    q.organisation, sizeof(q.organisation), "GM%04u", org + 1);
	else
		(void)snprintf(
		    q.organisation, sizeof(q.organisation), "Partner %u", org);
	return q;
}

/* Minutes of office time, about: a third of the day. */
static int
office_minutes(int64_t seconds)
{
	return (int)(seconds / 180);
}

static void
bind_or_null(sqlite3_stmt *s, int at, bool is_there, int64_t value)
{
	if (is_there)
		sqlite3_bind_int64(s, at, value);
	else
		sqlite3_bind_null(s, at);
}

static void
add_span(struct fill *f, const struct span *span)
{
	sqlite3_stmt *s = f->span;
	bool is_handled = span->ended == SPAN_HANDLED;

	sqlite3_bind_int64(s, 1, span->question);
	sqlite3_bind_int(s, 2, span->place);
	sqlite3_bind_int(s, 3, (int)span->began);
	sqlite3_bind_int(s, 4, (int)span->ended);
	sqlite3_bind_int64(s, 5, span->start.sec);
	bind_or_null(s, 6, span->ended != SPAN_OPEN, span->end.sec);
	sqlite3_bind_int64(s, 7, span->asked.sec);
	sqlite3_bind_text(s, 8, span->team, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(s, 9, span->topic, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(s, 10, span->organisation, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(s, 11, span->is_by_hand);
	sqlite3_bind_int(s, 12, span->is_answer);
	bind_or_null(s, 13, span->has_deadline, span->deadline.day);
	sqlite3_bind_int(s, 14, span->norm_deadline.day);
	bind_or_null(s, 15, span->ended != SPAN_OPEN, span->work);
	bind_or_null(s, 16, span->is_answer, span->response);
	bind_or_null(s, 17, is_handled, span->handling);
	bind_or_null(s, 18, span->over > 0, span->over);
	bind_or_null(s, 19, span->handled_next.sec, span->handled_next.sec);
	bind_or_null(s, 20, span->answered.sec, span->answered.sec);
	step(f, s);
}

/* As report/span would measure it, about. */
static struct span
span_of(const struct one *q)
{
	struct instant over = date_instant(q->deadline, 1440);
	int took = office_minutes(q->end.sec - q->start.sec);

	return (struct span){ .question = q->id,
		.ended = q->is_open ? SPAN_OPEN : SPAN_HANDLED,
		.start = q->start,
		.asked = q->start,
		.end = q->end,
		.team = q->team,
		.topic = q->topic,
		.organisation = q->organisation,
		.is_answer = !q->is_open,
		.has_deadline = true,
		.deadline = q->deadline,
		.norm_deadline = q->deadline,
		.work = took,
		.response = took,
		.handling = took,
		.over = q->is_open || q->end.sec < over.sec
		    ? 0
		    : office_minutes(q->end.sec - over.sec) + 1,
		.answered.sec = q->is_open ? 0 : q->end.sec };
}

/* One in twenty asked on a day later, one in fifty was waited for in between:
 * a second span. */
static void
add_spans(struct fill *f, const struct one *q)
{
	struct span first = span_of(q), second = first;

	first.is_by_hand = !q->is_open && next(f, 30) == 0;
	if (q->is_open || q->end.sec + 2 * DAY > f->until.sec ||
	    q->id % 20 > 1) {
		add_span(f, &first);
		return;
	}
	second.place = 1;
	second.answered.sec = 0;
	if (q->id % 20 == 0) {
		second.began = SPAN_REOPENED;
		second.start.sec = first.end.sec + DAY;
		second.end.sec = second.start.sec + next(f, DAY);
		second.deadline = date_add(date_of(second.start), 7);
		second.norm_deadline = second.deadline;
		second.is_answer = false;
		second.over = 0;
		first.handled_next = second.end;
	} else {
		second.began = SPAN_RESUMED;
		second.start.sec =
		    first.start.sec + (first.end.sec - first.start.sec) / 2;
		first.ended = SPAN_WAITS;
		first.end.sec =
		    first.start.sec + (first.end.sec - first.start.sec) / 4;
		first.is_answer = first.has_deadline = false;
		first.over = 0;
	}
	second.work = office_minutes(second.end.sec - second.start.sec);
	second.handling = office_minutes(second.end.sec - second.asked.sec);
	add_span(f, &first);
	add_span(f, &second);
}

static void
add_question(struct fill *f, const struct one *q)
{
	sqlite3_stmt *s = f->question;

	sqlite3_bind_int64(s, 1, q->id);
	sqlite3_bind_text(s, 2, q->is_open ? "open" : "handled", -1, NULL);
	sqlite3_bind_text(s, 3, q->team, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(s, 4, q->topic, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(s, 5, q->start.sec);
	sqlite3_bind_int(s, 6, q->deadline.day);
	sqlite3_bind_int64(s, 7, q->id * MESSAGES_EACH);
	step(f, s);
	add_spans(f, q);
}

static int64_t
add_message(struct fill *f, const struct one *q, int nth, const char *kind)
{
	int64_t id = q->id * MESSAGES_EACH + nth;

	sqlite3_bind_int64(f->message, 1, id);
	sqlite3_bind_int64(f->message, 2, nth == 1 ? q->end.sec : q->start.sec);
	sqlite3_bind_text(f->message, 3, q->organisation, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(f->message, 4, q->team, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(f->message, 5, kind, -1, SQLITE_TRANSIENT);
	step(f, f->message);
	return id;
}

static void
add_event(struct fill *f, const struct one *q, int64_t message,
    const char *kind, const char *value, int32_t day)
{
	sqlite3_bind_int64(f->event, 1, q->id);
	sqlite3_bind_int64(f->event, 6, message);
	sqlite3_bind_text(f->event, 2, kind, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(f->event, 3, q->start.sec);
	sqlite3_bind_text(f->event, 4, value, -1, SQLITE_TRANSIENT);
	if (day)
		sqlite3_bind_int(f->event, 5, day);
	else
		sqlite3_bind_null(f->event, 5);
	step(f, f->event);
}

static void
add_mail(struct fill *f, const struct one *q)
{
	int64_t asked = add_message(f, q, 0, "human");

	add_event(f, q, asked, "opened", q->organisation, 0);
	if (f->is_whole && !q->is_open)
		add_event(
		    f, q, add_message(f, q, 1, "human"), "answered", "", 0);
	if (f->is_whole && q->id % 2 == 0)
		(void)add_message(f, q, 2, "list");
	if (!f->is_whole && !q->is_open)
		return;
	add_event(f, q, asked, "team", q->team, 0);
	add_event(f, q, asked, "topic", q->topic, 0);
	add_event(f, q, asked, "deadline", "term", q->deadline.day);
}

static void
prepare_all(struct fill *f)
{
	f->question = prepare(f,
	    "INSERT INTO question (id, conversation, opened_by, is_history, "
	    "state, team, topic, received, deadline, assignee) "
	    "VALUES (?1, ?1, ?7, 0, ?2, ?3, ?4, ?5, ?6, '')");
	f->span = prepare(f,
	    "INSERT INTO span (question, place, began, ended, start, finish, "
	    "asked, team, topic, organisation, kind, assignee, is_unassigned, "
	    "is_probably, why, is_by_hand, needs_no_answer, is_answer, "
	    "deadline, is_promised, norm_deadline, norm_days, work, response, "
	    "handling, over, handled_next, answered, is_none_needed, calendar) "
	    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'gemeente', '', "
	    "1, 0, 'answered', ?11, 0, ?12, ?13, 0, ?14, 5, ?15, ?16, ?17, "
	    "?18, ?19, ?20, 0, '0123456789ab')");
	f->message = prepare(f,
	    "INSERT INTO message (id, conversation, key2, key_version, "
	    "received, received_basis, filed_at, is_history, role, "
	    "base_subject, is_loose_reply, kind, is_question, is_thanks, "
	    "is_interim, is_from_us, is_forwarded, is_internal, organisation, "
	    "organisation_kind, team, topic, term, rules_version, flaws) "
	    "VALUES (?1, ?1, CAST(?1 AS BLOB), 1, ?2, 0, ?2, 0, 'inbox', "
	    "'subject ' || ?1, 0, ?5, "
	    "1, 0, 0, 0, 0, 0, ?3, 'gemeente', ?4, '', 'servicenorm', '', 0)");
	f->event = prepare(f,
	    "INSERT INTO event (question, kind, at, recorded_at, actor, "
	    "cause_message, rules_version, calendar_version, value, day) "
	    "VALUES (?1, ?2, ?3, ?3, 'mail', ?6, '', '', ?4, ?5)");
}

static void
fill(struct fill *f, int64_t n)
{
	int64_t i;

	run(f, "PRAGMA foreign_keys = OFF");
	run(f, "PRAGMA synchronous = OFF");
	run(f, "BEGIN");
	prepare_all(f);
	for (i = 1; i <= n; i++) {
		struct one q = make_one(f, i, n);

		add_question(f, &q);
		if (f->is_whole || q.is_open ||
		    q.start.sec > f->until.sec - RECENT_DAYS * DAY)
			add_mail(f, &q);
	}
	run(f,
	    "INSERT INTO meta (name, value) VALUES ('activated_at', 1600000000)");
	run(f, "COMMIT");
	run(f, "PRAGMA wal_checkpoint(TRUNCATE)");
	sqlite3_finalize(f->question);
	sqlite3_finalize(f->span);
	sqlite3_finalize(f->message);
	sqlite3_finalize(f->event);
}

int
main(int argc, char **argv)
{
	struct err e = { 0 };
	struct fill f = { .seed = 3 };
	struct store *store;
	long long n = 0;
	struct date end;

	f.is_whole = argc == 4 && strcmp(argv[3], "whole") == 0;
	if (argc != 3 + f.is_whole ||
	    text_to_int(argv[2], 1, 100000000, &n) != 0) {
		fputs("usage: report_fill STORE N [whole]\n", stderr);
		return 64;
	}
	if (date_init(&e) != 0 || date_parse("2026-11-23", &end) != 0 ||
	    store_open(argv[1], STORE_LIVE, false, &store, &e) != 0) {
		fprintf(stderr, "report_fill: %s\n", e.text);
		return 1;
	}
	f.db = store->db;
	f.until = date_instant(end, 0);
	f.from.sec = f.until.sec - (int64_t)YEARS * 365 * DAY;
	fill(&f, n);
	if (store_meta_set(store, MEASURE_META, MEASURE_VERSION, &e) != 0) {
		fprintf(stderr, "report_fill: %s\n", e.text);
		return 1;
	}
	store_close(store);
	return 0;
}
