/* Who is told what on which day, and that a late tick tells nothing else. */

#include "base/text.h"
#include "notice/agenda.h"
#include "tests/unit/shipped.h"

#define MORNING  510  /* 08:30 */
#define EVENING  1050 /* 17:30 */
#define ALL_WEEK 0x1fU
#define NOT_WED  0x1bU

#define MAX_ABSENCES 4
#define MAX_KEYS     4096

/* Anna coordinates K and Wim W; Bert, off on Wednesdays, and Carla advise;
 * Lea leads both teams. Anna's stand-in is Carla, Bert's is Carla, hers
 * nobody. */
enum person {
	ANNA,
	BERT,
	CARLA,
	WIM,
	LEA,
	N_PEOPLE
};

/* One world for a test: change it, then ask. */
struct world {
	struct arena *arena;
	struct colleague people[N_PEOPLE];
	struct absence absences[N_PEOPLE][MAX_ABSENCES];
	struct roster roster;
	struct question questions[64];
	struct agenda_input in;
	size_t n_keys; /* what a store would hold */
	const char *keys[MAX_KEYS];
};

static struct colleague
person(const char *id, enum roster_role role, const char **team,
    unsigned workdays, const char *stand_in)
{
	return (struct colleague){ .id = id,
		.name = id,
		.address = id,
		.role = role,
		.n_teams = team ? 1 : 0,
		.teams = team,
		.workdays = workdays,
		.stand_in = stand_in };
}

static void
world_init(struct world *w, struct arena *a)
{
	static const struct team teams[] = { { "K", "Kinderopvang", "K" },
		{ "W", "Werk", "W" } };
	static const char *k[] = { "K" }, *werk[] = { "W" };
	size_t i;

	*w = (struct world){ .arena = a };
	w->people[ANNA] =
	    person("anna", ROLE_COORDINATOR, k, ALL_WEEK, "carla");
	w->people[BERT] = person("bert", ROLE_ADVISER, k, NOT_WED, "carla");
	w->people[CARLA] = person("carla", ROLE_ADVISER, NULL, ALL_WEEK, "");
	w->people[WIM] = person("wim", ROLE_COORDINATOR, werk, ALL_WEEK, "");
	w->people[LEA] = person("lea", ROLE_LEADER, NULL, ALL_WEEK, "");
	for (i = 0; i < N_PEOPLE; i++)
		w->people[i].absences = w->absences[i];
	w->roster =
	    (struct roster){ LENGTH(teams), teams, N_PEOPLE, w->people };
	w->in = (struct agenda_input){ .calendar = shipped_calendar(a),
		.roster = &w->roster,
		.options = { .morning = MORNING,
		    .evening = EVENING,
		    .late_repeat = 3,
		    .escalate_after = 3 },
		.questions = w->questions,
		.activated_at = moment("2026-10-01 09:00") };
}

static struct question *
ask(struct world *w, int64_t id, const char *deadline, const char *assignee)
{
	struct question *q = &w->questions[w->in.n_questions++];

	*q = (struct question){ .id = id,
		.state = STATE_OPEN,
		.probably = "",
		.organisation = "",
		.team = "K",
		.topic = "",
		.term = "servicenorm",
		.has_deadline = true,
		.received = date_instant(
		    calendar_add_workdays(w->in.calendar, day(deadline), -5),
		    10 * 60),
		.deadline = day(deadline),
		.assignee = assignee,
		.handled_why = "" };
	return q;
}

static void
away(struct world *w, enum person who, const char *from, const char *to)
{
	struct colleague *c = &w->people[who];

	assert_true(c->n_absences < MAX_ABSENCES);
	w->absences[who][c->n_absences++] =
	    (struct absence){ day(from), day(to) };
}

static bool
holds(const struct world *w, const char *key)
{
	size_t i;

	for (i = 0; i < w->n_keys; i++) {
		if (strcmp(w->keys[i], key) == 0)
			return true;
	}
	return false;
}

static void
hold(struct world *w, const char *key)
{
	if (holds(w, key))
		return;
	assert_true(w->n_keys < MAX_KEYS);
	w->keys[w->n_keys++] = key;
}

/* What the store of the desk decides: the mail is new, and so is one of its
 * steps. */
static bool
is_sent(struct world *w, const struct planned *p)
{
	bool is_new = p->n_items == 0;
	size_t i;

	if (holds(w, p->key))
		return false;
	for (i = 0; i < p->n_items; i++)
		is_new = is_new || !holds(w, p->items[i].key);
	if (!is_new)
		return false;
	hold(w, p->key);
	for (i = 0; i < p->n_items; i++)
		hold(w, p->items[i].key);
	return true;
}

/* The day, kind, recipient and questions of what goes out at a moment, one
 * line each: "11-20 alert bert: 1 late, 2 today\n". */
