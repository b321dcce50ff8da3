/*
 * Folders that say something (users.md 22): a move to Afgehandeld is klaar on
 * the day of the move, a move to somebody's folder gives it to them, and moving
 * back takes it back.
 */

#include <string.h>

#include "tests/unit/desk_rig.h"

#define WORK                                                         \
	", { id = \"werk\"; source = \"maildir\"; path = \"werk\"; " \
	"team = \"K\"; addresses = [ \"werk@vng.nl\" ]; "            \
	"done_folder = \"Afgehandeld\"; "                            \
	"person_folders = ( { folder = \"Daan\"; person = \"daan\"; } ); }"

static const struct rig_mail asked = { "q1@deventer.nl", NULL,
	"Nora <nora@deventer.nl>", "werk@vng.nl", "Vraag over de BKR",
	"Mag een pedagogisch medewerker alleen op de groep staan?",
	"2026-11-02T09:00:00+01:00" };

/* The message lies in a folder, under a UID of its own there. */
static void
lies_in(struct rig *r, const char *folder, uint32_t uid, const char *now)
{
	struct batch *b = batch_new(
	    folder, strcmp(folder, "INBOX") == 0 ? FOLDER_INBOX : FOLDER_OTHER);
	struct filed_counts counts = { 0 };
	struct err e = { 0 };

	b->uidvalidity = 7;
	b->uid_next = strcmp(folder, "INBOX") == 0 ? 1 : uid + 1;
	b->mails = arena_array(b->arena, 2, sizeof(*b->mails));
	b->mails[b->n++] = rig_fetched(b->arena, &asked, uid);
	b->last_uid = uid;
	if (file_batch(r->store, r->office, r->mailbox, b, moment(now), false,
	        &counts, &e) != 0)
		fail_msg("%s", e.text);
	batch_free(b);
}

static struct rig
watched(void)
{
	struct rig r = rig_new_with(WORK);

	r.mailbox = &r.office->settings.mailboxes[1];
	rig_activate(&r, "2026-11-01T12:00:00+01:00");
	lies_in(&r, "INBOX", 1, asked.at);
	assert_int_equal(rig_question(&r, 1).state, STATE_OPEN);
	return r;
}

static void
a_move_to_the_done_folder_is_klaar_on_that_day(void **state)
{
	struct rig r = watched();
	struct question q;
	char day[DATE_TEXT];
	int64_t events;

	(void)state;
	lies_in(&r, "Afgehandeld", 1, "2026-11-05T10:00:00+01:00");
	q = rig_question(&r, 1);
	assert_int_equal(q.state, STATE_HANDLED);
	assert_string_equal(
	    date_print(date_of(q.stretches[0].end), day), "2026-11-05");
	/* Seen there once more, it says nothing new. */
	events = rig_events(&r);
	lies_in(&r, "Afgehandeld", 2, "2026-11-06T10:00:00+01:00");
	assert_int_equal(rig_events(&r), events);
	/* Back in the inbox it is open again. */
	lies_in(&r, "INBOX", 2, "2026-11-06T11:00:00+01:00");
	assert_int_equal(rig_question(&r, 1).state, STATE_OPEN);
	/* And once more to the folder. */
	lies_in(&r, "INBOX/Afgehandeld", 1, "2026-11-07T10:00:00+01:00");
	assert_int_equal(rig_question(&r, 1).state, STATE_HANDLED);
	rig_done(&r);
}

static void
a_move_to_somebodys_folder_gives_it_to_them(void **state)
{
	struct rig r = watched();

	(void)state;
	lies_in(&r, "Daan", 1, "2026-11-05T10:00:00+01:00");
	assert_string_equal(rig_question(&r, 1).assignee, "daan");
	lies_in(&r, "Afgehandeld", 1, "2026-11-05T11:00:00+01:00");
	assert_int_equal(rig_question(&r, 1).state, STATE_HANDLED);
	/* Out of Afgehandeld, back to Daan: open, and his. */
	lies_in(&r, "Daan", 2, "2026-11-05T12:00:00+01:00");
	assert_int_equal(rig_question(&r, 1).state, STATE_OPEN);
	assert_string_equal(rig_question(&r, 1).assignee, "daan");
	lies_in(&r, "INBOX", 2, "2026-11-05T13:00:00+01:00");
	assert_string_equal(rig_question(&r, 1).assignee, "");
	rig_done(&r);
}

/* What was closed otherwise is not opened by a message that moves. */
static void
a_move_undoes_only_what_a_move_did(void **state)
{
	struct rig r = watched();

	(void)state;
	(void)rig_act(&r,
	    &(struct deed){
	        .kind = DEED_ANSWER, .question = 1, .value = "hand" },
	    "2026-11-04T10:00:00+01:00");
	lies_in(&r, "Afgehandeld", 1, "2026-11-05T10:00:00+01:00");
	lies_in(&r, "INBOX", 2, "2026-11-05T11:00:00+01:00");
	assert_int_equal(rig_question(&r, 1).state, STATE_HANDLED);
	rig_done(&r);
}

/* A rule of the server that files new mail there is nobody's word. */
static void
what_arrives_there_is_not_done(void **state)
{
	struct rig r = rig_new_with(WORK);

	(void)state;
	r.mailbox = &r.office->settings.mailboxes[1];
	rig_activate(&r, "2026-11-01T12:00:00+01:00");
	lies_in(&r, "Afgehandeld", 1, asked.at);
	assert_int_equal(rig_question(&r, 1).state, STATE_OPEN);
	rig_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_move_to_the_done_folder_is_klaar_on_that_day),
		cmocka_unit_test(a_move_to_somebodys_folder_gives_it_to_them),
		cmocka_unit_test(a_move_undoes_only_what_a_move_did),
		cmocka_unit_test(what_arrives_there_is_not_done),
	};

	return unit_run(tests);
}
