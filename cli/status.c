/*
 * postwacht status: how it goes, by mailbox. The exit code is that of the
 * worst (I7).
 */

#include "desk/status.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/arena.h"
#include "cli/command.h"
#include "desk/office.h"

static void
print_moment(const char *before, struct instant t)
{
	char text[INSTANT_TEXT];

	if (t.sec)
		printf("%s%s", before, instant_print(t, text));
}

static void
print_mailbox(const struct mailbox_status *m, struct instant now)
{
	printf("mailbox %s: %s", m->name,
	    *m->trouble         ? "TROUBLE"
	        : !m->has_read  ? "NOT READ YET"
	        : m->is_good    ? "good"
	        : *m->audit_gap ? "DIFFERENCE"
	                        : "NOT READ LATELY");
	if (*m->trouble) {
		print_moment(" since ", m->trouble_since);
		printf(": %s", m->trouble);
	}
	putchar('\n');
	if (m->has_read) {
		print_moment("  read until ", m->read_until);
		printf(" (%lld s ago)\n",
		    (long long)(now.sec - m->read_until.sec));
	}
	printf("  %lld messages, %lld set aside, %lld to be tried again\n",
	    (long long)m->messages, (long long)m->aside, (long long)m->retry);
	if (m->audited_at.sec) {
		print_moment("  counted against the server ", m->audited_at);
		printf(
		    ": %s\n", *m->audit_gap ? m->audit_gap : "no difference");
	}
}

static void
print_status(struct arena *a, const struct status *s)
{
	char day[DATE_TEXT];
	size_t i;

	printf("postwacht %s, %s store, %s", POSTWACHT_VERSION,
	    s->is_live ? "live" : "rehearsal",
	    s->behind           ? "CLOCK WENT BACK"
	        : s->is_running ? "running"
	                        : "NOT RUNNING");
	print_moment("; last tick ", s->last_tick);
	putchar('\n');
	for (i = 0; i < s->n_mailboxes; i++)
		print_mailbox(&s->mailboxes[i], s->at);
	printf("outbox: %lld waiting", (long long)s->outbox.waiting);
	print_moment(", the oldest since ", s->outbox.oldest);
	printf("; %lld uncertain\n", (long long)s->outbox.uncertain);
	if (s->behind > 0)
		printf("HELD: the clock lies %lld s behind the last tick; "
		       "nothing is sent until it has caught up or 'postwacht "
		       "release --accept-clock' says that it is right\n",
		    (long long)s->behind);
	if (s->hold.reason != HOLD_NONE) {
		print_moment("HELD since ", s->hold.since);
		printf(": %s\n", hold_says(a, &s->hold));
	}
	printf("rules %s, calendar %s, equated days known until %s%s\n",
	    s->rules_version, s->calendar_version,
	    date_print(s->calendar_known_until, day),
	    s->calendar_ends_soon ? ": ENDS SOON, add the next decree to "
	                            "data/gelijkgestelde_dagen.csv of the rules"
	                          : "");
}

static int
run_status(struct cli *cli, struct err *e)
{
	struct status status;

	if (cli->argc > 1)
		return command_usage(
		    cli, "'%s' is not understood", cli->argv[1]);
	if (status_read(
	        cli->store, cli->office, cli->arena, cli->now, &status, e) != 0)
		return err_exit_code(e->kind);
	if (cli->is_json)
		(void)fputs(status_json(cli->arena, &status), stdout);
	else
		print_status(cli->arena, &status);
	return status.is_good ? EX_OK : EX_TEMPFAIL;
}

const struct command command_status = {
	.name = "status",
	.usage = "",
	.summary = "each mailbox, the outbox; exit code of the worst",
	.needs = NEEDS_STORE,
	.run = run_status,
};
