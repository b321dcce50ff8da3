/*
 * One answer to FETCH, out of libetpan's tree. Knows the items that we ask
 * for, and passes over all others.
 */

#include "edge/answer.h"

#include <stdlib.h>

static bool
is_marked_answered(const struct mailimap_msg_att_dynamic *dynamic)
{
	clistiter *i;

	if (!dynamic || !dynamic->att_list)
		return false;
	for (i = clist_begin(dynamic->att_list); i; i = clist_next(i)) {
		const struct mailimap_flag_fetch *flag = clist_content(i);

		if (flag->fl_type == MAILIMAP_FLAG_FETCH_OTHER &&
		    flag->fl_flag &&
		    flag->fl_flag->fl_type == MAILIMAP_FLAG_ANSWERED)
			return true;
	}
	return false;
}

static void
read_static(const struct mailimap_msg_att_static *item, struct answer *out)
{
	if (!item)
		return;
	if (item->att_type == MAILIMAP_MSG_ATT_UID)
		out->uid = item->att_data.att_uid;
	else if (item->att_type == MAILIMAP_MSG_ATT_INTERNALDATE)
		out->date = item->att_data.att_internal_date;
	else if (item->att_type == MAILIMAP_MSG_ATT_BODY_SECTION)
		out->body = item->att_data.att_body_section;
}

struct answer
answer_read(const struct mailimap_msg_att *message)
{
	struct answer out = { 0 };
	clistiter *i;

	for (i = clist_begin(message->att_list); i; i = clist_next(i)) {
		const struct mailimap_msg_att_item *item = clist_content(i);

		if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC)
			read_static(item->att_data.att_static, &out);
		else if (item->att_type == MAILIMAP_MSG_ATT_ITEM_DYNAMIC &&
		    is_marked_answered(item->att_data.att_dyn))
			out.is_answered = true;
	}
	return out;
}

void
answer_date(const struct answer *in, struct fetched *out)
{
	const struct mailimap_date_time *d = in->date;
	struct civil day;
	int zone;

	out->basis = RECEIPT_DATE;
	out->received.sec = 0;
	if (!d)
		return;
	day = (struct civil){ d->dt_year, d->dt_month, d->dt_day };
	if (!date_is_valid(day) || d->dt_hour < 0 || d->dt_hour > 23 ||
	    d->dt_min < 0 || d->dt_min > 59 || d->dt_sec < 0 ||
	    d->dt_sec > 60 || abs(d->dt_zone) > 1400)
		return;
	/* The zone is +hhmm as a decimal number. */
	zone = d->dt_zone / 100 * 60 + d->dt_zone % 100;
	out->basis = RECEIPT_INTERNALDATE;
	out->received.sec = (int64_t)date_from_civil(day).day * 86400 +
	    d->dt_hour * 3600 + (d->dt_min - zone) * 60 + d->dt_sec;
}
