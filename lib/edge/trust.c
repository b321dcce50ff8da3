/*
 * Whom we trust to name a server, and the certificates and tokens by which
 * servers trust us. Loading the system's CAs costs 4 MB and milliseconds, so
 * they are read once for each distinct set of files and shared. Credentials
 * are read-only after that, which GnuTLS allows from any thread.
 */

#include "edge/trust.h"

#include <pthread.h>
#include <string.h>

#include <curl/curl.h>

#include "base/arena.h"
#include "edge/pair.h"
#include "edge/settings.h"
#include "edge/token.h"

#define CHAIN_MAX 16 /* certificates that we show at once */

/* The files of one set of credentials; "" where there is none. */
enum anchor_file {
	FILE_CA,
	FILE_CERTIFICATE,
	FILE_KEY,
	FILE_KEY_CREDENTIAL,
	ANCHOR_FILES,
};

struct anchor {
	struct anchor *next;
	const char *file[ANCHOR_FILES];
	gnutls_certificate_credentials_t credentials;
};

struct trust {
	struct arena *arena;
	pthread_mutex_t lock;
	struct arena *anchor_arena;
	struct anchor *anchors; /* in it */
	struct tokens *tokens;
};

struct trust *
trust_new(void)
{
	struct arena *a = arena_new();
	struct trust *t = arena_alloc(a, sizeof(*t));

	t->arena = a;
	t->anchor_arena = arena_new();
	t->tokens = tokens_new();
	(void)pthread_mutex_init(&t->lock, NULL);
	/* libcurl wants this once, before the threads that use it. */
	(void)curl_global_init(CURL_GLOBAL_DEFAULT);
	return t;
}

static void
drop_anchors(struct trust *t)
{
	struct anchor *an;

	for (an = t->anchors; an; an = an->next)
		gnutls_certificate_free_credentials(an->credentials);
	t->anchors = NULL;
	arena_free(t->anchor_arena);
}

void
trust_reread(struct trust *t)
{
	(void)pthread_mutex_lock(&t->lock);
	drop_anchors(t);
	t->anchor_arena = arena_new();
	(void)pthread_mutex_unlock(&t->lock);
}

void
trust_free(struct trust *t)
{
	if (!t)
		return;
	drop_anchors(t);
	tokens_free(t->tokens);
	(void)pthread_mutex_destroy(&t->lock);
	curl_global_cleanup();
	arena_free(t->arena);
}

static int
load_cas(gnutls_certificate_credentials_t c, const char *ca_file, struct err *e)
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

static void
free_chain(gnutls_pcert_st *chain, unsigned n)
{
	for (; n > 0; n--)
		gnutls_pcert_deinit(&chain[n - 1]);
}

/* The certificate that this machine shows, with those between it and its
 * issuer, which a server may not have. */
static int
load_own(gnutls_certificate_credentials_t c, const char *file,
    const struct secret_source *key, struct err *e)
{
	SCOPED(pair_done) struct pair p = { NULL, NULL };
	gnutls_pcert_st chain[CHAIN_MAX];
	unsigned n = CHAIN_MAX;
	int r;

	if (pair_load(file, key, &p, e) != 0)
		return -1;
	r = gnutls_pcert_list_import_x509_file(
	    chain, &n, file, GNUTLS_X509_FMT_PEM, NULL, NULL, 0);
	if (r == 0) {
		/* On success key and chain are its own. */
		r = gnutls_certificate_set_key(
		    c, NULL, 0, chain, (int)n, p.key);
		if (r >= 0)
			p.key = NULL;
		else
			free_chain(chain, n);
	}
	return r >= 0 ? 0
	              : err_set(e, ERR_FIX, "%s cannot be shown: %s", file,
	                    gnutls_strerror(r));
}

static int
anchor_load(gnutls_certificate_credentials_t c, const struct anchor *an,
    const struct secret_source *key, struct err *e)
{
	const char *own = an->file[FILE_CERTIFICATE];

	if (load_cas(c, an->file[FILE_CA], e) != 0)
		return -1;
	return *own ? load_own(c, own, key, e) : 0;
}

static struct anchor
named(const struct server_settings *s)
{
	const char *const files[] = {
		[FILE_CA] = s->ca_file,
		[FILE_CERTIFICATE] = s->client_certificate_file,
		[FILE_KEY] = s->client_key.file,
		[FILE_KEY_CREDENTIAL] = s->client_key.credential,
	};
	struct anchor an = { 0 };
	size_t i;

	for (i = 0; i < ANCHOR_FILES; i++)
		an.file[i] = files[i] ? files[i] : "";
	return an;
}

static bool
is_same(const struct anchor *a, const struct anchor *b)
{
	size_t i;

	for (i = 0; i < ANCHOR_FILES; i++) {
		if (strcmp(a->file[i], b->file[i]) != 0)
			return false;
	}
	return true;
}

static struct anchor *
anchor_add(struct trust *t, const struct anchor *wanted,
    const struct secret_source *key, struct err *e)
{
	gnutls_certificate_credentials_t c;
	struct anchor *an;
	size_t i;

	if (gnutls_certificate_allocate_credentials(&c) != 0) {
		(void)err_set(e, ERR_FATAL, "out of memory");
		return NULL;
	}
	if (anchor_load(c, wanted, key, e) != 0) {
		gnutls_certificate_free_credentials(c);
		return NULL;
	}
	an = arena_alloc(t->anchor_arena, sizeof(*an));
	for (i = 0; i < ANCHOR_FILES; i++)
		an->file[i] = arena_copy(t->anchor_arena, wanted->file[i]);
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
trust_use(struct trust *t, const struct server_settings *server,
    gnutls_certificate_credentials_t *out, struct err *e)
{
	const struct anchor wanted = named(server);
	struct anchor *an;

	(void)pthread_mutex_lock(&t->lock);
	for (an = t->anchors; an; an = an->next) {
		if (is_same(an, &wanted))
			break;
	}
	if (!an)
		an = anchor_add(t, &wanted, &server->client_key, e);
	(void)pthread_mutex_unlock(&t->lock);
	if (!an)
		return -1;
	*out = an->credentials;
	return 0;
}
