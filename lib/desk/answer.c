/*
 * What Postwacht answers to a mail of commands: gathers what it shows and
 * makes its row.
 */

#include "desk/answer.h"

#include "base/arena.h"
#include "desk/cards.h"
#include "desk/envelope.h"
#include "desk/office.h"
#include "desk/page.h"
#include "desk/views.h"
#include "edge/log.h"
#include "edge/store_command.h"
#include "edge/studio.h"
#include "notice/letter.h"
#include "report/book.h"

#define XLSX_TYPE \
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/* "why", "topic", "term", "question": the sentences of a stored card. */
#define REASONS_MAX 4

static const char *const kinds[] = {
	[ANSWER_HELP] = "help",
	[ANSWER_UNCLEAR] = "unclear",
	[ANSWER_WHY] = "why",
	[ANSWER_OVERVIEW] = "overview",
	[ANSWER_RULES] = "rules",
	[ANSWER_FAULTY] = "faulty",
};

/* 1: one more may go out today; 0; -1. */
static int
may_answer(struct store *s, const struct answered *to, const char *prefix,
    enum answer_kind kind, struct err *e)
{
	int n =
	    store_notices_count_keys(s, to->who->id, NOTICE_ANSWER, prefix, e);

	if (n < 0)
		return -1;
	return n <
	    (kind == ANSWER_UNCLEAR ? ANSWER_UNCLEAR_MAX : ANSWER_OTHERS_MAX);
}

/* A roster of one: whose teams an overview shows. */
static bool
concerns(const struct colleague *who, const struct question *q)
{
	return roster_is_in_team(who, q->team);
}

static int
fill_overview(struct lens *l, const struct colleague *who,
    struct answer_view *v, struct err *e)
{
	struct question *all = NULL;
	struct stack stack = { 0 };
	size_t i, n = 0;

	if (store_questions(l->store, l->arena, SELECT_ACTIVE, &all, &n, e) !=
	    0)
		return -1;
	for (i = 0; i < n; i++) {
		if (all[i].state == STATE_OPEN && concerns(who, &all[i]) &&
		    cards_push(l, &stack, &all[i], e) != 0)
			return -1;
	}
	v->cards = cards_sorted(&stack);
	return 0;
}

/* The list as a workbook, with what waits for its asker as well (users.md,
 * "Commands by mail"). Names as in the mail itself, but whoever passes it on
 * passes no colleague on (users.md 21). */
static int
add_book(struct lens *l, struct studio *studio, const struct colleague *who,
    struct answer_view *v, struct letter_file *file, struct err *e)
{
	bool is_dutch = l->office->settings.language == LANGUAGE_NL;
	struct page_view page;
	struct page_question *kept;
	struct sheet sheet;
	struct book book = { .made = l->now, .n = 1, .sheets = &sheet };
	struct err why = { 0 };
	char day[DATE_TEXT];
	size_t i, n = 0;
	int made;

	if (page_read(l->store, l->office, l->arena, l->now, &page, e) != 0)
		return -1;
	kept = arena_array(l->arena, page.n + 1, sizeof(*kept));
	for (i = 0; i < page.n; i++) {
		if (concerns(who, page.at[i].card.question))
			kept[n++] = page.at[i];
	}
	page.at = kept;
	page.n = n;
	page.has_names = who->role != ROLE_LEADER;
	sheet = page_sheet(l->arena, l->office, &page);
	sheet.name = book.title = is_dutch ? "Vragen" : "Questions";
	*file = (struct letter_file){
		.name = arena_printf(l->arena, "%s-%s.xlsx",
		    is_dutch ? "vragen" : "questions",
		    date_print(l->today, day)),
		.type = XLSX_TYPE,
	};
	made = studio_book(
	    studio, l->arena, &book, l->now, &file->bytes, &file->n, &why);
	v->n_files = made > 0;
	if (made < 0 && studio_is_stopped(studio)) {
		*e = why;
		return -1;
	}
	if (made < 0)
		log_line(LEVEL_WARNING,
		    "event=no-workbook notice=answer reason=\"%s\"", why.text);
	return 0;
}

