/*
 * Which day a sender names as the last one in time. Looks for a day with a
 * word of limit in a sentence that asks (or promises) something of the
 * reader, and stays away from days of hearings, bills and other people's
 * deadlines: a day missed costs less than a day invented.
 */

#include "triage/namedday.h"

#include "triage/daywords.h"
#include "triage/sentence.h"

/* A limit reaches over this many small words: "uiterlijk op de ...". */
#define REACH 3

/* Words before and after a day that tell what it is a day of. */
#define OF_BEFORE 9
#define OF_AFTER  6

static const char *const answers[] = { "reactie", "reacties", "reageren",
	"reageert", "reageer", "antwoord", "antwoorden", "antwoordt",
	"beantwoorden", "beantwoording", "weten", "horen", "hoor", "vernemen",
	"verneem", "aangeven", "aangeeft", "doorgeven", "doorgeeft", "sturen",
	"stuurt", "toesturen", "toezenden", "zenden", "toekomen",
	"terugkoppeling", "terugkoppelen", "aanleveren", "aanlevert", "inbreng",
	"input", "opmerkingen", "aanvullingen", "bericht", "berichten",
	"uitsluitsel", "duidelijkheid", "advies", "adviseren", "akkoord",
	"bevestigen", "bevestiging", "delen", "ontvangen", "ontvang",
	"ontvangt", "krijgen", "meesturen", "opsturen", "mailen", "terugmailen",
	"bellen", "terugbellen", "terugbelt", "standpunt", "zienswijze",
	"deadline", "invullen", "ingevuld", "aanmelden", "toelichten",
	"toelichting", "meekijken", "contact", "uitleg", "duiden", "reply",
	"response", "respond", "answer", "know", "hear", "kijken", "bekijken",
	"meelezen", "spreken", "commentaar", "tegemoet", NULL };

static const char *const asks[] = { "u", "uw", "jullie", "je", "jij", "jouw",
	"graag", "gaarne", "svp", "s.v.p", "aub", "a.u.b", "verzoek",
	"verzoeken", "verzoekt", "deadline", "verwacht", "verwachten", "lukt",
	"hoor", "horen", "verneem", "vernemen", "please", "you", "your",
	"kindly", "liefst", "fijn", "nodig", "gewenst", "willen", "wil", "kunt",
	"zou", "zouden", NULL };

/* With one of these in front a sentence asks, whatever else it tells. */
static const char *const pleas[] = { "graag", "gaarne", "kunt", "kun", "kunnen",
	"wilt", "willen", "zou", "zouden", "verzoek", "verzoeken", "please",
	"liefst", NULL };

static const char *const promises[] = { "terug", "ontvangt", "krijgt", "hoort",
	"weten", "bericht", "berichten", "beantwoord", "beantwoorden",
	"antwoord", "reageren", "reageer", "reactie", "sturen", "stuur",
	"streven", "verwacht", "verwachten", "laat", "laten", "mail", "bel",
	NULL };

/* "Heb ik uiterlijk 6 maart de cijfers nodig": what the sender needs is asked
 * for. Without one of them it tells what the law needs. */
static const char *const needed[] = { "nodig", NULL };
static const char *const needing[] = { "heb", "hebben", NULL };
static const char *const ourselves[] = { "ik", "wij", "we", NULL };

/* And with one of these it asks the reader, whatever it asks for. */
static const char *const strong[] = { "graag", "gaarne", "kunt", "wilt",
	"verzoek", "verzoeken", "please", "liefst", NULL };

/* What else a day may be of; a sentence that says so names no answer day. */
static const char *const others[] = { "ingediend", "indienen", "indiening",
	"verloopt", "loopt", "lopen", "eindigt", "hoorzitting", "zitting",
	"rechtszitting", "inwerkingtreding", "treedt", "treden",
	"sluitingsdatum", "sluit", "inschrijven", "inschrijving", "geldig",
	"geldigheid", "verjaart", "vervalt", "betaald", "betalen",
	"vastgesteld", "aanvragen", "aangevraagd", "verantwoord", "verlopen",
	"ingaat", "gaat", "begint", "starten", "start", "moet", "moeten",
	NULL };

static const char *const past[] = { "heb", "heeft", "hebben", "had", "hadden",
	"was", "waren", "ontving", "ontvingen", "kreeg", "kregen", "gisteren",
	"belde", "sprak", "spraken", "besproken", "mailde", "stuurde",
	"gestuurd", "werd", NULL };

