#ifndef POSTWACHT_DEED_WORDS_H
#define POSTWACHT_DEED_WORDS_H

#include "notice/words.h"
#include "triage/deed.h"

/*
 * What became of an act by hand, in one sentence for people: "147 is gemeld
 * als beantwoord op do 19 november.", or why not and what then.
 *
 * in       question  to which it was done; 0: none
 */
const char *deed_words(struct arena *a, enum language l,
    const struct deed *deed, int64_t question, const struct ruling *ruling,
    const struct roster *roster);

#endif
