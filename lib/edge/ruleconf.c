/*
 * Rules as a coordinator writes them, in libconfig's syntax, turned into
 * struct rule. Every setting is held against a table of what may stand there,
 * and all faults are gathered with their file and line, what was found, what
 * may stand there and the nearest known word. Does not compile words; what
 * only shows when all files are read is ruleconf_settle.c's.
 */

#include "edge/ruleconf.h"

#include <libconfig.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/conf_value.h"
#include "edge/fault_scan.h"
#include "term/term.h"

#define WEIGHT_DEFAULT 10

static const struct {
	const char *list;  /* name in the file */
	const char *gives; /* key that names what a rule gives, NULL: none */
} groups[RULE_GROUPS] = {
	[RULE_NOISE] = { "noise", "kind" },
	[RULE_QUESTION] = { "questions", NULL },
	[RULE_TOPIC] = { "topics", "topic" },
	[RULE_TEAM] = { "teams", NULL },
	[RULE_TERM] = { "signals", "term" },
	[RULE_ROLE] = { "roles", "role" },
	[RULE_ACTION] = { "actions", NULL },
};

/* The other lists of a file. */
static const char lists_key[] = "lists", assignments_key[] = "assignments";

#define IN(group)  (1u << (group))
#define EVERYWHERE (~0u)
#define WEIGHED    (IN(RULE_QUESTION) | IN(RULE_TOPIC) | IN(RULE_TEAM))
#define ACTING     (IN(RULE_TOPIC) | IN(RULE_TERM) | IN(RULE_ACTION))

/* What may stand in a rule, by the list that it is in. */
static const struct {
	const char *name;
	unsigned groups;
} rule_keys[] = {
	{ "name", EVERYWHERE },
	{ "says", EVERYWHERE },
	{ "weight", WEIGHED },
	{ "topic", IN(RULE_TOPIC) },
	{ "team", IN(RULE_TOPIC) | IN(RULE_TEAM) },
	{ "kind", IN(RULE_NOISE) },
	{ "term", IN(RULE_TERM) },
	{ "role", IN(RULE_ROLE) },
	{ "words", EVERYWHERE },
	{ "any", EVERYWHERE },
	{ "all", EVERYWHERE },
	{ "none", EVERYWHERE },
	{ "sentences", IN(RULE_TOPIC) },
	{ "assignee", ACTING },
	{ "priority", ACTING },
	{ "keyword", ACTING },
	{ "move", ACTING },
	{ "no_answer_needed", IN(RULE_ACTION) },
	{ "thread_key", IN(RULE_ACTION) },
	{ "examples", EVERYWHERE },
	{ "counterexamples", EVERYWHERE },
};

static const char *const term_keys[] = { "name", "says", "article", "term",
	"extension", "extension_article", "start", "suspension", "statutory",
	"european", "named_day" };

static const char *const list_keys[] = { "name", "words" };

static const char *const assignment_keys[] = { "assignee", "team", "topics",
	"provinces", "gemeenten" };

static void
config_done(config_t *config)
{
	config_destroy(config);
}

static struct criterion
criterion_of(struct conf_source *src, const config_setting_t *words,
    enum place place, const char *header)
{
	struct criterion c = { .place = place, .header = header };

	c.file = conf_file(src, words);
	c.line = conf_line(words);
	c.words = conf_texts(src, words, &c.n_words);
	return c;
}

static size_t
count_places(void)
{
	size_t n = 0;

	while (place_names[n])
		n++;
	return n;
}

/* { header = "List-Id"; words = [ ... ] } */
static void
read_header(struct conf_source *src, const config_setting_t *group,
    struct criterion *at, size_t *n)
{
	const config_setting_t *words =
	    config_setting_get_member(group, "words");

	if (!words) {
		conf_fault(
		    src, group, (struct fault){ .kind = FAULT_HEADER_WORDS });
		return;
	}
	at[(*n)++] = criterion_of(
	    src, words, PLACE_HEADER, conf_text(src, group, "header", NULL));
}

/* One { } of any, all or none: a criterion for each place it names. */
static void
read_criterion(struct conf_source *src, const config_setting_t *group,
    struct criterion *at, size_t *n)
{
	size_t n_places = count_places(), place;
	bool has_header = config_setting_get_member(group, "header") != NULL;
	int i;

