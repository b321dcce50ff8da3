/*
 * Values as bytes and back. Knows no meaning of any.
 */

#include "edge/pack.h"

#include <string.h>

#include "base/text.h"

void
pack_number(struct text *out, uint32_t n)
{
	text_add_n(out, (const char *)&n, sizeof(n));
}

void
pack_string(struct text *out, const char *s)
{
	size_t n = strlen(s);

	pack_number(out, (uint32_t)n);
	text_add_n(out, s, n + 1);
}

void
unpack_bytes(struct unpack *in, void *out, size_t n)
{
	if (in->is_bad || in->left < n) {
		in->is_bad = true;
		memset(out, 0, n);
		return;
	}
	memcpy(out, in->at, n);
	in->at += n;
	in->left -= n;
}

uint32_t
unpack_number(struct unpack *in, uint32_t max)
{
	uint32_t n;

	unpack_bytes(in, &n, sizeof(n));
	if (n <= max)
		return n;
	in->is_bad = true;
	return 0;
}

const char *
unpack_string(struct unpack *in, size_t max)
{
	size_t n = unpack_number(in, (uint32_t)max);
	const char *s = in->at;

	if (in->is_bad || in->left <= n || s[n] != '\0') {
		in->is_bad = true;
		return "";
	}
	in->at += n + 1;
	in->left -= n + 1;
	return s;
}
