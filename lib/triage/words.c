/*
 * Finding many words at once (A.V. Aho, M.J. Corasick, CACM 18(6), 1975): a
 * trie of the words. States are numbered breadth first. Those near the root,
 * where a walk spends its time, have a row with a column for each byte that
 * occurs in some word and one for all others; the many others have their
 * children, which are few, and the state to fall back to. Knows letters and
 * borders; knows nothing of rules.
 */

#include "triage/words.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

#define BYTES 256
#define NONE  UINT32_MAX

/* States of so many letters have a row. With more the table no longer lies in
 * a processor's cache, and takes 200 bytes a state. */
#define ROW_DEPTH 3

/* Bytes that "*" stands for at most, on each side: a text of one endless word
 * would else cost the square of its length. */
#define REST_MAX 64

struct node {
	uint32_t child, sibling; /* trie; 0: none */
	uint32_t fail;           /* longest proper suffix that is a prefix */
	uint32_t report;         /* nearest suffix that ends a word, 0: none */
	uint32_t word;           /* first word that ends here, or NONE */
	uint32_t depth;
	uint32_t order; /* breadth-first number */
	unsigned char column;
};

struct word {
	uint32_t next; /* another word with the same letters, or NONE */
	uint32_t length;
	bool is_open_front, is_open_end;
	bool is_letter_front, is_letter_end;
};

/* A node where words end, once the automaton is closed. */
struct ending {
	uint32_t word; /* the first */
	uint32_t next; /* ending of the nearest suffix that ends a word, or 0 */
};

struct words {
	size_t n_nodes, nodes_room;
	struct node *nodes; /* until it is closed */
	size_t n_words, words_room;
	struct word *words;
	unsigned char column[BYTES]; /* 0: in no word */
	unsigned n_columns;
	uint32_t n_rows; /* the first states */
	uint32_t *next;  /* n_rows x n_columns: the next state */
	/* Of each state: its first child, behind which its others come, up to
	 * the first of the next state; the column that leads to it; where it
	 * falls back to; and the ending that is there, or 0. */
	uint32_t *child, *fall, *report;
	unsigned char *by;
	struct ending *endings; /* from 1 on */
};

static uint32_t
node_add(struct words *w, struct arena *a, uint32_t depth, unsigned char c)
{
	if (w->n_nodes == w->nodes_room) {
		size_t room = w->nodes_room ? 2 * w->nodes_room : 1024;

		w->nodes = arena_grow(
		    a, w->nodes, w->n_nodes, room, sizeof(*w->nodes));
		w->nodes_room = room;
	}
	w->nodes[w->n_nodes] =
	    (struct node){ .word = NONE, .depth = depth, .column = c };
	return (uint32_t)w->n_nodes++;
}

struct words *
words_new(struct arena *a)
{
	struct words *w = arena_alloc(a, sizeof(*w));

	w->n_columns = 1;
	node_add(w, a, 0, 0);
	return w;
}

/* The byte as the automaton sees it: the marks that join the parts of a
 * Dutch compound are one. */
static unsigned char
plain(char c)
{
	return c == '-' || c == '_' ? ' ' : (unsigned char)c;
}

int
words_is_letter(const char *s, size_t n, size_t i)
{
	const unsigned char *u = (const unsigned char *)s;
	unsigned char c, d;

	if (i >= n)
		return 0;
	c = u[i];
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		    (c >= 'A' && c <= 'Z');
	d = i + 1 < n ? u[i + 1] : 0;
	if (c == 0xC2) /* U+0080..U+00BF: signs */
		return 0;
	if (c == 0xE2) /* U+2000..U+2BFF: punctuation, currency, arrows */
		return d > 0xAF;
	if (c == 0xEF && d == 0xBF) /* U+FFC0..U+FFFF: U+FFFD among them */
		return 0;
	return c != 0xF0 || d != 0x9F; /* U+1F000..: pictures */
}

/* Whether the character that ends before s[i] belongs to a word. */
static int
is_letter_before(const char *s, size_t n, size_t i)
{
	size_t k = i;

	if (i == 0)
		return 0;
	do
		k--;
	while (k > 0 && i - k < 4 && ((unsigned char)s[k] & 0xC0) == 0x80);
	return words_is_letter(s, n, k);
}

static uint32_t
child_of(const struct words *w, uint32_t node, unsigned char column)
{
	uint32_t c;

	for (c = w->nodes[node].child; c; c = w->nodes[c].sibling) {
		if (w->nodes[c].column == column)
			return c;
	}
	return 0;
}

