/*
 * A first look at the bytes of a configuration. It knows how libconfig splits
 * a file into strings, comments and numbers, as far as needed to find numbers
 * that would wrap and includes that would end the process; it knows no
 * setting.
 */

#include "edge/settings_scan.h"

#include <sys/stat.h>

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "edge/settings_mistakes.h"

/* A configuration with a thousand mailboxes is a few hundred KiB. */
#define FILE_MAX_BYTES (4 * 1024 * 1024)

/* libconfig's own limit of nested includes. */
#define INCLUDE_DEPTH 10

/* Files read in all: includes of includes could multiply without end. */
#define FILES_MAX 200

struct scan {
	struct mistakes *mistakes;
	const char *folder;
	int *files_left;
	int depth;
	const char *file;
	int line;
	const char *at;
	int result;
};

static int scan_file(
    const struct scan *from, const char *path, const char *shown);

static void
file_done(FILE **f)
{
	if (*f)
		(void)fclose(*f);
}

static const char *
refuse(const struct scan *from, const char *path, const char *why)
{
	mistake_add(from->mistakes, from->file, from->line,
	    "%s cannot be read (%s); expected a configuration file in UTF-8 of "
	    "at most %d bytes; correct the name or its mode",
	    path, why, FILE_MAX_BYTES);
	return NULL;
}

/* The whole file, NUL-terminated; NULL with a mistake told. */
static const char *
read_file(const struct scan *from, const char *path)
{
	SCOPED(file_done) FILE *f = NULL;
	struct stat st;
	char *data;
	size_t n;

	if (stat(path, &st) != 0)
		return refuse(from, path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return refuse(from, path, "it is no plain file");
	f = fopen(path, "re");
	if (!f)
		return refuse(from, path, strerror(errno));
	if (st.st_size > FILE_MAX_BYTES)
		return refuse(from, path, "it is too large");
	data = arena_alloc(from->mistakes->arena, (size_t)st.st_size + 1);
	n = fread(data, 1, (size_t)st.st_size, f);
	if (ferror(f))
		return refuse(from, path, strerror(errno));
	if (memchr(data, '\0', n))
		return refuse(from, path, "it holds a NUL byte");
	return data;
}

static void
skip_to(struct scan *s, const char *end)
{
	for (; s->at < end; s->at++)
		s->line += *s->at == '\n';
}

/* A quoted string with backslashes; an open one runs to the end. */
static void
skip_string(struct scan *s)
{
	const char *c;

	for (c = s->at + 1; *c && *c != '"'; c++) {
		if (*c == '\\' && c[1])
			c++;
	}
	skip_to(s, *c ? c + 1 : c);
}

static void
skip_comment(struct scan *s)
{
	const char *end;

	if (s->at[0] == '/' && s->at[1] == '*') {
		end = strstr(s->at + 2, "*/");
		end = end ? end + 2 : s->at + strlen(s->at);
	} else {
		end = s->at + strcspn(s->at, "\n");
	}
	skip_to(s, end);
}

/* libconfig keeps 32 bits of a number without L, whatever was written. */
static void
scan_number(struct scan *s)
{
	size_t n = strspn(s->at, "0123456789abcdefABCDEFxXL.");
	bool is_hex = s->at[0] == '0' && (s->at[1] == 'x' || s->at[1] == 'X');
	unsigned long long value;
	char *end;

	errno = 0;
	value = strtoull(s->at, &end, is_hex ? 16 : 10);
	if (*end != '.' && (errno == ERANGE || value > INT_MAX))
		mistake_add(s->mistakes, s->file, s->line,
		    "the number %.*s is too large; expected at most %d; write a "
		    "smaller number, or a duration such as \"90s\"",
		    (int)(n < 40 ? n : 40), s->at, INT_MAX);
	s->at += n;
}

/* @include "name": looked at first, since libconfig exits on a folder. */
static void
scan_include(struct scan *s)
{
	const char *name = s->at + strlen("@include");
	size_t n;

	name += strspn(name, " \t");
	n = *name == '"' ? strcspn(name + 1, "\"\r\n\\") : 0;
	if (n == 0 || name[1 + n] != '"') {
		mistake_add(s->mistakes, s->file, s->line,
		    "an @include without a plain file name; expected @include "
		    "\"NAME\" on a line of its own; put the name in quotes");
		s->result = -1;
	} else if (s->depth == INCLUDE_DEPTH || --*s->files_left < 0) {
		mistake_add(s->mistakes, s->file, s->line,
		    "too many files inside each other; expected at most %d "
		    "levels and %d files; look for a file that includes itself",
		    INCLUDE_DEPTH, FILES_MAX);
		s->result = -1;
	} else {
		s->result = scan_file(s,
		    arena_printf(s->mistakes->arena, "%s/%.*s", s->folder,
		        (int)n, name + 1),
		    arena_copy_n(s->mistakes->arena, name + 1, n));
		name += n + 2;
	}
	s->at = name;
}

/* Steps over one name, number, string, comment or other character. */
static void
scan_token(struct scan *s)
{
	char c = *s->at;

	if (c == '"')
		skip_string(s);
	else if (c == '#' || (c == '/' && (s->at[1] == '/' || s->at[1] == '*')))
		skip_comment(s);
	else if (c == '@' && strncmp(s->at, "@include", 8) == 0)
		scan_include(s);
	else if (isdigit((unsigned char)c))
		scan_number(s);
	else if (isalpha((unsigned char)c) || c == '*')
		s->at += 1 +
		    strspn(s->at + 1,
		        "abcdefghijklmnopqrstuvwxyz"
		        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_*");
	else
		skip_to(s, s->at + 1);
}

static int
scan_file(const struct scan *from, const char *path, const char *shown)
{
	struct scan s = *from;

	s.at = read_file(from, path);
	if (!s.at)
		return -1;
	s.file = shown;
	s.line = 1;
	s.depth++;
	if (strncmp(s.at, "\xEF\xBB\xBF", 3) == 0) {
		mistake_add(s.mistakes, shown, 1,
		    "a byte order mark in front of the text; expected plain "
		    "UTF-8; save the file as \"UTF-8 without BOM\"");
		return -1;
	}
	while (*s.at && s.result == 0)
		scan_token(&s);
	return s.result;
}

int
settings_scan(struct mistakes *m, const char *file, const char *folder)
{
	int files_left = FILES_MAX;
	const struct scan top = { .mistakes = m,
		.folder = folder,
		.files_left = &files_left,
		.file = file,
		.line = 1,
		.depth = -1 };

	return scan_file(&top, file, file);
}
