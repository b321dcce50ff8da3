/*
 * The trees of the digest, of alert and reminder, and of the operator's
 * warning: which facts stand where, for which reader.
 */

#include <libxml/tree.h>

#include "base/arena.h"
#include "notice/tree.h"

static bool
holds(const struct cards *cards, int64_t id)
{
	size_t i;

	for (i = 0; i < cards->n; i++)
		if (cards->at[i].question->id == id)
			return true;
	return false;
}

/* New questions that already stand in a section by their day are only named
 * there; brief="yes" says so. */
static void
mark_brief(xmlNode *fresh, const struct digest_view *v)
{
	const struct cards *dated[] = { &v->late, &v->today, &v->week,
		&v->later };
	xmlNode *n = fresh->children;
	size_t i, k;

	for (i = 0; n; i++, n = n->next)
		for (k = 0; k < LENGTH(dated); k++)
			if (holds(dated[k], v->fresh.at[i].question->id)) {
				tree_set_flag(n, "brief", true);
				break;
			}
}

static void
add_open(struct tree *t, xmlNode *root, const struct digest_view *v)
{
	xmlNode *open = tree_add(root, "open");
	size_t i, sum = 0;

	tree_set_count(open, "n", (long long)v->n_open);
	for (i = 0; i < v->n_teams; i++) {
		xmlNode *team;

		sum += v->teams[i].n_open;
		if (v->teams[i].n_open == 0)
			continue;
		team = tree_add(open, "team");
		tree_set(t, team, "name", v->teams[i].team->short_name);
		tree_set_count(team, "n", (long long)v->teams[i].n_open);
	}
	if (sum > v->n_open)
		tree_set_count(open, "shared", (long long)(sum - v->n_open));
}

static void
add_mailbox(struct tree *t, xmlNode *parent, const struct mailbox_view *m)
{
	xmlNode *n = tree_add(parent, "mailbox");

	tree_set(t, n, "name", m->name);
	tree_set_flag(n, "well", m->is_well);
	tree_set_moment(t, n, "read-until", m->read_until);
	if (!m->is_well)
		tree_set(t, n, "trouble", m->trouble);
	tree_set_moment(t, n, "gap-from", m->gap_from);
	tree_set_moment(t, n, "gap-until", m->gap_until);
	if (m->expires)
		tree_set_day(t, n, "expires", m->expires_on);
}

static void
add_mailboxes(struct tree *t, xmlNode *root, const struct digest_view *v)
{
	xmlNode *boxes = tree_add(root, "mailboxes");
	struct instant read_until = { 0 };
	size_t i, n_ill = 0;

	for (i = 0; i < v->n_mailboxes; i++) {
		const struct mailbox_view *m = &v->mailboxes[i];

		add_mailbox(t, boxes, m);
		if (!m->is_well)
			n_ill++;
		else if (read_until.sec == 0 ||
		    m->read_until.sec < read_until.sec)
			read_until = m->read_until;
	}
	for (i = 0; i < v->n_gaps; i++) {
		xmlNode *gap = tree_add(boxes, "gap");

		tree_set(t, gap, "name", v->gaps[i].mailbox);
		tree_set_moment(t, gap, "from", v->gaps[i].from);
		tree_set_moment(t, gap, "until", v->gaps[i].until);
	}
	tree_set_count(boxes, "n", (long long)v->n_mailboxes);
	tree_set_count(boxes, "ill", (long long)n_ill);
	tree_set_moment(t, boxes, "read-until", read_until);
}

static void
add_done(struct tree *t, xmlNode *root, const struct digest_view *v)
{
	xmlNode *list = tree_add(root, "carried-out");
	size_t i;

	tree_set_count(list, "n", (long long)v->n_done);
	if (v->n_done > t->limit)
		tree_set_count(list, "more", (long long)(v->n_done - t->limit));
	for (i = 0; i < v->n_done && i < t->limit; i++) {
		const struct done_line *d = &v->done[i];
		xmlNode *n = tree_add(list, "act");

		if (d->question != 0)
			tree_set_count(n, "id", d->question);
		tree_set(t, n, "what", d->what);
		tree_set_moment(t, n, "at", d->at);
		tree_set_flag(n, "by-reader", !d->by);
		tree_set(t, n, "by", d->by);
		tree_set(t, n, "detail", d->detail);
		if (d->has_from)
			tree_set_day(t, n, "from", d->from);
		if (d->has_day)
			tree_set_day(t, n, "on", d->day);
		if (d->event != 0)
			tree_link(t, n, "ongedaan", COMMAND_UNDO, d->event);
	}
}

