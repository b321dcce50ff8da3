/*
 * The verdict on one message: who asks, what sort of mail it is, whether it
 * asks something, about what, for which team and by when. Puts together what
 * the other files of this room find; a conversation it does not know.
 */

#include "triage/classify.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "triage/acting.h"
#include "triage/asker.h"
#include "triage/kind.h"
#include "triage/namedday.h"
#include "triage/sender.h"
#include "triage/timing.h"
#include "triage/topic.h"
#include "triage/wording.h"

struct signs {
	int sum;
	bool has_for, has_against;
};

/* Mail inside the house is about a topic from this total on: announcements
 * borrow many words. */
#define HOUSE_TOPIC (6 * TOPIC_ENOUGH)

/* A reply is about something else than what it quotes from this total on:
 * thanks and reminders borrow words too. */
#define REPLY_TOPIC (6 * TOPIC_ENOUGH)

/* Bytes of one explanation. */
#define WHY_MAX 400

struct work {
	struct arena *a;
	const struct facts *facts;
	const struct house *house;
	struct date received;
	const char *default_team;
	struct asker asker;
	struct matches matches;
	struct matches fresh;      /* of the new text alone */
	const char *fresh_subject; /* folded; "" of a reply */
	struct signs signs;        /* of the question rules */
	struct verdict *out;
	struct grounds *grounds;
};

static struct matches
match_all(struct work *w, const struct facts *facts)
{
	return rules_match(w->house->rules, w->a, facts, w->asker.organisation);
}

/* Whether a rule matched of which it matters who wrote the words, and when. */
static bool
has_pressing(const struct matches *matches)
{
	return matches_find(matches, RULE_QUESTION, NULL) ||
	    matches_find(matches, RULE_TERM, NULL) ||
	    matches_find(matches, RULE_ROLE, NULL);
}

/* In a reply the subject is what somebody wrote before: "RE: Vraag over" asks
 * nothing now, and "RE: SPOED" is no haste. */
static void
match_fresh(struct work *w)
{
	bool is_old = wording_has_old_subject(w->a, w->facts);
	struct facts bare;

	w->fresh = w->matches;
	w->fresh_subject = is_old ? "" : w->facts->folded_subject;
	if (!is_old || !has_pressing(&w->matches))
		return;
	bare = wording_without_subject(w->facts);
	w->fresh = match_all(w, &bare);
}

static struct signs
question_signs(const struct matches *matches)
{
	struct signs signs = { 0 };
	size_t i;

	for (i = 0; i < matches->n; i++) {
		int score = matches->at[i].score;

		if (matches->at[i].rule->group != RULE_QUESTION)
			continue;
		signs.sum += score;
		signs.has_for |= score > 0;
		signs.has_against |= score < 0;
	}
	return signs;
}

/* The words that speak for the outcome, by the rules that found them. */
static const char *
question_words(const struct work *w, bool is_for)
{
	SCOPED(text_done) struct text t;
	size_t i;

	text_init(&t, WHY_MAX);
	for (i = 0; i < w->fresh.n; i++) {
		const struct match *m = &w->fresh.at[i];

		if (m->rule->group != RULE_QUESTION || (m->score > 0) != is_for)
			continue;
		text_addf(&t, "%s%s (%s)", t.len > 0 ? "; " : "", m->rule->says,
		    m->words);
	}
	return arena_copy(w->a, t.data);
}

static void
question_no(struct work *w, const char *why)
{
	w->out->is_question = QUESTION_NO;
	w->out->question_why = why;
}

/* What a law knows must not pass unseen, however little is asked. */
static void
heed_weighty(struct work *w)
{
	const struct match *weighty = timing_weighty(&w->fresh);

	if (!weighty || w->out->is_question != QUESTION_NO)
		return;
	w->out->is_question = QUESTION_DOUBT;
	w->out->is_thanks = false;
	w->out->question_why =
	    arena_printf(w->a, "%s (%s)", weighty->rule->says, weighty->words);
}

/* From a person outside: by weight, and in doubt a question. */
static void
weigh_question(struct work *w)
{
	const struct match *thanks =
	    matches_find(&w->matches, RULE_ROLE, "thanks");

	if (thanks && w->signs.sum <= 0) {
		w->out->is_thanks = true;
		question_no(
		    w, arena_printf(w->a, "Alleen dank: %s.", thanks->words));
	} else if (w->signs.sum >= QUESTION_SURE) {
		w->out->is_question = QUESTION_YES;
		w->out->question_why = question_words(w, true);
	} else if (w->signs.sum <= QUESTION_NOT ||
	    (w->signs.has_against && !w->signs.has_for)) {
		question_no(w, question_words(w, false));
	} else if (*w->facts->in_reply_to && !w->signs.has_for) {
		question_no(
		    w, "Reactie in een gesprek waarin niets gevraagd wordt.");
	} else {
		w->out->is_question = QUESTION_DOUBT;
		w->out->question_why = "Niet zeker of hier iets gevraagd "
		                       "wordt.";
	}
}

