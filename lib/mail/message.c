/*
 * One message, bytes to facts: hands it to GMime, has the header block, the
 * parts and the text read, and puts the answers together. What is wrong with
 * it is a flaw, never an error.
 */

#include "mail/message.h"

#include <string.h>

#include <gmime/gmime.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/fold.h"
#include "base/text.h"
#include "mail/bsn.h"
#include "mail/charset.h"
#include "mail/fit.h"
#include "mail/headers.h"
#include "mail/html.h"
#include "mail/parts.h"
#include "mail/quote.h"

void
message_init(void)
{
	g_mime_init();
	html_init();
}

void
message_open_charsets(void)
{
	charset_init();
}

static void
options_done(GMimeParserOptions **o)
{
	g_mime_parser_options_free(*o);
}

static void
parser_done(GMimeParser **p)
{
	g_clear_object(p);
}

static void
stream_done(GMimeStream **s)
{
	g_clear_object(s);
}

static void
mime_message_done(GMimeMessage **m)
{
	g_clear_object(m);
}

static void
note_warning(
    gint64 offset, GMimeParserWarning code, const gchar *item, gpointer context)
{
	unsigned *flaws = context;

	(void)offset;
	(void)item;
	if (code == GMIME_CRIT_INVALID_HEADER_NAME)
		*flaws |= FLAW_HEADERS;
	if (code == GMIME_CRIT_NESTING_OVERFLOW)
		*flaws |= FLAW_DEEP;
}

static GMimeParserOptions *
options_new(unsigned *flaws)
{
	/* Raw 8-bit headers, as in bodies: UTF-8 if valid. */
	static const char *charsets[] = { "utf-8", "windows-1252", NULL };
	GMimeParserOptions *o = g_mime_parser_options_new();

	g_mime_parser_options_set_fallback_charsets(o, charsets);
	g_mime_parser_options_set_allow_addresses_without_domain(o, TRUE);
	g_mime_parser_options_set_warning_callback(o, note_warning, flaws);
	return o;
}

static GMimeMessage *
parse(const char *bytes, size_t n, GMimeParserOptions *options)
{
	SCOPED(stream_done)
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, n);
	SCOPED(parser_done)
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);

	return g_mime_parser_construct_message(parser, options);
}

/* Strings that are never NULL, before anything is known. */
static struct facts
blank(void)
{
	const struct address nobody = { "", "", "" };

	return (struct facts){
		.message_id = "",
		.in_reply_to = "",
		.subject = "",
		.base_subject = "",
		.from = nobody,
		.return_path = "",
		.content_type = "text/plain",
		.report_type = "",
		.calendar_method = "",
		.text_new = "",
		.text_quoted = "",
		.text_signature = "",
		.text_disclaimer = "",
		.quoted_from = nobody,
		.forward = { .from = nobody, .subject = "", .date_text = "" },
		.folded_subject = "",
		.folded_new = "",
	};
}

/* An attached message is a forward unless the text holds one; its text
 * counts where the sender only passes it on. */
static void
take_inner(struct arena *a, const struct parts *parts, struct facts *facts)
{
	struct facts inner = blank();

	if (!parts->inner.is_found || facts->forward.is_found)
		return;
	facts->forward = parts->inner;
	inner.subject = parts->inner.subject;
	quote_split(a, parts->inner_text, &inner);
	quote_pass_on(a, inner.text_new, facts);
	quote_chain(a, &inner, facts);
}

/* Wherever somebody may have written one. */
static void
take_out_bsn(struct arena *a, struct facts *facts)
{
	const char **const texts[] = { &facts->subject, &facts->base_subject,
		&facts->folded_subject, &facts->text_new, &facts->text_quoted,
		&facts->text_signature, &facts->text_disclaimer };
	bool found = false;
	size_t i;

	for (i = 0; i < LENGTH(texts); i++)
		*texts[i] = bsn_mask(a, *texts[i], &found);
	/* Other headers hold numbers of machines. */
	for (i = 0; i < facts->n_headers; i++) {
		struct header *h = &facts->headers[i];

		if (text_is_same(h->name, "Subject") ||
		    text_is_same(h->name, "Thread-Topic"))
			h->value = bsn_mask(a, h->value, &found);
	}
	for (i = 0; i < facts->n_attachments; i++)
		facts->attachments[i].name =
		    bsn_mask(a, facts->attachments[i].name, &found);
	if (found)
		facts->flaws |= FLAW_BSN;
}

void
message_read(struct arena *a, const char *bytes, size_t n, bool is_cut,
    struct facts *facts)
{
	unsigned flaws = is_cut ? FLAW_CUT : 0;
	SCOPED(options_done) GMimeParserOptions *options = options_new(&flaws);
	SCOPED(mime_message_done) GMimeMessage *message = NULL;
	struct parts parts = { .text = "", .inner_text = "" };

	*facts = blank();
	bytes = fit_bytes(a, bytes, &n, &flaws);
	if (n > 0)
		message = parse(bytes, n, options);
	facts->flaws = flaws;
	if (message) {
		headers_read(a, options, message, facts);
		parts_read(a, options, message, &parts, facts);
	} else
		facts->flaws |= FLAW_DATE | FLAW_FROM;
	facts->flaws |= flaws;
	quote_split(a, parts.text, facts);
	take_inner(a, &parts, facts);
	take_out_bsn(a, facts);
	facts->folded_new =
	    fold(a, facts->text_new, strlen(facts->text_new), NULL);
}

const char *
message_header(const struct facts *facts, const char *name)
{
	size_t i;

	for (i = 0; i < facts->n_headers; i++) {
		if (text_is_same(facts->headers[i].name, name))
			return facts->headers[i].value;
	}
	return NULL;
}

const char *
message_flaws(struct arena *a, unsigned flaws)
{
	static const struct {
		enum flaw flaw;
		const char *name;
	} names[] = {
		{ FLAW_CHARSET, "charset" },
		{ FLAW_NUL, "nul" },
		{ FLAW_DATE, "date" },
		{ FLAW_FROM, "from" },
		{ FLAW_DEEP, "deep" },
		{ FLAW_CUT, "cut" },
		{ FLAW_ENCRYPTED, "encrypted" },
		{ FLAW_TNEF, "tnef" },
		{ FLAW_HEADERS, "headers" },
		{ FLAW_CLOCK, "clock" },
		{ FLAW_BSN, "bsn" },
	};
	const char *list = "";
	size_t i;

	for (i = 0; i < LENGTH(names); i++) {
		if (flaws & names[i].flaw)
			list = arena_printf(
			    a, "%s%s%s", list, *list ? "," : "", names[i].name);
	}
	return list;
}
