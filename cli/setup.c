/*
 * postwacht setup: a first configuration, each answer tried as it is given.
 * What is tried is the file that would be written, read as the daemon reads
 * it.
 */

#include "cli/setup.h"

#include <errno.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "desk/office.h"
#include "edge/probe.h"
#include "edge/token.h"
#include "edge/trust.h"
#include "edge/whole.h"

#define DEFAULT_FILE "/etc/postwacht/postwacht.conf"
#define FILE_MAX     65536 /* bytes of the file */

static int
ask_all(struct setup *s, const enum setup_item *items, size_t n, struct err *e)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (setup_ask(s, items[i], e) != 0)
			return -1;
	}
	return 0;
}

static void
forget_all(struct setup *s, const enum setup_item *items, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		setup_forget(s, items[i]);
}

/* What is not answered yet, as something that is right and says nothing. */
static struct setup
filled(const struct setup *s)
{
	static const struct {
		enum setup_item item;
		const char *value;
	} rest[] = {
		{ SETUP_COORDINATOR, "Niemand" },
		{ SETUP_TEAM_CODE, "K" },
		{ SETUP_TEAM_NAME, "Team" },
		{ SETUP_ORGANISATION, "Organisatie" },
		{ SETUP_STATE_DIR, "/var/lib/postwacht" },
		{ SETUP_SMTP_HOST, "localhost" },
		{ SETUP_SMTP_SECURITY, "none" },
	};
	const char *domain = strrchr(s->at[SETUP_ADDRESS], '@');
	struct setup t = *s;
	size_t i;

	for (i = 0; i < LENGTH(rest); i++) {
		if (!t.at[rest[i].item])
			t.at[rest[i].item] = rest[i].value;
	}
	if (!t.at[SETUP_COORDINATOR_ADDRESS])
		t.at[SETUP_COORDINATOR_ADDRESS] =
		    arena_printf(s->arena, "niemand%s", domain);
	if (!t.at[SETUP_FROM])
		t.at[SETUP_FROM] =
		    arena_printf(s->arena, "postwacht-setup%s", domain);
	return t;
}

/* The settings as they would be read from the file that would be written; the
 * file beside it is gone again afterwards. */
static int
settings_now(const struct setup *s, struct settings *out, struct err *e)
{
	struct setup t = filled(s);
	const char *path =
	    arena_printf(s->arena, "%s.setup-%ld", s->file, (long)getpid());
	SCOPED(text_done) struct text file;
	SCOPED(text_done) struct text mistakes;
	int r;

	text_init(&file, FILE_MAX);
	text_init(&mistakes, FILE_MAX);
	setup_print(&t, &file);
	if (whole_create(path, file.data, file.len, 0600, e) != 0)
		return -1;
	r = settings_read(s->arena, path, out, &mistakes, e);
	(void)unlink(path);
	if (r != 0)
		return err_set(e, ERR_FIX, "%s", mistakes.data);
	return 0;
}

static int
try_mailbox(
    struct setup *s, struct instant now, struct imap_probe *p, struct err *e)
{
	struct trust *trust = trust_new();
	struct settings settings;
	int r;

	tokens_tell_time(trust_tokens(trust), now);
	r = settings_now(s, &settings, e);
	if (r == 0)
		r = probe_imap(s->arena, &settings.mailboxes[0], trust, p, e);
	trust_free(trust);
	return r;
}

static int
try_post(struct setup *s, struct instant now, struct err *e)
{
	struct trust *trust = trust_new();
	struct settings settings;
	struct smtp_probe p;
	int r;

	tokens_tell_time(trust_tokens(trust), now);
	r = settings_now(s, &settings, e);
	if (r == 0)
		r = probe_smtp(s->arena, &settings.post,
		    s->at[SETUP_COORDINATOR_ADDRESS], trust, &p, e);
	trust_free(trust);
	if (r != 0 || (p.is_sender_taken && p.is_recipient_taken))
		return r;
	return err_set(e, ERR_FIX, "the server does not take %s %s: %s",
	    p.is_sender_taken ? "mail to" : "mail from",
	    p.is_sender_taken ? s->at[SETUP_COORDINATOR_ADDRESS]
	                      : s->at[SETUP_FROM],
	    p.refusal);
}

