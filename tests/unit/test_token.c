/* Access tokens: what is said to a server, how an application proves itself,
 * and the file and the program that a token may come from. */

#include <sys/stat.h>

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include "base/arena.h"
#include "edge/access.h"
#include "edge/pair.h"
#include "edge/provider.h"
#include "edge/sasl.h"
#include "edge/token.h"
#include "edge/token_assertion.h"
#include "edge/token_refresh.h"
#include "edge/trust.h"
#include "tests/unit/unit.h"

struct fixture {
	char folder[32];
	struct arena *arena;
};

static int
setup(void **state)
{
	static struct fixture f;

	(void)snprintf(f.folder, sizeof(f.folder), "/tmp/token.XXXXXX");
	f.arena = arena_new();
	*state = &f;
	return mkdtemp(f.folder) ? 0 : -1;
}

static const char *
path_of(struct fixture *f, const char *name)
{
	return arena_printf(f->arena, "%s/%s", f->folder, name);
}

static int
teardown(void **state)
{
	static const char *const names[] = { "refresh", "program", "count",
		"key.pem", "crt.pem", "other.pem" };
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < LENGTH(names); i++)
		(void)remove(path_of(f, names[i]));
	arena_free(f->arena);
	return rmdir(f->folder);
}

static const char *
write_file(struct fixture *f, const char *name, const char *s, mode_t mode)
{
	const char *path = path_of(f, name);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(s, file) >= 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, mode), 0);
	return path;
}

static struct server_settings
server(enum auth auth, const char *user)
{
	return (struct server_settings){ .host = "server.example.com",
		.port = 143,
		.user = user,
		.auth = auth };
}

/* The example of RFC 7628 section 4.1, and Microsoft's of XOAUTH2, both
 * decoded: what counts is what stands there. */
static void
test_b5_a_response_says_user_and_secret(void **state)
{
	static const struct {
		enum auth auth;
		const char *user, *wanted;
		size_t n;
	} rows[] = {
		{ AUTH_PASSWORD, "anna", "\0anna\0vF9d", 10 },
		{ AUTH_XOAUTH2, "box@vng.nl",
		    "user=box@vng.nl\001auth=Bearer vF9d\001\001", 0 },
		{ AUTH_OAUTHBEARER, "user@example.com",
		    "n,a=user@example.com,\001host=server.example.com\001"
		    "port=143\001auth=Bearer vF9d\001\001",
		    0 },
		{ AUTH_OAUTHBEARER, "a,b=c@d",
		    "n,a=a=2Cb=3Dc@d,\001host=server.example.com\001port=143"
		    "\001auth=Bearer vF9d\001\001",
		    0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct server_settings s = server(rows[i].auth, rows[i].user);
		size_t n = rows[i].n ? rows[i].n : strlen(rows[i].wanted);
		gnutls_datum_t in, got;
		char out[SASL_MAX];
		struct err e;

		assert_int_equal(sasl_response(&s, "vF9d", out, &e), 0);
		in = (gnutls_datum_t){ (unsigned char *)out,
			(unsigned)strlen(out) };
		assert_int_equal(gnutls_base64_decode2(&in, &got), 0);
		assert_int_equal(got.size, n);
		assert_memory_equal(got.data, rows[i].wanted, n);
		gnutls_free(got.data);
	}
}

static void
test_a_secret_cannot_carry_a_command(void **state)
{
	struct server_settings s = server(AUTH_XOAUTH2, "a");
	struct server_settings odd = server(AUTH_PASSWORD, "a\r\nb");
	char out[SASL_MAX], *longest = calloc(1, SECRET_MAX + 2);
	struct err e;

	(void)state;
	assert_int_equal(sasl_response(&s, "x\001y", out, &e), -1);
	assert_int_equal(e.kind, ERR_FIX);
	assert_int_equal(sasl_response(&odd, "x", out, &e), -1);
	memset(longest, 'x', SECRET_MAX);
	assert_int_equal(sasl_response(&s, longest, out, &e), 0);
	assert_true(strlen(out) < SASL_MAX - 32);
	longest[SECRET_MAX] = 'x';
	assert_int_equal(sasl_response(&s, longest, out, &e), -1);
	free(longest);
}

static void
test_a_refusal_is_read_from_the_challenge(void **state)
{
	static const struct {
		const char *challenge, *wanted;
	} rows[] = {
		/* {"status":"invalid_token","scope":"x"} */
		{ "eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NvcGUiOiJ4In0=",
		    "invalid_token" },
		{ "", "" },
		{ "%%%", "" },
		{ "bm8ganNvbg==", "" },
	};
	char out[200];
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		sasl_refusal(rows[i].challenge, out, sizeof(out));
		assert_string_equal(out, rows[i].wanted);
	}
}

