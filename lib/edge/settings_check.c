/*
 * What the settings must be to each other. It knows the rules that keep
 * notices inside the organisation and out of watched mailboxes; how a single value looks was checked before.
 */

#include "edge/settings_check.h"

#include <string.h>

#include "base/text.h"
#include "edge/settings.h"
#include "edge/settings_check_server.h"
#include "edge/settings_check_token.h"
#include "edge/settings_mistakes.h"
#include "notice/lead.h"

struct check {
	struct mistakes *mistakes;
	const struct settings *s;
};

static bool
has_domain(const char *address, const char *const *domains, size_t n)
{
	const char *at = strrchr(address, '@');
	size_t i;

	for (i = 0; at && i < n; i++) {
		if (text_is_same(at + 1, domains[i]))
			return true;
	}
	return false;
}

/* The same mailbox: "vragen+x@d" is delivered where "vragen@d" is. */
static bool
is_same_mailbox(const char *a, const char *b)
{
	const char *at_a = strrchr(a, '@'), *at_b = strrchr(b, '@');
	size_t n = strcspn(a, "+@"), m = strcspn(b, "+@");

	return at_a && at_b && n == m && strncmp(a, b, n) == 0 &&
	    strcmp(at_a, at_b) == 0;
}

/* The watched mailbox that an address leads to, or NULL. */
static const struct mailbox_settings *
watched_at(const struct check *c, const char *address)
{
	size_t i, j;

	for (i = 0; i < c->s->n_mailboxes; i++) {
		const struct mailbox_settings *box = &c->s->mailboxes[i];

		for (j = 0; j < box->n_addresses; j++) {
			if (is_same_mailbox(address, box->addresses[j]))
				return box;
		}
	}
	return NULL;
}

static bool
is_team(const struct check *c, const char *code)
{
	size_t i;

	for (i = 0; i < c->s->roster.n_teams; i++) {
		if (strcmp(c->s->roster.teams[i].code, code) == 0)
			return true;
	}
	return false;
}

static void
check_team_code(const struct check *c, const char *const *code)
{
	const char *codes[64];
	const char *nearest;
	size_t i, n = c->s->roster.n_teams;

	if (!(*code)[0] || n == 0 || is_team(c, *code))
		return;
	n = n < LENGTH(codes) ? n : LENGTH(codes);
	for (i = 0; i < n; i++)
		codes[i] = c->s->roster.teams[i].code;
	nearest = text_nearest(*code, codes, n);
	mistake_at(c->mistakes, code, NULL,
	    "team \"%s\" does not exist; expected the code of one of the "
	    "teams; write for example \"%s\"",
	    *code, nearest ? nearest : codes[0]);
}

static void
check_teams(const struct check *c)
{
	const struct roster *r = &c->s->roster;
	size_t i, j;

	for (i = 0; i < r->n_teams; i++) {
		for (j = 0; j < i; j++) {
			if (r->teams[i].code[0] &&
			    text_is_same(r->teams[i].code, r->teams[j].code))
				break;
		}
		if (j < i)
			mistake_at(c->mistakes, &r->teams[i].code, &r->teams[i],
			    "team \"%s\" stands twice; expected each code once; "
			    "give one of them another code",
			    r->teams[i].code);
	}
}

static void
check_absences(const struct check *c, const struct colleague *p)
{
	size_t i;

	for (i = 0; i < p->n_absences; i++) {
		const struct absence *away = &p->absences[i];

		if (place_is_bad(c->mistakes, &away->from) ||
		    place_is_bad(c->mistakes, &away->to) ||
		    !place_is_said(c->mistakes, &away->from) ||
		    !place_is_said(c->mistakes, &away->to))
			continue;
		if (away->from.day > away->to.day)
			mistake_at(c->mistakes, &away->to, away,
			    "an absence ends before it begins; expected from "
			    "not later than to; exchange the two days");
	}
}

