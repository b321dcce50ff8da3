/*
 * An SMTP connection that is ready for mail: greeting, EHLO, STARTTLS, AUTH.
 * It knows that a secret goes over TLS or to this machine only; of mails it
 * knows nothing.
 */

#include "edge/post_session.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/text.h"
#include "edge/line.h"
#include "edge/provider.h"
#include "edge/sasl.h"
#include "edge/secret.h"
#include "edge/settings.h"
#include "edge/settings_form.h"
#include "edge/token.h"
#include "edge/trust.h"

#define QUIT_MS 2000 /* politeness ends where it delays a stop */

int
post_session_fail(const struct post_session *s, enum err_kind kind,
    const char *what, const struct post_reply *reply, struct err *e)
{
	const char *remedy = reply ? provider_remedy(reply->text) : "";

	return err_set(e, kind, "%s:%d: %s%s%s%s%s", s->server->host,
	    s->server->port, what, reply ? ": " : ".", reply ? reply->text : "",
	    *remedy ? "; " : "", remedy);
}

/* A 4xx passes by itself, unless it is known what a person must do about it;
 * a 5xx to what every session says does not. */
static enum err_kind
kind_of(const struct post_reply *reply)
{
	return reply->code >= 500 || *provider_remedy(reply->text) ? ERR_FIX
	                                                           : ERR_AGAIN;
}

int
post_session_command(struct post_session *s, const char *line,
    struct post_reply *out, struct err *e)
{
	struct text command;
	int code;

	text_init(&command, SASL_MAX + 64);
	text_add(&command, line);
	text_add(&command, "\r\n");
	line_set_deadline(s->line, s->command_ms);
	code = line_write(s->line, command.data, command.len, e);
	explicit_bzero(command.data, command.len);
	text_done(&command);
	return code == 0 ? post_session_reply(s, out, e) : -1;
}

int
post_session_reply(
    struct post_session *s, struct post_reply *out, struct err *e)
{
	line_set_deadline(s->line, s->command_ms);
	return post_reply_read(s->line, s->buffer, out, NULL, e);
}

int
post_session_may_leave(const struct post_session *s, struct err *e)
{
	if (!s->ask.may_leave || s->ask.may_leave(s->ask.context) == 0)
		return 0;
	return err_set(
	    e, ERR_AGAIN, "Postwacht stopped before it was handed over");
}

int
post_session_may_end(const struct post_session *s, struct err *e)
{
	if (!s->ask.may_end || s->ask.may_end(s->ask.context) == 0)
		return 0;
	return err_set(e, ERR_AGAIN,
	    "that it leaves could not be put on the disk; it was broken off");
}

void
post_session_close(struct post_session *s)
{
	line_close(s->line);
	s->line = NULL;
}

void
post_session_quit(struct post_session *s)
{
	struct post_reply reply;
	struct err e;
	int code;

	if (!s->line)
		return;
	line_set_deadline(s->line, QUIT_MS);
	code = line_write(s->line, "QUIT\r\n", 6, &e);
	if (code == 0)
		code = post_reply_read(s->line, s->buffer, &reply, NULL, &e);
	(void)code; /* it is closed either way */
	post_session_close(s);
}

static int
greet(struct post_session *s, struct err *e)
{
	struct post_reply reply;

	line_set_deadline(s->line, s->command_ms);
	if (post_reply_read(s->line, s->buffer, &reply, NULL, e) != 0)
		return -1;
	if (reply.code / 100 != 2)
		return post_session_fail(
		    s, kind_of(&reply), "the server takes no mail", &reply, e);
	return 0;
}

/* What this machine calls itself, as far as it is a domain; a server that
 * minds checks the login, not this (RFC 5321 section 4.1.4). */
static void
own_name(char *out, size_t room)
{
	size_t i;

	if (gethostname(out, room - 1) != 0)
		out[0] = '\0';
	out[room - 1] = '\0';
	for (i = 0; out[i]; i++) {
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV"
		            "WXYZ0123456789-.",
		        out[i]))
			break;
	}
	if (i == 0 || out[i])
		(void)snprintf(out, room, "localhost");
}

static int
hello(struct post_session *s, struct err *e)
{
	char name[256], line[300];
	struct post_reply reply;

	own_name(name, sizeof(name));
	(void)snprintf(line, sizeof(line), "EHLO %s\r\n", name);
	s->offer = (struct post_offer){ 0 };
	line_set_deadline(s->line, s->command_ms);
	if (line_write(s->line, line, strlen(line), e) != 0 ||
	    post_reply_read(s->line, s->buffer, &reply, &s->offer, e) != 0)
		return -1;
	if (reply.code / 100 != 2)
		return post_session_fail(
		    s, kind_of(&reply), "EHLO was refused", &reply, e);
	return 0;
}

