/*
 * The marks between what somebody writes and what he quotes: "Op ... schreef
 * ...:", "-----Oorspronkelijk bericht-----", and Outlook's block of Van,
 * Verzonden, Aan, Onderwerp. Header blocks are read in block.c.
 */

#include "mail/marks.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "mail/block.h"

/* An attribution wraps over at most so many lines and has no more bytes. */
#define ATTRIBUTION_LINES 4
#define ATTRIBUTION_MAX   400

/* Underscores that Outlook draws above its block. */
#define RULE_MIN 10

static bool
begins_with_any(const char *text, const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (*text == *list[i] &&
		    strncmp(text, list[i], strlen(list[i])) == 0)
			return true;
	}
	return false;
}

/* ---- "Op 27 januari 2026 om 11:15 schreef Nora <nora@...>:" ---- */

static bool
has_verb(const char *text)
{
	static const char *const verbs[] = { "schreef", "geschreven", "wrote",
		"schrieb", "a ecrit", "skrev", "escribio", "ha scritto" };

	return text_has_any(text, verbs, LENGTH(verbs));
}

static bool
has_time(const char *text)
{
	for (; *text; text++) {
		if (text[0] >= '0' && text[0] <= '9' && text[1] == ':' &&
		    text[2] >= '0' && text[2] <= '5')
			return true;
	}
	return false;
}

/* "Op 3 maart schreef u het volgende:" may be somebody's own sentence: a
 * time, an address or quoted lines below must say that it is a mark. */
static bool
is_attribution(const char *text, bool is_quoted_below)
{
	static const char *const starts[] = { "op ", "on ", "am ", "le ", "el ",
		"il ", "den ", "pa " };
	static const char *const joints[] = { "schreef op ", "wrote on ",
		"schrieb am ",
		"schreef:", "wrote:", "schrieb:", "volgende geschreven:" };
	size_t n = strlen(text);
	bool has_digit = strpbrk(text, "0123456789") != NULL;

	if (n == 0 || n > ATTRIBUTION_MAX || text[n - 1] != ':')
		return false;
	if (!has_verb(text)) /* "2026-01-27 11:15 GMT+01:00 Nora <...>:" */
		return has_digit && has_time(text) && strchr(text, '@') &&
		    n > 1 && text[n - 2] == '>' && is_quoted_below;
	if (!begins_with_any(text, starts, LENGTH(starts)) &&
	    !text_has_any(text, joints, LENGTH(joints)))
		return false;
	return is_quoted_below ||
	    (has_digit && (has_time(text) || strchr(text, '@')));
}

/* GroupWise: ">>> Nora <n@x.example> 27-1-2026 11:15 >>>", and below it what
 * is quoted without any mark. */
static bool
groupwise_at(struct arena *a, const struct lines *l, size_t i, struct mark *out)
{
	static const char open[] = ">>> ", close[] = " >>>";
	const struct line *line = &l->at[i];

	if (line->depth != (int)strlen(">>>") ||
	    strncmp(line->s, open, strlen(open)) != 0 ||
	    !text_has_suffix(line->text, close) || line->n > ATTRIBUTION_MAX ||
	    !(has_time(line->text) || strchr(line->text, '@')))
		return false;
	*out = (struct mark){ .first = i, .after = i + 1 };
	out->fields.from = block_address(
	    a, arena_copy_n(a, line->body, line->body_n - strlen(close)));
	out->has_from = *out->fields.from.addr != '\0';
	out->fields.is_found = out->has_from;
	return true;
}

/* Who wrote, when the mark says so; for forwards made this way. */
static void
read_attribution(struct arena *a, const struct lines *l, struct mark *m)
{
	const char *raw =
	    lines_unquoted(a, l, m->first, m->after, l->at[m->first].depth);
	const char *at;
	char *value = arena_copy(a, raw), *colon, *c;

	for (c = value; *c; c++) {
		if (*c == '\n')
			*c = ' ';
	}
	colon = strrchr(value, ':');
	if (colon)
		*colon = '\0';
	at = strstr(value, "schreef ");
	m->fields.from = block_address(a, at ? at + strlen("schreef ") : value);
	if (!at)
		m->fields.from.name = "";
	m->has_from = *m->fields.from.addr != '\0';
	m->fields.is_found = m->has_from;
}

