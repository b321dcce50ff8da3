/*
 * Access tokens: which are kept, when another one is asked for, and what a
 * refusal means. How a request travels, how an assertion is signed and how a
 * program is run stand in files of their own.
 */

#include "edge/token.h"

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "edge/line.h"
#include "edge/secret.h"
#include "edge/token_assertion.h"
#include "edge/token_command.h"
#include "edge/token_refresh.h"
#include "edge/token_request.h"

/* Of a token whose end nobody told (RFC 6749 section 5.1 lets a provider leave
 * it out; a program always does). */
#define TOKEN_UNKNOWN_S 300

/* Between two looks whether another thread is done asking. */
#define TOKEN_WAIT_MS 50

struct kept {
	struct kept *next;
	const char *key;
	pthread_mutex_t lock; /* held while it is asked for */
	char *token;          /* NULL: none */
	int64_t good_until;   /* ticks */
	int64_t silent_until; /* ticks, after a failure */
	struct err failure;
};

struct tokens {
	struct arena *arena;
	pthread_mutex_t lock; /* of the list and the time */
	struct kept *list;
	struct instant told;
	int64_t told_at; /* ticks */
};

struct tokens *
tokens_new(void)
{
	struct arena *a = arena_new();
	struct tokens *t = arena_alloc(a, sizeof(*t));

	t->arena = a;
	(void)pthread_mutex_init(&t->lock, NULL);
	return t;
}

static void
kept_drop(struct kept *k)
{
	secret_wipe(k->token);
	free(k->token);
	k->token = NULL;
}

void
tokens_free(struct tokens *t)
{
	struct kept *k;

	if (!t)
		return;
	for (k = t->list; k; k = k->next) {
		kept_drop(k);
		(void)pthread_mutex_destroy(&k->lock);
	}
	(void)pthread_mutex_destroy(&t->lock);
	arena_free(t->arena);
}

void
tokens_tell_time(struct tokens *t, struct instant now)
{
	(void)pthread_mutex_lock(&t->lock);
	t->told = now;
	t->told_at = line_ticks();
	(void)pthread_mutex_unlock(&t->lock);
}

/* The told moment, and what has passed since. */
static struct instant
now_of(struct tokens *t)
{
	struct instant now;

	(void)pthread_mutex_lock(&t->lock);
	now.sec =
	    t->told.sec ? t->told.sec + (line_ticks() - t->told_at) / 1000 : 0;
	(void)pthread_mutex_unlock(&t->lock);
	return now;
}

static struct kept *
kept_find(struct tokens *t, const struct token_settings *s, struct arena *a)
{
	const char *key =
	    arena_printf(a, "%s %s %s %s %s", s->name, s->endpoint,
	        s->client_id, s->scope, s->n_command > 0 ? s->command[0] : "");
	struct kept *k;

	(void)pthread_mutex_lock(&t->lock);
	for (k = t->list; k; k = k->next) {
		if (strcmp(k->key, key) == 0)
			break;
	}
	if (!k) {
		k = arena_alloc(t->arena, sizeof(*k));
		k->key = arena_copy(t->arena, key);
		(void)pthread_mutex_init(&k->lock, NULL);
		k->next = t->list;
		t->list = k;
	}
	(void)pthread_mutex_unlock(&t->lock);
	return k;
}

/* The fields of a request; which there are depends on the grant. */
struct form {
	struct form_field at[8];
	size_t n;
};

static void
form_add(struct form *f, const char *name, const char *value)
{
	if (value && *value)
		f->at[f->n++] = (struct form_field){ name, value };
}

static int
add_proof(struct form *f, struct tokens *t, const struct token_settings *s,
    struct arena *a, struct err *e)
{
	const char *secret = NULL, *assertion = NULL;

	if (s->grant == GRANT_CERTIFICATE) {
		if (now_of(t).sec == 0)
			return err_set(e, ERR_AGAIN, "the time is not known");
		if (token_assertion(a, s, now_of(t), &assertion, e) != 0)
			return -1;
		form_add(f, "client_assertion_type",
		    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
		form_add(f, "client_assertion", assertion);
	} else if (secret_is_named(&s->secret)) {
		if (secret_read(a, &s->secret, &secret, e) != 0)
			return -1;
		form_add(f, "client_secret", secret);
	}
	return 0;
}

static void
form_wipe(const struct form *f)
{
	size_t i;

	for (i = 0; i < f->n; i++) {
		if (strcmp(f->at[i].name, "client_secret") == 0 ||
		    strcmp(f->at[i].name, "refresh_token") == 0)
			secret_wipe(f->at[i].value);
	}
}

/* Asks an endpoint. Another refresh token is on disk before the access token
 * that came with it is used (B1). */
static int
ask_endpoint(struct tokens *t, const struct token_settings *s, int stop_fd,
    struct arena *a, struct token_answer *out, struct err *e)
{
	struct form f = { .n = 0 };
	const char *refresh = NULL;
	int r;

