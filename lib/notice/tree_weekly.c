/*
 * The tree of the weekly summary. It knows when a number is too small to be
 * said (users.md 26); the sentences stand in the template.
 */

#include <stdlib.h>

#include <libxml/tree.h>

#include "base/arena.h"
#include "notice/tree.h"

/* users.md 26: no percentage under n = 20 except over 8 weeks and longer, no
 * p90 under 10, compared with the 8 weeks before. */
#define SHARE_MIN       20
#define SHARE_WEEKS     8
#define NINE_OF_TEN_MIN 10

/* Weeks with something due below which there is no "usual". */
#define USUAL_MIN 4

/* Pixels of the longest bar: beside its numbers it fits a phone of 360. */
#define BAR_PX 150

static void
set_average(struct tree *t, xmlNode *n, size_t total, size_t weeks)
{
	if (weeks > 0)
		tree_set(t, n, "before",
		    words_number(
		        t->a, t->language, (double)total / (double)weeks));
}

static xmlNode *
add_row(struct tree *t, xmlNode *rows, const char *name, size_t now)
{
	xmlNode *n = tree_add(rows, "row");

	tree_set(t, n, "name", name);
	tree_set_count(n, "now", (long long)now);
	return n;
}

static void
set_share(struct tree *t, xmlNode *n, const char *name, const struct figures *f,
    size_t weeks)
{
	if (f->due > 0 && (f->due >= SHARE_MIN || weeks >= SHARE_WEEKS))
		tree_set(t, n, name, words_share(t->a, f->in_time, f->due));
}

static void
add_durations(struct tree *t, xmlNode *rows, const struct weekly_view *v)
{
	const struct figures *f = &v->this_week, *b = &v->before_total;
	const struct durations *now = &f->first_response;
	const struct durations *before = &b->first_response;
	xmlNode *half = tree_add(rows, "row"), *nine;

	tree_set(t, half, "name", "half");
	if (now->n > 0)
		tree_set(t, half, "now",
		    words_workdays(t->a, t->language,
		        figures_workdays(now->work.median, f->day_minutes)));
	if (v->n_before > 0 && before->n > 0)
		tree_set(t, half, "before",
		    words_workdays(t->a, t->language,
		        figures_workdays(before->work.median, b->day_minutes)));
	nine = tree_add(rows, "row");
	tree_set(t, nine, "name", "nine");
	if (now->n >= NINE_OF_TEN_MIN)
		tree_set(t, nine, "now",
		    words_workdays(t->a, t->language,
		        figures_workdays(now->work.p90, f->day_minutes)));
	if (v->n_before > 0 && before->n >= NINE_OF_TEN_MIN)
		tree_set(t, nine, "before",
		    words_workdays(t->a, t->language,
		        figures_workdays(before->work.p90, b->day_minutes)));
	tree_set_count(nine, "answers", (long long)now->n);
}

static void
add_rows(struct tree *t, xmlNode *root, const struct weekly_view *v)
{
	const struct figures *f = &v->this_week, *b = &v->before_total;
	xmlNode *rows = tree_add(root, "rows"), *n;

	set_average(t, add_row(t, rows, "received", f->received), b->received,
	    v->n_before);
	set_average(t, add_row(t, rows, "reopened", f->reopened), b->reopened,
	    v->n_before);
	set_average(t, add_row(t, rows, "handled", f->handled), b->handled,
	    v->n_before);
	set_average(
	    t, add_row(t, rows, "paused", f->paused), b->paused, v->n_before);
	set_average(t, add_row(t, rows, "resumed", f->resumed), b->resumed,
	    v->n_before);
	n = add_row(t, rows, "open", f->open_after);
	tree_set_count(n, "was", (long long)f->open_before);
	n = add_row(t, rows, "in-time", f->in_time);
	tree_set_count(n, "due", (long long)f->due);
	set_share(t, n, "share", f, 1);
	set_average(t, n, b->in_time, v->n_before);
	if (v->n_before > 0)
		tree_set(t, n, "before-due",
		    words_number(t->a, t->language,
		        (double)b->due / (double)v->n_before));
	set_share(t, n, "before-share", b, v->n_before);
	set_average(t, add_row(t, rows, "promised", f->on_promised_day),
	    b->on_promised_day, v->n_before);
	add_durations(t, rows, v);
}

