/*
 * Folded text as sentences and words, just well enough to tell which words
 * stand together. Knows no grammar.
 */

#include "triage/sentence.h"

#include <string.h>

#include "triage/words.h"

/* Abbreviations whose full stop ends no sentence. */
static const char *const abbreviations[] = { "jan", "feb", "febr", "mrt", "apr",
	"jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec", "ma", "di",
	"wo", "do", "vr", "za", "zo", "art", "nr", "bv", "ca", "incl", "excl",
	"evt", "mevr", "dhr", "tel", "uitl", NULL };

bool
token_in(const struct token *t, const char *const *list)
{
	for (; *list; list++) {
		if (token_is(t, *list))
			return true;
	}
	return false;
}

static size_t
bucket_of(char first)
{
	return (unsigned char)first % 32;
}

/* Words of 31 letters and more share a bit. */
static uint32_t
bit_of(size_t n)
{
	return 1u << (n < 31 ? n : 31);
}

struct word_list
word_list_of(const char *const *words)
{
	struct word_list l = { .words = words };

	for (; *words; words++)
		l.lengths[bucket_of(**words)] |= bit_of(strlen(*words));
	return l;
}

bool
word_list_has(const struct word_list *l, const struct token *t)
{
	return t->n > 0 && (l->lengths[bucket_of(*t->at)] & bit_of(t->n)) &&
	    token_in(t, l->words);
}

int
token_number(const struct token *t)
{
	int value = 0;
	size_t i;

	if (t->n == 0 || t->n > 5)
		return -1;
	for (i = 0; i < t->n; i++) {
		if (t->at[i] < '0' || t->at[i] > '9')
			return -1;
		value = 10 * value + (t->at[i] - '0');
	}
	return value;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Marks that join digits or letters into one token: "16.00", "30-01-2026",
 * "e-mail", "t/m", "a.s"; start is where the token begins. */
static bool
is_joint(const char *start, const char *p)
{
	if (p == start || !p[1] || !words_is_letter(p + 1, 2, 0))
		return false;
	if (*p == '-' || *p == '\'')
		return true;
	if (*p != '.' && *p != '/' && *p != ':')
		return false;
	return (is_digit(p[-1]) && is_digit(p[1])) ||
	    (*p != ':' && (p - start == 1 || p[-2] == *p));
}

static size_t
token_length(const char *p)
{
	size_t n = 0;

	/* Two bytes tell what a character is; the text ends with NUL. */
	while (p[n] &&
	    (words_is_letter(p + n, 2, 0) ||
	        (n > 0 && ((unsigned char)p[n] & 0xC0) == 0x80) ||
	        is_joint(p, p + n)))
		n++;
	return n;
}

/* "a.s.", "30 jan.", "16.": the stop belongs to the word before it. */
static bool
is_abbreviated(const struct token *last, char after_next)
{
	if (last->n == 1 && strchr(",():", *last->at))
		return false;
	if (memchr(last->at, '.', last->n) && !is_digit(last->at[0]))
		return true;
	return (last->n == 1 && !is_digit(last->at[0])) ||
	    token_in(last, abbreviations) ||
	    (token_number(last) >= 0 && is_digit(after_next));
}

static bool
is_end(const struct sentence *s, const char *p)
{
	if (*p == '!' || *p == '?' || *p == ';')
		return true;
	if (*p != '.' || (p[1] != ' ' && p[1] != '\0'))
		return false;
	return s->n == 0 ||
	    !is_abbreviated(&s->token[s->n - 1], p[1] ? p[2] : '\0');
}

bool
sentence_next(const char **at, struct sentence *out)
{
	const char *p = *at;

	out->n = 0;
	out->is_question = false;
	while (*p && out->n < SENTENCE_WORDS_MAX) {
		size_t n = token_length(p);

		if (n > 0) {
			out->token[out->n++] = (struct token){ p, n };
			p += n;
			continue;
		}
		if (out->n > 0 && is_end(out, p)) {
			out->is_question = *p == '?';
			p++;
			break;
		}
		if (*p == ',' || *p == '(' || *p == ')' || *p == ':')
			out->token[out->n++] = (struct token){ p, 1 };
		p++;
	}
	*at = p;
	return out->n > 0;
}
