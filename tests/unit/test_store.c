/* The store: identity, conversations in any order of arrival, notices once,
 * transactions that leave all or nothing. */

#include <sys/wait.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "edge/store.h"
#include "edge/store_link.h"
#include "edge/store_sql.h"
#include "mail/fingerprint.h"
#include "tests/unit/tree.h"
#include "tests/unit/unit.h"

static const struct organisation gemeente = { "gemeente", "GM0150",
	"gemeente Deventer", "Overijssel", "deventer.nl", false };

static struct store *
new_store(void)
{
	struct store *s = NULL;
	struct err e = { 0 };

	if (store_open(":memory:", STORE_REHEARSAL, false, &s, &e) != 0)
		fail_msg("%s", e.text);
	return s;
}

static struct facts
make_facts(struct arena *a, const char *id, const char *reply,
    const char *reference, const char *subject)
{
	const char **references = arena_array(a, 1, sizeof(*references));

	references[0] = reference;
	return (struct facts){
		.message_id = id,
		.in_reply_to = reply,
		.n_references = *reference ? 1 : 0,
		.references = references,
		.subject = subject,
		.base_subject = subject,
		.from = { "Nora", "nora@deventer.nl", "deventer.nl" },
		.text_new = "Mag dat?",
		.text_quoted = "",
		.text_signature = "",
		.text_disclaimer = "",
		.return_path = "",
		.has_date = true,
		.date = { 1790000000 },
	};
}

static int64_t
add_at(struct store *s, struct arena *a, const struct facts *f,
    struct instant received)
{
	struct fingerprint fp = { .has_key1 = true };
	struct verdict v = { .kind = KIND_HUMAN,
		.kind_why = "",
		.is_question = QUESTION_YES,
		.question_why = "",
		.asker = f->from,
		.organisation = &gemeente,
		.team = "K",
		.topic = "bkr",
		.topic_why = "",
		.term = "servicenorm",
		.term_why = "",
		.assignee = "",
		.priority = "",
		.thread_key = "" };
	struct filing filing = { .received = received,
		.filed_at = { 1790000200 },
		.rules_version = "r",
		.aside = "",
		.role = FOLDER_INBOX };
	const struct ties ties = {
		.received = received, .is_human = true, .thread_key = ""
	};
	struct stored_mailbox mailbox;
	int64_t conversation = 0, id = 0;
	struct err e = { 0 };

	digest_sha256(f->message_id, strlen(f->message_id), fp.key1);
	digest_sha256(f->message_id, strlen(f->message_id), fp.key2);
	if (store_mailbox(s, a, "postvak", filing.filed_at, &mailbox, &e) != 0)
		fail_msg("%s", e.text);
	filing.mailbox = mailbox.id;
	if (store_conversation(s, a, f, &ties, &conversation, &e) != 0 ||
	    store_message_add(
	        s, f, &fp, &v, &filing, NULL, 0, conversation, &id, &e) != 0)
		fail_msg("%s", e.text);
	return id;
}

static int64_t
add(struct store *s, struct arena *a, const struct facts *f)
{
	return add_at(s, a, f, (struct instant){ 1790000100 });
}

static int64_t
opener(struct store *s, int64_t message)
{
	struct err e = { 0 };
	int64_t out = 0;

	if (store_opener(s, message, &out, &e) != 0)
		fail_msg("%s", e.text);
	return out;
}

static void
test_c1_c2_two_messages_without_an_id_stay_two(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct store *s = new_store();
	struct facts f = make_facts(a, "a", "", "", "bkr");
	struct fingerprint other = { .has_key1 = false };
	struct err e = { 0 };
	int64_t found = 0;

	(void)state;
	(void)add(s, a, &f);
	digest_sha256("b", 1, other.key2);
	assert_int_equal(store_message_find(s, &other, false, false,
	                     (struct instant){ 0 }, &found, &e),
	    0);
	store_close(s);
}

static void
test_the_same_fingerprint_is_the_same_message(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct store *s = new_store();
	struct facts f = make_facts(a, "a", "", "", "bkr");
	int64_t id = add(s, a, &f), found = 0;
	struct fingerprint fp = { .has_key1 = true };
	struct err e = { 0 };

	(void)state;
	digest_sha256("a", 1, fp.key1);
	assert_int_equal(store_message_find(s, &fp, true, false,
	                     (struct instant){ 0 }, &found, &e),
	    1);
	assert_int_equal(found, id);
	store_close(s);
}

