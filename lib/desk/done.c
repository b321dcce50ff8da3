/*
 * What was carried out since the last digest: acts on questions, who is away
 * or back, and rules that came into use.
 */

#include "desk/done.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/act.h"
#include "desk/office.h"
#include "edge/store_act.h"
#include "edge/store_proposal.h"

/* As the templates call it (notice/view.h). */
static const char *
done_word(const struct event *act)
{
	switch (act->kind) {
	case EVENT_ANSWERED:
		return strcmp(act->value, "phone") == 0 ? "phone" : "answered";
	case EVENT_CLOSED:
	case EVENT_DEADLINE:
		return act->value;
	case EVENT_DOUBTED:
		return "a-question";
	case EVENT_NOTED:
		return "note";
	case EVENT_OPENED:
	case EVENT_TEAM:
	case EVENT_TOPIC:
	case EVENT_TERM:
	case EVENT_FOLLOWED:
	case EVENT_THANKED:
	case EVENT_INTERIM:
	case EVENT_ASSIGNED:
	case EVENT_CONSULTED:
	case EVENT_REOPENED:
	case EVENT_WAITING:
	case EVENT_RESUMED:
	case EVENT_PRIORITY:
	case EVENT_PROBABLY:
	case EVENT_JOINED:
	case EVENT_SPLIT:
	case EVENT_RELINKED:
	case EVENT_UNDONE:
		break;
	}
	return event_kind_name(act->kind);
}

/* Whoever works from a shell has no name there, nor who moved a message. */
static const char *
nameless(const struct lens *l, const struct event *act)
{
	bool is_dutch = l->office->settings.language == LANGUAGE_NL;

	if (act->who && strcmp(act->who, ACT_FOLDER) == 0)
		return is_dutch ? "verplaatst in het postvak"
		                : "moved in the mailbox";
	return is_dutch ? "beheerder" : "the administrator";
}

/* What can be taken back by its number: not an undoing, nor what was taken
 * back since. */
static int64_t
undoable(const struct event *acts, size_t n, size_t at)
{
	size_t i;

	if (acts[at].kind == EVENT_UNDONE)
		return 0;
	for (i = 0; i < n; i++) {
		if (acts[i].kind == EVENT_UNDONE &&
		    acts[i].other == acts[at].seq)
			return 0;
	}
	return acts[at].seq;
}

/* "klaar gisteren": it counts at another day than that of the command. */
static bool
is_for_earlier(const struct event *act)
{
	return date_of(act->at).day != date_of(act->recorded_at).day;
}

static struct done_line
done_line_of(
    const struct lens *l, const struct digest_view *v, const struct event *act)
{
	const struct roster *roster = &l->office->settings.roster;
	const struct colleague *by =
	    act->who ? roster_by_id(roster, act->who) : NULL;
	const struct colleague *to = act->kind == EVENT_ASSIGNED
	    ? roster_by_id(roster, act->value)
	    : NULL;

	return (struct done_line){
		.question = act->question,
		.what = done_word(act),
		.detail = to ? to->name : act->value,
		.at = act->recorded_at,
		.by = act->by == ACTOR_TICK                  ? ""
		    : !by                                    ? nameless(l, act)
		    : text_is_same(by->id, v->recipient->id) ? NULL
		                                             : by->name,
		.has_day = act->has_day || is_for_earlier(act),
		.day = act->has_day ? act->day : date_of(act->at),
	};
}

/* The lines so far; each list of facts adds its own. */
struct lines {
	size_t n, room;
	struct done_line *at;
};

static struct done_line *
add(struct lens *l, struct lines *lines)
{
	if (lines->n == lines->room) {
		size_t room = lines->room ? 2 * lines->room : 16;

		lines->at = arena_grow(
		    l->arena, lines->at, lines->n, room, sizeof(*lines->at));
		lines->room = room;
	}
	return &lines->at[lines->n++];
}

static int
add_acts(struct lens *l, const struct digest_view *v, struct instant since,
    struct lines *lines, struct err *e)
{
	struct event *acts = NULL;
	size_t i, n = 0;

	if (store_acts(l->store, l->arena, since, l->now, &acts, &n, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		struct done_line *line = add(l, lines);

		*line = done_line_of(l, v, &acts[i]);
		line->event = undoable(acts, n, i);
	}
	return 0;
}

/* Whose act it was that is no event of a question; NULL: the reader's. */
static const char *
by_of(const struct lens *l, const struct digest_view *v, const char *who)
{
	const struct event nobody = { .who = who };
	const struct colleague *by =
	    *who ? roster_by_id(&l->office->settings.roster, who) : NULL;

	if (!by)
		return nameless(l, &nobody);
	return text_is_same(by->id, v->recipient->id) ? NULL : by->name;
}

static int
add_presences(struct lens *l, const struct digest_view *v, struct instant since,
    struct lines *lines, struct err *e)
{
	struct said_presence *said = NULL;
	size_t i, n = 0;

	if (store_presences_said(
	        l->store, l->arena, since, l->now, &said, &n, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		const struct presence *p = &said[i].presence;
		const struct colleague *c =
		    roster_by_id(&l->office->settings.roster, p->person);
		bool begins_later = p->from.day != date_of(said[i].at).day;

		*add(l, lines) = (struct done_line){
			.what = p->is_back ? "back" : "absent",
			.detail = c ? c->name : p->person,
			.at = said[i].at,
			.by = by_of(l, v, said[i].who),
			.has_from = begins_later,
			.from = p->from,
			.has_day = p->has_until,
			.day = p->until,
		};
	}
	return 0;
}

static int
add_rules(struct lens *l, const struct digest_view *v, struct instant since,
    struct lines *lines, struct err *e)
{
	struct proposal *used = NULL;
	size_t i, n = 0;

	if (store_proposals_used(
	        l->store, l->arena, since, l->now, &used, &n, e) != 0)
		return -1;
	for (i = 0; i < n; i++)
		*add(l, lines) = (struct done_line){
			.what = "rules",
			.detail = used[i].name,
			.at = used[i].changed_at,
			.by = by_of(l, v, used[i].used_by),
		};
	return 0;
}

static int
compare(const void *left, const void *right)
{
	const struct done_line *a = left, *b = right;

	if (a->at.sec != b->at.sec)
		return a->at.sec < b->at.sec ? -1 : 1;
	return (a->event > b->event) - (a->event < b->event);
}

int
done_fill(
    struct lens *l, struct digest_view *v, struct instant since, struct err *e)
{
	struct lines lines = { 0 };

	if (add_acts(l, v, since, &lines, e) != 0 ||
	    add_presences(l, v, since, &lines, e) != 0 ||
	    add_rules(l, v, since, &lines, e) != 0)
		return -1;
	if (lines.n > 1)
		qsort(lines.at, lines.n, sizeof(*lines.at), compare);
	v->done = lines.at;
	v->n_done = lines.n;
	return 0;
}
