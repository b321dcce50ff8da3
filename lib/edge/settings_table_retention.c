/*
 * The settings of retention, for the table of all settings: how long texts,
 * persons and figures stay. The defaults are those of users.md 28.
 */

#include "base/err.h"
#include "edge/settings.h"
#include "edge/settings_table.h"

static const struct setting retention_rows[] = {
	{ .name = "text_days",
	    .kind = SETTING_INT,
	    .preset = "30",
	    .lowest = 1,
	    .highest = 3660,
	    VALUE(retention_settings, text_days),
	    .says =
	        "Days after the handling that texts and notes stay; of mail in no question after its filing." },
	{ .name = "names_months",
	    .kind = SETTING_INT,
	    .preset = "12",
	    .lowest = 1,
	    .highest = 120,
	    VALUE(retention_settings, names_months),
	    .says =
	        "Months after the handling that subjects, names and addresses stay." },
	{ .name = "figures_years",
	    .kind = SETTING_INT,
	    .preset = "7",
	    .lowest = 1,
	    .highest = 50,
	    VALUE(retention_settings, figures_years),
	    .says = "Years that the measurements stay, without persons." },
	{ .name = "aside_days",
	    .kind = SETTING_INT,
	    .preset = "30",
	    .lowest = 1,
	    .highest = 3660,
	    VALUE(retention_settings, aside_days),
	    .says =
	        "Days that what was set aside stays, before only its fingerprint is left." },
	{ .name = "outbox_days",
	    .kind = SETTING_INT,
	    .preset = "30",
	    .lowest = 1,
	    .highest = 3660,
	    VALUE(retention_settings, outbox_days),
	    .says = "Days that the texts of notices stay." },
};

const struct setting_group settings_retention_group =
    GROUP(retention_settings, retention_rows);
