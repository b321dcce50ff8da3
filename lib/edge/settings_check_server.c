/*
 * What the settings of one server must be to each other: a password comes
 * from one place, goes with a user, and never over an open line; settings that
 * the chosen kind has no use for do not stand there.
 */

#include "edge/settings_check_server.h"

#include <stdbool.h>

#include "edge/settings.h"
#include "edge/settings_form.h"
#include "edge/settings_mistakes.h"

/* The settings that make no sense beside the chosen source or kind. */
void
check_is_silent(
    struct mistakes *m, const void *field, const char *name, const char *chosen)
{
	if (place_is_said(m, field))
		mistake_at(m, field, NULL,
		    "%s has no meaning with %s; expected no such setting "
		    "there; remove it",
		    name, chosen);
}

static void
check_no_client(
    struct mistakes *m, const struct server_settings *s, const char *chosen)
{
	check_is_silent(
	    m, &s->client_certificate_file, "client_certificate_file", chosen);
	check_is_silent(
	    m, &s->client_key.credential, "client_key_credential", chosen);
	check_is_silent(m, &s->client_key.file, "client_key_file", chosen);
}

void
check_no_server(
    struct mistakes *m, const struct server_settings *s, const char *chosen)
{
	check_is_silent(m, &s->host, "host", chosen);
	check_is_silent(m, &s->port, "port", chosen);
	check_is_silent(m, &s->security, "security", chosen);
	check_is_silent(m, &s->user, "user", chosen);
	check_is_silent(m, &s->auth, "auth", chosen);
	check_is_silent(m, &s->token_name, "token_source", chosen);
	check_is_silent(
	    m, &s->password.credential, "password_credential", chosen);
	check_is_silent(m, &s->password.file, "password_file", chosen);
	check_is_silent(m, &s->ca_file, "ca_file", chosen);
	check_no_client(m, s, chosen);
	check_is_silent(m, &s->time_limit, "time_limit", chosen);
}

void
check_is_given(struct mistakes *m, const char *const *field, const void *group,
    const char *name, const char *chosen)
{
	if (!(*field)[0] && !place_is_bad(m, field))
		mistake_at(m, field, group,
		    "%s is missing; expected one with %s; add %s = \"...\"",
		    name, chosen, name);
}

void
check_secret(struct mistakes *m, const struct secret_source *secret,
    const char *name, const void *group)
{
	bool has_both = secret->credential[0] && secret->file[0];

	if (has_both)
		mistake_at(m, &secret->file, group,
		    "%s_credential and %s_file are both there; expected one "
		    "of them; remove the other",
		    name, name);
	if (!secret_is_named(secret) && !place_is_bad(m, &secret->credential) &&
	    !place_is_bad(m, &secret->file))
		mistake_at(m, group, group,
		    "the %s is missing; expected %s_credential or %s_file; "
		    "add one of them",
		    name, name, name);
}

/* A certificate goes with its key, and over TLS only. */
static void
check_client(
    struct mistakes *m, const struct server_settings *s, const void *group)
{
	bool has_certificate = s->client_certificate_file[0] != '\0';

	if (s->security == SECURITY_NONE)
		check_no_client(m, s, "security = \"none\"");
	else if (has_certificate)
		check_secret(m, &s->client_key, "client_key", group);
	else if (secret_is_named(&s->client_key) &&
	    !place_is_bad(m, &s->client_certificate_file))
		mistake_at(m,
		    s->client_key.file[0] ? &s->client_key.file
		                          : &s->client_key.credential,
		    group,
		    "a client key without its certificate; expected both or "
		    "neither; add client_certificate_file");
}

/* A token goes with a user and without a password. */
static void
check_token_login(
    struct mistakes *m, const struct server_settings *s, const void *group)
{
	if (!s->token_name[0] && !place_is_bad(m, &s->token_name))
		mistake_at(m, &s->auth, group,
		    "a login with a token has no token_source; expected the "
		    "name of one in token_sources; add token_source = "
		    "\"...\"");
	else if (s->token_name[0] && !s->token)
		mistake_at(m, &s->token_name, group,
		    "token_source is the name of none of token_sources; "
		    "expected one of them; add it there or correct the name");
	if (!s->user[0] && !place_is_bad(m, &s->user))
		mistake_at(m, &s->auth, group,
		    "a login with a token has no user; expected the address "
		    "of the mailbox itself; add user = \"...\"");
	check_is_silent(m, &s->password.credential, "password_credential",
	    "a login with a token");
	check_is_silent(
	    m, &s->password.file, "password_file", "a login with a token");
}

/* Exactly one source of the password, if there is a user; none otherwise. */
static void
check_password(
    struct mistakes *m, const struct server_settings *s, const void *group)
{
	bool has_credential = s->password.credential[0] != '\0';
	bool has_file = s->password.file[0] != '\0';
	bool is_told = place_is_bad(m, &s->password.credential) ||
	    place_is_bad(m, &s->password.file);

	if (s->provider == PROVIDER_MICROSOFT365 && s->user[0]) {
		mistake_at(m, &s->provider, group,
		    "microsoft365 takes no password any more; expected a "
		    "token_source; add one, see docs/microsoft365.md");
		return;
	}
	if (has_credential && has_file)
		mistake_at(m, &s->password.file, group,
		    "password_credential and password_file are both there; "
		    "expected one of them; remove the other");
	if (s->user[0] && !has_credential && !has_file && !is_told)
		mistake_at(m, &s->user, group,
		    "user \"%s\" has no password; expected password_credential "
		    "or password_file; add one of them",
		    s->user);
	if (!s->user[0] && (has_credential || has_file) &&
	    !place_is_bad(m, &s->user))
		mistake_at(m,
		    has_file ? &s->password.file : &s->password.credential,
		    group,
		    "a password without user; expected both or neither; add "
		    "user");
}

void
check_server(struct mistakes *m, const struct server_settings *s,
    const void *group, const char *chosen)
{
	check_is_given(m, &s->host, group, "host", chosen);
	if (s->host[0] && s->security == SECURITY_NONE &&
	    !host_is_loopback(s->host))
		mistake_at(m, &s->security, group,
		    "security = \"none\" with host \"%s\"; expected tls or "
		    "starttls, since mail and password would be readable on "
		    "the way; write security = \"tls\"",
		    s->host);
	check_client(m, s, group);
	if (s->auth == AUTH_PASSWORD) {
		check_password(m, s, group);
		check_is_silent(
		    m, &s->token_name, "token_source", "auth = \"password\"");
	} else {
		check_token_login(m, s, group);
	}
}
