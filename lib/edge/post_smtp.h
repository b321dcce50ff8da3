#ifndef POSTWACHT_POST_SMTP_H
#define POSTWACHT_POST_SMTP_H

#include <stddef.h>

#include "base/err.h"
#include "edge/post.h"

struct post_session;

/*
 * Hands one mail to the server, over the open connection or a new one. A
 * connection that lay idle and turns out closed at MAIL is opened anew once.
 * The rules of the outcome are in post.h and decisions.md 16.
 */
enum post_outcome post_smtp_send(struct post_session *s, const char *from,
    const char *to, const char *bytes, size_t n, struct err *e);

#endif
