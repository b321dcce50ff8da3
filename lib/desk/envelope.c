/*
 * From a rendered notice to its row: to whom it goes, from whom, and where an
 * answer to it goes.
 */

#include "desk/envelope.h"

#include <string.h>

#include "base/arena.h"
#include "desk/office.h"
#include "edge/store.h"
#include "notice/letter.h"
#include "triage/ours.h"
#include "triage/permit.h"

static bool
shares_team(const struct colleague *a, const struct colleague *b)
{
	size_t i;

	if (b->n_teams == 0)
		return true;
	for (i = 0; i < b->n_teams; i++) {
		if (roster_is_in_team(a, b->teams[i]))
			return true;
	}
	return false;
}

const struct colleague *
envelope_reader(const struct office *o, const struct colleague *meant)
{
	const struct roster *r = &o->settings.roster;
	const struct colleague *any = meant;
	size_t i;

	if (!o->settings.is_shadow || meant->role == ROLE_COORDINATOR)
		return meant;
	for (i = 0; i < r->n_people; i++) {
		if (r->people[i].role != ROLE_COORDINATOR)
			continue;
		if (shares_team(&r->people[i], meant))
			return &r->people[i];
		any = &r->people[i];
	}
	return any;
}

const char *
envelope_shadow(const struct office *o, const struct colleague *meant)
{
	return envelope_reader(o, meant) == meant ? NULL : meant->name;
}

struct reply
envelope_reply(
    const struct office *o, const struct colleague *meant, struct date today)
{
	const struct mailbox_settings *box =
	    settings_command_mailbox(&o->settings);

	if (!box)
		return (struct reply){ 0 };
	return (struct reply){
		.address = box->addresses[0],
		.key = o->house.keys.n > 0 ? o->key : NULL,
		.recipient = envelope_reader(o, meant)->id,
		.expires = date_add(today, PERMIT_DAYS),
	};
}

static const char *
domain_of(const char *address)
{
	const char *at = strrchr(address, '@');

	return at ? at + 1 : "localhost";
}

static int
add_row(struct store *s, const struct planned *p,
    const struct colleague *reader, struct instant now, int64_t *id,
    struct err *e)
{
	size_t i;

	if (store_notice_add(s, p, reader->address, now, id, e) != 0)
		return -1;
	/* Each week has its own summary, each question its signal, each mail
	 * its answer; of the others only the latest tells what is so. */
	if (p->kind != NOTICE_WEEKLY && p->kind != NOTICE_SIGNAL &&
	    p->kind != NOTICE_ANSWER &&
	    store_notices_supersede(s, p, now, e) != 0)
		return -1;
	for (i = 0; i < p->n_items; i++) {
		if (*p->items[i].key &&
		    store_notice_item_add(s, *id, p->items[i].key,
		        p->items[i].question->id, e) != 0)
			return -1;
	}
	return 0;
}

int
envelope_write(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, const struct rendered *body,
    const struct enclosure *with, struct instant now, int64_t *notice,
    struct err *e)
{
	const struct post_settings *post = &o->settings.post;
	const struct colleague *reader = envelope_reader(o, p->recipient);
	const struct mailbox_settings *box =
	    settings_command_mailbox(&o->settings);
	struct letter_head head = {
		.from_name = post->from_name,
		.from = post->from,
		.to_name = reader->name,
		.to = reader->address,
		.date = now,
		.language = o->settings.language,
		.token = p->key,
		.in_reply_to = with->in_reply_to,
		.n_files = with->n_files,
		.files = with->files,
	};
	struct letter letter;

	if (box && strcmp(box->addresses[0], post->from) != 0)
		head.reply_to = box->addresses[0];
	if (add_row(s, p, reader, now, notice, e) != 0)
		return -1;
	head.message_id = ours_id(a, *notice, o->key, domain_of(post->from));
	head.reference = ours_id(a, *notice, o->key,
	    arena_printf(a, OURS_REFERENCE "%s", domain_of(post->from)));
	letter = letter_build(a, &head, body);
	return store_notice_fill(s, *notice, head.message_id, body->subject,
	    letter.bytes, letter.n, e);
}
