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

/* Bytes of text that are made; what is kept in the end is less. */
#define OUT_MAX 131072

/* Deeper quotations look like this one. */
#define QUOTE_DEPTH_MAX 8

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

struct writer {
	struct text out;
	unsigned char *notes; /* one for each open element */
	int depth;
	int hidden, quotes, kept; /* open elements with such a note */
	int breaks;     /* line ends that are due before the next character */
	bool has_blank; /* a blank is due */
	bool has_tab;
	bool is_line;   /* something stands on this line */
	bool has_space; /* &nbsp; alone on a line: an empty line */
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

/* ---- writing ---- */

static void
break_line(struct writer *w, int least)
{
	if (w->has_space && !w->is_line)
		least = 2;
	if (w->breaks < least)
		w->breaks = least;
	w->is_line = w->has_blank = w->has_tab = w->has_space = false;
}

/* What is due before the next visible character. */
static void
settle(struct writer *w)
{
	int i;

	if (w->breaks > 0 || w->out.len == 0) {
		if (w->out.len > 0)
			text_add(&w->out, w->breaks > 1 ? "\n\n" : "\n");
		for (i = 0; i < w->quotes && i < QUOTE_DEPTH_MAX; i++)
			text_add(&w->out, "> ");
	} else if (w->has_tab)
		text_add_char(&w->out, '\t');
	else if (w->has_blank)
		text_add_char(&w->out, ' ');
	w->breaks = 0;
	w->has_blank = w->has_tab = w->has_space = false;
	w->is_line = true;
}

/* A word, without white space. */
static void
write_word(struct writer *w, const char *s, size_t n)
{
	settle(w);
	text_add_n(&w->out, s, n);
}

static void
write_text(struct writer *w, const char *s, size_t n)
{
	static const char no_break[] = "\xC2\xA0";
	size_t i = 0;

	while (i < n) {
		size_t start = i;

		while (i < n && !strchr(" \t\r\n", s[i]) &&
		    !(n - i >= 2 && memcmp(s + i, no_break, 2) == 0))
			i++;
		if (i > start) {
			write_word(w, s + start, i - start);
			continue;
		}
		if (w->kept > 0 && s[i] == '\n') {
			int due = w->breaks;

			break_line(w, 1);
			w->breaks = due + 1;
		} else if (s[i] == no_break[0]) {
			w->has_space = true;
			w->has_blank = w->is_line;
			i++;
		} else if (w->is_line)
			w->has_blank = true;
		i++;
	}
}

/* ---- elements ---- */

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
		break_line(w, 1);
		break;
	case FLOW_PARAGRAPH:
		break_line(w, notes & NOTE_SPACED ? 2 : 1);
		break;
	case FLOW_ITEM:
		break_line(w, 1);
		if (is_start) {
			write_word(w, "-", 1);
			w->has_blank = true;
		}
		break;
	case FLOW_CELL:
		w->has_tab = w->is_line;
		break;
	case FLOW_BREAK:
		if (is_start) {
			int due = w->breaks;

			break_line(w, 1);
			if (due > 0)
				w->breaks = 2;
		}
		break;
	case FLOW_RULE:
		if (is_start) {
			break_line(w, 1);
			write_word(w, RULE, strlen(RULE));
			break_line(w, 1);
		}
		break;
	}
}

static void
on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
	struct writer *w = context;
	enum flow flow = flow_of((const char *)name);
	unsigned notes = notes_of(flow, attributes);

	if (w->hidden == 0 && !(notes & NOTE_HIDES))
		flow_at(w, flow, notes, true);
	if (w->depth < STACK_MAX) {
		w->notes[w->depth] = (unsigned char)notes;
		w->hidden += (notes & NOTE_HIDES) != 0;
		w->quotes += (notes & NOTE_QUOTES) != 0;
		w->kept += (notes & NOTE_KEEPS) != 0;
	}
	w->depth++;
}

static void
on_end(void *context, const xmlChar *name)
{
	struct writer *w = context;
	unsigned notes = 0;

	if (w->depth == 0)
		return;
	w->depth--;
	if (w->depth < STACK_MAX) {
		notes = w->notes[w->depth];
		w->hidden -= (notes & NOTE_HIDES) != 0;
		w->quotes -= (notes & NOTE_QUOTES) != 0;
		w->kept -= (notes & NOTE_KEEPS) != 0;
	}
	if (w->hidden == 0 && !(notes & NOTE_HIDES))
		flow_at(w, flow_of((const char *)name), notes, false);
}

static void
on_characters(void *context, const xmlChar *s, int n)
{
	struct writer *w = context;

	if (w->hidden == 0 && n > 0)
		write_text(w, (const char *)s, (size_t)n);
}

static void
context_done(htmlParserCtxtPtr *context)
{
	htmlFreeParserCtxt(*context);
}

static void
writer_done(struct writer *w)
{
	text_done(&w->out);
}

const char *
html_to_text(struct arena *a, const char *s, size_t n)
{
	SCOPED(writer_done) struct writer w = { 0 };
	SCOPED(context_done) htmlParserCtxtPtr context = htmlNewParserCtxt();
	const char *fit = markup_fit(a, s, n, &n);

	text_init(&w.out, OUT_MAX);
	if (!context || n == 0)
		return "";
	w.notes = arena_alloc(a, STACK_MAX);
	*context->sax = (xmlSAXHandler){
		.startElement = on_start,
		.endElement = on_end,
		.characters = on_characters,
		.ignorableWhitespace = on_characters,
		.cdataBlock = on_characters,
	};
	context->userData = &w;
	(void)htmlCtxtReadMemory(context, fit, (int)n, NULL, "UTF-8",
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
	        HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
	/* Entities can name characters that have no place in facts. */
	return utf8_text(a, w.out.data, w.out.len, NULL);
}
