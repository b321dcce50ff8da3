/*
 * Reports over a story of real mails, counted by hand. The norm is 5 werkdagen,
 * a working day 9:00 to 17:00; week 47 is Monday 16 to Sunday 22 November 2026.
 *
 *   1  Utrecht   Mon  9 10:00, answered Tue 10 12:00       (in time, due 16)
 *   2  Twente    Tue 10 14:00, never answered              (late, due 17)
 *   3  Deventer  Wed 11 09:00, answered Thu 19 11:00       (late, due 18)
 *   4  Utrecht   Mon 16 11:00, answered Mon 16 15:00, thanks Tue 17, asks on
 *                Wed 18 10:00, answered Thu 19 10:00       (due 23, then 25)
 *   5  Zwolle    Thu 19 16:00, open                        (due 26)
 *   6  a person  Sat 21 12:00, answered Sun 22 12:00       (due 27)
 *   -  a colleague asks something on Tue 17                (not counted)
 */

#include <string.h>

#include "base/arena.h"
#include "desk/measure.h"
#include "desk/report.h"
#include "desk/views.h"
#include "edge/store_sql.h"
#include "edge/studio.h"
#include "report/metrics.h"
#include "tests/unit/desk_rig.h"

#define MORNING "2026-11-23 08:30"

static const struct rig_mail asked[] = {
	{ "q1@utrecht.nl", NULL, "Anna <anna@utrecht.nl>", RIG_K, "BKR",
	    "Goedemorgen, hoeveel beroepskrachten zijn er nodig volgens de "
	    "bkr? Graag hoor ik het.",
	    "2026-11-09 10:00" },
	{ "q2@ggdtwente.nl", NULL, "Bart <bart@ggdtwente.nl>", RIG_K,
	    "Inspectie",
	    "Beste collega, mogen wij een inspectie uitstellen? Ik hoor het "
	    "graag.",
	    "2026-11-10 14:00" },
	{ "q3@deventer.nl", NULL, "Chris <chris@deventer.nl>", RIG_K,
	    "Overtreding",
	    "Welke categorie geldt bij een herhaalde overtreding? Graag "
	    "antwoord.",
	    "2026-11-11 09:00" },
	{ "q4@utrecht.nl", NULL, "Anna <anna@utrecht.nl>", RIG_K, "LRK",
	    "Hoe registreren wij een gastouder in het LRK? Ik hoor het graag.",
	    "2026-11-16 11:00" },
	{ "q4b@utrecht.nl", "a4@vng.nl", "Anna <anna@utrecht.nl>", RIG_K,
	    "Re: LRK", "Dank voor de snelle reactie!", "2026-11-17 09:00" },
	{ "i1@vng.nl", NULL, "Collega <collega@vng.nl>", RIG_K, "Vraagje",
	    "Kun jij mij vertellen welke norm hier geldt? Alvast bedankt.",
	    "2026-11-17 10:00" },
	{ "q4c@utrecht.nl", "a4@vng.nl", "Anna <anna@utrecht.nl>", RIG_K,
	    "Re: LRK",
	    "Ik heb toch nog een vraag: geldt dat ook voor een gastouder in "
	    "een andere gemeente?",
	    "2026-11-18 10:00" },
	{ "q5@zwolle.nl", NULL, "Dirk <dirk@zwolle.nl>", RIG_K, "VE",
	    "Hoeveel uren voorschoolse educatie zijn verplicht? Graag uw "
	    "reactie.",
	    "2026-11-19 16:00" },
	{ "q6@gmail.com", NULL, "Els <els.voorbeeld@gmail.com>", RIG_K,
	    "Kosten",
	    "Mag een kindercentrum mij kosten rekenen voor inspectie? Graag "
	    "hoor ik het.",
	    "2026-11-21 12:00" },
};

static const struct rig_mail answered[] = {
	{ "a1@vng.nl", "q1@utrecht.nl", RIG_K, "anna@utrecht.nl", "Re: BKR",
	    "Dat zijn er twee.", "2026-11-10 12:00" },
	{ "a4@vng.nl", "q4@utrecht.nl", RIG_K, "anna@utrecht.nl", "Re: LRK",
	    "Dat doet u in het portaal.", "2026-11-16 15:00" },
	{ "a4c@vng.nl", "q4c@utrecht.nl", RIG_K, "anna@utrecht.nl", "Re: LRK",
	    "Ja, dat geldt ook dan.", "2026-11-19 10:00" },
	{ "a3@vng.nl", "q3@deventer.nl", RIG_K, "chris@deventer.nl",
	    "Re: Overtreding", "Dat is categorie twee.", "2026-11-19 11:00" },
	{ "a6@vng.nl", "q6@gmail.com", RIG_K, "els.voorbeeld@gmail.com",
	    "Re: Kosten", "Nee, dat mag niet.", "2026-11-22 12:00" },
};

