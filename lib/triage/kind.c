/*
 * What sort of mail it is. Knows the headers by which machines tell that they
 * are machines, and how far each can be believed; in doubt a mail is of a
 * human, since a question lost costs more than a newsletter shown.
 */

#include "triage/kind.h"

#include <string.h>

#include "base/text.h"
#include "triage/ours.h"

/* Exchange's spam confidence level from which Outlook puts mail in Junk
 * (Microsoft Learn, "Spam confidence level in EOP"). */
#define SCL_SPAM 5

static const char *const kind_names[] = {
	[KIND_HUMAN] = "human",
	[KIND_AUTO_REPLY] = "auto-reply",
	[KIND_BOUNCE] = "bounce",
	[KIND_RECEIPT] = "receipt",
	[KIND_INVITATION] = "invitation",
	[KIND_LIST] = "list",
	[KIND_SPAM] = "spam",
	[KIND_OURS] = "ours",
};

/* At the front of a subject, folded; weak evidence each. */
static const char *const automatic_subjects[] = { "automatisch antwoord",
	"automatische reactie", "automatisch bericht", "automatic reply",
	"autoreply", "auto-reply", "auto reply", "auto:", "out of office",
	"out of the office", "out-of-office", "afwezig", "niet aanwezig",
	"niet op kantoor", "ontvangstbevestiging", "bevestiging van ontvangst",
	"bevestiging ontvangst", "bevestiging van uw", "wij hebben uw",
	"we hebben uw", "uw bericht is ontvangen", "uw e-mail is ontvangen",
	"uw melding is ontvangen", "abwesenheit", "automatische antwort",
	"reponse automatique" };

static const char *const bounce_subjects[] = { "undeliver", "onbestelbaar",
	"niet bezorgd", "niet afgeleverd", "delivery status notification",
	"delivery failure", "mail delivery fail", "mail delivery system",
	"returned mail", "failure notice", "uw bericht is niet",
	"bezorging mislukt", "message undeliverable" };

static const char *const receipt_subjects[] = { "gelezen:", "read:",
	"niet gelezen:", "not read:", "leesbevestiging", "afgeleverd:",
	"delivered:", "bezorgd:", "relayed:", "doorgestuurd naar server:" };

static const char *const bounce_senders[] = { "mailer-daemon@", "postmaster@",
	"mail-daemon@", "microsoftexchange" };

static const char *const robot_senders[] = { "noreply", "no-reply", "no_reply",
	"donotreply", "do-not-reply", "geen-antwoord", "geenantwoord",
	"nietbeantwoorden", "niet-beantwoorden", "notificatie", "notification",
	"autoreply", "mailer-daemon" };

const char *
kind_name(enum kind k)
{
	return kind_names[k];
}

int
kind_parse(const char *name, enum kind *out)
{
	size_t i;

	for (i = 0; i < LENGTH(kind_names); i++) {
		if (strcmp(kind_names[i], name) == 0) {
			*out = (enum kind)i;
			return 0;
		}
	}
	return -1;
}

static bool
starts_with_any(const char *s, const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (text_has_prefix(s, list[i]))
			return true;
	}
	return false;
}

/* A header's value without blanks in front, "" when it is missing. */
static const char *
header(const struct kind_evidence *v, const char *name)
{
	const char *value = message_header(v->facts, name);

	return value ? value + strspn(value, " \t") : "";
}

static bool
has_header(const struct kind_evidence *v, const char *name)
{
	return message_header(v->facts, name) != NULL;
}

static bool
is_null_path(const struct kind_evidence *v)
{
	return v->facts->has_return_path && !*v->facts->return_path;
}

static bool
is_robot(const struct kind_evidence *v)
{
	return starts_with_any(
	    v->facts->from.addr, robot_senders, LENGTH(robot_senders));
}

static bool
is_report(const struct kind_evidence *v)
{
	return text_is_same(v->facts->content_type, "multipart/report");
}

static bool
has_reply_mark(const struct kind_evidence *v)
{
	const char *s = v->facts->folded_subject;

	return text_has_prefix(s, "re:") || text_has_prefix(s, "antw:") ||
	    text_has_prefix(s, "betr:") || text_has_prefix(s, "fw:") ||
	    text_has_prefix(s, "fwd:");
}

static bool
is_ours(const struct kind_evidence *v)
{
	return ours_is(v->facts, &v->house->keys, v->received, NULL);
}

static bool
has_receipt_subject(const struct kind_evidence *v)
{
	return starts_with_any(v->facts->folded_subject, receipt_subjects,
	    LENGTH(receipt_subjects));
}

static bool
has_bounce_subject(const struct kind_evidence *v)
{
	return starts_with_any(
	    v->facts->folded_subject, bounce_subjects, LENGTH(bounce_subjects));
}

