/*
 * What the settings of a token source must be to each other: which ones each
 * grant asks for, and which it has no use for.
 */

#include "edge/settings_check_token.h"

#include <string.h>

#include "base/text.h"
#include "edge/provider.h"
#include "edge/settings.h"
#include "edge/settings_check_server.h"
#include "edge/settings_mistakes.h"

static void
check_endpoint(struct mistakes *m, const struct token_settings *t)
{
	check_is_given(m, &t->client_id, t, "client_id", "this grant");
	if (t->provider == PROVIDER_MICROSOFT365 && !t->tenant[0] &&
	    strstr(t->endpoint, "login.microsoftonline.com"))
		mistake_at(m, &t->tenant, t,
		    "tenant is missing; expected the name or id of the "
		    "directory with provider = \"microsoft365\"; add tenant = "
		    "\"...\"");
	if (!t->endpoint[0] && !place_is_bad(m, &t->endpoint))
		mistake_at(m, &t->endpoint, t,
		    "endpoint is missing; expected one unless provider fills "
		    "it in; add endpoint = \"https://...\"");
	if (t->endpoint[0] && !text_has_prefix(t->endpoint, "https://"))
		mistake_at(m, &t->endpoint, t,
		    "endpoint does not begin with https://; expected an "
		    "encrypted way for a secret; correct it");
}

static void
check_grant(struct mistakes *m, const struct token_settings *t)
{
	switch (t->grant) {
	case GRANT_SECRET:
		check_secret(m, &t->secret, "secret", t);
		break;
	case GRANT_CERTIFICATE:
		check_is_given(m, &t->certificate_file, t, "certificate_file",
		    "grant = \"certificate\"");
		check_secret(m, &t->key, "key", t);
		break;
	case GRANT_REFRESH:
		check_is_given(m, &t->refresh_file, t, "refresh_file",
		    "grant = \"refresh\"");
		break;
	case GRANT_COMMAND:
		if (t->n_command == 0)
			mistake_at(m, &t->command, t,
			    "command is missing; expected a program with "
			    "grant = \"command\"; add command = [ \"/...\" ]");
		else if (t->command[0][0] != '/')
			mistake_at(m, &t->command, t,
			    "command[0] is no absolute path; expected one "
			    "that begins with /; write where the program is");
		return;
	}
	check_endpoint(m, t);
}

void
check_token_sources(struct mistakes *m, const struct settings *s)
{
	size_t i, j;

	for (i = 0; i < s->n_token_sources; i++) {
		const struct token_settings *t = &s->token_sources[i];

		for (j = 0; j < i; j++) {
			if (t->name[0] &&
			    strcmp(t->name, s->token_sources[j].name) == 0)
				mistake_at(m, &t->name, t,
				    "token source \"%s\" stands twice; "
				    "expected each name once; give one of "
				    "them another name",
				    t->name);
		}
		if (!place_is_bad(m, &t->grant) && place_is_said(m, &t->grant))
			check_grant(m, t);
	}
}
