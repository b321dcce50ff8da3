/*
 * The parts that every notice's tree is made of: attributes with ready words
 * beside them, links and cards. It knows libxml2's tree; it writes no
 * sentence.
 */

#include "notice/tree.h"

#include <string.h>

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/text.h"
#include "notice/plain.h"
#include "triage/permit.h"

/* Characters of one fact. A subject of a thousand characters says no more in
 * a list than its first two hundred. */
#define FACT_MAX 200

/* Characters of a sentence of ours, such as a mistake with all that may stand
 * in its place. */
#define SENTENCE_MAX 1000

/* Characters of a link's subject: what Outlook carries whole (users.md 22). */
#define SUBJECT_MAX 400

static const xmlChar *
xml(const char *s)
{
	return (const xmlChar *)s;
}

xmlNode *
tree_root(struct tree *t, const char *name)
{
	xmlNode *root = xmlNewNode(NULL, xml(name));

	t->doc = xmlNewDoc(xml("1.0"));
	xmlDocSetRootElement(t->doc, root);
	tree_set(t, root, "lang", language_code(t->language));
	tree_set_day(t, root, "day", t->day);
	tree_set(
	    t, root, "day-full", words_day_full(t->a, t->language, t->day));
	return root;
}

xmlNode *
tree_add(xmlNode *parent, const char *name)
{
	return xmlNewChild(parent, NULL, xml(name), NULL);
}

static void
set_plain(
    struct tree *t, xmlNode *n, const char *name, const char *value, size_t max)
{
	const char *plain = plain_line(t->a, value, max);

	if (*plain)
		xmlNewProp(n, xml(name), xml(plain));
}

void
tree_set(struct tree *t, xmlNode *n, const char *name, const char *value)
{
	set_plain(t, n, name, value, FACT_MAX);
}

void
tree_set_sentence(
    struct tree *t, xmlNode *n, const char *name, const char *value)
{
	set_plain(t, n, name, value, SENTENCE_MAX);
}

void
tree_set_flag(xmlNode *n, const char *name, bool is_set)
{
	if (is_set)
		xmlNewProp(n, xml(name), xml("yes"));
}

void
tree_set_count(xmlNode *n, const char *name, long long count)
{
	char number[24];

	snprintf(number, sizeof(number), "%lld", count);
	xmlNewProp(n, xml(name), xml(number));
}

void
tree_set_day(struct tree *t, xmlNode *n, const char *name, struct date d)
{
	char iso[DATE_TEXT];

	tree_set(t, n, name, date_print(d, iso));
	tree_set(t, n, arena_printf(t->a, "%s-text", name),
	    words_day(t->a, t->language, d));
}

void
tree_set_moment(struct tree *t, xmlNode *n, const char *name, struct instant at)
{
	char iso[INSTANT_TEXT];

	if (at.sec == 0)
		return;
	tree_set(t, n, name, instant_print(at, iso));
	tree_set(t, n, arena_printf(t->a, "%s-text", name),
	    words_moment(t->a, t->language, at));
	tree_set(t, n, arena_printf(t->a, "%s-full", name),
	    words_moment_full(t->a, t->language, at));
	tree_set(t, n, arena_printf(t->a, "%s-near", name),
	    words_moment_near(t->a, t->language, at, t->day));
	tree_set(t, n, arena_printf(t->a, "%s-day", name),
	    words_day(t->a, t->language, date_of(at)));
}

static const char *
role_name(enum roster_role role)
{
	switch (role) {
	case ROLE_ADVISER:
		return "adviser";
	case ROLE_COORDINATOR:
		return "coordinator";
	case ROLE_LEADER:
		return "leader";
	}
	return "";
}

void
tree_reader(struct tree *t, xmlNode *root, const struct colleague *recipient,
    const struct colleague *stands_in_for, const char *shadow_for)
{
	xmlNode *n = tree_add(root, "reader");

	tree_set(t, n, "name", recipient->name);
	tree_set(t, n, "role", role_name(recipient->role));
	if (stands_in_for)
		tree_set(t, n, "stands-in-for", stands_in_for->name);
	tree_set(t, n, "shadow-for", shadow_for);
}

/* RFC 3986: all but the unreserved characters; "@" stays as it is. */
static void
add_encoded(struct text *out, const char *s)
{
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || strchr("-._~@", c))
			text_add_char(out, *s);
		else
			text_addf(out, "%%%02X", c);
	}
}

