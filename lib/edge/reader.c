/*
 * From fetched bytes to what the desk files. Knows that reading never fails;
 * not how a mail is read, nor where it came from.
 */

#include "edge/reader.h"

void
reader_read(struct arena *a, const struct fetched *mail, struct reading *out)
{
	*out = (struct reading){
		.received = mail->received,
		.basis = mail->basis,
		.aside = mail->aside ? mail->aside : "",
	};
	message_read(a, mail->bytes ? mail->bytes : "",
	    mail->bytes ? mail->n : 0, mail->is_cut, &out->facts);
	out->fingerprint = fingerprint_of(a, &out->facts);
}
