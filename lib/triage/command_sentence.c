/*
 * One sentence to one command: what it is about, which command, and what the
 * command needs to know. Every word of it must be accounted for, so that
 * "147 is bijna klaar" does not close a question.
 */

#include "triage/command_sentence.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "triage/command_day.h"
#include "triage/command_words.h"
#include "triage/daywords.h"

#define WEEK_DAYS 5 /* working days of "een week uitstel" */

static const char *const pauses[] = { ",", "(", ")", ":", NULL };
static const char *const joins[] = { ",", "en", "and", "plus", "&", NULL };
static const char *const same[] = { "ook", "idem", "too", NULL };
static const char *const up_to[] = { "t/m", "tm", "through", NULL };
static const char *const until[] = { "tot", "until", "till", NULL };
static const char *const from[] = { "van", "vanaf", "per", "from", NULL };
static const char *const myself[] = { "mij", "mijzelf", "mezelf", "me", "ik",
	"myself", NULL };
static const char *const days[] = { "dag", "dagen", "werkdag", "werkdagen",
	"day", "days", NULL };
static const char *const weeks[] = { "week", "weken", "weeks", NULL };
static const char *const askers[] = { "kun", "kunt", "wil", "wilt", "kan",
	"mag", "can", "could", NULL };
static const char *const asked[] = { "je", "jij", "u", "you", NULL };

/* What stood before the word of command. */
struct front {
	const char *name; /* words that are nothing else, or NULL */
	bool has_step;    /* "stap 88" */
	bool is_same;     /* "148 ook" */
	int days;
	bool has_day;
	struct date day;
};

static const struct token *
peek(const struct command_reader *r, size_t ahead)
{
	static const struct token none = { "", 0 };

	return r->at + ahead < r->s->n ? &r->s->token[r->at + ahead] : &none;
}

/* The words from one token up to another, as the folded text has them. */
static const char *
words_between(struct command_reader *r, size_t first, size_t end)
{
	const struct token *a = &r->s->token[first], *z;

	if (end <= first)
		return "";
	z = &r->s->token[end - 1];
	return arena_copy_n(r->arena, a->at, (size_t)(z->at + z->n - a->at));
}

static bool
add_target(struct command *c, int64_t number, bool is_message)
{
	if (c->n_targets == COMMAND_TARGETS_MAX)
		return false;
	c->target[c->n_targets++] =
	    (struct command_target){ number, is_message };
	return true;
}

/* "147/148/149". */
static bool
add_list(struct command *c, const struct token *t)
{
	struct command read = *c;
	struct token part = { t->at, 0 };
	size_t i;

	for (i = 0; i <= t->n; i++) {
		if (i < t->n && t->at[i] != '/') {
			part.n++;
			continue;
		}
		if (token_number(&part) <= 0 ||
		    !add_target(&read, token_number(&part), false))
			return false;
		part = (struct token){ t->at + i + 1, 0 };
	}
	*c = read;
	return true;
}

/* "147 t/m 149". */
static bool
add_range(struct command *c, int64_t last)
{
	int64_t n;

	if (c->n_targets == 0)
		return false;
	for (n = c->target[c->n_targets - 1].number + 1; n <= last; n++) {
		if (!add_target(c, n, false))
			return false;
	}
	return true;
}

/* A number, a message's reference, a list or a range; how many tokens. */
static size_t
read_target(struct command_reader *r, struct command *c)
{
	const struct token *t = peek(r, 0);
	struct token digits = { t->at + 1, t->n > 0 ? t->n - 1 : 0 };
	int next = token_number(peek(r, 1));

	if (token_in(t, up_to) && next > 0)
		return add_range(c, next) ? 2 : 0;
	if (t->n > 1 && *t->at == 'b' && token_number(&digits) > 0)
		return add_target(c, token_number(&digits), true);
	if (token_number(t) > 0)
		return add_target(c, token_number(t), false);
	return memchr(t->at, '/', t->n) && add_list(c, t);
}

/* "3", "drie dagen", "een week": working days; how many tokens. */
static size_t
read_span(struct command_reader *r, bool needs_unit, int *out)
{
	int n = day_words_number(peek(r, 0));
	const struct token *unit = peek(r, 1);
	bool is_week = token_in(unit, weeks);
	bool has_unit = is_week || token_in(unit, days);

	if (n < 1 || (needs_unit && !has_unit))
		return 0;
	n = is_week ? n * WEEK_DAYS : n;
	if (n > COMMAND_DAYS_MAX)
		return 0;
	*out = n;
	return 1 + has_unit;
}

