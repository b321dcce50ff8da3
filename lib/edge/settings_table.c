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
static const char *const liberation_words[] = { "altijd", "lustrum", "nooit",
	NULL };
static const char *const role_words[] = { "adviser", "coordinator", "leader",
	NULL };
static const char *const purpose_words[] = { "questions", "commands", "both",
	NULL };
static const char *const source_words[] = { "imap", "maildir", "mbox", NULL };
static const char *const write_back_words[] = { "none", "keywords", "all",
	NULL };
static const char *const post_words[] = { "folder", "smtp", NULL };

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

static const struct setting_group team_norm_group =
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

static const struct setting_group calendar_group =
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

static const struct setting_group reminder_group =
    GROUP(reminder_settings, reminder_rows);

static const struct setting signal_rows[] = {
	{ .name = "name",
	    .kind = SETTING_NAME,
	    .is_required = true,
	    .example = "\"woo\"",
	    VALUE(signal_rule, name),
	    .says = "A term, topic or kind of organisation." },
	{ .name = "to",
	    .kind = SETTING_TEXT,
	    .preset = "coordinator",
	    VALUE(signal_rule, to),
	    .says = "Who hears of it at once: coordinator, leader, the id of "
	            "somebody, or - for nobody." },
};

static const struct setting_group signal_group =
    GROUP(signal_rule, signal_rows);

static const struct setting_group office_group =
    GROUP(agenda_options, office_rows);

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

static const struct setting_group team_group = GROUP(team, team_rows);

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

static const struct setting_group person_group = GROUP(colleague, person_rows);

static const struct setting person_folder_rows[] = {
	{ .name = "folder",
	    .kind = SETTING_TEXT,
	    .is_required = true,
	    .example = "\"Daan\"",
	    VALUE(person_folder, folder),
	    .says = "The folder's name." },
	{ .name = "person",
	    .kind = SETTING_NAME,
	    .is_required = true,
	    .example = "\"daan\"",
	    VALUE(person_folder, person),
	    .says = "The id of whose folder it is." },
};

static const struct setting_group person_folder_group =
    GROUP(person_folder, person_folder_rows);

