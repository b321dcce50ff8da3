/*
 * Rules as a coordinator writes them, in libconfig's syntax, turned into
 * struct rule. Every setting is held against a table of what may stand there,
 * and all mistakes are gathered with their file and line, what was found,
 * what was expected and the nearest known word. Does not compile words.
 */

#include "edge/ruleconf.h"

#include <libconfig.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "term/term.h"
#include "triage/classify.h"

#define WEIGHT_DEFAULT 10

/* Words of one list, rules of one file: more is a mistake of some program. */
#define WORDS_MAX 5000

static const struct {
	const char *list;  /* name in the file */
	const char *gives; /* key that names what a rule gives, NULL: none */
} groups[] = {
	[RULE_NOISE] = { "noise", "kind" },
	[RULE_QUESTION] = { "questions", NULL },
	[RULE_TOPIC] = { "topics", "topic" },
	[RULE_TEAM] = { "teams", NULL },
	[RULE_TERM] = { "signals", "term" },
	[RULE_ROLE] = { "roles", "role" },
};

static const char *const group_names[] = { "noise", "questions", "topics",
	"teams", "signals", "roles" };

static const char *const rule_keys[] = { "name", "says", "weight", "team",
	"topic", "kind", "term", "role", "assignee", "words", "any", "all",
	"none", "examples", "counterexamples" };

static const char *const term_keys[] = { "name", "says", "article", "term",
	"extension", "statutory", "named_day" };

static const char *const roles[] = { "thanks", "interim", "press" };

static const char *const kinds[] = { "human", "auto-reply", "bounce", "receipt",
	"invitation", "list", "spam" };

/* One file while it is read. */
struct source {
	struct ruleconf *c;
	const char *path;
};

static void
config_done(config_t *config)
{
	config_destroy(config);
}

static const char *
file_of(const struct source *src, const config_setting_t *s)
{
	const char *file = config_setting_source_file(s);

	return arena_copy(src->c->a, file ? file : src->path);
}

static int
line_of(const config_setting_t *s)
{
	return (int)config_setting_source_line(s);
}

static void mistake(struct source *src, const config_setting_t *s,
    const char *format, ...) PRINTF(3, 4);

static void
mistake(struct source *src, const config_setting_t *s, const char *format, ...)
{
	va_list args;
	char what[400];
	int n;

	va_start(args, format);
	n = vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	text_addf(src->c->mistakes, "%s:%d: %s\n", file_of(src, s), line_of(s),
	    n < 0 ? "a mistake" : what);
	src->c->n_mistakes++;
}

/* "a, b, c": what may stand there. */
static const char *
listing(struct arena *a, const char *const *list, size_t n)
{
	SCOPED(text_done) struct text t;
	size_t i;

	text_init(&t, 2000);
	for (i = 0; i < n; i++)
		text_addf(&t, "%s%s", i > 0 ? ", " : "", list[i]);
	return arena_copy(a, t.data);
}

/* "; did you mean "bkr"?", or nothing. */
static const char *
hint(struct arena *a, const char *word, const char *const *list, size_t n)
{
	const char *nearest = text_nearest(word, list, n);

	return nearest ? arena_printf(a, "; did you mean \"%s\"?", nearest)
	               : "";
}

static const char *
type_name(const config_setting_t *s)
{
	switch (config_setting_type(s)) {
	case CONFIG_TYPE_GROUP:
		return "a group { }";
	case CONFIG_TYPE_LIST:
		return "a list ( )";
	case CONFIG_TYPE_ARRAY:
		return "an array [ ]";
	case CONFIG_TYPE_STRING:
		return "a text";
	case CONFIG_TYPE_BOOL:
		return "true or false";
	case CONFIG_TYPE_FLOAT:
		return "a broken number";
	default:
		return "a number";
	}
}

