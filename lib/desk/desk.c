/*
 * The tick. Knows the order of the steps and what each does next about an
 * error; the work itself is in the files beside it.
 */

#include "desk/desk.h"

#include <sys/file.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "desk/courier.h"
#include "desk/expire.h"
#include "desk/file.h"
#include "desk/forget.h"
#include "desk/measure.h"
#include "desk/office.h"
#include "desk/publish.h"
#include "desk/rebind.h"
#include "desk/remind.h"
#include "desk/retain.h"
#include "desk/send.h"
#include "desk/tick.h"
#include "desk/upkeep.h"
#include "desk/write.h"
#include "edge/ahead.h"
#include "edge/interest.h"
#include "edge/log.h"
#include "edge/scribe.h"
#include "edge/store_retention.h"
#include "edge/token.h"
#include "edge/trust.h"
#include "edge/watch.h"

/* Batches filed in one tick, so that a first reading of a large mailbox holds
 * back neither the reminders nor the end: each takes some tenths of a second,
 * and SIGTERM waits five. */
#define DESK_BATCHES 4

/* A complete look at a mailbox is written down this often at most. */
#define READ_UNTIL_EVERY 60 /* s */

/* A step that fails for the same reason tick after tick is told this often. */
#define FAILURE_EVERY 3600 /* s */

/* One mailbox as the desk sees it. */
struct post_box {
	struct watch *watch;
	int64_t id;
	bool has_spoken; /* caught up or in trouble since the watch began */
	bool is_in_trouble;
	struct instant read_noted;
	struct instant kept_up;
	struct upkeep upkeep;
};

struct desk {
	struct arena *arena; /* holds this struct */
	struct office *office;
	struct readers *readers; /* NULL: messages are read in this process */
	struct store *store;
	int lock; /* file descriptor of the lock file */
	struct trust *trust;
	struct inbox *inbox;
	struct ahead *ahead; /* NULL without readers */
	struct courier *courier;
	struct scribe *scribe; /* NULL: no mailbox allows writing back */
	bool is_unsettled;     /* what came back could not be written down */
	struct arena *boxes_arena;
	size_t n_boxes;
	struct post_box *boxes;
	bool has_pending; /* news that could not be written down yet */
	struct news pending;
	struct instant published;
	struct published page;
	bool has_turned; /* a mailbox fell ill or got well since then */
	struct instant reminded;
	struct instant retained; /* looked at what goes, and nothing was due */
	struct instant shared;   /* the interest, with the watchers */
	struct instant clock_checked;
	bool is_clock_back;
	bool is_limited; /* notices wait for the limits of the post */
	size_t fresh;    /* new questions in this tick */
	struct err failed[DESK_STEPS]; /* what was told of each step */
	struct instant failed_at[DESK_STEPS];
	struct desk_counts counts;
};

static int fetch(struct desk *d, struct instant now, struct err *e);
static int make_notices(struct desk *d, struct instant now, struct err *e);
static int send_notices(struct desk *d, struct instant now, struct err *e);
static int publish(struct desk *d, struct instant now, struct err *e);

static const struct step_row {
	const char *name;
	int (*run)(struct desk *d, struct instant now, struct err *e);
} steps[] = {
	[DESK_FETCH] = { "fetch", fetch },
	[DESK_REMIND] = { "remind", make_notices },
	[DESK_SEND] = { "send", send_notices },
	[DESK_PUBLISH] = { "publish", publish },
};

int
desk_step_parse(const char *name, enum desk_step *out)
{
	size_t i;

	for (i = 0; i < LENGTH(steps); i++) {
		if (strcmp(steps[i].name, name) == 0) {
			*out = (enum desk_step)i;
			return 0;
		}
	}
	return -1;
}

/* One daemon for one state folder (A26). */
static int
take_lock(struct desk *d, struct err *e)
{
	const char *path =
	    arena_printf(d->arena, "%s/lock", d->office->settings.state_dir);

	d->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (d->lock < 0)
		return err_set(e, ERR_FIX,
		    "%s: %s; make the folder and let Postwacht write to it",
		    path, strerror(errno));
	if (flock(d->lock, LOCK_EX | LOCK_NB) != 0)
		return err_set(e, ERR_AGAIN,
		    "%s: another postwachtd works on this folder", path);
	return 0;
}