/* Behind these somebody else acts: "of wij voor 1 maart moeten reageren". */
static const char *const subordinate[] = { "of", "wat", "hoe", "waar", "dat",
	"omdat", "wanneer", "indien", "welke", "waarin", "waarop", "die",
	NULL };

static const char *const small[] = { "op", "de", "het", "aanstaande", "komende",
	"a.s", "nog", "of", "om", "dus", NULL };

enum limit {
	LIMIT_NONE,
	LIMIT_ON,     /* the day itself is in time */
	LIMIT_BEFORE, /* the day before is the last */
	LIMIT_WITHIN, /* a span follows: "binnen twee weken" */
	LIMIT_LOOSE,  /* "op vrijdag": only with a request around it */
};

struct reading {
	const struct sentence *s;
	const struct word_list *wanted,
	    *strong; /* without one of them nothing is asked */
	enum named_day_use use;
	struct date received;
};

static bool
has_any(
    const struct sentence *s, size_t from, size_t to, const char *const *list)
{
	size_t i;

	for (i = from; i < to; i++) {
		if (token_in(&s->token[i], list))
			return true;
	}
	return false;
}

/* The limit that ends right before token i. */
static enum limit
limit_before(const struct sentence *s, size_t i)
{
	enum limit limit = LIMIT_NONE;
	size_t step;

	for (step = 0; step < REACH + 2 && i > 0; step++) {
		const struct token *t = &s->token[--i];

		if (token_is(t, "voor") || token_is(t, "before"))
			return LIMIT_BEFORE;
		if (token_is(t, "t/m") || token_is(t, "uiterlijk") ||
		    token_is(t, "by") || token_is(t, "latest") ||
		    token_is(t, "deadline"))
			return LIMIT_ON;
		if (token_is(t, "met") && i > 1 &&
		    token_is(&s->token[i - 1], "en") &&
		    token_is(&s->token[i - 2], "tot"))
			return LIMIT_ON;
		if (token_is(t, "tot"))
			return i > 0 && token_is(&s->token[i - 1], "uiterlijk")
			    ? LIMIT_ON
			    : LIMIT_BEFORE;
		if (token_is(t, "binnen"))
			return LIMIT_WITHIN;
		if (token_is(t, "op"))
			limit = LIMIT_LOOSE;
		else if (!token_in(t, small) && !token_is(t, "is") &&
		    !token_is(t, ":"))
			break;
	}
	return limit;
}

/* A sentence part runs from comma to comma; one that holds little but the
 * day belongs to the whole sentence. */
static void
part_of(const struct sentence *s, size_t i, size_t n, size_t *from, size_t *to)
{
	size_t a = i, b = i + n;

	while (a > 0 && !token_is(&s->token[a - 1], ","))
		a--;
	while (b < s->n && !token_is(&s->token[b], ","))
		b++;
	if (b - a <= n + REACH) {
		a = 0;
		b = s->n;
	}
	*from = a;
	*to = b;
}

/* "van 12 maart" in "voor de raadsvergadering van 12 maart". */
static size_t
event_start(const struct sentence *s, size_t i)
{
	static const char *const of[] = { "van", "op", "d.d", "dd", NULL };
	static const char *const the[] = { "de", "het", "onze", "ons", "een",
		NULL };

	if (i < 4 || !token_in(&s->token[i - 1], of) ||
	    !token_in(&s->token[i - 3], the))
		return i;
	return token_is(&s->token[i - 4], "voor") ? i - 3 : i;
}

/* Whether what stands around the day, in its part of the sentence, says that
 * it is the day of something else. */
static bool
is_of_another(
    const struct sentence *s, size_t i, size_t n, size_t from, size_t to)
{
	if (i > from + OF_BEFORE)
		from = i - OF_BEFORE;
	if (to > i + n + OF_AFTER)
		to = i + n + OF_AFTER;
	return has_any(s, from, to, others);
}

/* A word before token i that asks the reader; "wil graag" is what somebody
 * else would like. */
static bool
has_strong(const struct sentence *s, size_t from, size_t i)
{
	for (; from < i; from++) {
		if (token_in(&s->token[from], strong) &&
		    (from == 0 || !token_is(&s->token[from - 1], "wil")))
			return true;
	}
	return false;
}

static bool
is_needed(const struct sentence *s, size_t from, size_t to)
{
	return has_any(s, from, to, needed) && has_any(s, from, to, needing) &&
	    has_any(s, from, to, ourselves);
}