static int
ask_token(struct setup *s, struct err *e)
{
	static const enum setup_item certificate[] = { SETUP_CERTIFICATE_FILE,
		SETUP_KEY_FILE };

	if (strcmp(s->at[SETUP_PROVIDER], "microsoft365") == 0 &&
	    setup_ask(s, SETUP_TENANT, e) != 0)
		return -1;
	if (setup_ask(s, SETUP_CLIENT_ID, e) != 0 ||
	    setup_ask(s, SETUP_SECRET_FILE, e) != 0)
		return -1;
	return *s->at[SETUP_SECRET_FILE]
	    ? 0
	    : ask_all(s, certificate, LENGTH(certificate), e);
}

static int
ask_mailbox(struct setup *s, struct err *e)
{
	static const enum setup_item server[] = { SETUP_HOST, SETUP_SECURITY,
		SETUP_PORT, SETUP_USER };

	if (ask_all(s, server, LENGTH(server), e) != 0)
		return -1;
	return setup_has_token(s) ? ask_token(s, e)
	                          : setup_ask_password(s, SETUP_PASSWORD_FILE,
	                                "Password of the mailbox", e);
}

/* Told what is wrong, a person answers again; flags cannot. */
static int
again(const struct setup *s, const struct err *why, struct err *e)
{
	if (s->is_asking)
		printf("  %s\n", why->text);
	if (setup_confirm(s, "Answer these questions again?"))
		return 1;
	*e = *why;
	return -1;
}

static int
settle_mailbox(struct setup *s, struct instant now, struct err *e)
{
	static const enum setup_item items[] = { SETUP_HOST, SETUP_SECURITY,
		SETUP_PORT, SETUP_USER, SETUP_PASSWORD_FILE, SETUP_TENANT,
		SETUP_CLIENT_ID, SETUP_SECRET_FILE, SETUP_CERTIFICATE_FILE,
		SETUP_KEY_FILE };
	struct imap_probe p;
	struct err why = { 0 };

	for (;;) {
		if (ask_mailbox(s, e) != 0)
			return -1;
		if (try_mailbox(s, now, &p, &why) == 0)
			break;
		if (again(s, &why, e) < 0)
			return -1;
		forget_all(s, items, LENGTH(items));
	}
	printf("  good: %s lets %s in; %zu folders", s->at[SETUP_HOST],
	    s->at[SETUP_USER], p.n_folders);
	printf(*p.sent ? ", sent mail in \"%s\"\n"
	               : "; the folder with sent mail was not found\n",
	    p.sent);
	return *p.sent ? 0 : setup_ask(s, SETUP_SENT_FOLDER, e);
}

/* A relay without a login knows this machine by a certificate, or by its
 * address. */
static int
ask_relay(struct setup *s, struct err *e)
{
	if (setup_ask(s, SETUP_SMTP_CERTIFICATE_FILE, e) != 0)
		return -1;
	return *s->at[SETUP_SMTP_CERTIFICATE_FILE]
	    ? setup_ask(s, SETUP_SMTP_KEY_FILE, e)
	    : 0;
}

static int
ask_post(struct setup *s, struct err *e)
{
	static const enum setup_item server[] = { SETUP_FROM, SETUP_SMTP_HOST,
		SETUP_SMTP_SECURITY, SETUP_SMTP_PORT, SETUP_SMTP_USER };

	if (ask_all(s, server, LENGTH(server), e) != 0)
		return -1;
	if (!*s->at[SETUP_SMTP_USER])
		return ask_relay(s, e);
	if (setup_has_token(s))
		return 0;
	return setup_ask_password(s, SETUP_SMTP_PASSWORD_FILE,
	    "Password of Postwacht's own mailbox", e);
}

static int
settle_post(struct setup *s, struct instant now, struct err *e)
{
	static const enum setup_item items[] = { SETUP_FROM, SETUP_SMTP_HOST,
		SETUP_SMTP_SECURITY, SETUP_SMTP_PORT, SETUP_SMTP_USER,
		SETUP_SMTP_PASSWORD_FILE, SETUP_SMTP_CERTIFICATE_FILE,
		SETUP_SMTP_KEY_FILE };
	struct err why = { 0 };

	for (;;) {
		if (ask_post(s, e) != 0)
			return -1;
		if (try_post(s, now, &why) == 0)
			break;
		if (again(s, &why, e) < 0)
			return -1;
		forget_all(s, items, LENGTH(items));
	}
	printf("  good: %s takes mail from %s to %s\n", s->at[SETUP_SMTP_HOST],
	    s->at[SETUP_FROM], s->at[SETUP_COORDINATOR_ADDRESS]);
	return 0;
}

