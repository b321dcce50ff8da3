/*
 * What came in, counted as the digest and the summary tell it.
 */

#include "desk/intake.h"

#include <string.h>

#include "base/arena.h"
#include "desk/office.h"

static void
count_machine_mail(struct intake *in, enum kind kind)
{
	switch (kind) {
	case KIND_AUTO_REPLY:
		in->auto_replies++;
		break;
	case KIND_BOUNCE:
		in->bounces++;
		break;
	case KIND_RECEIPT:
		in->receipts++;
		break;
	case KIND_INVITATION:
		in->invitations++;
		break;
	case KIND_LIST:
		in->newsletters++;
		break;
	case KIND_SPAM:
		in->spam++;
		break;
	case KIND_OURS:
	case KIND_HUMAN:
		break;
	}
}

/* Each message once: a new question, with a known one, or no question. */
static void
count_one(struct lens *l, struct intake *in, const struct taken_in *m,
    struct other_mail *others)
{
	const struct organisation *org;

	if (m->kind == KIND_OURS) {
		in->ours++;
		return;
	}
	in->messages++;
	if (m->opened_question) {
		in->new_questions++;
		return;
	}
	if (m->in_question) {
		in->with_known++;
		return;
	}
	in->no_question++;
	count_machine_mail(in, m->kind);
	if (m->kind != KIND_HUMAN)
		return;
	in->from_colleagues += m->is_internal;
	org = organisation_by_code(l->office->organisations, m->organisation);
	others[in->n_human_others++] = (struct other_mail){
		.sender = *m->sender_name ? m->sender_name : m->sender_address,
		.organisation = org ? org->name : "",
		.subject = m->subject,
		.received = m->received,
		.message = m->is_from_us ? 0 : m->id,
	};
}

/* What concerns a team: its own mail, and mail that no team is named for. */
static bool
concerns(const struct taken_in *m, const char *team)
{
	return !team || !*team || !*m->team || strcmp(m->team, team) == 0 ||
	    strcmp(m->team, TEAM_BOTH) == 0;
}

/* team: NULL counts all mail. */
int
intake_count(struct lens *l, enum intake_by by, const char *team,
    struct instant since, struct instant until, struct intake *out,
    struct err *e)
{
	struct taken_in *messages = NULL;
	struct other_mail *others;
	size_t i, n = 0;

	if (store_intake(
	        l->store, l->arena, by, since, until, &messages, &n, e) != 0)
		return -1;
	others = arena_array(l->arena, n + 1, sizeof(*others));
	*out = (struct intake){ .since = since, .until = until };
	if (store_aside(l->store, since, until, &out->set_aside, e) != 0)
		return -1;
	out->messages = out->set_aside;
	for (i = 0; i < n; i++) {
		if (concerns(&messages[i], team))
			count_one(l, out, &messages[i], others);
	}
	out->human_others = others;
	return 0;
}

/* Mail of known organisations that lies in Ongewenste e-mail (A25). */
int
intake_junk(struct lens *l, struct intake *in, struct err *e)
{
	struct stored_junk *junk = NULL;
	struct other_mail *mails;
	size_t i, n = 0;

	if (store_junk(
	        l->store, l->arena, in->since, in->until, &junk, &n, e) != 0)
		return -1;
	mails = arena_array(l->arena, n + 1, sizeof(*mails));
	for (i = 0; i < n; i++) {
		const struct organisation *org = organisation_by_code(
		    l->office->organisations, junk[i].organisation);

		mails[i] = (struct other_mail){
			.sender = *junk[i].sender_name ? junk[i].sender_name
			                               : junk[i].sender_address,
			.organisation = org ? org->name : "",
			.subject = junk[i].subject,
			.received = junk[i].received,
		};
	}
	in->junk = mails;
	in->n_junk = n;
	return 0;
}
