/*
 * Compiles rules: every word into the one automaton, every expression with
 * PCRE2, every criterion into bits for the fields it looks at. Collects all
 * mistakes before it gives up. What a rule means for a message is match.c's.
 */

#include "triage/rules.h"

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"
#include "triage/compiled.h"
#include "triage/guard.h"

/* Digits of the rules' digest that name them. */
#define VERSION_DIGITS 12

const char *const place_names[] = {
	[PLACE_TEXT] = "text",
	[PLACE_SUBJECT] = "subject",
	[PLACE_NEW] = "new",
	[PLACE_ALL] = "all_text",
	[PLACE_FROM] = "from",
	[PLACE_TO] = "to",
	[PLACE_ATTACHMENT] = "attachment",
	[PLACE_HEADER] = "header",
	[PLACE_ORGANISATION] = "organisation",
	[PLACE_PROVINCE] = "province",
	[PLACE_KIND] = "kind",
	NULL,
};

struct compiler {
	struct arena *a;
	struct rules *rules;
	struct text *mistakes;
	size_t n_mistakes, expressions_room;
};

static void
mistake(struct compiler *c, const char *file, int line, const char *what)
{
	text_addf(c->mistakes, "%s:%d: %s\n", file, line, what);
	c->n_mistakes++;
}

/* The bit of a named header, which is given one when it is new. */
static uint64_t
header_bit(struct compiler *c, const struct criterion *criterion)
{
	struct rules *r = c->rules;
	size_t i;

	for (i = 0; i < r->n_headers; i++) {
		if (text_is_same(r->headers[i], criterion->header))
			return UINT64_C(1) << (FIELD_HEADERS + i);
	}
	if (r->n_headers == RULES_HEADERS_MAX) {
		mistake(c, criterion->file, criterion->line,
		    arena_printf(c->a,
		        "header \"%s\" is one too many; all rules together "
		        "may name %d",
		        criterion->header, RULES_HEADERS_MAX));
		return 0;
	}
	r->headers[r->n_headers++] = criterion->header;
	return UINT64_C(1) << (FIELD_HEADERS + i);
}

static uint64_t
bit(enum field field)
{
	return UINT64_C(1) << field;
}

static uint64_t
fields_of(struct compiler *c, const struct criterion *criterion)
{
	switch (criterion->place) {
	case PLACE_TEXT:
		return bit(FIELD_SUBJECT) | bit(FIELD_NEW);
	case PLACE_SUBJECT:
		return bit(FIELD_SUBJECT);
	case PLACE_NEW:
		return bit(FIELD_NEW);
	case PLACE_ALL:
		return bit(FIELD_SUBJECT) | bit(FIELD_NEW) | bit(FIELD_REST);
	case PLACE_FROM:
		return bit(FIELD_FROM);
	case PLACE_TO:
		return bit(FIELD_TO);
	case PLACE_ATTACHMENT:
		return bit(FIELD_ATTACHMENT);
	case PLACE_HEADER:
		return header_bit(c, criterion);
	case PLACE_ORGANISATION:
		return bit(FIELD_ORGANISATION);
	case PLACE_PROVINCE:
		return bit(FIELD_PROVINCE);
	case PLACE_KIND:
		return bit(FIELD_KIND);
	}
	return 0;
}

static bool
is_expression(const char *word)
{
	size_t n = strlen(word);

	return n >= 2 && word[0] == '/' && word[n - 1] == '/';
}

/* The guards of an expression become words, open at both ends; when they do
 * not all fit, it goes without. */
static void
guards_add(struct compiler *c, const char *expression, struct expression *out)
{
	struct guard g = guard_of(c->a, expression);
	size_t *numbers = arena_array(c->a, g.n, sizeof(*numbers));
	size_t i;

	for (i = 0; i < g.n; i++) {
		if (words_add(c->rules->words, c->a,
		        arena_printf(c->a, "*%s*", g.words[i]), &numbers[i],
		        NULL) != 0)
			return;
	}
	out->n_guards = g.n;
	out->guards = numbers;
}

static void
expression_add(struct compiler *c, const struct criterion *criterion,
    const char *word, struct needle *out)
{
	struct rules *r = c->rules;
	PCRE2_UCHAR why[120];
	int code;
	PCRE2_SIZE at;
	pcre2_code *compiled =
	    pcre2_compile((PCRE2_SPTR)(word + 1), strlen(word) - 2,
	        PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C,
	        &code, &at, NULL);

	if (!compiled) {
		if (pcre2_get_error_message(code, why, sizeof(why)) < 0)
			why[0] = '\0';
		mistake(c, criterion->file, criterion->line,
		    arena_printf(c->a,
		        "the expression %s is wrong at character %zu: %s", word,
		        at + 1, (const char *)why));
		return;
	}
	if (r->n_expressions == c->expressions_room) {
		size_t room = r->n_expressions ? 2 * r->n_expressions : 32;

		r->expressions = arena_grow(c->a, r->expressions,
		    r->n_expressions, room, sizeof(*r->expressions));
		c->expressions_room = room;
	}
	r->expressions[r->n_expressions] =
	    (struct expression){ .code = compiled };
	guards_add(c, arena_copy_n(c->a, word + 1, strlen(word) - 2),
	    &r->expressions[r->n_expressions]);
	*out = (struct needle){ true, false, r->n_expressions++ };
}

