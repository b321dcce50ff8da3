/*
 * Arbitrary bytes as all that an IMAP server ever says, from its greeting on:
 * a login, a scan of every folder, flags, IDLE, messages asked for again and
 * a listing. Each byte 1 of the input becomes the next tag, so that a change
 * to one answer does not spoil all that come after it. Checks what source.h
 * promises of a batch. The line is a pair of sockets of this process.
 */

#include <sys/socket.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/dial.h"
#include "edge/imap.h"
#include "edge/interest.h"
#include "edge/settings.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
const char *__lsan_default_suppressions(void);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* libetpan 1.9.4 forgets a literal that stands where none may; the connection
 * ends there, so that it is one a retry, at most WIRE_BUDGET. */
const char *
__lsan_default_suppressions(void)
{
	return "leak:libetpan\n";
}

static char secret[] = "/tmp/postwacht-fuzz-XXXXXX";

/* What the server will have said, and the other end of the line. */
static const char *spoken;
static size_t spoken_n;
static int server_fd;

static void
clean(void)
{
	(void)unlink(secret);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	int fd = mkstemp(secret);

	(void)argc;
	(void)argv;
	if (fd < 0 || write(fd, "geheim\n", 7) != 7 || close(fd) != 0 ||
	    atexit(clean) != 0)
		abort();
	return 0;
}

/* In place of edge/dial: no connection, no TLS. */
struct line *
line_open(struct trust *trust, const struct server_settings *s, int stop_fd,
    struct err *e)
{
	struct arena *a = arena_new();
	struct line *l = arena_alloc(a, sizeof(*l));
	int ends[2];

	(void)trust;
	(void)e;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
		abort();
	if (send(ends[1], spoken, spoken_n, MSG_DONTWAIT) !=
	        (ssize_t)spoken_n ||
	    shutdown(ends[1], SHUT_WR) != 0)
		abort();
	server_fd = ends[1];
	l->arena = a;
	l->host = s->host;
	l->port = s->port;
	l->fd = ends[0];
	l->stop_fd = stop_fd;
	l->wake_fd = -1;
	l->command_ms = LINE_COMMAND_MS;
	line_begin(l);
	return l;
}

int
line_start_tls(struct line *l, struct err *e)
{
	if (l->start != l->end)
		return err_set(e, ERR_FIX, "injected");
	return 0;
}

int
line_fail_tls(const struct line *l, int code, struct err *e)
{
	(void)code;
	return line_fail(l, "TLS ends", e);
}

void
line_close(struct line *l)
{
	if (!l)
		return;
	(void)close(l->fd);
	(void)close(server_fd);
	arena_free(l->arena);
}

static void
speak(struct text *out, const uint8_t *data, size_t n)
{
	unsigned tag = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (data[i] == 1)
			text_addf(out, "%u", ++tag);
		else
			text_add_n(out, (const char *)data + i, 1);
	}
	spoken = out->data ? out->data : "";
	spoken_n = out->len;
}

static int
on_batch(void *context, struct batch *b)
{
	size_t i;

	(void)context;
	if (b->n > BATCH_MAILS)
		abort();
	for (i = 0; i < b->n; i++) {
		const struct fetched *mail = &b->mails[i];

		if (mail->uid == 0 || !mail->aside || !mail->name ||
		    (!mail->is_gone && !mail->bytes) ||
		    (!b->is_again && mail->uid > b->last_uid) ||
		    (i > 0 && mail->uid <= b->mails[i - 1].uid) ||
		    mail->n > FETCH_LAST)
			abort();
	}
	batch_free(b);
	return 0;
}

static int
on_listing(void *context, struct listing *l)
{
	size_t i;

	(void)context;
	for (i = 0; i < l->n; i++)
		if (l->uids[i] < l->from || l->uids[i] > l->to ||
		    (i > 0 && l->uids[i] <= l->uids[i - 1]))
			abort();
	listing_free(l);
	return 0;
}

/* A life of one connection; any step may end it. */
static void
live(struct source *s, bool knows)
{
	const struct cursor cursors[] = { { "INBOX", 7, 2, 5 },
		{ "Sent", 7, 1, 0 } };
	const struct wanted wanted[] = { { 1, "" }, { 2, "" } };
	size_t n = knows ? LENGTH(cursors) : 0;
	struct err e = { 0 };

	if (s->kind->open(s, &e) == 0 &&
	    s->kind->scan(s, cursors, n, on_batch, NULL, &e) == 0 &&
	    s->kind->wait(s, 0, &e) >= 0 &&
	    s->kind->scan(s, cursors, n, on_batch, NULL, &e) == 0 &&
	    s->kind->again(s, &cursors[0], wanted, LENGTH(wanted), on_batch,
	        NULL, &e) == 0)
		(void)s->kind->list(s, cursors, n, on_listing, NULL, &e);
	else if (!*e.text)
		abort();
	s->kind->close(s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct whereabouts open_ones[] = { { "INBOX", 7, 1 },
		{ "INBOX", 7, 2 } };
	const struct mailbox_settings mailbox = {
		.id = "m",
		.server = { .host = "imap.example",
		    .port = 143,
		    .user = "u",
		    .password = { .credential = "", .file = secret } },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(text_done) struct text out = { 0 };
	struct interest *interest;
	struct source *s;

	if (n == 0)
		return 0;
	text_init(&out, 65536);
	speak(&out, data + 1, n - 1);
	s = source_imap_new(a, &mailbox, NULL);
	interest = interest_new();
	interest_set(interest, open_ones, LENGTH(open_ones));
	s->interest = interest;
	live(s, data[0] % 2 == 1);
	interest_free(interest);
	return 0;
}
