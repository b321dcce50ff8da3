/*
 * The life of a question in sentences, Dutch and English. Knows what each
 * event means to a reader; what it does to the question, triage/question
 * knows.
 */

#include "desk/story.h"

#include <string.h>

#include "base/arena.h"
#include "term/roster.h"

static const char *
pick(const struct story_of *of, const char *nl, const char *en)
{
	return of->language == LANGUAGE_EN ? en : nl;
}

/* What is only noted, and what is probable, by its value. */
static const struct {
	const char *value, *nl, *en;
} notes[] = {
	{ "remark", "schreef, zonder iets te vragen", "wrote, asking nothing" },
	{ "third-party", "(een ander) schreef in dit gesprek",
	    "(a third party) wrote in this conversation" },
	{ "answer", "schreef nog na de afhandeling",
	    "wrote after it was handled" },
	{ "acknowledgement", "bevestigde de ontvangst: dat is geen antwoord",
	    "confirmed receipt: that is no answer" },
	{ "mailing", "stuurde een mailing: dat is geen antwoord",
	    "sent a mailing: that is no answer" },
	{ "internal", "schreef binnen de eigen organisatie",
	    "wrote within the own organisation" },
	{ "unproven",
	    "schreef in naam van een collega; de eigen mailserver spreekt dat "
	    "tegen, dus het telt niet",
	    "wrote in a colleague's name; the own mail server denies that, so "
	    "it does not count" },
	{ "subject",
	    "schreef de vraagsteller onder hetzelfde onderwerp: waarschijnlijk "
	    "het antwoord (zwak verband)",
	    "wrote to the asker under the same subject: probably the answer "
	    "(a weak tie)" },
	{ "quoted", "haalt een antwoord aan dat niet is gezien",
	    "quotes an answer that was not seen" },
	{ "flag", "is in het postvak als beantwoord gemarkeerd",
	    "is marked as answered in the mailbox" },
	{ "deleted", "ligt in Verwijderde items", "lies in Deleted items" },
};

static const char *
note_words(const struct story_of *of, const struct event *event)
{
	size_t i;

	for (i = 0; i < LENGTH(notes); i++) {
		if (strcmp(notes[i].value, event->value) == 0)
			return pick(of, notes[i].nl, notes[i].en);
	}
	return pick(of, "automatisch bericht", "an automatic message");
}

static const char *
deadline_words(const struct story_of *of, const struct event *event)
{
	static const struct {
		const char *value, *nl, *en;
	} whys[] = {
		{ "named", "de dag die de vraagsteller noemt",
		    "the day that the asker names" },
		{ "next", "de termijn na heropening",
		    "the term of a reopening" },
		{ "promised", "de toegezegde dag", "the promised day" },
		{ "extended", "uitstel", "an extension" },
		{ "resumed", "wat er na het wachten over was",
		    "what was left after the wait" },
	};
	size_t i;

	for (i = 0; i < LENGTH(whys); i++) {
		if (strcmp(whys[i].value, event->value) == 0)
			return pick(of, whys[i].nl, whys[i].en);
	}
	return pick(of, "volgens de termijn", "by the term");
}

static const char *
assigned_words(
    struct arena *a, const struct story_of *of, const struct event *event)
{
	const struct colleague *c =
	    *event->value ? roster_by_id(of->roster, event->value) : NULL;
	const char *to = c ? c->name
	    : event->person
	    ? pick(of, "iemand buiten het rooster", "somebody off the roster")
	    : pick(of, "niemand", "nobody");

	return arena_printf(a, "%s %s",
	    pick(of, "doorgezet: ligt nu bij", "handed over: now with"), to);
}

