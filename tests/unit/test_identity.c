/* One message is one message, wherever and however it is seen (hard cases
 * C3, C5, E20; users.md 8, 10, 11; decisions.md 13). */

#include "desk/replay.h"
#include "edge/store_delivery.h"
#include "tests/unit/desk_rig.h"

#define RIG_W "postbus.werkeninkomen@vng.nl"
#define START "2026-11-02T08:00:00+01:00"

/* A second mailbox, of team W. */
static struct mailbox_settings boxes[2];

static struct rig
two_mailboxes(void)
{
	static const char *addresses[] = { RIG_W };
	struct rig r = rig_new();

	boxes[0] = boxes[1] = *r.mailbox;
	boxes[1].id = "werk";
	boxes[1].team = "W";
	boxes[1].addresses = addresses;
	r.office->settings.mailboxes = boxes;
	r.office->settings.n_mailboxes = 2;
	r.mailbox = &boxes[0];
	rig_activate(&r, START);
	r.mailbox = &boxes[1];
	rig_activate(&r, START);
	r.mailbox = &boxes[0];
	return r;
}

/* The bytes of a mail, as some copy of it. */
static struct filed_counts
file_copy(struct rig *r, size_t box, const char *folder, enum folder_role role,
    uint32_t uidvalidity, uint32_t uid, const char *bytes, const char *received)
{
	struct batch *b = batch_new(folder, role);
	struct filed_counts counts = { 0 };
	struct err e = { 0 };

	b->uidvalidity = uidvalidity;
	b->uid_next = uidvalidity == 7 ? 1 : 1000;
	b->is_new_epoch = uidvalidity != 7;
	b->mails = arena_array(b->arena, 1, sizeof(*b->mails));
	b->mails[b->n++] = (struct fetched){ .uid = uid,
		.name = "",
		.received = moment(received),
		.basis = RECEIPT_INTERNALDATE,
		.bytes = bytes,
		.n = strlen(bytes),
		.aside = "" };
	b->last_uid = uid;
	if (file_batch(r->store, r->office, &boxes[box], b, moment(received),
	        false, &counts, &e) != 0)
		fail_msg("%s", e.text);
	batch_free(b);
	return counts;
}

#define HEAD                                                            \
	"Message-ID: <c3@deventer.nl>\r\n"                              \
	"From: Nora <nora@deventer.nl>\r\nTo: " RIG_K ", " RIG_W "\r\n" \
	"Date: Mon, 02 Nov 2026 09:00:00 +0100\r\nSubject: Vraag\r\n"
#define TEXT "\r\nWat is daarover afgesproken?\r\n"
#define AT   "2026-11-02T09:00:00+01:00"

/* Both orders give the same. */
static void
test_c3_one_mail_to_two_mailboxes_is_one_question_of_both_teams(void **state)
{
	size_t first;

	(void)state;
	for (first = 0; first < 2; first++) {
		struct rig r = two_mailboxes();
		struct question *all;
		size_t n = 0;

		assert_int_equal(file_copy(&r, first, "INBOX", FOLDER_INBOX, 7,
		                     1, HEAD TEXT, AT)
		                     .opened,
		    1);
		assert_string_equal(
		    rig_question(&r, 1).team, first == 0 ? "K" : "W");
		assert_int_equal(file_copy(&r, 1 - first, "INBOX", FOLDER_INBOX,
		                     7, 1, HEAD TEXT, AT)
		                     .known,
		    1);
		all = rig_questions(&r, &n);
		assert_int_equal(n, 1);
		assert_string_equal(all[0].team, "beide");
		/* The copies of a rescan change nothing more. */
		{
			int64_t events = rig_events(&r);

			(void)file_copy(&r, first, "INBOX", FOLDER_INBOX, 7, 1,
			    HEAD TEXT, AT);
			assert_int_equal(rig_events(&r), events);
		}
		rig_done(&r);
	}
}

static void
count_changes(void *context, const struct replay_item *item)
{
	(void)item;
	++*(size_t *)context;
}

