/*
 * The fixed reasons of triage in English. Triage words its reasons in Dutch,
 * for the digest; this is the other half of the dictionary.
 */

#include "desk/explain_words.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static const struct {
	const char *dutch, *english;
} pairs[] = {
	{ "Bericht van Postwacht zelf: het kenmerk klopt.",
	    "A message of Postwacht itself: its mark is right." },
	{ "Lees- of ontvangstmelding van een mailprogramma.",
	    "A receipt that a mail program made." },
	{ "Melding dat een bericht niet kon worden bezorgd.",
	    "Tells that a message could not be delivered." },
	{ "De eigen mailserver merkt het bericht aan als spam.",
	    "The own mail server marks it as spam." },
	{ "Automatisch antwoord volgens de kop (Auto-Submitted).",
	    "An automatic reply by its header (Auto-Submitted)." },
	{ "Bevat een afspraak (text/calendar).",
	    "Holds an appointment (text/calendar)." },
	{ "Onderwerp van een automatisch bericht, en een tweede teken.",
	    "The subject of an automatic message, and a second sign." },
	{ "Verzonden aan een lijst (List-Id, List-Unsubscribe of "
	  "Precedence).",
	    "Sent to a list (List-Id, List-Unsubscribe or Precedence)." },
	{ "Door een systeem gemaakt (Auto-Submitted).",
	    "Made by a system (Auto-Submitted)." },
	{ "Heeft geen retouradres (Return-Path: <>).",
	    "Has no return address (Return-Path: <>)." },
	{ "Het onderwerp lijkt van een automatisch bericht; een tweede teken "
	  "ontbreekt (leeg retouradres, robot als afzender, Precedence, "
	  "X-Auto-Response-Suppress).",
	    "The subject seems an automatic message's; a second sign is "
	    "missing (empty return path, robot as sender, Precedence, "
	    "X-Auto-Response-Suppress)." },
	{ "Het onderwerp lijkt van een melding van niet bezorgd; een rapport, "
	  "een leeg retouradres of een mailserver als afzender ontbreekt.",
	    "The subject seems a bounce's; a report, an empty return path or "
	    "a mail server as sender is missing." },
	{ "Het onderwerp lijkt van een leesbevestiging; een rapport of een "
	  "leeg retouradres ontbreekt.",
	    "The subject seems a receipt's; a report or an empty return path "
	    "is missing." },
	{ "De mailserver noemt het spam; van een bekende organisatie wordt dat "
	  "niet aangenomen.",
	    "The mail server calls it spam; of a known organisation that is "
	    "not believed." },
	{ "List-Unsubscribe alleen maakt geen nieuwsbrief van een vraag of een "
	  "reactie.",
	    "List-Unsubscribe alone makes no newsletter of a question or a "
	    "reply." },
	{ "X-Auto-Response-Suppress alleen maakt geen bericht automatisch.",
	    "X-Auto-Response-Suppress alone makes no message automatic." },
	{ "De afzender lijkt een systeem (noreply); dat alleen maakt geen "
	  "bericht automatisch.",
	    "The sender seems a system (noreply); that alone makes no message "
	    "automatic." },
	{ "Ingevuld op een webformulier.", "Filled in on a web form." },
	{ "Geen teken van een automatisch bericht.",
	    "No sign of an automatic message." },
	{ "Alleen dank: %s.", "Thanks alone: %s." },
	{ "Reactie in een gesprek waarin niets gevraagd wordt.",
	    "A reply in a conversation that asks nothing." },
	{ "Niet zeker of hier iets gevraagd wordt.",
	    "Not certain whether something is asked here." },
	{ "Geen bericht van een mens.", "Not a message of a human." },
	{ "Van de eigen organisatie.", "From the own organisation." },
	{ "Herkend als %s", "Recognised as %s" },
	{ "Mededeling binnen de eigen organisatie.",
	    "An announcement within the own organisation." },
	{ "Geen onderwerp herkend.", "No topic recognised." },
	{ "De afzender vraagt antwoord voor vandaag of morgen.",
	    "The sender asks for an answer by today or tomorrow." },
	{ "De afzender noemt een dag.", "The sender names a day." },
	{ "Geen andere termijn genoemd.", "No other term is named." },
	{ "Exchange zegt niet wie dit bericht aanbood.",
	    "Exchange does not say who handed this message in." },
	{ "De kop AuthAs van Exchange staat er meer dan een keer: vervalst.",
	    "Exchange's header AuthAs is there more than once: forged." },
	{ "Exchange kreeg dit bericht van buiten, terwijl de afzender een "
	  "collega zou zijn.",
	    "Exchange got this message from outside, although the sender "
	    "would be a colleague." },
	{ "Binnen de eigen Exchange verzonden (AuthAs: Internal).",
	    "Sent within the own Exchange (AuthAs: Internal)." },
	{ "De eigen mailserver kon %s als afzender niet bevestigen "
	  "(dmarc=fail).",
	    "The own mail server could not confirm %s as the sender "
	    "(dmarc=fail)." },
	{ "De eigen mailserver %s bevestigt de afzender (dmarc=pass).",
	    "The own mail server %s confirms the sender (dmarc=pass)." },
	{ "De eigen mailserver zegt niets over de afzender.",
	    "The own mail server says nothing of the sender." },
};

