/*
 * The quotes, commas and brackets of a file of rules, token by token. Knows how
 * libconfig splits a file, and the slips of whoever writes by hand; it knows no
 * setting. What it does not understand it leaves to libconfig.
 */

#include "edge/punctuation.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"

/* Brackets inside each other; rules need five. */
#define DEPTH_MAX 32

/* Further slips of a file come from the first ones. */
#define SLIPS_MAX 20

/* Bytes of a text that are shown. */
#define SHOWN_MAX 60

static const char name_letters[] = "abcdefghijklmnopqrstuvwxyz"
                                   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_*";

enum token_kind {
	TOKEN_NONE,
	TOKEN_NAME,  /* of a setting, or a bare word */
	TOKEN_TEXT,  /* in quotes */
	TOKEN_VALUE, /* a number, true, false */
	TOKEN_EQUALS,
	TOKEN_COMMA,
	TOKEN_SEMICOLON,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_END,
};

struct token {
	enum token_kind kind;
	int line;
	const char *at; /* of a text: behind the quote */
	size_t n;
};

struct name {
	const struct name *next;
	struct token token;
};

/* An open bracket, or the file as a whole. */
struct level {
	struct token open;
	const struct name *names; /* set in it so far */
};

struct reading_head {
	struct faults *faults;
	const char *file;
	const char *at;
	int line;
	size_t n_slips;
	bool is_unreadable;  /* libconfig would stop, or misread what follows */
	struct token before; /* the token before this one */
	struct token broken; /* the first text over several lines */
	struct level levels[DEPTH_MAX];
	size_t depth;
};

static const char *
shown(const struct reading_head *r, const struct token *t)
{
	size_t n = strcspn(t->at, "\n");

	if (n > t->n)
		n = t->n;
	if (n > SHOWN_MAX)
		n = text_utf8_prefix(t->at, SHOWN_MAX);
	return arena_copy_n(r->faults->arena, t->at, n);
}

static void
slip(struct reading_head *r, enum fault_kind kind, const struct token *t,
    const char *want)
{
	bool is_text = kind == FAULT_NO_COMMA && t->kind == TOKEN_TEXT &&
	    r->before.kind == TOKEN_TEXT;

	r->n_slips++;
	r->is_unreadable |= !is_text && kind != FAULT_BACKSLASH;
	fault_add(r->faults,
	    (struct fault){ .kind = kind,
	        .file = r->file,
	        .line = t->line,
	        .found = shown(r, t),
	        .want = want });
}

/* ---- tokens ---- */

static void
skip_blank(struct reading_head *r)
{
	for (;;) {
		const char *end = r->at;

		if (*end == '#' || (end[0] == '/' && end[1] == '/') ||
		    *end == '@')
			end += strcspn(end, "\n");
		else if (end[0] == '/' && end[1] == '*') {
			end = strstr(end, "*/");
			end = end ? end + 2 : r->at + strlen(r->at);
		} else if (*end && strchr(" \t\r\n\f", *end))
			end++;
		else
			return;
		for (; r->at < end; r->at++)
			r->line += *r->at == '\n';
	}
}

/* libconfig takes a backslash before another letter for nothing. */
static bool
has_lone_backslash(const struct token *t)
{
	size_t i;

	for (i = 0; i + 1 < t->n; i++) {
		if (t->at[i] != '\\')
			continue;
		if (!strchr("\\\"nrtfx", t->at[i + 1]))
			return true;
		i++;
	}
	return false;
}

static struct token
read_text(struct reading_head *r)
{
	struct token t = { TOKEN_TEXT, r->line, r->at + 1, 0 };
	const char *c;

	for (c = t.at; *c && *c != '"'; c++) {
		if (*c == '\\' && c[1])
			c++;
		r->line += *c == '\n';
	}
	t.n = (size_t)(c - t.at);
	if ((!*c || r->line > t.line) && r->broken.kind == TOKEN_NONE)
		r->broken = t;
	r->n_slips += !*c;
	r->at = *c ? c + 1 : c;
	if (*c && r->line == t.line && has_lone_backslash(&t))
		slip(r, FAULT_BACKSLASH, &t, "");
	return t;
}

