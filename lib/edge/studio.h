#ifndef POSTWACHT_STUDIO_H
#define POSTWACHT_STUDIO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "report/book.h"
#include "report/chart.h"

struct arena;

/*
 * Where charts and workbooks are made: each in a process of its own, which is
 * this program started anew (edge/studio_serve). What drawing libraries load
 * and start (fonts, caches, threads) never comes into the daemon, and what the
 * daemon's threads hold never stands in their way (decisions.md 30).
 *
 * Whoever waits for a picture does not wait long, and not again and again:
 * after a failure the same kind of work rests for an hour.
 */
struct studio;

/* One piece of work has so long in all, in ms: it takes a tenth of a second.
 * At the command line somebody waits for it who can end it. */
#ifdef POSTWACHT_INSTRUMENTED
#define STUDIO_WAIT_MS (15000 * POSTWACHT_INSTRUMENTED)
#else
#define STUDIO_WAIT_MS 5000
#endif
#define STUDIO_PATIENT_MS 300000

/* Seconds of rest after a failure. */
#define STUDIO_REST 3600

/* Upper bounds of what is asked and of what is made: a million questions. */
#define STUDIO_ORDER_MAX (512u << 20)
#define STUDIO_BYTES_MAX (256u << 20)

struct studio *studio_open(int wait_ms);

/* NULL is accepted. For SCOPED(studio_done) too. */
void studio_close(struct studio *s);
void studio_done(struct studio **s);

/* When this descriptor becomes readable nothing is made any more. */
void studio_set_stop(struct studio *s, int fd);
bool studio_is_stopped(const struct studio *s);

/*
 * A chart as PNG, with twice as many pixels as its size (edge/draw.h).
 *
 * in       now  for the rest after a failure
 * out      *bytes, *n  in the arena
 * returns  1; 0: this kind of work rests, which its failure told; -1:
 *          ERR_AGAIN when no process could be had or the caller must stop,
 *          else ERR_ITEM
 */
int studio_png(struct studio *s, struct arena *a, const struct chart *c,
    struct instant now, const char **bytes, size_t *n,
    struct err *e) MUST_CHECK;

/* A chart as "data:image/svg+xml;base64,...", in the arena. The same chart as
 * shortly before is not drawn again. Returns as studio_png. */
int studio_svg_uri(struct studio *s, struct arena *a, const struct chart *c,
    struct instant now, const char **uri, struct err *e) MUST_CHECK;

/* A workbook (edge/sheet.h). Returns as studio_png. */
int studio_book(struct studio *s, struct arena *a, const struct book *book,
    struct instant now, const char **bytes, size_t *n,
    struct err *e) MUST_CHECK;

#endif
