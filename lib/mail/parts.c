/*
 * The MIME tree: which part is the text, which are attachments, what is
 * encrypted. GMime undoes the transfer encodings; charset.c the charsets.
 */

#include "mail/parts.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "mail/charset.h"
#include "mail/headers.h"
#include "mail/html.h"
#include "mail/utf8.h"

/* Bytes of one part that are decoded: text beyond is never kept, HTML is
 * mostly markup. */
#define PLAIN_MAX    (4 * MESSAGE_TEXT_MAX)
#define HTML_MAX     (16 * MESSAGE_TEXT_MAX)
#define CALENDAR_MAX 4096

/* A plain text this short is a stub ("open this in an HTML reader") when the
 * HTML beside it says at least STUB_RATIO times as much. */
#define STUB_MAX   250
#define STUB_RATIO 3

#define NAME_MAX_BYTES 512 /* of an attachment's name */

struct walk {
	struct arena *arena;
	GMimeParserOptions *options;
	struct facts *facts;
	struct parts *parts;
	int depth;
	bool is_inside; /* an attached message: its attachments are not ours */
	bool is_report; /* what a report carries is no forward */
};

static void
stream_done(GMimeStream **s)
{
	g_clear_object(s);
}

static const char *text_of(struct walk *w, GMimeObject *o, bool is_wanted);

static bool
is_type(GMimeObject *o, const char *type, const char *subtype)
{
	GMimeContentType *ct = g_mime_object_get_content_type(o);

	return g_mime_content_type_is_type(ct, type, subtype);
}

static const char *
lowered(struct arena *a, const char *s)
{
	char *out = arena_copy(a, utf8_line(a, s, strlen(s)));
	char *c;

	for (c = out; *c; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	}
	return out;
}

static const char *
parameter(struct walk *w, GMimeObject *o, const char *name)
{
	const char *value = g_mime_object_get_content_type_parameter(o, name);

	return value ? lowered(w->arena, value) : "";
}

static const char *
type_of(struct walk *w, GMimeObject *o)
{
	GMimeContentType *ct = g_mime_object_get_content_type(o);
	const char *type = g_mime_content_type_get_media_type(ct);
	const char *subtype = g_mime_content_type_get_media_subtype(ct);

	return lowered(w->arena,
	    arena_printf(w->arena, "%s/%s", type ? type : "text",
	        subtype ? subtype : "plain"));
}

/* ---- leaves ---- */

/* The bytes of a part, its transfer encoding undone, at most max. */
static const char *
content(struct walk *w, GMimeObject *o, size_t max, size_t *n)
{
	GMimeDataWrapper *wrapper = g_mime_part_get_content(GMIME_PART(o));
	SCOPED(stream_done) GMimeStream *stream = NULL;
	GByteArray *bytes;

	*n = 0;
	if (!wrapper)
		return "";
	stream = g_mime_stream_mem_new();
	(void)g_mime_data_wrapper_write_to_stream(wrapper, stream);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	*n = bytes->len < max ? bytes->len : max;
	return arena_copy_n(w->arena, (const char *)bytes->data, *n);
}

/* The same as UTF-8 without control characters. */
static const char *
readable(struct walk *w, GMimeObject *o, size_t max, size_t *n)
{
	const char *name =
	    g_mime_object_get_content_type_parameter(o, "charset");
	const char *bytes = content(w, o, max, n);
	struct decoded d = charset_decode(w->arena, name, bytes, *n);

	if (d.is_wrong)
		w->facts->flaws |= FLAW_CHARSET;
	if (memchr(d.s, '\0', d.n))
		w->facts->flaws |= FLAW_NUL;
	return utf8_text(w->arena, d.s, d.n, n);
}

static const char *
text_leaf(struct walk *w, GMimeObject *o)
{
	size_t n;
	const char *s;

	if (is_type(o, "text", "html")) {
		s = readable(w, o, HTML_MAX, &n);
		return html_to_text(w->arena, s, n);
	}
	s = readable(w, o, PLAIN_MAX, &n);
	/* RFC 4880, 6.2; the armour replaces the text. */
	if (strncmp(s + strspn(s, " \n"), "-----BEGIN PGP MESSAGE-----", 27) ==
	    0)
		w->facts->flaws |= FLAW_ENCRYPTED;
	return s;
}