/* A word processor's quotes. */
static size_t
curly_quote(const char *s)
{
	static const char *const quotes[] = { "\xE2\x80\x9C", "\xE2\x80\x9D",
		"\xE2\x80\x9E", "\xE2\x80\x98", "\xE2\x80\x99", "\xC2\xAB",
		"\xC2\xBB" };
	size_t i;

	for (i = 0; i < LENGTH(quotes); i++) {
		if (strncmp(s, quotes[i], strlen(quotes[i])) == 0)
			return strlen(quotes[i]);
	}
	return 0;
}

/* What they stand around, and them, as if it were a text. */
static struct token
read_curly(struct reading_head *r)
{
	struct token t = { TOKEN_TEXT, r->line, r->at, curly_quote(r->at) };

	while (!strchr(";,\n", t.at[t.n])) {
		size_t n = curly_quote(t.at + t.n);

		t.n += n > 0 ? n : 1;
		if (n > 0)
			break;
	}
	r->at += t.n;
	slip(r, FAULT_CURLY_QUOTES, &t, "");
	return t;
}

static bool
is_truth(const char *s, size_t n)
{
	return (n == 4 && strncasecmp(s, "true", n) == 0) ||
	    (n == 5 && strncasecmp(s, "false", n) == 0);
}

static enum token_kind
kind_of_sign(char c)
{
	switch (c) {
	case '=':
	case ':':
		return TOKEN_EQUALS;
	case ',':
		return TOKEN_COMMA;
	case ';':
		return TOKEN_SEMICOLON;
	case '(':
	case '[':
	case '{':
		return TOKEN_OPEN;
	case ')':
	case ']':
	case '}':
		return TOKEN_CLOSE;
	case '\0':
		return TOKEN_END;
	}
	return TOKEN_NONE;
}

/* TOKEN_NONE: something else, which libconfig may tell of. */
static struct token
next_token(struct reading_head *r)
{
	struct token t = { .at = r->at };
	unsigned char c;

	skip_blank(r);
	t = (struct token){ TOKEN_NONE, r->line, r->at, 1 };
	c = (unsigned char)*r->at;
	if (c == '"')
		return read_text(r);
	if (curly_quote(r->at) > 0)
		return read_curly(r);
	if (isalpha(c) || c == '*') {
		t.n = strspn(t.at, name_letters);
		t.kind = is_truth(t.at, t.n) ? TOKEN_VALUE : TOKEN_NAME;
	} else if (isdigit(c) || c == '-' || c == '+' || c == '.') {
		t.n = 1 + strspn(t.at + 1, "0123456789abcdefABCDEFxXL.+-");
		t.kind = TOKEN_VALUE;
	} else {
		t.kind = kind_of_sign(*t.at);
		t.n = t.kind == TOKEN_END ? 0 : 1;
	}
	r->at += t.n;
	return t;
}

/* ---- what may follow what ---- */

static bool
is_value(enum token_kind kind)
{
	return kind == TOKEN_TEXT || kind == TOKEN_VALUE || kind == TOKEN_CLOSE;
}

static const char *
closer(char open)
{
	return open == '(' ? ")" : open == '[' ? "]" : "}";
}

static char
innermost(const struct reading_head *r)
{
	return r->depth > 0 ? *r->levels[r->depth].open.at : '\0';
}

/* Inside ( ) and [ ]. False: what comes behind it is not worth reading. */
static bool
check_listed(struct reading_head *r, const struct token *t)
{
	const struct token *open = &r->levels[r->depth].open;

	switch (t->kind) {
	case TOKEN_NAME:
		skip_blank(r);
		if (kind_of_sign(*r->at) != TOKEN_EQUALS)
			slip(r, FAULT_NO_QUOTES, t, "");
		else if (*open->at == '(' && r->before.kind == TOKEN_OPEN)
			slip(r, FAULT_NO_BRACE, t, "");
		else
			slip(r, FAULT_NOT_CLOSED, open, closer(*open->at));
		return kind_of_sign(*r->at) != TOKEN_EQUALS;
	case TOKEN_SEMICOLON:
	case TOKEN_EQUALS:
	case TOKEN_END:
		slip(r, FAULT_NOT_CLOSED, open, closer(*open->at));
		return false;
	case TOKEN_COMMA:
		if (r->before.kind == TOKEN_COMMA ||
		    r->before.kind == TOKEN_OPEN)
			slip(r, FAULT_COMMA_EXTRA, t, "");
		return true;
	case TOKEN_CLOSE:
		if (r->before.kind == TOKEN_COMMA)
			slip(r, FAULT_COMMA_EXTRA, &r->before, "");
		return true;
	case TOKEN_TEXT:
	case TOKEN_VALUE:
	case TOKEN_OPEN:
		if (is_value(r->before.kind))
			slip(r, FAULT_NO_COMMA, t, "");
		return true;
	case TOKEN_NONE:
		break;
	}
	return true;
}

