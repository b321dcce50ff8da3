/* The published files: what they tell and what not, hostile text, and that
 * they are written when something has happened (users.md 21). */

#include <sys/stat.h>

#include "base/digest.h"
#include "desk/forget.h"
#include "desk/gauges.h"
#include "desk/measure.h"
#include "desk/page.h"
#include "desk/publish.h"
#include "edge/store.h"
#include "edge/studio.h"
#include "notice/seal.h"
#include "report/prom.h"
#include "tests/unit/desk_rig.h"

#define HOSTILE "</script><script>alert(1)</script>\"'&<b>"

static const struct rig_mail mails[] = {
	{ "q1@deventer.nl", NULL, "\"=HYPERLINK(1)\" <nora@deventer.nl>", RIG_K,
	    HOSTILE, "Mag een pedagogisch medewerker alleen op de groep staan?",
	    "2026-11-02T09:00:00+01:00" },
	{ "q2@zwolle.nl", NULL, "Piet <piet@zwolle.nl>", RIG_K,
	    "Vraag over inspectie", "Hoe vaak komt de GGD langs?",
	    "2026-11-09T10:00:00+01:00" },
};

/* Tuesday: the first is late since Monday, the second due next Monday. */
#define NOW "2026-11-10T09:00:00+01:00"

static struct rig
with_questions(void)
{
	struct rig r = rig_new();
	struct err e = { 0 };

	rig_activate(&r, "2026-11-01T12:00:00+01:00");
	(void)rig_file(&r, FOLDER_INBOX, mails, 2, NOW);
	if (measure_all(r.store, r.office, &e) != 0)
		fail_msg("%s", e.text);
	return r;
}

static void
publish_at(struct rig *r, struct published *last, const char *now)
{
	SCOPED(studio_done)
	struct studio *studio = studio_open(STUDIO_PATIENT_MS);
	struct err e = { 0 };

	if (publish_files(r->store, r->office, studio, moment(now), last, &e) !=
	    0)
		fail_msg("%s", e.text);
}

static const char *
path_of(struct rig *r, const char *name)
{
	return arena_printf(r->arena, "%s/public/%s", r->dir, name);
}

