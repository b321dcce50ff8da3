/*
 * Fields of web forms. Knows how a form looks once it has become the text of
 * a mail; which addresses are forms is configured.
 */

#include "triage/webform.h"

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"
#include "mail/block.h"
#include "mail/lines.h"

/* What may stand around a label or an answer: bold type, bullets, tables. */
#define DECORATION "*|>-\t "

const struct webform *
webform_of(const struct webform_list *forms, const struct address *from)
{
	size_t i;

	for (i = 0; i < forms->n; i++) {
		if (address_is_same(forms->at[i].from, from->addr))
			return &forms->at[i];
	}
	return NULL;
}

/* The label of "E-mailadres: *", folded, without its colon. */
static const char *
label_of(struct arena *a, const char *field, size_t *n)
{
	const char *label = fold(a, field, strcspn(field, "*"), n);

	while (*n > 0 && strchr(": \t", label[*n - 1]))
		(*n)--;
	return label;
}

/* Behind the label on a line, when the label is all that stands there before
 * a colon, a column or the end; NULL when it is another line. */
static const char *
behind_label(
    struct arena *a, const struct line *line, const char *label, size_t label_n)
{
	const char *s = line->body, *end = s + line->body_n, *front;
	size_t n, folded_n;

	while (s < end && strchr(DECORATION, *s))
		s++;
	n = strcspn(s, ":\t|\n");
	if (n > (size_t)(end - s))
		n = (size_t)(end - s);
	while (n > 0 && strchr(DECORATION, s[n - 1]))
		n--;
	front = fold(a, s, n, &folded_n);
	if (folded_n != label_n || strncmp(front, label, label_n) != 0)
		return NULL;
	s += n;
	return s + strspn(s, ":" DECORATION);
}

/* An answer without what surrounds it. */
static const char *
answer(struct arena *a, const char *s, const char *end)
{
	while (s < end && strchr(DECORATION, *s))
		s++;
	while (end > s && strchr(DECORATION, end[-1]))
		end--;
	return s < end ? arena_copy_n(a, s, (size_t)(end - s)) : "";
}

static const char *
field_in(struct arena *a, const char *text, const char *label, size_t label_n)
{
	struct lines l = lines_split(a, text);
	size_t i;

	for (i = 0; i < l.n; i++) {
		const struct line *line = &l.at[i];
		const char *s = behind_label(a, line, label, label_n);
		const char *end = line->body + line->body_n, *found;

		if (!s)
			continue;
		found = s < end ? answer(a, s, end) : "";
		i = lines_skip_blank(&l, i + 1);
		if (!*found && i < l.n)
			found = answer(
			    a, l.at[i].body, l.at[i].body + l.at[i].body_n);
		return found;
	}
	return "";
}

const char *
webform_field(struct arena *a, const struct facts *facts, const char *field)
{
	/* Lines of a form can look like a signature, or like a quotation. */
	const char *const texts[] = { facts->text_new, facts->text_signature,
		facts->text_quoted };
	size_t i, label_n;
	const char *label = label_of(a, field, &label_n), *found = "";

	for (i = 0; label_n > 0 && i < LENGTH(texts) && !*found; i++)
		found = field_in(a, texts[i], label, label_n);
	return found;
}

/* An address to which an answer can be sent. */
static bool
is_answerable(const struct address *address)
{
	static const char *const nobody[] = { "noreply", "no-reply", "no_reply",
		"donotreply", "geen-antwoord", "mailer-daemon", "unknown@" };
	size_t i;

	for (i = 0; i < LENGTH(nobody); i++) {
		if (text_has_prefix(address->addr, nobody[i]))
			return false;
	}
	return strchr(address->domain, '.') != NULL;
}

struct address
webform_asker(
    struct arena *a, const struct webform *form, const struct facts *facts)
{
	struct address asker =
	    block_address(a, webform_field(a, facts, form->asker));
	size_t i;

	if (is_answerable(&asker))
		return asker;
	for (i = 0; i < facts->reply_to.n; i++) {
		if (is_answerable(&facts->reply_to.at[i]))
			return facts->reply_to.at[i];
	}
	return (struct address){ "", "", "" };
}

/* "Gemeente Utrecht" and "utrecht" are the same name. */
static const char *
bare_name(struct arena *a, const char *name)
{
	static const char prefix[] = "gemeente ";
	const char *folded = fold(a, name, strlen(name), NULL);

	return text_has_prefix(folded, prefix) ? folded + sizeof(prefix) - 1
	                                       : folded;
}

const struct organisation *
webform_organisation(struct arena *a, const struct webform *form,
    const struct facts *facts, const struct organisations *all)
{
	const char *wanted =
	    bare_name(a, webform_field(a, facts, form->organisation));
	size_t i, n = organisations_count(all);

	for (i = 0; *wanted && i < n; i++) {
		const struct organisation *org = organisations_at(all, i);

		if (*org->code && strcmp(bare_name(a, org->name), wanted) == 0)
			return org;
	}
	return NULL;
}
