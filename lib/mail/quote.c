/*
 * Splits the text of a mail by the marks that mail clients leave. Decides
 * what is a reply and what a forward; the marks themselves are known to
 * marks.c, the ends of mails to closing.c.
 */

#include "mail/quote.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/fold.h"
#include "base/text.h"
#include "mail/closing.h"
#include "mail/lines.h"
#include "mail/marks.h"
#include "mail/subject.h"
#include "mail/utf8.h"

/* Bytes of text that are looked at. */
#define QUOTE_TEXT_MAX (4 * MESSAGE_TEXT_MAX)

/* Forwards of forwards that are opened. */
#define FORWARD_DEPTH 3

/* What somebody writes who only passes a mail on is at most this long, each
 * sentence either about that or no longer than a greeting. */
#define PASS_ON_MAX   400
#define GREETING_MAX  40
#define SENTENCE_ENDS ".?!\n:"

static void split(
    struct arena *a, const char *text, struct facts *facts, int depth);

/* ---- roles ---- */

/* Lines with quote marks but no mark above them. One alone that has no blank
 * behind its '>' may be anything. */
static void
mark_runs(struct lines *l, size_t first, size_t end)
{
	size_t i = first;

	while (i < end) {
		size_t until = i;

		while (until < end && l->at[until].depth > 0)
			until++;
		if (until == i) {
			i++;
			continue;
		}
		if (until - i > 1 || l->at[i].body > l->at[i].s + 1)
			for (; i < until; i++)
				l->at[i].role = ROLE_QUOTED;
		i = until;
	}
}

/* The mark and all lines below that are quoted as deep as it says. Returns
 * the line behind the last that is not blank. */
static size_t
mark_below(struct lines *l, const struct mark *mark)
{
	size_t i = mark->first, last = mark->after;

	for (; i < mark->after; i++)
		l->at[i].role = ROLE_QUOTED;
	for (; i < l->n; i++) {
		if (*l->at[i].text && l->at[i].depth < mark->depth)
			break;
		if (*l->at[i].text)
			last = i + 1;
		l->at[i].role = ROLE_QUOTED;
	}
	return last;
}

/* Gives every line its role. Returns whether there was a mark; *first is the
 * topmost and *until the line behind what it quotes. */
static bool
mark_roles(struct arena *a, struct lines *l, struct mark *first, size_t *until)
{
	struct mark mark;
	bool is_found = false;
	size_t i = 0;

	while (marks_find(a, l, i, &mark)) {
		size_t end;

		mark_runs(l, i, mark.first);
		end = mark_below(l, &mark);
		if (!is_found) {
			*first = mark;
			*until = end;
		}
		is_found = true;
		i = end;
	}
	mark_runs(l, i, l->n);
	closing_mark(a, l);
	return is_found;
}

/* ---- forwards ---- */

/* Nothing to say but a line or two. */
static bool
is_short(struct arena *a, const char *text)
{
	size_t n;

	(void)fold(a, text, strlen(text), &n);
	return n <= GREETING_MAX;
}

static bool
is_forward(struct arena *a, const struct mark *mark, const struct facts *facts)
{
	enum subject_kind kind = subject_kind(a, facts->subject);

	if (!mark->has_from)
		return false;
	if (mark->is_forward || kind == SUBJECT_FORWARD)
		return true;
	return kind == SUBJECT_PLAIN && !*facts->in_reply_to &&
	    is_short(a, facts->text_new);
}

/* Each phrase says that the mail is only passed on. */
static bool
says_pass_on(const char *sentence)
{
	static const char *const phrases[] = { "ter info", "t.i", "fyi",
		"ter kennis", "zie onder", "zie bijgevoegd", "zie bijlage",
		"zie hieronder", "onderstaand", "hieronder", "bijgaand",
		"bijgevoegd", "doorgestuurd", "stuur ik door", "stuur ik u",
		"stuur ik jullie", "voor jullie", "afhandel", "oppakken",
		"in behandeling nemen", "beantwoord", "bestemd voor", "bedoeld",
		"bij ons binnen", "binnengekomen", "verkeerde", "hier iets mee",
		"hiermee", "hier naar kijken", "hiernaar kijken",
		"jullie reactie", "uw reactie", "see below", "please handle",
		"for your", "can you answer", "forward", "kreeg ik",
		"ontving ik", "kregen wij", "ontvingen wij", "ontvangen wij" };
	size_t i;

	for (i = 0; i < LENGTH(phrases); i++) {
		if (strstr(sentence, phrases[i]))
			return true;
	}
	return false;
}

