/*
 * Adds up what the topic and team rules give. Knows weights; the words and
 * names all come from the rules.
 */

#include "triage/topic.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* Bytes of one explanation. */
#define WHY_MAX 600

struct total {
	const char *name;
	const char *team; /* first team that a rule of it names */
	int score;
	int words; /* of a team: what the team rules alone give */
};

struct totals {
	size_t n;
	struct total *at;
};

static struct total *
totals_add(struct totals *t, const char *name, const char *team, int score)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		if (strcmp(t->at[i].name, name) == 0)
			break;
	}
	if (i == t->n)
		t->at[t->n++] = (struct total){ name, "", 0, 0 };
	if (!*t->at[i].team)
		t->at[i].team = team;
	t->at[i].score += score;
	return &t->at[i];
}

static bool
is_team_of_ours(const char *team)
{
	return *team && strcmp(team, "-") != 0;
}

/* The highest total; one of another team than the supported one must be ahead
 * by more than the lead. */
static const struct total *
totals_best(const struct totals *t, const char *team, int lead)
{
	const struct total *best = NULL;
	int best_score = 0;
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct total *at = &t->at[i];
		bool is_other = *team && is_team_of_ours(at->team) &&
		    strcmp(at->team, team) != 0;
		int score = at->score - (is_other ? lead : 0);

		if (!best || score > best_score) {
			best = at;
			best_score = score;
		}
	}
	return best;
}

/* Bytes of the first of some words, which ", " parts. */
static size_t
first_of(const char *words)
{
	const char *end = strstr(words, ", ");

	return end ? (size_t)(end - words) : strlen(words);
}

static const char *
behind(const char *words, size_t n)
{
	words += n;
	return *words ? words + 2 : words;
}

static bool
has_word(const char *words, const char *word, size_t n)
{
	while (*words) {
		size_t m = first_of(words);

		if (m == n && memcmp(words, word, n) == 0)
			return true;
		words = behind(words, m);
	}
	return false;
}

/* Those that are not there yet: several rules of a topic find the same. */
static void
add_new(struct text *t, const char *words)
{
	while (*words) {
		size_t n = first_of(words);

		if (t->len == 0 || !has_word(t->data, words, n))
			text_addf(
			    t, "%s%.*s", t->len ? ", " : "", (int)n, words);
		words = behind(words, n);
	}
}

/* The words by which the rules of a topic matched, each once. */
static const char *
words_of(struct arena *a, const struct matches *matches, const char *topic)
{
	SCOPED(text_done) struct text t;
	size_t i;

	text_init(&t, WHY_MAX);
	for (i = 0; i < matches->n; i++) {
		const struct match *m = &matches->at[i];

		if (m->rule->group != RULE_TOPIC ||
		    strcmp(m->rule->value, topic) != 0)
			continue;
		add_new(&t, m->words);
	}
	return arena_copy(a, t.data);
}

static int
compare_topic_totals(const void *left, const void *right)
{
	const struct topic_total *a = left, *b = right;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return strcmp(a->topic, b->topic);
}

size_t
topic_totals(
    struct arena *a, const struct matches *matches, struct topic_total **out)
{
	struct topic_total *at = arena_array(a, matches->n + 1, sizeof(*at));
	struct totals topics = { 0, NULL };
	size_t i;

	topics.at = arena_array(a, matches->n + 1, sizeof(*topics.at));
	for (i = 0; i < matches->n; i++) {
		const struct rule *rule = matches->at[i].rule;

		if (rule->group == RULE_TOPIC)
			totals_add(&topics, rule->value, rule->team,
			    matches->at[i].score);
	}
	for (i = 0; i < topics.n; i++)
		at[i] = (struct topic_total){ topics.at[i].name,
			topics.at[i].team, topics.at[i].score,
			words_of(a, matches, topics.at[i].name) };
	if (topics.n > 1)
		qsort(at, topics.n, sizeof(*at), compare_topic_totals);
	*out = at;
	return topics.n;
}