/* B4, B6, B7: the provider's own code leads to what a person must do. */
static void
test_b4_b6_b7_a_known_refusal_has_a_remedy(void **state)
{
	static const struct {
		const char *answer, *part;
	} rows[] = {
		{ "AADSTS7000222: The provided client secret keys for app are "
		  "expired.",
		    "expires" },
		{ "AADSTS50173: The provided grant has expired",
		    "postwacht auth" },
		{ "535 5.7.139 Authentication unsuccessful, "
		  "SmtpClientAuthentication is disabled for the Mailbox.",
		    "Set-CASMailbox" },
		{ "550 5.7.30 Basic authentication is not supported",
		    "xoauth2" },
		{ "535 5.7.3 Authentication unsuccessful", "primary" },
		{ "550 5.7.60 SMTP; Client does not have permissions to send "
		  "as this sender",
		    "Send As" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const char *got = provider_remedy(rows[i].answer);

		if (!strstr(got, rows[i].part))
			fail_msg("%s: \"%s\"", rows[i].answer, got);
	}
	assert_string_equal(provider_remedy("451 4.7.0 try later"), "");
	assert_string_equal(provider_remedy("550 5.7.350 spam"), "");
	assert_string_equal(provider_remedy("550 15.7.3 odd"), "");
}

/* A self-signed RSA certificate and its key, as an administrator makes. */
static void
make_pair(struct fixture *f)
{
	gnutls_x509_privkey_t key;
	gnutls_x509_crt_t crt;
	gnutls_datum_t pem;

	assert_int_equal(gnutls_x509_privkey_init(&key), 0);
	assert_int_equal(
	    gnutls_x509_privkey_generate(key, GNUTLS_PK_RSA, 2048, 0), 0);
	assert_int_equal(gnutls_x509_crt_init(&crt), 0);
	assert_int_equal(gnutls_x509_crt_set_version(crt, 3), 0);
	assert_int_equal(gnutls_x509_crt_set_serial(crt, "\001", 1), 0);
	assert_int_equal(gnutls_x509_crt_set_dn(crt, "CN=app", NULL), 0);
	assert_int_equal(
	    gnutls_x509_crt_set_activation_time(crt, 1767225600), 0);
	assert_int_equal(
	    gnutls_x509_crt_set_expiration_time(crt, 1798761600), 0);
	assert_int_equal(gnutls_x509_crt_set_key(crt, key), 0);
	assert_int_equal(
	    gnutls_x509_crt_sign2(crt, crt, key, GNUTLS_DIG_SHA256, 0), 0);
	assert_int_equal(
	    gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_PEM, &pem), 0);
	(void)write_file(f, "key.pem", (const char *)pem.data, 0600);
	gnutls_free(pem.data);
	assert_int_equal(
	    gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &pem), 0);
	(void)write_file(f, "crt.pem", (const char *)pem.data, 0644);
	gnutls_free(pem.data);
	gnutls_x509_crt_deinit(crt);
	gnutls_x509_privkey_deinit(key);
}

static struct token_settings
certificate_source(struct fixture *f)
{
	return (struct token_settings){ .name = "app",
		.grant = GRANT_CERTIFICATE,
		.client_id = "11-22",
		.endpoint = "https://login.example/token",
		.scope = "mail",
		.certificate_file = path_of(f, "crt.pem"),
		.key = { .credential = "", .file = path_of(f, "key.pem") },
		.ca_file = "" };
}

