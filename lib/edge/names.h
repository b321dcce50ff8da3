#ifndef POSTWACHT_NAMES_H
#define POSTWACHT_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* A set of file names of one Maildir folder, in an arena. */
struct name {
	struct name *next;
	const char *text;
	uint64_t hash;
	bool is_known; /* handed out, now or in an earlier life */
	void *found;   /* the caller's, for this scan */
	unsigned scan; /* the scan in which it was found */
};

struct names {
	struct arena *arena;
	size_t n;
	size_t n_buckets;
	struct name **buckets;
};

void names_init(struct names *set, struct arena *a);

/* The name of n bytes, added if it was not there. */
struct name *names_add(struct names *set, const char *text, size_t n);

#endif