/* A store that comes from a backup may know who was forgotten since. */
static int
keep_forgotten(struct desk *d, struct err *e)
{
	int n;

	if (store_begin(d->store, e) != 0)
		return -1;
	n = forget_again(d->store, d->office, e);
	if (n < 0 || store_commit(d->store, e) != 0) {
		store_rollback(d->store);
		return -1;
	}
	if (n > 0)
		log_line(LEVEL_NOTICE, "event=forgotten-again n=%d", n);
	return n > 0 ? store_checkpoint(d->store, e) : 0;
}

/* The first start is the activation; what was being handed over when the last
 * run ended is uncertain. */
static int
settle_store(struct desk *d, struct instant now, struct err *e)
{
	int64_t activated;
	int found = store_meta(d->store, "activated_at", &activated, e);
	int uncertain;

	if (found < 0 ||
	    (found == 0 &&
	        store_meta_set(d->store, "activated_at", now.sec, e) != 0))
		return -1;
	if (keep_forgotten(d, e) != 0)
		return -1;
	uncertain = store_notices_uncertain(d->store, now, e);
	if (uncertain > 0)
		log_line(
		    LEVEL_WARNING, "event=notices-uncertain n=%d", uncertain);
	return uncertain < 0 ? -1 : 0;
}

static int
open_parts(
    struct desk *d, enum store_kind kind, struct instant now, struct err *e)
{
	const char *path = arena_printf(
	    d->arena, "%s/postwacht.db", d->office->settings.state_dir);

	if (take_lock(d, e) != 0 || office_load_key(d->office, e) != 0 ||
	    store_open(path, kind, false, &d->store, e) != 0)
		return -1;
	if (kind == STORE_REHEARSAL && store_kind(d->store) == STORE_LIVE)
		return err_set(e, ERR_FIX,
		    "%s is live: nothing is written there at a moment that is "
		    "not now (--as-of); 'postwacht due --as-of' looks ahead",
		    path);
	if (settle_store(d, now, e) != 0 ||
	    measure_all(d->store, d->office, e) != 0)
		return -1;
	d->trust = trust_new();
	tokens_tell_time(trust_tokens(d->trust), now);
	d->inbox = inbox_new(INBOX_ROOM);
	d->courier = courier_start(&d->office->settings.post, d->trust, e);
	return d->courier ? 0 : -1;
}

int
desk_open(struct office *office, struct readers *readers, enum store_kind kind,
    struct instant now, struct desk **out, struct err *e)
{
	struct arena *arena = arena_new();
	struct desk *d = arena_alloc(arena, sizeof(*d));

	d->arena = arena;
	d->office = office;
	d->readers = readers;
	d->lock = -1;
	if (open_parts(d, kind, now, e) != 0) {
		desk_close(d, now);
		return -1;
	}
	*out = d;
	return 0;
}

void
desk_set_stop(struct desk *d, int fd)
{
	store_set_stop(d->store, fd);
}

static void
stop_watchers(struct desk *d)
{
	struct news news;
	size_t i;

	for (i = 0; i < d->n_boxes; i++) {
		watch_stop(d->boxes[i].watch);
		upkeep_forget(&d->boxes[i].upkeep);
	}
	d->n_boxes = 0;
	scribe_stop(d->scribe);
	d->scribe = NULL;
	ahead_stop(d->ahead);
	d->ahead = NULL;
	if (d->has_pending)
		news_free(&d->pending);
	d->has_pending = false;
	while (d->inbox && inbox_take(d->inbox, 0, &news) > 0)
		news_free(&news);
	arena_free(d->boxes_arena);
	d->boxes_arena = NULL;
}

/* What came back from the courier is written down before it is forgotten. */
static void
stop_courier(struct desk *d, struct instant now)
{
	struct err why = { 0 };
	size_t sent = 0;

	if (!d->courier)
		return;
	courier_halt(d->courier);
	if (d->store &&
	    send_settle(d->store, d->courier, now, &sent, &why) != 0)
		log_line(
		    LEVEL_ERROR, "event=settle-failed reason=\"%s\"", why.text);
	d->counts.sent += sent;
	courier_free(d->courier);
	d->courier = NULL;
}

void
desk_close(struct desk *d, struct instant now)
{
	if (!d)
		return;
	stop_watchers(d);
	stop_courier(d, now);
	store_close(d->store);
	inbox_free(d->inbox);
	trust_free(d->trust);
	office_close(d->office);
	if (d->lock >= 0)
		(void)close(d->lock);
	arena_free(d->arena);
}