/* base64url to bytes. */
static gnutls_datum_t
decoded(struct fixture *f, const char *s, size_t n)
{
	char *copy = arena_alloc(f->arena, n + 5);
	gnutls_datum_t in, out;
	size_t i;

	for (i = 0; i < n; i++)
		copy[i] = (char)(s[i] == '-' ? '+' : s[i] == '_' ? '/' : s[i]);
	while (n % 4)
		copy[n++] = '=';
	in = (gnutls_datum_t){ (unsigned char *)copy, (unsigned)n };
	assert_int_equal(gnutls_base64_decode2(&in, &out), 0);
	return out;
}

static void
check_signature(struct fixture *f, const char *jwt)
{
	const char *dot = strrchr(jwt, '.');
	gnutls_datum_t data = { (unsigned char *)jwt, (unsigned)(dot - jwt) };
	gnutls_datum_t signature = decoded(f, dot + 1, strlen(dot + 1));
	gnutls_datum_t pem;
	gnutls_x509_crt_t crt;
	gnutls_pubkey_t public;

	assert_int_equal(gnutls_load_file(path_of(f, "crt.pem"), &pem), 0);
	assert_int_equal(gnutls_x509_crt_init(&crt), 0);
	assert_int_equal(
	    gnutls_x509_crt_import(crt, &pem, GNUTLS_X509_FMT_PEM), 0);
	assert_int_equal(gnutls_pubkey_init(&public), 0);
	assert_int_equal(gnutls_pubkey_import_x509(public, crt, 0), 0);
	assert_true(
	    gnutls_pubkey_verify_data2(public, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256,
	        0, &data, &signature) >= 0);
	gnutls_pubkey_deinit(public);
	gnutls_x509_crt_deinit(crt);
	gnutls_free(pem.data);
	gnutls_free(signature.data);
}

static void
test_an_assertion_is_signed_and_dated(void **state)
{
	struct fixture *f = *state;
	struct token_settings s;
	const struct instant now = { 1790000000 };
	const char *jwt, *dot;
	gnutls_datum_t claims;
	json_t *root;
	struct err e;

	make_pair(f);
	s = certificate_source(f);
	if (token_assertion(f->arena, &s, now, &jwt, &e) != 0)
		fail_msg("%s", e.text);
	check_signature(f, jwt);
	dot = strchr(jwt, '.') + 1;
	claims = decoded(f, dot, strcspn(dot, "."));
	root = json_loadb((char *)claims.data, claims.size, 0, NULL);
	assert_non_null(root);
	assert_string_equal(json_string_value(json_object_get(root, "aud")),
	    "https://login.example/token");
	assert_string_equal(
	    json_string_value(json_object_get(root, "iss")), "11-22");
	assert_string_equal(
	    json_string_value(json_object_get(root, "sub")), "11-22");
	assert_int_equal(json_integer_value(json_object_get(root, "exp")),
	    now.sec + ASSERTION_SECONDS);
	json_decref(root);
	gnutls_free(claims.data);
	assert_int_equal(token_end(&s).sec, 1798761600);
	s.certificate_file = "/nowhere";
	assert_int_equal(token_end(&s).sec, 0);
}

/* As a relay's administrator compares it. */
static void
test_a_certificate_tells_name_fingerprint_and_end(void **state)
{
	struct fixture *f = *state;
	struct certificate_facts got;
	struct err e;

	make_pair(f);
	if (pair_look(path_of(f, "crt.pem"), &got, &e) != 0)
		fail_msg("%s", e.text);
	assert_string_equal(got.name, "CN=app");
	assert_int_equal(got.end.sec, 1798761600);
	assert_int_equal(strlen(got.fingerprint), 32 * 3 - 1);
	assert_int_equal(strspn(got.fingerprint, "0123456789ABCDEF:"), 95);
	assert_true(got.is_for_clients); /* it says nothing of purposes */
	assert_int_equal(pair_look(path_of(f, "key.pem"), &got, &e), -1);
	assert_int_equal(e.kind, ERR_FIX);
}

