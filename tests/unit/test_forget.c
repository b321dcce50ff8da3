/* Forgetting a person and exporting what is kept (AVG art. 15, 17, 20). */

#include "desk/forget.h"
#include "edge/store_export.h"
#include "edge/store_retention.h"
#include "tests/unit/kept.h"

#define ADDRESS "petra.zonderland@zeist.nl"

static const struct rig_mail asks = { "vraag1@zeist.nl", NULL,
	"Petra Zonderland <" ADDRESS ">", RIG_K,
	"Kwijtschelding voor Zonderland",
	"Mag een gastouder zes kinderen opvangen? Bel mij op, Petra.",
	"2026-03-02 09:00" };
static const struct rig_mail answers = { "antwoord1@vng.nl", "vraag1@zeist.nl",
	"Daan <" RIG_K ">", "Petra Zonderland <" ADDRESS ">",
	"Re: Kwijtschelding voor Zonderland", "Ja, dat mag, Petra.",
	"2026-03-04 10:00" };
static const struct rig_mail other = { "vraag2@soest.nl", NULL,
	"Karel Bosman <karel@soest.nl>", RIG_K, "Vraag over BKR",
	"Welke beroepskracht-kindratio geldt in de zomer?",
	"2026-03-03 09:00" };
static const struct rig_mail returns = { "vraag3@zeist.nl", "vraag1@zeist.nl",
	"Petra Zonderland <" ADDRESS ">", RIG_K, "Nog een vraag",
	"Mag een gastouder ook zeven kinderen opvangen?", "2026-03-20 09:00" };

static void
file_story(struct rig *r, bool is_answered)
{
	rig_activate(r, "2026-03-01 08:00");
	(void)rig_file(r, FOLDER_INBOX, &asks, 1, "2026-03-02 09:01");
	(void)rig_file(r, FOLDER_INBOX, &other, 1, "2026-03-03 09:01");
	if (is_answered)
		(void)rig_file(r, FOLDER_SENT, &answers, 1, "2026-03-04 10:01");
}

static int
try_forget(struct rig *r, const char *address, bool confirms, struct err *e)
{
	struct forget_counts counts;

	return forget(r->store, r->office, r->arena, address, confirms,
	    moment("2026-03-10 12:00"), &counts, e);
}

static int
again(struct rig *r)
{
	struct err e = { 0 };
	int n;

	if (store_begin(r->store, &e) != 0)
		fail_msg("%s", e.text);
	n = forget_again(r->store, r->office, &e);
	if (n < 0 || store_commit(r->store, &e) != 0)
		fail_msg("%s", e.text);
	return n;
}

static void
test_i10_a_person_goes_and_the_figures_stay(void **state)
{
	struct rig r = rig_new();
	struct err e = { 0 };
	const char *before;

	(void)state;
	file_story(&r, true);
	before = kept_figures(&r);
	assert_int_equal(try_forget(&r, ADDRESS, false, &e), 1);
	assert_true(kept_holds(&r, "zonderland"));
	assert_int_equal(try_forget(&r, ADDRESS, true, &e), 1);
	assert_false(kept_holds(&r, "zonderland"));
	assert_false(kept_holds(&r, "petra"));
	assert_true(kept_holds(&r, "karel@soest.nl"));
	assert_string_equal(kept_figures(&r), before);
	kept_rebuilds(&r);
	assert_int_equal(try_forget(&r, ADDRESS, true, &e), 0);
	rig_done(&r);
}

/* Its answer would not be recognised any more. */
static void
test_an_open_question_comes_first(void **state)
{
	struct rig r = rig_new();
	struct err e = { 0 };

	(void)state;
	file_story(&r, false);
	assert_int_equal(try_forget(&r, ADDRESS, true, &e), -1);
	assert_int_equal(e.kind, ERR_FIX);
	assert_non_null(strstr(e.text, "not handled yet: 1;"));
	assert_true(kept_holds(&r, ADDRESS));
	rig_done(&r);
}

/* What a colleague answered is another one's conversation. */
static void
test_a_colleague_goes_alone(void **state)
{
	static const struct rig_mail by_colleague = { "antwoord1@vng.nl",
		"vraag1@zeist.nl", "Wilma Oud <wilma.oud@vng.nl>",
		"Petra Zonderland <" ADDRESS ">, " RIG_K,
		"Re: Kwijtschelding voor Zonderland", "Ja, dat mag, Petra.",
		"2026-03-04 10:00" };
	struct rig r = rig_new();
	struct err e = { 0 };

	(void)state;
	file_story(&r, false);
	(void)rig_file(&r, FOLDER_INBOX, &by_colleague, 1, "2026-03-04 10:01");
	assert_int_equal(rig_question(&r, 1).state, STATE_HANDLED);
	assert_int_equal(try_forget(&r, "wilma.oud@vng.nl", true, &e), 1);
	assert_int_equal(kept_count(&r,
	                     "SELECT count(*) FROM person WHERE address LIKE "
	                     "'%wilma%' OR name LIKE '%wilma%'"),
	    0);
	assert_true(kept_holds(&r, "Kwijtschelding"));
	kept_rebuilds(&r);
	assert_int_equal(try_forget(&r, "daan@vng.nl", true, &e), -1);
	assert_int_equal(try_forget(&r, RIG_K, true, &e), -1);
	assert_non_null(strstr(e.text, "own configuration"));
	rig_done(&r);
}

