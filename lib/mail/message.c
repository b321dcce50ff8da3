/*
 * One message, bytes to facts: makes the bytes fit for GMime, has the header
 * block and the parts read, and puts the text together. What it finds wrong
 * is a flaw, never an error.
 */

#include "mail/message.h"

#include <string.h>

#include <gmime/gmime.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/fold.h"
#include "base/text.h"
#include "mail/charset.h"
#include "mail/headers.h"
#include "mail/html.h"
#include "mail/parts.h"
#include "mail/quote.h"
#include "mail/words.h"

void
message_init(void)
{
	g_mime_init();
	charset_init();
	html_init();
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

/* ---- the bytes ---- */

/* Without NUL bytes: GMime and C take them for an end. */
static const char *
without_nul(struct arena *a, const char *bytes, size_t *n)
{
	char *out = arena_alloc(a, *n + 1);
	size_t i, len = 0;

	for (i = 0; i < *n; i++) {
		if (bytes[i])
			out[len++] = bytes[i];
	}
	*n = len;
	return out;
}

/* CR for line ends where there is no LF, as old systems wrote them. */
static const char *
with_lf(struct arena *a, const char *bytes, size_t n)
{
	char *out = arena_copy_n(a, bytes, n);
	size_t i;

	for (i = 0; i < n; i++) {
		if (out[i] == '\r')
			out[i] = '\n';
	}
	return out;
}

/* Behind blank lines, a byte order mark and the "From " line of an mbox. */
static size_t
leading_junk(const char *s, size_t n)
{
	size_t i = 0;

	if (n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0)
		i = 3;
	while (i < n && (s[i] == '\r' || s[i] == '\n'))
		i++;
	if (n - i > 6 &&
	    (memcmp(s + i, "From ", 5) == 0 ||
	        memcmp(s + i, ">From ", 6) == 0)) {
		const char *nl = memchr(s + i, '\n', n - i);

		i = nl ? (size_t)(nl - s) + 1 : n;
	}
	return i;
}

/* The bytes up to the line that could be the boundary after the last one
 * that is allowed. Each part costs a kilobyte, however empty. */
static size_t
up_to_boundaries(const char *s, size_t n)
{
	const char *at = s, *end = s + n;
	int seen = 0;

	while ((at = memmem(at, (size_t)(end - at), "\n--", 3)) != NULL) {
		if (++seen > MESSAGE_BOUNDARIES_MAX)
			return (size_t)(at - s) + 1;
		at += 3;
	}
	return n;
}

/* What GMime may see of the message; sets the flaws. */
static const char *
fit(struct arena *a, const char *bytes, size_t *n, unsigned *flaws)
{
	size_t junk, kept;

	if (*n > MESSAGE_BYTES_MAX) {
		*n = MESSAGE_BYTES_MAX;
		*flaws |= FLAW_CUT;
	}
	if (*n > 0 && memchr(bytes, '\0', *n)) {
		bytes = without_nul(a, bytes, n);
		*flaws |= FLAW_NUL;
	}
	if (*n > 0 && !memchr(bytes, '\n', *n) && memchr(bytes, '\r', *n))
		bytes = with_lf(a, bytes, *n);
	junk = leading_junk(bytes, *n);
	bytes += junk;
	*n -= junk;
	kept = up_to_boundaries(bytes, *n);
	if (kept < *n)
		*flaws |= FLAW_CUT;
	*n = kept;
	return words_rewrite(a, bytes, n);
}

/* ---- the parser ---- */

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

/* ---- the facts ---- */

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
	bytes = fit(a, bytes, &n, &flaws);
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
