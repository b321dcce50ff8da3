/*
 * Puts the parts together: settings, rules, organisations, calendar and
 * templates. Decides nothing.
 */

#include "desk/office.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/conf_value.h"
#include "edge/fault_print.h"
#include "edge/shipped.h"
#include "notice/lead.h"

/* The two teams of the shipped example (design.md 12), for commands that work
 * without a configuration. */
static const struct team example_teams[] = {
	{ "K", "Naleving Kinderopvang & Voorschoolse educatie",
	    "Kinderopvang & VE" },
	{ "W", "Naleving Werk & Inkomen", "Werk & Inkomen" },
};
static const char *example_addresses[] = {
	"postbus.kinderopvang@vng.nl",
	"postbus.werkeninkomen@vng.nl",
};
static const char *example_domains[] = { "vng.nl", "vng.cloud" };
static const char *example_authservs[] = { "postbus.vng.example" };
static const struct mailbox_settings example_mailboxes[] = {
	{ .id = "kinderopvang",
	    .n_addresses = 1,
	    .addresses = &example_addresses[0],
	    .team = "K",
	    .path = "" },
	{ .id = "werkeninkomen",
	    .n_addresses = 1,
	    .addresses = &example_addresses[1],
	    .team = "W",
	    .path = "" },
};

static void
use_example(struct settings *s)
{
	*s = (struct settings){
		.file = "",
		.state_dir = "",
		.rules_dir = "",
		.language = LANGUAGE_NL,
		.norm = "5 werkdagen",
		.interim_norm = "10 werkdagen",
		.organisation = "Vereniging van Nederlandse Gemeenten",
		.n_internal_domains = LENGTH(example_domains),
		.internal_domains = example_domains,
		.n_authservs = LENGTH(example_authservs),
		.authservs = example_authservs,
		.calendar = { .has_good_friday = true,
		    .liberation_day = LIBERATION_ALWAYS,
		    .has_equated_days = true },
		.roster = { .n_teams = LENGTH(example_teams),
		    .teams = example_teams },
		.n_mailboxes = LENGTH(example_mailboxes),
		.mailboxes = example_mailboxes,
	};
}

const char *
office_rules_dir(struct arena *a)
{
	return shipped_folder(a, "rules");
}

/* Postwacht's own mailbox is no mailbox that answers are seen in. */
static bool
takes_questions(const struct mailbox_settings *box)
{
	return box->purpose != PURPOSE_COMMANDS;
}

/* Every address of every mailbox, and the team of each. */
static void
collect_addresses(struct office *o)
{
	const struct settings *s = &o->settings;
	struct address_list *list = &o->house.mailboxes;
	const char **teams;
	size_t i, j, n = 0;

	for (i = 0; i < s->n_mailboxes; i++)
		n += s->mailboxes[i].n_addresses;
	list->at = arena_array(o->arena, n + 1, sizeof(*list->at));
	teams = arena_array(o->arena, n + 1, sizeof(*teams));
	for (i = 0; i < s->n_mailboxes; i++) {
		if (!takes_questions(&s->mailboxes[i]))
			continue;
		for (j = 0; j < s->mailboxes[i].n_addresses; j++) {
			teams[list->n] = s->mailboxes[i].team;
			list->at[list->n++] = address_make(
			    o->arena, "", s->mailboxes[i].addresses[j]);
		}
	}
	o->house.mailbox_teams = teams;
}

/* What a team does not say itself holds for all. */
static int
set_team_norms(struct office *o, struct err *e)
{
	const struct settings *s = &o->settings;
	struct norms *n = &o->norms;
	struct team_norms *teams =
	    arena_array(o->arena, s->n_team_norms + 1, sizeof(*teams));
	size_t i;

	for (i = 0; i < s->n_team_norms; i++) {
		const struct team_norm_settings *own = &s->team_norms[i];

		teams[i] = (struct team_norms){ own->team, n->norm,
			n->interim_norm, n->is_statutory_binding };
		if (own->statutory != STATUTORY_AS_ALL)
			teams[i].is_statutory_binding =
			    own->statutory == STATUTORY_BINDS;
		if ((*own->norm &&
		        term_parse(own->norm, &teams[i].norm, e) != 0) ||
		    (*own->interim_norm &&
		        term_parse(
		            own->interim_norm, &teams[i].interim_norm, e) != 0))
			return err_in(
			    e, "%s: norm of team %s", s->file, own->team);
	}
	n->n_teams = s->n_team_norms;
	n->teams = teams;
	return 0;
}

