/*
 * postwacht due: what would be sent at that moment, or on the days to come.
 * Writes nothing.
 */

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "desk/office.h"
#include "desk/remind.h"
#include "edge/store.h"

/* Days that can be looked ahead: beyond them the store says little. */
#define DAYS_MAX 92

/* What was shown before in this run: a later morning does not show it again. */
struct shown {
	size_t n, room;
	const char **keys;
	struct date day; /* whose heading was printed last */
};

static bool
has_key(const struct shown *s, const char *key)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		if (strcmp(s->keys[i], key) == 0)
			return true;
	}
	return false;
}

static void
add_key(struct arena *a, struct shown *s, const char *key)
{
	if (s->n == s->room) {
		s->room = s->room ? 2 * s->room : 64;
		s->keys =
		    arena_grow(a, s->keys, s->n, s->room, sizeof(*s->keys));
	}
	s->keys[s->n++] = key;
}

/* As the store would decide after the mornings before: the mail is new, and so
 * is one of its steps. */
static int
is_news(
    struct cli *cli, struct shown *s, const struct planned *p, struct err *e)
{
	bool is_new = p->n_items == 0;
	size_t i;
	int done = remind_is_done(cli->store, p, e);

	if (done != 0)
		return done < 0 ? -1 : 0;
	for (i = 0; i < p->n_items; i++)
		is_new |= !has_key(s, p->items[i].key);
	if (!is_new || has_key(s, p->key))
		return 0;
	add_key(cli->arena, s, p->key);
	for (i = 0; i < p->n_items; i++)
		add_key(cli->arena, s, p->items[i].key);
	return 1;
}

/* Why a question stands in a mail. */
static const char *
why_of(struct arena *a, const struct planned_item *item)
{
	char due[DATE_TEXT];
	const char *day = item->question->has_deadline
	    ? date_print(item->question->deadline, due)
	    : "no day";

	switch (item->step) {
	case STEP_LATE:
		return arena_printf(a, "%d working day%s late, due %s",
		    item->days_late, item->days_late == 1 ? "" : "s", day);
	case STEP_TODAY:
		return "due today";
	case STEP_TOMORROW:
		return arena_printf(a, "due %s, the next working day", day);
	case STEP_AHEAD:
		return arena_printf(a, "due %s, a step of its term", day);
	case STEP_NEW:
		break;
	}
	return "asks for attention at once";
}

static json_t *
json_of_planned(struct arena *a, const struct planned *p, struct instant at,
    const char *subject, bool is_done)
{
	json_t *questions = json_array(), *why = json_array();
	size_t i;

	for (i = 0; i < p->n_items; i++) {
		(void)json_array_append_new(questions,
		    json_integer((json_int_t)p->items[i].question->id));
		(void)json_array_append_new(
		    why, json_string(why_of(a, &p->items[i])));
	}
	return json_pack("{so ss ss ss so so sb so so}", "at",
	    json_of_instant(at), "kind", notice_kind_name(p->kind), "key",
	    p->key, "to", p->recipient->address, "stands_in_for",
	    json_of_text(p->stands_in_for ? p->stands_in_for->id : NULL),
	    "subject", json_of_text(subject), "made", is_done, "questions",
	    questions, "why", why);
}

static void
print_planned(
    struct arena *a, const struct planned *p, const char *subject, bool is_done)
{
	size_t i;

	printf("%-10s  %-28s  %s%s%s%s\n", notice_kind_name(p->kind),
	    p->recipient->address, subject ? subject : "",
	    p->stands_in_for ? "  for " : "",
	    p->stands_in_for ? p->stands_in_for->id : "",
	    is_done ? "  (made already)" : "");
	for (i = 0; i < p->n_items; i++)
		printf("            question %lld: %s%s\n",
		    (long long)p->items[i].question->id,
		    why_of(a, &p->items[i]),
		    p->kind == NOTICE_ALERT && !*p->items[i].question->assignee
		        ? ", with nobody"
		        : "");
}

/* What is due at one moment; *n counts what was printed. */
static int
look(struct cli *cli, const char *who, struct shown *shown, json_t *list,
    size_t *n, struct err *e)
{
	struct plan plan;
	char day[DATE_TEXT];
	size_t i;

	if (remind_plan(
	        cli->store, cli->office, cli->arena, cli->now, &plan, e) != 0)
		return -1;
	for (i = 0; i < plan.n; i++) {
		const struct planned *p = &plan.at[i];
		struct rendered body = { 0 };
		int done = 0, news = 1;

		if (who && strcmp(p->recipient->id, who) != 0)
			continue;
		if (shown)
			news = is_news(cli, shown, p, e);
		else
			done = remind_is_done(cli->store, p, e);
		if (news < 0 || done < 0)
			return -1;
		if (news == 0)
			continue;
		/* The words of another day are not known yet. */
		if (!shown &&
		    remind_render(cli->store, cli->office, cli->arena, p,
		        cli->now, &body, e) != 0)
			return -1;
		if (shown && !list && shown->day.day != date_of(cli->now).day) {
			shown->day = date_of(cli->now);
			printf("%s\n", date_print(shown->day, day));
		}
		if (list)
			(void)json_array_append_new(list,
			    json_of_planned(cli->arena, p, cli->now,
			        body.subject, done > 0));
		else
			print_planned(cli->arena, p, body.subject, done > 0);
		++*n;
	}
	return 0;
}

/* This moment, or each hour of the office on the days to come, if nothing
 * happens in between. */
static int
look_ahead(struct cli *cli, const char *who, long long days, json_t *list,
    size_t *n, struct err *e)
{
	const struct agenda_options *office = &cli->office->settings.agenda;
	const struct instant start = cli->now;
	struct shown shown = { 0 };
	long long i;
	int minute;

	if (days == 0)
		return look(cli, who, NULL, list, n, e);
	for (i = 0; i < days; i++) {
		struct date day = date_add(date_of(start), (int)i);

		for (minute = office->morning; minute < office->evening;
		     minute += 60) {
			cli->now = date_instant(day, minute);
			if (cli->now.sec < start.sec)
				continue;
			if (look(cli, who, &shown, list, n, e) != 0)
				return -1;
		}
	}
	return 0;
}

static int
due(struct cli *cli, struct err *e)
{
	const char *who = command_option(cli, "--for");
	const char *ahead = command_option(cli, "--days");
	json_t *list = cli->is_json ? json_array() : NULL;
	long long days = 0;
	size_t n = 0;

	if (cli->argc > 1)
		return command_usage(
		    cli, "'%s' is not understood", cli->argv[1]);
	if (ahead && text_to_int(ahead, 1, DAYS_MAX, &days) != 0)
		return command_usage(cli,
		    "'%s' is not a number of days (1..%d)", ahead, DAYS_MAX);
	if (who && !roster_by_id(&cli->office->settings.roster, who))
		return command_usage(cli, "'%s' is not on the roster", who);
	if (look_ahead(cli, who, days, list, &n, e) != 0)
		return err_exit_code(e->kind);
	if (list)
		json_print(list);
	else if (n == 0)
		puts("nothing is due");
	return EX_OK;
}

const struct command command_due = {
	.name = "due",
	.usage = "[--for PERSON] [--days N] [--as-of TIME]",
	.summary = "what would be sent, and why; or in the days to come",
	.needs = NEEDS_LEAN,
	.run = due,
};
