#ifndef POSTWACHT_MESSAGE_H
#define POSTWACHT_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "mail/address.h"

struct arena;

/* Limits of what is kept of one message; more is cut, never an error. */
#define MESSAGE_TEXT_MAX        32768 /* bytes of each text (decisions.md 17) */
#define MESSAGE_HEADERS_MAX     300   /* header fields that rules can ask for */
#define MESSAGE_HEADER_MAX      4096  /* bytes of one decoded header field */
#define MESSAGE_REFERENCES_MAX  100   /* ids of References, the last ones */
#define MESSAGE_ADDRESSES_MAX   200   /* addresses of one field */
#define MESSAGE_ATTACHMENTS_MAX 100
#define MESSAGE_DEPTH_MAX       50 /* nested MIME parts that are looked into */
#define MESSAGE_FILE_MAX        262144 /* bytes of an attached file *.conf */

/* Limits of what is looked at; beyond them the message counts as cut. */
#define MESSAGE_BYTES_MAX      (1024 * 1024)
#define MESSAGE_BOUNDARIES_MAX 2000 /* lines that may begin a MIME part */

enum known {
	KNOWN_NO,
	KNOWN_YES,
	KNOWN_NOT, /* the message was cut before it could be seen */
};

struct header {
	const char *name;  /* as written */
	const char *value; /* decoded (RFC 2047), unfolded, UTF-8 */
};

struct attachment {
	const char *name; /* decoded (RFC 2231), "" when it has none */
	const char *type; /* "application/pdf", lower case */
	/* What stands in a file *.conf, such as rules for Postwacht itself:
	 * UTF-8, lines ending in newlines. NULL: another kind of file, or it
	 * was cut, or it has more than MESSAGE_FILE_MAX bytes. */
	const char *text;
};

/* The header block that a mail client writes above a forwarded message, or
 * the headers of an attached message/rfc822. */
struct forward {
	bool is_found;
	struct address from; /* addr "" when the block gives only a name */
	const char *subject;
	const char *date_text; /* as written; "" when missing */
	bool has_date;
	struct instant date;
};

/* What could not be read as it should; facts, never errors. */
enum flaw {
	FLAW_CHARSET = 1 << 0,   /* text was not in the charset it named */
	FLAW_NUL = 1 << 1,       /* NUL bytes were taken out */
	FLAW_DATE = 1 << 2,      /* Date missing or unreadable */
	FLAW_FROM = 1 << 3,      /* no valid From address */
	FLAW_DEEP = 1 << 4,      /* nested deeper than MESSAGE_DEPTH_MAX */
	FLAW_CUT = 1 << 5,       /* the bytes end before the message does */
	FLAW_ENCRYPTED = 1 << 6, /* S/MIME or PGP: the text cannot be read */
	FLAW_TNEF = 1 << 7,      /* winmail.dat hides text and attachments */
	FLAW_HEADERS = 1 << 8,   /* over a limit, or a line that is no header */
	FLAW_CLOCK = 1 << 9,     /* Date is over a day from the receipt (F9) */
	FLAW_BSN = 1 << 10,      /* a citizen service number was taken out */
};

/*
 * Everything that triage needs to know about one message. All strings are
 * UTF-8 without control characters but newline and tab, NUL-terminated, never
 * NULL ("" when missing), and live in the arena that message_read was given.
 */
struct facts {
	const char *message_id;  /* without <>, trimmed; "" when unusable */
	const char *in_reply_to; /* the first valid id */
	size_t n_references;
	const char **references; /* oldest first */

	const char *subject;      /* decoded, one line */
	const char *base_subject; /* subject_base() of it, folded for compare */
	struct address from;      /* first mailbox of From, else Sender */
	struct address_list reply_to, to, cc, bcc;
	bool has_return_path;
	const char *return_path; /* "" with has_return_path: the null path */

	bool has_date;
	struct instant date; /* Date, shown and for identity; not the clock */
	bool has_received;
	struct instant received; /* the date of the topmost Received */

	const char *content_type;    /* of the whole, "multipart/report" */
	const char *report_type;     /* RFC 6522 report-type, lower case */
	bool has_calendar;           /* a text/calendar part */
	const char *calendar_method; /* "request", "cancel", "reply", or "" */
	enum known has_attachment;
	size_t n_attachments;
	struct attachment *attachments;

	/* The text, split; each at most MESSAGE_TEXT_MAX bytes. new is never
	 * empty while the message has text: in doubt all of it is new. */
	const char *text_new;
	const char *text_quoted;
	const char *text_signature;
	const char *text_disclaimer;
	struct forward forward;
	struct address quoted_from; /* of a reply: who wrote what it quotes
	                               first; addr "" when that is not said */
	struct address_list forward_inner; /* senders of what was forwarded
	                                      before, the latest first */

	/* fold() of subject and of text_new, for rules. */
	const char *folded_subject;
	const char *folded_new;

	size_t n_headers;
	struct header *headers; /* in the order of the message */

	unsigned flaws; /* enum flaw, together */
};

/* Prepares the library behind message_read; once, at start. */
void message_init(void);

/* Opens every charset for good (mail/charset.h): for the readers in their
 * cell, and for whoever reads many messages. Takes 9 MB. */
void message_open_charsets(void);

/*
 * Reads a message, or as much of it as was fetched. Never fails: bad input
 * gives fewer facts and a flaw.
 *
 * in       bytes, n  RFC 5322 message with CRLF or LF line ends
 *          is_cut    the message is longer than these n bytes
 * out      *facts    in the arena
 */
void message_read(struct arena *a, const char *bytes, size_t n, bool is_cut,
    struct facts *facts);

/* The value of the first header with that name (caseless), or NULL. */
const char *message_header(const struct facts *facts, const char *name);

/* Names of the flaws, comma separated, for logs and JSON; "" when none. */
const char *message_flaws(struct arena *a, unsigned flaws);

#endif
