/*
 * Gathers what is wrong with rules, so that all of it is told at once. Knows
 * no sentences and no files.
 */

#include "triage/fault.h"

#include "base/arena.h"

static const char *
or_empty(const char *s)
{
	return s ? s : "";
}

void
fault_add(struct faults *f, struct fault fault)
{
	if (f->n == f->room) {
		size_t room = f->room ? 2 * f->room : 16;

		f->at = arena_grow(f->arena, f->at, f->n, room, sizeof(*f->at));
		f->room = room;
	}
	fault.file = or_empty(fault.file);
	fault.rule = or_empty(fault.rule);
	fault.key = or_empty(fault.key);
	fault.found = or_empty(fault.found);
	fault.want = or_empty(fault.want);
	f->at[f->n++] = fault;
}
