/*
 * Who asks and whom he belongs to, in words; and of somebody unknown, whom he
 * comes near to.
 */

#include <string.h>

#include "desk/explain_teller.h"
#include "desk/office.h"
#include "triage/lookalike.h"

void
explain_asker(struct teller *t)
{
	const struct verdict *v = &t->verdict;
	const struct facts *f = t->facts;

	teller_begin(t, "asker", "Vraagsteller", "Asker", v->asker.addr);
	if (v->is_forwarded)
		SAY(t,
		    "%s stuurt een bericht door; de afzender daarin is de "
		    "vraagsteller.",
		    "%s forwards a message; the sender in it is the asker.",
		    f->from.addr);
	else if (v->is_form)
		SAY(t,
		    "%s is een webformulier; wie het invulde is de "
		    "vraagsteller.",
		    "%s is a web form; whoever filled it in is the asker.",
		    f->from.addr);
	else
		TELL(t, "De afzender (Van) is de vraagsteller.",
		    "The sender (From) is the asker.");
	if (f->reply_to.n > 0 && *f->reply_to.at[0].addr &&
	    !address_is_same(f->reply_to.at[0].addr, v->asker.addr))
		SAY(t,
		    "Reply-To noemt %s; dat telt alleen bij een ingesteld "
		    "formulier.",
		    "Reply-To names %s; that counts for a configured form "
		    "only.",
		    f->reply_to.at[0].addr);
	if (f->forward.is_found && !v->is_forwarded && *f->forward.from.addr)
		SAY(t,
		    "In de tekst staat een ouder bericht van %s; dat is hier "
		    "niet doorgestuurd door een collega.",
		    "The text holds an older message of %s; it was not "
		    "forwarded here by a colleague.",
		    f->forward.from.addr);
}

static void
tell_lookalike(struct teller *t, const struct lookalike *like)
{
	const struct organisation *org = like->org;
	const char *lacks = like->edits == 0
	    ? arena_printf(t->a,
	          PICK(t,
	              "de naam staat erin, maar het domein eindigt niet op %s",
	              "the name is in it, but the domain does not end in %s"),
	          org->domain)
	    : arena_printf(t->a,
	          PICK(t, "%zu %s anders; alleen een gelijk domein telt",
	              "%zu %s differ; only an equal domain counts"),
	          like->edits,
	          like->edits == 1 ? PICK(t, "letter", "letter")
	                           : PICK(t, "letters", "letters"));

	teller_near(t,
	    (struct nearly){ .name = org->domain,
	        .there = org->name,
	        .lacks = lacks,
	        .says = arena_printf(t->a,
	            PICK(t, "Lijkt op %s (%s), maar is dat niet: %s.",
	                "Looks like %s (%s), and is not: %s."),
	            org->domain, org->name, lacks) });
}

/* What the sender calls himself, where that is in the lists. */
static void
tell_claim(struct teller *t)
{
	const struct facts *f = t->facts;
	const char *said =
	    t->verdict.is_forwarded ? t->verdict.asker.name : f->from.name;
	const struct organisation *org =
	    lookalike_named(t->a, t->office->organisations,
	        arena_printf(t->a, "%s\n%s", said,
	            t->verdict.is_forwarded ? "" : f->text_signature));

	if (!org)
		return;
	teller_near(t,
	    (struct nearly){ .name = org->code,
	        .there = org->name,
	        .lacks = PICK(t, "alleen het domein van het adres telt",
	            "only the domain of the address counts"),
	        .says = arena_printf(t->a,
	            PICK(t,
	                "Noemt zich %s, in naam of ondertekening; alleen het "
	                "domein van het adres telt.",
	                "Calls itself %s, in its name or signature; only the "
	                "domain of the address counts."),
	            org->name) });
}

static void
tell_unknown(struct teller *t)
{
	struct lookalike like[LOOKALIKE_MAX];
	size_t i,
	    n = lookalike_find(
	        t->office->organisations, t->verdict.asker.domain, like);

	SAY(t, "Het domein %s staat in geen lijst.",
	    "The domain %s is in none of the lists.",
	    teller_or_none(t, t->verdict.asker.domain));
	for (i = 0; i < n; i++)
		tell_lookalike(t, &like[i]);
	if (n == 0)
		TELL(t, "Er staat ook geen domein in dat erop lijkt.",
		    "Nor is any domain in them that looks like it.");
}

void
explain_organisation(struct teller *t)
{
	const struct organisation *org = t->verdict.organisation;

	teller_begin(t, "organisation", "Organisatie", "Organisation",
	    *org->code ? org->code : org->kind);
	if (*org->name)
		t->out.at[t->out.n - 1].says = org->name;
	if (*org->domain && *org->name)
		SAY(t, "Het domein %s hoort bij %s (%s).",
		    "The domain %s belongs to %s (%s).", org->domain, org->name,
		    org->kind);
	else if (*org->domain)
		SAY(t, "Het domein %s staat in de lijst van soort %s.",
		    "The domain %s is in the list of kind %s.", org->domain,
		    org->kind);
	else if (strcmp(org->kind, "onbekend") == 0)
		tell_unknown(t);
	if (org->is_former)
		TELL(t,
		    "Het is het domein van een opgeheven gemeente; haar "
		    "opvolger telt.",
		    "It is the domain of a former gemeente; its successor "
		    "counts.");
	if (strcmp(org->kind, "onbekend") == 0 ||
	    strcmp(org->kind, "particulier") == 0)
		tell_claim(t);
}
