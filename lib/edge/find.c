/*
 * Finds new files in a Maildir folder. Knows what a file name says: identity,
 * time of delivery, flags. It opens no file.
 */

#include "edge/find.h"

#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* A leading number in a file name is a time of delivery between these:
 * 1990-01-01 and 2100-01-01. */
#define NAME_EARLIEST 631152000LL
#define NAME_LATEST   4102444800LL

/* "1700000000.M1P2.host" */
static bool
time_of_name(const char *name, struct instant *out)
{
	char *end;
	long long sec;

	errno = 0;
	sec = strtoll(name, &end, 10);
	if (errno || *end != '.' || sec < NAME_EARLIEST || sec > NAME_LATEST)
		return false;
	out->sec = sec;
	return true;
}

static void
date_found(int directory, const char *file, struct found *f)
{
	struct stat st;

	f->basis = RECEIPT_FILE_NAME;
	if (time_of_name(f->name->text, &f->received))
		return;
	f->basis = RECEIPT_FILE_TIME;
	if (fstatat(directory, file, &st, AT_SYMLINK_NOFOLLOW) == 0)
		f->received.sec = st.st_mtim.tv_sec;
}

static struct found *
list_add(struct found_list *l)
{
	if (l->n == l->room) {
		size_t room = l->room ? l->room * 2 : 64;

		l->items = arena_grow(
		    l->arena, l->items, l->n, room, sizeof(*l->items));
		l->room = room;
	}
	return l->items[l->n++] = arena_alloc(l->arena, sizeof(struct found));
}

/* Whether known files are found too. */
enum looking {
	LOOKING_FOR_NEW,
	LOOKING_FOR_ALL,
};

static void
find_file(struct box *b, struct found_list *l, const char *sub,
    const char *file, int directory, enum looking looking)
{
	size_t n = strcspn(file, ":");
	const char *flags = strstr(file + n, ":2,");
	struct name *name = names_add(&b->names, file, n);
	struct found *f = name->found;

	if (name->is_known && looking == LOOKING_FOR_NEW)
		return;
	/* Moved from new to cur since: this is where it is now. */
	if (name->scan != b->scan)
		f = list_add(l);
	name->scan = b->scan;
	name->found = f;
	f->name = name;
	f->file = arena_printf(l->arena, "%s/%s", sub, file);
	f->is_answered = flags && strchr(flags + 3, 'R');
	date_found(directory, file, f);
}

static int
find_in(struct box *b, struct found_list *l, const char *sub,
    enum looking looking, struct err *e)
{
	const char *path = arena_printf(l->arena, "%s/%s", b->path, sub);
	const struct dirent *entry;
	DIR *d = opendir(path);
	int failed;

	if (!d)
		return err_set(e, errno == EACCES ? ERR_FIX : ERR_AGAIN,
		    "%s cannot be read: %s", path, strerror(errno));
	errno = 0;
	while ((entry = readdir(d))) {
		if (entry->d_name[0] != '.')
			find_file(b, l, sub, entry->d_name, dirfd(d), looking);
		errno = 0;
	}
	failed = errno;
	(void)closedir(d);
	if (failed)
		return err_set(e, ERR_AGAIN, "%s cannot be read: %s", path,
		    strerror(failed));
	return 0;
}

static int
compare_found(const void *a, const void *b)
{
	const struct found *x = *(struct found *const *)a;
	const struct found *y = *(struct found *const *)b;

	if (x->received.sec != y->received.sec)
		return x->received.sec < y->received.sec ? -1 : 1;
	return strcmp(x->name->text, y->name->text);
}

int
find_all(struct box *b, struct found_list *l, struct err *e)
{
	b->scan++;
	if (find_in(b, l, "new", LOOKING_FOR_ALL, e) != 0)
		return -1;
	return find_in(b, l, "cur", LOOKING_FOR_ALL, e);
}

int
find_new(struct box *b, struct found_list *l, struct err *e)
{
	b->scan++;
	if (find_in(b, l, "new", LOOKING_FOR_NEW, e) != 0 ||
	    find_in(b, l, "cur", LOOKING_FOR_NEW, e) != 0)
		return -1;
	if (l->n > 0)
		qsort(l->items, l->n, sizeof(*l->items), compare_found);
	return 0;
}
