/*
 * Finds words and expressions in one message. Each field is folded and walked
 * once; expressions run only where somebody comes to need them and their
 * guards were found, interpreted and within limits, since both the rule and
 * the mail may be unfortunate. What the rules make of it is not known here.
 */

#include "triage/search.h"

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"
#include "triage/rules.h"

/* Bytes of one shown word. */
#define SHOWN_BYTES 60

pcre2_match_context *
expression_limits(void)
{
	pcre2_match_context *limits = pcre2_match_context_create(NULL);

	if (limits) {
		pcre2_set_match_limit(limits, EXPRESSION_STEPS);
		pcre2_set_depth_limit(limits, EXPRESSION_DEPTH);
		pcre2_set_heap_limit(limits, EXPRESSION_HEAP);
	}
	return limits;
}

/* The rules that may match now that the word is found. */
static void
trigger(struct search *s, size_t word)
{
	const struct triggers *t = &s->rules->triggers;
	size_t i;

	for (i = t->first[word]; i < t->first[word + 1]; i++)
		s->candidates[t->rules[i] / 64] |= UINT64_C(1)
		    << t->rules[i] % 64;
}

static void
note_word(void *context, size_t number, size_t start, size_t length)
{
	struct search *s = context;
	const struct slice *field = &s->field[s->walking];
	struct found *found = &s->words[number];

	/* "gemeente" must not match another kind that contains it. */
	if ((s->walking == FIELD_KIND || s->walking == FIELD_HAS_ATTACHMENT) &&
	    length != field->n)
		return;
	s->told[number / 64] |= UINT64_C(1) << number % 64;
	if (!found->fields) {
		found->first = (struct slice){ field->at + start, length };
		trigger(s, number);
	}
	found->fields |= UINT64_C(1) << s->walking;
}

static void
field_set(struct search *s, size_t field, const char *folded, size_t n)
{
	const struct words_listener listener = { note_word, s, s->told };

	s->field[field] = (struct slice){ folded, n };
	s->walking = field;
	memset(s->told, 0, WORDS_TOLD(s->rules->words) * sizeof(*s->told));
	words_walk(s->rules->words, folded, n, &listener);
}

static void
field_fold(struct search *s, size_t field, const char *text)
{
	size_t n;
	const char *folded = fold(s->a, text, strlen(text), &n);

	field_set(s, field, folded, n);
}

static bool
is_wanted(const struct search *s, size_t field)
{
	return s->rules->fields & (UINT64_C(1) << field);
}

static void
add_addresses(struct text *t, const struct address_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		text_addf(t, "%s <%s>\n", list->at[i].name, list->at[i].addr);
}

static void
look_at_people(struct search *s, const struct facts *facts)
{
	SCOPED(text_done) struct text t = { 0 };

	text_init(&t, 2 * MESSAGE_TEXT_MAX);
	if (is_wanted(s, FIELD_FROM)) {
		text_addf(&t, "%s <%s>", facts->from.name, facts->from.addr);
		field_fold(s, FIELD_FROM, t.data);
	}
	text_clear(&t);
	if (is_wanted(s, FIELD_TO)) {
		add_addresses(&t, &facts->to);
		add_addresses(&t, &facts->cc);
		field_fold(s, FIELD_TO, t.data);
	}
}

static void
look_at_attachments(struct search *s, const struct facts *facts)
{
	SCOPED(text_done) struct text t = { 0 };
	size_t i;

	text_init(&t, MESSAGE_TEXT_MAX);
	for (i = 0; i < facts->n_attachments; i++)
		text_addf(&t, "%s\n", facts->attachments[i].name);
	field_fold(s, FIELD_ATTACHMENT, t.data);
}

static void
look_whether_attached(struct search *s, const struct facts *facts)
{
	static const char *const words[] = {
		[KNOWN_NO] = "nee",
		[KNOWN_YES] = "ja",
		[KNOWN_NOT] = "onbekend",
	};
	const char *word = words[facts->has_attachment];

	field_set(s, FIELD_HAS_ATTACHMENT, word, strlen(word));
}

static void
look_at_headers(struct search *s, const struct facts *facts)
{
	size_t i;

	for (i = 0; i < s->rules->n_headers; i++) {
		const char *value = message_header(facts, s->rules->headers[i]);

		if (value)
			field_fold(s, FIELD_HEADERS + i, value);
	}
}

static void
look_at_organisation(struct search *s, const struct organisation *org)
{
	if (!org)
		return;
	field_fold(s, FIELD_ORGANISATION,
	    arena_printf(s->a, "%s %s", org->name, org->code));
	field_fold(s, FIELD_PROVINCE, org->province);
	field_fold(s, FIELD_KIND, org->kind);
}

static void
look(
    struct search *s, const struct facts *facts, const struct organisation *org)
{
	field_set(s, FIELD_SUBJECT, facts->folded_subject,
	    strlen(facts->folded_subject));
	field_set(s, FIELD_NEW, facts->folded_new, strlen(facts->folded_new));
	if (is_wanted(s, FIELD_REST))
		field_fold(s, FIELD_REST,
		    arena_printf(s->a, "%s\n%s", facts->text_quoted,
		        facts->text_signature));
	look_at_people(s, facts);
	if (is_wanted(s, FIELD_ATTACHMENT))
		look_at_attachments(s, facts);
	if (is_wanted(s, FIELD_HAS_ATTACHMENT))
		look_whether_attached(s, facts);
	look_at_headers(s, facts);
	look_at_organisation(s, org);
}

static uint64_t
fields_of_any(const struct search *s, const size_t *words, size_t n)
{
	uint64_t fields = 0;
	size_t i;

	for (i = 0; i < n; i++)
		fields |= s->words[words[i]].fields;
	return fields;
}