	if (has_header)
		read_header(src, group, at, n);
	for (i = 0; i < config_setting_length(group); i++) {
		const config_setting_t *s =
		    config_setting_get_elem(group, (unsigned)i);
		const char *key = config_setting_name(s);

		if (has_header &&
		    (strcmp(key, "header") == 0 || strcmp(key, "words") == 0))
			continue;
		for (place = 0; place < n_places; place++) {
			if (strcmp(place_names[place], key) == 0)
				break;
		}
		if (place < n_places)
			at[(*n)++] =
			    criterion_of(src, s, (enum place)place, "");
		else
			conf_fault(src, s,
			    (struct fault){ .kind = FAULT_PLACE,
			        .found = arena_copy(src->c->a, key),
			        .want = conf_listing(
			            src->c->a, place_names, n_places),
			        .nearest =
			            text_nearest(key, place_names, n_places) });
	}
}

static bool
is_list_of_groups(struct conf_source *src, const config_setting_t *s)
{
	bool is_right = config_setting_is_list(s);
	int i;

	for (i = 0; is_right && i < config_setting_length(s); i++)
		is_right = config_setting_is_group(
		    config_setting_get_elem(s, (unsigned)i));
	if (!is_right)
		conf_fault(src, s,
		    (struct fault){ .kind = FAULT_NOT_GROUPS,
		        .found =
		            arena_copy(src->c->a, config_setting_name(s)) });
	return is_right;
}

/* any, all or none; `words` is the shorthand for the default place. */
static struct criteria
read_criteria(struct conf_source *src, const config_setting_t *rule,
    const char *key, const char *shorthand)
{
	const config_setting_t *s = config_setting_get_member(rule, key);
	const config_setting_t *words =
	    shorthand ? config_setting_get_member(rule, shorthand) : NULL;
	struct criterion *at;
	size_t n = 0, room = 1;
	int i;

	if (s && !is_list_of_groups(src, s))
		s = NULL;
	for (i = 0; s && i < config_setting_length(s); i++)
		room += 1 +
		    (size_t)config_setting_length(
		        config_setting_get_elem(s, (unsigned)i));
	at = arena_array(src->c->a, room, sizeof(*at));
	if (words)
		at[n++] = criterion_of(src, words, PLACE_TEXT, "");
	for (i = 0; s && i < config_setting_length(s); i++)
		read_criterion(
		    src, config_setting_get_elem(s, (unsigned)i), at, &n);
	return (struct criteria){ n, at };
}

/* The texts of a key, none when it is missing. */
static const char **
read_texts(struct conf_source *src, const config_setting_t *group,
    const char *key, size_t *n)
{
	const config_setting_t *s = config_setting_get_member(group, key);

	*n = 0;
	return s ? conf_texts(src, s, n) : NULL;
}

/* Another element of an array that grows. */
static void *
grow(struct arena *a, void *at, size_t n, size_t *room, size_t size)
{
	if (n < *room)
		return at;
	*room = *room ? 2 * *room : 128;
	return arena_grow(a, at, n, *room, size);
}

static struct rule *
rule_add(struct ruleconf *c)
{
	c->rules = grow(c->a, c->rules, c->n, &c->room, sizeof(*c->rules));
	return &c->rules[c->n++];
}

static void
check_rule_keys(
    struct conf_source *src, const config_setting_t *s, enum rule_group group)
{
	const char *names[LENGTH(rule_keys)];
	size_t i, n = 0;

	for (i = 0; i < LENGTH(rule_keys); i++) {
		if (rule_keys[i].groups & IN(group))
			names[n++] = rule_keys[i].name;
	}
	conf_check_keys(src, s, names, n);
}

static const char *
read_priority(struct conf_source *src, const config_setting_t *s)
{
	static const struct {
		const char *word, *value;
	} rows[] = { { "hoog", "high" }, { "laag", "low" } };
	const char *words[] = { "hoog", "laag" };
	const char *word = conf_text(src, s, "priority", "");
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		if (strcmp(word, rows[i].word) == 0)
			return rows[i].value;
	}
	if (*word)
		conf_fault(src, s,
		    (struct fault){ .kind = FAULT_UNKNOWN,
		        .key = "priority",
		        .found = word,
		        .want = conf_listing(src->c->a, words, LENGTH(words)),
		        .nearest = text_nearest(word, words, LENGTH(words)) });
	return "";
}

