/*
 * The bytes of one mail, by GMime: headers encoded, both parts in
 * quoted-printable, CRLF. Nothing here is random or reads a clock, so that a
 * notice that is built again is the same notice. It also knows our own
 * Message-ID.
 */

#include "notice/letter.h"

#include <stdio.h>
#include <string.h>

#include <gmime/gmime.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/text.h"
#include "notice/plain.h"

/* Characters of a name or subject in a header; encoded it stays far below
 * the 998 octets of a line (RFC 5322, 2.1.1), since GMime folds it. */
#define HEADER_MAX 250

/* Octets of a value that cannot be folded. */
#define WORD_MAX 250

static void
object_done(void *object)
{
	GObject **o = object;

	if (*o)
		g_object_unref(*o);
}

static void
options_done(GMimeFormatOptions **options)
{
	if (*options)
		g_mime_format_options_free(*options);
}

/* A value without blanks: printable ASCII less what is in leave_out. */
static const char *
clean_word(struct arena *a, const char *s, const char *leave_out)
{
	SCOPED(text_done) struct text out = { 0 };

	text_init(&out, WORD_MAX);
	for (s = s ? s : ""; *s; s++)
		if (*s > 0x20 && *s < 0x7f && !strchr(leave_out, *s))
			text_add_char(&out, *s);
	return arena_copy(a, out.data);
}

static const char *
clean_address(struct arena *a, const char *s)
{
	return clean_word(a, s, "<>()[]\\,;:\"");
}

