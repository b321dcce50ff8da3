#ifndef POSTWACHT_CLI_SETUP_H
#define POSTWACHT_CLI_SETUP_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"

struct arena;
struct cli;
struct text;

/* What setup wants to know. */
enum setup_item {
	SETUP_ADDRESS,
	SETUP_PROVIDER,
	SETUP_HOST,
	SETUP_PORT,
	SETUP_SECURITY,
	SETUP_USER,
	SETUP_PASSWORD_FILE,
	SETUP_TENANT,
	SETUP_CLIENT_ID,
	SETUP_ENDPOINT,
	SETUP_SCOPE,
	SETUP_SECRET_FILE,
	SETUP_CERTIFICATE_FILE,
	SETUP_KEY_FILE,
	SETUP_CA_FILE,
	SETUP_SENT_FOLDER,
	SETUP_SMTP_HOST,
	SETUP_SMTP_PORT,
	SETUP_SMTP_SECURITY,
	SETUP_SMTP_USER,
	SETUP_SMTP_PASSWORD_FILE,
	SETUP_SMTP_CERTIFICATE_FILE,
	SETUP_SMTP_KEY_FILE,
	SETUP_FROM,
	SETUP_ORGANISATION,
	SETUP_TEAM_CODE,
	SETUP_TEAM_NAME,
	SETUP_COORDINATOR,
	SETUP_COORDINATOR_ADDRESS,
	SETUP_LEADER,
	SETUP_LEADER_ADDRESS,
	SETUP_STATE_DIR,
	SETUP_ITEMS,
};

struct setup {
	struct arena *arena;
	const char *file;            /* that will be written */
	bool is_asking;              /* a person answers; else flags alone */
	const char *at[SETUP_ITEMS]; /* NULL: not answered yet */
};

/* Takes the answers that the command line gives ("--address A"). 0; -1: ERR_FIX
 * names the first that has not the right form. */
int setup_take_flags(
    struct setup *s, struct cli *cli, struct err *e) MUST_CHECK;

/* What holds when nothing is said, made from the other answers; NULL when
 * there is no such thing. */
const char *setup_preset(const struct setup *s, enum setup_item item);

/*
 * The answer to one question: the one that is there, else a person's, else
 * the preset. An answer that has not the right form is asked again.
 *
 * returns  0; -1: ERR_FIX when there is nobody to ask and no preset
 */
int setup_ask(struct setup *s, enum setup_item item, struct err *e) MUST_CHECK;

/* Forgets an answer, so that it is asked again. */
void setup_forget(struct setup *s, enum setup_item item);

/* Asks for a password without showing it, and keeps it in a file beside the
 * configuration that only the service's user can read. The answer is its
 * path. */
int setup_ask_password(struct setup *s, enum setup_item item,
    const char *question, struct err *e) MUST_CHECK;

/* Lets the service's group read a file that root has written. */
int setup_share(const char *path, struct err *e) MUST_CHECK;

/* Yes or no; no when there is nobody to ask. */
bool setup_confirm(const struct setup *s, const char *question);

/* "--address", for what is told about an answer. */
const char *setup_flag(enum setup_item item);

/* Whether the mailbox is read with a token. */
bool setup_has_token(const struct setup *s);

/* The configuration as a file with remarks. */
void setup_print(const struct setup *s, struct text *out);

#endif
