/*
 * Why a mail of commands was not carried out, in words. What became of an act
 * itself is in notice/deed_words.
 */

#include "notice/order_words.h"

#include "base/arena.h"

static const struct {
	const char *name, *nl, *en;
} faults[] = {
	[ORDER_UNKNOWN] = { "unknown", NULL, NULL },
	[ORDER_DOUBTFUL] = { "doubtful",
	    "Er staat iets bij waardoor niet zeker is dat je het zo bedoelt.",
	    "Something in it makes it uncertain that you mean it." },
	[ORDER_DAY] = { "day",
	    "Er staat geen dag of aantal dagen in dat Postwacht kan lezen; "
	    "schrijf bijvoorbeeld 4-12 of 4 december.",
	    "It holds no day or number of days that Postwacht can read; write "
	    "for example 4-12 or 4 december." },
	[ORDER_WORD] = { "word", "Er ontbreekt een naam, woord of nummer.",
	    "A name, word or number is missing." },
	[ORDER_TOO_MUCH] = { "too-much",
	    "Dat is te veel voor één mail: ten hoogste 50 opdrachten, en 20 "
	    "nummers op een regel.",
	    "That is too much for one mail: 50 commands at most, and 20 "
	    "numbers on a line." },
	[ORDER_EMPTY] = { "empty", "Er stond geen opdracht in je mail.",
	    "There was no command in your mail." },
	[ORDER_NO_PERMIT] = { "no-permit",
	    "Je mail was geen antwoord op een bericht van Postwacht aan jou, "
	    "en kwam niet van een link daaruit; alleen dan voert Postwacht "
	    "iets uit.",
	    "Your mail was no reply to a notice of Postwacht to you, and did "
	    "not come by a link in one; only then something is carried out." },
	[ORDER_EXPIRED] = { "expired",
	    "De link die je gebruikte is niet meer geldig; antwoord op een "
	    "recent bericht.",
	    "The link that you used is not valid any more; reply to a recent "
	    "notice." },
	[ORDER_WHICH] = { "which",
	    "Het bericht waarop je antwoordt gaat niet over één vraag; zet "
	    "het nummer ervoor.",
	    "The notice that you reply to is not about one question; put its "
	    "number in front." },
	[ORDER_COORDINATOR] = { "coordinator",
	    "Dat kan alleen de coördinator doen.",
	    "Only the coordinator can do that." },
	[ORDER_NOBODY] = { "nobody",
	    "Op het rooster staat niemand, of meer dan één, met de naam",
	    "The roster has nobody, or more than one, by the name of" },
	[ORDER_NO_MESSAGE] = { "no-message",
	    "Dat nummer wijst geen bericht of vraag aan; neem het over uit "
	    "het overzicht van de ochtend.",
	    "That number names no message or question; take it from the "
	    "overview of the morning." },
	[ORDER_NOT_YET] = { "not-yet",
	    "Op dit bericht staat niets klaar dat in gebruik genomen kan "
	    "worden; antwoord op het bericht dat laat zien wat nieuwe regels "
	    "veranderen.",
	    "By this notice nothing waits to be taken into use; reply to the "
	    "one that shows what new rules would change." },
	[ORDER_FILES] = { "files",
	    "Er zit meer dan één regelbestand bij; stuur ze elk in een eigen "
	    "mail.",
	    "There is more than one file of rules; send each in a mail of its "
	    "own." },
	[ORDER_FILE_NAME] = { "file-name",
	    "Een regelbestand heeft een naam als 30-eigen.conf: eerst een "
	    "cijfer, dan letters, cijfers en streepjes, zonder map. Dit heet",
	    "A file of rules has a name like 30-own.conf: a digit first, then "
	    "letters, digits and hyphens, without a folder. This one is" },
	[ORDER_FILE_CUT] = { "file-cut",
	    "Het regelbestand is te groot, of kwam niet in zijn geheel aan; "
	    "ten hoogste 256 kB. Het heet",
	    "The file of rules is too large, or did not come whole; 256 kB at "
	    "most. It is" },
};

enum order_fault
order_fault_of(enum command_fault fault)
{
	switch (fault) {
	case COMMAND_GOOD:
	case COMMAND_UNKNOWN:
		break;
	case COMMAND_DOUBTFUL:
		return ORDER_DOUBTFUL;
	case COMMAND_DAY:
		return ORDER_DAY;
	case COMMAND_WORD:
		return ORDER_WORD;
	case COMMAND_TOO_MUCH:
		return ORDER_TOO_MUCH;
	}
	return ORDER_UNKNOWN;
}

const char *
order_words(
    struct arena *a, enum language l, enum order_fault fault, const char *word)
{
	const char *says =
	    l == LANGUAGE_NL ? faults[fault].nl : faults[fault].en;

	return word ? arena_printf(a, "%s \"%s\".", says, word) : says;
}

const char *
order_fault_name(enum order_fault fault)
{
	return faults[fault].name;
}
