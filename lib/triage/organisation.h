#ifndef POSTWACHT_ORGANISATION_H
#define POSTWACHT_ORGANISATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct arena;

/* Who a mail domain belongs to. */
struct organisation {
	const char *kind;     /* "gemeente", "ggd", "rijk", ..., "intern",
	                         "particulier", "pers", "systeem", "onbekend" */
	const char *code;     /* CBS code "GM0344" of a gemeente, else its name;
	                         "" for particulier and onbekend */
	const char *name;     /* "gemeente Utrecht", "GGD Twente", "" */
	const char *province; /* of a gemeente, else "" */
	const char *domain;   /* the registered suffix that matched, else "" */
	bool is_former; /* the domain is of a gemeente that was merged away;
	                   code and name are those of its successor */
};

struct organisations;

/* The text of each data file (rules/data), NUL-terminated. */
struct organisation_data {
	const char *domains;        /* domeinen.csv */
	const char *municipalities; /* gemeenten.csv */
	const char *partners;       /* ketenpartners.csv */
	const char *free_mail;      /* vrije_maildomeinen.txt */
	const char *press;          /* persdomeinen.txt; NULL: none */
};

/*
 * Builds the table. Lives in the arena.
 *
 * in       internal  domains of the own organisation (n_internal of them)
 *          own_name  its name, used as code for internal people
 * returns  0; -1: ERR_FIX when a file lacks a column, with its name
 */
int organisations_new(struct arena *a, const struct organisation_data *data,
    const char *const *internal, size_t n_internal, const char *own_name,
    const struct organisations **out, struct err *e) MUST_CHECK;

/*
 * The organisation of a mail domain, by its longest registered suffix on
 * label borders (design.md 6.2). Never NULL: an unknown domain is of kind
 * "onbekend", a free-mail domain "particulier".
 *
 * in       domain  lower case, A-labels
 */
const struct organisation *organisation_of(
    const struct organisations *all, const char *domain);

/* By CBS code or name, for display; NULL when unknown. */
const struct organisation *organisation_by_code(
    const struct organisations *all, const char *code);

/* The nameless one of a kind that no domain tells: "onbekend",
 * "particulier", "pers" or "systeem"; "onbekend" for another kind. */
const struct organisation *organisation_nameless(const char *kind);

/* How many gemeenten there are today: 342. */
size_t organisations_municipalities(const struct organisations *all);

/* The registered suffixes, for tests and the doctor. */
size_t organisations_count(const struct organisations *all);

/* The one whose suffix is the i-th, in order of the suffixes. */
const struct organisation *organisations_at(
    const struct organisations *all, size_t i);

#endif
