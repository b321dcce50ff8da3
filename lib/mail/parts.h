#ifndef POSTWACHT_PARTS_H
#define POSTWACHT_PARTS_H

#include <gmime/gmime.h>

#include "mail/message.h"

struct arena;

/* What the MIME parts of a message say. */
struct parts {
	const char *text; /* what a reader would see, UTF-8; "" when none */

	/* The first attached message/rfc822 that is no bounce. */
	struct forward inner;
	const char *inner_text;
};

/*
 * Walks the parts, to MESSAGE_DEPTH_MAX deep: chooses the text (plain where
 * it says something, else HTML), lists attachments, and fills the facts
 * content_type, report_type, has_calendar, calendar_method, attachments.
 */
void parts_read(struct arena *a, GMimeParserOptions *options,
    GMimeMessage *message, struct parts *parts, struct facts *facts);

#endif
