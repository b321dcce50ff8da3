/*
 * When a mailbox is asked for more than its new mail, and what is said about
 * the answer.
 */

#include "desk/upkeep.h"

#include <string.h>

#include "base/arena.h"
#include "desk/again.h"
#include "desk/audit.h"
#include "edge/log.h"
#include "edge/watch.h"

void
upkeep_begin(struct upkeep *u, struct instant last)
{
	u->next_audit.sec = last.sec + UPKEEP_AUDIT_EVERY;
	u->is_listing = false;
}

void
upkeep_forget(struct upkeep *u)
{
	arena_free(u->arena);
	u->arena = NULL;
	u->audit = NULL;
	u->is_listing = false;
}

int
upkeep_ask(struct upkeep *u, struct instant now, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct to_retry *list = NULL;
	struct wanted *wanted;
	struct cursor folder;
	size_t i, n = 0;

	if (!watch_is_free(u->watch))
		return 0;
	if (again_ask(u->store, a, u->mailbox, now, &list, &n, e) != 0)
		return -1;
	if (n == 0)
		return 0;
	wanted = arena_array(a, n, sizeof(*wanted));
	for (i = 0; i < n; i++)
		wanted[i] = (struct wanted){ list[i].key.uid, list[i].name };
	folder = (struct cursor){ .folder = list[0].folder,
		.uidvalidity = list[0].key.uidvalidity };
	if (watch_again(u->watch, &folder, wanted, n) == 0)
		log_line(
		    LEVEL_INFO, "event=again mailbox=%s n=%zu", u->name, n);
	return 0;
}

int
upkeep_look(struct upkeep *u, struct instant now, struct err *e)
{
	if (upkeep_ask(u, now, e) != 0)
		return -1;
	if (!u->is_listing && now.sec >= u->next_audit.sec) {
		u->is_listing = true;
		watch_list(u->watch);
	}
	return 0;
}

int
upkeep_listing(struct upkeep *u, const struct listing *l, struct instant now,
    struct err *e)
{
	if (!u->is_listing)
		return 0;
	if (!u->audit) {
		u->arena = arena_new();
		u->audit = arena_alloc(u->arena, sizeof(*u->audit));
		if (audit_begin(u->audit, u->store, u->arena, u->name, true,
		        now, e) != 0) {
			arena_free(u->arena);
			u->arena = NULL;
			u->audit = NULL;
			return -1;
		}
	}
	return audit_take(u->audit, l, e);
}

static void
say(const struct upkeep *u, const char *before)
{
	const struct audit *au = u->audit;
	const char *says = audit_says(au);
	int64_t server = 0, gone = 0, aside = 0;
	size_t i;

	for (i = 0; i < au->n_folders; i++) {
		server += au->folders[i].server;
		gone += au->folders[i].vanished;
		aside += au->folders[i].aside;
	}
	log_line(LEVEL_INFO,
	    "event=audit mailbox=%s server=%lld gone=%lld aside=%lld", u->name,
	    (long long)server, (long long)gone, (long long)aside);
	if (*says && strcmp(says, before) != 0)
		log_line(LEVEL_ERROR,
		    "event=audit-difference mailbox=%s reason=\"%s\"", u->name,
		    says);
}

int
upkeep_listed(struct upkeep *u, struct instant now, struct err *e)
{
	struct stored_mailbox m = { .audit_gap = "" };

	if (!u->audit) {
		upkeep_begin(u, now);
		return 0;
	}
	if (store_mailbox_find(u->store, u->arena, u->name, &m, e) < 0 ||
	    audit_end(u->audit, e) != 0)
		return -1;
	say(u, m.audit_gap);
	upkeep_forget(u);
	upkeep_begin(u, now);
	return 0;
}
