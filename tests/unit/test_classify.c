/* The verdict on one message, under the shipped rules. */

#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/digest.h"
#include "base/text.h"
#include "edge/fault_print.h"
#include "edge/rulefile.h"
#include "tests/unit/mails.h"
#include "tests/unit/unit.h"
#include "triage/classify.h"
#include "triage/notable.h"
#include "triage/ours.h"

/* Percent of the made-up questions that may get another topic. */
#define MADE_UP_WRONG 3

#define BOX "postbus.kinderopvang@vng.nl"

static const unsigned char key[DIGEST_BYTES] = { 1, 2, 3 };

/* The house as the tests share it; the tests run in the source tree. */
struct fixture {
	struct arena *a;
	struct rulebook book;
	struct address box;
	struct ours_key key;
	struct house house;
};

static int
set_up(void **state)
{
	static const char *const internal[] = { "vng.nl" };
	struct arena *a = arena_new();
	struct fixture *f = arena_alloc(a, sizeof(*f));
	struct faults faults = { .arena = a };
	struct err e;

	f->a = a;
	if (rulebook_read(a, "rules", NULL, &f->book, &faults) != 0)
		return -1;
	if (organisations_new(a, &f->book.data, internal, 1,
	        "Vereniging van Nederlandse Gemeenten", &f->house.organisations,
	        &e))
		return -1;
	f->box = (struct address){ "", BOX, "vng.nl" };
	f->house.rules = f->book.rules;
	f->house.mailboxes = (struct address_list){ 1, &f->box };
	memcpy(f->key.bytes, key, sizeof(key));
	f->key.until = OURS_FOREVER;
	f->house.keys = (struct ours_keys){ 1, &f->key };
	f->house.default_team = "K";
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	rulebook_done(&f->book);
	arena_free(f->a);
	return 0;
}

/* Received on Friday 16 January 2026, 10:00. */
static struct verdict
judge(struct fixture *f, const struct facts *facts)
{
	struct instant received;
	struct verdict v;

	assert_int_equal(instant_parse("2026-01-16 10:00", &received), 0);
	classify(f->a, facts, received, &f->house, &v);
	return v;
}

static struct facts
to_box(
    struct fixture *f, const char *from, const char *subject, const char *text)
{
	struct facts facts = mail_facts(f->a, from, subject, text);

	facts.to = (struct address_list){ 1, &f->box };
	return facts;
}

static void
test_the_shipped_rules_have_no_fault(void **state)
{
	struct fixture *f = *state;
	struct faults faults = { .arena = f->a };
	SCOPED(text_done) struct text told;

	rules_try_examples(f->book.rules, &faults);
	rules_review(f->book.rules, &faults);
	text_init(&told, 100000);
	faults_print(&faults, LANGUAGE_NL, &told);
	assert_string_equal(told.data, "");
}

static void
test_questions_are_told_from_what_is_none(void **state)
{
	static const struct {
		const char *from, *subject, *text;
		enum is_question want;
	} rows[] = {
		{ "a@utrecht.nl", "BKR", "Mag dat?", QUESTION_YES },
		{ "a@utrecht.nl", "BKR", "Graag uw standpunt hierover.",
		    QUESTION_YES },
		{ "a@utrecht.nl", "", "Wij vragen ons af of dit mag.",
		    QUESTION_YES },
		{ "a@gmail.com", "", "Hierbij dien ik een klacht in.",
		    QUESTION_YES },
		{ "a@utrecht.nl", "",
		    "Dank voor het antwoord! Geldt dit ook voor de bso?",
		    QUESTION_YES },
		{ "a@utrecht.nl", "", "Dank voor de snelle reactie!",
		    QUESTION_NO },
		{ "a@utrecht.nl", "Aanmelding training",
		    "Graag meld ik mij aan voor de training.", QUESTION_NO },
		{ "a@minszw.nl", "",
		    "Ter informatie. Actie is niet nodig. Heeft u vragen? "
		    "Bel gerust.",
		    QUESTION_NO },
		{ "a@duiven.nl", "Uitvraag",
		    "Bijgaand de ingevulde vragenlijst.", QUESTION_NO },
		{ "a@uwv.nl", "Vacature: adviseur",
		    "Ken jij iemand? Delen in je netwerk mag.", QUESTION_NO },
		{ "a@vng.nl", "Zaal 3", "Wie heeft de kabel?", QUESTION_NO },
		{ "a@utrecht.nl", "Rapport", "Het rapport is rond.",
		    QUESTION_DOUBT },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		struct facts facts =
		    to_box(f, rows[i].from, rows[i].subject, rows[i].text);
		struct verdict v = judge(f, &facts);

		if (v.is_question != rows[i].want)
			fail_msg("\"%s\": got %d (%s), wanted %d", rows[i].text,
			    (int)v.is_question, v.question_why,
			    (int)rows[i].want);
	}
}

