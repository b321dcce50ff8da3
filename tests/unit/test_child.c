/* Programs that are run for what they print: bounded in time and size, ended
 * by a stop, and without our locks and descriptors. */

#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "edge/child.h"
#include "tests/unit/unit.h"

static void
test_a_program_is_heard_out_or_ended(void **state)
{
	static const struct {
		const char *script;
		int wait_ms;
		size_t room;
		enum child_end end;
		const char *says; /* of CHILD_DONE */
		int code;         /* -1: ended by a signal */
	} rows[] = {
		{ "echo word", 60000, 100, CHILD_DONE, "word\n", 0 },
		{ "cat", 60000, 100, CHILD_DONE, "", 0 },
		{ "echo half; exit 3", 60000, 100, CHILD_DONE, "half\n", 3 },
		{ "kill -KILL $$", 60000, 100, CHILD_DONE, "", -1 },
		{ "exec sleep 60", 50, 100, CHILD_LATE, "", -1 },
		{ "exec cat /dev/zero", 60000, 100000, CHILD_LONG, "", -1 },
		/* What we hold is not its own. */
		{ "ls -l /proc/$$/fd | grep -c held-by-us; true", 60000, 100,
		    CHILD_DONE, "0\n", 0 },
		{ "grep -c 'SigBlk:.*[1-9a-f]' /proc/self/status; true", 60000,
		    100, CHILD_DONE, "0\n", 0 },
	};
	int held = memfd_create("held-by-us", MFD_CLOEXEC);
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(text_done) struct text out = { 0 };
		char sh[] = "sh", c[] = "-c", script[128];
		char *const argv[] = { sh, c, script, NULL };
		struct child child = {
			.program = "/bin/sh", .argv = argv, .in = -1
		};
		enum child_end end;
		int status;

		text_init(&out, rows[i].room);
		(void)snprintf(script, sizeof(script), "%s", rows[i].script);
		assert_int_equal(child_start(&child), 0);
		end = child_listen(&child, rows[i].wait_ms, -1, &out);
		status = child_finish(&child, end == CHILD_DONE);
		assert_int_equal(end, rows[i].end);
		if (end == CHILD_DONE)
			assert_string_equal(out.data, rows[i].says);
		assert_int_equal(
		    WIFEXITED(status) ? WEXITSTATUS(status) : -1, rows[i].code);
	}
	(void)close(held);
}

static void
test_a_stop_ends_it_at_once(void **state)
{
	char sleep_for[] = "sleep", long_time[] = "60";
	char *const argv[] = { sleep_for, long_time, NULL };
	struct child child = {
		.program = "/bin/sleep", .argv = argv, .in = -1
	};
	SCOPED(text_done) struct text out = { 0 };
	int stop = eventfd(1, EFD_CLOEXEC), status;

	(void)state;
	text_init(&out, 100);
	assert_int_equal(child_start(&child), 0);
	assert_int_equal(
	    child_listen(&child, 600000, stop, &out), CHILD_STOPPED);
	status = child_finish(&child, false);
	assert_int_equal(WTERMSIG(status), SIGKILL);
	(void)close(stop);
}

static void
test_what_is_not_there_is_said(void **state)
{
	char name[] = "x";
	char *const argv[] = { name, NULL };
	struct child child = {
		.program = "/nowhere/x", .argv = argv, .in = -1
	};

	(void)state;
	assert_int_equal(child_start(&child), ENOENT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_program_is_heard_out_or_ended),
		cmocka_unit_test(test_a_stop_ends_it_at_once),
		cmocka_unit_test(test_what_is_not_there_is_said),
	};

	return unit_run(tests);
}