static void
decide_question(struct work *w)
{
	const struct match *no_answer;

	if (w->out->kind != KIND_HUMAN)
		question_no(w, "Geen bericht van een mens.");
	else if (w->asker.is_internal)
		question_no(w, "Van de eigen organisatie.");
	else {
		weigh_question(w);
		heed_weighty(w);
	}
	no_answer = acting_no_answer(&w->matches);
	if (no_answer && w->out->is_question != QUESTION_NO)
		question_no(w,
		    arena_printf(w->a, "Geen antwoord nodig: %s (%s).",
		        *no_answer->rule->says ? no_answer->rule->says
		                               : no_answer->rule->name,
		        no_answer->words));
}

/* A forward by somebody who only seems to be a colleague is looked at by a
 * person before it counts. */
static void
decide_sender(struct work *w)
{
	struct sender sender = sender_prove(w->a, w->facts, w->house);

	w->out->sender_proof = sender.proof;
	w->out->sender_why = sender.why;
	if (w->out->is_question == QUESTION_YES && w->out->is_forwarded &&
	    sender.proof == SENDER_FAILED) {
		w->out->is_question = QUESTION_DOUBT;
		w->out->question_why = sender.why;
	}
}

/* Outgoing mail that promises the answer for later (users.md 4). */
static void
decide_interim(struct work *w)
{
	struct verdict *out = w->out;

	if (out->kind != KIND_HUMAN || !w->asker.is_from_us ||
	    out->is_forwarded ||
	    !matches_find(&w->matches, RULE_ROLE, "interim"))
		return;
	out->is_interim = true;
	out->has_promised_day = named_day_find(w->facts->folded_new,
	    NAMED_DAY_PROMISE, w->received, &out->promised_day);
}

static const struct organisation *
decide_organisation(const struct work *w)
{
	static const char *const robots[] = { "noreply", "no-reply",
		"donotreply", "postmaster", "mailer-daemon" };
	const struct organisation *org = w->asker.organisation;
	bool is_robot = false;
	size_t i;

	for (i = 0; i < LENGTH(robots); i++)
		is_robot |= text_has_prefix(w->asker.address.addr, robots[i]);
	if (w->out->kind == KIND_BOUNCE || w->out->kind == KIND_OURS ||
	    (w->out->kind == KIND_AUTO_REPLY && w->asker.is_internal &&
	        is_robot))
		return organisation_nameless("systeem");
	if (strcmp(org->kind, "onbekend") == 0 && w->out->kind == KIND_HUMAN &&
	    matches_find(&w->matches, RULE_ROLE, "press"))
		return organisation_nameless("pers");
	return org;
}

/* What a message is about that has no topic of its own. */
static const char *
topic_of_kind(const struct work *w)
{
	switch (w->out->kind) {
	case KIND_BOUNCE:
	case KIND_AUTO_REPLY:
	case KIND_RECEIPT:
	case KIND_OURS:
		return "systeem";
	case KIND_SPAM:
		return "spam";
	case KIND_LIST:
		return w->asker.is_internal ? "systeem" : "nieuwsbrief";
	case KIND_HUMAN:
	case KIND_INVITATION:
		break;
	}
	return "";
}

/* An announcement inside the house: no question, no topic, for everybody. */
static bool
is_house_mail(const struct work *w)
{
	return w->asker.is_internal &&
	    (w->out->kind == KIND_HUMAN || w->out->kind == KIND_LIST) &&
	    !asker_has_outside_recipient(w->facts, w->house);
}

static void
use_choice(struct work *w, const struct topic_choice *choice)
{
	struct verdict *out = w->out;

	out->topic = choice->topic;
	out->topic_why = choice->why;
	out->team = choice->team;
	if (!*out->team && !choice->is_team_settled)
		out->team = w->default_team;
}

