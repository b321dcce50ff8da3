/*
 * Messages out of the selected folder. Asks for the front of each and for
 * more where the text is not in sight; a message that the server does not
 * give with the others is asked for alone, and then it is named: here with a
 * reason, or gone. Flags stay as they are (BODY.PEEK).
 */

#include "edge/fetch.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "edge/front.h"
#include "edge/reply.h"

/* Where the answers to one FETCH go. */
struct sink {
	struct arena *arena;
	struct fetched *mails; /* ascending by UID */
	size_t n;
	uint32_t offset; /* the first byte that was asked for */
	uint32_t size;   /* and how many */
};

/* What one answer says. */
struct answer {
	uint32_t uid;
	bool is_answered;
	const struct mailimap_date_time *date;
	const struct mailimap_msg_att_body_section *body;
};

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

static bool
is_marked_answered(const struct mailimap_msg_att_dynamic *dynamic)
{
	clistiter *i;

	if (!dynamic || !dynamic->att_list)
		return false;
	for (i = clist_begin(dynamic->att_list); i; i = clist_next(i)) {
		const struct mailimap_flag_fetch *flag = clist_content(i);

		if (flag->fl_type == MAILIMAP_FLAG_FETCH_OTHER &&
		    flag->fl_flag &&
		    flag->fl_flag->fl_type == MAILIMAP_FLAG_ANSWERED)
			return true;
	}
	return false;
}

static void
answer_static(const struct mailimap_msg_att_static *item, struct answer *out)
{
	if (!item)
		return;
	if (item->att_type == MAILIMAP_MSG_ATT_UID)
		out->uid = item->att_data.att_uid;
	else if (item->att_type == MAILIMAP_MSG_ATT_INTERNALDATE)
		out->date = item->att_data.att_internal_date;
	else if (item->att_type == MAILIMAP_MSG_ATT_BODY_SECTION)
		out->body = item->att_data.att_body_section;
}

static struct answer
answer_read(const struct mailimap_msg_att *message)
{
	struct answer out = { 0 };
	clistiter *i;

	for (i = clist_begin(message->att_list); i; i = clist_next(i)) {
		const struct mailimap_msg_att_item *item = clist_content(i);

		if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC)
			answer_static(item->att_data.att_static, &out);
		else if (item->att_type == MAILIMAP_MSG_ATT_ITEM_DYNAMIC &&
		    is_marked_answered(item->att_data.att_dyn))
			out.is_answered = true;
	}
	return out;
}

uint32_t
fetch_flags(const struct mailimap_msg_att *message, bool *is_answered)
{
	struct answer a = answer_read(message);

	*is_answered = a.is_answered;
	return a.uid;
}

/* INTERNALDATE is the clock (F8); one that is no date leaves the receipt to
 * the message itself. */
static void
take_date(const struct mailimap_date_time *d, struct fetched *out)
{
	struct civil day;
	int zone;

	out->basis = RECEIPT_DATE;
	out->received.sec = 0;
	if (!d)
		return;
	day = (struct civil){ d->dt_year, d->dt_month, d->dt_day };
	if (!date_is_valid(day) || d->dt_hour < 0 || d->dt_hour > 23 ||
	    d->dt_min < 0 || d->dt_min > 59 || d->dt_sec < 0 ||
	    d->dt_sec > 60 || abs(d->dt_zone) > 1400)
		return;
	/* The zone is +hhmm as a decimal number. */
	zone = d->dt_zone / 100 * 60 + d->dt_zone % 100;
	out->basis = RECEIPT_INTERNALDATE;
	out->received.sec = (int64_t)date_from_civil(day).day * 86400 +
	    d->dt_hour * 3600 + (d->dt_min - zone) * 60 + d->dt_sec;
}