/* The team with the highest total, or both when they are about equal. */
static const char *
heaviest_team(const struct totals *teams)
{
	const struct total *best = totals_best(teams, "", 0);
	size_t i;

	if (!best || best->score < TOPIC_ENOUGH)
		return "";
	for (i = 0; i < teams->n; i++) {
		const struct total *other = &teams->at[i];

		if (other != best && other->words >= TEAM_BOTH_LEAST &&
		    best->words >= TEAM_BOTH_LEAST &&
		    100 * other->score >= TEAM_BOTH_PERCENT * best->score)
			return "beide";
	}
	return best->name;
}

/* How far the first team is ahead of the second, in points of a topic. */
static int
lead_of(const struct totals *teams)
{
	int first = 0, second = 0;
	size_t i;

	for (i = 0; i < teams->n; i++) {
		int score = teams->at[i].score;

		if (score > first) {
			second = first;
			first = score;
		} else if (score > second) {
			second = score;
		}
	}
	first = TOPIC_LEAD + (first - second) / TOPIC_LEAD_PART;
	return first < TOPIC_LEAD_MAX ? first : TOPIC_LEAD_MAX;
}

/* A weaker total is enough when the team's own words point the same way. */
static bool
is_enough(const struct total *best, const char *team)
{
	return best->score >= TOPIC_ENOUGH ||
	    (best->score >= TOPIC_SUPPORTED && is_team_of_ours(team) &&
	        strcmp(best->team, team) == 0);
}

/* What the topics and the team rules give each team, and the mailbox its own. */
static void
add_teams(struct totals *teams, const struct matches *matches,
    const char *default_team)
{
	size_t i;

	for (i = 0; i < matches->n; i++) {
		const struct rule *rule = matches->at[i].rule;
		int score = matches->at[i].score;

		if (!is_team_of_ours(rule->team))
			continue;
		if (rule->group == RULE_TOPIC)
			totals_add(teams, rule->team, "", score);
		else if (rule->group == RULE_TEAM)
			totals_add(teams, rule->team, "", score)->words +=
			    score;
	}
	if (is_team_of_ours(default_team) && teams->n > 0)
		totals_add(teams, default_team, "", TEAM_MAILBOX);
}

static int
compare_team_totals(const void *left, const void *right)
{
	const struct team_total *a = left, *b = right;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return strcmp(a->team, b->team);
}

size_t
topic_teams(struct arena *a, const struct matches *matches,
    const char *default_team, struct team_total **out)
{
	struct team_total *at = arena_array(a, matches->n + 1, sizeof(*at));
	struct totals teams = { 0, NULL };
	size_t i;

	teams.at = arena_array(a, matches->n + 1, sizeof(*teams.at));
	add_teams(&teams, matches, default_team);
	for (i = 0; i < teams.n; i++)
		at[i] =
		    (struct team_total){ teams.at[i].name, teams.at[i].score };
	if (teams.n > 1)
		qsort(at, teams.n, sizeof(*at), compare_team_totals);
	*out = at;
	return teams.n;
}

struct topic_choice
topic_choose(
    struct arena *a, const struct matches *matches, const char *default_team)
{
	struct totals topics = { 0, NULL }, teams = { 0, NULL };
	struct topic_choice choice = { "", "", "", false, 0 };
	const struct total *best;
	const char *support;
	size_t i;

	topics.at = arena_array(a, matches->n, sizeof(*topics.at));
	teams.at = arena_array(a, matches->n + 1, sizeof(*teams.at));
	for (i = 0; i < matches->n; i++) {
		const struct rule *rule = matches->at[i].rule;

		if (rule->group == RULE_TOPIC)
			totals_add(&topics, rule->value, rule->team,
			    matches->at[i].score);
	}
	add_teams(&teams, matches, default_team);
	choice.team = heaviest_team(&teams);
	support = *choice.team ? choice.team : default_team;
	best = totals_best(&topics, support, lead_of(&teams));
	if (!best || !is_enough(best, support))
		return choice;
	choice.topic = best->name;
	choice.score = best->score;
	choice.why = arena_printf(a, "Herkend als %s door: %s", best->name,
	    words_of(a, matches, best->name));
	if (strcmp(choice.team, "beide") == 0 || !*best->team)
		return choice;
	choice.is_team_settled = true;
	choice.team = is_team_of_ours(best->team) ? best->team : "";
	return choice;
}
