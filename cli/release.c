/*
 * postwacht release: lets the post go on after Postwacht held it.
 */

#include <stdio.h>
#include <sysexits.h>

#include "cli/command.h"
#include "desk/hold.h"
#include "desk/tick.h"
#include "edge/store_outbox.h"

/* H18: until then nothing at all is sent, the digest neither. */
static int
accept_clock(struct cli *cli, struct err *e)
{
	int64_t behind = 0;

	if (store_begin(cli->store, e) != 0)
		return -1;
	if (tick_accept(cli->store, cli->now, &behind, e) != 0 ||
	    store_commit(cli->store, e) != 0) {
		store_rollback(cli->store);
		return -1;
	}
	if (behind > 0)
		printf("the clock went back %lld s and counts as right from "
		       "now on\n",
		    (long long)behind);
	else
		puts("the clock did not go back");
	return 0;
}

/* Both or nothing: what is discarded must not leave in between. */
static int
let_go(struct cli *cli, bool discards, int *discarded, struct err *e)
{
	int released;

	if (store_begin(cli->store, e) != 0)
		return -1;
	if (discards) {
		*discarded = store_notices_discard(
		    cli->store, cli->now, "discarded by hand", e);
		if (*discarded < 0) {
			store_rollback(cli->store);
			return -1;
		}
	}
	released = hold_release(cli->store, cli->now, e);
	if (released < 0 || store_commit(cli->store, e) != 0) {
		store_rollback(cli->store);
		return -1;
	}
	return released;
}

static int
release(struct cli *cli, struct err *e)
{
	bool accepts = command_flag(cli, "--accept-clock");
	bool discards = command_flag(cli, "--discard");
	int discarded = 0, released;

	if (cli->argc > 1)
		return command_usage(
		    cli, "'%s' is not understood", cli->argv[1]);
	if (accepts)
		return accept_clock(cli, e) == 0 ? EX_OK
		                                 : err_exit_code(e->kind);
	released = let_go(cli, discards, &discarded, e);
	if (released < 0)
		return err_exit_code(e->kind);
	if (discards)
		printf("%d waiting notices discarded\n", discarded);
	puts(released ? "released" : "nothing was held");
	return EX_OK;
}

const struct command command_release = {
	.name = "release",
	.usage = "[--discard | --accept-clock]",
	.summary = "send again after the post was held, or the clock went back",
	.needs = NEEDS_STORE_TO_WRITE,
	.run = release,
};