static struct rig
story(void)
{
	struct rig r = rig_new();

	rig_activate(&r, "2026-10-26 07:00");
	(void)rig_file(
	    &r, FOLDER_INBOX, asked, LENGTH(asked), "2026-11-22 20:00");
	(void)rig_file(
	    &r, FOLDER_SENT, answered, LENGTH(answered), "2026-11-22 20:00");
	return r;
}

static struct report_view
made(struct rig *r, struct report_ask ask, const char *now)
{
	struct report_view v;
	struct err e = { 0 };

	if (measure_all(r->store, r->office, &e) != 0 ||
	    report_make(
	        r->store, r->office, r->arena, &ask, moment(now), &v, &e) != 0)
		fail_msg("%s", e.text);
	return v;
}

static struct report_ask
ask_week(void)
{
	return (struct report_ask){ .kind = PERIOD_WEEK,
		.period = { day("2026-11-16"), day("2026-11-23") },
		.team = "K" };
}

static struct report_ask
ask_year(enum report_by by)
{
	return (struct report_ask){ .kind = PERIOD_YEAR,
		.period = { day("2026-01-01"), day("2027-01-01") },
		.team = "K",
		.by = by };
}

/* Every figure of the week, by its key; minutes as working days or days of 24
 * hours with one decimal; -1 where it is not said. */
static const struct {
	const char *key;
	double wanted;
} week_47[] = {
	{ "received", 3 }, /* 4, 5, 6 */
	{ "reopened", 1 }, /* 4 on Wednesday */
	{ "handled", 4 },  /* 4 twice, 3, 6 */
	{ "handled_by_hand", 0 },
	{ "resumed", 0 },
	{ "paused", 0 },
	{ "open_before", 2 },    /* 2, 3 */
	{ "open_after", 2 },     /* 2, 5: 2 + 3 + 1 - 4 */
	{ "due", 3 },            /* 1, 2, 3 */
	{ "in_time", 1 },        /* 1 */
	{ "in_time_share", -1 }, /* three are too few */
	{ "on_promised_day", 0 },
	{ "no_answer_needed", 0 },
	{ "late_now", 1 }, /* 2 */
	{ "late_unassigned", 1 },
	{ "first_n", 3 }, /* 4: 4 h; 3: 50 h; 6: 0 h */
	{ "first_median", 0.5 },
	{ "first_p90", -1 },
	{ "first_mean", 2.3 },           /* 18 h */
	{ "first_median_elapsed", 1.0 }, /* 6 */
	{ "first_outside", 1 },          /* 6 */
	{ "next_n", 1 }, /* 4: Wednesday 10:00 to Thursday 10:00 */
	{ "next_median", 1.0 },
	{ "closed_n", 3 }, /* 3: 50 h; 4: 23 h; 6: 0 h */
	{ "handling_median", 2.9 },
	{ "late_n", 1 }, /* 3: Thursday 9:00 to 11:00 */
	{ "late_median", 0.3 },
	{ "age_0_1", 1 }, /* 5 */
	{ "age_2_3", 0 },
	{ "age_4_5", 0 },
	{ "age_more", 1 },       /* 2 */
	{ "oldest", 8 },         /* Wednesday 11 to Friday 20 */
	{ "municipalities", 2 }, /* Utrecht, Zwolle */
	{ "other_organisations", 0 },
};

static void
check_figures(const struct figures *f)
{
	size_t i, k;

	for (i = 0; i < LENGTH(week_47); i++) {
		double got = -1;

		for (k = 0; k < n_metrics; k++) {
			if (strcmp(metrics[k].key, week_47[i].key) == 0)
				break;
		}
		assert_true(k < n_metrics);
		if (!metric_value(&metrics[k], f, &got))
			got = -1;
		if (got < week_47[i].wanted - 0.001 ||
		    got > week_47[i].wanted + 0.001)
			fail_msg("%s: got %g, wanted %g", week_47[i].key, got,
			    week_47[i].wanted);
	}
}

