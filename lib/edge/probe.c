/*
 * One attempt at a server, by the same code that the daemon reads and sends
 * with. It changes nothing there.
 */

#include "edge/probe.h"

#include <string.h>

#include "base/arena.h"
#include "edge/account.h"
#include "edge/post_session.h"
#include "edge/provider.h"

static void
account_done(struct account *c)
{
	account_close(c);
}

static void
session_done(struct post_session *s)
{
	post_session_quit(s);
}

static const char *
folder_of(struct arena *a, const struct account *c, enum folder_role role)
{
	size_t i;

	for (i = 0; i < c->n_folders; i++) {
		if (c->folders[i].role == role)
			return arena_copy(a, c->folders[i].name);
	}
	return "";
}

int
probe_imap(struct arena *a, const struct mailbox_settings *m,
    struct trust *trust, struct imap_probe *out, struct err *e)
{
	SCOPED(account_done)
	struct account c = {
		.source = { .mailbox = m, .stop_fd = -1, .poke_fd = -1 },
		.trust = trust,
	};

	if (account_open(&c, e) != 0)
		return -1;
	*out = (struct imap_probe){
		.certificate_end = line_certificate_end(c.line),
		.has_idle = c.can.has_idle,
		.has_condstore = c.can.has_condstore,
		.n_folders = c.n_folders,
		.sent = folder_of(a, &c, FOLDER_SENT),
		.junk = folder_of(a, &c, FOLDER_JUNK),
		.trash = folder_of(a, &c, FOLDER_TRASH),
	};
	return 0;
}

/* 1: taken; 0: refused, the answer is in *out; -1. */
static int
say(struct arena *a, struct post_session *s, const char *line,
    struct smtp_probe *out, struct err *e)
{
	struct post_reply reply;
	const char *remedy;

	if (post_session_command(s, line, &reply, e) != 0)
		return -1;
	if (reply.code / 100 == 2)
		return 1;
	remedy = provider_remedy(reply.text);
	out->refusal =
	    arena_printf(a, "%s%s%s", reply.text, *remedy ? "; " : "", remedy);
	return 0;
}

int
probe_smtp(struct arena *a, const struct post_settings *post, const char *to,
    struct trust *trust, struct smtp_probe *out, struct err *e)
{
	SCOPED(session_done)
	struct post_session s = {
		.server = &post->server,
		.trust = trust,
		.stop_fd = -1,
		.command_ms = LINE_COMMAND_MS,
		.final_ms = LINE_COMMAND_MS,
		.buffer = arena_alloc(a, LINE_MAX_BYTES),
	};
	struct smtp_probe p = { .refusal = "" };
	int sender, recipient = 0;

	if (post_session_open(&s, e) != 0)
		return -1;
	p.certificate_end = line_certificate_end(s.line);
	sender =
	    say(a, &s, arena_printf(a, "MAIL FROM:<%s>", post->from), &p, e);
	if (sender > 0)
		recipient =
		    say(a, &s, arena_printf(a, "RCPT TO:<%s>", to), &p, e);
	if (sender < 0 || recipient < 0 || say(a, &s, "RSET", &p, e) < 0)
		return -1;
	p.is_sender_taken = sender > 0;
	p.is_recipient_taken = recipient > 0;
	*out = p;
	return 0;
}
