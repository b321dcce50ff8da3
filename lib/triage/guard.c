/*
 * Reads an expression just far enough to tell which letters every match must
 * hold. Knows PCRE2's syntax, not its matching: whatever is unfamiliar ends
 * the reading without a result, which costs time later and nothing else.
 */

#include "triage/guard.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"

/* Groups in groups that are followed. */
#define GROUPS_MAX 16

struct reading {
	struct arena *a;
	const char *at;
	int depth;
	bool is_lost; /* something that is not understood */
	size_t n_all; /* of an expression that is no choice: all its guards */
	struct guard all[GUARDS_MAX];
};

/* One branch while it is read. */
struct branch {
	struct guard best;
	size_t n_all;
	struct guard all[GUARDS_MAX];
	size_t n; /* of the letters that stand together at the end */
	char run[GUARD_LENGTH_MAX + 1];
};

static struct guard read_choices(struct reading *r);

static size_t
shortest(const struct guard *g)
{
	size_t i, least = 0;

	for (i = 0; i < g->n; i++) {
		size_t n = strlen(g->words[i]);

		if (i == 0 || n < least)
			least = n;
	}
	return least;
}

/* Longer pieces are rarer; fewer of them are the better choice then. */
static void
offer(struct branch *b, const struct guard *g)
{
	size_t had = shortest(&b->best), has = shortest(g);

	if (b->n_all < GUARDS_MAX)
		b->all[b->n_all++] = *g;
	if (has > had || (has == had && g->n < b->best.n))
		b->best = *g;
}

static void
end_run(struct reading *r, struct branch *b)
{
	if (b->n >= GUARD_LENGTH_MIN) {
		const char **words = arena_array(r->a, 1, sizeof(*words));

		words[0] = arena_copy_n(r->a, b->run, b->n);
		offer(b, &(struct guard){ 1, words });
	}
	b->n = 0;
}

/* What follows an item: 0 nothing, 1 "at least once", -1 "perhaps". Lazy and
 * possessive marks go with it. */
static int
read_times(struct reading *r)
{
	int times = *r->at == '+' ? 1 : -1;

	if (*r->at == '{') {
		r->at += strcspn(r->at, "}");
		if (!*r->at) {
			r->is_lost = true;
			return -1;
		}
	} else if (!*r->at || !strchr("?*+", *r->at))
		return 0;
	r->at++;
	if (*r->at == '?' || *r->at == '+')
		r->at++;
	return times;
}

static void
take_letter(struct reading *r, struct branch *b, char c)
{
	int times;

	if (b->n == GUARD_LENGTH_MAX)
		end_run(r, b);
	times = read_times(r);
	if (times >= 0)
		b->run[b->n++] = c;
	if (times != 0)
		end_run(r, b);
}

/* Something that stands for various letters. */
static void
take_other(struct reading *r, struct branch *b)
{
	(void)read_times(r);
	end_run(r, b);
}

static void
take_escape(struct reading *r, struct branch *b)
{
	char c = *r->at;

	if (c == 'b' || c == 'B') {
		r->at++;
	} else if (c && strchr("dDwWsS", c)) {
		r->at++;
		take_other(r, b);
	} else if (c == '*') {
		/* A word of the automaton cannot hold it. */
		r->at++;
		take_other(r, b);
	} else if (c > ' ' && c < 0x7F &&
	    !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	        (c >= '0' && c <= '9'))) {
		r->at++;
		take_letter(r, b, c);
	} else {
		r->is_lost = true;
	}
}

/* Behind "[": to its end. */
static void
take_class(struct reading *r, struct branch *b)
{
	if (*r->at == '^')
		r->at++;
	if (*r->at == ']')
		r->at++;
	while (*r->at && *r->at != ']') {
		if (*r->at == '[' ||
		    (*r->at == '\\' && (!r->at[1] || r->at[1] == 'Q')))
			break;
		r->at += *r->at == '\\' ? 2 : 1;
	}
	if (*r->at != ']') {
		r->is_lost = true;
		return;
	}
	r->at++;
	take_other(r, b);
}

