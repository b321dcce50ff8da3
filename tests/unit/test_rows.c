/* The rows D, E and G of docs/hard-cases.md that mails alone can show: each a
 * few mails, and how many questions there are then and how the first one
 * stands. */

#include "tests/unit/desk_rig.h"
#include "triage/ours.h"

#define NORA   "Nora <nora@deventer.nl>"
#define PIET   "Piet <piet@almere.nl>"
#define DAAN   "Daan <daan@vng.nl>"
#define BOX    "Team <" RIG_K ">"
#define ASKS   "Mag een stagiair meetellen voor de BKR op deze groep?"
#define NEXT   "En geldt dat ook voor een zij-instromer? Graag uw reactie."
#define SAYS   "Beste Nora, dat mag niet; zie artikel 7 van de regeling."
#define DAY(n) "2026-11-0" n "T09:00:00+01:00"

#define QUESTION                                                           \
	{                                                                  \
		"q@d.nl", NULL, NORA, RIG_K, "Stagiair op de groep", ASKS, \
		    DAY("2")                                               \
	}
#define ANSWER                                                 \
	{                                                      \
		"a@vng.nl", "q@d.nl", BOX, "nora@deventer.nl", \
		    "Re: Stagiair op de groep", SAYS, DAY("3") \
	}

static const struct {
	const char *name;
	struct rig_mail mails[4];
	size_t n_mails, n_questions;
	enum question_state state; /* of the first */
} rows[] = {
	{ "D1: In-Reply-To alone, under another subject",
	    { QUESTION,
	        { "a@vng.nl", "q@d.nl", BOX, "nora@deventer.nl", "Antwoord",
	            SAYS, DAY("3") } },
	    2, 1, STATE_HANDLED },
	{ "D1, D3: References with the same subject",
	    { QUESTION,
	        { "a@vng.nl", "x@x.nl>\r\nReferences: <q@d.nl", BOX,
	            "nora@deventer.nl", "Re: Stagiair op de groep", SAYS,
	            DAY("3") } },
	    2, 1, STATE_HANDLED },
	{ "D1: References with another subject tie nothing",
	    { QUESTION,
	        { "a@vng.nl", "x@x.nl>\r\nReferences: <q@d.nl", BOX,
	            "nora@deventer.nl", "Heel iets anders", SAYS, DAY("3") } },
	    2, 1, STATE_OPEN },
	{ "D4: Thread-Index ties nothing",
	    { { "q@d.nl", NULL, NORA "\r\nThread-Index: AdqA1", RIG_K,
	          "Stagiair op de groep", ASKS, DAY("2") },
	        { "r@d.nl", NULL, NORA "\r\nThread-Index: AdqA1", RIG_K,
	            "Wachtlijst", "Hoe lang mag een wachtlijst zijn?",
	            DAY("3") } },
	    2, 2, STATE_OPEN },
	{ "D6: References that are broken, with commas, and long",
	    { QUESTION,
	        { "a@vng.nl",
	            "x@x.nl>\r\nReferences: <a b> <>, <1@x.nl>,<2@x.nl> "
	            "gone@ <3@x.nl\r\n <q@d.nl",
	            BOX, "nora@deventer.nl", "Re: Stagiair op de groep", SAYS,
	            DAY("3") } },
	    2, 1, STATE_HANDLED },
	{ "D7: the id of our answer was rewritten on its way; the copy in Sent "
	  "has the real one",
	    { QUESTION, ANSWER,
	        { "r@d.nl", "a@vng.nl", NORA, RIG_K, "RE: Stagiair op de groep",
	            NEXT, DAY("4") } },
	    3, 1, STATE_OPEN },
	{ "D10, D11: numbers and ids in subject and text tie nothing",
	    { QUESTION,
	        { "r@a.nl", NULL, PIET, RIG_K, "[#1] [pw.1.00] Wachtlijst",
	            "Zie q@d.nl en vraag 1: hoe lang mag een wachtlijst zijn?",
	            DAY("3") } },
	    2, 2, STATE_OPEN },
	{ "E3: she replies from another address of hers",
	    { QUESTION, ANSWER,
	        { "r@d.nl", "a@vng.nl", "Nora J <n.jansen@deventer.nl>", RIG_K,
	            "Re: Stagiair op de groep", NEXT, DAY("4") } },
	    3, 1, STATE_OPEN },
	{ "E4: whom she put in Cc replies, and is heard as her side",
	    { { "q@d.nl", NULL, NORA "\r\nCc: piet@almere.nl", RIG_K,
	          "Stagiair op de groep", ASKS, DAY("2") },
	        ANSWER,
	        { "r@a.nl", "a@vng.nl", PIET, RIG_K, "Re: Stagiair op de groep",
	            NEXT, DAY("4") } },
	    3, 1, STATE_OPEN },
	{ "E6: what a colleague asks is no answer and no question",
	    { { "i@vng.nl", NULL, DAAN, RIG_K, "Stagiair op de groep", ASKS,
	        DAY("2") } },
	    1, 0, STATE_OPEN },
	{ "E6: a colleague who asks in the thread ends no wait",
	    { QUESTION,
	        { "i@vng.nl", "q@d.nl", DAAN, RIG_K, "Re: Stagiair op de groep",
	            "Wie pakt deze op?", DAY("3") } },
	    2, 1, STATE_OPEN },
	{ "E8: the copy lies in the shared Sent alone",
	    { QUESTION,
	        { "a@vng.nl", "q@d.nl", DAAN, "nora@deventer.nl",
	            "Re: Stagiair op de groep", SAYS, DAY("3") } },
	    2, 1, STATE_HANDLED },
	{ "E9: the copy is stored twice", { QUESTION, ANSWER, ANSWER }, 3, 1,
	    STATE_HANDLED },
	{ "E14: Reply-To of whoever is no form is not believed",
	    { { "q@d.nl", NULL, NORA "\r\nReply-To: microsoft@unknown", RIG_K,
	          "Stagiair op de groep", ASKS, DAY("2") },
	        ANSWER },
	    2, 1, STATE_HANDLED },
	{ "E15: the mailbox stands in Bcc",
	    { { "q@d.nl", NULL, NORA, "iemand@elders.nl",
	        "Stagiair op de groep", ASKS, DAY("2") } },
	    1, 1, STATE_OPEN },
	{ "E16: a plus address is the mailbox and the asker",
	    { { "q@d.nl", NULL, "Nora <nora+werk@gmail.com>",
	          "postbus.kinderopvang+bkr@vng.nl", "Stagiair op de groep",
	          ASKS, DAY("2") },
	        { "a@vng.nl", "q@d.nl", BOX, "nora@gmail.com",
	            "Re: Stagiair op de groep", SAYS, DAY("3") } },
	    2, 1, STATE_HANDLED },
	{ "G3: a bounce of our answer reopens nothing",
	    { QUESTION, ANSWER,
	        { "b@d.nl", "a@vng.nl",
	            "MAILER-DAEMON@deventer.nl\r\nAuto-Submitted: "
	            "auto-replied\r\nX-Failed-Recipients: nora@deventer.nl",
	            RIG_K, "Undelivered Mail Returned to Sender",
	            "Wat is er mis?", DAY("4") } },
	    3, 1, STATE_HANDLED },
	{ "G4: X-Auto-Response-Suppress makes no mail automatic",
	    { { "q@d.nl", NULL, NORA "\r\nX-Auto-Response-Suppress: All", RIG_K,
	        "Stagiair op de groep", ASKS, DAY("2") } },
	    1, 1, STATE_OPEN },
	{ "G5: List-Unsubscribe on a real question",
	    { { "q@d.nl", NULL, NORA "\r\nList-Unsubscribe: <mailto:x@x.nl>",
	        RIG_K, "Stagiair op de groep", ASKS, DAY("2") } },
	    1, 1, STATE_OPEN },
	{ "G6: an out-of-office that asks reopens nothing",
	    { QUESTION, ANSWER,
	        { "o@d.nl", "a@vng.nl", NORA "\r\nAuto-Submitted: auto-replied",
	            RIG_K, "Automatisch antwoord: Stagiair op de groep",
	            "Ik ben er niet. Heeft u haast?", DAY("4") } },
	    3, 1, STATE_HANDLED },
	{ "G7: an out-of-office known by its subject alone, in a thread",
	    { QUESTION, ANSWER,
	        { "o@d.nl", "a@vng.nl", NORA, RIG_K,
	            "Afwezig: Stagiair op de groep",
	            "Ik ben er tot maandag niet. Heeft u haast?", DAY("4") } },
	    3, 1, STATE_HANDLED },
	{ "G9: a read receipt that only its subject and path tell",
	    { { "m@d.nl", "a@vng.nl", NORA "\r\nReturn-Path: <>", RIG_K,
	        "Gelezen: Stagiair op de groep", "Gelezen?", DAY("2") } },
	    1, 0, STATE_OPEN },
};

