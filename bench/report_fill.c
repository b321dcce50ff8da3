/*
 * report_fill STORE N: a store with N measured questions over five years that
 * end on 22 November 2026, two teams, 441 organisations. For the benchmark of
 * reports: messages and events stand only behind the questions of the last
 * weeks, the measurements behind all.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/store_sql.h"
#include "report/span.h"
#include "term/calendar.h"

#define YEARS       5
#define DAY         86400
#define RECENT_DAYS 70

struct fill {
	sqlite3 *db;
	sqlite3_stmt *question, *span, *message, *event;
	struct instant from, until;
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
	step(f, s);
	s = f->span;
	sqlite3_bind_int64(s, 1, q->id);
	sqlite3_bind_int(s, 2, q->is_open ? SPAN_OPEN : SPAN_HANDLED);
	sqlite3_bind_int64(s, 3, q->start.sec);
	if (q->is_open)
		sqlite3_bind_null(s, 4);
	else
		sqlite3_bind_int64(s, 4, q->end.sec);
	sqlite3_bind_text(s, 5, q->team, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(s, 6, q->topic, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(s, 7, q->organisation, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(s, 8, q->deadline.day);
	sqlite3_bind_int(s, 9, (int)((q->end.sec - q->start.sec) / 180));
	step(f, s);
}

static void
add_event(struct fill *f, const struct one *q, const char *kind,
    const char *value, int32_t day)
{
	sqlite3_bind_int64(f->event, 1, q->id);
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
add_recent(struct fill *f, const struct one *q)
{
	sqlite3_bind_int64(f->message, 1, q->id);
	sqlite3_bind_int64(f->message, 2, q->start.sec);
	sqlite3_bind_text(f->message, 3, q->organisation, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(f->message, 4, q->team, -1, SQLITE_TRANSIENT);
	step(f, f->message);
	add_event(f, q, "opened", q->organisation, 0);
	if (!q->is_open)
		return;
	add_event(f, q, "team", q->team, 0);
	add_event(f, q, "topic", q->topic, 0);
	add_event(f, q, "deadline", "term", q->deadline.day);
}

static void
prepare_all(struct fill *f)
{
	f->question = prepare(f,
	    "INSERT INTO question (id, conversation, opened_by, is_history, "
	    "state, team, topic, received, deadline, assignee) "
	    "VALUES (?1, ?1, ?1, 0, ?2, ?3, ?4, ?5, ?6, '')");
	f->span = prepare(f,
	    "INSERT INTO span (question, place, began, ended, start, finish, "
	    "asked, team, topic, organisation, kind, assignee, is_unassigned, "
	    "is_probably, why, is_by_hand, needs_no_answer, is_answer, "
	    "deadline, is_promised, norm_deadline, norm_days, work, response, "
	    "handling, over, handled_next, answered, is_none_needed, calendar) "
	    "VALUES (?1, 0, 0, ?2, ?3, ?4, ?3, ?5, ?6, ?7, 'gemeente', '', 1, "
	    "0, 'answered', 0, 0, ?4 IS NOT NULL, ?8, 0, ?8, 5, ?9, ?9, ?9, "
	    "NULL, NULL, ?4, 0, '0123456789ab')");
	f->message = prepare(f,
	    "INSERT INTO message (id, conversation, key2, key_version, "
	    "received, received_basis, filed_at, is_history, role, "
	    "base_subject, is_loose_reply, kind, is_question, is_thanks, "
	    "is_interim, is_from_us, is_forwarded, is_internal, organisation, "
	    "organisation_kind, team, topic, term, rules_version, flaws) "
	    "VALUES (?1, ?1, x'00', 1, ?2, 0, ?2, 0, 'inbox', '', 0, 'human', "
	    "1, 0, 0, 0, 0, 0, ?3, 'gemeente', ?4, '', 'servicenorm', '', 0)");
	f->event = prepare(f,
	    "INSERT INTO event (question, kind, at, recorded_at, actor, "
	    "cause_message, rules_version, calendar_version, value, day) "
	    "VALUES (?1, ?2, ?3, ?3, 'mail', ?1, '', '', ?4, ?5)");
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
		if (q.is_open || q.start.sec > f->until.sec - RECENT_DAYS * DAY)
			add_recent(f, &q);
	}
	run(f,
	    "INSERT INTO meta (name, value) VALUES ('activated_at', 1600000000)");
	run(f, "INSERT INTO meta (name, value) VALUES ('measured', 2)");
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

	if (argc != 3 || text_to_int(argv[2], 1, 100000000, &n) != 0) {
		fputs("usage: report_fill STORE N\n", stderr);
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
	store_close(store);
	return 0;
}
