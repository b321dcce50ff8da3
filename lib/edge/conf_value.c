/*
 * Single settings of a rules file: their values, and what is wrong with them
 * in words. Knows libconfig's types; does not know what a rule is.
 */

#include "edge/conf_value.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* Words of one list: more is a mistake of some program. */
#define WORDS_MAX 5000

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
conf_mistake(
    struct conf_source *src, const config_setting_t *s, const char *format, ...)
{
	va_list args;
	char what[400];
	int n;

	va_start(args, format);
	n = vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	text_addf(src->c->mistakes, "%s:%d: %s\n", conf_file(src, s),
	    conf_line(s), n < 0 ? "a mistake" : what);
	src->c->n_mistakes++;
}

const char *
conf_listing(struct arena *a, const char *const *list, size_t n)
{
	SCOPED(text_done) struct text t;
	size_t i;

	text_init(&t, 2000);
	for (i = 0; i < n; i++)
		text_addf(&t, "%s%s", i > 0 ? ", " : "", list[i]);
	return arena_copy(a, t.data);
}

const char *
conf_hint(struct arena *a, const char *word, const char *const *list, size_t n)
{
	const char *nearest = text_nearest(word, list, n);

	return nearest ? arena_printf(a, "; did you mean \"%s\"?", nearest)
	               : "";
}

const char *
conf_type(const config_setting_t *s)
{
	switch (config_setting_type(s)) {
	case CONFIG_TYPE_GROUP:
		return "a group { }";
	case CONFIG_TYPE_LIST:
		return "a list ( )";
	case CONFIG_TYPE_ARRAY:
		return "an array [ ]";
	case CONFIG_TYPE_STRING:
		return "a text";
	case CONFIG_TYPE_BOOL:
		return "true or false";
	case CONFIG_TYPE_FLOAT:
		return "a broken number";
	default:
		return "a number";
	}
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
			conf_mistake(src, s,
			    "unknown setting \"%s\"; expected one of: %s%s",
			    name, conf_listing(src->c->a, keys, n),
			    conf_hint(src->c->a, name, keys, n));
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
			conf_mistake(src, group, "\"%s\" is missing here", key);
		return fallback ? fallback : "";
	}
	value = config_setting_get_string(s);
	if (!value) {
		conf_mistake(src, s, "\"%s\" is %s; expected a text in quotes",
		    key, conf_type(s));
		return "";
	}
	if (!*value && !fallback)
		conf_mistake(src, s, "\"%s\" is empty", key);
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
		conf_mistake(src, s, "\"%s\" is %s; expected a whole number",
		    key, conf_type(s));
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
		conf_mistake(src, s, "\"%s\" is %s; expected true or false",
		    key, conf_type(s));
		return false;
	}
	return config_setting_get_bool(s);
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
		conf_mistake(src, s,
		    "\"%s\" is %s; expected texts: [ \"...\", \"...\" ]",
		    config_setting_name(s) ? config_setting_name(s) : "this",
		    conf_type(s));
		return NULL;
	}
	list = arena_array(src->c->a, (size_t)length, sizeof(*list));
	for (i = 0; i < length; i++) {
		const config_setting_t *item =
		    config_setting_get_elem(s, (unsigned)i);
		const char *text = config_setting_get_string(item);

		if (text)
			list[(*n)++] = arena_copy(src->c->a, text);
		else
			conf_mistake(src, item,
			    "%s among texts; put it in quotes",
			    conf_type(item));
	}
	return list;
}
