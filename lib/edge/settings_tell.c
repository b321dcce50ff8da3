/*
 * Mistakes in a libconfig tree put in words: what stands there, what the table
 * wants there, and what to write instead. It decides nothing.
 */

#include "edge/settings_tell.h"

#include <stdio.h>

#include "base/text.h"
#include "edge/settings_mistakes.h"
#include "edge/settings_table.h"
#include "edge/settings_value.h"

#define PHRASE_BYTES 400 /* of one part of a mistake */

const char *
setting_file(const config_setting_t *s)
{
	const char *file = config_setting_source_file(s);

	return file ? file : "";
}

int
setting_line(const config_setting_t *s)
{
	int line = (int)config_setting_source_line(s);

	return line > 0 ? line : 1; /* the root has none */
}

/* Names that someone would give to a secret in plain sight. */
static bool
is_secret_name(const char *name)
{
	static const char *const names[] = { "password", "passwd", "passphrase",
		"secret", "client_secret", "token", "wachtwoord" };
	size_t i;

	for (i = 0; i < LENGTH(names); i++) {
		if (text_is_same(name, names[i]))
			return true;
	}
	return false;
}

void
tell_unknown(struct mistakes *m, const char *path, const config_setting_t *s,
    const char *const *names, size_t n)
{
	const char *name = config_setting_name(s);
	const char *nearest = text_nearest(name, names, n);

	if (is_secret_name(name))
		mistake_add(m, setting_file(s), setting_line(s),
		    "%s%s holds a secret in plain sight; expected no secret in "
		    "this file; use password_credential (systemd) or "
		    "password_file (mode 0600), and change the secret",
		    path, name);
	else if (nearest)
		mistake_add(m, setting_file(s), setting_line(s),
		    "unknown setting %s%s; expected a setting that exists; did "
		    "you mean %s?",
		    path, name, nearest);
	else
		mistake_add(m, setting_file(s), setting_line(s),
		    "unknown setting %s%s; expected a setting that exists; "
		    "remove it",
		    path, name);
}

/* What stands there, short enough to be quoted. */
static const char *
describe(const config_setting_t *s, char out[PHRASE_BYTES])
{
	const char *is = "nothing";

	switch (config_setting_type(s)) {
	case CONFIG_TYPE_STRING:
		(void)snprintf(out, PHRASE_BYTES, "\"%.100s\"",
		    config_setting_get_string(s));
		return out;
	case CONFIG_TYPE_INT:
		(void)snprintf(
		    out, PHRASE_BYTES, "%d", config_setting_get_int(s));
		return out;
	case CONFIG_TYPE_INT64:
		(void)snprintf(
		    out, PHRASE_BYTES, "%lldL", config_setting_get_int64(s));
		return out;
	case CONFIG_TYPE_FLOAT:
		is = "a number with a point";
		break;
	case CONFIG_TYPE_BOOL:
		is = config_setting_get_bool(s) ? "true" : "false";
		break;
	case CONFIG_TYPE_GROUP:
		is = "a group { ... }";
		break;
	case CONFIG_TYPE_ARRAY:
		is = "an array [ ... ]";
		break;
	case CONFIG_TYPE_LIST:
		is = "a list ( ... )";
		break;
	default:
		break;
	}
	(void)snprintf(out, PHRASE_BYTES, "%s", is);
	return out;
}

/* The word that was probably meant, else the default or an example. */
static const char *
remedy(const struct setting *row, const config_setting_t *s,
    char out[PHRASE_BYTES])
{
	const char *quote = row->kind == SETTING_INT ||
	        row->kind == SETTING_BOOL || row->example
	    ? ""
	    : "\"";
	const char *value =
	    row->preset && *row->preset ? row->preset : row->example;

	if (row->kind == SETTING_WORD) {
		size_t n = 0;
		const char *nearest = NULL;

		while (row->words[n])
			n++;
		if (s && config_setting_type(s) == CONFIG_TYPE_STRING)
			nearest = text_nearest(
			    config_setting_get_string(s), row->words, n);
		value = nearest   ? nearest
		    : row->preset ? value
		                  : row->words[n - 1];
		quote = "\"";
	}
	if (!value)
		(void)snprintf(out, PHRASE_BYTES, "correct or remove it");
	else if (row->is_list && !row->group && value[0] != '[')
		(void)snprintf(out, PHRASE_BYTES,
		    "write for example %s = [ %s ]", row->name, value);
	else
		(void)snprintf(out, PHRASE_BYTES,
		    "write for example %s = %s%s%s", row->name, quote, value,
		    quote);
	return out;
}

void
tell_misfit(struct mistakes *m, const char *path, const struct setting *row,
    const config_setting_t *s)
{
	char found[PHRASE_BYTES], cure[PHRASE_BYTES];
	SCOPED(text_done) struct text expected;

	text_init(&expected, PHRASE_BYTES);
	if (row->is_list && !row->group && config_setting_is_aggregate(s))
		text_add(&expected, "strings in quotes between [ and ], each ");
	else if (row->is_list && !row->group && !config_setting_name(s))
		text_add(&expected, "in each place ");
	else if (row->is_list && !row->group)
		text_add(&expected, "[ ... ] with in each place ");
	setting_expected(row, &expected);
	mistake_add(m, setting_file(s), setting_line(s),
	    "%s%s is %s; expected %s; %s", path, row->name, describe(s, found),
	    expected.data, remedy(row, s, cure));
}

void
tell_missing(struct mistakes *m, const char *path, const struct setting *row,
    const config_setting_t *tree)
{
	char cure[PHRASE_BYTES];
	SCOPED(text_done) struct text expected;

	text_init(&expected, PHRASE_BYTES);
	if (row->is_list && !row->group)
		text_add(&expected, "at least one: ");
	setting_expected(row, &expected);
	mistake_add(m, setting_file(tree), setting_line(tree),
	    "%s%s is missing; expected %s; %s", path, row->name, expected.data,
	    remedy(row, NULL, cure));
}

/* libconfig stops at the first of these; its text says which. */
void
tell_syntax(struct mistakes *m, const char *file, const config_t *config)
{
	static const struct {
		const char *says, *cure;
	} rows[] = {
		{ "duplicate setting name",
		    "expected each setting once; remove one of the two" },
		{ "mismatched element type in array",
		    "expected the same kind in each place; put all in quotes" },
		{ "",
		    "expected name = value; with text in quotes and true or "
		    "false without; look at this line and the one before" },
	};
	const char *found = config_error_text(config);
	const char *where = config_error_file(config);
	size_t i = 0;

	while (!text_has_prefix(found, rows[i].says))
		i++;
	mistake_add(m, where ? where : file, config_error_line(config),
	    "%s; %s", found, rows[i].cure);
}
