/*
 * Rules that test themselves: each example must match its rule and each
 * counterexample must not. An example has a text and, in lines before it, what
 * else a rule may look at.
 */

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"
#include "mail/message.h"
#include "triage/compiled.h"
#include "triage/fault.h"
#include "triage/organisation.h"
#include "triage/rules.h"

/* A mail as an example describes it. */
struct mail {
	struct facts facts;
	struct organisation org;
	struct attachment attachment;
	struct address to;
};

/* Lines in front of the text that say something else of the mail. */
enum mark {
	MARK_SUBJECT,
	MARK_FROM,
	MARK_TO,
	MARK_ATTACHMENT,
	MARK_KIND,
	MARK_ORGANISATION,
	MARK_PROVINCE,
};

static const char *const marks[] = {
	[MARK_SUBJECT] = "Onderwerp: ",
	[MARK_FROM] = "Van: ",
	[MARK_TO] = "Aan: ",
	[MARK_ATTACHMENT] = "Bijlage: ",
	[MARK_KIND] = "Soort: ",
	[MARK_ORGANISATION] = "Organisatie: ",
	[MARK_PROVINCE] = "Provincie: ",
};

static void
mark_set(struct arena *a, struct mail *m, enum mark mark, const char *value)
{
	switch (mark) {
	case MARK_SUBJECT:
		m->facts.subject = value;
		break;
	case MARK_FROM:
		m->facts.from = address_make(a, "", value);
		break;
	case MARK_TO:
		m->to = address_make(a, "", value);
		m->facts.to = (struct address_list){ 1, &m->to };
		break;
	case MARK_ATTACHMENT:
		m->attachment = (struct attachment){ value, "", NULL };
		m->facts.attachments = &m->attachment;
		m->facts.n_attachments = 1;
		m->facts.has_attachment = KNOWN_YES;
		break;
	case MARK_KIND:
		m->org.kind = value;
		break;
	case MARK_ORGANISATION:
		m->org.name = value;
		break;
	case MARK_PROVINCE:
		m->org.province = value;
		break;
	}
}

/* The first mark that the text begins with, and what stands behind it on the
 * line. The text behind that line, or NULL. */
static const char *
mark_read(struct arena *a, struct mail *m, const char *text)
{
	size_t i;

	for (i = 0; i < LENGTH(marks); i++) {
		const char *value = text + strlen(marks[i]);
		size_t n;

		if (!text_has_prefix(text, marks[i]))
			continue;
		n = strcspn(value, "\n");
		mark_set(a, m, (enum mark)i, arena_copy_n(a, value, n));
		return value + n + (value[n] == '\n');
	}
	return NULL;
}

static struct mail *
example_mail(struct arena *a, const char *example)
{
	struct mail *m = arena_alloc(a, sizeof(*m));
	const char *text = example, *behind;

	m->facts = (struct facts){
		.message_id = "",
		.in_reply_to = "",
		.subject = "",
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
	m->org = (struct organisation){ "", "", "", "", "", false };
	while ((behind = mark_read(a, m, text)))
		text = behind;
	m->facts.text_new = text;
	m->facts.folded_subject =
	    fold(a, m->facts.subject, strlen(m->facts.subject), NULL);
	m->facts.folded_new = fold(a, text, strlen(text), NULL);
	return m;
}

/* The words by which the rule matches the example, or NULL. */
static const char *
matched_by(const struct rules *r, struct arena *a, const struct rule *rule,
    const char *example)
{
	const struct mail *m = example_mail(a, example);
	struct matches matches = rules_match(r, a, &m->facts, &m->org);
	size_t i;

	for (i = 0; i < matches.n; i++) {
		if (matches.at[i].rule == rule)
			return matches.at[i].words;
	}
	return NULL;
}

static void
try_examples(const struct rules *r, const struct rule *rule, bool is_counter,
    struct faults *faults)
{
	size_t n = is_counter ? rule->n_counterexamples : rule->n_examples;
	const char **list = is_counter ? rule->counterexamples : rule->examples;
	size_t i;

	for (i = 0; i < n; i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		const char *words = matched_by(r, a, rule, list[i]);

		if ((words != NULL) == !is_counter)
			continue;
		fault_add(faults,
		    (struct fault){ .kind = is_counter ? FAULT_COUNTEREXAMPLE
		                                       : FAULT_EXAMPLE,
		        .file = rule->file,
		        .line = rule->line,
		        .rule = rule->name,
		        .found = list[i],
		        .want = arena_copy(faults->arena, words) });
	}
}

void
rules_try_examples(const struct rules *r, struct faults *faults)
{
	size_t i;

	for (i = 0; i < r->n; i++) {
		try_examples(r, &r->list[i], false, faults);
		try_examples(r, &r->list[i], true, faults);
	}
}
