/*
 * What people do by hand, from a shell: one command for each row of the table
 * in triage/deed, which knows what each of them means.
 */

#include "desk/act.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "desk/office.h"

/* Words as typed, Dutch or English, and as they are stored. */
struct synonym {
	const char *word, *value;
};

static const struct synonym reasons[] = {
	{ "doorverwezen", "referred" },
	{ "geen-antwoord-nodig", "no-answer-needed" },
	{ "dubbel", "duplicate" },
	{ "ingetrokken", "withdrawn" },
};
static const struct synonym priorities[] = {
	{ "hoog", "high" },
	{ "normaal", "normal" },
	{ "laag", "low" },
};

static const char *
translated(const struct synonym *list, size_t n, const char *word)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (text_is_same(list[i].word, word))
			return list[i].value;
	}
	return word;
}

/* A deed on its way from the words of a command. */
struct order {
	struct deed deed;
	const char *who;
};

/* Options stand anywhere, so they are taken out before words are counted. */
static int
take_options(struct cli *cli, const char *day_option, struct order *o)
{
	const char *day = command_option(cli, day_option);

	o->who = command_option(cli, "--who");
	o->deed.has_day = day;
	if (day && date_parse(day, &o->deed.day) != 0)
		return command_usage(
		    cli, "'%s' is not a day (2026-11-19)", day);
	if (o->who && !roster_by_id(&cli->office->settings.roster, o->who))
		return command_usage(cli, "'%s' is not on the roster", o->who);
	return 0;
}

static int
count_words(struct cli *cli, int least, int most)
{
	if (cli->argc - 1 < least)
		return command_usage(cli, "a word is missing");
	if (cli->argc - 1 > most)
		return command_usage(
		    cli, "'%s' is one word too many", cli->argv[most + 1]);
	return 0;
}

static int
take_number(struct cli *cli, int64_t *out)
{
	long long number = 0;
	int code = command_number(cli, cli->argv[1], &number);

	*out = number;
	return code;
}

static void
print_result(const struct cli *cli, const struct act_result *r, bool is_so)
{
	if (!is_so) {
		fprintf(stderr, "postwacht %s: %s\n", cli->argv[0], r->says);
		return;
	}
	if (cli->is_json) {
		json_print(json_pack("{sI sI sb ss}", "question",
		    (json_int_t)r->question, "event", (json_int_t)r->event,
		    "changed", r->ruling == RULING_DONE, "says", r->says));
		return;
	}
	puts(r->says);
	if (r->event)
		printf("  (to undo it: postwacht undo %lld)\n",
		    (long long)r->event);
}

static int
carry_out(struct cli *cli, const struct order *o, struct err *e)
{
	const struct act_origin origin = {
		.who = o->who ? o->who : "",
		.at = cli->now,
		.now = cli->now,
	};
	struct act_result result;
	int done = act_do(
	    cli->store, cli->office, cli->arena, &o->deed, &origin, &result, e);

	if (done < 0)
		return err_exit_code(e->kind);
	print_result(cli, &result, done > 0);
	return done > 0 ? EX_OK : EX_DATAERR;
}

/* N and at most one word that is the value. */
static int
act_on(struct cli *cli, struct order *o, bool has_value, struct err *e)
{
	int words = has_value ? 2 : 1;
	int code = take_options(cli, "--on", o);

	if (code == 0)
		code = count_words(cli, words, words);
	if (code == 0)
		code = take_number(cli, &o->deed.question);
	if (code != 0)
		return code;
	if (has_value)
		o->deed.value = cli->argv[2];
	return carry_out(cli, o, e);
}

static int
answered(struct cli *cli, struct err *e)
{
	const char *by = command_option(cli, "--by");
	struct order o = { .deed = { .kind = DEED_ANSWER } };

	o.deed.value = by ? by : "hand";
	if (by && strcmp(by, "phone") != 0 && strcmp(by, "hand") != 0)
		return command_usage(
		    cli, "--by is phone or hand, not '%s'", by);
	return act_on(cli, &o, false, e);
}

static int
close_question(struct cli *cli, struct err *e)
{
	struct order o = { .deed = { .kind = DEED_CLOSE } };

	if (cli->argc > 2)
		cli->argv[2] = arena_copy(cli->arena,
		    translated(reasons, LENGTH(reasons), cli->argv[2]));
	return act_on(cli, &o, true, e);
}