/* An atom of IMAP (RFC 3501, 9), and no more of it than people need: it is
 * sent as it is. */
static const char *
read_keyword(struct conf_source *src, const config_setting_t *s)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
	                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                              "0123456789$-_.";
	const char *keyword = conf_text(src, s, "keyword", "");

	if (keyword[strspn(keyword, allowed)])
		conf_fault(src, s,
		    (struct fault){ .kind = FAULT_KEYWORD, .found = keyword });
	return keyword;
}

static struct actions
read_actions(struct conf_source *src, const config_setting_t *s)
{
	return (struct actions){
		.priority = read_priority(src, s),
		.assignee = conf_text(src, s, "assignee", ""),
		.keyword = read_keyword(src, s),
		.move = conf_text(src, s, "move", ""),
		.thread_key = conf_text(src, s, "thread_key", ""),
		.is_no_answer = conf_bool(src, s, "no_answer_needed"),
	};
}

static void
read_rule(
    struct conf_source *src, const config_setting_t *s, enum rule_group group)
{
	struct rule *rule = rule_add(src->c);
	const char *gives = groups[group].gives;
	size_t faults_before = src->c->faults->n;

	check_rule_keys(src, s, group);
	rule->group = group;
	rule->file = conf_file(src, s);
	rule->line = conf_line(s);
	rule->name = conf_text(src, s, "name", NULL);
	rule->says = conf_text(src, s, "says", "");
	rule->weight = conf_number(src, s, "weight", WEIGHT_DEFAULT);
	rule->team = conf_text(src, s, "team", "");
	rule->actions = read_actions(src, s);
	rule->value = "";
	if (group == RULE_TOPIC)
		rule->value = conf_text(src, s, gives, rule->name);
	else if (gives)
		rule->value = conf_text(src, s, gives, NULL);
	rule->any = read_criteria(src, s, "any", "words");
	rule->all = read_criteria(src, s, "all", NULL);
	rule->none = read_criteria(src, s, "none", NULL);
	rule->sentences.at =
	    read_texts(src, s, "sentences", &rule->sentences.n);
	rule->examples = read_texts(src, s, "examples", &rule->n_examples);
	rule->counterexamples =
	    read_texts(src, s, "counterexamples", &rule->n_counterexamples);
	rule->is_faulty = src->c->faults->n > faults_before;
}

static void
read_list(struct conf_source *src, const config_setting_t *s)
{
	struct ruleconf *c = src->c;
	struct word_list *list;

	c->lists =
	    grow(c->a, c->lists, c->n_lists, &c->lists_room, sizeof(*c->lists));
	list = &c->lists[c->n_lists++];
	conf_check_keys(src, s, list_keys, LENGTH(list_keys));
	list->file = conf_file(src, s);
	list->line = conf_line(s);
	list->name = conf_text(src, s, "name", NULL);
	list->words = read_texts(src, s, "words", &list->n);
}

static void
read_assignment(struct conf_source *src, const config_setting_t *s)
{
	struct ruleconf *c = src->c;
	struct assignment *row;

	c->assignments = grow(c->a, c->assignments, c->n_assignments,
	    &c->assignments_room, sizeof(*c->assignments));
	row = &c->assignments[c->n_assignments++];
	conf_check_keys(src, s, assignment_keys, LENGTH(assignment_keys));
	row->file = conf_file(src, s);
	row->line = conf_line(s);
	row->assignee = conf_text(src, s, "assignee", NULL);
	row->team = conf_text(src, s, "team", "");
	row->topics = read_texts(src, s, "topics", &row->n_topics);
	row->provinces = read_texts(src, s, "provinces", &row->n_provinces);
	row->gemeenten = read_texts(src, s, "gemeenten", &row->n_gemeenten);
}

/* Opens a file of settings; a mistake of syntax ends it there. */
static bool
open_config(struct conf_source *src, config_t *config)
{
	const char *slash = strrchr(src->path, '/'), *where;
	const char *folder = slash
	    ? arena_copy_n(src->c->a, src->path, (size_t)(slash - src->path))
	    : ".";

	if (fault_scan(src->c->faults, src->path, folder) != 0)
		return false;
	config_set_include_dir(config, folder);
	if (config_read_file(config, src->path) == CONFIG_TRUE)
		return true;
	where = config_error_file(config);
	fault_add(src->c->faults,
	    (struct fault){ .kind = FAULT_SYNTAX,
	        .file = arena_copy(src->c->a, where ? where : src->path),
	        .line = config_error_line(config),
	        .found = arena_copy(src->c->a, config_error_text(config)) });
	return false;
}

