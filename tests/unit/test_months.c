/*
 * Stories: months of one team's life, told in tests/stories. Each is lived
 * through twice with a tick each hour, and must be the same; and once with
 * a tick a day, which may tell less and later and never anything else
 * (decisions.md 28).
 *
 *   at TIME                          it is now that moment
 *   mail ID FROM SUBJECT | TEXT      comes in;  mail ID re ID FROM ...
 *   sent ID re ID TO SUBJECT | TEXT  is found in Sent
 *   do WHO ACT N [VALUE] [from DAY] [DAY]   by hand
 *   pass DAY                         ticks up to the beginning of that day
 *   expect DAY KIND WHO [for WHO]: N [N ...]   the next notice; digests and
 *                                    weekly summaries are not looked at
 *   expect none                      there was no other
 *   question N STATE [DAY]           as it is now: its state and deadline
 */

#include <dirent.h>
#include <stdlib.h>

#include "desk/expire.h"
#include "desk/remind.h"
#include "edge/studio.h"
#include "tests/unit/desk_rig.h"

#define TICK      3600 /* s */
#define WORDS_MAX 16

static const char people[] =
    "people = (\n"
    "{ id = \"noor\"; name = \"Noor\"; address = \"noor@vng.nl\";"
    "  role = \"coordinator\"; stand_in = \"daan\"; },\n"
    "{ id = \"daan\"; name = \"Daan\"; address = \"daan@vng.nl\";"
    "  stand_in = \"ria\"; },\n"
    "{ id = \"ria\"; name = \"Ria\"; address = \"ria@vng.nl\";"
    "  days = \"ma di do\"; },\n"
    "{ id = \"hanna\"; name = \"Hanna\"; address = \"hanna@vng.nl\";"
    "  role = \"leader\"; } );\n";

/* A story while it is lived through. */
struct story {
	const char *file;
	int line;
	bool is_checked; /* else only the transcript counts */
	int every;       /* seconds between two ticks */
	struct rig rig;
	struct instant now;
	struct text told; /* every notice, a line each, by key */
	size_t n, next;   /* those that "expect" looks at */
	char *seen[1024];
};

static const struct {
	const char *word;
	enum deed_kind kind;
	const char *value; /* NULL: said in the story */
} acts[] = {
	{ "answered", DEED_ANSWER, "hand" },
	{ "phone", DEED_ANSWER, "phone" },
	{ "close", DEED_CLOSE, NULL },
	{ "ignore", DEED_IGNORE, "" },
	{ "reopen", DEED_REOPEN, "" },
	{ "assign", DEED_ASSIGN, NULL },
	{ "extend", DEED_EXTEND, "" },
	{ "pause", DEED_PAUSE, "" },
	{ "resume", DEED_RESUME, "" },
	{ "absent", DEED_ABSENT, NULL },
	{ "back", DEED_BACK, NULL },
};

static void
describe(struct story *s, const struct planned *p)
{
	struct arena *a = s->rig.arena;
	char day[DATE_TEXT];
	char *line;
	size_t i;

	text_addf(&s->told, "%s", p->key);
	for (i = 0; i < p->n_items; i++)
		text_addf(
		    &s->told, " %lld", (long long)p->items[i].question->id);
	text_add(&s->told, "\n");
	if (p->kind == NOTICE_DIGEST || p->kind == NOTICE_WEEKLY ||
	    p->kind == NOTICE_OPERATOR)
		return;
	line =
	    arena_printf(a, "%s %s %s%s%s:", date_print(date_of(s->now), day),
	        notice_kind_name(p->kind), p->recipient->id,
	        p->stands_in_for ? " for " : "",
	        p->stands_in_for ? p->stands_in_for->id : "");
	for (i = 0; i < p->n_items; i++)
		line = arena_printf(
		    a, "%s %lld", line, (long long)p->items[i].question->id);
	assert_true(s->n < LENGTH(s->seen));
	s->seen[s->n++] = line;
}

