#ifndef POSTWACHT_BSN_H
#define POSTWACHT_BSN_H

#include <stdbool.h>

struct arena;

/*
 * Takes out what is likely a citizen service number (burgerservicenummer):
 * its digits become "*", so that nothing behind this sees or stores one
 * (Wabb art. 10; AVG art. 87, UAVG art. 46: a number set by law is handled
 * for what a law says only). Likely: nine digits, in one piece or grouped as
 * "1234.56.782" or "123 456 782", that pass the "elfproef" (9a + 8b + ... +
 * 2h - i is a multiple of 11), unless the words in front say that it is
 * something else: a telephone, register, case or account number.
 *
 * out      *found  set to true when one was taken out; else untouched
 * returns  text itself when it has none, else a copy of the same length
 */
const char *bsn_mask(struct arena *a, const char *text, bool *found);

#endif
