/*
 * The reckoning of a term in words, each step with its article. Reckons
 * nothing itself.
 */

#include "notice/term_words.h"

#include "base/arena.h"

struct telling {
	struct arena *arena;
	enum language language;
	const struct reckoning *in;
	const struct named_term *named;
	bool is_extended;
};

static const char *
pick(const struct telling *t, const char *nl, const char *en)
{
	return t->language == LANGUAGE_NL ? nl : en;
}

static const char *
start_says(const struct telling *t)
{
	const char *what = t->named && *t->named->start
	    ? t->named->start
	    : pick(t, "ontvangst", "receipt");
	bool is_hours = t->in->term.unit == TERM_HOURS ||
	    t->in->term.unit == TERM_OFFICE_HOURS;

	return arena_printf(t->arena, "%s: %s", what,
	    is_hours
	        ? pick(t, "vanaf dit moment", "from this moment on")
	        : pick(t, "deze dag telt niet mee", "this day does not count"));
}

static const char *
length_says(const struct telling *t)
{
	const char *length = words_term(t->arena, t->language, t->in->term);

	if (!t->is_extended)
		return length;
	return arena_printf(t->arena, "%s, %s", length,
	    pick(t, "met de verlenging, geteld vanaf het begin",
	        "with the extension, counted from the start"));
}

static const char *
length_article(const struct telling *t)
{
	const struct named_term *n = t->named;

	if (!n)
		return "";
	if (!t->is_extended || !*n->extension_article)
		return n->article;
	return arena_printf(
	    t->arena, "%s, %s", n->article, n->extension_article);
}

static const char *
free_says(const struct telling *t, const struct reckon_step *s)
{
	const char *name =
	    *s->name ? s->name : words_weekday(t->arena, t->language, s->day);

	return arena_printf(t->arena, "%s: %s", name,
	    s->kind == RECKON_SKIPPED
	        ? pick(t, "telt niet als werkdag", "is no working day")
	        : pick(t, "verlengd tot de volgende dag",
	              "extended to the next day"));
}

/* Why a day is free in the eyes of the law. */
static const char *
free_article(const struct telling *t, const struct reckon_step *s)
{
	const char *holiday = *s->name ? "art. 3 lid 1" : "";
	bool is_end = s->kind == RECKON_FREE;

	if (!t->in->term.is_statutory)
		return "";
	if (t->in->is_european)
		return "Verord. 1182/71 art. 3 lid 4";
	if (s->is_equated)
		holiday = "art. 3 lid 3";
	else if (s->is_good_friday)
		holiday = "art. 3 lid 2";
	return arena_printf(t->arena, "Atw %s%s%s",
	    is_end ? "art. 1 lid 1" : "", is_end && *holiday ? ", " : "",
	    holiday);
}

static const char *
gap_says(const struct telling *t, const struct reckon_step *s)
{
	struct term length = { s->n, t->in->term.unit, false };

	if (length.unit == TERM_WEEKS || length.unit == TERM_MONTHS)
		length.unit = TERM_DAYS;
	return arena_printf(t->arena, "%s %s: %s",
	    words_term(t->arena, t->language, length),
	    pick(t, "stilgestaan", "stood still"),
	    pick(t, "wat over was, loopt door", "what was left runs on"));
}

static const char *
gap_article(const struct telling *t)
{
	if (!t->in->term.is_statutory)
		return "";
	return t->named && *t->named->suspension ? t->named->suspension
	                                         : "Awb art. 4:15";
}

static const char *
says_of(const struct telling *t, const struct reckon_step *s)
{
	switch (s->kind) {
	case RECKON_START:
		return start_says(t);
	case RECKON_SKIPPED:
	case RECKON_FREE:
		return free_says(t, s);
	case RECKON_LENGTH:
		return length_says(t);
	case RECKON_GAP:
		return gap_says(t, s);
	case RECKON_SHORT:
		return pick(t, "ten minste twee gewone dagen in de termijn",
		    "at least two ordinary days in the term");
	case RECKON_NO_ATW:
		return pick(t,
		    "een termijn van deze lengte wordt niet verlengd",
		    "a term of this length is not extended");
	case RECKON_UNKNOWN:
		return pick(t,
		    "let op: de gelijkgestelde dagen van dit jaar zijn nog "
		    "niet bekend",
		    "note: the equated days of this year are not known yet");
	case RECKON_LAST:
		break;
	}
	return pick(t, "de laatste dag", "the last day");
}

static const char *
article_of(const struct telling *t, const struct reckon_step *s)
{
	bool is_european = t->in->is_european;

	switch (s->kind) {
	case RECKON_START:
		if (!t->in->term.is_statutory)
			return "";
		return is_european ? "Verord. 1182/71 art. 3 lid 1" : "";
	case RECKON_SKIPPED:
	case RECKON_FREE:
		return free_article(t, s);
	case RECKON_LENGTH:
		return length_article(t);
	case RECKON_GAP:
		return gap_article(t);
	case RECKON_SHORT:
		return is_european ? "Verord. 1182/71 art. 3 lid 5"
		                   : "Atw art. 2";
	case RECKON_NO_ATW:
		return is_european ? "Verord. 1182/71 art. 3 lid 4"
		                   : "Atw art. 4 onder a";
	case RECKON_UNKNOWN:
		return "Atw art. 3 lid 3";
	case RECKON_LAST:
		break;
	}
	return "";
}

struct told_step *
term_tell(struct arena *a, enum language l, const struct reckoning *in,
    const struct reckoned *reckoned, const struct named_term *named,
    bool is_extended)
{
	const struct telling t = { .arena = a,
		.language = l,
		.in = in,
		.named = named,
		.is_extended = is_extended };
	struct told_step *out =
	    arena_array(a, reckoned->n_steps + 1, sizeof(*out));
	size_t i;

	for (i = 0; i < reckoned->n_steps; i++) {
		const struct reckon_step *s = &reckoned->steps[i];

		out[i] = (struct told_step){ s->day, says_of(&t, s),
			article_of(&t, s) };
	}
	return out;
}