static int
reopen(struct cli *cli, struct err *e)
{
	struct order o = { .deed = { .kind = DEED_REOPEN, .value = "" } };

	return act_on(cli, &o, false, e);
}

static int
assign(struct cli *cli, struct err *e)
{
	struct order o = { .deed = { .kind = DEED_ASSIGN } };

	if (cli->argc > 2 && strcmp(cli->argv[2], "-") == 0)
		cli->argv[2] = arena_copy(cli->arena, "");
	return act_on(cli, &o, true, e);
}

static int
extend(struct cli *cli, struct err *e)
{
	struct order o = { .deed = { .kind = DEED_EXTEND, .value = "" } };
	long long days = 0;
	int code = take_options(cli, "--until", &o);

	if (code == 0)
		code = count_words(cli, 1, o.deed.has_day ? 1 : 2);
	if (code == 0)
		code = take_number(cli, &o.deed.question);
	if (code != 0)
		return code;
	if (cli->argc > 2 &&
	    text_to_int(cli->argv[2], 1, DEED_DAYS_MAX, &days) != 0)
		return command_usage(cli,
		    "'%s' is not a number of working days (1..%d)",
		    cli->argv[2], DEED_DAYS_MAX);
	o.deed.number = days;
	return carry_out(cli, &o, e);
}

static int
pause_question(struct cli *cli, struct err *e)
{
	struct order o = { .deed = { .kind = DEED_PAUSE, .value = "" } };

	return act_on(cli, &o, false, e);
}

static int
resume(struct cli *cli, struct err *e)
{
	struct order o = { .deed = { .kind = DEED_RESUME, .value = "" } };

	return act_on(cli, &o, false, e);
}

static int
note(struct cli *cli, struct err *e)
{
	struct order o = { .deed = { .kind = DEED_NOTE } };

	return act_on(cli, &o, true, e);
}

static int
ignore(struct cli *cli, struct err *e)
{
	struct order o = { .deed = { .kind = DEED_IGNORE, .value = "" } };

	return act_on(cli, &o, false, e);
}

/* The number is that of a question, or with --message that of a mail which
 * opened none. */
static int
ask(struct cli *cli, struct err *e)
{
	struct order o = { .deed = { .kind = DEED_ASK, .value = "" } };
	bool is_message = command_flag(cli, "--message");
	int code = take_options(cli, "--on", &o);

	if (code == 0)
		code = count_words(cli, 1, 1);
	if (code == 0)
		code = take_number(
		    cli, is_message ? &o.deed.message : &o.deed.question);
	return code ? code : carry_out(cli, &o, e);
}

/* "topic=bkr" is "topic bkr". */
static void
split_assignment(struct cli *cli, char *words[4])
{
	const char *sign = strchr(cli->argv[2], '=');

	if (!sign)
		return;
	words[0] = cli->argv[0];
	words[1] = cli->argv[1];
	words[2] = arena_copy_n(
	    cli->arena, cli->argv[2], (size_t)(sign - cli->argv[2]));
	words[3] = arena_copy(cli->arena, sign + 1);
	cli->argv = words;
	cli->argc = 4;
}

/* One thing at a time: each is an act that can be undone by itself. */
static int
set(struct cli *cli, struct err *e)
{
	static const struct {
		const char *word;
		enum deed_kind kind;
	} kinds[] = {
		{ "topic", DEED_TOPIC },
		{ "team", DEED_TEAM },
		{ "term", DEED_TERM },
		{ "priority", DEED_PRIORITY },
	};
	struct order o = { 0 };
	int code = take_options(cli, "--on", &o);
	char *words[4];
	size_t i;

	if (cli->argc == 3)
		split_assignment(cli, words);

	if (code == 0)
		code = count_words(cli, 3, 3);
	if (code == 0)
		code = take_number(cli, &o.deed.question);
	if (code != 0)
		return code;
	o.deed.value = translated(priorities, LENGTH(priorities), cli->argv[3]);
	for (i = 0; i < LENGTH(kinds); i++) {
		o.deed.kind = kinds[i].kind;
		if (strcmp(kinds[i].word, cli->argv[2]) == 0)
			return carry_out(cli, &o, e);
	}
	return command_usage(cli,
	    "'%s' cannot be set (topic, team, term, priority)", cli->argv[2]);
}