/* Reads each group of the list under that name. */
static void
read_each(struct conf_source *src, const config_setting_t *root,
    const char *name,
    void (*read)(struct conf_source *src, const config_setting_t *s))
{
	const config_setting_t *list = config_setting_get_member(root, name);
	int i;

	if (!list || !is_list_of_groups(src, list))
		return;
	for (i = 0; i < config_setting_length(list); i++)
		read(src, config_setting_get_elem(list, (unsigned)i));
}

static void
check_lists(struct conf_source *src, const config_setting_t *root)
{
	const char *names[RULE_GROUPS + 2];
	size_t i;

	for (i = 0; i < RULE_GROUPS; i++)
		names[i] = groups[i].list;
	names[i++] = lists_key;
	names[i++] = assignments_key;
	conf_check_keys(src, root, names, i);
}

void
ruleconf_read_rules(struct ruleconf *c, const char *path)
{
	SCOPED(config_done) config_t config;
	struct conf_source src = { c, path };
	const config_setting_t *root;
	size_t group;
	int i;

	config_init(&config);
	if (!open_config(&src, &config))
		return;
	root = config_root_setting(&config);
	check_lists(&src, root);
	read_each(&src, root, lists_key, read_list);
	read_each(&src, root, assignments_key, read_assignment);
	for (group = 0; group < RULE_GROUPS; group++) {
		const config_setting_t *list =
		    config_setting_get_member(root, groups[group].list);

		if (!list || !is_list_of_groups(&src, list))
			continue;
		for (i = 0; i < config_setting_length(list); i++)
			read_rule(&src,
			    config_setting_get_elem(list, (unsigned)i),
			    (enum rule_group)group);
	}
}

static void
read_length(struct conf_source *src, const config_setting_t *s, const char *key,
    bool is_statutory, struct term *out)
{
	const char *text = conf_text(src, s, key, "");
	struct err e;

	if (!*text)
		return;
	if (term_parse(text, out, &e))
		conf_fault(src, config_setting_get_member(s, key),
		    (struct fault){ .kind = FAULT_TERM_LENGTH, .found = text });
	out->is_statutory = is_statutory;
}

static void
read_term(struct conf_source *src, const config_setting_t *s)
{
	struct named_term *term = &src->c->terms[src->c->n_terms++];
	bool is_statutory;

	conf_check_keys(src, s, term_keys, LENGTH(term_keys));
	is_statutory = conf_bool(src, s, "statutory");
	term->name = conf_text(src, s, "name", NULL);
	term->says = conf_text(src, s, "says", "");
	term->article = conf_text(src, s, "article", "");
	term->start = conf_text(src, s, "start", "");
	term->extension_article = conf_text(src, s, "extension_article", "");
	term->suspension = conf_text(src, s, "suspension", "");
	term->is_named_day = conf_bool(src, s, "named_day");
	term->is_european = conf_bool(src, s, "european");
	if (!config_setting_get_member(s, "term"))
		conf_fault(src, s,
		    (struct fault){ .kind = FAULT_MISSING, .key = "term" });
	read_length(src, s, "term", is_statutory, &term->term);
	read_length(src, s, "extension", is_statutory, &term->extension);
}

void
ruleconf_read_terms(struct ruleconf *c, const char *path)
{
	static const char *const lists[] = { "terms" };
	SCOPED(config_done) config_t config;
	struct conf_source src = { c, path };
	const config_setting_t *list;
	int i, n;

	config_init(&config);
	if (!open_config(&src, &config))
		return;
	conf_check_keys(
	    &src, config_root_setting(&config), lists, LENGTH(lists));
	list = config_lookup(&config, "terms");
	if (!list || !is_list_of_groups(&src, list))
		return;
	n = config_setting_length(list);
	c->terms = arena_array(c->a, (size_t)n, sizeof(*c->terms));
	for (i = 0; i < n; i++)
		read_term(&src, config_setting_get_elem(list, (unsigned)i));
}
