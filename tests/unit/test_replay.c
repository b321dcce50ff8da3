/* New rules on old mail: what would change, how they do on what people
 * corrected, and how a question that there is gets them. */

#include "desk/replay.h"
#include "edge/store_sql.h"
#include "tests/unit/desk_rig.h"

#define UTRECHT "vragen@utrecht.nl"
#define NOW     "2026-11-09T12:00"

/* A mailbox with questions, a reminder, a remark and a forward. */
static const struct rig_mail inbox[] = {
	{ "a@x", NULL, UTRECHT, RIG_K, "Vraag over de bkr",
	    "Klopt de beroepskracht-kindratio van deze stamgroep?",
	    "2026-11-09T09:00" },
	{ "b@x", NULL, "vragen@assen.nl", RIG_K, "Vraag",
	    "Kunt u ons helpen met de zandbakken?", "2026-11-09T09:10" },
	{ "c@x", NULL, "iemand@gmail.com", RIG_K, "Woo-verzoek",
	    "Met een beroep op de Wet open overheid verzoek ik u om "
	    "openbaarmaking van alle stukken.\r\n> ouder bericht",
	    "2026-11-09T09:20" },
	{ "d@x", NULL, "info@utrecht.nl", RIG_K, "Ter informatie",
	    "Ter informatie: het jaarbeeld is verzonden. Fijne dag!",
	    "2026-11-09T09:30" },
	{ "e@x", "a@x", UTRECHT, RIG_K, "Re: Vraag over de bkr",
	    "Kunt u vandaag nog antwoorden?", "2026-11-09T10:00" },
	{ "f@x", NULL, "daan@vng.nl", RIG_K, "Fw: subsidie",
	    "Kun jij deze oppakken?\r\n\r\n"
	    "-----Oorspronkelijk bericht-----\r\n"
	    "Van: L. de Boer <l.deboer@almere.nl>\r\n"
	    "Verzonden: maandag 9 november 2026 08:00\r\n"
	    "Aan: Daan <daan@vng.nl>\r\nOnderwerp: subsidie\r\n\r\n"
	    "Mogen wij de subsidie peuteropvang verlagen?",
	    "2026-11-09T10:10" },
};

static struct rig
rig_with_mail(void)
{
	struct rig r = rig_new();

	rig_activate(&r, "2026-11-02T08:00");
	(void)rig_file(
	    &r, FOLDER_INBOX, inbox, LENGTH(inbox), "2026-11-09T11:00");
	return r;
}

/* What was told of a replay. */
struct told {
	struct replay replay;
	struct text text;
};

static void
note(void *context, const struct replay_item *item)
{
	struct told *told = context;

	replay_tell_item(&told->replay, item, &told->text);
}

static struct told
replay_rig(struct rig *r, const struct office *new)
{
	struct told told = { .replay = { .old = r->office, .new = new } };
	struct err e = { 0 };

	text_init(&told.text, 100000);
	told.replay.tell = note;
	told.replay.context = &told;
	if (replay_store(&told.replay, r->store, &e) != 0)
		fail_msg("%s", e.text);
	return told;
}

static void
test_the_same_rules_change_nothing(void **state)
{
	struct rig r = rig_with_mail();
	struct told told = replay_rig(&r, r.office);

	(void)state;
	assert_string_equal(told.text.data, "");
	assert_int_equal(told.replay.counts.messages, LENGTH(inbox));
	assert_int_equal(told.replay.counts.questions, 4);
	assert_int_equal(told.replay.counts.changed, 0);
	text_done(&told.text);
	rig_done(&r);
}

static const char new_rules[] =
    "topics = ( { name = \"zandbak\"; team = \"W\";\n"
    "  words = [ \"zandbak*\" ]; } );\n"
    "signals = ( { name = \"haast\"; term = \"spoed\";\n"
    "  words = [ \"zandbakken\" ]; } );\n"
    "questions = ( { name = \"brief\"; weight = 100;\n"
    "  words = [ \"jaarbeeld\" ]; },\n"
    "  { name = \"subsidie-niet\"; weight = -100;\n"
    "  words = [ \"peuteropvang\" ]; } );\n";

