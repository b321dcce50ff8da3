/*
 * Commands as people write them (users.md, "Commands by mail"), and what must
 * not be taken for one. Today is Monday 23 November 2026.
 */

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/unit/unit.h"
#include "triage/command.h"

#define TODAY 20780 /* 2026-11-23 */

static const struct {
	const char *text; /* the new text of the mail */
	const char *want; /* commands, "; " between them; "?..." a fault */
} rows[] = {
#include "tests/unit/commands.inc"
};

static const struct {
	const char *text, *want;
} english[] = {
	{ "147 done", "klaar 147" },
	{ "#147 and 148 done yesterday", "klaar 147 148 on 2026-11-22" },
	{ "147 answered by phone", "telefonisch 147" },
	{ "147 to Daan please", "naar 147 'daan please'" },
	{ "extend 147 until 4 december", "uitstel 147 on 2026-12-04" },
	{ "147 is not a question", "geen vraag 147" },
	{ "b812 is a question after all", "toch een vraag b812" },
	{ "147 belongs to 139", "hoort bij 147 other 139" },
	{ "why 147", "waarom 147" },
	{ "undo 88", "ongedaan other 88" },
	{ "Daan is away until 4 December", "afwezig 'daan' on 2026-12-03" },
	{ "Hello Postwacht,\n\n147 done.\n\nKind regards,\nNoor", "klaar 147" },
	{ "147 is not done", "?doubtful" },
	{ "147 klaar", "klaar 147" },
	/* What the answer to "help" and the notices themselves say. */
	{ "147 done 18-11", "klaar 147 on 2026-11-18" },
	{ "147 by phone", "telefonisch 147" },
	{ "147 extend 3", "uitstel 147 days 3" },
	{ "147 extend until 4 december", "uitstel 147 on 2026-12-04" },
	{ "147 to Daan", "naar 147 'daan'" },
	{ "147 to me", "naar 147" },
	{ "147 waiting", "wacht 147" },
	{ "147 referred", "sluiten 147 'referred'" },
	{ "147 no answer needed", "sluiten 147 'no-answer-needed'" },
	{ "147 duplicate", "sluiten 147 'duplicate'" },
	{ "147 withdrawn", "sluiten 147 'withdrawn'" },
	{ "147 reopen", "heropen 147" },
	{ "147 topic bkr", "onderwerp 147 'bkr'" },
	{ "147 team W", "team 147 'w'" },
	{ "147 split", "los 147" },
	{ "overview", "overzicht" },
	{ "use", "gebruik" },
	{ "absent Daan through 4 december", "afwezig 'daan' on 2026-12-04" },
	{ "back Daan", "terug 'daan'" },
};

/* The links of notices: what they send is understood. */
static const struct {
	enum command_kind kind;
	const char *nl, *en, *want;
} links[] = {
	{ COMMAND_DONE, "147 klaar", "147 done", "klaar 147" },
	{ COMMAND_NO_QUESTION, "147 geen vraag", "147 no question",
	    "geen vraag 147" },
	{ COMMAND_A_QUESTION, "b147 toch een vraag",
	    "b147 a question after all", "toch een vraag b147" },
	{ COMMAND_UNDO, "ongedaan 147", "undo 147", "ongedaan other 147" },
	{ COMMAND_OVERVIEW, "overzicht", "overview", "overzicht" },
	{ COMMAND_HELP, "help", "help", "help" },
};

static const char *const fault_names[] = {
	[COMMAND_GOOD] = "good",
	[COMMAND_UNKNOWN] = "?unknown",
	[COMMAND_DOUBTFUL] = "?doubtful",
	[COMMAND_DAY] = "?day",
	[COMMAND_WORD] = "?word",
	[COMMAND_TOO_MUCH] = "?too much",
};

static void
describe(struct text *out, const struct command *c)
{
	char day[DATE_TEXT];
	size_t i;

	text_add(out, command_name(c->kind));
	for (i = 0; i < c->n_targets; i++)
		text_addf(out, " %s%lld", c->target[i].is_message ? "b" : "",
		    (long long)c->target[i].number);
	if (*c->word)
		text_addf(out, " '%s'", c->word);
	if (c->has_from)
		text_addf(out, " from %s", date_print(c->from, day));
	if (c->has_day)
		text_addf(out, " on %s", date_print(c->day, day));
	if (c->days)
		text_addf(out, " days %d", c->days);
	if (c->other)
		text_addf(out, " other %lld", (long long)c->other);
	if (c->has_note)
		text_add(out, " note");
}

