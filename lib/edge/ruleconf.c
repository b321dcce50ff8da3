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
#include "edge/conf_value.h"
#include "term/term.h"
#include "triage/classify.h"

#define WEIGHT_DEFAULT 10

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
		conf_mistake(src, group,
		    "a header without words; expected "
		    "{ header = \"Name\"; words = [ \"...\" ]; }");
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
			conf_mistake(src, s,
			    "unknown place \"%s\"; expected one of: %s%s", key,
			    conf_listing(src->c->a, place_names, n_places),
			    conf_hint(src->c->a, key, place_names, n_places));
	}
}

static bool
is_list_of_groups(struct conf_source *src, const config_setting_t *s)
{
	int i;

	if (!config_setting_is_list(s)) {
		conf_mistake(src, s,
		    "\"%s\" is %s; expected ( { ... }, { ... } )",
		    config_setting_name(s), conf_type(s));
		return false;
	}
	for (i = 0; i < config_setting_length(s); i++) {
		const config_setting_t *item =
		    config_setting_get_elem(s, (unsigned)i);

		if (!config_setting_is_group(item)) {
			conf_mistake(src, item,
			    "%s in \"%s\"; expected { ... }", conf_type(item),
			    config_setting_name(s));
			return false;
		}
	}
	return true;
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

static const char **
read_examples(struct conf_source *src, const config_setting_t *rule,
    const char *key, size_t *n)
{
	const config_setting_t *s = config_setting_get_member(rule, key);

	*n = 0;
	return s ? conf_texts(src, s, n) : NULL;
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
read_rule(
    struct conf_source *src, const config_setting_t *s, enum rule_group group)
{
	struct rule *rule = rule_add(src->c);
	const char *gives = groups[group].gives;

	conf_check_keys(src, s, rule_keys, LENGTH(rule_keys));
	rule->group = group;
	rule->file = conf_file(src, s);
	rule->line = conf_line(s);
	rule->name = conf_text(src, s, "name", NULL);
	rule->says = conf_text(src, s, "says", "");
	rule->weight = conf_number(src, s, "weight", WEIGHT_DEFAULT);
	rule->team = conf_text(src, s, "team", "");
	rule->assignee = conf_text(src, s, "assignee", "");
	rule->value = "";
	if (group == RULE_TOPIC)
		rule->value = conf_text(src, s, gives, rule->name);
	else if (gives)
		rule->value = conf_text(src, s, gives, NULL);
	rule->any = read_criteria(src, s, "any", "words");
	rule->all = read_criteria(src, s, "all", NULL);
	rule->none = read_criteria(src, s, "none", NULL);
	rule->examples = read_examples(src, s, "examples", &rule->n_examples);
	rule->counterexamples =
	    read_examples(src, s, "counterexamples", &rule->n_counterexamples);
}

/* Opens a file of settings; a mistake of syntax ends it there. */
static bool
open_config(struct conf_source *src, config_t *config)
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
	struct conf_source src = { c, path };
	const config_setting_t *root;
	size_t group;
	int i;

	config_init(&config);
	if (!open_config(&src, &config))
		return;
	root = config_root_setting(&config);
	conf_check_keys(&src, root, group_names, LENGTH(group_names));
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
read_length(struct conf_source *src, const config_setting_t *s, const char *key,
    bool is_statutory, struct term *out)
{
	const char *text = conf_text(src, s, key, "");
	struct err e;

	if (!*text)
		return;
	if (term_parse(text, out, &e))
		conf_mistake(
		    src, config_setting_get_member(s, key), "%s", e.text);
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
	term->is_named_day = conf_bool(src, s, "named_day");
	if (!config_setting_get_member(s, "term"))
		conf_mistake(src, s, "\"term\" is missing here");
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
	    conf_listing(c->a, list, n), conf_hint(c->a, word, list, n));
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
