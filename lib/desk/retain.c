/*
 * The daily round of retention, in batches.
 */

#include "desk/retain.h"

#include "desk/forget.h"
#include "desk/office.h"
#include "edge/log.h"
#include "edge/store.h"
#include "edge/store_retention.h"

#define RETAINED_AT "retained_at" /* the end of the last round */

#define DAY   86400
#define MONTH 2629746  /* s: a twelfth of the mean Gregorian year */
#define YEAR  31556952 /* s: 365.2425 days */

static struct instant
ago(struct instant now, int n, int64_t unit)
{
	return (struct instant){ now.sec - n * unit };
}

/* What is small is done at once; the rest up to a batch each. 1: a batch was
 * full, and there may be more. */
static int
take_away(struct store *s, const struct office *office, struct instant now,
    struct err *e)
{
	const struct retention_settings *r = &office->settings.retention;
	const struct roster *roster = &office->settings.roster;
	const struct retain_limits limits = {
		.aside = ago(now, r->aside_days, DAY),
		.outbox = ago(now, r->outbox_days, DAY),
		.names = ago(now, r->names_months, MONTH),
	};
	int texts, aside, due, figures;

	if (store_retain_slips(s, &limits, roster, e) < 0)
		return -1;
	texts =
	    store_retain_texts(s, ago(now, r->text_days, DAY), RETAIN_BATCH, e);
	aside = store_retain_aside(s, limits.aside, RETAIN_BATCH, e);
	due = store_retain_due(s, limits.names, RETAIN_BATCH, e);
	if (texts < 0 || aside < 0 || due < 0 ||
	    (aside + due > 0 && store_retain_marked(s, roster, e) != 0))
		return -1;
	figures = store_retain_figures(
	    s, ago(now, r->figures_years, YEAR), RETAIN_BATCH, e);
	if (figures < 0)
		return -1;
	if (texts + aside + due + figures > 0)
		log_line(LEVEL_INFO,
		    "event=retained texts=%d conversations=%d figures=%d",
		    texts, aside + due, figures);
	return texts >= RETAIN_BATCH || aside >= RETAIN_BATCH ||
	    due >= RETAIN_BATCH || figures >= RETAIN_BATCH;
}

/* The round ends with who was forgotten and came back with a backup, and with
 * what nothing points at any more. */
static int
end_round(struct store *s, const struct office *office, struct instant now,
    struct err *e)
{
	if (forget_again(s, office, e) < 0 || store_retain_persons(s, e) < 0)
		return -1;
	return store_meta_set(s, RETAINED_AT, now.sec, e);
}

int
retain(struct store *s, const struct office *office, struct instant now,
    struct err *e)
{
	int64_t last = 0;
	int more;

	if (store_meta(s, RETAINED_AT, &last, e) < 0)
		return -1;
	if (now.sec < last + RETAIN_EVERY)
		return 0;
	if (store_begin(s, e) != 0)
		return -1;
	more = take_away(s, office, now, e);
	if (more < 0 || (more == 0 && end_round(s, office, now, e) != 0) ||
	    store_commit(s, e) != 0) {
		store_rollback(s);
		return -1;
	}
	return more > 0 ? 1 : store_checkpoint(s, e);
}
