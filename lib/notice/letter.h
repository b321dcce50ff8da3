#ifndef POSTWACHT_LETTER_H
#define POSTWACHT_LETTER_H

#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "notice/render.h"

struct arena;

/* What goes with the words. */
struct letter_file {
	const char *name; /* "vragen-week-47.xlsx": ASCII */
	const char *type; /* "image/png" */
	const char *bytes;
	size_t n;
	const char *cid; /* shown inline under that id; NULL: attached */
};

/* The envelope and headers of one notice. */
struct letter_head {
	const char *from_name, *from; /* from: addr-spec */
	const char *to_name, *to;
	const char *message_id; /* without <>; X-Postwacht-Token repeats it */
	const char *reference;  /* an id for References, which answers repeat
	                           even where a provider gives the mail another
	                           Message-ID; or NULL */
	struct instant date;
	const char *token;       /* value of X-Postwacht-Notice */
	const char *reply_to;    /* addr-spec; NULL: answers go to `from` */
	const char *in_reply_to; /* Message-ID without <> of the mail that it
	                            answers, or NULL */
	enum language language;
	size_t n_files;
	const struct letter_file *files;
};

struct letter {
	const char *bytes; /* CRLF line ends, 7-bit */
	size_t n;
};

/*
 * The bytes of a mail: multipart/alternative of text and HTML, pictures
 * beside the HTML (multipart/related), files behind it all
 * (multipart/mixed), with Auto-Submitted: auto-generated, of an answer
 * auto-replied, and X-Auto-Response-Suppress: All (decisions.md 25; RFC 3834
 * section 5). Control characters in any header value are taken out,
 * and from an addr-spec whatever could end it. The same arguments give the
 * same bytes. GMime must have been initialised.
 */
struct letter letter_build(struct arena *a, const struct letter_head *head,
    const struct rendered *body);

#endif
