/*
 * The vocabulary of the commands: what people write for them, what stands
 * around them without meaning, and what takes them back. Knows words, not
 * sentences.
 */

#include "triage/command_words.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

/* Letters of a word that is looked for in a slip of the pen: "voor" is too
 * near to names. */
#define NEAR_MIN 5

static const char *const names[] = {
	[COMMAND_DONE] = "klaar",
	[COMMAND_PHONE] = "telefonisch",
	[COMMAND_EXTEND] = "uitstel",
	[COMMAND_ASSIGN] = "naar",
	[COMMAND_TOPIC] = "onderwerp",
	[COMMAND_TEAM] = "team",
	[COMMAND_NO_QUESTION] = "geen vraag",
	[COMMAND_A_QUESTION] = "toch een vraag",
	[COMMAND_CLOSE] = "sluiten",
	[COMMAND_WAIT] = "wacht",
	[COMMAND_REOPEN] = "heropen",
	[COMMAND_JOIN] = "hoort bij",
	[COMMAND_SPLIT] = "los",
	[COMMAND_ABSENT] = "afwezig",
	[COMMAND_BACK] = "terug",
	[COMMAND_OVERVIEW] = "overzicht",
	[COMMAND_WHY] = "waarom",
	[COMMAND_ASK] = "vraag:",
	[COMMAND_HELP] = "help",
	[COMMAND_UNDO] = "ongedaan",
	[COMMAND_USE] = "gebruik",
};