static struct fetched *
sink_find(struct sink *s, uint32_t uid)
{
	size_t lo = 0, hi = s->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->mails[mid].uid == uid)
			return &s->mails[mid];
		if (s->mails[mid].uid < uid)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/* Adds what came to what was there; a second answer to the same question and
 * one to another are left. */
static void
sink_add(struct sink *s, struct fetched *mail, const struct answer *in)
{
	size_t n = in->body->sec_length;
	char *bytes;

	if (mail->n != s->offset || in->body->sec_origin_octet != s->offset)
		return;
	/* A17: the literal's length rules, and it is cut when it is as long
	 * as was asked. */
	mail->is_cut = n >= s->size;
	if (n > s->size)
		n = s->size;
	bytes = arena_alloc(s->arena, mail->n + n + 1);
	if (mail->n > 0)
		memcpy(bytes, mail->bytes, mail->n);
	memcpy(bytes + mail->n, in->body->sec_body_part, n);
	mail->bytes = bytes;
	mail->n += n;
}

/* For libetpan: one FETCH answer. */
static void
on_message(struct mailimap_msg_att *message, void *context)
{
	struct sink *s = context;
	struct answer in = answer_read(message);
	struct fetched *mail = in.uid ? sink_find(s, in.uid) : NULL;

	/* Another client's flag change, or a body that is NIL. */
	if (!mail || !in.body || !in.body->sec_body_part)
		return;
	if (s->offset == 0 && mail->n == 0) {
		mail->is_answered = in.is_answered;
		take_date(in.date, mail);
	}
	sink_add(s, mail, &in);
}

static struct mailimap_fetch_type *
wanted(const struct sink *s)
{
	struct mailimap_fetch_att *atts[] = {
		must(mailimap_fetch_att_new_uid()),
		must(mailimap_fetch_att_new_body_peek_section_partial(
		    must(mailimap_section_new(NULL)), s->offset, s->size)),
		s->offset ? NULL : must(mailimap_fetch_att_new_flags()),
		s->offset ? NULL : must(mailimap_fetch_att_new_internaldate()),
	};
	struct mailimap_fetch_type *type =
	    must(mailimap_fetch_type_new_fetch_att_list_empty());
	size_t i;

	for (i = 0; i < LENGTH(atts); i++)
		if (atts[i] &&
		    mailimap_fetch_type_new_fetch_att_list_add(type, atts[i]) !=
		        MAILIMAP_NO_ERROR)
			abort();
	return type;
}

/* 1: the server did it; 0: it said NO to some of it; -1: broken, or it wants
 * us to stay away. The set is freed. */
static int
fetch_run(
    struct account *c, struct mailimap_set *set, struct sink *s, struct err *e)
{
	struct mailimap_fetch_type *type = wanted(s);
	clist *rest = NULL;
	int r;

	account_begin(c);
	mailimap_set_msg_att_handler(c->session, on_message, s);
	r = mailimap_uid_fetch(c->session, set, type, &rest);
	mailimap_set_msg_att_handler(c->session, NULL, NULL);
	mailimap_fetch_type_free(type);
	mailimap_set_free(set);
	if (r == MAILIMAP_NO_ERROR) {
		if (rest)
			mailimap_fetch_list_free(rest);
		return 1;
	}
	if (account_check(c, r, "UID FETCH", e) == 0)
		return 1;
	if (c->wire.is_broken || c->source.retry_after > 0 ||
	    (c->session->imap_response &&
	        reply_is_passing(c->session->imap_response)))
		return -1;
	return 0;
}

static struct mailimap_set *
set_single(uint32_t uid)
{
	return must(mailimap_set_new_single(uid));
}

/* A message that did not come with the others: alone, and if the server will
 * not even then, is it still there? 1: it stays in the batch; 0: gone. */
