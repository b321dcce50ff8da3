#ifndef POSTWACHT_COMMAND_H
#define POSTWACHT_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct office;
struct store;

/* What every command gets: the options before its name, and its own words. */
struct cli {
	struct arena *arena;
	const char *config; /* -c, or NULL: /etc/postwacht/postwacht.conf
	                           when it is there */
	const char *rules;  /* a rules directory instead of the one that the
	                       configuration names, or NULL */
	bool has_as_of, is_json;
	bool is_lean;          /* the office has no rules */
	struct instant now;    /* --as-of, else the clock, read once */
	struct office *office; /* of a command with NEEDS_OFFICE or more */
	struct store *store;   /* of a command with NEEDS_STORE */
	int argc;
	char **argv; /* argv[0] is the command's name */
};

enum needs {
	NEEDS_NOTHING,
	NEEDS_OFFICE, /* configuration and rules; else the shipped example */
	NEEDS_LEAN,   /* an existing store, and an office without rules: what
	                  judges nothing and shows no version of them */
	NEEDS_STORE,  /* an existing store too: a configuration is needed */
	NEEDS_STORE_TO_WRITE, /* refused under --as-of on a live store */
};

struct command {
	const char *name;
	const char *usage;   /* what stands behind the name */
	const char *summary; /* one line */
	enum needs needs;
	bool reads_mail; /* the bytes of messages: needs every charset */
	/* An exit code; an error that it fills is printed by the caller. */
	int (*run)(struct cli *cli, struct err *e);
};

extern const struct command command_check, command_replay, command_refile,
    command_classify, command_list, command_show, command_due, command_report,
    command_import, command_demo, command_status, command_release,
    command_backup, command_audit, command_export, command_forget,
    command_explain, command_term, command_doctor, command_setup, command_auth,
    command_publish, command_renew_key;

/* What people do by hand: one command an act. */
extern const struct command command_acts[];
extern const size_t n_command_acts;

/* Prints "postwacht NAME: ..." and gives EX_USAGE. */
int command_usage(const struct cli *cli, const char *format, ...) PRINTF(2, 3);

/* The value of "--name VALUE" or "--name=VALUE" among the command's words,
 * which it takes out; NULL when it is not there. */
const char *command_option(struct cli *cli, const char *name);
bool command_flag(struct cli *cli, const char *name);

/* A question's number ("147", "#147"): 0, or EX_USAGE with the reason
 * printed. */
int command_number(struct cli *cli, const char *word, long long *out);

/* Opens the store of the configuration, as a command with that need gets it.
 * 0 or -1. */
int command_store(struct cli *cli, enum needs needs, struct err *e) MUST_CHECK;

/* As root: goes on as the owner of the database or its folder, so that no file
 * of root's comes to lie there. 0 or -1. */
int command_become_owner(const char *path, struct err *e) MUST_CHECK;

/* Opens the configuration that the options name, or the shipped example; the
 * mistakes are printed. 0 or -1. */
int command_office(struct cli *cli, struct err *e) MUST_CHECK;

#endif
