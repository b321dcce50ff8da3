/*
 * postwacht: options, the table of commands, and what each of them needs. The
 * other place that reads the clock, once.
 */

#include <sys/stat.h>

#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include <curl/curl.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "desk/office.h"
#include "edge/log.h"
#include "edge/store.h"
#include "edge/studio_serve.h"
#include "mail/message.h"

#define DEFAULT_CONFIG "/etc/postwacht/postwacht.conf"
#define MISTAKES_MAX   65536
#define USAGE_WIDTH    37 /* columns; a longer one has its summary below */
#define SUMMARY_INDENT "                                                  "
#define SETTINGS_MAX   (1u << 20) /* bytes of the table of settings */

static const struct command *const commands[] = {
	&command_check,
	&command_replay,
	&command_refile,
	&command_classify,
	&command_explain,
	&command_list,
	&command_show,
	&command_due,
	&command_term,
	&command_report,
	&command_import,
	&command_status,
	&command_publish,
	&command_audit,
	&command_release,
	&command_backup,
	&command_renew_key,
	&command_doctor,
	&command_setup,
	&command_auth,
	&command_export,
	&command_forget,
	&command_demo,
};

/* By number: the acts by hand stand behind the others. */
static size_t
count_commands(void)
{
	return LENGTH(commands) + n_command_acts;
}

static const struct command *
command_at(size_t i)
{
	return i < LENGTH(commands) ? commands[i]
	                            : &command_acts[i - LENGTH(commands)];
}

static void
print_help(void)
{
	size_t i;

	puts("postwacht - the questions of a team's mailbox, and their "
	     "deadlines\n\n"
	     "  postwacht [-c FILE] [--as-of TIME] [--json] COMMAND ...\n");
	for (i = 0; i < count_commands(); i++) {
		const struct command *c = command_at(i);
		bool fits = strlen(c->usage) <= USAGE_WIDTH;

		printf("  %-9s %-*s%s%s\n", c->name, USAGE_WIDTH + 1, c->usage,
		    fits ? "" : "\n" SUMMARY_INDENT, c->summary);
	}
	puts(
	    "\n  -c, --config FILE  configuration (" DEFAULT_CONFIG ")\n"
	    "      --as-of TIME   as if it were that moment (RFC 3339)\n"
	    "      --json         one JSON document instead of text\n"
	    "      --settings     every setting of the configuration\n"
	    "      --help         this text, or behind a command what it takes\n"
	    "      --version      the version\n\n"
	    "Exit codes: 0 good, 64 usage, 65 bad data, 69 unavailable, "
	    "75 try again,\n78 configuration.");
}

static void
print_command_help(const struct command *c)
{
	printf("postwacht %s%s%s\n%s\n"
	       "see postwacht(1); postwacht --help lists all commands\n",
	    c->name, *c->usage ? " " : "", c->usage, c->summary);
}

/* For the manual pages and the completion of a shell: tabs between. */
static void
print_commands(void)
{
	size_t i;

	for (i = 0; i < count_commands(); i++)
		printf("%s\t%s\t%s\n", command_at(i)->name,
		    command_at(i)->usage, command_at(i)->summary);
}

static void
print_settings(void)
{
	SCOPED(text_done) struct text table;

	text_init(&table, SETTINGS_MAX);
	settings_print_table(&table);
	fputs(table.data, stdout);
}

int
command_usage(const struct cli *cli, const char *format, ...)
{
	va_list args;

	fprintf(stderr, "postwacht %s: ", cli->argv[0]);
	va_start(args, format);
	(void)vfprintf(stderr, format, args);
	va_end(args);
	fputs("; see postwacht --help\n", stderr);
	return EX_USAGE;
}

static void
take_out(struct cli *cli, int at, int n)
{
	int i;

	for (i = at; i + n < cli->argc; i++)
		cli->argv[i] = cli->argv[i + n];
	cli->argc -= n;
}

