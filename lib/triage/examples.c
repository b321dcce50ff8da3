/*
 * Rules that test themselves: each example must match its rule and each
 * counterexample must not. An example has a text and perhaps a subject; rules
 * that look elsewhere are tried without what they look at.
 */

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"
#include "mail/message.h"
#include "triage/compiled.h"
#include "triage/rules.h"

/* Facts of an example: its text, and its subject when the first line says
 * "Onderwerp: ...". */
static struct facts
example_facts(struct arena *a, const char *example)
{
	static const char mark[] = "Onderwerp: ";
	const char *text = example, *subject = "";
	struct facts facts = {
		.message_id = "",
		.in_reply_to = "",
		.base_subject = "",
		.from = { "", "", "" },
		.return_path = "",
		.content_type = "",
		.report_type = "",
		.calendar_method = "",
		.text_quoted = "",
		.text_signature = "",
		.text_disclaimer = "",
	};

	if (text_has_prefix(example, mark)) {
		size_t n;

		subject = example + strlen(mark);
		n = strcspn(subject, "\n");
		text = subject + n + (subject[n] == '\n');
		subject = arena_copy_n(a, subject, n);
	}
	facts.subject = subject;
	facts.text_new = text;
	facts.folded_subject = fold(a, subject, strlen(subject), NULL);
	facts.folded_new = fold(a, text, strlen(text), NULL);
	return facts;
}

static bool
is_matched(const struct rules *r, struct arena *a, const struct rule *rule,
    const char *example)
{
	struct facts facts = example_facts(a, example);
	struct matches matches = rules_match(r, a, &facts, NULL);
	size_t i;

	for (i = 0; i < matches.n; i++) {
		if (matches.at[i].rule == rule)
			return true;
	}
	return false;
}

static size_t
try_examples(const struct rules *r, struct arena *a, const struct rule *rule,
    bool is_counter, struct text *mistakes)
{
	size_t n = is_counter ? rule->n_counterexamples : rule->n_examples;
	const char **list = is_counter ? rule->counterexamples : rule->examples;
	size_t i, failed = 0;

	for (i = 0; i < n; i++) {
		if (is_matched(r, a, rule, list[i]) != is_counter)
			continue;
		text_addf(mistakes, "%s:%d: rule \"%s\" %s \"%s\"\n",
		    rule->file, rule->line, rule->name,
		    is_counter ? "matches its counterexample"
		               : "does not match its example",
		    list[i]);
		failed++;
	}
	return failed;
}

size_t
rules_try_examples(
    const struct rules *r, struct arena *a, struct text *mistakes)
{
	size_t i, failed = 0;

	for (i = 0; i < r->n; i++) {
		failed += try_examples(r, a, &r->list[i], false, mistakes) +
		    try_examples(r, a, &r->list[i], true, mistakes);
	}
	return failed;
}
