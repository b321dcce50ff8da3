#ifndef POSTWACHT_UTF7_H
#define POSTWACHT_UTF7_H

#include "base/err.h"

struct arena;

/*
 * Folder names as IMAP writes them: modified UTF-7 (RFC 3501, 5.1.3), in which
 * "Gelöschte & co" is "Gel&APY-schte &- co".
 *
 * out      a string in the arena; untouched unless 0 is returned
 * returns  0; -1 when the input is not valid UTF-8 or modified UTF-7
 */
int utf7_encode(struct arena *a, const char *utf8, const char **out) MUST_CHECK;
int utf7_decode(struct arena *a, const char *utf7, const char **out) MUST_CHECK;

#endif