/* The subject of a reply is not what its sender writes now. */
static void
test_a_reply_asks_nothing_by_its_subject(void **state)
{
	struct fixture *f = *state;
	struct facts facts = to_box(f, "a@utrecht.nl", "RE: Vraag over de BKR",
	    "Dank voor het antwoord!");

	facts.in_reply_to = "a1@vng.nl";
	assert_int_equal(judge(f, &facts).is_question, QUESTION_NO);
	assert_true(judge(f, &facts).is_thanks);
	/* A question that has no text but its subject is asked by that. */
	facts = to_box(f, "a@utrecht.nl", "Vraag over de BKR", "");
	assert_int_not_equal(judge(f, &facts).is_question, QUESTION_NO);
}

static void
test_a_topic_gives_team_and_reason(void **state)
{
	static const struct {
		const char *subject, *text, *topic, *team;
	} rows[] = {
		{ "3-uursregeling", "Mag de houder afwijken?", "bkr", "K" },
		{ "Vraag", "Moeten wij bruto terugvorderen?", "terugvordering",
		    "W" },
		{ "Urgentieregeling huisvestingsverordening",
		    "Is er een model?", "overig", "" },
		{ "Hallo", "Kunt u mij helpen?", "overig", "K" },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		struct facts facts =
		    to_box(f, "a@utrecht.nl", rows[i].subject, rows[i].text);
		struct verdict v = judge(f, &facts);

		if (strcmp(v.topic, rows[i].topic) != 0 ||
		    strcmp(v.team, rows[i].team) != 0)
			fail_msg("\"%s\": got %s %s, wanted %s %s",
			    rows[i].subject, v.topic, v.team, rows[i].topic,
			    rows[i].team);
		if (i > 0)
			continue;
		/* The words first, each once; then those of sentences. */
		assert_true(text_has_prefix(v.topic_why,
		    "Herkend als bkr door: 3-uursregeling, afwijken"));
		assert_null(
		    strstr(strstr(v.topic_why, "afwijken") + 1, "afwijken"));
	}
}

/* users.md 19: seen the same day, whatever the topic. */
static void
test_what_is_notable_is_said(void **state)
{
	static const struct {
		const char *from, *subject, *text;
		unsigned want;
	} rows[] = {
		{ "a@utrecht.nl", "", "Klopt de BKR hier?", 0 },
		{ "a@gmail.com", "", "Hierbij dien ik een klacht in.",
		    NOTABLE_KLACHT },
		{ "a@utrecht.nl", "",
		    "Gisteren ging een lijst met namen naar een verkeerd adres. "
		    "Moeten wij dit datalek melden?",
		    NOTABLE_DATALEK },
		{ "a@minszw.nl", "Kamervragen boetes",
		    "Heeft u cijfers? Graag voor 17.00 uur.",
		    NOTABLE_KAMERVRAGEN | NOTABLE_SPOED },
		{ "redactie@gmail.com", "", "Mag ik u bellen?", NOTABLE_PERS },
		/* A colleague asks the team nothing. */
		{ "a@vng.nl", "", "Er was een datalek. Weet jij meer?", 0 },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		struct facts facts =
		    to_box(f, rows[i].from, rows[i].subject, rows[i].text);
		struct verdict v = judge(f, &facts);

		if (v.notables != rows[i].want)
			fail_msg("\"%s\": got %u, wanted %u", rows[i].text,
			    v.notables, rows[i].want);
	}
}

/* Made-up questions, many of which do not name their topic. Those that fail
 * are shown; a few may. */
