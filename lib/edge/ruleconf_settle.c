/*
 * What only shows when all files of a rules directory are read: the words of
 * shared lists go where "<name>" stands, and every name is held against those
 * that there are. Decides nothing about messages.
 */

#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/text.h"
#include "edge/conf_value.h"
#include "edge/ruleconf.h"

static const char *const roles[] = { "thanks", "interim", "press",
	"kamervragen", "datalek" };

static const char *const message_kinds[] = { "human", "auto-reply", "bounce",
	"receipt", "invitation", "list", "spam" };

/* Kinds of organisation beside those of the data files. */
static const char *const plain_kinds[] = { "gemeente", "intern", "particulier",
	"pers", "systeem", "onbekend" };

static const char *const attachment_words[] = { "ja", "nee", "onbekend" };

/* Some names, each once. */
struct names {
	struct arena *a;
	size_t n, room;
	const char **at;
};

struct settling {
	struct ruleconf *c;
	struct names teams, topics, terms, lists, kinds, provinces, gemeenten;
};

static bool
is_in(const struct names *names, const char *word)
{
	size_t i;

	for (i = 0; i < names->n; i++) {
		if (text_is_same(word, names->at[i]))
			return true;
	}
	return false;
}

static void
names_add(struct names *names, const char *name)
{
	if (!*name || is_in(names, name))
		return;
	if (names->n == names->room) {
		names->room = names->room ? 2 * names->room : 64;
		names->at = arena_grow(names->a, names->at, names->n,
		    names->room, sizeof(*names->at));
	}
	names->at[names->n++] = name;
}

static struct names
names_of(struct arena *a, const char *const *list, size_t n)
{
	struct names names = { .a = a };
	size_t i;

	for (i = 0; i < n; i++)
		names_add(&names, list[i]);
	return names;
}

/* Something that was written, and where. */
struct mention {
	const char *file;
	int line;
	const char *rule, *key, *word;
};

static void
check_known(struct settling *s, enum fault_kind kind, const struct mention *m,
    const struct names *names)
{
	if (!*m->word || is_in(names, m->word))
		return;
	fault_add(s->c->faults,
	    (struct fault){ .kind = kind,
	        .file = m->file,
	        .line = m->line,
	        .rule = m->rule,
	        .key = m->key,
	        .found = m->word,
	        .want = conf_listing(s->c->a, names->at, names->n),
	        .nearest = text_nearest(m->word, names->at, names->n) });
}

static void
check_rule(struct settling *s, const struct rule *r, const char *key,
    const char *word, const struct names *names)
{
	check_known(s, FAULT_UNKNOWN,
	    &(struct mention){ r->file, r->line, r->name, key, word }, names);
}

/* The column of a data file, by its heading. */
static void
add_column(struct names *names, const char *data, const char *heading)
{
	struct csv csv = csv_read(names->a, data, strlen(data), ',');
	size_t i, column = 0;

	if (csv.n == 0)
		return;
	while (column < csv.row[0].n &&
	    strcmp(csv_cell(&csv.row[0], column), heading) != 0)
		column++;
	for (i = 1; i < csv.n; i++)
		names_add(names, csv_cell(&csv.row[i], column));
}

static void
collect_names(struct settling *s, const struct organisation_data *data)
{
	const struct ruleconf *c = s->c;
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct rule *rule = &c->rules[i];

		if (rule->group == RULE_TEAM)
			names_add(&s->teams, rule->team);
		if (rule->group == RULE_TOPIC &&
		    strcmp(rule->value, rule->name) == 0)
			names_add(&s->topics, rule->name);
	}
	names_add(&s->teams, "beide");
	names_add(&s->teams, "-");
	for (i = 0; i < c->n_terms; i++)
		names_add(&s->terms, c->terms[i].name);
	for (i = 0; i < c->n_lists; i++)
		names_add(&s->lists, c->lists[i].name);
	add_column(&s->kinds, data->domains, "kind");
	add_column(&s->kinds, data->partners, "kind");
	add_column(&s->provinces, data->municipalities, "province");
	add_column(&s->gemeenten, data->municipalities, "name");
	add_column(&s->gemeenten, data->municipalities, "cbs_code");
}

/* What the rule gives; a topic is known by a rule that has its name, a team
 * by the list "teams". */
static void
check_value(struct settling *s, const struct rule *r)
{
	struct arena *a = s->c->a;
	const struct names kinds =
	    names_of(a, message_kinds, LENGTH(message_kinds));
	const struct names known_roles = names_of(a, roles, LENGTH(roles));

	switch (r->group) {
	case RULE_NOISE:
		check_rule(s, r, "kind", r->value, &kinds);
		break;
	case RULE_TOPIC:
		check_rule(s, r, "topic", r->value, &s->topics);
		break;
	case RULE_TERM:
		check_rule(s, r, "term", r->value, &s->terms);
		break;
	case RULE_ROLE:
		check_rule(s, r, "role", r->value, &known_roles);
		break;
	case RULE_QUESTION:
	case RULE_TEAM:
	case RULE_ACTION:
		break;
	}
}