static void
check_keys(struct source *src, const config_setting_t *group,
    const char *const *keys, size_t n)
{
	int i;
	size_t k;

	for (i = 0; i < config_setting_length(group); i++) {
		const config_setting_t *s =
		    config_setting_get_elem(group, (unsigned)i);
		const char *name = config_setting_name(s);

		for (k = 0; k < n && strcmp(keys[k], name) != 0; k++)
			;
		if (k == n)
			mistake(src, s,
			    "unknown setting \"%s\"; expected one of: %s%s",
			    name, listing(src->c->a, keys, n),
			    hint(src->c->a, name, keys, n));
	}
}

/* The text of a key, or the fallback when it is missing; a fallback of NULL
 * makes the key required. */
static const char *
read_text(struct source *src, const config_setting_t *group, const char *key,
    const char *fallback)
{
	const config_setting_t *s = config_setting_get_member(group, key);
	const char *value;

	if (!s) {
		if (!fallback)
			mistake(src, group, "\"%s\" is missing here", key);
		return fallback ? fallback : "";
	}
	value = config_setting_get_string(s);
	if (!value) {
		mistake(src, s, "\"%s\" is %s; expected a text in quotes", key,
		    type_name(s));
		return "";
	}
	if (!*value && !fallback)
		mistake(src, s, "\"%s\" is empty", key);
	return arena_copy(src->c->a, value);
}

static int
read_weight(struct source *src, const config_setting_t *group)
{
	const config_setting_t *s = config_setting_get_member(group, "weight");

	if (!s)
		return WEIGHT_DEFAULT;
	if (config_setting_type(s) != CONFIG_TYPE_INT) {
		mistake(src, s, "\"weight\" is %s; expected a whole number",
		    type_name(s));
		return WEIGHT_DEFAULT;
	}
	return config_setting_get_int(s);
}

static bool
read_bool(struct source *src, const config_setting_t *group, const char *key)
{
	const config_setting_t *s = config_setting_get_member(group, key);

	if (!s)
		return false;
	if (config_setting_type(s) != CONFIG_TYPE_BOOL) {
		mistake(src, s, "\"%s\" is %s; expected true or false", key,
		    type_name(s));
		return false;
	}
	return config_setting_get_bool(s);
}

/* One text or an array of texts. */
static const char **
read_texts(struct source *src, const config_setting_t *s, size_t *n)
{
	const char **list, *one = config_setting_get_string(s);
	int i, length = config_setting_length(s);

	*n = 0;
	if (one) {
		list = arena_array(src->c->a, 1, sizeof(*list));
		list[(*n)++] = arena_copy(src->c->a, one);
		return list;
	}
	if (!config_setting_is_aggregate(s) || config_setting_is_group(s) ||
	    length > WORDS_MAX) {
		mistake(src, s,
		    "\"%s\" is %s; expected texts: [ \"...\", \"...\" ]",
		    config_setting_name(s) ? config_setting_name(s) : "this",
		    type_name(s));
		return NULL;
	}
	list = arena_array(src->c->a, (size_t)length, sizeof(*list));
	for (i = 0; i < length; i++) {
		const config_setting_t *item =
		    config_setting_get_elem(s, (unsigned)i);
		const char *text = config_setting_get_string(item);

		if (text)
			list[(*n)++] = arena_copy(src->c->a, text);
		else
			mistake(src, item, "%s among texts; put it in quotes",
			    type_name(item));
	}
	return list;
}

static struct criterion
criterion_of(struct source *src, const config_setting_t *words,
    enum place place, const char *header)
{
	struct criterion c = { .place = place, .header = header };

	c.file = file_of(src, words);
	c.line = line_of(words);
	c.words = read_texts(src, words, &c.n_words);
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
read_header(struct source *src, const config_setting_t *group,
    struct criterion *at, size_t *n)
{
	const config_setting_t *words =
	    config_setting_get_member(group, "words");

	if (!words) {
		mistake(src, group,
		    "a header without words; expected "
		    "{ header = \"Name\"; words = [ \"...\" ]; }");
		return;
	}
	at[(*n)++] = criterion_of(
	    src, words, PLACE_HEADER, read_text(src, group, "header", NULL));
}

/* One { } of any, all or none: a criterion for each place it names. */
static void
read_criterion(struct source *src, const config_setting_t *group,
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
			mistake(src, s,
			    "unknown place \"%s\"; expected one of: %s%s", key,
			    listing(src->c->a, place_names, n_places),
			    hint(src->c->a, key, place_names, n_places));
	}
}