static void
test_made_up_questions_get_their_topic(void **state)
{
	struct fixture *f = *state;
	const char *bytes;
	struct csv csv;
	size_t n, i, wrong = 0;
	struct err e;

	assert_int_equal(
	    file_read(f->a, "tests/unit/questions.tsv", 100000, &bytes, &n, &e),
	    0);
	csv = csv_read(f->a, bytes, n, '\t');
	assert_true(csv.n > 200);
	f->house.default_team = "";
	for (i = 0; i < csv.n; i++) {
		const struct csv_row *row = &csv.row[i];
		struct facts facts = to_box(
		    f, "a@utrecht.nl", csv_cell(row, 1), csv_cell(row, 2));
		struct verdict v = judge(f, &facts);

		if (strcmp(v.topic, csv_cell(row, 0)) == 0)
			continue;
		wrong++;
		print_message("%s: got %s\n", csv_cell(row, 1), v.topic);
	}
	f->house.default_team = "K";
	if (100 * wrong > MADE_UP_WRONG * csv.n)
		fail_msg("%zu of %zu have another topic", wrong, csv.n);
}

static void
test_terms_follow_law_then_named_days_then_the_norm(void **state)
{
	static const struct {
		const char *from, *subject, *text, *term;
	} rows[] = {
		{ "a@utrecht.nl", "", "Mag dat?", "servicenorm" },
		{ "a@utrecht.nl", "", "Wilt u voor 1 maart reageren?",
		    "datum" },
		{ "a@utrecht.nl", "", "Graag vandaag nog een reactie.",
		    "spoed" },
		{ "a@utrecht.nl", "SPOED: bevel", "Mag dat?", "spoed" },
		{ "a@utrecht.nl", "SPOED", "Kunt u voor 1 maart reageren?",
		    "datum" },
		{ "a@utrecht.nl", "", "Graag z.s.m. een reactie.",
		    "servicenorm" },
		{ "a@gmail.com", "",
		    "Met een beroep op de Wet open overheid verzoek ik u om "
		    "alle stukken, uiterlijk 1 maart.",
		    "woo" },
		{ "a@gmail.com", "", "Hierbij stel ik u in gebreke.",
		    "ingebrekestelling" },
		{ "a@utrecht.nl", "Klacht over een kdv",
		    "Een ouder klaagt. Wie behandelt dat?", "servicenorm" },
		{ "a@utrecht.nl", "", "Dank voor de reactie.", "" },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		struct facts facts =
		    to_box(f, rows[i].from, rows[i].subject, rows[i].text);
		struct verdict v = judge(f, &facts);

		if (strcmp(v.term, rows[i].term) != 0)
			fail_msg("\"%s\" \"%s\": got \"%s\", wanted \"%s\"",
			    rows[i].subject, rows[i].text, v.term,
			    rows[i].term);
	}
}

static void
test_machines_are_known_by_their_headers(void **state)
{
	static const struct {
		const char *name, *value;
		enum kind want;
	} rows[] = {
		{ "Auto-Submitted", "auto-replied", KIND_AUTO_REPLY },
		{ "Auto-Submitted", "auto-generated; x", KIND_AUTO_REPLY },
		{ "Auto-Submitted", "no", KIND_HUMAN },
		{ "X-Autoreply", "yes", KIND_AUTO_REPLY },
		{ "Precedence", "auto_reply", KIND_AUTO_REPLY },
		{ "Precedence", "bulk", KIND_LIST },
		{ "List-Id", "<l.example>", KIND_LIST },
		/* G4: this suppresses our reply, it says nothing of theirs. */
		{ "X-Auto-Response-Suppress", "All", KIND_HUMAN },
		/* G5: a partner's real question through a mailing system. */
		{ "List-Unsubscribe", "<https://x.example>", KIND_HUMAN },
		/* A known organisation's mail is never lost to a filter. */
		{ "X-Spam-Flag", "YES", KIND_HUMAN },
		/* C7: a claim of being ours proves nothing. */
		{ "X-Postwacht-Notice", "12", KIND_HUMAN },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		struct facts facts =
		    to_box(f, "a@divosa.nl", "Vraag", "Kunt u dit nagaan?");
		struct verdict v;

		facts =
		    mail_with_header(f->a, facts, rows[i].name, rows[i].value);
		v = judge(f, &facts);
		if (v.kind != rows[i].want)
			fail_msg("%s: %s: got %s, wanted %s", rows[i].name,
			    rows[i].value, kind_name(v.kind),
			    kind_name(rows[i].want));
	}
}

