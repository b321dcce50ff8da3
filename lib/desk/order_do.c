/*
 * Commands to acts: whom and what the words mean, and the deed that each
 * command is (triage/deed). Whether its sender may is known by now.
 */

#include "desk/order_do.h"

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"
#include "desk/act.h"
#include "desk/answer.h"
#include "desk/asked.h"
#include "desk/office.h"
#include "desk/proposal.h"

static int
refuse(struct order_doing *d, enum order_fault fault, const char *word)
{
	d->says =
	    order_words(d->arena, d->office->settings.language, fault, word);
	d->fault = order_fault_name(fault);
	return 0;
}

static const char *
folded(struct arena *a, const char *s)
{
	return fold(a, s, strlen(s), NULL);
}

/* The words begin with the name, and end there or go on with another word. */
static bool
begins_with(const char *words, const char *name)
{
	size_t n = strlen(name);

	return n > 0 && strncmp(words, name, n) == 0 &&
	    (!words[n] || words[n] == ' ');
}

static bool
is_called(struct arena *a, const struct colleague *c, const char *words)
{
	const char *name = folded(a, c->name);
	const char *first = arena_copy_n(a, name, strcspn(name, " "));
	const char *local =
	    arena_copy_n(a, c->address, strcspn(c->address, "@"));

	return begins_with(words, folded(a, c->id)) ||
	    begins_with(words, c->address) || begins_with(words, name) ||
	    begins_with(words, first) || begins_with(words, folded(a, local));
}

const struct colleague *
order_person(struct arena *a, const struct roster *r, const char *words,
    const struct colleague *self)
{
	const struct colleague *found = NULL;
	size_t i;

	if (!*words)
		return self;
	for (i = 0; i < r->n_people; i++) {
		const struct colleague *c = &r->people[i];

		/* The whole of a name decides between two of one first name. */
		if (strcmp(words, folded(a, c->name)) == 0 ||
		    text_is_same(words, c->id))
			return c;
	}
	for (i = 0; i < r->n_people; i++) {
		if (!is_called(a, &r->people[i], words))
			continue;
		if (found)
			return NULL;
		found = &r->people[i];
	}
	return found;
}

/* "w", "werk & inkomen", "werk en inkomen": the code. */
static const char *
team_code(const struct order_doing *d, const char *words)
{
	const struct roster *r = &d->office->settings.roster;
	size_t i;

	for (i = 0; i < r->n_teams; i++) {
		const struct team *t = &r->teams[i];

		if (begins_with(words, folded(d->arena, t->code)) ||
		    begins_with(words, folded(d->arena, t->short_name)) ||
		    begins_with(words, folded(d->arena, t->name)))
			return t->code;
	}
	return begins_with(words, TEAM_BOTH) ? TEAM_BOTH : words;
}

/* "flexibel toezicht" is the topic flexibel-toezicht; as many of the words as
 * name one. */
static const char *
topic_name(const struct order_doing *d, const char *words)
{
	char *name = arena_copy(d->arena, words);
	char *p, *last;

	for (p = name; *p; p++)
		if (*p == ' ')
			*p = '-';
	while (!rules_value(d->office->rulebook.rules, RULE_TOPIC, name)) {
		last = strrchr(name, '-');
		if (!last)
			return words;
		*last = '\0';
	}
	return name;
}

/* The deed of a command about one target. False: there is none. */
static bool
deed_of(struct order_doing *d, const struct command *c, struct deed *deed)
{
	*deed = (struct deed){ .value = "",
		.has_day = c->has_day,
		.day = c->day,
		.has_from = c->has_from,
		.from = c->from };
	switch (c->kind) {
	case COMMAND_DONE:
	case COMMAND_PHONE:
		deed->kind = DEED_ANSWER;
		deed->value = c->kind == COMMAND_DONE ? "hand" : "phone";
		return true;
	case COMMAND_EXTEND:
		deed->kind = DEED_EXTEND;
		deed->number = c->days;
		return true;
	case COMMAND_ASSIGN:
		deed->kind = DEED_ASSIGN;
		return true;
	case COMMAND_TOPIC:
		deed->kind = DEED_TOPIC;
		deed->value = topic_name(d, c->word);
		return true;
	case COMMAND_TEAM:
		deed->kind = DEED_TEAM;
		deed->value = team_code(d, c->word);
		return true;
	case COMMAND_NO_QUESTION:
		deed->kind = DEED_IGNORE;
		return true;
	case COMMAND_A_QUESTION:
		deed->kind = DEED_ASK;
		return true;
	case COMMAND_CLOSE:
		deed->kind = DEED_CLOSE;
		deed->value = c->word;
		return true;
	case COMMAND_WAIT:
		deed->kind = DEED_PAUSE;
		return true;
	case COMMAND_REOPEN:
		deed->kind = DEED_REOPEN;
		return true;
	case COMMAND_UNDO:
		deed->kind = DEED_UNDO;
		deed->number = c->other;
		return true;
	case COMMAND_ABSENT:
		deed->kind = DEED_ABSENT;
		return true;
	case COMMAND_BACK:
		deed->kind = DEED_BACK;
		return true;
	case COMMAND_JOIN:
		deed->kind = DEED_JOIN;
		deed->number = c->other;
		return true;
	case COMMAND_SPLIT:
		deed->kind = DEED_SPLIT;
		return true;
	case COMMAND_OVERVIEW:
	case COMMAND_WHY:
	case COMMAND_ASK:
	case COMMAND_HELP:
	case COMMAND_USE:
		break;
	}
	return false;
}

