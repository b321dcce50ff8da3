/*
 * postwacht report: the figures of any period, as text, page, table, workbook
 * or JSON.
 */

#include "cli/report.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "desk/measure.h"
#include "desk/office.h"
#include "edge/store.h"
#include "edge/studio.h"

/* An upper bound of a CSV: a line for each of 342 gemeenten takes 100 KB. */
#define CSV_MAX 16777216

enum format {
	FORMAT_TEXT,
	FORMAT_HTML,
	FORMAT_CSV,
	FORMAT_XLSX,
	FORMAT_JSON,
	FORMATS,
};

static const char *const formats[FORMATS] = {
	[FORMAT_TEXT] = "text",
	[FORMAT_HTML] = "html",
	[FORMAT_CSV] = "csv",
	[FORMAT_XLSX] = "xlsx",
	[FORMAT_JSON] = "json",
};

static const struct {
	const char *option, *example;
	enum period_kind kind;
} periods[] = {
	{ "--week", "2026-W47", PERIOD_WEEK },
	{ "--month", "2026-11", PERIOD_MONTH },
	{ "--quarter", "2026-Q4", PERIOD_QUARTER },
	{ "--year", "2026", PERIOD_YEAR },
};

/* The day of --from or --to: 1, 0 not given, -1 with the reason printed. */
static int
read_day(struct cli *cli, const char *option, struct date *out)
{
	const char *word = command_option(cli, option);

	if (!word)
		return 0;
	if (date_parse(word, out) == 0)
		return 1;
	(void)command_usage(
	    cli, "%s: '%s' is not a day (2026-11-23)", option, word);
	return -1;
}

static int
read_days(struct cli *cli, struct report_ask *ask, int *n)
{
	struct date from, to;
	int has_from = read_day(cli, "--from", &from);
	int has_to = has_from < 0 ? -1 : read_day(cli, "--to", &to);

	if (has_from < 0 || has_to < 0)
		return EX_USAGE;
	if (has_from + has_to == 0)
		return 0;
	if (has_from + has_to == 1)
		return command_usage(cli, "--from and --to go together");
	if (to.day < from.day)
		return command_usage(cli, "--to lies before --from");
	ask->kind = PERIOD_DAYS;
	ask->period = (struct period){ from, date_add(to, 1) };
	(*n)++;
	return 0;
}

/* One period; without any the week that ended last. */
static int
read_period(struct cli *cli, struct report_ask *ask)
{
	size_t i;
	int n = 0;

	ask->kind = PERIOD_WEEK;
	ask->period = period_of(PERIOD_WEEK, date_add(date_of(cli->now), -7));
	for (i = 0; i < LENGTH(periods); i++) {
		const char *word = command_option(cli, periods[i].option);

		if (!word)
			continue;
		ask->kind = periods[i].kind;
		if (period_parse(ask->kind, word, &ask->period) != 0)
			return command_usage(cli, "%s: '%s' is not like %s",
			    periods[i].option, word, periods[i].example);
		n++;
	}
	if (read_days(cli, ask, &n) != 0)
		return EX_USAGE;
	if (n > 1)
		return command_usage(cli, "one period at a time");
	if (ask->period.from.day > date_of(cli->now).day)
		return command_usage(cli, "that period is still to come");
	return 0;
}

static int
read_by(struct cli *cli, struct report_ask *ask)
{
	const char *word = command_option(cli, "--by");
	enum report_by by;

	if (!word)
		return 0;
	for (by = BY_TEAM; by <= BY_PERSON; by++) {
		if (strcmp(report_by_name(by), word) == 0) {
			ask->by = by;
			return 0;
		}
	}
	return command_usage(cli,
	    "--by is team, topic, kind, province, gemeente or person, not "
	    "'%s'",
	    word);
}

static int
read_format(struct cli *cli, enum format *out)
{
	const char *word = command_option(cli, "--format");

	*out = cli->is_json ? FORMAT_JSON : FORMAT_TEXT;
	if (!word)
		return 0;
	for (*out = FORMAT_TEXT; *out < FORMATS; (*out)++) {
		if (strcmp(formats[*out], word) == 0)
			return 0;
	}
	return command_usage(
	    cli, "--format is text, html, csv, xlsx or json, not '%s'", word);
}

