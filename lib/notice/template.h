#ifndef POSTWACHT_TEMPLATE_H
#define POSTWACHT_TEMPLATE_H

#include <stddef.h>

#include "base/err.h"

struct _xmlDoc;
struct _xsltStylesheet;
struct arena;

/* A template file, NUL-terminated, as it stands in rules/templates. */
struct template_file {
	const char *name; /* "digest.nl.xsl" */
	const char *text;
};

/*
 * One XSLT 1.0 stylesheet, compiled. What it includes (xsl:include) comes
 * from the same files; a template reaches no file and no network, neither
 * when it is compiled nor when it runs.
 *
 * returns  0; -1: ERR_FIX with file and line
 * owns     *out, until template_done
 */
int template_compile(const struct template_file *files, size_t n,
    const char *name, struct _xsltStylesheet **out, struct err *e) MUST_CHECK;

/* For SCOPED and for the end; NULL inside is accepted. */
void template_done(struct _xsltStylesheet **style);

/*
 * Runs it over a document.
 *
 * returns  0; -1: ERR_ITEM, also when it runs on without end
 * owns     *out, a document that xmlFreeDoc frees
 */
int template_run(struct _xsltStylesheet *style, struct _xmlDoc *in,
    struct _xmlDoc **out, struct err *e) MUST_CHECK;

/* The same, as bytes in the way that xsl:output says. */
int template_print(struct _xsltStylesheet *style, struct _xmlDoc *in,
    struct arena *a, const char **out, struct err *e) MUST_CHECK;

#endif
