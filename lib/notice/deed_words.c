/*
 * Acts by hand in words, Dutch and English: what was done, what was so
 * already, and what could not be.
 */

#include "notice/deed_words.h"

#include <string.h>

#include "base/arena.h"

/* What a sentence may speak of. */
struct saying {
	struct arena *arena;
	enum language language;
	const struct deed *deed;
	const struct ruling *ruling;
	const char *subject; /* "147", "Noor", "Het bericht" */
	const char *day;     /* "do 19 november" or "" */
	const char *from;    /* the same, of an absence that begins later */
	const char *value;   /* as it was said, or a colleague's name */
};

static const char *
pick(const struct saying *s, const char *nl, const char *en)
{
	return s->language == LANGUAGE_NL ? nl : en;
}

/* The reasons for closing. */
static const struct {
	const char *value, *nl, *en;
} reasons[] = {
	{ "referred", "is gesloten: doorverwezen", "is closed: referred" },
	{ "no-answer-needed", "is gesloten: geen antwoord nodig",
	    "is closed: no answer needed" },
	{ "duplicate", "is gesloten: dubbel", "is closed: a duplicate" },
	{ "withdrawn", "is gesloten: ingetrokken", "is closed: withdrawn" },
};

static const char *
closed_words(const struct saying *s)
{
	size_t i;

	for (i = 0; i < LENGTH(reasons); i++) {
		if (strcmp(reasons[i].value, s->deed->value) == 0)
			return pick(s, reasons[i].nl, reasons[i].en);
	}
	return pick(s, "is gesloten", "is closed");
}

/* What is so now; the day stands behind it where one counts. */
static const char *
done_words(const struct saying *s)
{
	switch (s->deed->kind) {
	case DEED_ANSWER:
		if (strcmp(s->deed->value, "phone") == 0)
			return pick(s, "is telefonisch beantwoord op",
			    "was answered by telephone on");
		return pick(s, "is beantwoord op", "was answered on");
	case DEED_CLOSE:
		return closed_words(s);
	case DEED_IGNORE:
		return pick(s, "is geen vraag", "is no question");
	case DEED_ASK:
		return pick(s, "is een vraag", "is a question");
	case DEED_REOPEN:
		return pick(s, "is open, uiterlijk te beantwoorden op",
		    "is open, to be answered by");
	case DEED_ASSIGN:
		if (!*s->deed->value)
			return pick(s, "ligt bij niemand", "is with nobody");
		return pick(s, "ligt bij", "is with");
	case DEED_EXTEND:
		return pick(
		    s, "heeft uitstel tot en met", "has more time, until");
	case DEED_PAUSE:
		return pick(s, "wacht op de vraagsteller sinds",
		    "waits for the asker since");
	case DEED_RESUME:
		return pick(s, "loopt weer, uiterlijk te beantwoorden op",
		    "runs again, to be answered by");
	case DEED_NOTE:
		return pick(s, "heeft een notitie", "has a note");
	case DEED_TOPIC:
		return pick(s, "heeft als onderwerp", "has the topic");
	case DEED_TEAM:
		return pick(s, "is voor team", "is for team");
	case DEED_TERM:
		return pick(s, "heeft als termijn", "has the term");
	case DEED_PRIORITY:
		return pick(s, "heeft als prioriteit", "has the priority");
	case DEED_JOIN:
		return pick(
		    s, "is nu één vraag met", "is one question now with");
	case DEED_SPLIT:
		return pick(s, "is gesplitst; wat los staat is een eigen vraag",
		    "is split; what stands apart is a question of its own");
	case DEED_UNDO:
		return pick(s, "is hersteld", "is as it was");
	case DEED_ABSENT:
		return arena_printf(s->arena, "%s%s%s%s",
		    pick(s, "is afwezig", "is away"),
		    *s->from ? pick(s, " vanaf ", " from ") : "", s->from,
		    s->deed->has_day
		        ? pick(s, " tot en met", " up to and including")
		        : "");
	case DEED_BACK:
		return pick(s, "is weer aanwezig", "is back");
	}
	return "";
}

