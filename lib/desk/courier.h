#ifndef POSTWACHT_COURIER_H
#define POSTWACHT_COURIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "edge/post.h"

struct post_settings;
struct trust;

/*
 * The thread that carries mail out, so that the desk never waits on a
 * network. Takes parcels, gives back what became of each, in order.
 */
struct courier;

#define COURIER_ROOM 64 /* parcels under way: bounds memory */

struct delivery {
	int64_t notice;
	enum post_outcome outcome;
	bool was_let_go; /* it asked, and that was settled */
	struct err reason;
};

/* How long a mail under way may take when everything stops; after that its
 * outcome is what is known by then. */
#define COURIER_GRACE_MS 3000

/* trust must outlive the courier. */
struct courier *courier_start(const struct post_settings *settings,
    struct trust *trust, struct err *e) MUST_CHECK;

/* Finishes the parcel under way within COURIER_GRACE_MS, hands
 * over no other, and joins. Parcels that never left come back as POST_LATER:
 * take the deliveries, then free. NULL is accepted by both. */
void courier_halt(struct courier *c);
void courier_free(struct courier *c);

/* How many parcels can be given now. */
size_t courier_room(struct courier *c);

/* Copies everything. The parcel waits before DATA until its question is
 * settled, and before its end until that is safe. */
void courier_give(struct courier *c, int64_t notice, const char *to,
    const char *name, const char *bytes, size_t n);

/* Nothing more is to be carried for now: the connection, which is kept from one
 * parcel to the next, is ended. */
void courier_rest(struct courier *c);

/* What the courier has to say. */
struct courier_news {
	size_t n;
	struct delivery back[COURIER_ROOM]; /* oldest first */
	int64_t asking; /* the notice that asks to leave; 0: none does */
};

/* What was not settled yet, all of one moment; stays until it is settled: what
 * cannot be written down now is not lost. */
void courier_news(struct courier *c, struct courier_news *out);

/* These deliveries are written down and forgotten; the parcel that asked
 * leaves. Whoever settles has committed its `handing` before, and says next
 * whether that is on the disk: only then is it brought to its end. */
void courier_settle(struct courier *c, const struct courier_news *news);
void courier_end(struct courier *c, bool is_safe);

/* Parcels given whose delivery was not settled yet. */
size_t courier_under_way(struct courier *c);

/* Readable when there is news that cannot wait: a parcel asks to leave, or one
 * came back behind which none is under way. What came back otherwise is news
 * with the question of the next, so that both are one commit. */
int courier_fd(const struct courier *c);

#endif
