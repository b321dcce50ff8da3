/*
 * Notices in words: the sentences of the models in both languages, numbers of
 * one and of many, hostile text, broken templates.
 *
 * With POSTWACHT_SAMPLES=FOLDER the samples are written there as .html,
 * .txt and .eml, for tests/notices/lint.py.
 */

#include <stdio.h>
#include <string.h>

#include <gmime/gmime.h>
#include <libxml/HTMLparser.h>

#include "base/arena.h"
#include "base/text.h"
#include "notice/letter.h"
#include "notice/plain.h"
#include "notice/render.h"
#include "notice/template.h"
#include "tests/unit/notice_views.h"
#include "tests/unit/unit.h"
#include "triage/permit.h"

#define COLUMNS 76

static const char *const names[] = { "digest.nl.xsl", "digest.en.xsl",
	"alert.nl.xsl", "alert.en.xsl", "signal.nl.xsl", "signal.en.xsl",
	"weekly.nl.xsl", "weekly.en.xsl", "operator.nl.xsl", "operator.en.xsl",
	"answer.nl.xsl", "answer.en.xsl", "words.nl.xsl", "words.en.xsl",
	"report.nl.xsl", "report.en.xsl", "page.nl.xsl", "page.en.xsl",
	"page.xsl", "html.xsl", "document.xsl", "text.xsl" };

struct house {
	struct arena *a;
	struct template_file files[LENGTH(names)];
	struct templates *in[2];
};

static const char *
read_file(struct arena *a, const char *name)
{
	char *s = arena_alloc(a, 65536);
	FILE *f = fopen(arena_printf(a, "rules/templates/%s", name), "rb");

	assert_non_null(f);
	assert_in_range(fread(s, 1, 65535, f), 1, 65534);
	fclose(f);
	return s;
}

static int
setup(void **state)
{
	struct arena *a = arena_new();
	struct house *h = arena_alloc(a, sizeof(*h));
	struct err e = { ERR_NONE, "" };
	size_t i;

	h->a = a;
	for (i = 0; i < LENGTH(names); i++)
		h->files[i] =
		    (struct template_file){ names[i], read_file(a, names[i]) };
	for (i = 0; i < 2; i++)
		if (templates_new(h->files, LENGTH(names), (enum language)i,
		        &h->in[i], &e) != 0)
			fail_msg("%s", e.text);
	*state = h;
	return 0;
}

static int
teardown(void **state)
{
	struct house *h = *state;

	templates_free(h->in[0]);
	templates_free(h->in[1]);
	arena_free(h->a);
	return 0;
}

