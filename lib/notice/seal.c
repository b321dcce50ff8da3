/*
 * A page with its own style and script and no others.
 */

#include "notice/seal.h"

#include <string.h>

#include "base/arena.h"
#include "base/digest.h"

/* 32 bytes in base64. */
#define SEAL_TEXT 45

/* The only occurrence, or NULL. */
static const char *
only(const char *page, const char *what)
{
	const char *at = strstr(page, what);

	return at && !strstr(at + 1, what) ? at : NULL;
}

static int
seal(struct arena *a, const char **page, const char *open, const char *close,
    const char *place, struct err *e)
{
	const char *from = only(*page, open), *to = only(*page, close);
	const char *at = only(*page, place);
	unsigned char digest[DIGEST_BYTES];
	char text[SEAL_TEXT];

	if (!from || !to || !at || from > to || at > from)
		return err_set(e, ERR_ITEM,
		    "the page needs one %s...%s, and before it one %s", open,
		    close, place);
	from += strlen(open);
	digest_sha256(from, (size_t)(to - from), digest);
	digest_base64(digest, DIGEST_BYTES, text);
	*page = arena_printf(a, "%.*ssha256-%s%s", (int)(at - *page), *page,
	    text, at + strlen(place));
	return 0;
}

int
seal_page(struct arena *a, const char *page, const char **out, struct err *e)
{
	if (seal(a, &page, "<style>", "</style>", "sha256-STYLE", e) != 0 ||
	    seal(a, &page, "<script>", "</script>", "sha256-SCRIPT", e) != 0)
		return -1;
	*out = page;
	return 0;
}
