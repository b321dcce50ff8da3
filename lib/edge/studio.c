/*
 * The side that asks: starts the process, hands it the order, bounds it, and
 * remembers what was drawn last and what failed.
 */

#include "edge/studio.h"

#include <sys/mman.h>
#include <sys/wait.h>

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/text.h"
#include "edge/child.h"
#include "edge/studio_serve.h"
#include "edge/studio_wire.h"

/* The own program, whatever lies under its name by now. */
#ifndef STUDIO_PROGRAM
#define STUDIO_PROGRAM "/proc/self/exe" /* under valgrind that is valgrind */
#endif

/* Pictures that are remembered: those of a page, and one that changes. */
#define DRAWINGS 4

struct drawing {
	struct text order, uri;
};

struct studio {
	struct arena *arena; /* holds this struct */
	int wait_ms, stop_fd;
	bool has_failed[STUDIO_WORKS];
	struct instant failed_at[STUDIO_WORKS];
	size_t next; /* drawing that makes place */
	struct drawing drawings[DRAWINGS];
};

struct studio *
studio_open(int wait_ms)
{
	struct arena *arena = arena_new();
	struct studio *s = arena_alloc(arena, sizeof(*s));

	s->arena = arena;
	s->wait_ms = wait_ms;
	s->stop_fd = -1;
	return s;
}

void
studio_close(struct studio *s)
{
	size_t i;

	if (!s)
		return;
	for (i = 0; i < DRAWINGS; i++) {
		text_done(&s->drawings[i].order);
		text_done(&s->drawings[i].uri);
	}
	arena_free(s->arena);
}

void
studio_done(struct studio **s)
{
	studio_close(*s);
}

void
studio_set_stop(struct studio *s, int fd)
{
	s->stop_fd = fd;
}

bool
studio_is_stopped(const struct studio *s)
{
	struct pollfd p = { .fd = s->stop_fd, .events = POLLIN };

	return s->stop_fd >= 0 && poll(&p, 1, 0) > 0;
}

static bool
rests(const struct studio *s, enum studio_work work, struct instant now)
{
	return s->has_failed[work] && now.sec >= s->failed_at[work].sec &&
	    now.sec - s->failed_at[work].sec < STUDIO_REST;
}

