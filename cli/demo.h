#ifndef POSTWACHT_DEMO_H
#define POSTWACHT_DEMO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct settings;

/* Largest file of the bundled mailbox, and of a notice. */
#define DEMO_FILE_MAX (1u << 20)

/* The folder of the demonstration: cli/demo_folder.c */

/* The names in a folder that end with `ending`, sorted. */
struct demo_names {
	size_t n;
	const char **at;
};

int demo_names(struct arena *a, const char *folder, const char *ending,
    struct demo_names *out, struct err *e) MUST_CHECK;

int demo_make_folder(const char *path, struct err *e) MUST_CHECK;

int demo_write_file(
    const char *path, const char *bytes, size_t n, struct err *e) MUST_CHECK;

/*
 * Makes the folder afresh. What an earlier demonstration left in it goes; a
 * folder that holds anything else is refused.
 *
 * in       folder  of the demonstration
 *          data    that ships with the program
 *          rules   folder of the rules
 */
int demo_prepare(struct arena *a, const char *folder, const char *data,
    const char *rules, struct err *e) MUST_CHECK;

/* The bundled mail: cli/demo_mail.c */

struct demo_mail {
	struct instant at; /* receipt, or when it was sent */
	size_t mailbox;    /* index in settings.mailboxes */
	bool is_sent;
	const char *name; /* of its file, without ".eml" */
	const char *bytes;
	size_t n;
	const char *from, *to, *subject; /* as a reader sees them */
};

struct demo_mails {
	size_t n;
	struct demo_mail *at; /* in order of time */
};

int demo_mails_read(struct arena *a, const struct settings *s, const char *data,
    struct demo_mails *out, struct err *e) MUST_CHECK;

/* Makes the Maildirs, empty, each with its folder of sent mail. */
int demo_maildirs_make(
    struct arena *a, const struct settings *s, struct err *e) MUST_CHECK;

/* Delivers as a mail server does: whole in tmp, then renamed into new. */
int demo_deliver(struct arena *a, const struct settings *s,
    const struct demo_mail *mail, struct err *e) MUST_CHECK;

/* What there is to look at: cli/demo_page.c */

struct demo_notice {
	const char *name; /* of its file, without ".eml" */
	const char *kind; /* "digest", "alert", ... */
	struct instant at;
	const char *to, *subject;
};

struct demo_notices {
	size_t n;
	struct demo_notice *at; /* in order of sending */
};

/* What became of the questions. */
struct demo_outcome {
	size_t mails, questions, in_time, answered_late, late, open;
};

/* Writes html/<name>.html for each notice of the outbox. */
int demo_notices_write(struct arena *a, const char *folder, const char *outbox,
    struct demo_notices *out, struct err *e) MUST_CHECK;

/* Writes index.html: mail and notices, day by day. */
int demo_index_write(struct arena *a, const char *folder,
    const struct demo_mails *mails, const struct demo_notices *notices,
    const struct demo_outcome *outcome, struct err *e) MUST_CHECK;

/* How many notices are of a kind; the last of them, or NULL. */
size_t demo_notices_count(const struct demo_notices *all, const char *kind);
const struct demo_notice *demo_notices_last(
    const struct demo_notices *all, const char *kind);

#endif
