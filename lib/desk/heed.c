/*
 * Weak evidence from the mailbox becomes an event of the question. Knows which
 * sign is which; the agenda and the digest know what to make of it.
 */

#include "desk/heed.h"

#include "desk/office.h"
#include "edge/store.h"

int
heed_sign(struct store *s, const struct office *o, struct arena *a,
    const struct sighting *at, const char *sign, struct instant now,
    struct err *e)
{
	const struct versions versions = { o->versions.rules,
		o->versions.calendar };
	struct stored_wait *waits = NULL;
	size_t i, n = 0;

	if (store_waiting_here(s, a, at, sign, &waits, &n, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		const struct event event = {
			.question = waits[i].question,
			.kind = EVENT_PROBABLY,
			.at = now,
			.recorded_at = now,
			.by = ACTOR_TICK,
			.cause_message = waits[i].message,
			.value = sign,
		};
		int64_t seq;

		if (store_event_add(s, &event, &versions, &seq, e) != 0 ||
		    store_question_project(s, a, waits[i].question,
		        waits[i].is_history, o->calendar, e) != 0)
			return -1;
	}
	return 0;
}
