/*
 * Reading and judging without a server or a store: the front of every file of
 * a folder, as the daemon fetches it, through the reader and the rules.
 * Prints microseconds a mail: reading, classifying.
 *
 *   read_bench CONFIG FOLDER
 */

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/office.h"
#include "edge/front.h"
#include "edge/reader.h"
#include "triage/classify.h"

#define MISTAKES_MAX 65536

static double
now_us(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

struct times {
	size_t n;
	double read, classify;
};

/* As much as a fetch would take: the front, and more until the text shows. */
static size_t
fetch_front(const char *bytes, size_t n)
{
	size_t want = FETCH_FIRST;

	while (want < n && !front_is_enough(bytes, want)) {
		size_t next = front_next(want);

		if (next == 0)
			break;
		want = next;
	}
	return want < n ? want : n;
}

static void
measure(const struct office *o, const char *bytes, size_t n, struct times *t)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	size_t front = fetch_front(bytes, n);
	const struct fetched mail = { .name = "",
		.received = { 1640995200 },
		.basis = RECEIPT_INTERNALDATE,
		.bytes = bytes,
		.n = front,
		.is_cut = front < n,
		.aside = "" };
	struct reading reading;
	struct verdict verdict;
	double began = now_us(), between;

	reader_read(a, &mail, &reading);
	between = now_us();
	classify(a, &reading.facts, reading.received, &o->house, &verdict);
	t->classify += now_us() - between;
	t->read += between - began;
	t->n++;
}

static int
walk(const struct office *o, const char *folder, struct times *t, struct err *e)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	int r = 0;

	if (!dir)
		return err_set(e, ERR_FIX, "%s: cannot be opened", folder);
	while (r == 0 && (entry = readdir(dir))) {
		SCOPED(arena_done) struct arena *a = arena_new();
		const char *bytes;
		size_t n;

		if (entry->d_name[0] == '.')
			continue;
		r = file_read(a,
		    arena_printf(a, "%s/%s", folder, entry->d_name),
		    64 * 1024 * 1024, &bytes, &n, e);
		if (r == 0)
			measure(o, bytes, n, t);
	}
	(void)closedir(dir);
	return r;
}

int
main(int argc, char **argv)
{
	SCOPED(text_done) struct text mistakes = { 0 };
	struct office *office = NULL;
	struct err e = { 0 };
	struct times t = { 0 };

	text_init(&mistakes, MISTAKES_MAX);
	message_init();
	message_open_charsets();
	if (argc != 3 || date_init(&e) != 0 ||
	    office_open(argv[1], NULL, &office, &mistakes, &e) != 0 ||
	    walk(office, argv[2], &t, &e) != 0 || t.n == 0) {
		fprintf(stderr, "read_bench: %s%s\n", mistakes.data, e.text);
		return EX_USAGE;
	}
	printf("%.1f\t%.1f\n", t.read / (double)t.n, t.classify / (double)t.n);
	office_close(office);
	return EX_OK;
}
