/*
 * The header block of a message, as GMime found it, to facts. Knows which
 * field is which fact and how tolerant to be; GMime decodes encoded words,
 * addresses and dates.
 */

#include "mail/headers.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/fold.h"
#include "base/text.h"
#include "mail/field.h"
#include "mail/moment.h"
#include "mail/subject.h"
#include "mail/utf8.h"

static void
list_done(InternetAddressList **list)
{
	g_clear_object(list);
}

static void
string_done(char **s)
{
	g_free(*s);
}

static void
datetime_done(GDateTime **d)
{
	if (*d)
		g_date_time_unref(*d);
}

const char *
headers_decode(struct arena *a, GMimeParserOptions *options, const char *raw)
{
	SCOPED(string_done) char *decoded = NULL;
	bool is_plain;
	char *line;

	if (!raw)
		return "";
	line = field_unfold(a, raw, &is_plain);
	if (is_plain)
		return utf8_line(a, line, strlen(line));
	decoded = g_mime_utils_header_decode_text(options, line);
	return utf8_line(a, decoded, strlen(decoded));
}

/* The raw value of the first field with that name, or NULL. */
static const char *
raw_value(GMimeMessage *message, const char *name)
{
	GMimeHeader *header = g_mime_header_list_get_header(
	    g_mime_object_get_header_list(GMIME_OBJECT(message)), name);

	return header ? g_mime_header_get_raw_value(header) : NULL;
}

/* ---- addresses ---- */

struct collector {
	struct arena *arena;
	struct address_list list;
	bool is_over;
};

static void
collect(struct collector *c, InternetAddressList *from)
{
	int i, n = internet_address_list_length(from);

	for (i = 0; i < n; i++) {
		InternetAddress *ia =
		    internet_address_list_get_address(from, i);
		const char *name = internet_address_get_name(ia);

		if (INTERNET_ADDRESS_IS_GROUP(ia)) {
			collect(c,
			    internet_address_group_get_members(
			        INTERNET_ADDRESS_GROUP(ia)));
			continue;
		}
		if (c->list.n == MESSAGE_ADDRESSES_MAX) {
			c->is_over = true;
			return;
		}
		c->list.at[c->list.n++] = address_make(c->arena,
		    name ? utf8_line(c->arena, name, strlen(name)) : "",
		    internet_address_mailbox_get_addr(
		        INTERNET_ADDRESS_MAILBOX(ia)));
	}
}

static struct address_list
addresses(struct arena *a, GMimeParserOptions *options, const char *raw,
    unsigned *flaws)
{
	SCOPED(list_done) InternetAddressList *parsed = NULL;
	struct collector c = { .arena = a };
	bool is_plain;
	const char *line;

	if (!raw)
		return c.list;
	line = field_unfold(a, raw, &is_plain);
	parsed = internet_address_list_parse(options, line);
	if (!parsed)
		return c.list;
	c.list.at = arena_array(a, MESSAGE_ADDRESSES_MAX, sizeof(*c.list.at));
	collect(&c, parsed);
	if (c.is_over || strlen(raw) > FIELD_MAX)
		*flaws |= FLAW_HEADERS;
	return c.list;
}

/* The first mailbox with an address; else the first with a name, or one
 * that is empty. */
static struct address
best_of(struct address_list list)
{
	struct address best = { "", "", "" };
	size_t i;

	for (i = list.n; i-- > 0;) {
		if (*list.at[i].addr || !*best.addr)
			best = list.at[i];
	}
	return best;
}

static struct address
sender_of(struct arena *a, GMimeParserOptions *options, GMimeMessage *message,
    unsigned *flaws)
{
	const char *raw = raw_value(message, "From");
	struct address from = best_of(addresses(a, options, raw, flaws));
	struct address sender;

	if (*from.addr)
		return from;
	*flaws |= FLAW_FROM;
	sender =
	    best_of(addresses(a, options, raw_value(message, "Sender"), flaws));
	if (*sender.addr)
		return sender;
	if (!*from.name && raw)
		from.name = headers_decode(a, options, raw);
	return from;
}

/* ---- dates ---- */

/* By GMime, which knows RFC 5322 and much that is not; 0 or -1. */
static int
standard_date(const char *line, struct instant *out)
{
	SCOPED(datetime_done)
	GDateTime *date = g_mime_utils_header_decode_date(line);

	if (!date)
		return -1;
	out->sec = g_date_time_to_unix(date);
	return 0;
}

static int
read_date(struct arena *a, const char *raw, struct instant *out)
{
	bool is_plain;
	const char *line = field_unfold(a, raw, &is_plain);

	line = utf8_line(a, line, strlen(line));
	return standard_date(line, out);
}

/* GMime makes something of almost anything ("10:00:t" becomes midnight); a
 * date that a second reader finds to be another is a flaw. */
