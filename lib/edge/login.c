/*
 * The first words on an IMAP connection: greeting, STARTTLS, capabilities and
 * login (RFC 3501), with a password or a token. It holds the secret for the
 * length of one command and wipes every copy that it made.
 */

#include "edge/login.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/provider.h"
#include "edge/reply.h"
#include "edge/sasl.h"
#include "edge/secret.h"
#include "edge/settings.h"
#include "edge/token.h"
#include "edge/trust.h"

#define LOGIN_ARGUMENT 4096 /* bytes of user or password; tokens are below */
#define LOGIN_LINES    1000 /* untagged lines before a server is mad */

enum answer {
	ANSWER_OK,
	ANSWER_NO,
	ANSWER_BAD,
	ANSWER_MORE, /* "+": the server waits for the rest */
};

struct login {
	struct line *line;
	const char *host;
	struct login_result *result;
	bool has_capabilities;
	char text[LINE_MAX_BYTES]; /* of the last answer */
};

static void
take_capabilities(struct login *c, const char *words)
{
	static const struct {
		const char *word;
		size_t offset;
	} table[] = {
		{ "IDLE", offsetof(struct login_result, has_idle) },
		{ "CONDSTORE", offsetof(struct login_result, has_condstore) },
		{ "QRESYNC", offsetof(struct login_result, has_condstore) },
		{ "AUTH=PLAIN", offsetof(struct login_result, has_plain) },
		{ "AUTH=XOAUTH2", offsetof(struct login_result, has_xoauth2) },
		{ "AUTH=OAUTHBEARER",
		    offsetof(struct login_result, has_bearer) },
		{ "LOGINDISABLED",
		    offsetof(struct login_result, has_no_login) },
	};
	size_t i, n;

	c->has_capabilities = true;
	for (i = 0; i < LENGTH(table); i++)
		*((bool *)((char *)c->result + table[i].offset)) = false;
	for (; *words && *words != ']'; words += n + (words[n] == ' ')) {
		n = strcspn(words, " ]");
		for (i = 0; i < LENGTH(table); i++)
			if (n == strlen(table[i].word) &&
			    strncasecmp(words, table[i].word, n) == 0)
				*((bool *)((char *)c->result +
				    table[i].offset)) = true;
	}
}

static int
login_away(struct login *c, const char *text, const char *what, struct err *e)
{
	char clean[REPLY_TEXT];

	c->result->retry_after = reply_backoff(text);
	return err_set(e, ERR_AGAIN, "%s: %s", what, reply_print(text, clean));
}

/* A line without a tag: 0, or -1 when the server says good-bye. */
static int
take_untagged(struct login *c, const char *text, struct err *e)
{
	if (text_has_prefix(text, "CAPABILITY "))
		take_capabilities(c, text + strlen("CAPABILITY "));
	if (strncasecmp(text, "BYE", 3) == 0)
		return login_away(c, text + 3, "the server hung up", e);
	return 0;
}

static void
take_code(struct login *c)
{
	if (strncasecmp(c->text, "[CAPABILITY ", 12) == 0)
		take_capabilities(c, c->text + 12);
}

static int
take_status(struct login *c, const char *at, enum answer *out)
{
	static const struct {
		const char *word;
		enum answer answer;
	} table[] = { { "OK", ANSWER_OK }, { "NO", ANSWER_NO },
		{ "BAD", ANSWER_BAD } };
	size_t i, n = strcspn(at, " ");

	for (i = 0; i < LENGTH(table); i++) {
		if (n != strlen(table[i].word) ||
		    strncasecmp(at, table[i].word, n) != 0)
			continue;
		memmove(c->text, at + n + (at[n] == ' '),
		    strlen(at + n + (at[n] == ' ')) + 1);
		*out = table[i].answer;
		if (*out == ANSWER_OK)
			take_code(c);
		return 0;
	}
	return -1;
}

/* Reads up to the answer to the command with that tag. */
static int
login_answer(struct login *c, const char *tag, enum answer *out, struct err *e)
{
	size_t n = strlen(tag);
	int i;

	for (i = 0; i < LOGIN_LINES; i++) {
		if (line_gets(c->line, c->text, e) != 0)
			return -1;
		if (c->text[0] == '+') {
			*out = ANSWER_MORE;
			return 0;
		}
		if (strncmp(c->text, "* ", 2) == 0) {
			if (take_untagged(c, c->text + 2, e) != 0)
				return -1;
			continue;
		}
		if (strncmp(c->text, tag, n) == 0 && c->text[n] == ' ' &&
		    take_status(c, c->text + n + 1, out) == 0)
			return 0;
		break;
	}
	return err_set(e, ERR_AGAIN, "the server does not speak IMAP");
}