static void
test_the_week_is_as_counted_by_hand(void **state)
{
	struct rig r = story();
	struct report_view v = made(&r, ask_week(), MORNING);

	(void)state;
	check_figures(&v.now);
	assert_string_equal(v.title, "week 47 (16 t/m 22 november)");
	/* Three weeks before, since the activation. */
	assert_int_equal(v.n_before, 3);
	assert_int_equal(v.before.received, 3);
	assert_int_equal(v.before.handled, 1);
	assert_int_equal(v.n_parts, 4);
	assert_string_equal(v.parts[3].label, "47");
	assert_int_equal(v.left_out.internal, 1);
	assert_int_equal(v.left_out.history, 0);
	/* No norm of the three that came in has passed yet. */
	assert_int_equal(v.now.cohort, 0);
	/* Half a year later the same week gives the same figures. By then it is
	 * known who of the three got an answer: not Zwolle. */
	v = made(&r, ask_week(), "2027-05-03 08:30");
	check_figures(&v.now);
	assert_int_equal(v.now.cohort, 3);
	assert_int_equal(v.now.replied, 2);
	rig_done(&r);
}

/* Zwolle's is no question: in no figure, listed with what is left out, and back with
 * "toch een vraag". */
static void
test_what_proved_to_be_no_question_is_listed_and_not_counted(void **state)
{
	struct deed d = { .kind = DEED_IGNORE, .question = 6, .value = "" };
	struct rig r = story();
	struct weekly_view w;
	struct report_view v = made(&r, ask_week(), MORNING);
	struct err e = { 0 };

	(void)state;
	assert_int_equal(v.now.received, 3);
	assert_int_equal(v.left_out.none, 0);
	assert_int_equal(
	    rig_act(&r, &d, "2026-11-23T08:00:00+01:00").ruling, RULING_DONE);
	v = made(&r, ask_week(), MORNING);
	assert_int_equal(v.now.received, 2);
	assert_int_equal(v.now.handled, 4);
	assert_int_equal(v.now.open_after, 1);
	assert_int_equal(v.now.no_answer_needed, 0);
	assert_int_equal(v.left_out.none, 1);
	assert_int_equal(
	    view_week(r.store, r.office, r.arena, "K",
	        (struct iso_week){ 2026, 47 }, moment(MORNING), &w, &e),
	    0);
	assert_int_equal(w.this_week.received, 2);
	assert_int_equal(w.no_questions, 1);
	d.kind = DEED_ASK;
	assert_int_equal(
	    rig_act(&r, &d, "2026-11-23T08:10:00+01:00").ruling, RULING_DONE);
	v = made(&r, ask_week(), MORNING);
	check_figures(&v.now);
	assert_int_equal(v.left_out.none, 0);
	rig_done(&r);
}

static void
test_the_year_has_months_kinds_and_reach(void **state)
{
	struct rig r = story();
	struct report_view v = made(&r, ask_year(BY_NOTHING), MORNING);

	(void)state;
	assert_int_equal(v.now.received, 6);
	assert_int_equal(v.now.cohort, 3); /* 1, 2, 3 */
	assert_int_equal(v.now.replied, 2);
	assert_false(v.has_before);
	/* Measured from October on. */
	assert_int_equal(v.since.day, day("2026-10-26").day);
	assert_int_equal(v.n_parts, 2);
	assert_string_equal(v.parts[0].label, "okt");
	assert_int_equal(v.parts[1].figures.received, 6);
	assert_int_equal(v.kinds.n, 3);
	assert_string_equal(v.kinds.at[0].label, "gemeente");
	assert_int_equal(v.kinds.at[0].n, 4);
	/* Deventer and Zwolle; Utrecht asked twice. */
	assert_int_equal(v.provinces.n, 2);
	assert_string_equal(v.provinces.at[0].label, "Overijssel");
	assert_int_equal(v.provinces.at[0].n, 2);
	assert_string_equal(v.provinces.at[1].label, "Utrecht");
	assert_int_equal(v.provinces.at[1].n, 1);
	assert_int_equal(v.municipalities_this_year, 3);
	assert_int_equal(v.municipalities_new, 3);
	assert_int_equal(v.municipalities_known, 342);
	/* Five first answers and the one to the follow-up; one calendar, the
	 * norm of five working days. */
	assert_int_equal(v.n_measured, 2);
	assert_int_equal(v.measured[0].norm_days, 5);
	assert_string_equal(
	    v.measured[1].calendar, r.office->versions.calendar);
	assert_int_equal(v.measured[1].n, 5);
	rig_done(&r);
}

