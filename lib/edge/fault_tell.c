/*
 * The sentences for what can be wrong with rules, in both languages. Knows
 * words only; where a fault stands is fault_print.c's.
 */

#include <string.h>

#include "base/text.h"
#include "edge/fault_print.h"

static const char *const sentences[FAULT_KINDS][2] = {
	[FAULT_FILE] = { "{found}", "{found}" },
	[FAULT_SYNTAX] = { "hier klopt een teken niet (libconfig: {found}); elke instelling "
	                   "is naam = waarde; met een puntkomma erachter, tekst tussen "
	                   "aanhalingstekens. Kijk ook naar de regel erboven",
	    "a character is wrong here (libconfig: {found}); each setting is "
	    "name = value; with a semicolon behind it, text in quotes. Look at "
	    "the line above as well" },
	[FAULT_BOM] = { "het bestand begint met een onzichtbaar teken (BOM); "
	                "bewaar het als UTF-8 zonder BOM",
	    "the file begins with an invisible mark (BOM); save it as UTF-8 "
	    "without BOM" },
	[FAULT_NO_END_QUOTE] = { "achter deze tekst ontbreekt een "
	                         "aanhalingsteken: \"{found}",
	    "there is no quote behind this text: \"{found}" },
	[FAULT_CURLY_QUOTES] = { "{found} staat tussen krullende "
	                         "aanhalingstekens, van een tekstverwerker; "
	                         "gebruik rechte: \"...\"",
	    "{found} has the curly quotes of a word processor; use straight "
	    "ones: \"...\"" },
	[FAULT_BACKSLASH] = { "in \"{found}\" staat een enkele backslash; die "
	                      "valt weg. Schrijf hem dubbel: \\\\",
	    "\"{found}\" has a single backslash, which gets lost; write it "
	    "twice: \\\\" },
	[FAULT_NO_QUOTES] = { "{found} moet tussen aanhalingstekens staan: "
	                      "\"{found}\"",
	    "{found} must stand in quotes: \"{found}\"" },
	[FAULT_NO_COMMA] = { "voor {found} ontbreekt een komma",
	    "there is no comma in front of {found}" },
	[FAULT_COMMA_EXTRA] = { "hier staat een komma te veel; achter de laatste "
	                        "hoort er geen",
	    "one comma too many; there is none behind the last one" },
	[FAULT_NO_EQUALS] = { "achter {found} ontbreekt \"=\"; elke instelling is "
	                      "naam = waarde;",
	    "there is no \"=\" behind {found}; each setting is name = value;" },
	[FAULT_NO_BRACE] = { "voor {found} ontbreekt een { ; tussen ( en ) staat "
	                     "elke regel tussen { en }",
	    "there is no { in front of {found}; between ( and ) each rule "
	    "stands between { and }" },
	[FAULT_NOT_CLOSED] = { "deze {found} wordt niet gesloten; er hoort een "
	                       "{want} bij",
	    "this {found} is not closed; a {want} belongs to it" },
	[FAULT_NOT_OPEN] = { "deze {found} is er een te veel: er staat niets "
	                     "open",
	    "this {found} is one too many: nothing is open" },
	[FAULT_SET_TWICE] = { "{found} staat al op regel {want}; zet alles bij "
	                      "elkaar in een, met komma's ertussen",
	    "{found} is set at line {want} already; put all of it together, "
	    "with commas between" },
	[FAULT_NO_RULES] = { "hier staan geen regels; verwacht bestanden met "
	                     "namen als \"70-eigen.conf\"",
	    "no rules here; expected files named like \"70-own.conf\"" },
	[FAULT_NO_DATE] = { "\"{found}\" is geen datum; schrijf hem als "
	                    "2026-05-15",
	    "\"{found}\" is no date; write it like 2026-05-15" },
	[FAULT_DATE_ORDER] = { "{found} is niet later dan de dag erboven; zet de "
	                       "dagen op volgorde",
	    "{found} is not later than the day above it; put the days in "
	    "order" },
	[FAULT_KEY] = { "onbekende instelling \"{found}\"; hier kan staan: "
	                "{want}",
	    "unknown setting \"{found}\"; expected one of: {want}" },
	[FAULT_PLACE] = { "onbekende plaats \"{found}\"; hier kan staan: {want}",
	    "unknown place \"{found}\"; expected one of: {want}" },
	[FAULT_MISSING] = { "hier ontbreekt \"{key}\"",
	    "\"{key}\" is missing here" },
	[FAULT_EMPTY] = { "\"{found}\" is leeg", "\"{found}\" is empty" },
	[FAULT_NOT_TEXT] = { "\"{found}\" moet een tekst tussen "
	                     "aanhalingstekens zijn: {found} = \"...\";",
	    "\"{found}\" must be a text in quotes: {found} = \"...\";" },
	[FAULT_NOT_NUMBER] = { "\"{found}\" moet een heel getal zijn, zonder "
	                       "aanhalingstekens: {found} = 10;",
	    "\"{found}\" must be a whole number without quotes: {found} = "
	    "10;" },
	[FAULT_NOT_BOOL] = { "\"{found}\" moet true of false zijn, zonder "
	                     "aanhalingstekens",
	    "\"{found}\" must be true or false, without quotes" },
	[FAULT_NOT_TEXTS] = { "\"{found}\" moet een rij teksten zijn: {found} = "
	                      "[ \"...\", \"...\" ];",
	    "\"{found}\" must be a row of texts: {found} = [ \"...\", \"...\" "
	    "];" },
	[FAULT_NOT_GROUPS] = { "\"{found}\" moet een rij groepen zijn: {found} "
	                       "= ( { ... }, { ... } );",
	    "\"{found}\" must be a row of groups: {found} = ( { ... }, { ... } "
	    ");" },
	[FAULT_HEADER_WORDS] = { "een kop zonder woorden; schrijf "
	                         "{ header = \"Naam\"; words = [ \"...\" ]; }",
	    "a header without words; write { header = \"Name\"; words = [ "
	    "\"...\" ]; }" },
	[FAULT_UNKNOWN] = { "{key} \"{found}\" bestaat niet; hier kan staan: "
	                    "{want}",
	    "{key} \"{found}\" does not exist; expected one of: {want}" },
	[FAULT_TERM_LENGTH] = { "\"{found}\" is geen termijn; schrijf een getal "
	                        "en werkdagen, dagen, weken of maanden",
	    "\"{found}\" is no term; write a number and werkdagen, dagen, weken "
	    "or maanden" },
	[FAULT_WEIGHT] = { "regel \"{rule}\" heeft gewicht {found}; dat moet "
	                   "{want} zijn",
	    "rule \"{rule}\" has weight {found}; expected {want}" },
	[FAULT_NAME_TWICE] = { "de naam \"{found}\" is al van de regel op "
	                       "{want}; geef deze een andere",
	    "the name \"{found}\" is that of the rule at {want}; give this one "
	    "another" },
	[FAULT_MATCHES_ALL] = { "regel \"{rule}\" heeft geen words, any, all of "
	                        "sentences; hij zou elk bericht vinden",
	    "rule \"{rule}\" has no words, any, all or sentences; it would "
	    "match every message" },
	[FAULT_NO_WORDS] = { "een lege rij; die vindt nooit iets. Vul hem of "
	                     "haal hem weg",
	    "an empty row; it would never match. Fill it or take it out" },
	[FAULT_UTF8] = { "hier staan tekens die geen UTF-8 zijn; bewaar het "
	                 "bestand als UTF-8",
	    "characters that are not UTF-8; save the file as UTF-8" },
	[FAULT_WORD_EMPTY] = { "een leeg woord; haal het weg",
	    "an empty word; take it out" },
	[FAULT_WORD_LONG] = { "een woord van meer dan {want} tekens; neem een "
	                      "deel ervan",
	    "a word of more than {want} characters; take a part of it" },
	[FAULT_WORD_STAR] = { "het sterretje in \"{found}\" staat midden in het "
	                      "woord; het kan alleen vooraan of achteraan staan",
	    "the star in \"{found}\" stands inside the word; it can only stand "
	    "in front or behind" },
	[FAULT_TOO_MANY_WORDS] = { "er zijn meer woorden dan er passen ({want} "
	                           "letters samen)",
	    "there are more words than fit ({want} letters together)" },
	[FAULT_TOO_MANY_HEADERS] = { "de kop \"{found}\" is er een te veel; alle "
	                             "regels samen kunnen er {want} noemen",
	    "the header \"{found}\" is one too many; all rules together may "
	    "name {want}" },
	[FAULT_EXPRESSION] = { "de expressie {found} klopt niet (PCRE2: {want})",
	    "the expression {found} is wrong (PCRE2: {want})" },
	[FAULT_KEYWORD] = { "keyword \"{found}\" kan alleen uit letters, cijfers "
	                    "en de tekens $ - _ . bestaan",
	    "keyword \"{found}\" may hold letters, digits and $ - _ . alone" },
	[FAULT_CAPTURE] = { "thread_key {found} moet een expressie zijn tussen "
	                    "schuine strepen, met een paar haakjes om het "
	                    "kenmerk: \"/zaak ([0-9]+)/\"",
	    "thread_key {found} must be an expression between slashes, with one "
	    "pair of parentheses around the reference: \"/case ([0-9]+)/\"" },
	[FAULT_EXAMPLE] = { "regel \"{rule}\" vindt zijn voorbeeld niet: "
	                    "\"{found}\"",
	    "rule \"{rule}\" does not match its example: \"{found}\"" },
	[FAULT_COUNTEREXAMPLE] = { "regel \"{rule}\" vindt zijn tegenvoorbeeld "
	                           "({want}): \"{found}\"",
	    "rule \"{rule}\" matches its counterexample ({want}): "
	    "\"{found}\"" },
	[FAULT_SHADOWED] = { "regel \"{rule}\" komt nooit aan bod: wat hij "
	                     "vindt, vindt de regel op {want} eerder",
	    "rule \"{rule}\" can never fire: what it matches, the rule at "
	    "{want} matches first" },
	[FAULT_CONTRADICTION] = { "regel \"{rule}\" vindt nooit iets: bij elk "
	                          "woord dat hij zoekt houdt none hem tegen",
	    "rule \"{rule}\" can never fire: none stops it at every word that "
	    "it looks for" },
	[FAULT_NOWHERE] = { "{key} \"{found}\" bestaat niet, dus dit vindt nooit "
	                    "iets; hier kan staan: {want}",
	    "{key} \"{found}\" does not exist, so this can never match; "
	    "expected one of: {want}" },
	[FAULT_SAME] = { "regel \"{rule}\" vindt precies wat de regel op {want} "
	                 "vindt; voeg ze samen of haal er een weg",
	    "rule \"{rule}\" matches exactly what the rule at {want} matches; "
	    "join them or take one out" },
	[FAULT_SLOW] = { "de expressie {found} kan te veel rekentijd kosten en "
	                 "wordt dan afgebroken; maak hem korter, zonder herhaling "
	                 "in een herhaling",
	    "the expression {found} may take too long and is given up then; "
	    "make it shorter, without a repetition in a repetition" },
	[FAULT_WORD_HYPHEN] = { "het streepje aan het eind van \"{found}\" telt "
	                        "als een spatie: hier kan elk woord volgen. "
	                        "Schrijf \"{want}\"; dat vindt ook wat er met een "
	                        "streepje aan vastzit",
	    "the hyphen at the end of \"{found}\" counts as a blank: any word "
	    "may follow. Write \"{want}\", which is found with a hyphen behind "
	    "it as well" },
	[FAULT_SENTENCE_TWICE] = { "deze zin staat ook onder een ander "
	                           "onderwerp, bij de regel op {want}, en zegt zo "
	                           "niets; haal hem bij een van de twee weg",
	    "this sentence stands under another topic too, at the rule at "
	    "{want}, and so tells nothing; take it out at one of the two" },
};

static const char *
value_of(const struct fault *f, const char *name)
{
	const struct {
		const char *name, *value;
	} rows[] = {
		{ "{found}", f->found },
		{ "{want}", f->want },
		{ "{rule}", f->rule },
		{ "{key}", f->key },
	};
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		if (strncmp(name, rows[i].name, strlen(rows[i].name)) == 0)
			return rows[i].value;
	}
	return NULL;
}

void
fault_tell(const struct fault *f, enum language language, struct text *out)
{
	const char *s = sentences[f->kind][language == LANGUAGE_EN];

	while (*s) {
		size_t n = strcspn(s, "{");
		const char *value;

		text_add_n(out, s, n);
		s += n;
		if (!*s)
			break;
		value = value_of(f, s);
		if (value) {
			text_add(out, value);
			s += strcspn(s, "}") + 1;
		} else {
			text_add_char(out, *s++);
		}
	}
	if (f->nearest)
		text_addf(out,
		    language == LANGUAGE_EN ? ". Did you mean \"%s\"?"
		                            : ". Bedoel je \"%s\"?",
		    f->nearest);
}
