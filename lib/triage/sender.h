#ifndef POSTWACHT_SENDER_H
#define POSTWACHT_SENDER_H

#include "mail/message.h"
#include "triage/classify.h"

struct sender {
	enum sender_proof proof;
	const char *why; /* one Dutch sentence */
};

/*
 * Whether a mail was written by whom its From names (users.md 12). Proven is
 * what a command by mail asks for, beside a roster address and a token; a
 * sender that failed is no colleague whatever his From says.
 *
 * PROVEN   the topmost Authentication-Results of a configured server says
 *          dmarc=pass for the domain of the one From; or, in a mailbox on
 *          Exchange, From is of the own organisation and there is exactly one
 *          X-MS-Exchange-Organization-AuthAs, which says Internal: Exchange
 *          takes that header off what comes from outside
 * FAILED   a configured server says dmarc=fail; or, in a mailbox on Exchange,
 *          From is of the own organisation and AuthAs does not say Internal,
 *          once and alone
 * UNKNOWN  nothing of these, as in a Maildir or a copy in Sent
 *
 * Headers of servers that are not configured prove nothing: anybody can
 * write them.
 *
 * in       house  authservs, n_authservs, is_exchange, organisations,
 *                 mailboxes
 * source   RFC 8601 sections 1.6 and 5; RFC 7489
 */
struct sender sender_prove(
    struct arena *a, const struct facts *facts, const struct house *house);

#endif
