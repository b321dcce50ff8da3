/* What many may read names nobody. */

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "tests/unit/unit.h"

static void
test_addresses_are_hidden(void **state)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "", "" },
		{ "event=filed mailbox=k uid=12",
		    "event=filed mailbox=k uid=12" },
		{ "550 5.1.1 <petra@zeist.nl>: unknown",
		    "550 5.1.1 <*@*>: unknown" },
		{ "petra.van-der+x@zeist.nl", "*@*" },
		{ "a@b, c@d;e@f", "*@*, *@*;*@*" },
		{ "j\303\266rg@m\303\274nchen.example!", "*@*" },
		{ "at @ nothing, @", "at @ nothing, @" },
		{ "<1.2@host.example>", "<*@*>" },
		{ "\"petra\"@zeist.nl", "*@*" },
		{ "user=petra@zeist.nl reason=x", "user=*@* reason=x" },
	};
	char text[128];
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		(void)snprintf(text, sizeof(text), "%s", rows[i].in);
		text_hide_addresses(text);
		assert_string_equal(text, rows[i].out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses_are_hidden),
	};

	return unit_run(tests);
}
