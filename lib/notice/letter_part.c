/*
 * The way back from the bytes of a notice to its words, by GMime. Knows the
 * two parts that a notice has; mail of others is read by mail/message.
 */

#include "notice/letter_part.h"

#include <string.h>

#include <gmime/gmime.h>

#include "base/arena.h"
#include "base/text.h"

static void
object_done(void *object)
{
	GObject **o = object;

	if (*o)
		g_object_unref(*o);
}

static void
string_done(char **s)
{
	g_free(*s);
}

static const char *
copy_or_nothing(struct arena *a, const char *s)
{
	return arena_copy(a, s ? s : "");
}

/* Lines end with LF alone, as letter_build was given them. */
static const char *
copy_lines(struct arena *a, const char *s)
{
	SCOPED(text_done) struct text lines = { 0 };

	text_init(&lines, strlen(s) + 1);
	for (; *s; s++)
		if (s[0] != '\r' || s[1] != '\n')
			text_add_char(&lines, *s);
	return arena_copy(a, lines.data);
}

/* For g_mime_message_foreach: the first part of each kind counts. */
struct parts {
	struct arena *arena;
	const char *text, *html;
};

static void
take_part(GMimeObject *parent, GMimeObject *object, void *context)
{
	struct parts *p = context;
	GMimeContentType *type = g_mime_object_get_content_type(object);
	SCOPED(string_done) char *text = NULL;
	const char **place;

	(void)parent;
	if (!GMIME_IS_TEXT_PART(object))
		return;
	if (g_mime_content_type_is_type(type, "text", "html"))
		place = &p->html;
	else if (g_mime_content_type_is_type(type, "text", "plain"))
		place = &p->text;
	else
		return;
	text = g_mime_text_part_get_text((GMimeTextPart *)object);
	if (text && !**place)
		*place = copy_lines(p->arena, text);
}

static void
read_recipient(struct arena *a, GMimeMessage *message, struct letter_part *out)
{
	InternetAddressList *to = g_mime_message_get_to(message);
	InternetAddress *first;

	if (!to || internet_address_list_length(to) == 0)
		return;
	first = internet_address_list_get_address(to, 0);
	out->to_name = copy_or_nothing(a, internet_address_get_name(first));
	if (INTERNET_ADDRESS_IS_MAILBOX(first))
		out->to = copy_or_nothing(a,
		    internet_address_mailbox_get_addr(
		        (InternetAddressMailbox *)first));
}

static void
read_parts(struct arena *a, GMimeMessage *message, struct letter_part *out)
{
	struct parts parts = { .arena = a, .text = "", .html = "" };
	GDateTime *date = g_mime_message_get_date(message);

	out->subject = copy_or_nothing(a, g_mime_message_get_subject(message));
	if (date)
		out->date.sec = g_date_time_to_unix(date);
	read_recipient(a, message, out);
	g_mime_message_foreach(message, take_part, &parts);
	out->text = parts.text;
	out->html = parts.html;
}

void
letter_part_read(
    struct arena *a, const char *bytes, size_t n, struct letter_part *out)
{
	SCOPED(object_done)
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, n);
	SCOPED(object_done)
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	SCOPED(object_done)
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

	*out = (struct letter_part){
		.subject = "",
		.to_name = "",
		.to = "",
		.text = "",
		.html = "",
	};
	if (message)
		read_parts(a, message, out);
}
