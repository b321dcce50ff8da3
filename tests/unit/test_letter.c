/*
 * The bytes of a notice: what a mail server may refuse must not be in them,
 * and what was put in must come out again.
 */

#include <string.h>

#include <gmime/gmime.h>

#include "base/arena.h"
#include "notice/letter.h"
#include "tests/unit/unit.h"

static struct letter_head
head_of(void)
{
	return (struct letter_head){ .from_name = "Postwacht",
		.from = "postwacht@vng.nl",
		.to_name = "Noor",
		.to = "noor@vng.nl",
		.message_id = "pw.812.0123456789abcdef@vng.nl",
		.date = { 1795420800 },
		.reference = "pw.12.0123456789abcdef@notice.vng.nl",
		.token = "k3v9qd",
		.language = LANGUAGE_NL };
}

static const struct rendered body = { .subject =
	                                  "Vragen ma 23 november: 1 open",
	.text = "Één vraag = 1 €.\n.\nFrom hier af\n",
	.html = "<p>\xc3\x89\xc3\xa9n vraag</p>\n" };

/* CRLF throughout, 7-bit, no line over 998 octets (RFC 5322, 2.1.1). */
static void
check_bytes(const struct letter *l)
{
	size_t i, line = 0;

	assert_int_equal(strlen(l->bytes), l->n);
	for (i = 0; i < l->n; i++) {
		unsigned char c = (unsigned char)l->bytes[i];

		assert_true(c < 0x80 && (c >= 0x20 || strchr("\r\n\t", c)));
		if (c == '\n') {
			assert_int_equal(l->bytes[i - 1], '\r');
			line = 0;
		} else {
			assert_true(
			    l->bytes[i] != '\r' || l->bytes[i + 1] == '\n');
			assert_true(++line <= 999);
		}
	}
}

static GMimeMessage *
read_back(const struct letter *l)
{
	GMimeStream *s = g_mime_stream_mem_new_with_buffer(l->bytes, l->n);
	GMimeParser *p = g_mime_parser_new_with_stream(s);
	GMimeMessage *m = g_mime_parser_construct_message(p, NULL);

	g_object_unref(p);
	g_object_unref(s);
	assert_non_null(m);
	return m;
}

static const char *
header(GMimeMessage *m, const char *name)
{
	const char *s = g_mime_object_get_header(GMIME_OBJECT(m), name);

	return s ? s : "";
}

static size_t
header_count(GMimeMessage *m)
{
	return (size_t)g_mime_header_list_get_count(
	    g_mime_object_get_header_list(GMIME_OBJECT(m)));
}

static void
test_a_letter_comes_back_as_it_went(void **state)
{
	struct arena *a = arena_new();
	struct letter_head head = head_of();
	struct letter l = letter_build(a, &head, &body);
	GMimeMessage *m = read_back(&l);
	GMimeMultipart *both = GMIME_MULTIPART(g_mime_message_get_mime_part(m));
	char *text = g_mime_text_part_get_text(
	    GMIME_TEXT_PART(g_mime_multipart_get_part(both, 0)));

	(void)state;
	check_bytes(&l);
	assert_string_equal(text, "Één vraag = 1 €.\r\n.\r\nFrom hier af\r\n");
	assert_string_equal(g_mime_message_get_subject(m), body.subject);
	assert_string_equal(header(m, "From"), "Postwacht <postwacht@vng.nl>");
	assert_string_equal(header(m, "To"), "Noor <noor@vng.nl>");
	assert_string_equal(
	    header(m, "Date"), "Mon, 23 Nov 2026 09:00:00 +0100");
	assert_string_equal(header(m, "Auto-Submitted"), "auto-generated");
	assert_string_equal(header(m, "X-Auto-Response-Suppress"), "All");
	assert_string_equal(header(m, "X-Postwacht-Notice"), "k3v9qd");
	assert_string_equal(header(m, "X-Postwacht-Token"),
	    arena_printf(a, "<%s>", head.message_id));
	assert_string_equal(
	    header(m, "References"), "<pw.12.0123456789abcdef@notice.vng.nl>");
	assert_string_equal(
	    g_mime_object_get_header(GMIME_OBJECT(both), "Content-Language"),
	    "nl");
	assert_string_equal(header(m, "MIME-Version"), "1.0");
	assert_string_equal(g_mime_message_get_message_id(m), head.message_id);
	assert_int_equal(g_mime_multipart_get_count(both), 2);
	g_free(text);
	g_object_unref(m);
	arena_free(a);
}

static void
test_the_same_notice_gives_the_same_bytes(void **state)
{
	struct arena *a = arena_new();
	struct letter_head head = head_of();
	struct letter one = letter_build(a, &head, &body);
	struct letter two = letter_build(a, &head, &body);

	(void)state;
	assert_int_equal(one.n, two.n);
	assert_memory_equal(one.bytes, two.bytes, one.n);
	arena_free(a);
}

