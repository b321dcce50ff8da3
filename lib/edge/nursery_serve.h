#ifndef POSTWACHT_NURSERY_SERVE_H
#define POSTWACHT_NURSERY_SERVE_H

#include <stdint.h>

#include "edge/reader.h"

/* What the daemon and the nursery say to each other, a packet each. */
enum note_kind {
	NOTE_FORK = 1, /* to the nursery: one more */
	NOTE_END,      /* to the nursery: end this one */
	NOTE_BORN,     /* from it: pid, with the socket */
	NOTE_BARREN,   /* from it: it could not; status is errno */
	NOTE_DEAD,     /* from it: pid, status as from waitpid(2) */
};

struct note {
	uint32_t kind;
	int32_t pid;
	int32_t status;
};

/* The life of the nursery: ends when the socket does. */
void nursery_serve(int control, reader_fn *read_mail);

#endif