static void
note_name(struct reading_head *r, const struct token *t)
{
	struct level *level = &r->levels[r->depth];
	const struct name *known;
	struct name *name;

	for (known = level->names; known; known = known->next) {
		if (known->token.n == t->n &&
		    strncmp(known->token.at, t->at, t->n) == 0) {
			slip(r, FAULT_SET_TWICE, t,
			    arena_printf(
			        r->faults->arena, "%d", known->token.line));
			return;
		}
	}
	name = arena_alloc(r->faults->arena, sizeof(*name));
	*name = (struct name){ level->names, *t };
	level->names = name;
}

/* Inside { }, and outside of all. */
static bool
check_settings(struct reading_head *r, const struct token *t)
{
	if (r->before.kind == TOKEN_NAME && t->kind != TOKEN_EQUALS) {
		slip(r, FAULT_NO_EQUALS, &r->before, "");
		return false;
	}
	if (t->kind == TOKEN_NAME && r->before.kind == TOKEN_EQUALS) {
		slip(r, FAULT_NO_QUOTES, t, "");
		return true;
	}
	if (t->kind == TOKEN_NAME)
		note_name(r, t);
	if (t->kind == TOKEN_END && r->depth > 0) {
		slip(r, FAULT_NOT_CLOSED, &r->levels[r->depth].open,
		    closer(innermost(r)));
		return false;
	}
	return true;
}

static bool
open_or_close(struct reading_head *r, const struct token *t)
{
	if (t->kind == TOKEN_OPEN) {
		if (r->depth + 1 == DEPTH_MAX)
			return false;
		r->levels[++r->depth] = (struct level){ *t, NULL };
		return true;
	}
	if (t->kind != TOKEN_CLOSE)
		return true;
	if (r->depth == 0) {
		slip(r, FAULT_NOT_OPEN, t, "");
		return false;
	}
	if (*closer(innermost(r)) != *t->at) {
		slip(r, FAULT_NOT_CLOSED, &r->levels[r->depth].open,
		    closer(innermost(r)));
		return false;
	}
	r->depth--;
	return true;
}

/* False: that was the last token worth reading. */
static bool
take(struct reading_head *r)
{
	struct token t = next_token(r);
	char in = innermost(r);
	bool goes_on = in == '(' || in == '[' ? check_listed(r, &t)
	                                      : check_settings(r, &t);

	goes_on = goes_on && open_or_close(r, &t);
	/* A bare word was told of, and counts as the text that it should be. */
	if (t.kind == TOKEN_NAME &&
	    (in == '(' || in == '[' || r->before.kind == TOKEN_EQUALS))
		t.kind = TOKEN_TEXT;
	r->before = t;
	return goes_on && t.kind != TOKEN_NONE && t.kind != TOKEN_END &&
	    r->n_slips < SLIPS_MAX;
}

int
punctuation_check(struct faults *f, const char *file, const char *text)
{
	struct reading_head r = {
		.faults = f, .file = file, .at = text, .line = 1
	};
	size_t n_before = f->n;

	while (take(&r))
		;
	if (r.n_slips == 0)
		return 0;
	/* A text that runs on over its line turns the rest inside out. */
	if (r.broken.kind == TOKEN_TEXT) {
		f->n = n_before;
		slip(&r, FAULT_NO_END_QUOTE, &r.broken, "");
	}
	return r.is_unreadable ? -1 : 0;
}
