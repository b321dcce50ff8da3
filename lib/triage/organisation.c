/*
 * Whose mail domain it is: a sorted table of registered suffixes, searched
 * from the whole domain down, one label at a time, so that the longest suffix
 * wins and a look-alike ("gemeente-utrecht.example") never matches. Knows the
 * columns of the data files; does not know where they come from.
 */

#include "triage/organisation.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/text.h"

/* A domain name is at most 253 characters (RFC 1035, 2.3.4). */
#define DOMAIN_MAX 253

struct entry {
	const char *key;
	struct organisation *org;
	size_t order; /* of registration: the first of equal keys wins */
};

struct table {
	size_t n, room;
	struct entry *at;
};

struct organisations {
	struct table domains, codes;
};

struct builder {
	struct arena *a;
	struct organisations *all;
	struct csv domains, municipalities, partners;
	struct table gemeenten; /* by code, sorted */
};

const struct organisation *
organisation_nameless(const char *kind)
{
	static const struct organisation blank[] = {
		{ "onbekend", "", "", "", "", false },
		{ "particulier", "", "", "", "", false },
		{ "pers", "", "", "", "", false },
		{ "systeem", "", "", "", "", false },
	};
	size_t i;

	for (i = 0; i < LENGTH(blank); i++) {
		if (strcmp(blank[i].kind, kind) == 0)
			return &blank[i];
	}
	return &blank[0];
}

static void
table_add(
    struct arena *a, struct table *t, const char *key, struct organisation *org)
{
	if (t->n == t->room) {
		size_t room = t->room ? 2 * t->room : 1024;

		t->at = arena_grow(a, t->at, t->n, room, sizeof(*t->at));
		t->room = room;
	}
	t->at[t->n] = (struct entry){ key, org, t->n };
	t->n++;
}

static int
compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	if (order)
		return order;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* Sorts, and keeps the first that was registered under each key. */
static void
table_close(struct table *t)
{
	size_t i, n = 0;

	if (t->n == 0)
		return;
	qsort(t->at, t->n, sizeof(*t->at), compare_entries);
	for (i = 0; i < t->n; i++) {
		if (n == 0 || strcmp(t->at[n - 1].key, t->at[i].key) != 0)
			t->at[n++] = t->at[i];
	}
	t->n = n;
}

