/*
 * What summaries told, and what has become of it. A figure is kept under its
 * name; one that corrects an earlier week under "2026-W45/name", so that the
 * next summary does not say it again.
 */

#include "desk/corrections.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "edge/store_span.h"

#define WEEK_TEXT 16 /* "2026-W45" and NUL, with room to spare */

/* The figures that are kept; those with a name for the reader are compared. */
static const struct {
	const char *name;  /* in the store */
	const char *shown; /* in the view; "" : not compared */
	size_t at;
} kept[] = {
	{ "received", "received", offsetof(struct figures, received) },
	{ "reopened", "reopened", offsetof(struct figures, reopened) },
	{ "handled", "handled", offsetof(struct figures, handled) },
	{ "open_before", "", offsetof(struct figures, open_before) },
	{ "open_after", "open", offsetof(struct figures, open_after) },
	{ "due", "due", offsetof(struct figures, due) },
	{ "in_time", "in-time", offsetof(struct figures, in_time) },
	{ "on_promised_day", "", offsetof(struct figures, on_promised_day) },
};

static size_t
value_of(const struct figures *f, size_t i)
{
	return *(const size_t *)((const char *)f + kept[i].at);
}

static void
print_week(struct iso_week w, char out[WEEK_TEXT])
{
	(void)snprintf(
	    out, WEEK_TEXT, "%04d-W%02d", w.year % 10000, w.week % 100);
}

/* "weekly:hanna:K:2026-W47" with or without ":absent" -> "2026-W47..." */
static const char *
week_of_key(const char *key)
{
	int i;

	for (i = 0; i < 3 && key; i++) {
		key = strchr(key, ':');
		key = key ? key + 1 : NULL;
	}
	return key ? key : "";
}

/* The last thing told of a week's figure: 1, or 0 when nothing was. */
static int
last_told(const struct told_figure *told, size_t n, const char *week,
    const char *name, double *out)
{
	size_t i, length = strlen(week);

	for (i = n; i-- > 0;) {
		const char *slash = strchr(told[i].name, '/');
		const char *of =
		    slash ? told[i].name : week_of_key(told[i].key);

		if (strncmp(of, week, length) == 0 &&
		    strcmp(slash ? slash + 1 : told[i].name, name) == 0) {
			*out = told[i].value;
			return 1;
		}
	}
	return 0;
}

static void
compare_week(const struct week_figures *w, const struct told_figure *told,
    size_t n, struct correction *found, struct corrections *out)
{
	char week[WEEK_TEXT];
	size_t i;

	print_week(w->week, week);
	for (i = 0; i < LENGTH(kept); i++) {
		size_t now = value_of(&w->figures, i);
		double was;

		if (!*kept[i].shown ||
		    !last_told(told, n, week, kept[i].name, &was))
			continue;
		out->is_compared = true;
		if ((size_t)(was + 0.5) != now)
			found[out->n++] = (struct correction){
				.week = w->week,
				.figure = kept[i].shown,
				.was = (size_t)(was + 0.5),
				.now = now,
			};
	}
}

int
corrections_of(struct lens *l, const char *team,
    const struct week_figures *weeks, size_t n, struct corrections *out,
    struct err *e)
{
	struct told_figure *told = NULL;
	struct correction *found =
	    arena_array(l->arena, n * LENGTH(kept) + 1, sizeof(*found));
	size_t i, n_told = 0;

	*out = (struct corrections){ .at = found };
	if (n == 0)
		return 0;
	if (store_summaries(l->store, l->arena, team,
	        date_week_monday(weeks[0].week), &told, &n_told, e) != 0)
		return -1;
	for (i = 0; i < n; i++)
		compare_week(&weeks[i], told, n_told, found, out);
	return 0;
}

static const char *
stored_name(const char *shown)
{
	size_t i;

	for (i = 0; i < LENGTH(kept); i++) {
		if (strcmp(kept[i].shown, shown) == 0)
			return kept[i].name;
	}
	return shown;
}

int
corrections_keep(
    struct store *s, int64_t notice, const struct weekly_view *v, struct err *e)
{
	size_t i;

	for (i = 0; i < LENGTH(kept); i++) {
		if (store_summary_figure(s, notice, kept[i].name,
		        (double)value_of(&v->this_week, i), e) != 0)
			return -1;
	}
	for (i = 0; i < v->n_corrections; i++) {
		const struct correction *c = &v->corrections[i];
		char week[WEEK_TEXT], name[64];

		print_week(c->week, week);
		(void)snprintf(
		    name, sizeof(name), "%s/%s", week, stored_name(c->figure));
		if (store_summary_figure(s, notice, name, (double)c->now, e) !=
		    0)
			return -1;
	}
	return 0;
}