/* What lies in two mailboxes stays of both teams when the rules in use are
 * put to it again: refile gives what the daemon gave. */
static void
test_c3_judged_anew_it_is_still_of_both_teams(void **state)
{
	struct rig r = two_mailboxes();
	size_t changes = 0, n = 0, events = 0;
	struct replay replay = { .old = r.office,
		.new = r.office,
		.tell = count_changes,
		.context = &changes };
	struct err e = { 0 };
	int64_t before;

	(void)state;
	(void)file_copy(&r, 0, "INBOX", FOLDER_INBOX, 7, 1, HEAD TEXT, AT);
	(void)file_copy(&r, 1, "INBOX", FOLDER_INBOX, 7, 1, HEAD TEXT, AT);
	before = rig_events(&r);
	assert_int_equal(replay_store(&replay, r.store, &e), 0);
	assert_int_equal(changes, 0);
	assert_int_equal(replay_refile(r.store, r.office, 0,
	                     moment("2026-11-03T09:00"), &n, &events, &e),
	    0);
	assert_int_equal(n, 1);
	assert_int_equal(events, 0);
	assert_int_equal(rig_events(&r), before);
	assert_string_equal(rig_question(&r, 1).team, "beide");
	rig_done(&r);
}

/* Rules go before mailboxes (users.md 8). */
static void
test_c3_rules_say_whose_it_is(void **state)
{
	static const char mail[] = HEAD
	    "\r\nMag een bijstandsgerechtigde die de inlichtingenplicht schond "
	    "een terugvordering in termijnen betalen? En geldt de "
	    "beslagvrije voet bij de bijstandsuitkering?\r\n";
	struct rig r = two_mailboxes();
	struct question *all;
	size_t n = 0;

	(void)state;
	(void)file_copy(&r, 0, "INBOX", FOLDER_INBOX, 7, 1, mail, AT);
	(void)file_copy(&r, 1, "INBOX", FOLDER_INBOX, 7, 1, mail, AT);
	all = rig_questions(&r, &n);
	assert_int_equal(n, 1);
	assert_string_equal(all[0].team, "W");
	rig_done(&r);
}

/* Banner, rewritten link, tag and disclaimer, MIME made anew, a migrated
 * mailbox with another UIDVALIDITY and another INTERNALDATE. */
static void
test_e20_copies_that_differ_are_one_message(void **state)
{
	static const char first[] =
	    HEAD "\r\nMag dit volgens https://wetten.overheid.nl/a?\r\n";
	static const char *const copies[] = {
		HEAD
		"\r\nLet op: deze e-mail komt van buiten de organisatie.\r\n"
		"\r\nMag dit volgens "
		"https://eur01.safelinks.protection.outlook.com/?url=x "
		"?\r\n\r\nDisclaimer: dit bericht is vertrouwelijk.\r\n",
		HEAD "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n"
		     "<p>Mag dit volgens <a href=\"https://a.example\">wetten"
		     "</a>?</p>\r\n",
		"Received: by nieuw.example; Mon, 16 Nov 2026 03:00:00 +0100"
		"\r\nFrom: \"N. (Nora)\" <Nora@Deventer.nl>\r\nTo: " RIG_K
		"\r\nDate: Mon, 2 Nov 2026 08:00:00 GMT\r\n"
		"Subject: [EXTERN] Vraag\r\nMessage-Id:\r\n <c3@deventer.nl>\r\n"
		"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n"
		"Heel ander omhulsel\r\n--x--\r\n",
	};
	struct rig r = two_mailboxes();
	struct question *all;
	size_t i, n = 0;
	int64_t events;

	(void)state;
	(void)file_copy(&r, 0, "INBOX", FOLDER_INBOX, 7, 1, first, AT);
	events = rig_events(&r);
	for (i = 0; i < LENGTH(copies); i++) {
		struct filed_counts c =
		    file_copy(&r, 0, "INBOX", FOLDER_INBOX, 8 + (uint32_t)i, 40,
		        copies[i], "2026-11-16T03:00:00+01:00");

		assert_int_equal(c.known, 1);
		assert_int_equal(c.filed, 0);
	}
	all = rig_questions(&r, &n);
	assert_int_equal(n, 1);
	assert_int_equal(rig_events(&r), events);
	assert_int_equal(all[0].received.sec, moment(AT).sec);
	assert_false(all[0].is_history);
	rig_done(&r);
}

