#ifndef POSTWACHT_FAULT_H
#define POSTWACHT_FAULT_H

#include <stddef.h>

#include "base/err.h"

struct arena;

/*
 * What can be wrong with rules. Each kind has its sentence, Dutch and English,
 * in edge/fault_print.c; {found} and the rest stand for what struct fault
 * holds.
 */
enum fault_kind {
	/* Of the files. */
	FAULT_FILE,   /* cannot be read: found */
	FAULT_SYNTAX, /* no libconfig: found = its words */
	FAULT_BOM,    /* a byte order mark in front */
	/* Of quotes, commas and brackets: found is what stands there. */
	FAULT_NO_END_QUOTE, /* a text goes on beyond its line */
	FAULT_CURLY_QUOTES,
	FAULT_BACKSLASH, /* a single one */
	FAULT_NO_QUOTES, /* a bare word */
	FAULT_NO_COMMA,  /* in front of it */
	FAULT_COMMA_EXTRA,
	FAULT_NO_EQUALS,  /* behind it */
	FAULT_NO_BRACE,   /* in front of it */
	FAULT_NOT_CLOSED, /* a bracket; want: what closes it */
	FAULT_NOT_OPEN,
	FAULT_SET_TWICE, /* want: the line where it is set already */
	FAULT_NO_RULES,
	FAULT_NO_DATE,    /* in a data file */
	FAULT_DATE_ORDER, /* likewise */
	/* Of what stands where. */
	FAULT_KEY,     /* an unknown setting */
	FAULT_PLACE,   /* an unknown place */
	FAULT_MISSING, /* key is not there */
	FAULT_EMPTY,   /* a setting without a text */
	FAULT_NOT_TEXT,
	FAULT_NOT_NUMBER,
	FAULT_NOT_BOOL,
	FAULT_NOT_TEXTS,
	FAULT_NOT_GROUPS,
	FAULT_HEADER_WORDS, /* a header without words */
	/* Of values. */
	FAULT_UNKNOWN, /* key = found, which is none of: want */
	FAULT_TERM_LENGTH,
	FAULT_WEIGHT,      /* want: the range */
	FAULT_NAME_TWICE,  /* found; want: where it stands already */
	FAULT_MATCHES_ALL, /* a rule without words */
	FAULT_NO_WORDS,    /* an empty list */
	FAULT_UTF8,
	FAULT_WORD_EMPTY,
	FAULT_WORD_LONG,
	FAULT_WORD_STAR,
	FAULT_TOO_MANY_WORDS,
	FAULT_TOO_MANY_HEADERS,
	FAULT_EXPRESSION, /* found; want: PCRE2's words; at */
	FAULT_KEYWORD,    /* no IMAP keyword */
	FAULT_CAPTURE,    /* a thread key without one ( ) */
	/* Of a look at the rules as a whole. */
	FAULT_EXAMPLE,        /* does not match */
	FAULT_COUNTEREXAMPLE, /* matches */
	FAULT_SHADOWED,       /* can never fire; want: the rule before it */
	FAULT_CONTRADICTION,  /* can never fire: "none" takes it all away */
	FAULT_NOWHERE,        /* can never fire: no such value at that place */
	FAULT_SAME,           /* finds what another one finds; want: that one */
	FAULT_SLOW,           /* an expression */
	FAULT_WORD_HYPHEN,    /* at an end of a word; want: it without */
	FAULT_SENTENCE_TWICE, /* under another topic too; want: that rule */
	FAULT_KINDS,
};

/* One thing that is wrong. Strings are "" where the kind has no use for them;
 * none is NULL but nearest. */
struct fault {
	enum fault_kind kind;
	const char *file;
	int line;          /* 0: the file as a whole. What was found may stand
	                        below it, never above */
	const char *rule;  /* its name */
	const char *key;   /* of the setting */
	const char *found; /* as written: the caret points there */
	const char *want;  /* what may stand there, or the kind's own use */
	const char
	    *nearest; /* the known word that was probably meant, or NULL */
};

/* All of them, in the order in which they were found. */
struct faults {
	struct arena *arena;
	size_t n, room;
	struct fault *at;
};

/* Adds one; NULL strings become "". What it points to must live as long as
 * the arena. */
void fault_add(struct faults *f, struct fault fault);

#endif
