/*
 * Finds expressions that run away: those in which a repetition meets a text
 * that fits it in many ways and at last not at all. Makes such texts from the
 * letters of the expression and sees whether a limit is met at one place. Of
 * PCRE2's syntax it knows just what stands for which letter.
 */

#include "triage/slow.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "mail/message.h"
#include "triage/compiled.h"

/* As long as the longest text that rules are held against. */
#define TRIAL_BYTES MESSAGE_TEXT_MAX

/* Places of a text at which a match is tried: the first ones, for the rest
 * repeats them. */
#define TRIAL_PLACES 12

/* Letters of an expression that make a text of their own, and those of its
 * outline. */
#define LETTERS_MAX 24
#define OUTLINE_MAX 400

struct trial {
	const pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *limits;
	char text[TRIAL_BYTES + 2];
};

/* The letters that an expression asks for, one after another, as if there
 * were no choices and no repetition. */
static void
outline_of(const char *expression, struct text *out)
{
	const char *s = expression + 1, *end = s + strlen(s) - 1;

	for (; s < end; s++) {
		if (*s == '\\' && s + 1 < end) {
			s++;
			if (*s == 'd')
				text_add_char(out, '1');
			else if (*s == 'w')
				text_add_char(out, 'a');
			else if (*s == 's' || *s == 'W')
				text_add_char(out, ' ');
			else if (!strchr("bBDSAzZ", *s))
				text_add_char(out, *s);
		} else if (*s == '{') {
			s += strcspn(s, "}");
		} else if (*s == '.') {
			text_add_char(out, 'a');
		} else if (!strchr("^$*+?()[]|:", *s)) {
			text_add_char(out, *s);
		}
	}
}

static bool
is_over(int result)
{
	return result == PCRE2_ERROR_MATCHLIMIT ||
	    result == PCRE2_ERROR_DEPTHLIMIT || result == PCRE2_ERROR_HEAPLIMIT;
}

/* The piece again and again; how many bytes. */
static size_t
repeat(char *text, const char *piece, size_t n)
{
	size_t len = n;

	memcpy(text, piece, n);
	while (len + n <= TRIAL_BYTES) {
		size_t more = 2 * len <= TRIAL_BYTES ? len : n;

		memcpy(text + len, text, more);
		len += more;
	}
	return len;
}

/* The repeated piece, and something that nothing fits at the end. */
static bool
is_slow_on(struct trial *t, const char *piece, size_t n)
{
	size_t i, len;

	if (n == 0)
		return false;
	len = repeat(t->text, piece, n);
	t->text[len++] = '\x01';
	for (i = 0; i < TRIAL_PLACES && i < len; i++) {
		if (is_over(pcre2_match(t->code, (PCRE2_SPTR)t->text, len, i,
		        PCRE2_ANCHORED, t->data, t->limits)))
			return true;
	}
	return false;
}

static bool
is_slow_on_letters(struct trial *t, const char *outline)
{
	char seen[LETTERS_MAX + 1] = "";
	size_t n = 0;

	for (; *outline && n < LETTERS_MAX; outline++) {
		const char pair[] = { *outline, ' ' };

		if ((unsigned char)*outline >= 0x80 || strchr(seen, *outline))
			continue;
		seen[n++] = *outline;
		seen[n] = '\0';
		if (is_slow_on(t, pair, 1) || is_slow_on(t, pair, 2))
			return true;
	}
	return false;
}

static bool
is_slow(struct trial *t, const char *expression)
{
	SCOPED(text_done) struct text outline;
	size_t n;

	text_init(&outline, OUTLINE_MAX);
	outline_of(expression, &outline);
	n = outline.len;
	return is_slow_on(t, "a", 1) || is_slow_on(t, "ab ", 3) ||
	    is_slow_on(t, outline.data, n) ||
	    (n > 1 && is_slow_on(t, outline.data, n - 1)) ||
	    is_slow_on_letters(t, outline.data);
}

bool
slow_is(struct arena *a, const struct expression *expression)
{
	struct trial *t = arena_alloc(a, sizeof(*t));
	bool result = false;

	t->code = expression->code;
	t->data = pcre2_match_data_create(1, NULL);
	t->limits = expression_limits();
	if (t->data && t->limits)
		result = is_slow(t, expression->text);
	pcre2_match_data_free(t->data);
	pcre2_match_context_free(t->limits);
	return result;
}
