/*
 * Rules by mail, from the file that is offered to its use. What becomes of it
 * is written down before and after each step, so that a stop in between does
 * it again and does no harm. The files are desk/trial's.
 */

#include "desk/proposal.h"

#include <poll.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/answer.h"
#include "desk/office.h"
#include "desk/replay.h"
#include "desk/trial.h"
#include "edge/fault_print.h"
#include "edge/log.h"
#include "edge/store_proposal.h"
#include "mail/message.h"

#define MISTAKES_MAX (64u << 10)

/* What an answer lists of changes, mistakes and remarks each; the rest is
 * counted. */
#define LIST_MAX 20

/* Sentences of one answer, the first LIST_MAX of n. */
struct sentences {
	size_t n;
	const char *at[LIST_MAX];
};

/* One file on its way. */
struct trying {
	struct store *store;
	const struct office *office;
	struct arena *arena;
	struct proposal proposal;
	struct office *new;
	int stop_fd;
	bool is_stopped;
	struct instant now;
	struct replay replay;
	struct sentences list, counts, remarks;
};

size_t
proposal_files(const struct facts *f, const struct attachment **first)
{
	size_t i, n = 0;

	*first = NULL;
	for (i = 0; i < f->n_attachments; i++) {
		const struct attachment *at = &f->attachments[i];

		if (!at->text && !text_has_suffix(at->name, ".conf"))
			continue;
		if (n++ == 0)
			*first = at;
	}
	return n;
}

int
proposal_offer(struct store *s, const struct facts *f,
    const struct proposal_mail *mail, struct instant now,
    enum order_fault *fault, struct err *e)
{
	const struct attachment *file;
	size_t n = proposal_files(f, &file);
	struct proposal p = { .command = mail->command,
		.who = mail->who->id,
		.message_id = mail->message_id };

	*fault = mail->who->role != ROLE_COORDINATOR ? ORDER_COORDINATOR
	    : n != 1                                 ? ORDER_FILES
	    : !rulefile_is_name(file->name)          ? ORDER_FILE_NAME
	    : !file->text                            ? ORDER_FILE_CUT
	                                             : ORDER_UNKNOWN;
	if (*fault != ORDER_UNKNOWN)
		return 0;
	p.name = file->name;
	p.body = file->text;
	return store_proposal_add(s, &p, now, e) == 0 ? 1 : -1;
}

int
proposal_accept(struct store *s, struct arena *a, int64_t notice,
    const struct colleague *who, int64_t command, struct instant now,
    struct err *e)
{
	struct proposal p;
	int found = notice ? store_proposal_of(s, a, notice, &p, e) : 0;

	if (found <= 0)
		return found;
	switch (p.state) {
	case PROPOSAL_CHECKED:
		return store_proposal_accept(
		           s, p.command, who->id, command, now, e) == 0
		    ? 1
		    : -1;
	case PROPOSAL_ACCEPTED:
	case PROPOSAL_USED:
		return 1; /* so already */
	case PROPOSAL_OFFERED:
	case PROPOSAL_FAULTY:
	case PROPOSAL_REPLACED:
		break;
	}
	return 0;
}

static void
say(struct trying *t, struct sentences *list, const char *s, size_t n)
{
	while (n > 0 && strchr(" \n", s[n - 1]))
		n--;
	while (n > 0 && *s == ' ') {
		s++;
		n--;
	}
	if (n > 0 && list->n++ < LIST_MAX)
		list->at[list->n - 1] = arena_copy_n(t->arena, s, n);
}

/* Without the folder, wherever it stands: a file is known by its name. */
static const char *
without(struct arena *a, const char *s, const char *folder)
{
	const char *path = arena_printf(a, "%s/", folder);
	const char *at;

	while ((at = strstr(s, path)))
		s = arena_printf(
		    a, "%.*s%s", (int)(at - s), s, at + strlen(path));
	return s;
}

/* What is printed for people at a terminal, a sentence at a time: the line
 * that a mistake is in goes with it, the caret below it does not. */
static void
say_mistakes(struct trying *t, struct sentences *list, const char *text)
{
	text = without(t->arena, text, trial_folder(t->office, t->arena));
	text = without(t->arena, text, t->office->settings.rules_dir);
	while (*text) {
		size_t n = strcspn(text, "\n");
		const char *next = text + n + (text[n] == '\n');
		const char *bar = *next == ' '
		    ? memchr(next, '|', strcspn(next, "\n"))
		    : NULL;

		if (*text != ' ' && bar) {
			const char *quoted = bar + 1 + strspn(bar + 1, " \t");
			const char *both =
			    arena_printf(t->arena, "%.*s - \"%.*s\"", (int)n,
			        text, (int)strcspn(quoted, "\n"), quoted);

			say(t, list, both, strlen(both));
		} else if (*text != ' ') {
			say(t, list, text, n);
		}
		text = next;
	}
}

static size_t
shown(const struct sentences *list)
{
	return list->n < LIST_MAX ? list->n : LIST_MAX;
}