/* The name between "<" and ">", or NULL. */
static const char *
list_name(struct arena *a, const char *word)
{
	size_t n = strlen(word);

	return n > 2 && word[0] == '<' && word[n - 1] == '>'
	    ? arena_copy_n(a, word + 1, n - 2)
	    : NULL;
}

static const struct word_list *
list_find(const struct ruleconf *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->n_lists; i++) {
		if (strcmp(c->lists[i].name, name) == 0)
			return &c->lists[i];
	}
	return NULL;
}

/* How many words the criterion has when its lists are put in; with `out` they
 * are put there. */
static size_t
put_lists_in(struct ruleconf *c, const struct criterion *at, const char **out)
{
	size_t i, k, n = 0;

	for (i = 0; i < at->n_words; i++) {
		const char *name = list_name(c->a, at->words[i]);
		const struct word_list *list = name ? list_find(c, name) : NULL;
		const char *const *words = list ? list->words : &at->words[i];
		size_t n_words = list ? list->n : 1;

		for (k = 0; k < n_words; k++, n++) {
			if (out)
				out[n] = words[k];
		}
	}
	return n;
}

static void
check_lists(
    struct settling *s, const struct rule *r, const struct criterion *at)
{
	size_t i;

	for (i = 0; i < at->n_words; i++) {
		const char *name = list_name(s->c->a, at->words[i]);

		if (name)
			check_known(s, FAULT_UNKNOWN,
			    &(struct mention){
			        at->file, at->line, r->name, "lists", name },
			    &s->lists);
	}
}

/* At some places only a few words can stand. */
static void
check_place(
    struct settling *s, const struct rule *r, const struct criterion *at)
{
	struct names attachment =
	    names_of(s->c->a, attachment_words, LENGTH(attachment_words));
	const struct names *names = at->place == PLACE_KIND ? &s->kinds
	    : at->place == PLACE_PROVINCE                   ? &s->provinces
	    : at->place == PLACE_HAS_ATTACHMENT             ? &attachment
	                                                    : NULL;
	size_t i;

	for (i = 0; names && i < at->n_words; i++) {
		if (!strchr(at->words[i], '*') && at->words[i][0] != '/')
			check_known(s, FAULT_NOWHERE,
			    &(struct mention){ at->file, at->line, r->name,
			        place_names[at->place], at->words[i] },
			    names);
	}
}

static struct criteria
settle_criteria(
    struct settling *s, const struct rule *r, const struct criteria *from)
{
	struct criterion *at =
	    arena_grow(s->c->a, from->at, from->n, from->n + 1, sizeof(*at));
	size_t i;

	for (i = 0; i < from->n; i++) {
		size_t n = put_lists_in(s->c, &from->at[i], NULL);
		const char **words =
		    arena_array(s->c->a, n, sizeof(const char *));

		check_lists(s, r, &from->at[i]);
		(void)put_lists_in(s->c, &from->at[i], words);
		at[i].words = at[i].words ? words : NULL;
		at[i].n_words = n;
		check_place(s, r, &at[i]);
	}
	return (struct criteria){ from->n, at };
}

static void
check_assignment(struct settling *s, const struct assignment *row)
{
	const struct {
		const char *key;
		size_t n;
		const char *const *words;
		const struct names *names;
	} rows[] = {
		{ "team", 1, &row->team, &s->teams },
		{ "topics", row->n_topics, row->topics, &s->topics },
		{ "provinces", row->n_provinces, row->provinces,
		    &s->provinces },
		{ "gemeenten", row->n_gemeenten, row->gemeenten,
		    &s->gemeenten },
	};
	size_t i, k;

	for (i = 0; i < LENGTH(rows); i++) {
		for (k = 0; k < rows[i].n; k++)
			check_known(s, FAULT_UNKNOWN,
			    &(struct mention){ row->file, row->line, "",
			        rows[i].key, rows[i].words[k] },
			    rows[i].names);
	}
}

void
ruleconf_settle(struct ruleconf *c, const struct organisation_data *data)
{
	const struct names none = { .a = c->a };
	struct settling s = { c, none, none, none, none, none, none, none };
	size_t i;

	s.kinds = names_of(c->a, plain_kinds, LENGTH(plain_kinds));
	collect_names(&s, data);
	for (i = 0; i < c->n; i++) {
		struct rule *r = &c->rules[i];

		check_rule(&s, r, "team", r->team, &s.teams);
		check_value(&s, r);
		r->any = settle_criteria(&s, r, &r->any);
		r->all = settle_criteria(&s, r, &r->all);
		r->none = settle_criteria(&s, r, &r->none);
	}
	for (i = 0; i < c->n_assignments; i++)
		check_assignment(&s, &c->assignments[i]);
}