static void
needle_add(struct compiler *c, const struct criterion *criterion,
    const char *word, struct needle *out)
{
	struct err e;
	const char *folded = fold(c->a, word, strlen(word), NULL);

	/* fold() leaves U+FFFD where bytes are no UTF-8. */
	if (strstr(folded, "\xEF\xBF\xBD")) {
		mistake(c, criterion->file, criterion->line,
		    "a word that is not valid UTF-8");
		return;
	}
	if (is_expression(word)) {
		expression_add(c, criterion, word, out);
		return;
	}
	if (strcmp(word, "*") == 0) {
		*out = (struct needle){ false, true, 0 };
		return;
	}
	if (words_add(c->rules->words, c->a, folded, &out->number, &e))
		mistake(c, criterion->file, criterion->line, e.text);
}

static struct checks
checks_of(struct compiler *c, const struct criteria *criteria)
{
	struct check *at = arena_array(c->a, criteria->n, sizeof(*at));
	size_t i, j;

	for (i = 0; i < criteria->n; i++) {
		const struct criterion *from = &criteria->at[i];
		struct needle *needles =
		    arena_array(c->a, from->n_words, sizeof(*needles));

		at[i].fields = fields_of(c, from);
		at[i].n = from->n_words;
		at[i].needles = needles;
		c->rules->fields |= at[i].fields;
		if (from->n_words == 0)
			mistake(c, from->file, from->line,
			    "a list without words; it would never match");
		for (j = 0; j < from->n_words; j++)
			needle_add(c, from, from->words[j], &needles[j]);
	}
	return (struct checks){ criteria->n, at };
}

static void
weight_check(struct compiler *c, const struct rule *rule)
{
	bool may_be_negative = rule->group == RULE_QUESTION;

	if (rule->weight >= (may_be_negative ? -100 : 1) &&
	    rule->weight <= 100 && rule->weight != 0)
		return;
	mistake(c, rule->file, rule->line,
	    arena_printf(c->a, "rule \"%s\" has weight %d; expected %s",
	        rule->name, rule->weight,
	        may_be_negative ? "-100 to 100 and not 0" : "1 to 100"));
}

static void
names_check(struct compiler *c, const struct rule *list, size_t i)
{
	size_t j;

	for (j = 0; j < i; j++) {
		if (list[j].group == list[i].group &&
		    strcmp(list[j].name, list[i].name) == 0) {
			mistake(c, list[i].file, list[i].line,
			    arena_printf(c->a,
			        "rule \"%s\" has the name of the rule at "
			        "%s:%d; give it another",
			        list[i].name, list[j].file, list[j].line));
			return;
		}
	}
}

static void
hash_criteria(struct text *all, const struct criteria *criteria)
{
	size_t i, j;

	for (i = 0; i < criteria->n; i++) {
		const struct criterion *at = &criteria->at[i];

		text_addf(
		    all, "%d %s", (int)at->place, at->header ? at->header : "");
		for (j = 0; j < at->n_words; j++)
			text_addf(all, "\t%s", at->words[j]);
		text_add_char(all, '\n');
	}
}

/* The content in one digest, so that a decision can name the rules that it
 * was made by. */
static void
version_set(struct rules *r)
{
	SCOPED(text_done) struct text all;
	unsigned char digest[DIGEST_BYTES];
	size_t i;

	text_init(&all, 64u << 20);
	for (i = 0; i < r->n; i++) {
		const struct rule *rule = &r->list[i];

		text_addf(&all, "%d\t%s\t%d\t%s\t%s\t%s\n", (int)rule->group,
		    rule->name, rule->weight, rule->team, rule->value,
		    rule->assignee);
		hash_criteria(&all, &rule->any);
		hash_criteria(&all, &rule->all);
		hash_criteria(&all, &rule->none);
	}
	digest_sha256(all.data, all.len, digest);
	digest_hex(digest, VERSION_DIGITS / 2, r->version);
}

int
rules_new(struct arena *a, const struct rule *list, size_t n,
    struct rules **out, struct text *mistakes, struct err *e)
{
	struct rules *r = arena_alloc(a, sizeof(*r));
	struct compiled *compiled = arena_array(a, n, sizeof(*compiled));
	struct compiler c = { a, r, mistakes, 0, 0 };
	struct rule *copy = arena_array(a, n, sizeof(*copy));
	size_t i;

	if (n > 0)
		memcpy(copy, list, n * sizeof(*copy));
	r->n = n;
	r->list = copy;
	r->compiled = compiled;
	r->words = words_new(a);
	for (i = 0; i < n; i++) {
		weight_check(&c, &copy[i]);
		names_check(&c, copy, i);
		if (copy[i].any.n + copy[i].all.n == 0)
			mistake(&c, copy[i].file, copy[i].line,
			    arena_printf(a,
			        "rule \"%s\" has no words, any or all; it "
			        "would match every message",
			        copy[i].name));
		compiled[i].any = checks_of(&c, &copy[i].any);
		compiled[i].all = checks_of(&c, &copy[i].all);
		compiled[i].none = checks_of(&c, &copy[i].none);
	}
	if (c.n_mistakes > 0) {
		rules_free(r);
		return err_set(
		    e, ERR_FIX, "%zu mistakes in the rules.", c.n_mistakes);
	}
	words_close(r->words, a);
	version_set(r);
	*out = r;
	return 0;
}

void
rules_free(struct rules *r)
{
	size_t i;

	if (!r)
		return;
	for (i = 0; i < r->n_expressions; i++)
		pcre2_code_free(r->expressions[i].code);
	r->n_expressions = 0;
}

const char *
rules_version(const struct rules *r)
{
	return r->version;
}

size_t
rules_count(const struct rules *r)
{
	return r->n;
}

const char *
rules_value(const struct rules *r, enum rule_group group, const char *value)
{
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (r->list[i].group == group &&
		    text_is_same(r->list[i].value, value))
			return r->list[i].value;
	}
	return NULL;
}