/* RFC 8098 and RFC 3798; Exchange tells a delivery receipt from a bounce by
 * its subject alone (hard case G9). */
static bool
is_receipt(const struct kind_evidence *v)
{
	if (text_is_same(v->facts->report_type, "disposition-notification"))
		return true;
	return has_receipt_subject(v) && (is_report(v) || is_null_path(v));
}

/* RFC 3464; without it a daemon's name and a subject together. */
static bool
is_bounce(const struct kind_evidence *v)
{
	bool has_sender = starts_with_any(
	    v->facts->from.addr, bounce_senders, LENGTH(bounce_senders));
	bool has_subject = has_bounce_subject(v);

	if (text_is_same(v->facts->report_type, "delivery-status") ||
	    has_header(v, "X-Failed-Recipients"))
		return true;
	return (has_sender && (has_subject || is_null_path(v))) ||
	    (has_subject && is_null_path(v));
}

static bool
has_spam_verdict(const struct kind_evidence *v)
{
	const char *report = header(v, "X-Forefront-Antispam-Report");
	long long level;

	if (text_has_prefix(header(v, "X-Spam-Flag"), "yes") ||
	    strstr(report, "SFV:SPM"))
		return true;
	return text_to_int(header(v, "X-MS-Exchange-Organization-SCL"),
	           SCL_SPAM, 9, &level) == 0;
}

/* The word of the own mail server. A known organisation is believed more
 * than a filter: its mail is shown, not lost. */
static bool
is_marked_spam(const struct kind_evidence *v)
{
	const char *kind = v->asker->organisation->kind;

	return (strcmp(kind, "onbekend") == 0 ||
	           strcmp(kind, "particulier") == 0) &&
	    has_spam_verdict(v);
}

/* A calendar that only lies beside a question does not make it a meeting. */
static bool
is_invitation(const struct kind_evidence *v)
{
	const char *method = v->facts->calendar_method;

	if (!v->facts->has_calendar)
		return false;
	return !v->is_asking || text_is_same(method, "request") ||
	    text_is_same(method, "cancel") || text_is_same(method, "reply") ||
	    text_is_same(method, "counter");
}

/* RFC 3834 section 5, and what came before it. */
static bool
is_auto_replied(const struct kind_evidence *v)
{
	return text_has_prefix(header(v, "Auto-Submitted"), "auto-replied") ||
	    text_has_prefix(header(v, "Precedence"), "auto_reply") ||
	    has_header(v, "X-Autoreply") || has_header(v, "X-Autorespond") ||
	    has_header(v, "X-AutoReply-From") ||
	    has_header(v, "X-Mail-Autoreply");
}

static bool
is_auto_generated(const struct kind_evidence *v)
{
	const char *value = header(v, "Auto-Submitted");

	return *value && !text_has_prefix(value, "no");
}

static bool
has_automatic_subject(const struct kind_evidence *v)
{
	return starts_with_any(v->facts->folded_subject, automatic_subjects,
	    LENGTH(automatic_subjects));
}

/* Subjects are weak: a second sign is asked for (hard case G7). */
static bool
is_weakly_automatic(const struct kind_evidence *v)
{
	if (!has_automatic_subject(v))
		return false;
	return is_null_path(v) || is_robot(v) ||
	    has_header(v, "X-Auto-Response-Suppress") ||
	    text_has_prefix(header(v, "Precedence"), "junk") ||
	    text_has_prefix(header(v, "Precedence"), "bulk") ||
	    (*v->facts->in_reply_to && !has_reply_mark(v));
}

static bool
is_list_marked(const struct kind_evidence *v)
{
	const char *precedence = header(v, "Precedence");

	return has_header(v, "List-Id") || has_header(v, "List-Post") ||
	    text_has_prefix(precedence, "bulk") ||
	    text_has_prefix(precedence, "list");
}

/* Mail to many. A reply in a conversation is personal whatever a list or a
 * mailing system adds; List-Unsubscribe alone also stands on real questions
 * of partners (hard case G5). */
static bool
is_list(const struct kind_evidence *v)
{
	bool is_known = strcmp(v->asker->organisation->kind, "onbekend") != 0;

	if (*v->facts->in_reply_to && !is_robot(v))
		return false;
	if (is_list_marked(v))
		return true;
	return has_header(v, "List-Unsubscribe") &&
	    (!v->is_asking || !is_known || is_robot(v));
}

/* A mail without return path wants no answer (RFC 5321, 4.5.5). */
static bool
is_unanswerable(const struct kind_evidence *v)
{
	return is_null_path(v);
}

