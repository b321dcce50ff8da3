/*
 * What is looked after in a stylesheet because libxslt would go to the disk
 * for it, or find out only when it runs.
 */

#include "notice/template_check.h"

#include <stdbool.h>
#include <string.h>

#include <libxml/tree.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>

#include "notice/template.h"

static void
string_done(xmlChar **s)
{
	if (*s)
		xmlFree(*s);
}

const struct template_file *
template_file_of(const struct template_file *files, size_t n, const char *name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(files[i].name, name) == 0)
			return &files[i];
	return NULL;
}

static bool
is_xsl(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE && n->ns &&
	    xmlStrEqual(n->ns->href, XSLT_NAMESPACE) &&
	    xmlStrEqual(n->name, (const xmlChar *)name);
}

int
template_check_includes(
    xmlDoc *doc, const struct template_file *files, size_t n, struct err *e)
{
	const char *name = (const char *)doc->URL;
	xmlNode *root = xmlDocGetRootElement(doc), *at;

	for (at = root->children; at; at = at->next) {
		SCOPED(string_done) xmlChar *href = NULL;

		if (is_xsl(at, "import"))
			return err_set(e, ERR_FIX,
			    "%s:%ld: xsl:import is not supported; write "
			    "xsl:include",
			    name, xmlGetLineNo(at));
		if (!is_xsl(at, "include"))
			continue;
		href = xmlGetNoNsProp(at, (const xmlChar *)"href");
		if (!href || !template_file_of(files, n, (const char *)href) ||
		    xmlHasNsProp(
		        at, (const xmlChar *)"base", XML_XML_NAMESPACE) ||
		    xmlHasNsProp(
		        root, (const xmlChar *)"base", XML_XML_NAMESPACE))
			return err_set(e, ERR_FIX,
			    "%s:%ld: includes \"%s\", which is not among the "
			    "templates",
			    name, xmlGetLineNo(at),
			    href ? (const char *)href : "");
	}
	return 0;
}

const struct template_file *
template_included(const xmlDoc *doc, const struct template_file *files,
    size_t n, xmlNode **at)
{
	*at = *at ? (*at)->next : xmlDocGetRootElement(doc)->children;
	for (; *at; *at = (*at)->next) {
		SCOPED(string_done) xmlChar *href = NULL;

		if (!is_xsl(*at, "include"))
			continue;
		href = xmlGetNoNsProp(*at, (const xmlChar *)"href");
		return template_file_of(files, n, (const char *)href);
	}
	return NULL;
}

static bool
has_template(const xsltStylesheet *style, const xmlChar *name)
{
	const xsltTemplate *t;

	for (t = style->templates; t; t = t->next)
		if (xmlStrEqual(t->name, name))
			return true;
	return false;
}

/* The element after n in document order, within top. */
static xmlNode *
next_node(xmlNode *n, const xmlNode *top)
{
	if (n->children && n->type == XML_ELEMENT_NODE)
		return n->children;
	while (n != top && !n->next)
		n = n->parent;
	return n == top ? NULL : n->next;
}

static int
check_calls(const xsltStylesheet *style, xmlDoc *doc, struct err *e)
{
	xmlNode *root = xmlDocGetRootElement(doc), *n;

	for (n = root; n; n = next_node(n, root)) {
		SCOPED(string_done) xmlChar *name = NULL;

		if (!is_xsl(n, "call-template"))
			continue;
		name = xmlGetNoNsProp(n, (const xmlChar *)"name");
		if (!name || !has_template(style, name))
			return err_set(e, ERR_FIX,
			    "%s:%ld: there is no template named \"%s\"",
			    (const char *)doc->URL, xmlGetLineNo(n),
			    name ? (const char *)name : "");
	}
	return 0;
}

int
template_check_calls(const xsltStylesheet *style, struct err *e)
{
	const xsltDocument *d;

	for (d = style->docList; d; d = d->next)
		if (d->preproc && check_calls(style, d->doc, e) != 0)
			return -1;
	return check_calls(style, style->doc, e);
}