static void
tick(struct story *s)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(studio_done)
	struct studio *studio = studio_open(STUDIO_PATIENT_MS);
	struct err e = { 0 };
	struct plan plan;
	size_t i, made = 0, closed, fresh = 0;

	if (expire_waits(s->rig.store, s->rig.office, s->now, &closed, &e) !=
	        0 ||
	    store_mailbox_read(s->rig.store, 1, s->now, &e) != 0 ||
	    remind_plan(s->rig.store, s->rig.office, a, s->now, &plan, &e) != 0)
		fail_msg("%s:%d: %s", s->file, s->line, e.text);
	for (i = 0; i < plan.n; i++) {
		if (remind_is_done(s->rig.store, &plan.at[i], &e) == 0) {
			describe(s, &plan.at[i]);
			fresh++;
		}
	}
	if (remind(s->rig.store, s->rig.office, studio, s->now, &made, &e) !=
	        0 ||
	    made != fresh)
		fail_msg("%s:%d: made %zu of %zu notices: %s", s->file, s->line,
		    made, fresh, e.text);
}

/* Up to a moment, at whole steps of the clock. */
static void
live_until(struct story *s, struct instant end)
{
	while (s->now.sec < end.sec) {
		if (date_minute(s->now) >= 8 * 60 &&
		    date_minute(s->now) < 18 * 60)
			tick(s);
		s->now.sec += s->every - s->now.sec % s->every;
		/* Once a day means at noon. */
		if (s->every == 86400)
			s->now = date_instant(date_of(s->now), 12 * 60);
	}
	s->now = end;
}

static void
mail(struct story *s, char **w, size_t n, const char *rest)
{
	bool is_sent = strcmp(w[0], "sent") == 0;
	bool is_reply = n > 4 && strcmp(w[2], "re") == 0;
	const char *who = w[is_reply ? 4 : 2], *text = strchr(rest, '|');
	struct arena *a = s->rig.arena;
	char at[INSTANT_TEXT];
	struct rig_mail m = {
		.id = w[1],
		.reply = is_reply ? w[3] : NULL,
		.from = is_sent ? RIG_K : who,
		.to = is_sent ? who : RIG_K,
		.at = arena_copy(a, instant_print(s->now, at)),
	};
	const char *subject = strstr(rest, who);

	assert_non_null(text);
	subject += strlen(who) + 1;
	m.subject = arena_copy_n(a, subject, (size_t)(text - subject - 1));
	m.text = text + 2;
	(void)rig_file(
	    &s->rig, is_sent ? FOLDER_SENT : FOLDER_INBOX, &m, 1, m.at);
	tick(s);
}

/* do WHO ACT N [VALUE] [from DAY] [DAY]; an act about a person has his name
 * for N. */
static void
do_act(struct story *s, char **w, size_t n)
{
	struct deed d = { .value = "" };
	char now[INSTANT_TEXT];
	struct act_result got;
	long long number = 0;
	size_t i, k;

	for (i = 0; i < LENGTH(acts) && strcmp(acts[i].word, w[2]) != 0; i++)
		;
	if (i == LENGTH(acts))
		fail_msg("%s:%d: no such act", s->file, s->line);
	d.kind = acts[i].kind;
	if (text_to_int(w[3], 1, 100000, &number) == 0)
		d.question = number;
	else
		d.value = w[3];
	if (d.question && acts[i].value)
		d.value = acts[i].value;
	for (k = 4; k < n; k++) {
		if (strcmp(w[k], "from") == 0 && k + 1 < n)
			d.has_from = date_parse(w[++k], &d.from) == 0;
		else if (date_parse(w[k], &d.day) == 0)
			d.has_day = true;
		else if (text_to_int(w[k], 1, 1000, &number) == 0)
			d.number = number;
		else
			d.value = w[k];
	}
	got = rig_act_by(&s->rig, &d, w[1], instant_print(s->now, now));
	if (got.ruling != RULING_DONE)
		fail_msg("%s:%d: %s", s->file, s->line, got.says);
	tick(s);
}

static void
expect(struct story *s, const char *wanted)
{
	const char *got = s->next < s->n ? s->seen[s->next] : "none";

	if (!s->is_checked)
		return;
	if (strcmp(got, wanted) != 0)
		fail_msg("%s:%d: wanted \"%s\", got \"%s\"", s->file, s->line,
		    wanted, got);
	s->next += s->next < s->n;
}

