/*
 * One fetched message: what it was seen as before, what it is, where it
 * belongs, and what follows from it at once.
 */

#include <string.h>

#include "base/arena.h"
#include "desk/again.h"
#include "desk/bounce.h"
#include "desk/cabinet.h"
#include "desk/deliver.h"
#include "desk/office.h"
#include "desk/order.h"
#include "desk/write.h"
#include "edge/log.h"
#include "edge/reader.h"
#include "edge/store.h"
#include "edge/store_link.h"
#include "edge/store_outbox.h"
#include "triage/ours.h"

/* A Date before this comes from a clock that was never set, and says nothing
 * about the age of a message. */
#define DATE_PLAUSIBLE_FROM 631152000 /* 1990-01-01T00:00:00Z */

/* Whether a message lies before the activation. Where the server stamped it,
 * the stamp decides; a Date alone counts only without one. */
static bool
is_history(const struct cabinet *c, const struct fetched *mail,
    const struct reading *r)
{
	int64_t activated = c->mailbox.activated_at.sec;

	if (c->as_history || mail->uid < c->folder.active_uid)
		return true;
	if (r->received.sec < activated)
		return true;
	if (r->facts.has_received)
		return r->facts.received.sec < activated;
	return r->facts.has_date && r->facts.date.sec < activated &&
	    r->facts.date.sec > DATE_PLAUSIBLE_FROM;
}

static bool
is_mailbox_address(const struct office *o, const char *address)
{
	return address_list_has(&o->house.mailboxes, address);
}

static size_t
add_parties(struct cabinet *c, const struct address_list *list,
    const char *field, struct filed_party *out)
{
	const struct office *o = c->office;
	size_t i, n = 0;

	for (i = 0; i < list->n; i++) {
		const struct address *a = &list->at[i];
		const struct organisation *org;

		if (!*a->addr)
			continue;
		org = organisation_of(o->organisations, a->domain);
		out[n].address = a;
		out[n].field = field;
		out[n].organisation = org->code;
		out[n].is_mailbox = is_mailbox_address(o, a->addr);
		out[n].is_us =
		    out[n].is_mailbox || strcmp(org->kind, "intern") == 0;
		n++;
	}
	return n;
}

static size_t
count_outside(const struct filed_party *parties, size_t n)
{
	size_t i, outside = 0;

	for (i = 0; i < n; i++)
		outside += !parties[i].is_us;
	return outside;
}

/* A conversation gets its judgement once a batch, however many of its
 * messages are in it. */
static int
touch(struct cabinet *c, int64_t conversation, struct err *e)
{
	size_t i;

	if (c->is_careful)
		return cabinet_judge(c, conversation, e);
	for (i = 0; i < c->n_touched; i++) {
		if (c->touched[i] == conversation)
			return 0;
	}
	if (c->n_touched == c->touched_room) {
		c->touched_room = c->touched_room ? c->touched_room * 2 : 64;
		c->touched = arena_grow(c->batch_arena, c->touched,
		    c->n_touched, c->touched_room, sizeof(*c->touched));
	}
	c->touched[c->n_touched++] = conversation;
	return 0;
}

/* Our own notices form no conversation. */
static int
find_conversation(struct cabinet *c, const struct reading *r,
    const struct verdict *v, size_t n_outside, int64_t *out, struct err *e)
{
	const struct ties ties = { .received = r->received,
		.is_human = v->kind == KIND_HUMAN,
		.is_from_us = v->is_from_us,
		.n_outside = n_outside,
		.thread_key = v->thread_key };

	if (v->kind == KIND_OURS)
		return store_conversation_new(c->store, out, e);
	return store_conversation(c->store, c->arena, &r->facts, &ties, out, e);
}

/* What we write over and over is a standard text; the messages that this one
 * makes so are judged anew (E18). */