static uint32_t
spell(struct words *w, struct arena *a, const char *s, size_t n)
{
	uint32_t node = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		unsigned char byte = plain(s[i]);
		uint32_t c;

		if (!w->column[byte])
			w->column[byte] = (unsigned char)w->n_columns++;
		c = child_of(w, node, w->column[byte]);
		if (!c) {
			c = node_add(
			    w, a, w->nodes[node].depth + 1, w->column[byte]);
			w->nodes[c].sibling = w->nodes[node].child;
			w->nodes[node].child = c;
		}
		node = c;
	}
	return node;
}

/* The same letters with the same open ends are the same word. */
static uint32_t
word_at(struct words *w, struct arena *a, uint32_t node, const struct word *new)
{
	uint32_t i;

	for (i = w->nodes[node].word; i != NONE; i = w->words[i].next) {
		if (w->words[i].is_open_front == new->is_open_front &&
		    w->words[i].is_open_end == new->is_open_end)
			return i;
	}
	if (w->n_words == w->words_room) {
		size_t room = w->words_room ? 2 * w->words_room : 256;

		w->words = arena_grow(
		    a, w->words, w->n_words, room, sizeof(*w->words));
		w->words_room = room;
	}
	w->words[w->n_words] = *new;
	w->words[w->n_words].next = w->nodes[node].word;
	w->nodes[node].word = (uint32_t)w->n_words;
	return (uint32_t)w->n_words++;
}

static int
refuse(enum fault_kind *why, enum fault_kind kind)
{
	*why = kind;
	return -1;
}

int
words_add(struct words *w, struct arena *a, const char *word, size_t *number,
    enum fault_kind *why)
{
	struct word new = { .next = NONE };
	size_t n = strlen(word);

	if (n > 0 && word[0] == '*') {
		new.is_open_front = true;
		word++;
		n--;
	}
	if (n > 0 && word[n - 1] == '*') {
		new.is_open_end = true;
		n--;
	}
	if (n == 0)
		return refuse(why, FAULT_WORD_EMPTY);
	if (n > WORDS_LENGTH_MAX)
		return refuse(why, FAULT_WORD_LONG);
	if (memchr(word, '*', n))
		return refuse(why, FAULT_WORD_STAR);
	if (w->n_nodes + n > WORDS_STATES_MAX)
		return refuse(why, FAULT_TOO_MANY_WORDS);
	new.length = (uint32_t)n;
	new.is_letter_front = words_is_letter(word, n, 0);
	new.is_letter_end = is_letter_before(word, n, n);
	*number = word_at(w, a, spell(w, a, word, n), &new);
	return 0;
}

/* The state after `node` on a column, for nodes whose fail is known. */
static uint32_t
step_slow(const struct words *w, uint32_t node, unsigned char column)
{
	for (;;) {
		uint32_t c = child_of(w, node, column);

		if (c || node == 0)
			return c;
		node = w->nodes[node].fail;
	}
}

/* Suffix links and numbers in breadth-first order; `queue` gets the nodes. */
static void
link_suffixes(struct words *w, uint32_t *queue)
{
	size_t head = 0, tail = 1;

	queue[0] = 0;
	while (head < tail) {
		uint32_t at = queue[head], c;
		struct node *node = &w->nodes[at];

		node->order = (uint32_t)head++;
		for (c = node->child; c; c = w->nodes[c].sibling) {
			struct node *child = &w->nodes[c];

			child->fail = at == 0
			    ? 0
			    : step_slow(w, node->fail, child->column);
			child->report = w->nodes[child->fail].word != NONE
			    ? child->fail
			    : w->nodes[child->fail].report;
			queue[tail++] = c;
		}
	}
}

/* One row of the table: the row of the suffix, with the children put in. */
static void
fill_row(struct words *w, uint32_t at)
{
	const struct node *node = &w->nodes[at];
	uint32_t *row = w->next + (size_t)node->order * w->n_columns, c;

	if (at != 0)
		memcpy(row,
		    w->next + (size_t)w->nodes[node->fail].order * w->n_columns,
		    w->n_columns * sizeof(*row));
	for (c = node->child; c; c = w->nodes[c].sibling) {
		row[w->nodes[c].column] = w->nodes[c].order;
	}
}

/* What the states without a row need: in the order of their numbers. */
static void
keep_links(struct words *w, struct arena *a, const uint32_t *queue)
{
	uint32_t next = 1, c;
	size_t i;

	w->child = arena_array(a, w->n_nodes + 1, sizeof(*w->child));
	w->fall = arena_array(a, w->n_nodes, sizeof(*w->fall));
	w->by = arena_array(a, w->n_nodes, sizeof(*w->by));
	for (i = 0; i < w->n_nodes; i++) {
		const struct node *node = &w->nodes[queue[i]];

		w->fall[i] = w->nodes[node->fail].order;
		w->by[i] = node->column;
		w->child[i] = next;
		for (c = node->child; c; c = w->nodes[c].sibling)
			next++;
	}
	w->child[i] = next;
}

