/* Whom a mail was really written by, as far as our own servers know. */

#include <string.h>

#include "base/arena.h"
#include "edge/rulefile.h"
#include "tests/unit/mails.h"
#include "tests/unit/unit.h"
#include "triage/sender.h"

#define OURS    "mx.vng.nl; dmarc=pass (p=reject) header.from=vng.nl"
#define RESULTS "Authentication-Results"
#define AUTH_AS "X-MS-Exchange-Organization-AuthAs"

static const struct {
	const char *name;
	const char *from;
	struct {
		const char *name, *value;
	} headers[4];
	enum sender_proof plain, exchange;
} rows[] = {
	{ "dmarc=pass by our own server", "noor@vng.nl", { { RESULTS, OURS } },
	    SENDER_PROVEN, SENDER_PROVEN },
	{ "the same of somebody outside", "a@ede.nl",
	    { { RESULTS, "mx.vng.nl; dmarc=pass header.from=ede.nl" } },
	    SENDER_PROVEN, SENDER_PROVEN },
	{ "nothing is said", "noor@vng.nl", { { "X-Mailer", "Outlook" } },
	    SENDER_UNKNOWN, SENDER_UNKNOWN },
	{ "another server's word is nothing", "noor@vng.nl",
	    { { RESULTS, "mx.evil.example; dmarc=pass header.from=vng.nl" } },
	    SENDER_UNKNOWN, SENDER_UNKNOWN },
	{ "our server says no", "noor@vng.nl",
	    { { RESULTS, "mx.vng.nl; dmarc=fail header.from=vng.nl" } },
	    SENDER_FAILED, SENDER_FAILED },
	{ "our server says no, a forged header below says yes", "noor@vng.nl",
	    { { RESULTS, "mx.vng.nl; dmarc=fail header.from=vng.nl" },
	        { "Received", "from evil" }, { RESULTS, OURS } },
	    SENDER_FAILED, SENDER_FAILED },
	{ "a forged yes above our no", "noor@vng.nl",
	    { { RESULTS, OURS }, { "Received", "from evil" },
	        { RESULTS, "mx.vng.nl; dmarc=fail header.from=vng.nl" } },
	    SENDER_FAILED, SENDER_FAILED },
	{ "our server does not do DMARC, a forged header does", "noor@vng.nl",
	    { { RESULTS, "mx.vng.nl; spf=pass smtp.mailfrom=evil.example" },
	        { "Received", "from evil" }, { RESULTS, OURS } },
	    SENDER_UNKNOWN, SENDER_UNKNOWN },
	{ "a header for each method", "noor@vng.nl",
	    { { RESULTS, "mx.vng.nl; dkim=pass header.d=vng.nl" },
	        { RESULTS, OURS } },
	    SENDER_PROVEN, SENDER_PROVEN },
	{ "a result for another domain", "noor@vng.nl",
	    { { RESULTS, "mx.vng.nl; dmarc=pass header.from=evil.example" } },
	    SENDER_UNKNOWN, SENDER_UNKNOWN },
	{ "two senders in two fields", "noor@vng.nl",
	    { { "From", "noor@vng.nl" }, { RESULTS, OURS },
	        { "From", "x@evil.example" } },
	    SENDER_UNKNOWN, SENDER_UNKNOWN },
	{ "users 12: inside Exchange", "noor@vng.nl",
	    { { AUTH_AS, "Internal" } }, SENDER_UNKNOWN, SENDER_PROVEN },
	{ "users 12: a colleague's name from outside", "noor@vng.nl",
	    { { AUTH_AS, "Anonymous" } }, SENDER_UNKNOWN, SENDER_FAILED },
	{ "users 12: a forged AuthAs beside the true one", "noor@vng.nl",
	    { { AUTH_AS, "Anonymous" }, { AUTH_AS, "Internal" } },
	    SENDER_UNKNOWN, SENDER_FAILED },
	{ "users 12: twice Internal is not once", "noor@vng.nl",
	    { { AUTH_AS, "Internal" }, { AUTH_AS, "Internal" } },
	    SENDER_UNKNOWN, SENDER_FAILED },
	{ "users 12: a forged AuthAs on mail from outside", "a@ede.nl",
	    { { AUTH_AS, "Internal" } }, SENDER_UNKNOWN, SENDER_UNKNOWN },
	{ "a colleague by an outside service with our signature", "noor@vng.nl",
	    { { AUTH_AS, "Anonymous" }, { RESULTS, OURS } }, SENDER_PROVEN,
	    SENDER_PROVEN },
};

static void
test_users_12_a_sender_is_proven_by_our_own_servers_alone(void **state)
{
	static const char *const internal[] = { "vng.nl" };
	static const char *authservs[] = { "MX.vng.nl" };
	SCOPED(arena_done) struct arena *a = arena_new();
	struct house house = { .authservs = authservs, .n_authservs = 1 };
	struct faults faults = { .arena = a };
	struct rulebook book;
	size_t i, k;

	(void)state;
	assert_int_equal(rulebook_read(a, "rules", NULL, &book, &faults), 0);
	assert_int_equal(organisations_new(a, &book.data, internal, 1, "VNG",
	                     &house.organisations, NULL),
	    0);
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts f = mail_facts(a, rows[i].from, "x", "y");
		struct sender s;

		for (k = 0; k < 4 && rows[i].headers[k].name; k++)
			f = mail_with_header(a, f, rows[i].headers[k].name,
			    rows[i].headers[k].value);
		house.is_exchange = false;
		s = sender_prove(a, &f, &house);
		if (s.proof != rows[i].plain)
			fail_msg("%s: got %d, '%s'", rows[i].name, (int)s.proof,
			    s.why);
		house.is_exchange = true;
		s = sender_prove(a, &f, &house);
		if (s.proof != rows[i].exchange)
			fail_msg("%s, on Exchange: got %d, '%s'", rows[i].name,
			    (int)s.proof, s.why);
		assert_true(*s.why);
	}
	rulebook_done(&book);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_users_12_a_sender_is_proven_by_our_own_servers_alone),
	};

	return unit_run(tests);
}