static struct organisation *
table_find(const struct table *t, const char *key)
{
	size_t low = 0, high = t->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(key, t->at[middle].key);

		if (order == 0)
			return t->at[middle].org;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static char *
lower_copy(struct arena *a, const char *s, size_t n)
{
	char *copy = arena_copy_n(a, s, n), *p;

	for (p = copy; *p; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	}
	return copy;
}

/* The n-th name of a list "a;b;c", in the arena; NULL behind the last. */
static const char *
listed(struct arena *a, const char *list, size_t n)
{
	const char *end;

	for (; n > 0; n--) {
		list = strchr(list, ';');
		if (!list)
			return NULL;
		list++;
	}
	end = strchr(list, ';');
	return arena_copy_n(a, list, end ? (size_t)(end - list) : strlen(list));
}

static int
column(const struct csv *csv, const char *file, const char *name, size_t *out,
    struct err *e)
{
	size_t i;

	for (i = 0; csv->n > 0 && i < csv->row[0].n; i++) {
		if (strcmp(csv->row[0].cell[i], name) == 0) {
			*out = i;
			return 0;
		}
	}
	return err_set(e, ERR_FIX, "%s has no column \"%s\" in its first line.",
	    file, name);
}

static struct organisation *
organisation_add(struct builder *b, const char *kind, const char *code,
    const char *name, const char *domain)
{
	struct organisation *org = arena_alloc(b->a, sizeof(*org));

	*org = (struct organisation){ kind, code, name, "", domain, false };
	if (*domain)
		table_add(b->a, &b->all->domains, domain, org);
	if (*code)
		table_add(b->a, &b->all->codes, code, org);
	return org;
}

/* The gemeenten by code, with name and province; their domains come from
 * the list of domains. */
static int
add_municipalities(struct builder *b, struct err *e)
{
	static const char file[] = "gemeenten.csv";
	const struct csv *csv = &b->municipalities;
	size_t code, name, province, i;

	if (column(csv, file, "cbs_code", &code, e) ||
	    column(csv, file, "name", &name, e) ||
	    column(csv, file, "province", &province, e))
		return -1;
	for (i = 1; i < csv->n; i++) {
		const struct csv_row *row = &csv->row[i];
		struct organisation *org = organisation_add(b, "gemeente",
		    csv_cell(row, code),
		    arena_printf(b->a, "gemeente %s", csv_cell(row, name)), "");

		org->province = csv_cell(row, province);
	}
	b->gemeenten = b->all->codes;
	b->gemeenten.at = arena_grow(b->a, b->all->codes.at, b->all->codes.n,
	    b->all->codes.n, sizeof(*b->gemeenten.at));
	table_close(&b->gemeenten);
	return 0;
}

/* One line of the list of domains. A domain of several former gemeenten, or
 * of one that was divided, is taken for the first successor. */
static void
add_domain(struct builder *b, const struct csv_row *row, const size_t at[5])
{
	const char *domain = csv_cell(row, at[0]), *kind = csv_cell(row, at[1]);
	bool is_former = strcmp(kind, "gemeente-opgeheven") == 0;
	const char *code = listed(b->a, csv_cell(row, at[2]), 0);
	const struct organisation *known;
	struct organisation *org;

	domain = lower_copy(b->a, domain, strlen(domain));
	if (!is_former && strcmp(kind, "gemeente") != 0) {
		organisation_add(b, kind, csv_cell(row, at[3]),
		    csv_cell(row, at[3]), domain);
		return;
	}
	if (is_former)
		code = listed(b->a, csv_cell(row, at[4]), 0);
	known = table_find(&b->gemeenten, code);
	org = arena_alloc(b->a, sizeof(*org));
	*org = (struct organisation){ "gemeente", code,
		known ? known->name
		      : arena_printf(b->a, "gemeente %s", csv_cell(row, at[3])),
		known ? known->province : "", domain, is_former };
	table_add(b->a, &b->all->domains, domain, org);
}

static int
add_domains(struct builder *b, struct err *e)
{
	static const char *const names[] = { "domain", "kind", "cbs_code",
		"name", "successor_codes" };
	size_t at[LENGTH(names)], i;

	for (i = 0; i < LENGTH(names); i++) {
		if (column(&b->domains, "domeinen.csv", names[i], &at[i], e))
			return -1;
	}
	for (i = 1; i < b->domains.n; i++)
		add_domain(b, &b->domains.row[i], at);
	return 0;
}

/* The partners' own lists add domains that the list of domains lacks, those
 * without a source too: to recognise somebody is not to trust him. */
static int
add_partners(struct builder *b, struct err *e)
{
	static const char *const names[] = { "name", "kind", "domains",
		"domains_unverified" };
	const struct csv *csv = &b->partners;
	size_t at[LENGTH(names)], i, j, k;

	for (i = 0; i < LENGTH(names); i++) {
		if (column(csv, "ketenpartners.csv", names[i], &at[i], e))
			return -1;
	}
	for (i = 1; i < csv->n; i++) {
		const char *name = csv_cell(&csv->row[i], at[0]);
		const char *kind = csv_cell(&csv->row[i], at[1]);

		for (j = 2; j < LENGTH(names); j++) {
			const char *list = csv_cell(&csv->row[i], at[j]), *d;

			for (k = 0; (d = listed(b->a, list, k)); k++)
				organisation_add(b, kind, name, name,
				    lower_copy(b->a, d, strlen(d)));
		}
	}
	return 0;
}

/* A list of domains, one a line; "#" begins a comment. */
static void
add_list(struct builder *b, const char *s, const char *kind)
{
	while (s && *s) {
		size_t n = strcspn(s, "\n"), len = strcspn(s, "#\r\n \t");

		if (len > 0)
			organisation_add(
			    b, kind, "", "", lower_copy(b->a, s, len));
		s += n;
		s += *s == '\n';
	}
}

int
organisations_new(struct arena *a, const struct organisation_data *data,
    const char *const *internal, size_t n_internal, const char *own_name,
    const struct organisations **out, struct err *e)
{
	struct organisations *all = arena_alloc(a, sizeof(*all));
	struct builder b = { .a = a, .all = all };
	size_t i;

	b.domains = csv_read(a, data->domains, strlen(data->domains), ',');
	b.municipalities = csv_read(
	    a, data->municipalities, strlen(data->municipalities), ',');
	b.partners = csv_read(a, data->partners, strlen(data->partners), ',');
	own_name = arena_copy(a, own_name);
	for (i = 0; i < n_internal; i++)
		organisation_add(&b, "intern", own_name, own_name,
		    lower_copy(a, internal[i], strlen(internal[i])));
	if (add_municipalities(&b, e) || add_domains(&b, e) ||
	    add_partners(&b, e))
		return -1;
	add_list(&b, data->free_mail, "particulier");
	add_list(&b, data->press, "pers");
	table_close(&all->domains);
	table_close(&all->codes);
	*out = all;
	return 0;
}

const struct organisation *
organisation_of(const struct organisations *all, const char *domain)
{
	const char *suffix = domain;

	if (strlen(domain) > DOMAIN_MAX)
		return organisation_nameless("onbekend");
	while (suffix) {
		const struct organisation *org =
		    table_find(&all->domains, suffix);

		if (org)
			return org;
		suffix = strchr(suffix, '.');
		if (suffix)
			suffix++;
	}
	return organisation_nameless("onbekend");
}

const struct organisation *
organisation_by_code(const struct organisations *all, const char *code)
{
	return table_find(&all->codes, code);
}

size_t
organisations_municipalities(const struct organisations *all)
{
	size_t i, n = 0;

	for (i = 0; i < all->codes.n; i++) {
		const struct organisation *org = all->codes.at[i].org;

		n += strcmp(org->kind, "gemeente") == 0 && !org->is_former;
	}
	return n;
}

size_t
organisations_count(const struct organisations *all)
{
	return all->domains.n;
}

const struct organisation *
organisations_at(const struct organisations *all, size_t i)
{
	return all->domains.at[i].org;
}
