/*
 * postwacht report: the figures of one week, as the summary tells them.
 */

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "desk/office.h"
#include "desk/views.h"
#include "edge/store.h"

/* "2026-W47"; without one the week that ended last. */
static int
week_of(struct cli *cli, const char *word, struct iso_week *out)
{
	long long year, week;
	char text[5] = "";

	if (!word) {
		*out = date_week(date_add(date_of(cli->now), -7));
		return 0;
	}
	memcpy(text, word, strnlen(word, 4));
	if (strlen(word) != 8 || strncmp(word + 4, "-W", 2) != 0 ||
	    text_to_int(text, 2000, 9999, &year) != 0 ||
	    text_to_int(word + 6, 1, 53, &week) != 0)
		return command_usage(
		    cli, "'%s' is not a week (2026-W47)", word);
	*out = (struct iso_week){ (int)year, (int)week };
	return 0;
}

static json_t *
json_of_figures(const struct figures *f)
{
	return json_pack("{so so sI sI sI sI sI sI sI sI sI sI sI sI sf sf}",
	    "from", json_of_day(f->period.from), "until",
	    json_of_day(f->period.until), "received", (json_int_t)f->received,
	    "reopened", (json_int_t)f->reopened, "handled",
	    (json_int_t)f->handled, "handled_by_hand",
	    (json_int_t)f->handled_by_hand, "open_before",
	    (json_int_t)f->open_before, "open_after", (json_int_t)f->open_after,
	    "due", (json_int_t)f->due, "in_time", (json_int_t)f->in_time,
	    "on_promised_day", (json_int_t)f->on_promised_day,
	    "no_answer_needed", (json_int_t)f->no_answer_needed, "late_now",
	    (json_int_t)f->late_now, "responses",
	    (json_int_t)f->first_response.n, "median_workdays",
	    figures_workdays(f->first_response.work.median), "p90_workdays",
	    figures_workdays(f->first_response.work.p90));
}

static void
print_json(const struct weekly_view *v, const char *norm)
{
	json_t *document = json_object(), *before = json_array();
	char week[16];
	size_t i;

	(void)snprintf(week, sizeof(week), "%04d-W%02d", v->week.year % 10000,
	    v->week.week % 100);
	for (i = 0; i < v->n_before; i++)
		(void)json_array_append_new(
		    before, json_of_figures(&v->before[i].figures));
	(void)json_object_set_new(document, "week", json_string(week));
	(void)json_object_set_new(document, "team",
	    v->team ? json_string(v->team->code) : json_null());
	(void)json_object_set_new(document, "norm", json_string(norm));
	(void)json_object_set_new(
	    document, "figures", json_of_figures(&v->this_week));
	(void)json_object_set_new(document, "weeks_before", before);
	json_print(document);
}

static int
print_rendered(
    struct cli *cli, const struct weekly_view *v, bool is_html, struct err *e)
{
	struct rendered body;

	if (render_weekly(cli->office->templates, cli->arena, v, &body, e) != 0)
		return -1;
	if (is_html)
		fputs(body.html, stdout);
	else
		printf("%s\n\n%s", body.subject, body.text);
	return 0;
}

/* The one to whom the summary would go, for its language and form. */
static const struct colleague *
reader_of(const struct roster *r, const char *team)
{
	static const struct colleague nobody = { .id = "",
		.name = "",
		.address = "",
		.role = ROLE_LEADER,
		.stand_in = "" };
	size_t i;

	for (i = 0; i < r->n_people; i++) {
		if (r->people[i].role == ROLE_LEADER &&
		    roster_is_in_team(&r->people[i], team))
			return &r->people[i];
	}
	return &nobody;
}

static int
report(struct cli *cli, struct err *e)
{
	const char *week_word = command_option(cli, "--week");
	const char *team = command_option(cli, "--team");
	const char *format = command_option(cli, "--format");
	const struct roster *roster = &cli->office->settings.roster;
	struct weekly_view v;
	struct iso_week week;

	if (cli->argc > 1)
		return command_usage(
		    cli, "'%s' is not understood", cli->argv[1]);
	if (format && strcmp(format, "text") != 0 &&
	    strcmp(format, "html") != 0 && strcmp(format, "json") != 0)
		return command_usage(
		    cli, "--format is text, html or json, not '%s'", format);
	if (!team && roster->n_teams == 1)
		team = roster->teams[0].code;
	if (!team || !roster_team(roster, team))
		return command_usage(cli, "--team names one of the teams");
	if (week_of(cli, week_word, &week) != 0)
		return EX_USAGE;
	if (view_week(cli->store, cli->office, cli->arena, team, week, cli->now,
	        &v, e) != 0)
		return err_exit_code(e->kind);
	v.recipient = reader_of(roster, team);
	if (cli->is_json || (format && strcmp(format, "json") == 0))
		print_json(&v, cli->office->settings.norm);
	else if (print_rendered(
	             cli, &v, format && strcmp(format, "html") == 0, e) != 0)
		return err_exit_code(e->kind);
	return EX_OK;
}

const struct command command_report = {
	.name = "report",
	.usage = "--team K [--week 2026-W47]",
	.summary = "figures of a week: --format text, html or json",
	.needs = NEEDS_STORE,
	.run = report,
};
