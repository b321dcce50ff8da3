/*
 * One mail over an SMTP connection: MAIL, RCPT, DATA, the final dot. It knows
 * what each failure means for the mail: before the dot nothing was handed
 * over; after it only the server's word counts.
 */

#include "edge/post_smtp.h"

#include <stdio.h>
#include <string.h>

#include "edge/line.h"
#include "edge/post_session.h"
#include "edge/provider.h"

#define CHUNK_BYTES   8192
#define ENVELOPE_LINE 400 /* an address, SIZE and BODY; no CRLF */

static const char no_recipient[] = "the recipient was refused";

/* A mail and whom it is between. */
struct envelope {
	const char *from, *to, *bytes;
	size_t n;
};

/* Bytes on their way, with line ends and dots put right (RFC 5321 sections
 * 2.3.8 and 4.5.2). A lone CR or LF would let a mail end early at a server
 * that takes it for a line end. */
struct stuffing {
	struct post_session *session;
	char chunk[CHUNK_BYTES];
	size_t n;
	bool is_line_start;
};

static int
flush(struct stuffing *w, struct err *e)
{
	size_t n = w->n;

	w->n = 0;
	line_set_deadline(w->session->line, w->session->command_ms);
	return line_write(w->session->line, w->chunk, n, e);
}

/* At most three bytes more, so that the chunk has room for them. */
static int
put(struct stuffing *w, const char *bytes, size_t n, struct err *e)
{
	if (w->n + n > sizeof(w->chunk) && flush(w, e) != 0)
		return -1;
	memcpy(w->chunk + w->n, bytes, n);
	w->n += n;
	return 0;
}

static int
put_line_end(struct stuffing *w, struct err *e)
{
	w->is_line_start = true;
	return put(w, "\r\n", 2, e);
}

static int
put_byte(struct stuffing *w, char c, struct err *e)
{
	if (w->is_line_start && c == '.' && put(w, ".", 1, e) != 0)
		return -1;
	w->is_line_start = false;
	return put(w, &c, 1, e);
}

/* Everything but the last chunk, to which the final dot belongs. */
static int
send_body(struct stuffing *w, const char *bytes, size_t n, struct err *e)
{
	size_t i;

	for (i = 0; i < n; i++) {
		bool is_end = bytes[i] == '\r' || bytes[i] == '\n';

		if (is_end && bytes[i] == '\r' && i + 1 < n &&
		    bytes[i + 1] == '\n')
			i++;
		if ((is_end ? put_line_end(w, e) : put_byte(w, bytes[i], e)) !=
		    0)
			return -1;
	}
	return w->is_line_start ? 0 : put_line_end(w, e);
}

/* A relay that knows this machine by its certificate and authorises nothing
 * (RFC 3463, X.7.1) speaks of the certificate. */
static bool
is_unlisted(
    const struct post_session *s, const struct post_reply *r, const char *what)
{
	const char *shown = s->server->client_certificate_file;

	return what == no_recipient && shown && *shown &&
	    strstr(r->text, " 5.7.1 ");
}

/* What a reply other than the hoped-for means. Codes that ask for a login
 * (RFC 4954 section 6) or say good-bye are about us, not about the mail, and
 * so is a refusal that the administrator can mend. */
static enum post_outcome
outcome_of(const struct post_session *s, const struct post_reply *r,
    const char *what, struct err *e)
{
	bool is_ours = r->code == 530 || r->code == 534 || r->code == 535 ||
	    r->code == 538 || *provider_remedy(r->text) ||
	    is_unlisted(s, r, what);

	if (r->code / 100 == 5 && !is_ours) {
		(void)post_session_fail(s, ERR_ITEM, what, r, e);
		return POST_REFUSED;
	}
	(void)post_session_fail(s, is_ours ? ERR_FIX : ERR_AGAIN, what, r, e);
	return POST_LATER;
}

