#ifndef POSTWACHT_LETTER_H
#define POSTWACHT_LETTER_H

#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "notice/render.h"

struct arena;

/* The envelope and headers of one notice. */
struct letter_head {
	const char *from_name, *from; /* from: addr-spec */
	const char *to_name, *to;
	const char *message_id; /* without <> */
	struct instant date;
	const char *token; /* value of X-Postwacht-Notice */
};

struct letter {
	const char *bytes; /* CRLF line ends, 7-bit */
	size_t n;
};

/*
 * The bytes of a mail: multipart/alternative of text and HTML, with
 * Auto-Submitted: auto-generated and X-Auto-Response-Suppress: All
 * (decisions.md 25). CR, LF and NUL in any header value are taken out.
 */
struct letter letter_build(struct arena *a, const struct letter_head *head,
    const struct rendered *body);

/*
 * Message-ID of a notice, from its row: "pw.<id>.<key id>.<hash>@<domain>";
 * the hash is HMAC(key, id) so that our own mail is known wherever it is
 * seen again. letter_is_ours tells whether any id carries our hash.
 */
const char *letter_message_id(struct arena *a, long long notice,
    const unsigned char *key, const char *domain);
int letter_is_ours(const char *message_id, const unsigned char *key);

#endif
