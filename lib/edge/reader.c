/*
 * From fetched bytes to what the desk files. Knows that reading never fails;
 * not how a mail is read, nor where it came from.
 */

#include "edge/reader.h"

/* What a server or an mbox stamped stands; a file's name or time gives way to
 * the topmost Received, and Date is the last resort (decisions.md 26). */
static void
settle_receipt(struct reading *out)
{
	const struct facts *f = &out->facts;

	if (out->basis == RECEIPT_INTERNALDATE ||
	    out->basis == RECEIPT_MBOX_FROM)
		return;
	if (f->has_received) {
		out->received = f->received;
		out->basis = RECEIPT_RECEIVED;
	} else if (out->basis == RECEIPT_DATE && f->has_date)
		out->received = f->date;
}

/* A sender's clock that is far off is a flaw and moves nothing: the receipt
 * is the clock (F8, F9). */
static void
compare_clocks(struct reading *out)
{
	int64_t off = out->facts.date.sec - out->received.sec;

	if (out->basis != RECEIPT_DATE && out->facts.has_date &&
	    out->received.sec > 0 &&
	    (off > READER_CLOCK_OFF || off < -READER_CLOCK_OFF))
		out->facts.flaws |= FLAW_CLOCK;
}

void
reader_settle(const struct fetched *mail, struct reading *out)
{
	out->received = mail->received;
	out->basis = mail->basis;
	out->aside = mail->aside ? mail->aside : "";
	settle_receipt(out);
	compare_clocks(out);
}

void
reader_read(struct arena *a, const struct fetched *mail, struct reading *out)
{
	*out = (struct reading){ .is_unread = false };
	message_read(a, mail->bytes ? mail->bytes : "",
	    mail->bytes ? mail->n : 0, mail->is_cut, &out->facts);
	reader_settle(mail, out);
	out->fingerprint = fingerprint_of(a, &out->facts);
}