static void
test_what_would_change_is_told_and_counted(void **state)
{
	struct rig r = rig_with_mail();
	struct office *new = rig_office_with(&r, new_rules);
	struct told told = replay_rig(&r, new);
	const struct replay_counts *c = &told.replay.counts;
	size_t i, n = 0;
	struct question *all;

	(void)state;
	assert_non_null(strstr(told.text.data,
	    "2026-11-09  \"Vraag\"; team K -> W; onderwerp overig -> zandbak; "
	    "termijn servicenorm -> spoed; uiterlijk 2026-11-16 -> "
	    "2026-11-10\n"));
	assert_non_null(
	    strstr(told.text.data, "\"Ter informatie\"; zou een vraag zijn"));
	assert_non_null(
	    strstr(told.text.data, "\"Fw: subsidie\"; zou geen vraag meer"));
	assert_int_equal(c->changed, 3);
	assert_int_equal(c->team, 1);
	assert_int_equal(c->topic, 1);
	assert_int_equal(c->term, 1);
	assert_int_equal(c->deadline, 1);
	assert_int_equal(c->known, 1);
	assert_int_equal(c->opens, 1);
	assert_int_equal(c->drops, 1);
	/* Nothing was written. */
	all = rig_questions(&r, &n);
	assert_int_equal(n, 4);
	for (i = 0; i < n; i++)
		assert_string_not_equal(all[i].topic, "zandbak");
	text_done(&told.text);
	office_close(new);
	rig_done(&r);
}

/* The question about sandpits. */
static int64_t
sandpits(struct rig *r)
{
	size_t i, n = 0;
	const struct question *all = rig_questions(r, &n);

	for (i = 0; i < n; i++) {
		if (strcmp(all[i].organisation, "GM0106") == 0)
			return all[i].id;
	}
	fail_msg("no question of Assen");
	return 0;
}

static void
test_what_a_person_set_does_not_change(void **state)
{
	struct rig r = rig_with_mail();
	struct office *new = rig_office_with(&r, new_rules);
	struct told told;

	(void)state;
	(void)rig_act(&r,
	    &(struct deed){ .kind = DEED_TOPIC,
	        .question = sandpits(&r),
	        .value = "klacht" },
	    NOW);
	told = replay_rig(&r, new);
	assert_int_equal(told.replay.counts.topic, 0);
	assert_int_equal(told.replay.counts.team, 1);
	text_done(&told.text);
	office_close(new);
	rig_done(&r);
}

static void
test_texts_that_are_gone_are_counted(void **state)
{
	struct rig r = rig_with_mail();
	struct office *new = rig_office_with(&r, new_rules);
	struct told told;

	(void)state;
	assert_int_equal(
	    sqlite3_exec(r.store->db, "DELETE FROM content WHERE message <= 2",
	        NULL, NULL, NULL),
	    SQLITE_OK);
	told = replay_rig(&r, new);
	assert_int_equal(told.replay.counts.no_text, 2);
	assert_int_equal(told.replay.counts.topic, 0);
	text_clear(&told.text);
	replay_tell_counts(&told.replay, &told.text);
	assert_non_null(strstr(
	    told.text.data, "Van 2 berichten is de tekst niet meer bewaard"));
	text_done(&told.text);
	office_close(new);
	rig_done(&r);
}

static void
test_rules_are_scored_against_corrections(void **state)
{
	struct rig r = rig_with_mail();
	struct office *new = rig_office_with(&r, new_rules);
	struct told told = { .replay = { .old = r.office, .new = new } };
	struct replay_score score;
	int64_t id = sandpits(&r);
	struct err e = { 0 };

	(void)state;
	(void)rig_act(&r,
	    &(struct deed){
	        .kind = DEED_TOPIC, .question = id, .value = "klacht" },
	    NOW);
	(void)rig_act(&r,
	    &(struct deed){
	        .kind = DEED_TERM, .question = id, .value = "spoed" },
	    NOW);
	text_init(&told.text, 10000);
	told.replay.tell = note;
	told.replay.context = &told;
	assert_int_equal(
	    replay_corrections(&told.replay, r.store, &score, &e), 0);
	assert_int_equal(score.topic.n, 1);
	assert_int_equal(score.topic.after, 0);
	assert_int_equal(score.term.n, 1);
	assert_int_equal(score.term.before, 0);
	assert_int_equal(score.term.after, 1);
	assert_int_equal(score.team.n, 0);
	assert_non_null(
	    strstr(told.text.data, "onderwerp zandbak -> klacht\n"));
	text_done(&told.text);
	office_close(new);
	rig_done(&r);
}