/* What ends first is what is told of. */
static void
test_access_ends_with_what_ends_first(void **state)
{
	struct fixture *f = *state;
	struct token_settings token = { .grant = GRANT_SECRET };
	struct server_settings s = { .token = NULL };

	make_pair(f);
	assert_int_equal(access_end(&s).sec, 0);
	s.client_certificate_file = path_of(f, "crt.pem"); /* 2027-01-01 */
	assert_int_equal(access_end(&s).sec, 1798761600);
	s.token = &token;
	assert_int_equal(access_end(&s).sec, 1798761600);
	assert_int_equal(date_parse("2026-12-01", &token.expires), 0);
	assert_int_equal(
	    access_end(&s).sec, date_instant(token.expires, 0).sec);
	assert_int_equal(date_parse("2027-06-01", &token.expires), 0);
	assert_int_equal(access_end(&s).sec, 1798761600);
	s.client_certificate_file = "/nowhere";
	assert_int_equal(
	    access_end(&s).sec, date_instant(token.expires, 0).sec);
}

/* The certificate in the credentials that a server gets. */
static gnutls_datum_t
shown_by(struct trust *t, const struct server_settings *s)
{
	gnutls_certificate_credentials_t c;
	gnutls_datum_t der = { NULL, 0 };
	struct err e;

	if (trust_use(t, s, &c, &e) != 0)
		fail_msg("%s", e.text);
	assert_int_equal(gnutls_certificate_get_crt_raw(c, 0, 0, &der), 0);
	return der;
}

/* Shared until a reload, and then the file's again. */
static void
test_a_renewed_certificate_counts_when_files_are_reread(void **state)
{
	struct fixture *f = *state;
	struct trust *t = trust_new();
	struct server_settings s = { .ca_file = "" };
	gnutls_datum_t old, same, renewed;
	unsigned char *kept;

	make_pair(f);
	s.client_certificate_file = path_of(f, "crt.pem");
	s.client_key = (struct secret_source){ .file = path_of(f, "key.pem") };
	old = shown_by(t, &s);
	kept = arena_alloc(f->arena, old.size);
	memcpy(kept, old.data, old.size);
	make_pair(f);
	same = shown_by(t, &s);
	assert_ptr_equal(same.data, old.data);
	trust_reread(t);
	renewed = shown_by(t, &s);
	assert_false(renewed.size == same.size &&
	    memcmp(renewed.data, kept, renewed.size) == 0);
	trust_free(t);
}

static void
test_a_key_of_another_certificate_is_refused(void **state)
{
	struct fixture *f = *state;
	struct token_settings s;
	const char *jwt;
	struct err e;

	make_pair(f);
	assert_int_equal(
	    rename(path_of(f, "crt.pem"), path_of(f, "other.pem")), 0);
	make_pair(f);
	s = certificate_source(f);
	s.certificate_file = path_of(f, "other.pem");
	assert_int_equal(
	    token_assertion(f->arena, &s, (struct instant){ 1 }, &jwt, &e), -1);
	assert_int_equal(e.kind, ERR_FIX);
	assert_non_null(strstr(e.text, "belong together"));
}