static bool
attribution_at(
    struct arena *a, const struct lines *l, size_t i, struct mark *out)
{
	static const char *const starts[] = { "op ", "on ", "am ", "le ", "el ",
		"il ", "den ", "pa " };
	const struct line *line = &l->at[i];
	size_t end;

	if (!begins_with_any(line->text, starts, LENGTH(starts)) &&
	    !has_verb(line->text) && !strstr(line->text, ">:"))
		return false;
	for (end = i + 1; end <= i + ATTRIBUTION_LINES && end <= l->n; end++) {
		const struct line *last = &l->at[end - 1];
		size_t below = lines_skip_blank(l, end);
		size_t n = strlen(last->text);
		bool is_quoted;

		if (n == 0 || n > ATTRIBUTION_MAX || last->depth != line->depth)
			return false;
		if (last->text[n - 1] != ':')
			continue;
		is_quoted = below < l->n && l->at[below].depth > line->depth;
		if (!is_attribution(lines_folded(a, l, i, end), is_quoted))
			continue;
		*out = (struct mark){ .first = i,
			.after = end,
			.depth = is_quoted ? line->depth + 1 : line->depth };
		read_attribution(a, l, out);
		return true;
	}
	return false;
}

/* ---- "-----Oorspronkelijk bericht-----" ---- */

enum banner {
	BANNER_NONE,
	BANNER_ORIGINAL,
	BANNER_FORWARD,
};

static enum banner
banner_of(const char *text)
{
	static const char *const forwards[] = { "forwarded message",
		"doorgestuurd bericht", "doorgestuurde bericht",
		"weitergeleitete nachricht", "message transfere",
		"forwarded by", "doorgestuurd door" };
	static const char *const originals[] = { "oorspronkelijk bericht",
		"oorspronkelijke bericht", "original message",
		"oorspronkelijke e-mail", "original appointment",
		"oorspronkelijke afspraak", "ursprungliche nachricht",
		"message d'origine" };
	size_t dashes = strspn(text, "-*_ ");
	const char *words = text + dashes;

	if (strncmp(words, "begin ", 6) == 0)
		words += 6;
	else if (dashes < 2)
		return BANNER_NONE;
	if (begins_with_any(words, forwards, LENGTH(forwards)))
		return BANNER_FORWARD;
	return begins_with_any(words, originals, LENGTH(originals))
	    ? BANNER_ORIGINAL
	    : BANNER_NONE;
}

static void
take_block(struct mark *m, const struct block *b)
{
	m->after = b->after;
	m->has_from = true;
	m->fields = b->fields;
}

static bool
banner_at(struct arena *a, const struct lines *l, size_t i, struct mark *out)
{
	enum banner banner = banner_of(l->at[i].text);
	size_t below = lines_skip_blank(l, i + 1);
	struct block block;

	if (banner == BANNER_NONE)
		return false;
	*out = (struct mark){
		.first = i,
		.after = i + 1,
		.depth = l->at[i].depth,
		.is_forward = banner == BANNER_FORWARD,
	};
	if (below < l->n && block_read(a, l, below, &block) && block.has_from) {
		/* "> Van: ..." below an unquoted banner. */
		out->depth = l->at[below].depth;
		take_block(out, &block);
	}
	return true;
}

/* ---- "Van: ... Verzonden: ... Aan: ... Onderwerp: ..." ---- */

static bool
is_rule(const char *text)
{
	size_t n = strspn(text, "_-*= ");

	return n >= RULE_MIN && !text[n];
}

static bool
block_at(struct arena *a, const struct lines *l, size_t i, struct mark *out)
{
	size_t start = i;
	struct block block;

	if (is_rule(l->at[i].text)) {
		start = lines_skip_blank(l, i + 1);
		if (start == l->n)
			return false;
	}
	if (!block_read(a, l, start, &block) || !block.is_whole)
		return false;
	*out = (struct mark){ .first = i, .depth = l->at[start].depth };
	take_block(out, &block);
	return true;
}

bool
marks_find(struct arena *a, const struct lines *l, size_t i, struct mark *out)
{
	for (; i < l->n; i++) {
		if (*l->at[i].text &&
		    (banner_at(a, l, i, out) || block_at(a, l, i, out) ||
		        attribution_at(a, l, i, out) ||
		        groupwise_at(a, l, i, out)))
			return true;
	}
	return false;
}
