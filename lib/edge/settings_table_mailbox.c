/*
 * The settings of a mailbox that is watched, of the web forms that mail to it
 * and of the post by which notices leave, for the table of all settings.
 */

#include "base/err.h"
#include "edge/settings.h"
#include "edge/settings_table.h"

/* The words of a choice stand in the order of its enum. */
static const char *const purpose_words[] = { "questions", "commands", "both",
	NULL };
static const char *const source_words[] = { "imap", "maildir", "mbox", NULL };
static const char *const write_back_words[] = { "none", "keywords", "all",
	NULL };
static const char *const post_words[] = { "folder", "smtp", NULL };

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
	    .example = "\"kinderopvang\"",
	    VALUE(mailbox_settings, id),
	    .says = "Fixed name; it stays when address or server change." },
	{ .name = "purpose",
	    .kind = SETTING_WORD,
	    .preset = "questions",
	    .words = purpose_words,
	    VALUE(mailbox_settings, purpose),
	    .says = "What it is read for: questions; commands, as Postwacht's "
	            "own mailbox; or both." },
	{ .name = "source",
	    .kind = SETTING_WORD,
	    .preset = "imap",
	    .words = source_words,
	    VALUE(mailbox_settings, source),
	    .says = "An IMAP account, a Maildir or an mbox file." },
	{ .kind = SETTING_SHARED,
	    VALUE(mailbox_settings, server),
	    .group = &settings_server_group },
	{ .name = "path",
	    .kind = SETTING_PATH,
	    .preset = "",
	    .example = "\"/srv/mail/vragen\"",
	    VALUE(mailbox_settings, path),
	    .says = "The Maildir or the mbox file." },
	{ .name = "addresses",
	    .kind = SETTING_ADDRESS,
	    .is_required = true,
	    .example = "[ \"vragen@vng.nl\" ]",
	    MANY(mailbox_settings, n_addresses, addresses),
	    .says = "Every address of the mailbox, present and former." },
	{ .name = "team",
	    .kind = SETTING_NAME,
	    .preset = "",
	    VALUE(mailbox_settings, team),
	    .says = "Code of the team when no rule says otherwise." },
	{ .name = "sent_folder",
	    .kind = SETTING_TEXT,
	    .preset = "",
	    VALUE(mailbox_settings, sent_folder),
	    .says = "The Sent folder, when the server does not tell it." },
	{ .name = "junk_folder",
	    .kind = SETTING_TEXT,
	    .preset = "",
	    VALUE(mailbox_settings, junk_folder),
	    .says = "The folder of unwanted mail, when the server does not "
	            "tell it." },
	{ .name = "trash_folder",
	    .kind = SETTING_TEXT,
	    .preset = "",
	    VALUE(mailbox_settings, trash_folder),
	    .says = "The folder of deleted mail, when the server does not "
	            "tell it." },
	{ .name = "done_folder",
	    .kind = SETTING_TEXT,
	    .preset = "",
	    .example = "\"Afgehandeld\"",
	    VALUE(mailbox_settings, done_folder),
	    .says = "A question that is moved there is answered; moved out, "
	            "it is open again." },
	{ .name = "person_folders",
	    .kind = SETTING_GROUPS,
	    MANY(mailbox_settings, n_person_folders, person_folders),
	    .group = &person_folder_group,
	    .says = "A question that is moved to one is that person's." },
	{ .name = "skip_folders",
	    .kind = SETTING_TEXT,
	    .example = "[ \"Archief\" ]",
	    MANY(mailbox_settings, n_skip_folders, skip_folders),
	    .says = "Folders of an IMAP account that are not watched." },
	{ .name = "poll",
	    .kind = SETTING_DURATION,
	    .preset = "60s",
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

const struct setting_group settings_mailbox_group =
    GROUP(mailbox_settings, mailbox_rows);

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

const struct setting_group settings_form_group = GROUP(webform, form_rows);

static const struct setting post_rows[] = {
	{ .name = "kind",
	    .kind = SETTING_WORD,
	    .is_required = true,
	    .words = post_words,
	    .example = "\"smtp\"",
	    VALUE(post_settings, kind),
	    .says = "Notices go by SMTP or into a folder as .eml files." },
	{ .name = "folder",
	    .kind = SETTING_PATH,
	    .preset = "",
	    .example = "\"/var/lib/postwacht/out\"",
	    VALUE(post_settings, folder),
	    .says = "The folder that gets the .eml files." },
	{ .kind = SETTING_SHARED,
	    VALUE(post_settings, server),
	    .group = &settings_server_group },
	{ .name = "from",
	    .kind = SETTING_ADDRESS,
	    .is_required = true,
	    .example = "\"postwacht@vng.nl\"",
	    VALUE(post_settings, from),
	    .says = "Postwacht's own address; of a watched mailbox only that "
	            "of its commands." },
	{ .name = "from_name",
	    .kind = SETTING_TEXT,
	    .preset = "Postwacht",
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

const struct setting_group settings_post_group =
    GROUP(post_settings, post_rows);
