#ifndef POSTWACHT_HEADERS_H
#define POSTWACHT_HEADERS_H

#include <gmime/gmime.h>

#include "mail/message.h"

struct arena;

/* Facts that stand in the header block of a message: all of struct facts
 * from message_id to content_type, the headers, and their flaws. */
void headers_read(struct arena *a, GMimeParserOptions *options,
    GMimeMessage *message, struct facts *facts);

/* From, Subject and Date of an attached message. */
struct forward headers_forward(
    struct arena *a, GMimeParserOptions *options, GMimeMessage *message);

/* A value as it stands in a header, decoded (RFC 2047), one line. */
const char *headers_decode(
    struct arena *a, GMimeParserOptions *options, const char *raw);

#endif
