#ifndef POSTWACHT_STATUS_H
#define POSTWACHT_STATUS_H

#include "desk/hold.h"
#include "edge/store_outbox.h"

struct arena;
struct office;

/*
 * How it goes, as far as the store tells: for status.json, which monitoring
 * reads, and for `postwacht status`. No address, no subject, no name.
 */
struct mailbox_status {
	const char *name;
	bool is_good;  /* read lately, nothing wrong */
	bool has_read; /* a complete look was taken once */
	struct instant read_until;
	const char *trouble; /* "" */
	struct instant trouble_since;
	int64_t messages, aside, retry;
	struct instant audited_at; /* 0: never */
	const char *audit_gap;     /* what the last audit missed, "" */
};

struct status {
	struct instant at, last_tick;
	bool is_running; /* the desk ticked lately */
	int64_t behind;  /* seconds: the clock went back (desk/tick), else 0 */
	bool is_good;    /* that, and every mailbox, and nothing is held */
	bool is_live;    /* no rehearsal */
	struct hold hold;
	struct outbox_counts outbox;
	const char *rules_version, *calendar_version;
	struct date calendar_known_until; /* by decree */
	bool calendar_ends_soon;
	size_t n_mailboxes;
	struct mailbox_status *mailboxes;
};

/* A desk that did not tick for so long does not run; seconds. */
#define STATUS_TICK_MAX 300

/* A mailbox is read late when its last complete look is older than three
 * polls and this; seconds. */
#define STATUS_LAG_EXTRA 600

#define STATUS_FILE "status.json"

int status_read(struct store *s, const struct office *o, struct arena *a,
    struct instant now, struct status *out, struct err *e) MUST_CHECK;

/* The document, in the arena. */
const char *status_json(struct arena *a, const struct status *status);

/* The folder of the published files, in the arena. */
const char *status_folder(struct arena *a, const struct office *o);

/* Writes it into the public folder, whole or not at all, mode 0640. */
int status_publish(const struct office *o, struct arena *a,
    const struct status *status, struct err *e) MUST_CHECK;

#endif
