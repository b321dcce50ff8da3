/*
 * \Answered of messages that wait for an answer. Everybody's flags may change
 * at any time, so only those of open questions are asked for: by CHANGEDSINCE
 * where the server has it, else one and all, now and then (Exchange Online
 * has no CONDSTORE).
 */

#include "edge/flags.h"

#include <stdlib.h>

#include <libetpan/condstore.h>

#include "base/arena.h"
#include "edge/answer.h"
#include "edge/interest.h"

struct flag_sink {
	const struct uid_list *wanted;
	uint32_t *answered;
	size_t n;
};

static int
compare_uids(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* For libetpan: one FETCH answer. */
static void
on_flags(struct mailimap_msg_att *message, void *context)
{
	struct flag_sink *s = context;
	struct answer in = answer_read(message);

	if (in.is_answered && s->n < s->wanted->n &&
	    bsearch(&in.uid, s->wanted->uids, s->wanted->n, sizeof(in.uid),
	        compare_uids))
		s->answered[s->n++] = in.uid;
}

static void *
must(void *made)
{
	if (!made)
		abort();
	return made;
}

static struct mailimap_set *
set_of(const uint32_t *uids, size_t n)
{
	struct mailimap_set *set = must(mailimap_set_new_empty());
	size_t i;

	for (i = 0; i < n; i++)
		if (mailimap_set_add_single(set, uids[i]) != MAILIMAP_NO_ERROR)
			abort();
	return set;
}

static int
ask(struct account *c, const uint32_t *uids, size_t n, uint64_t since,
    struct flag_sink *s, struct err *e)
{
	struct mailimap_set *set = set_of(uids, n);
	struct mailimap_fetch_type *type =
	    must(mailimap_fetch_type_new_fetch_att_list_empty());
	clist *rest = NULL;
	int r;

	if (mailimap_fetch_type_new_fetch_att_list_add(type,
	        must(mailimap_fetch_att_new_uid())) != MAILIMAP_NO_ERROR ||
	    mailimap_fetch_type_new_fetch_att_list_add(type,
	        must(mailimap_fetch_att_new_flags())) != MAILIMAP_NO_ERROR)
		abort();
	account_begin(c);
	mailimap_set_msg_att_handler(c->session, on_flags, s);
	r = since > 0 ? mailimap_uid_fetch_changedsince(
	                    c->session, set, type, since, &rest)
	              : mailimap_uid_fetch(c->session, set, type, &rest);
	mailimap_set_msg_att_handler(c->session, NULL, NULL);
	mailimap_fetch_type_free(type);
	mailimap_set_free(set);
	if (r == MAILIMAP_NO_ERROR && rest)
		mailimap_fetch_list_free(rest);
	return account_check(c, r, "UID FETCH FLAGS", e);
}

/* Whether to ask, and since which state of the folder; 0: all of them. */
static bool
is_due(const struct account *c, const struct folder *f,
    const struct uid_list *wanted, uint64_t *since)
{
	*since = 0;
	if (wanted->generation != f->flags_generation)
		return true;
	if (f == c->selected && c->has_flags) {
		*since = f->flags_modseq;
		return true;
	}
	if (c->can.has_condstore && f->modseq > 0) {
		*since = f->flags_modseq;
		return f->modseq != f->flags_modseq;
	}
	return line_ticks() - f->flags_asked_at >= FLAGS_EVERY_MS;
}

static int
look(struct account *c, struct folder *f, const struct uid_list *wanted,
    uint64_t since, struct batch *b, struct err *e)
{
	struct flag_sink s = { .wanted = wanted,
		.answered =
		    arena_array(b->arena, wanted->n, sizeof(*s.answered)) };
	size_t i;

	if (account_select(c, f, e) != 0)
		return -1;
	c->has_flags = false;
	for (i = 0; i < wanted->n; i += FLAGS_UIDS) {
		size_t n = wanted->n - i;

		if (ask(c, wanted->uids + i, n < FLAGS_UIDS ? n : FLAGS_UIDS,
		        since, &s, e) != 0)
			return err_in(e, "folder %s", f->name);
	}
	/* As it was before these were asked: what changed meanwhile is asked
	 * for again. */
	f->flags_modseq = f->modseq;
	f->flags_generation = wanted->generation;
	f->flags_asked_at = line_ticks();
	b->uidvalidity = f->read_uidvalidity;
	b->uid_next = f->read_uid_next;
	b->last_uid = f->last_uid;
	b->modseq = f->modseq;
	b->is_last = true;
	b->answered = s.answered;
	b->n_answered = s.n;
	return 1;
}

int
flags_look(
    struct account *c, struct folder *f, struct batch **out, struct err *e)
{
	struct batch *b = batch_new(f->name, f->role);
	struct uid_list wanted = interest_in(
	    c->source.interest, b->arena, f->name, f->read_uidvalidity);
	uint64_t since;
	int r = 0;

	f->wants_modseq = wanted.n > 0;
	if (wanted.n > 0 && f->read_uidvalidity != 0 &&
	    is_due(c, f, &wanted, &since))
		r = look(c, f, &wanted, since, b, e);
	if (r == 1)
		*out = b;
	else
		batch_free(b);
	return r;
}
