/*
 * Reads Outlook's, Apple's, Gmail's and Thunderbird's header block in the
 * text of a mail: labels in Dutch, English, German and French, bold asterisks
 * and tabs around them, values that wrap.
 */

#include "mail/block.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "mail/moment.h"
#include "mail/utf8.h"

/* Lines of one block; recipients can be many. */
#define BLOCK_LINES 60

/* A subject as long as this may go on, on the next line. */
#define WRAP_MIN 55

#define VALUE_MAX 1000

enum field {
	FIELD_NONE,
	FIELD_FROM,
	FIELD_DATE,
	FIELD_TO,
	FIELD_SUBJECT,
	FIELD_OTHER,
};

static const struct {
	const char *label;
	enum field field;
} labels[] = {
	{ "van", FIELD_FROM },
	{ "from", FIELD_FROM },
	{ "von", FIELD_FROM },
	{ "de", FIELD_FROM },
	{ "afzender", FIELD_FROM },
	{ "verzonden", FIELD_DATE },
	{ "verstuurd", FIELD_DATE },
	{ "datum", FIELD_DATE },
	{ "sent", FIELD_DATE },
	{ "date", FIELD_DATE },
	{ "gesendet", FIELD_DATE },
	{ "envoye", FIELD_DATE },
	{ "aan", FIELD_TO },
	{ "to", FIELD_TO },
	{ "an", FIELD_TO },
	{ "cc", FIELD_OTHER },
	{ "bcc", FIELD_OTHER },
	{ "kopie", FIELD_OTHER },
	{ "onderwerp", FIELD_SUBJECT },
	{ "subject", FIELD_SUBJECT },
	{ "betreff", FIELD_SUBJECT },
	{ "objet", FIELD_SUBJECT },
	{ "bijlage", FIELD_OTHER },
	{ "bijlagen", FIELD_OTHER },
	{ "attachment", FIELD_OTHER },
	{ "attachments", FIELD_OTHER },
	{ "urgentie", FIELD_OTHER },
	{ "prioriteit", FIELD_OTHER },
	{ "importance", FIELD_OTHER },
	{ "priority", FIELD_OTHER },
	{ "gevoeligheid", FIELD_OTHER },
	{ "sensitivity", FIELD_OTHER },
	{ "organisatie", FIELD_OTHER },
	{ "organization", FIELD_OTHER },
	{ "beantwoorden", FIELD_OTHER },
	{ "antwoord-naar", FIELD_OTHER },
	{ "antwoord aan", FIELD_OTHER },
	{ "reply-to", FIELD_OTHER },
	{ "when", FIELD_OTHER },
	{ "wanneer", FIELD_OTHER },
	{ "where", FIELD_OTHER },
	{ "waar", FIELD_OTHER },
	{ "locatie", FIELD_OTHER },
};

struct value {
	size_t first, end; /* the lines that it stands on */
};

/* The label at the front of a line: "*van:* x" -> FIELD_FROM. */
static enum field
field_of(const struct line *line)
{
	const char *s = line->text + strspn(line->text, "* ");
	size_t i;

	for (i = 0; i < LENGTH(labels); i++) {
		size_t n;

		if (*labels[i].label != *s)
			continue;
		n = strlen(labels[i].label);
		if (strncmp(s, labels[i].label, n) == 0 &&
		    s[n + strspn(s + n, "* ")] == ':')
			return labels[i].field;
	}
	return FIELD_NONE;
}

/* Whether a line without a label still belongs to the value above it. */
static bool
goes_on(const struct lines *l, enum field field, size_t i)
{
	const struct line *line = &l->at[i], *above = &l->at[i - 1];
	size_t n = above->body_n;

	if (!*line->text || line->depth != above->depth)
		return false;
	if (n > 0 && above->body[n - 1] == ':' && field_of(above) == field)
		return true; /* the value stands below its label */
	if (field == FIELD_SUBJECT)
		return n >= WRAP_MIN && above->n <= 80;
	if (field == FIELD_TO || field == FIELD_OTHER)
		return strchr(";,", above->body[n - 1]) ||
		    memchr(line->body, '@', line->body_n) ||
		    (n >= WRAP_MIN && above->n <= 80);
	return field == FIELD_FROM && line->body[0] == '<';
}

