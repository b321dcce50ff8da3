/*
 * A verdict, step by step, in words for the coordinator. It decides nothing:
 * it asks triage once more and says what triage went by.
 */

#include "desk/explain.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/explain_words.h"
#include "desk/office.h"
#include "mail/subject.h"
#include "triage/lookalike.h"
#include "triage/notable.h"
#include "triage/topic.h"

/* Topics below the chosen one, and rules that nearly matched, which are
 * named; further ones tell nobody anything. */
#define NEAREST_MAX 3

/* Bytes of one line. */
#define LINE_MAX 1000

struct teller {
	struct arena *a;
	const struct office *office;
	const struct house *house;
	const struct facts *facts;
	struct instant received;
	struct verdict verdict;
	struct grounds grounds;
	bool is_english;
	struct explanation out;
	size_t room;
};

/* One of two sentences with the same arguments. */
#define SAY(t, nl, en, ...)                                         \
	reason_line(t,                                              \
	    (t)->is_english ? arena_printf((t)->a, en, __VA_ARGS__) \
	                    : arena_printf((t)->a, nl, __VA_ARGS__))
#define TELL(t, nl, en) reason_line(t, (t)->is_english ? (en) : (nl))

static void
reason_begin(struct teller *t, const char *key, const char *nl, const char *en,
    const char *found)
{
	if (t->out.n == t->room) {
		t->room = t->room ? 2 * t->room : 12;
		t->out.at = arena_grow(
		    t->a, t->out.at, t->out.n, t->room, sizeof(*t->out.at));
	}
	t->out.at[t->out.n++] = (struct reason){ .key = key,
		.step = t->is_english ? en : nl,
		.found = found,
		.says = explain_outcome(found, t->is_english) };
}

static void
reason_line(struct teller *t, const char *line)
{
	struct reason *r = &t->out.at[t->out.n - 1];

	r->lines =
	    arena_grow(t->a, r->lines, r->n, r->n + 1, sizeof(*r->lines));
	r->lines[r->n++] = line;
}

/* A sentence of triage, in the language of the office. */
static void
reason_why(struct teller *t, const char *why)
{
	if (*why)
		reason_line(t, explain_sentence(t->a, why, t->is_english));
}

static const char *
or_none(const struct teller *t, const char *s)
{
	if (*s)
		return s;
	return t->is_english ? "(none)" : "(geen)";
}

/* ---- what was read ---- */

static void
tell_texts(struct teller *t)
{
	const struct facts *f = t->facts;

	SAY(t,
	    "Nieuwe tekst: %zu tekens. Niet meegewogen: %zu tekens aangehaald, "
	    "%zu ondertekening, %zu disclaimer.",
	    "New text: %zu characters. Not weighed: %zu characters quoted, %zu "
	    "signature, %zu disclaimer.",
	    text_utf8_length(f->text_new), text_utf8_length(f->text_quoted),
	    text_utf8_length(f->text_signature),
	    text_utf8_length(f->text_disclaimer));
	if (f->n_attachments > 0)
		SAY(t, "Bijlagen: %zu; hun inhoud wordt niet gelezen.",
		    "Attachments: %zu; what is in them is not read.",
		    f->n_attachments);
	if (f->flaws)
		SAY(t, "Niet goed leesbaar: %s.", "Could not be read well: %s.",
		    message_flaws(t->a, f->flaws));
}

static void
tell_message(struct teller *t, const char *basis)
{
	const struct facts *f = t->facts;
	enum language l = t->office->settings.language;

	reason_begin(t, "message", "Bericht", "Message", f->subject);
	SAY(t, "Van %s, ontvangen %s (%s).", "From %s, received %s (%s).",
	    or_none(t, f->from.addr), words_moment_full(t->a, l, t->received),
	    basis);
	if (f->has_date && date_of(f->date).day != date_of(t->received).day)
		SAY(t,
		    "De afzender dateerde het op %s; dat telt niet voor de "
		    "termijn.",
		    "The sender dated it %s; that does not count for the term.",
		    words_moment_full(t->a, l, f->date));
	tell_texts(t);
}

/* ---- kind and sender ---- */

static void
tell_rules(struct teller *t, enum rule_group group)
{
	size_t i;

	for (i = 0; i < t->grounds.matches.n; i++) {
		const struct match *m = &t->grounds.matches.at[i];

		if (m->rule->group == group)
			SAY(t, "Regel \"%s\" herkend door: %s.",
			    "Rule \"%s\" recognised by: %s.", m->rule->name,
			    m->words);
	}
}

/* The headers by which machines make themselves known, as far as they are
 * there; when none is, that is said. */