/* The sentence by its pair, with what stands at "%s" carried over; NULL when
 * it is another one. */
static const char *
translate(
    struct arena *a, const char *s, const char *dutch, const char *english)
{
	const char *hole = strstr(dutch, "%s"), *to = strstr(english, "%s");
	size_t before, after, n = strlen(s);

	if (!hole || !to)
		return strcmp(s, dutch) == 0 ? english : NULL;
	before = (size_t)(hole - dutch);
	after = strlen(hole + 2);
	if (n < before + after || strncmp(s, dutch, before) != 0 ||
	    strcmp(s + n - after, hole + 2) != 0)
		return NULL;
	return arena_printf(a, "%.*s%.*s%s", (int)(to - english), english,
	    (int)(n - before - after), s + before, to + 2);
}

const char *
explain_sentence(struct arena *a, const char *dutch, bool is_english)
{
	size_t i;

	for (i = 0; is_english && i < LENGTH(pairs); i++) {
		const char *english =
		    translate(a, dutch, pairs[i].dutch, pairs[i].english);

		if (english)
			return english;
	}
	return dutch;
}

const char *
explain_outcome(const char *found, bool is_english)
{
	static const struct {
		const char *found, *words[2];
	} outcomes[] = {
		{ "human", { "van een mens", "of a human" } },
		{ "auto-reply", { "automatisch bericht", "automatic" } },
		{ "bounce", { "melding van niet bezorgd", "bounce" } },
		{ "receipt", { "lees- of ontvangstmelding", "receipt" } },
		{ "invitation", { "uitnodiging", "invitation" } },
		{ "list", { "nieuwsbrief of lijst", "newsletter or list" } },
		{ "spam", { "spam", "spam" } },
		{ "ours", { "van Postwacht zelf", "of Postwacht itself" } },
		{ "proven", { "bewezen", "proven" } },
		{ "unproven", { "niet bewezen", "not proven" } },
		{ "failed",
		    { "klopt niet volgens de eigen mailserver",
		        "denied by the own mail server" } },
		{ "open", { "open", "open" } },
		{ "waiting", { "wacht op de vraagsteller", "waiting" } },
		{ "handled", { "afgehandeld", "handled" } },
		{ "ja", { "ja", "yes" } },
		{ "nee", { "nee", "no" } },
		{ "twijfel", { "ja, maar niet zeker", "yes, in doubt" } },
	};
	size_t i;

	for (i = 0; i < LENGTH(outcomes); i++) {
		if (strcmp(outcomes[i].found, found) == 0)
			return outcomes[i].words[is_english];
	}
	return found;
}

const char *
explain_basis(enum receipt_basis basis, bool is_english)
{
	static const char *const words[][2] = {
		[RECEIPT_INTERNALDATE] = { "stempel van de mailserver",
		    "the mail server's stamp" },
		[RECEIPT_MBOX_FROM] = { "From-regel van het mbox-bestand",
		    "the From line of the mbox file" },
		[RECEIPT_RECEIVED] = { "bovenste Received-kop",
		    "the topmost Received header" },
		[RECEIPT_FILE_NAME] = { "naam van het bestand",
		    "the name of the file" },
		[RECEIPT_FILE_TIME] = { "tijd van het bestand",
		    "the time of the file" },
		[RECEIPT_DATE] = { "Date-kop van de afzender",
		    "the sender's Date header" },
	};

	return words[basis][is_english];
}

bool
explain_pair(size_t i, const char **dutch, const char **english)
{
	if (i >= LENGTH(pairs))
		return false;
	*dutch = pairs[i].dutch;
	*english = pairs[i].english;
	return true;
}