static int
compare_shares(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/*
 * This week's share in time against the middle 80 % of the weeks before, by
 * nearest rank as all our quantiles: "same", "higher", "lower", or NULL when
 * too few weeks had anything due. With 8 weeks or fewer the middle 80 % runs
 * from the lowest to the highest.
 */
static const char *
trend_of(struct arena *a, const struct weekly_view *v)
{
	double *shares = arena_array(a, v->n_before + 1, sizeof(*shares)), now;
	size_t i, n = 0;

	for (i = 0; i < v->n_before; i++) {
		const struct figures *f = &v->before[i].figures;

		if (f->due > 0)
			shares[n++] = (double)f->in_time / (double)f->due;
	}
	if (n < USUAL_MIN || v->this_week.due == 0)
		return NULL;
	qsort(shares, n, sizeof(*shares), compare_shares);
	now = (double)v->this_week.in_time / (double)v->this_week.due;
	if (now < shares[(n + 9) / 10 - 1])
		return "lower";
	return now > shares[(9 * n + 9) / 10 - 1] ? "higher" : "same";
}

static size_t
late_of(const struct figures *f)
{
	return f->due > f->in_time ? f->due - f->in_time : 0;
}

static void
add_week(xmlNode *weeks, const struct week_figures *w, size_t longest)
{
	xmlNode *n = tree_add(weeks, "week");
	size_t in = w->figures.in_time, late = late_of(&w->figures);

	tree_set_count(n, "no", w->week.week);
	tree_set_count(n, "in-time", (long long)in);
	tree_set_count(n, "late", (long long)late);
	if (longest == 0)
		return;
	tree_set_count(n, "in-time-px",
	    (long long)((in * BAR_PX + longest - 1) / longest));
	tree_set_count(
	    n, "late-px", (long long)((late * BAR_PX + longest - 1) / longest));
}

static void
add_weeks(struct tree *t, xmlNode *root, const struct weekly_view *v)
{
	const struct week_figures now = { v->week, v->this_week };
	xmlNode *weeks = tree_add(root, "weeks");
	size_t i, longest = now.figures.in_time + late_of(&now.figures);

	for (i = 0; i < v->n_before; i++) {
		const struct figures *f = &v->before[i].figures;

		if (f->in_time + late_of(f) > longest)
			longest = f->in_time + late_of(f);
	}
	for (i = 0; i < v->n_before; i++)
		add_week(weeks, &v->before[i], longest);
	add_week(weeks, &now, longest);
	tree_set_count(weeks, "n", (long long)v->n_before + 1);
	tree_set(t, weeks, "picture", v->picture ? v->picture : "");
}

static void
add_topics(struct tree *t, xmlNode *root, const struct weekly_view *v)
{
	xmlNode *list = tree_add(root, "topics");
	size_t i;

	for (i = 0; i < v->n_topics && i < t->limit; i++) {
		xmlNode *n = tree_add(list, "topic");

		tree_set(t, n, "name", v->topics[i].topic);
		tree_set_count(n, "n", (long long)v->topics[i].n);
	}
}

static void
add_count(struct tree *t, xmlNode *root, const struct weekly_view *v)
{
	xmlNode *n = tree_add(root, "counted");
	size_t i;

	tree_set_count(n, "handled", (long long)v->this_week.handled);
	tree_set_count(n, "by-hand", (long long)v->this_week.handled_by_hand);
	tree_set_count(n, "told", (long long)v->this_week.told);
	tree_set_count(n, "told-handled", (long long)v->this_week.told_handled);
	tree_set_count(
	    n, "no-answer-needed", (long long)v->this_week.no_answer_needed);
	tree_set_count(n, "internal", (long long)v->from_colleagues);
	tree_set_count(n, "no-questions", (long long)v->no_questions);
	tree_set(t, n, "norm", words_term(t->a, t->language, v->norm));
	tree_set_flag(n, "compared", v->is_compared);
	tree_set_flag(n, "files", v->has_files);
	for (i = 0; i < v->n_corrections && i < t->limit; i++) {
		const struct correction *c = &v->corrections[i];
		xmlNode *one = tree_add(n, "correction");

		tree_set_count(one, "week", c->week.week);
		tree_set(t, one, "figure", c->figure);
		tree_set_count(one, "was", (long long)c->was);
		tree_set_count(one, "now", (long long)c->now);
	}
}

static void
add_reach(xmlNode *root, const struct weekly_view *v)
{
	xmlNode *n = tree_add(root, "reach");

	tree_set_count(n, "year", (long long)v->municipalities_this_year);
	tree_set_count(n, "known", (long long)v->municipalities_known);
	tree_set_count(n, "week", (long long)v->this_week.municipalities);
	tree_set_count(n, "new", (long long)v->municipalities_new);
	tree_set_count(
	    n, "others", (long long)v->this_week.other_organisations);
}

xmlDoc *
tree_weekly(
    struct arena *a, enum language l, size_t limit, const struct weekly_view *v)
{
	const struct figures *f = &v->this_week, *b = &v->before_total;
	struct tree t = { .a = a,
		.language = l,
		.limit = limit,
		.day = date_add(date_week_monday(v->week), 7),
		.hides_content = true };
	xmlNode *root = tree_root(&t, "weekly"), *n;

	tree_reader(&t, root, v->recipient, NULL, v->shadow_for);
	tree_set(&t, root, "team", v->team ? v->team->short_name : "");
	tree_set(&t, root, "team-full", v->team ? v->team->name : "");
	tree_set_count(root, "week", v->week.week);
	tree_set(&t, root, "week-text", words_week(a, l, v->week));
	n = tree_add(root, "sums");
	tree_set_count(n, "received", (long long)f->received);
	tree_set_count(n, "reopened", (long long)f->reopened);
	tree_set_count(n, "handled", (long long)f->handled);
	tree_set_count(n, "open", (long long)f->open_after);
	tree_set_count(n, "due", (long long)f->due);
	tree_set_count(n, "in-time", (long long)f->in_time);
	tree_set_count(n, "late-now", (long long)f->late_now);
	tree_set_count(n, "late-unassigned", (long long)f->late_unassigned);
	tree_set_count(n, "next-week", (long long)f->due_next_week);
	tree_set_count(n, "weeks-before", (long long)v->n_before);
	tree_set_count(n, "before-due", (long long)b->due);
	tree_set_count(n, "before-in-time", (long long)b->in_time);
	set_share(&t, n, "share", f, 1);
	set_share(&t, n, "before-share", b, v->n_before);
	tree_set(&t, n, "trend", trend_of(a, v));
	add_rows(&t, root, v);
	add_weeks(&t, root, v);
	tree_cards(&t, root, "late", &v->late);
	tree_cards(&t, root, "coming", &v->coming);
	add_topics(&t, root, v);
	add_reach(root, v);
	tree_intake(&t, root, &v->intake);
	add_count(&t, root, v);
	return t.doc;
}