/* Behind "(": what the group holds counts, unless it only looks around. */
static void
take_group(struct reading *r, struct branch *b)
{
	static const char *const looks[] = { "?=", "?!", "?<=", "?<!" };
	bool is_look = false;
	struct guard inner;
	size_t i;

	for (i = 0; i < LENGTH(looks) && !is_look; i++) {
		is_look = strncmp(r->at, looks[i], strlen(looks[i])) == 0;
		r->at += is_look ? strlen(looks[i]) : 0;
	}
	if (!is_look && strncmp(r->at, "?:", 2) == 0)
		r->at += 2;
	else if (!is_look && (*r->at == '?' || *r->at == '*'))
		r->is_lost = true;
	end_run(r, b);
	if (r->is_lost || ++r->depth > GROUPS_MAX) {
		r->is_lost = true;
		return;
	}
	inner = read_choices(r);
	r->depth--;
	if (*r->at != ')') {
		r->is_lost = true;
		return;
	}
	r->at++;
	if (read_times(r) >= 0 && !is_look && inner.n > 0)
		offer(b, &inner);
}

static void
take_item(struct reading *r, struct branch *b)
{
	char c = *r->at++;

	if (c == '\\')
		take_escape(r, b);
	else if (c == '[')
		take_class(r, b);
	else if (c == '(')
		take_group(r, b);
	else if (c == '.')
		take_other(r, b);
	else if (c == '^' || c == '$')
		return; /* a place, no letter */
	else if (c < ' ' || c == 0x7F || strchr("?*+{", c))
		r->is_lost = true; /* letters beyond ASCII among them */
	else
		take_letter(r, b, c);
}

static struct branch
read_branch(struct reading *r)
{
	struct branch b = { .best = { 0, NULL } };

	while (!r->is_lost && *r->at && *r->at != '|' && *r->at != ')')
		take_item(r, &b);
	end_run(r, &b);
	return b;
}

/* Any of the branches may match: each must have its guard. */
static struct guard
read_choices(struct reading *r)
{
	const char **words = arena_array(r->a, GUARD_WORDS_MAX, sizeof(*words));
	struct guard all = { 0, words };
	bool has_all = true, is_first = true;

	for (;;) {
		struct branch branch = read_branch(r);
		struct guard one = branch.best;

		if (is_first && r->depth == 0) {
			r->n_all = branch.n_all;
			memcpy(r->all, branch.all, sizeof(r->all));
		} else if (r->depth == 0) {
			r->n_all = 0;
		}
		is_first = false;
		has_all =
		    has_all && one.n > 0 && all.n + one.n <= GUARD_WORDS_MAX;
		if (has_all) {
			memcpy(
			    &words[all.n], one.words, one.n * sizeof(*words));
			all.n += one.n;
		}
		if (r->is_lost || *r->at != '|')
			break;
		r->at++;
	}
	if (!has_all)
		all.n = 0;
	return all;
}

static bool
is_same(const struct guard *a, const struct guard *b)
{
	size_t i;

	for (i = 0; i < a->n && i < b->n; i++) {
		if (strcmp(a->words[i], b->words[i]) != 0)
			return false;
	}
	return a->n == b->n;
}

size_t
guards_of(struct arena *a, const char *expression, struct guard out[GUARDS_MAX])
{
	struct reading r = { .a = a, .at = expression };
	struct guard best = read_choices(&r);
	size_t i, n = 0;

	if (r.is_lost || *r.at || best.n == 0)
		return 0;
	out[n++] = best;
	for (i = 0; i < r.n_all && n < GUARDS_MAX; i++) {
		/* The best one is among them, but in a choice. */
		if (!is_same(&r.all[i], &best))
			out[n++] = r.all[i];
	}
	return n;
}

struct guard
guard_of(struct arena *a, const char *expression)
{
	struct guard all[GUARDS_MAX];

	return guards_of(a, expression, all) > 0 ? all[0]
	                                         : (struct guard){ 0, NULL };
}
