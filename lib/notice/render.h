#ifndef POSTWACHT_RENDER_H
#define POSTWACHT_RENDER_H

#include "base/err.h"
#include "notice/view.h"
#include "notice/words.h"

struct arena;

struct template_file;

/* Compiled templates: may be used by one thread at a time. */
struct templates;

/*
 * Compiles the templates of one language: digest, alert, signal, weekly,
 * operator, report and answer (each "<name>.<nl or en>.xsl", which words a
 * notice), html.xsl, document.xsl and text.xsl, which lay it out, and page
 * (which words the page that page.xsl lays out). What they include must be
 * among the files too.
 *
 * returns  0; -1: ERR_FIX with file, line and what the template lacks
 * owns     *out, until templates_free
 */
int templates_new(const struct template_file *files, size_t n,
    enum language language, struct templates **out, struct err *e) MUST_CHECK;
void templates_free(struct templates *t);

/* The same, but each is compiled when it is first used, which is when its
 * mistakes are told. The files must live as long. */
struct templates *templates_lazy(
    const struct template_file *files, size_t n, enum language language);

/* A notice in words; all three in the arena, UTF-8. */
struct rendered {
	const char *subject; /* one line; counts and dates only */
	const char *text;    /* the complete text part */
	const char *html;    /* the complete HTML document */
};

/* An upper bound of the HTML part: Gmail cuts off at 102 KB, and Outlook's
 * Word engine grows slow (decisions.md 35). Long lists end in a count. */
#define RENDER_HTML_MAX 100000

/* Each: 0; -1 ERR_ITEM when the template fails on this view. */
int render_digest(struct templates *t, struct arena *a,
    const struct digest_view *view, struct rendered *out,
    struct err *e) MUST_CHECK;
int render_alert(struct templates *t, struct arena *a,
    const struct alert_view *view, struct rendered *out,
    struct err *e) MUST_CHECK;
int render_signal(struct templates *t, struct arena *a,
    const struct signal_view *view, struct rendered *out,
    struct err *e) MUST_CHECK;
int render_weekly(struct templates *t, struct arena *a,
    const struct weekly_view *view, struct rendered *out,
    struct err *e) MUST_CHECK;
int render_operator(struct templates *t, struct arena *a,
    const struct operator_view *view, struct rendered *out,
    struct err *e) MUST_CHECK;
int render_answer(struct templates *t, struct arena *a,
    const struct answer_view *view, struct rendered *out,
    struct err *e) MUST_CHECK;

/* A report: text as a notice has it, HTML as a page that prints well
 * (document.xsl), of any length. */
struct report_view;
int render_report(struct templates *t, struct arena *a,
    const struct report_view *view, struct rendered *out,
    struct err *e) MUST_CHECK;

/* The page of open questions, of any length; its policy lets nothing run but
 * its own style and script (notice/seal). In the arena. */
struct page_view;
int render_page(struct templates *t, struct arena *a,
    const struct page_view *view, const char **html, struct err *e) MUST_CHECK;

#endif
