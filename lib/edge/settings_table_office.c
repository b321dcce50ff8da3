/*
 * The settings of the office, for the table of all settings: its free days and
 * hours, the norms of a team, when notices go out and who hears of what at once.
 */

#include "base/err.h"
#include "edge/settings.h"
#include "edge/settings_table.h"

/* The words of a choice stand in the order of its enum. */
static const char *const liberation_words[] = { "altijd", "lustrum", "nooit",
	NULL };
static const char *const team_statutory_words[] = { "algemeen", "richtsnoer",
	"rechtens", NULL };

static const struct setting team_norm_rows[] = {
	{ .name = "team",
	    .kind = SETTING_NAME,
	    .is_required = true,
	    .example = "\"W\"",
	    VALUE(team_norm_settings, team),
	    .says = "Code of the team." },
	{ .name = "norm",
	    .kind = SETTING_TERM,
	    .preset = "",
	    VALUE(team_norm_settings, norm),
	    .says = "Its service norm; absent: that of all." },
	{ .name = "interim_norm",
	    .kind = SETTING_TERM,
	    .preset = "",
	    VALUE(team_norm_settings, interim_norm),
	    .says = "Its norm after an interim answer that names no day." },
	{ .name = "statutory",
	    .kind = SETTING_WORD,
	    .preset = "algemeen",
	    .words = team_statutory_words,
	    VALUE(team_norm_settings, statutory),
	    .says = "Whether statutory terms bind in its mailboxes." },
};

const struct setting_group settings_team_norm_group =
    GROUP(team_norm_settings, team_norm_rows);

static const struct setting block_rows[] = {
	{ .name = "days",
	    .kind = SETTING_DAYS,
	    .preset = "ma di wo do vr",
	    VALUE(office_block, days),
	    .says = "The weekdays on which these hours hold." },
	{ .name = "from",
	    .kind = SETTING_CLOCK,
	    .is_required = true,
	    .example = "\"08:30\"",
	    VALUE(office_block, from),
	    .says = "When the office opens." },
	{ .name = "to",
	    .kind = SETTING_CLOCK,
	    .is_required = true,
	    .example = "\"12:30\"",
	    VALUE(office_block, to),
	    .says = "When it closes; 24:00 is midnight." },
};

static const struct setting_group block_group = GROUP(office_block, block_rows);

static const struct setting calendar_rows[] = {
	{ .name = "good_friday",
	    .kind = SETTING_BOOL,
	    .preset = "true",
	    VALUE(calendar_options, has_good_friday),
	    .says = "Good Friday is a free day of the office." },
	{ .name = "liberation_day",
	    .kind = SETTING_WORD,
	    .preset = "altijd",
	    .words = liberation_words,
	    VALUE(calendar_options, liberation_day),
	    .says = "5 May is free each year, each fifth year, or never." },
	{ .name = "equated_days",
	    .kind = SETTING_BOOL,
	    .preset = "true",
	    VALUE(calendar_options, has_equated_days),
	    .says = "Days that a decree equates with holidays are free." },
	{ .name = "closed",
	    .kind = SETTING_DATE,
	    .example = "\"2026-12-24\"",
	    MANY(calendar_options, n_closed, closed),
	    .says = "Further days on which the office is closed." },
	{ .name = "hours",
	    .kind = SETTING_GROUPS,
	    .example = "( { from = \"09:00\"; to = \"17:00\"; } )",
	    MANY(calendar_options, n_blocks, blocks),
	    .group = &block_group,
	    .says = "Office hours, for terms in kantooruren; several blocks a "
	            "day are possible; absent: 09:00 to 17:00." },
};

const struct setting_group settings_calendar_group =
    GROUP(calendar_options, calendar_rows);

static const struct setting office_rows[] = {
	{ .name = "morning",
	    .kind = SETTING_CLOCK,
	    .preset = "08:30",
	    VALUE(agenda_options, morning),
	    .says = "From this time on notices go out." },
	{ .name = "evening",
	    .kind = SETTING_CLOCK,
	    .preset = "17:00",
	    VALUE(agenda_options, evening),
	    .says = "From this time on no notice goes out." },
	{ .name = "escalate_after",
	    .kind = SETTING_INT,
	    .preset = "3",
	    .lowest = 0,
	    .highest = 250,
	    VALUE(agenda_options, escalate_after),
	    .says = "Working days late after which the project leader hears "
	            "of it; 0: never." },
	{ .name = "waiting_days",
	    .kind = SETTING_INT,
	    .preset = "20",
	    .lowest = 0,
	    .highest = 250,
	    VALUE(agenda_options, waiting_days),
	    .says = "Working days that the asker is waited for before the "
	            "question is closed; 0: for ever." },
	{ .name = "late_repeat",
	    .kind = SETTING_INT,
	    .preset = "3",
	    .lowest = 1,
	    .highest = 30,
	    VALUE(agenda_options, late_repeat),
	    .says =
	        "Working days between two alerts about one late question." },
};

const struct setting_group settings_office_group =
    GROUP(agenda_options, office_rows);

static const struct setting reminder_rows[] = {
	{ .name = "term",
	    .kind = SETTING_NAME,
	    .preset = "",
	    VALUE(reminder_settings, term),
	    .says = "A named term; absent: all that have no rule here." },
	{ .name = "before",
	    .kind = SETTING_TEXT,
	    .example = "[ \"50 %\", \"5 werkdagen\" ]",
	    MANY(reminder_settings, n_before, before),
	    .says =
	        "Steps before the deadline: a share of the term, or working "
	        "days; beside the day itself and the one before it." },
};

const struct setting_group settings_reminder_group =
    GROUP(reminder_settings, reminder_rows);

static const struct setting signal_rows[] = {
	{ .name = "name",
	    .kind = SETTING_NAME,
	    .is_required = true,
	    .example = "\"woo\"",
	    VALUE(signal_rule, name),
	    .says =
	        "What is notable (woo, datalek, pers, bsn, ...), a term, a topic or a kind of organisation." },
	{ .name = "to",
	    .kind = SETTING_TEXT,
	    .preset = "coordinator",
	    VALUE(signal_rule, to),
	    .says = "Who hears of it at once: coordinator, leader, the id of "
	            "somebody, or - for nobody." },
};

const struct setting_group settings_signal_group =
    GROUP(signal_rule, signal_rows);
