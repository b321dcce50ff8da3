/*
 * postwacht term: the last day of a term, with each step and its article.
 * Needs no mailbox, and without a configuration no configuration.
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "desk/office.h"
#include "notice/term_words.h"

/* One line of a batch; a term with its options is far shorter. */
#define LINE_BYTES 1024

/* What is asked for: a term as the words of a command or a line say it. */
struct query {
	const char *words; /* as given */
	const struct named_term *named;
	struct term term;
	bool is_statutory; /* --atw: a length is one of the law */
	bool is_extended;
	struct instant from;
	size_t n_gaps;
	struct gap gap;
};

/* "4w", "1m", "3d": the short form of worked examples. 0 or -1. */
static int
read_short(const char *s, size_t n, struct term *out)
{
	static const char units[] = "dwm";
	char digits[8];
	const char *unit;
	long long length;

	if (n < 2 || n > sizeof(digits))
		return -1;
	unit = strchr(units, s[n - 1]);
	memcpy(digits, s, n - 1);
	digits[n - 1] = '\0';
	if (!unit || text_to_int(digits, 1, 1000, &length) != 0)
		return -1;
	out->length = (int)length;
	out->unit = unit == units ? TERM_DAYS
	    : unit == units + 1   ? TERM_WEEKS
	                          : TERM_MONTHS;
	return 0;
}

/* "woo_4w", "klacht_6w+4w", "dagen_3", "werkdagen_5": statutory but for
 * working days. 0 or -1. */
static int
read_example(const char *s, struct term *out)
{
	const char *mark = strrchr(s, '_'), *plus;
	struct term more = { 0 };
	long long length;

	if (!mark)
		return -1;
	*out = (struct term){ .is_statutory = true };
	plus = strchr(++mark, '+');
	if (text_has_prefix(s, "werkdagen_") || text_has_prefix(s, "dagen_")) {
		if (text_to_int(mark, 1, 1000, &length) != 0)
			return -1;
		out->length = (int)length;
		out->is_statutory = s[0] == 'd';
		out->unit = s[0] == 'd' ? TERM_DAYS : TERM_WORKDAYS;
		return 0;
	}
	if (read_short(
	        mark, plus ? (size_t)(plus - mark) : strlen(mark), out) != 0)
		return -1;
	if (plus &&
	    (read_short(plus + 1, strlen(plus + 1), &more) != 0 ||
	        more.unit != out->unit))
		return -1;
	out->length += more.length;
	return 0;
}

/* Takes "--atw" and the like off the end of a term's words. */
static bool
take_word(char *words, const char *option)
{
	size_t n = strlen(words), m = strlen(option);

	if (n <= m || strcmp(words + n - m, option) != 0 ||
	    words[n - m - 1] != ' ')
		return false;
	for (n -= m + 1; n > 0 && words[n - 1] == ' '; n--)
		;
	words[n] = '\0';
	return true;
}

static int
read_words(const struct cli *cli, struct query *q, struct err *e)
{
	char *words = arena_copy(cli->arena, q->words);
	bool has_more = true;

	while (has_more) {
		bool is_atw = take_word(words, "--atw");
		bool is_extended = take_word(words, "--extended");

		q->is_statutory |= is_atw;
		q->is_extended |= is_extended;
		has_more = is_atw || is_extended;
	}
	q->named = term_find(cli->office->norms.terms, words);
	if (!q->named) {
		if (q->is_extended)
			return err_set(e, ERR_ITEM,
			    "'%s' is no named term: only those have an "
			    "extension",
			    words);
		if (read_example(words, &q->term) == 0)
			return 0;
		if (term_parse(words, &q->term, e) != 0)
			return -1;
		q->term.is_statutory = q->is_statutory;
		return 0;
	}
	q->term = q->named->term;
	return q->is_extended ? term_extended(q->named, &q->term, e) : 0;
}

static int
read_moment(const char *words, struct instant *out, struct err *e)
{
	if (instant_parse(words, out) == 0)
		return 0;
	return err_set(e, ERR_ITEM,
	    "'%s' is not a day (2026-11-23) or a moment "
	    "(2026-11-23T09:00:00+01:00)",
	    words);
}

/* FROM..TO. */
static int
read_gap(struct cli *cli, const char *words, struct query *q, struct err *e)
{
	char *from = arena_copy(cli->arena, words), *dots = strstr(from, "..");

	if (!dots)
		return err_set(e, ERR_ITEM,
		    "'%s' is not a pause (2026-11-04..2026-11-11)", words);
	*dots = '\0';
	if (read_moment(from, &q->gap.from, e) != 0 ||
	    read_moment(dots + 2, &q->gap.to, e) != 0)
		return -1;
	if (q->gap.to.sec < q->gap.from.sec)
		return err_set(
		    e, ERR_ITEM, "the pause %s ends before it begins", words);
	q->n_gaps = 1;
	return 0;
}

static struct reckoning
reckoning_of(const struct cli *cli, const struct query *q)
{
	return (struct reckoning){
		.term = q->term,
		.is_european = q->named && q->named->is_european,
		.from = q->from,
		.n_gaps = q->n_gaps,
		.gaps = &q->gap,
		.calendar = cli->office->calendar,
	};
}