/* One line of text from the lines of a value: behind the label, without the
 * asterisks of bold type. */
static const char *
value_text(struct arena *a, const struct lines *l, struct value v)
{
	const char *raw;
	char *s, *c;
	size_t n;

	if (v.first == v.end)
		return "";
	raw = lines_unquoted(a, l, v.first, v.end, l->at[v.first].depth);
	raw = strchr(raw, ':');
	s = arena_copy(a, raw ? raw + 1 : "");
	for (c = s; *c; c++) {
		if (*c == '*' || *c == '\n' || *c == '\t')
			*c = ' ';
	}
	s += strspn(s, " ");
	n = strlen(s);
	return utf8_line(a, s, n < VALUE_MAX ? n : VALUE_MAX);
}

static bool
is_address_end(char c)
{
	return c == '\0' || strchr(" \t<>[]()\"',;:*", c) != NULL;
}

struct address
block_address(struct arena *a, const char *value)
{
	const char *at = strchr(value, '@'), *start = at, *end = at;
	const char *name;
	size_t n;

	if (!at) {
		n = strlen(value);
		return (struct address){ utf8_line(a, value, n), "", "" };
	}
	while (start > value && !is_address_end(start[-1]))
		start--;
	while (!is_address_end(*end))
		end++;
	while (end > at && end[-1] == '.')
		end--;
	/* The name ends where the address or its bracket begins. */
	n = strcspn(value, "<[");
	if (n > (size_t)(start - value))
		n = (size_t)(start - value);
	while (n > 0 && strchr(" \t\"'(", value[n - 1]))
		n--;
	name = value;
	while (n > 0 && strchr(" \t\"'", *name)) {
		name++;
		n--;
	}
	return address_make(a, utf8_line(a, name, n),
	    arena_copy_n(a, start, (size_t)(end - start)));
}

/* The next line of the block behind line i, over one blank line that HTML
 * put between; n when the block ends. */
static size_t
next_label(const struct lines *l, size_t i)
{
	size_t next = lines_skip_blank(l, i);

	return next < l->n && next - i <= 1 &&
	        l->at[next].depth == l->at[i - 1].depth &&
	        field_of(&l->at[next]) != FIELD_NONE
	    ? next
	    : l->n;
}

static struct forward
fields_of(struct arena *a, const struct lines *l, const struct value *values)
{
	struct forward f = { .is_found = true };
	const char *from = value_text(a, l, values[FIELD_FROM]);

	f.from = block_address(a, from);
	f.subject = value_text(a, l, values[FIELD_SUBJECT]);
	f.date_text = value_text(a, l, values[FIELD_DATE]);
	f.has_date = moment_parse(a, f.date_text, &f.date) == 0;
	return f;
}

bool
block_read(struct arena *a, const struct lines *l, size_t i, struct block *out)
{
	struct value values[FIELD_OTHER + 1] = { { 0, 0 } };
	size_t first = i, end = i;
	enum field field = field_of(&l->at[i]);

	if (field == FIELD_NONE)
		return false;
	while (i < l->n && i < first + BLOCK_LINES) {
		struct value v = { i, i + 1 };

		field = field_of(&l->at[i]);
		while (v.end < l->n && field_of(&l->at[v.end]) == FIELD_NONE &&
		    goes_on(l, field, v.end))
			v.end++;
		if (values[field].end > 0 && field == FIELD_FROM)
			break; /* the block of a still older message */
		if (values[field].end == 0)
			values[field] = v;
		end = v.end;
		i = next_label(l, end);
	}
	*out = (struct block){ .after = end };
	out->has_from = values[FIELD_FROM].end > 0;
	if (!out->has_from)
		return true;
	out->is_whole = values[FIELD_DATE].end > 0 &&
	    (values[FIELD_TO].end > 0 || values[FIELD_SUBJECT].end > 0);
	out->fields = fields_of(a, l, values);
	return true;
}
