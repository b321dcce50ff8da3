/*
 * Charsets to UTF-8, by iconv. Knows which names mail gives to which charset
 * and what to do with text that is not in the charset that it names.
 */

#include "mail/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "mail/utf8.h"

/* Text with more than one bad byte in so many is not in that charset. */
#define BAD_SHARE 10

enum shape {
	SHAPE_UTF8,   /* also ASCII, which is part of it */
	SHAPE_WEST,   /* windows-1252 and its part iso-8859-1 */
	SHAPE_SINGLE, /* one byte a character, ASCII below 0x80 */
	SHAPE_MANY,   /* several bytes; plain ASCII means ASCII */
	SHAPE_OWN,    /* even plain ASCII bytes must be converted */
};

/* Mail says gb2312 and means its superset, and so for others; the right
 * column is what iconv is asked for. */
static const struct row {
	const char *label;
	enum shape shape;
	const char *iconv_name;
} rows[] = {
	{ "utf-8", SHAPE_UTF8, NULL },
	{ "utf8", SHAPE_UTF8, NULL },
	{ "us-ascii", SHAPE_UTF8, NULL },
	{ "ascii", SHAPE_UTF8, NULL },
	{ "ansi_x3.4-1968", SHAPE_UTF8, NULL },
	{ "iso-8859-1", SHAPE_WEST, NULL },
	{ "iso8859-1", SHAPE_WEST, NULL },
	{ "iso_8859-1", SHAPE_WEST, NULL },
	{ "latin1", SHAPE_WEST, NULL },
	{ "latin-1", SHAPE_WEST, NULL },
	{ "windows-1252", SHAPE_WEST, NULL },
	{ "cp1252", SHAPE_WEST, NULL },
	{ "cp-1252", SHAPE_WEST, NULL },
	{ "ansi", SHAPE_WEST, NULL },
	{ "iso-8859-2", SHAPE_SINGLE, "ISO-8859-2" },
	{ "iso-8859-3", SHAPE_SINGLE, "ISO-8859-3" },
	{ "iso-8859-4", SHAPE_SINGLE, "ISO-8859-4" },
	{ "iso-8859-5", SHAPE_SINGLE, "ISO-8859-5" },
	{ "iso-8859-6", SHAPE_SINGLE, "ISO-8859-6" },
	{ "iso-8859-7", SHAPE_SINGLE, "ISO-8859-7" },
	{ "iso-8859-8", SHAPE_SINGLE, "ISO-8859-8" },
	{ "iso-8859-8-i", SHAPE_SINGLE, "ISO-8859-8" },
	{ "iso-8859-9", SHAPE_SINGLE, "ISO-8859-9" },
	{ "iso-8859-10", SHAPE_SINGLE, "ISO-8859-10" },
	{ "iso-8859-11", SHAPE_SINGLE, "TIS-620" },
	{ "iso-8859-13", SHAPE_SINGLE, "ISO-8859-13" },
	{ "iso-8859-14", SHAPE_SINGLE, "ISO-8859-14" },
	{ "iso-8859-15", SHAPE_SINGLE, "ISO-8859-15" },
	{ "latin-9", SHAPE_SINGLE, "ISO-8859-15" },
	{ "iso-8859-16", SHAPE_SINGLE, "ISO-8859-16" },
	{ "windows-1250", SHAPE_SINGLE, "CP1250" },
	{ "windows-1251", SHAPE_SINGLE, "CP1251" },
	{ "cp1251", SHAPE_SINGLE, "CP1251" },
	{ "windows-1253", SHAPE_SINGLE, "CP1253" },
	{ "windows-1254", SHAPE_SINGLE, "CP1254" },
	{ "windows-1255", SHAPE_SINGLE, "CP1255" },
	{ "windows-1256", SHAPE_SINGLE, "CP1256" },
	{ "windows-1257", SHAPE_SINGLE, "CP1257" },
	{ "windows-1258", SHAPE_SINGLE, "CP1258" },
	{ "windows-874", SHAPE_SINGLE, "CP874" },
	{ "tis-620", SHAPE_SINGLE, "TIS-620" },
	{ "koi8-r", SHAPE_SINGLE, "KOI8-R" },
	{ "koi8-u", SHAPE_SINGLE, "KOI8-U" },
	{ "macintosh", SHAPE_SINGLE, "MACINTOSH" },
	{ "x-mac-roman", SHAPE_SINGLE, "MACINTOSH" },
	{ "ibm437", SHAPE_SINGLE, "CP437" },
	{ "cp437", SHAPE_SINGLE, "CP437" },
	{ "ibm850", SHAPE_SINGLE, "CP850" },
	{ "cp850", SHAPE_SINGLE, "CP850" },
	{ "ibm852", SHAPE_SINGLE, "CP852" },
	{ "cp866", SHAPE_SINGLE, "CP866" },
	{ "gb2312", SHAPE_MANY, "GB18030" },
	{ "gbk", SHAPE_MANY, "GB18030" },
	{ "gb18030", SHAPE_MANY, "GB18030" },
	{ "big5", SHAPE_MANY, "BIG5" },
	{ "big5-hkscs", SHAPE_MANY, "BIG5-HKSCS" },
	{ "shift_jis", SHAPE_MANY, "CP932" },
	{ "shift-jis", SHAPE_MANY, "CP932" },
	{ "sjis", SHAPE_MANY, "CP932" },
	{ "windows-31j", SHAPE_MANY, "CP932" },
	{ "cp932", SHAPE_MANY, "CP932" },
	{ "euc-jp", SHAPE_MANY, "EUC-JP" },
	{ "euc-kr", SHAPE_MANY, "CP949" },
	{ "ks_c_5601-1987", SHAPE_MANY, "CP949" },
	{ "windows-949", SHAPE_MANY, "CP949" },
	{ "iso-2022-jp", SHAPE_OWN, "ISO-2022-JP-2" },
	{ "iso-2022-jp-2", SHAPE_OWN, "ISO-2022-JP-2" },
	{ "iso-2022-kr", SHAPE_OWN, "ISO-2022-KR" },
	{ "utf-7", SHAPE_OWN, "UTF-7" },
	{ "utf-16", SHAPE_OWN, "UTF-16" },
	{ "utf-16le", SHAPE_OWN, "UTF-16LE" },
	{ "utf-16be", SHAPE_OWN, "UTF-16BE" },
	{ "utf-32", SHAPE_OWN, "UTF-32" },
};