static int
carry_out(struct order_doing *d, const struct deed *deed, struct err *e)
{
	struct act_result result = { 0 };
	int is_so = act_within(
	    d->store, d->office, d->arena, deed, d->origin, &result, e);

	if (is_so == 0) {
		d->says = result.says;
		d->fault = "ruling";
	}
	return is_so;
}

static int
do_person(struct order_doing *d, const struct command *c, struct deed *deed,
    struct err *e)
{
	const struct colleague *person = order_person(
	    d->arena, &d->office->settings.roster, c->word, d->who);

	if (!person)
		return refuse(d, ORDER_NOBODY, c->word);
	deed->value = person->id;
	if (c->kind == COMMAND_ASSIGN)
		return 1;
	if (d->who->role != ROLE_COORDINATOR)
		return refuse(d, ORDER_COORDINATOR, NULL);
	return carry_out(d, deed, e);
}

static int
do_targets(struct order_doing *d, const struct command *c, struct deed *deed,
    struct err *e)
{
	size_t i, n = c->n_targets ? c->n_targets : 1;

	if (c->n_targets == 0 && d->question == 0)
		return refuse(d, ORDER_WHICH, NULL);
	for (i = 0; i < n; i++) {
		bool is_message = c->n_targets && c->target[i].is_message;
		int64_t number =
		    c->n_targets ? c->target[i].number : d->question;
		int done;

		if (is_message && c->kind != COMMAND_A_QUESTION)
			return refuse(d, ORDER_NO_MESSAGE, NULL);
		deed->question = is_message ? 0 : number;
		deed->message = is_message ? number : 0;
		done = carry_out(d, deed, e);
		if (done <= 0)
			return done;
	}
	return 1;
}

/* One answer a mail: what explains more goes before what lists. */
static int
do_answer(struct order_doing *d, const struct command *c, struct err *e)
{
	int64_t question = c->n_targets ? c->target[0].number : d->question;
	int found;

	if (c->kind != COMMAND_WHY) {
		if (!d->has_answer)
			d->answer.kind = c->kind == COMMAND_HELP
			    ? ANSWER_HELP
			    : ANSWER_OVERVIEW;
		d->has_answer = true;
		return 1;
	}
	if (question == 0)
		return refuse(d, ORDER_WHICH, NULL);
	found = answer_why(d->store, d->office, d->arena, question,
	    d->origin->now, &d->answer, e);
	if (found == 0)
		return refuse(d, ORDER_NO_MESSAGE, NULL);
	d->has_answer |= found > 0;
	return found;
}

/* "vraag: ...": one that no mail brought. */
static int
do_asked(struct order_doing *d, const struct command *c, struct err *e)
{
	const struct asked asked = { .text = c->word,
		.at = d->origin->at,
		.now = d->origin->now,
		.mailbox = d->mailbox,
		.command = d->origin->command };
	struct deed deed = { .kind = DEED_ASK, .value = "" };

	if (asked_file(d->store, d->office, d->house, d->arena, &asked,
	        &deed.message, e) != 0)
		return -1;
	return carry_out(d, &deed, e);
}

/* "gebruik": the rules that the notice told of. */
static int
do_use(struct order_doing *d, struct err *e)
{
	int done;

	if (d->who->role != ROLE_COORDINATOR)
		return refuse(d, ORDER_COORDINATOR, NULL);
	done = proposal_accept(d->store, d->arena, d->notice, d->who,
	    d->origin->command, d->origin->now, e);
	return done == 0 ? refuse(d, ORDER_NOT_YET, NULL) : done;
}

int
order_do(struct order_doing *d, const struct command *c, struct err *e)
{
	struct deed deed;
	int done;

	if (c->kind == COMMAND_ASK)
		return do_asked(d, c, e);
	if (c->kind == COMMAND_USE)
		return do_use(d, e);
	if (!deed_of(d, c, &deed))
		return do_answer(d, c, e);
	if (c->kind == COMMAND_ABSENT || c->kind == COMMAND_BACK)
		return do_person(d, c, &deed, e);
	if (c->kind == COMMAND_ASSIGN) {
		done = do_person(d, c, &deed, e);
		if (done <= 0)
			return done;
	}
	if (c->kind == COMMAND_UNDO && c->other)
		return carry_out(d, &deed, e);
	return do_targets(d, c, &deed, e);
}
