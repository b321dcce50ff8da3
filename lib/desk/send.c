/*
 * The outbox: which notices go to the courier, and what is written when they
 * come back.
 */

#include "desk/send.h"

#include "base/arena.h"
#include "desk/courier.h"
#include "edge/log.h"
#include "edge/settings.h"
#include "edge/store_outbox.h"

#define MINUTE 60
#define DAY    86400

/* How many more may leave by one limit; 0 for `most`: there is none. */
static int
room_within(struct store *s, struct instant now, int seconds, int most,
    int64_t *room, struct err *e)
{
	struct instant since = { now.sec - seconds };
	int64_t left = 0;

	if (most == 0)
		return 0;
	if (store_notices_left(s, since, &left, e) != 0)
		return -1;
	if (most - left < *room)
		*room = most > left ? most - left : 0;
	return 0;
}

int
send_hand_over(struct store *s, struct courier *c,
    const struct post_settings *limits, struct instant now, size_t *given,
    bool *is_limited, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct outgoing *out = NULL;
	size_t i, n = 0;
	int64_t room = (int64_t)courier_room(c);

	*given = 0;
	if (courier_under_way(c) > 0)
		return 0;
	*is_limited = false;
	if (store_notices_to_send(s, a, now, (int)room, &out, &n, e) != 0)
		return -1;
	if (n == 0) {
		courier_rest(c);
		return 0;
	}
	if (room_within(s, now, MINUTE, limits->per_minute, &room, e) != 0 ||
	    room_within(s, now, DAY, limits->per_day, &room, e) != 0)
		return -1;
	*is_limited = (int64_t)n > room;
	for (i = 0; i < n && (int64_t)i < room; i++) {
		char date[DATE_TEXT];

		courier_give(c, out[i].id, out[i].address,
		    arena_printf(a, "%s-%04lld-%s",
		        date_print(date_of(now), date), (long long)out[i].id,
		        out[i].kind),
		    out[i].body, out[i].n);
		(*given)++;
	}
	if (*given == 0)
		courier_rest(c);
	return 0;
}

static int
retry_after(int attempts)
{
	int seconds = SEND_RETRY_FIRST;

	while (attempts-- > 1 && seconds < SEND_RETRY_LAST)
		seconds *= 2;
	return seconds < SEND_RETRY_LAST ? seconds : SEND_RETRY_LAST;
}

static enum notice_state
state_after(enum post_outcome outcome)
{
	switch (outcome) {
	case POST_SENT:
		return NOTICE_SENT;
	case POST_LATER:
		return NOTICE_LATER;
	case POST_REFUSED:
		return NOTICE_REFUSED;
	case POST_UNCERTAIN:
		break;
	}
	return NOTICE_UNCERTAIN;
}

static int
write_delivery(struct store *s, const struct delivery *d, struct instant now,
    struct err *e)
{
	enum notice_state state = state_after(d->outcome);
	/* One that was not let go has failed once more all the same. */
	bool is_attempt = !d->was_let_go;
	struct instant not_before = now;

	if (state == NOTICE_LATER) {
		int attempts = store_notice_attempts(s, d->notice, e);

		if (attempts < 0)
			return -1;
		not_before.sec += retry_after(attempts + is_attempt);
	}
	return store_notice_state(s, d->notice, state, is_attempt,
	    state == NOTICE_SENT ? "" : d->reason.text, now, not_before, e);
}

static int
write_news(struct store *s, const struct courier_news *news, struct instant now,
    struct err *e)
{
	size_t i;

	for (i = 0; i < news->n; i++) {
		if (write_delivery(s, &news->back[i], now, e) != 0)
			return -1;
	}
	return news->asking ? store_notice_state(s, news->asking,
	                          NOTICE_HANDING, true, "", now, now, e)
	                    : 0;
}

static void
log_delivery(const struct delivery *d)
{
	enum notice_state state = state_after(d->outcome);

	log_line(state == NOTICE_SENT ? LEVEL_INFO : LEVEL_WARNING,
	    "event=notice-%s notice=%lld reason=\"%s\"",
	    notice_state_name(state), (long long)d->notice,
	    state == NOTICE_SENT ? "" : d->reason.text);
}

int
send_settle(struct store *s, struct courier *c, struct instant now,
    size_t *sent, struct err *e)
{
	struct courier_news news;
	size_t i;
	int code;

	*sent = 0;
	courier_news(c, &news);
	if (news.n == 0 && !news.asking)
		return 0;
	code = news.asking ? store_begin_quick(s, e) : store_begin(s, e);
	if (code != 0)
		return -1;
	if (write_news(s, &news, now, e) != 0 || store_commit(s, e) != 0) {
		store_rollback(s);
		return -1;
	}
	courier_settle(c, &news);
	if (news.asking) {
		code = store_sync(s, e);
		courier_end(c, code == 0);
	}
	for (i = 0; i < news.n; i++) {
		log_delivery(&news.back[i]);
		*sent += news.back[i].outcome == POST_SENT;
	}
	return code;
}
