/*
 * A mail to Postwacht itself: who may say something (users.md 12), which lines
 * of it count, and what is remembered of it. What a command means is for
 * desk/order_do; what is answered for desk/answer.
 */

#include "desk/order.h"

#include <string.h>

#include "base/arena.h"
#include "desk/act.h"
#include "desk/answer.h"
#include "desk/bounce.h"
#include "desk/office.h"
#include "desk/order_do.h"
#include "desk/proposal.h"
#include "edge/log.h"
#include "edge/store_command.h"
#include "mail/subject.h"
#include "triage/ours.h"
#include "triage/permit.h"

/* A number that no question has: only a permit for any command passes it. */
#define NO_NUMBER (-1)

/* One mail while it is looked at. */
struct order {
	struct store *store;
	const struct office *office;
	struct arena *arena;
	const struct order_mail *mail;
	const struct house *house;
	struct verdict verdict;
	struct instant now;
	const struct colleague *who;
	int64_t notice; /* to him, that it answers; 0: none */
	char permit[PERMIT_TEXT];
	bool has_permit, is_any_permit;
	struct command_mail commands;
	const struct attachment *file; /* of rules; NULL: none */
	enum command_state state;
	enum order_fault fault; /* COMMAND_UNCLEAR */
	const char *reason;
	const char *line, *says;
};

static enum command_state
refuse(struct order *w, const char *reason)
{
	w->reason = reason;
	return COMMAND_REFUSED;
}

static enum command_state
unclear(struct order *w, enum order_fault fault)
{
	w->fault = fault;
	w->reason = order_fault_name(fault);
	w->says =
	    order_words(w->arena, w->office->settings.language, fault, NULL);
	return COMMAND_UNCLEAR;
}

bool
order_is_one(const struct office *o, const struct mailbox_settings *box,
    const struct facts *facts, struct instant received)
{
	char permit[PERMIT_TEXT];
	long long notice;
	size_t at;

	switch (box->purpose) {
	case PURPOSE_QUESTIONS:
		return false;
	case PURPOSE_COMMANDS:
		return true;
	case PURPOSE_BOTH:
		break;
	}
	return ours_names(facts, &o->house.keys, date_of(received), &notice) ||
	    permit_find(facts->subject, permit, &at);
}

static enum permit_state
check_permit(const struct order *w, enum command_kind kind, int64_t number)
{
	const struct permit wanted = {
		.kind = kind, .number = number, .recipient = w->who->id
	};

	return permit_check(w->permit, &wanted, &w->office->house.keys,
	    date_of(w->mail->received));
}

/* The permit must be for each thing that the line does. */
static enum permit_state
check_line(const struct order *w, const struct command *c)
{
	enum permit_state state = PERMIT_GOOD;
	size_t i;

	if (c->n_targets == 0)
		return check_permit(w, c->kind, c->other);
	for (i = 0; i < c->n_targets && state == PERMIT_GOOD; i++)
		state = check_permit(w, c->kind, c->target[i].number);
	return state;
}

static enum command_state
judge_permit(struct order *w)
{
	enum permit_state state = check_permit(w, COMMAND_USE, NO_NUMBER);
	size_t i;

	w->is_any_permit = state != PERMIT_FORGED;
	if (!w->is_any_permit)
		state = w->commands.n > 0 ? PERMIT_GOOD : PERMIT_FORGED;
	for (i = 0; i < w->commands.n && state == PERMIT_GOOD; i++) {
		if (w->commands.line[i].fault == COMMAND_GOOD)
			state = check_line(w, &w->commands.line[i].command);
		else if (!w->is_any_permit)
			state = PERMIT_FORGED;
	}
	switch (state) {
	case PERMIT_GOOD:
		return COMMAND_CARRIED;
	case PERMIT_EXPIRED:
		return unclear(w, ORDER_EXPIRED);
	case PERMIT_FORGED:
		break;
	}
	return refuse(w, "forged-permit");
}