static void
print_text(const struct cli *cli, const struct query *q,
    const struct reckoned *r, const struct told_step *steps)
{
	enum language l = cli->office->settings.language;
	char day[DATE_TEXT];
	size_t i;

	printf("%s  %s%s%s\n", date_print(r->last, day),
	    words_day_full(cli->arena, l, r->last), r->has_time ? " " : "",
	    r->has_time ? words_time(cli->arena, r->end) : "");
	if (q->named)
		printf("%s: %s\n", q->named->name, q->named->says);
	for (i = 0; i < r->n_steps; i++)
		printf("  %-16s %s%s%s%s\n",
		    words_day(cli->arena, l, steps[i].day), steps[i].says,
		    *steps[i].article ? " [" : "", steps[i].article,
		    *steps[i].article ? "]" : "");
}

static void
print_json(const struct query *q, const char *from, const struct reckoned *r,
    const struct told_step *steps)
{
	json_t *list = json_array(), *document;
	size_t i;

	for (i = 0; i < r->n_steps; i++)
		(void)json_array_append_new(list,
		    json_pack("{so ss so}", "day", json_of_day(steps[i].day),
		        "says", steps[i].says, "article",
		        json_of_text(steps[i].article)));
	document = json_pack("{ss ss so so}", "term", q->words, "from", from,
	    "last_day", json_of_day(r->last), "steps", list);
	if (r->has_time)
		(void)json_object_set_new(
		    document, "until", json_of_instant(r->end));
	json_print(document);
}

static int
tell_one(struct cli *cli, struct query *q, const char *from, struct err *e)
{
	struct reckoning in;
	struct reckoned r;
	const struct told_step *steps;

	if (read_words(cli, q, e) != 0 || read_moment(from, &q->from, e) != 0)
		return -1;
	in = reckoning_of(cli, q);
	if (term_reckon(&in, cli->arena, &r, e) != 0)
		return -1;
	steps = term_tell(cli->arena, cli->office->settings.language, &in, &r,
	    q->named, q->is_extended);
	if (cli->is_json)
		print_json(q, from, &r, steps);
	else
		print_text(cli, q, &r, steps);
	return 0;
}

/* TERM<TAB>FROM; whatever stands behind a second tab is left alone. */
static int
batch_line(struct cli *cli, const struct query *options, char *line,
    struct date *out, struct err *e)
{
	struct query q = *options;
	struct reckoned r;
	struct reckoning in;
	char *from = strchr(line, '\t'), *end;

	if (!from)
		return err_set(e, ERR_ITEM, "there is no tab");
	*from++ = '\0';
	end = strchr(from, '\t');
	if (end)
		*end = '\0';
	q.words = line;
	if (read_words(cli, &q, e) != 0 || read_moment(from, &q.from, e) != 0)
		return -1;
	in = reckoning_of(cli, &q);
	if (term_reckon(&in, NULL, &r, e) != 0)
		return -1;
	*out = r.last;
	return 0;
}

/* A bad line prints "-" and its reason, so that the others keep their place. */
static int
batch(struct cli *cli, const struct query *options, const char *path,
    struct err *e)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	char line[LINE_BYTES], day[DATE_TEXT];
	int number = 0, code = EX_OK;

	if (!f)
		return err_exit_code(
		    (err_set(e, ERR_FIX, "%s: %s", path, strerror(errno)),
		        ERR_FIX));
	while (fgets(line, sizeof(line), f)) {
		struct err why = { 0 };
		struct date last;

		number++;
		line[strcspn(line, "\r\n")] = '\0';
		if (!*line || *line == '#')
			continue;
		if (batch_line(cli, options, line, &last, &why) == 0) {
			puts(date_print(last, day));
			continue;
		}
		puts("-");
		fprintf(stderr, "%s:%d: %s\n", path, number, why.text);
		code = EX_DATAERR;
	}
	if (f != stdin)
		(void)fclose(f);
	return code;
}

static int
term(struct cli *cli, struct err *e)
{
	const char *path = command_option(cli, "--batch");
	const char *paused = command_option(cli, "--paused");
	struct query q = {
		.is_statutory = command_flag(cli, "--atw"),
		.is_extended = command_flag(cli, "--extended"),
	};
	int i;

	if (paused && read_gap(cli, paused, &q, e) != 0)
		return err_exit_code(e->kind);
	if (path)
		return cli->argc == 1
		    ? batch(cli, &q, path, e)
		    : command_usage(cli, "--batch FILE stands alone");
	if (cli->argc < 3)
		return command_usage(cli, "a term and a day");
	/* "4 weken" may come as two words. */
	q.words = cli->argv[1];
	for (i = 2; i < cli->argc - 1; i++)
		q.words =
		    arena_printf(cli->arena, "%s %s", q.words, cli->argv[i]);
	return tell_one(cli, &q, cli->argv[cli->argc - 1], e) == 0
	    ? EX_OK
	    : err_exit_code(e->kind);
}

const struct command command_term = {
	.name = "term",
	.usage = "TERM FROM [--atw] [--extended] [--paused A..B]",
	.summary = "the last day, step by step; or --batch FILE",
	.needs = NEEDS_OFFICE,
	.run = term,
};
