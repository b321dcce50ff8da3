/*
 * The questions of setup: their words, what an answer must look like, and
 * what holds when none is given. On a terminal a person is asked; without one
 * the flags of the same names must do.
 */

#include <sys/stat.h>

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/setup.h"
#include "edge/secret.h"
#include "edge/settings_form.h"
#include "edge/whole.h"

#define SERVICE_USER "postwacht"

/* What an answer must look like. */
enum form {
	FORM_LINE,
	FORM_ADDRESS,
	FORM_HOST,
	FORM_NAME,
	FORM_PORT,
	FORM_PROVIDER,
	FORM_SECURITY,
	FORM_PATH,     /* of a file or folder, from the root */
	FORM_READABLE, /* a file that is there */
};

static const struct question {
	const char *flag, *words;
	enum form form;
	bool is_optional; /* nothing is an answer */
} questions[] = {
	[SETUP_ADDRESS] = { "--address", "Address of the team's mailbox",
	    FORM_ADDRESS, false },
	[SETUP_PROVIDER] = { "--provider",
	    "Whose service is it: microsoft365, google or own", FORM_PROVIDER,
	    false },
	[SETUP_HOST] = { "--host", "Name of the IMAP server", FORM_HOST,
	    false },
	[SETUP_PORT] = { "--port", "Port of the IMAP server", FORM_PORT,
	    false },
	[SETUP_SECURITY] = { "--security", "Encryption: tls or starttls",
	    FORM_SECURITY, false },
	[SETUP_USER] = { "--user", "Login name of the mailbox", FORM_LINE,
	    false },
	[SETUP_PASSWORD_FILE] = { "--password-file",
	    "File with the password of the mailbox (mode 0600)", FORM_READABLE,
	    false },
	[SETUP_TENANT] = { "--tenant",
	    "Tenant (directory) at Microsoft, as name or id", FORM_NAME,
	    false },
	[SETUP_CLIENT_ID] = { "--client-id",
	    "Client id of the registered application", FORM_LINE, false },
	[SETUP_ENDPOINT] = { "--endpoint",
	    "Token endpoint (empty: the provider's own)", FORM_LINE, true },
	[SETUP_SCOPE] = { "--scope", "Scope (empty: the provider's own)",
	    FORM_LINE, true },
	[SETUP_SECRET_FILE] = { "--secret-file",
	    "File with the application's secret (empty: a certificate)",
	    FORM_READABLE, true },
	[SETUP_CERTIFICATE_FILE] = { "--certificate-file",
	    "File with the application's certificate (PEM)", FORM_READABLE,
	    false },
	[SETUP_KEY_FILE] = { "--key-file",
	    "File with its private key (PEM, mode 0600)", FORM_READABLE,
	    false },
	[SETUP_CA_FILE] = { "--ca-file",
	    "File with a CA of your own (empty: the system's)", FORM_READABLE,
	    true },
	[SETUP_SENT_FOLDER] = { "--sent-folder",
	    "Name of the folder with sent mail", FORM_LINE, true },
	[SETUP_SMTP_HOST] = { "--smtp-host",
	    "Server that takes Postwacht's own mail", FORM_HOST, false },
	[SETUP_SMTP_PORT] = { "--smtp-port", "Its port", FORM_PORT, false },
	[SETUP_SMTP_SECURITY] = { "--smtp-security",
	    "Its encryption: tls or starttls", FORM_SECURITY, false },
	[SETUP_SMTP_USER] = { "--smtp-user",
	    "Login name there (-: it knows this machine without one)",
	    FORM_LINE, true },
	[SETUP_SMTP_PASSWORD_FILE] = { "--smtp-password-file",
	    "File with its password (mode 0600)", FORM_READABLE, false },
	[SETUP_SMTP_CERTIFICATE_FILE] = { "--smtp-certificate-file",
	    "File with the certificate it knows this machine by (PEM; empty: "
	    "by its address)",
	    FORM_READABLE, true },
	[SETUP_SMTP_KEY_FILE] = { "--smtp-key-file",
	    "File with its private key (PEM, mode 0600)", FORM_READABLE,
	    false },
	[SETUP_FROM] = { "--from", "Postwacht's own address, not the team's",
	    FORM_ADDRESS, false },
	[SETUP_ORGANISATION] = { "--organisation", "Name of your organisation",
	    FORM_LINE, false },
	[SETUP_TEAM_CODE] = { "--team-code",
	    "Short code of the team (K and W have shipped rules)", FORM_NAME,
	    false },
	[SETUP_TEAM_NAME] = { "--team-name", "Name of the team", FORM_LINE,
	    false },
	[SETUP_COORDINATOR] = { "--coordinator",
	    "First name of who gets the daily overview", FORM_LINE, false },
	[SETUP_COORDINATOR_ADDRESS] = { "--coordinator-address",
	    "Address of who gets it", FORM_ADDRESS, false },
	[SETUP_LEADER] = { "--leader",
	    "First name of who gets the weekly summary (empty: nobody yet)",
	    FORM_LINE, true },
	[SETUP_LEADER_ADDRESS] = { "--leader-address",
	    "Address of who gets the summary", FORM_ADDRESS, false },
	[SETUP_STATE_DIR] = { "--state-dir", "Folder of the database",
	    FORM_PATH, false },
};

