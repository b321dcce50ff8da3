/*
 * Takes a text apart into what may be compared, without copying it. Knows a
 * few small words of Dutch; knows nothing of topics, nor of what a token is
 * worth.
 */

#include "triage/tokens.h"

#include <string.h>

/* Bytes of the beginning of a word that is a token of its own, and of each
 * word of two. */
#define STEM 6

/* A word of a letter is none. */
#define WORD_LEAST 2

/* FNV-1a of 64 bits (G. Fowler, L.C. Noll, P. Vo, RFC 9923). */
#define HASH_BEGIN UINT64_C(0xcbf29ce484222325)
#define HASH_PRIME UINT64_C(0x100000001b3)

/* Small words of the language, by their first letter, which sentences hold by
 * chance. */
static const char *const small[] = {
	['a' - 'a'] = "aan al alle als andere",
	['b' - 'a'] = "bij",
	['d' - 'a'] = "daar daarover daarvan dan dat de deze die dit door",
	['e' - 'a'] = "een en er",
	['g' - 'a'] = "geen graag",
	['h' - 'a'] = "hallo heb hebben heeft hem het hier hierover hij hoe",
	['i' - 'a'] = "iemand iets ik in is",
	['j' - 'a'] = "je jullie",
	['k' - 'a'] = "kan kunnen kunt",
	['m' - 'a'] = "maar mag met mij mijn moet moeten mogen",
	['n' - 'a'] = "naar niet nog nu",
	['o' - 'a'] = "of om ons onze ook op over",
	['t' - 'a'] = "te tot",
	['u' - 'a'] = "uit uw",
	['v' - 'a'] = "van veel voor vraag vragen",
	['w' - 'a'] = "waar wat we wel welke wie wij wil willen worden wordt",
	['z' - 'a'] = "ze zich zij zijn zo",
};

/* A word of a text. */
struct piece {
	const char *at;
	size_t n;
	bool is_small;
};

static bool
is_of_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' ||
	    (unsigned char)c >= 0x80;
}

static bool
is_small(const char *word, size_t n)
{
	const char *at = *word >= 'a' && *word <= 'z' ? small[*word - 'a'] : "";

	while (at && *at) {
		size_t m = strcspn(at, " ");

		if (m == n && memcmp(at, word, n) == 0)
			return true;
		at += m + (at[m] == ' ');
	}
	return false;
}

/* The next word, from *at on, which moves behind it; n = 0: there is none. */
static struct piece
next_piece(const char **at)
{
	struct piece p = { 0 };

	while (**at && p.n < WORD_LEAST) {
		p.at = *at;
		while (is_of_word(**at))
			(*at)++;
		p.n = (size_t)(*at - p.at);
		*at += **at != '\0';
	}
	if (p.n < WORD_LEAST)
		return (struct piece){ 0 };
	p.is_small = is_small(p.at, p.n);
	return p;
}

static uint64_t
hash_on(uint64_t hash, const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		hash = (hash ^ (unsigned char)s[i]) * HASH_PRIME;
	return hash;
}

/* With a mark behind it that no word has. */
static uint64_t
hash_stem(uint64_t hash, const struct piece *p)
{
	return hash_on(hash_on(hash, p->at, p->n < STEM ? p->n : STEM), "*", 1);
}

static void
tell(const struct tokens_listener *listener, const struct piece *p,
    uint64_t hash, bool is_part)
{
	const struct token token = { hash, p->at, p->n, is_part };

	listener->found(listener->context, &token);
}

void
tokens_read(const char *folded, const struct tokens_listener *listener)
{
	struct piece before = { 0 }, p;

	while ((p = next_piece(&folded)).n > 0) {
		if (!p.is_small)
			tell(listener, &p, hash_on(HASH_BEGIN, p.at, p.n),
			    false);
		if (!p.is_small && p.n > STEM)
			tell(listener, &p, hash_stem(HASH_BEGIN, &p), true);
		if (before.n > 0 && !(before.is_small && p.is_small))
			tell(listener, &before,
			    hash_stem(hash_stem(HASH_BEGIN, &before), &p),
			    true);
		before = p;
	}
}
