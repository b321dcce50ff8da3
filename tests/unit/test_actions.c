/* What rules have done beside naming something, from the mail to the
 * question. */

#include "desk/explain.h"
#include "tests/unit/desk_rig.h"

#define UTRECHT "vragen@utrecht.nl"
#define ASSEN   "vragen@assen.nl"

static struct rig_mail
mail(const char *id, const char *from, const char *subject, const char *text,
    const char *at)
{
	return (struct rig_mail){ id, NULL, from, RIG_K, subject, text, at };
}

/* Questions by these rules from one mail. */
static struct question
ask(const char *rules, const struct rig_mail *m)
{
	struct rig r = rig_new();
	struct question *all, q = question_new();
	size_t n = 0;

	rig_use_rules(&r, rules);
	rig_activate(&r, "2026-11-02T08:00");
	(void)rig_file(&r, FOLDER_INBOX, m, 1, "2026-11-09T10:00");
	all = rig_questions(&r, &n);
	if (n == 1) {
		q.id = all[0].id;
		q.assignee = strcmp(all[0].assignee, "noor") == 0 ? "noor"
		    : strcmp(all[0].assignee, "daan") == 0        ? "daan"
		                                                  : "";
		q.priority = strcmp(all[0].priority, "high") == 0 ? "high"
		    : strcmp(all[0].priority, "low") == 0         ? "low"
		                                                  : "";
	}
	rig_done(&r);
	return q;
}

#define REGIONS                                                  \
	"assignments = ( { assignee = \"noor\"; team = \"K\";\n" \
	"  provinces = [ \"Utrecht\" ]; },\n"                    \
	"  { assignee = \"daan\"; gemeenten = [ \"Assen\", \"GM0034\" ]; } );\n"

