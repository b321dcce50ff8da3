/*
 * Files of rules that came by mail, on disk: how they are tried without being
 * in use, and how they come into use whole or not at all.
 */

#include "desk/trial.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/office.h"
#include "edge/whole.h"

#define TRIAL_FOLDER "own-rules.trial"

static void
dir_done(DIR **dir)
{
	if (*dir)
		(void)closedir(*dir);
}

static const char *
folder(const struct office *o, struct arena *a, const char *name)
{
	return arena_printf(a, "%s/%s", o->settings.state_dir, name);
}

/* All rules that lie in a folder: into another one, or, to NULL, away. */
static int
each_file(struct arena *a, const char *from, const char *to, struct err *e)
{
	SCOPED(dir_done) DIR *dir = opendir(from);
	const struct dirent *entry;

	if (!dir && errno == ENOENT)
		return 0;
	if (!dir)
		return err_set(e, ERR_FIX, "%s: %s", from, strerror(errno));
	while ((entry = readdir(dir))) {
		const char *path =
		    arena_printf(a, "%s/%s", from, entry->d_name);
		const char *text = "";
		size_t n = 0;

		if (!rulefile_is_name(entry->d_name))
			continue;
		if (!to)
			(void)unlink(path);
		else if (file_read(a, path, RULES_FILE_MAX, &text, &n, e) !=
		        0 ||
		    whole_write(to, entry->d_name, text, n, 0640, e) != 0)
			return -1;
	}
	return 0;
}

/* A file that came by mail may not have others read, whose lines would stand
 * among its mistakes. */
static int
including_line(const char *body)
{
	int line = 1;

	for (; body; line++) {
		const char *end = strchr(body, '\n');

		if (body[strspn(body, " \t")] == '@')
			return line;
		body = end ? end + 1 : NULL;
	}
	return 0;
}

const char *
trial_folder(const struct office *o, struct arena *a)
{
	return folder(o, a, TRIAL_FOLDER);
}

int
trial_open(const struct office *o, const char *name, const char *body,
    struct office **out, struct text *mistakes, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *trial = trial_folder(o, a);
	const char *file = *o->settings.file ? o->settings.file : NULL;
	bool is_dutch = o->settings.language == LANGUAGE_NL;
	int line = including_line(body);

	if (line > 0) {
		text_addf(mistakes,
		    is_dutch ? "%s:%d: in een regelbestand dat gemaild wordt, "
		               "kan @include niet\n"
		             : "%s:%d: a file of rules that is mailed cannot "
		               "have @include\n",
		    name, line);
		return 0;
	}
	if (each_file(a, trial, NULL, e) != 0 ||
	    each_file(a, folder(o, a, OFFICE_OWN_RULES), trial, e) != 0 ||
	    whole_write(trial, name, body, strlen(body), 0640, e) != 0)
		return -1;
	return office_open_trial(
	           file, o->settings.rules_dir, trial, out, mistakes, e) == 0;
}

void
trial_end(const struct office *o)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *trial = trial_folder(o, a);

	if (each_file(a, trial, NULL, NULL) == 0)
		(void)rmdir(trial);
}

int
trial_keep(const struct office *o, const char *name, const char *body,
    int64_t number, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *own = folder(o, a, OFFICE_OWN_RULES);
	const char *path = arena_printf(a, "%s/%s", own, name);
	const char *old = NULL;
	size_t n = 0;

	if (access(path, F_OK) == 0 &&
	    file_read(a, path, RULES_FILE_MAX, &old, &n, e) != 0)
		return -1;
	if (old && strcmp(old, body) == 0)
		return 0;
	if (old &&
	    whole_write(own,
	        arena_printf(a, "%s.before-%lld", name, (long long)number), old,
	        n, 0640, e) != 0)
		return -1;
	return whole_write(own, name, body, strlen(body), 0640, e);
}