/* "kun je", "wilt u", "ik ben": but not "heb je", nor somebody named Ben. */
static bool
is_request(const struct command_reader *r)
{
	const struct token *before;

	if (r->at == 0)
		return false;
	before = &r->s->token[r->at - 1];
	return (token_in(peek(r, 0), asked) && token_in(before, askers)) ||
	    (token_is(peek(r, 0), "ben") && token_is(before, "ik"));
}

/* One step of what stands before the word of command. False: a word that is
 * neither a number nor a day nor said for politeness. */
static bool
pass(struct command_reader *r, struct command *c, struct front *f)
{
	const struct token *t = peek(r, 0);
	bool may_list = c->n_targets == 0 && memchr(t->at, '/', t->n);
	size_t n = may_list ? read_target(r, c) : 0;

	if (n == 0 && (n = read_span(r, true, &f->days)) == 0) {
		n = command_day_past(r->s, r->at, r->today, &f->day);
		f->has_day |= n > 0;
	}
	if (n == 0)
		n = read_target(r, c);
	if (n == 0 &&
	    (command_is_filler(t) || token_in(t, joins) || token_in(t, same) ||
	        is_request(r))) {
		f->has_step |= token_is(t, "stap");
		f->is_same |= token_in(t, same);
		n = 1;
	}
	r->at += n;
	return n > 0;
}

/* Up to the word of command; NULL when there is none. */
static const struct command_phrase *
read_front(struct command_reader *r, struct command *c, struct front *f)
{
	size_t start = 0, end = 0;

	*f = (struct front){ 0 };
	while (r->at < r->s->n) {
		size_t n;
		const struct command_phrase *p =
		    command_phrase_at(r->s, r->at, r->is_english, &n);

		if (p) {
			r->at += n;
			if (end > start)
				f->name = words_between(r, start, end);
			return p;
		}
		if (pass(r, c, f))
			continue;
		if (end == 0)
			start = r->at;
		end = ++r->at;
	}
	if (end > start)
		f->name = words_between(r, start, end);
	return NULL;
}

static void
skip(struct command_reader *r)
{
	while (
	    r->at < r->s->n && (command_is_filler(peek(r, 0)) || is_request(r)))
		r->at++;
}

/* Numbers behind the word of command: "klaar: 147 en 148". */
static void
read_targets_behind(struct command_reader *r, struct command *c)
{
	size_t n = 0, start = r->at;

	while (r->at < r->s->n && (c->n_targets == 0 || n > 0)) {
		if (command_is_filler(peek(r, 0)) ||
		    (c->n_targets > 0 && token_in(peek(r, 0), joins))) {
			r->at++;
			continue;
		}
		n = read_target(r, c);
		r->at += n;
		if (n == 0)
			break;
	}
	if (c->n_targets == 0)
		r->at = start;
}

static enum command_fault
read_when(struct command_reader *r, struct command *c, const struct front *f)
{
	size_t n;

	if (c->n_targets == 0)
		read_targets_behind(r, c);
	while (token_in(peek(r, 0), pauses) &&
	    command_day_past(r->s, r->at + 1, r->today, &c->day) > 0)
		r->at++;
	n = command_day_past(r->s, r->at, r->today, &c->day);
	r->at += n;
	c->has_day = n > 0;
	if (n == 0 && f->has_day) {
		c->has_day = true;
		c->day = f->day;
	}
	return COMMAND_GOOD;
}

/* "tot en met 4 december", "t/m vrijdag", "tot 4-12"; is_before tells "tot"
 * from the others. Returns the tokens up to the day. */
static size_t
read_limit(const struct command_reader *r, bool *is_before)
{
	*is_before = false;
	if (token_in(peek(r, 0), up_to))
		return 1;
	if (token_is(peek(r, 0), "tot") && token_is(peek(r, 1), "en") &&
	    token_is(peek(r, 2), "met"))
		return 3;
	*is_before = token_in(peek(r, 0), until);
	return *is_before;
}

static enum command_fault
read_extension(struct command_reader *r, struct command *c, struct front *f)
{
	bool is_before;
	size_t n;

	skip(r);
	/* "uitstel 147 tot vrijdag": the number is no span when one follows. */
	if (c->n_targets == 0 && token_number(peek(r, 0)) > 0 &&
	    (peek(r, 1)->n > 0 && !token_in(peek(r, 1), days) &&
	        !token_in(peek(r, 1), weeks)))
		r->at += read_target(r, c);
	skip(r);
	if (token_is(peek(r, 0), "met") || token_is(peek(r, 0), "naar"))
		r->at++;
	r->at += read_limit(r, &is_before);
	n = command_day_future(r->s, r->at, r->today, &c->day);
	c->has_day = n > 0;
	c->days = f->days;
	if (n == 0 && c->days == 0)
		n = read_span(r, false, &c->days);
	r->at += n;
	return c->has_day || c->days > 0 ? COMMAND_GOOD : COMMAND_DAY;
}

