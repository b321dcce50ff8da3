#ifndef POSTWACHT_STORY_H
#define POSTWACHT_STORY_H

#include "notice/words.h"
#include "triage/question.h"

struct arena;
struct roster;

/* What a sentence may speak of beside the event. */
struct story_of {
	enum language language;
	const struct roster *roster;
	const char *sender; /* name or address of its mail's sender, or "" */
	const char *note;   /* the words of a note, or NULL */
};

/*
 * One event of a question as a sentence: "nora@almere.nl vroeg opnieuw; de
 * vraag is heropend." For people; programs read the event itself.
 */
const char *story_line(
    struct arena *a, const struct story_of *of, const struct event *event);

#endif
