/*
 * The folder in which the demonstration lives: made afresh each time, and
 * emptied only when an earlier demonstration left its mark there.
 */

#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/demo.h"
#include "edge/rulefile.h"

#define MARK ".postwacht-demo"

static const char mark_text[] =
    "Deze map is van 'postwacht demo' en wordt bij elke keer geleegd.\n";

/* Descriptors that walking through the old folder may hold open. */
#define WALK_DESCRIPTORS 16

static int
fail(struct err *e, const char *path)
{
	enum err_kind kind = errno == ENOSPC ? ERR_AGAIN : ERR_FIX;

	return err_set(e, kind, "%s: %s", path, strerror(errno));
}

static void
directory_done(DIR **d)
{
	if (*d)
		(void)closedir(*d);
}

static int
compare_names(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

int
demo_names(struct arena *a, const char *folder, const char *ending,
    struct demo_names *out, struct err *e)
{
	SCOPED(directory_done) DIR *d = opendir(folder);
	struct demo_names names = { 0 };
	const struct dirent *entry;
	size_t room = 0;

	if (!d)
		return fail(e, folder);
	while ((entry = readdir(d))) {
		if (entry->d_name[0] == '.' ||
		    !text_has_suffix(entry->d_name, ending))
			continue;
		if (names.n == room) {
			room = room ? 2 * room : 64;
			names.at = arena_grow(
			    a, names.at, names.n, room, sizeof(*names.at));
		}
		names.at[names.n++] = arena_copy(a, entry->d_name);
	}
	if (names.n > 1)
		qsort(names.at, names.n, sizeof(*names.at), compare_names);
	*out = names;
	return 0;
}

int
demo_make_folder(const char *path, struct err *e)
{
	if (mkdir(path, 0750) != 0 && errno != EEXIST)
		return fail(e, path);
	return 0;
}

static void
file_done(FILE **f)
{
	if (*f)
		(void)fclose(*f);
}

int
demo_write_file(const char *path, const char *bytes, size_t n, struct err *e)
{
	SCOPED(file_done) FILE *f = fopen(path, "we");

	if (!f || fwrite(bytes, 1, n, f) != n || fflush(f) != 0)
		return fail(e, path);
	return 0;
}

static int
remove_entry(
    const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)st;
	(void)type;
	/* The folder itself stays: somebody may stand in it. */
	return where->level == 0 ? 0 : remove(path);
}

static bool
is_empty(DIR *d)
{
	const struct dirent *entry;

	while ((entry = readdir(d))) {
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			return false;
	}
	return true;
}

static int
clear(struct arena *a, const char *folder, struct err *e)
{
	SCOPED(directory_done) DIR *d = opendir(folder);
	const char *mark = arena_printf(a, "%s/" MARK, folder);
	struct stat st;

	if (!d)
		return errno == ENOENT ? 0 : fail(e, folder);
	if (is_empty(d))
		return 0;
	if (lstat(mark, &st) != 0 || !S_ISREG(st.st_mode))
		return err_set(e, ERR_FIX,
		    "%s holds something else than an earlier demonstration; "
		    "name an empty or a new folder",
		    folder);
	/* FTW_PHYS: a link is removed, not followed. */
	if (nftw(folder, remove_entry, WALK_DESCRIPTORS,
	        FTW_DEPTH | FTW_PHYS | FTW_MOUNT) != 0)
		return fail(e, folder);
	return 0;
}

/* A string of libconfig. */
static const char *
quoted(struct arena *a, const char *s)
{
	SCOPED(text_done) struct text t;

	text_init(&t, 2 * strlen(s) + 3);
	text_add_char(&t, '"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			text_add_char(&t, '\\');
		text_add_char(&t, *s);
	}
	text_add_char(&t, '"');
	return arena_copy(a, t.data);
}

/* The configuration as it ships, with the rules of this program in front, so
 * that every other command can be tried with it afterwards. */
static int
write_config(struct arena *a, const char *folder, const char *data,
    const char *rules, struct err *e)
{
	const char *shipped = NULL, *whole;
	char full[PATH_MAX];
	size_t n = 0;

	if (file_read(a, arena_printf(a, "%s/postwacht.conf", data),
	        DEMO_FILE_MAX, &shipped, &n, e) != 0)
		return -1;
	if (!realpath(rules, full))
		return fail(e, rules);
	whole =
	    arena_printf(a, "rules_dir = %s;\n\n%s", quoted(a, full), shipped);
	return demo_write_file(arena_printf(a, "%s/postwacht.conf", folder),
	    whole, strlen(whole), e);
}

int
demo_prepare(struct arena *a, const char *folder, const char *data,
    const char *rules, struct err *e)
{
	if (clear(a, folder, e) != 0 || demo_make_folder(folder, e) != 0 ||
	    demo_write_file(arena_printf(a, "%s/" MARK, folder), mark_text,
	        strlen(mark_text), e) != 0 ||
	    demo_make_folder(arena_printf(a, "%s/state", folder), e) != 0 ||
	    demo_make_folder(arena_printf(a, "%s/html", folder), e) != 0)
		return -1;
	return write_config(a, folder, data, rules, e);
}
