#ifndef POSTWACHT_GUARD_H
#define POSTWACHT_GUARD_H

#include <stddef.h>

struct arena;

/* Letters that a guard has at least: shorter ones are in every mail. */
#define GUARD_LENGTH_MIN 3

/* Letters of a guard, and guards of one expression; what is longer is cut,
 * and an expression with more has none. */
#define GUARD_LENGTH_MAX 48
#define GUARD_WORDS_MAX  64

/* Plain pieces of text; every text that the expression matches holds at least
 * one of them. n is 0 when nothing of the kind can be said. */
struct guard {
	size_t n;
	const char **words;
};

/*
 * What an expression cannot do without, so that it need not be tried on a
 * text that holds none of it. Understands what rules are usually made of; an
 * expression with anything else has no guard.
 *
 * in       expression  PCRE2, without the slashes; one that compiles
 * owns     the words live in the arena
 * example  "\\bzoek(?:en)? (?:dit|dat) uit\\b" -> "zoek"
 */
struct guard guard_of(struct arena *a, const char *expression);

/* Guards of one expression that are told. */
#define GUARDS_MAX 4

/*
 * The same and what else each match holds: a text must hold a piece of every
 * guard. The one of guard_of comes first.
 *
 * returns  how many, 0 when there are none
 * example  "(?:onder|volgens) de (?:woo|wob)" -> onder|volgens, woo|wob
 */
size_t guards_of(
    struct arena *a, const char *expression, struct guard out[GUARDS_MAX]);

#endif