/* The fields that the expression can match in at all. The kind is too short
 * to be worth it, and notes whole words alone. */
static uint64_t
guarded_fields(const struct search *s, const struct expression *expression)
{
	uint64_t fields;
	size_t i;

	if (expression->n_guards == 0)
		return UINT64_MAX;
	fields = fields_of_any(s, expression->guards, expression->n_guards);
	for (i = 0; i < expression->n_more && fields; i++)
		fields &= fields_of_any(
		    s, expression->more[i].guards, expression->more[i].n);
	return fields | UINT64_C(1) << FIELD_KIND;
}

/* The first place in the wanted fields where the expression matches. */
static struct found
expression_find(struct search *s, size_t number, uint64_t fields)
{
	const struct expression *expression = &s->rules->expressions[number];
	const pcre2_code *code = expression->code;
	struct found found = { 0 };
	size_t i;

	fields &= guarded_fields(s, expression);
	for (i = 0; i < FIELDS; i++) {
		const struct slice *field = &s->field[i];
		const PCRE2_SIZE *at;

		if (!(fields & (UINT64_C(1) << i)) || !field->at)
			continue;
		if (pcre2_match(code, (PCRE2_SPTR)field->at, field->n, 0, 0,
		        s->match_data, s->limits) < 0)
			continue;
		at = pcre2_get_ovector_pointer(s->match_data);
		if (!found.fields && at[1] >= at[0])
			found.first =
			    (struct slice){ field->at + at[0], at[1] - at[0] };
		found.fields |= UINT64_C(1) << i;
	}
	return found;
}

static struct found
presence_find(const struct search *s, uint64_t fields)
{
	struct found found = { 0 };
	size_t i;

	for (i = 0; i < FIELDS; i++) {
		if ((fields & (UINT64_C(1) << i)) && s->field[i].n > 0) {
			found.first = s->field[i];
			found.fields |= UINT64_C(1) << i;
		}
	}
	return found;
}

static struct found
needle_find(struct search *s, const struct needle *needle, uint64_t fields)
{
	struct found found;

	if (needle->is_expression)
		return expression_find(s, needle->number, fields);
	if (needle->is_presence)
		return presence_find(s, fields);
	found = s->words[needle->number];
	found.fields &= fields;
	return found;
}

static bool
is_shown(const struct evidence *evidence, const struct slice *slice)
{
	size_t i;

	for (i = 0; i < evidence->n && i < SHOWN_WORDS; i++) {
		if (evidence->shown[i].n == slice->n &&
		    memcmp(evidence->shown[i].at, slice->at, slice->n) == 0)
			return true;
	}
	return false;
}

static void
evidence_add(struct evidence *evidence, const struct found *found)
{
	if (is_shown(evidence, &found->first))
		return;
	if (evidence->n < SHOWN_WORDS)
		evidence->shown[evidence->n] = found->first;
	evidence->n++;
	evidence->points += found->fields & (UINT64_C(1) << FIELD_SUBJECT)
	    ? RULES_POINTS_SUBJECT
	    : 1;
}

/* Whether any needle is found; all that are found become evidence. */
bool
search_check(
    struct search *s, const struct check *check, struct evidence *evidence)
{
	bool is_found = false;
	size_t i;

	for (i = 0; i < check->n; i++) {
		struct found found =
		    needle_find(s, &check->needles[i], check->fields);

		if (!found.fields)
			continue;
		is_found = true;
		if (!evidence)
			return true;
		evidence_add(evidence, &found);
	}
	return is_found;
}

struct resemblance
search_likeness(const struct search *s, size_t rule)
{
	size_t at = s->rules->compiled[rule].sentences;

	return at == NO_SENTENCES ? (struct resemblance){ 0, "" }
	                          : s->likes[at];
}

void
search_spend_likeness(struct search *s, size_t rule)
{
	size_t at = s->rules->compiled[rule].sentences;

	if (at != NO_SENTENCES)
		s->likes[at] = (struct resemblance){ 0, "" };
}

const char *
evidence_print(struct arena *a, const struct evidence *evidence)
{
	SCOPED(text_done) struct text t = { 0 };
	size_t i;

	text_init(&t, SHOWN_WORDS * (SHOWN_BYTES + 8));
	for (i = 0; i < evidence->n && i < SHOWN_WORDS; i++) {
		const struct slice *slice = &evidence->shown[i];
		size_t n = slice->n;

		if (n > SHOWN_BYTES)
			n = text_utf8_prefix(slice->at, SHOWN_BYTES);
		text_add(&t, i > 0 ? ", " : "");
		text_add_n(&t, slice->at, n);
	}
	return arena_copy(a, t.data);
}

void
search_begin(struct search *s, const struct rules *r, struct arena *a,
    const struct facts *facts, const struct organisation *org)
{
	*s = (struct search){ .rules = r, .a = a };
	/* Without memory for them the expressions do not match, the words do. */
	s->match_data = pcre2_match_data_create(2, NULL);
	s->limits = expression_limits();
	s->words = arena_array(a, words_count(r->words), sizeof(*s->words));
	s->told = arena_array(a, WORDS_TOLD(r->words), sizeof(*s->told));
	s->candidates = arena_grow(a, r->triggers.always, r->triggers.n_chunks,
	    r->triggers.n_chunks, sizeof(*s->candidates));
	look(s, facts, org);
	s->likes = likeness_points(
	    r->likeness, a, s->field[FIELD_SUBJECT].at, s->field[FIELD_NEW].at);
}

void
search_done(struct search *s)
{
	pcre2_match_data_free(s->match_data);
	pcre2_match_context_free(s->limits);
}
