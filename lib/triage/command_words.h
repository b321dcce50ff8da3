#ifndef POSTWACHT_COMMAND_WORDS_H
#define POSTWACHT_COMMAND_WORDS_H

#include "triage/command.h"
#include "triage/sentence.h"

/* Words by which a command is given: "is beantwoord", "hoort bij". */
struct command_phrase {
	const char *words; /* folded, one blank between them */
	enum command_kind kind;
	const char *value; /* COMMAND_CLOSE: the reason; COMMAND_ASSIGN: ""
	                      when the sender takes it; else NULL */
	bool is_english;
};

/* The longest phrase that stands at token i, or NULL; *n tokens long. */
const struct command_phrase *command_phrase_at(
    const struct sentence *s, size_t i, bool is_english, size_t *n);

/* A word that says nothing: "is", "graag", "vraag", "nr". */
bool command_is_filler(const struct token *t);

/* A word that makes a command no command: "niet", "bijna", "als". */
bool command_is_doubt(const struct token *t);

/* A greeting or thanks, which a line may consist of. */
bool command_is_courtesy(const struct token *t);

/* A folded line at which the commands end: a closing, a signature, the head
 * of a quotation. */
bool command_is_closing(const char *folded);

/* Whether the word is one of a command, but for a slip of the pen. */
bool command_is_near(struct arena *a, const struct token *t, bool is_english);

#endif
