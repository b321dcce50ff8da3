#ifndef POSTWACHT_INTEREST_H
#define POSTWACHT_INTEREST_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/*
 * The messages of a mailbox whose flags matter: those of open questions. The
 * desk sets them, the watcher's thread asks for them.
 */
struct interest;

/* One message, by where it lies. */
struct whereabouts {
	const char *folder;
	uint32_t uidvalidity, uid;
};

struct interest *interest_new(void);
void interest_free(struct interest *i);

/* Replaces all of them; copied. In order of folder and UID. */
void interest_set(struct interest *i, const struct whereabouts *at, size_t n);

struct uid_list {
	const uint32_t *uids; /* ascending */
	size_t n;
	uint64_t generation; /* another one whenever the list changed; not 0 */
};

/* Those in one folder, in the arena. NULL as *i: none. */
struct uid_list interest_in(struct interest *i, struct arena *a,
    const char *folder, uint32_t uidvalidity);

#endif
