#ifndef POSTWACHT_REPLY_H
#define POSTWACHT_REPLY_H

#include <stdbool.h>

/* What a server says beside the data: the text of OK, NO, BAD and BYE. */

#define REPLY_TEXT        200  /* bytes of it that an error repeats, and NUL */
#define REPLY_BACKOFF_MAX 3600 /* seconds; a longer wish is cut to this */

/*
 * The seconds that a throttling server asks us to stay away, rounded up; 0
 * when it asks nothing ("Suggested Backoff Time: 299961 milliseconds").
 */
int reply_backoff(const char *text);

/* Whether a NO to a login may turn into OK by itself: the server is busy or
 * away, and the password is not what it complains about. */
bool reply_is_passing(const char *text);

/* The text on one line, printable ASCII only, cut; returns out. */
const char *reply_print(const char *text, char out[REPLY_TEXT]);

#endif