static int
set_leads(struct office *o, struct err *e)
{
	struct settings *s = &o->settings;
	struct lead_rule *rules =
	    arena_array(o->arena, s->n_reminders + 1, sizeof(*rules));
	size_t i, k;

	for (i = 0; i < s->n_reminders; i++) {
		const struct reminder_settings *r = &s->reminders[i];
		struct lead *leads =
		    arena_array(o->arena, r->n_before + 1, sizeof(*leads));

		for (k = 0; k < r->n_before; k++) {
			if (lead_parse(r->before[k], &leads[k], e) != 0)
				return err_in(e, "%s: reminders", s->file);
		}
		rules[i] = (struct lead_rule){ r->term, r->n_before, leads };
	}
	s->agenda.n_lead_rules = s->n_reminders;
	s->agenda.lead_rules = rules;
	return 0;
}

/* The signals of users.md 19 behind those of the configuration, which count
 * first. */
static void
set_signals(struct office *o)
{
	static const char *const names[] = { "woo", "klacht", "bezwaar",
		"ingebrekestelling", "avg", "datalek", "pers", "kamervragen",
		"spoed", "bsn" };
	struct agenda_options *a = &o->settings.agenda;
	struct signal_rule *rules =
	    arena_grow(o->arena, a->signal_rules, a->n_signal_rules,
	        a->n_signal_rules + LENGTH(names), sizeof(*rules));
	size_t i;

	for (i = 0; i < LENGTH(names); i++)
		rules[a->n_signal_rules++] =
		    (struct signal_rule){ names[i], "coordinator" };
	a->signal_rules = rules;
}

static int
set_norms(struct office *o, struct err *e)
{
	struct norms *n = &o->norms;

	n->calendar = o->calendar;
	n->roster = &o->settings.roster;
	n->terms = &o->rulebook.terms;
	n->is_statutory_binding = o->settings.is_statutory_binding;
	if (term_parse(o->settings.norm, &n->norm, e) != 0 ||
	    term_parse(o->settings.interim_norm, &n->interim_norm, e) != 0)
		return err_in(e, "%s: norm", o->settings.file);
	return set_team_norms(o, e);
}

/* The named service norm follows the setting, so that both say the same. */
static const struct term_list *
terms_with_norm(struct office *o)
{
	struct term_list *list = &o->rulebook.terms;
	struct named_term *terms = arena_grow(
	    o->arena, list->at, list->n, list->n + 1, sizeof(*terms));
	size_t i;

	for (i = 0; i < list->n; i++) {
		if (strcmp(terms[i].name, "servicenorm") == 0)
			terms[i].term = o->norms.norm;
	}
	list->at = terms;
	return list;
}

/* Questions go to people of the roster; the built-in example has none. */
static void
check_person(const struct office *o, const char *id, const char *file, int line,
    struct faults *faults)
{
	const struct roster *roster = &o->settings.roster;
	const char **ids =
	    arena_array(o->arena, roster->n_people + 1, sizeof(*ids));
	size_t i;

	if (!*id || !*o->settings.file || roster_by_id(roster, id))
		return;
	for (i = 0; i < roster->n_people; i++)
		ids[i] = roster->people[i].id;
	fault_add(faults,
	    (struct fault){ .kind = FAULT_UNKNOWN,
	        .file = file,
	        .line = line,
	        .key = "assignee",
	        .found = id,
	        .want = conf_listing(o->arena, ids, roster->n_people),
	        .nearest = text_nearest(id, ids, roster->n_people) });
}

static void
check_people(const struct office *o, struct faults *faults)
{
	const struct rules *rules = o->rulebook.rules;
	const struct assignments *list = &o->rulebook.assignments;
	size_t i;

	for (i = 0; rules && i < rules_count(rules); i++) {
		const struct rule *rule = rules_at(rules, i);

		check_person(
		    o, rule->actions.assignee, rule->file, rule->line, faults);
	}
	for (i = 0; i < list->n; i++)
		check_person(o, list->at[i].assignee, list->at[i].file,
		    list->at[i].line, faults);
}

/* Which files to read. */
struct files {
	const char *conf;      /* NULL: the built-in example */
	const char *rules_dir; /* when the configuration names none */
	bool is_instead;       /* this one, whatever it names, and alone */
	const char *own;       /* NULL: OFFICE_OWN_RULES */
	bool is_lean;          /* without the rules */
};

/* The folder with rules of one's own, or NULL. */
static const char *
own_rules(const struct office *o, const struct files *f)
{
	if (f->own || f->is_instead || !*o->settings.state_dir)
		return f->own;
	return arena_printf(
	    o->arena, "%s/" OFFICE_OWN_RULES, o->settings.state_dir);
}