static bool
has_good_line(const struct command_mail *m)
{
	size_t i;

	for (i = 0; i < m->n; i++) {
		if (m->line[i].fault == COMMAND_GOOD)
			return true;
	}
	return false;
}

/* With a file of rules the text is what one writes around it; what it says as
 * a command is done as well. */
static struct command_mail
only_good(struct arena *a, const struct command_mail *m)
{
	struct command_line *lines = arena_array(a, m->n + 1, sizeof(*lines));
	struct command_mail good = { 0, lines };
	size_t i;

	for (i = 0; i < m->n; i++) {
		if (m->line[i].fault == COMMAND_GOOD)
			lines[good.n++] = m->line[i];
	}
	return good;
}

/*
 * A link says it all in its subject; below it stands the signature that the
 * mail client puts there. Only "andere opdrachten" is filled in by hand.
 */
static void
read_commands(struct order *w)
{
	const struct facts *f = w->mail->facts;
	struct date today = date_of(w->mail->received);
	const struct settings *set = &w->office->settings;
	bool is_english =
	    set->has_english_commands || set->language == LANGUAGE_EN;
	struct command_mail body =
	    command_read(w->arena, f->text_new, today, is_english);
	size_t at = 0;

	(void)proposal_files(f, &w->file);
	w->has_permit = permit_find(f->subject, w->permit, &at);
	w->commands = w->file ? only_good(w->arena, &body) : body;
	if (!w->has_permit)
		return;
	w->is_any_permit =
	    check_permit(w, COMMAND_USE, NO_NUMBER) != PERMIT_FORGED;
	if (!w->is_any_permit || (!has_good_line(&body) && !w->file))
		w->commands = command_read_line(w->arena,
		    subject_base(
		        w->arena, arena_copy_n(w->arena, f->subject, at)),
		    today, is_english);
}

/* The notice that it answers, when it went to this very address. */
static int
find_notice(struct order *w, struct err *e)
{
	const char *address = NULL;
	long long notice = 0;
	int found;

	if (!ours_names(w->mail->facts, &w->office->house.keys,
	        date_of(w->mail->received), &notice))
		return 0;
	found = store_notice_to(w->store, w->arena, notice, &address, e);
	if (found > 0 && strcmp(address, w->mail->facts->from.addr) == 0)
		w->notice = notice;
	return found < 0 ? -1 : 0;
}

/* Who wrote it: COMMAND_CARRIED when he may say something at all. */
static enum command_state
judge_sender(struct order *w)
{
	switch (w->verdict.kind) {
	case KIND_AUTO_REPLY:
		return w->who ? COMMAND_AWAY : COMMAND_MACHINE;
	case KIND_BOUNCE:
	case KIND_RECEIPT:
	case KIND_INVITATION:
	case KIND_LIST:
	case KIND_SPAM:
	case KIND_OURS:
		return COMMAND_MACHINE;
	case KIND_HUMAN:
		break;
	}
	if (w->mail->is_history)
		return COMMAND_HISTORY;
	if (!w->who)
		return refuse(w, "stranger");
	switch (w->verdict.sender_proof) {
	case SENDER_FAILED:
		return refuse(w, "forged");
	case SENDER_UNKNOWN:
		return refuse(w, "unproven");
	case SENDER_PROVEN:
		break;
	}
	return COMMAND_CARRIED;
}

/* What he may say: all of it, in answer to a notice; what his permit is for,
 * once. */
