/*
 * Questions judged anew by the rules in use: every message of their
 * conversations gets the verdict of today, and what follows from it is
 * appended as events. Conversations are taken one by one, so that a stop in
 * between leaves whole ones.
 */

#include "base/arena.h"
#include "desk/judge.h"
#include "desk/office.h"
#include "desk/replay_letter.h"

/* All letters of the conversation. Returns how many could be judged, or -1. */
static int
judge_letters(struct store *s, const struct office *o, struct arena *a,
    int64_t conversation, struct err *e)
{
	struct letter *letters = NULL;
	size_t i, n = 0;
	int judged = 0;

	if (store_letters_of(s, a, conversation, &letters, &n, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		struct verdict v;
		int can = replay_judge(s, o, a, &letters[i], &v, e);

		if (can < 0 ||
		    (can > 0 &&
		        store_letter_judge(s, letters[i].message, &v,
		            o->versions.rules, e) != 0))
			return -1;
		judged += can;
	}
	return judged;
}

static int
refile_conversation(struct store *s, const struct office *o, struct arena *a,
    int64_t conversation, struct instant now, size_t *events, struct err *e)
{
	struct judged_counts counts = { 0 };
	int judged;

	if (store_begin(s, e) != 0)
		return -1;
	judged = judge_letters(s, o, a, conversation, e);
	if (judged < 0 ||
	    judge_refiled(s, o, a, conversation, now, &counts, e) != 0 ||
	    store_commit(s, e) != 0) {
		store_rollback(s);
		return -1;
	}
	*events += counts.events;
	return judged;
}

static int
refile_one(struct store *s, const struct office *o, struct arena *a, int64_t id,
    struct instant now, size_t *events, struct err *e)
{
	struct stored_question q;
	int found = store_question_find(s, id, &q, e);
	int judged;

	if (found < 0)
		return -1;
	if (found == 0)
		return err_set(
		    e, ERR_ITEM, "there is no question %lld", (long long)id);
	judged = refile_conversation(s, o, a, q.conversation, now, events, e);
	return judged;
}

int
replay_refile(struct store *s, const struct office *o, int64_t only,
    struct instant now, size_t *n, size_t *events, struct err *e)
{
	SCOPED(arena_done) struct arena *list = arena_new();
	SCOPED(arena_done) struct arena *a = arena_new();
	struct question *all = NULL;
	size_t i, n_all = 0;
	int judged;

	*n = *events = 0;
	if (only) {
		judged = refile_one(s, o, a, only, now, events, e);
		if (judged == 0)
			return err_set(e, ERR_ITEM,
			    "the text of question %lld is no longer kept",
			    (long long)only);
		*n = 1;
		return judged < 0 ? -1 : 0;
	}
	if (store_questions(s, list, SELECT_LIVE, &all, &n_all, e) != 0)
		return -1;
	for (i = 0; i < n_all; i++) {
		arena_clear(a);
		judged = refile_one(s, o, a, all[i].id, now, events, e);
		if (judged < 0)
			return -1;
		*n += judged > 0;
	}
	return 0;
}