static int
read_ask(struct cli *cli, struct report_ask *ask, enum format *format)
{
	const struct roster *roster = &cli->office->settings.roster;

	ask->team = command_option(cli, "--team");
	ask->is_within_team = command_flag(cli, "--within-team");
	if (read_format(cli, format) != 0 || read_by(cli, ask) != 0 ||
	    read_period(cli, ask) != 0)
		return EX_USAGE;
	if (cli->argc > 1)
		return command_usage(
		    cli, "'%s' is not understood", cli->argv[1]);
	if (ask->team) {
		const struct team *team = roster_team(roster, ask->team);

		if (!team)
			return command_usage(
			    cli, "--team names one of the teams");
		ask->team = team->code;
	} else if (roster->n_teams == 1) {
		ask->team = roster->teams[0].code;
	}
	ask->has_questions = *format == FORMAT_XLSX;
	return 0;
}

/* The parts, then the whole; or with --by the groups. */
static void
print_csv(struct cli *cli, const struct report_view *v)
{
	SCOPED(text_done) struct text csv = { 0 };
	bool nl = cli->office->settings.language == LANGUAGE_NL;
	struct part *parts =
	    arena_array(cli->arena, v->n_parts + 1, sizeof(*parts));
	struct sheet s;

	if (v->by == BY_NOTHING) {
		memcpy(parts, v->parts, v->n_parts * sizeof(*parts));
		parts[v->n_parts] = (struct part){ v->title, v->now };
		s = table_of_parts(cli->arena, nl, "",
		    nl ? "Periode" : "Period", "", parts, v->n_parts + 1);
	} else if (v->by == BY_TEAM) {
		s = table_of_parts(
		    cli->arena, nl, "", "Team", "", v->teams, v->n_teams);
	} else {
		s = table_of_parts(cli->arena, nl, "",
		    report_by_heading(cli->office, v->by), "", v->groups,
		    v->n_groups);
	}
	text_init(&csv, CSV_MAX);
	sheet_csv(&s, nl, &csv);
	(void)fwrite(csv.data, 1, csv.len, stdout);
}

static int
print_xlsx(struct cli *cli, const struct report_view *v, struct err *e)
{
	struct book book = report_book(cli->arena, cli->office, v);
	SCOPED(studio_done)
	struct studio *studio = studio_open(STUDIO_PATIENT_MS);
	const char *bytes = NULL;
	size_t n = 0;

	if (studio_book(studio, cli->arena, &book, cli->now, &bytes, &n, e) < 0)
		return err_exit_code(e->kind);
	(void)fwrite(bytes, 1, n, stdout);
	return EX_OK;
}

static int
print_words(struct cli *cli, struct report_view *v, bool is_html, struct err *e)
{
	SCOPED(studio_done)
	struct studio *studio = studio_open(STUDIO_PATIENT_MS);
	struct rendered body;

	if ((is_html &&
	        report_draw(studio, cli->arena, cli->office, v, e) != 0) ||
	    render_report(cli->office->templates, cli->arena, v, &body, e) != 0)
		return err_exit_code(e->kind);
	if (is_html)
		fputs(body.html, stdout);
	else
		printf("%s\n\n%s", body.subject, body.text);
	return EX_OK;
}

static int
print_report(
    struct cli *cli, struct report_view *v, enum format format, struct err *e)
{
	switch (format) {
	case FORMAT_TEXT:
	case FORMAT_HTML:
		return print_words(cli, v, format == FORMAT_HTML, e);
	case FORMAT_CSV:
		print_csv(cli, v);
		break;
	case FORMAT_XLSX:
		return print_xlsx(cli, v, e);
	case FORMAT_JSON:
	case FORMATS:
		report_json(v);
		break;
	}
	return EX_OK;
}

static int
report(struct cli *cli, struct err *e)
{
	struct report_ask ask = { .by = BY_NOTHING };
	struct report_view v;
	enum format format;
	int is_made;

	if (read_ask(cli, &ask, &format) != 0)
		return EX_USAGE;
	if (format == FORMAT_XLSX && isatty(STDOUT_FILENO))
		return command_usage(
		    cli, "a workbook goes into a file: add > FILE.xlsx");
	is_made = measure_is_made(cli->store, e);
	if (is_made == 0)
		(void)err_set(e, ERR_AGAIN,
		    "this store was made by an older version: start "
		    "postwachtd once, which measures its questions");
	if (is_made <= 0 ||
	    report_make(cli->store, cli->office, cli->arena, &ask, cli->now, &v,
	        e) != 0)
		return err_exit_code(e->kind);
	return print_report(cli, &v, format, e);
}

const struct command command_report = {
	.name = "report",
	.usage = "[PERIOD] [--by GROUP] [--format F]",
	.summary = "figures of a week, month, quarter, year or any days",
	.needs = NEEDS_LEAN,
	.run = report,
};