/* A store of before there were measurements gets them at the start. */
static void
test_an_older_store_is_measured_at_the_start(void **state)
{
	struct rig r = story();
	struct report_view v;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(measure_is_made(r.store, &e), 0);
	assert_int_equal(
	    sqlite3_exec(r.store->db, "DELETE FROM span", NULL, NULL, NULL),
	    SQLITE_OK);
	v = made(&r, ask_week(), MORNING);
	check_figures(&v.now);
	assert_int_equal(measure_is_made(r.store, &e), 1);
	/* Once: what is lost later is for the audit to find. */
	assert_int_equal(
	    sqlite3_exec(r.store->db, "DELETE FROM span", NULL, NULL, NULL),
	    SQLITE_OK);
	v = made(&r, ask_week(), MORNING);
	assert_int_equal(v.now.received, 0);
	rig_done(&r);
}

static void
test_groups_add_up(void **state)
{
	static const enum report_by all[] = { BY_TOPIC, BY_KIND, BY_PROVINCE,
		BY_MUNICIPALITY };
	struct rig r = story();
	size_t i, k;

	(void)state;
	for (i = 0; i < 2 * LENGTH(all); i++) {
		struct report_ask ask = ask_year(all[i / 2]);
		size_t received = 0, due = 0, handled = 0;
		struct report_view v;

		ask.is_within_team = i % 2;
		v = made(&r, ask, MORNING);
		for (k = 0; k < v.n_groups; k++) {
			received += v.groups[k].figures.received;
			due += v.groups[k].figures.due;
			handled += v.groups[k].figures.handled;
		}
		assert_int_equal(received, v.now.received);
		assert_int_equal(due, v.now.due);
		assert_int_equal(handled, v.now.handled);
	}
	rig_done(&r);
}

static bool
names(const struct report_view *v, const char *label)
{
	size_t i;

	for (i = 0; i < v->n_groups; i++) {
		if (strcmp(v->groups[i].label, label) == 0)
			return true;
	}
	return false;
}

static void
test_a_gemeente_with_few_questions_is_named_within_the_team_alone(void **state)
{
	struct rig r = story();
	struct report_ask ask = ask_year(BY_MUNICIPALITY);
	struct report_view v = made(&r, ask, MORNING);
	struct book b;
	size_t i;

	(void)state;
	assert_int_equal(v.small_municipalities, 3);
	assert_false(names(&v, "gemeente Utrecht"));
	assert_true(names(&v, "met hoogstens twee vragen"));
	ask.is_within_team = true;
	v = made(&r, ask, MORNING);
	assert_int_equal(v.small_municipalities, 0);
	assert_true(names(&v, "gemeente Utrecht"));
	/* Nor does the workbook's list of questions name it. */
	ask.is_within_team = false;
	ask.has_questions = true;
	v = made(&r, ask, MORNING);
	b = report_book(r.arena, r.office, &v);
	assert_string_equal(b.sheets[b.n - 1].name, "Vragen");
	assert_int_equal(b.sheets[b.n - 1].n_rows, 7);
	for (i = 0; i < v.ledger->n; i++)
		assert_null(strstr(v.ledger->at[i].organisation, "gemeente"));
	rig_done(&r);
}