/* Notices stay inside (users.md 21) and never feed a watched mailbox. */
static void
check_recipient(const struct check *c, const struct colleague *p)
{
	const struct mailbox_settings *box = watched_at(c, p->address);

	if (!p->address[0])
		return;
	if (box)
		mistake_at(c->mistakes, &p->address, p,
		    "%s is watched as mailbox \"%s\"; expected an address that "
		    "is not watched, or each notice would come in as mail; "
		    "give the person's own address",
		    p->address, box->id);
	if (c->s->n_notice_domains > 0 &&
	    !has_domain(
	        p->address, c->s->notice_domains, c->s->n_notice_domains))
		mistake_at(c->mistakes, &p->address, p,
		    "%s lies outside notice_domains; expected an address at %s; "
		    "correct it, or add its domain to notice_domains",
		    p->address, c->s->notice_domains[0]);
}

static void
check_stand_in(const struct check *c, const struct colleague *p)
{
	const struct roster *r = &c->s->roster;
	size_t i;

	if (!p->stand_in[0])
		return;
	for (i = 0; i < r->n_people; i++) {
		if (strcmp(r->people[i].id, p->stand_in) == 0 &&
		    &r->people[i] != p)
			return;
	}
	mistake_at(c->mistakes, &p->stand_in, p,
	    "stand_in \"%s\" is nobody else in people; expected the id of "
	    "another person; correct it or remove it",
	    p->stand_in);
}

static void
check_unique_person(const struct check *c, size_t i)
{
	const struct colleague *p = &c->s->roster.people[i];
	size_t j;

	for (j = 0; j < i; j++) {
		const struct colleague *q = &c->s->roster.people[j];

		if (p->id[0] && text_is_same(p->id, q->id))
			mistake_at(c->mistakes, &p->id, p,
			    "person \"%s\" stands twice; expected each id once; "
			    "give one of them another id",
			    p->id);
		if (p->address[0] && strcmp(p->address, q->address) == 0)
			mistake_at(c->mistakes, &p->address, p,
			    "%s belongs to two people; expected an address of "
			    "their own; give one of them another address",
			    p->address);
	}
}

static void
check_people(const struct check *c)
{
	const struct roster *r = &c->s->roster;
	bool has_coordinator = false, is_sure = true;
	size_t i, j;

	for (i = 0; i < r->n_people; i++) {
		const struct colleague *p = &r->people[i];

		check_unique_person(c, i);
		check_recipient(c, p);
		check_stand_in(c, p);
		check_absences(c, p);
		for (j = 0; j < p->n_teams; j++)
			check_team_code(c, &p->teams[j]);
		has_coordinator |= p->role == ROLE_COORDINATOR;
		is_sure &= !place_is_bad(c->mistakes, &p->role);
	}
	if (r->n_people > 0 && !has_coordinator && is_sure)
		mistake_at(c->mistakes, &r->people, NULL,
		    "nobody in people is coordinator; expected at least one, "
		    "who gets the daily overview; write role = \"coordinator\" "
		    "for one of them");
}

static void
check_unique_mailbox(const struct check *c, size_t i)
{
	const struct mailbox_settings *box = &c->s->mailboxes[i];
	size_t j, k;

	for (j = 0; j < i; j++) {
		if (box->id[0] && text_is_same(box->id, c->s->mailboxes[j].id))
			mistake_at(c->mistakes, &box->id, box,
			    "mailbox \"%s\" stands twice; expected each id "
			    "once; give one of them another id",
			    box->id);
	}
	for (k = 0; k < box->n_addresses; k++) {
		const struct mailbox_settings *first =
		    watched_at(c, box->addresses[k]);

		if (first && first < box)
			mistake_at(c->mistakes, &box->addresses[k], box,
			    "%s belongs to mailbox \"%s\" already; expected "
			    "each address once; remove it from one of them",
			    box->addresses[k], first->id);
	}
}

