#ifndef POSTWACHT_SETTINGS_H
#define POSTWACHT_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "edge/secret.h"
#include "notice/agenda.h"
#include "notice/render.h"
#include "term/calendar.h"
#include "term/roster.h"
#include "triage/webform.h"

struct arena;

enum transport_security {
	SECURITY_TLS,      /* from the first byte */
	SECURITY_STARTTLS, /* refused when the server does not offer it */
	SECURITY_NONE,     /* plain: to a loopback address only */
};

/* Whose service it is: presets, and what its answers mean. */
enum provider {
	PROVIDER_NONE,
	PROVIDER_MICROSOFT365,
	PROVIDER_GOOGLE,
};

enum auth {
	AUTH_PASSWORD,
	AUTH_XOAUTH2,     /* Google's and Microsoft's own mechanism */
	AUTH_OAUTHBEARER, /* RFC 7628 */
};

/* For what an access token is given (RFC 6749). */
enum grant {
	GRANT_SECRET,      /* client credentials, section 4.4, with a secret */
	GRANT_CERTIFICATE, /* the same with a signed assertion, RFC 7523 */
	GRANT_REFRESH,     /* section 6 */
	GRANT_COMMAND,     /* a program of the administrator prints it */
};

/* Where access tokens come from. */
struct token_settings {
	const char *name;
	enum provider provider;
	enum grant grant;
	const char *tenant, *client_id;
	const char *endpoint, *device_endpoint, *scope;
	struct secret_source secret;  /* GRANT_SECRET; else optional */
	const char *certificate_file; /* GRANT_CERTIFICATE */
	struct secret_source key;     /* GRANT_CERTIFICATE */
	const char *refresh_file;     /* GRANT_REFRESH */
	size_t n_command;             /* GRANT_COMMAND */
	const char **command;
	const char *ca_file; /* extra trusted CA, "" : the system's alone */
	struct date expires; /* of the secret; day 0: nobody said */
};

struct server_settings {
	enum provider provider;
	const char *host;
	int port;
	enum transport_security security;
	const char *user; /* "" : no login */
	enum auth auth;
	const char *token_name;             /* in settings.token_sources */
	const struct token_settings *token; /* NULL: a password */
	struct secret_source password;
	const char *ca_file; /* extra trusted CA, "" : the system's alone */
	const char *client_certificate_file; /* of this machine; "": none */
	struct secret_source client_key;     /* to it */
	int time_limit; /* seconds for one command; 0: 60 */
};

enum mailbox_source {
	MAILBOX_IMAP,
	MAILBOX_MAILDIR,
	MAILBOX_MBOX,
};

/* What a mailbox is read for. */
enum mailbox_purpose {
	PURPOSE_QUESTIONS,
	PURPOSE_COMMANDS, /* Postwacht's own: commands and bounces only */
	PURPOSE_BOTH, /* answers to notices are commands, the rest is mail */
};

struct mailbox_settings {
	const char *id; /* fixed name, apart from addresses and server */
	enum mailbox_purpose purpose;
	enum mailbox_source source;
	struct server_settings server; /* MAILBOX_IMAP */
	const char *path;              /* MAILBOX_MAILDIR, MAILBOX_MBOX */
	size_t n_addresses;
	const char **addresses; /* present and former, lower case */
	const char *team;       /* default team, "" when rules must say */
	/* By name, when SPECIAL-USE does not tell; "" or NULL: the usual one. */
	const char *sent_folder, *junk_folder, *trash_folder;
	const char *done_folder; /* what is moved there is answered; "" none */
	size_t n_person_folders;
	const struct person_folder {
		const char *folder, *person; /* roster id */
	} * person_folders;                  /* what is moved there is theirs */
	size_t n_skip_folders;
	const char **skip_folders; /* never looked into, nor what is below */
	int poll_seconds;          /* 60: full poll beside IDLE */
	enum write_back_allowed {
		WRITE_BACK_NONE,
		WRITE_BACK_KEYWORDS,
		WRITE_BACK_ALL, /* and moves */
	} write_back;
};

enum post_kind {
	POST_FOLDER,
	POST_SMTP,
};

struct post_settings {
	enum post_kind kind;
	const char *folder;
	struct server_settings server;
	const char *from;      /* Postwacht's own address */
	const char *from_name; /* "Postwacht" */
	/* Limits of our own; 0: none. */
	int per_minute, per_day; /* notices that leave */
	int breaker;             /* notices made within an hour */
	int new_questions;       /* new questions at once */
};

/* How long what is kept (users.md 28). */
struct retention_settings {
	int text_days;    /* texts and notes, after the handling */
	int names_months; /* subjects, names, addresses, after the handling */
	int figures_years;
	int aside_days;  /* of mail that was set aside */
	int outbox_days; /* texts of notices */
};

struct settings {
	const char *file;
	const char *state_dir;  /* database, key */
	const char *public_dir; /* published files; "": below state_dir */
	const char *rules_dir;
	enum language language;
	bool has_english_commands;
	bool is_shadow; /* notices go to the coordinator only (a first week) */
	bool is_statutory_binding; /* statutory = "rechtens"; else richtsnoer */
	const char *norm;          /* service norm: "5 werkdagen" */
	const char *interim_norm;  /* "10 werkdagen" */
	const char *organisation;  /* the own one's name */
	bool per_person;           /* figures by colleague */
	struct date works_council; /* day of its consent to them, 0: none */
	struct page_settings {
		bool has_names; /* who asks, and subjects */
	} page;
	size_t n_internal_domains;
	const char **internal_domains;
	size_t n_notice_domains;
	const char **notice_domains;
	size_t n_authservs;
	const char **authservs;
	struct webform_list forms;
	size_t n_team_norms;
	const struct team_norm_settings {
		const char *team;
		const char *norm, *interim_norm; /* "": as for all */
		enum {
			STATUTORY_AS_ALL,
			STATUTORY_GUIDES,
			STATUTORY_BINDS,
		} statutory;
	} * team_norms;
	size_t n_reminders;
	const struct reminder_settings {
		const char *term; /* "": all that have no rule of their own */
		size_t n_before;
		const char **before; /* "50 %", "5 werkdagen" */
	} * reminders;
	struct calendar_options calendar;
	struct agenda_options agenda;
	struct roster roster;
	size_t n_token_sources;
	const struct token_settings *token_sources;
	size_t n_mailboxes;
	const struct mailbox_settings *mailboxes;
	struct post_settings post;
	struct retention_settings retention;
};

/*
 * Reads and checks a configuration file. All mistakes at once, each on a line
 * of its own ("file:line: found, expected; remedy") in *mistakes.
 *
 * returns  0; -1: ERR_FIX, and *mistakes is not empty
 * owns     everything lives in the arena
 */
/* The mailbox that commands come in by, or NULL: then nobody reads what is
 * answered to a notice. */
const struct mailbox_settings *settings_command_mailbox(
    const struct settings *s);

struct text;
int settings_read(struct arena *a, const char *file, struct settings *out,
    struct text *mistakes, struct err *e) MUST_CHECK;

/* Every setting, for the manual page and the example: one line each. */
void settings_print_table(struct text *out);

#endif
