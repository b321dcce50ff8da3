/*
 * The tree of a report over any period. It knows when a number is too small
 * to be said (users.md 26); the sentences stand in the template.
 */

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/err.h"
#include "notice/report_view.h"
#include "notice/tree.h"
#include "report/metrics.h"

const char *
report_by_name(enum report_by by)
{
	static const char *const names[] = {
		[BY_NOTHING] = "",
		[BY_TEAM] = "team",
		[BY_TOPIC] = "topic",
		[BY_KIND] = "kind",
		[BY_PROVINCE] = "province",
		[BY_MUNICIPALITY] = "gemeente",
		[BY_PERSON] = "person",
	};

	return names[by];
}

static const char *
label_of(const struct tree *t, const struct metric *m)
{
	return t->language == LANGUAGE_NL ? m->nl : m->en;
}

/* As it is read: "14", "92 %", "2,5"; "" where it is not said. */
static const char *
value_of(struct tree *t, const struct metric *m, const struct figures *f,
    size_t share_of)
{
	double value;

	if (!metric_value(m, f, &value))
		return "";
	if (m->kind == METRIC_SHARE)
		return arena_printf(t->a, "%d %%", (int)(value * 100 + 0.5));
	return words_number(t->a, t->language,
	    m->kind == METRIC_COUNT ? value / (double)share_of : value);
}

/* Counts of several weeks before are told per week, like the week itself; what
 * is no sum over weeks is not told of them. */
static void
add_measures(struct tree *t, xmlNode *root, const struct report_view *v)
{
	xmlNode *all = tree_add(root, "measures");
	size_t i;

	for (i = 0; i < n_metrics; i++) {
		xmlNode *n = tree_add(all, "measure");

		tree_set(t, n, "key", metrics[i].key);
		tree_set(t, n, "label", label_of(t, &metrics[i]));
		tree_set_flag(n, "main", metrics[i].is_main);
		tree_set(t, n, "now", value_of(t, &metrics[i], &v->now, 1));
		if (v->has_before &&
		    (v->n_before == 1 || !metrics[i].is_no_sum))
			tree_set(t, n, "before",
			    value_of(t, &metrics[i], &v->before, v->n_before));
	}
}

static void
add_sums(
    struct tree *t, xmlNode *root, const char *name, const struct figures *f)
{
	xmlNode *n = tree_add(root, name);
	const struct durations *d = &f->first_response;
	size_t i;

	for (i = 0; i < n_metrics; i++) {
		if (metrics[i].kind == METRIC_COUNT)
			tree_set(t, n, metrics[i].key,
			    value_of(t, &metrics[i], f, 1));
		if (metrics[i].kind == METRIC_SHARE)
			tree_set(t, n, metrics[i].key,
			    value_of(t, &metrics[i], f, 1));
	}
	tree_set_count(
	    n, "in_norm", (long long)(f->in_time - f->on_promised_day));
	tree_set_count(n, "late", (long long)(f->due - f->in_time));
	if (d->n > 0)
		tree_set(t, n, "half",
		    words_workdays(t->a, t->language,
		        figures_workdays(d->work.median, f->day_minutes)));
	if (d->n >= 10)
		tree_set(t, n, "nine",
		    words_workdays(t->a, t->language,
		        figures_workdays(d->work.p90, f->day_minutes)));
}

static void
add_parts(struct tree *t, xmlNode *root, const char *name, size_t n,
    const struct part *parts)
{
	xmlNode *list = tree_add(root, name);
	size_t i;

	for (i = 0; i < n; i++) {
		xmlNode *p = tree_add(list, "part");

		tree_set(t, p, "label", parts[i].label);
		add_sums(t, p, "sums", &parts[i].figures);
	}
}

static void
add_tallies(
    struct tree *t, xmlNode *root, const char *name, const struct tallies *all)
{
	xmlNode *list = tree_add(root, name);
	size_t i;

	for (i = 0; i < all->n; i++) {
		xmlNode *n = tree_add(list, "item");

		tree_set(t, n, "label", all->at[i].label);
		tree_set_count(n, "n", (long long)all->at[i].n);
	}
}

