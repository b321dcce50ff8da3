/*
 * How mails end: closing formulas, signature marks, the lines that telephones
 * add, and the paragraphs that lawyers add. Dutch and English, and the
 * commonest German and French ones. All phrases are folded.
 */

#include "mail/closing.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

/* A formula may have a name behind it, not a sentence. */
#define FORMULA_MAX   70
#define FORMULA_WORDS 6

/* What a telephone adds is one short line, with a link perhaps. */
#define DEVICE_MAX   120
#define DEVICE_WORDS 8

/* A signature is not longer than this; if it seems to be, it is text. */
#define SIGNATURE_LINES 60

/* A parting and the name below it. */
#define PARTING_WORDS 4
#define NAME_WORDS    4

/* A line with so many words is a sentence, not an address. */
#define SENTENCE_WORDS 9

static const char *const formulas[] = { "met vriendelijke",
	"met een vriendelijke", "vriendelijke groet", "vriendelijk groetend",
	"met hartelijke groet", "hartelijke groet", "met collegiale groet",
	"collegiale groet", "met groet", "groet", "groeten", "groetjes",
	"beste groet", "warme groet", "zonnige groet", "fijne groet", "mvg",
	"m.v.g", "mvrgr", "vr.gr", "vr. gr", "vrgr", "gr.", "gr,",
	"hoogachtend", "met hoogachting", "met de meeste hoogachting",
	"kind regards", "kindest regards", "best regards", "warm regards",
	"with kind regards", "regards", "yours sincerely", "yours faithfully",
	"sincerely", "best wishes", "mit freundlichen grussen", "viele grusse",
	"freundliche grusse", "cordialement" };

/* What people write above their name, and elsewhere too: it begins a signature
 * only where nothing but that follows, and stays text itself. */
static const char *const partings[] = { "bij voorbaat", "alvast bedankt",
	"alvast dank", "alvast hartelijk", "met dank", "bedankt", "dank",
	"fijne dag", "fijn weekend", "prettige dag", "prettig weekend",
	"goed weekend", "nog een fijne", "thanks", "thank you", "many thanks",
	"cheers", "liefs" };

static const char *const devices[] = { "verzonden vanaf ", "verstuurd vanaf ",
	"verzonden vanuit ", "verstuurd vanuit ", "verzonden met ",
	"verstuurd met ", "verzonden via ", "sent from my ",
	"sent from outlook", "sent from mail for", "get outlook for ",
	"outlook voor ", "download outlook", "von meinem iphone gesendet",
	"envoye de mon " };

static const char *const afterthoughts[] = { "ps ", "ps:", "ps.", "p.s",
	"nb:", "n.b", "naschrift" };

/* A disclaimer speaks of the mail itself ... */
static const char *const itself[] = { "dit bericht", "deze e-mail",
	"deze email", "deze mail", "dit e-mailbericht", "dit e-mail bericht",
	"dit mailbericht", "this message", "this e-mail", "this email",
	"this mail", "before you print", "before printing", "email disclaimer",
	"diese e-mail" };

/* ... and says one of these. */
static const char *const warnings[] = { "uitsluitend bestemd", "alleen bestemd",
	"uitsluitend bedoeld", "niet voor u is bestemd", "niet voor u bestemd",
	"niet voor u bedoeld", "bestemd voor de geadresseerde",
	"bedoeld voor de geadresseerde", "bestemd voor geadresseerde",
	"beoogde ontvanger", "niet de geadresseerde",
	"niet de bedoelde ontvanger", "geen rechten worden ontleend",
	"geen rechten ontlenen", "abusievelijk", "vertrouwelijke informatie",
	"is vertrouwelijk en", "vertrouwelijk zijn", "aansprakelijk",
	"e-mail print", "email print", "mail print", "mail afdrukt",
	"bericht print", "bericht afdrukt", "printen van dez",
	"afdrukken van dez", "aan het milieu", "intended for the addressee",
	"intended solely", "intended only", "intended recipient",
	"intended addressee", "is confidential", "are confidential",
	"strictly confidential", "confidential and", "be confidential",
	"confidential information", "received in error",
	"received this message in error", "received this e-mail in error",
	"received this email in error", "before you print", "before printing",
	"gescand op virus", "scanned for virus", "virusvrij",
	"ist vertraulich" };

/* What a mail gateway puts above a message from outside. */
static const char *const banners[] = { "afkomstig van buiten",
	"van buiten de organisatie", "van buiten onze organisatie",
	"afkomstig van een externe", "van een externe afzender",
	"originated from outside", "sent from outside",
	"from an external sender", "originated outside",
	"u ontvangt niet vaak e-mail van", "u krijgt niet vaak e-mail van",
	"you don't often get email from",
	"sommige mensen die dit bericht hebben ontvangen" };

/* The length of the phrase of the list that begins the text, or 0. */
static size_t
beginning(const char *text, const char *const *list, size_t n)
{
	size_t i, best = 0;

	for (i = 0; i < n; i++) {
		size_t len;

		if (*list[i] != *text)
			continue;
		len = strlen(list[i]);
		if (len > best && strncmp(text, list[i], len) == 0)
			best = len;
	}
	return best;
}

static size_t
words_of(const char *text)
{
	size_t n = 1;

	for (; *text; text++)
		n += *text == ' ';
	return n;
}

static bool
is_device(const char *text)
{
	return strlen(text) <= DEVICE_MAX && words_of(text) <= DEVICE_WORDS &&
	    beginning(text, devices, LENGTH(devices)) > 0;
}