static void
test_reports_bounces_and_invitations(void **state)
{
	struct fixture *f = *state;
	struct facts facts =
	    to_box(f, "mailer-daemon@x.nl", "Undelivered Mail", "Sorry?");
	struct verdict v;

	facts.content_type = "multipart/report";
	facts.report_type = "delivery-status";
	v = judge(f, &facts);
	assert_int_equal(v.kind, KIND_BOUNCE);
	assert_string_equal(v.organisation->kind, "systeem");
	assert_string_equal(v.team, "");
	assert_int_equal(v.is_question, QUESTION_NO);

	facts.report_type = "disposition-notification";
	assert_int_equal(judge(f, &facts).kind, KIND_RECEIPT);

	facts = to_box(f, "a@divosa.nl", "Webinar", "Kunt u dit nagaan?");
	facts.has_calendar = true;
	facts.calendar_method = "request";
	assert_int_equal(judge(f, &facts).kind, KIND_INVITATION);

	/* An .ics beside a question leaves it a question. */
	facts.calendar_method = "publish";
	assert_int_equal(judge(f, &facts).kind, KIND_HUMAN);
}

/* G7: a subject alone is weak. */
static void
test_an_automatic_subject_needs_a_second_sign(void **state)
{
	struct fixture *f = *state;
	struct facts facts = to_box(
	    f, "a@utrecht.nl", "Afwezig: gastouder bij inspectie", "Wat nu?");

	assert_int_equal(judge(f, &facts).kind, KIND_HUMAN);
	facts.has_return_path = true;
	assert_int_equal(judge(f, &facts).kind, KIND_AUTO_REPLY);
}

static void
test_our_own_notices_are_known_by_their_hash(void **state)
{
	struct fixture *f = *state;
	struct facts facts = to_box(f, "postwacht@vng.nl", "Vragen", "?");

	facts.message_id = ours_id(f->a, 12, key, "vng.nl");
	assert_int_equal(judge(f, &facts).kind, KIND_OURS);
	facts.message_id = "pw.12.0000000000000000@vng.nl";
	assert_int_equal(judge(f, &facts).kind, KIND_HUMAN);
	/* In-Reply-To to a notice is a command, not a notice. */
	facts.in_reply_to = ours_id(f->a, 12, key, "vng.nl");
	assert_int_equal(judge(f, &facts).kind, KIND_HUMAN);
}

static void
test_the_inner_sender_of_a_colleagues_forward_asks(void **state)
{
	struct fixture *f = *state;
	struct facts facts =
	    to_box(f, "info@vng.nl", "FW: Vraag", "Voor jullie.");
	struct verdict v;

	facts.forward.is_found = true;
	facts.forward.from =
	    (struct address){ "", "budget@brummen.nl", "brummen.nl" };
	facts.text_quoted = "Mogen wij bijzondere bijstand weigeren?";
	v = judge(f, &facts);
	assert_true(v.is_forwarded && v.is_from_us && !v.is_internal);
	assert_string_equal(v.organisation->code, "GM0213");
	assert_int_equal(v.is_question, QUESTION_YES);
	assert_string_equal(v.topic, "bijzondere-bijstand");

	/* A reply to the asker quotes such a block too, and forwards nothing. */
	facts.to.at = &facts.forward.from;
	assert_false(judge(f, &facts).is_forwarded);

	/* A gemeente that passes a citizen's question on asks it itself. */
	facts = to_box(f, "kcc@laarbeek.nl", "FW: Vraag", "Kunt u helpen?");
	facts.forward.is_found = true;
	facts.forward.from = (struct address){ "", "x@gmail.com", "gmail.com" };
	v = judge(f, &facts);
	assert_false(v.is_forwarded);
	assert_string_equal(v.organisation->kind, "gemeente");
}

