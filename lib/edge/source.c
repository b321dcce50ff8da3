/*
 * What all sources share: letting go of a batch, the names of the roles, and
 * the names that mail programs give to the folder of sent mail.
 */

#include "edge/source.h"

#include <string.h>

#include "base/arena.h"

void
batch_free(struct batch *b)
{
	if (b)
		arena_free(b->arena);
}

const char *
folder_role_name(enum folder_role role)
{
	switch (role) {
	case FOLDER_INBOX:
		return "inbox";
	case FOLDER_SENT:
		return "sent";
	case FOLDER_OTHER:
		return "other";
	case FOLDER_JUNK:
		return "junk";
	case FOLDER_TRASH:
		return "trash";
	}
	return "";
}

void
listing_free(struct listing *l)
{
	if (l)
		arena_free(l->arena);
}

struct listing *
listing_new(const char *folder, enum folder_role role)
{
	struct arena *a = arena_new();
	struct listing *l = arena_alloc(a, sizeof(*l));

	l->arena = a;
	l->folder = arena_copy(a, folder);
	l->role = role;
	l->is_last = true;
	return l;
}

/* Outlook, Exchange, Thunderbird, Apple Mail, Roundcube; Dutch and English. */
const char *const source_sent_names[] = {
	"Sent",
	"Verzonden items",
	"Sent Items",
	"Verzonden",
	"Verzonden berichten",
	"Sent Messages",
	"Sent Mail",
	"Verzonden objecten",
	NULL,
};

const struct cursor *
cursor_find(const struct cursor *list, size_t n, const char *folder)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(list[i].folder, folder) == 0)
			return &list[i];
	return NULL;
}

struct batch *
batch_new(const char *folder, enum folder_role role)
{
	struct arena *a = arena_new();
	struct batch *b = arena_alloc(a, sizeof(*b));

	b->arena = a;
	b->folder = arena_copy(a, folder);
	b->role = role;
	return b;
}
