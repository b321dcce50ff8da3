/*
 * The words by which a login is asked for, alike in IMAP and SMTP. It knows
 * three mechanisms and neither protocol.
 */

#include "edge/sasl.h"

#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include <gnutls/gnutls.h>

#include "base/digest.h"

#define USER_MAX 320 /* bytes of a login name: a long address */

/* Before base64: the secret, the user, the host, and the words between. */
#define RAW_MAX (SECRET_MAX + 2 * USER_MAX + 512)

const char *
sasl_name(enum auth auth)
{
	switch (auth) {
	case AUTH_XOAUTH2:
		return "XOAUTH2";
	case AUTH_OAUTHBEARER:
		return "OAUTHBEARER";
	case AUTH_PASSWORD:
		break;
	}
	return "PLAIN";
}

/* A control character would end a field, or a command. */
static bool
is_clean(const char *s)
{
	for (; *s; s++) {
		if (iscntrl((unsigned char)*s))
			return false;
	}
	return true;
}

/* The authzid of a GS2 header (RFC 5801 section 4): "," and "=" have names.
 * out has room for three times the user. */
static void
print_authzid(const char *user, char *out)
{
	for (; *user; user++) {
		if (*user != ',' && *user != '=') {
			*out++ = *user;
			continue;
		}
		memcpy(out, *user == ',' ? "=2C" : "=3D", 3);
		out += 3;
	}
	*out = '\0';
}

/* Its length; what it holds has been measured before. */
static size_t
print_raw(
    const struct server_settings *s, const char *secret, char raw[RAW_MAX])
{
	char authzid[3 * USER_MAX + 1];
	int n = 0;

	switch (s->auth) {
	case AUTH_PASSWORD:
		raw[0] = '\0';
		n = 1 +
		    snprintf(
		        raw + 1, RAW_MAX - 1, "%s%c%s", s->user, 0, secret);
		break;
	case AUTH_XOAUTH2:
		n = snprintf(raw, RAW_MAX, "user=%s\001auth=Bearer %s\001\001",
		    s->user, secret);
		break;
	case AUTH_OAUTHBEARER:
		print_authzid(s->user, authzid);
		n = snprintf(raw, RAW_MAX,
		    "n,a=%s,\001host=%s\001port=%d\001auth=Bearer "
		    "%s\001\001",
		    authzid, s->host, s->port, secret);
		break;
	}
	return (size_t)n;
}

int
sasl_response(const struct server_settings *s, const char *secret, char *out,
    struct err *e)
{
	char raw[RAW_MAX];

	if (strlen(s->user) > USER_MAX || strlen(secret) > SECRET_MAX ||
	    strlen(s->host) > 255)
		return err_set(e, ERR_FIX, "user or secret is too long");
	if (!is_clean(s->user) || !is_clean(secret))
		return err_set(e, ERR_FIX,
		    "user or secret has a line end or another control "
		    "character in it");
	digest_base64(
	    (const unsigned char *)raw, print_raw(s, secret, raw), out);
	explicit_bzero(raw, sizeof(raw));
	return 0;
}

/* The member of that name of a JSON object, when it is text. */
static void
take_member(
    const gnutls_datum_t *json, const char *name, char *out, size_t room)
{
	json_t *root =
	    json_loadb((const char *)json->data, json->size, 0, NULL);
	const char *value = json_string_value(json_object_get(root, name));

	if (value && is_clean(value))
		(void)snprintf(out, room, "%s", value);
	json_decref(root);
}

void
sasl_refusal(const char *challenge, char *out, size_t room)
{
	gnutls_datum_t in = { (unsigned char *)challenge,
		(unsigned)strlen(challenge) };
	gnutls_datum_t json = { NULL, 0 };

	out[0] = '\0';
	if (gnutls_base64_decode2(&in, &json) != 0)
		return;
	take_member(&json, "status", out, room);
	gnutls_free(json.data);
}
