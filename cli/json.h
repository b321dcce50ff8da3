#ifndef POSTWACHT_JSON_H
#define POSTWACHT_JSON_H

#include <jansson.h>

#include "base/date.h"

struct card;

/* Values for --json: times in RFC 3339, days as 2026-11-23, null for "". The
 * caller owns what comes back. */
json_t *json_of_instant(struct instant t);
json_t *json_of_day(struct date d);
json_t *json_of_text(const char *s);
json_t *json_of_card(const struct card *card);

/* Prints the document and releases it. */
void json_print(json_t *document);

#endif
