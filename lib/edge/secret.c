/*
 * Secrets from where only this service can read them: systemd's credentials
 * folder, or a file with mode 0600 or 0400. It knows how such a file must look
 * and nothing of what the secret is for.
 */

#include "edge/secret.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"

static void
fd_done(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

/* systemd mounts credentials for this service alone and sets their mode
 * itself; a file of a person must be closed to others by hand. */
static int
check_file(int fd, const char *path, bool is_credential, struct err *e)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_set(e, ERR_FIX, "%s cannot be read: %s.", path,
		    strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_FIX,
		    "%s is not a file; a secret stands in a plain file.", path);
	if (!is_credential && (st.st_mode & 077) != 0)
		return err_set(e, ERR_FIX,
		    "%s has mode %04o, so that others can read the secret; "
		    "set it with: chmod 600 %s",
		    path, (unsigned)(st.st_mode & 07777), path);
	return 0;
}

/* The file's bytes, at most n; their number, or -1 with errno. */
static ssize_t
read_all(int fd, char *data, size_t n)
{
	size_t len = 0;

	while (len < n) {
		ssize_t got = read(fd, data + len, n - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		len += (size_t)got;
	}
	return (ssize_t)len;
}

/* What a secret may look like. */
struct shape {
	size_t max; /* bytes */
	bool is_block;
};

static const struct shape one_line = { SECRET_MAX, false };
static const struct shape block = { SECRET_BLOCK_MAX, true };

static int
check_bytes(const char *secret, size_t n, const char *path,
    const struct shape *shape, struct err *e)
{
	if (n > shape->max || memchr(secret, '\0', n))
		return err_set(e, ERR_FIX,
		    "%s is no secret of %s and at most %zu bytes.", path,
		    shape->is_block ? "text" : "one line", shape->max);
	return 0;
}

static int
read_file(struct arena *a, const char *path, bool is_credential,
    const struct shape *shape, const char **out, struct err *e)
{
	SCOPED(fd_done) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char *secret;
	ssize_t n;

	if (fd < 0)
		return err_set(e, ERR_FIX,
		    "The secret in %s cannot be read: %s.", path,
		    strerror(errno));
	if (check_file(fd, path, is_credential, e) != 0)
		return -1;
	secret = arena_alloc(a, shape->max + 2);
	n = read_all(fd, secret, shape->max + 1);
	if (n < 0)
		return err_set(e, ERR_FIX,
		    "The secret in %s cannot be read: %s.", path,
		    strerror(errno));
	if (check_bytes(secret, (size_t)n, path, shape, e) != 0)
		return -1;
	while (n > 0 && (secret[n - 1] == '\n' || secret[n - 1] == '\r'))
		secret[--n] = '\0';
	if (n == 0)
		return err_set(
		    e, ERR_FIX, "%s is empty; it must hold the secret.", path);
	if (!shape->is_block && strpbrk(secret, "\r\n"))
		return err_set(e, ERR_FIX, "%s has more than one line.", path);
	*out = secret;
	return 0;
}

static int
read_credential(struct arena *a, const char *name, const struct shape *shape,
    const char **out, struct err *e)
{
	const char *folder = getenv("CREDENTIALS_DIRECTORY");

	if (strchr(name, '/') || name[0] == '.')
		return err_set(e, ERR_FIX,
		    "The credential name \"%s\" must be a plain file name.",
		    name);
	if (!folder || !folder[0])
		return err_set(e, ERR_FIX,
		    "The credential \"%s\" is not there: this process was not "
		    "started by systemd with LoadCredential=%s:FILE.",
		    name, name);
	return read_file(
	    a, arena_printf(a, "%s/%s", folder, name), true, shape, out, e);
}

static int
read_source(struct arena *a, const struct secret_source *source,
    const struct shape *shape, const char **out, struct err *e)
{
	if (source->credential && source->credential[0])
		return read_credential(a, source->credential, shape, out, e);
	if (source->file && source->file[0])
		return read_file(a, source->file, false, shape, out, e);
	return err_set(e, ERR_FIX,
	    "No secret is configured; set its _credential or its _file.");
}

bool
secret_is_named(const struct secret_source *source)
{
	return (source->credential && source->credential[0]) ||
	    (source->file && source->file[0]);
}

int
secret_read(struct arena *a, const struct secret_source *source,
    const char **out, struct err *e)
{
	return read_source(a, source, &one_line, out, e);
}

int
secret_read_block(struct arena *a, const struct secret_source *source,
    const char **out, struct err *e)
{
	return read_source(a, source, &block, out, e);
}

void
secret_wipe(const char *secret)
{
	if (secret)
		explicit_bzero((char *)secret, strlen(secret));
}