static bool
is_formula(const char *text)
{
	size_t n = beginning(text, formulas, LENGTH(formulas));
	const char *s;

	if (n == 0 || strlen(text) > FORMULA_MAX || strpbrk(text, "?"))
		return false;
	/* "groet" also begins "groeten" and "groetjes", nothing else. */
	s = text + n;
	if (*s >= 'a' && *s <= 'z' && strncmp(s, "en", 2) != 0 &&
	    strncmp(s, "jes", 3) != 0 && strncmp(s, "n", 1) != 0)
		return false;
	return words_of(s) <= FORMULA_WORDS;
}

static bool
is_signature_start(const struct line *line)
{
	const char *text = line->text;

	/* RFC 3676, 4.3: "-- ", of which programs lose the blank. */
	return strcmp(text, "--") == 0 || is_formula(text) || is_device(text);
}

static bool
is_disclaimer(const char *text)
{
	return text_has_any(text, banners, LENGTH(banners)) ||
	    (text_has_any(text, itself, LENGTH(itself)) &&
	        text_has_any(text, warnings, LENGTH(warnings)));
}

/* The end of the new text that begins on line i. */
static size_t
new_until(const struct lines *l, size_t i)
{
	while (i < l->n && l->at[i].role == ROLE_NEW)
		i++;
	return i;
}

static size_t
paragraph_until(const struct lines *l, size_t i, size_t end)
{
	while (i < end && *l->at[i].text)
		i++;
	return i;
}

static void
give(struct lines *l, size_t first, size_t end, enum role role)
{
	for (; first < end; first++)
		l->at[first].role = role;
}

/* Lines drawn above a disclaimer go with it. */
static size_t
with_rule(const struct lines *l, size_t i, size_t start)
{
	while (i > start &&
	    (!*l->at[i - 1].text ||
	        !l->at[i - 1].text[strspn(l->at[i - 1].text, "_-=*# ")]))
		i--;
	return i;
}

/* Paragraphs that are disclaimers, by the paragraph and, where one runs on
 * with other text, by the line. */
static void
mark_disclaimers(struct arena *a, struct lines *l, size_t start, size_t end)
{
	size_t i = start;

	while ((i = lines_skip_blank(l, i)) < end) {
		size_t until = paragraph_until(l, i, end);
		size_t rule = with_rule(l, i, start);

		/* What no paragraph says, no line of it does. */
		if (!is_disclaimer(lines_folded(a, l, i, until))) {
			i = until;
			continue;
		}
		if (until - i == 1 || !is_formula(l->at[i].text)) {
			size_t line;

			for (line = i; line < until; line++) {
				if (is_signature_start(&l->at[line]))
					break;
			}
			if (line == until)
				give(l, rule, until, ROLE_DISCLAIMER);
		}
		for (; i < until; i++) {
			if (is_disclaimer(l->at[i].text))
				l->at[i].role = ROLE_DISCLAIMER;
		}
	}
}

/* Whether one of the lines is a sentence, as no signature has them. */
static bool
has_sentence(const struct lines *l, size_t i, size_t end)
{
	for (; i < end; i++) {
		if (l->at[i].role == ROLE_NEW &&
		    words_of(l->at[i].text) >= SENTENCE_WORDS)
			return true;
	}
	return false;
}

static bool
is_name(const char *text)
{
	return words_of(text) <= NAME_WORDS &&
	    text[strcspn(text, "0123456789?:;!")] == '\0';
}

/* The line below a parting ("Thanks,") that only a name and what belongs to
 * it follow, or end. */
static size_t
below_parting(const struct lines *l, size_t i, size_t end)
{
	size_t parting = end, name;

	for (; i < end; i++) {
		const struct line *line = &l->at[i];

		if (line->role == ROLE_NEW && strpbrk(line->text, "?"))
			parting = end;
		else if (line->role == ROLE_NEW &&
		    words_of(line->text) <= PARTING_WORDS &&
		    beginning(line->text, partings, LENGTH(partings)) > 0)
			parting = i;
	}
	if (parting == end || end - parting > SIGNATURE_LINES ||
	    has_sentence(l, parting + 1, end))
		return end;
	name = lines_skip_blank(l, parting + 1);
	return name < end && is_name(l->at[name].text) ? parting + 1 : end;
}

/* The line that begins the signature of this stretch, or end. A letter that
 * was pasted in has its own closing: a later formula wins where somebody
 * wrote between the two. */
static size_t
signature_start(const struct lines *l, size_t i, size_t end)
{
	size_t start = end, first = i;

	for (; i < end; i++) {
		const struct line *line = &l->at[i];

		if (end - i > SIGNATURE_LINES || line->role != ROLE_NEW)
			continue;
		if (start == end && is_signature_start(line))
			start = i;
		else if (start < end && is_formula(line->text) &&
		    has_sentence(l, start + 1, i))
			start = i;
	}
	return start < end ? start : below_parting(l, first, end);
}

/* A PS and the lines below it, to a blank one, are text again. */
static void
keep_afterthoughts(struct lines *l, size_t i, size_t end)
{
	for (; i < end; i++) {
		if (l->at[i].role == ROLE_SIGNATURE &&
		    beginning(l->at[i].text, afterthoughts,
		        LENGTH(afterthoughts)) > 0) {
			size_t until = paragraph_until(l, i, end);

			give(l, i, until, ROLE_NEW);
			i = until;
		}
	}
}

void
closing_mark(struct arena *a, struct lines *l)
{
	size_t i, j, end, start;

	for (i = 0; i < l->n; i = end) {
		end = new_until(l, i);
		if (end == i) {
			end++;
			continue;
		}
		mark_disclaimers(a, l, i, end);
		start = signature_start(l, i, end);
		for (j = start; j < end; j++) {
			if (l->at[j].role == ROLE_NEW)
				l->at[j].role = ROLE_SIGNATURE;
		}
		keep_afterthoughts(l, start, end);
	}
}
