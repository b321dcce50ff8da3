/*
 * The published files: which there are and in which order they are written.
 */

#include "desk/publish.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/gauges.h"
#include "desk/office.h"
#include "desk/page.h"
#include "desk/status.h"
#include "edge/store.h"
#include "edge/store_retention.h"
#include "edge/studio.h"
#include "edge/whole.h"

/* An upper bound of a table or of gauges: 100,000 questions. */
#define PUBLISH_BYTES_MAX (64 * 1024 * 1024)

static int
write_text(const char *folder, const char *name, const struct text *text,
    struct err *e)
{
	if (text->is_cut)
		return err_set(e, ERR_FIX, "%s: is larger than %d bytes", name,
		    PUBLISH_BYTES_MAX);
	return whole_write(folder, name, text->data, text->len, 0640, e);
}

static int
write_table(const struct office *o, struct arena *a, const char *folder,
    const struct page_view *page, struct err *e)
{
	SCOPED(text_done) struct text csv = { 0 };
	struct sheet sheet = page_sheet(a, o, page);

	text_init(&csv, PUBLISH_BYTES_MAX);
	sheet_csv(&sheet, o->settings.language == LANGUAGE_NL, &csv);
	return write_text(folder, PUBLISH_TABLE, &csv, e);
}

static int
write_gauges(const char *folder, const struct status *status,
    const struct page_view *page, struct err *e)
{
	SCOPED(text_done) struct text prom = { 0 };

	text_init(&prom, PUBLISH_BYTES_MAX);
	gauges_print(&prom, status, page);
	return write_text(folder, PUBLISH_PROM, &prom, e);
}

static int
write_page(struct store *s, const struct office *o, struct studio *studio,
    struct arena *a, const char *folder, struct page_view *page, struct err *e)
{
	const char *html = NULL;

	if (write_table(o, a, folder, page, e) != 0 ||
	    page_add_figures(s, o, studio, a, page, e) != 0 ||
	    render_page(o->templates, a, page, &html, e) != 0)
		return -1;
	return whole_write(folder, PUBLISH_PAGE, html, strlen(html), 0640, e);
}

static bool
is_due(const struct published *last, const struct published *next)
{
	int64_t passed = next->at.sec - last->at.sec;

	return last->event != next->event || last->taken != next->taken ||
	    passed >= PUBLISH_PAGE_EVERY || passed < 0 ||
	    date_of(next->at).day != date_of(last->at).day;
}

int
publish_files(struct store *s, const struct office *o, struct studio *studio,
    struct instant now, struct published *last, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *folder = status_folder(a, o);
	struct page_view page;
	struct published next = { .at = now };
	struct status status;

	if (status_read(s, o, a, now, &status, e) != 0 ||
	    status_publish(o, a, &status, e) != 0 ||
	    store_event_last(s, &next.event, e) != 0 ||
	    store_taken_away(s, &next.taken, e) != 0 ||
	    page_read(s, o, a, now, &page, e) != 0 ||
	    write_gauges(folder, &status, &page, e) != 0)
		return -1;
	if (!is_due(last, &next))
		return 0;
	if (write_page(s, o, studio, a, folder, &page, e) != 0)
		return studio_is_stopped(studio) ? 0 : -1;
	*last = next;
	return 0;
}
