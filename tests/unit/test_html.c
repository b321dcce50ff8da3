/* HTML to text (hard cases F4, F14). */

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "mail/html.h"
#include "mail/markup.h"
#include "tests/unit/unit.h"

static void
test_blocks_become_lines(void **state)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "", "" },
		{ "plain &amp; simple", "plain & simple" },
		{ "<p>a</p><p>b</p>", "a\n\nb" },
		{ "<p class=MsoNormal>a</p><p class=MsoNormal>b</p>", "a\nb" },
		{ "<p class=MsoNormal>a</p><p class=MsoNormal>&nbsp;</p>"
		  "<p class=MsoNormal>b</p>",
		    "a\n\nb" },
		{ "<div>a</div><div>b</div>", "a\nb" },
		{ "<div>a</div><div><br></div><div>b</div>", "a\n\nb" },
		{ "a<br>b<br><br>c", "a\nb\n\nc" },
		{ "a\n  b\t c", "a b c" },
		{ "<b>a</b><i>b</i> <u>c</u>", "ab c" },
		{ "<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>",
		    "a\tb\nc" },
		{ "<ul><li>a<li>b</ul>", "- a\n- b" },
		{ "<pre>a\n  b\n\nc</pre>", "a\nb\n\nc" },
		{ "a<hr>b", "a\n________________________________\nb" },
		{ "a<blockquote>b<br>c</blockquote>d", "a\n> b\n> c\nd" },
		{ "<blockquote type=cite>a<blockquote class=q>b</blockquote>"
		  "</blockquote>",
		    "> a\n> > b" },
		{ "<blockquote style='margin:0 0 0 40px;border:none'>a"
		  "</blockquote>",
		    "a" },
		{ "<title>x</title><style>p{}</style>a<script>b</script>",
		    "a" },
		{ "a<div style='DISPLAY:none'>b<p>c</p></div>d", "ad" },
		{ "<!-- a --><![if !mso]>b<![endif]><!--[if mso]>c<![endif]-->",
		    "b" },
		{ "<html><body>a<html><body>b</body></html></body></html>c",
		    "abc" },
		{ "1 < 2 & 3 <> 4", "1 < 2 & 3 <> 4" },
		{ "a <b", "a" },
		{ "&#8364;&eacute;&#1;&#x85;", "\xE2\x82\xAC\xC3\xA9" },
		{ "<a href='https://x.example'>link</a>", "link" },
		{ "<img alt='x' src='cid:1'>a", "a" },
		{ "<meta charset=iso-8859-1>\xC3\xA9", "\xC3\xA9" },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const char *html = arena_printf(a, "<body>%s", rows[i].in);

		assert_string_equal(
		    html_to_text(a, html, strlen(html)), rows[i].out);
	}
	arena_free(a);
}

/* A megabyte of the same few bytes, and a word that must survive. */
static void
test_what_nests_or_repeats_without_end_is_still_read(void **state)
{
	static const char *const rows[] = { "<div>", "<b>", "<p><li><td>",
		"<blockquote>", "<table><tr><td>", "<font><p></font>",
		"<a><a>" };
	struct arena *a = arena_new();
	size_t i, k;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(text_done) struct text html = { 0 };
		const char *text;

		text_init(&html, 1 << 20);
		for (k = 0; k < 20000; k++)
			text_add(&html, rows[i]);
		text_add(&html, "needle");
		text = html_to_text(a, html.data, html.len);
		if (!strstr(text, "needle"))
			fail_msg("%s swallowed the text", rows[i]);
		arena_clear(a);
	}
	arena_free(a);
}

static void
test_a_picture_in_an_attribute_is_cut_away(void **state)
{
	SCOPED(text_done) struct text html = { 0 };
	struct arena *a = arena_new();
	size_t i, n;

	(void)state;
	text_init(&html, 1 << 20);
	text_add(&html, "a<img src=\"data:image/png;base64,>");
	for (i = 0; i < 5000; i++)
		text_add(&html, "AAAAAAAA");
	text_add(&html, "\">b");
	assert_string_equal(markup_fit(a, html.data, html.len, &n), "a<img>b");
	assert_int_equal(n, strlen("a<img>b"));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocks_become_lines),
		cmocka_unit_test(
		    test_what_nests_or_repeats_without_end_is_still_read),
		cmocka_unit_test(test_a_picture_in_an_attribute_is_cut_away),
	};

	html_init();
	return unit_run(tests);
}
