#ifndef POSTWACHT_TREE_H
#define POSTWACHT_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "notice/view.h"
#include "notice/words.h"
#include "triage/command.h"

struct _xmlDoc;
struct _xmlNode;
struct arena;

/*
 * A view as an XML tree of facts, for the templates (docs: rules/templates).
 * Strings of strangers are made plain; days and moments stand in ISO form and
 * in ready words beside it: due="2026-11-26" due-text="do 26 november".
 */
struct tree {
	struct arena *a;
	enum language language;
	size_t limit;       /* cards and mails shown in one section; the rest is
	                 counted in its attribute "more" */
	struct date day;    /* of the notice: moments are worded from it */
	struct reply reply; /* where links go */
	bool hides_content; /* the reader is a project leader: no names, no
	                         subjects (users.md 21) */
	struct _xmlDoc *doc;
};

/* Each gives a document that the caller frees. */
struct _xmlDoc *tree_digest(
    struct arena *a, enum language l, size_t limit, const struct digest_view *);
struct _xmlDoc *tree_alert(
    struct arena *a, enum language l, size_t limit, const struct alert_view *);
struct _xmlDoc *tree_signal(struct arena *a, enum language l, size_t limit,
    const struct signal_view *v);
struct _xmlDoc *tree_weekly(
    struct arena *a, enum language l, size_t limit, const struct weekly_view *);
struct _xmlDoc *tree_answer(
    struct arena *a, enum language l, size_t limit, const struct answer_view *);
struct _xmlDoc *tree_operator(struct arena *a, enum language l, size_t limit,
    const struct operator_view *);

struct report_view;
struct _xmlDoc *tree_report(
    struct arena *a, enum language l, size_t limit, const struct report_view *);

struct page_view;
struct _xmlDoc *tree_page(
    struct arena *a, enum language l, const struct page_view *);

/* Starts the tree: its root element, with lang. */
struct _xmlNode *tree_root(struct tree *t, const char *name);

struct _xmlNode *tree_add(struct _xmlNode *parent, const char *name);

/* Sets an attribute; a stranger's text goes through plain_line. An empty
 * string or zero instant sets nothing. */
void tree_set(
    struct tree *t, struct _xmlNode *n, const char *name, const char *value);
/* The same for a sentence of our own, which may be longer than a fact. */
void tree_set_sentence(
    struct tree *t, struct _xmlNode *n, const char *name, const char *value);
void tree_set_flag(struct _xmlNode *n, const char *name, bool is_set);
void tree_set_count(struct _xmlNode *n, const char *name, long long count);
void tree_set_day(
    struct tree *t, struct _xmlNode *n, const char *name, struct date d);
void tree_set_moment(
    struct tree *t, struct _xmlNode *n, const char *name, struct instant at);

/* Who reads it: name, role, for whom he stands in, shadow mode. */
void tree_reader(struct tree *t, struct _xmlNode *root,
    const struct colleague *recipient, const struct colleague *stands_in_for,
    const char *shadow_for);

/* A command as a link: <link what="klaar" command="139 klaar" href="..."/>, in
 * words of the tree's language; without an address there is none. Its permit is for that command of the
 * number (question, message, step) alone; COMMAND_HELP, "andere opdrachten",
 * is for any. */
void tree_link(struct tree *t, struct _xmlNode *parent, const char *what,
    enum command_kind kind, int64_t number);

/* The same in words of the caller's, for what no number says alone. */
void tree_link_as(struct tree *t, struct _xmlNode *parent, const char *what,
    enum command_kind kind, int64_t number, const char *command);

/* One section of cards. */
void tree_cards(struct tree *t, struct _xmlNode *root, const char *name,
    const struct cards *cards);

/* What came in and was no question, by kind. */
void tree_intake(
    struct tree *t, struct _xmlNode *root, const struct intake *intake);

#endif
