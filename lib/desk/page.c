/*
 * What the page shows, from the store.
 */

#include "desk/page.h"

#include <stdlib.h>

#include "base/arena.h"
#include "desk/measure.h"
#include "desk/office.h"
#include "desk/report.h"
#include "desk/views.h"
#include "edge/log.h"
#include "edge/store.h"
#include "edge/studio.h"

/* The most urgent first, then the oldest deadline, then by number; what has no
 * deadline comes last. */
static int
compare(const void *left, const void *right)
{
	const struct page_question *a = left, *b = right;
	const struct question *p = a->card.question, *q = b->card.question;

	if (a->urgency != b->urgency)
		return a->urgency < b->urgency ? -1 : 1;
	if (p->has_deadline != q->has_deadline)
		return p->has_deadline ? -1 : 1;
	if (p->deadline.day != q->deadline.day)
		return p->deadline.day < q->deadline.day ? -1 : 1;
	return (p->id > q->id) - (p->id < q->id);
}

static int
read_question(struct store *s, const struct office *o, struct arena *a,
    const struct question *q, struct instant now, struct page_question *out,
    struct err *e)
{
	struct event *events = NULL;
	size_t n = 0;

	if (view_card(s, o, a, q, now, &out->card, e) != 0 ||
	    store_events(s, a, q->id, &events, &n, e) != 0)
		return -1;
	events_sort(events, n);
	out->n_events = events_standing(events, n, a);
	out->events = events;
	out->urgency = urgency_of(q, date_of(now));
	return 0;
}

static int
read_questions(struct store *s, const struct office *o, struct arena *a,
    struct page_view *v, struct err *e)
{
	struct question *all = NULL;
	struct page_question *at;
	size_t i, n = 0;

	if (store_questions(s, a, SELECT_ACTIVE, &all, &n, e) != 0)
		return -1;
	at = arena_array(a, n + 1, sizeof(*at));
	for (i = 0; i < n; i++)
		if (read_question(s, o, a, &all[i], v->made, &at[i], e) != 0)
			return -1;
	if (n > 1)
		qsort(at, n, sizeof(*at), compare);
	v->at = at;
	v->n = n;
	return 0;
}

static int
read_mailboxes(struct store *s, const struct office *o, struct arena *a,
    struct page_view *v, struct err *e)
{
	const struct settings *settings = &o->settings;
	struct mailbox_view *at =
	    arena_array(a, settings->n_mailboxes + 1, sizeof(*at));
	size_t i;

	for (i = 0; i < settings->n_mailboxes; i++) {
		struct stored_mailbox m = { .trouble = "" };

		if (store_mailbox_find(s, a, settings->mailboxes[i].id, &m, e) <
		    0)
			return -1;
		at[i] = (struct mailbox_view){
			.name = settings->mailboxes[i].id,
			.is_well = !*m.trouble && m.has_read_until,
			.read_until =
			    m.has_read_until ? m.read_until : m.activated_at,
			.trouble = m.trouble,
		};
	}
	v->mailboxes = at;
	v->n_mailboxes = settings->n_mailboxes;
	return 0;
}

int
page_read(struct store *s, const struct office *o, struct arena *a,
    struct instant now, struct page_view *out, struct err *e)
{
	*out = (struct page_view){
		.made = now,
		.has_names = o->settings.page.has_names,
		.has_people = o->settings.per_person,
		.roster = &o->settings.roster,
	};
	if (read_questions(s, o, a, out, e) != 0)
		return -1;
	return read_mailboxes(s, o, a, out, e);
}

int
page_add_figures(struct store *s, const struct office *o, struct studio *studio,
    struct arena *a, struct page_view *v, struct err *e)
{
	const struct report_ask ask = { .kind = PERIOD_WEEK,
		.period =
		    period_of(PERIOD_WEEK, date_add(date_of(v->made), -7)) };
	struct report_view *figures = arena_alloc(a, sizeof(*figures));
	int is_made = measure_is_made(s, e);
	struct err why = { 0 };

