/*
 * A report as JSON.
 */

#include "cli/json.h"
#include "cli/report.h"
#include "edge/store.h"
#include "report/metrics.h"

static json_t *
json_of_figures(const struct figures *f)
{
	json_t *o = json_object();
	size_t i;

	(void)json_object_set_new(o, "from", json_of_day(f->period.from));
	(void)json_object_set_new(
	    o, "to", json_of_day(date_add(f->period.until, -1)));
	for (i = 0; i < n_metrics; i++) {
		double value;
		json_t *v = json_null();

		if (metric_value(&metrics[i], f, &value))
			v = metrics[i].kind == METRIC_COUNT ||
			        metrics[i].kind == METRIC_AGE
			    ? json_integer((json_int_t)value)
			    : json_real(value);
		(void)json_object_set_new(o, metrics[i].key, v);
	}
	return o;
}

static json_t *
json_of_parts(const struct part *parts, size_t n)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < n; i++) {
		json_t *o = json_of_figures(&parts[i].figures);

		(void)json_object_set_new(
		    o, "label", json_string(parts[i].label));
		(void)json_array_append_new(list, o);
	}
	return list;
}

static json_t *
json_of_tallies(const struct tallies *t)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < t->n; i++)
		(void)json_array_append_new(list,
		    json_pack("{ss sI}", "label", t->at[i].label, "n",
		        (json_int_t)t->at[i].n));
	return list;
}

static json_t *
json_of_left_out(const struct left_out *l)
{
	const struct intake *in = &l->intake;

	return json_pack("{sI sI sI sI sI sI sI sI sI sI sI}", "newsletters",
	    (json_int_t)in->newsletters, "auto_replies",
	    (json_int_t)in->auto_replies, "invitations",
	    (json_int_t)in->invitations, "bounces", (json_int_t)in->bounces,
	    "receipts", (json_int_t)in->receipts, "spam", (json_int_t)in->spam,
	    "other_messages", (json_int_t)in->n_human_others, "internal",
	    (json_int_t)l->internal, "no_question", (json_int_t)l->none,
	    "merged", (json_int_t)l->merged, "before_activation",
	    (json_int_t)l->history);
}

static json_t *
json_of_measured(const struct report_view *v)
{
	json_t *calendars = json_object(), *norms = json_object();
	size_t i;

	for (i = 0; i < v->n_measured; i++) {
		const struct measured_by *m = &v->measured[i];
		char days[24];

		(void)snprintf(days, sizeof(days), "%d", m->norm_days);
		(void)json_object_set_new(m->calendar ? calendars : norms,
		    m->calendar ? m->calendar : days,
		    json_integer((json_int_t)m->n));
	}
	return json_pack(
	    "{so so}", "calendars", calendars, "norm_workdays", norms);
}

static json_t *
json_of_corrections(const struct report_view *v)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < v->n_corrections; i++) {
		const struct correction *c = &v->corrections[i];

		(void)json_array_append_new(list,
		    json_pack("{si si ss sI sI}", "year", c->week.year, "week",
		        c->week.week, "figure", c->figure, "was",
		        (json_int_t)c->was, "now", (json_int_t)c->now));
	}
	return list;
}

void
report_json(const struct report_view *v)
{
	json_t *document = json_object();

	(void)json_object_set_new(document, "title", json_string(v->title));
	(void)json_object_set_new(document, "team",
	    v->team ? json_string(v->team->code) : json_null());
	(void)json_object_set_new(document, "made", json_of_instant(v->made));
	(void)json_object_set_new(
	    document, "figures", json_of_figures(&v->now));
	(void)json_object_set_new(document, "before",
	    v->has_before ? json_of_figures(&v->before) : json_null());
	(void)json_object_set_new(
	    document, "parts", json_of_parts(v->parts, v->n_parts));
	(void)json_object_set_new(
	    document, "teams", json_of_parts(v->teams, v->n_teams));
	(void)json_object_set_new(
	    document, "by", json_string(report_by_name(v->by)));
	(void)json_object_set_new(
	    document, "groups", json_of_parts(v->groups, v->n_groups));
	(void)json_object_set_new(
	    document, "topics", json_of_tallies(&v->topics));
	(void)json_object_set_new(
	    document, "kinds", json_of_tallies(&v->kinds));
	(void)json_object_set_new(
	    document, "provinces", json_of_tallies(&v->provinces));
	(void)json_object_set_new(document, "reach",
	    json_pack("{sI sI sI sI}", "municipalities_known",
	        (json_int_t)v->municipalities_known, "municipalities_this_year",
	        (json_int_t)v->municipalities_this_year, "municipalities_new",
	        (json_int_t)v->municipalities_new, "municipalities_unnamed",
	        (json_int_t)v->small_municipalities));
	(void)json_object_set_new(
	    document, "left_out", json_of_left_out(&v->left_out));
	(void)json_object_set_new(document, "measured_by", json_of_measured(v));
	(void)json_object_set_new(
	    document, "corrections", json_of_corrections(v));
	json_print(document);
}
