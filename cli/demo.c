/*
 * postwacht demo: four weeks of two bundled mailboxes, lived through in their
 * own time by the real desk, on a rehearsal store. Shows what the team would
 * have got, and where to look.
 *
 * Each moment is a start of its own: office and desk are opened, everything
 * that lies there is read, what is due is made and sent, and all is closed
 * again, as the daemon does with --once.
 */

#include "cli/demo.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "desk/desk.h"
#include "desk/office.h"
#include "edge/shipped.h"
#include "edge/store.h"

/* Postwacht is switched on before the first bundled mail, so that none is
 * history, and looked at on the morning after the last one. */
#define DEMO_FROM  "2026-10-26T07:00"
#define DEMO_UNTIL "2026-11-23T09:00"

#define DEMO_FOLDER "postwacht-demo"

/* A step of the desk waits for its threads at most this long, in pieces. */
#define WAIT_MS    100
#define WAITS_MOST 300

#define MISTAKES_MAX 65536

struct demo {
	struct arena *arena;
	const char *folder, *data, *rules, *config;
	struct demo_mails mails;
	struct demo_notices notices;
	size_t delivered;
	struct demo_outcome outcome;
};

static int
open_office(const struct demo *d, struct office **out, struct err *e)
{
	struct text mistakes;
	int result;

	text_init(&mistakes, MISTAKES_MAX);
	result = office_open(d->config, d->rules, out, &mistakes, e);
	if (result != 0)
		fputs(mistakes.data, stderr);
	text_done(&mistakes);
	return result;
}

static bool
is_fetched(struct desk *desk)
{
	return desk_is_caught_up(desk);
}

static bool
is_at_once(struct desk *desk)
{
	(void)desk;
	return true;
}

static const struct {
	bool (*is_finished)(struct desk *desk);
} steps[DESK_STEPS] = {
	[DESK_FETCH] = { is_fetched },
	[DESK_REMIND] = { is_at_once },
	[DESK_SEND] = { desk_is_posted },
	[DESK_PUBLISH] = { is_at_once },
};

/* One step until it has nothing more to do. What came back from the post is
 * written down by the tick that follows. */
static int
run_step(
    struct desk *desk, enum desk_step step, struct instant now, struct err *e)
{
	int waits;

	for (waits = 0; waits < WAITS_MOST; waits++) {
		if (desk_tick(desk, now, &step, e) != 0)
			return -1;
		if (steps[step].is_finished(desk))
			return 0;
		desk_wait(desk, -1, WAIT_MS);
	}
	return err_set(e, ERR_AGAIN, "a step of the desk does not end");
}

static int
run_desk(struct desk *desk, struct instant now, struct err *e)
{
	struct desk_counts counts;
	size_t i;

	if (desk_watch(desk, true, now, e) != 0)
		return -1;
	for (i = 0; i < DESK_STEPS; i++) {
		if (run_step(desk, (enum desk_step)i, now, e) != 0)
			return -1;
	}
	counts = desk_counts(desk);
	if (counts.in_trouble > 0 || counts.step_failures > 0)
		return err_set(e, ERR_AGAIN,
		    "the desk could not do its work; the lines above say why");
	return 0;
}

static int
deliver_until(
    struct demo *d, const struct settings *s, struct instant now, struct err *e)
{
	while (d->delivered < d->mails.n &&
	    d->mails.at[d->delivered].at.sec <= now.sec) {
		if (demo_deliver(d->arena, s, &d->mails.at[d->delivered], e) !=
		    0)
			return -1;
		d->delivered++;
	}
	return 0;
}

static int
live_moment(struct demo *d, struct instant now, struct err *e)
{
	struct office *office = NULL;
	struct desk *desk = NULL;
	int result;

	if (open_office(d, &office, e) != 0)
		return -1;
	if (deliver_until(d, &office->settings, now, e) != 0) {
		office_close(office);
		return -1;
	}
	if (desk_open(office, NULL, STORE_REHEARSAL, now, &desk, e) != 0)
		return -1;
	result = run_desk(desk, now, e);
	desk_close(desk, now);
	return result;
}

static int
moment(const char *text, struct instant *out, struct err *e)
{
	if (instant_parse(text, out) != 0)
		return err_set(e, ERR_FATAL, "'%s' is no moment", text);
	return 0;
}

/* Every morning at which notices go out, and every arrival: at equal moments
 * the notices are the same however often the desk looks in between. */
static int
live(struct demo *d, int morning, struct err *e)
{
	struct instant from, until, now;

	if (moment(DEMO_FROM, &from, e) != 0 ||
	    moment(DEMO_UNTIL, &until, e) != 0)
		return -1;
	for (now = from; now.sec < until.sec;) {
		struct instant next = date_instant(date_of(now), morning);

		if (live_moment(d, now, e) != 0)
			return -1;
		if (next.sec <= now.sec)
			next = date_instant(date_add(date_of(now), 1), morning);
		if (d->delivered < d->mails.n &&
		    d->mails.at[d->delivered].at.sec < next.sec)
			next = d->mails.at[d->delivered].at;
		now = next;
	}
	return live_moment(d, until, e);
}