static struct err
refile(struct rig *r, int64_t only, size_t *n, size_t *events)
{
	struct err e = { 0 };

	if (replay_refile(
	        r->store, r->office, only, moment(NOW), n, events, &e) == 0)
		assert_int_equal(e.kind, ERR_NONE);
	return e;
}

static void
test_refile_gives_a_question_the_rules_of_today(void **state)
{
	struct rig r = rig_with_mail();
	int64_t id = sandpits(&r);
	struct question q;
	struct told told;
	size_t n = 0, events = 0;

	(void)state;
	rig_use_rules(&r, new_rules);
	assert_string_equal(rig_question(&r, id).topic, "overig");
	assert_int_equal(refile(&r, 0, &n, &events).kind, ERR_NONE);
	assert_int_equal(n, 4);
	assert_true(events > 0);
	q = rig_question(&r, id);
	assert_string_equal(q.topic, "zandbak");
	assert_string_equal(q.team, "W");
	assert_string_equal(q.term, "spoed");
	assert_int_equal(q.deadline.day, day("2026-11-10").day);
	/* Once more adds nothing, and replay agrees. */
	assert_int_equal(refile(&r, id, &n, &events).kind, ERR_NONE);
	assert_int_equal(events, 0);
	told = replay_rig(&r, r.office);
	assert_int_equal(told.replay.counts.topic, 0);
	assert_int_equal(told.replay.counts.deadline, 0);
	text_done(&told.text);
	assert_int_equal(refile(&r, 999, &n, &events).kind, ERR_ITEM);
	rig_done(&r);
}

static void
test_refile_leaves_what_a_person_set(void **state)
{
	struct rig r = rig_with_mail();
	int64_t id = sandpits(&r);
	size_t n = 0, events = 0;

	(void)state;
	(void)rig_act(&r,
	    &(struct deed){
	        .kind = DEED_TOPIC, .question = id, .value = "klacht" },
	    NOW);
	rig_use_rules(&r, new_rules);
	assert_int_equal(refile(&r, id, &n, &events).kind, ERR_NONE);
	assert_string_equal(rig_question(&r, id).topic, "klacht");
	assert_string_equal(rig_question(&r, id).team, "W");
	rig_done(&r);
}

static void
test_a_maildir_is_replayed_without_a_store(void **state)
{
	struct rig r = rig_new();
	struct office *new = rig_office_with(&r, new_rules);
	struct told told = { .replay = { .old = r.office, .new = new } };
	const char *box = arena_printf(r.arena, "%s/box", r.dir);
	struct err e = { 0 };
	size_t i;

	(void)state;
	assert_int_equal(
	    system(arena_printf(
	        r.arena, "mkdir -p '%s/cur' '%s/new' '%s/tmp'", box, box, box)),
	    0);
	for (i = 0; i < LENGTH(inbox); i++)
		rig_write(arena_printf(r.arena, "%s/cur/%zu.x:2,S", box, i),
		    rig_fetched(r.arena, &inbox[i], 1).bytes);
	text_init(&told.text, 10000);
	told.replay.tell = note;
	told.replay.context = &told;
	if (replay_path(&told.replay, box, &e) != 0)
		fail_msg("%s", e.text);
	assert_int_equal(told.replay.counts.messages, LENGTH(inbox));
	assert_int_equal(told.replay.counts.topic, 1);
	assert_int_equal(told.replay.counts.opens, 1);
	assert_int_equal(replay_path(&told.replay, "/nonexistent", &e), -1);
	text_done(&told.text);
	office_close(new);
	rig_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_same_rules_change_nothing),
		cmocka_unit_test(test_what_would_change_is_told_and_counted),
		cmocka_unit_test(test_what_a_person_set_does_not_change),
		cmocka_unit_test(test_texts_that_are_gone_are_counted),
		cmocka_unit_test(test_rules_are_scored_against_corrections),
		cmocka_unit_test(
		    test_refile_gives_a_question_the_rules_of_today),
		cmocka_unit_test(test_refile_leaves_what_a_person_set),
		cmocka_unit_test(test_a_maildir_is_replayed_without_a_store),
	};

	return unit_run(tests);
}