static int
ask_people(struct setup *s, struct err *e)
{
	static const enum setup_item items[] = { SETUP_ORGANISATION,
		SETUP_TEAM_CODE, SETUP_TEAM_NAME, SETUP_COORDINATOR,
		SETUP_COORDINATOR_ADDRESS, SETUP_LEADER };

	if (ask_all(s, items, LENGTH(items), e) != 0)
		return -1;
	return *s->at[SETUP_LEADER] ? setup_ask(s, SETUP_LEADER_ADDRESS, e) : 0;
}

/* The free days of this year and the next, to be confirmed (users.md 25). */
static void
show_free_days(const struct office *o, struct instant now)
{
	int year = date_civil(date_of(now)).year;
	struct date d = date_from_civil((struct civil){ year, 1, 1 });
	struct date end = date_from_civil((struct civil){ year + 2, 1, 1 });
	char text[DATE_TEXT];

	printf("The office is free, beside weekends, on:\n");
	for (; d.day < end.day; d = date_add(d, 1)) {
		const char *name = calendar_holiday(o->calendar, d);

		if (name && date_weekday(d) < 6 &&
		    !calendar_is_workday(o->calendar, d))
			printf("  %s %s\n", date_print(d, text), name);
	}
	printf("Further days go into calendar.closed; Good Friday and 5 May "
	       "are settings there.\n");
}

static int
write_file(struct cli *cli, const struct setup *s, struct err *e)
{
	SCOPED(text_done) struct text file;
	bool exists = access(s->file, F_OK) == 0;

	text_init(&file, FILE_MAX);
	setup_print(s, &file);
	if (exists && unlink(s->file) != 0)
		return err_set(e, ERR_FIX, "%s: %s", s->file, strerror(errno));
	if (whole_create(s->file, file.data, file.len, 0640, e) != 0 ||
	    setup_share(s->file, e) != 0)
		return -1;
	/* Rules and calendar are read by it once more, all together. */
	cli->config = s->file;
	if (command_office(cli, e) != 0)
		return -1;
	show_free_days(cli->office, cli->now);
	printf("\n%s is written. Next:\n"
	       "  postwacht doctor -c %s\n"
	       "  systemctl enable --now postwachtd\n",
	    s->file, s->file);
	return 0;
}

static int
may_write(const struct setup *s, bool is_forced, struct err *e)
{
	if (access(s->file, F_OK) != 0 || is_forced ||
	    setup_confirm(s, "The configuration exists. Write a new one?"))
		return 0;
	return err_set(
	    e, ERR_FIX, "%s is there already; --force replaces it", s->file);
}

static int
run_setup(struct cli *cli, struct err *e)
{
	static const enum setup_item first[] = { SETUP_ADDRESS, SETUP_PROVIDER,
		SETUP_CA_FILE };
	struct setup s = { .arena = cli->arena,
		.file = cli->config ? cli->config : DEFAULT_FILE,
		.is_asking = isatty(STDIN_FILENO) };
	bool is_forced = command_flag(cli, "--force");

	if (command_flag(cli, "--ask"))
		s.is_asking = true;
	if (setup_take_flags(&s, cli, e) != 0)
		return err_exit_code(e->kind);
	if (!s.at[SETUP_CA_FILE])
		s.at[SETUP_CA_FILE] = ""; /* few have one; a flag names it */
	if (cli->argc > 1)
		return command_usage(
		    cli, "'%s' is not understood", cli->argv[1]);
	if (may_write(&s, is_forced, e) != 0 ||
	    ask_all(&s, first, LENGTH(first), e) != 0 ||
	    settle_mailbox(&s, cli->now, e) != 0 || ask_people(&s, e) != 0 ||
	    settle_post(&s, cli->now, e) != 0 ||
	    setup_ask(&s, SETUP_STATE_DIR, e) != 0 ||
	    write_file(cli, &s, e) != 0)
		return err_exit_code(e->kind);
	return EX_OK;
}

const struct command command_setup = {
	.name = "setup",
	.usage = "[--address A ...] [--force]",
	.summary = "a first configuration, tested as it is written",
	.needs = NEEDS_NOTHING,
	.run = run_setup,
};
