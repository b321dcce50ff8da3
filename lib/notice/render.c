/*
 * From a view to words, in two steps: a notice's own template turns the tree
 * of facts into a letter (sentences, sections, cards; one place for all
 * wording), and html.xsl and text.xsl lay that letter out. So the text part
 * says what the HTML says.
 */

#include "notice/render.h"

#include <string.h>

#include <libxml/tree.h>
#include <libxslt/xsltInternals.h>

#include "base/arena.h"
#include "notice/plain.h"
#include "notice/seal.h"
#include "notice/template.h"
#include "notice/tree.h"

/* Columns of the text part (RFC 5322, 2.1.1 asks for 78 at most). */
#define TEXT_COLUMNS 76

/* Cards in a section of the HTML part; halved until RENDER_HTML_MAX holds. */
#define HTML_CARDS 40

/* The same for the text part, which no client cuts off. */
#define TEXT_CARDS 500

/* Characters of a subject line; some servers refuse one over 255. */
#define SUBJECT_MAX 200

enum wording {
	WORDING_DIGEST,
	WORDING_ALERT,
	WORDING_SIGNAL,
	WORDING_WEEKLY,
	WORDING_OPERATOR,
	WORDING_REPORT,
	WORDING_ANSWER,
	WORDINGS,
};

static const char *const wording_name[WORDINGS] = {
	[WORDING_DIGEST] = "digest",
	[WORDING_ALERT] = "alert",
	[WORDING_SIGNAL] = "signal",
	[WORDING_WEEKLY] = "weekly",
	[WORDING_OPERATOR] = "operator",
	[WORDING_REPORT] = "report",
	[WORDING_ANSWER] = "answer",
};

struct templates {
	struct arena *arena;
	enum language language;
	xsltStylesheet *wording[WORDINGS];
	xsltStylesheet *html, *document, *text, *page;
};

/* A view of any kind, and the function that makes its tree. */
struct source {
	enum wording wording;
	const void *view;
	xmlDoc *(*plant)(
	    struct arena *a, enum language l, size_t limit, const void *view);
};

static void
doc_done(xmlDoc **doc)
{
	if (*doc)
		xmlFreeDoc(*doc);
}

static int
compile_all(struct templates *t, const struct template_file *files, size_t n,
    struct err *e)
{
	size_t i;

	for (i = 0; i < WORDINGS; i++) {
		const char *name = arena_printf(t->arena, "%s.%s.xsl",
		    wording_name[i], language_code(t->language));

		if (template_compile(files, n, name, &t->wording[i], e) != 0)
			return -1;
	}
	if (template_compile(files, n, "html.xsl", &t->html, e) != 0 ||
	    template_compile(files, n, "document.xsl", &t->document, e) != 0)
		return -1;
	if (template_compile(files, n,
	        arena_printf(
	            t->arena, "page.%s.xsl", language_code(t->language)),
	        &t->page, e) != 0)
		return -1;
	return template_compile(files, n, "text.xsl", &t->text, e);
}

int
templates_new(const struct template_file *files, size_t n,
    enum language language, struct templates **out, struct err *e)
{
	struct arena *arena = arena_new();
	struct templates *t = arena_alloc(arena, sizeof(*t));

	t->arena = arena;
	t->language = language;
	if (compile_all(t, files, n, e) != 0) {
		templates_free(t);
		return -1;
	}
	*out = t;
	return 0;
}

void
templates_free(struct templates *t)
{
	size_t i;

	if (!t)
		return;
	for (i = 0; i < WORDINGS; i++)
		template_done(&t->wording[i]);
	template_done(&t->html);
	template_done(&t->document);
	template_done(&t->text);
	template_done(&t->page);
	arena_free(t->arena);
}

/* The letter: the words of a notice, not yet laid out. */
static int
letter_of(struct templates *t, struct arena *a, const struct source *source,
    size_t limit, xmlDoc **out, struct err *e)
{
	SCOPED(doc_done)
	xmlDoc *tree = source->plant(a, t->language, limit, source->view);

	return template_run(t->wording[source->wording], tree, out, e);
}

/* A letter that html.xsl or text.xsl cannot lay out is its template's fault,
 * so that is named too. */
static int
lay_out(const struct source *source, xsltStylesheet *layout, xmlDoc *letter,
    struct arena *a, const char **out, struct err *e)
{
	if (template_print(layout, letter, a, out, e) != 0)
		return err_in(e, "letter of %s", wording_name[source->wording]);
	return 0;
}

static int
subject_of(struct arena *a, const struct source *source, xmlDoc *letter,
    const char **out, struct err *e)
{
	xmlNode *root = xmlDocGetRootElement(letter);
	xmlChar *raw =
	    root ? xmlGetNoNsProp(root, (const xmlChar *)"subject") : NULL;

	if (raw) {
		*out = plain_line(a, (const char *)raw, SUBJECT_MAX);
		xmlFree(raw);
	}
	if (!raw || !**out)
		return err_set(e, ERR_ITEM,
		    "template %s gives no letter with a subject",
		    wording_name[source->wording]);
	return 0;
}

