/*
 * HTML to text, by libxml2's tolerant parser, as a stream of events: no tree
 * is built. Knows which elements begin a line, which quote and which are not
 * seen. The only file that knows libxml2.
 */

#include "mail/html.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "mail/markup.h"
#include "mail/utf8.h"
#include "mail/writer.h"

/* Bytes of text that are made; what is kept in the end is less. */
#define OUT_MAX 131072

/* Elements deeper than this keep no note of what they are; markup_fit lets
 * few of them through. */
#define STACK_MAX (MARKUP_DEPTH_MAX + MARKUP_LOOSE_MAX + 8)

#define RULE "________________________________"

enum flow {
	FLOW_INLINE,
	FLOW_LINE, /* begins and ends a line */
	FLOW_PARAGRAPH,
	FLOW_ITEM,
	FLOW_CELL,
	FLOW_BREAK,
	FLOW_RULE,
	FLOW_QUOTE,
	FLOW_PRE,
	FLOW_MUTE, /* its content is no text */
};

static const struct element {
	const char *name;
	enum flow flow;
} elements[] = {
	{ "address", FLOW_LINE },
	{ "article", FLOW_LINE },
	{ "blockquote", FLOW_QUOTE },
	{ "br", FLOW_BREAK },
	{ "caption", FLOW_LINE },
	{ "center", FLOW_LINE },
	{ "dd", FLOW_LINE },
	{ "div", FLOW_LINE },
	{ "dl", FLOW_LINE },
	{ "dt", FLOW_LINE },
	{ "fieldset", FLOW_LINE },
	{ "footer", FLOW_LINE },
	{ "form", FLOW_LINE },
	{ "h1", FLOW_PARAGRAPH },
	{ "h2", FLOW_PARAGRAPH },
	{ "h3", FLOW_PARAGRAPH },
	{ "h4", FLOW_PARAGRAPH },
	{ "h5", FLOW_PARAGRAPH },
	{ "h6", FLOW_PARAGRAPH },
	{ "header", FLOW_LINE },
	{ "hr", FLOW_RULE },
	{ "li", FLOW_ITEM },
	{ "noscript", FLOW_MUTE },
	{ "object", FLOW_MUTE },
	{ "ol", FLOW_LINE },
	{ "p", FLOW_PARAGRAPH },
	{ "pre", FLOW_PRE },
	{ "script", FLOW_MUTE },
	{ "section", FLOW_LINE },
	{ "select", FLOW_MUTE },
	{ "style", FLOW_MUTE },
	{ "table", FLOW_LINE },
	{ "td", FLOW_CELL },
	{ "th", FLOW_CELL },
	{ "title", FLOW_MUTE },
	{ "tr", FLOW_LINE },
	{ "ul", FLOW_LINE },
};

/* What an open element does to the text in it. */
enum note {
	NOTE_HIDES = 1 << 0,
	NOTE_QUOTES = 1 << 1,
	NOTE_KEEPS = 1 << 2,  /* white space, as in <pre> */
	NOTE_SPACED = 1 << 3, /* a paragraph with a blank line around it */
};

struct reading {
	struct writer writer;
	unsigned char *notes; /* one for each open element */
	int depth;
	int hidden; /* open elements that hide */
};

void
html_init(void)
{
	xmlInitParser();
}

static enum flow
flow_of(const char *name)
{
	size_t low = 0, high = LENGTH(elements);

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcasecmp(name, elements[middle].name);

		if (order == 0)
			return elements[middle].flow;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return FLOW_INLINE;
}

static bool
is_hiding(const char *name, const char *value)
{
	if (strcasecmp(name, "hidden") == 0)
		return true;
	if (strcasecmp(name, "style") != 0 || !value)
		return false;
	return strcasestr(value, "display:none") ||
	    strcasestr(value, "display: none") ||
	    strcasestr(value, "visibility:hidden") ||
	    strcasestr(value, "visibility: hidden");
}

/* Gmail and Outlook on the web indent with a blockquote that has margins and
 * no border; a quotation says that it cites, has a class, or has nothing. */
static bool
is_indent(const xmlChar **attributes)
{
	bool is_plain = true, has_margin = false;

	for (; attributes && attributes[0]; attributes += 2) {
		const char *name = (const char *)attributes[0];
		const char *value = (const char *)attributes[1];

		if (strcasecmp(name, "type") == 0 ||
		    strcasecmp(name, "class") == 0 ||
		    strcasecmp(name, "cite") == 0)
			is_plain = false;
		if (strcasecmp(name, "style") == 0 && value) {
			has_margin = strcasestr(value, "margin") != NULL;
			if (strcasestr(value, "border-left"))
				is_plain = false;
		}
	}
	return is_plain && has_margin;
}