/* What is said of each kind; sentences that name the sender begin with him. */
static const struct {
	const char *nl, *en;
	bool has_sender, has_value;
} said[] = {
	[EVENT_OPENED] = { "stelde de vraag", "asked", true, false },
	[EVENT_TEAM] = { "team", "team", false, true },
	[EVENT_TOPIC] = { "onderwerp", "topic", false, true },
	[EVENT_TERM] = { "termijn", "term", false, true },
	[EVENT_FOLLOWED] = { "schreef opnieuw", "wrote again", true, false },
	[EVENT_THANKED] = { "bedankte", "said thanks", true, false },
	[EVENT_ANSWERED] = { "beantwoord", "answered", false, false },
	[EVENT_INTERIM] = { "stuurde een tussenbericht",
	    "sent an interim answer", true, false },
	[EVENT_CONSULTED] = { "vroeg het na bij een ander",
	    "asked a third party", true, false },
	[EVENT_CLOSED] = { "gesloten:", "closed:", false, true },
	[EVENT_REOPENED] = { "heropend", "reopened", false, false },
	[EVENT_WAITING] = { "wacht op de vraagsteller", "waits for the asker",
	    false, false },
	[EVENT_RESUMED] = { "de termijn loopt weer", "the clock runs again",
	    false, false },
	[EVENT_PRIORITY] = { "prioriteit", "priority", false, true },
	[EVENT_DOUBTED] = { "onzeker of dit een vraag is",
	    "not certain that it is a question", false, false },
	[EVENT_JOINED] = { "hoort bij een andere vraag",
	    "belongs to another question", false, false },
	[EVENT_SPLIT] = { "een later bericht is een eigen vraag",
	    "a later message is a question of its own", false, false },
	[EVENT_RELINKED] = { "ging op in vraag", "went into question", false,
	    false },
	[EVENT_UNDONE] = { "ongedaan gemaakt: stap", "undone: step", false,
	    false },
};

static const char *
middle(struct arena *a, const struct story_of *of, const struct event *event)
{
	if (event->kind == EVENT_ASSIGNED)
		return assigned_words(a, of, event);
	if (event->kind == EVENT_NOTED && of->note)
		return arena_printf(
		    a, "%s \"%s\"", pick(of, "notitie:", "note:"), of->note);
	if (event->kind == EVENT_NOTED || event->kind == EVENT_PROBABLY)
		return note_words(of, event);
	if (event->kind == EVENT_DEADLINE)
		return pick(
		    of, "uiterlijk beantwoorden op", "to be answered by");
	if (event->kind == EVENT_DOUBTED && *event->value)
		return pick(of, "het is een vraag", "it is a question");
	return arena_printf(a, "%s%s%s",
	    pick(of, said[event->kind].nl, said[event->kind].en),
	    said[event->kind].has_value ? " " : "",
	    said[event->kind].has_value ? event->value : "");
}

/* Whether the sentence begins with the sender of its mail. */
static bool
begins_with_sender(const struct event *event)
{
	if (event->kind == EVENT_NOTED || event->kind == EVENT_PROBABLY)
		return true;
	if (event->kind == EVENT_ANSWERED || event->kind == EVENT_REOPENED)
		return false;
	return event->kind != EVENT_ASSIGNED && event->kind != EVENT_DEADLINE &&
	    said[event->kind].has_sender;
}

/* What stands behind: the day and why, the number, by whom. */
static const char *
tail(struct arena *a, const struct story_of *of, const struct event *event)
{
	const char *s = "";

	if (event->has_day)
		s = arena_printf(a, "%s %s",
		    event->kind == EVENT_INTERIM
		        ? pick(of, ", antwoord toegezegd voor",
		              ", an answer promised by")
		        : "",
		    words_day_full(a, of->language, event->day));
	if (event->kind == EVENT_DEADLINE)
		s = arena_printf(a, "%s (%s)", s, deadline_words(of, event));
	if (event->kind == EVENT_RELINKED || event->kind == EVENT_UNDONE)
		s = arena_printf(a, " %lld", (long long)event->other);
	if (*of->sender && !begins_with_sender(event) &&
	    (event->kind == EVENT_ANSWERED || event->kind == EVENT_REOPENED))
		s = arena_printf(a, "%s %s %s", s,
		    event->kind == EVENT_ANSWERED
		        ? pick(of, "door", "by")
		        : pick(of, "na een bericht van", "by a message of"),
		    of->sender);
	if (event->by == ACTOR_HAND)
		s = arena_printf(
		    a, "%s, %s", s, pick(of, "met de hand", "by hand"));
	return s;
}

const char *
story_line(
    struct arena *a, const struct story_of *of, const struct event *event)
{
	bool has_sender = *of->sender && begins_with_sender(event);

	return arena_printf(a, "%s%s%s%s.", has_sender ? of->sender : "",
	    has_sender ? " " : "", middle(a, of, event), tail(a, of, event));
}
