#ifndef POSTWACHT_STORE_AUDIT_H
#define POSTWACHT_STORE_AUDIT_H

#include "edge/store.h"

/* What the store knows of the messages on the server, one by one: for the
 * count against the server, and for what is fetched again. Every function: 0
 * or what it says, -1 as in store.h. */

const char *sighting_state_name(enum sighting_state state);

/* More messages were first seen in a mailbox; what an audit of it missed, ""
 * for nothing. */
int store_mailbox_count(
    struct store *s, int64_t mailbox, size_t n, struct err *e) MUST_CHECK;
int store_mailbox_audited(struct store *s, int64_t mailbox, struct instant at,
    const char *gap, struct err *e) MUST_CHECK;

/* What lies in a mailbox without being filed. */
struct unfiled {
	int64_t mailbox;
	bool is_aside; /* else it is tried again */
	int64_t n;
};

int store_unfiled(struct store *s, struct arena *a, struct unfiled **out,
    size_t *n, struct err *e) MUST_CHECK;

/* Which message of which folder: the name of a sighting. */
struct sighting_key {
	int64_t folder;
	uint32_t uidvalidity, uid;
};

/* The state of one sighting, and how often it was asked for: 1, 0 none, -1. */
int store_sighting_state(struct store *s, const struct sighting_key *key,
    enum sighting_state *state, int *attempts, struct err *e) MUST_CHECK;

/* A message that is to be fetched again. */
struct to_retry {
	struct sighting_key key;
	const char *folder; /* its name */
	const char *name;   /* of a Maildir file, else "" */
	const char *reason; /* of the last failure */
	int attempts;
};

/* At most `limit` that are due, by folder and UID. */
int store_to_retry(struct store *s, struct arena *a, int64_t mailbox,
    struct instant now, int limit, struct to_retry **out, size_t *n,
    struct err *e) MUST_CHECK;

/* It is asked for once more; not again before that moment. */
int store_retry_asked(struct store *s, const struct sighting_key *key,
    struct instant not_before, struct err *e) MUST_CHECK;

/* After a change of UIDVALIDITY the old numbers name nothing any more. */
int store_retry_epoch(struct store *s, int64_t folder, uint32_t uidvalidity,
    struct instant now, struct err *e) MUST_CHECK;

/* A sighting that is not known to be gone. */
struct present {
	uint32_t uid;
	const char *name;
	enum sighting_state state;
	const char *reason;
};

/* Those with a UID in from..to, ascending. */
int store_present(struct store *s, struct arena *a,
    const struct sighting_key *from, uint32_t to, struct present **out,
    size_t *n, struct err *e) MUST_CHECK;

/* How many of the folder (key->uid does not count) are gone. */
int store_gone(struct store *s, const struct sighting_key *key, int64_t *out,
    struct err *e) MUST_CHECK;

int store_sighting_gone(struct store *s, const struct sighting_key *key,
    struct instant now, struct err *e) MUST_CHECK;

#endif