static bool
is_asked(
    const struct reading *r, size_t i, size_t n, enum limit limit, bool is_near)
{
	const struct sentence *s = r->s;
	size_t from, to;

	part_of(s, i, n, &from, &to);
	if (is_of_another(s, i, n, from, to))
		return false;
	if (r->use == NAMED_DAY_PROMISE)
		return has_any(s, 0, s->n, promises);
	if (has_any(s, from, i, subordinate))
		return false;
	if ((limit == LIMIT_ON || limit == LIMIT_WITHIN) && has_strong(s, 0, i))
		return true;
	if (is_near && has_strong(s, i > 2 ? i - 2 : 0, i))
		return true;
	if ((limit == LIMIT_ON || limit == LIMIT_BEFORE) &&
	    is_needed(s, from, to))
		return true;
	if (!has_any(s, from, to, answers))
		return false;
	return has_any(s, from, to, asks) || (is_near && s->is_question);
}

/* "van 3 maart tot en met 10 maart" is a stretch, not a limit. */
static bool
is_stretch(const struct reading *r, size_t i)
{
	static const char *const until[] = { "t/m", "tot", "met", NULL };
	struct day_words d;
	size_t k;

	if (i == 0 || !token_in(&r->s->token[i - 1], until))
		return false;
	for (k = 0; k + 1 < i; k++) {
		if (token_is(&r->s->token[k], "van") &&
		    day_words_read(r->s, k + 1, r->received, &d))
			return true;
	}
	return false;
}

/* Whether is_asked() may find what it wants anywhere in the sentence. */
static bool
may_ask(const struct reading *r)
{
	size_t i;

	for (i = 0; i < r->s->n; i++) {
		if (word_list_has(r->wanted, &r->s->token[i]) ||
		    word_list_has(r->strong, &r->s->token[i]) ||
		    token_in(&r->s->token[i], needed))
			return true;
	}
	return false;
}

static bool
has_day(const struct reading *r)
{
	struct day_words d;
	size_t i;

	for (i = 0; i < r->s->n; i++) {
		if (day_words_read(r->s, i, r->received, &d))
			return true;
	}
	return false;
}

/* "graag voor 17.00 uur": an hour without a day is one of today. */
static bool
hour_at(const struct reading *r, size_t i, struct date *out)
{
	enum limit limit;

	if (r->use != NAMED_DAY_REQUEST || !day_words_clock(r->s, i))
		return false;
	limit = limit_before(r->s, i);
	if ((limit != LIMIT_BEFORE && limit != LIMIT_ON) ||
	    !has_any(r->s, 0, i, pleas) || has_day(r))
		return false;
	*out = r->received;
	return true;
}

static bool
day_at(const struct reading *r, size_t i, struct date *out, size_t *n)
{
	enum limit limit = limit_before(r->s, event_start(r->s, i));
	struct day_words d;

	if (limit == LIMIT_WITHIN ? !day_words_span(r->s, i, r->received, &d)
	                          : !day_words_read(r->s, i, r->received, &d))
		return false;
	*n = d.n;
	if (limit == LIMIT_NONE && !d.is_near && r->use == NAMED_DAY_REQUEST)
		return false;
	if (limit == LIMIT_NONE || limit == LIMIT_LOOSE) {
		if (has_any(r->s, 0, r->s->n, past) &&
		    !has_any(r->s, 0, i, pleas))
			return false;
	}
	if (!is_asked(r, i, d.n, limit, d.is_near) || is_stretch(r, i))
		return false;
	if (limit == LIMIT_BEFORE && !d.is_end &&
	    !day_words_clock(r->s, i + d.n) && d.day.day > r->received.day)
		d.day = date_add(d.day, -1);
	*out = d.day;
	return true;
}

bool
named_day_find(const char *folded, enum named_day_use use, struct date received,
    struct date *out)
{
	struct sentence s;
	const struct word_list wanted =
	    word_list_of(use == NAMED_DAY_PROMISE ? promises : answers);
	const struct word_list pleading =
	    word_list_of(use == NAMED_DAY_PROMISE ? promises : strong);
	struct reading r = { &s, &wanted, &pleading, use, received };
	bool is_found = false;
	struct date best = { 0 };

	while (sentence_next(&folded, &s)) {
		size_t i, n = 1;

		if (!may_ask(&r))
			continue;
		for (i = 0; i < s.n; i += n) {
			struct date day;

			n = 1;
			if ((day_at(&r, i, &day, &n) || hour_at(&r, i, &day)) &&
			    (!is_found || day.day < best.day)) {
				best = day;
				is_found = true;
			}
		}
	}
	if (is_found)
		*out = best;
	return is_found;
}