static int
judge_mandate(struct order *w, struct err *e)
{
	int used;
	size_t i;

	read_commands(w);
	if (w->has_permit)
		w->state = judge_permit(w);
	if (w->state == COMMAND_CARRIED && w->notice == 0 &&
	    (!w->has_permit || (w->file && !w->is_any_permit)))
		w->state = unclear(w, ORDER_NO_PERMIT);
	else if (!w->has_permit && w->commands.n == 0 && !w->file)
		w->state = unclear(w, ORDER_EMPTY);
	if (w->state != COMMAND_CARRIED)
		return 0;
	if (w->has_permit && !w->is_any_permit) {
		used = store_command_permit_used(w->store, w->permit, e);
		if (used < 0)
			return -1;
		if (used > 0) {
			w->state = COMMAND_REPEATED;
			return 0;
		}
	}
	for (i = 0; i < w->commands.n; i++) {
		if (w->commands.line[i].fault == COMMAND_GOOD)
			continue;
		w->line = w->commands.line[i].text;
		w->state =
		    unclear(w, order_fault_of(w->commands.line[i].fault));
		break;
	}
	return 0;
}

static int
judge(struct order *w, struct err *e)
{
	w->who = roster_by_address(
	    &w->office->settings.roster, w->mail->facts->from.addr);
	w->state = judge_sender(w);
	if (find_notice(w, e) != 0)
		return -1;
	return w->state == COMMAND_CARRIED ? judge_mandate(w, e) : 0;
}

static int
remember(struct order *w, int64_t *command, struct err *e)
{
	const struct stored_command row = {
		.mailbox = w->mail->mailbox,
		.fingerprint = w->mail->fingerprint,
		.received = w->mail->received,
		.at = w->now,
		.sender = &w->mail->facts->from,
		.subject = w->mail->facts->subject,
		.who = w->who ? w->who->id : "",
		.state = w->state,
		.reason = w->reason,
		.permit = w->has_permit ? w->permit : "",
		.notice = w->notice,
		.message_id = w->mail->facts->message_id,
	};

	return store_command_add(w->store, &row, command, e);
}

/* Three lines that would be understood, about a question that he knows. */
static void
add_examples(struct order *w, int64_t question, struct answer_view *v)
{
	const struct roster *r = &w->office->settings.roster;
	bool is_dutch = w->office->settings.language == LANGUAGE_NL;
	const struct colleague *other = w->who;
	size_t i;

	for (i = 0; i < w->commands.n && question == 0; i++) {
		if (w->commands.line[i].command.n_targets)
			question = w->commands.line[i].command.target[0].number;
	}
	if (question == 0)
		question = 147;
	for (i = 0; i < r->n_people && other == w->who; i++)
		other = &r->people[i];
	v->example[0] = arena_printf(w->arena,
	    is_dutch ? "%lld klaar" : "%lld done", (long long)question);
	v->example[1] =
	    arena_printf(w->arena, is_dutch ? "%lld naar %s" : "%lld to %s",
	        (long long)question, other->name);
	v->example[2] = arena_printf(w->arena,
	    is_dutch ? "%lld uitstel 2" : "%lld extend 2", (long long)question);
	v->n_examples = ANSWER_EXAMPLES;
}

static int
answer(
    struct order *w, int64_t command, struct answer_view *view, struct err *e)
{
	const struct answered to = { w->who, command,
		w->mail->facts->message_id, w->now, NULL };

	return answer_write(w->store, w->office, w->arena, &to, view, e);
}

/* Not understood, or not possible: said once, three times a day at most. */
static int
say_unclear(struct order *w, int64_t command, int64_t question, struct err *e)
{
	struct answer_view view = {
		.kind = ANSWER_UNCLEAR, .line = w->line, .says = w->says
	};
	int written;

	if (w->fault != ORDER_EXPIRED && w->fault != ORDER_NO_PERMIT &&
	    !w->file)
		add_examples(w, question, &view);
	written = answer(w, command, &view, e);
	if (written < 0)
		return -1;
	w->state = written > 0 ? COMMAND_UNCLEAR : COMMAND_UNANSWERED;
	return store_command_settle(w->store, command, w->state, w->reason, e);
}