static void
test_f17_no_value_adds_a_header(void **state)
{
	static const char *const nasty[] = {
		"x\r\nBcc: iemand@example.com",
		"x\nBcc: iemand@example.com",
		"x\rBcc: iemand@example.com",
		"x\r\n\r\n<p>tekst</p>",
		"\" <iemand@example.com>, \"",
		"a@b>, <iemand@example.com",
		"=?utf-8?Q?x=0D=0ABcc:_iemand@example.com?=",
		"\xff\xfe\xe2\x80\xa8 Bcc: x",
		"",
	};
	struct arena *a = arena_new();
	struct letter_head head = head_of();
	struct letter plain = letter_build(a, &head, &body);
	GMimeMessage *m = read_back(&plain);
	size_t i, count = header_count(m);

	(void)state;
	g_object_unref(m);
	for (i = 0; i < LENGTH(nasty); i++) {
		struct letter_head bad = { .from_name = nasty[i],
			.from = nasty[i],
			.to_name = nasty[i],
			.to = nasty[i],
			.message_id = nasty[i],
			.date = { 1795420800 },
			.reference = nasty[i],
			.token = nasty[i],
			.language = LANGUAGE_NL };
		struct rendered words = { nasty[i], nasty[i], nasty[i] };
		struct letter l = letter_build(a, &bad, &words);

		check_bytes(&l);
		m = read_back(&l);
		if (header_count(m) > count)
			fail_msg(
			    "%s gave more headers:\n%s", nasty[i], l.bytes);
		assert_string_equal(header(m, "Bcc"), "");
		assert_in_range(
		    internet_address_list_length(
		        g_mime_message_get_addresses(m, GMIME_ADDRESS_TYPE_TO)),
		    0, 1);
		g_object_unref(m);
	}
	arena_free(a);
}

static void
test_long_and_foreign_headers_are_folded(void **state)
{
	struct arena *a = arena_new();
	struct letter_head head = head_of();
	struct rendered words = body;
	char *subject = arena_alloc(a, 4001);
	char *line = arena_alloc(a, 20001);
	struct letter l;
	GMimeMessage *m;
	size_t i;

	(void)state;
	for (i = 0; i < 2000; i++)
		memcpy(subject + 2 * i, "\xc3\xa9", 2);
	memset(line, 'x', 20000);
	words.subject = subject;
	words.text = words.html = line;
	head.to_name = "Noor, \xe2\x82\xac \"de Vries\"";
	l = letter_build(a, &head, &words);
	check_bytes(&l);
	m = read_back(&l);
	assert_ptr_equal(strstr(g_mime_message_get_subject(m), "\xc3\xa9"),
	    g_mime_message_get_subject(m));
	assert_string_equal(
	    internet_address_get_name(internet_address_list_get_address(
	        g_mime_message_get_addresses(m, GMIME_ADDRESS_TYPE_TO), 0)),
	    head.to_name);
	g_object_unref(m);
	arena_free(a);
}

static void
check_type(GMimeObject *o, const char *type, const char *subtype)
{
	GMimeContentType *t = g_mime_object_get_content_type(o);

	if (!g_mime_content_type_is_type(t, type, subtype))
		fail_msg("%s/%s, not %s/%s",
		    g_mime_content_type_get_media_type(t),
		    g_mime_content_type_get_media_subtype(t), type, subtype);
}

static GMimeObject *
part_of(GMimeObject *multipart, int i)
{
	assert_true(GMIME_IS_MULTIPART(multipart));
	return g_mime_multipart_get_part(GMIME_MULTIPART(multipart), i);
}

static void
test_pictures_stand_by_the_html_and_files_behind_it(void **state)
{
	static const char png[] = "\x89PNG\r\n\x1a\n\0\xff";
	static const struct letter_file files[] = {
		{ "weken.png", "image/png", png, sizeof(png) - 1,
		    "weeks@postwacht" },
		{ "cijfers.csv", "text/csv; charset=utf-8", "a;b\r\n", 5,
		    NULL },
	};
	struct arena *a = arena_new();
	struct letter_head head = head_of();
	GMimeObject *mixed, *both, *related, *picture;
	struct letter one, two;
	GMimeMessage *m;

	(void)state;
	head.n_files = LENGTH(files);
	head.files = files;
	one = letter_build(a, &head, &body);
	two = letter_build(a, &head, &body);
	check_bytes(&one);
	assert_string_equal(one.bytes, two.bytes);
	m = read_back(&one);
	mixed = g_mime_message_get_mime_part(m);
	check_type(mixed, "multipart", "mixed");
	both = part_of(mixed, 0);
	check_type(both, "multipart", "alternative");
	check_type(part_of(both, 0), "text", "plain");
	related = part_of(both, 1);
	check_type(related, "multipart", "related");
	check_type(part_of(related, 0), "text", "html");
	picture = part_of(related, 1);
	check_type(picture, "image", "png");
	assert_string_equal(
	    g_mime_object_get_content_id(picture), "weeks@postwacht");
	assert_string_equal(g_mime_object_get_disposition(picture), "inline");
	check_type(part_of(mixed, 1), "text", "csv");
	assert_string_equal(
	    g_mime_part_get_filename(GMIME_PART(part_of(mixed, 1))),
	    "cijfers.csv");
	g_object_unref(m);
	/* Without a picture no multipart/related, without files no mixed. */
	head.files = &files[1];
	head.n_files = 1;
	one = letter_build(a, &head, &body);
	assert_null(strstr(one.bytes, "multipart/related"));
	head.n_files = 0;
	one = letter_build(a, &head, &body);
	assert_null(strstr(one.bytes, "multipart/mixed"));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_letter_comes_back_as_it_went),
		cmocka_unit_test(test_the_same_notice_gives_the_same_bytes),
		cmocka_unit_test(test_f17_no_value_adds_a_header),
		cmocka_unit_test(test_long_and_foreign_headers_are_folded),
		cmocka_unit_test(
		    test_pictures_stand_by_the_html_and_files_behind_it),
	};

	g_mime_init();
	return unit_run(tests);
}
