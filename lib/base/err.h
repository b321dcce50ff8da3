#ifndef POSTWACHT_ERR_H
#define POSTWACHT_ERR_H

#include <stdarg.h>

#define MUST_CHECK    __attribute__((warn_unused_result))
#define PRINTF(f, a)  __attribute__((format(printf, f, a)))
#define SCOPED(done)  __attribute__((cleanup(done)))
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/*
 * What went wrong, named after what the caller does next.
 */
enum err_kind {
	ERR_NONE,  /* nothing went wrong */
	ERR_AGAIN, /* leave it for now; the next tick tries again */
	ERR_ITEM,  /* set this one mail, rule or row aside and go on */
	ERR_FIX,   /* a person must correct a file, setting or argument */
	ERR_FATAL, /* stop; the service manager starts us anew */
};

/*
 * One error, on the caller's stack. The text is one finished sentence; it
 * names file and line for anything that a person wrote.
 */
struct err {
	enum err_kind kind;
	char text[512];
};

/* Fills *e (which may be NULL) and returns -1, so that a function can end
 * with: return err_set(e, ERR_ITEM, "..."). */
int err_set(struct err *e, enum err_kind kind, const char *format, ...)
    PRINTF(3, 4);

/* Puts "context: " in front of the text of *e, keeps its kind, returns -1. */
int err_in(struct err *e, const char *format, ...) PRINTF(2, 3);

/* The sysexits value of a kind: 0, 75, 65, 78 or 70. */
int err_exit_code(enum err_kind kind);

#endif