/* B1: the file holds the new one whole, closed to others. */
static void
test_b1_a_refresh_token_is_replaced_whole(void **state)
{
	struct fixture *f = *state;
	struct token_settings s = { .name = "m365",
		.refresh_file = write_file(f, "refresh", "old\n", 0600) };
	const char *got;
	struct stat st;
	struct err e;

	assert_int_equal(token_refresh_write(&s, "new", &e), 0);
	assert_int_equal(token_refresh_read(f->arena, &s, &got, &e), 0);
	assert_string_equal(got, "new");
	assert_int_equal(stat(s.refresh_file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(remove(s.refresh_file), 0);
	assert_int_equal(token_refresh_read(f->arena, &s, &got, &e), -1);
	assert_non_null(strstr(e.text, "postwacht auth m365"));
}

/* A source whose program counts how often it was asked. */
static struct token_settings
program_source(struct fixture *f, const char *body)
{
	const char **command = arena_array(f->arena, 2, sizeof(*command));

	command[0] = write_file(f, "program",
	    arena_printf(f->arena, "#!/bin/sh\necho x >> %s/count\n%s\n",
	        f->folder, body),
	    0700);
	command[1] = "argument";
	return (struct token_settings){ .name = "helper",
		.grant = GRANT_COMMAND,
		.client_id = "",
		.endpoint = "",
		.scope = "",
		.n_command = 2,
		.command = command };
}

static size_t
times_asked(struct fixture *f)
{
	struct stat st;

	return stat(path_of(f, "count"), &st) == 0 ? (size_t)st.st_size / 2 : 0;
}

static void
test_b8_a_token_is_asked_for_once_and_again_when_refused(void **state)
{
	struct fixture *f = *state;
	struct token_settings s =
	    program_source(f, "echo tok$(wc -l < $(dirname $0)/count)$1");
	struct tokens *t = tokens_new();
	const char *first, *same, *other;
	struct err e;

	if (tokens_take(t, &s, NULL, -1, f->arena, &first, &e) != 0)
		fail_msg("%s", e.text);
	assert_string_equal(first, "tok1argument");
	assert_int_equal(tokens_take(t, &s, NULL, -1, f->arena, &same, &e), 0);
	assert_string_equal(same, first);
	assert_int_equal(times_asked(f), 1);
	assert_int_equal(
	    tokens_take(t, &s, first, -1, f->arena, &other, &e), 0);
	assert_string_equal(other, "tok2argument");
	/* Another thread that shows the first one late asks nobody. */
	assert_int_equal(tokens_take(t, &s, first, -1, f->arena, &same, &e), 0);
	assert_string_equal(same, other);
	assert_int_equal(times_asked(f), 2);
	tokens_free(t);
}

/* B2, I8: a source that fails is not asked at once by everybody else. */
static void
test_a_failure_is_told_and_not_repeated_at_once(void **state)
{
	static const struct {
		const char *body;
		enum err_kind kind;
		const char *part;
	} rows[] = {
		{ "exit 1", ERR_FIX, "exit code 1" },
		{ "exit 75", ERR_AGAIN, "exit code 75" },
		{ "head -c 5000 /dev/zero | tr '\\0' x", ERR_FIX, "more than" },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		struct token_settings s = program_source(f, rows[i].body);
		struct tokens *t = tokens_new();
		const char *token;
		struct err e;

		(void)remove(path_of(f, "count"));
		assert_int_equal(
		    tokens_take(t, &s, NULL, -1, f->arena, &token, &e), -1);
		assert_int_equal(e.kind, rows[i].kind);
		assert_non_null(strstr(e.text, rows[i].part));
		assert_int_equal(
		    tokens_take(t, &s, NULL, -1, f->arena, &token, &e), -1);
		assert_int_equal(e.kind, rows[i].kind);
		assert_int_equal(times_asked(f), 1);
		tokens_free(t);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_b5_a_response_says_user_and_secret),
		cmocka_unit_test(test_a_secret_cannot_carry_a_command),
		cmocka_unit_test(test_a_refusal_is_read_from_the_challenge),
		cmocka_unit_test(test_b4_b6_b7_a_known_refusal_has_a_remedy),
		cmocka_unit_test_setup_teardown(
		    test_an_assertion_is_signed_and_dated, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    test_a_key_of_another_certificate_is_refused, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(
		    test_a_certificate_tells_name_fingerprint_and_end, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(
		    test_access_ends_with_what_ends_first, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    test_a_renewed_certificate_counts_when_files_are_reread,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    test_b1_a_refresh_token_is_replaced_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    test_b8_a_token_is_asked_for_once_and_again_when_refused,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    test_a_failure_is_told_and_not_repeated_at_once, setup,
		    teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