const char *
command_option(struct cli *cli, const char *name)
{
	size_t n = strlen(name);
	int i;

	for (i = 1; i < cli->argc; i++) {
		const char *word = cli->argv[i], *value;

		if (strncmp(word, name, n) != 0)
			continue;
		if (word[n] == '=') {
			value = word + n + 1;
			take_out(cli, i, 1);
			return value;
		}
		if (!word[n] && i + 1 < cli->argc) {
			value = cli->argv[i + 1];
			take_out(cli, i, 2);
			return value;
		}
	}
	return NULL;
}

bool
command_flag(struct cli *cli, const char *name)
{
	int i;

	for (i = 1; i < cli->argc; i++) {
		if (strcmp(cli->argv[i], name) == 0) {
			take_out(cli, i, 1);
			return true;
		}
	}
	return false;
}

int
command_number(struct cli *cli, const char *word, long long *out)
{
	if (*word == '#')
		word++;
	if (text_to_int(word, 1, INT64_MAX, out) != 0)
		return command_usage(
		    cli, "'%s' is not the number of a question", word);
	return 0;
}

int
command_office(struct cli *cli, struct err *e)
{
	struct text mistakes;
	int result;

	if (!cli->config && access(DEFAULT_CONFIG, R_OK) == 0)
		cli->config = DEFAULT_CONFIG;
	text_init(&mistakes, MISTAKES_MAX);
	if (cli->rules)
		result = office_open_with(
		    cli->config, cli->rules, &cli->office, &mistakes, e);
	else
		result = (cli->is_lean ? office_open_lean : office_open)(
		    cli->config, office_rules_dir(cli->arena), &cli->office,
		    &mistakes, e);
	if (result != 0)
		fputs(mistakes.data, stderr);
	text_done(&mistakes);
	return result;
}

/* Root would leave files behind that the daemon cannot write (decisions.md
 * 18): go on as the owner of the database. */
int
command_become_owner(const char *path, struct err *e)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return err_set(e, ERR_FIX,
		    "%s does not exist: postwachtd makes it on its first start",
		    path);
	if (geteuid() != 0 || st.st_uid == 0)
		return 0;
	if (setgroups(0, NULL) != 0 || setgid(st.st_gid) != 0 ||
	    setuid(st.st_uid) != 0)
		return err_set(
		    e, ERR_FIX, "cannot go on as the owner of %s", path);
	return 0;
}

/* A store that exists; written as the user who owns it. */
int
command_store(struct cli *cli, enum needs needs, struct err *e)
{
	const char *path;

	if (!cli->config)
		return err_set(e, ERR_FIX,
		    "there is no configuration: name one with -c FILE");
	path = arena_printf(
	    cli->arena, "%s/postwacht.db", cli->office->settings.state_dir);
	if (command_become_owner(path, e) != 0)
		return -1;
	if (store_open(path, STORE_LIVE, true, &cli->store, e) != 0)
		return -1;
	if (needs == NEEDS_STORE_TO_WRITE && cli->has_as_of &&
	    store_kind(cli->store) == STORE_LIVE)
		return err_set(e, ERR_FIX,
		    "the store is live: nothing is written under --as-of");
	return 0;
}

static int
prepare(struct cli *cli, enum needs needs, struct err *e)
{
	if (needs == NEEDS_NOTHING)
		return 0;
	cli->is_lean = needs == NEEDS_LEAN;
	if (command_office(cli, e) != 0)
		return -1;
	return needs == NEEDS_OFFICE ? 0 : command_store(cli, needs, e);
}

static int
run(struct cli *cli, const struct command *command)
{
	struct err e = { 0 };
	int code;

	message_init();
	if (command->reads_mail)
		message_open_charsets();
	(void)curl_global_init(CURL_GLOBAL_DEFAULT);
	if (prepare(cli, command->needs, &e) != 0)
		code = err_exit_code(e.kind);
	else
		code = command->run(cli, &e);
	if (code != 0 && e.kind != ERR_NONE)
		fprintf(stderr, "postwacht %s: %s\n", command->name, e.text);
	store_close(cli->store);
	office_close(cli->office);
	curl_global_cleanup();
	return code;
}

