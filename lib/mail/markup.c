/*
 * The rough side of HTML. Looks at tags only as far as is needed to take out
 * what nobody sees and what would make a real parser slow; knows no
 * entities and no meaning.
 */

#include "mail/markup.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"

/* A tag longer than this keeps its name only: a parser compares each
 * attribute with all before it. */
#define TAG_MAX 4096

/* How far a closing quote may lie: pictures stand in attributes. */
#define QUOTE_MAX 65536

#define NAME_MAX_LENGTH 16

struct scan {
	const char *at, *end;
	char *out;
	size_t len;
	int depth;    /* elements open, also those left out */
	int loose;    /* the same for those that close themselves */
	bool is_open; /* no comment ends behind here */
};

struct tag {
	char name[NAME_MAX_LENGTH + 1];
	const char *start, *end; /* '<' and behind '>' */
	bool is_closing;
};

static bool
is_one_of(const char *name, const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(name, list[i]) == 0)
			return true;
	}
	return false;
}

static void
put(struct scan *s, const char *from, const char *to)
{
	memcpy(s->out + s->len, from, (size_t)(to - from));
	s->len += (size_t)(to - from);
}

static const char *
find(const struct scan *s, const char *from, const char *what)
{
	return memmem(from, (size_t)(s->end - from), what, strlen(what));
}

/* Behind the '>' that ends a tag; a '>' in quotes does not. */
static const char *
tag_end(const struct scan *s, const char *at)
{
	const char *start = at;

	for (; at < s->end && *at != '>'; at++) {
		size_t left = (size_t)(s->end - at - 1);
		const char *quote;

		if (*at != '"' && *at != '\'')
			continue;
		quote =
		    memchr(at + 1, *at, left < QUOTE_MAX ? left : QUOTE_MAX);
		if (!quote) { /* a stray one */
			at = memchr(start, '>', (size_t)(s->end - start));
			return at ? at + 1 : s->end;
		}
		at = quote;
	}
	return at < s->end ? at + 1 : s->end;
}

static struct tag
tag_at(const struct scan *s)
{
	struct tag tag = { .start = s->at };
	const char *at = s->at + 1;
	size_t n = 0;

	if (at < s->end && *at == '/') {
		tag.is_closing = true;
		at++;
	}
	for (; at < s->end && n < NAME_MAX_LENGTH; at++) {
		char c = *at;

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
		    c != ':')
			break;
		tag.name[n++] = c;
	}
	if (n > 0)
		tag.end = tag_end(s, at);
	return tag;
}

/* Behind the closing tag of an element whose content is no text. */
static const char *
behind_element(const struct scan *s, const struct tag *tag)
{
	size_t n = strlen(tag->name);
	const char *at = tag->end;

	while ((at = find(s, at, "</")) != NULL) {
		at += 2;
		if ((size_t)(s->end - at) >= n &&
		    strncasecmp(at, tag->name, n) == 0) {
			at = memchr(at, '>', (size_t)(s->end - at));
			return at ? at + 1 : s->end;
		}
	}
	return s->end;
}

static bool
is_block(const char *name)
{
	static const char *const names[] = { "p", "div", "tr", "li", "table",
		"ul", "ol", "blockquote", "h1", "h2", "h3", "dd", "dt", "pre",
		"section", "center" };

	return is_one_of(name, names, LENGTH(names));
}

/* Whether the tag still fits; counts it either way. */
static bool
fits(struct scan *s, const struct tag *tag)
{
	static const char *const empty[] = { "br", "img", "hr", "meta", "link",
		"input", "col", "area", "base", "wbr" };
	static const char *const loose[] = { "p", "li", "td", "th", "tr", "dd",
		"dt", "option" };
	bool is_loose = is_one_of(tag->name, loose, LENGTH(loose));
	int *count = is_loose ? &s->loose : &s->depth;
	int limit = is_loose ? MARKUP_LOOSE_MAX : MARKUP_DEPTH_MAX;
	bool is_within;

	if (is_one_of(tag->name, empty, LENGTH(empty)) ||
	    (tag->end - tag->start > 2 && tag->end[-2] == '/'))
		return true;
	if (tag->is_closing) {
		is_within = *count <= limit;
		*count -= *count > 0;
		return is_within;
	}
	return ++*count <= limit;
}

static void
take_tag(struct scan *s, const struct tag *tag)
{
	static const char *const mute[] = { "style", "script", "title" };
	static const char line_break[] = "<br>";

	if (!tag->is_closing && is_one_of(tag->name, mute, LENGTH(mute))) {
		s->at = behind_element(s, tag);
		return;
	}
	s->at = tag->end;
	if (!fits(s, tag)) {
		if (!tag->is_closing && is_block(tag->name))
			put(s, line_break, line_break + 4);
	} else if (tag->end - tag->start <= TAG_MAX)
		put(s, tag->start, tag->end);
	else {
		s->out[s->len++] = '<';
		if (tag->is_closing)
			s->out[s->len++] = '/';
		put(s, tag->name, tag->name + strlen(tag->name));
		s->out[s->len++] = '>';
	}
}

/* At a '<': a comment, a declaration, a tag, or just that character. */
static void
take_angle(struct scan *s)
{
	static const char literal[] = "&lt;";
	size_t left = (size_t)(s->end - s->at);
	const char *end;
	struct tag tag;

	if (left >= 4 && memcmp(s->at, "<!--", 4) == 0) {
		end = s->is_open ? NULL : find(s, s->at + 4, "-->");
		s->is_open = !end;
		s->at = end ? end + 3 : s->at + 4;
		return;
	}
	if (left >= 2 && (s->at[1] == '!' || s->at[1] == '?')) {
		end = memchr(s->at, '>', left);
		s->at = end ? end + 1 : s->end;
		return;
	}
	tag = tag_at(s);
	if (tag.end) {
		take_tag(s, &tag);
		return;
	}
	put(s, literal, literal + 4);
	s->at++;
}

const char *
markup_fit(struct arena *a, const char *s, size_t n, size_t *out_n)
{
	/* A lone '<' becomes "&lt;", a "<p>" may become "<br>": nothing grows
	 * by more than three bytes. */
	struct scan scan = { .at = s, .end = s + n };
	size_t angles = 0, i;

	for (i = 0; i < n; i++)
		angles += s[i] == '<';
	scan.out = arena_alloc(a, n + 3 * angles + 1);
	while (scan.at < scan.end) {
		const char *angle =
		    memchr(scan.at, '<', (size_t)(scan.end - scan.at));

		put(&scan, scan.at, angle ? angle : scan.end);
		scan.at = angle ? angle : scan.end;
		if (angle)
			take_angle(&scan);
	}
	*out_n = scan.len;
	return scan.out;
}
