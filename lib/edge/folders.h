#ifndef POSTWACHT_FOLDERS_H
#define POSTWACHT_FOLDERS_H

#include <stdbool.h>
#include <stddef.h>

#include "edge/source.h"

/*
 * Which folders of an account are watched, and as what: by what the server
 * marks (SPECIAL-USE, RFC 6154), by what the configuration names, and only
 * when there is neither by the names that mail programs give them.
 */

/* Folders that are watched at most, INBOX included: each costs a STATUS at
 * every poll. The first of the list are, the special ones before all. */
#define FOLDERS_MAX 200

enum folder_mark {
	MARK_NONE,
	MARK_SENT,
	MARK_JUNK,
	MARK_TRASH,
	MARK_DRAFTS,
	MARK_VIEW, /* \All, \Flagged, \Important: other folders' mail again */
};

/* A folder as the server lists it. */
struct listed {
	const char *raw;  /* as the server writes it */
	const char *name; /* UTF-8 */
	char delimiter;   /* between the parts of a name; 0: there is none */
	enum folder_mark mark;
	/* Filled in by folders_choose. */
	bool is_watched;
	enum folder_role role;
};

/* The mark that an attribute of LIST ("Sent", without backslash) gives. */
enum folder_mark folders_mark(const char *attribute);

/*
 * Decides about every folder of the list.
 *
 * in       m  the configured names (UTF-8); what is below a named or marked
 *             folder goes with it
 * returns  how many folders are left out because of FOLDERS_MAX
 */
size_t folders_choose(
    struct listed *list, size_t n, const struct mailbox_settings *m);

#endif
