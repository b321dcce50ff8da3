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

/* Stylesheets: those that word a notice, and those that lay it out. */
enum style {
	STYLE_DIGEST,
	STYLE_ALERT,
	STYLE_SIGNAL,
	STYLE_WEEKLY,
	STYLE_OPERATOR,
	STYLE_REPORT,
	STYLE_ANSWER,
	STYLE_PAGE,
	STYLE_HTML,
	STYLE_DOCUMENT,
	STYLE_TEXT,
	STYLES,
};

static const struct {
	const char *name;
	bool has_words; /* in the language */
} styles[STYLES] = {
	[STYLE_DIGEST] = { "digest", true },
	[STYLE_ALERT] = { "alert", true },
	[STYLE_SIGNAL] = { "signal", true },
	[STYLE_WEEKLY] = { "weekly", true },
	[STYLE_OPERATOR] = { "operator", true },
	[STYLE_REPORT] = { "report", true },
	[STYLE_ANSWER] = { "answer", true },
	[STYLE_PAGE] = { "page", true },
	[STYLE_HTML] = { "html", false },
	[STYLE_DOCUMENT] = { "document", false },
	[STYLE_TEXT] = { "text", false },
};

struct templates {
	struct arena *arena;
	enum language language;
	const struct template_file *files;
	size_t n;
	xsltStylesheet *compiled[STYLES]; /* NULL: not used yet */
};

/* A view of any kind, and the function that makes its tree. */
struct source {
	enum style wording;
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
compile(struct templates *t, enum style style, struct err *e)
{
	const char *name = styles[style].has_words
	    ? arena_printf(t->arena, "%s.%s.xsl", styles[style].name,
	          language_code(t->language))
	    : arena_printf(t->arena, "%s.xsl", styles[style].name);

	return template_compile(t->files, t->n, name, &t->compiled[style], e);
}

static int
style_of(
    struct templates *t, enum style style, xsltStylesheet **out, struct err *e)
{
	if (!t->compiled[style] && compile(t, style, e) != 0)
		return -1;
	*out = t->compiled[style];
	return 0;
}

struct templates *
templates_lazy(
    const struct template_file *files, size_t n, enum language language)
{
	struct arena *arena = arena_new();
	struct templates *t = arena_alloc(arena, sizeof(*t));

	t->arena = arena;
	t->language = language;
	t->files = files;
	t->n = n;
	return t;
}

int
templates_new(const struct template_file *files, size_t n,
    enum language language, struct templates **out, struct err *e)
{
	struct templates *t = templates_lazy(files, n, language);
	enum style i;

	for (i = 0; i < STYLES; i++) {
		if (compile(t, i, e) != 0) {
			templates_free(t);
			return -1;
		}
	}
	*out = t;
	return 0;
}

void
templates_free(struct templates *t)
{
	enum style i;

	if (!t)
		return;
	for (i = 0; i < STYLES; i++)
		template_done(&t->compiled[i]);
	arena_free(t->arena);
}

/* The letter: the words of a notice, not yet laid out. */
static int
letter_of(struct templates *t, struct arena *a, const struct source *source,
    size_t limit, xmlDoc **out, struct err *e)
{
	SCOPED(doc_done)
	xmlDoc *tree = source->plant(a, t->language, limit, source->view);
	xsltStylesheet *words;

	if (style_of(t, source->wording, &words, e) != 0)
		return -1;
	return template_run(words, tree, out, e);
}

/* A letter that html.xsl or text.xsl cannot lay out is its template's fault,
 * so that is named too. */
static int
lay_out(struct templates *t, struct arena *a, const struct source *source,
    enum style style, xmlDoc *letter, const char **out, struct err *e)
{
	xsltStylesheet *layout;

	if (style_of(t, style, &layout, e) != 0)
		return -1;
	if (template_print(layout, letter, a, out, e) != 0)
		return err_in(e, "letter of %s", styles[source->wording].name);
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
		    styles[source->wording].name);
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
	    lay_out(t, a, source, STYLE_TEXT, letter, &raw, e) != 0)
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
		    lay_out(t, a, source, STYLE_HTML, letter, &out->html, e) !=
		        0)
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
	return render(
	    t, a, &(struct source){ STYLE_DIGEST, view, plant_digest }, out, e);
}

int
render_alert(struct templates *t, struct arena *a,
    const struct alert_view *view, struct rendered *out, struct err *e)
{
	return render(
	    t, a, &(struct source){ STYLE_ALERT, view, plant_alert }, out, e);
}

int
render_signal(struct templates *t, struct arena *a,
    const struct signal_view *view, struct rendered *out, struct err *e)
{
	return render(
	    t, a, &(struct source){ STYLE_SIGNAL, view, plant_signal }, out, e);
}

int
render_weekly(struct templates *t, struct arena *a,
    const struct weekly_view *view, struct rendered *out, struct err *e)
{
	return render(
	    t, a, &(struct source){ STYLE_WEEKLY, view, plant_weekly }, out, e);
}

int
render_operator(struct templates *t, struct arena *a,
    const struct operator_view *view, struct rendered *out, struct err *e)
{
	return render(t, a,
	    &(struct source){ STYLE_OPERATOR, view, plant_operator }, out, e);
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
	const struct source source = { STYLE_REPORT, view, plant_report };
	SCOPED(doc_done) xmlDoc *letter = NULL;
	struct rendered done = { 0 };

	if (render_text(t, a, &source, &done, e) != 0 ||
	    letter_of(t, a, &source, TEXT_CARDS, &letter, e) != 0 ||
	    lay_out(t, a, &source, STYLE_DOCUMENT, letter, &done.html, e) != 0)
		return -1;
	*out = done;
	return 0;
}

int
render_answer(struct templates *t, struct arena *a,
    const struct answer_view *view, struct rendered *out, struct err *e)
{
	return render(
	    t, a, &(struct source){ STYLE_ANSWER, view, plant_answer }, out, e);
}

int
render_page(struct templates *t, struct arena *a, const struct page_view *view,
    const char **html, struct err *e)
{
	SCOPED(doc_done) xmlDoc *tree = tree_page(a, t->language, view);
	xsltStylesheet *layout;
	const char *page = NULL;

	if (style_of(t, STYLE_PAGE, &layout, e) != 0 ||
	    template_print(layout, tree, a, &page, e) != 0)
		return -1;
	return seal_page(a, page, html, e);
}
