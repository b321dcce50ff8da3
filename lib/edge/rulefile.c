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

/* Files of one kind in a directory. */
#define FILES_MAX 500

#define NAME_LENGTH 60 /* of a file of rules that is mailed */

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

bool
rulefile_is_name(const char *name)
{
	size_t n = strlen(name);

	return is_rules_name(name) && n <= NAME_LENGTH &&
	    strspn(name,
	        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	        "0123456789-_.") == n;
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
	const char *own; /* NULL: none */
	struct ruleconf conf;
	struct rulebook *out;
};

/* Something about a file as a whole, or about one line of a data file. */
static void
file_fault(struct reading *r, enum fault_kind kind, const char *file, int line,
    const char *what)
{
	fault_add(r->conf.faults,
	    (struct fault){ .kind = kind,
	        .file = file,
	        .line = line,
	        .found = arena_copy(r->a, what) });
}

static const char *
path_of(const struct reading *r, const char *folder, const char *name)
{
	return arena_printf(r->a, "%s/%s%s", r->dir, folder, name);
}

/* The names of one's own files; a folder that is not there, or that only the
 * daemon may look into, has none. */
static int
own_names(struct reading *r, const char ***names, size_t *n)
{
	static const char *none[1];

	*names = none;
	*n = 0;
	if (!r->own || names_in(r->a, r->own, is_rules_name, names, n) == 0 ||
	    errno == ENOENT || errno == EACCES || errno == ENOTDIR)
		return 0;
	file_fault(r, FAULT_FILE, r->own, 0, strerror(errno));
	return -1;
}

static void
read_rules(struct reading *r)
{
	const char **names, **own;
	size_t n, n_own, i = 0, k = 0;

	if (names_in(r->a, r->dir, is_rules_name, &names, &n)) {
		file_fault(r, FAULT_FILE, r->dir, 0, strerror(errno));
		return;
	}
	if (n == 0)
		file_fault(r, FAULT_NO_RULES, r->dir, 0, "");
	if (own_names(r, &own, &n_own) != 0)
		return;
	while (i < n || k < n_own) {
		int order = i == n ? 1
		    : k == n_own   ? -1
		                   : strcmp(names[i], own[k]);

		ruleconf_read_rules(&r->conf,
		    order < 0 ? path_of(r, "", names[i])
		              : arena_printf(r->a, "%s/%s", r->own, own[k]));
		i += order <= 0;
		k += order >= 0;
	}
}

static const char *
read_data(struct reading *r, const char *name)
{
	const char *text = "", *path = path_of(r, "data/", name);
	struct err e;
	size_t n = 0;

	if (file_read(r->a, path, RULES_FILE_MAX, &text, &n, &e))
		file_fault(r, FAULT_FILE, "", 0, e.text);
	else if (strlen(text) != n)
		file_fault(r, FAULT_UTF8, path, 0, "");
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
equated_fault(
    struct reading *r, const struct csv_row *row, enum fault_kind kind)
{
	file_fault(r, kind, path_of(r, "data/", "gelijkgestelde_dagen.csv"),
	    row->line, csv_cell(row, 0));
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
			equated_fault(r, row, FAULT_NO_DATE);
			continue;
		}
		if (d.day <= last.day)
			equated_fault(r, row, FAULT_DATE_ORDER);
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
		file_fault(r, FAULT_FILE, path_of(r, "templates", ""), 0,
		    strerror(errno));
		return;
	}
	files = arena_array(r->a, n, sizeof(*files));
	for (i = 0; i < n; i++) {
		const char *path = path_of(r, "templates/", names[i]);
		struct err e;
		size_t len;

		files[i].name = names[i];
		if (file_read(
		        r->a, path, RULES_FILE_MAX, &files[i].text, &len, &e))
			file_fault(r, FAULT_FILE, "", 0, e.text);
	}
	r->out->n_templates = n;
	r->out->templates = files;
}

static void
read_rest(struct reading *r)
{
	struct rulebook *book = r->out;

	ruleconf_read_terms(&r->conf, path_of(r, "", "terms.conf"));
	read_organisations(r);
	ruleconf_settle(&r->conf, &book->data);
	read_equated_days(r);
	read_templates(r);
	book->terms = (struct term_list){ r->conf.n_terms, r->conf.terms };
}

int
rulebook_read_rest(struct arena *a, const char *dir, struct rulebook *out,
    struct faults *faults)
{
	struct rulebook book = { 0 };
	struct reading r = { .a = a, .dir = dir, .out = &book };
	size_t faults_before = faults->n;

	r.conf.a = a;
	r.conf.faults = faults;
	read_rest(&r);
	if (faults->n > faults_before)
		return -1;
	*out = book;
	return 0;
}

int
rulebook_read(struct arena *a, const char *dir, const char *own,
    struct rulebook *out, struct faults *faults)
{
	struct rulebook book = { 0 };
	struct reading r = { .a = a, .dir = dir, .own = own, .out = &book };
	size_t faults_before = faults->n;

	r.conf.a = a;
	r.conf.faults = faults;
	read_rules(&r);
	read_rest(&r);
	book.assignments =
	    (struct assignments){ r.conf.n_assignments, r.conf.assignments };
	if (rules_new(a, r.conf.rules, r.conf.n, &book.rules, faults) != 0)
		return -1;
	if (faults->n > faults_before) {
		rulebook_done(&book);
		return -1;
	}
	*out = book;
	return 0;
}

void
rulebook_done(struct rulebook *book)
{
	if (book)
		rules_free(book->rules);
}
