/*
 * Judges letters of the store, or mail from a path, by other rules and tells
 * what would be different. Knows what counts as a change; the judging is
 * triage/classify.
 */

#include <sys/stat.h>

#include <string.h>

#include "base/arena.h"
#include "desk/deliver.h"
#include "desk/office.h"
#include "desk/replay_letter.h"
#include "edge/reader.h"
#include "edge/watch.h"

/* Letters that are in memory at once. */
#define PAGE 200

/* How long the next batch of a path is waited for. */
#define PATH_WAIT_MS 60000

/* The topic of what no rule recognises (triage/classify). */
static const char unknown_topic[] = "overig";

int
replay_judge(struct store *s, const struct office *o, struct arena *a,
    const struct letter *l, struct verdict *out, struct err *e)
{
	if (!l->has_text || l->kind == KIND_BOUNCE || l->kind == KIND_RECEIPT ||
	    l->kind == KIND_INVITATION)
		return 0;
	return deliver_judge(s, o, a, l, out, e) == 0 ? 1 : -1;
}

static struct replay_side
side_of(const struct office *o, struct instant received, const struct given *g)
{
	struct replay_side side = { g->team, g->topic, g->term, false, { 0 } };
	const struct starter starter = { received, g->team, g->term,
		g->has_named_day ? &g->named_day : NULL };
	bool is_named;

	if (g->is_question == QUESTION_NO)
		return side;
	side.has_deadline = true;
	side.deadline = deadline_first(&o->norms, &starter, &is_named);
	return side;
}

static struct given
given_by(const struct verdict *v)
{
	return (struct given){ v->is_question, v->team, v->topic, v->term,
		v->assignee, v->priority, v->has_named_day, v->named_day };
}

static unsigned
changes_between(const struct replay_side *before,
    const struct replay_side *after, bool was, bool is)
{
	unsigned changes = 0;

	if (was != is)
		return is ? REPLAY_OPENS : REPLAY_DROPS;
	if (strcmp(before->team, after->team) != 0)
		changes |= REPLAY_TEAM;
	if (strcmp(before->topic, after->topic) != 0)
		changes |= REPLAY_TOPIC;
	if (strcmp(before->term, after->term) != 0)
		changes |= REPLAY_TERM;
	if (before->deadline.day != after->deadline.day)
		changes |= REPLAY_DEADLINE;
	return changes;
}

static void
count(struct replay_counts *c, const struct replay_item *item)
{
	bool was_known = strcmp(item->before.topic, unknown_topic) != 0;
	bool is_known = strcmp(item->after.topic, unknown_topic) != 0;
	bool has_topic = item->changes & REPLAY_TOPIC;

	c->changed++;
	c->team += (item->changes & REPLAY_TEAM) != 0;
	c->topic += has_topic;
	c->term += (item->changes & REPLAY_TERM) != 0;
	c->deadline += (item->changes & REPLAY_DEADLINE) != 0;
	c->opens += (item->changes & REPLAY_OPENS) != 0;
	c->drops += (item->changes & REPLAY_DROPS) != 0;
	c->unknown += has_topic && was_known && !is_known;
	c->known += has_topic && !was_known && is_known;
}

static void
tell(struct replay *r, const struct replay_item *item)
{
	if (!item->changes)
		return;
	count(&r->counts, item);
	if (r->tell)
		r->tell(r->context, item);
}

/* False: whoever watches wants it to stop. */
static bool
step(struct replay *r)
{
	r->counts.messages++;
	return !r->progress || r->counts.messages % REPLAY_STEP != 0 ||
	    r->progress(r->context, r->counts.messages);
}

/* What people did to the question stays, whatever the rules say. */
static int
keep_acts(struct store *s, struct arena *a, int64_t question,
    struct replay_item *item, struct err *e)
{
	struct event *events = NULL;
	size_t n = 0, i;

	if (store_events(s, a, question, &events, &n, e) != 0)
		return -1;
	n = events_standing(events, n, a);
	for (i = 0; i < n; i++) {
		if (events[i].by != ACTOR_HAND)
			continue;
		if (events[i].kind == EVENT_TEAM)
			item->changes &= ~(unsigned)REPLAY_TEAM;
		else if (events[i].kind == EVENT_TOPIC)
			item->changes &= ~(unsigned)REPLAY_TOPIC;
		else if (events[i].kind == EVENT_TERM)
			item->changes &=
			    ~(unsigned)(REPLAY_TERM | REPLAY_DEADLINE);
	}
	return 0;
}

/* Whether other rules could make another question of it. What is part of a
 * question that it did not open changes through its conversation; a mail that
 * asks and opened none did so for a reason beyond the rules; what a person
 * called a question is one. */
