/*
 * Mail as .eml files in a folder, for whoever carries them on. It knows how a
 * file comes to stand whole under its name whatever happens in between.
 */

#include "edge/post_folder.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "edge/whole.h"

#define STEM_MAX 200 /* with ".eml.part" behind it below NAME_MAX, 255 */

static void
fd_done(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

static int
check_stem(const char *stem, struct err *e)
{
	size_t n = strlen(stem), i;

	for (i = 0; i < n; i++) {
		if ((unsigned char)stem[i] <= ' ' || stem[i] == '/' ||
		    stem[i] == 0x7f)
			break;
	}
	if (n == 0 || n > STEM_MAX || i < n || stem[0] == '.')
		return err_set(e, ERR_ITEM,
		    "\"%.200s\" cannot be the name of a file in the folder.",
		    stem);
	return 0;
}

/* A full disk passes; a folder that is not ours needs a person. */
static int
fail(struct err *e, const char *folder, const char *what)
{
	enum err_kind kind = errno == EACCES || errno == EPERM ||
	        errno == ENOENT || errno == ENOTDIR || errno == EROFS
	    ? ERR_FIX
	    : ERR_AGAIN;

	return err_set(
	    e, kind, "The folder %s %s: %s.", folder, what, strerror(errno));
}

static int
open_folder(const char *folder, struct err *e)
{
	int fd;

	if (mkdir(folder, 0750) != 0 && errno != EEXIST)
		return fail(e, folder, "cannot be made");
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd >= 0 ? fd : fail(e, folder, "cannot be opened");
}

/* A part left by a crash is written over: only we write here. */
static int
write_part(int folder_fd, const char *part, const char *bytes, size_t n)
{
	SCOPED(fd_done)
	int fd = openat(folder_fd, part,
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);

	if (fd < 0 || whole_put(fd, bytes, n) != 0 || fsync(fd) != 0)
		return -1;
	return 0;
}

enum post_outcome
post_folder_put(const char *folder, const char *name, const char *bytes,
    size_t n, struct err *e)
{
	SCOPED(fd_done) int fd = -1;
	char part[STEM_MAX + 16], whole[STEM_MAX + 16];

	if (check_stem(name, e) != 0)
		return POST_REFUSED;
	(void)snprintf(part, sizeof(part), ".%s.part", name);
	(void)snprintf(whole, sizeof(whole), "%s.eml", name);
	fd = open_folder(folder, e);
	if (fd < 0)
		return POST_LATER;
	if (write_part(fd, part, bytes, n) != 0 ||
	    renameat(fd, part, fd, whole) != 0) {
		(void)fail(e, folder, "takes no mail");
		(void)unlinkat(fd, part, 0);
		return POST_LATER;
	}
	if (fsync(fd) != 0) {
		(void)fail(e, folder, "could not be synced");
		return POST_UNCERTAIN;
	}
	return POST_SENT;
}