static const struct setting mailbox_rows[] = {
	{ .name = "id",
	    .kind = SETTING_NAME,
	    .is_required = true,
	    .needs_restart = true,
	    .example = "\"kinderopvang\"",
	    VALUE(mailbox_settings, id),
	    .says = "Fixed name; it stays when address or server change." },
	{ .name = "purpose",
	    .kind = SETTING_WORD,
	    .preset = "questions",
	    .needs_restart = true,
	    .words = purpose_words,
	    VALUE(mailbox_settings, purpose),
	    .says = "What it is read for: questions; commands, as Postwacht's "
	            "own mailbox; or both." },
	{ .name = "source",
	    .kind = SETTING_WORD,
	    .preset = "imap",
	    .needs_restart = true,
	    .words = source_words,
	    VALUE(mailbox_settings, source),
	    .says = "An IMAP account, a Maildir or an mbox file." },
	{ .kind = SETTING_SHARED,
	    VALUE(mailbox_settings, server),
	    .group = &settings_server_group },
	{ .name = "path",
	    .kind = SETTING_PATH,
	    .preset = "",
	    .needs_restart = true,
	    .example = "\"/srv/mail/vragen\"",
	    VALUE(mailbox_settings, path),
	    .says = "The Maildir or the mbox file." },
	{ .name = "addresses",
	    .kind = SETTING_ADDRESS,
	    .is_required = true,
	    .needs_restart = true,
	    .example = "[ \"vragen@vng.nl\" ]",
	    MANY(mailbox_settings, n_addresses, addresses),
	    .says = "Every address of the mailbox, present and former." },
	{ .name = "team",
	    .kind = SETTING_NAME,
	    .preset = "",
	    .needs_restart = true,
	    VALUE(mailbox_settings, team),
	    .says = "Code of the team when no rule says otherwise." },
	{ .name = "sent_folder",
	    .kind = SETTING_TEXT,
	    .preset = "",
	    .needs_restart = true,
	    VALUE(mailbox_settings, sent_folder),
	    .says = "The Sent folder, when the server does not tell it." },
	{ .name = "junk_folder",
	    .kind = SETTING_TEXT,
	    .preset = "",
	    .needs_restart = true,
	    VALUE(mailbox_settings, junk_folder),
	    .says = "The folder of unwanted mail, when the server does not "
	            "tell it." },
	{ .name = "trash_folder",
	    .kind = SETTING_TEXT,
	    .preset = "",
	    .needs_restart = true,
	    VALUE(mailbox_settings, trash_folder),
	    .says = "The folder of deleted mail, when the server does not "
	            "tell it." },
	{ .name = "done_folder",
	    .kind = SETTING_TEXT,
	    .preset = "",
	    .needs_restart = true,
	    .example = "\"Afgehandeld\"",
	    VALUE(mailbox_settings, done_folder),
	    .says = "A question that is moved there is answered; moved out, "
	            "it is open again." },
	{ .name = "person_folders",
	    .kind = SETTING_GROUPS,
	    .needs_restart = true,
	    MANY(mailbox_settings, n_person_folders, person_folders),
	    .group = &person_folder_group,
	    .says = "A question that is moved to one is that person's." },
	{ .name = "skip_folders",
	    .kind = SETTING_TEXT,
	    .needs_restart = true,
	    .example = "[ \"Archief\" ]",
	    MANY(mailbox_settings, n_skip_folders, skip_folders),
	    .says = "Folders of an IMAP account that are not watched." },
	{ .name = "poll",
	    .kind = SETTING_DURATION,
	    .preset = "60s",
	    .needs_restart = true,
	    .lowest = 10,
	    .highest = 3600,
	    VALUE(mailbox_settings, poll_seconds),
	    .says = "Time between two full polls, beside IDLE." },
	{ .name = "write_back",
	    .kind = SETTING_WORD,
	    .preset = "none",
	    .words = write_back_words,
	    VALUE(mailbox_settings, write_back),
	    .says = "What rules may change in an IMAP account: nothing, "
	            "keywords, or keywords and moves." },
};

static const struct setting_group mailbox_group =
    GROUP(mailbox_settings, mailbox_rows);

static const struct setting post_rows[] = {
	{ .name = "kind",
	    .kind = SETTING_WORD,
	    .is_required = true,
	    .needs_restart = true,
	    .words = post_words,
	    .example = "\"smtp\"",
	    VALUE(post_settings, kind),
	    .says = "Notices go by SMTP or into a folder as .eml files." },
	{ .name = "folder",
	    .kind = SETTING_PATH,
	    .preset = "",
	    .needs_restart = true,
	    .example = "\"/var/lib/postwacht/out\"",
	    VALUE(post_settings, folder),
	    .says = "The folder that gets the .eml files." },
	{ .kind = SETTING_SHARED,
	    VALUE(post_settings, server),
	    .group = &settings_server_group },
	{ .name = "from",
	    .kind = SETTING_ADDRESS,
	    .is_required = true,
	    .needs_restart = true,
	    .example = "\"postwacht@vng.nl\"",
	    VALUE(post_settings, from),
	    .says = "Postwacht's own address; of a watched mailbox only that "
	            "of its commands." },
	{ .name = "from_name",
	    .kind = SETTING_TEXT,
	    .preset = "Postwacht",
	    .needs_restart = true,
	    VALUE(post_settings, from_name),
	    .says = "The name beside that address." },
	{ .name = "per_minute",
	    .kind = SETTING_INT,
	    .preset = "30",
	    .lowest = 1,
	    .highest = 10000,
	    VALUE(post_settings, per_minute),
	    .says = "Notices that leave within a minute at most." },
	{ .name = "per_day",
	    .kind = SETTING_INT,
	    .preset = "500",
	    .lowest = 1,
	    .highest = 1000000,
	    VALUE(post_settings, per_day),
	    .says = "Notices that leave within 24 hours at most." },
	{ .name = "breaker",
	    .kind = SETTING_INT,
	    .preset = "100",
	    .lowest = 1,
	    .highest = 1000000,
	    VALUE(post_settings, breaker),
	    .says = "More notices made within an hour than this hold the post "
	            "until 'postwacht release'." },
	{ .name = "new_questions",
	    .kind = SETTING_INT,
	    .preset = "50",
	    .lowest = 1,
	    .highest = 1000000,
	    VALUE(post_settings, new_questions),
	    .says = "More new questions at once than this hold the post until "
	            "'postwacht release'." },
};

