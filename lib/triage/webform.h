#ifndef POSTWACHT_WEBFORM_H
#define POSTWACHT_WEBFORM_H

#include <stddef.h>

#include "mail/message.h"
#include "triage/organisation.h"

struct arena;

/*
 * A web form that mails what somebody filled in (users.md 9). A field is
 * written as "E-mailadres: *": the label as it stands in the mail, and a star
 * where the answer is.
 */
struct webform {
	const char *from;  /* the address that it mails from */
	const char *asker; /* field with the asker's address, or "" */
	const char
	    *organisation; /* field with the gemeente or partner, or "" */
};

struct webform_list {
	size_t n;
	const struct webform *at;
};

/* The form that mails from this address, or NULL. */
const struct webform *webform_of(
    const struct webform_list *forms, const struct address *from);

/* What was filled in: behind the label, or on the line below; "" when the
 * field is not there. Case, accents and marks around the label do not
 * matter. */
const char *webform_field(
    struct arena *a, const struct facts *facts, const char *field);

/* Who filled it in: the address in the asker's field, else Reply-To, when it
 * is an address that somebody reads (E13, E14). addr is "" when neither is. */
struct address webform_asker(
    struct arena *a, const struct webform *form, const struct facts *facts);

/* The registered organisation that the form names, with or without
 * "gemeente" in front; NULL when it names none. */
const struct organisation *webform_organisation(struct arena *a,
    const struct webform *form, const struct facts *facts,
    const struct organisations *all);

#endif
