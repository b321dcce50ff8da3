/*
 * Single settings of a rules file: their values, and what is wrong with them
 * in words. Knows libconfig's types; does not know what a rule is.
 */

#include "edge/conf_value.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* Words of one list: more is a mistake of some program. */
#define WORDS_MAX 5000

/* Words that are listed as what may stand somewhere. */
#define LISTED_MAX 20

const char *
conf_file(const struct conf_source *src, const config_setting_t *s)
{
	const char *file = config_setting_source_file(s);

	return arena_copy(src->c->a, file ? file : src->path);
}

int
conf_line(const config_setting_t *s)
{
	return (int)config_setting_source_line(s);
}

void
conf_fault(
    struct conf_source *src, const config_setting_t *s, struct fault fault)
{
	fault.file = conf_file(src, s);
	fault.line = conf_line(s);
	fault_add(src->c->faults, fault);
}

const char *
conf_listing(struct arena *a, const char *const *list, size_t n)
{
	SCOPED(text_done) struct text t;
	size_t i;

	text_init(&t, 2000);
	for (i = 0; i < n && i < LISTED_MAX; i++)
		text_addf(&t, "%s%s", i > 0 ? ", " : "", list[i]);
	if (n > LISTED_MAX)
		text_add(&t, ", ...");
	return arena_copy(a, t.data);
}

void
conf_check_keys(struct conf_source *src, const config_setting_t *group,
    const char *const *keys, size_t n)
{
	int i;
	size_t k;

	for (i = 0; i < config_setting_length(group); i++) {
		const config_setting_t *s =
		    config_setting_get_elem(group, (unsigned)i);
		const char *name = config_setting_name(s);

		for (k = 0; k < n && strcmp(keys[k], name) != 0; k++)
			;
		if (k == n)
			conf_fault(src, s,
			    (struct fault){ .kind = FAULT_KEY,
			        .found = arena_copy(src->c->a, name),
			        .want = conf_listing(src->c->a, keys, n),
			        .nearest = text_nearest(name, keys, n) });
	}
}

const char *
conf_text(struct conf_source *src, const config_setting_t *group,
    const char *key, const char *fallback)
{
	const config_setting_t *s = config_setting_get_member(group, key);
	const char *value;

	if (!s) {
		if (!fallback)
			conf_fault(src, group,
			    (struct fault){
			        .kind = FAULT_MISSING, .key = key });
		return fallback ? fallback : "";
	}
	value = config_setting_get_string(s);
	if (!value) {
		conf_fault(src, s,
		    (struct fault){ .kind = FAULT_NOT_TEXT, .found = key });
		return "";
	}
	if (!*value && !fallback)
		conf_fault(src, s,
		    (struct fault){ .kind = FAULT_EMPTY, .found = key });
	return arena_copy(src->c->a, value);
}

int
conf_number(struct conf_source *src, const config_setting_t *group,
    const char *key, int fallback)
{
	const config_setting_t *s = config_setting_get_member(group, key);

	if (!s)
		return fallback;
	if (config_setting_type(s) != CONFIG_TYPE_INT) {
		conf_fault(src, s,
		    (struct fault){ .kind = FAULT_NOT_NUMBER, .found = key });
		return fallback;
	}
	return config_setting_get_int(s);
}

bool
conf_bool(
    struct conf_source *src, const config_setting_t *group, const char *key)
{
	const config_setting_t *s = config_setting_get_member(group, key);

	if (!s)
		return false;
	if (config_setting_type(s) != CONFIG_TYPE_BOOL) {
		conf_fault(src, s,
		    (struct fault){ .kind = FAULT_NOT_BOOL, .found = key });
		return false;
	}
	return config_setting_get_bool(s);
}

/* Of a row of texts, or of a part of it. */
static void
fault_not_texts(struct conf_source *src, const config_setting_t *row)
{
	const char *name = config_setting_name(row);

	conf_fault(src, row,
	    (struct fault){ .kind = FAULT_NOT_TEXTS,
	        .found = arena_copy(src->c->a, name ? name : "words") });
}

const char **
conf_texts(struct conf_source *src, const config_setting_t *s, size_t *n)
{
	const char **list, *one = config_setting_get_string(s);
	int i, length = config_setting_length(s);

	*n = 0;
	if (one) {
		list = arena_array(src->c->a, 1, sizeof(*list));
		list[(*n)++] = arena_copy(src->c->a, one);
		return list;
	}
	if (!config_setting_is_aggregate(s) || config_setting_is_group(s) ||
	    length > WORDS_MAX) {
		fault_not_texts(src, s);
		return NULL;
	}
	list = arena_array(src->c->a, (size_t)length, sizeof(*list));
	for (i = 0; i < length; i++) {
		const char *text = config_setting_get_string(
		    config_setting_get_elem(s, (unsigned)i));

		if (!text) {
			fault_not_texts(src, s);
			*n = 0;
			return NULL;
		}
		list[(*n)++] = arena_copy(src->c->a, text);
	}
	return list;
}
