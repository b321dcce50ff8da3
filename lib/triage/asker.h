#ifndef POSTWACHT_ASKER_H
#define POSTWACHT_ASKER_H

#include <stdbool.h>

#include "mail/message.h"
#include "triage/classify.h"

struct arena;

/* Who asks, and on whose behalf. */
struct asker {
	struct address address;
	bool is_forwarded; /* he stood in a colleague's forward */
	bool is_form;      /* he filled in a configured web form */
	bool is_from_us;   /* From is of the own organisation */
	bool is_internal;  /* so is the asker */
	const struct organisation *organisation; /* never NULL */
};

/*
 * From; but of a configured form whoever filled it in, and of a colleague's
 * forward to the mailbox the inner sender, when he is of another organisation
 * (users.md 9). A gemeente that passes on a citizen's question asks it
 * itself. Reply-To of anybody else never counts (E13, E14), nor does an
 * address that only stands in a text (E2).
 */
struct asker asker_of(
    struct arena *a, const struct facts *facts, const struct house *house);

/* Somebody of our own: a mailbox that is watched, or an internal domain. */
bool asker_is_own(const struct house *house, const struct address *address);

/* A recipient outside the own organisation stands in To or Cc. */
bool asker_has_outside_recipient(
    const struct facts *facts, const struct house *house);

#endif
