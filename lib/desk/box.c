/*
 * A mailbox at the desk. Knows when it is well and when its watcher may read;
 * what the watcher brings is not its business.
 */

#include "desk/box.h"

#include "base/arena.h"
#include "desk/rebind.h"
#include "edge/log.h"
#include "edge/settings.h"
#include "edge/store.h"

/* A complete look at a mailbox is written down this often at most. */
#define READ_UNTIL_EVERY 60 /* s */

/* The watch of a mailbox that moved reads nothing (users.md 11). */
static int
refuse_moved(const struct box *box, struct store *store, struct err *e)
{
	struct err why = { 0 };
	int may_read = rebind_may_read(store, box->id, box->settings, &why);

	if (may_read == 0)
		watch_refuse(box->watch, &why);
	if (may_read < 0)
		*e = why;
	return may_read < 0 ? -1 : 0;
}

static int
new_watch(struct box *box, const struct box_house *house, int index, bool once,
    struct err *e)
{
	struct cursor *cursors = NULL;
	struct known_name *names = NULL;
	size_t n_cursors = 0, n_names = 0;
	SCOPED(arena_done) struct arena *a = arena_new();

	if (store_cursors(house->store, a, box->id, &cursors, &n_cursors, e) !=
	        0 ||
	    store_names(house->store, a, box->id, &names, &n_names, e) != 0)
		return -1;
	box->watch = watch_new(box->settings, index, house->trust, house->inbox,
	    cursors, n_cursors, names, n_names, once, e);
	return box->watch ? 0 : err_in(e, "mailbox %s", box->settings->id);
}

int
box_start(struct box *box, const struct box_house *house,
    const struct mailbox_settings *settings, int index, bool once,
    struct instant now, struct err *e)
{
	struct stored_mailbox stored;
	SCOPED(arena_done) struct arena *a = arena_new();

	box->settings = settings;
	if (store_mailbox(house->store, a, settings->id, now, &stored, e) != 0)
		return -1;
	box->id = stored.id;
	box->is_in_trouble = *stored.trouble;
	if (new_watch(box, house, index, once, e) != 0 ||
	    refuse_moved(box, house->store, e) != 0)
		return -1;
	box->upkeep = (struct upkeep){ .store = house->store,
		.watch = box->watch,
		.mailbox = stored.id,
		.name = settings->id };
	upkeep_begin(&box->upkeep,
	    stored.audited_at.sec ? stored.audited_at : stored.activated_at);
	if (!box->is_in_trouble && upkeep_ask(&box->upkeep, now, e) != 0)
		return -1;
	return watch_run(box->watch, e);
}

void
box_stop(struct box *box)
{
	watch_stop(box->watch);
	upkeep_forget(&box->upkeep);
}

/* Once a minute is often enough; an end of trouble is noted at once. */
int
box_caught_up(struct box *box, struct store *store, struct instant now,
    bool *has_turned, struct err *e)
{
	if (box->is_in_trouble)
		log_line(LEVEL_NOTICE, "event=mailbox-well mailbox=%s",
		    box->settings->id);
	else if (box->has_spoken &&
	    now.sec - box->read_noted.sec < READ_UNTIL_EVERY)
		return 0;
	if (store_mailbox_read(store, box->id, now, e) != 0)
		return -1;
	box->read_noted = now;
	*has_turned |= box->is_in_trouble || !box->has_spoken;
	if (!box->has_spoken) { /* it may have been a first reading */
		store_give_back(store);
		arena_give_back();
	}
	box->has_spoken = true;
	box->is_in_trouble = false;
	return 0;
}

int
box_trouble(struct box *box, struct store *store, const struct news *news,
    struct instant now, bool *has_turned, struct err *e)
{
	/* One warning, not one a try. */
	log_line(box->is_in_trouble ? LEVEL_DEBUG : LEVEL_WARNING,
	    "event=mailbox-trouble mailbox=%s reason=\"%s\" retry=%ds",
	    box->settings->id, news->error.text, news->retry_in);
	if (store_mailbox_trouble(store, box->id, now, news->error.text, e) !=
	    0)
		return -1;
	*has_turned |= !box->is_in_trouble;
	box->has_spoken = true;
	box->is_in_trouble = true;
	upkeep_forget(&box->upkeep);
	return 0;
}

int
box_keep_up(struct box *box, struct instant now, struct err *e)
{
	if (!box->has_spoken || box->is_in_trouble ||
	    now.sec / 60 == box->kept_up.sec / 60)
		return 0;
	box->kept_up = now;
	return upkeep_look(&box->upkeep, now, e);
}