/* The watch of a mailbox that moved reads nothing (users.md 11). */
static int
refuse_moved(struct desk *d, const struct mailbox_settings *m,
    struct post_box *box, struct err *e)
{
	struct err why = { 0 };
	int may_read = rebind_may_read(d->store, box->id, m, &why);

	if (may_read == 0)
		watch_refuse(box->watch, &why);
	if (may_read < 0)
		*e = why;
	return may_read < 0 ? -1 : 0;
}

static int
start_watcher(
    struct desk *d, int index, bool once, struct instant now, struct err *e)
{
	const struct mailbox_settings *m =
	    &d->office->settings.mailboxes[index];
	struct post_box *box = &d->boxes[index];
	struct stored_mailbox stored;
	struct cursor *cursors = NULL;
	struct known_name *names = NULL;
	size_t n_cursors = 0, n_names = 0;
	SCOPED(arena_done) struct arena *a = arena_new();

	if (store_mailbox(d->store, a, m->id, now, &stored, e) != 0 ||
	    store_cursors(d->store, a, stored.id, &cursors, &n_cursors, e) !=
	        0 ||
	    store_names(d->store, a, stored.id, &names, &n_names, e) != 0)
		return -1;
	box->id = stored.id;
	box->is_in_trouble = *stored.trouble;
	box->watch = watch_new(m, index, d->trust, d->inbox, cursors, n_cursors,
	    names, n_names, once, e);
	if (!box->watch)
		return err_in(e, "mailbox %s", m->id);
	if (refuse_moved(d, m, box, e) != 0)
		return -1;
	box->upkeep = (struct upkeep){ .store = d->store,
		.watch = box->watch,
		.mailbox = stored.id,
		.name = m->id };
	upkeep_begin(&box->upkeep,
	    stored.audited_at.sec ? stored.audited_at : stored.activated_at);
	if (!box->is_in_trouble && upkeep_ask(&box->upkeep, now, e) != 0)
		return -1;
	return watch_run(box->watch, e);
}

int
desk_watch(struct desk *d, bool once, struct instant now, struct err *e)
{
	size_t i, n = d->office->settings.n_mailboxes;

	d->boxes_arena = arena_new();
	d->shared = (struct instant){ 0 };
	d->boxes = arena_array(d->boxes_arena, n + 1, sizeof(*d->boxes));
	d->counts.mailboxes = n;
	if (write_start(&d->office->settings, d->trust, &d->scribe, e) != 0)
		return -1;
	if (d->readers) {
		d->ahead = ahead_start(d->inbox, d->readers, e);
		if (!d->ahead)
			return -1;
	}
	for (i = 0; i < n; i++) {
		d->n_boxes = i + 1;
		if (start_watcher(d, (int)i, once, now, e) != 0)
			return -1;
	}
	return 0;
}

/* The store and the lock stay where they are: another state folder is for a
 * new start. */
static int
check_reload(const struct desk *d, struct office *office, struct err *e)
{
	const char *old = d->office->settings.state_dir;

	if (strcmp(old, office->settings.state_dir) != 0)
		return err_set(e, ERR_FIX,
		    "%s: state_dir is not %s any more; that takes a restart",
		    office->settings.file, old);
	return office_load_key(office, e);
}

int
desk_reload(
    struct desk *d, struct office *office, struct instant now, struct err *e)
{
	if (check_reload(d, office, e) != 0) {
		office_close(office);
		return 0;
	}
	stop_watchers(d);
	stop_courier(d, now);
	office_close(d->office);
	d->office = office;
	d->courier = courier_start(&office->settings.post, d->trust, e);
	if (!d->courier)
		return -1;
	d->reminded = (struct instant){ 0 };
	d->published = (struct instant){ 0 };
	d->page = (struct published){ 0 };
	return desk_watch(d, false, now, e) == 0 ? 1 : -1;
}

void
desk_poke(struct desk *d)
{
	size_t i;

	for (i = 0; i < d->n_boxes; i++)
		watch_poke(d->boxes[i].watch);
}

static const char *
mailbox_name(const struct desk *d, int index)
{
	return d->office->settings.mailboxes[index].id;
}