/* Rules that came with it are looked at after this mail. */
static int
offer(struct order *w, struct order_doing *d, struct err *e)
{
	const struct proposal_mail mail = { d->origin->command,
		w->mail->facts->message_id, w->who };
	enum order_fault fault;
	int done;

	if (!w->file)
		return 1;
	done =
	    proposal_offer(w->store, w->mail->facts, &mail, w->now, &fault, e);
	if (done == 0) {
		bool names =
		    fault == ORDER_FILE_NAME || fault == ORDER_FILE_CUT;

		d->fault = order_fault_name(fault);
		d->says = order_words(w->arena, w->office->settings.language,
		    fault, names ? w->file->name : NULL);
	}
	return done;
}

/* All commands of the mail, or none. */
static int
carry_out(struct order *w, struct order_doing *d, struct err *e)
{
	size_t i;
	int done;

	if (store_item_begin(w->store, e) != 0)
		return -1;
	done = offer(w, d, e);
	for (i = 0; i < w->commands.n && done > 0; i++) {
		w->line = w->commands.line[i].text;
		done = order_do(d, &w->commands.line[i].command, e);
	}
	if (done > 0)
		return store_item_end(w->store, e) == 0 ? 1 : -1;
	store_item_rollback(w->store);
	return done;
}

static int
obey(struct order *w, int64_t command, struct err *e)
{
	const struct act_origin origin = { w->who->id, command,
		w->mail->received, w->now };
	struct order_doing d = { .store = w->store,
		.office = w->office,
		.arena = w->arena,
		.origin = &origin,
		.who = w->who,
		.house = w->house,
		.mailbox = w->mail->mailbox,
		.notice = w->notice };
	int done, one = 0;

	if (w->notice)
		one =
		    store_notice_question(w->store, w->notice, &d.question, e);
	if (one < 0)
		return -1;
	if (w->state == COMMAND_UNCLEAR)
		return say_unclear(w, command, d.question, e);
	done = carry_out(w, &d, e);
	if (done < 0)
		return -1;
	if (done == 0) {
		w->says = d.says;
		w->reason = d.fault;
		return say_unclear(w, command, d.question, e);
	}
	/* A workbook takes its time: not within a batch. */
	if (d.has_answer && d.answer.kind == ANSWER_OVERVIEW)
		return store_command_settle(
		    w->store, command, COMMAND_CARRIED, COMMAND_OWES, e);
	return d.has_answer && answer(w, command, &d.answer, e) < 0 ? -1 : 0;
}

static void
log_order(const struct order *w, int64_t command)
{
	log_line(w->state == COMMAND_REFUSED ? LEVEL_WARNING : LEVEL_INFO,
	    "event=command id=%lld who=%s state=%s reason=%s commands=%zu",
	    (long long)command, w->who ? w->who->id : "-",
	    command_state_name(w->state), *w->reason ? w->reason : "-",
	    w->commands.n);
}

int
order_file(struct store *s, const struct office *o, const struct house *house,
    struct arena *a, const struct order_mail *mail, struct instant now,
    struct err *e)
{
	struct order w = { .store = s,
		.office = o,
		.arena = a,
		.mail = mail,
		.house = house,
		.now = now,
		.reason = "" };
	int64_t command = 0;
	int found = store_command_has(s, mail->fingerprint, e);

	if (found != 0)
		return found < 0 ? -1 : 0;
	classify(a, mail->facts, mail->received, house, &w.verdict);
	if (w.verdict.kind == KIND_BOUNCE && !mail->is_history &&
	    bounce_settle(s, &o->house.keys, mail->facts, mail->bytes, mail->n,
	        now, e) != 0)
		return -1;
	if (judge(&w, e) != 0 || remember(&w, &command, e) != 0)
		return -1;
	if ((w.state == COMMAND_CARRIED || w.state == COMMAND_UNCLEAR) &&
	    obey(&w, command, e) != 0)
		return -1;
	log_order(&w, command);
	return 0;
}