/* The words up to a pause. */
static enum command_fault
read_word(struct command_reader *r, struct command *c)
{
	size_t start, i;

	while (token_in(peek(r, 0), pauses))
		r->at++;
	start = r->at;
	while (r->at < r->s->n && !token_in(peek(r, 0), pauses))
		r->at++;
	c->word = words_between(r, start, r->at);
	for (i = start; i < r->at; i++) {
		if (command_is_doubt(&r->s->token[i]))
			return COMMAND_DOUBTFUL;
	}
	return *c->word ? COMMAND_GOOD : COMMAND_WORD;
}

static enum command_fault
read_assignee(struct command_reader *r, struct command *c)
{
	if (token_in(peek(r, 0), myself)) {
		r->at++;
		return COMMAND_GOOD;
	}
	return read_word(r, c);
}

static bool
is_when(const struct command_reader *r)
{
	bool is_before;
	struct date d;

	return read_limit(r, &is_before) > 0 || token_in(peek(r, 0), from) ||
	    token_in(peek(r, 0), pauses) || token_is(peek(r, 0), "op") ||
	    command_day_future(r->s, r->at, r->today, &d) > 0;
}

/* "daan" behind "afwezig", unless it stood before it. */
static void
read_name(struct command_reader *r, struct command *c, const struct front *f)
{
	size_t start;

	while (command_is_filler(peek(r, 0)) && !is_when(r))
		r->at++;
	start = r->at;
	while (r->at < r->s->n && !is_when(r))
		r->at++;
	c->word = f->name ? f->name : words_between(r, start, r->at);
	if (text_is_same(c->word, "ik"))
		c->word = "";
}

/* "volgende week" alone is the whole of it. */
static enum command_fault
read_single(struct command_reader *r, struct command *c)
{
	struct day_words d;

	if (token_is(peek(r, 0), "op"))
		r->at++;
	if (!day_words_read(r->s, r->at, r->today, &d))
		return COMMAND_DAY;
	r->at += d.n;
	c->day = c->from = d.day;
	if (d.is_end)
		c->from =
		    date_add(d.day, (int)MONDAY - (int)date_weekday(d.day));
	if (c->from.day < r->today.day)
		c->from = r->today;
	c->has_day = c->has_from = true;
	return COMMAND_GOOD;
}

/* "afwezig daan (van 1 december) t/m 4 december". */
static enum command_fault
read_absence(struct command_reader *r, struct command *c, const struct front *f)
{
	bool is_before;
	size_t n, limit;

	read_name(r, c, f);
	while (token_in(peek(r, 0), pauses))
		r->at++;
	if (token_in(peek(r, 0), from)) {
		r->at++;
		n = command_day_future(r->s, r->at, r->today, &c->from);
		/* "van 1 t/m 4 december". */
		if (n == 0 && token_number(peek(r, 0)) > 0)
			n = 1;
		else if (n == 0)
			return COMMAND_DAY;
		else
			c->has_from = true;
		r->at += n;
	} else if ((n = command_day_future(r->s, r->at, r->today, &c->from)) >
	    0) {
		struct command_reader behind = *r;

		behind.at += n;
		if (read_limit(&behind, &is_before) > 0) {
			c->has_from = true;
			r->at = behind.at;
		}
	}
	limit = read_limit(r, &is_before);
	if (limit == 0 && !c->has_from)
		return read_single(r, c);
	n = r->at;
	r->at += limit;
	limit = command_day_future(r->s, r->at, r->today, &c->day);
	if (limit == 0)
		return COMMAND_DAY;
	r->at += limit;
	c->has_day = true;
	if (!c->has_from && n > 0 && token_number(&r->s->token[n - 1]) > 0) {
		c->from = date_add(c->day,
		    token_number(&r->s->token[n - 1]) - date_civil(c->day).day);
		c->has_from = true;
	}
	/* "Afwezig tot vrijdag": that Friday he is back. */
	if (is_before)
		c->day = date_add(c->day, -1);
	if (c->has_from && c->from.day > c->day.day)
		return COMMAND_DAY;
	return COMMAND_GOOD;
}

static enum command_fault
read_other(struct command_reader *r, struct command *c)
{
	skip(r);
	c->other = token_number(peek(r, 0));
	if (c->other <= 0)
		return COMMAND_WORD;
	r->at++;
	return COMMAND_GOOD;
}

