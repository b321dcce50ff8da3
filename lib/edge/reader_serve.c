/*
 * What runs in a reader process. Knows the order of question and answer on
 * its socket; the cell around it is in cell.c, the reading in mail/.
 */

#include "edge/reader_serve.h"

#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/cell.h"
#include "edge/facts_wire.h"

/* 0, or -1 at the end of the socket. */
static int
read_full(int fd, void *out, size_t n)
{
	char *at = out;

	while (n > 0) {
		ssize_t got = read(fd, at, n);

		if (got <= 0)
			return -1;
		at += got;
		n -= (size_t)got;
	}
	return 0;
}

static int
write_full(int fd, const void *bytes, size_t n)
{
	const char *at = bytes;

	while (n > 0) {
		ssize_t put = write(fd, at, n);

		if (put <= 0)
			return -1;
		at += put;
		n -= (size_t)put;
	}
	return 0;
}

/* The answer's head and body leave in one piece: most fit into one write. */
static int
answer(int fd, struct text *out, uint32_t sequence)
{
	const struct cell_refused refused = cell_take_refused();
	const struct wire_answer head = {
		.magic = facts_wire_magic(),
		.sequence = sequence,
		.files = refused.files,
		.calls = refused.calls,
		.n = (uint32_t)(out->len - sizeof(head)),
	};

	memcpy(out->data, &head, sizeof(head));
	return write_full(fd, out->data, out->len);
}

/* Room for the head, which is written last. */
static void
begin_answer(struct text *out)
{
	static const struct wire_answer blank;

	text_clear(out);
	text_add_n(out, (const char *)&blank, sizeof(blank));
}

static int
serve_one(int fd, struct arena *arena, struct text *out, reader_fn *read_mail)
{
	struct wire_request request;
	struct fetched mail = { .aside = "", .name = "" };
	struct reading reading;
	char *bytes;

	if (read_full(fd, &request, sizeof(request)) != 0 ||
	    request.magic != facts_wire_magic())
		return -1;
	bytes = arena_alloc(arena, (size_t)request.n + 1);
	if (read_full(fd, bytes, request.n) != 0)
		return -1;
	mail.bytes = bytes;
	mail.n = request.n;
	mail.is_cut = request.is_cut != 0;
	cell_begin_message();
	read_mail(arena, &mail, &reading);
	begin_answer(out);
	facts_wire_put(out, &reading.facts, &reading.fingerprint);
	if (out->is_cut) /* an empty answer is none, and is treated so */
		begin_answer(out);
	return answer(fd, out, request.sequence);
}

int
reader_serve(int fd, reader_fn *read_mail)
{
	SCOPED(arena_done) struct arena *arena = arena_new();
	SCOPED(text_done) struct text out = { 0 };
	struct err e = { 0 };
	int entered;

	text_init(&out, FACTS_WIRE_MAX);
	entered = cell_enter(fd, &e);
	begin_answer(&out);
	if (entered != 0)
		text_add(&out, e.text);
	if (answer(fd, &out, 0) != 0 || entered != 0)
		return EX_CONFIG;
	while (serve_one(fd, arena, &out, read_mail) == 0)
		arena_clear(arena);
	return EX_OK;
}
