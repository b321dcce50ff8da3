#ifndef POSTWACHT_COMMAND_SENTENCE_H
#define POSTWACHT_COMMAND_SENTENCE_H

#include "triage/command.h"
#include "triage/sentence.h"

/* A sentence that is read as one command or several. */
struct command_reader {
	struct arena *arena;
	const struct sentence *s;
	size_t at; /* the token that comes next */
	struct date today;
	bool is_english;
};

/*
 * Reads one command from r->at on, and moves it behind the command.
 *
 * in       before  the command ahead of it in the same line, or NULL: "148
 *                  ook" means the same
 */
enum command_fault command_sentence(struct command_reader *r,
    const struct command *before, struct command *out);

/* Whether what comes next begins a command of its own: it names a number. */
bool command_follows(struct command_reader *r);

#endif
