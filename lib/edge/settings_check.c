/*
 * What the settings must be to each other. It knows the rules that keep
 * notices inside the organisation, out of watched mailboxes and passwords off
 * open lines; how a single value looks was checked before.
 */

#include "edge/settings_check.h"

#include <string.h>

#include "base/text.h"
#include "edge/settings.h"
#include "edge/settings_mistakes.h"
#include "edge/settings_value.h"

struct check {
	struct mistakes *mistakes;
	const struct settings *s;
};

/* Said in the file, be it well or badly. */
static bool
is_said(const struct check *c, const void *field)
{
	return place_find(c->mistakes, field) != NULL;
}

/* Was told before: a second mistake about it would only confuse. */
static bool
is_bad(const struct check *c, const void *field)
{
	const struct place *place = place_find(c->mistakes, field);

	return place && place->is_bad;
}

/* The line of a value; of the group it belongs to when it is absent; the
 * file's first when that is absent too. */
static struct place
place_of(const struct check *c, const void *field, const void *group)
{
	const struct place *place = place_find(c->mistakes, field);

	if (!place && group)
		place = place_find_group(c->mistakes, group);
	return place ? *place : (struct place){ .file = c->s->file, .line = 1 };
}

#define TELL(c, place, ...) \
	mistake_add((c)->mistakes, (place).file, (place).line, __VA_ARGS__)

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
	TELL(c, place_of(c, code, NULL),
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
			TELL(c, place_of(c, &r->teams[i].code, &r->teams[i]),
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

		if (is_bad(c, &away->from) || is_bad(c, &away->to) ||
		    !is_said(c, &away->from) || !is_said(c, &away->to))
			continue;
		if (away->from.day > away->to.day)
			TELL(c, place_of(c, &away->to, away),
			    "an absence ends before it begins; expected from "
			    "not later than to; exchange the two days");
	}
}