int
office_rules_refused(const struct office *o, size_t n, struct err *e)
{
	const char *dir = o->settings.rules_dir;

	if (o->settings.language == LANGUAGE_EN)
		return err_set(e, ERR_FIX,
		    "the rules in %s have %zu mistake%s; nothing was taken "
		    "into use",
		    dir, n, n == 1 ? "" : "s");
	return err_set(e, ERR_FIX,
	    "in de regels in %s %s %zu %s; er is niets in gebruik genomen", dir,
	    n == 1 ? "staat" : "staan", n, n == 1 ? "fout" : "fouten");
}

static int
read_rules(struct office *o, const struct files *files, struct text *mistakes,
    struct err *e)
{
	const struct settings *s = &o->settings;
	struct faults faults = { .arena = o->arena };

	if (files->is_lean
	        ? rulebook_read_rest(
	              o->arena, s->rules_dir, &o->rulebook, &faults) == 0
	        : rulebook_read(o->arena, s->rules_dir, own_rules(o, files),
	              &o->rulebook, &faults) == 0)
		check_people(o, &faults);
	if (faults.n == 0)
		return 0;
	faults_print(&faults, s->language, mistakes);
	return office_rules_refused(o, faults.n, e);
}

static int
build(struct office *o, const struct files *files, struct text *mistakes,
    struct err *e)
{
	struct settings *s = &o->settings;

	if (!files->conf)
		use_example(s);
	else if (settings_read(o->arena, files->conf, s, mistakes, e) != 0)
		return -1;
	if (files->is_instead || !*s->rules_dir)
		s->rules_dir = files->rules_dir;
	if (read_rules(o, files, mistakes, e) != 0)
		return -1;
	if (organisations_new(o->arena, &o->rulebook.data, s->internal_domains,
	        s->n_internal_domains, s->organisation, &o->organisations,
	        e) != 0)
		return -1;
	o->calendar =
	    calendar_new(o->arena, &s->calendar, &o->rulebook.equated);
	if (set_norms(o, e) != 0 || set_leads(o, e) != 0)
		return -1;
	set_signals(o);
	o->norms.terms = terms_with_norm(o);
	collect_addresses(o);
	o->house.organisations = o->organisations;
	o->house.rules = o->rulebook.rules;
	o->house.assignments = &o->rulebook.assignments;
	o->house.authservs = s->authservs;
	o->house.n_authservs = s->n_authservs;
	o->house.forms = s->forms;
	o->house.default_team = "";
	o->versions.rules =
	    files->is_lean ? "" : rules_version(o->rulebook.rules);
	o->versions.calendar = calendar_version(o->calendar);
	if (!files->is_lean)
		return templates_new(o->rulebook.templates,
		    o->rulebook.n_templates, s->language, &o->templates, e);
	o->templates = templates_lazy(
	    o->rulebook.templates, o->rulebook.n_templates, s->language);
	return 0;
}

static int
open_office(const struct files *files, struct office **out,
    struct text *mistakes, struct err *e)
{
	struct arena *arena = arena_new();
	struct office *o = arena_alloc(arena, sizeof(*o));

	o->arena = arena;
	if (build(o, files, mistakes, e) != 0) {
		if (mistakes->len == 0 && e)
			text_addf(mistakes, "%s\n", e->text);
		office_close(o);
		return -1;
	}
	*out = o;
	return 0;
}

int
office_open(const char *file, const char *rules_dir, struct office **out,
    struct text *mistakes, struct err *e)
{
	const struct files files = { .conf = file, .rules_dir = rules_dir };

	return open_office(&files, out, mistakes, e);
}

int
office_open_lean(const char *file, const char *rules_dir, struct office **out,
    struct text *mistakes, struct err *e)
{
	const struct files files = {
		.conf = file, .rules_dir = rules_dir, .is_lean = true
	};

	return open_office(&files, out, mistakes, e);
}

int
office_open_with(const char *file, const char *rules_dir, struct office **out,
    struct text *mistakes, struct err *e)
{
	const struct files files = {
		.conf = file, .rules_dir = rules_dir, .is_instead = true
	};

	return open_office(&files, out, mistakes, e);
}

int
office_open_trial(const char *file, const char *rules_dir, const char *own,
    struct office **out, struct text *mistakes, struct err *e)
{
	const struct files files = {
		.conf = file, .rules_dir = rules_dir, .own = own
	};

	return open_office(&files, out, mistakes, e);
}

void
office_close(struct office *o)
{
	if (!o)
		return;
	templates_free(o->templates);
	rulebook_done(&o->rulebook);
	arena_free(o->arena);
}
