/*
 * The daemon's configuration: a first look at the bytes, the tree read by the
 * table, defaults that depend on other settings, then the checks. It knows
 * their order; each has a file of its own.
 */

#include "edge/settings.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/settings_check.h"
#include "edge/settings_mistakes.h"
#include "edge/settings_scan.h"
#include "edge/settings_table.h"
#include "edge/settings_tree.h"

/* The registered ports (RFC 8314 section 7.3, RFC 6409, RFC 5321). */
enum usual_port {
	PORT_IMAPS = 993,
	PORT_IMAP = 143,
	PORT_SUBMISSIONS = 465,
	PORT_SUBMISSION = 587,
	PORT_SMTP = 25,
};

/* The folder that a file lies in, from the root, so that a later change of
 * the working folder does not matter. */
static const char *
folder_of(struct arena *a, const char *file)
{
	const char *slash = strrchr(file, '/');
	const char *folder = slash == file ? "/"
	    : slash ? arena_copy_n(a, file, (size_t)(slash - file))
	            : ".";
	char absolute[PATH_MAX];

	if (!realpath(folder, absolute))
		return folder;
	return arena_copy(a, absolute);
}

static int
usual_port(enum transport_security security, int tls, int starttls, int plain)
{
	switch (security) {
	case SECURITY_TLS:
		return tls;
	case SECURITY_STARTTLS:
		return starttls;
	case SECURITY_NONE:
		break;
	}
	return plain;
}

/* Defaults that follow from other settings. The arrays are ours until
 * settings_read returns. */
static void
fill_in(struct settings *s)
{
	struct mailbox_settings *mailboxes =
	    (struct mailbox_settings *)s->mailboxes;
	struct team *teams = (struct team *)s->roster.teams;
	struct server_settings *server = &s->post.server;
	size_t i;

	for (i = 0; i < s->n_mailboxes; i++) {
		struct server_settings *imap = &mailboxes[i].server;

		if (imap->port == 0)
			imap->port = usual_port(
			    imap->security, PORT_IMAPS, PORT_IMAP, PORT_IMAP);
	}
	if (server->port == 0)
		server->port = usual_port(server->security, PORT_SUBMISSIONS,
		    PORT_SUBMISSION, PORT_SMTP);
	for (i = 0; i < s->roster.n_teams; i++) {
		if (!teams[i].short_name[0])
			teams[i].short_name = teams[i].name;
	}
	if (s->n_notice_domains == 0) {
		s->n_notice_domains = s->n_internal_domains;
		s->notice_domains = s->internal_domains;
	}
}

int
settings_read(struct arena *a, const char *file, struct settings *out,
    struct text *mistakes, struct err *e)
{
	struct mistakes m = { .arena = a, .file = file };
	struct settings *s = arena_alloc(a, sizeof(*s));
	const char *folder = folder_of(a, file);

	s->file = arena_copy(a, file);
	if (settings_scan(&m, file, folder) == 0 &&
	    settings_tree_read(&m, file, folder, &settings_table, s) == 0) {
		places_sort(&m);
		fill_in(s);
		settings_check(&m, s);
	}
	if (m.n > 0) {
		mistakes_print(&m, mistakes);
		return err_set(e, ERR_FIX, "%s has %zu mistake%s.", file, m.n,
		    m.n == 1 ? "" : "s");
	}
	*out = *s;
	return 0;
}
