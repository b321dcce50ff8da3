/*
 * Facts as bytes and back. One table a kind of value drives both directions,
 * so that they cannot differ. Knows what a fact may look like; not who sends
 * it, nor over what.
 */

#include "edge/facts_wire.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/pack.h"
#include "mail/fingerprint.h"
#include "mail/message.h"
#include "mail/utf8.h"

/* No date of a mail lies beyond the years 0 and 9999; two days are for zones.
 * What is reckoned with them downstream cannot overflow. */
#define SECONDS_LEAST (-62167219200 - 2 * 86400)
#define SECONDS_MOST  (253402300799 + 2 * 86400)

/* A byte of another charset takes up to three in UTF-8. */
#define FILE_TEXT_MAX (3 * MESSAGE_FILE_MAX)

/* All flaws together; a bit beyond them is no flaw. */
#define FLAWS_ALL (2u * FLAW_BSN - 1)

enum shape {
	SHAPE_LINE,
	SHAPE_TEXT, /* may hold newlines and tabs */
};

static const struct string_row {
	size_t offset; /* of a const char * in struct facts */
	enum shape shape;
	size_t max;
} strings[] = {
#define LINE_OF(member, max)                                    \
	{                                                       \
		offsetof(struct facts, member), SHAPE_LINE, max \
	}
#define TEXT_OF(member, max)                                    \
	{                                                       \
		offsetof(struct facts, member), SHAPE_TEXT, max \
	}
	LINE_OF(message_id, MESSAGE_HEADER_MAX),
	LINE_OF(in_reply_to, MESSAGE_HEADER_MAX),
	LINE_OF(subject, MESSAGE_HEADER_MAX),
	LINE_OF(base_subject, FACTS_WIRE_MAX),
	LINE_OF(from.name, FACTS_WIRE_MAX),
	LINE_OF(from.addr, FACTS_WIRE_MAX),
	LINE_OF(from.domain, FACTS_WIRE_MAX),
	LINE_OF(return_path, FACTS_WIRE_MAX),
	LINE_OF(content_type, FACTS_WIRE_MAX),
	LINE_OF(report_type, FACTS_WIRE_MAX),
	LINE_OF(calendar_method, FACTS_WIRE_MAX),
	LINE_OF(forward.from.name, FACTS_WIRE_MAX),
	LINE_OF(forward.from.addr, FACTS_WIRE_MAX),
	LINE_OF(forward.from.domain, FACTS_WIRE_MAX),
	LINE_OF(quoted_from.name, FACTS_WIRE_MAX),
	LINE_OF(quoted_from.addr, FACTS_WIRE_MAX),
	LINE_OF(quoted_from.domain, FACTS_WIRE_MAX),
	LINE_OF(forward.subject, MESSAGE_HEADER_MAX),
	LINE_OF(forward.date_text, FACTS_WIRE_MAX),
	LINE_OF(folded_subject, FACTS_WIRE_MAX),
	TEXT_OF(text_new, MESSAGE_TEXT_MAX),
	TEXT_OF(text_quoted, MESSAGE_TEXT_MAX),
	TEXT_OF(text_signature, MESSAGE_TEXT_MAX),
	TEXT_OF(text_disclaimer, MESSAGE_TEXT_MAX),
	TEXT_OF(folded_new, FACTS_WIRE_MAX),
#undef LINE_OF
#undef TEXT_OF
};

static const size_t flags[] = {
	offsetof(struct facts, has_return_path),
	offsetof(struct facts, has_date),
	offsetof(struct facts, has_received),
	offsetof(struct facts, has_calendar),
	offsetof(struct facts, forward.is_found),
	offsetof(struct facts, forward.has_date),
};

static const size_t instants[] = {
	offsetof(struct facts, date),
	offsetof(struct facts, received),
	offsetof(struct facts, forward.date),
};

static const size_t lists[] = {
	offsetof(struct facts, reply_to),
	offsetof(struct facts, to),
	offsetof(struct facts, cc),
	offsetof(struct facts, bcc),
	offsetof(struct facts, forward_inner),
};

uint32_t
facts_wire_magic(void)
{
	return 0x50570000u ^
	    (uint32_t)(sizeof(struct facts) + sizeof(struct fingerprint));
}

static const void *
member(const struct facts *f, size_t offset)
{
	return (const char *)f + offset;
}

static void *
place(struct facts *f, size_t offset)
{
	return (char *)f + offset;
}

/* ---- out ---- */

static void
put_address(struct text *out, const struct address *address)
{
	pack_string(out, address->name);
	pack_string(out, address->addr);
	pack_string(out, address->domain);
}

static void
put_list(struct text *out, const struct address_list *list)
{
	size_t i;

	pack_number(out, (uint32_t)list->n);
	for (i = 0; i < list->n; i++)
		put_address(out, &list->at[i]);
}

static void
put_single(struct text *out, const struct facts *f)
{
	size_t i;

	for (i = 0; i < LENGTH(strings); i++) {
		const char *const *s = member(f, strings[i].offset);

		pack_string(out, *s);
	}
	for (i = 0; i < LENGTH(flags); i++)
		pack_number(out, *(const bool *)member(f, flags[i]));
	for (i = 0; i < LENGTH(instants); i++)
		text_add_n(out, member(f, instants[i]), sizeof(struct instant));
	pack_number(out, f->has_attachment);
	pack_number(out, f->flaws);
}

