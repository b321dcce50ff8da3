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
#include "edge/provider.h"
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

static const char *
preset_text(struct arena *a, const char *pattern, const char *tenant)
{
	const char *at = strstr(pattern, "%s");

	return !at ? pattern
	           : arena_printf(a, "%.*s%s%s", (int)(at - pattern), pattern,
	                 tenant, at + 2);
}

/* What the provider of a server presets, where the file says nothing. */
static void
fill_in_server(struct mistakes *m, struct server_settings *s,
    enum transport_security security, bool is_imap)
{
	const struct provider_preset *p = provider_preset(s->provider);

	if (!p)
		return;
	if (!s->host[0])
		s->host = is_imap ? p->imap_host : p->smtp_host;
	if (!place_is_said(m, &s->security))
		s->security = security;
	if (!place_is_said(m, &s->auth) && s->token_name[0])
		s->auth = p->auth;
}

static void
fill_in_token(struct arena *a, struct token_settings *t)
{
	const struct provider_preset *p = provider_preset(t->provider);

	if (!p)
		return;
	if (!t->endpoint[0])
		t->endpoint = preset_text(a, p->endpoint, t->tenant);
	if (!t->device_endpoint[0])
		t->device_endpoint =
		    preset_text(a, p->device_endpoint, t->tenant);
	if (!t->scope[0])
		t->scope =
		    t->grant == GRANT_REFRESH ? p->user_scope : p->app_scope;
}

/* The source of that name, or NULL. */
static const struct token_settings *
token_of(const struct settings *s, const struct server_settings *server)
{
	size_t i;

	for (i = 0; i < s->n_token_sources && server->token_name[0]; i++) {
		if (strcmp(s->token_sources[i].name, server->token_name) == 0)
			return &s->token_sources[i];
	}
	return NULL;
}

/* Defaults that follow from other settings. The arrays are ours until
 * settings_read returns. */
static void
fill_in(struct mistakes *m, struct settings *s)
{
	struct token_settings *tokens =
	    (struct token_settings *)s->token_sources;
	struct mailbox_settings *mailboxes =
	    (struct mailbox_settings *)s->mailboxes;
	struct team *teams = (struct team *)s->roster.teams;
	struct server_settings *server = &s->post.server;
	size_t i;

	for (i = 0; i < s->n_token_sources; i++)
		fill_in_token(m->arena, &tokens[i]);
	for (i = 0; i < s->n_mailboxes; i++) {
		struct server_settings *imap = &mailboxes[i].server;

		fill_in_server(m, imap, SECURITY_TLS, true);
		imap->token = token_of(s, imap);
		if (imap->port == 0)
			imap->port = usual_port(
			    imap->security, PORT_IMAPS, PORT_IMAP, PORT_IMAP);
	}
	if (provider_preset(server->provider))
		fill_in_server(m, server,
		    provider_preset(server->provider)->smtp_security, false);
	server->token = token_of(s, server);
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

const struct mailbox_settings *
settings_command_mailbox(const struct settings *s)
{
	size_t i;

	for (i = 0; i < s->n_mailboxes; i++) {
		if (s->mailboxes[i].purpose != PURPOSE_QUESTIONS)
			return &s->mailboxes[i];
	}
	return NULL;
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
		fill_in(&m, s);
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