static const struct setting form_rows[] = {
	{ .name = "from",
	    .kind = SETTING_ADDRESS,
	    .is_required = true,
	    .example = "\"formulier@vng.nl\"",
	    VALUE(webform, from),
	    .says = "The address from which a web form mails." },
	{ .name = "asker",
	    .kind = SETTING_TEXT,
	    .preset = "",
	    .example = "\"E-mailadres: *\"",
	    VALUE(webform, asker),
	    .says = "The field with the asker's address; else Reply-To." },
	{ .name = "organisation",
	    .kind = SETTING_TEXT,
	    .preset = "",
	    .example = "\"Gemeente: *\"",
	    VALUE(webform, organisation),
	    .says = "The field with the gemeente or partner." },
};

static const struct setting_group form_group = GROUP(webform, form_rows);

static const struct setting_group post_group = GROUP(post_settings, post_rows);

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
	    .needs_restart = true,
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
	    .group = &team_norm_group,
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
	    .group = &form_group,
	    .says = "Web forms: whoever filled one in is the asker." },
	{ .name = "calendar",
	    .kind = SETTING_GROUP,
	    VALUE(settings, calendar),
	    .group = &calendar_group,
	    .says = "Free days of the office." },
	{ .name = "office",
	    .kind = SETTING_GROUP,
	    VALUE(settings, agenda),
	    .group = &office_group,
	    .says = "Hours in which notices go out." },
	{ .name = "reminders",
	    .kind = SETTING_GROUPS,
	    .example = "( { term = \"woo\"; before = [ \"50 %\" ]; } )",
	    MANY(settings, n_reminders, reminders),
	    .group = &reminder_group,
	    .says = "Steps long before a deadline; absent: half-way, for terms "
	            "of 10 working days and more." },
	{ .name = "signals",
	    .kind = SETTING_GROUPS,
	    .example = "( { name = \"woo\"; to = \"noor\"; } )",
	    MANY(settings, agenda.n_signal_rules, agenda.signal_rules),
	    .group = &signal_group,
	    .says = "Who hears of what at once; absent: the coordinators, of "
	            "woo, klacht, bezwaar, ingebrekestelling, avg, datalek, "
	            "pers, kamervragen and spoed." },
	{ .name = "teams",
	    .kind = SETTING_GROUPS,
	    .is_required = true,
	    .example = "( { code = \"K\"; name = \"...\"; } )",
	    MANY(settings, roster.n_teams, roster.teams),
	    .group = &team_group,
	    .says = "The teams." },
	{ .name = "people",
	    .kind = SETTING_GROUPS,
	    .is_required = true,
	    .example = "( { id = \"noor\"; ... } )",
	    MANY(settings, roster.n_people, roster.people),
	    .group = &person_group,
	    .says = "Who works on the questions." },
	{ .name = "mailboxes",
	    .kind = SETTING_GROUPS,
	    .is_required = true,
	    .needs_restart = true,
	    .example = "( { id = \"kinderopvang\"; ... } )",
	    MANY(settings, n_mailboxes, mailboxes),
	    .group = &mailbox_group,
	    .says = "The mailboxes that are watched." },
	{ .name = "token_sources",
	    .kind = SETTING_GROUPS,
	    .needs_restart = true,
	    .example = "( { name = \"m365\"; ... } )",
	    MANY(settings, n_token_sources, token_sources),
	    .group = &settings_token_group,
	    .says = "Where access tokens come from (OAuth2)." },
	{ .name = "post",
	    .kind = SETTING_GROUP,
	    .is_required = true,
	    .needs_restart = true,
	    .example = "{ kind = \"smtp\"; host = \"...\"; ... }",
	    VALUE(settings, post),
	    .group = &post_group,
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