static int
note_standard_text(struct cabinet *c, const struct reading *r,
    const struct verdict *v, int64_t message, struct err *e)
{
	int64_t *touched = NULL;
	size_t i, n = 0;

	if (v->kind != KIND_HUMAN || !v->is_from_us)
		return 0;
	if (store_alike(c->store, c->arena, &r->facts, message, r->received,
	        &touched, &n, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (touch(c, touched[i], e) != 0)
			return -1;
	}
	return 0;
}

/* A copy of a notice says that it was handed over (I1). */
static int
settle_copy(struct cabinet *c, const struct facts *f, struct err *e)
{
	long long notice;

	if (!ours_is(f, &c->office->house.keys, date_of(c->now), &notice))
		return 0;
	return store_notice_seen(c->store, notice, c->now, e) < 0 ? -1 : 0;
}

static struct house
house_of(const struct cabinet *c)
{
	struct house house = c->office->house;

	house.default_team = c->settings->team;
	house.is_exchange =
	    c->settings->server.provider == PROVIDER_MICROSOFT365;
	return house;
}

/* A mail to Postwacht itself is no message of any conversation. In Sent, the
 * trash and Junk nobody is spoken to. */
static int
file_order(struct cabinet *c, const struct fetched *mail,
    const struct reading *r, const struct sighting *sighting, struct err *e)
{
	const struct house house = house_of(c);
	const struct order_mail order = {
		.facts = &r->facts,
		.fingerprint = &r->fingerprint,
		.received = r->received,
		.is_history = is_history(c, mail, r),
		.mailbox = c->mailbox.id,
		.bytes = mail->bytes,
		.n = mail->n,
	};

	if (settle_copy(c, &r->facts, e) != 0)
		return -1;
	if ((c->batch->role == FOLDER_INBOX ||
	        c->batch->role == FOLDER_OTHER) &&
	    order_file(
	        c->store, c->office, &house, c->arena, &order, c->now, e) != 0)
		return -1;
	c->counts->filed++;
	return store_sighting(c->store, sighting, e);
}

static int
file_message(struct cabinet *c, const struct fetched *mail,
    const struct reading *r, int64_t *message, struct err *e)
{
	const struct facts *f = &r->facts;
	const struct office *o = c->office;
	const struct house house = house_of(c);
	struct verdict verdict;
	struct filing filing = {
		.received = r->received,
		.basis = r->basis,
		.filed_at = c->now,
		.is_history = is_history(c, mail, r),
		.mailbox = c->mailbox.id,
		.role = c->batch->role,
		.rules_version = o->versions.rules,
		.aside = r->aside,
	};
	struct filed_party *parties = arena_array(
	    c->arena, f->to.n + f->cc.n + f->bcc.n + 1, sizeof(*parties));
	size_t n = 0;
	int64_t conversation;

	classify(c->arena, f, r->received, &house, &verdict);
	n += add_parties(c, &f->to, "to", parties + n);
	n += add_parties(c, &f->cc, "cc", parties + n);
	n += add_parties(c, &f->bcc, "bcc", parties + n);
	if (find_conversation(c, r, &verdict, count_outside(parties, n),
	        &conversation, e) != 0 ||
	    store_message_add(c->store, f, &r->fingerprint, &verdict, &filing,
	        parties, n, conversation, message, e) != 0)
		return -1;
	if (!filing.is_history &&
	    write_plan(c->store, c->settings, *message, &verdict, c->now, e) !=
	        0)
		return -1;
	if (note_standard_text(c, r, &verdict, *message, e) != 0 ||
	    (verdict.kind != KIND_OURS && touch(c, conversation, e) != 0))
		return -1;
	if (verdict.kind == KIND_BOUNCE && !filing.is_history &&
	    bounce_settle(c->store, &o->house.keys, f, mail->bytes, mail->n,
	        c->now, e) != 0)
		return -1;
	c->counts->filed++;
	c->counts->history += filing.is_history;
	return 0;
}

static bool
is_registered(const struct organisation *org)
{
	return *org->code && strcmp(org->kind, "systeem") != 0;
}

/* What lies in Junk is not filed; somebody may rescue it, and then it is.
 * What a registered organisation sent is told of (A25). */
static int
leave_in_junk(struct cabinet *c, const struct reading *r,
    struct sighting *sighting, struct err *e)
{
	const struct organisation *org =
	    organisation_of(c->office->organisations, r->facts.from.domain);

	sighting->state = SIGHTING_ASIDE;
	sighting->reason = ASIDE_JUNK;
	c->counts->junk++;
	if (is_registered(org) && *r->facts.from.addr &&
	    sighting->uid >= c->folder.active_uid && !c->as_history &&
	    store_junk_add(c->store, sighting, &r->facts, &r->fingerprint,
	        r->received, org->code, e) != 0)
		return -1;
	return store_sighting(c->store, sighting, e);
}

/* What the readers made of the message, or this process makes of it now. */
static void
reading_of(struct cabinet *c, size_t i, struct reading *out)
{
	const struct reading *readings = c->batch->readings;

	if (readings)
		*out = readings[i];
	else
		reader_read(c->arena, &c->batch->mails[i], out);
	if (readings && *out->aside)
		log_line(LEVEL_WARNING,
		    "event=aside mailbox=%s uid=%u reason=\"%s\"",
		    c->settings->id, c->batch->mails[i].uid, out->aside);
}

/* A message that is known already is seen once more. What lies in Sent was
 * sent by us, whatever was thought of a copy that came first. */
static int
see_again(
    struct cabinet *c, int64_t message, const struct reading *r, struct err *e)
{
	int64_t conversation;
	int found;

	c->counts->known++;
	found = c->batch->role == FOLDER_SENT
	    ? store_unproven(c->store, message, &conversation, e)
	    : deliver_settle(
	          c->store, c->office, c->arena, message, r, &conversation, e);
	return found > 0 ? touch(c, conversation, e) : found;
}

int
file_one(struct cabinet *c, size_t i, struct err *e)
{
	const struct fetched *mail = &c->batch->mails[i];
	struct sighting sighting = {
		.folder = c->folder.id,
		.uidvalidity = c->batch->uidvalidity,
		.uid = mail->uid,
		.name = mail->name,
		.state = SIGHTING_FILED,
		.reason = "",
		.seen_at = c->now,
	};
	struct reading r;
	int found;

	if (mail->is_gone) {
		sighting.state = SIGHTING_GONE;
		return store_sighting(c->store, &sighting, e);
	}
	if (*mail->aside && mail->n == 0)
		return cabinet_put_off(c, &sighting, mail->aside, e);
	reading_of(c, i, &r);
	if (r.is_unread)
		return cabinet_put_off(c, &sighting, r.aside, e);
	if (again_is_stand_in(&r.facts))
		return cabinet_put_off(
		    c, &sighting, "the server gave a stand-in for it", e);
	/* No source and no header knows when it came: it came now. */
	if (r.received.sec <= 0)
		r.received = c->now;
	if (order_is_one(c->office, c->settings, &r.facts, r.received))
		return file_order(c, mail, &r, &sighting, e);
	found = store_message_find(c->store, &r.fingerprint, r.facts.has_date,
	    r.facts.has_received, r.facts.received, &sighting.message, e);
	if (found < 0)
		return -1;
	if (found == 0 && c->batch->role == FOLDER_JUNK)
		return leave_in_junk(c, &r, &sighting, e);
	if (found == 0 && file_message(c, mail, &r, &sighting.message, e) != 0)
		return -1;
	if (store_sighting(c->store, &sighting, e) != 0 ||
	    settle_copy(c, &r.facts, e) != 0)
		return -1;
	return found > 0 ? see_again(c, sighting.message, &r, e) : 0;
}