static void
read_calendar(struct walk *w, GMimeObject *o)
{
	const char *method = parameter(w, o, "method");
	size_t n;

	if (w->is_inside || w->facts->has_calendar)
		return;
	w->facts->has_calendar = true;
	if (!*method) {
		const char *s = readable(w, o, CALENDAR_MAX, &n);
		const char *at = strcasestr(s, "\nMETHOD:");

		if (at) {
			at += strlen("\nMETHOD:");
			method = lowered(w->arena,
			    arena_copy_n(w->arena, at, strcspn(at, "\n")));
		}
	}
	w->facts->calendar_method = method;
}

static void
add_attachment(struct walk *w, const char *name, const char *type)
{
	struct facts *f = w->facts;

	if (w->is_inside || w->is_report)
		return;
	f->has_attachment = KNOWN_YES;
	if (f->n_attachments == MESSAGE_ATTACHMENTS_MAX)
		return;
	if (!f->attachments)
		f->attachments = arena_array(
		    w->arena, MESSAGE_ATTACHMENTS_MAX, sizeof(*f->attachments));
	f->attachments[f->n_attachments++] = (struct attachment){ name, type };
}

static const char *
file_name(struct walk *w, GMimeObject *o)
{
	const char *name = g_mime_part_get_filename(GMIME_PART(o));

	if (!name)
		return "";
	return utf8_cut(w->arena, headers_decode(w->arena, w->options, name),
	    NAME_MAX_BYTES);
}

/* What hides the text: a name for it is all that can be given. */
static void
note_hidden(struct walk *w, GMimeObject *o, const char *name)
{
	const char *kind;

	if (is_type(o, "application", "ms-tnef") ||
	    text_is_same(name, "winmail.dat"))
		w->facts->flaws |= FLAW_TNEF;
	if (is_type(o, "application", "pgp-encrypted"))
		w->facts->flaws |= FLAW_ENCRYPTED;
	if (is_type(o, "application", "pkcs7-mime") ||
	    is_type(o, "application", "x-pkcs7-mime")) {
		kind = parameter(w, o, "smime-type");
		if (!text_has_prefix(kind, "certs-only"))
			w->facts->flaws |= FLAW_ENCRYPTED;
	}
}

static bool
is_signature(GMimeObject *o)
{
	return is_type(o, "application", "pkcs7-signature") ||
	    is_type(o, "application", "x-pkcs7-signature") ||
	    is_type(o, "application", "pgp-signature");
}

/* A picture that the HTML shows is not what people call an attachment. */
static bool
is_decoration(GMimeObject *o, const char *disposition)
{
	return is_type(o, "image", "*") && g_mime_object_get_content_id(o) &&
	    !text_is_same(disposition, "attachment");
}

static const char *
leaf(struct walk *w, GMimeObject *o, bool is_wanted)
{
	const char *disposition = g_mime_object_get_disposition(o);
	const char *name = file_name(w, o);
	bool is_attached;

	disposition = disposition ? disposition : "";
	is_attached = text_is_same(disposition, "attachment") || *name;
	if (is_type(o, "text", "calendar")) {
		read_calendar(w, o);
		if (is_attached)
			add_attachment(w, name, type_of(w, o));
		return "";
	}
	if (!is_attached &&
	    (is_type(o, "text", "plain") || is_type(o, "text", "html") ||
	        is_type(o, "text", "enriched")))
		return is_wanted ? text_leaf(w, o) : "";
	note_hidden(w, o, name);
	if (!is_signature(o) && !is_decoration(o, disposition))
		add_attachment(w, name, type_of(w, o));
	return "";
}

/* ---- containers ---- */

static const char *
attached_message(struct walk *w, GMimeObject *o)
{
	GMimeMessage *inner =
	    g_mime_message_part_get_message(GMIME_MESSAGE_PART(o));
	struct forward f;

	if (!inner || w->is_report)
		return "";
	f = headers_forward(w->arena, w->options, inner);
	add_attachment(w, f.subject, "message/rfc822");
	if (!w->parts->inner.is_found && !w->is_inside) {
		GMimeObject *part = g_mime_message_get_mime_part(inner);

		w->parts->inner = f;
		w->is_inside = true;
		if (part)
			w->parts->inner_text = text_of(w, part, true);
		w->is_inside = false;
	}
	return "";
}

static size_t
length_of(const char *s)
{
	size_t i, n = 0;

	for (i = 0; s[i]; i++)
		n += s[i] > ' ' || s[i] < 0;
	return n;
}

static bool
is_stub(const char *plain, const char *html)
{
	size_t n = length_of(plain);

	return n == 0 || (n <= STUB_MAX && length_of(html) >= STUB_RATIO * n);
}