static bool
is_list_of_groups(struct source *src, const config_setting_t *s)
{
	int i;

	if (!config_setting_is_list(s)) {
		mistake(src, s, "\"%s\" is %s; expected ( { ... }, { ... } )",
		    config_setting_name(s), type_name(s));
		return false;
	}
	for (i = 0; i < config_setting_length(s); i++) {
		const config_setting_t *item =
		    config_setting_get_elem(s, (unsigned)i);

		if (!config_setting_is_group(item)) {
			mistake(src, item, "%s in \"%s\"; expected { ... }",
			    type_name(item), config_setting_name(s));
			return false;
		}
	}
	return true;
}

/* any, all or none; `words` is the shorthand for the default place. */
static struct criteria
read_criteria(struct source *src, const config_setting_t *rule, const char *key,
    const char *shorthand)
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

static const char **
read_examples(struct source *src, const config_setting_t *rule, const char *key,
    size_t *n)
{
	const config_setting_t *s = config_setting_get_member(rule, key);

	*n = 0;
	return s ? read_texts(src, s, n) : NULL;
}

static struct rule *
rule_add(struct ruleconf *c)
{
	if (c->n == c->room) {
		size_t room = c->room ? 2 * c->room : 128;

		c->rules =
		    arena_grow(c->a, c->rules, c->n, room, sizeof(*c->rules));
		c->room = room;
	}
	return &c->rules[c->n++];
}

static void
read_rule(struct source *src, const config_setting_t *s, enum rule_group group)
{
	struct rule *rule = rule_add(src->c);
	const char *gives = groups[group].gives;

	check_keys(src, s, rule_keys, LENGTH(rule_keys));
	rule->group = group;
	rule->file = file_of(src, s);
	rule->line = line_of(s);
	rule->name = read_text(src, s, "name", NULL);
	rule->says = read_text(src, s, "says", "");
	rule->weight = read_weight(src, s);
	rule->team = read_text(src, s, "team", "");
	rule->assignee = read_text(src, s, "assignee", "");
	rule->value = "";
	if (group == RULE_TOPIC)
		rule->value = read_text(src, s, gives, rule->name);
	else if (gives)
		rule->value = read_text(src, s, gives, NULL);
	rule->any = read_criteria(src, s, "any", "words");
	rule->all = read_criteria(src, s, "all", NULL);
	rule->none = read_criteria(src, s, "none", NULL);
	rule->examples = read_examples(src, s, "examples", &rule->n_examples);
	rule->counterexamples =
	    read_examples(src, s, "counterexamples", &rule->n_counterexamples);
}

/* Opens a file of settings; a mistake of syntax ends it there. */
static bool
open_config(struct source *src, config_t *config)
{
	const char *slash = strrchr(src->path, '/');

	config_set_include_dir(config,
	    slash ? arena_copy_n(
	                src->c->a, src->path, (size_t)(slash - src->path))
	          : ".");
	if (config_read_file(config, src->path) == CONFIG_TRUE)
		return true;
	text_addf(src->c->mistakes, "%s:%d: %s\n",
	    config_error_file(config) ? config_error_file(config) : src->path,
	    config_error_line(config), config_error_text(config));
	src->c->n_mistakes++;
	return false;
}

