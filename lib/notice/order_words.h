#ifndef POSTWACHT_ORDER_WORDS_H
#define POSTWACHT_ORDER_WORDS_H

#include "notice/words.h"
#include "triage/command.h"

/* Why a mail of commands was not carried out. */
enum order_fault {
	ORDER_UNKNOWN,  /* a line is no command: the notice says so itself */
	ORDER_DOUBTFUL, /* a line is not sure to mean it */
	ORDER_DAY,      /* a day is missing or cannot be read */
	ORDER_WORD,     /* a name, word or number is missing */
	ORDER_TOO_MUCH,
	ORDER_EMPTY,       /* it says nothing */
	ORDER_NO_PERMIT,   /* it answers no notice and carries no permit */
	ORDER_EXPIRED,     /* the permit's day is over */
	ORDER_WHICH,       /* no number, and the notice is not about one */
	ORDER_COORDINATOR, /* for a coordinator only */
	ORDER_NOBODY,      /* nobody on the roster is called so */
	ORDER_NO_MESSAGE,  /* "147 toch een vraag" asks for "b147" */
	ORDER_NOT_YET,     /* nothing waits to be used */
	ORDER_FILES,       /* more than one file of rules */
	ORDER_FILE_NAME,   /* not one that rules have; `word` says which */
	ORDER_FILE_CUT,    /* too large, or cut off */
};

enum order_fault order_fault_of(enum command_fault fault);

/* One sentence for who wrote it; NULL for ORDER_UNKNOWN. `word` is the name
 * that nobody has, or that of the file. */
const char *order_words(
    struct arena *a, enum language l, enum order_fault fault, const char *word);

/* A code for the store and for logs: "which". */
const char *order_fault_name(enum order_fault fault);

#endif
