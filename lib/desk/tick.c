/*
 * The last tick, against a clock that goes back.
 */

#include "desk/tick.h"

#include "edge/store.h"

#define LAST_TICK "last_tick"

int
tick_behind(struct store *s, struct instant now, int64_t *behind, struct err *e)
{
	int64_t last = 0;

	if (store_meta(s, LAST_TICK, &last, e) < 0)
		return -1;
	*behind = now.sec < last - TICK_BACK ? last - now.sec : 0;
	return 0;
}

int
tick_note(struct store *s, struct instant now, int64_t *behind, struct err *e)
{
	int64_t last = 0;

	if (store_meta(s, LAST_TICK, &last, e) < 0 ||
	    tick_behind(s, now, behind, e) != 0)
		return -1;
	return now.sec > last ? store_meta_set(s, LAST_TICK, now.sec, e) : 0;
}

int
tick_accept(struct store *s, struct instant now, int64_t *behind, struct err *e)
{
	if (tick_behind(s, now, behind, e) != 0)
		return -1;
	return *behind > 0 ? store_meta_set(s, LAST_TICK, now.sec, e) : 0;
}
