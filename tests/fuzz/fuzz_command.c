/*
 * Any text as a mail of commands: it ends, stays within its limits, and a
 * command that is understood is whole.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "triage/command.h"
#include "triage/permit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
demand(int holds)
{
	if (!holds)
		abort();
}

static void
check(const struct command_mail *m)
{
	size_t i;

	demand(m->n <= COMMAND_LINES_MAX + 1);
	for (i = 0; i < m->n; i++) {
		const struct command *c = &m->line[i].command;

		demand(m->line[i].text != NULL);
		if (m->line[i].fault != COMMAND_GOOD)
			continue;
		demand(c->word && command_name(c->kind));
		demand(c->n_targets <= COMMAND_TARGETS_MAX);
		demand(c->days >= 0 && c->days <= COMMAND_DAYS_MAX);
		demand(c->kind != COMMAND_EXTEND || c->has_day || c->days);
		demand(c->kind != COMMAND_ABSENT || c->has_day);
		demand(c->kind != COMMAND_JOIN || c->other > 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool is_ready;
	struct arena *a = arena_new();
	char *text = arena_copy_n(a, (const char *)data, size);
	char permit[PERMIT_TEXT];
	struct command_mail m;
	size_t at;

	if (!is_ready && date_init(&(struct err){ ERR_NONE, "" }) != 0)
		abort();
	is_ready = true;
	m = command_read(a, text, (struct date){ 20780 }, size % 2);
	check(&m);
	m = command_read_line(a, text, (struct date){ 20780 }, size % 2);
	check(&m);
	(void)permit_find(text, permit, &at);
	arena_free(a);
	return 0;
}
