/*
 * The leaves of the MIME tree: text, which is decoded, and attachments, which
 * are named. GMime undoes the transfer encodings; charset.c the charsets.
 */

#include "mail/leaf.h"

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
#define PLAIN_MAX    LEAF_TEXT_MAX
#define HTML_MAX     (16 * MESSAGE_TEXT_MAX)
#define CALENDAR_MAX 4096

#define NAME_MAX_BYTES 512 /* of an attachment's name */

static void
stream_done(GMimeStream **s)
{
	g_clear_object(s);
}

bool
leaf_is_type(GMimeObject *o, const char *type, const char *subtype)
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

const char *
leaf_parameter(struct walk *w, GMimeObject *o, const char *name)
{
	const char *value = g_mime_object_get_content_type_parameter(o, name);

	return value ? lowered(w->arena, value) : "";
}

const char *
leaf_type(struct walk *w, GMimeObject *o)
{
	GMimeContentType *ct = g_mime_object_get_content_type(o);
	const char *type = g_mime_content_type_get_media_type(ct);
	const char *subtype = g_mime_content_type_get_media_subtype(ct);

	return lowered(w->arena,
	    arena_printf(w->arena, "%s/%s", type ? type : "text",
	        subtype ? subtype : "plain"));
}

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

/* Bytes of a charset as UTF-8 without control characters. */
static const char *
cleaned(struct walk *w, const char *charset, const char *bytes, size_t *n)
{
	struct decoded d = charset_decode(w->arena, charset, bytes, *n);

	if (d.is_wrong)
		w->facts->flaws |= FLAW_CHARSET;
	if (memchr(d.s, '\0', d.n))
		w->facts->flaws |= FLAW_NUL;
	return utf8_text(w->arena, d.s, d.n, n);
}

static const char *
readable(struct walk *w, GMimeObject *o, size_t max, size_t *n)
{
	const char *bytes = content(w, o, max, n);

	return cleaned(w,
	    g_mime_object_get_content_type_parameter(o, "charset"), bytes, n);
}

const char *
leaf_loose_text(struct walk *w, const char *s)
{
	size_t n = strnlen(s, PLAIN_MAX);

	return cleaned(w, NULL, s, &n);
}

static const char *
text_leaf(struct walk *w, GMimeObject *o)
{
	size_t n;
	const char *s;

	if (leaf_is_type(o, "text", "html")) {
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
	const char *method = leaf_parameter(w, o, "method");
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

void
leaf_attach(struct walk *w, const char *name, const char *type)
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
	f->attachments[f->n_attachments++] =
	    (struct attachment){ name, type, NULL };
}

static bool
is_conf_name(const char *name)
{
	size_t n = strlen(name);

	return n > 5 && strcasecmp(name + n - 5, ".conf") == 0;
}

/* Of a message that was cut nobody knows where the file ends. */
static const char *
file_text(struct walk *w, GMimeObject *o)
{
	size_t n;
	const char *bytes = content(w, o, MESSAGE_FILE_MAX + 1, &n);
	struct decoded d = charset_decode(w->arena, NULL, bytes, n);

	if (n > MESSAGE_FILE_MAX || (w->facts->flaws & FLAW_CUT))
		return NULL;
	if (text_has_prefix(d.s, "\xef\xbb\xbf")) { /* a byte order mark */
		d.s += 3;
		d.n -= 3;
	}
	return utf8_text(w->arena, d.s, d.n, &n);
}

static void
attach_file(struct walk *w, GMimeObject *o, const char *name)
{
	struct facts *f = w->facts;
	size_t n = f->n_attachments;

	leaf_attach(w, name, leaf_type(w, o));
	if (f->n_attachments > n && is_conf_name(name))
		f->attachments[n].text = file_text(w, o);
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

	if (leaf_is_type(o, "application", "ms-tnef") ||
	    text_is_same(name, "winmail.dat"))
		w->facts->flaws |= FLAW_TNEF;
	if (leaf_is_type(o, "application", "pgp-encrypted"))
		w->facts->flaws |= FLAW_ENCRYPTED;
	if (leaf_is_type(o, "application", "pkcs7-mime") ||
	    leaf_is_type(o, "application", "x-pkcs7-mime")) {
		kind = leaf_parameter(w, o, "smime-type");
		if (!text_has_prefix(kind, "certs-only"))
			w->facts->flaws |= FLAW_ENCRYPTED;
	}
}

static bool
is_signature(GMimeObject *o)
{
	return leaf_is_type(o, "application", "pkcs7-signature") ||
	    leaf_is_type(o, "application", "x-pkcs7-signature") ||
	    leaf_is_type(o, "application", "pgp-signature");
}

/* A picture that the HTML shows is not what people call an attachment. */
static bool
is_decoration(GMimeObject *o, const char *disposition)
{
	return leaf_is_type(o, "image", "*") &&
	    g_mime_object_get_content_id(o) &&
	    !text_is_same(disposition, "attachment");
}

/* "Content-Type: plain" and the like: GMime makes a binary file of it. */
static bool
has_no_type(GMimeObject *o)
{
	const char *type = g_mime_object_get_header(o, "Content-Type");

	return type && !strchr(type, '/');
}

const char *
leaf_read(struct walk *w, GMimeObject *o, bool is_wanted)
{
	const char *disposition = g_mime_object_get_disposition(o);
	const char *name = file_name(w, o);
	bool is_attached;

	disposition = disposition ? disposition : "";
	/* A message that is one part is its text, whatever name that has. */
	is_attached =
	    w->depth > 1 && (text_is_same(disposition, "attachment") || *name);
	if (leaf_is_type(o, "text", "calendar")) {
		read_calendar(w, o);
		if (is_attached)
			leaf_attach(w, name, leaf_type(w, o));
		return "";
	}
	if (!is_attached &&
	    (leaf_is_type(o, "text", "plain") ||
	        leaf_is_type(o, "text", "html") ||
	        leaf_is_type(o, "text", "enriched") || has_no_type(o)))
		return is_wanted ? text_leaf(w, o) : "";
	note_hidden(w, o, name);
	if (!is_signature(o) && !is_decoration(o, disposition))
		attach_file(w, o, name);
	return "";
}
