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

#define COURIER_ROOM 32 /* parcels under way: bounds memory */

struct delivery {
	int64_t notice;
	enum post_outcome outcome;
	bool was_let_go; /* courier_let_go was called for it */
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

/* Copies everything. The parcel waits, before the first byte that the other
 * side may keep, until it is let go. */
void courier_give(struct courier *c, int64_t notice, const char *to,
    const char *name, const char *bytes, size_t n);

/* Nothing more is to be carried for now: the connection, which is kept from one
 * parcel to the next, is ended. */
void courier_rest(struct courier *c);

/* Whether the parcel under way asks to leave: 1, *notice is filled, and it
 * asks on until it is let go; 0: none does. Whoever lets it go has committed
 * `handing` before. */
int courier_asks(struct courier *c, int64_t *notice);
void courier_let_go(struct courier *c);

/* The oldest delivery, which stays until it is forgotten: what cannot be
 * written down now is not lost. 1: *out is filled; 0: nothing has come
 * back. */
int courier_peek(struct courier *c, struct delivery *out);
void courier_forget(struct courier *c);

/* Parcels given whose delivery was not forgotten yet. */
size_t courier_under_way(struct courier *c);

/* Readable when a delivery or a question waits. */
int courier_fd(const struct courier *c);

#endif
