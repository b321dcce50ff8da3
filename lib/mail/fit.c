/*
 * Limits on what GMime is given. It parses addresses as it reads them and
 * descends a level for each colon ("a:b:c:" are groups in groups: 100 KB of
 * that overflow an 8 MiB stack), compares each parameter with all before it,
 * and takes a kilobyte for each part and each field. Knows the outer form of
 * lines only.
 */

#include "mail/fit.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "mail/message.h"
#include "mail/words.h"

/* Bytes of one field, folded lines together: two hundred addresses with
 * names, or a list of parameters that is compared in a millisecond. */
#define FIELD_MAX     65536
#define PARAMETER_MAX 4096

/* Lines in all that may be header fields. */
#define FIELDS_MAX 20000

/* Groups have one colon each; addresses in IPv6 have seven. */
#define COLONS_MAX 400

struct fitting {
	char *out;
	size_t len;
	size_t room;   /* bytes that the field under way may still have */
	bool in_field; /* folded lines belong to a field */
	bool is_list;  /* the field is a list of addresses */
	int colons, fields, boundaries;
	unsigned *flaws;
};

/* ---- the whole ---- */

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

/* Blank lines, a byte order mark and the "From " line of an mbox. */
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

/* ---- line by line ---- */

/* The length of the field name that begins the line, or 0. */
static size_t
name_length(const char *s, const char *end)
{
	const char *at = s;

	while (at<end && * at> ' ' && *at < 0x7F && *at != ':')
		at++;
	return at < end && *at == ':' ? (size_t)(at - s) : 0;
}

/* A line of a body can look like a field; only names as mail has them make
 * it lose anything. */
static bool
is_name(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (!((s[i] >= 'a' && s[i] <= 'z') ||
		        (s[i] >= 'A' && s[i] <= 'Z') ||
		        (s[i] >= '0' && s[i] <= '9') || s[i] == '-'))
			return false;
	}
	return true;
}

static bool
is_one_of(const char *name, size_t n, const char *const *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strlen(list[i]) == n && strncasecmp(list[i], name, n) == 0)
			return true;
	}
	return false;
}

static void
begin_field(struct fitting *f, const char *name, size_t n)
{
	static const char *const lists[] = { "From", "Sender", "Reply-To", "To",
		"Cc", "Bcc" };
	static const char *const parametered[] = { "Content-Type",
		"Content-Disposition" };

	f->in_field = is_name(name, n);
	f->is_list = is_one_of(name, n, lists, LENGTH(lists));
	f->colons = 0;
	f->room = is_one_of(name, n, parametered, LENGTH(parametered))
	    ? PARAMETER_MAX
	    : FIELD_MAX;
	f->fields++;
}

/* Copies a line of a field as far as there is room, without the colons that
 * are too many. */
static void
put_field(struct fitting *f, const char *s, size_t n)
{
	size_t i, kept = n < f->room ? n : f->room;

	for (i = 0; i < kept; i++) {
		bool is_over =
		    f->is_list && s[i] == ':' && ++f->colons > COLONS_MAX;

		f->out[f->len++] = is_over ? ' ' : s[i];
		if (is_over)
			*f->flaws |= FLAW_HEADERS;
	}
	f->room -= kept;
	if (kept == n)
		return;
	*f->flaws |= FLAW_HEADERS;
	if (kept > 0)
		f->out[f->len++] = '\n';
}

/* One line with its line end. Returns false to stop. */
static bool
put_line(struct fitting *f, const char *s, size_t n)
{
	size_t name;

	if (f->in_field && (*s == ' ' || *s == '\t')) {
		put_field(f, s, n);
		return true;
	}
	f->in_field = false;
	name = name_length(s, s + n);
	if (name > 0) {
		begin_field(f, s, name);
		if (f->fields > FIELDS_MAX) {
			*f->flaws |= FLAW_HEADERS;
			f->room = 0;
			f->in_field = true;
		}
	} else if (n > 2 && s[0] == '-' && s[1] == '-' &&
	    ++f->boundaries > MESSAGE_BOUNDARIES_MAX) {
		*f->flaws |= FLAW_CUT;
		return false;
	}
	if (f->in_field)
		put_field(f, s, n);
	else {
		memcpy(f->out + f->len, s, n);
		f->len += n;
	}
	return true;
}

static const char *
line_by_line(struct arena *a, const char *s, size_t *n, unsigned *flaws)
{
	struct fitting f = { .flaws = flaws };
	const char *end = s + *n;

	/* A field that is cut gets a line end in place of what it loses. */
	f.out = arena_alloc(a, *n + 1);
	while (s < end) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		size_t len = (size_t)((nl ? nl + 1 : end) - s);

		if (!put_line(&f, s, len))
			break;
		s += len;
	}
	*n = f.len;
	return f.out;
}

const char *
fit_bytes(struct arena *a, const char *bytes, size_t *n, unsigned *flaws)
{
	size_t junk;

	if (*n == 0)
		return bytes;
	if (*n > MESSAGE_BYTES_MAX) {
		*n = MESSAGE_BYTES_MAX;
		*flaws |= FLAW_CUT;
	}
	if (memchr(bytes, '\0', *n)) {
		bytes = without_nul(a, bytes, n);
		*flaws |= FLAW_NUL;
	}
	if (!memchr(bytes, '\n', *n) && memchr(bytes, '\r', *n))
		bytes = with_lf(a, bytes, *n);
	junk = leading_junk(bytes, *n);
	bytes += junk;
	*n -= junk;
	bytes = line_by_line(a, bytes, n, flaws);
	return words_rewrite(a, bytes, n);
}
