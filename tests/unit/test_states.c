/*
 * The state diagram and the table in docs/ are what the code does: both are
 * made here from triage/move and triage/question, and compared with what lies
 * there. `make states` writes them anew.
 */

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/text.h"
#include "tests/unit/unit.h"
#include "triage/move.h"

#define PAGE    "docs/states.md"
#define DRAWING "docs/pictures/states.svg"
#define BEGIN   "<!-- made by make states -->\n"
#define END     "<!-- end -->\n"

#define PAGE_MAX    (1 << 20)
#define DRAWING_MAX (1 << 20)

static const enum question_state states[] = { STATE_OPEN, STATE_WAITING,
	STATE_HANDLED };

/* What people and time do, beside the messages. */
static const struct {
	enum event_kind event;
	const char *label;
} acts[] = {
	{ EVENT_ANSWERED, "answered, reported by hand" },
	{ EVENT_CLOSED, "closed by hand" },
	{ EVENT_REOPENED, "reopened by hand" },
	{ EVENT_WAITING, "paused by hand" },
	{ EVENT_RESUMED, "resumed by hand" },
};

static enum stand
stand_after(enum stand stand, const struct outcome *o)
{
	if (stand == STAND_NONE)
		return STAND_OPEN;
	return stand_of(question_next(states[stand - STAND_OPEN], o->kind));
}

static void
add_label(struct text *t, const char *label)
{
	text_addf(t, "%s%s", t->len ? "\\n" : "", label);
}

/* Every way from one stand to another: messages, then acts. */
static void
add_edge(struct text *out, enum stand from, enum stand to)
{
	SCOPED(text_done) struct text labels = { 0 };
	size_t i;

	text_init(&labels, 4096);
	for (i = 0; i < MOVES; i++) {
		struct outcome o = move_outcome((enum move)i, from);
		bool is_new = from == STAND_HANDLED && o.kind == EVENT_OPENED;

		if (o.is_event && !is_new && stand_after(from, &o) == to &&
		    (from != to || o.kind != EVENT_NOTED))
			add_label(&labels, move_name((enum move)i));
	}
	for (i = 0; from != STAND_NONE && i < LENGTH(acts); i++) {
		enum stand next = stand_of(
		    question_next(states[from - STAND_OPEN], acts[i].event));

		if (next != from && next == to)
			add_label(&labels, acts[i].label);
	}
	if (from == STAND_WAITING && to == STAND_HANDLED)
		add_label(&labels, "nothing heard for 20 working days");
	if (labels.len > 0)
		text_addf(out, "\t%s -> %s [label=\"%s\"];\n", stand_name(from),
		    stand_name(to), labels.data);
}

/* What opens a question beside the one that is handled. */
static void
add_new_question(struct text *out)
{
	SCOPED(text_done) struct text labels = { 0 };
	size_t i;

	text_init(&labels, 4096);
	for (i = 0; i < MOVES; i++) {
		if (move_outcome((enum move)i, STAND_HANDLED).kind ==
		    EVENT_OPENED)
			add_label(&labels, move_name((enum move)i));
	}
	text_addf(out,
	    "\tnew [label=\"a new question,\\nlinked\", shape=plaintext];\n"
	    "\thandled -> new [style=dashed, label=\"%s\"];\n",
	    labels.data);
}

static void
draw(struct text *out)
{
	int from, to;

	text_add(out,
	    "digraph states {\n\trankdir=LR;\n\tnode [shape=box, "
	    "style=rounded, fontname=\"sans-serif\"];\n\tedge "
	    "[fontname=\"sans-serif\", fontsize=10];\n\tnone [label=\"no "
	    "question\", shape=plaintext];\n\topen [label=\"open\"];\n\t"
	    "waiting [label=\"waiting for the asker\"];\n\thandled "
	    "[label=\"handled\"];\n");
	for (from = 0; from < STANDS; from++) {
		for (to = 0; to < STANDS; to++)
			add_edge(out, (enum stand)from, (enum stand)to);
	}
	add_new_question(out);
	text_add(out, "}\n");
}