static void
file(struct rig *r, const struct rig_mail *mail)
{
	bool is_ours = strstr(mail->from, "@vng.nl") != NULL &&
	    strstr(mail->to, RIG_K) == NULL;

	(void)rig_file(r, is_ours ? FOLDER_SENT : FOLDER_INBOX, mail, 1,
	    "2026-11-10T09:00:00+01:00");
}

static void
test_rows_d_e_and_g_of_the_hard_cases(void **state)
{
	size_t i, k, n;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct rig r = rig_new();
		struct question *all;

		rig_activate(&r, "2026-11-01T12:00:00+01:00");
		for (k = 0; k < rows[i].n_mails; k++)
			file(&r, &rows[i].mails[k]);
		all = rig_questions(&r, &n);
		if (n != rows[i].n_questions)
			fail_msg("%s: %zu questions", rows[i].name, n);
		if (n > 0 && all[0].state != rows[i].state)
			fail_msg("%s: %s", rows[i].name,
			    question_state_name(all[0].state));
		rig_done(&r);
	}
}

/* Our own notice comes back: by Sent, by a colleague's Cc, forwarded to the
 * mailbox, or answered by a machine. */
static void
test_e10_g2_our_own_mail_coming_back_changes_nothing(void **state)
{
	static const struct rig_mail question = QUESTION;
	static const struct {
		const char *name, *from, *to;
		bool is_reply;   /* else it is the notice itself */
		bool is_renamed; /* only our header tells (D7) */
		enum folder_role role;
	} ways[] = {
		{ "Sent", "Postwacht <postwacht@vng.nl>", "daan@vng.nl", false,
		    false, FOLDER_SENT },
		{ "Sent, under another id", "Postwacht <postwacht@vng.nl>",
		    "daan@vng.nl, nora@deventer.nl", false, true, FOLDER_SENT },
		{ "Cc", "Postwacht <postwacht@vng.nl>", "daan@vng.nl, " RIG_K,
		    false, false, FOLDER_INBOX },
		{ "to the asker, by a rule", "Postwacht <postwacht@vng.nl>",
		    "nora@deventer.nl", false, false, FOLDER_SENT },
		{ "an auto-responder", DAAN "\r\nAuto-Submitted: auto-replied",
		    RIG_K, true, false, FOLDER_INBOX },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(ways); i++) {
		struct rig r = rig_new();
		const char *ours = ours_id(r.arena, 1, r.office->key, "vng.nl");
		const char *renamed = arena_printf(
		    r.arena, "%s\r\n" OURS_HEADER ": <%s>", ways[i].from, ours);
		struct rig_mail mail = { ways[i].is_reply || ways[i].is_renamed
			    ? "o@vng.nl"
			    : ours,
			ways[i].is_reply ? ours : "q@d.nl",
			ways[i].is_renamed ? renamed : ways[i].from, ways[i].to,
			"Re: Stagiair op de groep",
			"Uiterlijk beantwoorden op 9 november. Lukt dat?",
			DAY("4") };
		int64_t events;

		rig_activate(&r, "2026-11-01T12:00:00+01:00");
		(void)rig_file(&r, FOLDER_INBOX, &question, 1, DAY("2"));
		events = rig_events(&r);
		(void)rig_file(&r, ways[i].role, &mail, 1, DAY("4"));
		if (rig_question(&r, 1).state != STATE_OPEN ||
		    rig_events(&r) != events)
			fail_msg("%s: something happened", ways[i].name);
		rig_done(&r);
	}
}

/* E3, E4: whoever joins in, she asked. */
static void
test_e4_the_asker_is_never_replaced(void **state)
{
	size_t i, k;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct rig r;
		struct stored_card card;
		struct err e = { 0 };

		if (strncmp(rows[i].name, "E3", 2) != 0 &&
		    strncmp(rows[i].name, "E4", 2) != 0)
			continue;
		r = rig_new();
		rig_activate(&r, "2026-11-01T12:00:00+01:00");
		for (k = 0; k < rows[i].n_mails; k++)
			file(&r, &rows[i].mails[k]);
		assert_int_equal(store_card(r.store, r.arena, 1, &card, &e), 0);
		assert_string_equal(card.asker_address, "nora@deventer.nl");
		rig_done(&r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_d_e_and_g_of_the_hard_cases),
		cmocka_unit_test(
		    test_e10_g2_our_own_mail_coming_back_changes_nothing),
		cmocka_unit_test(test_e4_the_asker_is_never_replaced),
	};

	return unit_run(tests);
}
