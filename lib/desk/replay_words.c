/*
 * What a replay found, in sentences, Dutch or English.
 */

#include <string.h>

#include "base/text.h"
#include "desk/office.h"
#include "desk/replay.h"

static const char *
say(const struct replay *r, const char *dutch, const char *english)
{
	return r->new->settings.language == LANGUAGE_EN ? english : dutch;
}

/* A sentence with figures in it. */
#define TELL(r, out, dutch, english, ...)                \
	((r)->new->settings.language == LANGUAGE_EN      \
	        ? text_addf((out), english, __VA_ARGS__) \
	        : text_addf((out), dutch, __VA_ARGS__))

static const char *
or_dash(const char *s)
{
	return *s ? s : "-";
}

static void
tell_day(struct text *out, const struct replay_side *side)
{
	char day[DATE_TEXT];

	text_add(
	    out, side->has_deadline ? date_print(side->deadline, day) : "-");
}

static void
tell_change(
    struct text *out, const char *what, const char *before, const char *after)
{
	text_addf(out, "; %s %s -> %s", what, or_dash(before), or_dash(after));
}

void
replay_tell_item(
    const struct replay *r, const struct replay_item *item, struct text *out)
{
	char day[DATE_TEXT];

	if (item->question)
		text_addf(out, "%6lld  ", (long long)item->question);
	else
		text_add(out, "     -  ");
	text_addf(out, "%s  \"%s\"", date_print(date_of(item->received), day),
	    item->subject);
	if (item->changes & REPLAY_OPENS)
		text_addf(out, "; %s (%s)",
		    say(r, "zou een vraag zijn", "would be a question"),
		    or_dash(item->after.topic));
	if (item->changes & REPLAY_DROPS)
		text_addf(out, "; %s",
		    say(r, "zou geen vraag meer zijn",
		        "would be no question any more"));
	if (item->changes & REPLAY_TEAM)
		tell_change(out, "team", item->before.team, item->after.team);
	if (item->changes & REPLAY_TOPIC)
		tell_change(out, say(r, "onderwerp", "topic"),
		    item->before.topic, item->after.topic);
	if (item->changes & REPLAY_TERM)
		tell_change(out, say(r, "termijn", "term"), item->before.term,
		    item->after.term);
	if (item->changes & REPLAY_DEADLINE) {
		text_addf(out, "; %s ", say(r, "uiterlijk", "due"));
		tell_day(out, &item->before);
		text_add(out, " -> ");
		tell_day(out, &item->after);
	}
	text_add_char(out, '\n');
}

void
replay_tell_counts(const struct replay *r, struct text *out)
{
	const struct replay_counts *c = &r->counts;

	TELL(r, out,
	    "%zu berichten doorgerekend, waarvan %zu vragen.\n"
	    "Anders: %zu vragen (team %zu, onderwerp %zu, termijn %zu, "
	    "uiterste dag %zu).\n"
	    "Voortaan zonder onderwerp: %zu; voortaan met: %zu.\n"
	    "Zou een vraag zijn: %zu; zou geen vraag meer zijn: %zu.\n",
	    "%zu messages judged, %zu of them questions.\n"
	    "Changed: %zu questions (team %zu, topic %zu, term %zu, last "
	    "day %zu).\n"
	    "Without a topic from now on: %zu; with one: %zu.\n"
	    "Would be a question: %zu; would be none any more: %zu.\n",
	    c->messages, c->questions, c->changed, c->team, c->topic, c->term,
	    c->deadline, c->unknown, c->known, c->opens, c->drops);
	if (c->no_text > 0)
		TELL(r, out,
		    "Van %zu berichten is de tekst niet meer bewaard; die "
		    "zijn niet vergeleken.\n",
		    "The text of %zu messages is no longer kept; they were "
		    "not compared.\n",
		    c->no_text);
	text_add(out,
	    say(r, "Er is niets veranderd en niets verstuurd.\n",
	        "Nothing was changed and nothing was sent.\n"));
}

static void
tell_field(const struct replay *r, const char *what, size_t n, size_t before,
    size_t after, struct text *out)
{
	if (n > 0)
		TELL(r, out,
		    "%s: %zu verbeterd met de hand; goed was %zu, nu %zu.\n",
		    "%s: %zu corrected by hand; right before %zu, now %zu.\n",
		    what, n, before, after);
}

void
replay_tell_score(
    const struct replay *r, const struct replay_score *score, struct text *out)
{
	tell_field(r, say(r, "Team", "Team"), score->team.n, score->team.before,
	    score->team.after, out);
	tell_field(r, say(r, "Onderwerp", "Topic"), score->topic.n,
	    score->topic.before, score->topic.after, out);
	tell_field(r, say(r, "Termijn", "Term"), score->term.n,
	    score->term.before, score->term.after, out);
	if (score->team.n + score->topic.n + score->term.n == 0)
		text_add(out,
		    say(r, "Er is nog niets met de hand verbeterd.\n",
		        "Nothing has been corrected by hand yet.\n"));
	if (score->no_text > 0)
		TELL(r, out, "Van %zu vragen is de tekst niet meer bewaard.\n",
		    "The text of %zu questions is no longer kept.\n",
		    score->no_text);
}