static void
test_figures_by_person_need_consent(void **state)
{
	struct rig r = story();
	struct report_ask ask = ask_year(BY_PERSON);
	struct report_view v;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(report_make(r.store, r.office, r.arena, &ask,
	                     moment(MORNING), &v, &e),
	    -1);
	assert_int_equal(e.kind, ERR_FIX);
	r.office->settings.per_person = true;
	assert_int_equal(measure_all(r.store, r.office, &e), 0);
	assert_int_equal(sqlite3_exec(r.store->db,
	                     "UPDATE question SET assignee = 'daan' "
	                     "WHERE id = 2",
	                     NULL, NULL, NULL),
	    SQLITE_OK);
	v = made(&r, ask, MORNING);
	assert_int_equal(v.n_groups, 2);
	assert_true(names(&v, "bij niemand"));
	assert_true(names(&v, "Daan"));
	/* The measurements themselves name nobody (I10). */
	assert_int_equal(sqlite3_exec(r.store->db,
	                     "UPDATE span SET team = team "
	                     "WHERE assignee <> ''",
	                     NULL, NULL, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_changes(r.store->db), 0);
	rig_done(&r);
}

/* For the browser tests: a page of each length, where they ask for it. */
static void
leave_page(const char *name, const char *html)
{
	const char *folder = getenv("POSTWACHT_PAGES");
	SCOPED(arena_done) struct arena *a = arena_new();
	FILE *f;

	if (!folder)
		return;
	f = fopen(arena_printf(a, "%s/%s.html", folder, name), "w");
	assert_non_null(f);
	assert_true(fputs(html, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void
test_it_reads_in_words_in_a_page_and_without_names(void **state)
{
	static const char *const says[] = {
		"Vragen in week 47 (16 t/m 22 november)",
		"kwamen 3 vragen binnen en zijn er 4 afgehandeld.",
		"Open bij het begin: 2, aan het einde: 2.",
		"Van de 3 vragen die in deze periode beantwoord moesten zijn, "
		"was er 1 op tijd; 2 waren te laat of zijn nog niet beantwoord.",
		"1 bericht van een collega",
	};
	static const char *const never[] = { "Anna", "anna@", "Overtreding",
		"Els", "collega@" };
	struct rig r = story();
	struct report_view v = made(&r, ask_week(), MORNING);
	struct rendered body;
	SCOPED(studio_done)
	struct studio *studio = studio_open(STUDIO_PATIENT_MS);
	struct err e = { 0 };
	char flat[32768];
	size_t i, n = 0;

	(void)state;
	if (report_draw(studio, r.arena, r.office, &v, &e) != 0 ||
	    render_report(r.office->templates, r.arena, &v, &body, &e) != 0)
		fail_msg("%s", e.text);
	for (i = 0; body.text[i] && n + 1 < sizeof(flat); i++) {
		bool is_blank = strchr(" \n", body.text[i]) != NULL;

		if (!is_blank || (n > 0 && flat[n - 1] != ' '))
			flat[n++] = is_blank ? ' ' : body.text[i];
	}
	flat[n] = '\0';
	assert_string_equal(body.subject, says[0]);
	for (i = 1; i < LENGTH(says); i++) {
		if (!strstr(flat, says[i]))
			fail_msg("no \"%s\" in:\n%s", says[i], body.text);
	}
	for (i = 0; i < LENGTH(never); i++) {
		assert_null(strstr(body.text, never[i]));
		assert_null(strstr(body.html, never[i]));
	}
	leave_page("report-week", body.html);
	/* A page that asks nothing of anybody. */
	assert_non_null(strstr(body.html, "default-src 'none'"));
	assert_non_null(strstr(body.html, "src=\"data:image/svg+xml;base64,"));
	assert_null(strstr(body.html, "http://"));
	assert_null(strstr(body.html, "https://"));
	assert_null(strstr(body.html, "<script"));
	v = made(&r, ask_year(BY_PROVINCE), MORNING);
	if (report_draw(studio, r.arena, r.office, &v, &e) != 0 ||
	    render_report(r.office->templates, r.arena, &v, &body, &e) != 0)
		fail_msg("%s", e.text);
	leave_page("report-year", body.html);
	rig_done(&r);
}

/* A command that judges nothing opens no rules: the same report. */
static void
test_an_office_without_rules_reports_the_same(void **state)
{
	struct rig r = story();
	const char *conf = arena_printf(r.arena, "%s/postwacht.conf", r.dir);
	struct office *whole = r.office, *lean = NULL;
	SCOPED(text_done) struct text mistakes = { 0 };
	struct report_view v = made(&r, ask_week(), MORNING);
	struct rendered with, without;
	struct err e = { 0 };

	(void)state;
	text_init(&mistakes, 65536);
	if (render_report(whole->templates, r.arena, &v, &with, &e) != 0 ||
	    office_open_lean(conf, "rules", &lean, &mistakes, &e) != 0)
		fail_msg("%s", e.text);
	assert_null(lean->rulebook.rules);
	assert_string_equal(lean->versions.rules, "");
	r.office = lean;
	v = made(&r, ask_week(), MORNING);
	if (render_report(lean->templates, r.arena, &v, &without, &e) != 0)
		fail_msg("%s", e.text);
	assert_string_equal(with.text, without.text);
	assert_string_equal(with.html, without.html);
	office_close(whole);
	rig_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_office_without_rules_reports_the_same),
		cmocka_unit_test(test_the_week_is_as_counted_by_hand),
		cmocka_unit_test(
		    test_what_proved_to_be_no_question_is_listed_and_not_counted),
		cmocka_unit_test(test_the_year_has_months_kinds_and_reach),
		cmocka_unit_test(test_an_older_store_is_measured_at_the_start),
		cmocka_unit_test(test_groups_add_up),
		cmocka_unit_test(
		    test_a_gemeente_with_few_questions_is_named_within_the_team_alone),
		cmocka_unit_test(test_figures_by_person_need_consent),
		cmocka_unit_test(
		    test_it_reads_in_words_in_a_page_and_without_names),
	};

	return unit_run(tests);
}