const char *
setup_flag(enum setup_item item)
{
	return questions[item].flag;
}

void
setup_forget(struct setup *s, enum setup_item item)
{
	s->at[item] = NULL;
}

static bool
is_one_of(const char *s, const char *const *list)
{
	for (; *list; list++) {
		if (strcmp(s, *list) == 0)
			return true;
	}
	return false;
}

/* NULL, or what is expected instead. */
static const char *
misfit(enum form form, const char *s)
{
	static const char *const providers[] = { "microsoft365", "google",
		"own", NULL };
	static const char *const securities[] = { "tls", "starttls", "none",
		NULL };
	long long port;

	switch (form) {
	case FORM_LINE:
		return form_is_line(s) && !strpbrk(s, "\"\\")
		    ? NULL
		    : "one line without quotes or backslashes";
	case FORM_ADDRESS:
		return form_is_address(s) ? NULL : "an address, a@b.nl";
	case FORM_HOST:
		return form_is_host(s) ? NULL : "the name of a server";
	case FORM_NAME:
		return form_is_name(s)
		    ? NULL
		    : "letters, digits, \"-\", \"_\" and \".\"";
	case FORM_PORT:
		return text_to_int(s, 1, 65535, &port) == 0
		    ? NULL
		    : "a number from 1 to 65535";
	case FORM_PROVIDER:
		return is_one_of(s, providers) ? NULL
		                               : "microsoft365, google or own";
	case FORM_SECURITY:
		return is_one_of(s, securities) ? NULL : "tls or starttls";
	case FORM_PATH:
		return s[0] == '/' && form_is_line(s) && !strpbrk(s, "\"\\")
		    ? NULL
		    : "a path that begins with /";
	case FORM_READABLE:
		return access(s, R_OK) == 0 && !strpbrk(s, "\"\\")
		    ? NULL
		    : "a file that can be read";
	}
	return NULL;
}

static int
check_given(const struct setup *s, enum setup_item item, struct err *e)
{
	const struct question *q = &questions[item];
	const char *wanted;

	if (!*s->at[item] && q->is_optional)
		return 0;
	wanted = misfit(q->form, s->at[item]);
	return !wanted ? 0
	               : err_set(e, ERR_FIX, "%s %s: expected %s", q->flag,
	                     s->at[item], wanted);
}

int
setup_take_flags(struct setup *s, struct cli *cli, struct err *e)
{
	int i;

	for (i = 0; i < SETUP_ITEMS; i++) {
		s->at[i] = command_option(cli, questions[i].flag);
		if (s->at[i] && check_given(s, (enum setup_item)i, e) != 0)
			return -1;
	}
	return 0;
}

/* One line of a person's, without its end; false at the end of all input. */
static bool
read_line(struct arena *a, const char **out)
{
	char line[1024];

	if (!fgets(line, sizeof(line), stdin))
		return false;
	line[strcspn(line, "\r\n")] = '\0';
	*out = arena_copy(a, line);
	return true;
}