static void
tick(struct world *w, struct instant now, unsigned kinds, struct text *out)
{
	static const char *const steps[] = { "late", "today", "tomorrow",
		"ahead", "new" };
	char today[DATE_TEXT];
	struct plan plan;
	size_t i, k;

	w->in.now = now;
	plan = agenda_due(w->arena, &w->in);
	for (i = 0; i < plan.n; i++) {
		const struct planned *p = &plan.at[i];

		if (!(kinds & 1U << (unsigned)p->kind) || !is_sent(w, p))
			continue;
		text_addf(out, "%s %s %s", date_print(date_of(now), today) + 5,
		    notice_kind_name(p->kind), p->recipient->id);
		if (p->stands_in_for)
			text_addf(out, " for %s", p->stands_in_for->id);
		if (p->team)
			text_addf(out, " %s %d-%d", p->team, p->week.year,
			    p->week.week);
		for (k = 0; k < p->n_items; k++)
			text_addf(out, "%s %lld %s", k ? "," : ":",
			    (long long)p->items[k].question->id,
			    steps[p->items[k].step]);
		text_add(out, "\n");
	}
}

#define DIGESTS  (1U << NOTICE_DIGEST)
#define PERSONAL (1U << NOTICE_ALERT | 1U << NOTICE_REMINDER)
#define WEEKLIES (1U << NOTICE_WEEKLY)

/* Ticks each half hour from the first to the last day, both whole. */
static void
expect(struct world *w, const char *first, const char *last, unsigned kinds,
    const char *wanted)
{
	SCOPED(text_done) struct text out;
	struct date d;
	int minute;

	text_init(&out, 100000);
	for (d = day(first); d.day <= day(last).day; d.day++) {
		for (minute = 0; minute < 1440; minute += 30)
			tick(w, date_instant(d, minute), kinds, &out);
	}
	if (strcmp(out.data, wanted) != 0)
		fail_msg("got\n%swanted\n%s", out.data, wanted);
}

static void
test_a_digest_comes_each_working_day_also_with_nothing(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;

	(void)state;
	world_init(&w, a);
	expect(&w, "2026-12-24", "2026-12-29", DIGESTS,
	    "12-24 digest anna\n12-24 digest wim\n"
	    "12-28 digest anna\n12-28 digest wim\n"
	    "12-29 digest anna\n12-29 digest wim\n");
}