/* "ongedaan 88" and "stap 88 ongedaan" name a step; "147 ongedaan" the last
 * one of a question. */
static enum command_fault
read_undo(struct command_reader *r, struct command *c, const struct front *f)
{
	if (f->has_step && c->n_targets == 1) {
		c->other = c->target[0].number;
		c->n_targets = 0;
		return COMMAND_GOOD;
	}
	return c->n_targets == 1 ? COMMAND_GOOD : read_other(r, c);
}

static enum command_fault
read_behind(struct command_reader *r, const struct command_phrase *p,
    struct front *f, struct command *c)
{
	switch (p->kind) {
	case COMMAND_CLOSE:
		c->word = p->value;
		return read_when(r, c, f);
	case COMMAND_DONE:
	case COMMAND_PHONE:
		return read_when(r, c, f);
	case COMMAND_EXTEND:
		return read_extension(r, c, f);
	case COMMAND_ASSIGN:
		return p->value ? COMMAND_GOOD : read_assignee(r, c);
	case COMMAND_TOPIC:
	case COMMAND_TEAM:
		return read_word(r, c);
	case COMMAND_ABSENT:
		return read_absence(r, c, f);
	case COMMAND_BACK:
		read_name(r, c, f);
		return COMMAND_GOOD;
	case COMMAND_JOIN:
		return read_other(r, c);
	case COMMAND_UNDO:
		return read_undo(r, c, f);
	case COMMAND_NO_QUESTION:
	case COMMAND_A_QUESTION:
	case COMMAND_WAIT:
	case COMMAND_REOPEN:
	case COMMAND_SPLIT:
	case COMMAND_WHY:
		if (c->n_targets == 0)
			read_targets_behind(r, c);
		return COMMAND_GOOD;
	case COMMAND_OVERVIEW:
	case COMMAND_HELP:
	case COMMAND_USE:
	case COMMAND_ASK:
		break;
	}
	return COMMAND_GOOD;
}

static bool
is_harmless(enum command_kind k)
{
	return k == COMMAND_OVERVIEW || k == COMMAND_HELP || k == COMMAND_WHY;
}

bool
command_follows(struct command_reader *r)
{
	struct command_reader look = *r;
	struct command c = { .n_targets = 0 };

	while (token_in(peek(&look, 0), joins))
		look.at++;
	/* "gebeld om 14 uur" and "18 november" begin nothing. */
	return look.at < look.s->n && !day_words_clock(look.s, look.at) &&
	    command_day_past(
	        look.s, look.at, look.today, &(struct date){ 0 }) == 0 &&
	    read_target(&look, &c) > 0;
}

/* What follows is a note, the next command, or takes the command back. */
static enum command_fault
read_rest(struct command_reader *r, struct command *c)
{
	for (; r->at < r->s->n; r->at++) {
		if (command_follows(r))
			return COMMAND_GOOD;
		if (command_is_filler(peek(r, 0)) &&
		    !command_is_doubt(peek(r, 0)))
			continue;
		c->has_note = true;
		if (!is_harmless(c->kind) && command_is_doubt(peek(r, 0)))
			return COMMAND_DOUBTFUL;
	}
	return r->s->is_question && !is_harmless(c->kind) ? COMMAND_DOUBTFUL
	                                                  : COMMAND_GOOD;
}

/* "148 ook". */
static enum command_fault
repeat(const struct command *before, struct command *c)
{
	struct command same_again = *before;

	memcpy(same_again.target, c->target, sizeof(c->target));
	same_again.n_targets = c->n_targets;
	*c = same_again;
	return COMMAND_GOOD;
}

enum command_fault
command_sentence(
    struct command_reader *r, const struct command *before, struct command *out)
{
	struct command c = { .word = "" };
	struct front f;
	const struct command_phrase *p = read_front(r, &c, &f);
	enum command_fault fault;

	if (!p && before && f.is_same && !f.name && c.n_targets > 0)
		fault = repeat(before, &c);
	else if (!p || c.n_targets == COMMAND_TARGETS_MAX)
		return p ? COMMAND_TOO_MUCH : COMMAND_UNKNOWN;
	else {
		c.kind = p->kind;
		if (f.name && c.kind != COMMAND_ABSENT &&
		    c.kind != COMMAND_BACK)
			return COMMAND_DOUBTFUL;
		fault = read_behind(r, p, &f, &c);
		if (fault == COMMAND_GOOD)
			fault = read_rest(r, &c);
	}
	if (fault == COMMAND_GOOD)
		*out = c;
	return fault;
}