static int
render_text(struct templates *t, struct arena *a, const struct source *source,
    struct rendered *out, struct err *e)
{
	SCOPED(doc_done) xmlDoc *letter = NULL;
	const char *raw = NULL;

	if (letter_of(t, a, source, TEXT_CARDS, &letter, e) != 0 ||
	    subject_of(a, source, letter, &out->subject, e) != 0 ||
	    lay_out(source, t->text, letter, a, &raw, e) != 0)
		return -1;
	out->text = plain_wrap(a, raw, TEXT_COLUMNS);
	return 0;
}

static int
render_html(struct templates *t, struct arena *a, const struct source *source,
    struct rendered *out, struct err *e)
{
	size_t limit;

	for (limit = HTML_CARDS; limit > 0; limit /= 2) {
		SCOPED(doc_done) xmlDoc *letter = NULL;

		if (letter_of(t, a, source, limit, &letter, e) != 0 ||
		    lay_out(source, t->html, letter, a, &out->html, e) != 0)
			return -1;
		if (strlen(out->html) <= RENDER_HTML_MAX)
			return 0;
	}
	return err_set(
	    e, ERR_ITEM, "the HTML part is over %d bytes", RENDER_HTML_MAX);
}

static int
render(struct templates *t, struct arena *a, const struct source *source,
    struct rendered *out, struct err *e)
{
	struct rendered done = { 0 };

	if (render_text(t, a, source, &done, e) != 0 ||
	    render_html(t, a, source, &done, e) != 0)
		return -1;
	*out = done;
	return 0;
}

static xmlDoc *
plant_digest(struct arena *a, enum language l, size_t limit, const void *view)
{
	return tree_digest(a, l, limit, view);
}

static xmlDoc *
plant_alert(struct arena *a, enum language l, size_t limit, const void *view)
{
	return tree_alert(a, l, limit, view);
}

static xmlDoc *
plant_signal(struct arena *a, enum language l, size_t limit, const void *view)
{
	return tree_signal(a, l, limit, view);
}

static xmlDoc *
plant_weekly(struct arena *a, enum language l, size_t limit, const void *view)
{
	return tree_weekly(a, l, limit, view);
}

static xmlDoc *
plant_operator(struct arena *a, enum language l, size_t limit, const void *view)
{
	return tree_operator(a, l, limit, view);
}

static xmlDoc *
plant_answer(struct arena *a, enum language l, size_t limit, const void *view)
{
	return tree_answer(a, l, limit, view);
}

int
render_digest(struct templates *t, struct arena *a,
    const struct digest_view *view, struct rendered *out, struct err *e)
{
	return render(t, a,
	    &(struct source){ WORDING_DIGEST, view, plant_digest }, out, e);
}

int
render_alert(struct templates *t, struct arena *a,
    const struct alert_view *view, struct rendered *out, struct err *e)
{
	return render(
	    t, a, &(struct source){ WORDING_ALERT, view, plant_alert }, out, e);
}

int
render_signal(struct templates *t, struct arena *a,
    const struct signal_view *view, struct rendered *out, struct err *e)
{
	return render(t, a,
	    &(struct source){ WORDING_SIGNAL, view, plant_signal }, out, e);
}

int
render_weekly(struct templates *t, struct arena *a,
    const struct weekly_view *view, struct rendered *out, struct err *e)
{
	return render(t, a,
	    &(struct source){ WORDING_WEEKLY, view, plant_weekly }, out, e);
}

int
render_operator(struct templates *t, struct arena *a,
    const struct operator_view *view, struct rendered *out, struct err *e)
{
	return render(t, a,
	    &(struct source){ WORDING_OPERATOR, view, plant_operator }, out, e);
}

static xmlDoc *
plant_report(struct arena *a, enum language l, size_t limit, const void *view)
{
	return tree_report(a, l, limit, view);
}

int
render_report(struct templates *t, struct arena *a,
    const struct report_view *view, struct rendered *out, struct err *e)
{
	const struct source source = { WORDING_REPORT, view, plant_report };
	SCOPED(doc_done) xmlDoc *letter = NULL;
	struct rendered done = { 0 };

	if (render_text(t, a, &source, &done, e) != 0 ||
	    letter_of(t, a, &source, TEXT_CARDS, &letter, e) != 0 ||
	    lay_out(&source, t->document, letter, a, &done.html, e) != 0)
		return -1;
	*out = done;
	return 0;
}

int
render_answer(struct templates *t, struct arena *a,
    const struct answer_view *view, struct rendered *out, struct err *e)
{
	return render(t, a,
	    &(struct source){ WORDING_ANSWER, view, plant_answer }, out, e);
}

int
render_page(struct templates *t, struct arena *a, const struct page_view *view,
    const char **html, struct err *e)
{
	SCOPED(doc_done) xmlDoc *tree = tree_page(a, t->language, view);
	const char *page = NULL;

	if (template_print(t->page, tree, a, &page, e) != 0)
		return -1;
	return seal_page(a, page, html, e);
}