static int
join(struct cli *cli, struct err *e)
{
	struct order o = { .deed = { .kind = DEED_JOIN, .value = "" } };
	int code = take_options(cli, "--on", &o);
	long long other = 0;

	if (code == 0)
		code = count_words(cli, 2, 2);
	if (code == 0)
		code = take_number(cli, &o.deed.question);
	if (code == 0)
		code = command_number(cli, cli->argv[2], &other);
	o.deed.number = other;
	return code ? code : carry_out(cli, &o, e);
}

static int
split(struct cli *cli, struct err *e)
{
	struct order o = { .deed = { .kind = DEED_SPLIT, .value = "" } };
	int code = take_options(cli, "--on", &o);
	long long message = 0;

	if (code == 0)
		code = count_words(cli, 1, 2);
	if (code == 0)
		code = take_number(cli, &o.deed.question);
	if (code == 0 && cli->argc > 2)
		code = command_number(cli, cli->argv[2], &message);
	o.deed.message = message;
	return code ? code : carry_out(cli, &o, e);
}

static int
undo(struct cli *cli, struct err *e)
{
	struct order o = { .deed = { .kind = DEED_UNDO, .value = "" } };
	int code = take_options(cli, "--on", &o);

	if (code == 0)
		code = count_words(cli, 1, 1);
	if (code == 0)
		code = take_number(cli, &o.deed.number);
	return code ? code : carry_out(cli, &o, e);
}

static int
say_presence(
    struct cli *cli, struct order *o, const char *day_option, struct err *e)
{
	int code = take_options(cli, day_option, o);

	if (code == 0)
		code = count_words(cli, 1, 1);
	if (code != 0)
		return code;
	o->deed.value = cli->argv[1];
	return carry_out(cli, o, e);
}

static int
absent(struct cli *cli, struct err *e)
{
	struct order o = { .deed = { .kind = DEED_ABSENT } };
	const char *from = command_option(cli, "--from");

	o.deed.has_from = from;
	if (from && date_parse(from, &o.deed.from) != 0)
		return command_usage(
		    cli, "'%s' is not a day (2026-11-19)", from);
	return say_presence(cli, &o, "--until", e);
}

static int
back(struct cli *cli, struct err *e)
{
	struct order o = { .deed = { .kind = DEED_BACK } };

	return say_presence(cli, &o, "--from", e);
}

const struct command command_acts[] = {
	{ "answered", "N [--by phone] [--on DAY]",
	    "report an answer that the mailbox does not show",
	    NEEDS_STORE_TO_WRITE, false, answered },
	{ "close", "N REASON [--on DAY]", "close without an answer of ours",
	    NEEDS_STORE_TO_WRITE, false, close_question },
	{ "reopen", "N [--on DAY]", "it must be answered again",
	    NEEDS_STORE_TO_WRITE, false, reopen },
	{ "assign", "N PERSON", "give it to somebody; - for nobody",
	    NEEDS_STORE_TO_WRITE, false, assign },
	{ "extend", "N [DAYS | --until DAY]",
	    "more working days, or the extension of the law",
	    NEEDS_STORE_TO_WRITE, false, extend },
	{ "pause", "N [--on DAY]", "wait for the asker; the clock stands still",
	    NEEDS_STORE_TO_WRITE, false, pause_question },
	{ "resume", "N [--on DAY]", "the clock runs on with what was left",
	    NEEDS_STORE_TO_WRITE, false, resume },
	{ "note", "N TEXT", "add a note", NEEDS_STORE_TO_WRITE, false, note },
	{ "ignore", "N", "it is no question", NEEDS_STORE_TO_WRITE, false,
	    ignore },
	{ "ask", "N | --message M", "it is a question after all",
	    NEEDS_STORE_TO_WRITE, false, ask },
	{ "set", "N topic|team|term|priority=VALUE",
	    "what the rules should have said", NEEDS_STORE_TO_WRITE, false,
	    set },
	{ "join", "N M", "question N belongs to question M",
	    NEEDS_STORE_TO_WRITE, false, join },
	{ "split", "N [MESSAGE]",
	    "its last follow-up, or that message, is another question",
	    NEEDS_STORE_TO_WRITE, false, split },
	{ "undo", "EVENT", "undo what was done by hand, as show numbers it",
	    NEEDS_STORE_TO_WRITE, false, undo },
	{ "absent", "PERSON [--from DAY] [--until DAY]",
	    "away until that day or until back", NEEDS_STORE_TO_WRITE, false,
	    absent },
	{ "back", "PERSON [--from DAY]", "there again", NEEDS_STORE_TO_WRITE,
	    false, back },
};
const size_t n_command_acts = LENGTH(command_acts);