static void
test_outgoing_mail_may_promise_an_answer(void **state)
{
	struct fixture *f = *state;
	struct address asker = { "", "a@utrecht.nl", "utrecht.nl" };
	struct facts facts = to_box(f, BOX, "RE: Vraag",
	    "Ik kom hier uiterlijk vrijdag 30 januari op terug.");
	char day[DATE_TEXT];
	struct verdict v;

	facts.to.at = &asker;
	v = judge(f, &facts);
	assert_int_equal(v.is_question, QUESTION_NO);
	assert_true(v.is_interim && v.has_promised_day);
	assert_string_equal(date_print(v.promised_day, day), "2026-01-30");

	facts = to_box(f, BOX, "RE: Vraag", "Dat mag volgens artikel 17.");
	facts.to.at = &asker;
	assert_false(judge(f, &facts).is_interim);
}

static void
test_the_press_is_known_by_domain_or_words(void **state)
{
	struct fixture *f = *state;
	struct facts facts = to_box(
	    f, "redactie@krant.example", "Persvraag", "Wat vindt de VNG?");

	assert_string_equal(judge(f, &facts).organisation->kind, "pers");
	facts = to_box(f, "x@nos.nl", "Vraag", "Wat vindt de VNG?");
	assert_string_equal(judge(f, &facts).organisation->kind, "pers");
	facts = to_box(f, "x@kdv.example", "Vraag", "Mag dat?");
	assert_string_equal(judge(f, &facts).organisation->kind, "onbekend");
}

static void
test_the_addressed_mailbox_tells_the_team(void **state)
{
	static const char *const teams[] = { "W" };
	struct fixture *f = *state;
	struct house house = f->house;
	struct facts facts = to_box(f, "a@utrecht.nl", "Vraag", "Mag dat?");
	struct verdict v;

	house.default_team = "";
	classify(f->a, &facts, (struct instant){ 0 }, &house, &v);
	assert_string_equal(v.team, "");
	house.mailbox_teams = teams;
	classify(f->a, &facts, (struct instant){ 0 }, &house, &v);
	assert_string_equal(v.team, "W");

	/* In Bcc: only the delivery tells; a plus part is no other mailbox. */
	facts.to.n = 0;
	classify(f->a, &facts, (struct instant){ 0 }, &house, &v);
	assert_string_equal(v.team, "");
	facts = mail_with_header(
	    f->a, facts, "Delivered-To", "postbus.kinderopvang+vraag@vng.nl");
	classify(f->a, &facts, (struct instant){ 0 }, &house, &v);
	assert_string_equal(v.team, "W");
}

static void
test_the_same_facts_give_the_same_verdict(void **state)
{
	struct fixture *f = *state;
	struct facts facts =
	    to_box(f, "a@utrecht.nl", "BKR", "Wilt u voor 1 maart reageren?");
	struct verdict one = judge(f, &facts), two = judge(f, &facts);

	assert_string_equal(one.topic_why, two.topic_why);
	assert_string_equal(one.question_why, two.question_why);
	assert_int_equal(one.named_day.day, two.named_day.day);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_made_up_questions_get_their_topic),
		cmocka_unit_test(test_what_is_notable_is_said),
		cmocka_unit_test(test_the_shipped_rules_have_no_fault),
		cmocka_unit_test(test_questions_are_told_from_what_is_none),
		cmocka_unit_test(test_a_reply_asks_nothing_by_its_subject),
		cmocka_unit_test(test_a_topic_gives_team_and_reason),
		cmocka_unit_test(
		    test_terms_follow_law_then_named_days_then_the_norm),
		cmocka_unit_test(test_machines_are_known_by_their_headers),
		cmocka_unit_test(test_reports_bounces_and_invitations),
		cmocka_unit_test(test_an_automatic_subject_needs_a_second_sign),
		cmocka_unit_test(test_our_own_notices_are_known_by_their_hash),
		cmocka_unit_test(
		    test_the_inner_sender_of_a_colleagues_forward_asks),
		cmocka_unit_test(test_outgoing_mail_may_promise_an_answer),
		cmocka_unit_test(test_the_press_is_known_by_domain_or_words),
		cmocka_unit_test(test_the_addressed_mailbox_tells_the_team),
		cmocka_unit_test(test_the_same_facts_give_the_same_verdict),
	};

	if (date_init(&(struct err){ ERR_NONE, "" }) != 0)
		return EXIT_FAILURE;
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
