/*
 * The replies of an SMTP server: several lines with one code, bounded, made
 * safe to print. It knows their form, not what follows from them.
 */

#include "edge/post_reply.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "edge/line.h"
#include "edge/reply.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

int
post_reply_parse(const char *s, int *code, bool *is_last, const char **words)
{
	if (s[0] < '2' || s[0] > '5' || !is_digit(s[1]) || !is_digit(s[2]))
		return -1;
	if (s[3] != '\0' && s[3] != ' ' && s[3] != '-')
		return -1;
	*code = (s[0] - '0') * 100 + (s[1] - '0') * 10 + (s[2] - '0');
	*is_last = s[3] != '-';
	*words = s[3] ? s + 4 : s + 3;
	return 0;
}

/* Whether a blank-separated list holds the word. */
static bool
has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	while (*list) {
		list += strspn(list, " ");
		if (text_has_prefix(list, word) &&
		    (list[n] == ' ' || list[n] == '\0'))
			return true;
		list += strcspn(list, " ");
	}
	return false;
}

void
post_offer_add(struct post_offer *offer, const char *words)
{
	/* "AUTH=" is how servers older than RFC 4954 wrote it. */
	if (text_has_prefix(words, "AUTH ") ||
	    text_has_prefix(words, "AUTH=")) {
		offer->has_plain |= has_word(words + 5, "PLAIN");
		offer->has_login |= has_word(words + 5, "LOGIN");
		offer->has_xoauth2 |= has_word(words + 5, "XOAUTH2");
		offer->has_bearer |= has_word(words + 5, "OAUTHBEARER");
	}
	offer->has_starttls |= text_is_same(words, "STARTTLS");
	offer->has_8bit |= text_is_same(words, "8BITMIME");
	offer->has_pipelining |= text_is_same(words, "PIPELINING");
	offer->has_size |=
	    text_is_same(words, "SIZE") || text_has_prefix(words, "SIZE ");
}

/* The words of further lines go behind those of the first. */
static void
append(struct post_reply *r, const char *words)
{
	char printable[REPLY_TEXT];
	size_t n = strlen(r->text);

	(void)reply_print(words, printable);
	(void)snprintf(r->text + n, sizeof(r->text) - n, " %s", printable);
}

int
post_reply_read(struct line *l, char *buffer, struct post_reply *out,
    struct post_offer *offer, struct err *e)
{
	struct post_reply r = { 0, "" };
	bool is_last = false;
	int lines;

	for (lines = 0; !is_last; lines++) {
		const char *words;
		int code;

		if (line_gets(l, buffer, e) != 0)
			return -1;
		if (lines == POST_REPLY_LINES ||
		    post_reply_parse(buffer, &code, &is_last, &words) != 0 ||
		    (lines > 0 && code != r.code))
			return err_set(
			    e, ERR_AGAIN, "The server's answer is not SMTP.");
		if (lines == 0)
			(void)snprintf(r.text, sizeof(r.text), "%d", code);
		else if (offer)
			post_offer_add(offer, words);
		r.code = code;
		append(&r, words);
	}
	*out = r;
	return 0;
}