static const struct command_phrase phrases[] = {
	{ "klaar", COMMAND_DONE, NULL, false },
	{ "beantwoord", COMMAND_DONE, NULL, false },
	{ "al beantwoord", COMMAND_DONE, NULL, false },
	{ "beantwoord per mail", COMMAND_DONE, NULL, false },
	{ "als beantwoord", COMMAND_DONE, NULL, false },
	{ "als klaar", COMMAND_DONE, NULL, false },
	{ "als afgehandeld", COMMAND_DONE, NULL, false },
	{ "afgehandeld", COMMAND_DONE, NULL, false },
	{ "afgerond", COMMAND_DONE, NULL, false },
	{ "afgedaan", COMMAND_DONE, NULL, false },
	{ "gereed", COMMAND_DONE, NULL, false },
	{ "gedaan", COMMAND_DONE, NULL, false },
	{ "opgelost", COMMAND_DONE, NULL, false },
	{ "dicht", COMMAND_DONE, NULL, false },
	{ "sluiten", COMMAND_DONE, NULL, false },
	{ "afsluiten", COMMAND_DONE, NULL, false },
	{ "gesloten", COMMAND_DONE, NULL, false },
	{ "afgesloten", COMMAND_DONE, NULL, false },
	{ "klopt", COMMAND_DONE, NULL, false },
	{ "done", COMMAND_DONE, NULL, true },
	{ "answered", COMMAND_DONE, NULL, true },
	{ "handled", COMMAND_DONE, NULL, true },
	{ "telefonisch", COMMAND_PHONE, NULL, false },
	{ "telefonisch beantwoord", COMMAND_PHONE, NULL, false },
	{ "telefonisch afgehandeld", COMMAND_PHONE, NULL, false },
	{ "telefonisch afgedaan", COMMAND_PHONE, NULL, false },
	{ "telefonisch klaar", COMMAND_PHONE, NULL, false },
	{ "klaar telefonisch", COMMAND_PHONE, NULL, false },
	{ "beantwoord per telefoon", COMMAND_PHONE, NULL, false },
	{ "beantwoord telefonisch", COMMAND_PHONE, NULL, false },
	{ "afgehandeld per telefoon", COMMAND_PHONE, NULL, false },
	{ "per telefoon", COMMAND_PHONE, NULL, false },
	{ "per telefoon beantwoord", COMMAND_PHONE, NULL, false },
	{ "per telefoon afgehandeld", COMMAND_PHONE, NULL, false },
	{ "gebeld", COMMAND_PHONE, NULL, false },
	{ "teruggebeld", COMMAND_PHONE, NULL, false },
	{ "by phone", COMMAND_PHONE, NULL, true },
	{ "phone", COMMAND_PHONE, NULL, true },
	{ "answered by phone", COMMAND_PHONE, NULL, true },
	{ "uitstel", COMMAND_EXTEND, NULL, false },
	{ "uitstellen", COMMAND_EXTEND, NULL, false },
	{ "uitgesteld", COMMAND_EXTEND, NULL, false },
	{ "verlengen", COMMAND_EXTEND, NULL, false },
	{ "verleng", COMMAND_EXTEND, NULL, false },
	{ "meer tijd", COMMAND_EXTEND, NULL, false },
	{ "extend", COMMAND_EXTEND, NULL, true },
	{ "postpone", COMMAND_EXTEND, NULL, true },
	{ "naar", COMMAND_ASSIGN, NULL, false },
	{ "aan", COMMAND_ASSIGN, NULL, false },
	{ "voor", COMMAND_ASSIGN, NULL, false },
	{ "doorgezet naar", COMMAND_ASSIGN, NULL, false },
	{ "doorgezet aan", COMMAND_ASSIGN, NULL, false },
	{ "doorzetten naar", COMMAND_ASSIGN, NULL, false },
	{ "doorzetten aan", COMMAND_ASSIGN, NULL, false },
	{ "toewijzen aan", COMMAND_ASSIGN, NULL, false },
	{ "overdragen aan", COMMAND_ASSIGN, NULL, false },
	{ "beleggen bij", COMMAND_ASSIGN, NULL, false },
	{ "bij", COMMAND_ASSIGN, NULL, false },
	{ "pak ik op", COMMAND_ASSIGN, "", false },
	{ "pak ik", COMMAND_ASSIGN, "", false },
	{ "neem ik", COMMAND_ASSIGN, "", false },
	{ "neem ik op", COMMAND_ASSIGN, "", false },
	{ "doe ik", COMMAND_ASSIGN, "", false },
	{ "to", COMMAND_ASSIGN, NULL, true },
	{ "for", COMMAND_ASSIGN, NULL, true },
	{ "assign to", COMMAND_ASSIGN, NULL, true },
	{ "onderwerp", COMMAND_TOPIC, NULL, false },
	{ "gaat over", COMMAND_TOPIC, NULL, false },
	{ "topic", COMMAND_TOPIC, NULL, true },
	{ "team", COMMAND_TEAM, NULL, false },
	{ "naar team", COMMAND_TEAM, NULL, false },
	{ "voor team", COMMAND_TEAM, NULL, false },
	{ "van team", COMMAND_TEAM, NULL, false },
	{ "hoort bij team", COMMAND_TEAM, NULL, false },
	{ "geen vraag", COMMAND_NO_QUESTION, NULL, false },
	{ "no question", COMMAND_NO_QUESTION, NULL, true },
	{ "not a question", COMMAND_NO_QUESTION, NULL, true },
	{ "toch een vraag", COMMAND_A_QUESTION, NULL, false },
	{ "toch vraag", COMMAND_A_QUESTION, NULL, false },
	{ "toch wel een vraag", COMMAND_A_QUESTION, NULL, false },
	{ "wel een vraag", COMMAND_A_QUESTION, NULL, false },
	{ "a question", COMMAND_A_QUESTION, NULL, true },
	{ "a question after all", COMMAND_A_QUESTION, NULL, true },
	{ "doorverwezen", COMMAND_CLOSE, "referred", false },
	{ "doorverwijzen", COMMAND_CLOSE, "referred", false },
	{ "doorverwezen naar", COMMAND_CLOSE, "referred", false },
	{ "verwezen naar", COMMAND_CLOSE, "referred", false },
	{ "referred", COMMAND_CLOSE, "referred", true },
	{ "geen antwoord nodig", COMMAND_CLOSE, "no-answer-needed", false },
	{ "hoeft geen antwoord", COMMAND_CLOSE, "no-answer-needed", false },
	{ "no answer needed", COMMAND_CLOSE, "no-answer-needed", true },
	{ "dubbel", COMMAND_CLOSE, "duplicate", false },
	{ "duplicate", COMMAND_CLOSE, "duplicate", true },
	{ "ingetrokken", COMMAND_CLOSE, "withdrawn", false },
	{ "withdrawn", COMMAND_CLOSE, "withdrawn", true },
	{ "wacht", COMMAND_WAIT, NULL, false },
	{ "wachten", COMMAND_WAIT, NULL, false },
	{ "in de wacht", COMMAND_WAIT, NULL, false },
	{ "wacht op", COMMAND_WAIT, NULL, false },
	{ "wachten op", COMMAND_WAIT, NULL, false },
	{ "wacht op de vraagsteller", COMMAND_WAIT, NULL, false },
	{ "wacht op vraagsteller", COMMAND_WAIT, NULL, false },
	{ "wait", COMMAND_WAIT, NULL, true },
	{ "waiting", COMMAND_WAIT, NULL, true },
	{ "heropen", COMMAND_REOPEN, NULL, false },
	{ "heropenen", COMMAND_REOPEN, NULL, false },
	{ "weer open", COMMAND_REOPEN, NULL, false },
	{ "weer openen", COMMAND_REOPEN, NULL, false },
	{ "opnieuw openen", COMMAND_REOPEN, NULL, false },
	{ "reopen", COMMAND_REOPEN, NULL, true },
	{ "hoort bij", COMMAND_JOIN, NULL, false },
	{ "horen bij", COMMAND_JOIN, NULL, false },
	{ "samenvoegen met", COMMAND_JOIN, NULL, false },
	{ "samen met", COMMAND_JOIN, NULL, false },
	{ "zelfde als", COMMAND_JOIN, NULL, false },
	{ "dubbel met", COMMAND_JOIN, NULL, false },
	{ "belongs to", COMMAND_JOIN, NULL, true },
	{ "los", COMMAND_SPLIT, NULL, false },
	{ "losmaken", COMMAND_SPLIT, NULL, false },
	{ "losgemaakt", COMMAND_SPLIT, NULL, false },
	{ "apart", COMMAND_SPLIT, NULL, false },
	{ "split", COMMAND_SPLIT, NULL, true },
	{ "afwezig", COMMAND_ABSENT, NULL, false },
	{ "ziek", COMMAND_ABSENT, NULL, false },
	{ "vrij", COMMAND_ABSENT, NULL, false },
	{ "met verlof", COMMAND_ABSENT, NULL, false },
	{ "op vakantie", COMMAND_ABSENT, NULL, false },
	{ "absent", COMMAND_ABSENT, NULL, true },
	{ "away", COMMAND_ABSENT, NULL, true },
	{ "terug", COMMAND_BACK, NULL, false },
	{ "weer terug", COMMAND_BACK, NULL, false },
	{ "aanwezig", COMMAND_BACK, NULL, false },
	{ "weer aanwezig", COMMAND_BACK, NULL, false },
	{ "back", COMMAND_BACK, NULL, true },
	{ "overzicht", COMMAND_OVERVIEW, NULL, false },
	{ "lijst", COMMAND_OVERVIEW, NULL, false },
	{ "overview", COMMAND_OVERVIEW, NULL, true },
	{ "waarom", COMMAND_WHY, NULL, false },
	{ "why", COMMAND_WHY, NULL, true },
	{ "help", COMMAND_HELP, NULL, false },
	{ "hulp", COMMAND_HELP, NULL, false },
	{ "ongedaan", COMMAND_UNDO, NULL, false },
	{ "ongedaan maken", COMMAND_UNDO, NULL, false },
	{ "ongedaan maken stap", COMMAND_UNDO, NULL, false },
	{ "maak ongedaan", COMMAND_UNDO, NULL, false },
	{ "undo", COMMAND_UNDO, NULL, true },
	{ "gebruik", COMMAND_USE, NULL, false },
	{ "gebruiken", COMMAND_USE, NULL, false },
	{ "use", COMMAND_USE, NULL, true },
};

