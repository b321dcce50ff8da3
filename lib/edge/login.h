#ifndef POSTWACHT_LOGIN_H
#define POSTWACHT_LOGIN_H

#include <stdbool.h>

#include "edge/line.h"

/* What the server can do, as far as we use it. */
struct login_result {
	bool has_idle;
	bool has_condstore;
	bool has_plain;    /* AUTH=PLAIN */
	bool has_xoauth2;  /* AUTH=XOAUTH2 */
	bool has_bearer;   /* AUTH=OAUTHBEARER */
	bool has_no_login; /* LOGINDISABLED */
	bool is_preauth;   /* greeted so: there is no login */
	int retry_after;   /* seconds, when it failed by throttling */
};

/*
 * From the greeting to the authenticated state, with STARTTLS in between when
 * the settings say so; all on lines of our own, so that nothing said before
 * TLS counts after it.
 *
 * out      *out, also on failure: retry_after
 * returns  0; -1: ERR_AGAIN (busy, broken) or ERR_FIX (refused, no STARTTLS)
 */
int login_run(struct line *l, const struct server_settings *s,
    struct login_result *out, struct err *e) MUST_CHECK;

#endif
