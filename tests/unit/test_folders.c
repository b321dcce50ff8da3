/* Which folders of an account are watched, and as what (A16, A25, users.md
 * 13): a row is one account as the server lists it. */

#include <string.h>

#include "base/arena.h"
#include "edge/folders.h"
#include "edge/settings.h"
#include "tests/unit/unit.h"

#define LISTED_MOST 24

struct row {
	const char *says;
	const char *sent, *junk, *skip; /* configured, or NULL */
	struct {
		const char *name;
		const char *mark;   /* attribute of LIST, or NULL */
		const char *wanted; /* role, or "-" when it is not watched */
	} folders[LISTED_MOST];
};

static const struct row rows[] = {
	{ .says = "Exchange in Dutch, marked",
	    .folders = { { "INBOX", NULL, "inbox" }, { "Agenda", NULL, "-" },
	        { "Agenda/Nederlandse feestdagen", NULL, "-" },
	        { "Archief", "Archive", "other" },
	        { "Concepten", "Drafts", "-" },
	        { "Contactpersonen", NULL, "-" },
	        { "Gespreksgeschiedenis", NULL, "-" }, { "Logboek", NULL, "-" },
	        { "Notities", NULL, "-" },
	        { "Ongewenste e-mail", "Junk", "junk" },
	        { "Postvak UIT", NULL, "-" },
	        { "Synchronisatieproblemen", NULL, "-" },
	        { "Synchronisatieproblemen/Conflicten", NULL, "-" },
	        { "Taken", NULL, "-" },
	        { "Verwijderde items", "Trash", "trash" },
	        { "Verwijderde items/Oud", NULL, "trash" },
	        { "Verzonden items", "Sent", "sent" },
	        { "Verzonden items/2025", NULL, "sent" },
	        { "Afgehandeld", NULL, "other" } } },
	{ .says = "nothing is marked: the usual names, in any case",
	    .folders = { { "inbox", NULL, "inbox" }, { "DRAFTS", NULL, "-" },
	        { "Junk E-mail", NULL, "junk" },
	        { "Deleted Items", NULL, "trash" },
	        { "sent items", NULL, "sent" }, { "Outbox", NULL, "-" },
	        { "Sync Issues/Conflicts", NULL, "-" } } },
	{ .says = "everything below INBOX",
	    .folders = { { "INBOX", NULL, "inbox" },
	        { "INBOX/Drafts", NULL, "-" }, { "INBOX/Spam", NULL, "junk" },
	        { "INBOX/Trash", NULL, "trash" },
	        { "INBOX/Verzonden items", NULL, "sent" },
	        { "INBOX/Gemeenten/Zwolle", NULL, "other" } } },
	{ .says = "a mark rules out the usual names",
	    .folders = { { "INBOX", NULL, "inbox" },
	        { "Verstuurd", "Sent", "sent" },
	        { "Verzonden items", NULL, "other" } } },
	{ .says = "what the configuration names counts beside the mark",
	    .sent = "Verzonden namens",
	    .junk = "Quarantaine",
	    .folders = { { "INBOX", NULL, "inbox" },
	        { "Verstuurd", "Sent", "sent" },
	        { "Verzonden namens", NULL, "sent" },
	        { "Quarantaine", NULL, "junk" }, { "Spam", NULL, "other" } } },
	{ .says = "without a calendar those names are somebody's own",
	    .folders = { { "INBOX", NULL, "inbox" }, { "Taken", NULL, "other" },
	        { "Notities", NULL, "other" } } },
	{ .says = "such a name deeper down is a folder like any other",
	    .folders = { { "INBOX", NULL, "inbox" },
	        { "Toezicht/Agenda", NULL, "other" },
	        { "Toezicht/Spam", NULL, "other" },
	        { "Toezicht/Concepten", NULL, "other" } } },
	{ .says = "what is to be skipped is, with what is below it",
	    .skip = "Archief",
	    .folders = { { "INBOX", NULL, "inbox" }, { "Archief", NULL, "-" },
	        { "Archief/2024", NULL, "-" },
	        { "Archief 2", NULL, "other" } } },
	{ .says = "a view of other folders is not read again",
	    .folders = { { "INBOX", NULL, "inbox" },
	        { "[Gmail]/All Mail", "All", "-" },
	        { "[Gmail]/Starred", "Flagged", "-" },
	        { "[Gmail]/Sent Mail", "Sent", "sent" },
	        { "Label", NULL, "other" } } },
	{ .says = "INBOX is INBOX, whatever it is marked or named as",
	    .sent = "INBOX",
	    .skip = "INBOX",
	    .folders = { { "INBOX", "Trash", "inbox" } } },
};

static struct mailbox_settings
configured(const struct row *row, const char **skip)
{
	*skip = row->skip;
	return (struct mailbox_settings){ .sent_folder = row->sent,
		.junk_folder = row->junk,
		.n_skip_folders = row->skip != NULL,
		.skip_folders = skip };
}

static size_t
list_of(const struct row *row, struct listed *list)
{
	size_t n = 0;

	for (; row->folders[n].name; n++)
		list[n] = (struct listed){ .raw = row->folders[n].name,
			.name = row->folders[n].name,
			.delimiter = '/',
			.mark = row->folders[n].mark
			    ? folders_mark(row->folders[n].mark)
			    : MARK_NONE };
	return n;
}

static void
test_a16_folders_are_watched_by_mark_configuration_and_name(void **state)
{
	size_t i, k;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct listed list[LISTED_MOST];
		const char *skip;
		struct mailbox_settings m = configured(&rows[i], &skip);
		size_t n = list_of(&rows[i], list);

		assert_int_equal(folders_choose(list, n, &m), 0);
		for (k = 0; k < n; k++) {
			const char *got = list[k].is_watched
			    ? folder_role_name(list[k].role)
			    : "-";

			if (strcmp(got, rows[i].folders[k].wanted) != 0)
				fail_msg("%s: %s is %s, wanted %s",
				    rows[i].says, list[k].name, got,
				    rows[i].folders[k].wanted);
		}
	}
}

/* The limit leaves out ordinary folders, and says how many. */
static void
test_more_folders_than_the_limit_are_counted(void **state)
{
	enum {
		MANY = FOLDERS_MAX + 50
	};
	struct arena *a = arena_new();
	struct listed *list = arena_array(a, MANY, sizeof(*list));
	struct mailbox_settings m = { 0 };
	size_t i, watched = 0;

	(void)state;
	for (i = 0; i < MANY; i++) {
		list[i].raw = list[i].name = arena_printf(a, "Map %zu", i);
		list[i].delimiter = '/';
	}
	list[0].raw = list[0].name = "INBOX";
	list[MANY - 1].mark = MARK_SENT;
	assert_int_equal(folders_choose(list, MANY, &m), 50);
	for (i = 0; i < MANY; i++)
		watched += list[i].is_watched;
	assert_int_equal(watched, FOLDERS_MAX);
	assert_true(list[0].is_watched);
	assert_true(list[MANY - 1].is_watched);
	assert_int_equal(list[MANY - 1].role, FOLDER_SENT);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_a16_folders_are_watched_by_mark_configuration_and_name),
		cmocka_unit_test(test_more_folders_than_the_limit_are_counted),
	};

	return unit_run(tests);
}
