#ifndef POSTWACHT_WORDS_H
#define POSTWACHT_WORDS_H

#include <stddef.h>

struct arena;

/*
 * The same message with each encoded-word of its headers (RFC 2047) written
 * anew: in quoted-printable, because GMime 3.2.13 joins neighbours before it
 * decodes them and loses all base64 behind the first padding, the rest of
 * most long subjects; and with a charset that charset.h keeps open, chosen
 * as for bodies where its own is unknown or wrong. A word that says it is UTF-8
 * and holds no text in any charset stays as it was written.
 *
 * in       bytes, *n
 * out      *n      bytes of what is returned
 * returns  bytes itself when there is nothing to change
 */
const char *words_rewrite(struct arena *a, const char *bytes, size_t *n);

#endif