static const char *
published(struct rig *r, const char *name)
{
	const char *bytes = NULL;
	struct err e = { 0 };
	struct stat st;
	size_t n = 0;

	if (file_read(r->arena, path_of(r, name), 1 << 24, &bytes, &n, &e) != 0)
		fail_msg("%s", e.text);
	assert_int_equal(stat(path_of(r, name), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	return bytes;
}

static void
says(const char *text, const char *what)
{
	if (!strstr(text, what))
		fail_msg("not in it: %s", what);
}

static void
says_not(const char *text, const char *what)
{
	if (strstr(text, what))
		fail_msg("in it: %s", what);
}

/* A copy for whoever wants to look at it (tests/browser/page.sh). */
static void
leave(struct arena *a, const char *name, const char *bytes)
{
	const char *folder = getenv("POSTWACHT_PAGES");

	if (folder)
		rig_write(arena_printf(a, "%s/%s", folder, name), bytes);
}

/* users.md 21: number, organisation, topic and dates; no sender, no subject,
 * no colleague. */
static void
test_without_consent_it_names_nobody(void **state)
{
	static const char *const secrets[] = { "nora@", "HYPERLINK", "Piet",
		"alert(1)", "Vraag over inspectie", "Daan", "Noor", "GGD langs",
		RIG_K };
	static const char *const files[] = { PUBLISH_PAGE, PUBLISH_TABLE,
		PUBLISH_PROM };
	struct rig r = with_questions();
	struct deed deed = {
		.kind = DEED_ASSIGN, .question = 2, .value = "daan"
	};
	struct published last = { 0 };
	size_t i, k;

	(void)state;
	(void)rig_act_by(&r, &deed, "noor", NOW);
	publish_at(&r, &last, NOW);
	for (i = 0; i < LENGTH(files); i++)
		for (k = 0; k < LENGTH(secrets); k++)
			says_not(published(&r, files[i]), secrets[k]);
	says(published(&r, PUBLISH_PAGE), "gemeente Deventer");
	says(published(&r, PUBLISH_PAGE), "1 werkdag te laat");
	says(published(&r, PUBLISH_PAGE), "doorgezet naar een collega");
	says(published(&r, PUBLISH_TABLE),
	    "\r\n1;\"te laat\";2026-11-09;1;\"K\";\"gemeente Deventer\";");
	rig_done(&r);
}

static void
use_setting(struct rig *r, const char *line)
{
	const char *path = arena_printf(r->arena, "%s/postwacht.conf", r->dir);
	SCOPED(text_done) struct text mistakes = { 0 };
	struct office *office = NULL;
	struct err e = { 0 };
	FILE *f = fopen(path, "a");

	assert_non_null(f);
	assert_true(fputs(line, f) >= 0);
	assert_int_equal(fclose(f), 0);
	text_init(&mistakes, 65536);
	if (office_open(path, "rules", &office, &mistakes, &e) != 0)
		fail_msg("%s", mistakes.data);
	office_close(r->office);
	r->office = office;
	r->mailbox = &office->settings.mailboxes[0];
}

/* What strangers write stays text, in HTML and in a spreadsheet. */
static void
test_names_stand_where_they_are_allowed_and_do_nothing(void **state)
{
	struct rig r = with_questions();
	struct published last = { 0 };
	const char *page, *table;

	(void)state;
	use_setting(&r, "page = { names = true; };\n");
	publish_at(&r, &last, NOW);
	page = published(&r, PUBLISH_PAGE);
	table = published(&r, PUBLISH_TABLE);
	says(page, "&lt;/script&gt;&lt;script&gt;alert(1)");
	says_not(page, "<script>alert");
	says(page, "Vraag over inspectie");
	says(table, "\"'=HYPERLINK(1)\"");
	says(table, "alert(1)</script>\"\"'&<b>\"");
	leave(r.arena, "hostile.html", page);
	rig_done(&r);
}

/* Who deals with it is told where figures by colleague are allowed, in the
 * language of the configuration. */
static void
test_colleagues_with_consent_in_english(void **state)
{
	struct rig r = with_questions();
	struct deed deed = {
		.kind = DEED_ASSIGN, .question = 1, .value = "daan"
	};
	struct published last = { 0 };
	const char *page;

	(void)state;
	(void)rig_act_by(&r, &deed, "noor", NOW);
	use_setting(&r,
	    "language = \"en\"; per_person = true;\n"
	    "works_council = \"2026-01-15\";\n");
	publish_at(&r, &last, NOW);
	page = published(&r, PUBLISH_PAGE);
	says(page, "<html lang=\"en\">");
	says(page, "1 working day late");
	says(page, "handed over to Daan (by hand, Noor)");
	says_not(page, "HYPERLINK");
	says(published(&r, PUBLISH_TABLE), "\"yes\",\"Daan\"\r\n");
	rig_done(&r);
}

/* Nothing but its own style and script may run. */
static void
test_the_policy_names_the_digest_of_its_own_script(void **state)
{
	struct rig r = with_questions();
	struct published last = { 0 };
	unsigned char digest[DIGEST_BYTES];
	const char *page, *from;
	char text[64];

	(void)state;
	publish_at(&r, &last, NOW);
	page = published(&r, PUBLISH_PAGE);
	from = strstr(page, "<script>");
	assert_non_null(from);
	from += strlen("<script>");
	digest_sha256(from, (size_t)(strstr(from, "</script>") - from), digest);
	digest_base64(digest, DIGEST_BYTES, text);
	says(page, "content=\"default-src 'none'; ");
	says(page, arena_printf(r.arena, "script-src 'sha256-%s';", text));
	says_not(page, "unsafe");
	says_not(page, "sha256-STYLE");
	rig_done(&r);
}

static void
test_a_page_that_cannot_be_sealed_is_refused(void **state)
{
	static const char *const pages[] = {
		"",
		"sha256-STYLE sha256-SCRIPT<style></style>",
		"sha256-STYLE<style></style><script></script>",
		"sha256-STYLE sha256-SCRIPT<style></style><style></style>"
		"<script></script>",
		"<style></style>sha256-STYLE sha256-SCRIPT<script></script>",
	};
	struct arena *a = arena_new();
	const char *out = NULL;
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(pages); i++) {
		struct err e = { 0 };

		assert_int_equal(seal_page(a, pages[i], &out, &e), -1);
		assert_int_equal(e.kind, ERR_ITEM);
	}
	arena_free(a);
}

static void
test_the_page_follows_what_happens(void **state)
{
	struct rig r = with_questions();
	struct deed deed = {
		.kind = DEED_ANSWER, .question = 1, .value = "hand"
	};
	struct published last = { 0 };

	(void)state;
	publish_at(&r, &last, NOW);
	assert_int_equal(last.at.sec, moment(NOW).sec);
	publish_at(&r, &last, "2026-11-10T09:05:00+01:00");
	assert_int_equal(last.at.sec, moment(NOW).sec);
	says(published(&r, STATUS_FILE), "2026-11-10T09:05:00");
	publish_at(&r, &last, "2026-11-10T09:10:00+01:00");
	assert_int_equal(last.at.sec, moment("2026-11-10T09:10:00+01:00").sec);
	(void)rig_act(&r, &deed, "2026-11-10T09:11:00+01:00");
	publish_at(&r, &last, "2026-11-10T09:11:00+01:00");
	says_not(published(&r, PUBLISH_PAGE), "gemeente Deventer");
	says(published(&r, PUBLISH_PROM),
	    "\npostwacht_questions_late{team=\"K\"} 0\n");
	/* Another day, and a clock that was put back. */
	publish_at(&r, &last, "2026-11-11T00:00:30+01:00");
	assert_int_equal(last.at.sec, moment("2026-11-11T00:00:30+01:00").sec);
	publish_at(&r, &last, "2026-11-10T23:59:00+01:00");
	assert_int_equal(last.at.sec, moment("2026-11-10T23:59:00+01:00").sec);
	rig_done(&r);
}

/* What was taken away leaves no event, but the page shows it still. */
static void
test_the_page_follows_a_forgetting(void **state)
{
	struct rig r = with_questions();
	struct deed deed = {
		.kind = DEED_ANSWER, .question = 1, .value = "hand"
	};
	struct forget_counts counts;
	struct published last = { 0 };
	struct err e = { 0 };

	(void)state;
	(void)rig_act(&r, &deed, "2026-11-10T09:11:00+01:00");
	publish_at(&r, &last, "2026-11-10T09:12:00+01:00");
	assert_int_equal(forget(r.store, r.office, r.arena, "nora@deventer.nl",
	                     false, moment(NOW), &counts, &e),
	    1);
	publish_at(&r, &last, "2026-11-10T09:13:00+01:00");
	assert_int_equal(last.at.sec, moment("2026-11-10T09:12:00+01:00").sec);
	if (forget(r.store, r.office, r.arena, "nora@deventer.nl", true,
	        moment("2026-11-10T09:13:30+01:00"), &counts, &e) != 1)
		fail_msg("%s", e.text);
	publish_at(&r, &last, "2026-11-10T09:14:00+01:00");
	assert_int_equal(last.at.sec, moment("2026-11-10T09:14:00+01:00").sec);
	rig_done(&r);
}

static void
test_gauges(void **state)
{
	static const char *const lines[] = {
		"# HELP postwacht_questions_open Questions that wait for an "
		"answer, by team.\n"
		"# TYPE postwacht_questions_open gauge\n"
		"postwacht_questions_open{team=\"K\"} 2\n"
		"postwacht_questions_open{team=\"beide\"} 0\n"
		"postwacht_questions_open{team=\"unknown\"} 0\n",
		"\npostwacht_questions_late{team=\"K\"} 1\n",
		"\npostwacht_questions_waiting{team=\"K\"} 0\n",
		/* eight days, from 2 to 10 November */
		"\npostwacht_question_oldest_seconds{team=\"K\"} 691200\n",
		"# TYPE postwacht_mailbox_messages_total counter\n"
		"postwacht_mailbox_messages_total{mailbox=\"kinderopvang\"} "
		"2\n",
		"\npostwacht_mailbox_read_age_seconds{mailbox="
		"\"kinderopvang\"} -1\n",
		"\npostwacht_outbox_waiting 0\n",
	};
	struct rig r = with_questions();
	struct published last = { 0 };
	size_t i;

	(void)state;
	publish_at(&r, &last, NOW);
	for (i = 0; i < LENGTH(lines); i++)
		says(published(&r, PUBLISH_PROM), lines[i]);
	leave(r.arena, "postwacht.prom", published(&r, PUBLISH_PROM));
	rig_done(&r);
}

static void
test_prometheus_text_is_escaped(void **state)
{
	const struct prom_label labels[PROM_LABELS] = { { "a", "x\"\\\ny" },
		{ "b", "é" } };
	SCOPED(text_done) struct text out = { 0 };

	(void)state;
	text_init(&out, 4096);
	prom_metric(&out, "m_total", PROM_COUNTER, "One\\two\nthree");
	prom_sample(&out, "m_total", labels, -3);
	assert_string_equal(out.data,
	    "# HELP m_total One\\\\two\\nthree\n# TYPE m_total counter\n"
	    "m_total{a=\"x\\\"\\\\\\ny\",b=\"é\"} -3\n");
}

/* The n-th of many: three organisations, five deadlines, six events. */
static void
fill_question(struct arena *a, struct page_question *p, int i)
{
	static const char *const organisations[] = { "gemeente Zwolle",
		"gemeente Súdwest-Fryslân", "GGD Twente" };
	static const enum event_kind story[] = { EVENT_OPENED, EVENT_TEAM,
		EVENT_TOPIC, EVENT_TERM, EVENT_DEADLINE, EVENT_ASSIGNED };
	struct question *q = arena_alloc(a, sizeof(*q));
	struct event *events = arena_array(a, LENGTH(story), sizeof(*events));
	size_t k;

	*q = question_new();
	q->id = i + 1;
	q->received = moment("2026-11-02T09:00:00+01:00");
	q->received.sec += i;
	q->team = i % 2 ? "K" : "beide";
	q->has_deadline = true;
	q->deadline = date_add(date_of(moment(NOW)), i % 5 * 3 - 2);
	for (k = 0; k < LENGTH(story); k++)
		events[k] = (struct event){ .kind = story[k],
			.at = q->received,
			.value = "x",
			.has_day = story[k] == EVENT_DEADLINE,
			.day = q->deadline };
	*p = (struct page_question){
		.card = { .question = q,
		    .organisation = organisations[i % 3],
		    .topic = i % 2 ? "bkr" : "lrk-registratie",
		    .asker = "",
		    .subject = "",
		    .assignee = "",
		    .days_late = q->deadline.day < date_of(moment(NOW)).day },
		.urgency = urgency_of(q, date_of(moment(NOW))),
		.n_events = LENGTH(story),
		.events = events,
	};
}

/* 2,000 open questions are shown all, within the limits of a template. */
static void
test_very_many_questions(void **state)
{
	enum {
		MANY = 2000
	};
	struct rig r = rig_new();
	struct page_question *at = arena_array(r.arena, MANY, sizeof(*at));
	static const struct team teams[] = { { "K", "Kinderopvang", "" },
		{ "W", "Werk", "" } };
	const struct roster roster = { .n_teams = LENGTH(teams),
		.teams = teams };
	struct page_view v = {
		.made = moment(NOW), .roster = &roster, .n = MANY, .at = at
	};
	struct err e = { 0 };
	const char *html = NULL;
	int i;

	(void)state;
	for (i = 0; i < MANY; i++)
		fill_question(r.arena, &at[i], i);
	if (render_page(r.office->templates, r.arena, &v, &html, &e) != 0)
		fail_msg("%s", e.text);
	says(html, "> van vraag 2000<");
	leave(r.arena, "many.html", html);
	rig_done(&r);
}

static void
test_urgency(void **state)
{
	/* Tuesday 10 November 2026; the week ends on Sunday the 15th. */
	static const struct {
		const char *deadline, *probably;
		enum question_state state;
		bool is_doubtful;
		enum urgency expected;
	} rows[] = {
		{ "2026-11-09", "", STATE_OPEN, false, URGENCY_LATE },
		{ "2026-11-09", "", STATE_OPEN, true, URGENCY_LATE },
		{ "2026-11-10", "", STATE_OPEN, false, URGENCY_TODAY },
		{ "2026-11-11", "", STATE_OPEN, false, URGENCY_WEEK },
		{ "2026-11-15", "", STATE_OPEN, false, URGENCY_WEEK },
		{ "2026-11-16", "", STATE_OPEN, false, URGENCY_LATER },
		{ NULL, "", STATE_OPEN, false, URGENCY_LATER },
		{ "2026-11-11", "", STATE_OPEN, true, URGENCY_DOUBTFUL },
		{ "2026-11-09", "quoted", STATE_OPEN, false, URGENCY_DOUBTFUL },
		{ "2026-11-09", "", STATE_WAITING, false, URGENCY_WAITING },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct question q = question_new();

		q.state = rows[i].state;
		q.probably = rows[i].probably;
		q.is_doubtful = rows[i].is_doubtful;
		q.has_deadline = rows[i].deadline &&
		    date_parse(rows[i].deadline, &q.deadline) == 0;
		assert_int_equal(
		    urgency_of(&q, date_of(moment(NOW))), rows[i].expected);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_without_consent_it_names_nobody),
		cmocka_unit_test(
		    test_names_stand_where_they_are_allowed_and_do_nothing),
		cmocka_unit_test(test_colleagues_with_consent_in_english),
		cmocka_unit_test(
		    test_the_policy_names_the_digest_of_its_own_script),
		cmocka_unit_test(test_a_page_that_cannot_be_sealed_is_refused),
		cmocka_unit_test(test_the_page_follows_what_happens),
		cmocka_unit_test(test_the_page_follows_a_forgetting),
		cmocka_unit_test(test_gauges),
		cmocka_unit_test(test_prometheus_text_is_escaped),
		cmocka_unit_test(test_very_many_questions),
		cmocka_unit_test(test_urgency),
	};

	return unit_run(tests);
}