static bool
is_plain_leaf(GMimeObject *o)
{
	return GMIME_IS_PART(o) && is_type(o, "text", "plain");
}

/* The versions of a multipart/alternative: the plain one unless it says too
 * little, else the one that says most. All are walked, for what is attached
 * to them. */
static const char *
alternative(struct walk *w, GMimeMultipart *m)
{
	int i, n = g_mime_multipart_get_count(m);
	const char *plain = "", *other = "";
	bool is_short;

	for (i = 0; i < n && !*plain; i++) {
		GMimeObject *o = g_mime_multipart_get_part(m, i);

		if (is_plain_leaf(o))
			plain = text_of(w, o, true);
	}
	is_short = length_of(plain) <= STUB_MAX;
	for (i = 0; i < n; i++) {
		GMimeObject *o = g_mime_multipart_get_part(m, i);
		const char *s;

		if (is_plain_leaf(o))
			continue;
		s = text_of(w, o, is_short);
		if (length_of(s) > length_of(other))
			other = s;
	}
	return is_stub(plain, other) && *other ? other : plain;
}

/* All that is text, one below the other. */
static const char *
joined(struct walk *w, GMimeMultipart *m, bool is_wanted)
{
	SCOPED(text_done) struct text all = { 0 };
	int i, n = g_mime_multipart_get_count(m);

	text_init(&all, PLAIN_MAX);
	for (i = 0; i < n; i++) {
		const char *s =
		    text_of(w, g_mime_multipart_get_part(m, i), is_wanted);

		if (all.len > 0 && *s)
			text_add(&all, "\n");
		text_add(&all, s);
	}
	return arena_copy_n(w->arena, all.data, all.len);
}

/* The first part that has text; the others belong to it. */
static const char *
first_of(struct walk *w, GMimeMultipart *m, bool is_wanted)
{
	int i, n = g_mime_multipart_get_count(m);
	const char *text = "";

	for (i = 0; i < n; i++) {
		const char *s = text_of(
		    w, g_mime_multipart_get_part(m, i), is_wanted && !*text);

		if (!*text)
			text = s;
	}
	return text;
}

static const char *
report(struct walk *w, GMimeMultipart *m, bool is_wanted)
{
	bool was_report = w->is_report;
	const char *text;

	w->is_report = true;
	text = first_of(w, m, is_wanted);
	w->is_report = was_report;
	return text;
}

static const char *
container(struct walk *w, GMimeObject *o, bool is_wanted)
{
	GMimeMultipart *m = GMIME_MULTIPART(o);

	if (is_type(o, "multipart", "encrypted")) {
		w->facts->flaws |= FLAW_ENCRYPTED;
		return "";
	}
	if (is_type(o, "multipart", "report"))
		return report(w, m, is_wanted);
	if (is_type(o, "multipart", "related"))
		return first_of(w, m, is_wanted);
	if (is_type(o, "multipart", "alternative") && is_wanted)
		return alternative(w, m);
	return joined(w, m, is_wanted);
}

static const char *
text_of(struct walk *w, GMimeObject *o, bool is_wanted)
{
	const char *text = "";

	if (w->depth >= MESSAGE_DEPTH_MAX) {
		w->facts->flaws |= FLAW_DEEP;
		return "";
	}
	w->depth++;
	if (GMIME_IS_MESSAGE_PART(o))
		text = attached_message(w, o);
	else if (GMIME_IS_MULTIPART(o))
		text = container(w, o, is_wanted);
	else if (GMIME_IS_PART(o))
		text = leaf(w, o, is_wanted);
	w->depth--;
	return text;
}

void
parts_read(struct arena *a, GMimeParserOptions *options, GMimeMessage *message,
    struct parts *parts, struct facts *facts)
{
	GMimeObject *root = g_mime_message_get_mime_part(message);
	struct walk w = {
		.arena = a, .options = options, .facts = facts, .parts = parts
	};

	parts->text = parts->inner_text = "";
	if (!root)
		return;
	facts->content_type = type_of(&w, root);
	facts->report_type = parameter(&w, root, "report-type");
	parts->text = text_of(&w, root, true);
	/* Of a message that was cut, only a single part is known to be
	 * the only one. */
	if (facts->has_attachment != KNOWN_YES && (facts->flaws & FLAW_CUT) &&
	    !GMIME_IS_PART(root))
		facts->has_attachment = KNOWN_NOT;
}
