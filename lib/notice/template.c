/*
 * XSLT by libxslt, shut in: stylesheets come from memory, include only one
 * another, read and write nothing. It knows how libxslt reports what is
 * wrong and turns that into one sentence with file and line.
 */

#include "notice/template.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxslt/documents.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>

#include "base/arena.h"
#include "notice/template_check.h"

/* Nested template calls; ours go about 10 deep. */
#define DEPTH_MAX 200

/* Instructions and XPath steps of one run: a digest of 2,000 cards takes
 * under 300,000, and an endless template ends here within about a second. */
#define STEPS_MAX 10000000ul

/* What went wrong first; later complaints follow from it. */
struct complaint {
	char text[1024]; /* as libxslt says it, in pieces */
	size_t n;
	char place[128]; /* file:line, from libxml2 */
	bool is_set;
};

static void PRINTF(2, 3) hear(void *data, const char *format, ...)
{
	struct complaint *c = data;
	va_list args;
	int n;

	if (c->n >= sizeof(c->text) - 1)
		return;
	va_start(args, format);
	n = vsnprintf(c->text + c->n, sizeof(c->text) - c->n, format, args);
	va_end(args);
	if (n > 0)
		c->n += (size_t)n;
	if (c->n >= sizeof(c->text))
		c->n = sizeof(c->text) - 1;
}

/* libxml2's own errors: XML that is not well-formed, XPath. */
static void
hear_xml(void *data, xmlErrorPtr error)
{
	struct complaint *c = data;

	if (c->is_set)
		return;
	c->is_set = true;
	if (error->file)
		snprintf(c->place, sizeof(c->place), "%s:%d", error->file,
		    error->line);
	hear(c, "%s", error->message ? error->message : "cannot be read");
	if (error->domain == XML_FROM_XPATH && error->str1)
		hear(c, " in \"%s\"\n", error->str1);
}

/* "... file digest.nl.xsl line 12 element if\nxsl:if : ..." -> place, and
 * what follows it. */
static void
place_of(struct complaint *c)
{
	const char *file = strstr(c->text, " file "), *line, *end;

	if (!file || *c->place)
		return;
	file += 6;
	line = strstr(file, " line ");
	if (!line)
		return;
	end = line + 6 + strspn(line + 6, "0123456789");
	snprintf(c->place, sizeof(c->place), "%.*s:%.*s", (int)(line - file),
	    file, (int)(end - line - 6), line + 6);
}

/* The first thing said, in one line: libxslt puts a line with the place in
 * front of it, and what follows from it behind it. */
static const char *
first_of(struct complaint *c)
{
	const char *s = c->text;

	if (strstr(s, " error: file ") == s + strcspn(s, " ") &&
	    strchr(s, '\n'))
		s = strchr(s, '\n') + 1;
	c->text[(size_t)(s - c->text) + strcspn(s, "\n")] = '\0';
	return *s ? s : "the template cannot be used";
}

static int
complain(
    struct complaint *c, enum err_kind kind, const char *name, struct err *e)
{
	place_of(c);
	return err_set(
	    e, kind, "%s: %s", *c->place ? c->place : name, first_of(c));
}

/*
 * libxslt reports compile errors through one pointer for the whole process,
 * so templates are compiled by one thread at a time (render.h).
 */
static void
listen_to(struct complaint *c)
{
	*c = (struct complaint){ .n = 0 };
	xsltSetGenericErrorFunc(c, hear);
	xmlSetStructuredErrorFunc(c, hear_xml);
}

static void
listen_no_more(void)
{
	xsltSetGenericErrorFunc(NULL, NULL);
	xmlSetStructuredErrorFunc(NULL, NULL);
}

static void
doc_done(xmlDoc **doc)
{
	if (*doc)
		xmlFreeDoc(*doc);
}

static void
string_done(xmlChar **s)
{
	if (*s)
		xmlFree(*s);
}

static int
parse(const struct template_file *file, xmlDoc **out, struct err *e)
{
	struct complaint c;
	xmlDoc *doc;

	listen_to(&c);
	doc = xmlReadMemory(file->text, (int)strlen(file->text), file->name,
	    "UTF-8", XML_PARSE_NONET | XML_PARSE_NOCDATA);
	listen_no_more();
	if (!doc)
		return complain(&c, ERR_FIX, file->name, e);
	if (doc->intSubset) {
		xmlFreeDoc(doc);
		return err_set(e, ERR_FIX,
		    "%s:1: a template has no <!DOCTYPE ...>; take it out",
		    file->name);
	}
	*out = doc;
	return 0;
}

static bool
is_loaded(const xsltStylesheet *style, const char *name)
{
	const xsltDocument *d;

	for (d = style->docList; d; d = d->next)
		if (strcmp((const char *)d->doc->URL, name) == 0)
			return true;
	return false;
}

