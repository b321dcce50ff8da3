/*
 * A rules directory, read from disk: rules in name order, terms, data files,
 * templates. Knows the names of the files; what stands in the rules is
 * ruleconf.c's.
 */

#include "edge/rulefile.h"

#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/text.h"
#include "edge/ruleconf.h"
#include "notice/template.h"

/* Bytes of one file; the largest shipped one has 110 kB. */
#define FILE_MAX (16u << 20)

/* Files of one kind in a directory. */
#define FILES_MAX 500

static void
dir_done(DIR **dir)
{
	if (*dir)
		closedir(*dir);
}

static void
fd_done(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

int
file_read(struct arena *a, const char *path, size_t limit, const char **out,
    size_t *n, struct err *e)
{
	SCOPED(fd_done)
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st;
	size_t len = 0, size;
	char *text;

	if (fd < 0 || fstat(fd, &st) != 0)
		return err_set(e, ERR_FIX, "%s cannot be read: %s.", path,
		    strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_FIX, "%s is not a file.", path);
	if (st.st_size < 0 || (unsigned long long)st.st_size > limit)
		return err_set(e, ERR_FIX,
		    "%s is larger than the %zu bytes allowed.", path, limit);
	size = (size_t)st.st_size;
	text = arena_alloc(a, size + 1);
	while (len < size) {
		ssize_t got = read(fd, text + len, size - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_set(e, ERR_FIX, "%s cannot be read: %s.",
			    path, strerror(errno));
		if (got == 0)
			break;
		len += (size_t)got;
	}
	*out = text;
	*n = len;
	return 0;
}

static int
compare_names(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static bool
is_rules_name(const char *name)
{
	return name[0] >= '0' && name[0] <= '9' &&
	    text_has_suffix(name, ".conf");
}

static bool
is_template_name(const char *name)
{
	return name[0] != '.' && text_has_suffix(name, ".xsl");
}

/* The names in a directory that fit, sorted; -1 when it cannot be read. */
static int
names_in(struct arena *a, const char *path, bool (*is_wanted)(const char *),
    const char ***out, size_t *n)
{
	SCOPED(dir_done) DIR *dir = opendir(path);
	const char **names = arena_array(a, FILES_MAX, sizeof(*names));
	const struct dirent *entry;

	if (!dir)
		return -1;
	*n = 0;
	while ((entry = readdir(dir)) && *n < FILES_MAX) {
		if (is_wanted(entry->d_name))
			names[(*n)++] = arena_copy(a, entry->d_name);
	}
	qsort(names, *n, sizeof(*names), compare_names);
	*out = names;
	return 0;
}

struct reading {
	struct arena *a;
	const char *dir;
	struct ruleconf conf;
	struct rulebook *out;
};

static void
file_mistake(struct reading *r, const char *what)
{
	text_addf(r->conf.mistakes, "%s\n", what);
	r->conf.n_mistakes++;
}

static const char *
path_of(const struct reading *r, const char *folder, const char *name)
{
	return arena_printf(r->a, "%s/%s%s", r->dir, folder, name);
}

static void
read_rules(struct reading *r)
{
	const char **names;
	size_t n, i;

	if (names_in(r->a, r->dir, is_rules_name, &names, &n)) {
		file_mistake(r,
		    arena_printf(r->a, "%s: cannot be opened: %s", r->dir,
		        strerror(errno)));
		return;
	}
	if (n == 0)
		file_mistake(r,
		    arena_printf(r->a,
		        "%s: no rules; expected files named like "
		        "\"40-onderwerpen.conf\"",
		        r->dir));
	for (i = 0; i < n; i++)
		ruleconf_read_rules(&r->conf, path_of(r, "", names[i]));
}

static const char *
read_data(struct reading *r, const char *name)
{
	const char *text = "", *path = path_of(r, "data/", name);
	struct err e;
	size_t n = 0;

	if (file_read(r->a, path, FILE_MAX, &text, &n, &e))
		file_mistake(r, e.text);
	else if (strlen(text) != n)
		file_mistake(r,
		    arena_printf(
		        r->a, "%s: holds a NUL byte; expected text", path));
	return text;
}

static void
read_organisations(struct reading *r)
{
	struct organisation_data *data = &r->out->data;

	data->domains = read_data(r, "domeinen.csv");
	data->municipalities = read_data(r, "gemeenten.csv");
	data->partners = read_data(r, "ketenpartners.csv");
	data->free_mail = read_data(r, "vrije_maildomeinen.txt");
	data->press = read_data(r, "persdomeinen.txt");
}

static void
equated_mistake(struct reading *r, const struct csv_row *row, const char *what)
{
	file_mistake(r,
	    arena_printf(r->a, "%s/data/gelijkgestelde_dagen.csv:%d: %s",
	        r->dir, row->line, what));
}

/* date,decree; the row "until" says up to when decrees are known. */
static void
read_equated_days(struct reading *r)
{
	const char *text = read_data(r, "gelijkgestelde_dagen.csv");
	struct csv csv = csv_read(r->a, text, strlen(text), ',');
	struct date *days = arena_array(r->a, csv.n, sizeof(*days));
	struct equated_days *out = &r->out->equated;
	struct date last = { INT32_MIN };
	size_t i;

	for (i = 1; i < csv.n; i++) {
		const struct csv_row *row = &csv.row[i];
		struct date d;

		if (date_parse(csv_cell(row, 0), &d)) {
			equated_mistake(
			    r, row, "no date; expected one like 2026-05-15");
			continue;
		}
		if (d.day <= last.day)
			equated_mistake(r, row,
			    "not later than the day above it; put the days "
			    "in order");
		last = d;
		if (strcmp(csv_cell(row, 1), "until") == 0)
			out->known_until = d;
		else
			days[out->n++] = d;
	}
	out->day = days;
}

static void
read_templates(struct reading *r)
{
	struct template_file *files;
	const char **names;
	size_t n, i;

	if (names_in(r->a, path_of(r, "templates", ""), is_template_name,
	        &names, &n)) {
		file_mistake(r,
		    arena_printf(r->a, "%s/templates: cannot be opened: %s",
		        r->dir, strerror(errno)));
		return;
	}
	files = arena_array(r->a, n, sizeof(*files));
	for (i = 0; i < n; i++) {
		const char *path = path_of(r, "templates/", names[i]);
		struct err e;
		size_t len;

		files[i].name = names[i];
		if (file_read(r->a, path, FILE_MAX, &files[i].text, &len, &e))
			file_mistake(r, e.text);
	}
	r->out->n_templates = n;
	r->out->templates = files;
}

static int
compile(struct reading *r, struct err *e)
{
	struct err why;

	if (rules_new(r->a, r->conf.rules, r->conf.n, &r->out->rules,
	        r->conf.mistakes, &why))
		r->conf.n_mistakes++;
	if (r->conf.n_mistakes == 0)
		return 0;
	rulebook_done(r->out);
	return err_set(e, ERR_FIX,
	    "the rules in %s have mistakes; nothing was taken into use",
	    r->dir);
}

int
rulebook_read(struct arena *a, const char *dir, struct rulebook *out,
    struct text *mistakes, struct err *e)
{
	struct rulebook book = { 0 };
	struct reading r = { .a = a, .dir = dir, .out = &book };

	r.conf.a = a;
	r.conf.mistakes = mistakes;
	read_rules(&r);
	ruleconf_read_terms(&r.conf, path_of(&r, "", "terms.conf"));
	ruleconf_check_names(&r.conf);
	book.terms = (struct term_list){ r.conf.n_terms, r.conf.terms };
	read_organisations(&r);
	read_equated_days(&r);
	read_templates(&r);
	if (compile(&r, e))
		return -1;
	*out = book;
	return 0;
}

void
rulebook_done(struct rulebook *book)
{
	if (book)
		rules_free(book->rules);
}