static const char *const fillers[] = { "vraag", "vragen", "question",
	"questions", "nr", "nummer", "nummers", "no", "is", "zijn", "was",
	"are", "graag", "please", "svp", "s.v.p", "aub", "a.u.b", "mag",
	"mogen", "kan", "kunnen", "hierbij", "de", "het", "deze", "die", "dit",
	"ook", "weer", "al", "inmiddels", "ondertussen", "reeds", "ja", "oke",
	"ok", "yes", "wel", "allebei", "beide", "alle", "geheel", "helemaal",
	"nu", "stap", "postwacht", "kun", "kunt", "wil", "wilt", "even", "op",
	"worden", "gemeld", "melden", "meld", "heb", "ik", "we", "wij",
	"hebben", "zet", "zetten", "maak", ",", ":", "(", ")", NULL };

static const char *const doubts[] = { "niet", "geen", "nog", "nooit", "bijna",
	"misschien", "zodra", "wanneer", "indien", "of", "hoop", "denk", "kan",
	"moet", "zal", "komt", "wordt", "straks", "later", "not", "never",
	"almost", "if", "when", "maybe", "will", NULL };

static const char *const courtesies[] = { "hoi", "hallo", "hi", "dag", "beste",
	"goedemorgen", "goedemiddag", "goedenavond", "goedendag", "goede",
	"geachte", "ha", "hey", "hee", "he", "moin", "dear", "hello", "good",
	"morning", "l.s", "ls", "postwacht", "morgen", "middag", "collega",
	"collega's", "allemaal", "dank", "dankjewel", "dankje", "bedankt",
	"thanks", "thank", "you", "alvast", "je", "u", "wel", "voor", "fijn",
	"weekend", "fijne", "prettig", "prettige", "top", "prima", "hartelijk",
	"iedereen", "all", "dear", "hierbij", "het", "de", "bericht",
	"overzicht", "mail", "herinnering", ",", NULL };

