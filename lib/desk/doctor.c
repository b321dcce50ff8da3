/*
 * Findings, and the links to the outside world: each is tried as the daemon
 * would use it.
 */

#include "desk/doctor.h"

#include <sys/stat.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/office.h"
#include "edge/pair.h"
#include "edge/probe.h"
#include "edge/secret.h"
#include "edge/token.h"
#include "edge/trust.h"

#define SAYS_MAX 1000 /* bytes of one finding */

const char *
finding_level_name(enum finding_level level)
{
	switch (level) {
	case FINDING_GOOD:
		return "ok";
	case FINDING_NOTE:
		return "note";
	case FINDING_BAD:
		break;
	}
	return "bad";
}

void
finding_add(struct findings *f, enum finding_level level, const char *link,
    const char *remedy, const char *format, ...)
{
	char says[SAYS_MAX];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(says, sizeof(says), format, args);
	va_end(args);
	if (f->n == f->room) {
		f->at = arena_grow(
		    f->arena, f->at, f->n, f->room * 2 + 16, sizeof(*f->at));
		f->room = f->room * 2 + 16;
	}
	f->at[f->n++] = (struct finding){ level, arena_copy(f->arena, link),
		arena_copy(f->arena, says),
		level == FINDING_GOOD ? "" : arena_copy(f->arena, remedy) };
	if (level > f->worst)
		f->worst = level;
}

void
finding_add_end(
    struct findings *f, const struct ending *ending, struct instant now)
{
	long long days = (ending->at.sec - now.sec) / 86400;
	enum finding_level level = days < DOCTOR_CLOSE ? FINDING_BAD
	    : days < ending->soon                      ? FINDING_NOTE
	                                               : FINDING_GOOD;
	char day[DATE_TEXT];

	if (ending->at.sec == 0)
		return;
	(void)date_print(date_of(ending->at), day);
	if (ending->at.sec < now.sec)
		finding_add(f, FINDING_BAD, ending->link, ending->remedy,
		    "%s ended on %s", ending->what, day);
	else
		finding_add(f, level, ending->link, ending->remedy,
		    "%s until %s (%lld days)", ending->what, day, days);
}

static void
look_at_certificate(struct findings *f, const char *link, struct instant end,
    struct instant now)
{
	finding_add_end(f,
	    &(struct ending){ link, "certificate of the server", end,
	        DOCTOR_SOON_ALONE, "whoever runs the server must renew it" },
	    now);
}

/* What a server knows this machine by. The fingerprint is what a relay lists,
 * so that both sides can be compared. */
static void
look_at_own_certificate(struct findings *f, const char *link,
    const struct server_settings *server, struct instant now)
{
	struct certificate_facts own;
	struct err why = { 0 };

	if (!*server->client_certificate_file ||
	    pair_look(server->client_certificate_file, &own, &why) != 0)
		return; /* trying the server tells why */
	finding_add(f, own.is_for_clients ? FINDING_GOOD : FINDING_NOTE, link,
	    "have it issued for client authentication too: many servers take "
	    "no other",
	    "shows itself by the certificate \"%s\", SHA-256 %s%s", own.name,
	    own.fingerprint,
	    own.is_for_clients ? "" : ", which is not issued for clients");
	finding_add_end(f,
	    &(struct ending){ link, "the client certificate", own.end,
	        DOCTOR_SOON,
	        "make a new one and have the server know it before that day" },
	    now);
}

static void
look_at_token(struct findings *f, const struct token_settings *t,
    struct tokens *tokens, struct instant now)
{
	const char *link = arena_printf(f->arena, "token source %s", t->name);
	struct certificate_facts own;
	struct err why = { 0 };
	const char *token;

	if (tokens_take(tokens, t, NULL, -1, f->arena, &token, &why) != 0) {
		finding_add(f, FINDING_BAD, link,
		    "see docs/microsoft365.md, or the provider's own pages",
		    "%s", why.text);
	} else {
		secret_wipe(token);
		finding_add(f, FINDING_GOOD, link, "", "gives a token");
	}
	if (t->grant == GRANT_CERTIFICATE &&
	    pair_look(t->certificate_file, &own, &why) == 0)
		finding_add_end(f,
		    &(struct ending){ link, "the application's certificate",
		        own.end, DOCTOR_SOON,
		        "make a new one and register it before that day" },
		    now);
	if (t->expires.day)
		finding_add_end(f,
		    &(struct ending){ link, "the application's secret",
		        date_instant(t->expires, 0), DOCTOR_SOON,
		        "make a new one before that day and set expires" },
		    now);
}

static void
look_at_folders(
    struct findings *f, const char *link, const struct imap_probe *p)
{
	if (*p->sent)
		finding_add(f, FINDING_GOOD, link, "",
		    "%zu folders; answers are seen in \"%s\"", p->n_folders,
		    p->sent);
	else
		finding_add(f, FINDING_BAD, link,
		    "set sent_folder to its name; without it no answer is "
		    "seen",
		    "%zu folders, and none of them is the Sent folder",
		    p->n_folders);
	if (!*p->junk || !*p->trash)
		finding_add(f, FINDING_NOTE, link,
		    "set junk_folder and trash_folder when the mailbox has "
		    "them under other names",
		    "no folder for %s was found",
		    !*p->junk ? "unwanted mail" : "deleted mail");
	if (!p->has_idle)
		finding_add(f, FINDING_NOTE, link,
		    "nothing; new mail is seen at the next poll",
		    "the server offers no IDLE");
}