/* What stands behind: the day, the value, or nothing. */
static const char *
tail(const struct saying *s)
{
	switch (s->deed->kind) {
	case DEED_ANSWER:
	case DEED_REOPEN:
	case DEED_EXTEND:
	case DEED_PAUSE:
	case DEED_RESUME:
	case DEED_ABSENT:
		return s->day;
	case DEED_ASSIGN:
	case DEED_TOPIC:
	case DEED_TEAM:
	case DEED_TERM:
	case DEED_PRIORITY:
		return s->value;
	case DEED_JOIN:
		return arena_printf(
		    s->arena, "%lld", (long long)s->deed->number);
	case DEED_SPLIT:
	case DEED_CLOSE:
	case DEED_IGNORE:
	case DEED_ASK:
	case DEED_NOTE:
	case DEED_UNDO:
	case DEED_BACK:
		return "";
	}
	return "";
}

static const char *
already_words(const struct saying *s)
{
	switch (s->deed->kind) {
	case DEED_ANSWER:
	case DEED_CLOSE:
		return pick(s, "was al afgehandeld", "was handled already");
	case DEED_UNDO:
		return pick(s, "was al hersteld", "had been put right already");
	case DEED_IGNORE:
	case DEED_ASK:
	case DEED_REOPEN:
	case DEED_ASSIGN:
	case DEED_EXTEND:
	case DEED_PAUSE:
	case DEED_RESUME:
	case DEED_NOTE:
	case DEED_TOPIC:
	case DEED_TEAM:
	case DEED_TERM:
	case DEED_PRIORITY:
	case DEED_JOIN:
	case DEED_SPLIT:
	case DEED_ABSENT:
	case DEED_BACK:
		break;
	}
	return pick(s, "was al zo", "was so already");
}

/* What names nothing, by the kind of act. */
static const char *
unknown_words(const struct saying *s)
{
	switch (s->deed->kind) {
	case DEED_ASSIGN:
	case DEED_ABSENT:
	case DEED_BACK:
		return pick(
		    s, "staat niet op het rooster", "is not on the roster");
	case DEED_TOPIC:
		return pick(s, "is geen onderwerp van de regels",
		    "is no topic of the rules");
	case DEED_TEAM:
		return pick(s, "is geen team", "is no team");
	case DEED_TERM:
		return pick(s, "is geen termijn van de regels",
		    "is no term of the rules");
	case DEED_PRIORITY:
		return pick(s, "is geen prioriteit: high, normal of low",
		    "is no priority: high, normal or low");
	case DEED_ANSWER:
	case DEED_CLOSE:
	case DEED_IGNORE:
	case DEED_ASK:
	case DEED_REOPEN:
	case DEED_EXTEND:
	case DEED_PAUSE:
	case DEED_RESUME:
	case DEED_NOTE:
	case DEED_JOIN:
	case DEED_SPLIT:
	case DEED_UNDO:
		break;
	}
	return pick(s,
	    "is geen reden: referred, no-answer-needed, duplicate of withdrawn",
	    "is no reason: referred, no-answer-needed, duplicate or withdrawn");
}