/* After a refusal the connection serves the next mail, if it can. */
static enum post_outcome
refuse(struct post_session *s, const struct post_reply *r, const char *what,
    struct err *e)
{
	enum post_outcome outcome = outcome_of(s, r, what, e);
	struct post_reply reset;
	struct err unheard;

	if (r->code < 400 || r->code == 421 ||
	    (r->code >= 500 && outcome == POST_LATER) ||
	    post_session_command(s, "RSET", &reset, &unheard) != 0 ||
	    reset.code / 100 != 2)
		post_session_close(s);
	return outcome;
}

static bool
has_high_bytes(const char *bytes, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if ((unsigned char)bytes[i] >= 0x80)
			return true;
	}
	return false;
}

/* What the server answers before it takes the mail. */
enum stage {
	STAGE_MAIL,
	STAGE_RCPT,
	STAGE_DATA,
	STAGES,
};

enum said {
	SAID,         /* and answered, whatever the answer */
	SAID_IN_VAIN, /* the connection broke */
	SAID_NOT,     /* the mail may not leave */
};

static bool
is_good(enum stage stage, const struct post_reply *r)
{
	return r->code / 100 == (stage == STAGE_DATA ? 3 : 2);
}

/* The first that it does not take, or did not say anything to; STAGES. */
static enum stage
first_no(const struct post_reply reply[STAGES])
{
	enum stage stage = STAGE_MAIL;

	while (stage < STAGES && is_good(stage, &reply[stage]))
		stage++;
	return stage;
}

/* All at once, where the server offers that (RFC 2920). One that refuses may
 * hang up before the rest. */
static enum said
say_at_once(struct post_session *s, char line[STAGES][ENVELOPE_LINE],
    struct post_reply reply[STAGES], struct err *e)
{
	char all[STAGES * (ENVELOPE_LINE + 2)];
	enum stage stage;

	(void)snprintf(all, sizeof(all), "%s\r\n%s\r\n%s", line[STAGE_MAIL],
	    line[STAGE_RCPT], line[STAGE_DATA]);
	if (post_session_may_leave(s, e) != 0)
		return SAID_NOT;
	if (post_session_command(s, all, &reply[STAGE_MAIL], e) != 0)
		return SAID_IN_VAIN;
	for (stage = STAGE_RCPT; stage < STAGES; stage++) {
		if (post_session_reply(s, &reply[stage], e) == 0)
			continue;
		post_session_close(s);
		return first_no(reply) < stage ? SAID : SAID_IN_VAIN;
	}
	return SAID;
}

static enum said
say_in_turn(struct post_session *s, char line[STAGES][ENVELOPE_LINE],
    struct post_reply reply[STAGES], struct err *e)
{
	enum stage stage;

	for (stage = STAGE_MAIL; stage < STAGES; stage++) {
		if (stage == STAGE_DATA && post_session_may_leave(s, e) != 0)
			return SAID_NOT;
		if (post_session_command(s, line[stage], &reply[stage], e) != 0)
			return SAID_IN_VAIN;
		if (!is_good(stage, &reply[stage]))
			break;
	}
	return SAID;
}

/* Names the mail to the server and asks it to take it. The first refusal in
 * *reply counts; what was not said is one. */
static enum said
say_envelope(struct post_session *s, const struct envelope *v,
    struct post_reply reply[STAGES], struct err *e)
{
	char line[STAGES][ENVELOPE_LINE] = { [STAGE_DATA] = "DATA" };
	char size[40] = "";

	memset(reply, 0, STAGES * sizeof(reply[0]));
	if (s->offer.has_size)
		(void)snprintf(size, sizeof(size), " SIZE=%zu", v->n);
	(void)snprintf(line[STAGE_MAIL], ENVELOPE_LINE, "MAIL FROM:<%s>%s%s",
	    v->from, size,
	    s->offer.has_8bit && has_high_bytes(v->bytes, v->n)
	        ? " BODY=8BITMIME"
	        : "");
	(void)snprintf(line[STAGE_RCPT], ENVELOPE_LINE, "RCPT TO:<%s>", v->to);
	return s->offer.has_pipelining ? say_at_once(s, line, reply, e)
	                               : say_in_turn(s, line, reply, e);
}