static void
add_refused(struct tree *t, xmlNode *root, const struct digest_view *v)
{
	xmlNode *list = tree_add(root, "refused");
	size_t i;

	tree_set_count(list, "n", (long long)v->n_refused);
	if (v->n_refused > t->limit)
		tree_set_count(
		    list, "more", (long long)(v->n_refused - t->limit));
	for (i = 0; i < v->n_refused && i < t->limit; i++) {
		xmlNode *n = tree_add(list, "notice");

		tree_set(t, n, "to", v->refused[i].to);
		tree_set_moment(t, n, "at", v->refused[i].at);
		tree_set(t, n, "reason", v->refused[i].reason);
	}
}

static void
add_told(struct tree *t, xmlNode *root, const struct digest_view *v)
{
	xmlNode *list = tree_add(root, "told");
	size_t i;

	tree_set_count(list, "n", (long long)v->n_told);
	if (v->n_told > t->limit)
		tree_set_count(list, "more", (long long)(v->n_told - t->limit));
	for (i = 0; i < v->n_told && i < t->limit; i++) {
		xmlNode *n = tree_add(list, "mail-to-us");

		tree_set(t, n, "sender", v->told[i].sender);
		tree_set(t, n, "address", v->told[i].address);
		tree_set(t, n, "subject", v->told[i].subject);
		tree_set_moment(t, n, "at", v->told[i].at);
		tree_set(t, n, "why", v->told[i].why);
	}
}

xmlDoc *
tree_digest(
    struct arena *a, enum language l, size_t limit, const struct digest_view *v)
{
	struct tree t = { .a = a,
		.language = l,
		.limit = limit,
		.day = v->day,
		.reply = v->reply };
	xmlNode *root = tree_root(&t, "digest");

	tree_reader(&t, root, v->recipient, v->stands_in_for, v->shadow_for);
	add_open(&t, root, v);
	tree_cards(&t, root, "late", &v->late);
	tree_cards(&t, root, "today", &v->today);
	tree_cards(&t, root, "week", &v->week);
	tree_cards(&t, root, "later", &v->later);
	tree_cards(&t, root, "fresh", &v->fresh);
	mark_brief(xmlGetLastChild(root), v);
	tree_cards(&t, root, "interim", &v->interim);
	tree_cards(&t, root, "look", &v->look);
	tree_set_count(tree_add(root, "waiting"), "n", (long long)v->n_waiting);
	tree_intake(&t, root, &v->intake);
	add_mailboxes(&t, root, v);
	if (v->post_expires)
		tree_set_day(
		    &t, tree_add(root, "post"), "expires", v->post_expires_on);
	add_done(&t, root, v);
	tree_set_count(
	    tree_add(root, "uncertain"), "n", (long long)v->n_uncertain);
	if (v->calendar_ends)
		tree_set_day(
		    &t, tree_add(root, "calendar"), "until", v->calendar_until);
	add_refused(&t, root, v);
	add_told(&t, root, v);
	if (v->held) {
		xmlNode *held = tree_add(root, "held");

		tree_set(&t, held, "why", v->held);
		tree_set_count(held, "n", (long long)v->n_held);
	}
	tree_link(&t, root, "help", COMMAND_HELP, 0);
	tree_link(&t, root, "overzicht", COMMAND_OVERVIEW, 0);
	return t.doc;
}