static bool
only_passes_on(struct arena *a, const char *text)
{
	if (strlen(text) > PASS_ON_MAX)
		return false;
	while (*text) {
		size_t raw = strcspn(text, SENTENCE_ENDS), n;
		const char *sentence = fold(a, text, raw, &n);

		if (n > GREETING_MAX && !says_pass_on(sentence))
			return false;
		text += raw + (text[raw] != '\0');
	}
	return true;
}

void
quote_pass_on(struct arena *a, const char *inner, struct facts *facts)
{
	if (!*inner || !only_passes_on(a, facts->text_new))
		return;
	facts->text_new = utf8_cut(a,
	    *facts->text_new
	        ? arena_printf(a, "%s\n\n%s", facts->text_new, inner)
	        : inner,
	    MESSAGE_TEXT_MAX);
}

void
quote_chain(struct arena *a, const struct facts *inner, struct facts *facts)
{
	const struct address_list *older = &inner->forward_inner;
	struct address_list list = { 0, NULL };
	size_t i;

	if (!inner->forward.is_found)
		return;
	list.at = arena_array(a, older->n + 1, sizeof(*list.at));
	list.at[list.n++] = inner->forward.from;
	for (i = 0; i < older->n; i++)
		list.at[list.n++] = older->at[i];
	facts->forward_inner = list;
}

static void
take_forward(struct arena *a, const struct lines *l, const struct mark *mark,
    size_t until, struct facts *facts, int depth)
{
	struct facts inner = {
		.subject = mark->fields.subject ? mark->fields.subject : "",
		.in_reply_to = "",
	};
	const char *text =
	    lines_unquoted(a, l, mark->after, until, mark->depth);

	facts->forward = mark->fields;
	facts->forward.subject = inner.subject;
	if (!facts->forward.date_text)
		facts->forward.date_text = "";
	if (depth >= FORWARD_DEPTH)
		return;
	split(a, text, &inner, depth + 1);
	quote_pass_on(a, inner.text_new, facts);
	quote_chain(a, &inner, facts);
}

/* ---- all together ---- */

/* The new text is never empty while there is text: the signature if that is
 * all that was written now, else everything. */
static void
fill_new(struct arena *a, const char *text, struct facts *facts)
{
	if (*facts->text_new)
		return;
	if (*facts->text_signature) {
		facts->text_new = facts->text_signature;
		facts->text_signature = "";
		return;
	}
	facts->text_new =
	    utf8_cut(a, text + strspn(text, " \t\n"), MESSAGE_TEXT_MAX);
	facts->text_quoted = "";
	facts->text_disclaimer = "";
}

static void
split(struct arena *a, const char *text, struct facts *facts, int depth)
{
	struct lines l = lines_split(a, utf8_cut(a, text, QUOTE_TEXT_MAX));
	struct mark mark = { 0 };
	size_t until = 0;
	bool is_marked = mark_roles(a, &l, &mark, &until);

	facts->text_new = lines_join(a, &l, ROLE_NEW, MESSAGE_TEXT_MAX);
	facts->text_quoted = lines_join(a, &l, ROLE_QUOTED, MESSAGE_TEXT_MAX);
	facts->text_signature =
	    lines_join(a, &l, ROLE_SIGNATURE, MESSAGE_TEXT_MAX);
	facts->text_disclaimer =
	    lines_join(a, &l, ROLE_DISCLAIMER, MESSAGE_TEXT_MAX);
	if (is_marked && is_forward(a, &mark, facts))
		take_forward(a, &l, &mark, until, facts, depth);
	else if (is_marked && mark.has_from)
		facts->quoted_from = mark.fields.from;
	fill_new(a, text, facts);
}

void
quote_split(struct arena *a, const char *text, struct facts *facts)
{
	split(a, text, facts, 0);
}