/* Asks until the answer has the right form. */
static int
ask_person(struct setup *s, const struct question *q, const char *preset,
    const char **out, struct err *e)
{
	const char *line, *wanted;

	for (;;) {
		printf("%s%s%s%s: ", q->words, preset && *preset ? " [" : "",
		    preset ? preset : "", preset && *preset ? "]" : "");
		(void)fflush(stdout);
		if (!read_line(s->arena, &line))
			return err_set(e, ERR_FIX, "no answer came");
		if (!*line && preset)
			line = preset;
		else if (q->is_optional && strcmp(line, "-") == 0)
			line = "";
		if (!*line && q->is_optional)
			break;
		wanted = *line ? misfit(q->form, line) : "an answer";
		if (!wanted)
			break;
		printf("  that is not %s\n", wanted);
	}
	*out = line;
	return 0;
}

int
setup_ask(struct setup *s, enum setup_item item, struct err *e)
{
	const struct question *q = &questions[item];
	const char *preset = setup_preset(s, item);

	if (s->at[item])
		return 0;
	if (s->is_asking)
		return ask_person(s, q, preset, &s->at[item], e);
	if (!preset && !q->is_optional)
		return err_set(e, ERR_FIX,
		    "%s is missing: give it, or run this on a terminal",
		    q->flag);
	s->at[item] = preset ? preset : "";
	return 0;
}

bool
setup_confirm(const struct setup *s, const char *question)
{
	const char *line;

	if (!s->is_asking)
		return false;
	printf("%s [y/N]: ", question);
	(void)fflush(stdout);
	return read_line(s->arena, &line) &&
	    (text_is_same(line, "y") || text_is_same(line, "yes") ||
	        text_is_same(line, "j") || text_is_same(line, "ja"));
}

/* The line is not shown while it is typed. */
static bool
read_hidden(struct arena *a, const char **out)
{
	struct termios shown, hidden;
	bool is_terminal = tcgetattr(STDIN_FILENO, &shown) == 0, is_there;

	if (is_terminal) {
		hidden = shown;
		hidden.c_lflag &= (tcflag_t)~ECHO;
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
	}
	is_there = read_line(a, out);
	if (is_terminal) {
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
		putchar('\n');
	}
	return is_there;
}

/* As root, which may give it away, where the service has a user. */
static int
give_to_service(const char *path, bool is_owned, struct err *e)
{
	const struct passwd *user = getpwnam(SERVICE_USER);

	if (geteuid() != 0 || !user)
		return 0;
	if (chown(path, is_owned ? user->pw_uid : (uid_t)-1, user->pw_gid) != 0)
		return err_set(e, ERR_FIX, "%s: %s", path, strerror(errno));
	return 0;
}

int
setup_share(const char *path, struct err *e)
{
	return give_to_service(path, false, e);
}

/* Beside the configuration, in a folder of secrets. */
static int
keep_secret(struct setup *s, const char *name, const char *secret,
    const char **path, struct err *e)
{
	const char *slash = strrchr(s->file, '/');
	const char *folder = arena_printf(s->arena, "%.*s/secrets",
	    slash ? (int)(slash - s->file) : 1, slash ? s->file : ".");
	char *line = arena_printf(s->arena, "%s\n", secret);
	int r = whole_write(folder, name, line, strlen(line), 0600, e);

	secret_wipe(line);
	*path = arena_printf(s->arena, "%s/%s", folder, name);
	if (r == 0)
		r = give_to_service(folder, false, e);
	return r == 0 ? give_to_service(*path, true, e) : r;
}

int
setup_ask_password(
    struct setup *s, enum setup_item item, const char *question, struct err *e)
{
	const char *secret;
	int r;

	if (s->at[item] || !s->is_asking)
		return setup_ask(s, item, e);
	printf("%s (not shown): ", question);
	(void)fflush(stdout);
	if (!read_hidden(s->arena, &secret) || !*secret)
		return err_set(e, ERR_FIX, "no answer came");
	r = keep_secret(s,
	    item == SETUP_PASSWORD_FILE ? "mailbox.password" : "post.password",
	    secret, &s->at[item], e);
	secret_wipe(secret);
	return r;
}
