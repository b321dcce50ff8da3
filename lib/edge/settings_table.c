/*
 * Every setting there is, once: name, kind, limits, default, whether a reload
 * suffices, and one sentence. Reading, the messages about mistakes and the
 * printed table all follow it. It does nothing by itself.
 */

#include "edge/settings_table.h"

#include "base/err.h"
#include "edge/settings.h"

/* The words of a choice stand in the order of its enum. */
static const char *const language_words[] = { "nl", "en", NULL };
static const char *const statutory_words[] = { "richtsnoer", "rechtens", NULL };

static const struct setting page_rows[] = {
	{ .name = "names",
	    .kind = SETTING_BOOL,
	    .preset = "false",
	    VALUE(page_settings, has_names),
	    .says = "Who asked, and the subject, stand on the page and in "
	            "questions.csv." },
};

static const struct setting_group page_group = GROUP(page_settings, page_rows);

static const struct setting rows[] = {
	{ .name = "state_dir",
	    .kind = SETTING_PATH,
	    .needs_restart = true,
	    .preset = "/var/lib/postwacht",
	    VALUE(settings, state_dir),
	    .says = "Folder of the database and the key." },
	{ .name = "public_dir",
	    .kind = SETTING_PATH,
	    .preset = "",
	    VALUE(settings, public_dir),
	    .says = "Folder of the published files; absent: public in "
	            "state_dir." },
	{ .name = "rules_dir",
	    .kind = SETTING_PATH,
	    .preset = "",
	    VALUE(settings, rules_dir),
	    .says = "Folder of rules, terms, data and templates; absent: "
	            "the shipped ones." },
	{ .name = "language",
	    .kind = SETTING_WORD,
	    .preset = "nl",
	    .words = language_words,
	    VALUE(settings, language),
	    .says = "Language of the notices." },
	{ .name = "english_commands",
	    .kind = SETTING_BOOL,
	    .preset = "false",
	    VALUE(settings, has_english_commands),
	    .says = "Commands by mail may be in English too." },
	{ .name = "shadow",
	    .kind = SETTING_BOOL,
	    .preset = "false",
	    VALUE(settings, is_shadow),
	    .says = "Trial period: every notice goes to the coordinator, who "
	            "reads for whom it was meant." },
	{ .name = "organisation",
	    .kind = SETTING_TEXT,
	    .is_required = true,
	    .example = "\"VNG\"",
	    VALUE(settings, organisation),
	    .says = "Name of the own organisation." },
	{ .name = "internal_domains",
	    .kind = SETTING_DOMAIN,
	    .is_required = true,
	    .example = "[ \"vng.nl\" ]",
	    MANY(settings, n_internal_domains, internal_domains),
	    .says = "Mail domains of colleagues." },
	{ .name = "notice_domains",
	    .kind = SETTING_DOMAIN,
	    .example = "\"vng.nl\"",
	    MANY(settings, n_notice_domains, notice_domains),
	    .says = "Domains that may get notices; absent: internal_domains." },
	{ .name = "statutory",
	    .kind = SETTING_WORD,
	    .preset = "richtsnoer",
	    .words = statutory_words,
	    VALUE(settings, is_statutory_binding),
	    .says = "Whether statutory terms bind this organisation itself." },
	{ .name = "norm",
	    .kind = SETTING_TERM,
	    .preset = "5 werkdagen",
	    VALUE(settings, norm),
	    .says = "Service norm for an answer." },
	{ .name = "interim_norm",
	    .kind = SETTING_TERM,
	    .preset = "10 werkdagen",
	    VALUE(settings, interim_norm),
	    .says = "Norm after an interim answer that names no day." },
	{ .name = "team_norms",
	    .kind = SETTING_GROUPS,
	    .example = "( { team = \"W\"; norm = \"10 werkdagen\"; } )",
	    MANY(settings, n_team_norms, team_norms),
	    .group = &settings_team_norm_group,
	    .says = "What holds for one team instead." },
	{ .name = "per_person",
	    .kind = SETTING_BOOL,
	    .preset = "false",
	    VALUE(settings, per_person),
	    .says = "Figures may be split by colleague (WOR art. 27)." },
	{ .name = "works_council",
	    .kind = SETTING_DATE,
	    .preset = "",
	    .example = "\"2026-01-15\"",
	    VALUE(settings, works_council),
	    .says = "Day of the works council's consent to per_person." },
	{ .name = "page",
	    .kind = SETTING_GROUP,
	    VALUE(settings, page),
	    .group = &page_group,
	    .says = "What the published page may tell." },
	{ .name = "authserv_ids",
	    .kind = SETTING_TEXT,
	    .example = "\"mx.vng.nl\"",
	    MANY(settings, n_authservs, authservs),
	    .says = "Servers whose Authentication-Results are believed." },
	{ .name = "forms",
	    .kind = SETTING_GROUPS,
	    .example = "( { from = \"formulier@vng.nl\"; ... } )",
	    MANY(settings, forms.n, forms.at),
	    .group = &settings_form_group,
	    .says = "Web forms: whoever filled one in is the asker." },
	{ .name = "calendar",
	    .kind = SETTING_GROUP,
	    VALUE(settings, calendar),
	    .group = &settings_calendar_group,
	    .says = "Free days of the office." },
	{ .name = "office",
	    .kind = SETTING_GROUP,
	    VALUE(settings, agenda),
	    .group = &settings_office_group,
	    .says = "Hours in which notices go out." },
	{ .name = "reminders",
	    .kind = SETTING_GROUPS,
	    .example = "( { term = \"woo\"; before = [ \"50 %\" ]; } )",
	    MANY(settings, n_reminders, reminders),
	    .group = &settings_reminder_group,
	    .says = "Steps long before a deadline; absent: half-way, for terms "
	            "of 10 working days and more." },
	{ .name = "signals",
	    .kind = SETTING_GROUPS,
	    .example = "( { name = \"woo\"; to = \"noor\"; } )",
	    MANY(settings, agenda.n_signal_rules, agenda.signal_rules),
	    .group = &settings_signal_group,
	    .says = "Who hears of what at once; absent: the coordinators, of "
	            "woo, klacht, bezwaar, ingebrekestelling, avg, datalek, "
	            "pers, kamervragen, spoed and bsn." },
	{ .name = "teams",
	    .kind = SETTING_GROUPS,
	    .is_required = true,
	    .example = "( { code = \"K\"; name = \"...\"; } )",
	    MANY(settings, roster.n_teams, roster.teams),
	    .group = &settings_team_group,
	    .says = "The teams." },
	{ .name = "people",
	    .kind = SETTING_GROUPS,
	    .is_required = true,
	    .example = "( { id = \"noor\"; ... } )",
	    MANY(settings, roster.n_people, roster.people),
	    .group = &settings_person_group,
	    .says = "Who works on the questions." },
	{ .name = "mailboxes",
	    .kind = SETTING_GROUPS,
	    .is_required = true,
	    .example = "( { id = \"kinderopvang\"; ... } )",
	    MANY(settings, n_mailboxes, mailboxes),
	    .group = &settings_mailbox_group,
	    .says = "The mailboxes that are watched." },
	{ .name = "token_sources",
	    .kind = SETTING_GROUPS,
	    .example = "( { name = \"m365\"; ... } )",
	    MANY(settings, n_token_sources, token_sources),
	    .group = &settings_token_group,
	    .says = "Where access tokens come from (OAuth2)." },
	{ .name = "post",
	    .kind = SETTING_GROUP,
	    .is_required = true,
	    .example = "{ kind = \"smtp\"; host = \"...\"; ... }",
	    VALUE(settings, post),
	    .group = &settings_post_group,
	    .says = "How notices leave." },
	{ .name = "retention",
	    .kind = SETTING_GROUP,
	    VALUE(settings, retention),
	    .group = &settings_retention_group,
	    .says = "How long what is kept." },
};

const struct setting_group settings_table = GROUP(settings, rows);

size_t
setting_names(const struct setting_group *group, const char **out, size_t room)
{
	size_t i, n = 0;

	for (i = 0; i < group->n && n < room; i++) {
		const struct setting *row = &group->at[i];

		if (row->kind == SETTING_SHARED)
			n += setting_names(row->group, out + n, room - n);
		else
			out[n++] = row->name;
	}
	return n;
}