static void
tabulate(struct text *out)
{
	int move, stand;

	text_add(out, "| the message |");
	for (stand = 0; stand < STANDS; stand++)
		text_addf(out, " %s |", stand_name((enum stand)stand));
	text_add(out, "\n|---|---|---|---|---|\n");
	for (move = 0; move < MOVES; move++) {
		text_addf(out, "| %s |", move_name((enum move)move));
		for (stand = 0; stand < STANDS; stand++) {
			struct outcome o =
			    move_outcome((enum move)move, (enum stand)stand);

			if (o.is_event)
				text_addf(out, " %s%s%s |",
				    event_kind_name(o.kind),
				    *o.value ? ": " : "", o.value);
			else
				text_add(out, " - |");
		}
		text_add_char(out, '\n');
	}
}

/* A name for the drawing that changes with what it draws: graphviz puts it
 * into the picture. */
static void
name_of(const struct text *dot, char out[DIGEST_TEXT])
{
	unsigned char digest[DIGEST_BYTES];

	digest_sha256(dot->data, dot->len, digest);
	digest_hex(digest, sizeof(digest), out);
}

static void
read_file(const char *path, struct text *out)
{
	char buffer[4096];
	FILE *f = fopen(path, "r");
	size_t n;

	if (!f)
		fail_msg("cannot open %s: run make states", path);
	while ((n = fread(buffer, 1, sizeof(buffer), f)) > 0)
		text_add_n(out, buffer, n);
	(void)fclose(f);
}

static void
test_the_table_in_the_documentation_is_the_one_in_the_code(void **state)
{
	SCOPED(text_done) struct text page, table;
	const char *begin, *end;

	(void)state;
	text_init(&page, PAGE_MAX);
	text_init(&table, PAGE_MAX);
	read_file(PAGE, &page);
	text_add(&table, BEGIN "\n");
	tabulate(&table);
	text_add(&table, "\n");
	begin = strstr(page.data, BEGIN);
	end = begin ? strstr(begin, END) : NULL;
	if (!end || (size_t)(end - begin) != table.len ||
	    strncmp(begin, table.data, table.len) != 0)
		fail_msg(PAGE " differs from the code: run make states");
}

static void
test_the_drawing_is_of_the_table_in_the_code(void **state)
{
	SCOPED(text_done) struct text picture, dot;
	char name[DIGEST_TEXT];

	(void)state;
	text_init(&picture, DRAWING_MAX);
	text_init(&dot, DRAWING_MAX);
	draw(&dot);
	name_of(&dot, name);
	read_file(DRAWING, &picture);
	if (!strstr(picture.data, name))
		fail_msg(DRAWING " differs from the code: run make states");
}

/* Nothing but a message of the asker's side, and no machine, opens anything;
 * nothing that is only noted changes a state. */
static void
test_what_is_noted_changes_no_state(void **state)
{
	size_t i, k;

	(void)state;
	for (i = 0; i < MOVES; i++) {
		for (k = 0; k < STANDS; k++) {
			struct outcome o =
			    move_outcome((enum move)i, (enum stand)k);

			if (!o.is_event || k == STAND_NONE)
				continue;
			if (o.kind == EVENT_NOTED || o.kind == EVENT_THANKED ||
			    o.kind == EVENT_CONSULTED ||
			    o.kind == EVENT_ASSIGNED || o.kind == EVENT_INTERIM)
				assert_int_equal(
				    question_next(
				        states[k - STAND_OPEN], o.kind),
				    states[k - STAND_OPEN]);
		}
	}
	assert_false(move_outcome(MOVE_AUTOMATIC, STAND_NONE).is_event);
	assert_false(move_outcome(MOVE_FORGES, STAND_NONE).is_event);
	assert_false(move_outcome(MOVE_ANSWERS, STAND_NONE).is_event);
}

/* For make states. */
static int
print(const char *what)
{
	SCOPED(text_done) struct text t = { 0 };
	char name[DIGEST_TEXT];

	text_init(&t, PAGE_MAX);
	if (strcmp(what, "table") == 0)
		tabulate(&t);
	else
		draw(&t);
	if (strcmp(what, "name") == 0) {
		name_of(&t, name);
		puts(name);
	} else
		fputs(t.data, stdout);
	return EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_the_table_in_the_documentation_is_the_one_in_the_code),
		cmocka_unit_test(test_the_drawing_is_of_the_table_in_the_code),
		cmocka_unit_test(test_what_is_noted_changes_no_state),
	};

	return argc > 1 ? print(argv[1]) : unit_run(tests);
}
