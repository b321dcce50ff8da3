/*
 * A verdict, step by step, in words for the coordinator. It decides nothing:
 * it asks triage once more and says what triage went by. This file has what
 * was read and how it is sent; explain_who and explain_what have the rest,
 * explain_near what nearly was.
 */

#include <string.h>

#include "base/text.h"
#include "desk/explain_teller.h"
#include "desk/explain_words.h"
#include "desk/office.h"
#include "mail/subject.h"
#include "notice/words.h"
#include "triage/kind.h"

void
teller_begin(struct teller *t, const char *key, const char *nl, const char *en,
    const char *found)
{
	if (t->out.n == t->room) {
		t->room = t->room ? 2 * t->room : 12;
		t->out.at = arena_grow(
		    t->a, t->out.at, t->out.n, t->room, sizeof(*t->out.at));
	}
	t->out.at[t->out.n++] = (struct reason){ .key = key,
		.step = PICK(t, nl, en),
		.found = found,
		.says = explain_outcome(found, t->is_english) };
}

void
teller_line(struct teller *t, const char *line)
{
	struct reason *r = &t->out.at[t->out.n - 1];

	r->lines =
	    arena_grow(t->a, r->lines, r->n, r->n + 1, sizeof(*r->lines));
	r->lines[r->n++] = line;
}

void
teller_why(struct teller *t, const char *why)
{
	if (*why)
		teller_line(t, explain_sentence(t->a, why, t->is_english));
}

const char *
teller_or_none(const struct teller *t, const char *s)
{
	return *s ? s : PICK(t, "(geen)", "(none)");
}

void
teller_rules(struct teller *t, enum rule_group group)
{
	const struct matches *matches =
	    group == RULE_TERM ? &t->grounds.fresh : &t->grounds.matches;
	size_t i;

	for (i = 0; i < matches->n; i++) {
		const struct match *m = &matches->at[i];

		if (m->rule->group == group)
			SAY(t, "Regel \"%s\" herkend door: %s.",
			    "Rule \"%s\" recognised by: %s.", m->rule->name,
			    m->words);
	}
}

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

	teller_begin(t, "message", "Bericht", "Message", f->subject);
	SAY(t, "Van %s, ontvangen %s (%s).", "From %s, received %s (%s).",
	    teller_or_none(t, f->from.addr),
	    words_moment_full(t->a, l, t->received), basis);
	if (f->has_date && date_of(f->date).day != date_of(t->received).day)
		SAY(t,
		    "De afzender dateerde het op %s; dat telt niet voor de "
		    "termijn.",
		    "The sender dated it %s; that does not count for the term.",
		    words_moment_full(t->a, l, f->date));
	tell_texts(t);
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

/* Marks of a machine that were not enough. */
static void
tell_kind_near(struct teller *t)
{
	struct asker asker = asker_of(t->a, t->facts, t->house);
	struct kind_evidence evidence = { t->facts, t->house, &asker,
		&t->grounds.matches, t->grounds.question_sum >= QUESTION_SURE,
		date_of(t->received) };
	const char *why;
	size_t i;

	if (t->verdict.kind != KIND_HUMAN)
		return;
	for (i = 0; (why = kind_nearly(&evidence, i)); i++) {
		if (*why)
			teller_near(t,
			    (struct nearly){ .name = "",
			        .there = "",
			        .lacks = "",
			        .says = explain_sentence(
			            t->a, why, t->is_english) });
	}
	teller_near_rules(t, RULE_NOISE, NULL);
}

static void
tell_kind(struct teller *t)
{
	teller_begin(t, "kind", "Soort bericht", "Kind of message",
	    kind_name(t->verdict.kind));
	teller_why(t, t->verdict.kind_why);
	tell_machine_headers(t);
	teller_rules(t, RULE_NOISE);
	tell_kind_near(t);
}

static void
tell_sender(struct teller *t)
{
	static const char *const names[] = {
		[SENDER_UNKNOWN] = "unproven",
		[SENDER_PROVEN] = "proven",
		[SENDER_FAILED] = "failed",
	};

	teller_begin(t, "sender", "Echtheid van de afzender",
	    "Proof of the sender", names[t->verdict.sender_proof]);
	teller_why(t, t->verdict.sender_why);
	if (t->verdict.sender_proof == SENDER_FAILED && t->verdict.is_from_us)
		TELL(t,
		    "Daarom telt dit bericht niet als antwoord van een "
		    "collega.",
		    "So this message does not count as a colleague's answer.");
}

static void
tell_conversation(struct teller *t)
{
	const struct facts *f = t->facts;
	bool is_reply = subject_kind(t->a, f->subject) == SUBJECT_REPLY;

	teller_begin(
	    t, "conversation", "Gesprek", "Conversation", f->in_reply_to);
	if (*f->in_reply_to)
		TELL(t, "In-Reply-To noemt een bericht: dat alleen is genoeg.",
		    "In-Reply-To names a message: that alone is enough.");
	if (f->n_references > 0)
		SAY(t,
		    "References telt %zu; alleen met hetzelfde onderwerp "
		    "(\"%s\") hoort dit bericht daarbij.",
		    "References has %zu; only with the same subject (\"%s\") "
		    "does this message belong to them.",
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
	t.near = near_find(a, facts, house);
	tell_message(&t, basis);
	tell_kind(&t);
	tell_sender(&t);
	explain_asker(&t);
	explain_organisation(&t);
	explain_question(&t);
	explain_topic(&t);
	explain_team(&t);
	explain_term(&t);
	explain_actions(&t);
	tell_conversation(&t);
	return t.out;
}
