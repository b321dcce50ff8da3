/*
 * The words that rules are held against. Knows forwards and replies; knows no
 * rule.
 */

#include "triage/wording.h"

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "mail/subject.h"

struct facts
wording_with_quoted(struct arena *a, const struct facts *facts)
{
	struct facts wide = *facts;

	wide.text_new =
	    arena_printf(a, "%s\n%s", facts->text_new, facts->text_quoted);
	wide.folded_new = fold(a, wide.text_new, strlen(wide.text_new), NULL);
	return wide;
}

bool
wording_has_old_subject(struct arena *a, const struct facts *facts)
{
	return (*facts->in_reply_to || facts->n_references > 0) &&
	    subject_kind(a, facts->subject) == SUBJECT_REPLY &&
	    *facts->folded_new;
}

struct facts
wording_without_subject(const struct facts *facts)
{
	struct facts bare = *facts;

	bare.subject = bare.folded_subject = "";
	return bare;
}