/* Once a minute is often enough; an end of trouble is noted at once. */
static int
note_caught_up(struct desk *d, int index, struct instant now, struct err *e)
{
	struct post_box *box = &d->boxes[index];

	if (box->is_in_trouble)
		log_line(LEVEL_NOTICE, "event=mailbox-well mailbox=%s",
		    mailbox_name(d, index));
	else if (box->has_spoken &&
	    now.sec - box->read_noted.sec < READ_UNTIL_EVERY)
		return 0;
	if (store_mailbox_read(d->store, box->id, now, e) != 0)
		return -1;
	box->read_noted = now;
	d->has_turned |= box->is_in_trouble || !box->has_spoken;
	if (!box->has_spoken) { /* it may have been a first reading */
		store_give_back(d->store);
		arena_give_back();
	}
	box->has_spoken = true;
	box->is_in_trouble = false;
	return 0;
}

static int
note_trouble(
    struct desk *d, const struct news *news, struct instant now, struct err *e)
{
	struct post_box *box = &d->boxes[news->mailbox];

	/* One warning, not one a try. */
	log_line(box->is_in_trouble ? LEVEL_DEBUG : LEVEL_WARNING,
	    "event=mailbox-trouble mailbox=%s reason=\"%s\" retry=%ds",
	    mailbox_name(d, news->mailbox), news->error.text, news->retry_in);
	if (store_mailbox_trouble(
	        d->store, box->id, now, news->error.text, e) != 0)
		return -1;
	d->has_turned |= !box->is_in_trouble;
	box->has_spoken = true;
	box->is_in_trouble = true;
	upkeep_forget(&box->upkeep);
	return 0;
}

static int
note_listing(
    struct desk *d, struct news *news, struct instant now, struct err *e)
{
	struct upkeep *u = &d->boxes[news->mailbox].upkeep;

	if (upkeep_listing(u, news->listing, now, e) != 0)
		return -1;
	listing_free(news->listing);
	return 0;
}

static void
note_passed(const struct desk *d, const struct news *news)
{
	if (*news->error.text)
		log_line(LEVEL_WARNING,
		    "event=folder-passed-over mailbox=%s reason=\"%s\"",
		    mailbox_name(d, news->mailbox), news->error.text);
	else
		log_line(LEVEL_NOTICE, "event=folders-well mailbox=%s",
		    mailbox_name(d, news->mailbox));
}

static int
file_news(struct desk *d, struct news *news, struct instant now, struct err *e)
{
	struct filed_counts c = { .fresh = d->fresh };
	const struct batch *b = news->batch;

	if (file_batch(d->store, d->office,
	        &d->office->settings.mailboxes[news->mailbox], b, now, false,
	        &c, e) != 0)
		return -1;
	if (b->n > 0)
		log_line(LEVEL_INFO,
		    "event=filed mailbox=%s folder=%s new=%zu known=%zu "
		    "aside=%zu junk=%zu questions=%zu history=%zu "
		    "last_uid=%u",
		    mailbox_name(d, news->mailbox), folder_role_name(b->role),
		    c.filed, c.known, c.aside, c.junk, c.opened, c.history,
		    b->last_uid);
	d->counts.filed += c.filed;
	d->counts.known += c.known;
	d->counts.aside += c.aside;
	d->counts.opened += c.opened;
	d->fresh = c.fresh;
	batch_free(news->batch);
	return 0;
}

static int
write_down(struct desk *d, struct news *news, struct instant now, struct err *e)
{
	switch (news->kind) {
	case NEWS_BATCH:
		return file_news(d, news, now, e);
	case NEWS_CAUGHT_UP:
	case NEWS_WELL:
		return note_caught_up(d, news->mailbox, now, e);
	case NEWS_TROUBLE:
		return note_trouble(d, news, now, e);
	case NEWS_PASSED:
		note_passed(d, news);
		return 0;
	case NEWS_LISTING:
		return note_listing(d, news, now, e);
	case NEWS_LISTED:
		return upkeep_listed(&d->boxes[news->mailbox].upkeep, now, e);
	case NEWS_UNREAD:
		*e = news->error;
		return -1;
	}
	return 0;
}

/* What cannot be written down for now waits for the next tick: a watcher says
 * each thing once. */