static void
add_reach(xmlNode *root, const struct report_view *v)
{
	const struct period p = v->now.period;
	xmlNode *n = tree_add(root, "reach");

	tree_set_count(n, "known", (long long)v->municipalities_known);
	tree_set_count(n, "year", (long long)v->municipalities_this_year);
	tree_set_count(n, "period", (long long)v->now.municipalities);
	/* In a period that begins with the year each of them is. */
	if (p.from.day > period_reach(v->kind, p).from.day)
		tree_set_count(n, "new", (long long)v->municipalities_new);
	tree_set_count(n, "others", (long long)v->now.other_organisations);
	tree_set_count(n, "small", (long long)v->small_municipalities);
	tree_set_count(n, "repeated", (long long)v->repeated_topics);
}

static void
add_method(struct tree *t, xmlNode *root, const struct report_view *v)
{
	xmlNode *n = tree_add(root, "method");
	size_t i;

	tree_set(t, n, "norm", words_term(t->a, t->language, v->norm));
	tree_set_flag(n, "compared", v->is_compared);
	tree_set_count(n, "internal", (long long)v->left_out.internal);
	tree_set_count(n, "none", (long long)v->left_out.none);
	tree_set_count(n, "merged", (long long)v->left_out.merged);
	tree_set_count(n, "history", (long long)v->left_out.history);
	for (i = 0; i < v->n_measured; i++) {
		const struct measured_by *m = &v->measured[i];
		xmlNode *one =
		    tree_add(n, m->calendar ? "calendar" : "norm-used");

		if (m->calendar)
			tree_set(t, one, "version", m->calendar);
		else
			tree_set_count(one, "days", m->norm_days);
		tree_set_count(one, "n", (long long)m->n);
	}
	for (i = 0; i < v->n_corrections; i++) {
		const struct correction *c = &v->corrections[i];
		xmlNode *one = tree_add(n, "correction");

		tree_set_count(one, "week", c->week.week);
		tree_set(t, one, "figure", c->figure);
		tree_set_count(one, "was", (long long)c->was);
		tree_set_count(one, "now", (long long)c->now);
	}
}

/* Pictures are long, and ours: not cut like a stranger's text. */
static void
add_picture(xmlNode *root, const char *name, const char *uri)
{
	if (uri)
		xmlNewProp(tree_add(root, name), (const xmlChar *)"src",
		    (const xmlChar *)uri);
}

xmlDoc *
tree_report(
    struct arena *a, enum language l, size_t limit, const struct report_view *v)
{
	static const char *const kinds[] = {
		[PERIOD_WEEK] = "week",
		[PERIOD_MONTH] = "month",
		[PERIOD_QUARTER] = "quarter",
		[PERIOD_YEAR] = "year",
		[PERIOD_DAYS] = "days",
	};
	struct tree t = { .a = a,
		.language = l,
		.limit = limit,
		.day = date_of(v->made),
		.hides_content = true };
	xmlNode *root = tree_root(&t, "report");

	tree_set(&t, root, "team", v->team ? v->team->name : "");
	tree_set(&t, root, "title", v->title);
	tree_set(&t, root, "kind", kinds[v->kind]);
	tree_set(&t, root, "part-kind", kinds[v->part_kind]);
	tree_set(&t, root, "made", words_moment_full(a, l, v->made));
	tree_set(&t, root, "from", words_day_full(a, l, v->now.period.from));
	tree_set(&t, root, "to",
	    words_day_full(a, l, date_add(v->now.period.until, -1)));
	tree_set_flag(root, "running",
	    v->made.sec < date_instant(v->now.period.until, 0).sec);
	if (v->since.day != 0)
		tree_set(&t, root, "since", words_day_full(a, l, v->since));
	if (v->has_before) {
		tree_set(&t, root, "before-title", v->before_title);
		tree_set_count(root, "n-before", (long long)v->n_before);
		add_sums(&t, root, "before", &v->before);
	}
	add_sums(&t, root, "sums", &v->now);
	add_measures(&t, root, v);
	add_parts(&t, root, "parts", v->n_parts, v->parts);
	add_parts(&t, root, "teams", v->n_teams, v->teams);
	add_parts(&t, root, "groups", v->n_groups, v->groups);
	tree_set(&t, root, "by", report_by_name(v->by));
	add_tallies(&t, root, "topics", &v->topics);
	add_tallies(&t, root, "kinds", &v->kinds);
	add_tallies(&t, root, "provinces", &v->provinces);
	add_reach(root, v);
	tree_intake(&t, root, &v->left_out.intake);
	add_method(&t, root, v);
	add_picture(root, "in-time-picture", v->in_time_picture);
	add_picture(root, "flow-picture", v->flow_picture);
	add_picture(root, "topics-picture", v->topics_picture);
	return t.doc;
}