/* Mail that comes in again is new mail, and stays at the next start. */
static void
test_what_comes_later_is_new(void **state)
{
	struct rig r = rig_new();
	struct err e = { 0 };

	(void)state;
	file_story(&r, true);
	assert_int_equal(try_forget(&r, ADDRESS, true, &e), 1);
	assert_int_equal(
	    rig_file(&r, FOLDER_INBOX, &asks, 1, "2026-03-19 09:01").known, 1);
	(void)rig_file(&r, FOLDER_INBOX, &returns, 1, "2026-03-20 09:01");
	assert_int_equal(kept_count(&r, "SELECT count(*) FROM question"), 3);
	assert_int_equal(again(&r), 1);
	assert_true(kept_holds(&r, ADDRESS));
	assert_true(kept_holds(&r, "Nog een vraag"));
	assert_false(kept_holds(&r, "Kwijtschelding"));
	rig_done(&r);
}

/* The list holds no address; with it a store from before forgets again. */
static void
test_a_restored_store_forgets_again(void **state)
{
	struct rig r = rig_new();
	struct err e = { 0 };
	const char *path = arena_printf(r.arena, "%s/forgotten", r.dir);
	char line[256] = "";
	FILE *f;

	(void)state;
	file_story(&r, true);
	assert_int_equal(try_forget(&r, ADDRESS, true, &e), 1);
	f = fopen(path, "r");
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof(line), f));
	assert_int_equal(fclose(f), 0);
	assert_null(strchr(line, '@'));
	assert_int_equal(strspn(line, "0123456789abcdef"), 64);

	/* The store as a backup has it. */
	store_close(r.store);
	if (store_open(":memory:", STORE_REHEARSAL, false, &r.store, &e) != 0)
		fail_msg("%s", e.text);
	r.next_uid[0] = r.next_uid[1] = 1;
	file_story(&r, true);
	assert_true(kept_holds(&r, ADDRESS));
	assert_int_equal(again(&r), 1);
	assert_false(kept_holds(&r, "zonderland"));
	assert_int_equal(again(&r), 0);
	rig_done(&r);
}

/* The list is by the keys of its time: all of them are kept for it. */
static void
test_a_new_key_makes_nobody_remembered(void **state)
{
	struct rig r = rig_new();
	struct err e = { 0 };

	(void)state;
	file_story(&r, true);
	assert_int_equal(try_forget(&r, ADDRESS, true, &e), 1);
	assert_int_equal(
	    office_renew_key(r.office, moment("2027-01-01T12:00:00Z"), &e), 0);
	assert_int_equal(
	    office_renew_key(r.office, moment("2029-01-01T12:00:00Z"), &e), 0);
	store_close(r.store);
	if (store_open(":memory:", STORE_REHEARSAL, false, &r.store, &e) != 0)
		fail_msg("%s", e.text);
	r.next_uid[0] = r.next_uid[1] = 1;
	file_story(&r, true);
	assert_int_equal(again(&r), 1);
	assert_false(kept_holds(&r, "zonderland"));
	rig_done(&r);
}

struct found {
	const char *word;
	bool is_there;
	size_t rows;
};

static int
look(void *context, const char *section, const struct export_field *fields,
    size_t n, struct err *e)
{
	struct found *f = context;
	size_t i;

	(void)section;
	(void)e;
	f->rows++;
	for (i = 0; i < n; i++)
		f->is_there |= strstr(fields[i].text, f->word) != NULL;
	return 0;
}

static void
test_an_export_tells_everything(void **state)
{
	static const struct {
		enum export_of of;
		const char *word;
		bool is_there;
	} rows[] = {
		{ EXPORT_OF_QUESTION, ADDRESS, true },
		{ EXPORT_OF_QUESTION, "Petra Zonderland", true },
		{ EXPORT_OF_QUESTION, "Kwijtschelding voor", true },
		{ EXPORT_OF_QUESTION, "zes kinderen", true },
		{ EXPORT_OF_QUESTION, "Ja, dat mag", true },
		{ EXPORT_OF_QUESTION, "vraag1@zeist.nl", true },
		{ EXPORT_OF_QUESTION, "opened", true },
		{ EXPORT_OF_QUESTION, "2026-03-02T08:00:00Z", true },
		{ EXPORT_OF_QUESTION, "Karel", false },
		{ EXPORT_OF_PERSON, ADDRESS, true },
		{ EXPORT_OF_PERSON, "Kwijtschelding voor", true },
		{ EXPORT_OF_PERSON, "zes kinderen", true },
		{ EXPORT_OF_PERSON, "Karel", false },
	};
	struct rig r = rig_new();
	struct err e = { 0 };
	int64_t person = 0;
	size_t i;

	(void)state;
	file_story(&r, true);
	assert_int_equal(store_person_find(r.store, ADDRESS, &person, &e), 1);
	for (i = 0; i < LENGTH(rows); i++) {
		struct found f = { .word = rows[i].word };

		if (store_export(r.store, rows[i].of,
		        rows[i].of == EXPORT_OF_QUESTION ? 1 : person, look, &f,
		        &e) != 0)
			fail_msg("%s", e.text);
		if (f.is_there != rows[i].is_there || f.rows == 0)
			fail_msg("%s", rows[i].word);
	}
	rig_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_i10_a_person_goes_and_the_figures_stay),
		cmocka_unit_test(test_an_open_question_comes_first),
		cmocka_unit_test(test_a_colleague_goes_alone),
		cmocka_unit_test(test_what_comes_later_is_new),
		cmocka_unit_test(test_a_restored_store_forgets_again),
		cmocka_unit_test(test_a_new_key_makes_nobody_remembered),
		cmocka_unit_test(test_an_export_tells_everything),
	};

	return unit_run(tests);
}