static void
question(struct story *s, char **w, size_t n)
{
	struct question q = rig_question(&s->rig, strtoll(w[1], NULL, 10));
	char due[DATE_TEXT] = "";
	const char *state = q.state == STATE_HANDLED
	    ? q.handled_why
	    : question_state_name(q.state);

	if (!s->is_checked)
		return;
	if (q.has_deadline)
		(void)date_print(q.deadline, due);
	if (strcmp(state, w[2]) != 0 || (n > 3 && strcmp(due, w[3]) != 0))
		fail_msg("%s:%d: question %s is %s, due %s", s->file, s->line,
		    w[1], state, due);
}

static void
live_line(struct story *s, char *line)
{
	char *copy = arena_copy(s->rig.arena, line), *w[WORDS_MAX], *save;
	struct instant end;
	size_t n = 0;

	for (w[0] = strtok_r(copy, " ", &save); n < WORDS_MAX && w[n];) {
		n++;
		w[n] = n < WORDS_MAX - 1 ? strtok_r(NULL, " ", &save) : NULL;
	}
	if (n == 0 || w[0][0] == '#')
		return;
	if (strcmp(w[0], "at") == 0) {
		end = moment(line + 3);
		if (s->now.sec == 0) {
			s->now = end;
			rig_activate(&s->rig, line + 3);
		}
		live_until(s, end);
	} else if (strcmp(w[0], "pass") == 0)
		live_until(s, date_instant(day(w[1]), 0));
	else if (strcmp(w[0], "mail") == 0 || strcmp(w[0], "sent") == 0)
		mail(s, w, n, arena_copy(s->rig.arena, line));
	else if (strcmp(w[0], "do") == 0 && n > 3)
		do_act(s, w, n);
	else if (strcmp(w[0], "expect") == 0)
		expect(s, line + 7);
	else if (strcmp(w[0], "question") == 0 && n > 2)
		question(s, w, n);
	else
		fail_msg(
		    "%s:%d: \"%s\" is not understood", s->file, s->line, line);
}

/* The transcript. */
static char *
live(const char *path, int every, bool is_checked)
{
	struct story s = {
		.file = path,
		.rig = rig_with(people, ""),
		.every = every,
		.is_checked = is_checked,
	};
	FILE *f = fopen(path, "r");
	char line[1000], *told;

	assert_non_null(f);
	text_init(&s.told, 1000000);
	while (fgets(line, sizeof(line), f)) {
		s.line++;
		line[strcspn(line, "\n")] = '\0';
		live_line(&s, line);
	}
	(void)fclose(f);
	if (is_checked)
		expect(&s, "none");
	told = strdup(s.told.data);
	text_done(&s.told);
	rig_done(&s.rig);
	return told;
}

/* Each mail of the coarse run, by its key, is one of the fine run. */
static void
check_subset(const char *path, const char *fine, char *coarse)
{
	char *line, *save;

	for (line = strtok_r(coarse, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		size_t n = strcspn(line, " ");
		const char *at = strstr(fine, line);

		line[n] = '\0';
		at = strstr(fine, line);
		if (!at || (at[n] != ' ' && at[n] != '\n'))
			fail_msg("%s: only once a day: %s", path, line);
	}
}

static void
test_each_story_is_lived_alike(void **state)
{
	DIR *dir = opendir("tests/stories");
	struct dirent *entry;
	size_t n = 0;

	(void)state;
	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		char path[300];
		char *first, *again, *coarse;

		if (!text_has_suffix(entry->d_name, ".story"))
			continue;
		(void)snprintf(
		    path, sizeof(path), "tests/stories/%s", entry->d_name);
		first = live(path, TICK, true);
		again = live(path, TICK, false);
		coarse = live(path, 86400, false);
		assert_string_equal(first, again);
		check_subset(path, first, coarse);
		free(first);
		free(again);
		free(coarse);
		n++;
	}
	(void)closedir(dir);
	assert_true(n >= 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_story_is_lived_alike),
	};

	return unit_run(tests);
}