static void
write_sample(struct arena *a, const char *name, const char *suffix,
    const char *s, size_t n)
{
	FILE *f = fopen(arena_printf(a, "%s/%s.%s", getenv("POSTWACHT_SAMPLES"),
	                    name, suffix),
	    "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(s, 1, n, f), n);
	fclose(f);
}

static void
write_samples(struct arena *a, const char *name, const struct rendered *r)
{
	const struct letter_head head = { .from_name = "Postwacht",
		.from = "postwacht@vng.nl",
		.to_name = "Noor",
		.to = "noor@vng.nl",
		.message_id = "pw.1.0123456789abcdef@vng.nl",
		.date = at("2026-11-23 08:30"),
		.token = "k3v9qd",
		.language = strstr(name, ".en") ? LANGUAGE_EN : LANGUAGE_NL };
	struct letter l = letter_build(a, &head, r);

	write_sample(a, name, "html", r->html, strlen(r->html));
	write_sample(a, name, "txt", r->text, strlen(r->text));
	write_sample(a, name, "eml", l.bytes, l.n);
}

/* No line is over 76 columns unless it is one word. */
static void
check_columns(const char *name, const char *s)
{
	while (*s) {
		size_t n = strcspn(s, "\n"), width = 0, i, first;

		for (i = 0; i < n; i++)
			width += ((unsigned char)s[i] & 0xc0) != 0x80;
		for (first = 0; first < n && s[first] == ' ';)
			first++;
		if (width > COLUMNS && memchr(s + first, ' ', n - first))
			fail_msg(
			    "%s: %zu columns: %.*s", name, width, (int)n, s);
		s += n + (s[n] == '\n');
	}
}

/* Only elements that the layout makes, no handlers, no links but mailto:. */
static void
check_element(const char *name, xmlNode *n)
{
	static const char *const known[] = { "html", "head", "meta", "title",
		"style", "body", "table", "tr", "td", "th", "p", "h1", "h2",
		"h3", "ul", "li", "b", "i", "a", "span", "br" };
	const xmlAttr *at;
	xmlNode *child;
	size_t i;

	for (i = 0; i < LENGTH(known); i++)
		if (xmlStrEqual(n->name, (const xmlChar *)known[i]))
			break;
	if (i == LENGTH(known))
		fail_msg("%s: <%s>", name, n->name);
	for (at = n->properties; at; at = at->next) {
		if (xmlStrncmp(at->name, (const xmlChar *)"on", 2) == 0)
			fail_msg("%s: %s=", name, at->name);
		if (xmlStrEqual(at->name, (const xmlChar *)"href") &&
		    xmlStrncmp(at->children->content,
		        (const xmlChar *)"mailto:", 7) != 0)
			fail_msg("%s: %s", name, at->children->content);
	}
	for (child = n->children; child; child = child->next)
		if (child->type == XML_ELEMENT_NODE)
			check_element(name, child);
}

/* The HTML is read by a parser that reports what a browser would repair. */
static void
check_html(const char *name, const char *s)
{
	htmlParserCtxtPtr context = htmlNewParserCtxt();
	htmlDocPtr doc = htmlCtxtReadMemory(context, s, (int)strlen(s), NULL,
	    "UTF-8", HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);

	assert_non_null(doc);
	if (!context->wellFormed)
		fail_msg("%s: %s", name, context->lastError.message);
	check_element(name, xmlDocGetRootElement(doc));
	assert_true(strlen(s) <= RENDER_HTML_MAX);
	xmlFreeDoc(doc);
	htmlFreeParserCtxt(context);
}

static void
check(struct house *h, const char *name, const struct rendered *r)
{
	assert_null(strpbrk(r->subject, "\r\n\t"));
	check_columns(name, r->text);
	check_html(name, r->html);
	if (getenv("POSTWACHT_SAMPLES"))
		write_samples(h->a, name, r);
}

static struct rendered
digest(struct house *h, enum language l, const char *name,
    const struct digest_view *v)
{
	struct rendered r = { 0 };
	struct err e = { ERR_NONE, "" };

	if (render_digest(h->in[l], h->a, v, &r, &e) != 0)
		fail_msg("%s: %s", name, e.text);
	check(h, arena_printf(h->a, "%s.%s", name, language_code(l)), &r);
	return r;
}

static struct rendered
alert(struct house *h, enum language l, const char *name,
    const struct alert_view *v)
{
	struct rendered r = { 0 };
	struct err e = { ERR_NONE, "" };

	if (render_alert(h->in[l], h->a, v, &r, &e) != 0)
		fail_msg("%s: %s", name, e.text);
	check(h, arena_printf(h->a, "%s.%s", name, language_code(l)), &r);
	return r;
}

static struct rendered
signal_mail(struct house *h, enum language l, const char *name,
    const struct signal_view *v)
{
	struct rendered r = { 0 };
	struct err e = { ERR_NONE, "" };

	if (render_signal(h->in[l], h->a, v, &r, &e) != 0)
		fail_msg("%s: %s", name, e.text);
	check(h, arena_printf(h->a, "%s.%s", name, language_code(l)), &r);
	return r;
}

static struct rendered
weekly(struct house *h, enum language l, const char *name,
    const struct weekly_view *v)
{
	struct rendered r = { 0 };
	struct err e = { ERR_NONE, "" };

	if (render_weekly(h->in[l], h->a, v, &r, &e) != 0)
		fail_msg("%s: %s", name, e.text);
	check(h, arena_printf(h->a, "%s.%s", name, language_code(l)), &r);
	return r;
}

static struct rendered
operator_mail(struct house *h, enum language l, const char *name,
    const struct operator_view *v)
{
	struct rendered r = { 0 };
	struct err e = { ERR_NONE, "" };

	if (render_operator(h->in[l], h->a, v, &r, &e) != 0)
		fail_msg("%s: %s", name, e.text);
	check(h, arena_printf(h->a, "%s.%s", name, language_code(l)), &r);
	return r;
}

static struct rendered
answer(struct house *h, enum language l, const char *name,
    const struct answer_view *v)
{
	struct rendered r = { 0 };
	struct err e = { ERR_NONE, "" };

	if (render_answer(h->in[l], h->a, v, &r, &e) != 0)
		fail_msg("%s: %s", name, e.text);
	check(h, arena_printf(h->a, "%s.%s", name, language_code(l)), &r);
	return r;
}

/* The text with its line ends as blanks, so that wrapping does not matter. */
static const char *
flat(struct arena *a, const char *s)
{
	return plain_line(a, s, strlen(s) + 1);
}

static void
check_says(struct arena *a, const char *s, const char *wanted)
{
	if (!strstr(flat(a, s), wanted))
		fail_msg("\"%s\" is not in:\n%s", wanted, s);
}

static void
check_silent(struct arena *a, const char *s, const char *unwanted)
{
	if (strstr(flat(a, s), unwanted))
		fail_msg("\"%s\" is in:\n%s", unwanted, s);
}

static void
test_the_digest_has_every_section(void **state)
{
	static const char *const nl[] = { "Goedemorgen Noor,",
		"Er staan 10 vragen open: 8 Kinderopvang & VE, 2 Werk & "
		"Inkomen.",
		"Te laat (2)",
		"139 · gemeente Deventer · overtreding-categorie · bij Bas",
		"Anouk, \"Categorie bij herhaalde overtreding\", do 12-11 "
		"09:37",
		"Uiterlijk do 19 november: 2 werkdagen te laat.",
		"Herkend als overtreding-categorie door: herhaalde "
		"overtreding, categorie",
		"[Meld 139 als beantwoord: antwoord met \"139 klaar\"]",
		"141 · GGD Twente · flexibel-toezicht · bij niemand",
		"1 werkdag te laat.", "Vandaag (1)",
		"Uiterlijk vandaag, ma 23 november", "Later deze week (3)",
		"Daarna (1)", "Nieuw sinds vrijdag (2)",
		"Tussenbericht gestuurd (1)",
		"Antwoord toegezegd voor vr 27 november",
		"Graag even kijken (2)",
		"147 is waarschijnlijk beantwoord: Bas mailde do 19-11 15:20 "
		"\"Registratie LRK\" aan de vraagsteller. Klopt dat?",
		"[151 is geen vraag: antwoord met \"151 geen vraag\"]",
		"Wacht op de vraagsteller: 1 vraag.",
		"Geen vraag (1 van een mens)",
		"Anja, Divosa, \"Dank voor gisteren\"",
		"[b812 is toch een vraag: antwoord met \"b812 toch een "
		"vraag\"]",
		"Automatisch: 9 nieuwsbrieven, 2 afwezigheidsberichten, 1 "
		"uitnodiging.",
		"Postvakken gelezen tot 08:24.",
		"Sinds vrijdag 08:30: 18 berichten = 2 nieuwe vragen + 3 bij "
		"bestaande vragen + 13 geen vraag.",
		"vr 16:10 tot vr 17:05 niet gekeken; alles is ingehaald",
		"140 klaar (jij, vr 14:10)", "138 naar Sanne (Bas, vr 15:02)",
		"\"139 klaar\"", "\"help\"" };
	static const char sum[] =
	    "Since Friday 08:30: 18 messages = 2 new questions + 3 with "
	    "known questions + 13 no question.";
	static const char *const en[] = { "Good morning Noor,",
		"10 questions are open: 8 Kinderopvang & VE, 2 Werk & Inkomen.",
		"Late (2)", "2 working days late", "Today (1)",
		"Later this week (3)", "After that (1)", "New since Friday (2)",
		"Interim reply sent (1)", "Please have a look (2)",
		"Waiting for the asker: 1 question.",
		"No question (1 from a person)",
		"9 newsletters, 2 out-of-office replies, 1 invitation", sum };
	struct house *h = *state;
	struct digest_view v = sample_digest(h->a);
	struct rendered r = digest(h, LANGUAGE_NL, "digest", &v);
	size_t i;

	assert_string_equal(
	    r.subject, "Vragen ma 23 november: 2 te laat, 1 vandaag, 10 open");
	for (i = 0; i < LENGTH(nl); i++)
		check_says(h->a, r.text, nl[i]);
	assert_non_null(strstr(r.html,
	    arena_printf(h->a,
	        "href=\"mailto:postwacht@vng.nl?subject=139%%20klaar%%20%%5B%s"
	        "%%5D\"",
	        permit_make(h->a,
	            &(struct permit){ .kind = COMMAND_DONE,
	                .number = 139,
	                .recipient = "noor",
	                .expires = sample_reply.expires },
	            sample_key))));
	r = digest(h, LANGUAGE_EN, "digest", &v);
	assert_string_equal(
	    r.subject, "Questions Mon 23 November: 2 late, 1 today, 10 open");
	for (i = 0; i < LENGTH(en); i++)
		check_says(h->a, r.text, en[i]);
}

static void
test_an_empty_digest_reads_well(void **state)
{
	struct house *h = *state;
	struct digest_view v = sample_empty();
	struct rendered r = digest(h, LANGUAGE_NL, "empty", &v);

	assert_string_equal(
	    r.subject, "Vragen ma 23 november: geen open vragen");
	check_says(h->a, r.text, "Er staan geen vragen open.");
	check_says(h->a, r.text, "Postvak gelezen tot 08:24.");
	check_says(h->a, r.text, "geen nieuwe berichten.");
	check_silent(h->a, r.text, "(0)");
	r = digest(h, LANGUAGE_EN, "empty", &v);
	check_says(h->a, r.text, "No questions are open.");
}

/* users.md 4: more time is offered by a link, while that day is to come. */
static void
test_a_second_interim_is_asked_about(void **state)
{
	static const struct {
		bool has_day;
		const char *until, *says[2], *link[2];
	} rows[] = {
		{ true, "2026-12-04",
		    { "Op vr 20 november ging een tussenbericht uit, met een "
		      "antwoord uiterlijk vr 4 december. Is dat de nieuwe dag?",
		        "On Fri 20 November an interim reply went out, "
		        "promising an answer by Fri 4 December." },
		    { "subject=142%20uitstel%20tot%204-12-2026",
		        "subject=142%20extend%20until%204-12-2026" } },
		{ true, "2026-11-20",
		    { "antwoord uiterlijk vr 20 november.",
		        "an answer by Fri 20 November." },
		    { NULL, NULL } },
		{ false, "2026-11-20",
		    { "ging een tweede tussenbericht uit, zonder dag.",
		        "a second interim reply went out, naming no day." },
		    { NULL, NULL } },
	};
	struct house *h = *state;
	size_t i, l;

	for (i = 0; i < 2 * LENGTH(rows); i++) {
		struct digest_view v = sample_digest(h->a);
		struct card card = v.interim.at[0];
		struct question q = *card.question;
		const char *link = rows[i / 2].link[i % 2];
		struct rendered r;

		l = i % 2;
		q.further = (struct further){ true, rows[i / 2].has_day,
			date_of(at(
			    arena_printf(h->a, "%s 12:00", rows[i / 2].until))),
			at("2026-11-20 11:00") };
		card.question = &q;
		v.interim.n = 0;
		v.look = (struct cards){ 1, &card };
		r = digest(
		    h, l == 0 ? LANGUAGE_NL : LANGUAGE_EN, "further", &v);
		check_says(h->a, r.text, rows[i / 2].says[l]);
		if (link)
			check_says(h->a, r.html, link);
		else
			assert_null(strstr(
			    r.html, l == 0 ? "142%20uitstel" : "142%20extend"));
	}
}

static void
test_one_is_singular(void **state)
{
	struct house *h = *state;
	struct digest_view v = sample_digest(h->a);
	struct rendered r;

	v.n_open = 1;
	v.n_teams = 0;
	v.today.n = v.week.n = v.later.n = v.fresh.n = v.interim.n = 0;
	v.look.n = 0;
	v.late.n = 1;
	v.intake.messages = 1;
	v.intake.new_questions = 1;
	v.intake.with_known = v.intake.no_question = 0;
	v.intake.newsletters = v.intake.auto_replies = 1;
	r = digest(h, LANGUAGE_NL, "one", &v);
	check_says(h->a, r.text, "Er staat 1 vraag open.");
	check_says(h->a, r.text, "1 bericht = 1 nieuwe vraag +");
	check_says(h->a, r.text, "1 nieuwsbrief, 1 afwezigheidsbericht");
	r = digest(h, LANGUAGE_EN, "one", &v);
	check_says(h->a, r.text, "1 question is open.");
}

static void
test_a_mailbox_in_trouble_stands_on_top(void **state)
{
	struct house *h = *state;
	struct digest_view v = sample_digest(h->a);
	struct mailbox_view boxes[2] = { v.mailboxes[0], v.mailboxes[1] };
	struct rendered r;

	boxes[1].is_well = false;
	boxes[1].read_until = at("2026-11-20 16:10");
	boxes[1].trouble = "De server antwoordt niet.";
	v.mailboxes = boxes;
	v.stands_in_for = &bas;
	v.shadow_for = "Ilse";
	v.n_uncertain = 1;
	r = digest(h, LANGUAGE_NL, "trouble", &v);
	assert_ptr_equal(strstr(r.text, "*** Postvak Werk & Inkomen"), r.text);
	check_says(h->a, r.text, "Gelezen tot vr 16:10");
	check_says(h->a, r.text, "Melding: De server antwoordt niet.");
	check_says(h->a, r.text, "als achtervang van Bas");
	check_says(h->a, r.text, "zou verstuurd zijn aan Ilse");
	check_says(h->a, r.text, "1 eerder bericht van Postwacht");
	assert_string_equal(r.subject,
	    "Vragen ma 23 november: 2 te laat, 1 vandaag, 10 open, 1 postvak "
	    "niet gelezen");
	digest(h, LANGUAGE_EN, "trouble", &v);
}

/* users.md 14: the coordinator hears in time that notices will stop. */
static void
test_the_end_of_what_is_sent_by_is_told(void **state)
{
	struct house *h = *state;
	struct digest_view v = sample_digest(h->a);
	struct rendered r = digest(h, LANGUAGE_NL, "access", &v);

	check_silent(h->a, r.text, "verstuurt verloopt op");
	v.post_expires = true;
	assert_int_equal(date_parse("2026-12-18", &v.post_expires_on), 0);
	r = digest(h, LANGUAGE_NL, "access", &v);
	check_says(h->a, r.text, "verstuurt verloopt op vr 18 december");
	r = digest(h, LANGUAGE_EN, "access", &v);
	check_says(h->a, r.text, "sends expires on Fri 18 December");
}

static void
test_without_an_address_no_command_is_offered(void **state)
{
	struct house *h = *state;
	struct digest_view v = sample_digest(h->a);
	struct rendered r;

	v.reply = (struct reply){ 0 };
	r = digest(h, LANGUAGE_NL, "linkless", &v);
	assert_null(strstr(r.html, "<a "));
	assert_null(strstr(r.text, "klaar\""));
	assert_null(strstr(r.html, "klaar\""));
	assert_null(strstr(r.text, "overzicht"));
	check_says(h->a, r.text, "worden niet gelezen");
}

static void
test_an_alert_names_the_day_in_its_subject(void **state)
{
	struct house *h = *state;
	struct alert_view v = sample_alert(h->a);
	struct rendered r = alert(h, LANGUAGE_NL, "alert", &v);

	assert_string_equal(r.subject,
	    "1 vraag had uiterlijk do 19 november beantwoord moeten zijn");
	check_says(
	    h->a, r.text, "Bij deze vraag hebben we nog geen antwoord gezien:");
	check_says(h->a, r.text,
	    "Ontvangen do 12 november 09:37 · uiterlijk do 19 november (5 "
	    "werkdagen) · doorgezet naar jou op vr 13 november.");
	check_says(h->a, r.text,
	    "Je krijgt hierover weer bericht op wo 25 november als er dan nog "
	    "geen antwoord is.");
	check_says(h->a, r.text, "jij staat bij deze vraag en Postwacht zag");
	r = alert(h, LANGUAGE_EN, "alert", &v);
	assert_string_equal(r.subject, "1 question was due by Thu 19 November");

	v.late = sample_cards(h->a, sample_late, LENGTH(sample_late));
	v.today = sample_cards(h->a, sample_today, LENGTH(sample_today));
	r = alert(h, LANGUAGE_NL, "alert-more", &v);
	assert_string_equal(
	    r.subject, "Vragen ma 23 november: 2 te laat, 1 vandaag");
	alert(h, LANGUAGE_EN, "alert-more", &v);
}

static void
test_an_alert_without_assignee_asks_for_one(void **state)
{
	struct house *h = *state;
	struct alert_view v = sample_alert(h->a);
	struct rendered r;

	v.recipient = &noor;
	v.late = sample_cards(h->a, &sample_late[1], 1);
	r = alert(h, LANGUAGE_NL, "unassigned", &v);
	check_says(h->a, r.text, "Beleggen? Antwoord met \"141 naar\"");
	check_says(h->a, r.text, "deze vraag staat nog bij niemand en");
	check_silent(h->a, r.text, "jij staat");
	alert(h, LANGUAGE_EN, "unassigned", &v);
}

static void
test_a_reminder_is_no_accusation(void **state)
{
	struct house *h = *state;
	struct alert_view v = { .recipient = &bas,
		.day = day_of("2026-11-23"),
		.tomorrow = sample_cards(h->a, sample_week, 1) };
	struct rendered r = alert(h, LANGUAGE_NL, "reminder", &v);

	assert_string_equal(
	    r.subject, "1 vraag moet uiterlijk di 24 november beantwoord zijn");
	check_silent(h->a, r.text, "te laat");
	alert(h, LANGUAGE_EN, "reminder", &v);
	v.today = sample_cards(h->a, sample_today, 1);
	v.tomorrow.n = 0;
	r = alert(h, LANGUAGE_NL, "reminder-today", &v);
	assert_string_equal(r.subject,
	    "1 vraag moet uiterlijk vandaag, ma 23 november, beantwoord zijn");
}

static void
test_a_project_leader_sees_no_names(void **state)
{
	static const char *const unwanted[] = { "Anouk", "Mehmet", "Bas",
		"Categorie bij herhaalde", "Flexibel toezicht:", "klaar",
		"Postvak IN" };
	struct house *h = *state;
	struct alert_view v = sample_alert(h->a);
	struct weekly_view w = sample_weekly(h->a);
	struct rendered r[4];
	size_t i, k;

	v.recipient = &ilse;
	v.late = sample_cards(h->a, sample_late, LENGTH(sample_late));
	r[0] = alert(h, LANGUAGE_NL, "leader", &v);
	r[1] = alert(h, LANGUAGE_EN, "leader", &v);
	r[2] = weekly(h, LANGUAGE_NL, "weekly", &w);
	r[3] = weekly(h, LANGUAGE_EN, "weekly", &w);
	for (k = 0; k < LENGTH(r); k++)
		for (i = 0; i < LENGTH(unwanted); i++) {
			check_silent(h->a, r[k].text, unwanted[i]);
			check_silent(h->a, r[k].html, unwanted[i]);
		}
	check_says(h->a, r[0].text, "Ter kennisgeving aan de projectleider.");
	check_says(h->a, r[0].text, "139 · gemeente Deventer");
}

static void
test_the_weekly_sentences_are_honest(void **state)
{
	static const char *const nl[] = {
		"In week 47 (16 t/m 22 november) kwamen 14 vragen binnen en "
		"zijn er 16 afgehandeld.",
		"Van de 13 vragen die deze week beantwoord moesten zijn, waren "
		"er 11 op tijd; dat is ongeveer gelijk aan de 8 weken ervoor "
		"(88 van 97, 91 %).",
		"Twee vragen zijn nu te laat; één daarvan is nog bij niemand "
		"belegd.",
		"118 van de 342 gemeenten stelden een vraag; deze week 11, "
		"waarvan 2 voor het eerst.",
		"16 afgehandeld, waarvan 3 met de hand gemeld.",
		"Niet meegeteld: 41 nieuwsbrieven en automatische berichten, 6 "
		"uitnodigingen, 2 berichten van collega's, 1 vraag die er geen "
		"bleek.",
		"Norm: antwoord binnen 5 werkdagen, of een bericht wanneer wel.",
		"Geen correcties op eerdere weken.", "8 (was 9)", "2 werkdagen",
		"1,9 werkdagen", "4,3 werkdagen"
	};
	struct house *h = *state;
	struct weekly_view v = sample_weekly(h->a);
	struct rendered r = weekly(h, LANGUAGE_NL, "weekly", &v);
	size_t i;

	assert_string_equal(r.subject,
	    "Vragen Kinderopvang & VE, week 47: 14 binnen, 16 afgehandeld, 8 "
	    "open");
	for (i = 0; i < LENGTH(nl); i++)
		check_says(h->a, r.text, nl[i]);
	check_silent(h->a, r.text, "85 %");

	v.this_week.in_time = 4;
	r = weekly(h, LANGUAGE_NL, "weekly-low", &v);
	check_says(h->a, r.text, "een kleiner deel dan in de 8 weken ervoor");
	v.this_week.due = v.this_week.in_time = 20;
	r = weekly(h, LANGUAGE_NL, "weekly-high", &v);
	check_says(h->a, r.text, "waren er 20 op tijd (100 %)");
	v.this_week.first_response.n = 9;
	r = weekly(h, LANGUAGE_NL, "weekly-few", &v);
	check_says(h->a, r.text, "pas genoemd vanaf 10 antwoorden");
}

static void
test_a_first_and_silent_week_reads_well(void **state)
{
	struct house *h = *state;
	struct weekly_view v = { .recipient = &ilse,
		.team = &team_w,
		.week = { 2026, 53 },
		.municipalities_known = 342 };
	struct rendered r = weekly(h, LANGUAGE_NL, "weekly-empty", &v);

	check_says(h->a, r.text,
	    "In week 53 (28 december 2026 t/m 3 januari 2027) kwamen geen "
	    "vragen binnen en is er geen afgehandeld.");
	check_says(h->a, r.text, "Er is nu niets te laat.");
	check_silent(h->a, r.text, "weken ervoor");
	check_silent(h->a, r.text, "correcties");
	weekly(h, LANGUAGE_EN, "weekly-empty", &v);
}

/* users.md 19: what it looks like, the law, and what to do today; what a
 * statutory term means here depends on whom it binds. */
static void
test_a_signal_says_what_to_do_today(void **state)
{
	struct house *h = *state;
	struct sign signs[] = { { "woo", "Woo-verzoek (wet open overheid)",
		                    { 4, TERM_WEEKS, true },
		                    day_of("2026-12-21"), { 0 } },
		{ "bsn", "", { 0 }, { 0 }, { 0 } } };
	struct colleague leader = noor;
	struct signal_view v = {
		.recipient = &noor,
		.day = day_of("2026-11-23"),
		.card = sample_cards(h->a, sample_late, 1),
		.n_signs = 1,
		.signs = signs,
	};
	struct rendered r = signal_mail(h, LANGUAGE_NL, "signal", &v);

	check_says(h->a, r.text, "Lijkt op een Woo-verzoek.");
	check_says(h->a, r.text,
	    "De termijn (4 weken, tot en met ma 21 december) geldt voor een "
	    "bestuursorgaan.");
	check_says(h->a, r.text, "Leg dit vandaag voor aan Juridische Zaken.");
	check_says(
	    h->a, r.text, "Herkend door: Woo-verzoek (wet open overheid)");
	assert_string_equal(
	    r.subject, "1 vraag die vandaag aandacht vraagt (ma 23 november)");
	signal_mail(h, LANGUAGE_EN, "signal", &v);
	v.is_binding = true;
	r = signal_mail(h, LANGUAGE_NL, "signal-binding", &v);
	check_says(h->a, r.text, "geldt ook hier.");
	/* A leader reads no words of the mail (users.md 21). */
	leader.role = ROLE_LEADER;
	v.recipient = &leader;
	r = signal_mail(h, LANGUAGE_NL, "signal-leader", &v);
	check_says(h->a, r.text, "Lijkt op een Woo-verzoek.");
	check_silent(h->a, r.text, "Herkend door");
	v.recipient = &noor;
	v.n_signs = 2;
	r = signal_mail(h, LANGUAGE_NL, "signal-two", &v);
	check_says(h->a, r.text, "Lijkt op een Woo-verzoek.");
	check_says(h->a, r.text, "waarschijnlijk een burgerservicenummer");
	v.n_signs = 1;
	/* Hours run to a moment, not to the end of a day. */
	signs[0] = (struct sign){ "datalek", "", { 72, TERM_HOURS, true },
		day_of("2026-11-26"), at("2026-11-26T09:37:00+01:00") };
	r = signal_mail(h, LANGUAGE_NL, "signal-breach", &v);
	check_says(h->a, r.text,
	    "De termijn (72 uur, tot do 26-11 09:37) geldt ook hier.");
	r = signal_mail(h, LANGUAGE_EN, "signal-breach", &v);
	check_says(h->a, r.text, "until Thu 26/11 09:37");
	signs[0] = (struct sign){ "spoed", "", { 0 }, { 0 }, { 0 } };
	r = signal_mail(h, LANGUAGE_NL, "signal-spoed", &v);
	check_says(h->a, r.text, "Kijk vandaag wie dit oppakt.");
	assert_null(strstr(r.text, "De termijn"));
	assert_null(strstr(r.text, "Herkend door"));
}

/* users.md 21: an escalation shows a leader, or who covers for him, number,
 * topic and days, and no person. */
static void
test_an_escalation_names_nobody(void **state)
{
	struct house *h = *state;
	struct alert_view v = sample_alert(h->a);
	struct rendered r;

	v.recipient = &noor;
	v.is_escalation = true;
	r = alert(h, LANGUAGE_NL, "escalation", &v);
	check_says(h->a, r.text, "Ter kennisgeving aan de projectleider.");
	assert_null(strstr(r.text, v.late.at[0].asker));
	assert_null(strstr(r.text, v.late.at[0].subject));
	assert_null(strstr(r.html, v.late.at[0].subject));
	alert(h, LANGUAGE_EN, "escalation", &v);
}

static void
test_looking_far_ahead_is_no_alarm(void **state)
{
	struct house *h = *state;
	struct alert_view v = sample_alert(h->a);
	struct rendered r;

	v.ahead = v.late;
	v.late = (struct cards){ 0 };
	r = alert(h, LANGUAGE_NL, "ahead", &v);
	assert_string_equal(r.subject, "1 vraag met een lange termijn");
	r = alert(h, LANGUAGE_EN, "ahead", &v);
	assert_string_equal(r.subject, "1 question with a long term");
}

static void
test_the_operator_hears_once_and_once_more(void **state)
{
	struct house *h = *state;
	struct operator_view v = sample_operator(false);
	struct rendered r = operator_mail(h, LANGUAGE_NL, "operator", &v);

	assert_string_equal(r.subject,
	    "Postwacht: 1 postvak niet gelezen sinds ma 23-11 07:12");
	check_says(h->a, r.text, "AUTHENTICATE failed.");
	operator_mail(h, LANGUAGE_EN, "operator", &v);
	v = sample_operator(true);
	r = operator_mail(h, LANGUAGE_NL, "all-clear", &v);
	check_says(h->a, r.text, "wordt weer gelezen. Gelezen tot");
	operator_mail(h, LANGUAGE_EN, "all-clear", &v);
}

static void
test_f17_hostile_text_stays_text(void **state)
{
	static const char *const nasty[] = {
		"<script>alert(1)</script>",
		"\"&<>' ]]> <!-- --> &amp; &#10;",
		"Naam\r\nBcc: iemand@example.com",
		"\xe2\x80\xaeomgekeerd\xe2\x80\xac \xe2\x80\x8f",
		"\xff\xfe\x01\x1b[31m",
		"\" onclick=\"alert(1)",
		"javascript:alert(1)//mailto:",
		"{/*/@day} <xsl:value-of select='/'/>",
	};
	struct house *h = *state;
	size_t i;

	for (i = 0; i < LENGTH(nasty); i++) {
		struct sample row = { 7, nasty[i], nasty[i], nasty[i], nasty[i],
			nasty[i], nasty[i], "2026-11-12 09:37", "2026-11-19",
			NULL, 3, nasty[i], true, false };
		struct digest_view v = sample_digest(h->a);
		struct other_mail mail = { nasty[i], nasty[i], nasty[i],
			at("2026-11-20 10:31"), 7 };
		struct rendered r;

		v.late = v.look = v.fresh = sample_cards(h->a, &row, 1);
		v.intake.human_others = &mail;
		r = digest(h, LANGUAGE_NL, "hostile", &v);
		assert_null(strstr(r.html, "\xe2\x80\xae"));
		assert_null(strstr(r.text, "\xe2\x80\xae"));
		assert_null(strchr(r.text, '\x1b'));
		digest(h, LANGUAGE_EN, "hostile", &v);
	}
}

static void
test_a_long_list_ends_in_a_count(void **state)
{
	enum {
		MANY = 700,
	};
	struct house *h = *state;
	struct digest_view v = sample_digest(h->a);
	struct sample *rows = arena_array(h->a, MANY, sizeof(*rows));
	char *subject = arena_alloc(h->a, 5001);
	struct rendered r;
	size_t i;

	memset(subject, '&', 5000);
	for (i = 0; i < MANY; i++) {
		rows[i] = sample_late[i % 2];
		rows[i].id = (int)(1000 + i);
		rows[i].subject = subject;
	}
	v.late = sample_cards(h->a, rows, MANY);
	v.week = v.look = v.fresh = v.late;
	v.n_open = MANY;
	r = digest(h, LANGUAGE_NL, "many", &v);
	check_says(
	    h->a, r.html, "Antwoord met \"overzicht\" voor de hele lijst");
	check_says(h->a, r.text, "En nog 200 vragen.");
	check_says(h->a, r.text, "&&\xe2\x80\xa6");
}

static void
test_broken_templates_name_file_and_line(void **state)
{
	static const struct {
		const char *digest, *wanted;
	} rows[] = {
		{ "<a", "digest.nl.xsl:1" },
		{ "<!DOCTYPE a [<!ENTITY b SYSTEM \"/etc/passwd\">]>\n<a/>",
		    "digest.nl.xsl:1" },
		{ "<xsl:stylesheet version='1.0' "
		  "xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>\n"
		  "<xsl:include href='/etc/passwd'/></xsl:stylesheet>",
		    "digest.nl.xsl:2: includes \"/etc/passwd\"" },
		{ "<xsl:stylesheet version='1.0' "
		  "xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>\n"
		  "<xsl:import href='words.nl.xsl'/></xsl:stylesheet>",
		    "digest.nl.xsl:2: xsl:import" },
		{ "<xsl:stylesheet version='1.0' "
		  "xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>\n"
		  "<xsl:include href='digest.nl.xsl'/></xsl:stylesheet>",
		    "digest.nl.xsl:2: xsl:include : recursion" },
		{ "<xsl:stylesheet version='1.0' "
		  "xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>\n"
		  "<xsl:template match='/'>\n<xsl:value-of select='a['/>"
		  "</xsl:template></xsl:stylesheet>",
		    "digest.nl.xsl:3" },
		{ "<xsl:stylesheet version='1.0' "
		  "xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>\n"
		  "<xsl:template match='/'>\n<xsl:call-template name='x'/>"
		  "</xsl:template></xsl:stylesheet>",
		    "digest.nl.xsl:3" },
	};
	struct house *h = *state;
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		struct template_file files[LENGTH(names)];
		struct err e = { ERR_NONE, "" };
		struct templates *t = NULL;

		memcpy(files, h->files, sizeof(files));
		files[0].text = rows[i].digest;
		assert_int_equal(
		    templates_new(files, LENGTH(files), LANGUAGE_NL, &t, &e),
		    -1);
		assert_int_equal(e.kind, ERR_FIX);
		if (!strstr(e.text, rows[i].wanted))
			fail_msg("%s\n  wanted: %s\n  got: %s", rows[i].digest,
			    rows[i].wanted, e.text);
	}
}