/* D1, A28: In-Reply-To is enough, and the reply may come first. */
static void
test_a_reply_finds_its_question_in_either_order(void **state)
{
	int reply_first;

	(void)state;
	for (reply_first = 0; reply_first < 2; reply_first++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct store *s = new_store();
		struct facts q = make_facts(a, "q", "", "", "bkr");
		struct facts r = make_facts(a, "r", "q", "", "iets anders");
		int64_t one, two;

		one = add(s, a, reply_first ? &r : &q);
		two = add(s, a, reply_first ? &q : &r);
		assert_int_equal(opener(s, one), opener(s, two));
		store_close(s);
	}
}

static void
test_references_need_an_equal_base_subject(void **state)
{
	static const struct {
		const char *subject;
		bool is_linked;
	} rows[] = { { "bkr", true }, { "taaleis", false } };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct store *s = new_store();
		struct facts q = make_facts(a, "q", "", "", "bkr");
		struct facts r = make_facts(a, "r", "", "q", rows[i].subject);
		int64_t one = add(s, a, &q), two = add(s, a, &r);

		assert_int_equal(
		    opener(s, one) == opener(s, two), rows[i].is_linked);
		store_close(s);
	}
}

/* D5: Outlook names no message; subject and person within a month do. */
static void
test_d5_a_loose_reply_is_joined_by_subject_and_person(void **state)
{
	static const struct {
		const char *what, *subject, *base, *from, *id;
		int days;
		bool is_linked;
	} rows[] = {
		{ "the same person", "Re: bkr op de bso", "bkr op de bso",
		    "nora@deventer.nl", "", 3, true },
		{ "somebody else", "Re: bkr op de bso", "bkr op de bso",
		    "piet@almere.nl", "", 3, false },
		{ "another subject", "Re: taaleis 3f", "taaleis 3f",
		    "nora@deventer.nl", "", 3, false },
		{ "no reply", "bkr op de bso", "bkr op de bso",
		    "nora@deventer.nl", "", 3, false },
		{ "too late", "Re: bkr op de bso", "bkr op de bso",
		    "nora@deventer.nl", "", 40, false },
		{ "a reply to another message", "Re: bkr op de bso",
		    "bkr op de bso", "nora@deventer.nl", "elsewhere", 3,
		    false },
	};
	size_t i;
	int late;

	(void)state;
	for (i = 0; i < LENGTH(rows) * 2; i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct store *s = new_store();
		struct facts q = make_facts(a, "q", "", "", "bkr op de bso");
		struct facts r =
		    make_facts(a, "r", rows[i / 2].id, "", rows[i / 2].base);
		struct instant first = { 1790000100 };
		struct instant then = { first.sec + rows[i / 2].days * 86400 };
		int64_t one, two;

		late = i % 2; /* the reply is read before its question */
		r.subject = rows[i / 2].subject;
		r.from.addr = rows[i / 2].from;
		one = late ? add_at(s, a, &r, then) : add_at(s, a, &q, first);
		two = late ? add_at(s, a, &q, first) : add_at(s, a, &r, then);
		if ((opener(s, one) == opener(s, two)) != rows[i / 2].is_linked)
			fail_msg("%s, late %d", rows[i / 2].what, late);
		store_close(s);
	}
}

static void
test_a_link_joins_two_conversations(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct store *s = new_store();
	struct facts one = make_facts(a, "1", "", "", "bkr");
	struct facts three = make_facts(a, "3", "2", "", "bkr");
	struct facts two = make_facts(a, "2", "1", "", "bkr");
	int64_t a1 = add(s, a, &one), a3 = add(s, a, &three);

	(void)state;
	assert_int_not_equal(opener(s, a1), opener(s, a3));
	(void)add(s, a, &two);
	assert_int_equal(opener(s, a1), opener(s, a3));
	store_close(s);
}

static struct planned
digest(const char *key, const struct colleague *to)
{
	return (struct planned){
		.kind = NOTICE_DIGEST, .key = key, .recipient = to
	};
}

