/*
 * How long a server lets us in. It knows what may end, and asks no server.
 */

#include "edge/access.h"

#include "edge/pair.h"
#include "edge/settings.h"
#include "edge/token_assertion.h"

struct instant
access_end(const struct server_settings *server)
{
	const char *file = server->client_certificate_file;
	struct certificate_facts own;
	struct instant end = { 0 };
	struct err unheard;

	if (server->token)
		end = token_end(server->token);
	if (file && *file && pair_look(file, &own, &unheard) == 0 &&
	    (end.sec == 0 || own.end.sec < end.sec))
		end = own.end;
	return end;
}