/* Word's paragraphs have no margin: an empty one makes the blank line. */
static bool
is_spaced(const xmlChar **attributes)
{
	for (; attributes && attributes[0]; attributes += 2) {
		const char *value = (const char *)attributes[1];

		if (strcasecmp((const char *)attributes[0], "class") == 0 &&
		    value && strncasecmp(value, "mso", 3) == 0)
			return false;
	}
	return true;
}

static unsigned
notes_of(enum flow flow, const xmlChar **attributes)
{
	const xmlChar **pair;
	unsigned notes = flow == FLOW_MUTE ? NOTE_HIDES : 0;

	for (pair = attributes; pair && pair[0]; pair += 2) {
		if (is_hiding((const char *)pair[0], (const char *)pair[1]))
			notes |= NOTE_HIDES;
	}
	if (flow == FLOW_QUOTE && !is_indent(attributes))
		notes |= NOTE_QUOTES;
	if (flow == FLOW_PRE)
		notes |= NOTE_KEEPS;
	if (flow == FLOW_PARAGRAPH && is_spaced(attributes))
		notes |= NOTE_SPACED;
	return notes;
}

/* What an element does where it begins and, mostly, where it ends. */
static void
flow_at(struct writer *w, enum flow flow, unsigned notes, bool is_start)
{
	switch (flow) {
	case FLOW_INLINE:
	case FLOW_MUTE:
		break;
	case FLOW_LINE:
	case FLOW_QUOTE:
	case FLOW_PRE:
		writer_break(w, 1);
		break;
	case FLOW_PARAGRAPH:
		writer_break(w, notes & NOTE_SPACED ? 2 : 1);
		break;
	case FLOW_ITEM:
		writer_break(w, 1);
		if (is_start) {
			writer_word(w, "-", 1);
			w->has_blank = true;
		}
		break;
	case FLOW_CELL:
		writer_tab(w);
		break;
	case FLOW_BREAK:
		if (is_start)
			writer_break_again(w);
		break;
	case FLOW_RULE:
		if (is_start) {
			writer_break(w, 1);
			writer_word(w, RULE, strlen(RULE));
			writer_break(w, 1);
		}
		break;
	}
}

/* What an open element does to the text in it, and undoes at its end. */
static void
apply(struct reading *r, unsigned notes, int by)
{
	if (notes & NOTE_HIDES)
		r->hidden += by;
	if (notes & NOTE_QUOTES)
		r->writer.quotes += by;
	if (notes & NOTE_KEEPS)
		r->writer.kept += by;
}

static void
on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
	struct reading *r = context;
	enum flow flow = flow_of((const char *)name);
	unsigned notes = notes_of(flow, attributes);

	if (r->hidden == 0 && !(notes & NOTE_HIDES))
		flow_at(&r->writer, flow, notes, true);
	if (r->depth < STACK_MAX) {
		r->notes[r->depth] = (unsigned char)notes;
		apply(r, notes, 1);
	}
	r->depth++;
}

static void
on_end(void *context, const xmlChar *name)
{
	struct reading *r = context;
	unsigned notes = 0;

	if (r->depth == 0)
		return;
	r->depth--;
	if (r->depth < STACK_MAX) {
		notes = r->notes[r->depth];
		apply(r, notes, -1);
	}
	if (r->hidden == 0 && !(notes & NOTE_HIDES))
		flow_at(&r->writer, flow_of((const char *)name), notes, false);
}

static void
on_characters(void *context, const xmlChar *s, int n)
{
	struct reading *r = context;

	if (r->hidden == 0 && n > 0)
		writer_text(&r->writer, (const char *)s, (size_t)n);
}

static void
context_done(htmlParserCtxtPtr *context)
{
	htmlFreeParserCtxt(*context);
}

static void
reading_done(struct reading *r)
{
	writer_done(&r->writer);
}

const char *
html_to_text(struct arena *a, const char *s, size_t n)
{
	SCOPED(reading_done) struct reading r = { 0 };
	SCOPED(context_done) htmlParserCtxtPtr context = htmlNewParserCtxt();
	const char *fit = markup_fit(a, s, n, &n);

	text_init(&r.writer.out, OUT_MAX);
	if (!context || n == 0)
		return "";
	r.notes = arena_alloc(a, STACK_MAX);
	*context->sax = (xmlSAXHandler){
		.startElement = on_start,
		.endElement = on_end,
		.characters = on_characters,
		.ignorableWhitespace = on_characters,
		.cdataBlock = on_characters,
	};
	context->userData = &r;
	(void)htmlCtxtReadMemory(context, fit, (int)n, NULL, "UTF-8",
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
	        HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
	/* Entities can name characters that have no place in facts. */
	return utf8_text(a, r.writer.out.data, r.writer.out.len, NULL);
}