/* The answer, and what becomes of the file, in one transaction. */
static int
tell(struct trying *t, enum answer_kind kind, struct err *e)
{
	const struct proposal *p = &t->proposal;
	const struct colleague *who =
	    roster_by_id(&t->office->settings.roster, p->who);
	struct answer_view view = { .kind = kind,
		.line = p->name,
		.n_reasons = shown(&t->list),
		.reasons = t->list.at,
		.n_changed = t->list.n,
		.n_counts = shown(&t->counts),
		.counts = t->counts.at,
		.n_remarks = shown(&t->remarks),
		.remarks = t->remarks.at };
	int64_t notice = 0;
	const struct answered to = { who, p->command, p->message_id, t->now,
		&notice };

	if (store_begin(t->store, e) != 0)
		return -1;
	if ((who &&
	        answer_write(t->store, t->office, t->arena, &to, &view, e) <
	            0) ||
	    store_proposal_settle(t->store, p->command,
	        kind == ANSWER_RULES ? PROPOSAL_CHECKED : PROPOSAL_FAULTY,
	        notice, t->now, e) != 0 ||
	    store_commit(t->store, e) != 0) {
		store_rollback(t->store);
		return -1;
	}
	log_line(LEVEL_NOTICE, "event=rules-%s command=%lld file=%s n=%zu",
	    kind == ANSWER_RULES ? "checked" : "faulty", (long long)p->command,
	    p->name, t->list.n);
	return 0;
}

static void
list_change(void *context, const struct replay_item *item)
{
	struct trying *t = context;
	SCOPED(text_done) struct text line = { 0 };

	text_init(&line, 4096);
	replay_tell_item(&t->replay, item, &line);
	say(t, &t->list, line.data, line.len);
}

static bool
goes_on(void *context, size_t messages)
{
	struct trying *t = context;
	struct pollfd stop = { .fd = t->stop_fd, .events = POLLIN };

	(void)messages;
	t->is_stopped = poll(&stop, 1, 0) > 0;
	return !t->is_stopped;
}

/* Examples that do not hold are mistakes; what a look at the rules as a whole
 * finds is only told. */
static void
look_over(struct trying *t)
{
	const struct rules *rules = t->new->rulebook.rules;
	struct faults wrong = { .arena = t->arena };
	struct faults odd = { .arena = t->arena };
	SCOPED(text_done) struct text mistakes = { 0 };
	SCOPED(text_done) struct text remarks = { 0 };

	rules_try_examples(rules, &wrong);
	rules_review(rules, &odd);
	text_init(&mistakes, MISTAKES_MAX);
	text_init(&remarks, MISTAKES_MAX);
	faults_print(&wrong, t->office->settings.language, &mistakes);
	faults_print(&odd, t->office->settings.language, &remarks);
	say_mistakes(t, &t->list, mistakes.data);
	say_mistakes(t, &t->remarks, remarks.data);
}

static int
check(struct trying *t, struct err *e)
{
	SCOPED(text_done) struct text counts = { 0 };
	const char *at;
	size_t n;

	look_over(t);
	if (t->list.n > 0)
		return tell(t, ANSWER_FAULTY, e);
	t->new->house.keys = t->office->house.keys;
	t->replay = (struct replay){ .old = t->office,
		.new = t->new,
		.tell = list_change,
		.progress = goes_on,
		.context = t };
	if (replay_store(&t->replay, t->store, e) != 0)
		return t->is_stopped ? 0 : -1;
	text_init(&counts, 4096);
	replay_tell_counts(&t->replay, &counts);
	for (at = counts.data; *at; at += n + (at[n] == '\n')) {
		n = strcspn(at, "\n");
		say(t, &t->counts, at, n);
	}
	return tell(t, ANSWER_RULES, e);
}

/* The file first, and then that it is in use: done again after a stop, it
 * finds itself there. */
static int
use(struct trying *t, struct err *e)
{
	const struct proposal *p = &t->proposal;

	if (trial_keep(t->office, p->name, p->body, p->command, e) != 0 ||
	    store_proposal_settle(
	        t->store, p->command, PROPOSAL_USED, 0, t->now, e) != 0)
		return -1;
	log_line(LEVEL_NOTICE, "event=rules-used command=%lld file=%s who=%s",
	    (long long)p->command, p->name, p->used_by);
	return 0;
}

static int
look(struct trying *t, struct err *e)
{
	SCOPED(text_done) struct text mistakes = { 0 };
	int is_good;

	text_init(&mistakes, MISTAKES_MAX);
	is_good = trial_open(t->office, t->proposal.name, t->proposal.body,
	    &t->new, &mistakes, e);
	if (is_good < 0)
		return -1;
	if (is_good == 0) {
		say_mistakes(t, &t->list, mistakes.data);
		return tell(t, ANSWER_FAULTY, e);
	}
	return t->proposal.state == PROPOSAL_ACCEPTED ? use(t, e) : check(t, e);
}

int
proposal_step(struct store *s, const struct office *o, int stop_fd,
    struct instant now, bool *is_new, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct trying t = { .store = s,
		.office = o,
		.arena = a,
		.stop_fd = stop_fd,
		.now = now };
	int found = store_proposal_next(s, a, &t.proposal, e);
	int result;

	if (found <= 0)
		return found;
	result = look(&t, e);
	*is_new |= result == 0 && t.new &&t.proposal.state == PROPOSAL_ACCEPTED;
	office_close(t.new);
	trial_end(o);
	arena_give_back();
	return result;
}
