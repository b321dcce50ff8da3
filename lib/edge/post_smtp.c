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

#define CHUNK_BYTES 8192

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

static bool
is_good(const struct post_reply *r)
{
	return r->code / 100 == 2;
}

/*
 * What the server says to the sender and to the recipient, which it is told at
 * once when it offers that (RFC 2920); else reply[1] stays empty when reply[0]
 * is a refusal. 0; -1: the connection broke.
 */
static int
say_envelope(struct post_session *s, const struct envelope *v,
    struct post_reply reply[2], struct err *e)
{
	char mail[400], rcpt[300], both[702], size[40] = "";

	reply[1] = (struct post_reply){ 0, "" };
	if (s->offer.has_size)
		(void)snprintf(size, sizeof(size), " SIZE=%zu", v->n);
	(void)snprintf(mail, sizeof(mail), "MAIL FROM:<%s>%s%s", v->from, size,
	    s->offer.has_8bit && has_high_bytes(v->bytes, v->n)
	        ? " BODY=8BITMIME"
	        : "");
	(void)snprintf(rcpt, sizeof(rcpt), "RCPT TO:<%s>", v->to);
	(void)snprintf(both, sizeof(both), "%s\r\n%s", mail, rcpt);
	if (post_session_command(
	        s, s->offer.has_pipelining ? both : mail, &reply[0], e) != 0)
		return -1;
	if (!s->offer.has_pipelining)
		return is_good(&reply[0])
		    ? post_session_command(s, rcpt, &reply[1], e)
		    : 0;
	/* A server that refuses the sender may hang up before the other. */
	if (post_session_reply(s, &reply[1], e) == 0 || !is_good(&reply[0]))
		return 0;
	return -1;
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

	if (send_body(&w, bytes, n, e) != 0 || put(&w, ".\r\n", 3, e) != 0) {
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
send_data(struct post_session *s, const struct envelope *v, struct err *e)
{
	struct post_reply reply;

	if (post_session_ask(s, e) != 0 ||
	    post_session_command(s, "DATA", &reply, e) != 0) {
		post_session_close(s);
		return POST_LATER;
	}
	if (reply.code / 100 != 3)
		return refuse(s, &reply, "DATA was refused", e);
	return send_content(s, v->bytes, v->n, e);
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
	struct post_reply reply[2] = { { 0, "" }, { 0, "" } };
	int code;

	if (!was_open) {
		post_session_close(s);
		if (post_session_open(s, e) != 0)
			return POST_LATER;
	}
	code = say_envelope(s, &v, reply, e);
	if (was_open && (code < 0 || reply[0].code == 421)) {
		post_session_close(s);
		if (post_session_open(s, e) != 0)
			return POST_LATER;
		code = say_envelope(s, &v, reply, e);
	}
	if (code < 0) {
		post_session_close(s);
		return POST_LATER;
	}
	if (!is_good(&reply[0]))
		return refuse(s, &reply[0], "the sender was refused", e);
	if (!is_good(&reply[1]))
		return refuse(s, &reply[1], no_recipient, e);
	return send_data(s, &v, e);
}