int
answer_why(struct store *s, const struct office *o, struct arena *a,
    int64_t question, struct instant now, struct answer_view *out,
    struct err *e)
{
	struct lens l = lens_of(s, o, a, now);
	struct question *q = arena_alloc(a, sizeof(*q));
	const char **reasons = arena_array(a, REASONS_MAX, sizeof(*reasons));
	struct stored_question stored;
	struct stored_card card;
	struct event *events = NULL;
	struct stack stack = { 0 };
	const char *said[REASONS_MAX];
	size_t i, n = 0;
	int found = store_question_find(s, question, &stored, e);

	if (found > 0 && stored.merged_into)
		found = store_question_find(s, stored.merged_into, &stored, e);
	if (found <= 0)
		return found;
	if (store_events(s, a, stored.id, &events, &n, e) != 0 ||
	    store_card(s, a, stored.id, &card, e) != 0)
		return -1;
	*q = question_fold(events, n, a);
	if (cards_push(&l, &stack, q, e) != 0)
		return -1;
	*out = (struct answer_view){ .kind = ANSWER_WHY,
		.cards = cards_sorted(&stack),
		.reasons = reasons };
	said[0] = card.kind_why;
	said[1] = card.question_why;
	said[2] = card.topic_why;
	said[3] = card.term_why;
	for (i = 0; i < REASONS_MAX; i++) {
		if (*said[i])
			reasons[out->n_reasons++] = said[i];
	}
	return 1;
}

static int
write_answer(struct store *s, const struct office *o, struct studio *studio,
    struct arena *a, const struct answered *to, struct answer_view *view,
    struct err *e)
{
	struct lens l = lens_of(s, o, a, to->now);
	struct rendered body = { 0 };
	char day[DATE_TEXT];
	const char *prefix =
	    arena_printf(a, "answer:%s:%s:%s:", kinds[view->kind], to->who->id,
	        date_print(l.today, day));
	const struct planned p = {
		.kind = NOTICE_ANSWER,
		.key =
		    arena_printf(a, "%s%lld", prefix, (long long)to->command),
		.recipient = to->who,
		.day = l.today,
	};
	struct letter_file book = { 0 };
	struct enclosure with = { .in_reply_to = to->message_id,
		.files = &book };
	int64_t notice;
	int may = may_answer(s, to, prefix, view->kind, e);

	if (may <= 0)
		return may;
	view->recipient = to->who;
	view->day = l.today;
	view->reply = envelope_reply(o, to->who, l.today);
	view->shadow_for = envelope_shadow(o, to->who);
	if (view->kind == ANSWER_OVERVIEW &&
	    (fill_overview(&l, to->who, view, e) != 0 ||
	        add_book(&l, studio, to->who, view, &book, e) != 0))
		return -1;
	with.n_files = view->n_files;
	if (render_answer(o->templates, a, view, &body, e) != 0 ||
	    envelope_write(s, o, a, &p, &body, &with, to->now, &notice, e) != 0)
		return -1;
	if (to->notice)
		*to->notice = notice;
	return 1;
}

int
answer_write(struct store *s, const struct office *o, struct arena *a,
    const struct answered *to, struct answer_view *view, struct err *e)
{
	return write_answer(s, o, NULL, a, to, view, e);
}

static int
answer_owed(struct store *s, const struct office *o, struct studio *studio,
    struct arena *a, const struct answered *to, struct err *e)
{
	struct answer_view view = { .kind = ANSWER_OVERVIEW };

	/* Whoever is not on the roster any more gets none. */
	if (to->who && write_answer(s, o, studio, a, to, &view, e) < 0)
		return -1;
	return store_command_settle(s, to->command, COMMAND_CARRIED, "", e);
}

int
answer_overview(struct store *s, const struct office *o, struct studio *studio,
    struct instant now, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct answered to = { .now = now };
	const char *who = "";
	int found =
	    store_command_owed(s, a, &to.command, &who, &to.message_id, e);

	if (found <= 0)
		return found;
	to.who = roster_by_id(&o->settings.roster, who);
	if (store_begin(s, e) != 0)
		return -1;
	if (answer_owed(s, o, studio, a, &to, e) != 0 ||
	    store_commit(s, e) != 0) {
		store_rollback(s);
		return -1;
	}
	return 0;
}