static const struct command *
find_command(struct arena *a, const char *name)
{
	const char **names = arena_array(a, count_commands(), sizeof(*names));
	const char *nearest;
	size_t i;

	for (i = 0; i < count_commands(); i++) {
		names[i] = command_at(i)->name;
		if (strcmp(names[i], name) == 0)
			return command_at(i);
	}
	nearest = text_nearest(name, names, count_commands());
	fprintf(stderr,
	    "postwacht: there is no command '%s'%s%s%s; "
	    "see postwacht --help\n",
	    name, nearest ? "; did you mean '" : "", nearest ? nearest : "",
	    nearest ? "'?" : "");
	return NULL;
}

/* The options before the command. -1: go on; else the exit code. */
static int
parse(struct cli *cli, int argc, char **argv)
{
	int i;

	for (i = 1; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
		const char *word = argv[i];
		const char *next = i + 1 < argc ? argv[i + 1] : NULL;

		if (strcmp(word, "--help") == 0) {
			print_help();
			return EX_OK;
		}
		if (strcmp(word, "--commands") == 0) {
			print_commands();
			return EX_OK;
		}
		if (strcmp(word, "--settings") == 0) {
			print_settings();
			return EX_OK;
		}
		if (strcmp(word, "--version") == 0) {
			puts("postwacht " POSTWACHT_VERSION
#ifdef POSTWACHT_INSTRUMENTED
			     " (instrumented)"
#endif
			);
			return EX_OK;
		}
		if (strcmp(word, "--json") == 0)
			cli->is_json = true;
		else if ((strcmp(word, "-c") == 0 ||
		             strcmp(word, "--config") == 0) &&
		    next) {
			cli->config = next;
			i++;
		} else if (strcmp(word, "--as-of") == 0 && next &&
		    instant_parse(next, &cli->now) == 0) {
			cli->has_as_of = true;
			i++;
		} else {
			fprintf(stderr,
			    "postwacht: '%s%s%s' is not understood; see "
			    "postwacht --help\n",
			    word, next ? " " : "", next ? next : "");
			return EX_USAGE;
		}
	}
	cli->argc = argc - i;
	cli->argv = argv + i;
	return -1;
}

/* --as-of and --json may stand behind the command as well. */
static int
parse_behind(struct cli *cli)
{
	const char *as_of = command_option(cli, "--as-of");

	cli->is_json |= command_flag(cli, "--json");
	if (!as_of)
		return 0;
	if (instant_parse(as_of, &cli->now) != 0)
		return command_usage(
		    cli, "'%s' is not a moment (2026-11-23T09:00)", as_of);
	cli->has_as_of = true;
	return 0;
}

int
main(int argc, char **argv)
{
	SCOPED(arena_done) struct arena *arena = arena_new();
	struct cli cli = { .arena = arena, .now = { (int64_t)time(NULL) } };
	const struct command *command;
	struct err e = { 0 };
	int code;

	studio_serve(argc, argv);
	if (date_init(&e) != 0) {
		fprintf(stderr, "postwacht: %s\n", e.text);
		return err_exit_code(e.kind);
	}
	log_limit(LEVEL_WARNING);
	code = parse(&cli, argc, argv);
	if (code >= 0)
		return code;
	if (cli.argc == 0) {
		print_help();
		return EX_USAGE;
	}
	command = find_command(arena, cli.argv[0]);
	if (!command)
		return EX_USAGE;
	if (command_flag(&cli, "--help")) {
		print_command_help(command);
		return EX_OK;
	}
	code = parse_behind(&cli);
	return code ? code : run(&cli, command);
}