static void
keep_endings(struct words *w, struct arena *a, struct arena *scratch)
{
	uint32_t *number = arena_array(scratch, w->n_nodes, sizeof(*number));
	uint32_t n = 0;
	size_t i;

	for (i = 0; i < w->n_nodes; i++) {
		if (w->nodes[i].word != NONE)
			number[i] = ++n;
	}
	w->endings = arena_array(a, n + 1, sizeof(*w->endings));
	w->report = arena_array(a, w->n_nodes, sizeof(*w->report));
	for (i = 0; i < w->n_nodes; i++) {
		const struct node *node = &w->nodes[i];

		if (number[i])
			w->endings[number[i]] =
			    (struct ending){ node->word, number[node->report] };
		w->report[node->order] =
		    number[i] ? number[i] : number[node->report];
	}
}

void
words_close(struct words *w, struct arena *a)
{
	SCOPED(arena_done) struct arena *scratch = arena_new();
	uint32_t *queue = arena_array(scratch, w->n_nodes, sizeof(*queue));
	size_t i;

	link_suffixes(w, queue);
	while (w->n_rows < w->n_nodes &&
	    w->nodes[queue[w->n_rows]].depth <= ROW_DEPTH)
		w->n_rows++;
	w->next =
	    arena_array(a, (size_t)w->n_rows * w->n_columns, sizeof(*w->next));
	for (i = 0; i < w->n_rows; i++)
		fill_row(w, queue[i]);
	w->words =
	    arena_grow(a, w->words, w->n_words, w->n_words, sizeof(*w->words));
	keep_links(w, a, queue);
	keep_endings(w, a, scratch);
	w->nodes = NULL;
	w->column[(unsigned char)'-'] = w->column[(unsigned char)' '];
	w->column[(unsigned char)'_'] = w->column[(unsigned char)' '];
}

size_t
words_count(const struct words *w)
{
	return w->n_words;
}

struct walk {
	const struct words *words;
	const char *text;
	size_t n;
	const struct words_listener *listener;
};

/* Where the word ends that goes on at i, or begins that ends before i. */
static size_t
rest_end(const struct walk *walk, size_t i)
{
	size_t end = i;

	while (end < walk->n && end - i < REST_MAX &&
	    (words_is_letter(walk->text, walk->n, end) ||
	        ((unsigned char)walk->text[end] & 0xC0) == 0x80))
		end++;
	return end;
}

static size_t
rest_start(const struct walk *walk, size_t i)
{
	size_t start = i;

	while (i - start < REST_MAX &&
	    is_letter_before(walk->text, walk->n, start))
		start--;
	return start;
}

static void
report_word(const struct walk *walk, uint32_t number, size_t end)
{
	const struct word *word = &walk->words->words[number];
	size_t start = end - word->length;

	if (word->is_letter_front && !word->is_open_front &&
	    is_letter_before(walk->text, walk->n, start))
		return;
	if (word->is_letter_end && !word->is_open_end &&
	    words_is_letter(walk->text, walk->n, end))
		return;
	if (word->is_open_front)
		start = rest_start(walk, start);
	if (word->is_open_end)
		end = rest_end(walk, end);
	walk->listener->found(
	    walk->listener->context, number, start, end - start);
}

static bool
is_told(const struct walk *walk, uint32_t number)
{
	const uint64_t *told = walk->listener->told;

	return told && (told[number / 64] >> number % 64 & 1);
}

/* All words that end before `end`, where the walk is in that state. */
static void
report_state(const struct walk *walk, uint32_t state, size_t end)
{
	const struct words *w = walk->words;
	uint32_t at, word;

	for (at = w->report[state]; at; at = w->endings[at].next) {
		for (word = w->endings[at].word; word != NONE;
		     word = w->words[word].next) {
			if (!is_told(walk, word))
				report_word(walk, word, end);
		}
	}
}

/* The state that follows on a column. */
static uint32_t
step(const struct words *w, uint32_t state, unsigned char column)
{
	while (state >= w->n_rows) {
		uint32_t c, end = w->child[state + 1];

		for (c = w->child[state]; c < end; c++) {
			if (w->by[c] == column)
				return c;
		}
		state = w->fall[state];
	}
	return w->next[(size_t)state * w->n_columns + column];
}

void
words_walk(const struct words *w, const char *text, size_t n,
    const struct words_listener *listener)
{
	const struct walk walk = { w, text, n, listener };
	uint32_t state = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		state = step(w, state, w->column[(unsigned char)text[i]]);
		if (w->report[state])
			report_state(&walk, state, i + 1);
	}
}