/* A line begins with one of these where the commands end. */
static const char *const closings[] = { "-- ", "--", "__", "> ", ">", "groet",
	"gr ", "gr.", "gr,", "grt", "grtz", "mvg", "m.v.g", "vr.gr", "vr gr",
	"hgr", "met vriendelijke", "met hartelijke", "met groet",
	"vriendelijke groet", "hartelijke groet", "kind regards", "regards",
	"best regards", "cheers", "van:", "from:", "-----", "verzonden vanaf",
	"verzonden met", "verstuurd vanaf", "sent from", "outlook voor",
	"get outlook", "download outlook", "verzonden vanuit" };

const char *
command_name(enum command_kind kind)
{
	return names[kind];
}

#define NUMBER '#' /* where the number goes */

static const struct {
	const char *nl, *en;
} links[] = {
	[COMMAND_DONE] = { "# klaar", "# done" },
	[COMMAND_NO_QUESTION] = { "# geen vraag", "# no question" },
	[COMMAND_A_QUESTION] = { "b# toch een vraag",
	    "b# a question after all" },
	[COMMAND_UNDO] = { "ongedaan #", "undo #" },
	[COMMAND_OVERVIEW] = { "overzicht", "overview" },
	[COMMAND_HELP] = { "help", "help" },
	[COMMAND_USE] = { NULL, NULL },
};

const char *
command_link(
    struct arena *a, enum command_kind kind, int64_t number, bool is_english)
{
	const char *words = is_english ? links[kind].en : links[kind].nl;
	const char *at = words ? strchr(words, NUMBER) : NULL;

	if (!at)
		return words;
	return arena_printf(a, "%.*s%lld%s", (int)(at - words), words,
	    (long long)number, at + 1);
}

/* How many tokens of the sentence the words take; 0 when they differ. */
static size_t
match(const char *words, const struct sentence *s, size_t i)
{
	size_t n = 0;

	for (;;) {
		size_t length = strcspn(words, " ");

		if (i + n >= s->n || s->token[i + n].n != length ||
		    strncmp(s->token[i + n].at, words, length) != 0)
			return 0;
		n++;
		if (!words[length])
			return n;
		words += length + 1;
	}
}

const struct command_phrase *
command_phrase_at(
    const struct sentence *s, size_t i, bool is_english, size_t *n)
{
	const struct command_phrase *best = NULL;
	size_t k, longest = 0;

	for (k = 0; k < LENGTH(phrases); k++) {
		size_t length = match(phrases[k].words, s, i);

		if (length <= longest || (phrases[k].is_english && !is_english))
			continue;
		longest = length;
		best = &phrases[k];
	}
	*n = longest;
	return best;
}

bool
command_is_filler(const struct token *t)
{
	return token_in(t, fillers);
}

bool
command_is_doubt(const struct token *t)
{
	return token_in(t, doubts);
}

bool
command_is_courtesy(const struct token *t)
{
	return token_in(t, courtesies);
}

bool
command_is_closing(const char *folded)
{
	size_t i;

	for (i = 0; i < LENGTH(closings); i++) {
		if (text_has_prefix(folded, closings[i]))
			return true;
	}
	/* "Op ma 23 nov 2026 om 08:30 schreef Postwacht <...>:" */
	return (text_has_prefix(folded, "op ") &&
	           strstr(folded, " schreef ")) ||
	    (text_has_prefix(folded, "on ") && strstr(folded, " wrote:"));
}

bool
command_is_near(struct arena *a, const struct token *t, bool is_english)
{
	const char *list[LENGTH(phrases)];
	const char *word = arena_copy_n(a, t->at, t->n);
	size_t i, n = 0;

	for (i = 0; i < LENGTH(phrases); i++) {
		if (!strchr(phrases[i].words, ' ') &&
		    strlen(phrases[i].words) >= NEAR_MIN &&
		    (is_english || !phrases[i].is_english))
			list[n++] = phrases[i].words;
	}
	return text_nearest(word, list, n) != NULL;
}
