/*
 * The tick. Knows the order of the steps and what each does next about an
 * error; the work itself is in the files beside it.
 */

#include "desk/desk.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "desk/answer.h"
#include "desk/boxes.h"
#include "desk/courier.h"
#include "desk/expire.h"
#include "desk/office.h"
#include "desk/proposal.h"
#include "desk/publish.h"
#include "desk/remind.h"
#include "desk/retain.h"
#include "desk/send.h"
#include "desk/start.h"
#include "desk/tick.h"
#include "edge/log.h"
#include "edge/store_retention.h"
#include "edge/studio.h"
#include "edge/token.h"
#include "edge/trust.h"

/* A step that fails for the same reason tick after tick is told this often. */
#define FAILURE_EVERY 3600 /* s */

struct desk {
	struct arena *arena; /* holds this struct */
	struct office *office;
	struct readers *readers; /* NULL: messages are read in this process */
	struct store *store;
	struct studio *studio;
	int lock; /* file descriptor of the lock file */
	struct trust *trust;
	struct courier *courier;
	struct boxes *boxes;
	bool is_unsettled;  /* what came back could not be written down */
	int stop_fd;        /* readable: nothing takes long any more; -1 */
	bool has_new_rules; /* taken into use by mail */
	struct instant published;
	struct published page;
	struct instant reminded;
	struct instant retained; /* looked at what goes, and nothing was due */
	struct instant clock_checked;
	bool is_clock_back;
	bool is_limited; /* notices wait for the limits of the post */
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

static int
open_parts(
    struct desk *d, enum store_kind kind, struct instant now, struct err *e)
{
	const char *dir = d->office->settings.state_dir;

	if (start_lock(dir, &d->lock, e) != 0 ||
	    office_load_key(d->office, e) != 0 ||
	    start_store(d->office, kind, now, &d->store, e) != 0)
		return -1;
	d->trust = trust_new();
	tokens_tell_time(trust_tokens(d->trust), now);
	d->studio = studio_open(STUDIO_WAIT_MS);
	d->boxes = boxes_new(d->store, d->trust);
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
	d->lock = d->stop_fd = -1;
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
	d->stop_fd = fd;
	studio_set_stop(d->studio, fd);
}

bool
desk_takes_new_rules(struct desk *d)
{
	bool has_new = d->has_new_rules;

	d->has_new_rules = false;
	return has_new;
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
	boxes_free(d->boxes);
	stop_courier(d, now);
	store_close(d->store);
	studio_close(d->studio);
	trust_free(d->trust);
	office_close(d->office);
	if (d->lock >= 0)
		(void)close(d->lock);
	arena_free(d->arena);
}

int
desk_watch(struct desk *d, bool once, struct instant now, struct err *e)
{
	d->counts.mailboxes = d->office->settings.n_mailboxes;
	return boxes_start(d->boxes, d->office, d->readers, once, now, e);
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
	boxes_stop(d->boxes);
	stop_courier(d, now);
	trust_reread(d->trust);
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
	boxes_poke(d->boxes);
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
	struct filed_counts sum = { 0 };
	int r = boxes_hear(d->boxes, now, &sum, e);

	d->counts.filed += sum.filed;
	d->counts.known += sum.known;
	d->counts.aside += sum.aside;
	d->counts.opened += sum.opened;
	if (r != 0 ||
	    answer_overview(d->store, d->office, d->studio, now, e) != 0 ||
	    proposal_step(d->store, d->office, d->stop_fd, now,
	        &d->has_new_rules, e) != 0)
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

	if (!desk_is_caught_up(d) || boxes_have_pending(d->boxes) ||
	    now.sec / 60 == d->reminded.sec / 60)
		return 0;
	if (check_clock(d, now, e) != 0)
		return -1;
	d->reminded = now;
	if (d->is_clock_back)
		return 0;
	if (expire_waits(d->store, d->office, now, &closed, e) != 0 ||
	    remind(d->store, d->office, d->studio, now, &made, e) != 0)
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
	bool has_turned = boxes_have_turned(d->boxes);

	if (now.sec / 60 == d->published.sec / 60 && !has_turned)
		return 0;
	d->published = now;
	if (has_turned)
		d->page = (struct published){ 0 };
	if (publish_files(d->store, d->office, d->studio, now, &d->page, e) !=
	    0)
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
		{ .fd = boxes_fd(d->boxes), .events = POLLIN },
	};

	(void)poll(fds, LENGTH(fds), ms);
}

bool
desk_is_caught_up(const struct desk *d)
{
	return boxes_are_caught_up(d->boxes);
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

	c.in_trouble = boxes_in_trouble(d->boxes);
	return c;
}
