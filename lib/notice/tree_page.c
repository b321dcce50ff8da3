/*
 * The tree of the page: each question with its story. What the page may not
 * tell does not get into the tree at all.
 */

#include <string.h>

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/err.h"
#include "notice/page_view.h"
#include "notice/tree.h"

enum urgency
urgency_of(const struct question *q, struct date today)
{
	int sunday = today.day + (int)SUNDAY - (int)date_weekday(today);

	if (q->state == STATE_WAITING)
		return URGENCY_WAITING;
	if (*q->probably)
		return URGENCY_DOUBTFUL;
	if (q->has_deadline && q->deadline.day < today.day)
		return URGENCY_LATE;
	if (q->has_deadline && q->deadline.day == today.day)
		return URGENCY_TODAY;
	if (q->is_doubtful || q->further.is_asked)
		return URGENCY_DOUBTFUL;
	return q->has_deadline && q->deadline.day <= sunday ? URGENCY_WEEK
	                                                    : URGENCY_LATER;
}

const char *
urgency_name(enum urgency u)
{
	static const char *const names[URGENCIES] = {
		[URGENCY_LATE] = "late",
		[URGENCY_TODAY] = "today",
		[URGENCY_WEEK] = "week",
		[URGENCY_LATER] = "later",
		[URGENCY_DOUBTFUL] = "doubtful",
		[URGENCY_WAITING] = "waiting",
	};

	return names[u];
}

/* Values that name a message are of no use to a reader. */
static bool
has_plain_value(enum event_kind kind)
{
	return kind != EVENT_JOINED && kind != EVENT_SPLIT &&
	    kind != EVENT_ASSIGNED && kind != EVENT_OPENED;
}

static const char *
name_of(const struct page_view *v, const char *id)
{
	const struct colleague *c =
	    id && *id ? roster_by_id(v->roster, id) : NULL;

	return c && v->has_people ? c->name : "";
}

static void
add_event(struct tree *t, xmlNode *q, const struct page_view *v,
    const struct event *event)
{
	xmlNode *n = tree_add(q, "event");

	tree_set(t, n, "kind", event_kind_name(event->kind));
	tree_set(t, n, "at", words_moment_full(t->a, t->language, event->at));
	if (has_plain_value(event->kind))
		tree_set(t, n, "value", event->value);
	if (event->kind == EVENT_ASSIGNED)
		tree_set(t, n, "to", name_of(v, event->value));
	if (event->has_day)
		tree_set(t, n, "day", words_day(t->a, t->language, event->day));
	if (event->by == ACTOR_HAND) {
		tree_set_flag(n, "by-hand", true);
		tree_set(t, n, "by", name_of(v, event->who));
	}
	if (event->kind == EVENT_RELINKED)
		tree_set_count(n, "other", event->other);
}

static void
set_moment(struct tree *t, xmlNode *n, const char *name, struct instant at)
{
	char iso[INSTANT_TEXT];

	tree_set(t, n, name, instant_print(at, iso));
	tree_set(t, n, arena_printf(t->a, "%s-text", name),
	    words_moment(t->a, t->language, at));
}

static void
add_question(struct tree *t, xmlNode *root, const struct page_view *v,
    const struct page_question *p)
{
	const struct card *c = &p->card;
	const struct question *q = c->question;
	xmlNode *n = tree_add(root, "question");
	size_t i;

	tree_set_count(n, "id", q->id);
	tree_set(t, n, "urgency", urgency_name(p->urgency));
	tree_set_count(n, "rank", (long long)p->urgency);
	tree_set(t, n, "organisation", c->organisation);
	tree_set(t, n, "topic", c->topic);
	tree_set(t, n, "team", q->team);
	tree_set(t, n, "probably", q->probably);
	tree_set_flag(n, "has-assignee", *c->assignee);
	if (v->has_people)
		tree_set(t, n, "assignee", c->assignee);
	if (v->has_names) {
		tree_set(t, n, "asker", c->asker);
		tree_set(t, n, "subject", c->subject);
	}
	set_moment(t, n, "received", q->received);
	if (q->has_deadline)
		tree_set_day(t, n, "due", q->deadline);
	if (c->days_late > 0)
		tree_set(t, n, "late-text",
		    words_workdays(t->a, t->language, c->days_late));
	for (i = 0; i < p->n_events; i++)
		add_event(t, n, v, &p->events[i]);
}