static void
decide_topic(struct work *w)
{
	struct topic_choice choice =
	    topic_choose(w->a, &w->matches, w->default_team);
	const char *fixed = topic_of_kind(w);

	/* The words below a reply help to tell what it is about when its own
	 * do not say it clearly; only then, since they are another's (hard
	 * case F13). */
	if ((!*choice.topic || choice.score < REPLY_TOPIC) && !*fixed &&
	    *w->facts->text_quoted) {
		struct facts wide = wording_with_quoted(w->a, w->facts);
		struct matches matches = match_all(w, &wide);

		choice = topic_choose(w->a, &matches, w->default_team);
		w->grounds->has_quoted_topic = *choice.topic;
		w->grounds->topics = matches;
	}
	use_choice(w, &choice);
	if (*fixed) {
		w->out->topic = fixed;
		w->out->topic_why = w->out->kind_why;
	}
	if (w->out->kind == KIND_BOUNCE || w->out->kind == KIND_SPAM ||
	    w->out->kind == KIND_OURS ||
	    strcmp(w->out->organisation->kind, "systeem") == 0)
		w->out->team = "";
	if (is_house_mail(w) && choice.score < HOUSE_TOPIC) {
		w->out->topic = "systeem";
		w->out->topic_why = "Mededeling binnen de eigen organisatie.";
		w->out->team = "beide";
	} else if (!*w->out->topic) {
		w->out->topic = "overig";
		w->out->topic_why = "Geen onderwerp herkend.";
	}
}

/* The team of the mailbox that the message went to: as it was delivered, else
 * as it is addressed. */
static const char *
team_of_mailbox(const struct facts *facts, const struct house *house)
{
	static const char *const delivery[] = { "Delivered-To",
		"X-Original-To" };
	size_t i, k;

	if (*house->default_team || !house->mailbox_teams)
		return house->default_team;
	for (i = 0; i < house->mailboxes.n; i++) {
		const char *box = house->mailboxes.at[i].addr;

		for (k = 0; k < LENGTH(delivery); k++) {
			const char *to = message_header(facts, delivery[k]);

			if (to && address_is_same(to, box))
				return house->mailbox_teams[i];
		}
	}
	for (i = 0; i < house->mailboxes.n; i++) {
		const char *box = house->mailboxes.at[i].addr;

		if (address_list_has(&facts->to, box) ||
		    address_list_has(&facts->cc, box))
			return house->mailbox_teams[i];
	}
	return "";
}

static struct verdict
verdict_of(const struct asker *asker)
{
	return (struct verdict){
		.kind_why = "",
		.question_why = "",
		.asker = asker->address,
		.is_forwarded = asker->is_forwarded,
		.is_form = asker->is_form,
		.organisation = asker->organisation,
		.is_internal = asker->is_internal,
		.is_from_us = asker->is_from_us,
		.sender_why = "",
		.team = "",
		.topic = "",
		.topic_why = "",
		.term = "",
		.term_why = "",
		.notables_why = "",
		.assignee = "",
		.priority = "",
		.thread_key = "",
		.keyword = "",
		.move = "",
	};
}

void
classify_grounds(struct arena *a, const struct facts *facts,
    struct instant received, const struct house *house, struct verdict *out,
    struct grounds *grounds)
{
	struct work w = {
		.a = a, .house = house, .out = out, .grounds = grounds
	};
	struct timing timing;
	struct facts wide;

	w.facts = facts;
	w.received = date_of(received);
	w.default_team = team_of_mailbox(facts, house);
	w.asker = asker_of(a, facts, house);
	*out = verdict_of(&w.asker);
	out->quotes_us = asker_is_own(house, &facts->quoted_from);
	if (w.asker.is_forwarded) {
		wide = wording_with_quoted(a, facts);
		w.facts = &wide;
	}
	w.matches = match_all(&w, w.facts);
	match_fresh(&w);
	w.signs = question_signs(&w.fresh);
	*grounds = (struct grounds){ .matches = w.matches,
		.fresh = w.fresh,
		.question_sum = w.signs.sum,
		.topics = w.matches,
		.mailbox_team = w.default_team };
	out->kind =
	    kind_of(&(struct kind_evidence){ facts, house, &w.asker, &w.matches,
	                w.signs.sum >= QUESTION_SURE, w.received },
	        &out->kind_why);
	out->organisation = decide_organisation(&w);
	decide_question(&w);
	decide_sender(&w);
	decide_interim(&w);
	decide_topic(&w);
	timing = (struct timing){ w.facts->folded_new, w.fresh_subject,
		w.received, &w.fresh, facts->flaws, w.asker.is_internal };
	timing_term(a, &timing, out);
	acting_decide(&grounds->topics, house->assignments, out);
	timing_notables(a, &timing, out);
}

void
classify(struct arena *a, const struct facts *facts, struct instant received,
    const struct house *house, struct verdict *out)
{
	struct grounds grounds;

	classify_grounds(a, facts, received, house, out, &grounds);
}
