/*
 * Files that appear at once. Knows how a name comes to stand for all of its
 * bytes; not what they mean.
 */

#include "edge/whole.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"

static void
fd_done(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

/* A full disk passes; a folder that is not ours needs a person. */
static int
failed(struct err *e, const char *path)
{
	enum err_kind kind = errno == EACCES || errno == EPERM ||
	        errno == ENOENT || errno == ENOTDIR || errno == EROFS
	    ? ERR_FIX
	    : ERR_AGAIN;

	return err_set(e, kind, "%s: %s", path, strerror(errno));
}

int
whole_put(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t put = write(fd, bytes, n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		bytes += put;
		n -= (size_t)put;
	}
	return 0;
}

static int
fill(int fd, const char *bytes, size_t n, unsigned mode)
{
	if (fd < 0 || fchmod(fd, (mode_t)mode) != 0)
		return -1;
	return whole_put(fd, bytes, n) != 0 || fsync(fd) != 0 ? -1 : 0;
}

/* The new name itself outlives a power cut. */
static int
sync_folder(const char *folder)
{
	SCOPED(fd_done)
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 || fsync(fd) != 0 ? -1 : 0;
}

int
whole_write(const char *folder, const char *name, const char *bytes, size_t n,
    unsigned mode, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *path = arena_printf(a, "%s/%s", folder, name);
	const char *part = arena_printf(a, "%s/.%s.part", folder, name);
	SCOPED(fd_done) int fd = -1;

	if (mkdir(folder, 0750) != 0 && errno != EEXIST)
		return failed(e, folder);
	fd = open(
	    part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fill(fd, bytes, n, mode) != 0 || rename(part, path) != 0 ||
	    sync_folder(folder) != 0)
		return failed(e, path);
	return 0;
}

int
whole_create(
    const char *path, const char *bytes, size_t n, unsigned mode, struct err *e)
{
	SCOPED(fd_done)
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		return err_set(e, ERR_FIX,
		    "%s is there already and is not overwritten", path);
	if (fill(fd, bytes, n, mode) != 0) {
		(void)failed(e, path);
		if (fd >= 0)
			(void)unlink(path);
		return -1;
	}
	return 0;
}
