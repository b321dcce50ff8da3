/*
 * The mailboxes of a desk. Knows who tells what and where it is written down;
 * what a message means is known beside it (desk/file).
 */

#include "desk/boxes.h"

#include "base/arena.h"
#include "desk/office.h"
#include "desk/write.h"
#include "edge/ahead.h"
#include "edge/interest.h"
#include "edge/log.h"
#include "edge/scribe.h"

/* Batches filed in one tick, so that a first reading of a large mailbox holds
 * back neither the reminders nor the end: each takes some tenths of a second,
 * and SIGTERM waits five. */
#define BATCHES 4

struct boxes {
	struct arena *arena; /* holds this struct */
	struct box_house house;
	struct arena *box_arena; /* of what follows; NULL while none runs */
	const struct office *office;
	struct ahead *ahead;   /* NULL without readers */
	struct scribe *scribe; /* NULL: no mailbox allows writing back */
	size_t n;
	struct box *box;
	bool has_pending; /* news that could not be written down yet */
	struct news pending;
	bool has_turned;
	struct instant shared; /* the interest, with the watchers */
};

struct boxes *
boxes_new(struct store *store, struct trust *trust)
{
	struct arena *arena = arena_new();
	struct boxes *b = arena_alloc(arena, sizeof(*b));

	b->arena = arena;
	b->house = (struct box_house){
		.store = store, .trust = trust, .inbox = inbox_new(INBOX_ROOM)
	};
	return b;
}

int
boxes_start(struct boxes *b, const struct office *office,
    struct readers *readers, bool once, struct instant now, struct err *e)
{
	const struct settings *s = &office->settings;
	size_t i;

	b->box_arena = arena_new();
	b->box = arena_array(b->box_arena, s->n_mailboxes + 1, sizeof(*b->box));
	b->office = office;
	b->shared = (struct instant){ 0 };
	if (write_start(s, b->house.trust, &b->scribe, e) != 0)
		return -1;
	if (readers) {
		b->ahead = ahead_start(b->house.inbox, readers, e);
		if (!b->ahead)
			return -1;
	}
	for (i = 0; i < s->n_mailboxes; i++) {
		b->n = i + 1;
		if (box_start(&b->box[i], &b->house, &s->mailboxes[i], (int)i,
		        once, now, e) != 0)
			return -1;
	}
	return 0;
}

void
boxes_stop(struct boxes *b)
{
	struct news news;
	size_t i;

	for (i = 0; i < b->n; i++)
		box_stop(&b->box[i]);
	b->n = 0;
	scribe_stop(b->scribe);
	b->scribe = NULL;
	ahead_stop(b->ahead);
	b->ahead = NULL;
	if (b->has_pending)
		news_free(&b->pending);
	b->has_pending = false;
	while (inbox_take(b->house.inbox, 0, &news) > 0)
		news_free(&news);
	arena_free(b->box_arena);
	b->box_arena = NULL;
}

void
boxes_free(struct boxes *b)
{
	if (!b)
		return;
	boxes_stop(b);
	inbox_free(b->house.inbox);
	arena_free(b->arena);
}

void
boxes_poke(struct boxes *b)
{
	size_t i;

	for (i = 0; i < b->n; i++)
		watch_poke(b->box[i].watch);
}

static int
note_listing(
    struct boxes *b, struct news *news, struct instant now, struct err *e)
{
	struct upkeep *u = &b->box[news->mailbox].upkeep;

	if (upkeep_listing(u, news->listing, now, e) != 0)
		return -1;
	listing_free(news->listing);
	return 0;
}

static void
note_passed(const struct boxes *b, const struct news *news)
{
	if (*news->error.text)
		log_line(LEVEL_WARNING,
		    "event=folder-passed-over mailbox=%s reason=\"%s\"",
		    b->box[news->mailbox].settings->id, news->error.text);
	else
		log_line(LEVEL_NOTICE, "event=folders-well mailbox=%s",
		    b->box[news->mailbox].settings->id);
}

static int
file_news(struct boxes *b, struct news *news, struct instant now,
    struct filed_counts *sum, struct err *e)
{
	const struct box *box = &b->box[news->mailbox];
	const struct batch *batch = news->batch;
	struct filed_counts c = { .fresh = sum->fresh };

	if (file_batch(b->house.store, b->office, box->settings, batch, now,
	        false, &c, e) != 0)
		return -1;
	if (batch->n > 0)
		log_line(LEVEL_INFO,
		    "event=filed mailbox=%s folder=%s new=%zu known=%zu "
		    "aside=%zu junk=%zu questions=%zu history=%zu "
		    "last_uid=%u",
		    box->settings->id, folder_role_name(batch->role), c.filed,
		    c.known, c.aside, c.junk, c.opened, c.history,
		    batch->last_uid);
	sum->filed += c.filed;
	sum->known += c.known;
	sum->aside += c.aside;
	sum->opened += c.opened;
	sum->fresh = c.fresh;
	batch_free(news->batch);
	return 0;
}

