/* What servers say in words, and what it means for the next attempt. */

#include <string.h>

#include "base/err.h"
#include "edge/reply.h"
#include "tests/unit/unit.h"

static void
test_a_suggested_backoff_is_rounded_up_to_seconds(void **state)
{
	static const struct {
		const char *text;
		int seconds;
	} rows[] = {
		{ "Request is throttled. Suggested Backoff Time: 299961 "
		  "milliseconds",
		    300 },
		{ "suggested backoff time: 1 milliseconds", 1 },
		{ "Suggested Backoff Time: 99999999999999999999 milliseconds",
		    REPLY_BACKOFF_MAX },
		{ "Suggested Backoff Time: soon", 0 },
		{ "Suggested Backoff Time: -5", 0 },
		{ "LOGIN failed.", 0 },
		{ "", 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		assert_int_equal(reply_backoff(rows[i].text), rows[i].seconds);
}

static void
test_a_busy_server_is_told_from_a_wrong_password(void **state)
{
	static const struct {
		const char *text;
		bool is_passing;
	} rows[] = {
		{ "[AUTHENTICATIONFAILED] Authentication failed.", false },
		{ "LOGIN failed.", false },
		{ "AUTHENTICATE failed.", false },
		{ "[UNAVAILABLE] Temporary authentication failure.", true },
		{ "Server Unavailable. 15", true },
		{ "User is authenticated but not connected.", true },
		{ "[LIMIT] Too many simultaneous connections", true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		if (reply_is_passing(rows[i].text) != rows[i].is_passing)
			fail_msg("%s", rows[i].text);
}

static void
test_server_text_is_cut_and_cleaned(void **state)
{
	char out[REPLY_TEXT];
	char long_text[1000];

	(void)state;
	assert_string_equal(reply_print("NO\x1b[31m \xe9"
	                                "chec\r\n",
	                        out),
	    "NO [31m ?chec");
	memset(long_text, 'x', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	assert_int_equal(strlen(reply_print(long_text, out)), REPLY_TEXT - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_a_suggested_backoff_is_rounded_up_to_seconds),
		cmocka_unit_test(
		    test_a_busy_server_is_told_from_a_wrong_password),
		cmocka_unit_test(test_server_text_is_cut_and_cleaned),
	};

	return unit_run(tests);
}