static void
test_a_template_that_fails_or_escapes_is_stopped(void **state)
{
	static const char reads_a_file[] =
	    "<xsl:if test=\"document('rules/templates/html.xsl')\">"
	    "</xsl:if><letter subject='x'/>";
	static const char *const bodies[] = {
		"<xsl:message terminate='yes'>no</xsl:message>",
		reads_a_file,
		"<xsl:apply-templates select='/' mode='again'/>",
		"<letter/>",
		"<letter subject='x'><blink/></letter>",
		"<letter subject='x'><xsl:value-of select='$none'/></letter>",
	};
	struct house *h = *state;
	struct digest_view v = sample_empty();
	size_t i;

	for (i = 0; i < LENGTH(bodies); i++) {
		struct template_file files[LENGTH(names)];
		struct err e = { ERR_NONE, "" };
		struct templates *t = NULL;
		struct rendered r = { 0 };
		int failed;

		memcpy(files, h->files, sizeof(files));
		files[0].text = arena_printf(h->a,
		    "<xsl:stylesheet version='1.0' "
		    "xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
		    "<xsl:template match='/' mode='again'>"
		    "<xsl:apply-templates select='/' mode='again'/>"
		    "<xsl:apply-templates select='/' mode='again'/>"
		    "</xsl:template>"
		    "<xsl:template match='/'>%s</xsl:template>"
		    "</xsl:stylesheet>",
		    bodies[i]);
		failed =
		    templates_new(files, LENGTH(files), LANGUAGE_NL, &t, &e);
		if (failed == 0) {
			failed = render_digest(t, h->a, &v, &r, &e);
			assert_int_equal(e.kind, ERR_ITEM);
		}
		if (failed == 0)
			fail_msg("%s was accepted", bodies[i]);
		assert_null(r.html);
		templates_free(t);
	}
}