/* Both ways. Held for as long as the process lives, and never used: only so
 * does glibc keep its conversion modules in memory. */
static void
keep_open(iconv_t kept[2], const char *name)
{
	if (!name || kept[0])
		return;
	kept[0] = iconv_open("UTF-8", name);
	kept[1] = iconv_open(name, "UTF-8");
}

void
charset_init(void)
{
	static iconv_t by_name[LENGTH(rows)][2];
	static iconv_t by_label[LENGTH(rows)][2]; /* GMime may ask for these */
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		const char *name = rows[i].iconv_name;

		if (!name && rows[i].shape == SHAPE_WEST)
			name = "CP1252";
		keep_open(by_name[i], name);
		keep_open(by_label[i], rows[i].label);
	}
}

static const struct row *
row_of(const char *name)
{
	size_t i;

	for (i = 0; name && i < LENGTH(rows); i++) {
		if (text_is_same(rows[i].label, name))
			return &rows[i];
	}
	return NULL;
}

/* UTF-8 for windows-1252, by the table of the WHATWG Encoding Standard
 * (index windows-1252) with U+FFFD where it has a control character. */
static struct decoded
from_west(struct arena *a, const char *bytes, size_t n, bool is_wrong)
{
	static const char high[32][4] = { "\xE2\x82\xAC", "\xEF\xBF\xBD",
		"\xE2\x80\x9A", "\xC6\x92", "\xE2\x80\x9E", "\xE2\x80\xA6",
		"\xE2\x80\xA0", "\xE2\x80\xA1", "\xCB\x86", "\xE2\x80\xB0",
		"\xC5\xA0", "\xE2\x80\xB9", "\xC5\x92", "\xEF\xBF\xBD",
		"\xC5\xBD", "\xEF\xBF\xBD", "\xEF\xBF\xBD", "\xE2\x80\x98",
		"\xE2\x80\x99", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\xA2",
		"\xE2\x80\x93", "\xE2\x80\x94", "\xCB\x9C", "\xE2\x84\xA2",
		"\xC5\xA1", "\xE2\x80\xBA", "\xC5\x93", "\xEF\xBF\xBD",
		"\xC5\xBE", "\xC5\xB8" };
	struct decoded d = { .is_wrong = is_wrong };
	size_t i;

	d.s = arena_alloc(a, 3 * n + 1);
	for (i = 0; i < n; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (c < 0x80)
			d.s[d.n++] = (char)c;
		else if (c < 0xA0) {
			size_t len = strlen(high[c - 0x80]);

			memcpy(d.s + d.n, high[c - 0x80], len);
			d.n += len;
		} else {
			d.s[d.n++] = (char)(0xC0 | c >> 6);
			d.s[d.n++] = (char)(0x80 | (c & 0x3F));
		}
	}
	return d;
}