static int
hear(struct desk *d, struct news *news, struct instant now, struct err *e)
{
	if (write_down(d, news, now, e) == 0)
		return 0;
	if (news->kind == NEWS_UNREAD)
		return -1;
	d->pending = *news;
	d->has_pending = true;
	return -1;
}

/* Once a minute the watchers hear which messages wait for an answer, so that
 * they tell when one of them is marked as answered. */
static int
share_interest(struct desk *d, struct instant now, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct stored_place *places = NULL;
	struct whereabouts *at;
	size_t i, k, from, n = 0;

	if (now.sec / 60 == d->shared.sec / 60)
		return 0;
	if (store_waiting(d->store, a, &places, &n, e) != 0)
		return -1;
	at = arena_array(a, n + 1, sizeof(*at));
	for (k = 0; k < n; k++)
		at[k] = places[k].at;
	for (i = 0; i < d->n_boxes; i++) {
		for (from = 0; from < n; from++)
			if (places[from].mailbox == d->boxes[i].id)
				break;
		for (k = from; k < n; k++)
			if (places[k].mailbox != d->boxes[i].id)
				break;
		watch_set_interest(d->boxes[i].watch, at + from, k - from);
	}
	d->shared = now;
	return 0;
}

/* Once a minute: what the mailboxes need beside being read. */
static int
keep_up(struct desk *d, struct instant now, struct err *e)
{
	size_t i;

	for (i = 0; i < d->n_boxes; i++) {
		struct post_box *box = &d->boxes[i];

		if (!box->has_spoken || box->is_in_trouble ||
		    now.sec / 60 == box->kept_up.sec / 60)
			continue;
		box->kept_up = now;
		if (upkeep_look(&box->upkeep, now, e) != 0)
			return -1;
	}
	return 0;
}

/* What rules want written back: what became of it, and the next of it. */
static int
write_on(struct desk *d, struct instant now, struct err *e)
{
	size_t i;

	if (!d->scribe)
		return 0;
	if (write_settle(d->store, d->scribe, now, e) != 0)
		return -1;
	for (i = 0; i < d->n_boxes; i++) {
		if (write_give(d->store, d->scribe,
		        &d->office->settings.mailboxes[i], d->boxes[i].id, now,
		        e) != 0)
			return -1;
	}
	return 0;
}

static struct inbox *
news_inbox(const struct desk *d)
{
	return d->ahead ? ahead_inbox(d->ahead) : d->inbox;
}

/* What was kept long enough goes, a batch a tick; looked at once a minute, and
 * not by a clock that went back. */
static int
let_go(struct desk *d, struct instant now, struct err *e)
{
	int more;

	if (d->is_clock_back || !desk_is_caught_up(d) ||
	    now.sec / 60 == d->retained.sec / 60)
		return 0;
	more = retain(d->store, d->office, now, e);
	if (more == 0)
		d->retained = now;
	return more < 0 ? -1 : 0;
}

static int
fetch(struct desk *d, struct instant now, struct err *e)
{
	struct news news;
	int i;

	if (share_interest(d, now, e) != 0)
		return -1;
	d->fresh = 0;
	if (d->has_pending) {
		d->has_pending = false;
		news = d->pending;
		if (hear(d, &news, now, e) != 0)
			return -1;
	}
	for (i = 0; i < DESK_BATCHES; i++) {
		if (inbox_take(news_inbox(d), 0, &news) <= 0)
			break;
		if (hear(d, &news, now, e) != 0)
			return -1;
	}
	if (write_on(d, now, e) != 0 || keep_up(d, now, e) != 0)
		return -1;
	return let_go(d, now, e);
}

/* H18: a clock that went back sends nothing, and says so once. Looked at once
 * a minute, by whichever step comes first. */
static int
check_clock(struct desk *d, struct instant now, struct err *e)
{
	int64_t behind;

	if (now.sec / 60 == d->clock_checked.sec / 60)
		return 0;
	if (tick_note(d->store, now, &behind, e) != 0)
		return -1;
	if (behind > 0 && !d->is_clock_back)
		log_line(LEVEL_ERROR,
		    "event=clock-back seconds=%lld nothing is sent until the "
		    "clock has caught up or 'postwacht release --accept-clock'",
		    (long long)behind);
	d->is_clock_back = behind > 0;
	d->clock_checked = now;
	return 0;
}

/* Once a minute, and only when every mailbox has been looked at: an answer
 * that lies unread in Sent must not be asked for. */
