#ifndef POSTWACHT_ANSWER_H
#define POSTWACHT_ANSWER_H

#include <stdbool.h>
#include <stdint.h>

#include <libetpan/libetpan.h>

#include "edge/source.h"

/* What one answer to FETCH says; what it points at is libetpan's. */
struct answer {
	uint32_t uid; /* 0: it has none */
	bool is_answered;
	const struct mailimap_date_time *date;
	const struct mailimap_msg_att_body_section *body;
};

struct answer answer_read(const struct mailimap_msg_att *message);

/* INTERNALDATE as the moment of receipt (F8); one that is missing or no date
 * leaves that to the message itself. */
void answer_date(const struct answer *in, struct fetched *out);

#endif
