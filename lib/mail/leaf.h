#ifndef POSTWACHT_LEAF_H
#define POSTWACHT_LEAF_H

#include <gmime/gmime.h>

#include "mail/message.h"

struct arena;
struct parts;

/* Bytes of plain text of one part, or of all together. */
#define LEAF_TEXT_MAX (4 * MESSAGE_TEXT_MAX)

/* The walk through the parts of one message. */
struct walk {
	struct arena *arena;
	GMimeParserOptions *options;
	struct facts *facts;
	struct parts *parts;
	int depth;
	bool is_inside; /* an attached message: its attachments are not ours */
	bool is_report; /* what a report carries is no forward */
};

bool leaf_is_type(GMimeObject *o, const char *type, const char *subtype);

/* "text/plain", and a parameter of Content-Type, both in lower case. */
const char *leaf_type(struct walk *w, GMimeObject *o);
const char *leaf_parameter(struct walk *w, GMimeObject *o, const char *name);

/* Lists an attachment, unless it belongs to an inner message or a report. */
void leaf_attach(struct walk *w, const char *name, const char *type);

/* Takes in a part that has no parts; returns its text where it is text and
 * wanted, else "". */
const char *leaf_read(struct walk *w, GMimeObject *o, bool is_wanted);

/* Text that stands in no part, because the boundaries are missing. */
const char *leaf_loose_text(struct walk *w, const char *s);

#endif