static void
test_a_key_makes_one_notice(void **state)
{
	static const struct colleague to = { .id = "marieke",
		.address = "marieke@vng.nl" };
	struct store *s = new_store();
	struct planned p = digest("digest:marieke:2026-11-23", &to);
	struct err e = { 0 };
	int64_t id = 0;

	(void)state;
	assert_int_equal(store_notice_has(s, p.key, &e), 0);
	assert_int_equal(store_notice_add(s, &p, "noor@vng.nl",
	                     (struct instant){ 5 }, &id, &e),
	    0);
	assert_int_equal(store_notice_has(s, p.key, &e), 1);
	assert_int_equal(store_notice_add(s, &p, "noor@vng.nl",
	                     (struct instant){ 6 }, &id, &e),
	    -1);
	assert_int_equal(e.kind, ERR_ITEM);
	store_close(s);
}

/* A notice that waits to be sent. */
static int64_t
add_waiting(struct store *s, struct instant now)
{
	static const struct colleague to = { .id = "m", .address = "m@vng.nl" };
	struct planned p = digest("k", &to);
	struct err e = { 0 };
	int64_t id = 0;

	assert_int_equal(
	    store_notice_add(s, &p, "noor@vng.nl", now, &id, &e), 0);
	assert_int_equal(store_notice_fill(s, id, "m", "s", "body", 4, &e), 0);
	return id;
}

/* I1: what was being handed over when the power went is not sent again. */
static void
test_i1_a_notice_found_in_handing_is_uncertain(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct store *s = new_store();
	struct instant now = { 5 };
	struct outgoing *out = NULL;
	struct err e = { 0 };
	int64_t id;
	size_t n = 0;

	(void)state;
	id = add_waiting(s, now);
	assert_int_equal(store_notices_to_send(s, a, now, 9, &out, &n, &e), 0);
	assert_int_equal(n, 1);
	assert_int_equal(
	    store_notice_state(s, id, NOTICE_HANDING, true, "", now, now, &e),
	    0);
	assert_int_equal(store_notices_uncertain(s, now, &e), 1);
	assert_int_equal(store_notices_to_send(s, a, now, 9, &out, &n, &e), 0);
	assert_int_equal(n, 0);
	assert_int_equal(
	    store_uncertain_count(s, "m", (struct instant){ 0 }, &e), 1);
	store_close(s);
}

static void
test_a_delayed_notice_waits_for_its_time(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct store *s = new_store();
	struct instant now = { 5 }, later = { 65 };
	struct outgoing *out = NULL;
	struct err e = { 0 };
	int64_t id;
	size_t n = 0;

	(void)state;
	id = add_waiting(s, now);
	assert_int_equal(store_notice_state(
	                     s, id, NOTICE_LATER, true, "450", now, later, &e),
	    0);
	assert_int_equal(store_notices_to_send(s, a, now, 9, &out, &n, &e), 0);
	assert_int_equal(n, 0);
	assert_int_equal(
	    store_notices_to_send(s, a, later, 9, &out, &n, &e), 0);
	assert_int_equal(n, 1);
	assert_int_equal(out[0].attempts, 1);
	store_close(s);
}

/* A store of 0.2.0 kept the mail in its notice. */
static void
test_a_store_of_before_keeps_the_mails_that_wait(void **state)
{
	static const char before[] =
	    "ALTER TABLE notice ADD COLUMN body BLOB;"
	    "UPDATE notice SET body = (SELECT bytes FROM notice_mail);"
	    "DROP TABLE notice_mail;"
	    "DROP INDEX notice_by_state;"
	    "CREATE INDEX notice_to_send ON notice (id)"
	    "	WHERE state IN ('planned', 'later');"
	    "CREATE INDEX notice_by_changed_at ON notice (changed_at);"
	    "CREATE INDEX notice_uncertain ON notice (id)"
	    "	WHERE state = 'uncertain';"
	    "PRAGMA user_version = 18";
	struct tree t = tree_new();
	const char *path = tree_path(&t, "db");
	struct store *s = NULL;
	struct instant now = { 5 };
	struct outgoing *out = NULL;
	struct err e = { 0 };
	size_t n = 0;

	(void)state;
	assert_int_equal(store_open(path, STORE_LIVE, false, &s, &e), 0);
	(void)add_waiting(s, now);
	assert_int_equal(
	    sqlite3_exec(s->db, before, NULL, NULL, NULL), SQLITE_OK);
	store_close(s);
	assert_int_equal(store_open(path, STORE_LIVE, true, &s, &e), 0);
	assert_int_equal(
	    store_notices_to_send(s, t.arena, now, 9, &out, &n, &e), 0);
	assert_int_equal(n, 1);
	assert_int_equal(out[0].n, 4);
	assert_memory_equal(out[0].body, "body", 4);
	store_close(s);
	tree_done(&t);
}

