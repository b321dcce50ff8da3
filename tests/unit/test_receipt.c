/* Which moment stands for the receipt (decisions.md 26). */

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "edge/reader.h"
#include "tests/unit/unit.h"

#define RECEIVED                                                     \
	"Received: from a by b; Mon, 02 Nov 2026 09:10:00 +0100\r\n" \
	"Received: from c by a; Mon, 02 Nov 2026 08:00:00 +0100\r\n"
#define REST                                       \
	"From: nora@deventer.nl\r\nSubject: x\r\n" \
	"Date: Sun, 01 Nov 2026 12:00:00 +0100\r\n\r\nMag dat?\r\n"

static void
test_the_best_stamp_stands_for_the_receipt(void **state)
{
	static const struct {
		const char *mail;
		enum receipt_basis basis, wanted_basis;
		const char *wanted;
	} rows[] = {
		{ RECEIVED REST, RECEIPT_INTERNALDATE, RECEIPT_INTERNALDATE,
		    "2026-11-05T10:00:00+01:00" },
		{ RECEIVED REST, RECEIPT_MBOX_FROM, RECEIPT_MBOX_FROM,
		    "2026-11-05T10:00:00+01:00" },
		{ RECEIVED REST, RECEIPT_FILE_NAME, RECEIPT_RECEIVED,
		    "2026-11-02T09:10:00+01:00" },
		{ REST, RECEIPT_FILE_NAME, RECEIPT_FILE_NAME,
		    "2026-11-05T10:00:00+01:00" },
		{ REST, RECEIPT_FILE_TIME, RECEIPT_FILE_TIME,
		    "2026-11-05T10:00:00+01:00" },
		{ REST, RECEIPT_DATE, RECEIPT_DATE,
		    "2026-11-01T12:00:00+01:00" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct fetched mail = { .name = "",
			.aside = "",
			.bytes = rows[i].mail,
			.n = strlen(rows[i].mail),
			.basis = rows[i].basis };
		struct reading r;
		char got[INSTANT_TEXT];

		assert_int_equal(
		    instant_parse("2026-11-05T10:00", &mail.received), 0);
		reader_read(a, &mail, &r);
		assert_int_equal(r.basis, rows[i].wanted_basis);
		assert_string_equal(
		    instant_print(r.received, got), rows[i].wanted);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_best_stamp_stands_for_the_receipt),
	};

	message_init();
	return unit_run(tests);
}