static void
test_a_question_goes_to_whom_the_rules_name(void **state)
{
	static const struct {
		const char *rules, *from, *text, *assignee;
	} rows[] = {
		/* By region: the province, or the gemeente itself. */
		{ REGIONS, UTRECHT, "Mag een bso dit?", "noor" },
		{ REGIONS, ASSEN, "Mag een bso dit?", "daan" },
		{ REGIONS, "vragen@almere.nl", "Mag een bso dit?", "daan" },
		{ REGIONS, "vragen@emmen.nl", "Mag een bso dit?", "" },
		{ REGIONS, "iemand@gmail.com", "Mag een bso dit?", "" },
		/* A rule's own assignee goes before the list. */
		{ REGIONS "actions = ( { name = \"a\"; assignee = \"daan\";\n"
		          "  words = [ \"tarief\" ]; } );",
		    UTRECHT, "Welk tarief geldt voor de bso?", "daan" },
		/* By topic. */
		{ "assignments = ( { assignee = \"noor\";\n"
		  "  topics = [ \"bkr\" ]; } );",
		    UTRECHT, "Klopt de bkr van deze stamgroep?", "noor" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const struct rig_mail m = mail("a@x", rows[i].from, "Vraag",
		    rows[i].text, "2026-11-09T09:00");
		struct question q = ask(rows[i].rules, &m);

		if (q.id == 0 || strcmp(q.assignee, rows[i].assignee) != 0)
			fail_msg("row %zu: \"%s\"", i, q.assignee);
	}
}

static void
test_a_rule_gives_priority(void **state)
{
	static const char rules[] =
	    "actions = ( { name = \"a\"; priority = \"hoog\";\n"
	    "  words = [ \"tuchtzaak\" ]; }, { name = \"b\";\n"
	    "  priority = \"laag\"; words = [ \"tuchtzaak\", \"folder*\" ]; } );";
	const struct rig_mail high = mail("a@x", UTRECHT, "Vraag",
	    "Hoe gaat dat bij een tuchtzaak?", "2026-11-09T09:00");
	const struct rig_mail low = mail("b@x", UTRECHT, "Vraag",
	    "Mogen wij folders bestellen?", "2026-11-09T09:00");

	(void)state;
	assert_string_equal(ask(rules, &high).priority, "high");
	assert_string_equal(ask(rules, &low).priority, "low");
}

static void
test_no_answer_needed_opens_no_question(void **state)
{
	static const char rules[] =
	    "actions = ( { name = \"bestelling\"; no_answer_needed = true;\n"
	    "  all = ( { subject = [ \"bestelling*\" ]; } ); } );";
	const struct rig_mail m = mail("a@x", UTRECHT, "Bestelling folders",
	    "Kunt u er tien sturen? Waar vind ik ze?", "2026-11-09T09:00");

	(void)state;
	assert_int_equal(ask(rules, &m).id, 0);
	assert_int_not_equal(ask("", &m).id, 0);
}

/* D12: another helpdesk makes a new mail of each reply, without references;
 * its own number says that it is the same. */
static void
test_d12_a_captured_reference_joins_in_either_order(void **state)
{
	static const char rules[] =
	    "actions = ( { name = \"zaken\";\n"
	    "  all = ( { from = [ \"utrecht.nl\" ]; } );\n"
	    "  thread_key = \"/zaak ([0-9]{5})/\"; } );";
	const struct rig_mail mails[] = {
		mail("a@x", UTRECHT, "[Zaak 12345] Vraag over bso",
		    "Mag een bso dit?", "2026-11-09T09:00"),
		mail("b@x", UTRECHT, "Aanvulling bij zaak 12345",
		    "Kunt u ook hiernaar kijken?", "2026-11-09T09:30"),
		mail("c@x", UTRECHT, "Zaak 54321",
		    "Geldt dit ook voor een gastouder?", "2026-11-09T09:40"),
		mail("d@x", "vragen@assen.nl", "Zaak 12345",
		    "Geldt dit ook voor een kdv?", "2026-11-09T09:50"),
	};
	size_t order;

	(void)state;
	for (order = 0; order < 2; order++) {
		struct rig r = rig_new();
		size_t i, n = 0;

		rig_use_rules(&r, rules);
		rig_activate(&r, "2026-11-02T08:00");
		for (i = 0; i < LENGTH(mails); i++)
			(void)rig_file(&r, FOLDER_INBOX,
			    &mails[order ? LENGTH(mails) - 1 - i : i], 1,
			    "2026-11-09T10:00");
		(void)rig_questions(&r, &n);
		assert_int_equal(n, 3);
		rig_done(&r);
	}
}

static bool
is_explained(const struct explanation *x, const char *line)
{
	size_t i, k;

	for (i = 0; i < x->n; i++) {
		for (k = 0; k < x->at[i].n; k++) {
			if (strcmp(x->at[i].key, "actions") == 0 &&
			    strcmp(x->at[i].lines[k], line) == 0)
				return true;
		}
	}
	return false;
}

static void
test_what_a_rule_does_is_explained(void **state)
{
	static const char rules[] =
	    "actions = ( { name = \"zaken\"; priority = \"hoog\";\n"
	    "  assignee = \"daan\"; keyword = \"Gezien\";\n"
	    "  all = ( { from = [ \"utrecht.nl\" ]; } );\n"
	    "  thread_key = \"/zaak ([0-9]{5})/\"; } );";
	static const char *const lines[] = {
		"Regel \"zaken\" herkend door: utrecht.nl.", "Gaat naar: daan.",
		"Voorrang: hoog.", "Kenmerk: zaken:12345.",
		"Trefwoord op de server, als het mag: Gezien."
	};
	const struct rig_mail m = mail("a@x", UTRECHT, "Zaak 12345",
	    "Mag een bso dit?", "2026-11-09T09:00");
	struct rig r = rig_new();
	struct explanation x;
	struct fetched mail;
	struct facts facts;
	size_t i;

	(void)state;
	rig_use_rules(&r, rules);
	mail = rig_fetched(r.arena, &m, 1);
	message_read(r.arena, mail.bytes, mail.n, false, &facts);
	x = explain_message(
	    r.arena, r.office, &r.office->house, &facts, mail.received, "");
	for (i = 0; i < LENGTH(lines); i++) {
		if (!is_explained(&x, lines[i]))
			fail_msg("\"%s\" is not told", lines[i]);
	}
	rig_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_question_goes_to_whom_the_rules_name),
		cmocka_unit_test(test_a_rule_gives_priority),
		cmocka_unit_test(test_no_answer_needed_opens_no_question),
		cmocka_unit_test(test_what_a_rule_does_is_explained),
		cmocka_unit_test(
		    test_d12_a_captured_reference_joins_in_either_order),
	};

	return unit_run(tests);
}