static int
write_down(struct boxes *b, struct news *news, struct instant now,
    struct filed_counts *sum, struct err *e)
{
	struct store *store = b->house.store;

	switch (news->kind) {
	case NEWS_BATCH:
		return file_news(b, news, now, sum, e);
	case NEWS_CAUGHT_UP:
	case NEWS_WELL:
		return box_caught_up(
		    &b->box[news->mailbox], store, now, &b->has_turned, e);
	case NEWS_TROUBLE:
		return box_trouble(&b->box[news->mailbox], store, news, now,
		    &b->has_turned, e);
	case NEWS_PASSED:
		note_passed(b, news);
		return 0;
	case NEWS_LISTING:
		return note_listing(b, news, now, e);
	case NEWS_LISTED:
		return upkeep_listed(&b->box[news->mailbox].upkeep, now, e);
	case NEWS_UNREAD:
		*e = news->error;
		return -1;
	}
	return 0;
}

/* What cannot be written down for now waits for the next tick: a watcher says
 * each thing once. */
static int
hear(struct boxes *b, struct news *news, struct instant now,
    struct filed_counts *sum, struct err *e)
{
	if (write_down(b, news, now, sum, e) == 0)
		return 0;
	if (news->kind == NEWS_UNREAD)
		return -1;
	b->pending = *news;
	b->has_pending = true;
	return -1;
}

/* Once a minute the watchers hear which messages wait for an answer, so that
 * they tell when one of them is marked as answered. */
static int
share_interest(struct boxes *b, struct instant now, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct stored_place *places = NULL;
	struct whereabouts *at;
	size_t i, k, from, n = 0;

	if (now.sec / 60 == b->shared.sec / 60)
		return 0;
	if (store_waiting(b->house.store, a, &places, &n, e) != 0)
		return -1;
	at = arena_array(a, n + 1, sizeof(*at));
	for (k = 0; k < n; k++)
		at[k] = places[k].at;
	for (i = 0; i < b->n; i++) {
		for (from = 0; from < n; from++)
			if (places[from].mailbox == b->box[i].id)
				break;
		for (k = from; k < n; k++)
			if (places[k].mailbox != b->box[i].id)
				break;
		watch_set_interest(b->box[i].watch, at + from, k - from);
	}
	b->shared = now;
	return 0;
}

/* What rules want written back: what became of it, and the next of it. */
static int
write_on(struct boxes *b, struct instant now, struct err *e)
{
	size_t i;

	if (!b->scribe)
		return 0;
	if (write_settle(b->house.store, b->scribe, now, e) != 0)
		return -1;
	for (i = 0; i < b->n; i++) {
		if (write_give(b->house.store, b->scribe, b->box[i].settings,
		        b->box[i].id, now, e) != 0)
			return -1;
	}
	return 0;
}

static struct inbox *
news_inbox(const struct boxes *b)
{
	return b->ahead ? ahead_inbox(b->ahead) : b->house.inbox;
}

int
boxes_hear(struct boxes *b, struct instant now, struct filed_counts *sum,
    struct err *e)
{
	struct news news;
	size_t i;

	if (share_interest(b, now, e) != 0)
		return -1;
	if (b->has_pending) {
		b->has_pending = false;
		news = b->pending;
		if (hear(b, &news, now, sum, e) != 0)
			return -1;
	}
	for (i = 0; i < BATCHES; i++) {
		if (inbox_take(news_inbox(b), 0, &news) <= 0)
			break;
		if (hear(b, &news, now, sum, e) != 0)
			return -1;
	}
	if (write_on(b, now, e) != 0)
		return -1;
	for (i = 0; i < b->n; i++) {
		if (box_keep_up(&b->box[i], now, e) != 0)
			return -1;
	}
	return 0;
}

bool
boxes_have_pending(const struct boxes *b)
{
	return b->has_pending;
}

int
boxes_fd(const struct boxes *b)
{
	return b->has_pending ? -1 : inbox_fd(news_inbox(b));
}

bool
boxes_are_caught_up(const struct boxes *b)
{
	size_t i;

	for (i = 0; i < b->n; i++) {
		if (!b->box[i].has_spoken)
			return false;
	}
	return true;
}

bool
boxes_have_turned(struct boxes *b)
{
	bool has_turned = b->has_turned;

	b->has_turned = false;
	return has_turned;
}

size_t
boxes_in_trouble(const struct boxes *b)
{
	size_t i, n = 0;

	for (i = 0; i < b->n; i++)
		n += b->box[i].is_in_trouble;
	return n;
}