static void
tell_machine_headers(struct teller *t)
{
	static const char *const names[] = { "Auto-Submitted", "Precedence",
		"List-Id", "List-Post", "List-Unsubscribe",
		"X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond",
		"X-Failed-Recipients", "X-Spam-Flag",
		"X-MS-Exchange-Organization-SCL" };
	bool is_any = false;
	size_t i;

	for (i = 0; i < LENGTH(names); i++) {
		const char *value = message_header(t->facts, names[i]);

		if (!value)
			continue;
		is_any = true;
		SAY(t, "Kop %s: %s", "Header %s: %s", names[i], value);
	}
	if (t->facts->has_return_path && !*t->facts->return_path) {
		is_any = true;
		TELL(t, "Leeg retouradres (Return-Path: <>).",
		    "Empty return path (Return-Path: <>).");
	}
	if (!is_any)
		TELL(t,
		    "Niet gevonden: Auto-Submitted, Precedence, List-koppen, "
		    "een leeg retouradres, een spamoordeel.",
		    "Not found: Auto-Submitted, Precedence, List headers, an "
		    "empty return path, a spam verdict.");
}

static void
tell_kind(struct teller *t)
{
	reason_begin(t, "kind", "Soort bericht", "Kind of message",
	    kind_name(t->verdict.kind));
	reason_why(t, t->verdict.kind_why);
	tell_machine_headers(t);
	tell_rules(t, RULE_NOISE);
}

static void
tell_sender(struct teller *t)
{
	static const char *const names[] = {
		[SENDER_UNKNOWN] = "unproven",
		[SENDER_PROVEN] = "proven",
		[SENDER_FAILED] = "failed",
	};

	reason_begin(t, "sender", "Echtheid van de afzender",
	    "Proof of the sender", names[t->verdict.sender_proof]);
	reason_why(t, t->verdict.sender_why);
	if (t->verdict.sender_proof == SENDER_FAILED && t->verdict.is_from_us)
		TELL(t,
		    "Daarom telt dit bericht niet als antwoord van een "
		    "collega.",
		    "So this message does not count as a colleague's answer.");
}

/* ---- asker and organisation ---- */

static void
tell_asker(struct teller *t)
{
	const struct verdict *v = &t->verdict;
	const struct facts *f = t->facts;

	reason_begin(t, "asker", "Vraagsteller", "Asker", v->asker.addr);
	if (v->is_forwarded)
		SAY(t,
		    "%s stuurt een bericht door; de afzender daarin is de "
		    "vraagsteller.",
		    "%s forwards a message; the sender in it is the asker.",
		    f->from.addr);
	else if (v->is_form)
		SAY(t,
		    "%s is een webformulier; wie het invulde is de "
		    "vraagsteller.",
		    "%s is a web form; whoever filled it in is the asker.",
		    f->from.addr);
	else
		TELL(t, "De afzender (Van) is de vraagsteller.",
		    "The sender (From) is the asker.");
	if (f->reply_to.n > 0 && *f->reply_to.at[0].addr &&
	    !address_is_same(f->reply_to.at[0].addr, v->asker.addr))
		SAY(t,
		    "Reply-To noemt %s; dat telt alleen bij een ingesteld "
		    "formulier.",
		    "Reply-To names %s; that counts for a configured form "
		    "only.",
		    f->reply_to.at[0].addr);
	if (f->forward.is_found && !v->is_forwarded && *f->forward.from.addr)
		SAY(t,
		    "In de tekst staat een ouder bericht van %s; dat is hier "
		    "niet doorgestuurd door een collega.",
		    "The text holds an older message of %s; it was not "
		    "forwarded here by a colleague.",
		    f->forward.from.addr);
}

static void
tell_lookalikes(struct teller *t)
{
	const struct organisation *like[LOOKALIKE_MAX];
	size_t i,
	    n = lookalike_find(
	        t->a, t->office->organisations, t->verdict.asker.domain, like);

	SAY(t, "Het domein %s staat in geen lijst.",
	    "The domain %s is in none of the lists.",
	    or_none(t, t->verdict.asker.domain));
	for (i = 0; i < n; i++)
		SAY(t, "Lijkt op %s (%s), maar is dat niet.",
		    "Looks like %s (%s), and is not.", like[i]->domain,
		    like[i]->name);
}

static void
tell_organisation(struct teller *t)
{
	const struct organisation *org = t->verdict.organisation;

	reason_begin(t, "organisation", "Organisatie", "Organisation",
	    *org->code ? org->code : org->kind);
	if (*org->name)
		t->out.at[t->out.n - 1].says = org->name;
	if (*org->domain && *org->name)
		SAY(t, "Het domein %s hoort bij %s (%s).",
		    "The domain %s belongs to %s (%s).", org->domain, org->name,
		    org->kind);
	else if (*org->domain)
		SAY(t, "Het domein %s staat in de lijst van soort %s.",
		    "The domain %s is in the list of kind %s.", org->domain,
		    org->kind);
	else if (strcmp(org->kind, "onbekend") == 0)
		tell_lookalikes(t);
	if (org->is_former)
		TELL(t,
		    "Het is het domein van een opgeheven gemeente; haar "
		    "opvolger telt.",
		    "It is the domain of a former gemeente; its successor "
		    "counts.");
}

