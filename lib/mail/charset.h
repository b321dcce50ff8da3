#ifndef POSTWACHT_CHARSET_H
#define POSTWACHT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/*
 * Opens each known charset once and keeps it open: glibc loads and unloads a
 * shared object at each iconv_open otherwise, which is half the time of
 * reading a mail and impossible in the reader's cell (decisions.md 8).
 */
void charset_init(void);

struct decoded {
	char *s;       /* UTF-8, NUL-terminated; may hold control characters */
	size_t n;      /* bytes of s */
	bool is_wrong; /* it was not in the charset it named */
};

/*
 * Bytes of a named charset as UTF-8. Where the name is unknown or wrong: as
 * they are if valid UTF-8, else as windows-1252. Never fails.
 *
 * in       name   of a MIME header; may be NULL or ""
 *          bytes  n of them
 */
struct decoded charset_decode(
    struct arena *a, const char *name, const char *bytes, size_t n);

/*
 * The name of a charset that is kept open and in which these bytes, of one
 * encoded-word, are to be read: that which it names, unless that is unknown
 * or cannot be right.
 */
const char *charset_label(const char *name, const char *bytes, size_t n);

#endif
