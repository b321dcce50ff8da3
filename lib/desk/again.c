/*
 * When a message that failed is tried again, and when it is given up. It
 * fetches nothing itself.
 */

#include "desk/again.h"

#include <string.h>

#include "base/arena.h"
#include "edge/log.h"
#include "mail/message.h"

bool
again_is_stand_in(const struct facts *facts)
{
	/* The words may be in another language; the protocol is not. */
	return strcmp(facts->from.addr, "microsoft@unknown") == 0 &&
	    (strstr(facts->folded_subject, "imap4") ||
	        strstr(facts->folded_new, "imap4"));
}

int
again_wait(int attempts)
{
	static const int waits[] = { 300, 3600, 21600 };

	if (attempts < 1)
		attempts = 1;
	return waits[attempts > (int)LENGTH(waits) ? LENGTH(waits) - 1
	                                           : (size_t)attempts - 1];
}

int
again_failed(struct store *s, struct sighting *sighting, const char *reason,
    bool is_final, struct err *e)
{
	const struct sighting_key key = { sighting->folder,
		sighting->uidvalidity, sighting->uid };
	enum sighting_state state = SIGHTING_RETRY;
	int attempts = 1;

	if (store_sighting_state(s, &key, &state, &attempts, e) < 0)
		return -1;
	is_final |= attempts > AGAIN_TIMES;
	sighting->state = is_final ? SIGHTING_ASIDE : SIGHTING_RETRY;
	sighting->reason = reason;
	sighting->not_before.sec =
	    is_final ? 0 : sighting->seen_at.sec + again_wait(attempts);
	log_line(LEVEL_WARNING, "event=%s folder=%lld uid=%u reason=\"%s\"",
	    is_final ? "aside" : "retry", (long long)sighting->folder,
	    sighting->uid, reason);
	return store_sighting(s, sighting, e);
}

/* Every attempt was made, and the last one gave no answer. */
static int
give_up(struct store *s, const struct to_retry *r, struct instant now,
    struct err *e)
{
	struct sighting sighting = {
		.folder = r->key.folder,
		.uidvalidity = r->key.uidvalidity,
		.uid = r->key.uid,
		.name = r->name,
		.seen_at = now,
	};

	return again_failed(s, &sighting, r->reason, true, e);
}

static int
ask_each(struct store *s, struct to_retry *list, size_t *n, struct instant now,
    struct err *e)
{
	size_t i, kept = 0;

	for (i = 0; i < *n; i++) {
		struct instant next = { now.sec +
			again_wait(list[i].attempts + 1) };

		if (list[i].attempts > AGAIN_TIMES) {
			if (give_up(s, &list[i], now, e) != 0)
				return -1;
			continue;
		}
		if (store_retry_asked(s, &list[i].key, next, e) != 0)
			return -1;
		list[kept++] = list[i];
	}
	*n = kept;
	return 0;
}

/* One question to a source holds those of one folder; the others come with
 * the next. */
static size_t
of_first_folder(const struct to_retry *list, size_t n)
{
	size_t i = 0;

	while (i < n && list[i].key.folder == list[0].key.folder)
		i++;
	return i;
}

int
again_ask(struct store *s, struct arena *a, int64_t mailbox, struct instant now,
    struct to_retry **out, size_t *n, struct err *e)
{
	struct to_retry *list = NULL;
	size_t found = 0;

	if (store_to_retry(
	        s, a, mailbox, now, AGAIN_AT_ONCE, &list, &found, e) != 0)
		return -1;
	if (found == 0) {
		*n = 0;
		return 0;
	}
	found = of_first_folder(list, found);
	if (store_begin(s, e) != 0)
		return -1;
	if (ask_each(s, list, &found, now, e) != 0 || store_commit(s, e) != 0) {
		store_rollback(s);
		return -1;
	}
	*out = list;
	*n = found;
	return 0;
}