static void
look_at_imap(struct findings *f, const struct mailbox_settings *m,
    struct trust *trust, struct instant now)
{
	const char *link = arena_printf(f->arena, "mailbox %s", m->id);
	struct err why = { 0 };
	struct imap_probe p;

	look_at_own_certificate(f, link, &m->server, now);
	if (probe_imap(f->arena, m, trust, &p, &why) != 0) {
		finding_add(f, FINDING_BAD, link,
		    why.kind == ERR_AGAIN
		        ? "check name, port and firewall, then try again"
		        : "correct what the message names",
		    "%s", why.text);
		return;
	}
	finding_add(f, FINDING_GOOD, link, "", "%s:%d lets \"%s\" in",
	    m->server.host, m->server.port, m->server.user);
	look_at_certificate(f, link, p.certificate_end, now);
	look_at_folders(f, link, &p);
}

static void
look_at_path(struct findings *f, const struct mailbox_settings *m)
{
	const char *link = arena_printf(f->arena, "mailbox %s", m->id);

	if (access(m->path, R_OK) == 0)
		finding_add(
		    f, FINDING_GOOD, link, "", "%s can be read", m->path);
	else
		finding_add(f, FINDING_BAD, link,
		    "make it, or let the user postwacht read it", "%s: %s",
		    m->path, strerror(errno));
}

static const char *
any_recipient(const struct office *o)
{
	const struct roster *r = &o->settings.roster;
	size_t i;

	for (i = 0; i < r->n_people; i++) {
		if (r->people[i].role == ROLE_COORDINATOR)
			return r->people[i].address;
	}
	return o->settings.post.from;
}

static void
look_at_smtp(struct findings *f, const struct office *o, struct trust *trust,
    struct instant now)
{
	const struct post_settings *post = &o->settings.post;
	const char *to = any_recipient(o);
	struct err why = { 0 };
	struct smtp_probe p;

	look_at_own_certificate(f, "post", &post->server, now);
	if (probe_smtp(f->arena, post, to, trust, &p, &why) != 0) {
		finding_add(f, FINDING_BAD, "post",
		    why.kind == ERR_AGAIN
		        ? "check name, port and firewall, then try again"
		        : "correct what the message names",
		    "%s", why.text);
		return;
	}
	finding_add(f, FINDING_GOOD, "post", "", "%s:%d is ready for mail",
	    post->server.host, post->server.port);
	look_at_certificate(f, "post", p.certificate_end, now);
	if (!p.is_sender_taken)
		finding_add(f, FINDING_BAD, "post",
		    "grant the login Send As on post.from, or correct "
		    "post.from",
		    "it may not send as %s: %s", post->from, p.refusal);
	else if (!p.is_recipient_taken)
		finding_add(f, FINDING_BAD, "post",
		    *post->server.client_certificate_file
		        ? "correct the address in people, or have the relay "
		          "list the fingerprint above"
		        : "correct the address in people, or let the relay "
		          "take it",
		    "mail to %s is refused: %s", to, p.refusal);
	else
		finding_add(f, FINDING_GOOD, "post", "",
		    "mail from %s to %s would be taken", post->from, to);
}

static void
look_at_out_folder(struct findings *f, const struct post_settings *post)
{
	if (access(post->folder, W_OK | X_OK) == 0 || errno == ENOENT)
		finding_add(f, FINDING_NOTE, "post",
		    "set kind = \"smtp\" once you have seen enough",
		    "notices become files in %s, no mail goes out",
		    post->folder);
	else
		finding_add(f, FINDING_BAD, "post",
		    "let the user postwacht write to it", "%s: %s",
		    post->folder, strerror(errno));
}

void
doctor_links(const struct office *o, struct instant now, struct findings *f)
{
	const struct settings *s = &o->settings;
	struct trust *trust = trust_new();
	size_t i;

	tokens_tell_time(trust_tokens(trust), now);
	for (i = 0; i < s->n_token_sources; i++)
		look_at_token(
		    f, &s->token_sources[i], trust_tokens(trust), now);
	for (i = 0; i < s->n_mailboxes; i++) {
		switch (s->mailboxes[i].source) {
		case MAILBOX_IMAP:
			look_at_imap(f, &s->mailboxes[i], trust, now);
			break;
		case MAILBOX_MAILDIR:
		case MAILBOX_MBOX:
			look_at_path(f, &s->mailboxes[i]);
			break;
		}
	}
	switch (s->post.kind) {
	case POST_SMTP:
		look_at_smtp(f, o, trust, now);
		break;
	case POST_FOLDER:
		look_at_out_folder(f, &s->post);
		break;
	}
	trust_free(trust);
}
