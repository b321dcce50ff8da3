/*
 * postwacht list: the questions, the most urgent first.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "desk/office.h"
#include "desk/views.h"
#include "edge/store.h"

struct filter {
	const char *team;
	bool is_late, is_all;
};

static bool
is_wanted(const struct question *q, const struct filter *f, struct date today)
{
	if (f->team && strcmp(q->team, f->team) != 0 &&
	    strcmp(q->team, "beide") != 0)
		return false;
	if (f->is_late)
		return q->state == STATE_OPEN && q->has_deadline &&
		    q->deadline.day < today.day;
	return true;
}

/* Open ones by deadline, then waiting, then handled. */
static int
compare(const void *left, const void *right)
{
	const struct question *a = left, *b = right;

	if (a->state != b->state)
		return a->state < b->state ? -1 : 1;
	if (a->deadline.day != b->deadline.day)
		return a->deadline.day < b->deadline.day ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

static void
print_padded(const char *s, int width)
{
	int i, n = (int)text_utf8_length(s);

	if (n > width) {
		(void)printf(
		    "%.*s", (int)text_utf8_bytes(s, (size_t)width - 1), s);
		(void)fputs("…", stdout);
	} else {
		(void)fputs(s, stdout);
		for (i = n; i < width; i++)
			(void)putchar(' ');
	}
	(void)fputs("  ", stdout);
}

static void
print_row(const struct card *c)
{
	const struct question *q = c->question;
	char due[DATE_TEXT] = "-", received[INSTANT_TEXT], late[24] = "";

	if (q->has_deadline)
		(void)date_print(q->deadline, due);
	if (c->days_late > 0)
		(void)snprintf(late, sizeof(late), "%d wd late", c->days_late);
	(void)instant_print(q->received, received);
	received[16] = '\0';
	received[10] = ' ';
	printf("%5lld  ", (long long)q->id);
	print_padded(question_state_name(q->state), 7);
	print_padded(due, 10);
	print_padded(late, 9);
	print_padded(received, 16);
	print_padded(*q->team ? q->team : "-", 5);
	print_padded(*c->organisation ? c->organisation : "onbekend", 24);
	print_padded(*q->topic ? q->topic : "onbekend", 22);
	print_padded(*c->assignee ? c->assignee : "-", 10);
	puts(*c->subject ? c->subject : "(geen onderwerp)");
}

static int
print_all(struct cli *cli, struct question *all, size_t n,
    const struct filter *f, struct err *e)
{
	json_t *list = cli->is_json ? json_array() : NULL;
	struct date today = date_of(cli->now);
	size_t i, shown = 0;

	for (i = 0; i < n; i++) {
		struct card card;

		if (!is_wanted(&all[i], f, today))
			continue;
		if (view_card(cli->store, cli->office, cli->arena, &all[i],
		        cli->now, &card, e) != 0) {
			json_decref(list);
			return -1;
		}
		if (list)
			(void)json_array_append_new(list, json_of_card(&card));
		else
			print_row(&card);
		shown++;
	}
	if (list)
		json_print(list);
	else if (shown == 0)
		puts("no questions");
	return 0;
}

static int
list(struct cli *cli, struct err *e)
{
	struct filter f = {
		.team = command_option(cli, "--team"),
		.is_late = command_flag(cli, "--late"),
		.is_all = command_flag(cli, "--all"),
	};
	struct question *all = NULL;
	size_t n = 0;

	if (cli->argc > 1)
		return command_usage(
		    cli, "'%s' is not understood", cli->argv[1]);
	if (store_questions(cli->store, cli->arena,
	        f.is_all ? SELECT_ALL : SELECT_LIVE, &all, &n, e) != 0)
		return err_exit_code(e->kind);
	if (n > 1)
		qsort(all, n, sizeof(*all), compare);
	if (print_all(cli, all, n, &f, e) != 0)
		return err_exit_code(e->kind);
	return EX_OK;
}

const struct command command_list = {
	.name = "list",
	.usage = "[--all] [--late] [--team K]",
	.summary = "questions, the most urgent first",
	.needs = NEEDS_LEAN,
	.run = list,
};
