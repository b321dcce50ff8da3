#ifndef POSTWACHT_COMPILED_H
#define POSTWACHT_COMPILED_H

#include <stdint.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/digest.h"
#include "triage/guard.h"
#include "triage/rules.h"
#include "triage/trigger.h"
#include "triage/words.h"

/* How rules.c leaves the rules for match.c; nobody else includes this. */

/* What a message gives to look in; a text is folded once and walked once. */
enum field {
	FIELD_SUBJECT,
	FIELD_NEW,
	FIELD_REST, /* quoted text and signature */
	FIELD_FROM,
	FIELD_TO,
	FIELD_ATTACHMENT,
	FIELD_ORGANISATION,
	FIELD_PROVINCE,
	FIELD_KIND,
	FIELD_HAS_ATTACHMENT,
	FIELD_HEADERS, /* and one bit for each named header from here on */
};

/* A word by its number in the automaton, or an expression. */
struct needle {
	bool is_expression, is_presence;
	size_t number;
};

struct check {
	uint64_t fields; /* 1 << field */
	size_t n;
	const struct needle *needles;
};

struct checks {
	size_t n;
	const struct check *at;
};

#define NO_EXPRESSION SIZE_MAX
#define NO_SENTENCES  SIZE_MAX

struct compiled {
	struct checks any, all, none;
	size_t thread_key; /* an expression, or NO_EXPRESSION */
	size_t sentences;  /* of its topic in the likeness, or NO_SENTENCES */
};

/* Its guards are words like those of the rules: where none of them is found,
 * it is not tried. Without guards it always is. */
struct expression {
	pcre2_code *code;
	size_t n_guards;
	const size_t *guards;
	size_t n_more; /* other guards, of which one must be found as well */
	struct more_guards {
		size_t n;
		const size_t *guards;
	} more[GUARDS_MAX - 1];
	const char *text; /* as written, with the slashes */
};

/* What one expression may cost: steps from one place of a text, nesting, and
 * KiB of backtracking. One that exceeds a limit does not match. */
#define EXPRESSION_STEPS 20000
#define EXPRESSION_DEPTH 1000
#define EXPRESSION_HEAP  1024

/* The limits; NULL without memory. To be freed. */
pcre2_match_context *expression_limits(void);

struct rules {
	size_t n;
	const struct rule *list;
	const struct compiled *compiled;
	struct words *words;
	size_t n_expressions;
	struct expression *expressions;
	size_t n_headers;
	const char *headers[RULES_HEADERS_MAX];
	uint64_t fields; /* that any criterion looks at */
	struct triggers triggers;
	const struct likeness *likeness; /* of all that have sentences */
	char version[DIGEST_TEXT];
};

#endif
