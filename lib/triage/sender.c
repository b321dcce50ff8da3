/*
 * Proof of the sender. Knows which headers a border server writes and which
 * of them may be believed; what a proven sender may do is not its business.
 */

#include "triage/sender.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "mail/authresults.h"
#include "triage/asker.h"

#define RESULTS "Authentication-Results"
#define AUTH_AS "X-MS-Exchange-Organization-AuthAs"

static bool
is_believed(const struct house *house, const char *authserv)
{
	size_t i;

	for (i = 0; *authserv && i < house->n_authservs; i++) {
		if (text_is_same(house->authservs[i], authserv))
			return true;
	}
	return false;
}

static size_t
count_headers(const struct facts *facts, const char *name)
{
	size_t i, n = 0;

	for (i = 0; i < facts->n_headers; i++)
		n += text_is_same(facts->headers[i].name, name);
	return n;
}

/* The first of our servers' results, from the top. A server may write one
 * header for each method: those that follow at once belong to it; further
 * down stands what came in with the mail. */
static struct authresults
topmost(struct arena *a, const struct facts *facts, const struct house *house)
{
	struct authresults best = { .authserv = "", .domain = "" };
	size_t i;

	for (i = 0; i < facts->n_headers; i++) {
		const struct header *h = &facts->headers[i];
		struct authresults r;

		if (!text_is_same(h->name, RESULTS)) {
			if (*best.authserv)
				break;
			continue;
		}
		r = authresults_read(a, h->value);
		if (!is_believed(house, r.authserv))
			continue;
		if (!*best.authserv || best.dmarc == DMARC_NONE)
			best = r;
		if (best.dmarc != DMARC_NONE)
			break;
	}
	return best;
}

/* Wherever it stands: no forger writes of himself that he failed. */
static bool
is_said_to_fail(
    struct arena *a, const struct facts *facts, const struct house *house)
{
	size_t i;

	for (i = 0; i < facts->n_headers; i++) {
		struct authresults r;

		if (!text_is_same(facts->headers[i].name, RESULTS))
			continue;
		r = authresults_read(a, facts->headers[i].value);
		if (r.dmarc == DMARC_FAIL && is_believed(house, r.authserv))
			return true;
	}
	return false;
}

/* Exchange's word on who handed the mail in. */
static struct sender
prove_by_exchange(const struct facts *facts)
{
	size_t n = count_headers(facts, AUTH_AS);
	const char *value = message_header(facts, AUTH_AS);

	if (n == 0)
		return (struct sender){ SENDER_UNKNOWN,
			"Exchange zegt niet wie dit bericht aanbood." };
	if (n > 1)
		return (struct sender){ SENDER_FAILED,
			"De kop AuthAs van Exchange staat er meer dan een "
			"keer: vervalst." };
	if (!text_is_same(value, "Internal"))
		return (struct sender){ SENDER_FAILED,
			"Exchange kreeg dit bericht van buiten, terwijl de "
			"afzender een collega zou zijn." };
	return (struct sender){ SENDER_PROVEN,
		"Binnen de eigen Exchange verzonden (AuthAs: Internal)." };
}

/* dmarc=pass is about the domain of From: several Froms, or the result for
 * another domain, prove nothing of the one that is shown. */
static bool
is_about_from(const struct facts *facts, const struct authresults *r)
{
	return *facts->from.domain && count_headers(facts, "From") <= 1 &&
	    (!*r->domain || strcmp(r->domain, facts->from.domain) == 0);
}

struct sender
sender_prove(
    struct arena *a, const struct facts *facts, const struct house *house)
{
	struct authresults r = topmost(a, facts, house);

	if (is_said_to_fail(a, facts, house))
		return (struct sender){ SENDER_FAILED,
			arena_printf(a,
			    "De eigen mailserver kon %s als afzender niet "
			    "bevestigen (dmarc=fail).",
			    facts->from.domain) };
	if (r.dmarc == DMARC_PASS && is_about_from(facts, &r))
		return (struct sender){ SENDER_PROVEN,
			arena_printf(a,
			    "De eigen mailserver %s bevestigt de afzender "
			    "(dmarc=pass).",
			    r.authserv) };
	if (house->is_exchange && asker_is_own(house, &facts->from))
		return prove_by_exchange(facts);
	return (struct sender){ SENDER_UNKNOWN,
		"De eigen mailserver zegt niets over de afzender." };
}