/* Two Sent copies of an answer, one by the client and one by the server, and
 * the one in Cc: one answer (E9, E20). */
static void
test_e20_an_answer_that_is_stored_thrice_is_one_answer(void **state)
{
#define ANSWER                                                           \
	"Message-ID: <a1@vng.nl>\r\nIn-Reply-To: <c3@deventer.nl>\r\n"   \
	"From: Daan <daan@vng.nl>\r\nTo: nora@deventer.nl\r\nCc: " RIG_K \
	"\r\nDate: Tue, 03 Nov 2026 10:00:00 +0100\r\nSubject: RE: Vraag\r\n"
#define ANSWERED "2026-11-03T10:00:00+01:00"
	struct rig r = two_mailboxes();
	struct question q;
	int64_t events;

	(void)state;
	(void)file_copy(&r, 0, "INBOX", FOLDER_INBOX, 7, 1, HEAD TEXT, AT);
	(void)file_copy(&r, 0, "Sent", FOLDER_SENT, 7, 1,
	    ANSWER "\r\nJa, dat mag.\r\n", ANSWERED);
	events = rig_events(&r);
	(void)file_copy(&r, 0, "Sent", FOLDER_SENT, 7, 2,
	    ANSWER "\r\nJa, dat mag.\r\n\r\nDisclaimer\r\n", ANSWERED);
	(void)file_copy(&r, 0, "INBOX", FOLDER_INBOX, 7, 2,
	    ANSWER "\r\nLet op: extern\r\n\r\nJa, dat mag.\r\n", ANSWERED);
	q = rig_question(&r, 1);
	assert_int_equal(q.state, STATE_HANDLED);
	assert_int_equal(rig_events(&r), events);
	rig_done(&r);
}

static const struct rig_mail years[] = {
	{ "vast@suite.example", NULL, "nora@deventer.nl", RIG_K,
	    "Vraag over BKR", "Mag dit?", AT },
	{ "a1@vng.nl", "vast@suite.example", RIG_K, "nora@deventer.nl",
	    "RE: Vraag over BKR", "Ja.", "2026-11-03T10:00:00+01:00" },
	{ "vast@suite.example", NULL, "nora@deventer.nl", RIG_K,
	    "Vraag over BKR", "En mag iets anders ook?",
	    "2026-11-20T09:00:00+01:00" },
	{ "a2@vng.nl", "vast@suite.example", RIG_K, "nora@deventer.nl",
	    "RE: Vraag over BKR", "Ook dat.", "2026-11-23T10:00:00+01:00" },
};

/* Each is a message and a question of its own, its answer goes to it, and
 * each names the other. */
static void
test_c5_one_message_id_for_years_is_many_messages(void **state)
{
	struct rig r = two_mailboxes();
	struct question *all;
	int64_t *same = NULL;
	struct err e = { 0 };
	size_t n = 0, i;

	(void)state;
	for (i = 0; i < LENGTH(years); i++)
		assert_int_equal(
		    rig_file(&r, i % 2 ? FOLDER_SENT : FOLDER_INBOX, &years[i],
		        1, years[i].at)
		        .filed,
		    1);
	all = rig_questions(&r, &n);
	assert_int_equal(n, 2);
	for (i = 0; i < n; i++) {
		assert_int_equal(all[i].state, STATE_HANDLED);
		assert_int_equal(all[i].n_stretches, 1);
	}
	assert_int_equal(all[0].stretches[0].end.sec, moment(years[1].at).sec);
	assert_int_equal(all[1].stretches[0].end.sec, moment(years[3].at).sec);
	assert_int_equal(
	    store_same_id(r.store, r.arena, all[0].id, &same, &n, &e), 0);
	assert_int_equal(n, 1);
	assert_int_equal(same[0], all[1].id);
	rig_done(&r);
}