/* ---- question ---- */

static void
tell_question_rules(struct teller *t)
{
	size_t i;

	for (i = 0; i < t->grounds.asking.n; i++) {
		const struct match *m = &t->grounds.asking.at[i];

		if (m->rule->group == RULE_QUESTION)
			SAY(t, "%+d  %s (%s)", "%+d  %s (%s)", m->score,
			    m->rule->says, m->words);
	}
}

static void
tell_question(struct teller *t)
{
	static const char *const names[] = {
		[QUESTION_NO] = "nee",
		[QUESTION_YES] = "ja",
		[QUESTION_DOUBT] = "twijfel",
	};

	reason_begin(t, "is_question", "Is het een vraag?", "Is it a question?",
	    names[t->verdict.is_question]);
	if (t->verdict.kind != KIND_HUMAN || t->verdict.is_internal ||
	    t->verdict.is_question == QUESTION_DOUBT || t->verdict.is_thanks)
		reason_why(t, t->verdict.question_why);
	if (t->verdict.kind != KIND_HUMAN || t->verdict.is_internal)
		return;
	tell_question_rules(t);
	SAY(t,
	    "Samen %+d; vanaf %+d is het zeker een vraag, tot %+d zeker niet.",
	    "Together %+d; from %+d on it is certainly one, up to %+d "
	    "certainly none.",
	    t->grounds.question_sum, QUESTION_SURE, QUESTION_NOT);
	tell_rules(t, RULE_ROLE);
}

/* ---- topic ---- */

static void
tell_topics(struct teller *t)
{
	struct topic_total *totals = NULL;
	size_t i, n = topic_totals(t->a, &t->grounds.topics, &totals);
	size_t shown = 0;

	for (i = 0; i < n && shown < NEAREST_MAX + 1; i++, shown++) {
		bool is_it = strcmp(totals[i].topic, t->verdict.topic) == 0;

		if (is_it)
			SAY(t, "%s: %d punten, door: %s. Gekozen.",
			    "%s: %d points, by: %s. Chosen.", totals[i].topic,
			    totals[i].score, totals[i].words);
		else
			SAY(t, "%s: %d punten, door: %s. Niet gekozen.",
			    "%s: %d points, by: %s. Not chosen.",
			    totals[i].topic, totals[i].score, totals[i].words);
	}
	if (n == 0)
		TELL(t, "Geen woord van een onderwerp gevonden.",
		    "No word of any topic was found.");
	else
		SAY(t,
		    "Nodig zijn %d punten, of %d als ook het team erop wijst.",
		    "It takes %d points, or %d when the team points there too.",
		    TOPIC_ENOUGH, TOPIC_SUPPORTED);
}

static void
tell_topic(struct teller *t)
{
	reason_begin(t, "topic", "Onderwerp", "Topic", t->verdict.topic);
	tell_topics(t);
	if (t->grounds.has_quoted_topic)
		TELL(t,
		    "De nieuwe tekst noemt geen onderwerp; de aangehaalde "
		    "tekst gaf de doorslag.",
		    "The new text names no topic; the quoted text decided.");
	reason_begin(t, "team", "Team", "Team", t->verdict.team);
	tell_rules(t, RULE_TEAM);
	if (*t->house->default_team)
		SAY(t, "Het postvak is van team %s, als niets anders beslist.",
		    "The mailbox is of team %s, when nothing else decides.",
		    t->house->default_team);
}

/* ---- term ---- */

static void
tell_deadline(struct teller *t)
{
	const struct verdict *v = &t->verdict;
	const struct named_term *term =
	    term_find(t->office->norms.terms, v->term);
	const struct team_norms own =
	    deadline_norms(&t->office->norms, v->team);
	enum language l = t->office->settings.language;
	struct date last;

	if (v->has_named_day)
		SAY(t, "De afzender noemt %s.", "The sender names %s.",
		    words_day_full(t->a, l, v->named_day));
	else
		TELL(t,
		    "In de nieuwe tekst staat geen dag waarop antwoord "
		    "nodig is.",
		    "The new text names no day on which an answer is needed.");
	if (!term || term->is_named_day ||
	    term_last_day(term->term, date_of(t->received), t->office->calendar,
	        &last, NULL) != 0)
		return;
	SAY(t, "%s: %s na ontvangst is %s.", "%s: %s after receipt is %s.",
	    term->says, words_term(t->a, l, term->term),
	    words_day_full(t->a, l, last));
	if (term->term.is_statutory && !own.is_statutory_binding)
		SAY(t,
		    "Die wettelijke termijn is hier een richtsnoer; de "
		    "servicenorm (%s) geldt.",
		    "That statutory term is a guideline here; the service "
		    "norm (%s) counts.",
		    words_term(t->a, l, own.norm));
}

