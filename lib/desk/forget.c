/*
 * Forgetting a person, and keeping him forgotten.
 */

#include "desk/forget.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/office.h"
#include "edge/rulefile.h"
#include "edge/store.h"
#include "edge/store_retention.h"
#include "edge/whole.h"
#include "mail/address.h"

#define PURPOSE "forget:" /* the key signs Message-IDs too */

static void
mark_of(const unsigned char *key, struct arena *a, const char *address,
    char out[DIGEST_TEXT])
{
	unsigned char mac[DIGEST_BYTES];
	const char *text = arena_printf(a, PURPOSE "%s", address);

	digest_hmac(key, text, strlen(text), mac);
	digest_hex(mac, sizeof(mac), out);
}

/* "" when nobody was forgotten yet. */
static int
read_list(
    const struct office *o, struct arena *a, const char **out, struct err *e)
{
	const char *path =
	    arena_printf(a, "%s/" FORGOTTEN_FILE, o->settings.state_dir);
	size_t n = 0;

	*out = "";
	if (access(path, F_OK) != 0)
		return 0;
	return file_read(a, path, FORGOTTEN_MAX, out, &n, e);
}

/* By one key: the last line counts. 0: never. */
static int64_t
marked_until(const char *list, const char *mark)
{
	const char *at = list;
	int64_t until = 0;

	while ((at = strstr(at, mark))) {
		char number[24];
		long long value = 0;

		at += strlen(mark);
		if (sscanf(at, " %23[0-9]", number) == 1 &&
		    text_to_int(number, 0, INT64_MAX, &value) == 0)
			until = value;
	}
	return until;
}

/* Until when somebody is forgotten; whoever was while an older key was in use
 * is known by that one, however long ago. */
static int64_t
forgotten_until(const struct office *o, struct arena *a, const char *list,
    const char *address)
{
	char mark[DIGEST_TEXT];
	int64_t last = 0;
	size_t i;

	for (i = 0; i < o->house.keys.n; i++) {
		int64_t until;

		mark_of(o->house.keys.at[i].bytes, a, address, mark);
		until = marked_until(list, mark);
		if (until > last)
			last = until;
	}
	return last;
}

static int
add_line(const struct office *o, struct arena *a, const char *address,
    struct instant now, struct err *e)
{
	const char *list, *next;
	char mark[DIGEST_TEXT];

	if (read_list(o, a, &list, e) != 0)
		return -1;
	mark_of(o->key, a, address, mark);
	next = arena_printf(a, "%s%s %lld\n", list, mark, (long long)now.sec);
	return whole_write(
	    o->settings.state_dir, FORGOTTEN_FILE, next, strlen(next), 0600, e);
}

static int
forget_now(struct store *s, const struct office *o, int64_t person,
    struct instant now, struct err *e)
{
	if (store_begin(s, e) != 0)
		return -1;
	if (store_forget(s, person, now, &o->settings.roster, e) != 0 ||
	    store_commit(s, e) != 0) {
		store_rollback(s);
		return -1;
	}
	return store_checkpoint(s, e);
}

static bool
is_of_the_team(const struct settings *s, const char *address)
{
	size_t i, j;

	for (i = 0; i < s->roster.n_people; i++) {
		if (address_is_same(s->roster.people[i].address, address))
			return true;
	}
	for (i = 0; i < s->n_mailboxes; i++) {
		const struct mailbox_settings *m = &s->mailboxes[i];

		for (j = 0; j < m->n_addresses; j++) {
			if (address_is_same(m->addresses[j], address))
				return true;
		}
	}
	return address_is_same(s->post.from, address);
}

int
forget(struct store *s, const struct office *office, struct arena *a,
    const char *address, bool confirms, struct instant now,
    struct forget_counts *out, struct err *e)
{
	int64_t person = 0;
	int found;

	if (is_of_the_team(&office->settings, address))
		return err_set(e, ERR_FIX,
		    "%s is of the team's own configuration: take it out of "
		    "there first",
		    address);
	found = store_person_find(s, address, &person, e);
	if (found <= 0)
		return found;
	if (store_forget_count(s, a, person, now, out, e) != 0)
		return -1;
	if (!confirms)
		return 1;
	if (out->open > 0)
		return err_set(e, ERR_FIX,
		    "not handled yet: %s; answer or close it first (postwacht "
		    "close N ...), its answer would not be recognised any more",
		    out->open_numbers);
	if (add_line(office, a, address, now, e) != 0 ||
	    forget_now(s, office, person, now, e) != 0)
		return -1;
	return 1;
}

int
forget_again(struct store *s, const struct office *office, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct stored_person *people = NULL;
	const char *list;
	size_t i, n = 0;
	int found = 0;

	if (read_list(office, a, &list, e) != 0)
		return -1;
	if (!*list)
		return 0;
	if (store_persons(s, a, &people, &n, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		struct instant until;

		until.sec = forgotten_until(office, a, list, people[i].address);
		if (until.sec == 0)
			continue;
		if (store_forget(s, people[i].id, until,
		        &office->settings.roster, e) != 0)
			return -1;
		found++;
	}
	return found;
}
