/*
 * Folders that say something: which act a place stands for, and what is taken
 * back when the message leaves it.
 */

#include "desk/moved.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/act.h"
#include "desk/office.h"
#include "edge/log.h"
#include "edge/store_command.h"

/* "Afgehandeld" is also "INBOX/Afgehandeld" and "INBOX.Afgehandeld". */
static bool
is_folder(const char *name, const char *wanted)
{
	size_t n = strlen(name), m = wanted ? strlen(wanted) : 0;

	if (m == 0 || n < m || !text_is_same(name + n - m, wanted))
		return false;
	return n == m || name[n - m - 1] == '/' || name[n - m - 1] == '.';
}

/* Whose folder it is, or NULL. */
static const char *
person_of(const struct mailbox_settings *box, const char *folder)
{
	size_t i;

	for (i = 0; i < box->n_person_folders; i++) {
		if (is_folder(folder, box->person_folders[i].folder))
			return box->person_folders[i].person;
	}
	return NULL;
}

static int
act(struct store *s, const struct office *o, struct arena *a,
    const struct deed *deed, struct instant now, struct err *e)
{
	const struct act_origin origin = {
		.who = ACT_FOLDER, .at = now, .now = now
	};
	struct act_result result = { 0 };
	int is_so = act_within(s, o, a, deed, &origin, &result, e);

	if (is_so < 0)
		return -1;
	log_line(LEVEL_INFO, "event=moved question=%lld act=%lld done=%d",
	    (long long)result.question, (long long)result.event, is_so);
	return 0;
}

/* The message does not lie any more where an earlier move said something. */
static int
take_back(struct store *s, const struct office *o, struct arena *a,
    const struct stored_move *m, struct instant now, struct err *e)
{
	const struct deed undo = { .kind = DEED_UNDO,
		.question = m->question,
		.value = "",
		.number = m->act };

	return act(s, o, a, &undo, now, e);
}

static int
heed_one(struct store *s, const struct office *o, struct arena *a,
    const struct stored_move *m, bool is_done, const char *person,
    struct instant now, struct err *e)
{
	const struct deed done = {
		.kind = DEED_ANSWER, .question = m->question, .value = "hand"
	};
	const struct deed assign = { .kind = DEED_ASSIGN,
		.question = m->question,
		.value = person ? person : "" };

	if (is_done)
		return m->is_open ? act(s, o, a, &done, now, e) : 0;
	if (m->act && m->is_closing && !m->is_open &&
	    take_back(s, o, a, m, now, e) != 0)
		return -1;
	if (person)
		return m->is_open || m->is_closing
		    ? act(s, o, a, &assign, now, e)
		    : 0;
	return m->act && !m->is_closing && m->is_open
	    ? take_back(s, o, a, m, now, e)
	    : 0;
}

int
moved_heed(struct store *s, const struct office *o, struct arena *a,
    const struct mailbox_settings *box, const char *folder,
    const struct sighting *at, struct instant now, struct err *e)
{
	const char *person = person_of(box, folder);
	bool is_done = is_folder(folder, box->done_folder);
	struct stored_move *moves = NULL;
	size_t i, n = 0;

	if (box->n_person_folders == 0 && !*box->done_folder)
		return 0;
	if (store_moved_here(s, a, at, &moves, &n, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (heed_one(s, o, a, &moves[i], is_done, person, now, e) != 0)
			return -1;
	}
	return 0;
}