static const char *
refusal_words(const struct saying *s)
{
	struct arena *a = s->arena;

	switch (s->ruling->kind) {
	case RULING_NO_QUESTION:
		return pick(s, "bestaat niet", "does not exist");
	case RULING_IN_FUTURE:
		return arena_printf(a, "%s: %s %s",
		    pick(s, "dit kan niet", "this cannot be"), s->day,
		    pick(s, "ligt in de toekomst", "lies in the future"));
	case RULING_BEFORE_RECEIPT:
		return arena_printf(a, "%s %s",
		    pick(s, "kan niet eerder zijn gedaan dan op",
		        "cannot have been done before"),
		    s->day);
	case RULING_HANDLED:
		return pick(s, "is al afgehandeld; heropen de vraag eerst",
		    "is handled already; reopen it first");
	case RULING_UNKNOWN:
		return arena_printf(
		    a, "'%s' %s", s->deed->value, unknown_words(s));
	case RULING_INCOMPLETE:
		return pick(s, "is niet duidelijk: er ontbreekt iets",
		    "is not clear: something is missing");
	case RULING_NOT_LATER:
		return arena_printf(a, "%s %s",
		    pick(s, "vraagt een dag na", "needs a day after"), s->day);
	case RULING_TOO_FAR:
		return pick(s, "kan niet meer dan een jaar vooruit",
		    "cannot go more than a year ahead");
	case RULING_NO_EXTENSION:
		return pick(s,
		    "heeft geen termijn met een vaste verlenging; noem een "
		    "aantal werkdagen of een dag",
		    "has no term with a fixed extension; name a number of "
		    "working days or a day");
	case RULING_NO_EVENT:
		return pick(s, "er is geen stap met dat nummer",
		    "there is no step of that number");
	case RULING_NOT_BY_HAND:
		return pick(s, "alleen wat met de hand is gedaan, kan ongedaan",
		    "only what was done by hand can be undone");
	case RULING_OURS:
		return pick(
		    s, "is een bericht van onszelf", "is a message of our own");
	case RULING_NOT_ALLOWED:
		return pick(s, "alleen de coordinator wijzigt het rooster",
		    "only the coordinator changes the roster");
	case RULING_NOT_ITS_OWN:
		return pick(s,
		    "heeft geen later bericht van de vraagsteller dat een "
		    "eigen vraag kan zijn",
		    "has no later message of the asker that can be a question "
		    "of its own");
	case RULING_DONE:
	case RULING_ALREADY:
		break;
	}
	return "";
}

static const char *
subject_of(
    const struct saying *s, int64_t question, const struct colleague *colleague)
{
	bool is_presence =
	    s->deed->kind == DEED_ABSENT || s->deed->kind == DEED_BACK;

	if (is_presence)
		return colleague ? colleague->name
		                 : pick(s, "Het rooster", "The roster");
	if (question == 0)
		question = s->deed->question;
	if (question == 0)
		return s->deed->kind == DEED_UNDO
		    ? pick(s, "Ongedaan maken", "Undo")
		    : pick(s, "Het bericht", "The message");
	return arena_printf(s->arena, "%lld", (long long)question);
}

const char *
deed_words(struct arena *a, enum language l, const struct deed *deed,
    int64_t question, const struct ruling *ruling, const struct roster *roster)
{
	const struct colleague *c = roster_by_id(roster, deed->value);
	struct saying s = {
		.arena = a,
		.language = l,
		.deed = deed,
		.ruling = ruling,
		.day = ruling->has_day ? words_day(a, l, ruling->day) : "",
		.from = ruling->has_from ? words_day(a, l, ruling->from) : "",
		.value = c && deed->kind == DEED_ASSIGN ? c->name : deed->value,
	};
	const char *rest;

	s.subject = subject_of(&s, question, c);
	switch (ruling->kind) {
	case RULING_DONE:
		rest = tail(&s);
		return arena_printf(a, "%s %s%s%s.", s.subject, done_words(&s),
		    *rest ? " " : "", rest);
	case RULING_ALREADY:
		return arena_printf(a, "%s %s.", s.subject, already_words(&s));
	case RULING_UNKNOWN:
	case RULING_NO_EVENT:
	case RULING_NOT_BY_HAND:
	case RULING_NOT_ALLOWED:
		return arena_printf(a, "%s: %s.", s.subject, refusal_words(&s));
	case RULING_NO_QUESTION:
	case RULING_IN_FUTURE:
	case RULING_BEFORE_RECEIPT:
	case RULING_HANDLED:
	case RULING_INCOMPLETE:
	case RULING_NOT_LATER:
	case RULING_TOO_FAR:
	case RULING_NO_EXTENSION:
	case RULING_OURS:
	case RULING_NOT_ITS_OWN:
		break;
	}
	return arena_printf(a, "%s %s.", s.subject, refusal_words(&s));
}
