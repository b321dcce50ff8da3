#ifndef POSTWACHT_CONF_VALUE_H
#define POSTWACHT_CONF_VALUE_H

#include <libconfig.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "edge/ruleconf.h"

/* One file while it is read. */
struct conf_source {
	struct ruleconf *c;
	const char *path;
};

/* Where a setting stands; with @include another file than the source. */
const char *conf_file(const struct conf_source *src, const config_setting_t *s);
int conf_line(const config_setting_t *s);

/* Adds "file:line: ..." to the mistakes. */
void conf_mistake(struct conf_source *src, const config_setting_t *s,
    const char *format, ...) PRINTF(3, 4);

/* "a, b, c": what may stand there. */
const char *conf_listing(struct arena *a, const char *const *list, size_t n);

/* "; did you mean "bkr"?", or nothing. */
const char *conf_hint(
    struct arena *a, const char *word, const char *const *list, size_t n);

/* What a setting is, in words: "a text", "a list ( )". */
const char *conf_type(const config_setting_t *s);

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

/* One text or an array of texts, in the arena. */
const char **conf_texts(
    struct conf_source *src, const config_setting_t *s, size_t *n);

#endif