/* Commands come in by one mailbox, so that each is carried out once. */
static void
check_purpose(const struct check *c, const struct mailbox_settings *box)
{
	const struct mailbox_settings *first = settings_command_mailbox(c->s);

	if (box->purpose == PURPOSE_QUESTIONS ||
	    place_is_bad(c->mistakes, &box->purpose))
		return;
	if (first != box)
		mistake_at(c->mistakes, &box->purpose, box,
		    "mailbox \"%s\" takes commands already; expected one that "
		    "does; write purpose = \"questions\"",
		    first->id);
	if (box->purpose == PURPOSE_COMMANDS)
		check_is_silent(
		    c->mistakes, &box->team, "team", "purpose = \"commands\"");
	if (c->s->n_authservs == 0 &&
	    box->server.provider != PROVIDER_MICROSOFT365)
		mistake_at(c->mistakes, &box->purpose, box,
		    "mailbox \"%s\" takes commands, but no sender can be "
		    "proven; expected the name of the own mail gateway; write "
		    "for example authserv_ids = [ \"mx.example.nl\" ]",
		    box->id);
}

static void
check_person_folders(const struct check *c, const struct mailbox_settings *box)
{
	size_t i;

	for (i = 0; i < box->n_person_folders; i++) {
		const struct person_folder *f = &box->person_folders[i];

		if (f->person[0] && !roster_by_id(&c->s->roster, f->person))
			mistake_at(c->mistakes, &f->person, f,
			    "person \"%s\" is not in people; expected the id "
			    "of somebody on the roster; correct it",
			    f->person);
	}
}

static void
check_mailboxes(const struct check *c)
{
	size_t i;

	for (i = 0; i < c->s->n_mailboxes; i++) {
		const struct mailbox_settings *box = &c->s->mailboxes[i];

		check_unique_mailbox(c, i);
		check_team_code(c, &box->team);
		check_purpose(c, box);
		check_person_folders(c, box);
		switch (box->source) {
		case MAILBOX_IMAP:
			if (place_is_bad(c->mistakes, &box->source))
				break;
			check_server(c->mistakes, &box->server, box,
			    "source = \"imap\"");
			if (box->server.auth == AUTH_PASSWORD)
				check_is_given(c->mistakes, &box->server.user,
				    box, "user", "source = \"imap\"");
			check_is_silent(c->mistakes, &box->path, "path",
			    "source = \"imap\"");
			break;
		case MAILBOX_MAILDIR:
			check_is_given(c->mistakes, &box->path, box, "path",
			    "source = \"maildir\"");
			check_no_server(
			    c->mistakes, &box->server, "source = \"maildir\"");
			break;
		case MAILBOX_MBOX:
			check_is_given(c->mistakes, &box->path, box, "path",
			    "source = \"mbox\"");
			check_no_server(
			    c->mistakes, &box->server, "source = \"mbox\"");
			break;
		}
	}
}

static void
check_post(const struct check *c)
{
	const struct post_settings *post = &c->s->post;
	const struct mailbox_settings *box = watched_at(c, post->from);

	if (!place_is_said(c->mistakes, &post->kind) ||
	    place_is_bad(c->mistakes, &post->kind))
		return;
	switch (post->kind) {
	case POST_SMTP:
		check_server(
		    c->mistakes, &post->server, post, "kind = \"smtp\"");
		check_is_silent(
		    c->mistakes, &post->folder, "folder", "kind = \"smtp\"");
		break;
	case POST_FOLDER:
		check_is_given(c->mistakes, &post->folder, post, "folder",
		    "kind = \"folder\"");
		check_no_server(
		    c->mistakes, &post->server, "kind = \"folder\"");
		break;
	}
	if (box && box->purpose == PURPOSE_QUESTIONS)
		mistake_at(c->mistakes, &post->from, post,
		    "post.from %s is watched as mailbox \"%s\"; expected an "
		    "address that is not watched, or bounces would come in as "
		    "questions; use Postwacht's own address",
		    post->from, box->id);
}