/* The file and what it includes, given to the stylesheet before they are
 * read; the main one too, so that one that includes itself is found out
 * without a look at the disk. Each once, which ends the recursion. */
static int
preload(xsltStylesheet *style, const struct template_file *file,
    const struct template_file *files, size_t n, struct err *e)
{
	const struct template_file *next;
	xmlNode *at = NULL;
	xmlDoc *doc = NULL;

	if (is_loaded(style, file->name))
		return 0;
	if (parse(file, &doc, e) != 0)
		return -1;
	if (template_check_includes(doc, files, n, e) != 0) {
		xmlFreeDoc(doc);
		return -1;
	}
	xsltNewStyleDocument(style, doc);
	while ((next = template_included(doc, files, n, &at)))
		if (preload(style, next, files, n, e) != 0)
			return -1;
	return 0;
}

void
template_done(xsltStylesheet **style)
{
	if (*style)
		xsltFreeStylesheet(*style);
	*style = NULL;
}

int
template_compile(const struct template_file *files, size_t n, const char *name,
    xsltStylesheet **out, struct err *e)
{
	const struct template_file *file = template_file_of(files, n, name);
	SCOPED(template_done) xsltStylesheet *style = NULL;
	SCOPED(doc_done) xmlDoc *doc = NULL;
	struct complaint c;
	int failed;

	if (!file)
		return err_set(e, ERR_FIX,
		    "template %s is missing; copy it from the shipped ones",
		    name);
	style = xsltNewStylesheet();
	if (parse(file, &doc, e) != 0 ||
	    template_check_includes(doc, files, n, e) != 0 ||
	    preload(style, file, files, n, e) != 0)
		return -1;
	listen_to(&c);
	failed = xsltParseStylesheetUser(style, doc) != 0 || style->errors > 0;
	listen_no_more();
	if (style->doc == doc)
		doc = NULL; /* the stylesheet owns it now */
	if (failed)
		return complain(&c, ERR_FIX, name, e);
	if (template_check_calls(style, e) != 0)
		return -1;
	*out = style;
	style = NULL;
	return 0;
}

static void
context_done(xsltTransformContext **context)
{
	if (*context)
		xsltFreeTransformContext(*context);
}

static void
prefs_done(xsltSecurityPrefs **prefs)
{
	if (*prefs)
		xsltFreeSecurityPrefs(*prefs);
}

static int
shut_in(xsltSecurityPrefs *prefs, xsltTransformContext *context)
{
	static const xsltSecurityOption doors[] = { XSLT_SECPREF_READ_FILE,
		XSLT_SECPREF_WRITE_FILE, XSLT_SECPREF_CREATE_DIRECTORY,
		XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK };
	size_t i;

	for (i = 0; i < LENGTH(doors); i++)
		if (xsltSetSecurityPrefs(prefs, doors[i], xsltSecurityForbid) !=
		    0)
			return -1;
	context->maxTemplateDepth = DEPTH_MAX;
	context->opLimit = STEPS_MAX;
	return xsltSetCtxtSecurityPrefs(prefs, context);
}

int
template_run(xsltStylesheet *style, xmlDoc *in, xmlDoc **out, struct err *e)
{
	SCOPED(prefs_done) xsltSecurityPrefs *prefs = xsltNewSecurityPrefs();
	SCOPED(context_done)
	xsltTransformContext *context = xsltNewTransformContext(style, in);
	const char *name = (const char *)style->doc->URL;
	SCOPED(doc_done) xmlDoc *result = NULL;
	struct complaint c;

	if (!prefs || !context || shut_in(prefs, context) != 0)
		return err_set(e, ERR_FATAL, "libxslt cannot be shut in");
	listen_to(&c);
	xsltSetTransformErrorFunc(context, &c, hear);
	result = xsltApplyStylesheetUser(style, in, NULL, NULL, NULL, context);
	listen_no_more();
	if (!result || context->state != XSLT_STATE_OK)
		return complain(&c, ERR_ITEM, name, e);
	*out = result;
	result = NULL;
	return 0;
}

int
template_print(xsltStylesheet *style, xmlDoc *in, struct arena *a,
    const char **out, struct err *e)
{
	SCOPED(doc_done) xmlDoc *doc = NULL;
	SCOPED(string_done) xmlChar *s = NULL;
	int n = 0;

	if (template_run(style, in, &doc, e) != 0)
		return -1;
	if (xsltSaveResultToString(&s, &n, doc, style) != 0 || n < 0)
		return err_set(e, ERR_ITEM, "%s: the result cannot be written",
		    (const char *)style->doc->URL);
	*out = s ? arena_copy_n(a, (const char *)s, (size_t)n) : "";
	return 0;
}
