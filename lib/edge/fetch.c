/*
 * Messages out of the selected folder. Asks for the front of each and for
 * more where the text is not in sight; a message that the server does not
 * give with the others is asked for alone, and then it is named: here with a
 * reason, or gone. Flags stay as they are (BODY.PEEK).
 */

#include "edge/fetch.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/front.h"
#include "edge/reply.h"

/* A UID and a comma. */
#define UID_WIDTH 11

/* libetpan's constructors fail only without memory. */
static void *
must(void *made)
{
	if (!made)
		abort();
	return made;
}

static int
compare_uids(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* UID SEARCH UID lo:hi, 0 standing for the highest there is; any order. */
static int
search(struct account *c, struct arena *a, uint32_t lo, uint32_t hi,
    uint32_t **out, size_t *n, struct err *e)
{
	struct mailimap_search_key *key = must(mailimap_search_key_new_uid(
	    must(mailimap_set_new_interval(lo, hi))));
	clist *found = NULL;
	clistiter *at;
	int r;

	account_begin(c);
	r = mailimap_uid_search(c->session, NULL, key, &found);
	mailimap_search_key_free(key);
	if (account_check(c, r, "UID SEARCH", e) != 0)
		return -1;
	*n = 0;
	*out = arena_array(a, (size_t)clist_count(found) + 1, sizeof(**out));
	for (at = clist_begin(found); at; at = clist_next(at))
		(*out)[(*n)++] = *(const uint32_t *)clist_content(at);
	mailimap_search_result_free(found);
	return 0;
}

void
fetch_sort(uint32_t *uids, size_t *n)
{
	size_t i, kept = 0;

	qsort(uids, *n, sizeof(*uids), compare_uids);
	for (i = 0; i < *n; i++)
		if (kept == 0 || uids[kept - 1] != uids[i])
			uids[kept++] = uids[i];
	*n = kept;
}

int
fetch_list(struct account *c, struct arena *a, uint32_t lo, uint32_t hi,
    const uint32_t **out, size_t *n, struct err *e)
{
	uint32_t *uids;
	size_t i, found, kept = 0;

	if (search(c, a, lo, hi, &uids, &found, e) != 0)
		return -1;
	for (i = 0; i < found; i++)
		if (uids[i] >= lo && uids[i] <= hi)
			uids[kept++] = uids[i];
	fetch_sort(uids, &kept);
	*n = kept;
	*out = uids;
	return 0;
}

int
fetch_highest(struct account *c, uint32_t *uid_next, struct err *e)
{
	struct arena *a SCOPED(arena_done) = arena_new();
	uint32_t *uids, highest = 0;
	size_t i, n;

	if (search(c, a, 0, 0, &uids, &n, e) != 0)
		return -1;
	for (i = 0; i < n; i++)
		if (uids[i] > highest && uids[i] < UINT32_MAX)
			highest = uids[i];
	*uid_next = highest + 1;
	return 0;
}

/* Asks and waits. */
static int
fetch_now(struct account *c, struct asked *q, const char *set, struct err *e)
{
	return asked_send(c, q, set, e) != 0 ? -1 : asked_await(c, q, e);
}

/* A message that did not come with the others: alone, and if the server will
 * not even then, is it still there? 1: it stays in the batch; 0: gone. */
static int
fetch_alone(
    struct account *c, struct fetched *mail, struct arena *a, struct err *e)
{
	struct asked q = {
		.arena = a, .mails = mail, .n = 1, .size = FETCH_FIRST
	};
	char clean[REPLY_TEXT] = "";
	const uint32_t *uids;
	size_t n;
	int r = fetch_now(c, &q, arena_printf(a, "%" PRIu32, mail->uid), e);

	if (r < 0)
		return -1;
	if (mail->bytes)
		return 1;
	if (r == 0 && c->session->imap_response)
		(void)reply_print(c->session->imap_response, clean);
	if (fetch_list(c, a, mail->uid, mail->uid, &uids, &n, e) != 0)
		return -1;
	if (n == 0)
		return 0;
	mail->bytes = "";
	mail->aside = *clean
	    ? arena_printf(a, "the server refuses to give it: %s", clean)
	    : "the server lists it but gives nothing";
	return 1;
}

static bool
wants_more(const struct account *c, const struct fetched *mail, size_t had)
{
	if (c->suspect.uid == mail->uid &&
	    c->suspect.failures >= SUSPECT_FRONT_ONLY)
		return false;
	return mail->is_cut && mail->n == had &&
	    !front_is_enough(mail->bytes, mail->n);
}

/* How much of a message there is, how much is wanted next, and how many bytes
 * a batch may hold then. */
struct stage {
	size_t had, next, limit;
};

/* Asks for more of those of n mails whose text is not in sight yet. 1: asked;
 * 0: none wants it. */
static int
stage_ask(struct account *c, struct group *g, size_t n, const struct stage *s,
    struct err *e)
{
	SCOPED(text_done) struct text set = { 0 };
	size_t i;

	text_init(&set, n * UID_WIDTH);
	for (i = 0; i < n; i++)
		if (wants_more(c, &g->batch->mails[i], s->had))
			text_addf(&set, "%s%" PRIu32, set.len > 0 ? "," : "",
			    g->batch->mails[i].uid);
	if (set.len == 0)
		return 0;
	g->rest = (struct asked){ .arena = g->batch->arena,
		.mails = g->batch->mails,
		.n = n,
		.offset = (uint32_t)s->had,
		.size = (uint32_t)(s->next - s->had) };
	return asked_send(c, &g->rest, set.data, e) != 0 ? -1 : 1;
}

/* How many of the mails, at least one, the limit leaves room for when those
 * that need more get it. */
static size_t
room_for(const struct account *c, const struct fetched *mails, size_t n,
    const struct stage *s)
{
	size_t i, bytes = 0;

	for (i = 0; i < n; i++) {
		bytes +=
		    wants_more(c, &mails[i], s->had) ? s->next : mails[i].n;
		if (i > 0 && bytes > s->limit)
			break;
	}
	return i;
}

struct group *
fetch_plan(struct batch *b, const uint32_t *uids, size_t n, size_t n_listed)
{
	struct group *g = arena_alloc(b->arena, sizeof(*g));
	size_t i;

	g->batch = b;
	g->uids = uids;
	g->n = n;
	g->n_listed = n_listed;
	b->mails = arena_array(b->arena, n, sizeof(*b->mails));
	for (i = 0; i < n; i++) {
		b->mails[i].uid = uids[i];
		b->mails[i].name = "";
		b->mails[i].aside = "";
		b->mails[i].basis = RECEIPT_DATE;
	}
	return g;
}

/* Asks for the front of each. */
static int
fronts_ask(struct account *c, struct group *g, struct err *e)
{
	uint32_t first = g->uids[0], last = g->uids[g->n - 1];
	const char *set = first == last
	    ? arena_printf(g->batch->arena, "%" PRIu32, first)
	    : arena_printf(
	          g->batch->arena, "%" PRIu32 ":%" PRIu32, first, last);

	g->fronts = (struct asked){ .arena = g->batch->arena,
		.mails = g->batch->mails,
		.n = g->n,
		.size = FETCH_FIRST };
	g->is_asked = true;
	return asked_send(c, &g->fronts, set, e);
}

/* The front of each, as far as the server gives it with the others. */
static int
fronts_have(struct account *c, struct group *g, struct err *e)
{
	struct fetched *mails = g->batch->mails;

	if (g->n == 1 && c->suspect.uid == g->uids[0] &&
	    c->suspect.failures >= SUSPECT_ASIDE) {
		mails[0].bytes = "";
		mails[0].aside = "the connection breaks when it is fetched";
		return 0;
	}
	if (!g->is_asked && fronts_ask(c, g, e) != 0)
		return -1;
	return asked_await(c, &g->fronts, e) < 0 ? -1 : 0;
}

/* Those that did not come with the others. is_gone: the server has it no
 * longer. */
static int
fronts_complete(
    struct account *c, struct group *g, bool *is_gone, struct err *e)
{
	struct batch *b = g->batch;
	size_t i;

	for (i = 0; i < g->n; i++) {
		int r = b->mails[i].bytes
		    ? 1
		    : fetch_alone(c, &b->mails[i], b->arena, e);

		if (r < 0)
			return -1;
		is_gone[i] = r == 0;
	}
	return 0;
}

/* Asks for the fronts of what the list has behind the first n. */
static int
next_ask(struct account *c, const struct group *g, size_t n,
    struct group **next, struct err *e)
{
	size_t left = g->n_listed - n;
	struct group *out;

	if (!next || left == 0)
		return 0;
	out = fetch_plan(batch_new(g->batch->folder, g->batch->role),
	    g->uids + n, left > BATCH_MAILS ? BATCH_MAILS : left, left);
	*next = out;
	return fronts_ask(c, out, e);
}

/* Completes the texts as far as the batch has room; *n becomes how many of
 * the mails that leaves. */
static int
texts_complete(struct account *c, struct group *g, struct group **next,
    size_t *n, struct err *e)
{
	static const struct stage stages[] = {
		{ FETCH_FIRST, FETCH_SECOND, BATCH_BYTES },
		{ FETCH_SECOND, FETCH_LAST, BATCH_BYTES + BATCH_BYTES / 2 },
	};
	size_t i;

	for (i = 0; i < LENGTH(stages); i++) {
		int r;

		*n = room_for(c, g->batch->mails, *n, &stages[i]);
		r = stage_ask(c, g, *n, &stages[i], e);
		if (r < 0 || (i == 0 && next_ask(c, g, *n, next, e) != 0))
			return -1;
		/* A refusal leaves it at what there is. */
		if (r > 0 && asked_await(c, &g->rest, e) < 0)
			return -1;
	}
	return 0;
}

static int
group_run(struct account *c, struct group *g, struct group **next, size_t *done,
    struct err *e)
{
	struct batch *b = g->batch;
	bool *is_gone = arena_array(b->arena, g->n, sizeof(*is_gone));
	size_t i, n = g->n;

	if (fronts_have(c, g, e) != 0 ||
	    fronts_complete(c, g, is_gone, e) != 0 ||
	    texts_complete(c, g, next, &n, e) != 0)
		return -1;
	b->n = 0;
	for (i = 0; i < n; i++)
		if (!is_gone[i])
			b->mails[b->n++] = b->mails[i];
	*done = n;
	return 0;
}

int
fetch_group(struct account *c, struct group *g, struct group **next,
    size_t *done, struct err *e)
{
	if (next)
		*next = NULL;
	if (group_run(c, g, next, done, e) == 0)
		return 0;
	asked_settle(c);
	if (next) {
		fetch_give_up(c, *next);
		*next = NULL;
	}
	return -1;
}

void
fetch_give_up(struct account *c, struct group *g)
{
	if (!g)
		return;
	asked_settle(c);
	batch_free(g->batch);
}

int
fetch_batch(struct account *c, const uint32_t *uids, size_t n, struct batch *b,
    size_t *done, struct err *e)
{
	return fetch_group(c, fetch_plan(b, uids, n, n), NULL, done, e);
}