static const char *
permit_of(struct tree *t, enum command_kind kind, int64_t number)
{
	const struct permit permit = { .is_any = kind == COMMAND_HELP,
		.kind = kind,
		.number = number,
		.recipient = t->reply.recipient,
		.expires = t->reply.expires };

	return t->reply.key ? permit_make(t->a, &permit, t->reply.key) : NULL;
}

void
tree_link(struct tree *t, xmlNode *parent, const char *what,
    enum command_kind kind, int64_t number)
{
	tree_link_as(t, parent, what, kind, number,
	    command_link(t->a, kind, number, t->language == LANGUAGE_EN));
}

void
tree_link_as(struct tree *t, xmlNode *parent, const char *what,
    enum command_kind kind, int64_t number, const char *command)
{
	const char *permit = permit_of(t, kind, number);
	SCOPED(text_done) struct text href = { 0 };
	const char *subject = command;
	xmlNode *n;

	if (!t->reply.address || !*t->reply.address)
		return;
	n = tree_add(parent, "link");
	tree_set(t, n, "what", what);
	tree_set(t, n, "command", command);
	if (permit)
		subject = arena_printf(t->a, "%s [%s]", command, permit);
	if (strlen(subject) > SUBJECT_MAX)
		return;
	text_init(&href, 4 * SUBJECT_MAX);
	text_add(&href, "mailto:");
	add_encoded(&href, t->reply.address);
	text_add(&href, "?subject=");
	add_encoded(&href, subject);
	if (!href.is_cut)
		xmlNewProp(n, xml("href"), xml(href.data));
}

/* A further interim answer: more time is asked of whoever reads this, by a
 * link when the day that it names is still to come (users.md 4). */
static void
set_further(struct tree *t, xmlNode *n, const struct question *q)
{
	struct civil day;

	if (!q->further.is_asked)
		return;
	tree_set_moment(t, n, "further", q->further.at);
	if (!q->further.has_day)
		return;
	tree_set_day(t, n, "further-until", q->further.day);
	if (q->further.day.day < t->day.day)
		return;
	day = date_civil(q->further.day);
	tree_link_as(t, n, "uitstel", COMMAND_EXTEND, q->id,
	    arena_printf(t->a, "%lld %s %d-%d-%d", (long long)q->id,
	        t->language == LANGUAGE_EN ? "extend until" : "uitstel tot",
	        day.day, day.month, day.year));
}

/* What only the team may see (users.md 21). */
static void
set_content(struct tree *t, xmlNode *n, const struct card *card)
{
	const struct question *q = card->question;

	tree_set(t, n, "asker", card->asker);
	tree_set(t, n, "subject", card->subject);
	tree_set(t, n, "folder", card->folder);
	tree_set(t, n, "topic-why", card->topic_why);
	tree_set(t, n, "assignee", card->assignee);
	tree_set_flag(n, "off-roster", q->assignee_person != 0);
	tree_set(t, n, "probably", q->probably);
	tree_set_flag(n, "doubtful", q->is_doubtful);
	tree_set_moment(t, n, "answered", card->answered_at);
	tree_set(t, n, "answered-by", card->answered_by);
	tree_set(t, n, "answered-subject", card->answered_subject);
	tree_link(t, n, "klaar", COMMAND_DONE, q->id);
	if (q->is_doubtful)
		tree_link(t, n, "geen-vraag", COMMAND_NO_QUESTION, q->id);
	set_further(t, n, q);
}

static void
set_stretch(struct tree *t, xmlNode *n, const struct question *q)
{
	const struct stretch *last;

	if (q->n_stretches == 0)
		return;
	last = &q->stretches[q->n_stretches - 1];
	tree_set_flag(n, "promised", last->is_promised);
	if (last->is_reopening)
		tree_set_moment(t, n, "reopened", last->start);
}