static bool
is_compared(const struct letter *l)
{
	bool asks = l->given.is_question != QUESTION_NO;

	return l->question ? asks : !asks && !l->is_in_question;
}

static int
compare_letter(struct replay *r, struct store *s, struct arena *a,
    const struct letter *l, struct err *e)
{
	struct verdict v;
	struct given now;
	struct replay_item item = { .question = l->question,
		.subject = l->facts.subject,
		.received = l->received };
	int judged;

	r->counts.questions += l->question != 0;
	if (!is_compared(l))
		return 0;
	judged = replay_judge(s, r->new, a, l, &v, e);
	if (judged <= 0)
		return judged;
	now = given_by(&v);
	item.before = side_of(r->old, l->received, &l->given);
	item.after = side_of(r->new, l->received, &now);
	item.changes = changes_between(&item.before, &item.after,
	    l->question != 0, v.is_question != QUESTION_NO);
	if (item.changes && l->question &&
	    keep_acts(s, a, l->question, &item, e) != 0)
		return -1;
	tell(r, &item);
	return 0;
}

int
replay_store(struct replay *r, struct store *s, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(arena_done) struct arena *one = arena_new();
	struct letter *page = NULL;
	struct store_counts held;
	int64_t after = 0;
	size_t i, n = 0;

	if (store_counts(s, &held, e) != 0)
		return -1;
	r->total = (size_t)held.messages;
	do {
		arena_clear(a);
		if (store_letters(s, a, after, PAGE, &page, &n, e) != 0)
			return -1;
		for (i = 0; i < n; i++) {
			after = page[i].message;
			arena_clear(one);
			if (!step(r))
				return err_set(
				    e, ERR_AGAIN, "the replay was stopped");
			if (!page[i].has_text)
				r->counts.no_text++;
			else if (compare_letter(r, s, one, &page[i], e) != 0)
				return -1;
		}
	} while (n == PAGE);
	return 0;
}

/* One mail from a path by both sets of rules. */
static void
compare_mail(struct replay *r, struct arena *a, const struct fetched *mail)
{
	struct reading reading;
	struct verdict before, after;
	struct given was, is;
	struct replay_item item = { 0 };

	(void)step(r);
	reader_read(a, mail, &reading);
	classify(a, &reading.facts, reading.received, &r->old->house, &before);
	classify(a, &reading.facts, reading.received, &r->new->house, &after);
	was = given_by(&before);
	is = given_by(&after);
	r->counts.questions += was.is_question != QUESTION_NO;
	if (was.is_question == QUESTION_NO && is.is_question == QUESTION_NO)
		return;
	item.subject = reading.facts.subject;
	item.received = reading.received;
	item.before = side_of(r->old, reading.received, &was);
	item.after = side_of(r->new, reading.received, &is);
	item.changes = changes_between(&item.before, &item.after,
	    was.is_question != QUESTION_NO, is.is_question != QUESTION_NO);
	tell(r, &item);
}

static void
compare_batch(struct replay *r, const struct batch *b)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	size_t i;

	for (i = 0; i < b->n; i++) {
		arena_clear(a);
		if (b->mails[i].n > 0)
			compare_mail(r, a, &b->mails[i]);
	}
}

/* 1: more may come; 0: that was all; -1. */
static int
take(struct replay *r, struct inbox *in, struct err *e)
{
	struct news news;

	if (inbox_take(in, PATH_WAIT_MS, &news) <= 0)
		return 1;
	switch (news.kind) {
	case NEWS_BATCH:
		compare_batch(r, news.batch);
		batch_free(news.batch);
		return 1;
	case NEWS_TROUBLE:
		*e = news.error;
		return -1;
	case NEWS_CAUGHT_UP:
		return 0;
	case NEWS_LISTING:
		listing_free(news.listing);
		return 1;
	case NEWS_WELL:
	case NEWS_PASSED:
	case NEWS_LISTED:
	case NEWS_UNREAD:
		break;
	}
	return 1;
}

int
replay_path(struct replay *r, const char *path, struct err *e)
{
	struct mailbox_settings box = { .id = "replay",
		.team = "",
		.sent_folder = "",
		.junk_folder = "",
		.trash_folder = "" };
	struct inbox *in;
	struct watch *watch;
	struct stat st;
	int more;

	if (stat(path, &st) != 0)
		return err_set(e, ERR_FIX, "%s cannot be read", path);
	box.path = path;
	box.source = S_ISDIR(st.st_mode) ? MAILBOX_MAILDIR : MAILBOX_MBOX;
	in = inbox_new(INBOX_ROOM);
	watch = watch_start(&box, 0, NULL, in, NULL, 0, NULL, 0, true, e);
	more = watch ? 1 : -1;
	while (more > 0)
		more = take(r, in, e);
	watch_stop(watch);
	inbox_free(in);
	return more;
}