static void
read_dates(struct arena *a, GMimeMessage *message, struct facts *facts)
{
	const char *raw = raw_value(message, "Date");
	const char *received = raw_value(message, "Received");
	const char *stamp = received ? strrchr(received, ';') : NULL;
	struct instant second;
	bool has_second = raw && moment_parse(a, raw, &second) == 0;

	facts->has_date = raw && read_date(a, raw, &facts->date) == 0;
	if (!facts->has_date || !has_second || facts->date.sec != second.sec)
		facts->flaws |= FLAW_DATE;
	if (!facts->has_date && has_second) {
		facts->has_date = true;
		facts->date = second;
	}
	facts->has_received =
	    stamp && read_date(a, stamp + 1, &facts->received) == 0;
}

/* ---- the list of all fields ---- */

/* GMime keeps the Content- fields with the part and the others with the
 * message; this takes whichever of the two stands first in the mail. */
static GMimeHeader *
next_header(GMimeHeaderList *lists[2], int at[2])
{
	GMimeHeader *first = NULL;
	int i, from = 0;

	for (i = 0; i < 2; i++) {
		GMimeHeader *h;

		if (!lists[i] ||
		    at[i] >= g_mime_header_list_get_count(lists[i]))
			continue;
		h = g_mime_header_list_get_header_at(lists[i], at[i]);
		if (!first ||
		    g_mime_header_get_offset(h) <
		        g_mime_header_get_offset(first)) {
			first = h;
			from = i;
		}
	}
	at[from]++;
	return first;
}

static void
read_headers(struct arena *a, GMimeParserOptions *options,
    GMimeMessage *message, struct facts *facts)
{
	GMimeObject *part = g_mime_message_get_mime_part(message);
	GMimeHeaderList *lists[2] = {
		g_mime_object_get_header_list(GMIME_OBJECT(message)),
		part ? g_mime_object_get_header_list(part) : NULL,
	};
	int at[2] = { 0, 0 };
	GMimeHeader *h;

	facts->headers =
	    arena_array(a, MESSAGE_HEADERS_MAX, sizeof(*facts->headers));
	while ((h = next_header(lists, at)) != NULL) {
		const char *name = g_mime_header_get_name(h);
		const char *raw = g_mime_header_get_raw_value(h);
		struct header *out;

		if (facts->n_headers == MESSAGE_HEADERS_MAX) {
			facts->flaws |= FLAW_HEADERS;
			return;
		}
		out = &facts->headers[facts->n_headers++];
		out->name = utf8_cut(a, utf8_line(a, name, strlen(name)), 128);
		out->value = headers_decode(a, options, raw);
		if (strlen(out->value) > MESSAGE_HEADER_MAX)
			facts->flaws |= FLAW_HEADERS;
		out->value = utf8_cut(a, out->value, MESSAGE_HEADER_MAX);
	}
}

static void
read_return_path(struct arena *a, GMimeMessage *message, struct facts *facts)
{
	const char *raw = raw_value(message, "Return-Path");
	const char *open;
	bool is_plain;

	facts->return_path = "";
	facts->has_return_path = raw != NULL;
	if (!raw)
		return;
	raw = field_unfold(a, raw, &is_plain);
	open = strchr(raw, '<');
	facts->return_path = address_make(a, "",
	    arena_copy_n(
	        a, open ? open : raw, open ? strcspn(open, ">") : strlen(raw)))
	                         .addr;
}

void
headers_read(struct arena *a, GMimeParserOptions *options,
    GMimeMessage *message, struct facts *facts)
{
	unsigned *flaws = &facts->flaws;

	facts->message_id =
	    field_message_id(a, raw_value(message, "Message-ID"));
	facts->in_reply_to =
	    field_first_id(a, raw_value(message, "In-Reply-To"));
	field_references(a, raw_value(message, "References"), facts);
	facts->subject = utf8_cut(a,
	    headers_decode(a, options, raw_value(message, "Subject")),
	    MESSAGE_HEADER_MAX);
	facts->folded_subject =
	    fold(a, facts->subject, strlen(facts->subject), NULL);
	facts->base_subject = subject_base(a, facts->subject);
	facts->from = sender_of(a, options, message, flaws);
	facts->reply_to =
	    addresses(a, options, raw_value(message, "Reply-To"), flaws);
	facts->to = addresses(a, options, raw_value(message, "To"), flaws);
	facts->cc = addresses(a, options, raw_value(message, "Cc"), flaws);
	facts->bcc = addresses(a, options, raw_value(message, "Bcc"), flaws);
	read_return_path(a, message, facts);
	read_dates(a, message, facts);
	read_headers(a, options, message, facts);
}

struct forward
headers_forward(
    struct arena *a, GMimeParserOptions *options, GMimeMessage *message)
{
	const char *raw = raw_value(message, "Date");
	struct forward f = { .is_found = true };
	unsigned flaws = 0;

	f.from = sender_of(a, options, message, &flaws);
	f.subject = utf8_cut(a,
	    headers_decode(a, options, raw_value(message, "Subject")),
	    MESSAGE_HEADER_MAX);
	f.date_text = headers_decode(a, options, raw);
	f.has_date = raw &&
	    (read_date(a, raw, &f.date) == 0 ||
	        moment_parse(a, raw, &f.date) == 0);
	return f;
}