/* The order as a file without a name, to be read from its start; or -1. */
static int
file_of(const struct text *order)
{
	int fd = memfd_create("order", MFD_CLOEXEC);

	if (fd < 0)
		return -1;
	if (child_write(fd, order->data, order->len) == 0 &&
	    lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	(void)close(fd);
	return -1;
}

static int
judge_end(const struct studio *s, enum child_end end, int status, struct err *e)
{
	switch (end) {
	case CHILD_DONE:
		break;
	case CHILD_LATE:
		return err_set(
		    e, ERR_ITEM, "it took more than %d s", s->wait_ms / 1000);
	case CHILD_STOPPED:
		return err_set(e, ERR_AGAIN, "stopped");
	case CHILD_LONG:
		return err_set(e, ERR_ITEM, "it is larger than %u MB",
		    STUDIO_BYTES_MAX >> 20);
	}
	if (WIFSIGNALED(status))
		return err_set(
		    e, ERR_ITEM, "it was ended by signal %d", WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		return err_set(e, ERR_ITEM, "it could not be made (%d)",
		    WEXITSTATUS(status));
	return 0;
}

static int
run(const struct studio *s, int order, struct text *out, struct err *e)
{
	char name[] = STUDIO_NAME;
	char *const argv[] = { name, NULL };
	struct child c = {
		.program = STUDIO_PROGRAM, .argv = argv, .in = order
	};
	enum child_end end;
	int status = child_start(&c);

	if (status != 0)
		return err_set(
		    e, ERR_AGAIN, "no process: %s", strerror(status));
	end = child_listen(&c, s->wait_ms, s->stop_fd, out);
	status = child_finish(&c, end == CHILD_DONE);
	return judge_end(s, end, status, e);
}

static int
carry_out(const struct studio *s, const struct text *order, struct text *out,
    struct err *e)
{
	int fd, result;

	if (order->is_cut)
		return err_set(e, ERR_ITEM, "it is larger than %u MB",
		    STUDIO_ORDER_MAX >> 20);
	fd = file_of(order);
	if (fd < 0)
		return err_set(e, ERR_AGAIN, "no memory: %s", strerror(errno));
	result = run(s, fd, out, e);
	(void)close(fd);
	return result;
}

/* Fills out, which is empty. 1, 0 or -1 as in the header. */
static int
make(struct studio *s, enum studio_work work, const struct text *order,
    struct instant now, struct text *out, struct err *e)
{
	if (rests(s, work, now))
		return 0;
	if (studio_is_stopped(s))
		return err_set(e, ERR_AGAIN, "stopped");
	s->has_failed[work] = carry_out(s, order, out, e) != 0;
	if (!s->has_failed[work])
		return 1;
	s->failed_at[work] = now;
	return -1;
}

static int
make_bytes(struct studio *s, struct arena *a, const struct studio_order *what,
    struct instant now, const char **bytes, size_t *n, struct err *e)
{
	SCOPED(text_done) struct text order = { 0 };
	SCOPED(text_done) struct text out = { 0 };
	int made;

	text_init(&order, STUDIO_ORDER_MAX);
	text_init(&out, STUDIO_BYTES_MAX);
	studio_wire_put(&order, what);
	made = make(s, what->work, &order, now, &out, e);
	if (made <= 0)
		return made;
	*bytes = arena_copy_n(a, out.data, out.len);
	*n = out.len;
	return 1;
}

int
studio_png(struct studio *s, struct arena *a, const struct chart *c,
    struct instant now, const char **bytes, size_t *n, struct err *e)
{
	const struct studio_order what = { .work = STUDIO_PNG, .chart = *c };

	return make_bytes(s, a, &what, now, bytes, n, e);
}

int
studio_book(struct studio *s, struct arena *a, const struct book *book,
    struct instant now, const char **bytes, size_t *n, struct err *e)
{
	const struct studio_order what = { .work = STUDIO_BOOK, .book = *book };

	return make_bytes(s, a, &what, now, bytes, n, e);
}

static const struct drawing *
find_drawing(const struct studio *s, const struct text *order)
{
	size_t i;

	for (i = 0; i < DRAWINGS; i++) {
		const struct drawing *d = &s->drawings[i];

		if (d->order.len == order->len &&
		    memcmp(d->order.data, order->data, order->len) == 0)
			return d;
	}
	return NULL;
}

/* Takes the place of the oldest; the order goes over to it. */
static const struct drawing *
keep_drawing(struct studio *s, struct text *order, const struct text *svg)
{
	static const char head[] = "data:image/svg+xml;base64,";
	struct drawing *d = &s->drawings[s->next++ % DRAWINGS];
	size_t room = (svg->len + 2) / 3 * 4 + 1;
	SCOPED(arena_done) struct arena *a = arena_new();
	char *base64 = arena_alloc(a, room);

	digest_base64((const unsigned char *)svg->data, svg->len, base64);
	text_done(&d->order);
	text_done(&d->uri);
	d->order = *order;
	*order = (struct text){ 0 };
	text_init(&d->uri, sizeof(head) + room);
	text_add(&d->uri, head);
	text_add(&d->uri, base64);
	return d;
}

int
studio_svg_uri(struct studio *s, struct arena *a, const struct chart *c,
    struct instant now, const char **uri, struct err *e)
{
	const struct studio_order what = { .work = STUDIO_SVG, .chart = *c };
	SCOPED(text_done) struct text order = { 0 };
	SCOPED(text_done) struct text svg = { 0 };
	const struct drawing *d;
	int made;

	text_init(&order, STUDIO_ORDER_MAX);
	text_init(&svg, STUDIO_BYTES_MAX);
	studio_wire_put(&order, &what);
	d = find_drawing(s, &order);
	if (!d) {
		made = make(s, what.work, &order, now, &svg, e);
		if (made <= 0)
			return made;
		d = keep_drawing(s, &order, &svg);
	}
	*uri = arena_copy(a, d->uri.data);
	return 1;
}