/* Notices stay inside (users.md 21) and never feed a watched mailbox. */
static void
check_recipient(const struct check *c, const struct colleague *p)
{
	const struct place place = place_of(c, &p->address, p);
	const struct mailbox_settings *box = watched_at(c, p->address);

	if (!p->address[0])
		return;
	if (box)
		TELL(c, place,
		    "%s is watched as mailbox \"%s\"; expected an address that "
		    "is not watched, or each notice would come in as mail; "
		    "give the person's own address",
		    p->address, box->id);
	if (c->s->n_notice_domains > 0 &&
	    !has_domain(
	        p->address, c->s->notice_domains, c->s->n_notice_domains))
		TELL(c, place,
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
	TELL(c, place_of(c, &p->stand_in, p),
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
			TELL(c, place_of(c, &p->id, p),
			    "person \"%s\" stands twice; expected each id once; "
			    "give one of them another id",
			    p->id);
		if (p->address[0] && strcmp(p->address, q->address) == 0)
			TELL(c, place_of(c, &p->address, p),
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
		is_sure &= !is_bad(c, &p->role);
	}
	if (r->n_people > 0 && !has_coordinator && is_sure)
		TELL(c, place_of(c, &r->people, NULL),
		    "nobody in people is coordinator; expected at least one, "
		    "who gets the daily overview; write role = \"coordinator\" "
		    "for one of them");
}

/* The settings that make no sense beside the chosen source or kind. */
static void
refuse_said(const struct check *c, const void *field, const char *name,
    const char *chosen)
{
	if (is_said(c, field))
		TELL(c, place_of(c, field, NULL),
		    "%s has no meaning with %s; expected no such setting "
		    "there; remove it",
		    name, chosen);
}

static void
refuse_server(
    const struct check *c, const struct server_settings *s, const char *chosen)
{
	refuse_said(c, &s->host, "host", chosen);
	refuse_said(c, &s->port, "port", chosen);
	refuse_said(c, &s->security, "security", chosen);
	refuse_said(c, &s->user, "user", chosen);
	refuse_said(c, &s->password.credential, "password_credential", chosen);
	refuse_said(c, &s->password.file, "password_file", chosen);
	refuse_said(c, &s->ca_file, "ca_file", chosen);
}

static void
require(const struct check *c, const char *const *field, const void *group,
    const char *name, const char *chosen)
{
	if (!(*field)[0] && !is_bad(c, field))
		TELL(c, place_of(c, field, group),
		    "%s is missing; expected one with %s; add %s = \"...\"",
		    name, chosen, name);
}

/* Exactly one source of the password, if there is a user; none otherwise. */
static void
check_login(
    const struct check *c, const struct server_settings *s, const void *group)
{
	bool has_credential = s->password.credential[0] != '\0';
	bool has_file = s->password.file[0] != '\0';
	bool is_told =
	    is_bad(c, &s->password.credential) || is_bad(c, &s->password.file);

	if (has_credential && has_file)
		TELL(c, place_of(c, &s->password.file, group),
		    "password_credential and password_file are both there; "
		    "expected one of them; remove the other");
	if (s->user[0] && !has_credential && !has_file && !is_told)
		TELL(c, place_of(c, &s->user, group),
		    "user \"%s\" has no password; expected password_credential "
		    "or password_file; add one of them",
		    s->user);
	if (!s->user[0] && (has_credential || has_file) && !is_bad(c, &s->user))
		TELL(c,
		    place_of(c,
		        has_file ? &s->password.file : &s->password.credential,
		        group),
		    "a password without user; expected both or neither; add "
		    "user");
}

static void
check_server(const struct check *c, const struct server_settings *s,
    const void *group, const char *chosen)
{
	require(c, &s->host, group, "host", chosen);
	if (s->host[0] && s->security == SECURITY_NONE &&
	    !host_is_loopback(s->host))
		TELL(c, place_of(c, &s->security, group),
		    "security = \"none\" with host \"%s\"; expected tls or "
		    "starttls, since mail and password would be readable on "
		    "the way; write security = \"tls\"",
		    s->host);
	check_login(c, s, group);
}

static void
check_unique_mailbox(const struct check *c, size_t i)
{
	const struct mailbox_settings *box = &c->s->mailboxes[i];
	size_t j, k;

	for (j = 0; j < i; j++) {
		if (box->id[0] && text_is_same(box->id, c->s->mailboxes[j].id))
			TELL(c, place_of(c, &box->id, box),
			    "mailbox \"%s\" stands twice; expected each id "
			    "once; give one of them another id",
			    box->id);
	}
	for (k = 0; k < box->n_addresses; k++) {
		const struct mailbox_settings *first =
		    watched_at(c, box->addresses[k]);

		if (first && first < box)
			TELL(c, place_of(c, &box->addresses[k], box),
			    "%s belongs to mailbox \"%s\" already; expected "
			    "each address once; remove it from one of them",
			    box->addresses[k], first->id);
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
		switch (box->source) {
		case MAILBOX_IMAP:
			if (is_bad(c, &box->source))
				break;
			check_server(c, &box->server, box, "source = \"imap\"");
			require(c, &box->server.user, box, "user",
			    "source = \"imap\"");
			refuse_said(c, &box->path, "path", "source = \"imap\"");
			break;
		case MAILBOX_MAILDIR:
			require(
			    c, &box->path, box, "path", "source = \"maildir\"");
			refuse_server(c, &box->server, "source = \"maildir\"");
			break;
		case MAILBOX_MBOX:
			require(
			    c, &box->path, box, "path", "source = \"mbox\"");
			refuse_server(c, &box->server, "source = \"mbox\"");
			break;
		}
	}
}

static void
check_post(const struct check *c)
{
	const struct post_settings *post = &c->s->post;
	const struct mailbox_settings *box = watched_at(c, post->from);

	if (!place_find_group(c->mistakes, post) || !is_said(c, &post->kind) ||
	    is_bad(c, &post->kind))
		return;
	switch (post->kind) {
	case POST_SMTP:
		check_server(c, &post->server, post, "kind = \"smtp\"");
		refuse_said(c, &post->folder, "folder", "kind = \"smtp\"");
		break;
	case POST_FOLDER:
		require(c, &post->folder, post, "folder", "kind = \"folder\"");
		refuse_server(c, &post->server, "kind = \"folder\"");
		break;
	}
	if (box)
		TELL(c, place_of(c, &post->from, post),
		    "post.from %s is watched as mailbox \"%s\"; expected an "
		    "address that is not watched, or bounces would come in as "
		    "questions; use Postwacht's own address",
		    post->from, box->id);
}

static void
check_office(const struct check *c)
{
	const struct agenda_options *office = &c->s->agenda;

	if (office->morning >= office->evening)
		TELL(c,
		    is_said(c, &office->evening)
		        ? place_of(c, &office->evening, NULL)
		        : place_of(c, &office->morning, NULL),
		    "office.evening is not after office.morning; expected a "
		    "morning earlier than the evening; exchange the two times");
}

void
settings_check(struct mistakes *m, const struct settings *s)
{
	const struct check c = { m, s };

	check_teams(&c);
	check_people(&c);
	check_mailboxes(&c);
	check_post(&c);
	check_office(&c);
}
