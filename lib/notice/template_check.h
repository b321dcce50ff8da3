#ifndef POSTWACHT_TEMPLATE_CHECK_H
#define POSTWACHT_TEMPLATE_CHECK_H

#include <stddef.h>

#include "base/err.h"

struct _xmlDoc;
struct _xmlNode;
struct _xsltStylesheet;
struct template_file;

/* By name; NULL when there is none. */
const struct template_file *template_file_of(
    const struct template_file *files, size_t n, const char *name);

/*
 * Whatever a stylesheet includes must be known beforehand: libxslt looks in
 * its list of documents first and would turn to the disk for anything else.
 *
 * returns  0; -1: ERR_FIX with file and line
 */
int template_check_includes(struct _xmlDoc *doc,
    const struct template_file *files, size_t n, struct err *e) MUST_CHECK;

/* The files that a document includes, one at each call: *at is NULL at first.
 * NULL: that was all. The includes have been checked. */
const struct template_file *template_included(const struct _xmlDoc *doc,
    const struct template_file *files, size_t n, struct _xmlNode **at);

/*
 * Every named template that is called exists, in the main document and in
 * those that it includes; libxslt finds out only when it runs.
 *
 * returns  0; -1: ERR_FIX with file and line
 */
int template_check_calls(
    const struct _xsltStylesheet *style, struct err *e) MUST_CHECK;

#endif
