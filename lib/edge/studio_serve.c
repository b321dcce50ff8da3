/*
 * The process in which a picture or a workbook is made. Knows the order and
 * its output; ends with whoever asked.
 */

#include "edge/studio_serve.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <signal.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "edge/draw.h"
#include "edge/sheet.h"
#include "edge/studio_wire.h"

static void
keep_in_bounds(void)
{
	const struct rlimit core = { 0, 0 };

	(void)prctl(PR_SET_NAME, STUDIO_NAME, 0, 0, 0);
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	(void)setrlimit(RLIMIT_CORE, &core);
}

static int
read_order(struct arena *a, struct studio_order *order, struct err *e)
{
	struct stat st;
	const char *bytes;

	if (fstat(STDIN_FILENO, &st) != 0 || st.st_size <= 0)
		return err_set(e, ERR_ITEM, "there is no order");
	bytes = mmap(
	    NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
	if (bytes == MAP_FAILED)
		return err_set(e, ERR_ITEM, "the order cannot be read");
	return studio_wire_take(a, bytes, (size_t)st.st_size, order, e);
}

static int
make(const struct studio_order *order)
{
	switch (order->work) {
	case STUDIO_PNG:
		return draw_chart(&order->chart, DRAW_PNG, STDOUT_FILENO);
	case STUDIO_SVG:
		return draw_chart(&order->chart, DRAW_SVG, STDOUT_FILENO);
	case STUDIO_BOOK:
		return sheet_write(&order->book, STDOUT_FILENO);
	case STUDIO_WORKS:
		break;
	}
	return -1;
}

void
studio_serve(int argc, char **argv)
{
	struct studio_order order;
	struct err e = { 0 };
	int code = EX_SOFTWARE;

	if (argc != 1 || strcmp(argv[0], STUDIO_NAME) != 0)
		return;
	keep_in_bounds();
	if (date_init(&e) != 0 || read_order(arena_new(), &order, &e) != 0)
		code = EX_DATAERR;
	else if (make(&order) == 0)
		code = EX_OK;
	/* What the libraries keep is not worth taking down. */
	_exit(code);
}
