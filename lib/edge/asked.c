/*
 * The FETCH commands of one connection. Sends them on lines of our own, since
 * libetpan waits for each, and has it read the answers. Knows by UID and
 * offset to which command an answer belongs; not what the bytes are for.
 */

#include "edge/asked.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/answer.h"
#include "edge/reply.h"
#include "edge/talk.h"

/* Room for the words around the set. */
#define ASKED_WORDS 128

static struct fetched *
asked_find(const struct asked *q, uint32_t uid)
{
	size_t lo = 0, hi = q->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (q->mails[mid].uid == uid)
			return &q->mails[mid];
		if (q->mails[mid].uid < uid)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/* Adds what came to what was there; a second answer to the same question and
 * one to another are left. */
static void
asked_add(const struct asked *q, struct fetched *mail, const struct answer *in)
{
	size_t n = in->body->sec_length;
	char *bytes;

	if (mail->n != q->offset || in->body->sec_origin_octet != q->offset)
		return;
	if (q->offset == 0) {
		mail->is_answered = in->is_answered;
		answer_date(in, mail);
	}
	/* A17: the literal's length rules, and it is cut when it is as long
	 * as was asked. */
	mail->is_cut = n >= q->size;
	if (n > q->size)
		n = q->size;
	bytes = arena_alloc(q->arena, mail->n + n + 1);
	if (mail->n > 0)
		memcpy(bytes, mail->bytes, mail->n);
	memcpy(bytes + mail->n, in->body->sec_body_part, n);
	mail->bytes = bytes;
	mail->n += n;
}

/* For libetpan: one FETCH answer. */
static void
on_message(struct mailimap_msg_att *message, void *context)
{
	const struct account *c = context;
	struct answer in = answer_read(message);
	size_t i;

	/* Another client's flag change, or a body that is NIL. */
	if (!in.uid || !in.body || !in.body->sec_body_part)
		return;
	for (i = 0; i < c->n_asked; i++) {
		struct fetched *mail = asked_find(c->asked[i], in.uid);

		if (mail)
			asked_add(c->asked[i], mail, &in);
	}
}

int
asked_send(struct account *c, struct asked *q, const char *set, struct err *e)
{
	SCOPED(text_done) struct text words = { 0 };

	assert(c->n_asked < ASKED_MAX);
	text_init(&words, strlen(set) + ASKED_WORDS);
	q->tag = ++c->session->imap_tag;
	text_addf(&words,
	    "%d UID FETCH %s (UID BODY.PEEK[]<%" PRIu32 ".%" PRIu32 ">%s)\r\n",
	    q->tag, set, q->offset, q->size,
	    q->offset == 0 ? " FLAGS INTERNALDATE" : "");
	q->is_answered = q->is_refused = false;
	c->asked[c->n_asked++] = q;
	return talk_send(c, "UID FETCH", words.data, e);
}

/* What the tagged answer that was read last says: 1, 0 or -1 as asked_await
 * returns. */
static int
asked_weigh(struct account *c, int result, struct err *e)
{
	if (account_check(c, result, "UID FETCH", e) == 0)
		return 1;
	if (c->wire.is_broken || c->source.retry_after > 0 ||
	    (c->session->imap_response &&
	        reply_is_passing(c->session->imap_response)))
		return -1;
	return 0;
}

/* The answer to the command that was asked first. */
static int
read_answer(struct account *c)
{
	struct mailimap_response *response;
	int last = c->session->imap_tag;
	int r, type;

	/* libetpan expects the answer to what it sent last. */
	c->session->imap_tag = c->asked[0]->tag;
	mailimap_set_msg_att_handler(c->session, on_message, c);
	r = mailimap_read_line(c->session)
	    ? mailimap_parse_response(c->session, &response)
	    : MAILIMAP_ERROR_STREAM;
	mailimap_set_msg_att_handler(c->session, NULL, NULL);
	c->session->imap_tag = last;
	if (r != MAILIMAP_NO_ERROR)
		return r;
	type = response->rsp_resp_done->rsp_data.rsp_tagged->rsp_cond_state
	           ->rsp_type;
	mailimap_response_free(response);
	return type == MAILIMAP_RESP_COND_STATE_OK ? MAILIMAP_NO_ERROR
	                                           : MAILIMAP_ERROR_UID_FETCH;
}

static int
await_first(struct account *c, struct err *e)
{
	struct asked *first = c->asked[0];
	int r;

	account_begin(c);
	r = asked_weigh(c, read_answer(c), e);
	c->is_careful |= c->wire.is_broken && c->n_asked > 1;
	first->is_answered = true;
	first->is_refused = r == 0;
	c->n_asked--;
	memmove(c->asked, c->asked + 1, c->n_asked * sizeof(*c->asked));
	return r;
}

int
asked_await(struct account *c, struct asked *q, struct err *e)
{
	while (!q->is_answered)
		if (await_first(c, e) < 0)
			return -1;
	return q->is_refused ? 0 : 1;
}

void
asked_settle(struct account *c)
{
	struct err why = { ERR_AGAIN, "" };
	int retry_after = c->source.retry_after;

	while (c->n_asked > 0 && !c->wire.is_broken)
		(void)await_first(c, &why);
	c->n_asked = 0;
	if (c->source.retry_after < retry_after)
		c->source.retry_after = retry_after;
}
