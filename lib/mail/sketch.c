/*
 * Sketches of texts, by which a standard text is known however it begins.
 * Knows words and hash functions; what a repeated text means is not its
 * business.
 */

#include "mail/sketch.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"

#define VALUES (SKETCH_BYTES / 4)
#define ALIKE  (VALUES * 5 / 8)
#define SAME   (VALUES - 2)
/* Bytes of the text that are looked at: what comes behind them tells no standard
 * text from another. */
#define TEXT_MAX 2048

#define GREETING_MAX 60 /* bytes of a first line that greets */

/* Whether the first line only greets somebody. */
static bool
is_greeting(const char *line, size_t n)
{
	static const char *const greetings[] = { "beste", "geachte", "hallo",
		"hoi", "dag", "goede", "dear", "hello", "hi ", "l.s",
		"mijnheer", "mevrouw", "heer" };
	size_t i;

	if (n > GREETING_MAX)
		return false;
	for (i = 0; i < LENGTH(greetings); i++) {
		if (text_has_prefix(line, greetings[i]))
			return true;
	}
	return false;
}

static const char *
behind_greeting(const char *text)
{
	size_t n;

	text += strspn(text, " \t\r\n");
	n = strcspn(text, "\n,");
	return is_greeting(text, n) ? text + n : text;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* The next word of letters, hashed (FNV-1a); 0 at the end. */
static uint32_t
next_word(const char **s)
{
	uint32_t hash = 2166136261U;

	while (**s && !is_letter(**s))
		(*s)++;
	if (!**s)
		return 0;
	for (; is_letter(**s); (*s)++)
		hash = (hash ^ (unsigned char)**s) * 16777619U;
	return hash ? hash : 1;
}

/* The i-th hash function of a pair. */
static uint32_t
mix(uint32_t pair, uint32_t i)
{
	uint32_t x = pair ^ (i * 0x9e3779b9U);

	x ^= x >> 16;
	x *= 0x85ebca6bU;
	x ^= x >> 13;
	x *= 0xc2b2ae35U;
	return x ^ (x >> 16);
}

/* Without a branch, so that compilers do several at once. */
static void
take_pair(uint32_t values[VALUES], uint32_t pair)
{
	uint32_t i;

	for (i = 0; i < VALUES; i++) {
		uint32_t value = mix(pair, i);

		values[i] = value < values[i] ? value : values[i];
	}
}

bool
sketch_of(struct arena *a, const char *text, unsigned char out[SKETCH_BYTES])
{
	uint32_t values[VALUES], last = 0, word;
	size_t n = 0, length;
	const char *s;

	memset(out, 0, SKETCH_BYTES);
	memset(values, 0xff, sizeof(values));
	text = behind_greeting(text);
	length = strlen(text);
	if (length > TEXT_MAX)
		length = text_utf8_prefix(text, TEXT_MAX);
	s = fold(a, text, length, NULL);
	while ((word = next_word(&s)) != 0) {
		if (n++ > 0)
			take_pair(values, last * 31 + word);
		last = word;
	}
	if (n < SKETCH_WORDS_MIN)
		return false;
	memcpy(out, values, SKETCH_BYTES);
	return true;
}

static size_t
equal_values(const unsigned char *a, const unsigned char *b)
{
	size_t i, n = 0;

	for (i = 0; i < VALUES; i++)
		n += memcmp(a + 4 * i, b + 4 * i, 4) == 0;
	return n;
}

bool
sketch_is_same(
    const unsigned char a[SKETCH_BYTES], const unsigned char b[SKETCH_BYTES])
{
	return equal_values(a, b) >= SAME;
}

bool
sketch_is_alike(
    const unsigned char a[SKETCH_BYTES], const unsigned char b[SKETCH_BYTES])
{
	return equal_values(a, b) >= ALIKE;
}