static void
test_days_are_written_as_people_do(void **state)
{
	struct house *h = *state;
	struct instant t = at("2026-11-12 09:37");

	assert_string_equal(
	    words_moment(h->a, LANGUAGE_NL, t), "do 12-11 09:37");
	assert_string_equal(
	    words_moment(h->a, LANGUAGE_EN, t), "Thu 12/11 09:37");
	assert_string_equal(
	    words_week(h->a, LANGUAGE_NL, (struct iso_week){ 2026, 49 }),
	    "week 49 (30 november t/m 6 december)");
	assert_string_equal(
	    words_workdays(h->a, LANGUAGE_NL, 2.46), "2,5 werkdagen");
	assert_string_equal(
	    words_workdays(h->a, LANGUAGE_NL, 1.04), "1 werkdag");
	assert_string_equal(
	    words_workdays(h->a, LANGUAGE_NL, 0.01), "minder dan 0,1 werkdag");
	assert_string_equal(
	    words_workdays(h->a, LANGUAGE_EN, 0.5), "0.5 working days");
	assert_string_equal(words_share(h->a, 88, 97), "91 %");
	assert_string_equal(
	    words_moment_near(h->a, LANGUAGE_NL, t, day_of("2026-11-12")),
	    "09:37");
	assert_string_equal(
	    words_moment_near(h->a, LANGUAGE_NL, t, day_of("2026-11-18")),
	    "do 09:37");
	assert_string_equal(
	    words_moment_near(h->a, LANGUAGE_NL, t, day_of("2026-11-19")),
	    "do 12-11 09:37");
}