static void
test_notices_go_out_from_morning_until_evening(void **state)
{
	static const struct {
		const char *now;
		size_t n;
	} rows[] = {
		{ "2026-11-24 00:00", 0 }, { "2026-11-24 08:29", 0 },
		{ "2026-11-24 08:30", 4 }, { "2026-11-24 17:29", 4 },
		{ "2026-11-24 17:30", 0 }, { "2026-11-22 12:00", 0 },
		{ "2026-09-30 12:00", 0 }, /* before the activation */
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;
	size_t i;

	(void)state;
	world_init(&w, a);
	for (i = 0; i < LENGTH(rows); i++) {
		w.in.now = moment(rows[i].now);
		if (agenda_due(a, &w.in).n != rows[i].n)
			fail_msg(
			    "%s: got %zu", rows[i].now, agenda_due(a, &w.in).n);
	}
}

static void
test_the_digest_of_who_is_absent_goes_to_the_stand_in(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;

	(void)state;
	world_init(&w, a);
	w.people[ANNA].workdays = NOT_WED;
	w.people[WIM].workdays = 0;
	away(&w, ANNA, "2026-11-24", "2026-11-26");
	/* Wednesday is her day off, away or not. */
	expect(&w, "2026-11-23", "2026-11-27", DIGESTS,
	    "11-23 digest anna\n11-24 digest carla for anna\n"
	    "11-26 digest carla for anna\n11-27 digest anna\n");
}

static void
test_an_absence_told_at_ten_still_brings_todays_digest(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(text_done) struct text out;
	struct world w;

	(void)state;
	text_init(&out, 1000);
	world_init(&w, a);
	w.people[WIM].workdays = 0;
	tick(&w, moment("2026-11-24 08:30"), DIGESTS, &out);
	away(&w, ANNA, "2026-11-24", "2026-11-26");
	tick(&w, moment("2026-11-24 10:00"), DIGESTS, &out);
	tick(&w, moment("2026-11-24 10:15"), DIGESTS, &out);
	assert_string_equal(
	    out.data, "11-24 digest anna\n11-24 digest carla for anna\n");
}

static void
test_alerts_come_the_first_morning_and_each_third_working_day(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct plan plan;
	struct world w;
	char got[DATE_TEXT];

	(void)state;
	world_init(&w, a);
	ask(&w, 139, "2026-11-19", "carla");
	expect(&w, "2026-11-20", "2026-12-01", PERSONAL,
	    "11-20 alert carla: 139 late\n11-25 alert carla: 139 late\n"
	    "11-30 alert carla: 139 late\n");
	w.in.now = moment("2026-11-20 09:00");
	plan = agenda_due(a, &w.in);
	assert_int_equal(plan.n, 5);
	assert_string_equal(plan.at[2].key, "alert:carla:2026-11-20");
	assert_string_equal(
	    plan.at[2].items[0].key, "alert:139:2026-11-19:0:carla");
	assert_int_equal(plan.at[2].items[0].days_late, 1);
	assert_string_equal(
	    date_print(plan.at[2].next_alert, got), "2026-11-25");
}

static void
test_the_next_alert_is_the_first_of_all(void **state)
{
	static const struct {
		const char *first, *second, *who, *next;
	} rows[] = {
		/* Steps on 20 and 25, and on 23 and 26 November. */
		{ "2026-11-19", "2026-11-20", "carla", "2026-11-25" },
		{ "2026-11-20", "2026-11-19", "carla", "2026-11-25" },
		/* Wednesday 25 is his day off. */
		{ "2026-11-19", "2026-11-20", "bert", "2026-11-26" },
		/* Steps on 18 and 23, and on 23 and 26. */
		{ "2026-11-17", "2026-11-20", "carla", "2026-11-26" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct world w;
		struct plan plan;
		char got[DATE_TEXT];

		world_init(&w, a);
		ask(&w, 1, rows[i].first, rows[i].who);
		ask(&w, 2, rows[i].second, rows[i].who);
		w.in.now = moment("2026-11-23 09:00");
		plan = agenda_due(a, &w.in);
		assert_int_equal(plan.at[2].kind, NOTICE_ALERT);
		assert_string_equal(
		    date_print(plan.at[2].next_alert, got), rows[i].next);
	}
}

static void
test_alerts_wait_for_the_part_timer(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;

	(void)state;
	world_init(&w, a);
	/* Steps on Friday 20, Wednesday 25, Monday 30. */
	ask(&w, 1, "2026-11-19", "bert");
	expect(&w, "2026-11-20", "2026-12-01", PERSONAL,
	    "11-20 alert bert: 1 late\n11-26 alert bert: 1 late\n"
	    "11-30 alert bert: 1 late\n");
}

static void
test_one_mail_holds_all_that_is_late(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;

	(void)state;
	world_init(&w, a);
	ask(&w, 7, "2026-11-20", "carla");
	ask(&w, 5, "2026-11-19", "carla");
	ask(&w, 6, "2026-11-20", "carla");
	expect(&w, "2026-11-20", "2026-11-26", PERSONAL,
	    "11-20 alert carla: 5 late, 6 today, 7 today\n"
	    "11-23 alert carla: 5 late, 6 late, 7 late\n"
	    "11-25 alert carla: 5 late, 6 late, 7 late\n"
	    "11-26 alert carla: 5 late, 6 late, 7 late\n");
}

static void
test_what_is_late_with_nobody_goes_to_the_coordinators(void **state)
{
	static const struct {
		const char *team, *wanted;
	} rows[] = {
		{ "K", "11-20 alert anna: 1 late\n" },
		{ "W", "11-20 alert wim: 1 late\n" },
		{ "beide",
		    "11-20 alert anna: 1 late\n"
		    "11-20 alert wim: 1 late\n" },
		{ "", "11-20 alert anna: 1 late\n11-20 alert wim: 1 late\n" },
		{ "X", "11-20 alert anna: 1 late\n11-20 alert wim: 1 late\n" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct world w;

		world_init(&w, a);
		ask(&w, 1, "2026-11-19", i % 2 ? "" : "somebody")->team =
		    rows[i].team;
		/* Due today with nobody stands in the digest alone. */
		expect(
		    &w, "2026-11-18", "2026-11-20", PERSONAL, rows[i].wanted);
	}
}

static void
test_what_needs_no_answer_now_is_told_to_nobody(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;

	(void)state;
	world_init(&w, a);
	ask(&w, 1, "2026-11-19", "carla")->state = STATE_WAITING;
	ask(&w, 2, "2026-11-19", "carla")->state = STATE_HANDLED;
	ask(&w, 3, "2026-11-19", "carla")->is_history = true;
	ask(&w, 4, "2026-11-19", "carla")->merged_into = 5;
	ask(&w, 5, "2026-11-19", "carla")->has_deadline = false;
	ask(&w, 6, "2026-11-19", "carla")->probably = "flag";
	ask(&w, 7, "2026-11-19", "")->probably = "quoted";
	expect(&w, "2026-11-18", "2026-11-27", PERSONAL, "");
}

static void
test_reminders_come_the_day_before_and_on_the_day(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct plan plan;
	struct world w;

	(void)state;
	world_init(&w, a);
	ask(&w, 1, "2026-11-23", "carla");
	ask(&w, 2, "2026-11-24", "carla");
	expect(&w, "2026-11-18", "2026-11-23", PERSONAL,
	    "11-20 reminder carla: 1 tomorrow\n"
	    "11-23 reminder carla: 1 today, 2 tomorrow\n");
	w.in.now = moment("2026-11-23 12:00");
	plan = agenda_due(a, &w.in);
	assert_string_equal(plan.at[2].key, "reminder:carla:2026-11-23");
	assert_string_equal(
	    plan.at[2].items[0].key, "reminder:1:2026-11-23:0:carla");
	assert_string_equal(
	    plan.at[2].items[1].key, "reminder:2:2026-11-24:1:carla");
}

static void
test_what_is_due_on_a_day_off_is_told_before_it(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;

	(void)state;
	world_init(&w, a);
	ask(&w, 1, "2026-11-25", "bert"); /* Wednesday */
	ask(&w, 2, "2026-11-28", "bert"); /* a promised Saturday */
	expect(&w, "2026-11-20", "2026-11-27", PERSONAL,
	    "11-24 reminder bert: 1 tomorrow\n11-26 alert bert: 1 late\n"
	    "11-27 alert bert: 1 late, 2 tomorrow\n");
}

static void
test_a_stand_in_is_told_for_whom(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct plan plan;
	struct world w;

	(void)state;
	world_init(&w, a);
	ask(&w, 1, "2026-11-23", "bert");
	ask(&w, 2, "2026-11-24", "bert");
	ask(&w, 3, "2026-11-24", "carla");
	away(&w, BERT, "2026-11-24", "2026-11-27");
	expect(&w, "2026-11-20", "2026-12-01", PERSONAL,
	    "11-20 reminder bert: 1 tomorrow\n"
	    "11-23 reminder bert: 1 today, 2 tomorrow\n"
	    "11-23 reminder carla: 3 tomorrow\n"
	    "11-24 reminder carla: 3 today\n"
	    "11-24 alert carla for bert: 1 late, 2 today\n"
	    "11-25 alert carla: 3 late\n"
	    "11-25 alert carla for bert: 1 late, 2 late\n"
	    "11-27 alert carla for bert: 1 late, 2 late\n"
	    "11-30 alert bert: 1 late, 2 late\n"
	    "11-30 alert carla: 3 late\n");
	w.in.now = moment("2026-11-24 12:00");
	plan = agenda_due(a, &w.in);
	assert_int_equal(plan.n, 6);
	assert_string_equal(plan.at[3].key, "alert:carla:2026-11-24:bert");
}

static void
test_with_nobody_there_the_coordinator_is_told(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;

	(void)state;
	world_init(&w, a);
	ask(&w, 1, "2026-11-24", "carla"); /* who has no stand-in */
	away(&w, CARLA, "2026-11-23", "2026-11-25");
	expect(&w, "2026-11-23", "2026-11-26", PERSONAL,
	    "11-24 reminder anna for carla: 1 today\n"
	    "11-25 alert anna for carla: 1 late\n"
	    "11-26 alert carla: 1 late\n");
}

static void
test_who_stands_in_for_two_coordinators_is_told_once(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct plan plan;
	struct world w;

	(void)state;
	world_init(&w, a);
	w.people[BERT].stand_in = "";
	w.people[WIM].stand_in = "carla";
	ask(&w, 1, "2026-11-20", "bert")->team = "beide";
	away(&w, BERT, "2026-11-23", "2026-11-23");
	away(&w, ANNA, "2026-11-23", "2026-11-23");
	away(&w, WIM, "2026-11-23", "2026-11-23");
	w.in.now = moment("2026-11-23 09:00");
	plan = agenda_due(a, &w.in);
	assert_int_equal(plan.n, 5);
	assert_string_equal(plan.at[2].key, "alert:carla:2026-11-23:bert");
	assert_int_equal(plan.at[2].n_items, 1);
}

static void
test_everybody_away_is_nobody_told(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;
	size_t i;

	(void)state;
	world_init(&w, a);
	ask(&w, 1, "2026-11-20", "bert");
	ask(&w, 2, "2026-11-20", "");
	for (i = 0; i < N_PEOPLE; i++)
		away(&w, (enum person)i, "2026-11-20", "2027-11-30");
	expect(&w, "2026-11-20", "2026-12-01", PERSONAL | DIGESTS, "");
}

static void
test_a_question_given_away_today_is_told_tomorrow(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(text_done) struct text out;
	struct question *q;
	struct world w;

	(void)state;
	text_init(&out, 1000);
	world_init(&w, a);
	ask(&w, 1, "2026-11-23", "carla");
	q = ask(&w, 2, "2026-11-18", "");
	tick(&w, moment("2026-11-24 08:30"), PERSONAL, &out);
	q->assignee = "carla";
	q->assigned_at = moment("2026-11-24 11:00");
	tick(&w, moment("2026-11-24 11:00"), PERSONAL, &out);
	tick(&w, moment("2026-11-24 16:00"), PERSONAL, &out);
	tick(&w, moment("2026-11-25 08:30"), PERSONAL, &out);
	tick(&w, moment("2026-11-26 08:30"), PERSONAL, &out);
	assert_string_equal(out.data,
	    "11-24 alert anna: 2 late\n11-24 alert carla: 1 late\n"
	    "11-25 alert carla: 2 late, 1 late\n");
}

static void
test_a_moved_deadline_begins_anew(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;

	(void)state;
	world_init(&w, a);
	ask(&w, 1, "2026-11-19", "carla");
	expect(&w, "2026-11-20", "2026-11-20", PERSONAL,
	    "11-20 alert carla: 1 late\n");
	w.questions[0].deadline = day("2026-11-24");
	expect(&w, "2026-11-23", "2026-11-25", PERSONAL,
	    "11-23 reminder carla: 1 tomorrow\n"
	    "11-24 reminder carla: 1 today\n11-25 alert carla: 1 late\n");
}

static void
test_missed_steps_collapse_into_the_newest(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;

	(void)state;
	world_init(&w, a);
	ask(&w, 1, "2026-11-12", "carla"); /* steps on 13, 18, 23, 26 */
	ask(&w, 2, "2026-11-13", "carla"); /* steps on 16, 19, 24, 27 */
	expect(&w, "2026-11-25", "2026-11-25", PERSONAL,
	    "11-25 alert carla: 1 late, 2 late\n");
	assert_true(holds(&w, "alert:carla:2026-11-24"));
	assert_true(holds(&w, "alert:1:2026-11-12:2:carla"));
	assert_false(holds(&w, "alert:1:2026-11-12:1:carla"));
	/* What the late mail showed of the older step is told. */
	w.questions[1].state = STATE_HANDLED;
	expect(&w, "2026-11-25", "2026-11-26", PERSONAL,
	    "11-26 alert carla: 1 late\n");
}

static void
test_the_week_is_told_on_its_first_working_day(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct plan plan;
	struct world w;

	(void)state;
	world_init(&w, a);
	w.in.activated_at = moment("2026-03-23 09:00");
	/* Monday 6 April 2026 is Easter Monday. */
	expect(&w, "2026-03-30", "2026-04-10", WEEKLIES,
	    "03-30 weekly lea K 2026-13\n03-30 weekly lea W 2026-13\n"
	    "04-07 weekly lea K 2026-14\n04-07 weekly lea W 2026-14\n");
	w.in.now = moment("2027-01-04 08:30");
	plan = agenda_due(a, &w.in);
	assert_int_equal(plan.n, 4);
	assert_string_equal(plan.at[2].key, "weekly:lea:K:2026-W53");
}

static void
test_a_missed_week_is_told_later_in_the_week(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;

	(void)state;
	world_init(&w, a);
	w.people[LEA].workdays = NOT_WED;
	expect(&w, "2026-11-25", "2026-11-27", WEEKLIES,
	    "11-25 weekly lea K 2026-47\n11-25 weekly lea W 2026-47\n");
}

static void
test_weeks_before_the_activation_are_not_told(void **state)
{
	static const struct {
		const char *activated, *wanted;
	} rows[] = {
		{ "2026-11-22 23:59", "11-23 weekly lea K 2026-47\n" },
		{ "2026-11-23 00:00", "" },
		{ "2026-11-23 08:00", "" },
	};
	static const char *k[] = { "K" };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct world w;

		world_init(&w, a);
		w.people[LEA].n_teams = 1;
		w.people[LEA].teams = k;
		w.in.activated_at = moment(rows[i].activated);
		expect(
		    &w, "2026-11-23", "2026-11-27", WEEKLIES, rows[i].wanted);
	}
}

static void
test_an_absent_leader_has_a_stand_in_or_a_full_mailbox(void **state)
{
	static const struct {
		const char *stand_in, *wanted;
	} rows[] = {
		{ "",
		    "11-23 weekly lea K 2026-47\n"
		    "11-23 weekly lea W 2026-47\n" },
		{ "wim",
		    "11-23 weekly wim for lea K 2026-47\n"
		    "11-23 weekly wim for lea W 2026-47\n" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct world w;

		world_init(&w, a);
		w.people[LEA].stand_in = rows[i].stand_in;
		away(&w, LEA, "2026-11-23", "2026-11-27");
		expect(
		    &w, "2026-11-23", "2026-11-27", WEEKLIES, rows[i].wanted);
	}
}

/* A fortnight with questions and absences at random. */
static void
shuffle(struct world *w, unsigned *seed)
{
	static const char *const who[] = { "anna", "bert", "carla", "", "gone",
		"wim" };
	static const char *const teams[] = { "K", "W", "beide", "" };
	size_t i;

	for (i = 0; i < 25; i++) {
		struct question *q = ask(w, (int64_t)i + 1, "2026-11-10",
		    who[next_random(seed) % LENGTH(who)]);

		q->deadline.day += (int)(next_random(seed) % 30);
		q->team = teams[next_random(seed) % LENGTH(teams)];
		if (next_random(seed) % 3 == 0)
			q->assigned_at.sec = moment("2026-11-14").sec +
			    (int64_t)(next_random(seed) % 14) * 86400 +
			    (int64_t)(next_random(seed) % 86400);
	}
	for (i = 0; i < N_PEOPLE; i++) {
		struct absence *b = &w->absences[i][0];

		b->from =
		    date_add(day("2026-11-10"), (int)(next_random(seed) % 20));
		b->to = date_add(b->from, (int)(next_random(seed) % 6));
		w->people[i].n_absences = next_random(seed) % 2;
		w->people[i].workdays = 1 + next_random(seed) % 31;
	}
}

/* Every key, of mails and of steps, that the ticks plan. */
static void
collect(struct world *w, int first, int step)
{
	struct date d;
	int minute = first;

	for (d = day("2026-11-16"); d.day < day("2026-11-30").day; d.day++) {
		for (; minute < 1440; minute += step) {
			struct plan plan;
			size_t i, k;

			w->in.now = date_instant(d, minute);
			plan = agenda_due(w->arena, &w->in);
			for (i = 0; i < plan.n; i++) {
				hold(w, plan.at[i].key);
				for (k = 0; k < plan.at[i].n_items; k++)
					hold(w, plan.at[i].items[k].key);
			}
		}
		minute -= 1440;
	}
}

static void
test_ticks_plan_the_same_whenever_they_come(void **state)
{
	unsigned seed = 1;
	int round, i;
	size_t k;

	(void)state;
	for (round = 0; round < 12; round++) {
		unsigned here = seed++;
		SCOPED(arena_done) struct arena *a = arena_new();
		struct world fine;

		world_init(&fine, a);
		shuffle(&fine, &here);
		collect(&fine, 0, 15);
		assert_true(fine.n_keys > 20);
		for (i = 0; i < 6; i++) {
			int step =
			    i < 3 ? 15 : 60 + (int)(next_random(&here) % 4000);
			int first = (int)(next_random(&here) % 15);
			struct world other = fine;

			other.roster.people = other.people;
			other.in.roster = &other.roster;
			other.in.questions = other.questions;
			other.n_keys = 0;
			collect(&other, first, step);
			for (k = 0; k < other.n_keys; k++) {
				if (!holds(&fine, other.keys[k]))
					fail_msg("round %d, %d from %d: %s",
					    round, step, first, other.keys[k]);
			}
			if (step == 15)
				assert_int_equal(other.n_keys, fine.n_keys);
		}
	}
}

/* What goes out with ticks now and then, at most `gap` minutes apart. */
static void
live(struct world *w, unsigned *seed, unsigned gap, struct text *out)
{
	struct instant now = moment("2026-11-16");

	while (now.sec < moment("2026-11-30").sec) {
		tick(w, now, DIGESTS | PERSONAL | WEEKLIES, out);
		now.sec += 60 * (int64_t)(1 + next_random(seed) % gap);
	}
}

/* Whether a person has two alerts or reminders on one day. */
static bool
has_two_a_day(char *log)
{
	char *line, *other, *rest = NULL, *copy = log;
	const char *seen[1000];
	size_t i, n = 0;

	while ((line = strtok_r(copy, "\n", &rest))) {
		copy = NULL;
		if (strstr(line, "digest") || strstr(line, "weekly"))
			continue;
		other = strstr(line, "alert ");
		if (other)
			memmove(other, other + 5, strlen(other + 5) + 1);
		other = strstr(line, "reminder ");
		if (other)
			memmove(other, other + 8, strlen(other + 8) + 1);
		line[strcspn(line, ":")] = '\0';
		for (i = 0; i < n; i++) {
			if (strcmp(seen[i], line) == 0)
				return true;
		}
		seen[n++] = line;
	}
	return false;
}

static void
test_downtime_sends_less_and_never_something_else(void **state)
{
	unsigned round;
	size_t k;

	(void)state;
	for (round = 100; round < 112; round++) {
		unsigned here = round;
		SCOPED(arena_done) struct arena *a = arena_new();
		SCOPED(text_done) struct text log;
		struct world fine, coarse;

		text_init(&log, 1000000);
		world_init(&fine, a);
		shuffle(&fine, &here);
		coarse = fine;
		coarse.roster.people = coarse.people;
		coarse.in.roster = &coarse.roster;
		coarse.in.questions = coarse.questions;
		live(&fine, &here, 15, &log);
		assert_false(has_two_a_day(log.data));
		text_clear(&log);
		live(&coarse, &here, 5000, &log);
		assert_false(has_two_a_day(log.data));
		for (k = 0; k < coarse.n_keys; k++) {
			if (!holds(&fine, coarse.keys[k]))
				fail_msg("round %u: %s", round, coarse.keys[k]);
		}
	}
}

static void
test_keys_hold_ids_days_and_numbers_alone(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;
	unsigned seed = 9;
	size_t k;

	(void)state;
	world_init(&w, a);
	shuffle(&w, &seed);
	for (k = 0; k < w.in.n_questions; k++)
		w.questions[k].organisation = "gemeente Utrecht";
	collect(&w, 0, 60);
	for (k = 0; k < w.n_keys; k++) {
		if (w.keys[k][strspn(
		        w.keys[k], "abcdefghijklmnopqrstuvwxyzKW0123456789:-")])
			fail_msg("%s", w.keys[k]);
	}
}

#define ESCALATIONS (1U << NOTICE_ESCALATION)
#define SIGNALS     (1U << NOTICE_SIGNAL)

/* users.md 17: one bundled mail a working day, only what is 3 and more working
 * days late and not probably answered; repeated as alerts are. */
static void
test_the_leader_hears_of_what_is_late_for_days(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;

	(void)state;
	world_init(&w, a);
	ask(&w, 1, "2026-11-18", "carla"); /* 3 late on the 23rd */
	ask(&w, 2, "2026-11-19", "");      /* on the 24th */
	ask(&w, 3, "2026-11-12", "bert")->probably = "deleted";
	ask(&w, 4, "2026-11-12", "bert")->state = STATE_WAITING;
	expect(&w, "2026-11-18", "2026-11-27", ESCALATIONS,
	    "11-23 escalation lea: 1 late\n11-24 escalation lea: 1 late, 2 late\n"
	    "11-26 escalation lea: 1 late, 2 late\n"
	    "11-27 escalation lea: 1 late, 2 late\n");
	w.in.options.escalate_after = 0;
	expect(&w, "2026-11-30", "2026-12-04", ESCALATIONS, "");
}

static void
test_the_leader_is_covered_when_away(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;

	(void)state;
	world_init(&w, a);
	w.people[LEA].stand_in = "wim";
	away(&w, LEA, "2026-11-23", "2026-11-24");
	ask(&w, 1, "2026-11-18", "carla");
	expect(&w, "2026-11-20", "2026-11-25", ESCALATIONS,
	    "11-23 escalation wim for lea: 1 late\n"
	    "11-25 escalation lea: 1 late\n");
}

/* users.md 17: no step half-way under 10 working days; a rule for a term may
 * say otherwise. */
static void
test_a_long_term_has_a_step_half_way(void **state)
{
	static const struct lead woo[] = { { true, 75 }, { false, 2 } };
	static const struct lead_rule rules[] = { { "woo", 2, woo } };
	SCOPED(arena_done) struct arena *a = arena_new();
	struct question *q;
	struct world w;

	(void)state;
	world_init(&w, a);
	/* Ten working days from 9 to 23 November, half of them on the 16th. */
	q = ask(&w, 1, "2026-11-23", "carla");
	q->received = moment("2026-11-09 10:00");
	q->assigned_at = moment("2026-11-09 11:00");
	ask(&w, 2, "2026-11-23", "bert");
	expect(&w, "2026-11-09", "2026-11-23", PERSONAL,
	    "11-16 reminder carla: 1 ahead\n"
	    "11-20 reminder bert: 2 tomorrow\n"
	    "11-20 reminder carla: 1 tomorrow\n"
	    "11-23 reminder bert: 2 today\n11-23 reminder carla: 1 today\n");
	world_init(&w, a);
	w.in.options.n_lead_rules = 1;
	w.in.options.lead_rules = rules;
	q = ask(&w, 1, "2026-11-26", "bert");
	q->term = "woo";
	q->received = moment("2026-10-29 10:00");
	/* 20 days: 15 on the 19th; two before is the 24th. */
	expect(&w, "2026-11-09", "2026-11-26", PERSONAL,
	    "11-19 reminder bert: 1 ahead\n11-24 reminder bert: 1 tomorrow\n"
	    "11-26 reminder bert: 1 today\n");
}

/* What had begun when it was handed over he knew then. */
static void
test_a_step_before_the_hand_over_is_not_told(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct question *q;
	struct world w;

	(void)state;
	world_init(&w, a);
	q = ask(&w, 1, "2026-11-23", "carla");
	q->received = moment("2026-11-09 10:00");
	q->assigned_at = moment("2026-11-17 11:00");
	expect(&w, "2026-11-09", "2026-11-20", PERSONAL,
	    "11-20 reminder carla: 1 tomorrow\n");
}

/* users.md 19: at once in office hours, to a role, once. */
static void
test_a_signal_comes_at_once_and_once(void **state)
{
	static const struct signal_rule rules[] = { { "woo", "coordinator" },
		{ "pers", "lea" }, { "spoed", "-" } };
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(text_done) struct text out;
	struct signal signals[3];
	struct world w;
	size_t i;

	(void)state;
	text_init(&out, 10000);
	world_init(&w, a);
	w.in.options.n_signal_rules = LENGTH(rules);
	w.in.options.signal_rules = rules;
	for (i = 0; i < LENGTH(rules); i++) {
		struct question *q =
		    ask(&w, (int64_t)i + 1, "2026-12-04", "carla");

		q->received = moment("2026-11-20 16:40");
		signals[i] = (struct signal){ q, rules[i].name, "", q->received,
			q->received };
	}
	w.in.n_signals = LENGTH(signals);
	w.in.signals = signals;
	tick(&w, moment("2026-11-20 16:45"), SIGNALS, &out);
	tick(&w, moment("2026-11-20 16:46"), SIGNALS, &out);
	tick(&w, moment("2026-11-23 08:30"), SIGNALS, &out);
	assert_string_equal(
	    out.data, "11-20 signal anna: 1 new\n11-20 signal lea: 2 new\n");
	/* After office hours: the next morning, and to who stands in. */
	text_clear(&out);
	w.n_keys = 0;
	away(&w, ANNA, "2026-11-23", "2026-11-23");
	tick(&w, moment("2026-11-20 17:45"), SIGNALS, &out);
	tick(&w, moment("2026-11-21 12:00"), SIGNALS, &out);
	tick(&w, moment("2026-11-23 08:30"), SIGNALS, &out);
	assert_string_equal(out.data,
	    "11-23 signal carla for anna: 1 new\n11-23 signal lea: 2 new\n");
	/* What was first seen too long ago is no news. */
	text_clear(&out);
	w.n_keys = 0;
	tick(&w, moment("2026-11-25 12:00"), SIGNALS, &out);
	w.n_keys = 0;
	tick(&w, moment("2026-11-26 12:00"), SIGNALS, &out);
	assert_string_equal(
	    out.data, "11-25 signal anna: 1 new\n11-25 signal lea: 2 new\n");
}

/* All that concerns somebody about one question is one mail; what is said
 * later is another one, and nothing is told twice. */
static void
test_signals_of_one_question_are_one_mail(void **state)
{
	static const struct signal_rule rules[] = { { "datalek", "anna" },
		{ "spoed", "coordinator" }, { "pers", "lea" } };
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(text_done) struct text out;
	struct signal signals[3];
	struct question *q;
	struct world w;
	size_t i;

	(void)state;
	text_init(&out, 10000);
	world_init(&w, a);
	w.in.options.n_signal_rules = LENGTH(rules);
	w.in.options.signal_rules = rules;
	q = ask(&w, 1, "2026-12-04", "carla");
	q->received = moment("2026-11-20 09:00");
	for (i = 0; i < LENGTH(rules); i++)
		signals[i] = (struct signal){ q, rules[i].name, "", q->received,
			q->received };
	w.in.n_signals = 2;
	w.in.signals = signals;
	tick(&w, moment("2026-11-20 10:00"), SIGNALS, &out);
	w.in.n_signals = 3;
	tick(&w, moment("2026-11-20 11:00"), SIGNALS, &out);
	/* Haste alone, as other rules would see it, was told. */
	w.in.n_signals = 1;
	w.in.signals = signals + 1;
	tick(&w, moment("2026-11-20 12:00"), SIGNALS, &out);
	assert_string_equal(out.data,
	    "11-20 signal anna: 1 new, 1 new\n11-20 signal lea: 1 new\n");
}

/* One mail a morning: a coordinator's own reminders stand in the digest; what
 * is late is urgent. */
static void
test_who_has_the_digest_has_no_reminder_beside_it(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;

	(void)state;
	world_init(&w, a);
	ask(&w, 1, "2026-11-24", "anna");
	expect(&w, "2026-11-23", "2026-11-25", PERSONAL,
	    "11-25 alert anna: 1 late\n");
}

static void
test_nobody_hears_outside_his_own_hours(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(text_done) struct text out;
	struct world w;

	(void)state;
	text_init(&out, 10000);
	world_init(&w, a);
	w.people[CARLA].from = 10 * 60;
	w.people[CARLA].to = 14 * 60;
	ask(&w, 1, "2026-11-24", "carla");
	ask(&w, 2, "2026-11-24", "bert");
	tick(&w, moment("2026-11-24 08:30"), PERSONAL, &out);
	assert_string_equal(out.data, "11-24 reminder bert: 2 today\n");
	tick(&w, moment("2026-11-24 10:00"), PERSONAL, &out);
	assert_string_equal(out.data,
	    "11-24 reminder bert: 2 today\n11-24 reminder carla: 1 today\n");
	w.n_keys = 0;
	text_clear(&out);
	tick(&w, moment("2026-11-24 14:00"), PERSONAL, &out);
	assert_string_equal(out.data, "11-24 reminder bert: 2 today\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_the_leader_hears_of_what_is_late_for_days),
		cmocka_unit_test(test_the_leader_is_covered_when_away),
		cmocka_unit_test(test_a_long_term_has_a_step_half_way),
		cmocka_unit_test(test_a_step_before_the_hand_over_is_not_told),
		cmocka_unit_test(test_a_signal_comes_at_once_and_once),
		cmocka_unit_test(test_signals_of_one_question_are_one_mail),
		cmocka_unit_test(
		    test_who_has_the_digest_has_no_reminder_beside_it),
		cmocka_unit_test(test_nobody_hears_outside_his_own_hours),
		cmocka_unit_test(
		    test_a_digest_comes_each_working_day_also_with_nothing),
		cmocka_unit_test(
		    test_notices_go_out_from_morning_until_evening),
		cmocka_unit_test(
		    test_the_digest_of_who_is_absent_goes_to_the_stand_in),
		cmocka_unit_test(
		    test_an_absence_told_at_ten_still_brings_todays_digest),
		cmocka_unit_test(
		    test_alerts_come_the_first_morning_and_each_third_working_day),
		cmocka_unit_test(test_the_next_alert_is_the_first_of_all),
		cmocka_unit_test(test_alerts_wait_for_the_part_timer),
		cmocka_unit_test(test_one_mail_holds_all_that_is_late),
		cmocka_unit_test(
		    test_what_is_late_with_nobody_goes_to_the_coordinators),
		cmocka_unit_test(
		    test_what_needs_no_answer_now_is_told_to_nobody),
		cmocka_unit_test(
		    test_reminders_come_the_day_before_and_on_the_day),
		cmocka_unit_test(
		    test_what_is_due_on_a_day_off_is_told_before_it),
		cmocka_unit_test(test_a_stand_in_is_told_for_whom),
		cmocka_unit_test(
		    test_with_nobody_there_the_coordinator_is_told),
		cmocka_unit_test(
		    test_who_stands_in_for_two_coordinators_is_told_once),
		cmocka_unit_test(test_everybody_away_is_nobody_told),
		cmocka_unit_test(
		    test_a_question_given_away_today_is_told_tomorrow),
		cmocka_unit_test(test_a_moved_deadline_begins_anew),
		cmocka_unit_test(test_missed_steps_collapse_into_the_newest),
		cmocka_unit_test(
		    test_the_week_is_told_on_its_first_working_day),
		cmocka_unit_test(test_a_missed_week_is_told_later_in_the_week),
		cmocka_unit_test(test_weeks_before_the_activation_are_not_told),
		cmocka_unit_test(
		    test_an_absent_leader_has_a_stand_in_or_a_full_mailbox),
		cmocka_unit_test(test_ticks_plan_the_same_whenever_they_come),
		cmocka_unit_test(
		    test_downtime_sends_less_and_never_something_else),
		cmocka_unit_test(test_keys_hold_ids_days_and_numbers_alone),
	};

	return unit_run(tests);
}