static void
add_counts(xmlNode *root, const struct page_view *v)
{
	size_t i, counts[URGENCIES] = { 0 };

	for (i = 0; i < v->n; i++)
		counts[v->at[i].urgency]++;
	for (i = 0; i < URGENCIES; i++) {
		xmlNode *n = tree_add(root, "count");

		xmlNewProp(n, (const xmlChar *)"urgency",
		    (const xmlChar *)urgency_name((enum urgency)i));
		tree_set_count(n, "n", (long long)counts[i]);
	}
}

static void
add_mailboxes(struct tree *t, xmlNode *root, const struct page_view *v)
{
	size_t i;

	for (i = 0; i < v->n_mailboxes; i++) {
		const struct mailbox_view *m = &v->mailboxes[i];
		xmlNode *n = tree_add(root, "mailbox");

		tree_set(t, n, "name", m->name);
		tree_set_flag(n, "well", m->is_well);
		tree_set_moment(t, n, "read-until", m->read_until);
	}
}

static void
add_weeks(struct tree *t, xmlNode *figures, const struct report_view *v)
{
	size_t i;

	for (i = 0; i < v->n_parts; i++) {
		const struct figures *f = &v->parts[i].figures;
		xmlNode *n = tree_add(figures, "week");

		tree_set(t, n, "label", v->parts[i].label);
		tree_set_count(n, "received", (long long)f->received);
		tree_set_count(n, "handled", (long long)f->handled);
		tree_set_count(n, "in-time", (long long)f->in_time);
		tree_set_count(n, "late", (long long)(f->due - f->in_time));
	}
}

/* As many as the chart has. */
static void
add_topics(struct tree *t, xmlNode *figures, const struct report_view *v)
{
	size_t i;

	for (i = 0; i < v->topics.n && i < REPORT_TOPICS_MOST; i++) {
		xmlNode *n = tree_add(figures, "topic");

		tree_set(t, n, "label", v->topics.at[i].label);
		tree_set_count(n, "count", (long long)v->topics.at[i].n);
	}
}

static void
add_figures(struct tree *t, xmlNode *root, const struct report_view *v)
{
	const struct {
		const char *name, *uri;
	} pictures[] = {
		{ "in-time", v->in_time_picture },
		{ "flow", v->flow_picture },
		{ "topics", v->topics_picture },
	};
	xmlNode *figures = tree_add(root, "figures");
	size_t i;

	tree_set(t, figures, "title", v->title);
	add_weeks(t, figures, v);
	add_topics(t, figures, v);
	for (i = 0; i < LENGTH(pictures); i++) {
		xmlNode *n;

		if (!pictures[i].uri)
			continue;
		n = tree_add(figures, "picture");
		tree_set(t, n, "name", pictures[i].name);
		/* Long, and ours: not cut like a stranger's text. */
		xmlNewProp(n, (const xmlChar *)"src",
		    (const xmlChar *)pictures[i].uri);
	}
}

xmlDoc *
tree_page(struct arena *a, enum language l, const struct page_view *v)
{
	struct tree t = { .a = a,
		.language = l,
		.day = date_of(v->made),
		.hides_content = !v->has_names };
	xmlNode *root = tree_root(&t, "page");
	size_t i;

	tree_set(&t, root, "made", words_moment_full(a, l, v->made));
	tree_set_count(root, "n", (long long)v->n);
	tree_set_flag(root, "has-names", v->has_names);
	tree_set_flag(root, "has-people", v->has_people);
	for (i = 0; i < v->roster->n_teams; i++) {
		xmlNode *n = tree_add(root, "team");
		const struct team *team = &v->roster->teams[i];

		tree_set(&t, n, "code", team->code);
		tree_set(&t, n, "name",
		    team->short_name && *team->short_name ? team->short_name
		                                          : team->name);
	}
	add_counts(root, v);
	add_mailboxes(&t, root, v);
	if (v->figures)
		add_figures(&t, root, v->figures);
	for (i = 0; i < v->n; i++)
		add_question(&t, root, v, &v->at[i]);
	return t.doc;
}
