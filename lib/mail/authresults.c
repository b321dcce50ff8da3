/*
 * The header Authentication-Results to what it says of DMARC. Whether the
 * server that says it can be believed is not known here.
 */

#include "mail/authresults.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* Comments inside comments that are looked into; deeper is unreadable. */
#define COMMENT_DEPTH 20

/* Behind a comment that begins at s; NULL when it does not end. */
static const char *
behind_comment(const char *s)
{
	int depth = 0;

	for (; *s; s++) {
		if (*s == '\\' && s[1])
			s++;
		else if (*s == '(' && ++depth > COMMENT_DEPTH)
			return NULL;
		else if (*s == ')' && --depth == 0)
			return s + 1;
	}
	return NULL;
}

/* The value without comments, quotes and double blanks, in lower case; a ';'
 * that stood in quotes has become a blank. NULL: it does not end as it
 * should. */
static char *
plain(struct arena *a, const char *s)
{
	char *out = arena_alloc(a, strlen(s) + 1), *to = out;
	bool is_quoted = false;

	while (s && *s) {
		char c = *s;

		if (c == '"') {
			is_quoted = !is_quoted;
			s++;
			continue;
		}
		if (c == '(' && !is_quoted) {
			s = behind_comment(s);
			c = ' ';
		} else {
			if (c == '\\' && is_quoted && s[1])
				c = *++s;
			s++;
		}
		if (is_quoted && strchr("; \t=", c))
			c = ' ';
		*to++ = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
	}
	return s && !is_quoted ? out : NULL;
}

/* The next word up to a blank, or NULL at the end. */
static char *
next_word(char **s)
{
	char *word = *s + strspn(*s, " \t");
	size_t n = strcspn(word, " \t");

	if (n == 0)
		return NULL;
	*s = word + n;
	if (**s)
		*(*s)++ = '\0';
	return word;
}

static enum dmarc
dmarc_of(const char *result)
{
	if (strcmp(result, "pass") == 0)
		return DMARC_PASS;
	return strcmp(result, "fail") == 0 ? DMARC_FAIL : DMARC_NONE;
}

/* "dmarc = pass" is allowed as well: blanks around '=' go. */
static void
close_up(char *s)
{
	char *to = s;

	for (; *s; s++) {
		char *next = s + strspn(s, " \t");

		if (next > s && *next == '=')
			s = next;
		*to++ = *s;
		if (*s == '=')
			s += strspn(s + 1, " \t");
	}
	*to = '\0';
}

/* One of the results, between two semicolons. */
static void
read_result(struct arena *a, char *s, struct authresults *out)
{
	static const char from[] = "header.from=";
	char *word;
	enum dmarc dmarc;

	close_up(s);
	word = next_word(&s);
	if (!word || strncmp(word, "dmarc", 5) != 0)
		return;
	word += 5;
	if (*word == '/') /* a version of the method */
		word += strcspn(word, "=");
	if (*word != '=')
		return;
	dmarc = dmarc_of(word + 1);
	if (out->dmarc == DMARC_FAIL ||
	    (out->dmarc == DMARC_PASS && dmarc == DMARC_NONE))
		return;
	out->dmarc = dmarc;
	while ((word = next_word(&s)) != NULL) {
		if (strncmp(word, from, sizeof(from) - 1) == 0)
			out->domain = arena_copy(a, word + sizeof(from) - 1);
	}
}

struct authresults
authresults_read(struct arena *a, const char *value)
{
	struct authresults out = { .authserv = "", .domain = "" };
	char *s = plain(a, value), *next, *authserv;

	if (!s)
		return out;
	next = s + strcspn(s, ";");
	if (*next)
		*next++ = '\0';
	authserv = next_word(&s);
	/* Exchange Online begins with a result and names nobody. */
	if (!authserv || strchr(authserv, '='))
		return out;
	out.authserv = authserv;
	while (*next) {
		char *end = next + strcspn(next, ";");
		bool is_last = !*end;

		*end = '\0';
		read_result(a, next, &out);
		next = is_last ? end : end + 1;
	}
	return out;
}
