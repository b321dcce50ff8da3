/*
 * Compiles rules: every word into the one automaton, every expression with
 * PCRE2, every criterion into bits for the fields it looks at. Collects all
 * mistakes before it gives up. What a rule means for a message is match.c's.
 */

#include "triage/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"
#include "triage/compiled.h"
#include "triage/fault.h"
#include "triage/guard.h"
#include "triage/topic_sentences.h"

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
	[PLACE_HAS_ATTACHMENT] = "has_attachment",
	NULL,
};

struct compiler {
	struct arena *a;
	struct arena *scratch; /* until all words are added */
	struct rules *rules;
	struct faults *faults;
	size_t expressions_room;
};

/* At a criterion's place in the file. */
static void
fault_at(struct compiler *c, const struct criterion *at, enum fault_kind kind,
    const char *found, const char *want)
{
	fault_add(c->faults,
	    (struct fault){ .kind = kind,
	        .file = at->file,
	        .line = at->line,
	        .found = found,
	        .want = want });
}

static void
fault_of_rule(struct compiler *c, const struct rule *rule, enum fault_kind kind,
    const char *found, const char *want)
{
	fault_add(c->faults,
	    (struct fault){ .kind = kind,
	        .file = rule->file,
	        .line = rule->line,
	        .rule = rule->name,
	        .found = found,
	        .want = want });
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
		fault_at(c, criterion, FAULT_TOO_MANY_HEADERS,
		    criterion->header,
		    arena_printf(c->a, "%d", RULES_HEADERS_MAX));
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
	case PLACE_HAS_ATTACHMENT:
		return bit(FIELD_HAS_ATTACHMENT);
	}
	return 0;
}

static bool
is_expression(const char *word)
{
	size_t n = strlen(word);

	return n >= 2 && word[0] == '/' && word[n - 1] == '/';
}

/* A guard becomes words, open at both ends; NULL when they do not all fit. */
static const size_t *
guard_add(struct compiler *c, const struct guard *g)
{
	size_t *numbers = arena_array(c->a, g->n, sizeof(*numbers));
	enum fault_kind why;
	size_t i;

	for (i = 0; i < g->n; i++) {
		if (words_add(c->rules->words, c->scratch,
		        arena_printf(c->scratch, "*%s*", g->words[i]),
		        &numbers[i], &why) != 0)
			return NULL;
	}
	return numbers;
}

/* An expression whose guards do not fit goes without. */
static void
guards_add(struct compiler *c, const char *expression, struct expression *out)
{
	struct guard guards[GUARDS_MAX];
	size_t i, n = guards_of(c->a, expression, guards);

	if (n == 0)
		return;
	out->guards = guard_add(c, &guards[0]);
	out->n_guards = out->guards ? guards[0].n : 0;
	for (i = 1; i < n && out->guards; i++) {
		const size_t *more = guard_add(c, &guards[i]);

		if (more)
			out->more[out->n_more++] =
			    (struct more_guards){ guards[i].n, more };
	}
}

/* Compiles and numbers an expression; NULL when it is wrong. */
static pcre2_code *
expression_new(struct compiler *c, const struct criterion *at,
    const char *written, size_t *number)
{
	struct rules *r = c->rules;
	struct expression *out;
	PCRE2_UCHAR why[120] = "";
	size_t n = strlen(written) - 2;
	int code;
	PCRE2_SIZE where;
	pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)(written + 1), n,
	    PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C,
	    &code, &where, NULL);

	if (!compiled) {
		(void)pcre2_get_error_message(code, why, sizeof(why));
		fault_at(c, at, FAULT_EXPRESSION, written,
		    arena_printf(
		        c->a, "%s, %zu", (const char *)why, where + 1));
		return NULL;
	}
	if (r->n_expressions == c->expressions_room) {
		size_t room = r->n_expressions ? 2 * r->n_expressions : 32;

		r->expressions = arena_grow(c->a, r->expressions,
		    r->n_expressions, room, sizeof(*r->expressions));
		c->expressions_room = room;
	}
	out = &r->expressions[r->n_expressions];
	*out = (struct expression){ .code = compiled, .text = written };
	guards_add(c, arena_copy_n(c->a, written + 1, n), out);
	*number = r->n_expressions++;
	return compiled;
}

static void
word_fault(struct compiler *c, const struct criterion *at, enum fault_kind kind,
    const char *word)
{
	int limit = kind == FAULT_WORD_LONG ? WORDS_LENGTH_MAX
	    : kind == FAULT_TOO_MANY_WORDS  ? WORDS_STATES_MAX
	                                    : 0;

	fault_at(
	    c, at, kind, word, limit ? arena_printf(c->a, "%d", limit) : NULL);
}

static void
needle_add(struct compiler *c, const struct criterion *criterion,
    const char *word, struct needle *out)
{
	enum fault_kind why;
	const char *folded = fold(c->scratch, word, strlen(word), NULL);

	/* fold() leaves U+FFFD where bytes are no UTF-8. */
	if (strstr(folded, "\xEF\xBF\xBD")) {
		fault_at(c, criterion, FAULT_UTF8, NULL, NULL);
		return;
	}
	if (is_expression(word)) {
		out->is_expression = true;
		(void)expression_new(c, criterion, word, &out->number);
		return;
	}
	if (strcmp(word, "*") == 0) {
		*out = (struct needle){ false, true, 0 };
		return;
	}
	if (words_add(
	        c->rules->words, c->scratch, folded, &out->number, &why) != 0)
		word_fault(c, criterion, why, word);
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
		if (from->n_words == 0 && from->words)
			fault_at(c, from, FAULT_NO_WORDS, NULL, NULL);
		for (j = 0; j < from->n_words; j++)
			needle_add(c, from, from->words[j], &needles[j]);
	}
	return (struct checks){ criteria->n, at };
}