void
ruleconf_read_rules(struct ruleconf *c, const char *path)
{
	SCOPED(config_done) config_t config;
	struct source src = { c, path };
	const config_setting_t *root;
	size_t group;
	int i;

	config_init(&config);
	if (!open_config(&src, &config))
		return;
	root = config_root_setting(&config);
	check_keys(&src, root, group_names, LENGTH(group_names));
	for (group = 0; group < LENGTH(groups); group++) {
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
read_length(struct source *src, const config_setting_t *s, const char *key,
    bool is_statutory, struct term *out)
{
	const char *text = read_text(src, s, key, "");
	struct err e;

	if (!*text)
		return;
	if (term_parse(text, out, &e))
		mistake(src, config_setting_get_member(s, key), "%s", e.text);
	out->is_statutory = is_statutory;
}

static void
read_term(struct source *src, const config_setting_t *s)
{
	struct named_term *term = &src->c->terms[src->c->n_terms++];
	bool is_statutory;

	check_keys(src, s, term_keys, LENGTH(term_keys));
	is_statutory = read_bool(src, s, "statutory");
	term->name = read_text(src, s, "name", NULL);
	term->says = read_text(src, s, "says", "");
	term->article = read_text(src, s, "article", "");
	term->is_named_day = read_bool(src, s, "named_day");
	if (!config_setting_get_member(s, "term"))
		mistake(src, s, "\"term\" is missing here");
	read_length(src, s, "term", is_statutory, &term->term);
	read_length(src, s, "extension", is_statutory, &term->extension);
}

void
ruleconf_read_terms(struct ruleconf *c, const char *path)
{
	static const char *const lists[] = { "terms" };
	SCOPED(config_done) config_t config;
	struct source src = { c, path };
	const config_setting_t *list;
	int i, n;

	config_init(&config);
	if (!open_config(&src, &config))
		return;
	check_keys(&src, config_root_setting(&config), lists, LENGTH(lists));
	list = config_lookup(&config, "terms");
	if (!list || !is_list_of_groups(&src, list))
		return;
	n = config_setting_length(list);
	c->terms = arena_array(c->a, (size_t)n, sizeof(*c->terms));
	for (i = 0; i < n; i++)
		read_term(&src, config_setting_get_elem(list, (unsigned)i));
}

static bool
is_in(const char *word, const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(word, list[i]) == 0)
			return true;
	}
	return false;
}

static void
check_known(struct ruleconf *c, const struct rule *rule, const char *what,
    const char *word, const char *const *list, size_t n)
{
	if (!*word || is_in(word, list, n))
		return;
	text_addf(c->mistakes,
	    "%s:%d: rule \"%s\" names the unknown %s \"%s\"; expected one of: "
	    "%s%s\n",
	    rule->file, rule->line, rule->name, what, word,
	    listing(c->a, list, n), hint(c->a, word, list, n));
	c->n_mistakes++;
}

/* The teams are those of the list "teams"; a topic is known by a rule that
 * has its name; the rest is fixed or stands in terms.conf. */
void
ruleconf_check_names(struct ruleconf *c)
{
	const char **teams = arena_array(c->a, c->n + 2, sizeof(*teams));
	const char **topics = arena_array(c->a, c->n, sizeof(*topics));
	const char **terms = arena_array(c->a, c->n_terms, sizeof(*terms));
	size_t n_teams = 0, n_topics = 0, i;

	for (i = 0; i < c->n; i++) {
		const struct rule *rule = &c->rules[i];

		if (rule->group == RULE_TEAM &&
		    !is_in(rule->team, teams, n_teams))
			teams[n_teams++] = rule->team;
		if (rule->group == RULE_TOPIC &&
		    strcmp(rule->value, rule->name) == 0)
			topics[n_topics++] = rule->name;
	}
	teams[n_teams++] = "beide";
	teams[n_teams++] = "-";
	for (i = 0; i < c->n_terms; i++)
		terms[i] = c->terms[i].name;
	for (i = 0; i < c->n; i++) {
		const struct rule *r = &c->rules[i];

		check_known(c, r, "team", r->team, teams, n_teams);
		switch (r->group) {
		case RULE_NOISE:
			check_known(
			    c, r, "kind", r->value, kinds, LENGTH(kinds));
			break;
		case RULE_TOPIC:
			check_known(c, r, "topic", r->value, topics, n_topics);
			break;
		case RULE_TERM:
			check_known(c, r, "term", r->value, terms, c->n_terms);
			break;
		case RULE_ROLE:
			check_known(
			    c, r, "role", r->value, roles, LENGTH(roles));
			break;
		case RULE_QUESTION:
		case RULE_TEAM:
			break;
		}
	}
}
