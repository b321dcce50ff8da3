#ifndef POSTWACHT_CONF_VALUE_H
#define POSTWACHT_CONF_VALUE_H

#include <libconfig.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "edge/ruleconf.h"
#include "triage/fault.h"

/* One file while it is read. */
struct conf_source {
	struct ruleconf *c;
	const char *path;
};

/* Where a setting stands; with @include another file than the source. */
const char *conf_file(const struct conf_source *src, const config_setting_t *s);
int conf_line(const config_setting_t *s);

/* Adds what is wrong with a setting; found, want and nearest as in struct
 * fault. */
void conf_fault(
    struct conf_source *src, const config_setting_t *s, struct fault fault);

/* "a, b, c": what may stand there; of many the first ones. */
const char *conf_listing(struct arena *a, const char *const *list, size_t n);

/* Each key of the group that is not in the list is a mistake. */
void conf_check_keys(struct conf_source *src, const config_setting_t *group,
    const char *const *keys, size_t n);

/* The text of a key, or the fallback when it is missing; a fallback of NULL
 * makes the key required. */
const char *conf_text(struct conf_source *src, const config_setting_t *group,
    const char *key, const char *fallback);

/* The whole number of a key, or the fallback. */
int conf_number(struct conf_source *src, const config_setting_t *group,
    const char *key, int fallback);

bool conf_bool(
    struct conf_source *src, const config_setting_t *group, const char *key);

/* One text or an array of texts, in the arena; NULL when it is neither, with
 * the fault told. */
const char **conf_texts(
    struct conf_source *src, const config_setting_t *s, size_t *n);

#endif