/* One day that all cards share, so that the subject line can name it. */
static void
set_shared_due(struct tree *t, xmlNode *section, const struct cards *cards)
{
	size_t i;

	for (i = 0; i < cards->n; i++)
		if (!cards->at[i].question->has_deadline ||
		    cards->at[i].question->deadline.day !=
		        cards->at[0].question->deadline.day)
			return;
	if (cards->n > 0)
		tree_set_day(
		    t, section, "due", cards->at[0].question->deadline);
}

/* How many of them nobody has. */
static void
set_unassigned(xmlNode *section, const struct cards *cards)
{
	long long n = 0;
	size_t i;

	for (i = 0; i < cards->n; i++)
		n += !cards->at[i].assignee || !*cards->at[i].assignee;
	tree_set_count(section, "unassigned", n);
}

xmlDoc *
tree_alert(
    struct arena *a, enum language l, size_t limit, const struct alert_view *v)
{
	struct tree t = { .a = a,
		.language = l,
		.limit = limit,
		.day = v->day,
		.reply = v->reply,
		.hides_content =
		    v->is_escalation || v->recipient->role == ROLE_LEADER };
	xmlNode *root = tree_root(&t, "alert");
	const struct {
		const char *name;
		const struct cards *cards;
	} sections[] = { { "late", &v->late }, { "today", &v->today },
		{ "tomorrow", &v->tomorrow }, { "ahead", &v->ahead } };
	size_t i;

	tree_reader(&t, root, v->recipient, v->stands_in_for, v->shadow_for);
	tree_set_count(root, "n",
	    (long long)(v->late.n + v->today.n + v->tomorrow.n + v->ahead.n));
	for (i = 0; i < LENGTH(sections); i++) {
		tree_cards(&t, root, sections[i].name, sections[i].cards);
		set_shared_due(&t, xmlGetLastChild(root), sections[i].cards);
		set_unassigned(xmlGetLastChild(root), sections[i].cards);
	}
	if (v->late.n > 0 && v->next_alert.day > v->day.day)
		tree_set_day(&t, root, "next", v->next_alert);
	tree_set_moment(&t, root, "read-until", v->read_until);
	tree_set_flag(root, "escalation", v->is_escalation);
	if (!t.hides_content)
		tree_link(&t, root, "help", COMMAND_HELP, 0);
	return t.doc;
}

/* By what it was recognised may be words of the mail: a leader does not see
 * them (users.md 21). */
static void
add_sign(struct tree *t, xmlNode *parent, const struct sign *sign)
{
	xmlNode *n = tree_add(parent, "sign");

	tree_set(t, n, "name", sign->name);
	if (!t->hides_content)
		tree_set(t, n, "why", sign->why);
	if (!sign->term.length)
		return;
	tree_set(t, n, "term", words_term(t->a, t->language, sign->term));
	if (sign->end.sec)
		tree_set_moment(t, n, "end", sign->end);
	else
		tree_set_day(t, n, "until", sign->until);
}

xmlDoc *
tree_signal(
    struct arena *a, enum language l, size_t limit, const struct signal_view *v)
{
	struct tree t = { .a = a,
		.language = l,
		.limit = limit,
		.day = v->day,
		.reply = v->reply,
		.hides_content = v->recipient->role == ROLE_LEADER };
	xmlNode *root = tree_root(&t, "signal");
	size_t i;

	tree_reader(&t, root, v->recipient, v->stands_in_for, v->shadow_for);
	for (i = 0; i < v->n_signs; i++)
		add_sign(&t, root, &v->signs[i]);
	tree_set_flag(root, "binding", v->is_binding);
	tree_cards(&t, root, "question", &v->card);
	return t.doc;
}

xmlDoc *
tree_operator(struct arena *a, enum language l, size_t limit,
    const struct operator_view *v)
{
	struct tree t = { .a = a,
		.language = l,
		.limit = limit,
		.day = date_of(v->mailbox.read_until) };
	xmlNode *root;

	root = tree_root(&t, "operator");
	tree_reader(&t, root, v->recipient, NULL, v->shadow_for);
	tree_set_flag(root, "all-clear", v->is_all_clear);
	tree_set_moment(&t, root, "since", v->since);
	add_mailbox(&t, root, &v->mailbox);
	return t.doc;
}