static void
test_long_lines_hang_below_their_first_word(void **state)
{
	struct house *h = *state;

	assert_string_equal(plain_wrap(h->a,
	                        "    een twee drie vier\n\n\n\n- vijf zes "
	                        "zeven\n",
	                        12),
	    "    een twee\n    drie\n    vier\n\n- vijf zes\n  zeven\n");
	assert_string_equal(
	    plain_line(h->a, " a\r\n b\xc2\xa0\xff ", 9), "a b \xef\xbf\xbd");
	assert_string_equal(plain_line(h->a, "abcdef", 3), "abc\xe2\x80\xa6");
}

/* users.md, "Commands by mail": one reply says which line, with three
 * examples. */
static void
test_an_answer_says_what_can_be_said(void **state)
{
	struct house *h = *state;
	static const char *const reasons[] = {
		"Herkend als overtreding-categorie door: categorie",
		"Servicenorm: 5 werkdagen na ontvangst."
	};
	struct answer_view v = { .recipient = &noor,
		.day = day_of("2026-11-23"),
		.kind = ANSWER_UNCLEAR,
		.line = "148 klar",
		.n_examples = 3,
		.example = { "148 klaar", "148 naar Bas", "148 uitstel 2" },
		.reply = sample_reply };
	struct rendered r = answer(h, LANGUAGE_NL, "unclear", &v);

	assert_string_equal(r.subject, "Postwacht: er is niets uitgevoerd");
	check_says(h->a, r.text, "Deze regel begreep Postwacht niet");
	check_says(h->a, r.text, "\"148 klar\"");
	check_says(h->a, r.text, "148 naar Bas");
	answer(h, LANGUAGE_EN, "unclear", &v);
	v.says = "Vraag 148 is er niet.";
	r = answer(h, LANGUAGE_NL, "refused", &v);
	check_says(h->a, r.text, "Bij deze regel kon Postwacht niet verder");
	check_says(h->a, r.text, "Vraag 148 is er niet.");
	v = (struct answer_view){ .recipient = &noor,
		.day = day_of("2026-11-23"),
		.kind = ANSWER_HELP,
		.reply = sample_reply };
	r = answer(h, LANGUAGE_NL, "help", &v);
	check_says(h->a, r.text, "147 klaar gisteren");
	check_says(h->a, r.text, "afwezig Daan t/m 4 december");
	r = answer(h, LANGUAGE_EN, "help", &v);
	check_says(h->a, r.text, "147 done yesterday");
	v.recipient = &bas;
	r = answer(h, LANGUAGE_NL, "help-adviser", &v);
	check_silent(h->a, r.text, "afwezig Daan");
	v = (struct answer_view){ .recipient = &noor,
		.day = day_of("2026-11-23"),
		.kind = ANSWER_WHY,
		.cards = sample_cards(h->a, sample_late, 1),
		.n_reasons = LENGTH(reasons),
		.reasons = reasons,
		.reply = sample_reply };
	r = answer(h, LANGUAGE_NL, "why", &v);
	assert_string_equal(r.subject, "Postwacht: waarom vraag 139 zo staat");
	check_says(h->a, r.text, "5 werkdagen na ontvangst");
	answer(h, LANGUAGE_EN, "why", &v);
	v = (struct answer_view){ .recipient = &noor,
		.day = day_of("2026-11-23"),
		.kind = ANSWER_OVERVIEW,
		.cards = sample_cards(h->a, sample_late, LENGTH(sample_late)),
		.reply = sample_reply };
	r = answer(h, LANGUAGE_NL, "overview", &v);
	assert_string_equal(
	    r.subject, "Overzicht ma 23 november: 2 open vragen");
	check_says(h->a, r.text, "Te laat (2)");
	answer(h, LANGUAGE_EN, "overview", &v);
	v.n_files = 1;
	r = answer(h, LANGUAGE_NL, "overview-table", &v);
	check_says(h->a, r.text, "als werkboek (Excel) bij deze mail");
	/* users.md 21: whom a project leader may not read of. */
	v.recipient = &ilse;
	r = answer(h, LANGUAGE_NL, "overview-leader", &v);
	check_says(h->a, r.text, "139 · gemeente Deventer");
	check_silent(h->a, r.text, "Anouk");
	check_silent(h->a, r.text, "Bas");
	check_silent(h->a, r.text, "Categorie bij herhaalde");
}

