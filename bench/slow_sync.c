/*
 * Loaded in front of the C library (LD_PRELOAD): every sync of a file takes
 * ten milliseconds more, as on a disk that turns.
 */

#include <dlfcn.h>
#include <time.h>
#include <unistd.h>

#define SYNC_MS 10

typedef int sync_fn(int fd);

static int
sync_late(const char *name, int fd)
{
	const struct timespec late = { 0, SYNC_MS * 1000000L };
	void *found = dlsym(RTLD_NEXT, name);
	sync_fn *real;

	/* ISO C knows no way from an object to a function. */
	*(void **)(&real) = found;
	(void)nanosleep(&late, NULL);
	return real(fd);
}

__attribute__((visibility("default"))) int
fdatasync(int fd)
{
	return sync_late("fdatasync", fd);
}

__attribute__((visibility("default"))) int
fsync(int fd)
{
	return sync_late("fsync", fd);
}
