#ifndef POSTWACHT_FIELD_H
#define POSTWACHT_FIELD_H

#include <stdbool.h>

struct arena;
struct facts;

/* Bytes of one field as sent that are looked at: two hundred addresses with
 * names fit. */
#define FIELD_MAX 32768

/*
 * The first FIELD_MAX bytes of a raw value on one line: line ends go, the
 * blank behind them stays (RFC 5322, 2.2.3). *is_plain: nothing in it is to
 * be decoded.
 */
char *field_unfold(struct arena *a, const char *raw, bool *is_plain);

/* The first id of a raw value, which may be NULL; "" when there is none. */
const char *field_first_id(struct arena *a, const char *raw);

/* The same for Message-ID, where a word without <> and '@' will do. */
const char *field_message_id(struct arena *a, const char *raw);

/* Fills the references of *facts; of a giant field the last ones. */
void field_references(struct arena *a, const char *raw, struct facts *facts);

#endif