static void
test_i6_a_rolled_back_item_leaves_nothing(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct store *s = new_store();
	struct facts f = make_facts(a, "a", "", "", "bkr");
	struct facts g = make_facts(a, "b", "", "", "bkr");
	struct store_counts counts;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(store_begin(s, &e), 0);
	assert_int_equal(store_item_begin(s, &e), 0);
	(void)add(s, a, &f);
	store_item_rollback(s);
	assert_int_equal(store_item_begin(s, &e), 0);
	(void)add(s, a, &g);
	assert_int_equal(store_item_end(s, &e), 0);
	assert_int_equal(store_commit(s, &e), 0);
	assert_int_equal(store_counts(s, &counts, &e), 0);
	assert_int_equal(counts.messages, 1);
	store_close(s);
}

static void
test_the_kind_of_a_store_is_fixed_at_its_birth(void **state)
{
	struct tree t = tree_new();
	const char *path = tree_path(&t, "db");
	struct store *s = NULL;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(store_open(path, STORE_LIVE, true, &s, &e), -1);
	assert_int_equal(e.kind, ERR_FIX);
	assert_int_equal(store_open(path, STORE_LIVE, false, &s, &e), 0);
	store_close(s);
	assert_int_equal(store_open(path, STORE_REHEARSAL, true, &s, &e), 0);
	assert_int_equal(store_kind(s), STORE_LIVE);
	store_close(s);
	tree_done(&t);
}

/* The daemon makes the store while a command looks at it. */
static void
test_processes_that_open_a_new_store_at_once_all_have_it(void **state)
{
	struct tree t = tree_new();
	pid_t children[4];
	size_t round, i;

	(void)state;
	for (round = 0; round < 10; round++) {
		const char *path =
		    tree_path(&t, arena_printf(t.arena, "db%zu", round));

		for (i = 0; i < LENGTH(children); i++) {
			children[i] = fork();
			if (children[i] == 0) {
				struct store *s = NULL;
				struct err e = { 0 };

				_exit(store_open(path, STORE_REHEARSAL, false,
				          &s, &e) != 0);
			}
		}
		for (i = 0; i < LENGTH(children); i++) {
			int status = -1;

			assert_int_equal(
			    waitpid(children[i], &status, 0), children[i]);
			assert_int_equal(status, 0);
		}
	}
	tree_done(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_processes_that_open_a_new_store_at_once_all_have_it),
		cmocka_unit_test(
		    test_c1_c2_two_messages_without_an_id_stay_two),
		cmocka_unit_test(test_the_same_fingerprint_is_the_same_message),
		cmocka_unit_test(
		    test_a_reply_finds_its_question_in_either_order),
		cmocka_unit_test(test_references_need_an_equal_base_subject),
		cmocka_unit_test(
		    test_d5_a_loose_reply_is_joined_by_subject_and_person),
		cmocka_unit_test(test_a_link_joins_two_conversations),
		cmocka_unit_test(test_a_key_makes_one_notice),
		cmocka_unit_test(
		    test_i1_a_notice_found_in_handing_is_uncertain),
		cmocka_unit_test(test_a_delayed_notice_waits_for_its_time),
		cmocka_unit_test(
		    test_a_store_of_before_keeps_the_mails_that_wait),
		cmocka_unit_test(test_i6_a_rolled_back_item_leaves_nothing),
		cmocka_unit_test(
		    test_the_kind_of_a_store_is_fixed_at_its_birth),
	};

	return unit_run(tests);
}