	form_add(&f, "grant_type",
	    s->grant == GRANT_REFRESH ? "refresh_token" : "client_credentials");
	form_add(&f, "client_id", s->client_id);
	form_add(&f, "scope", s->scope);
	if (s->grant == GRANT_REFRESH) {
		if (token_refresh_read(a, s, &refresh, e) != 0)
			return -1;
		form_add(&f, "refresh_token", refresh);
	}
	r = add_proof(&f, t, s, a, e);
	if (r == 0)
		r = token_request(
		    a, s->endpoint, s->ca_file, f.at, f.n, stop_fd, out, e);
	if (r == 0 && s->grant == GRANT_REFRESH && out->access_token &&
	    out->refresh_token && strcmp(out->refresh_token, refresh) != 0)
		r = token_refresh_write(s, out->refresh_token, e);
	form_wipe(&f);
	return r != 0 ? err_in(e, "token source %s", s->name) : 0;
}

static int
ask(struct tokens *t, const struct token_settings *s, int stop_fd,
    struct arena *a, struct token_answer *out, struct err *e)
{
	*out = (struct token_answer){ .error = "", .error_description = "" };
	if (s->grant == GRANT_COMMAND)
		return token_command(a, s->command, s->n_command, stop_fd,
		    &out->access_token, e);
	if (ask_endpoint(t, s, stop_fd, a, out, e) != 0)
		return -1;
	if (!out->access_token || !*out->access_token)
		return token_refused(s->name, out, e);
	return 0;
}

static bool
is_stopped(int stop_fd, int ms)
{
	struct pollfd stop = { .fd = stop_fd, .events = POLLIN };

	return poll(&stop, 1, ms) > 0;
}

/* Keeps what was answered, or why there was nothing. */
static int
renew(struct tokens *t, struct kept *k, const struct token_settings *s,
    int stop_fd, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct token_answer answer;
	struct err why = { ERR_NONE, "" };
	int64_t life;

	kept_drop(k);
	if (ask(t, s, stop_fd, a, &answer, &why) != 0) {
		int64_t silence = answer.retry_after
		    ? answer.retry_after * 1000LL
		    : TOKEN_FAILURE_MS;

		*e = k->failure = why;
		k->silent_until =
		    is_stopped(stop_fd, 0) ? 0 : line_ticks() + silence;
		return -1;
	}
	life =
	    (answer.expires_in ? answer.expires_in : TOKEN_UNKNOWN_S) * 1000LL;
	/* Of a short life at least half is used. */
	k->good_until = line_ticks() + life -
	    (life / 2 < TOKEN_EARLY_MS ? life / 2 : TOKEN_EARLY_MS);
	k->silent_until = 0;
	k->token = strdup(answer.access_token);
	secret_wipe(answer.access_token);
	secret_wipe(answer.refresh_token);
	return k->token ? 0 : err_set(e, ERR_FATAL, "out of memory");
}

/* Waits for whoever asks just now: 0, or -1 when the caller must stop. */
static int
kept_lock(struct kept *k, int stop_fd, struct err *e)
{
	while (pthread_mutex_trylock(&k->lock) != 0) {
		if (is_stopped(stop_fd, TOKEN_WAIT_MS))
			return err_set(e, ERR_AGAIN, "stopped");
	}
	return 0;
}

static int
take_locked(struct tokens *t, struct kept *k, const struct token_settings *s,
    const char *refused, int stop_fd, struct err *e)
{
	if (k->token && refused && strcmp(k->token, refused) == 0)
		kept_drop(k);
	if (k->token && line_ticks() < k->good_until)
		return 0;
	if (line_ticks() < k->silent_until) {
		*e = k->failure;
		return -1;
	}
	return renew(t, k, s, stop_fd, e);
}

int
tokens_take(struct tokens *t, const struct token_settings *source,
    const char *refused, int stop_fd, struct arena *a, const char **out,
    struct err *e)
{
	struct kept *k = kept_find(t, source, a);
	int r;

	if (kept_lock(k, stop_fd, e) != 0)
		return -1;
	r = take_locked(t, k, source, refused, stop_fd, e);
	if (r == 0)
		*out = arena_copy(a, k->token);
	(void)pthread_mutex_unlock(&k->lock);
	return r;
}