/* "/.../" with one ( ); what is not given is no expression. */
static size_t
thread_key_add(struct compiler *c, const struct rule *rule)
{
	const struct criterion at = { .file = rule->file, .line = rule->line };
	const char *written = rule->actions.thread_key;
	size_t number = NO_EXPRESSION;
	uint32_t n = 0;
	const pcre2_code *code;

	if (!*written)
		return NO_EXPRESSION;
	if (!is_expression(written)) {
		fault_of_rule(c, rule, FAULT_CAPTURE, written, NULL);
		return NO_EXPRESSION;
	}
	code = expression_new(c, &at, written, &number);
	if (code &&
	    (pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &n) || n != 1))
		fault_of_rule(c, rule, FAULT_CAPTURE, written, NULL);
	return number;
}

static void
weight_check(struct compiler *c, const struct rule *rule)
{
	bool may_be_negative = rule->group == RULE_QUESTION;

	if (rule->weight < (may_be_negative ? -100 : 1) || rule->weight > 100 ||
	    rule->weight == 0)
		fault_of_rule(c, rule, FAULT_WEIGHT,
		    arena_printf(c->a, "%d", rule->weight),
		    may_be_negative ? "-100..-1, 1..100" : "1..100");
}

static int
compare_names(const void *left, const void *right)
{
	const struct rule *a = *(const struct rule *const *)left;
	const struct rule *b = *(const struct rule *const *)right;
	int by_name = strcmp(a->name, b->name);

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return by_name ? by_name : (a > b) - (a < b);
}

/* A name stands once in its list: people and corrections go by it. */
static void
names_check(struct compiler *c)
{
	const struct rules *r = c->rules;
	const struct rule **by_name =
	    arena_array(c->a, r->n + 1, sizeof(*by_name));
	size_t i;

	for (i = 0; i < r->n; i++)
		by_name[i] = &r->list[i];
	if (r->n > 1)
		qsort(
		    by_name, r->n, sizeof(const struct rule *), compare_names);
	for (i = 1; i < r->n; i++) {
		const struct rule *first = by_name[i - 1], *again = by_name[i];

		if (first->group == again->group && *again->name &&
		    strcmp(first->name, again->name) == 0)
			fault_of_rule(c, again, FAULT_NAME_TWICE, again->name,
			    arena_printf(
			        c->a, "%s:%d", first->file, first->line));
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

static void
hash_actions(struct text *all, const struct actions *what)
{
	text_addf(all, "%s\t%s\t%s\t%s\t%s\t%d\n", what->priority,
	    what->assignee, what->keyword, what->move, what->thread_key,
	    what->is_no_answer);
}

/* The content in one digest, so that a decision can name the rules that it
 * was made by. */
static void
version_set(struct rules *r)
{
	SCOPED(text_done) struct text all;
	unsigned char digest[DIGEST_BYTES];
	size_t i, k;

	text_init(&all, 64u << 20);
	for (i = 0; i < r->n; i++) {
		const struct rule *rule = &r->list[i];

		text_addf(&all, "%d\t%s\t%d\t%s\t%s\n", (int)rule->group,
		    rule->name, rule->weight, rule->team, rule->value);
		hash_actions(&all, &rule->actions);
		for (k = 0; k < rule->sentences.n; k++)
			text_addf(&all, "%s\n", rule->sentences.at[k]);
		hash_criteria(&all, &rule->any);
		hash_criteria(&all, &rule->all);
		hash_criteria(&all, &rule->none);
	}
	digest_sha256(all.data, all.len, digest);
	digest_hex(digest, VERSION_DIGITS / 2, r->version);
}

static void
rule_compile(struct compiler *c, const struct rule *rule, struct compiled *out)
{
	weight_check(c, rule);
	if (rule->any.n + rule->all.n + rule->sentences.n == 0 &&
	    !rule->is_faulty)
		fault_of_rule(c, rule, FAULT_MATCHES_ALL, rule->name, NULL);
	out->any = checks_of(c, &rule->any);
	out->all = checks_of(c, &rule->all);
	out->none = checks_of(c, &rule->none);
	out->thread_key = thread_key_add(c, rule);
}

int
rules_new(struct arena *a, const struct rule *list, size_t n,
    struct rules **out, struct faults *faults)
{
	SCOPED(arena_done) struct arena *scratch = arena_new();
	struct rules *r = arena_alloc(a, sizeof(*r));
	struct compiled *compiled = arena_array(a, n, sizeof(*compiled));
	struct compiler c = { a, scratch, r, faults, 0 };
	struct rule *copy = arena_array(a, n, sizeof(*copy));
	size_t i, faults_before = faults->n;

	if (n > 0)
		memcpy(copy, list, n * sizeof(*copy));
	r->n = n;
	r->list = copy;
	r->compiled = compiled;
	r->words = words_new(a);
	names_check(&c);
	for (i = 0; i < n; i++)
		rule_compile(&c, &copy[i], &compiled[i]);
	if (faults->n > faults_before) {
		rules_free(r);
		return -1;
	}
	words_close(r->words, a);
	r->likeness = topic_sentences_compile(a, r, compiled);
	r->triggers = triggers_of(a, r);
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

const struct rule *
rules_at(const struct rules *r, size_t i)
{
	return &r->list[i];
}
