#ifndef POSTWACHT_UNIT_H
#define POSTWACHT_UNIT_H

/* cmocka needs these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
/* clang-format on */

#include "base/date.h"
#include "edge/studio_serve.h"

/* A picture is made by the test program, started anew; glibc hands the
 * arguments over. */
__attribute__((constructor)) static void
unit_serve(int argc, char **argv)
{
	studio_serve(argc, argv);
}

/* What each test program's main returns: the zone is set, then every test
 * of the array runs. */
#define unit_run(tests)                                \
	(date_init(&(struct err){ ERR_NONE, "" }) != 0 \
	        ? EXIT_FAILURE                         \
	        : cmocka_run_group_tests(tests, NULL, NULL))

#endif
