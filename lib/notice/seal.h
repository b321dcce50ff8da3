#ifndef POSTWACHT_SEAL_H
#define POSTWACHT_SEAL_H

#include "base/err.h"

struct arena;

/*
 * Writes into a page's Content-Security-Policy which style and which script
 * are its own: 'sha256-STYLE' and 'sha256-SCRIPT' become the digest of what
 * stands between <style> and </style>, <script> and </script> (CSP level 3,
 * 2.3.1 and 8.4). Nothing else in the page can run then, whatever it says.
 *
 * returns  0; -1: ERR_ITEM when the page has not exactly one place, one style
 *          and one script
 */
int seal_page(struct arena *a, const char *page, const char **out,
    struct err *e) MUST_CHECK;

#endif
