/*
 * A login that a person gives on another device: how a source with a refresh
 * token gets its first one, or another when the old one was revoked (B4).
 */

#include "edge/token_device.h"

#include <poll.h>
#include <string.h>

#include "edge/secret.h"
#include "edge/settings.h"
#include "edge/token_refresh.h"
#include "edge/token_request.h"

#define INTERVAL_S 5 /* when the provider names none (RFC 8628 section 3.2) */
#define SLOWER_S   5 /* more, when it says "slow_down" (section 3.5) */

int
token_device_begin(struct arena *a, const struct token_settings *source,
    struct device_login *out, struct err *e)
{
	const struct form_field fields[] = {
		{ "client_id", source->client_id },
		{ "scope", source->scope },
	};
	struct token_answer answer;

	if (!*source->device_endpoint)
		return err_set(e, ERR_FIX,
		    "token source %s has no device_endpoint; put a refresh "
		    "token into %s by hand (mode 0600)",
		    source->name, source->refresh_file);
	if (token_request(a, source->device_endpoint, source->ca_file, fields,
	        LENGTH(fields), -1, &answer, e) != 0)
		return -1;
	if (!answer.device_code || !answer.user_code ||
	    !answer.verification_uri)
		return token_refused(source->name, &answer, e);
	*out = (struct device_login){
		.uri = answer.verification_uri,
		.code = answer.user_code,
		.device_code = answer.device_code,
		.interval = answer.interval ? answer.interval : INTERVAL_S,
	};
	return 0;
}

/* 1: *answer has a token; 0: not yet, ask on; -1. */
static int
ask(struct arena *a, const struct token_settings *source,
    const struct device_login *login, int *interval,
    struct token_answer *answer, struct err *e)
{
	const struct form_field fields[] = {
		{ "grant_type",
		    "urn:ietf:params:oauth:grant-type:device_code" },
		{ "client_id", source->client_id },
		{ "device_code", login->device_code },
	};

	if (token_request(a, source->endpoint, source->ca_file, fields,
	        LENGTH(fields), -1, answer, e) != 0)
		return -1;
	if (answer->access_token)
		return 1;
	if (strcmp(answer->error, "slow_down") == 0)
		*interval += SLOWER_S;
	else if (strcmp(answer->error, "authorization_pending") != 0)
		return token_refused(source->name, answer, e);
	return 0;
}

int
token_device_wait(struct arena *a, const struct token_settings *source,
    const struct device_login *login, struct err *e)
{
	struct token_answer answer = { .refresh_token = NULL };
	int interval = login->interval, r;

	do {
		(void)poll(NULL, 0, interval * 1000);
		r = ask(a, source, login, &interval, &answer, e);
	} while (r == 0);
	if (r < 0)
		return -1;
	if (!answer.refresh_token)
		return err_set(e, ERR_FIX,
		    "the provider gave no refresh token; the scope must ask "
		    "for it (offline_access)");
	r = token_refresh_write(source, answer.refresh_token, e);
	secret_wipe(answer.refresh_token);
	secret_wipe(answer.access_token);
	return r;
}
