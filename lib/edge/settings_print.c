/*
 * The table of settings in words, one line each, for the manual page and
 * whoever looks for a name.
 */

#include <stdio.h>

#include "base/text.h"
#include "edge/settings.h"
#include "edge/settings_table.h"

static const char *
kind_name(enum setting_kind kind)
{
	static const char *const names[] = {
		[SETTING_TEXT] = "text",
		[SETTING_NAME] = "name",
		[SETTING_INT] = "whole number",
		[SETTING_BOOL] = "true or false",
		[SETTING_WORD] = "word",
		[SETTING_DURATION] = "duration",
		[SETTING_CLOCK] = "time of day",
		[SETTING_TERM] = "term",
		[SETTING_DATE] = "date",
		[SETTING_DAYS] = "weekdays",
		[SETTING_PATH] = "path",
		[SETTING_HOST] = "host",
		[SETTING_DOMAIN] = "domain",
		[SETTING_ADDRESS] = "address",
		[SETTING_GROUP] = "group",
		[SETTING_GROUPS] = "list of groups",
		[SETTING_SHARED] = "",
	};

	return names[kind];
}

/* The values that a row allows, or their unit. */
static void
print_limits(struct text *out, const struct setting *row)
{
	size_t i;

	if (row->kind == SETTING_WORD) {
		for (i = 0; row->words[i]; i++)
			text_addf(out, "%s%s", i ? "|" : "", row->words[i]);
	} else if (row->kind == SETTING_DURATION) {
		text_addf(out, "%lld..%lld seconds", row->lowest, row->highest);
	} else if (row->highest > 0) {
		text_addf(out, "%lld..%lld", row->lowest, row->highest);
	} else {
		text_add(out, "-");
	}
}

static void
print_group(
    struct text *out, const struct setting_group *group, const char *prefix)
{
	char path[128];
	size_t i;

	for (i = 0; i < group->n; i++) {
		const struct setting *row = &group->at[i];

		if (row->kind == SETTING_SHARED) {
			print_group(out, row->group, prefix);
			continue;
		}
		text_addf(out, "%s%s\t%s%s\t", prefix, row->name,
		    row->is_list && !row->group ? "list of " : "",
		    kind_name(row->kind));
		print_limits(out, row);
		text_addf(out, "\t%s\t%s\t%s\n",
		    row->is_required                  ? "required"
		        : row->preset && *row->preset ? row->preset
		                                      : "-",
		    row->needs_restart ? "restart" : "reload", row->says);
		if (row->group) {
			(void)snprintf(
			    path, sizeof(path), "%s%s.", prefix, row->name);
			print_group(out, row->group, path);
		}
	}
}

void
settings_print_table(struct text *out)
{
	text_add(out, "name\ttype\tvalues\tdefault\tchange\tmeaning\n");
	print_group(out, &settings_table, "");
}
