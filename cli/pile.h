#ifndef POSTWACHT_PILE_H
#define POSTWACHT_PILE_H

#include <stdint.h>

#include "edge/reader.h"
#include "triage/classify.h"

struct cli;
struct store;

/* One message as it was classified. */
struct item {
	const char *file; /* the last part of its path, "-": standard input */
	const char *path; /* as it was given, or found in a folder */
	size_t place;     /* in an mbox, from 1 on; else 0 */
	int64_t message;  /* its row in the pile's store */
	struct reading reading;
	struct verdict verdict;
};

/*
 * Messages of files, folders and standard input, taken as one mailbox in the
 * order given; a file that begins with a From_ line is an mbox. Each is read
 * and classified; they stand in a store in memory. pile_done releases it.
 */
struct pile {
	struct cli *cli;
	struct store *store;
	struct arena *arena; /* of the items: strings of all messages */
	int64_t mailbox;
	size_t n, room;
	struct item *items;
};

/* Reads what the words of the command name; none: standard input. 0 or -1. */
int pile_read(struct cli *cli, struct pile *out, struct err *e) MUST_CHECK;
void pile_done(struct pile *p);

/* The item that opened the conversation; NULL for itself. 0 or -1. */
int pile_opener(struct pile *p, const struct item *item,
    const struct item **out, struct err *e) MUST_CHECK;

#endif