static GMimePart *
part_new(const char *subtype, const char *s)
{
	SCOPED(object_done)
	GMimeStream *stream = g_mime_stream_mem_new();
	SCOPED(object_done) GMimeDataWrapper *content = NULL;
	GMimePart *part = g_mime_part_new_with_type("text", subtype);
	SCOPED(text_done) struct text lines = { 0 };

	/* Canonical line ends, before the encoding (RFC 2045, 6.7 rule 4). */
	text_init(&lines, 2 * strlen(s) + 1);
	for (; *s; s++) {
		if (*s == '\n')
			text_add_char(&lines, '\r');
		if (*s != '\r')
			text_add_char(&lines, *s);
	}
	g_mime_stream_write(stream, lines.data, lines.len);
	content = g_mime_data_wrapper_new_with_stream(
	    stream, GMIME_CONTENT_ENCODING_DEFAULT);
	g_mime_part_set_content(part, content);
	g_mime_object_set_content_type_parameter(
	    GMIME_OBJECT(part), "charset", "utf-8");
	g_mime_part_set_content_encoding(
	    part, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	return part;
}

/* A file as a part of its own. */
static GMimePart *
file_new(const struct letter_file *file)
{
	SCOPED(object_done)
	GMimeStream *stream =
	    g_mime_stream_mem_new_with_buffer(file->bytes, file->n);
	SCOPED(object_done)
	GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(
	    stream, GMIME_CONTENT_ENCODING_DEFAULT);
	GMimePart *part = g_mime_part_new();
	GMimeContentType *type = g_mime_content_type_parse(NULL, file->type);

	g_mime_object_set_content_type(GMIME_OBJECT(part), type);
	g_object_unref(type);
	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
	g_mime_object_set_disposition(
	    GMIME_OBJECT(part), file->cid ? "inline" : "attachment");
	g_mime_part_set_filename(part, file->name);
	if (file->cid)
		g_mime_object_set_content_id(GMIME_OBJECT(part), file->cid);
	return part;
}

/* "=_" can occur in neither quoted-printable nor base64, so no part can hold
 * the boundary (RFC 2045, 6.7 and 6.8). */
static const char *
boundary_of(struct arena *a, const char *message_id, const char *level)
{
	unsigned char hash[DIGEST_BYTES];
	char hex[DIGEST_TEXT];

	digest_sha256(message_id, strlen(message_id), hash);
	digest_hex(hash, DIGEST_BYTES, hex);
	return arena_printf(a, "=_pw_%.24s%s", hex, level);
}

/* Puts the first part and every file of one sort under one roof; without such
 * a file the first part stands alone. Takes the first part over. */
static GMimeObject *
join_files(struct arena *a, const struct letter_head *head, GMimeObject *first,
    const char *subtype, bool is_inline)
{
	GMimeMultipart *all = NULL;
	size_t i;

	for (i = 0; i < head->n_files; i++) {
		SCOPED(object_done) GMimePart *part = NULL;

		if ((head->files[i].cid != NULL) != is_inline)
			continue;
		if (!all) {
			all = g_mime_multipart_new_with_subtype(subtype);
			g_mime_multipart_set_boundary(all,
			    boundary_of(
			        a, head->message_id, is_inline ? "_r" : "_m"));
			g_mime_multipart_add(all, first);
			g_object_unref(first);
		}
		part = file_new(&head->files[i]);
		g_mime_multipart_add(all, GMIME_OBJECT(part));
	}
	return all ? GMIME_OBJECT(all) : first;
}

static GMimeObject *
body_new(struct arena *a, const struct letter_head *head,
    const struct rendered *body)
{
	GMimeMultipart *both = g_mime_multipart_new_with_subtype("alternative");
	SCOPED(object_done) GMimePart *text = part_new("plain", body->text);
	SCOPED(object_done)
	GMimeObject *html = join_files(a, head,
	    GMIME_OBJECT(part_new("html", body->html)), "related", true);

	g_mime_multipart_set_boundary(
	    both, boundary_of(a, head->message_id, ""));
	g_mime_multipart_add(both, GMIME_OBJECT(text));
	g_mime_multipart_add(both, html);
	return join_files(a, head, GMIME_OBJECT(both), "mixed", false);
}

static void
set_date(GMimeMessage *message, struct instant at)
{
	char iso[INSTANT_TEXT];
	GDateTime *date;

	/* By its text: only base/date knows the zone. */
	date = g_date_time_new_from_iso8601(instant_print(at, iso), NULL);
	if (!date)
		return;
	g_mime_message_set_date(message, date);
	g_date_time_unref(date);
}

/* "<id>", or "" for none. */
static const char *
in_brackets(struct arena *a, const char *id)
{
	id = clean_word(a, id, "<>()[]\\,;:\"");
	return *id ? arena_printf(a, "<%s>", id) : "";
}

static void
set_headers(struct arena *a, GMimeMessage *message,
    const struct letter_head *head, const char *subject)
{
	const char *answered = in_brackets(a, head->in_reply_to);
	const char *own = in_brackets(a, head->reference);
	const struct {
		const char *name, *value;
	} rows[] = {
		{ "Auto-Submitted",
		    *answered ? "auto-replied" : "auto-generated" },
		{ "In-Reply-To", answered },
		{ "References",
		    arena_printf(a, "%s%s%s", answered,
		        *answered && *own ? " " : "", own) },
		{ "X-Auto-Response-Suppress", "All" }, /* Exchange */
		{ "X-Postwacht-Notice", clean_word(a, head->token, "") },
		{ "X-Postwacht-Token", in_brackets(a, head->message_id) },
	};
	size_t i;

	if (head->reply_to)
		g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_REPLY_TO,
		    plain_line(a, head->from_name, HEADER_MAX),
		    clean_address(a, head->reply_to));
	g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_FROM,
	    plain_line(a, head->from_name, HEADER_MAX),
	    clean_address(a, head->from));
	g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO,
	    plain_line(a, head->to_name, HEADER_MAX),
	    clean_address(a, head->to));
	g_mime_message_set_subject(
	    message, plain_line(a, subject, HEADER_MAX), "utf-8");
	set_date(message, head->date);
	g_mime_message_set_message_id(
	    message, clean_word(a, head->message_id, "<>()[]\\,;:\""));
	for (i = 0; i < LENGTH(rows); i++)
		if (*rows[i].value)
			g_mime_object_append_header(GMIME_OBJECT(message),
			    rows[i].name, rows[i].value, NULL);
}

struct letter
letter_build(struct arena *a, const struct letter_head *head,
    const struct rendered *body)
{
	SCOPED(object_done) GMimeMessage *message = g_mime_message_new(TRUE);
	SCOPED(object_done)
	GMimeObject *whole = body_new(a, head, body);
	SCOPED(object_done) GMimeStream *stream = g_mime_stream_mem_new();
	SCOPED(options_done)
	GMimeFormatOptions *options = g_mime_format_options_new();
	struct letter letter;
	GByteArray *bytes;

	set_headers(a, message, head, body->subject);
	g_mime_object_set_header(
	    whole, "Content-Language", language_code(head->language), NULL);
	g_mime_message_set_mime_part(message, whole);
	g_mime_format_options_set_newline_format(
	    options, GMIME_NEWLINE_FORMAT_DOS);
	g_mime_object_write_to_stream(GMIME_OBJECT(message), options, stream);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	letter.n = bytes->len;
	letter.bytes = arena_copy_n(a, (const char *)bytes->data, bytes->len);
	return letter;
}