static void
count_stretch(
    struct demo_outcome *out, const struct stretch *s, struct date today)
{
	if (!s->has_deadline || s->needs_no_answer)
		return;
	if (s->is_ended && date_of(s->end).day <= s->deadline.day)
		out->in_time++;
	else if (s->is_ended)
		out->answered_late++;
	else if (s->deadline.day < today.day)
		out->late++;
}

static int
count_questions(struct demo *d, struct store *store, struct err *e)
{
	struct demo_outcome *out = &d->outcome;
	struct question *all = NULL;
	struct instant until;
	size_t i, j, n = 0;

	if (moment(DEMO_UNTIL, &until, e) != 0 ||
	    store_questions(store, d->arena, SELECT_ALL, &all, &n, e) != 0)
		return -1;
	out->mails = d->mails.n;
	out->questions = n;
	for (i = 0; i < n; i++) {
		out->open += all[i].state != STATE_HANDLED;
		for (j = 0; j < all[i].n_stretches; j++)
			count_stretch(
			    out, &all[i].stretches[j], date_of(until));
	}
	return 0;
}

static void
store_done(struct store **s)
{
	store_close(*s);
}

static int
look_back(struct demo *d, const struct settings *s, struct err *e)
{
	SCOPED(store_done) struct store *store = NULL;

	if (store_open(arena_printf(d->arena, "%s/postwacht.db", s->state_dir),
	        STORE_REHEARSAL, true, &store, e) != 0 ||
	    count_questions(d, store, e) != 0 ||
	    demo_notices_write(
	        d->arena, d->folder, s->post.folder, &d->notices, e) != 0)
		return -1;
	return demo_index_write(
	    d->arena, d->folder, &d->mails, &d->notices, &d->outcome, e);
}

static void
print_outcome(const struct demo *d)
{
	const struct demo_outcome *o = &d->outcome;
	const struct demo_notice *last =
	    demo_notices_last(&d->notices, "digest");

	printf("Vier weken in twee postvakken, van ma 26 oktober tot ma 23 "
	       "november 2026.\n\n"
	       "  Berichten gelezen   %zu\n"
	       "  Vragen              %zu, waarvan %zu nog open\n"
	       "  Op tijd beantwoord  %zu (heropende vragen tellen opnieuw)\n"
	       "  Te laat             %zu beantwoord, %zu nog niet\n"
	       "  Verstuurd           %zu dagoverzichten, %zu herinneringen, "
	       "%zu meldingen over te late\n"
	       "                      vragen, %zu weekoverzichten\n\n",
	    o->mails, o->questions, o->open, o->in_time, o->answered_late,
	    o->late, demo_notices_count(&d->notices, "digest"),
	    demo_notices_count(&d->notices, "reminder"),
	    demo_notices_count(&d->notices, "alert"),
	    demo_notices_count(&d->notices, "weekly"));
	printf("Alles van dag tot dag:    %s/index.html\n", d->folder);
	if (last)
		printf("Het laatste dagoverzicht: %s/html/%s.html\n", d->folder,
		    last->name);
	printf("Verder kijken:            postwacht -c %s --as-of " DEMO_UNTIL
	       " list\n",
	    d->config);
}

static int
play(struct demo *d, struct err *e)
{
	struct office *office = NULL;
	int result;

	if (demo_prepare(d->arena, d->folder, d->data, d->rules, e) != 0 ||
	    open_office(d, &office, e) != 0)
		return -1;
	result =
	    demo_mails_read(d->arena, &office->settings, d->data, &d->mails, e);
	if (result == 0)
		result = demo_maildirs_make(d->arena, &office->settings, e);
	if (result == 0)
		result = live(d, office->settings.agenda.morning, e);
	if (result == 0)
		result = look_back(d, &office->settings, e);
	office_close(office);
	return result;
}

static int
run_demo(struct cli *cli, struct err *e)
{
	struct demo d = {
		.arena = cli->arena,
		.folder = cli->argc > 1 ? cli->argv[1] : DEMO_FOLDER,
		.data = shipped_folder(cli->arena, "demo"),
		.rules = shipped_folder(cli->arena, "rules"),
	};

	if (cli->argc > 2 || d.folder[0] == '-')
		return command_usage(cli, "expected at most one folder");
	d.config = arena_printf(cli->arena, "%s/postwacht.conf", d.folder);
	if (play(&d, e) != 0)
		return err_exit_code(e->kind);
	print_outcome(&d);
	return EX_OK;
}

const struct command command_demo = {
	.name = "demo",
	.usage = "[DIR]",
	.summary = "lives through the bundled mailbox, for a look",
	.needs = NEEDS_NOTHING,
	.reads_mail = true,
	.run = run_demo,
};
