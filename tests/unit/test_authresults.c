/* What a server says in Authentication-Results. */

#include <string.h>

#include "base/arena.h"
#include "mail/authresults.h"
#include "tests/unit/unit.h"

static const struct {
	const char *value, *authserv;
	enum dmarc dmarc;
	const char *domain;
} rows[] = {
	{ "mx.vng.nl; dmarc=pass (p=reject dis=none) header.from=ede.nl",
	    "mx.vng.nl", DMARC_PASS, "ede.nl" },
	{ "MX.vng.nl 1; DMARC=Pass header.from=EDE.nl", "mx.vng.nl", DMARC_PASS,
	    "ede.nl" },
	{ "mx.vng.nl; spf=pass smtp.mailfrom=ede.nl; dkim=pass "
	  "header.d=ede.nl; dmarc=fail action=none header.from=ede.nl",
	    "mx.vng.nl", DMARC_FAIL, "ede.nl" },
	{ "mx.vng.nl; dmarc = pass header.from = ede.nl", "mx.vng.nl",
	    DMARC_PASS, "ede.nl" },
	{ "mx.vng.nl; dmarc/1=pass header.from=ede.nl", "mx.vng.nl", DMARC_PASS,
	    "ede.nl" },
	{ "(a (nested) comment) mx.vng.nl (x;y); dmarc=pass", "mx.vng.nl",
	    DMARC_PASS, "" },
	{ "mx.vng.nl; none", "mx.vng.nl", DMARC_NONE, "" },
	{ "mx.vng.nl", "mx.vng.nl", DMARC_NONE, "" },
	{ "mx.vng.nl; dmarc=none header.from=ede.nl", "mx.vng.nl", DMARC_NONE,
	    "ede.nl" },
	{ "mx.vng.nl; dmarc=temperror", "mx.vng.nl", DMARC_NONE, "" },
	/* What only looks like a result. */
	{ "mx.vng.nl; spf=fail reason=\"; dmarc=pass\"", "mx.vng.nl",
	    DMARC_NONE, "" },
	{ "mx.vng.nl; spf=fail (; dmarc=pass)", "mx.vng.nl", DMARC_NONE, "" },
	{ "mx.vng.nl; x-dmarc=pass; dmarcs=pass", "mx.vng.nl", DMARC_NONE, "" },
	{ "evil.example; x=\"mx.vng.nl; dmarc=pass\"", "evil.example",
	    DMARC_NONE, "" },
	/* Two results: the worst counts. */
	{ "mx.vng.nl; dmarc=pass header.from=a.nl; dmarc=fail header.from=b.nl",
	    "mx.vng.nl", DMARC_FAIL, "b.nl" },
	{ "mx.vng.nl; dmarc=fail header.from=b.nl; dmarc=pass header.from=a.nl",
	    "mx.vng.nl", DMARC_FAIL, "b.nl" },
	/* Exchange Online names nobody; what does not end is not read. */
	{ "spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=ede.nl; dmarc=pass "
	  "action=none header.from=ede.nl;compauth=pass reason=100",
	    "", DMARC_NONE, "" },
	{ "mx.vng.nl; (dmarc=pass", "", DMARC_NONE, "" },
	{ "mx.vng.nl; \"dmarc=pass", "", DMARC_NONE, "" },
	{ "", "", DMARC_NONE, "" },
	{ ";;;", "", DMARC_NONE, "" },
	{ "((((((((((((((((((((((((((((((((((((((", "", DMARC_NONE, "" },
};

static void
test_a_header_says_who_says_what_of_whom(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct authresults r = authresults_read(a, rows[i].value);

		if (strcmp(r.authserv, rows[i].authserv) != 0 ||
		    r.dmarc != rows[i].dmarc ||
		    strcmp(r.domain, rows[i].domain) != 0)
			fail_msg("'%s': got %s %d '%s'", rows[i].value,
			    r.authserv, (int)r.dmarc, r.domain);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_header_says_who_says_what_of_whom),
	};

	return unit_run(tests);
}
