#ifndef POSTWACHT_WIRE_H
#define POSTWACHT_WIRE_H

#include <stdbool.h>

#include <libetpan/libetpan.h>

#include "edge/line.h"

/*
 * libetpan's stream over our line: it sees bytes, we see to it that there is
 * an end to them.
 */
struct wire {
	struct line *line;
	const char *first;     /* what libetpan reads before the line */
	size_t budget;         /* bytes that this command may still bring */
	size_t line_bytes;     /* of the line that is passing by */
	uint64_t literal_left; /* bytes of the literal that is passing by */
	uint64_t number;       /* digits after a "{" */
	unsigned depth;        /* open parentheses in this response */
	enum {
		BRACE_NONE,
		BRACE_OPEN,
		BRACE_CLOSED,
	} brace;
	bool is_broken; /* the stream cannot be used any more, for: */
	struct err fault;
};

/* libetpan's read and write buffers; one TLS record (RFC 8446, 5.1). */
#define WIRE_BUFFER 16384

/* Bytes that one command may bring: a full batch of fronts and then some. */
#define WIRE_BUDGET (16 * 1024 * 1024)

/* Bytes a millisecond that are fast enough to go on beyond a command's time
 * limit: a full batch over a line of 64 kbit/s. */
#define WIRE_SLOWEST 8

/* A session that is past its login, on a stream over the line. Ends with
 * wire_close. NULL: out of memory or a fault. */
mailimap *wire_open(struct wire *w, struct line *l);

/* Lets go of session and stream without a word; NULL is accepted. */
void wire_close(mailimap *session);

/* A new deadline and budget, before each command. */
void wire_begin(struct wire *w);

#endif