/* What a coordinator reads of the rules that he mailed. */
static void
test_mailed_rules_are_told_of(void **state)
{
	struct house *h = *state;
	static const char *const changes[] = {
		"147 2026-11-20 \"Registratie LRK\"; onderwerp overig -> lrk",
		"151 2026-11-20 \"Vraag\"; uiterlijk 2026-11-27 -> 2026-12-04"
	};
	static const char *const counts[] = {
		"1204 berichten doorgerekend, waarvan 318 vragen.",
		"Anders: 23 vragen (team 0, onderwerp 21, termijn 2, uiterste "
		"dag 2).",
		"Er is niets veranderd en niets verstuurd."
	};
	static const char *const remarks[] = {
		"70-eigen.conf:9: regel \"lrk-twee\" vindt precies wat regel "
		"\"lrk\" vindt"
	};
	static const char *const mistakes[] = {
		"70-eigen.conf:4: onbekende instelling \"wrods\"; hier mag "
		"staan: name, says, weight, words, any, all, none, examples, "
		"counterexamples. Bedoel je \"words\"? - \"wrods = [ \"lrk\" "
		"];\""
	};
	struct answer_view v = { .recipient = &noor,
		.day = day_of("2026-11-23"),
		.kind = ANSWER_RULES,
		.line = "70-eigen.conf",
		.n_reasons = LENGTH(changes),
		.reasons = changes,
		.n_changed = 23,
		.n_counts = LENGTH(counts),
		.counts = counts,
		.n_remarks = LENGTH(remarks),
		.remarks = remarks,
		.reply = sample_reply };
	struct rendered r = answer(h, LANGUAGE_NL, "rules", &v);

	assert_string_equal(
	    r.subject, "Regels 70-eigen.conf: 23 vragen zouden veranderen");
	check_says(h->a, r.text, "onderwerp overig -> lrk");
	check_says(h->a, r.text, "En nog 21 vragen");
	check_says(h->a, r.text, "Antwoord op dit bericht met gebruik");
	answer(h, LANGUAGE_EN, "rules", &v);
	v.n_changed = v.n_reasons = v.n_remarks = 0;
	r = answer(h, LANGUAGE_NL, "rules-none", &v);
	assert_string_equal(
	    r.subject, "Regels 70-eigen.conf: er zou niets veranderen");
	check_silent(h->a, r.text, "Opgevallen");
	v.kind = ANSWER_FAULTY;
	v.n_reasons = v.n_changed = LENGTH(mistakes);
	v.reasons = mistakes;
	v.n_counts = 0;
	r = answer(h, LANGUAGE_NL, "faulty", &v);
	assert_string_equal(r.subject,
	    "Regels 70-eigen.conf: 1 fout, niets in gebruik genomen");
	check_says(h->a, r.text, "Bedoel je \"words\"?");
	check_silent(h->a, r.text, "met gebruik");
	answer(h, LANGUAGE_EN, "faulty", &v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_digest_has_every_section),
		cmocka_unit_test(test_an_empty_digest_reads_well),
		cmocka_unit_test(test_a_second_interim_is_asked_about),
		cmocka_unit_test(test_one_is_singular),
		cmocka_unit_test(test_a_mailbox_in_trouble_stands_on_top),
		cmocka_unit_test(test_the_end_of_what_is_sent_by_is_told),
		cmocka_unit_test(test_without_an_address_no_command_is_offered),
		cmocka_unit_test(test_an_alert_names_the_day_in_its_subject),
		cmocka_unit_test(test_an_alert_without_assignee_asks_for_one),
		cmocka_unit_test(test_a_reminder_is_no_accusation),
		cmocka_unit_test(test_a_project_leader_sees_no_names),
		cmocka_unit_test(test_the_weekly_sentences_are_honest),
		cmocka_unit_test(test_a_first_and_silent_week_reads_well),
		cmocka_unit_test(test_a_signal_says_what_to_do_today),
		cmocka_unit_test(test_an_escalation_names_nobody),
		cmocka_unit_test(test_looking_far_ahead_is_no_alarm),
		cmocka_unit_test(test_the_operator_hears_once_and_once_more),
		cmocka_unit_test(test_an_answer_says_what_can_be_said),
		cmocka_unit_test(test_mailed_rules_are_told_of),
		cmocka_unit_test(test_f17_hostile_text_stays_text),
		cmocka_unit_test(test_a_long_list_ends_in_a_count),
		cmocka_unit_test(test_broken_templates_name_file_and_line),
		cmocka_unit_test(
		    test_a_template_that_fails_or_escapes_is_stopped),
		cmocka_unit_test(test_days_are_written_as_people_do),
		cmocka_unit_test(test_long_lines_hang_below_their_first_word),
	};

	g_mime_init();
	if (date_init(&(struct err){ ERR_NONE, "" }) != 0)
		return EXIT_FAILURE;
	return cmocka_run_group_tests(tests, setup, teardown);
}
