#ifndef POSTWACHT_PROVIDER_H
#define POSTWACHT_PROVIDER_H

#include "edge/settings.h"

struct arena;

/*
 * What is known of the large mail services: where they are, and what their
 * answers mean to an administrator.
 */
struct provider_preset {
	const char *imap_host, *smtp_host;
	enum transport_security smtp_security;
	enum auth auth;
	/* Of tokens; %s is the tenant. "" : there is none. */
	const char *endpoint, *device_endpoint;
	const char *app_scope;  /* of an application (client credentials) */
	const char *user_scope; /* of a person (refresh token) */
};

/* NULL for PROVIDER_NONE. */
const struct provider_preset *provider_preset(enum provider p);

/*
 * What to do about a refusal: one sentence for the administrator, found by a
 * code or phrase in the answer; "" when the answer says nothing known.
 *
 * in       answer  of a token endpoint, an IMAP or an SMTP server
 * source   Microsoft's lists of AADSTS codes and of Exchange Online's SMTP
 *          answers, Google's OAuth2 errors, Postfix's of smtpd_tls_req_ccert;
 *          consulted 2026-11-28
 */
const char *provider_remedy(const char *answer);

#endif