static int
login_command(struct login *c, const char *tag, const char *command,
    enum answer *out, struct err *e)
{
	char line[64];
	int n = snprintf(line, sizeof(line), "%s %s\r\n", tag, command);

	line_begin(c->line);
	if (line_write(c->line, line, (size_t)n, e) != 0)
		return -1;
	return login_answer(c, tag, out, e);
}

static int
login_greeting(struct login *c, struct err *e)
{
	enum answer answer;

	if (line_gets(c->line, c->text, e) != 0)
		return -1;
	if (strncmp(c->text, "* ", 2) != 0)
		return err_set(e, ERR_AGAIN, "the server does not speak IMAP");
	if (strncasecmp(c->text + 2, "BYE", 3) == 0)
		return login_away(
		    c, c->text + 5, "the server lets nobody in", e);
	if (strncasecmp(c->text + 2, "PREAUTH ", 8) == 0) {
		c->result->is_preauth = true;
		return 0;
	}
	if (take_status(c, c->text + 2, &answer) != 0 || answer != ANSWER_OK)
		return err_set(e, ERR_AGAIN, "the server does not speak IMAP");
	return 0;
}

static int
login_start_tls(struct login *c, struct err *e)
{
	enum answer answer;
	char clean[REPLY_TEXT];

	/* Nothing could be encrypted any more (RFC 3501, 6.2.1). */
	if (c->result->is_preauth)
		return err_set(e, ERR_FIX,
		    "the server greets with PREAUTH, so that STARTTLS is "
		    "impossible; nothing was sent");
	if (login_command(c, "s1", "STARTTLS", &answer, e) != 0)
		return -1;
	if (answer != ANSWER_OK)
		return err_set(e, ERR_FIX,
		    "%s refuses STARTTLS (%s); no password was sent", c->host,
		    reply_print(c->text, clean));
	if (line_start_tls(c->line, e) != 0)
		return -1;
	c->has_capabilities = false;
	return 0;
}

static int
login_capabilities(struct login *c, const char *tag, struct err *e)
{
	enum answer answer;

	if (c->has_capabilities)
		return 0;
	if (login_command(c, tag, "CAPABILITY", &answer, e) != 0)
		return -1;
	if (answer != ANSWER_OK || !c->has_capabilities)
		return err_set(
		    e, ERR_AGAIN, "the server does not say what it can do");
	return 0;
}

/*
 * AUTHENTICATE with the one response that each of our mechanisms has. A token
 * that is refused is told of in a challenge, which an empty line ends (RFC
 * 7628 section 3.2.3); *refusal gets its status.
 */
static int
login_sasl(struct login *c, const struct server_settings *s, const char *secret,
    enum answer *out, char refusal[REPLY_TEXT], struct err *e)
{
	char line[SASL_MAX + 4], command[40];
	size_t n;
	int r;

	if (sasl_response(s, secret, line, e) != 0)
		return -1;
	(void)snprintf(
	    command, sizeof(command), "AUTHENTICATE %s", sasl_name(s->auth));
	r = login_command(c, "a2", command, out, e);
	if (r == 0 && *out == ANSWER_MORE) {
		n = strlen(line);
		memcpy(line + n, "\r\n", 3);
		r = line_write(c->line, line, n + 2, e);
		if (r == 0)
			r = login_answer(c, "a2", out, e);
	}
	explicit_bzero(line, sizeof(line));
	if (r != 0 || *out != ANSWER_MORE)
		return r;
	sasl_refusal(c->text + 1 + (c->text[1] == ' '), refusal, REPLY_TEXT);
	if (line_write(c->line, "\r\n", 2, e) != 0)
		return -1;
	return login_answer(c, "a2", out, e);
}

static char *
put_quoted(char *out, const char *s)
{
	*out++ = '"';
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			*out++ = '\\';
		*out++ = *s;
	}
	*out++ = '"';
	return out;
}

static int
login_login(struct login *c, const char *user, const char *password,
    enum answer *out, struct err *e)
{
	char line[4 * LOGIN_ARGUMENT + 32] = "a2 LOGIN ";
	char *end;
	int r;

	if (strpbrk(password, "\r\n"))
		return err_set(e, ERR_FIX, "the password has a line end in it");
	end = put_quoted(line + strlen(line), user);
	*end++ = ' ';
	end = put_quoted(end, password);
	memcpy(end, "\r\n", 3);
	line_begin(c->line);
	r = line_write(c->line, line, strlen(line), e);
	explicit_bzero(line, sizeof(line));
	return r != 0 ? -1 : login_answer(c, "a2", out, e);
}

