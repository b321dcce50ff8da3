/*
 * Whom we trust to name a server, and the tokens by which servers trust us. Loading the system's CAs costs 4 MB and
 * milliseconds, so they are read once for each distinct ca_file and shared.
 * Credentials are read-only after that, which GnuTLS allows from any thread.
 */

#include "edge/trust.h"

#include <pthread.h>
#include <string.h>

#include <curl/curl.h>

#include "base/arena.h"
#include "edge/token.h"

struct anchor {
	struct anchor *next;
	const char *ca_file;
	gnutls_certificate_credentials_t credentials;
};

struct trust {
	struct arena *arena;
	pthread_mutex_t lock;
	struct anchor *anchors;
	struct tokens *tokens;
};

struct trust *
trust_new(void)
{
	struct arena *a = arena_new();
	struct trust *t = arena_alloc(a, sizeof(*t));

	t->arena = a;
	t->tokens = tokens_new();
	(void)pthread_mutex_init(&t->lock, NULL);
	/* libcurl wants this once, before the threads that use it. */
	(void)curl_global_init(CURL_GLOBAL_DEFAULT);
	return t;
}

void
trust_free(struct trust *t)
{
	struct anchor *an;

	if (!t)
		return;
	for (an = t->anchors; an; an = an->next)
		gnutls_certificate_free_credentials(an->credentials);
	tokens_free(t->tokens);
	(void)pthread_mutex_destroy(&t->lock);
	curl_global_cleanup();
	arena_free(t->arena);
}

static int
anchor_load(
    gnutls_certificate_credentials_t c, const char *ca_file, struct err *e)
{
	int n = gnutls_certificate_set_x509_system_trust(c);

	if (n <= 0 && !*ca_file)
		return err_set(e, ERR_FIX,
		    "the system has no trusted CAs: install ca-certificates");
	if (!*ca_file)
		return 0;
	n = gnutls_certificate_set_x509_trust_file(
	    c, ca_file, GNUTLS_X509_FMT_PEM);
	if (n <= 0)
		return err_set(e, ERR_FIX, "%s: no CA certificate in PEM: %s",
		    ca_file, n < 0 ? gnutls_strerror(n) : "none found");
	return 0;
}

static struct anchor *
anchor_add(struct trust *t, const char *ca_file, struct err *e)
{
	gnutls_certificate_credentials_t c;
	struct anchor *an;

	if (gnutls_certificate_allocate_credentials(&c) != 0) {
		(void)err_set(e, ERR_FATAL, "out of memory");
		return NULL;
	}
	if (anchor_load(c, ca_file, e) != 0) {
		gnutls_certificate_free_credentials(c);
		return NULL;
	}
	an = arena_alloc(t->arena, sizeof(*an));
	an->ca_file = arena_copy(t->arena, ca_file);
	an->credentials = c;
	an->next = t->anchors;
	t->anchors = an;
	return an;
}

struct tokens *
trust_tokens(struct trust *t)
{
	return t->tokens;
}

int
trust_use(struct trust *t, const char *ca_file,
    gnutls_certificate_credentials_t *out, struct err *e)
{
	struct anchor *an;

	(void)pthread_mutex_lock(&t->lock);
	for (an = t->anchors; an; an = an->next)
		if (strcmp(an->ca_file, ca_file) == 0)
			break;
	if (!an)
		an = anchor_add(t, ca_file, e);
	(void)pthread_mutex_unlock(&t->lock);
	if (!an)
		return -1;
	*out = an->credentials;
	return 0;
}
