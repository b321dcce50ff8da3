/*
 * The tree of what Postwacht answers to a mail of commands.
 */

#include <libxml/tree.h>

#include "base/err.h"
#include "notice/tree.h"

static const char *const kinds[] = {
	[ANSWER_HELP] = "help",
	[ANSWER_UNCLEAR] = "unclear",
	[ANSWER_WHY] = "why",
	[ANSWER_OVERVIEW] = "overview",
	[ANSWER_RULES] = "rules",
	[ANSWER_FAULTY] = "faulty",
};

static void
add_sentences(struct tree *t, xmlNode *root, const char *name, size_t n,
    const char *const *sentences)
{
	size_t i;

	for (i = 0; i < n; i++)
		tree_set_sentence(
		    t, tree_add(root, name), "text", sentences[i]);
}

xmlDoc *
tree_answer(
    struct arena *a, enum language l, size_t limit, const struct answer_view *v)
{
	struct tree t = { .a = a,
		.language = l,
		.limit = limit,
		.day = v->day,
		.hides_content = v->recipient->role == ROLE_LEADER,
		.reply = v->reply };
	xmlNode *root = tree_root(&t, "answer");
	size_t i;

	tree_set(&t, root, "kind", kinds[v->kind]);
	tree_reader(&t, root, v->recipient, NULL, v->shadow_for);
	if (v->line)
		tree_set(&t, tree_add(root, "line"), "text", v->line);
	if (v->says)
		tree_set(&t, tree_add(root, "says"), "text", v->says);
	for (i = 0; i < v->n_examples; i++)
		tree_set(&t, tree_add(root, "example"), "text", v->example[i]);
	tree_cards(&t, root, "open", &v->cards);
	/* Why a question stands so is told in words of the mail itself. */
	if (!t.hides_content)
		add_sentences(&t, root, "reason", v->n_reasons, v->reasons);
	tree_set_flag(root, "table", v->n_files > 0);
	add_sentences(&t, root, "count", v->n_counts, v->counts);
	add_sentences(&t, root, "remark", v->n_remarks, v->remarks);
	if (v->kind == ANSWER_RULES || v->kind == ANSWER_FAULTY)
		tree_set_count(root, "changed", (long long)v->n_changed);
	if (v->n_changed > v->n_reasons)
		tree_set_count(
		    root, "more", (long long)(v->n_changed - v->n_reasons));
	tree_link(&t, root, "help", COMMAND_HELP, 0);
	return t.doc;
}
