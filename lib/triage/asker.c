/*
 * Who asks. Knows the addresses of a message and whose domains they are; does
 * not look at what is asked.
 */

#include "triage/asker.h"

#include <string.h>

#include "base/text.h"

/* Marks of a forward at the front of a subject: Outlook and Thunderbird in
 * Dutch and English, and what German and French clients write. */
static const char *const forward_marks[] = { "fw:", "fwd:", "doorst:",
	"doorst.:", "doorgest:", "doorgestuurd:", "wg:", "tr:", "vs:" };

static bool
is_internal_domain(const struct house *house, const char *domain)
{
	return *domain &&
	    strcmp(organisation_of(house->organisations, domain)->kind,
	        "intern") == 0;
}

bool
asker_is_own(const struct house *house, const struct address *address)
{
	return is_internal_domain(house, address->domain) ||
	    address_list_has(&house->mailboxes, address->addr);
}

static bool
has_outsider(const struct address_list *list, const struct house *house)
{
	size_t i;

	for (i = 0; i < list->n; i++) {
		if (*list->at[i].addr && !asker_is_own(house, &list->at[i]))
			return true;
	}
	return false;
}

bool
asker_has_outside_recipient(
    const struct facts *facts, const struct house *house)
{
	return has_outsider(&facts->to, house) ||
	    has_outsider(&facts->cc, house);
}

static bool
has_forward_mark(const char *folded_subject)
{
	size_t i;

	for (i = 0; i < LENGTH(forward_marks); i++) {
		if (text_has_prefix(folded_subject, forward_marks[i]))
			return true;
	}
	return false;
}

/* The sender outside of what was forwarded; a colleague may have passed on
 * what another colleague passed on to him. NULL: there is none. */
static const struct address *
inner_sender(const struct facts *facts, const struct house *house)
{
	const struct address_list *older = &facts->forward_inner;
	const struct address *from = &facts->forward.from;
	size_t i = 0;

	if (!facts->forward.is_found)
		return NULL;
	while (*from->addr && asker_is_own(house, from) && i < older->n)
		from = &older->at[i++];
	return *from->addr && !asker_is_own(house, from) ? from : NULL;
}

/* A colleague passes a mail from outside on to the mailbox. A reply quotes
 * such a block as well, so it must look like a forward; and what the mailbox
 * itself sends to a colleague is a hand-over, not a question. */
static bool
is_passed_on(const struct facts *facts, const struct house *house)
{
	return !address_list_has(&house->mailboxes, facts->from.addr) &&
	    !asker_has_outside_recipient(facts, house) &&
	    (has_forward_mark(facts->folded_subject) || !*facts->in_reply_to);
}

/* A form speaks for whoever filled it in. One that names nobody speaks for
 * itself: a mail from outside, whatever domain it is sent from. */
static void
ask_by_form(struct arena *a, const struct webform *form,
    const struct facts *facts, const struct house *house, struct asker *asker)
{
	struct address filled_in = webform_asker(a, form, facts);
	const struct organisation *named =
	    webform_organisation(a, form, facts, house->organisations);
	const struct organisation *org;

	asker->is_form = true;
	if (*filled_in.addr)
		asker->address = filled_in;
	org = organisation_of(house->organisations, asker->address.domain);
	asker->is_internal = *filled_in.addr && asker_is_own(house, &filled_in);
	/* A domain tells more than what somebody writes of himself, unless it
	 * is of nobody, or of one who works for several gemeenten. */
	if (named && strcmp(org->kind, "gemeente") != 0 && !asker->is_internal)
		org = named;
	else if (!*filled_in.addr)
		org = organisation_nameless("onbekend");
	asker->organisation = org;
}

struct asker
asker_of(struct arena *a, const struct facts *facts, const struct house *house)
{
	struct asker asker = { .address = facts->from };
	const struct webform *form = webform_of(&house->forms, &facts->from);
	const struct address *inner = inner_sender(facts, house);

	if (form) {
		ask_by_form(a, form, facts, house, &asker);
		return asker;
	}
	asker.is_from_us = asker_is_own(house, &facts->from);
	if (inner && asker.is_from_us && is_passed_on(facts, house)) {
		asker.is_forwarded = true;
		asker.address = *inner;
	}
	asker.is_internal = asker_is_own(house, &asker.address);
	asker.organisation =
	    organisation_of(house->organisations, asker.address.domain);
	return asker;
}