/* The answer of the second is read before its question, and the two are one
 * conversation then: asked and answered twice all the same. */
static void
test_c5_an_answer_read_before_its_question_ends_it_all_the_same(void **state)
{
	static const size_t order[] = { 0, 1, 3, 2 };
	struct rig r = two_mailboxes();
	struct question *all;
	size_t n = 0, stretches = 0, i;

	(void)state;
	for (i = 0; i < LENGTH(order); i++)
		(void)rig_file(&r, order[i] % 2 ? FOLDER_SENT : FOLDER_INBOX,
		    &years[order[i]], 1, years[3].at);
	all = rig_questions(&r, &n);
	for (i = 0; i < n; i++) {
		assert_int_equal(all[i].state, STATE_HANDLED);
		stretches += all[i].n_stretches;
	}
	assert_int_equal(stretches, 2); /* asked twice, answered twice */
	rig_done(&r);
}

/* I9: answered twice is answered once; asked again it is open again, however
 * often it was answered before. */
static void
test_i9_a_question_is_closed_once_and_open_when_it_is_reopened(void **state)
{
	static const struct rig_mail mails[] = {
		{ "q1@deventer.nl", NULL, "nora@deventer.nl", RIG_K,
		    "Vraag over BKR", "Mag dit?", AT },
		{ "b1@vng.nl", "q1@deventer.nl", RIG_K, "nora@deventer.nl",
		    "RE: Vraag over BKR", "Ja.", "2026-11-03T10:00:00+01:00" },
		{ "b2@vng.nl", "q1@deventer.nl", RIG_K, "nora@deventer.nl",
		    "RE: Vraag over BKR", "Ik bedoel: ja, mits gemeld.",
		    "2026-11-03T15:00:00+01:00" },
		{ "q2@deventer.nl", "b2@vng.nl", "nora@deventer.nl", RIG_K,
		    "RE: Vraag over BKR", "En hoe moet dat gemeld worden?",
		    "2026-11-04T09:00:00+01:00" },
	};
	struct rig r = two_mailboxes();
	struct question q;

	(void)state;
	(void)rig_file(&r, FOLDER_INBOX, &mails[0], 1, mails[0].at);
	(void)rig_file(&r, FOLDER_SENT, &mails[1], 2, mails[2].at);
	q = rig_question(&r, 1);
	assert_int_equal(q.state, STATE_HANDLED);
	assert_int_equal(q.n_stretches, 1);
	assert_int_equal(q.stretches[0].end.sec, moment(mails[1].at).sec);
	(void)rig_file(&r, FOLDER_INBOX, &mails[3], 1, mails[3].at);
	q = rig_question(&r, 1);
	assert_int_equal(q.state, STATE_OPEN);
	assert_int_equal(q.n_stretches, 2);
	assert_true(q.stretches[0].is_ended);
	assert_false(q.stretches[1].is_ended);
	rig_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_c3_one_mail_to_two_mailboxes_is_one_question_of_both_teams),
		cmocka_unit_test(test_c3_judged_anew_it_is_still_of_both_teams),
		cmocka_unit_test(
		    test_i9_a_question_is_closed_once_and_open_when_it_is_reopened),
		cmocka_unit_test(test_c3_rules_say_whose_it_is),
		cmocka_unit_test(test_e20_copies_that_differ_are_one_message),
		cmocka_unit_test(
		    test_e20_an_answer_that_is_stored_thrice_is_one_answer),
		cmocka_unit_test(
		    test_c5_one_message_id_for_years_is_many_messages),
		cmocka_unit_test(
		    test_c5_an_answer_read_before_its_question_ends_it_all_the_same),
	};

	return unit_run(tests);
}
