/*
 * Where mail leaves: the one door to SMTP and to the folder. It checks the
 * addresses, which could carry commands, and knows nothing of what a mail
 * says.
 */

#include "edge/post.h"

#include <string.h>

#include "base/arena.h"
#include "edge/line.h"
#include "edge/post_folder.h"
#include "edge/post_session.h"
#include "edge/post_smtp.h"
#include "edge/settings.h"

#define ADDRESS_MAX 254 /* RFC 5321 section 4.5.3.1.3, without <> */

struct post {
	struct arena *arena;
	const struct post_settings *settings;
	struct trust *own_trust; /* NULL while another's is used */
	struct post_session session;
};

struct post *
post_new(const struct post_settings *settings)
{
	struct arena *a = arena_new();
	struct post *p = arena_alloc(a, sizeof(*p));

	p->arena = a;
	p->settings = settings;
	p->session = (struct post_session){ .server = &settings->server,
		.stop_fd = -1,
		.command_ms = POST_COMMAND_MS,
		.final_ms = POST_FINAL_MS,
		.buffer = arena_alloc(a, LINE_MAX_BYTES) };
	return p;
}

void
post_use(struct post *p, struct trust *trust, int stop_fd)
{
	p->session.trust = trust;
	p->session.stop_fd = stop_fd;
}

void
post_ask(struct post *p, const struct post_ask *ask)
{
	p->session.ask = *ask;
}

void
post_set_limits(struct post *p, int command_ms, int final_ms)
{
	p->session.command_ms = command_ms;
	p->session.final_ms = final_ms;
}

void
post_close(struct post *p)
{
	post_session_quit(&p->session);
}

void
post_free(struct post *p)
{
	if (!p)
		return;
	post_session_quit(&p->session);
	trust_free(p->own_trust);
	arena_free(p->arena);
}

/* Nothing that could end the command or the angle brackets around it. */
static int
check_address(const char *address, const char *which, struct err *e)
{
	const char *at = strrchr(address, '@');
	const char *c;

	if (!at || at == address || !at[1] || strlen(address) > ADDRESS_MAX)
		return err_set(e, ERR_ITEM,
		    "The %s address is not of the form local@domain.", which);
	for (c = address; *c; c++) {
		if ((unsigned char)*c <= ' ' || (unsigned char)*c >= 0x7f ||
		    *c == '<' || *c == '>')
			return err_set(e, ERR_ITEM,
			    "The %s address holds a blank, a bracket, a "
			    "control character or no ASCII.",
			    which);
	}
	return 0;
}

enum post_outcome
post_send(struct post *p, const char *from, const char *to, const char *name,
    const char *bytes, size_t n, struct err *e)
{
	struct err unheard;

	e = e ? e : &unheard;
	if (check_address(from, "sender's", e) != 0 ||
	    check_address(to, "recipient's", e) != 0)
		return POST_REFUSED;
	switch (p->settings->kind) {
	case POST_FOLDER:
		if (post_session_may_leave(&p->session, e) != 0 ||
		    post_session_may_end(&p->session, e) != 0)
			return POST_LATER;
		return post_folder_put(p->settings->folder, name, bytes, n, e);
	case POST_SMTP:
		break;
	}
	if (!p->session.trust)
		p->session.trust = p->own_trust = trust_new();
	return post_smtp_send(&p->session, from, to, bytes, n, e);
}