/* Why a login failed; `what` is the secret that was shown. */
static int
login_refused(struct login *c, const struct server_settings *s,
    const char *what, enum answer answer, struct err *e)
{
	char clean[REPLY_TEXT];
	const char *remedy;

	(void)reply_print(c->text, clean);
	remedy = provider_remedy(clean);
	c->result->retry_after = reply_backoff(c->text);
	/* BAD is about the command, which is ours; NO is about the user. */
	if (answer != ANSWER_NO || reply_is_passing(c->text))
		return err_set(e, ERR_AGAIN,
		    "%s would not log \"%s\" in for now: %s", c->host, s->user,
		    clean);
	return err_set(e, ERR_FIX,
	    "%s refuses user \"%s\" with this %s: %s%s%s", c->host, s->user,
	    what, clean, *remedy ? "; " : "", remedy);
}

static int
login_password(struct login *c, const struct server_settings *s,
    enum answer *answer, struct err *e)
{
	struct arena *a SCOPED(arena_done) = arena_new();
	char unused[REPLY_TEXT];
	const char *password;
	int r;

	if (secret_read(a, &s->password, &password, e) != 0)
		return -1;
	/* A line end in an argument would begin a command of its own. */
	if (strpbrk(s->user, "\r\n") || strlen(s->user) > LOGIN_ARGUMENT)
		r = err_set(
		    e, ERR_FIX, "user has a line end in it or is too long");
	else if (!c->result->has_plain && c->result->has_no_login)
		r = err_set(e, ERR_FIX,
		    "the server offers no login with a password here");
	else
		r = c->result->has_plain
		    ? login_sasl(c, s, password, answer, unused, e)
		    : login_login(c, s->user, password, answer, e);
	secret_wipe(password);
	return r;
}

static int
login_with_token(struct login *c, const struct server_settings *s,
    const char *token, enum answer *answer, struct err *e)
{
	char status[REPLY_TEXT] = "";

	if (login_sasl(c, s, token, answer, status, e) != 0)
		return -1;
	/* The reason stands in the challenge; the answer only says no. */
	if (*answer == ANSWER_NO && *status && !*c->text)
		(void)snprintf(c->text, sizeof(c->text), "%s", status);
	return 0;
}

/* A token that the server refuses may just have ended, or been revoked:
 * another one is tried once. */
static int
login_token(struct login *c, const struct server_settings *s,
    enum answer *answer, struct err *e)
{
	struct arena *a SCOPED(arena_done) = arena_new();
	struct tokens *tokens = trust_tokens(line_trust(c->line));
	int stop_fd = line_stop_fd(c->line), r;
	const char *token, *other;

	if (s->auth == AUTH_XOAUTH2 ? !c->result->has_xoauth2
	                            : !c->result->has_bearer)
		return err_set(e, ERR_FIX,
		    "the server offers no login by %s here",
		    sasl_name(s->auth));
	if (tokens_take(tokens, s->token, NULL, stop_fd, a, &token, e) != 0)
		return -1;
	r = login_with_token(c, s, token, answer, e);
	if (r == 0 && *answer == ANSWER_NO && !reply_is_passing(c->text)) {
		r = tokens_take(tokens, s->token, token, stop_fd, a, &other, e);
		if (r == 0) {
			r = login_with_token(c, s, other, answer, e);
			secret_wipe(other);
		}
	}
	secret_wipe(token);
	return r;
}

static int
login_user(struct login *c, const struct server_settings *s, struct err *e)
{
	bool is_token = s->auth != AUTH_PASSWORD;
	enum answer answer;

	if ((is_token ? login_token(c, s, &answer, e)
	              : login_password(c, s, &answer, e)) != 0)
		return -1;
	if (answer != ANSWER_OK)
		return login_refused(
		    c, s, is_token ? "token" : "password", answer, e);
	return 0;
}

static int
login_steps(struct login *c, const struct server_settings *s, struct err *e)
{
	if (login_greeting(c, e) != 0)
		return -1;
	if (s->security == SECURITY_STARTTLS && login_start_tls(c, e) != 0)
		return -1;
	if (login_capabilities(c, "a1", e) != 0)
		return -1;
	if (c->result->is_preauth)
		return 0;
	/* What is offered changes with the login. */
	c->has_capabilities = false;
	if (login_user(c, s, e) != 0)
		return -1;
	return login_capabilities(c, "a3", e);
}

/* Not on the stack: a watcher's stack keeps for good what was once used of
 * it, and there may be a thousand watchers. */
int
login_run(struct line *l, const struct server_settings *s,
    struct login_result *out, struct err *e)
{
	struct arena *a SCOPED(arena_done) = arena_new();
	struct login *c = arena_alloc(a, sizeof(*c));

	*out = (struct login_result){ 0 };
	c->line = l;
	c->host = s->host;
	c->result = out;
	return login_steps(c, s, e);
}