static int
make_notices(struct desk *d, struct instant now, struct err *e)
{
	size_t made = 0, closed = 0;

	if (!desk_is_caught_up(d) || d->has_pending ||
	    now.sec / 60 == d->reminded.sec / 60)
		return 0;
	if (check_clock(d, now, e) != 0)
		return -1;
	d->reminded = now;
	if (d->is_clock_back)
		return 0;
	if (expire_waits(d->store, d->office, now, &closed, e) != 0 ||
	    remind(d->store, d->office, now, &made, e) != 0)
		return -1;
	if (closed)
		log_line(LEVEL_INFO, "event=waits-expired n=%zu", closed);
	d->counts.made += made;
	return 0;
}

static int
send_notices(struct desk *d, struct instant now, struct err *e)
{
	size_t given = 0, sent = 0;
	bool is_limited = d->is_limited;

	d->is_unsettled = true;
	if (send_settle(d->store, d->courier, now, &sent, e) != 0)
		return -1;
	d->is_unsettled = false;
	d->counts.sent += sent;
	if (check_clock(d, now, e) != 0)
		return -1;
	if (d->is_clock_back)
		return 0;
	if (send_hand_over(d->store, d->courier, &d->office->settings.post, now,
	        &given, &is_limited, e) != 0)
		return -1;
	if (is_limited && !d->is_limited)
		log_line(LEVEL_WARNING,
		    "event=post-limit the other notices wait for their turn");
	d->is_limited = is_limited;
	d->counts.given += given;
	return 0;
}

/* Once a minute, and when a mailbox falls ill or gets well. */
static int
publish(struct desk *d, struct instant now, struct err *e)
{
	if (now.sec / 60 == d->published.sec / 60 && !d->has_turned)
		return 0;
	d->published = now;
	if (d->has_turned)
		d->page = (struct published){ 0 };
	d->has_turned = false;
	if (publish_files(d->store, d->office, now, &d->page, e) != 0)
		return -1;
	arena_give_back(); /* a page of many questions takes tens of MB */
	return 0;
}

/* One line, not one a tick: a full disk would be filled up with them. */
static void
tell_failure(
    struct desk *d, size_t step, const struct err *why, struct instant now)
{
	bool is_told = strcmp(d->failed[step].text, why->text) == 0 &&
	    now.sec - d->failed_at[step].sec < FAILURE_EVERY;

	d->counts.step_failures++;
	log_line(is_told ? LEVEL_DEBUG : LEVEL_ERROR,
	    "event=step-failed step=%s reason=\"%s\"", steps[step].name,
	    why->text);
	if (is_told)
		return;
	d->failed[step] = *why;
	d->failed_at[step] = now;
}

int
desk_tick(struct desk *d, struct instant now, const enum desk_step *only,
    struct err *e)
{
	size_t i;

	tokens_tell_time(trust_tokens(d->trust), now);
	for (i = 0; i < LENGTH(steps); i++) {
		struct err why = { 0 };

		if (only && (size_t)*only != i)
			continue;
		if (steps[i].run(d, now, &why) == 0)
			continue;
		tell_failure(d, i, &why, now);
		if (why.kind == ERR_FATAL) {
			*e = why;
			return -1;
		}
	}
	return 0;
}

void
desk_wait(struct desk *d, int stop_fd, int ms)
{
	struct pollfd fds[] = {
		{ .fd = stop_fd, .events = POLLIN },
		{ .fd = d->is_unsettled ? -1 : courier_fd(d->courier),
		    .events = POLLIN },
		{ .fd = d->has_pending ? -1 : inbox_fd(news_inbox(d)),
		    .events = POLLIN },
	};

	(void)poll(fds, LENGTH(fds), ms);
}

bool
desk_is_caught_up(const struct desk *d)
{
	size_t i;

	for (i = 0; i < d->n_boxes; i++) {
		if (!d->boxes[i].has_spoken)
			return false;
	}
	return true;
}

bool
desk_is_posted(struct desk *d)
{
	return courier_under_way(d->courier) == 0;
}

struct desk_counts
desk_counts(const struct desk *d)
{
	struct desk_counts c = d->counts;
	size_t i;

	for (i = 0; i < d->n_boxes; i++)
		c.in_trouble += d->boxes[i].is_in_trouble;
	return c;
}