/* What is told the same day to whoever is configured. */
static void
tell_notables(struct teller *t)
{
	const char *list = "";
	size_t i;

	for (i = 0; notable_at(i); i++) {
		if (t->verdict.notables & notable_at(i))
			list = arena_printf(t->a, "%s%s%s", list,
			    *list ? ", " : "", notable_name(notable_at(i)));
	}
	if (*list)
		SAY(t, "Hoort dezelfde dag te worden gezien: %s.",
		    "Should be seen the same day: %s.", list);
}

static void
tell_term(struct teller *t)
{
	reason_begin(t, "term", "Termijn", "Term", t->verdict.term);
	if (t->verdict.is_question == QUESTION_NO) {
		TELL(t, "Wat geen vraag is heeft geen termijn.",
		    "What is no question has no term.");
		return;
	}
	reason_why(t, t->verdict.term_why);
	tell_rules(t, RULE_TERM);
	tell_deadline(t);
	tell_notables(t);
}

/* ---- actions ---- */

static void
tell_action(
    struct teller *t, const char *dutch, const char *english, const char *value)
{
	if (*value)
		SAY(t, "%s: %s.", "%s: %s.", t->is_english ? english : dutch,
		    value);
}

static const char *
priority_word(const struct teller *t)
{
	const char *priority = t->verdict.priority;

	if (t->is_english || !*priority)
		return priority;
	return strcmp(priority, "high") == 0 ? "hoog" : "laag";
}

/* What the rules have done; a step only where they have something done. */
static void
tell_actions(struct teller *t)
{
	const struct verdict *v = &t->verdict;

	if (!*v->assignee && !*v->priority && !*v->thread_key && !*v->keyword &&
	    !*v->move)
		return;
	reason_begin(t, "actions", "Handelingen", "Actions", "");
	tell_rules(t, RULE_ACTION);
	tell_action(t, "Gaat naar", "Goes to", v->assignee);
	tell_action(t, "Voorrang", "Priority", priority_word(t));
	tell_action(t, "Kenmerk", "Reference", v->thread_key);
	tell_action(t, "Trefwoord op de server, als het mag",
	    "Keyword at the server, where allowed", v->keyword);
	tell_action(t, "Map op de server, als het mag",
	    "Folder at the server, where allowed", v->move);
}

/* ---- conversation ---- */

static void
tell_conversation(struct teller *t)
{
	const struct facts *f = t->facts;
	bool is_reply = subject_kind(t->a, f->subject) == SUBJECT_REPLY;

	reason_begin(
	    t, "conversation", "Gesprek", "Conversation", f->in_reply_to);
	if (*f->in_reply_to)
		TELL(t, "In-Reply-To noemt een bericht: dat alleen is genoeg.",
		    "In-Reply-To names a message: that alone is enough.");
	if (f->n_references > 0)
		SAY(t,
		    "References noemt %zu berichten; die tellen alleen met "
		    "hetzelfde onderwerp (\"%s\").",
		    "References names %zu messages; they count only with the "
		    "same subject (\"%s\").",
		    f->n_references, f->base_subject);
	if (!*f->in_reply_to && f->n_references == 0 && is_reply)
		SAY(t,
		    "Een antwoord dat geen bericht noemt: gezocht is naar "
		    "\"%s\" van of aan dezelfde persoon (zwak bewijs).",
		    "A reply that names no message: \"%s\" from or to the same "
		    "person was looked for (weak evidence).",
		    f->base_subject);
	if (!*f->in_reply_to && f->n_references == 0 && !is_reply)
		TELL(t, "Noemt geen ander bericht: een nieuw gesprek.",
		    "Names no other message: a new conversation.");
}

struct explanation
explain_message(struct arena *a, const struct office *o,
    const struct house *house, const struct facts *facts,
    struct instant received, const char *basis)
{
	struct teller t = { .a = a,
		.office = o,
		.house = house,
		.facts = facts,
		.received = received,
		.is_english = o->settings.language == LANGUAGE_EN };

	classify_grounds(a, facts, received, house, &t.verdict, &t.grounds);
	tell_message(&t, basis);
	tell_kind(&t);
	tell_sender(&t);
	tell_asker(&t);
	tell_organisation(&t);
	tell_question(&t);
	tell_topic(&t);
	tell_term(&t);
	tell_actions(&t);
	tell_conversation(&t);
	return t.out;
}
