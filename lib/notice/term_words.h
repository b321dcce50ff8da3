#ifndef POSTWACHT_TERM_WORDS_H
#define POSTWACHT_TERM_WORDS_H

#include "notice/words.h"
#include "term/reckon.h"

/* One step of a reckoning as people read it. */
struct told_step {
	struct date day;
	const char *says;    /* "Eerste Kerstdag: een dag verder" */
	const char *article; /* "Atw art. 1 lid 1, art. 3 lid 1", or "" */
};

/*
 * The steps of a reckoning in words, one each.
 *
 * in       named      whose articles are named; NULL: a bare length
 *          is_extended  the length holds its extension
 */
struct told_step *term_tell(struct arena *a, enum language l,
    const struct reckoning *in, const struct reckoned *reckoned,
    const struct named_term *named, bool is_extended);

#endif