static int
check(const char *text, struct command_mail m, const char *want)
{
	SCOPED(text_done) struct text got = { 0 };
	size_t i;
	int is_bad;

	text_init(&got, 8192);
	for (i = 0; i < m.n; i++) {
		if (i > 0)
			text_add(&got, "; ");
		if (m.line[i].fault == COMMAND_GOOD)
			describe(&got, &m.line[i].command);
		else
			text_add(&got, fault_names[m.line[i].fault]);
	}
	is_bad = strcmp(got.data, want) != 0;
	if (is_bad)
		print_error("\"%s\"\n   got    %s\n   wanted %s\n", text,
		    got.data, want);
	return is_bad;
}

static void
people_write_commands_in_many_ways(void **state)
{
	struct arena *a = arena_new();
	size_t i;
	int bad = 0;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		bad += check(rows[i].text,
		    command_read(
		        a, rows[i].text, (struct date){ TODAY }, false),
		    rows[i].want);
	arena_free(a);
	assert_int_equal(bad, 0);
}

static void
english_counts_where_it_is_set(void **state)
{
	struct arena *a = arena_new();
	size_t i;
	int bad = 0;

	(void)state;
	for (i = 0; i < LENGTH(english); i++)
		bad += check(english[i].text,
		    command_read(
		        a, english[i].text, (struct date){ TODAY }, true),
		    english[i].want);
	bad += check("147 done",
	    command_read(a, "147 done", (struct date){ TODAY }, false),
	    "?unknown");
	arena_free(a);
	assert_int_equal(bad, 0);
}

/* A subject is a command or it is not: nothing is passed over. */
static void
links_speak_the_language_of_their_notice(void **state)
{
	const struct date today = { TODAY };
	struct arena *a = arena_new();
	size_t i;
	int bad = 0;

	(void)state;
	for (i = 0; i < LENGTH(links); i++) {
		const char *nl = command_link(a, links[i].kind, 147, false);
		const char *en = command_link(a, links[i].kind, 147, true);

		assert_string_equal(nl, links[i].nl);
		assert_string_equal(en, links[i].en);
		bad += check(
		    nl, command_read_line(a, nl, today, false), links[i].want);
		bad += check(
		    en, command_read_line(a, en, today, true), links[i].want);
	}
	arena_free(a);
	assert_int_equal(bad, 0);
}

static void
a_line_alone_is_read_as_it_is(void **state)
{
	struct arena *a = arena_new();
	struct date today = { TODAY };
	int bad = 0;

	(void)state;
	bad += check("147 klaar",
	    command_read_line(a, "147 klaar", today, false), "klaar 147");
	bad +=
	    check("help", command_read_line(a, "help", today, false), "help");
	bad += check("Dank je", command_read_line(a, "Dank je", today, false),
	    "?unknown");
	bad += check("", command_read_line(a, "", today, false), "?unknown");
	arena_free(a);
	assert_int_equal(bad, 0);
}

static void
a_mail_without_end_has_an_end(void **state)
{
	struct arena *a = arena_new();
	SCOPED(text_done) struct text t = { 0 };
	struct command_mail m;
	int i;

	(void)state;
	text_init(&t, 1 << 20);
	for (i = 1; i <= 2000; i++)
		text_addf(&t, "%d klaar\n", i);
	m = command_read(a, t.data, (struct date){ TODAY }, false);
	assert_int_equal(m.n, COMMAND_LINES_MAX + 1);
	assert_int_equal(m.line[COMMAND_LINES_MAX].fault, COMMAND_TOO_MUCH);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(people_write_commands_in_many_ways),
		cmocka_unit_test(english_counts_where_it_is_set),
		cmocka_unit_test(links_speak_the_language_of_their_notice),
		cmocka_unit_test(a_line_alone_is_read_as_it_is),
		cmocka_unit_test(a_mail_without_end_has_an_end),
	};

	return unit_run(tests);
}