/* From here on the server may have the mail whatever we hear. */
static enum post_outcome
send_dot(struct stuffing *w, struct err *e)
{
	struct post_session *s = w->session;
	struct post_reply reply;
	int code = flush(w, e);

	line_set_deadline(s->line, s->final_ms);
	if (code == 0)
		code = post_reply_read(s->line, s->buffer, &reply, NULL, e);
	if (code == 0 && reply.code / 100 == 2)
		return POST_SENT;
	if (code == 0 && reply.code >= 400)
		return refuse(s, &reply, "the mail was refused", e);
	if (code == 0)
		(void)post_session_fail(
		    s, ERR_ITEM, "an odd answer to the mail", &reply, e);
	else
		(void)err_in(e, "The mail was sent, but no answer came");
	e->kind = ERR_ITEM;
	post_session_close(s);
	return POST_UNCERTAIN;
}

/* An answer before the dot is a server that has had enough; since the dot has
 * not gone out, the mail cannot have been taken. */
static enum post_outcome
send_content(struct post_session *s, const char *bytes, size_t n, struct err *e)
{
	struct stuffing w = { .session = s, .is_line_start = true };
	struct post_reply reply;
	int early;

	if (send_body(&w, bytes, n, e) != 0 || put(&w, ".\r\n", 3, e) != 0 ||
	    post_session_may_end(s, e) != 0) {
		post_session_close(s);
		return POST_LATER;
	}
	early = line_wait(s->line, 0, e);
	if (early == 0)
		return send_dot(&w, e);
	if (early > 0 &&
	    post_reply_read(s->line, s->buffer, &reply, NULL, e) == 0) {
		enum post_outcome outcome =
		    outcome_of(s, &reply, "the mail was broken off", e);

		post_session_close(s);
		return outcome;
	}
	post_session_close(s);
	return POST_LATER;
}

static enum post_outcome
refuse_envelope(struct post_session *s, const struct post_reply reply[STAGES],
    struct err *e)
{
	static const char *const what[STAGES] = { "the sender was refused",
		no_recipient, "DATA was refused" };
	enum stage stage = first_no(reply);
	enum post_outcome outcome;

	if (s->line && !is_good(STAGE_DATA, &reply[STAGE_DATA]))
		return refuse(s, &reply[stage], what[stage], e);
	/* Whatever a server that said 354 hears next, it takes for the mail. */
	outcome = outcome_of(s, &reply[stage], what[stage], e);
	post_session_close(s);
	return outcome;
}

/* Whether the open connection is still good as far as one can hear: a server
 * that closes it says 421 or nothing at all. */
static bool
is_alive(struct post_session *s)
{
	struct err unheard;

	return s->line && line_wait(s->line, 0, &unheard) == 0;
}

enum post_outcome
post_smtp_send(struct post_session *s, const char *from, const char *to,
    const char *bytes, size_t n, struct err *e)
{
	const struct envelope v = { from, to, bytes, n };
	bool was_open = is_alive(s);
	struct post_reply reply[STAGES];
	enum said said = SAID_IN_VAIN;

	if (was_open) {
		said = say_envelope(s, &v, reply, e);
		was_open = said == SAID_NOT ||
		    (said == SAID && reply[STAGE_MAIL].code != 421);
	}
	if (!was_open) {
		post_session_close(s);
		if (post_session_open(s, e) != 0)
			return POST_LATER;
		said = say_envelope(s, &v, reply, e);
	}
	if (said != SAID) {
		post_session_close(s);
		return POST_LATER;
	}
	return first_no(reply) == STAGES ? send_content(s, bytes, n, e)
	                                 : refuse_envelope(s, reply, e);
}
