/*
 * The settings of teams and of people, for the table of all settings: who works
 * on the questions, on which days, and who stands in.
 */

#include "base/err.h"
#include "edge/settings.h"
#include "edge/settings_table.h"

/* The words of a choice stand in the order of its enum. */
static const char *const role_words[] = { "adviser", "coordinator", "leader",
	NULL };

static const struct setting team_rows[] = {
	{ .name = "code",
	    .kind = SETTING_NAME,
	    .is_required = true,
	    .example = "\"K\"",
	    VALUE(team, code),
	    .says =
	        "The short code by which rules and commands call the team." },
	{ .name = "name",
	    .kind = SETTING_TEXT,
	    .is_required = true,
	    .example = "\"Naleving Werk & Inkomen\"",
	    VALUE(team, name),
	    .says = "The team's name in full." },
	{ .name = "short_name",
	    .kind = SETTING_TEXT,
	    .preset = "",
	    VALUE(team, short_name),
	    .says =
	        "The name in subjects and tables; the full one if absent." },
};

const struct setting_group settings_team_group = GROUP(team, team_rows);

static const struct setting absence_rows[] = {
	{ .name = "from",
	    .kind = SETTING_DATE,
	    .is_required = true,
	    .example = "\"2026-12-21\"",
	    VALUE(absence, from),
	    .says = "The first day of the absence." },
	{ .name = "to",
	    .kind = SETTING_DATE,
	    .is_required = true,
	    .example = "\"2027-01-01\"",
	    VALUE(absence, to),
	    .says = "The last day of the absence." },
};

static const struct setting_group absence_group = GROUP(absence, absence_rows);

static const struct setting person_rows[] = {
	{ .name = "id",
	    .kind = SETTING_NAME,
	    .is_required = true,
	    .example = "\"noor\"",
	    VALUE(colleague, id),
	    .says =
	        "The fixed name by which commands and events call someone." },
	{ .name = "name",
	    .kind = SETTING_TEXT,
	    .is_required = true,
	    .example = "\"Noor\"",
	    VALUE(colleague, name),
	    .says = "The name as mails address it." },
	{ .name = "address",
	    .kind = SETTING_ADDRESS,
	    .is_required = true,
	    .example = "\"noor@vng.nl\"",
	    VALUE(colleague, address),
	    .says = "Where notices go; never a watched mailbox." },
	{ .name = "role",
	    .kind = SETTING_WORD,
	    .preset = "adviser",
	    .words = role_words,
	    VALUE(colleague, role),
	    .says = "What someone is told: own questions, all, or the week." },
	{ .name = "teams",
	    .kind = SETTING_NAME,
	    .example = "\"K\"",
	    MANY(colleague, n_teams, teams),
	    .says = "Codes of the teams; none means all." },
	{ .name = "days",
	    .kind = SETTING_DAYS,
	    .preset = "ma di wo do vr",
	    VALUE(colleague, workdays),
	    .says = "The weekdays on which someone works." },
	{ .name = "from",
	    .kind = SETTING_CLOCK,
	    .preset = "",
	    VALUE(colleague, from),
	    .says = "From this time on someone gets notices; absent: as the "
	            "office." },
	{ .name = "to",
	    .kind = SETTING_CLOCK,
	    .preset = "",
	    VALUE(colleague, to),
	    .says = "Until this time." },
	{ .name = "stand_in",
	    .kind = SETTING_NAME,
	    .preset = "",
	    VALUE(colleague, stand_in),
	    .says = "The id of who gets the notices during an absence." },
	{ .name = "absences",
	    .kind = SETTING_GROUPS,
	    MANY(colleague, n_absences, absences),
	    .group = &absence_group,
	    .says = "Periods of absence." },
};

const struct setting_group settings_person_group =
    GROUP(colleague, person_rows);