static struct decoded
as_is(struct arena *a, const char *bytes, size_t n, bool is_wrong)
{
	return (struct decoded){ arena_copy_n(a, bytes, n), n, is_wrong };
}

/* What is done with text whose charset is unknown or was a lie. */
static struct decoded
guessed(struct arena *a, const char *bytes, size_t n, struct utf8_count count)
{
	bool is_high = count.many + count.bad + count.tail > 0;

	return count.bad == 0 && (count.many > 0 || count.tail == 0)
	    ? as_is(a, bytes, n - count.tail, is_high)
	    : from_west(a, bytes, n, is_high);
}

/* ASCII is read as UTF-8 too, but then the label was wrong. */
static bool
says_utf8(const struct row *row)
{
	return row->shape == SHAPE_UTF8 && strncmp(row->label, "utf", 3) == 0;
}

static struct decoded
from_utf8(struct arena *a, const struct row *row, const char *bytes, size_t n,
    struct utf8_count count)
{
	bool says_ascii = !says_utf8(row);

	if (count.bad == 0 && (count.many > 0 || count.tail == 0))
		return as_is(
		    a, bytes, n - count.tail, says_ascii && count.many > 0);
	if (count.many > count.bad) /* damaged, but UTF-8 all the same */
		return as_is(a, bytes, n, true);
	return from_west(a, bytes, n, true);
}

static void
iconv_done(iconv_t *cd)
{
	if (*cd != (iconv_t)-1)
		(void)iconv_close(*cd);
}

/* Converts; counts the bytes that had to be replaced. */
static struct decoded
converted(struct arena *a, const char *iconv_name, const char *bytes, size_t n,
    size_t *bad)
{
	SCOPED(iconv_done) iconv_t cd = iconv_open("UTF-8", iconv_name);
	size_t room = 4 * n + 8, left = room, in_left = n;
	char *in = arena_copy_n(a, bytes, n), *out;
	struct decoded d = { 0 };

	*bad = n;
	if (cd == (iconv_t)-1)
		return d;
	*bad = 0;
	d.s = out = arena_alloc(a, room + 1);
	while (in_left > 0 &&
	    iconv(cd, &in, &in_left, &out, &left) == (size_t)-1) {
		if (errno != EILSEQ)
			break; /* cut off in a character, or no room */
		++*bad;
		in++;
		in_left--;
		if (left >= 3) {
			memcpy(out, "\xEF\xBF\xBD", 3);
			out += 3;
			left -= 3;
		}
	}
	d.n = (size_t)(out - d.s);
	d.is_wrong = *bad > 0;
	return d;
}

struct decoded
charset_decode(struct arena *a, const char *name, const char *bytes, size_t n)
{
	struct utf8_count count = utf8_count(bytes, n);
	const struct row *row = row_of(name);
	bool is_high = count.many + count.bad + count.tail > 0;
	struct decoded d;
	size_t bad;

	if (!row) {
		d = guessed(a, bytes, n, count);
		if (!name || !*name)
			d.is_wrong = false;
		return d;
	}
	if (!is_high && row->shape != SHAPE_OWN)
		return as_is(a, bytes, n, false);
	if (row->shape == SHAPE_UTF8)
		return from_utf8(a, row, bytes, n, count);
	/* Real text in a charset of single bytes is never valid UTF-8. */
	if (row->shape <= SHAPE_SINGLE && count.many > 0 && count.bad == 0)
		return as_is(a, bytes, n - count.tail, true);
	if (row->shape == SHAPE_WEST)
		return from_west(a, bytes, n, false);
	d = converted(a, row->iconv_name, bytes, n, &bad);
	if (bad > n / BAD_SHARE)
		return guessed(a, bytes, n, count);
	return d;
}

const char *
charset_label(const char *name, const char *bytes, size_t n)
{
	struct utf8_count count = utf8_count(bytes, n);
	const struct row *row = row_of(name);

	if (row && row->iconv_name)
		return row->iconv_name;
	/* A word may end in the midst of a character: a cut one is no proof
	 * against UTF-8 where that is named. */
	if (row && says_utf8(row))
		return "utf-8";
	return count.bad == 0 && (count.many > 0 || count.tail == 0)
	    ? "utf-8"
	    : "windows-1252";
}
