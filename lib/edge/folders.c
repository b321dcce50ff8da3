/*
 * Chooses the folders to watch. Knows what Exchange, Outlook, Thunderbird,
 * Apple Mail and Roundcube call their folders, in Dutch and English. It asks
 * no server anything.
 */

#include "edge/folders.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "edge/settings.h"

static const char *const junk_names[] = {
	"Ongewenste e-mail",
	"Junk Email",
	"Junk E-mail",
	"Junk",
	"Spam",
	"Ongewenst",
	"Ongewenste reclame",
	"Bulk Mail",
	NULL,
};

static const char *const trash_names[] = {
	"Verwijderde items",
	"Deleted Items",
	"Trash",
	"Prullenbak",
	"Prullenmand",
	"Deleted Messages",
	"Verwijderde berichten",
	"Verwijderd",
	NULL,
};

/* Folders without mail that came in: never watched (users.md 13). */
static const char *const skipped_names[] = {
	"Concepten",
	"Drafts",
	"Postvak UIT",
	"Outbox",
	"Agenda",
	"Calendar",
	"Synchronisatieproblemen",
	"Sync Issues",
	"Gespreksgeschiedenis",
	"Conversation History",
	"RSS-feeds",
	"RSS Feeds",
	"RSS-abonnementen",
	"RSS Subscriptions",
	"Sjablonen",
	"Templates",
	NULL,
};

/* The same, where the account shows a calendar too: then these are Exchange's
 * own folders; elsewhere somebody may keep mail under such a name. */
static const char *const groupware_names[] = {
	"Contactpersonen",
	"Contacts",
	"Taken",
	"Tasks",
	"Notities",
	"Notes",
	"Logboek",
	"Journal",
	NULL,
};

static const char *const calendar_names[] = { "Agenda", "Calendar", NULL };

enum folder_mark
folders_mark(const char *attribute)
{
	static const struct {
		const char *attribute;
		enum folder_mark mark;
	} table[] = {
		{ "Sent", MARK_SENT },
		{ "Junk", MARK_JUNK },
		{ "Trash", MARK_TRASH },
		{ "Drafts", MARK_DRAFTS },
		{ "All", MARK_VIEW },
		{ "Flagged", MARK_VIEW },
		{ "Important", MARK_VIEW },
	};
	size_t i;

	for (i = 0; i < LENGTH(table); i++)
		if (text_is_same(attribute, table[i].attribute))
			return table[i].mark;
	return MARK_NONE;
}

static bool
is_in(const char *name, const char *const *names)
{
	for (; *names; names++)
		if (text_is_same(name, *names))
			return true;
	return false;
}

/* The name without INBOX in front, where the server keeps everything below
 * it. */
static const char *
own_name(const struct listed *f)
{
	if (f->delimiter && strncasecmp(f->name, "INBOX", 5) == 0 &&
	    f->name[5] == f->delimiter)
		return f->name + 6;
	return f->name;
}

/* A folder at the top with one of these names, as programs make them. What a
 * person filed deeper under such a name is a folder like any other. */
static bool
is_named(const struct listed *f, const char *const *names)
{
	const char *name = own_name(f);

	return !(f->delimiter && strchr(name, f->delimiter)) &&
	    is_in(name, names);
}

/* The same, or a folder below one; that one itself may not be listed. */
static bool
is_below_named(const struct listed *f, const char *const *names)
{
	const char *name = own_name(f);

	for (; *names; names++) {
		size_t n = strlen(*names);

		if (text_has_prefix(name, *names) &&
		    (!name[n] || (f->delimiter && name[n] == f->delimiter)))
			return true;
	}
	return false;
}

/* Whether the folder is that one, or lies below it. */
static bool
is_within(const struct listed *f, const char *top)
{
	size_t n = strlen(top);

	return strncmp(f->name, top, n) == 0 &&
	    (!f->name[n] || (f->delimiter && f->name[n] == f->delimiter));
}

struct choice {
	struct listed *list;
	size_t n;
};

static bool
is_inbox(const struct listed *f)
{
	return strcasecmp(f->raw, "INBOX") == 0;
}

/* The folder and what is below it, INBOX itself excepted. */
static void
set_role(struct choice *c, const char *top, enum folder_role role)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (!is_inbox(&c->list[i]) && is_within(&c->list[i], top))
			c->list[i].role = role;
}

static void
set_skipped(struct choice *c, const char *top)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (!is_inbox(&c->list[i]) && is_within(&c->list[i], top))
			c->list[i].is_watched = false;
}

/* By mark and by configured name; by a usual name when there is neither. */
static void
choose_role(struct choice *c, enum folder_role role, enum folder_mark mark,
    const char *configured, const char *const *usual)
{
	size_t i;
	bool is_found = false;

	for (i = 0; i < c->n; i++) {
		struct listed *f = &c->list[i];

		if (f->mark != mark &&
		    !(configured && *configured &&
		        strcmp(f->name, configured) == 0))
			continue;
		set_role(c, f->name, role);
		is_found = true;
	}
	for (i = 0; i < c->n && !is_found; i++) {
		if (is_named(&c->list[i], usual))
			set_role(c, c->list[i].name, role);
	}
}

static void
skip_named(struct choice *c, const char *const *names)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (is_below_named(&c->list[i], names))
			c->list[i].is_watched = false;
}

static void
choose_skipped(struct choice *c, const struct mailbox_settings *m)
{
	bool has_calendar = false;
	size_t i;

	skip_named(c, skipped_names);
	for (i = 0; i < c->n; i++) {
		if (is_named(&c->list[i], calendar_names))
			has_calendar = true;
		if (c->list[i].mark == MARK_DRAFTS)
			set_skipped(c, c->list[i].name);
		/* A view shows what is elsewhere; what is below it is not. */
		if (c->list[i].mark == MARK_VIEW)
			c->list[i].is_watched = false;
	}
	if (has_calendar)
		skip_named(c, groupware_names);
	for (i = 0; i < m->n_skip_folders; i++)
		set_skipped(c, m->skip_folders[i]);
}

/* Leaves out what is beyond the limit; the special folders go first. */
static size_t
limit(struct choice *c)
{
	size_t i, pass, n = 0, left_out = 0;

	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < c->n; i++) {
			struct listed *f = &c->list[i];

			if (!f->is_watched ||
			    (f->role == FOLDER_OTHER) != (pass == 1))
				continue;
			if (n < FOLDERS_MAX) {
				n++;
				continue;
			}
			f->is_watched = false;
			left_out++;
		}
	return left_out;
}

size_t
folders_choose(struct listed *list, size_t n, const struct mailbox_settings *m)
{
	struct choice c = { list, n };
	size_t i;

	for (i = 0; i < n; i++) {
		list[i].is_watched = true;
		list[i].role = is_inbox(&list[i]) ? FOLDER_INBOX : FOLDER_OTHER;
	}
	choose_role(
	    &c, FOLDER_SENT, MARK_SENT, m->sent_folder, source_sent_names);
	choose_role(&c, FOLDER_TRASH, MARK_TRASH, m->trash_folder, trash_names);
	choose_role(&c, FOLDER_JUNK, MARK_JUNK, m->junk_folder, junk_names);
	choose_skipped(&c, m);
	return limit(&c);
}