static int
fetch_alone(
    struct account *c, struct fetched *mail, struct arena *a, struct err *e)
{
	struct sink s = { a, mail, 1, 0, FETCH_FIRST };
	char clean[REPLY_TEXT] = "";
	const uint32_t *uids;
	size_t n;
	int r = fetch_run(c, set_single(mail->uid), &s, e);

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

/* More of those of n mails whose text is not in sight yet, in one command:
 * from `had` bytes on, up to `next`. */
static int
fetch_stage(struct account *c, struct fetched *mails, size_t n, size_t had,
    size_t next, struct arena *a, struct err *e)
{
	struct sink s = { a, mails, n, (uint32_t)had, (uint32_t)(next - had) };
	struct mailimap_set *set = must(mailimap_set_new_empty());
	size_t i, wanting = 0;

	for (i = 0; i < n; i++) {
		if (!wants_more(c, &mails[i], had))
			continue;
		if (mailimap_set_add_single(set, mails[i].uid) !=
		    MAILIMAP_NO_ERROR)
			abort();
		wanting++;
	}
	if (wanting == 0) {
		mailimap_set_free(set);
		return 0;
	}
	/* A refusal leaves it at what there is. */
	return fetch_run(c, set, &s, e) < 0 ? -1 : 0;
}

/* How many of the mails, at least one, the limit leaves room for when those
 * that need more get it. */
static size_t
room_for(const struct account *c, const struct fetched *mails, size_t n,
    size_t had, size_t next, size_t limit)
{
	size_t i, bytes = 0;

	for (i = 0; i < n; i++) {
		bytes += wants_more(c, &mails[i], had) ? next : mails[i].n;
		if (i > 0 && bytes > limit)
			break;
	}
	return i;
}

/* Completes the mails, dropping those that are gone, as far as the batch has
 * room; b->n and *done tell how far. */
static int
fetch_complete(
    struct account *c, struct batch *b, size_t n, size_t *done, struct err *e)
{
	static const struct {
		size_t had, next, limit;
	} stages[] = {
		{ FETCH_FIRST, FETCH_SECOND, BATCH_BYTES },
		{ FETCH_SECOND, FETCH_LAST, BATCH_BYTES + BATCH_BYTES / 2 },
	};
	bool *is_gone = arena_array(b->arena, n, sizeof(*is_gone));
	size_t i;

	for (i = 0; i < n; i++) {
		int r = b->mails[i].bytes
		    ? 1
		    : fetch_alone(c, &b->mails[i], b->arena, e);

		if (r < 0)
			return -1;
		is_gone[i] = r == 0;
	}
	for (i = 0; i < LENGTH(stages); i++) {
		n = room_for(c, b->mails, n, stages[i].had, stages[i].next,
		    stages[i].limit);
		if (fetch_stage(c, b->mails, n, stages[i].had, stages[i].next,
		        b->arena, e) != 0)
			return -1;
	}
	b->n = 0;
	for (i = 0; i < n; i++)
		if (!is_gone[i])
			b->mails[b->n++] = b->mails[i];
	*done = n;
	return 0;
}

int
fetch_group(struct account *c, const uint32_t *uids, size_t n, struct batch *b,
    size_t *done, struct err *e)
{
	struct sink s = { b->arena, NULL, n, 0, FETCH_FIRST };
	size_t i;

	b->mails = arena_array(b->arena, n, sizeof(*b->mails));
	s.mails = b->mails;
	for (i = 0; i < n; i++) {
		b->mails[i].uid = uids[i];
		b->mails[i].name = "";
		b->mails[i].aside = "";
		b->mails[i].basis = RECEIPT_DATE;
	}
	if (n == 1 && c->suspect.uid == uids[0] &&
	    c->suspect.failures >= SUSPECT_ASIDE) {
		b->mails[0].bytes = "";
		b->mails[0].aside = "the connection breaks when it is fetched";
	} else if (fetch_run(c,
	               must(mailimap_set_new_interval(uids[0], uids[n - 1])),
	               &s, e) < 0) {
		return -1;
	}
	return fetch_complete(c, b, n, done, e);
}
