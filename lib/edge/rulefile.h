#ifndef POSTWACHT_RULEFILE_H
#define POSTWACHT_RULEFILE_H

#include <stdbool.h>

#include "base/err.h"
#include "term/calendar.h"
#include "term/term.h"
#include "triage/assign.h"
#include "triage/fault.h"
#include "triage/organisation.h"
#include "triage/rules.h"

struct arena;
struct template_file;

/* Bytes of one file of a rules directory; the largest shipped one has 110
 * kB. */
#define RULES_FILE_MAX (16u << 20)

/* Everything that the rules directory holds, read and compiled. */
struct rulebook {
	struct rules *rules;
	struct term_list terms;
	struct assignments assignments;
	struct organisation_data data;
	struct equated_days equated;
	size_t n_templates;
	const struct template_file *templates;
};

/*
 * Reads DIR/[0-9]*.conf in name order (libconfig, with @include), DIR/terms.conf,
 * DIR/data and DIR/templates.
 *
 * in       own  a folder whose [0-9]*.conf go among those of DIR and stand in
 *               for the ones of the same name; NULL, or one that is not
 *               there: none
 * returns  0; -1: what is wrong was added to *faults
 * owns     arena, but rulebook_done for the compiled rules
 */
int rulebook_read(struct arena *a, const char *dir, const char *own,
    struct rulebook *out, struct faults *faults) MUST_CHECK;

/* The same without the rules themselves, which are NULL: for what counts and
 * lists what was judged before. */
int rulebook_read_rest(struct arena *a, const char *dir, struct rulebook *out,
    struct faults *faults) MUST_CHECK;

/* Whether a file of this name would be read as rules: "30-eigen.conf". No
 * other characters than letters, digits, "-", "_" and ".", at most 60. */
bool rulefile_is_name(const char *name);
void rulebook_done(struct rulebook *book);

/* A whole file, NUL-terminated, in the arena; at most `limit` bytes. */
int file_read(struct arena *a, const char *path, size_t limit, const char **out,
    size_t *n, struct err *e) MUST_CHECK;

#endif