static const struct {
	enum kind kind;
	const char *why;
	bool (*is_seen)(const struct kind_evidence *);
} signs[] = {
	{ KIND_OURS, "Bericht van Postwacht zelf: het kenmerk klopt.",
	    is_ours },
	{ KIND_RECEIPT, "Lees- of ontvangstmelding van een mailprogramma.",
	    is_receipt },
	{ KIND_BOUNCE, "Melding dat een bericht niet kon worden bezorgd.",
	    is_bounce },
	{ KIND_SPAM, "De eigen mailserver merkt het bericht aan als spam.",
	    is_marked_spam },
	{ KIND_AUTO_REPLY,
	    "Automatisch antwoord volgens de kop (Auto-Submitted).",
	    is_auto_replied },
	{ KIND_INVITATION, "Bevat een afspraak (text/calendar).",
	    is_invitation },
	{ KIND_AUTO_REPLY,
	    "Onderwerp van een automatisch bericht, en een tweede teken.",
	    is_weakly_automatic },
	{ KIND_LIST,
	    "Verzonden aan een lijst (List-Id, List-Unsubscribe of "
	    "Precedence).",
	    is_list },
	{ KIND_AUTO_REPLY, "Door een systeem gemaakt (Auto-Submitted).",
	    is_auto_generated },
	{ KIND_AUTO_REPLY, "Heeft geen retouradres (Return-Path: <>).",
	    is_unanswerable },
};

static bool
has_unsubscribe(const struct kind_evidence *v)
{
	return has_header(v, "List-Unsubscribe");
}

static bool
is_suppressing(const struct kind_evidence *v)
{
	return has_header(v, "X-Auto-Response-Suppress");
}

/* What is weak by itself. */
static const struct {
	const char *why;
	bool (*is_seen)(const struct kind_evidence *);
} weak_signs[] = {
	{ "Het onderwerp lijkt van een automatisch bericht; een tweede teken "
	  "ontbreekt (leeg retouradres, robot als afzender, Precedence, "
	  "X-Auto-Response-Suppress).",
	    has_automatic_subject },
	{ "Het onderwerp lijkt van een melding van niet bezorgd; een rapport, "
	  "een leeg retouradres of een mailserver als afzender ontbreekt.",
	    has_bounce_subject },
	{ "Het onderwerp lijkt van een leesbevestiging; een rapport of een "
	  "leeg retouradres ontbreekt.",
	    has_receipt_subject },
	{ "De mailserver noemt het spam; van een bekende organisatie wordt dat "
	  "niet aangenomen.",
	    has_spam_verdict },
	{ "List-Unsubscribe alleen maakt geen nieuwsbrief van een vraag of een "
	  "reactie.",
	    has_unsubscribe },
	{ "X-Auto-Response-Suppress alleen maakt geen bericht automatisch.",
	    is_suppressing },
	{ "De afzender lijkt een systeem (noreply); dat alleen maakt geen "
	  "bericht automatisch.",
	    is_robot },
};

const char *
kind_nearly(const struct kind_evidence *evidence, size_t i)
{
	if (i >= LENGTH(weak_signs))
		return NULL;
	return weak_signs[i].is_seen(evidence) ? weak_signs[i].why : "";
}

static const struct match *
noise_match(const struct matches *matches)
{
	size_t i;

	for (i = 0; i < matches->n; i++) {
		if (matches->at[i].rule->group == RULE_NOISE)
			return &matches->at[i];
	}
	return NULL;
}

/* A rule of the team may name the kind of what looks human, and may call
 * spam what looks like a list. Spam is never what a known organisation
 * sends. */
static enum kind
kind_by_rule(const struct kind_evidence *v, enum kind kind, const char **why)
{
	const struct match *match = noise_match(v->matches);
	const char *sender = v->asker->organisation->kind;
	enum kind named;

	if (!match || kind_parse(match->rule->value, &named) ||
	    (kind != KIND_HUMAN && !(kind == KIND_LIST && named == KIND_SPAM)))
		return kind;
	if (named == KIND_SPAM && strcmp(sender, "onbekend") != 0 &&
	    strcmp(sender, "particulier") != 0)
		return kind;
	*why = match->rule->says;
	return named;
}

enum kind
kind_of(const struct kind_evidence *evidence, const char **why)
{
	size_t i;
	enum kind kind = KIND_HUMAN;

	if (evidence->asker->is_form && !is_ours(evidence) &&
	    !is_bounce(evidence)) {
		*why = "Ingevuld op een webformulier.";
		return KIND_HUMAN;
	}
	*why = "Geen teken van een automatisch bericht.";
	for (i = 0; i < LENGTH(signs); i++) {
		if (signs[i].is_seen(evidence)) {
			kind = signs[i].kind;
			*why = signs[i].why;
			break;
		}
	}
	return kind_by_rule(evidence, kind, why);
}
