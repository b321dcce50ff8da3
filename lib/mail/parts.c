/*
 * The MIME tree: which of its parts is the text that a reader sees, and what
 * an attached message means. Single parts are read in leaf.c.
 */

#include "mail/parts.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "mail/headers.h"
#include "mail/leaf.h"

/* A plain text this short is a stub ("open this in an HTML reader") when the
 * HTML beside it says at least STUB_RATIO times as much. */
#define STUB_MAX   250
#define STUB_RATIO 3

static const char *text_of(struct walk *w, GMimeObject *o, bool is_wanted);

static const char *
attached_message(struct walk *w, GMimeObject *o)
{
	GMimeMessage *inner =
	    g_mime_message_part_get_message(GMIME_MESSAGE_PART(o));
	struct forward f;

	if (!inner || w->is_report)
		return "";
	f = headers_forward(w->arena, w->options, inner);
	leaf_attach(w, f.subject, "message/rfc822");
	if (!w->parts->inner.is_found && !w->is_inside) {
		GMimeObject *part = g_mime_message_get_mime_part(inner);

		w->parts->inner = f;
		w->is_inside = true;
		if (part)
			w->parts->inner_text = text_of(w, part, true);
		w->is_inside = false;
	}
	return "";
}

static size_t
length_of(const char *s)
{
	size_t i, n = 0;

	for (i = 0; s[i]; i++)
		n += s[i] > ' ' || s[i] < 0;
	return n;
}

static bool
is_stub(const char *plain, const char *html)
{
	size_t n = length_of(plain);

	return n == 0 || (n <= STUB_MAX && length_of(html) >= STUB_RATIO * n);
}

static bool
is_plain_leaf(GMimeObject *o)
{
	return GMIME_IS_PART(o) && leaf_is_type(o, "text", "plain");
}

/* The versions of a multipart/alternative: the plain one unless it says too
 * little, else the one that says most. All are walked, for what is attached
 * to them. */
static const char *
alternative(struct walk *w, GMimeMultipart *m)
{
	int i, n = g_mime_multipart_get_count(m);
	const char *plain = "", *other = "";
	bool is_short;

	for (i = 0; i < n && !*plain; i++) {
		GMimeObject *o = g_mime_multipart_get_part(m, i);

		if (is_plain_leaf(o))
			plain = text_of(w, o, true);
	}
	is_short = length_of(plain) <= STUB_MAX;
	for (i = 0; i < n; i++) {
		GMimeObject *o = g_mime_multipart_get_part(m, i);
		const char *s;

		if (is_plain_leaf(o))
			continue;
		s = text_of(w, o, is_short);
		if (length_of(s) > length_of(other))
			other = s;
	}
	return is_stub(plain, other) && *other ? other : plain;
}

/* All that is text, one below the other. */
static const char *
joined(struct walk *w, GMimeMultipart *m, bool is_wanted)
{
	SCOPED(text_done) struct text all = { 0 };
	int i, n = g_mime_multipart_get_count(m);

	text_init(&all, LEAF_TEXT_MAX);
	for (i = 0; i < n; i++) {
		const char *s =
		    text_of(w, g_mime_multipart_get_part(m, i), is_wanted);

		if (all.len > 0 && *s)
			text_add(&all, "\n");
		text_add(&all, s);
	}
	return arena_copy_n(w->arena, all.data, all.len);
}

/* The first part that has text; the others belong to it. */
static const char *
first_of(struct walk *w, GMimeMultipart *m, bool is_wanted)
{
	int i, n = g_mime_multipart_get_count(m);
	const char *text = "";

	for (i = 0; i < n; i++) {
		const char *s = text_of(
		    w, g_mime_multipart_get_part(m, i), is_wanted && !*text);

		if (!*text)
			text = s;
	}
	return text;
}

static const char *
report(struct walk *w, GMimeMultipart *m, bool is_wanted)
{
	bool was_report = w->is_report;
	const char *text;

	w->is_report = true;
	text = first_of(w, m, is_wanted);
	w->is_report = was_report;
	return text;
}

static const char *
container(struct walk *w, GMimeObject *o, bool is_wanted)
{
	GMimeMultipart *m = GMIME_MULTIPART(o);
	const char *loose = g_mime_multipart_get_prologue(m);

	if (leaf_is_type(o, "multipart", "encrypted")) {
		w->facts->flaws |= FLAW_ENCRYPTED;
		return "";
	}
	if (g_mime_multipart_get_count(m) == 0)
		return loose && is_wanted ? leaf_loose_text(w, loose) : "";
	if (leaf_is_type(o, "multipart", "report"))
		return report(w, m, is_wanted);
	if (leaf_is_type(o, "multipart", "related"))
		return first_of(w, m, is_wanted);
	if (leaf_is_type(o, "multipart", "alternative") && is_wanted)
		return alternative(w, m);
	return joined(w, m, is_wanted);
}

static const char *
text_of(struct walk *w, GMimeObject *o, bool is_wanted)
{
	const char *text = "";

	if (w->depth >= MESSAGE_DEPTH_MAX) {
		w->facts->flaws |= FLAW_DEEP;
		return "";
	}
	w->depth++;
	if (GMIME_IS_MESSAGE_PART(o))
		text = attached_message(w, o);
	else if (GMIME_IS_MULTIPART(o))
		text = container(w, o, is_wanted);
	else if (GMIME_IS_PART(o))
		text = leaf_read(w, o, is_wanted);
	w->depth--;
	return text;
}

void
parts_read(struct arena *a, GMimeParserOptions *options, GMimeMessage *message,
    struct parts *parts, struct facts *facts)
{
	GMimeObject *root = g_mime_message_get_mime_part(message);
	struct walk w = {
		.arena = a, .options = options, .facts = facts, .parts = parts
	};

	parts->text = parts->inner_text = "";
	if (!root)
		return;
	facts->content_type = leaf_type(&w, root);
	facts->report_type = leaf_parameter(&w, root, "report-type");
	parts->text = text_of(&w, root, true);
	/* Of a message that was cut, only a single part is known to be
	 * the only one. */
	if (facts->has_attachment != KNOWN_YES && (facts->flaws & FLAW_CUT) &&
	    !GMIME_IS_PART(root))
		facts->has_attachment = KNOWN_NOT;
}