/* A field without a star says not where its answer stands. */
static void
check_forms(const struct check *c)
{
	size_t i, k;

	for (i = 0; i < c->s->forms.n; i++) {
		const struct webform *form = &c->s->forms.at[i];
		const char *const *const fields[] = { &form->asker,
			&form->organisation };

		for (k = 0; k < LENGTH(fields); k++) {
			const char *field = *fields[k];

			if (*field && strcspn(field, "*:") > 0 &&
			    strchr(field, '*'))
				continue;
			if (*field)
				mistake_at(c->mistakes, fields[k], form,
				    "the form field \"%s\" has no label or no "
				    "star; expected the label and a star where "
				    "the answer stands; write for example "
				    "\"E-mailadres: *\"",
				    field);
		}
	}
}

/* H5: hours that hold nothing would make terms without an end. */
static void
check_hours(const struct check *c)
{
	const struct calendar_options *calendar = &c->s->calendar;
	size_t i;

	for (i = 0; i < calendar->n_blocks; i++) {
		const struct office_block *b = &calendar->blocks[i];

		if (b->from >= b->to || b->days == 0)
			mistake_at(c->mistakes, &b->to, b,
			    "calendar.hours holds a block without time; "
			    "expected a \"to\" later than its \"from\"; "
			    "exchange the two times");
	}
}

static void
check_team_norms(const struct check *c)
{
	size_t i;

	for (i = 0; i < c->s->n_team_norms; i++) {
		const struct team_norm_settings *t = &c->s->team_norms[i];

		if (*t->team && !roster_team(&c->s->roster, t->team))
			mistake_at(c->mistakes, &t->team, t,
			    "team_norms names the team \"%s\"; expected the "
			    "code of one of the teams; correct it",
			    t->team);
	}
}

static void
check_reminders(const struct check *c)
{
	size_t i, k;

	for (i = 0; i < c->s->n_reminders; i++) {
		const struct reminder_settings *r = &c->s->reminders[i];

		for (k = 0; k < r->n_before; k++) {
			struct lead lead;
			struct err e;

			if (lead_parse(r->before[k], &lead, &e) != 0)
				mistake_at(c->mistakes, &r->before[k], r,
				    "reminders.before: %s; correct it", e.text);
		}
	}
}

static void
check_signals(const struct check *c)
{
	static const char *const roles[] = { "coordinator", "leader", "-" };
	const struct agenda_options *o = &c->s->agenda;
	size_t i, k;

	for (i = 0; i < o->n_signal_rules; i++) {
		const struct signal_rule *r = &o->signal_rules[i];

		for (k = 0; k < LENGTH(roles); k++) {
			if (text_is_same(roles[k], r->to))
				break;
		}
		if (k == LENGTH(roles) && !roster_by_id(&c->s->roster, r->to))
			mistake_at(c->mistakes, &r->to, r,
			    "signals.to is \"%s\"; expected coordinator, "
			    "leader, - or the id of one of the people; correct "
			    "it",
			    r->to);
	}
}

static void
check_office(const struct check *c)
{
	const struct agenda_options *office = &c->s->agenda;

	if (office->morning >= office->evening)
		mistake_at(c->mistakes,
		    place_is_said(c->mistakes, &office->evening)
		        ? &office->evening
		        : &office->morning,
		    NULL,
		    "office.evening is not after office.morning; expected a "
		    "morning earlier than the evening; exchange the two times");
}

/* Figures that follow one colleague need the works council's consent (WOR
 * art. 27 lid 1 under l; users.md 21). */
static void
check_per_person(const struct check *c)
{
	if (!c->s->per_person || c->s->works_council.day != 0 ||
	    place_is_bad(c->mistakes, &c->s->works_council))
		return;
	mistake_at(c->mistakes, &c->s->per_person, NULL,
	    "per_person is on without works_council; expected the day on "
	    "which the works council consented (WOR art. 27); write "
	    "works_council = \"2026-01-15\" or switch per_person off");
}

void
settings_check(struct mistakes *m, const struct settings *s)
{
	const struct check c = { m, s };

	check_teams(&c);
	check_hours(&c);
	check_team_norms(&c);
	check_reminders(&c);
	check_signals(&c);
	check_people(&c);
	check_token_sources(m, s);
	check_mailboxes(&c);
	check_post(&c);
	check_forms(&c);
	check_office(&c);
	check_per_person(&c);
}
