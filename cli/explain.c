/*
 * postwacht explain: one message, step by step: what was seen, what was
 * decided and why, and what nearly was.
 */

#include "desk/explain.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "desk/explain_words.h"
#include "desk/office.h"
#include "edge/reader.h"
#include "edge/rulefile.h"

/* A message larger than this is read in part. */
#define EXPLAIN_MAX (64 * 1024 * 1024)

static void
print_text(const struct explanation *x)
{
	size_t i, k;

	for (i = 0; i < x->n; i++) {
		const struct reason *r = &x->at[i];

		printf("%zu. %s%s%s\n", i + 1, r->step, *r->says ? ": " : "",
		    r->says);
		for (k = 0; k < r->n; k++)
			printf("   %s\n", r->lines[k]);
	}
}

static void
print_json(const struct explanation *x)
{
	json_t *list = json_array();
	size_t i, k;

	for (i = 0; i < x->n; i++) {
		const struct reason *r = &x->at[i];
		json_t *lines = json_array();

		for (k = 0; k < r->n; k++)
			(void)json_array_append_new(
			    lines, json_string(r->lines[k]));
		(void)json_array_append_new(list,
		    json_pack("{ss ss so so}", "key", r->key, "step", r->step,
		        "found", json_of_text(r->found), "lines", lines));
	}
	json_print(list);
}

static int
read_input(struct cli *cli, const char *path, const char **bytes, size_t *n,
    struct err *e)
{
	SCOPED(text_done) struct text text = { 0 };
	char buffer[8192];
	size_t got;

	if (strcmp(path, "-") != 0)
		return file_read(cli->arena, path, EXPLAIN_MAX, bytes, n, e);
	text_init(&text, EXPLAIN_MAX);
	while ((got = fread(buffer, 1, sizeof(buffer), stdin)) > 0)
		text_add_n(&text, buffer, got);
	*bytes = arena_copy_n(cli->arena, text.data, text.len);
	*n = text.len;
	return 0;
}

static int
explain_file(
    struct cli *cli, const char *path, struct explanation *out, struct err *e)
{
	struct fetched mail = { .name = "",
		.basis = RECEIPT_FILE_TIME,
		.received = cli->now,
		.aside = "" };
	const struct office *o = cli->office;
	struct reading r;

	if (read_input(cli, path, &mail.bytes, &mail.n, e) != 0)
		return -1;
	reader_read(cli->arena, &mail, &r);
	*out = explain_message(cli->arena, o, &o->house, &r.facts, r.received,
	    explain_basis(r.basis, o->settings.language == LANGUAGE_EN));
	return 0;
}

static int
explain(struct cli *cli, struct err *e)
{
	struct explanation x;

	if (cli->argc != 2)
		return command_usage(cli, "one message at a time");
	if (explain_file(cli, cli->argv[1], &x, e) != 0)
		return err_exit_code(e->kind);
	if (cli->is_json)
		print_json(&x);
	else
		print_text(&x);
	return EX_OK;
}

const struct command command_explain = {
	.name = "explain",
	.usage = "FILE",
	.summary = "one message: what was seen, decided and why",
	.needs = NEEDS_OFFICE,
	.run = explain,
};