static void
add_card(struct tree *t, xmlNode *section, const struct card *card)
{
	const struct question *q = card->question;
	xmlNode *n = tree_add(section, "card");

	tree_set_count(n, "id", q->id);
	tree_set(t, n, "organisation", card->organisation);
	tree_set(t, n, "topic", card->topic);
	tree_set(t, n, "term", q->term);
	tree_set(t, n, "norm", words_term(t->a, t->language, card->norm));
	tree_set_moment(t, n, "received", q->received);
	tree_set_moment(t, n, "assigned", q->assigned_at);
	tree_set_flag(n, "has-assignee", card->assignee && *card->assignee);
	if (q->has_deadline)
		tree_set_day(t, n, "due", q->deadline);
	if (card->days_late > 0) {
		tree_set_count(n, "days-late", card->days_late);
		tree_set(t, n, "late-text",
		    words_workdays(t->a, t->language, card->days_late));
	}
	set_stretch(t, n, q);
	if (!t->hides_content)
		set_content(t, n, card);
}

void
tree_cards(
    struct tree *t, xmlNode *root, const char *name, const struct cards *cards)
{
	xmlNode *section = tree_add(root, name);
	size_t i;

	tree_set_count(section, "n", (long long)cards->n);
	for (i = 0; i < cards->n && i < t->limit; i++)
		add_card(t, section, &cards->at[i]);
	if (cards->n > t->limit)
		tree_set_count(
		    section, "more", (long long)(cards->n - t->limit));
}

static void
add_mails(struct tree *t, xmlNode *parent, const char *name, size_t n,
    const struct other_mail *mails)
{
	xmlNode *list = tree_add(parent, name);
	size_t i;

	tree_set_count(list, "n", (long long)n);
	if (n > t->limit)
		tree_set_count(list, "more", (long long)(n - t->limit));
	for (i = 0; i < n && i < t->limit; i++) {
		const struct other_mail *m = &mails[i];
		xmlNode *mail = tree_add(list, "mail");

		tree_set(t, mail, "sender", m->sender);
		tree_set(t, mail, "organisation", m->organisation);
		tree_set(t, mail, "subject", m->subject);
		tree_set_moment(t, mail, "received", m->received);
		if (m->message == 0)
			continue;
		tree_set(t, mail, "reference",
		    arena_printf(t->a, "b%lld", (long long)m->message));
		tree_link(
		    t, mail, "toch-een-vraag", COMMAND_A_QUESTION, m->message);
	}
}

static void
add_kinds(xmlNode *parent, const struct intake *in)
{
	const struct {
		const char *name;
		size_t n;
	} rows[] = {
		{ "newsletter", in->newsletters },
		{ "auto-reply", in->auto_replies },
		{ "invitation", in->invitations },
		{ "bounce", in->bounces },
		{ "receipt", in->receipts },
		{ "spam", in->spam },
	};
	xmlNode *kinds = tree_add(parent, "automatic");
	size_t i, total = 0;

	for (i = 0; i < LENGTH(rows); i++) {
		xmlNode *kind;

		total += rows[i].n;
		if (rows[i].n == 0)
			continue;
		kind = xmlNewChild(kinds, NULL, xml("kind"), NULL);
		xmlNewProp(kind, xml("name"), xml(rows[i].name));
		tree_set_count(kind, "n", (long long)rows[i].n);
	}
	tree_set_count(kinds, "n", (long long)total);
}

void
tree_intake(struct tree *t, xmlNode *root, const struct intake *in)
{
	xmlNode *n = tree_add(root, "intake");

	tree_set_moment(t, n, "since", in->since);
	tree_set_moment(t, n, "until", in->until);
	if (in->since.sec != 0)
		tree_set(t, n, "since-weekday",
		    t->day.day - date_of(in->since).day < 7
		        ? words_weekday(t->a, t->language, date_of(in->since))
		        : words_day(t->a, t->language, date_of(in->since)));
	tree_set(t, n, "since-time", words_time(t->a, in->since));
	tree_set_count(n, "messages", (long long)in->messages);
	tree_set_count(n, "new", (long long)in->new_questions);
	tree_set_count(n, "known", (long long)in->with_known);
	tree_set_count(n, "none", (long long)in->no_question);
	tree_set_count(n, "aside", (long long)in->set_aside);
	tree_set_count(n, "ours", (long long)in->ours);
	if (!t->hides_content) {
		add_mails(t, n, "humans", in->n_human_others, in->human_others);
		add_mails(t, n, "junk", in->n_junk, in->junk);
	} else {
		tree_set_count(
		    tree_add(n, "humans"), "n", (long long)in->n_human_others);
	}
	add_kinds(n, in);
}