/* Never without it: whoever can leave the offer out could read along. */
static int
start_tls(struct post_session *s, struct err *e)
{
	struct post_reply reply;

	if (!s->offer.has_starttls)
		return post_session_fail(s, ERR_FIX,
		    "the server offers no STARTTLS; nothing was sent. Correct "
		    "host, port or security",
		    NULL, e);
	if (post_session_command(s, "STARTTLS", &reply, e) != 0)
		return -1;
	if (reply.code != 220)
		return post_session_fail(
		    s, kind_of(&reply), "STARTTLS was refused", &reply, e);
	if (line_start_tls(s->line, e) != 0)
		return -1;
	return hello(s, e);
}

/* The response comes with the command (RFC 4954 section 4). A token that is
 * refused is told of in a challenge, which an empty line ends. */
static int
log_in_sasl(struct post_session *s, const char *secret,
    struct post_reply *reply, struct err *e)
{
	char response[SASL_MAX], line[SASL_MAX + 32];
	int code;

	if (sasl_response(s->server, secret, response, e) != 0)
		return -1;
	(void)snprintf(line, sizeof(line), "AUTH %s %s",
	    sasl_name(s->server->auth), response);
	code = post_session_command(s, line, reply, e);
	explicit_bzero(response, sizeof(response));
	explicit_bzero(line, sizeof(line));
	if (code == 0 && reply->code == 334)
		code = post_session_command(s, "", reply, e);
	return code;
}

/* The older way: the server asks for both, one after the other. */
static int
log_in_login(struct post_session *s, const char *user, const char *secret,
    struct post_reply *reply, struct err *e)
{
	const char *const answers[] = { user, secret };
	char line[SASL_MAX];
	int code = post_session_command(s, "AUTH LOGIN", reply, e);
	size_t i;

	for (i = 0; i < LENGTH(answers); i++) {
		if (code != 0 || reply->code != 334)
			break;
		digest_base64((const unsigned char *)answers[i],
		    strlen(answers[i]), line);
		code = post_session_command(s, line, reply, e);
	}
	explicit_bzero(line, sizeof(line));
	return code;
}

static int
log_in_password(struct post_session *s, struct post_reply *reply, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *user = s->server->user, *secret;
	int code;

	if (!s->offer.has_plain && !s->offer.has_login)
		return post_session_fail(s, ERR_FIX,
		    "the server offers neither AUTH PLAIN nor AUTH LOGIN; "
		    "nothing was sent. Correct host, port or security, or "
		    "remove user",
		    NULL, e);
	if (secret_read(a, &s->server->password, &secret, e) != 0)
		return -1;
	code = s->offer.has_plain ? log_in_sasl(s, secret, reply, e)
	                          : log_in_login(s, user, secret, reply, e);
	secret_wipe(secret);
	return code;
}

/* A token that the server refuses may just have ended, or been revoked:
 * another one is tried once. */
static int
log_in_token(struct post_session *s, struct post_reply *reply, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct tokens *tokens = trust_tokens(s->trust);
	const char *token, *other;
	int code;

	if (s->server->auth == AUTH_XOAUTH2 ? !s->offer.has_xoauth2
	                                    : !s->offer.has_bearer)
		return post_session_fail(s, ERR_FIX,
		    "the server offers no login with a token; nothing was "
		    "sent. Correct host, port or auth",
		    NULL, e);
	if (tokens_take(
	        tokens, s->server->token, NULL, s->stop_fd, a, &token, e) != 0)
		return -1;
	code = log_in_sasl(s, token, reply, e);
	if (code == 0 && reply->code == 535) {
		code = tokens_take(
		    tokens, s->server->token, token, s->stop_fd, a, &other, e);
		if (code == 0) {
			code = log_in_sasl(s, other, reply, e);
			secret_wipe(other);
		}
	}
	secret_wipe(token);
	return code;
}

static int
log_in(struct post_session *s, struct err *e)
{
	bool is_token = s->server->auth != AUTH_PASSWORD;
	struct post_reply reply = { 0, "" };

	if ((is_token ? log_in_token(s, &reply, e)
	              : log_in_password(s, &reply, e)) != 0)
		return -1;
	if (reply.code / 100 == 2)
		return 0;
	return post_session_fail(s, kind_of(&reply),
	    reply.code < 500                   ? "the login failed for now"
	        : *provider_remedy(reply.text) ? "the login was refused"
	        : is_token ? "the token was refused; correct user or "
	                     "token_source"
	                   : "the login was refused; correct user or "
	                     "password",
	    &reply, e);
}

static int
prepare(struct post_session *s, struct err *e)
{
	if (greet(s, e) != 0 || hello(s, e) != 0)
		return -1;
	if (s->server->security == SECURITY_STARTTLS && start_tls(s, e) != 0)
		return -1;
	return s->server->user[0] ? log_in(s, e) : 0;
}

int
post_session_open(struct post_session *s, struct err *e)
{
	if (s->server->security == SECURITY_NONE &&
	    !host_is_loopback(s->server->host))
		return post_session_fail(s, ERR_FIX,
		    "without TLS only this very machine may be spoken to; "
		    "nothing was sent",
		    NULL, e);
	s->line = line_open(s->trust, s->server, s->stop_fd, e);
	if (!s->line)
		return -1;
	if (prepare(s, e) == 0)
		return 0;
	post_session_close(s);
	return -1;
}