	if (is_made <= 0)
		return is_made;
	if (report_make(s, o, a, &ask, v->made, figures, e) != 0)
		return -1;
	if (report_draw(studio, a, o, figures, &why) != 0) {
		if (studio_is_stopped(studio))
			return err_set(e, why.kind, "%s", why.text);
		log_line(LEVEL_WARNING, "event=chart-failed reason=\"%s\"",
		    why.text);
	}
	v->figures = figures;
	return 0;
}

/* The columns in the order of cells_of. */
static const struct column columns[][2] = {
	{ { "Nummer", 8 }, { "Number", 8 } },
	{ { "Urgentie", 12 }, { "Urgency", 12 } },
	{ { "Uiterlijk", 12 }, { "Due", 12 } },
	{ { "Werkdagen te laat", 12 }, { "Working days late", 12 } },
	{ { "Team", 8 }, { "Team", 8 } },
	{ { "Organisatie", 28 }, { "Organisation", 28 } },
	{ { "Onderwerp", 24 }, { "Topic", 24 } },
	{ { "Ontvangen", 18 }, { "Received", 18 } },
	{ { "Belegd", 10 }, { "Assigned", 10 } },
	{ { "Ligt bij", 18 }, { "Is with", 18 } },
	{ { "Vraagsteller", 24 }, { "Asker", 24 } },
	{ { "Onderwerpregel", 40 }, { "Subject", 40 } },
};

enum {
	COLUMN_PERSON = 9,
	COLUMN_NAMES = 10,
};

static const char *
urgency_words(bool is_dutch, enum urgency u)
{
	static const char *const words[URGENCIES] = {
		[URGENCY_LATE] = "te laat",
		[URGENCY_TODAY] = "vandaag",
		[URGENCY_WEEK] = "deze week",
		[URGENCY_LATER] = "later",
		[URGENCY_DOUBTFUL] = "graag even kijken",
		[URGENCY_WAITING] = "wacht op vraagsteller",
	};

	return is_dutch ? words[u] : urgency_name(u);
}

static void
cells_of(struct cell *cells, const struct page_question *p, bool is_dutch)
{
	const struct card *c = &p->card;
	const struct question *q = c->question;
	bool is_assigned = *c->assignee;

	cells[0] = cell_count((size_t)q->id);
	cells[1] = cell_text(urgency_words(is_dutch, p->urgency));
	if (q->has_deadline)
		cells[2] = cell_date(q->deadline);
	cells[3] = cell_count((size_t)c->days_late);
	cells[4] = cell_text(q->team);
	cells[5] = cell_text(c->organisation);
	cells[6] = cell_text(c->topic);
	cells[7] = cell_moment(q->received);
	cells[8] = cell_text(is_dutch ? is_assigned ? "ja" : "nee"
	        : is_assigned         ? "yes"
	                              : "no");
	cells[COLUMN_PERSON] = cell_text(c->assignee);
	cells[COLUMN_NAMES] = cell_text(c->asker);
	cells[COLUMN_NAMES + 1] = cell_text(c->subject);
}

static bool
is_shown(const struct page_view *v, size_t column)
{
	if (column == COLUMN_PERSON)
		return v->has_people;
	return column < COLUMN_NAMES || v->has_names;
}

struct sheet
page_sheet(struct arena *a, const struct office *o, const struct page_view *v)
{
	bool is_dutch = o->settings.language == LANGUAGE_NL;
	struct column *shown = arena_array(a, LENGTH(columns), sizeof(*shown));
	struct sheet s = {
		.name = "", .columns = shown, .chart = { .title = "" }
	};
	size_t i, k;

	for (k = 0; k < LENGTH(columns); k++)
		if (is_shown(v, k))
			shown[s.n_columns++] = columns[k][!is_dutch];
	for (i = 0; i < v->n; i++) {
		struct cell *row = sheet_row(a, &s);
		struct cell cells[LENGTH(columns)] = { { 0 } };

		cells_of(cells, &v->at[i], is_dutch);
		for (k = 0; k < LENGTH(columns); k++)
			if (is_shown(v, k))
				*row++ = cells[k];
	}
	return s;
}
