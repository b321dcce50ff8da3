/*
 * Whether the post is on hold. It knows how that is kept in the store; who
 * holds it and what still goes is decided elsewhere.
 */

#include "desk/hold.h"

#include "base/arena.h"
#include "edge/log.h"
#include "edge/store_outbox.h"

#define HOUR 3600

static const char *const names[] = {
	[HOLD_NONE] = NULL,
	[HOLD_NOTICES] = "notices",
	[HOLD_QUESTIONS] = "questions",
	[HOLD_RESTORED] = "restored",
};

const char *
hold_name(enum hold_reason reason)
{
	return names[reason];
}

const char *
hold_says(struct arena *a, const struct hold *hold)
{
	switch (hold->reason) {
	case HOLD_NONE:
		break;
	case HOLD_NOTICES:
		return arena_printf(a,
		    "%lld notices were made within an hour; nothing but the "
		    "digest is sent until 'postwacht release'",
		    (long long)hold->n);
	case HOLD_QUESTIONS:
		return arena_printf(a,
		    "%lld new questions came at once; nothing but the digest "
		    "is sent until 'postwacht release'",
		    (long long)hold->n);
	case HOLD_RESTORED:
		return "the store was restored from a backup; nothing but the "
		       "digest is sent until 'postwacht release'";
	}
	return "";
}

int
hold_read(struct store *s, struct hold *out, struct err *e)
{
	int64_t reason = 0, since = 0, n = 0;

	if (store_meta(s, "held", &reason, e) < 0 ||
	    store_meta(s, "held_at", &since, e) < 0 ||
	    store_meta(s, "held_n", &n, e) < 0)
		return -1;
	if (reason < 0 || reason > HOLD_RESTORED)
		reason = HOLD_RESTORED;
	*out = (struct hold){ (enum hold_reason)reason, { since }, n };
	return 0;
}

/* The reason comes last: with it the hold begins. */
int
hold_set(struct store *s, enum hold_reason reason, int64_t n,
    struct instant now, struct err *e)
{
	struct hold hold;

	if (hold_read(s, &hold, e) != 0)
		return -1;
	if (hold.reason != HOLD_NONE)
		return 0;
	if (store_meta_set(s, "held_at", now.sec, e) != 0 ||
	    store_meta_set(s, "held_n", n, e) != 0 ||
	    store_meta_set(s, "held", (int64_t)reason, e) != 0)
		return -1;
	log_line(LEVEL_ERROR,
	    "event=post-held reason=%s n=%lld release=\"postwacht release\"",
	    names[reason], (long long)n);
	return 0;
}

int
hold_release(struct store *s, struct instant now, struct err *e)
{
	struct hold hold;

	if (hold_read(s, &hold, e) != 0)
		return -1;
	if (hold.reason == HOLD_NONE)
		return 0;
	if (store_meta_set(s, "released_at", now.sec, e) != 0 ||
	    store_meta_set(s, "held", HOLD_NONE, e) != 0)
		return -1;
	return 1;
}

int
hold_count_made(
    struct store *s, struct instant now, int64_t *out, struct err *e)
{
	struct instant since = { now.sec - HOUR };
	int64_t released = 0;

	if (store_meta(s, "released_at", &released, e) < 0)
		return -1;
	if (released > since.sec)
		since.sec = released;
	return store_notices_made(s, since, out, e);
}
