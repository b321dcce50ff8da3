#ifndef POSTWACHT_FACTS_WIRE_H
#define POSTWACHT_FACTS_WIRE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;
struct facts;
struct fingerprint;
struct text;

/*
 * What goes between the daemon and a reader (edge/readers, edge/reader_serve).
 * Both are the same program, so numbers go as they lie in memory; the magic
 * holds the size of what is sent, so that two programs never misread each
 * other. The daemon trusts nothing that a reader says.
 */

/* Bytes of one answer. A message of MESSAGE_BYTES_MAX whose every byte grows
 * to three, and stands in the headers and among the addresses, fits. */
#define FACTS_WIRE_MAX (8 * 1024 * 1024)

/* Ahead of a message. */
struct wire_request {
	uint32_t magic;
	uint32_t sequence;
	uint32_t is_cut;
	uint32_t n; /* bytes of the message behind this */
};

/* Ahead of an answer. The first one, sequence 0, says that the reader is in
 * its cell, or holds one sentence that says why it is not. */
struct wire_answer {
	uint32_t magic;
	uint32_t sequence;
	uint32_t files; /* refused calls that look for a file or a terminal */
	uint32_t calls; /* refused calls that no reading makes */
	uint32_t n;     /* bytes behind this */
};

uint32_t facts_wire_magic(void);

/* Appends facts and fingerprint. out->is_cut when they exceed its ceiling. */
void facts_wire_put(struct text *out, const struct facts *facts,
    const struct fingerprint *fingerprint);

/*
 * The other way, from a reader that may say anything: each length, count,
 * enumeration and limit of mail/message.h is checked, each string must be
 * UTF-8 without control characters (newline and tab only in texts).
 *
 * in       bytes, n  an answer; the strings of the facts stay in it
 * returns  0; -1: ERR_ITEM, it is not what a reader says
 */
int facts_wire_take(struct arena *a, const char *bytes, size_t n,
    struct facts *facts, struct fingerprint *fingerprint,
    struct err *e) MUST_CHECK;

#endif
