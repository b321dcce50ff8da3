/*
 * Permits: keyed hashes that let one reader give one command for some days.
 * Whether the mail that carries one is to be believed is for triage/sender.
 */

#include "triage/permit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/text.h"
#include "triage/ours.h"

#define MARK        "pw"
#define KEY_DIGITS  2
#define DAY_DIGITS  5
#define HASH_DIGITS 20
#define DIGITS      (KEY_DIGITS + DAY_DIGITS + HASH_DIGITS)

static void
key_id(const unsigned char *key, char out[KEY_DIGITS + 1])
{
	unsigned char digest[DIGEST_BYTES];

	digest_hmac(key, "key", 3, digest);
	digest_hex(digest, KEY_DIGITS / 2, out);
}

static void
hash_of(
    const struct permit *p, const unsigned char *key, char out[HASH_DIGITS + 1])
{
	SCOPED(text_done) struct text said = { 0 };
	unsigned char digest[DIGEST_BYTES];

	text_init(&said, 512);
	text_addf(&said, "permit:%s:%lld:%d:%s",
	    p->is_any ? "any" : command_name(p->kind),
	    p->is_any ? 0LL : (long long)p->number, (int)p->expires.day,
	    p->recipient);
	digest_hmac(key, said.data, said.len, digest);
	digest_hex(digest, HASH_DIGITS / 2, out);
}

const char *
permit_make(
    struct arena *a, const struct permit *permit, const unsigned char *key)
{
	char id[KEY_DIGITS + 1], hash[HASH_DIGITS + 1];

	key_id(key, id);
	hash_of(permit, key, hash);
	return arena_printf(a, MARK "%s%0*x%s", id, DAY_DIGITS,
	    (unsigned)permit->expires.day, hash);
}

bool
permit_find(const char *subject, char out[PERMIT_TEXT], size_t *at)
{
	const char *p = subject;

	for (; (p = strstr(p, "[" MARK)) != NULL; p++) {
		const char *digits = p + 1 + strlen(MARK);

		if (strspn(digits, "0123456789abcdef") != DIGITS ||
		    digits[DIGITS] != ']')
			continue;
		*at = (size_t)(p - subject);
		memcpy(out, p + 1, PERMIT_TEXT - 1);
		out[PERMIT_TEXT - 1] = '\0';
		return true;
	}
	return false;
}

/* Whether the key made it, for what is wanted or for any command. */
static bool
is_made_by(
    const char *permit, const struct permit *wanted, const unsigned char *key)
{
	const char *said = permit + strlen(MARK) + KEY_DIGITS + DAY_DIGITS;
	struct permit any = *wanted;
	char id[KEY_DIGITS + 1], one[HASH_DIGITS + 1], all[HASH_DIGITS + 1];

	key_id(key, id);
	if (strncmp(permit + strlen(MARK), id, KEY_DIGITS) != 0)
		return false;
	any.is_any = true;
	hash_of(wanted, key, one);
	hash_of(&any, key, all);
	return digest_is_same(said, one, HASH_DIGITS) ||
	    digest_is_same(said, all, HASH_DIGITS);
}

enum permit_state
permit_check(const char *permit, const struct permit *wanted,
    const struct ours_keys *keys, struct date today)
{
	struct permit asked = *wanted;
	char day[DAY_DIGITS + 1];
	size_t i;

	if (strlen(permit) != PERMIT_TEXT - 1)
		return PERMIT_FORGED;
	memcpy(day, permit + strlen(MARK) + KEY_DIGITS, DAY_DIGITS);
	day[DAY_DIGITS] = '\0';
	asked.expires.day = (int32_t)strtol(day, NULL, 16);
	for (i = 0; i < keys->n; i++) {
		if (today.day <= keys->at[i].until.day &&
		    is_made_by(permit, &asked, keys->at[i].bytes))
			break;
	}
	if (i == keys->n)
		return PERMIT_FORGED;
	return asked.expires.day < today.day ? PERMIT_EXPIRED : PERMIT_GOOD;
}