void
facts_wire_put(struct text *out, const struct facts *f,
    const struct fingerprint *fingerprint)
{
	size_t i;

	put_single(out, f);
	for (i = 0; i < LENGTH(lists); i++)
		put_list(out, member(f, lists[i]));
	pack_number(out, (uint32_t)f->n_references);
	for (i = 0; i < f->n_references; i++)
		pack_string(out, f->references[i]);
	pack_number(out, (uint32_t)f->n_attachments);
	for (i = 0; i < f->n_attachments; i++) {
		pack_string(out, f->attachments[i].name);
		pack_string(out, f->attachments[i].type);
		pack_number(out, f->attachments[i].text != NULL);
		if (f->attachments[i].text)
			pack_string(out, f->attachments[i].text);
	}
	pack_number(out, (uint32_t)f->n_headers);
	for (i = 0; i < f->n_headers; i++) {
		pack_string(out, f->headers[i].name);
		pack_string(out, f->headers[i].value);
	}
	pack_number(out, fingerprint->has_key1);
	text_add_n(out, (const char *)fingerprint->key1, DIGEST_BYTES);
	text_add_n(out, (const char *)fingerprint->key2, DIGEST_BYTES);
}

/* ---- in ---- */

static bool
is_control(const char *s, size_t step, enum shape shape)
{
	unsigned char c = (unsigned char)s[0];

	if (step == 1)
		return (c < ' ' &&
		           !(shape == SHAPE_TEXT &&
		               (c == '\n' || c == '\t'))) ||
		    c == 0x7F;
	return step == 2 && c == 0xC2 && (unsigned char)s[1] < 0xA0;
}

static bool
is_fit(const char *s, size_t n, enum shape shape)
{
	size_t i, step;

	for (i = utf8_plain(s, n); i < n; i += utf8_plain(s + i, n - i)) {
		step = utf8_step(s + i, n - i);
		if (step == 0 || is_control(s + i, step, shape))
			return false;
		i += step;
	}
	return true;
}

static const char *
take_string(struct unpack *in, enum shape shape, size_t max)
{
	const char *s = unpack_string(in, max);

	if (is_fit(s, in->is_bad ? 0 : (size_t)(in->at - s) - 1, shape))
		return s;
	in->is_bad = true;
	return "";
}

static const char *
take_line(struct unpack *in, size_t max)
{
	return take_string(in, SHAPE_LINE, max);
}

static void
take_list(struct unpack *in, struct arena *a, struct address_list *out)
{
	size_t i;

	out->n = unpack_number(in, MESSAGE_ADDRESSES_MAX);
	out->at = arena_array(a, out->n, sizeof(*out->at));
	for (i = 0; i < out->n; i++) {
		out->at[i].name = take_line(in, FACTS_WIRE_MAX);
		out->at[i].addr = take_line(in, FACTS_WIRE_MAX);
		out->at[i].domain = take_line(in, FACTS_WIRE_MAX);
	}
}

static void
take_instant(struct unpack *in, struct instant *out)
{
	unpack_bytes(in, out, sizeof(*out));
	if (out->sec < SECONDS_LEAST || out->sec > SECONDS_MOST)
		in->is_bad = true;
}

static void
take_single(struct unpack *in, struct facts *f)
{
	size_t i;

	for (i = 0; i < LENGTH(strings); i++) {
		const char **s = place(f, strings[i].offset);

		*s = take_string(in, strings[i].shape, strings[i].max);
	}
	for (i = 0; i < LENGTH(flags); i++)
		*(bool *)place(f, flags[i]) = unpack_number(in, 1) == 1;
	for (i = 0; i < LENGTH(instants); i++)
		take_instant(in, place(f, instants[i]));
	f->has_attachment = (enum known)unpack_number(in, KNOWN_NOT);
	f->flaws = unpack_number(in, FLAWS_ALL);
}

static void
take_many(struct unpack *in, struct arena *a, struct facts *f)
{
	size_t i;

	for (i = 0; i < LENGTH(lists); i++)
		take_list(in, a, place(f, lists[i]));
	f->n_references = unpack_number(in, MESSAGE_REFERENCES_MAX);
	f->references = arena_array(a, f->n_references, sizeof(*f->references));
	for (i = 0; i < f->n_references; i++)
		f->references[i] = take_line(in, MESSAGE_HEADER_MAX);
	f->n_attachments = unpack_number(in, MESSAGE_ATTACHMENTS_MAX);
	f->attachments =
	    arena_array(a, f->n_attachments, sizeof(*f->attachments));
	for (i = 0; i < f->n_attachments; i++) {
		f->attachments[i].name = take_line(in, MESSAGE_HEADER_MAX);
		f->attachments[i].type = take_line(in, FACTS_WIRE_MAX);
		if (unpack_number(in, 1))
			f->attachments[i].text =
			    take_string(in, SHAPE_TEXT, FILE_TEXT_MAX);
	}
	f->n_headers = unpack_number(in, MESSAGE_HEADERS_MAX);
	f->headers = arena_array(a, f->n_headers, sizeof(*f->headers));
	for (i = 0; i < f->n_headers; i++) {
		f->headers[i].name = take_line(in, MESSAGE_HEADER_MAX);
		f->headers[i].value = take_line(in, MESSAGE_HEADER_MAX);
	}
}

int
facts_wire_take(struct arena *a, const char *bytes, size_t n,
    struct facts *facts, struct fingerprint *fingerprint, struct err *e)
{
	struct unpack in = { bytes, n, false };
	struct facts f = { 0 };
	struct fingerprint print = { 0 };

	take_single(&in, &f);
	take_many(&in, a, &f);
	print.has_key1 = unpack_number(&in, 1) == 1;
	unpack_bytes(&in, print.key1, sizeof(print.key1));
	unpack_bytes(&in, print.key2, sizeof(print.key2));
	if (in.is_bad || in.left > 0)
		return err_set(e, ERR_ITEM, "a reader's answer is no facts");
	*facts = f;
	*fingerprint = print;
	return 0;
}
