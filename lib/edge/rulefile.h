#ifndef POSTWACHT_RULEFILE_H
#define POSTWACHT_RULEFILE_H

#include "base/err.h"
#include "term/calendar.h"
#include "term/term.h"
#include "triage/organisation.h"
#include "triage/rules.h"

struct arena;
struct text;
struct template_file;

/* Everything that the rules directory holds, read and compiled. */
struct rulebook {
	struct rules *rules;
	struct term_list terms;
	struct organisation_data data;
	struct equated_days equated;
	size_t n_templates;
	const struct template_file *templates;
};

/*
 * Reads DIR/[0-9]*.conf in name order (libconfig, with @include), DIR/terms.conf,
 * DIR/data and DIR/templates.
 *
 * returns  0; -1: ERR_FIX, every mistake on a line of its own in *mistakes
 * owns     arena, but rulebook_done for the compiled rules
 */
int rulebook_read(struct arena *a, const char *dir, struct rulebook *out,
    struct text *mistakes, struct err *e) MUST_CHECK;
void rulebook_done(struct rulebook *book);

/* A whole file, NUL-terminated, in the arena; at most `limit` bytes. */
int file_read(struct arena *a, const char *path, size_t limit, const char **out,
    size_t *n, struct err *e) MUST_CHECK;

#endif
