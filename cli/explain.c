/*
 * postwacht explain: one message, step by step: what was seen, what was
 * decided and why, and what nearly was.
 */

#include "desk/explain.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "desk/deliver.h"
#include "desk/explain_words.h"
#include "desk/office.h"
#include "edge/reader.h"
#include "edge/rulefile.h"
#include "edge/store.h"
#include "edge/store_letter.h"

/* A message larger than this is read in part. */
#define EXPLAIN_MAX (64 * 1024 * 1024)

static void
print_text(const struct explanation *x, bool is_english)
{
	const char *mark = is_english ? "Not" : "Niet";
	size_t i, k;

	for (i = 0; i < x->n; i++) {
		const struct reason *r = &x->at[i];

		printf("%zu. %s%s%s\n", i + 1, r->step, *r->says ? ": " : "",
		    r->says);
		for (k = 0; k < r->n; k++)
			printf("   %s\n", r->lines[k]);
		for (k = 0; k < r->n_near; k++)
			printf("   %s: %s\n", mark, r->near[k].says);
	}
}

/* What is weighed has points. */
static json_t *
json_of_nearly(const struct nearly *nearly)
{
	json_t *one = json_pack("{ss ss ss ss}", "name", nearly->name, "there",
	    nearly->there, "lacks", nearly->lacks, "says", nearly->says);

	if (nearly->needed != 0 || nearly->score != 0)
		(void)json_object_set_new(
		    one, "score", json_integer(nearly->score));
	if (nearly->needed != 0)
		(void)json_object_set_new(
		    one, "needed", json_integer(nearly->needed));
	return one;
}

static void
print_json(const struct explanation *x)
{
	json_t *list = json_array();
	size_t i, k;

	for (i = 0; i < x->n; i++) {
		const struct reason *r = &x->at[i];
		json_t *lines = json_array(), *near = json_array();

		for (k = 0; k < r->n; k++)
			(void)json_array_append_new(
			    lines, json_string(r->lines[k]));
		for (k = 0; k < r->n_near; k++)
			(void)json_array_append_new(
			    near, json_of_nearly(&r->near[k]));
		(void)json_array_append_new(list,
		    json_pack("{ss ss so so so}", "key", r->key, "step",
		        r->step, "found", json_of_text(r->found), "lines",
		        lines, "near", near));
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

/* "kinderopvang:INBOX:412", or "INBOX:412" in the first mailbox. */
static int
message_at(struct cli *cli, const char *place, int64_t *out, struct err *e)
{
	const struct settings *settings = &cli->office->settings;
	const char *colon = strrchr(place, ':'), *first = strchr(place, ':');
	const char *mailbox = settings->mailboxes[0].id, *folder = "INBOX";
	long long uid = 0;
	int found;

	if (text_to_int(colon ? colon + 1 : place, 1, UINT32_MAX, &uid) != 0)
		return err_set(e, ERR_ITEM,
		    "'%s' is no file, and no MAILBOX:FOLDER:UID", place);
	if (first && first < colon) {
		mailbox =
		    arena_copy_n(cli->arena, place, (size_t)(first - place));
		place = first + 1;
	}
	if (colon)
		folder =
		    arena_copy_n(cli->arena, place, (size_t)(colon - place));
	found = store_message_at(
	    cli->store, mailbox, folder, (uint32_t)uid, out, e);
	if (found == 0)
		return err_set(e, ERR_ITEM,
		    "mailbox %s has no filed message %s:%lld", mailbox, folder,
		    uid);
	return found < 0 ? -1 : 0;
}

/* The message that opened a question. */
static int
message_of_question(
    struct cli *cli, long long number, int64_t *out, struct err *e)
{
	struct stored_question q;
	int found = store_question_find(cli->store, number, &q, e);

	if (found == 0)
		return err_set(
		    e, ERR_ITEM, "there is no question %lld", number);
	*out = found > 0 ? q.opened_by : 0;
	return found < 0 ? -1 : 0;
}

/* A filed message: by the rules of today, as far as its text is still kept. */
static int
explain_filed(
    struct cli *cli, int64_t message, struct explanation *out, struct err *e)
{
	const struct office *o = cli->office;
	bool is_english = o->settings.language == LANGUAGE_EN;
	struct letter letter;
	struct house house;
	int found = store_letter(cli->store, cli->arena, message, &letter, e);

	if (found < 0)
		return -1;
	if (found == 0 || !letter.has_text)
		return err_set(e, ERR_ITEM,
		    "the text of that message is not kept any more; "
		    "postwacht show tells what was decided");
	house = deliver_house(o, letter.mailbox);
	*out = explain_message(cli->arena, o, &house, &letter.facts,
	    letter.received,
	    is_english ? "as it was filed" : "zoals opgeslagen");
	return explain_place(cli->arena, o, cli->store, message,
	    *letter.facts.from.name ? letter.facts.from.name
	                            : letter.facts.from.addr,
	    out, e);
}

static int
explain_one(
    struct cli *cli, const char *word, struct explanation *out, struct err *e)
{
	const char *digits = *word == '#' ? word + 1 : word;
	long long number = 0;
	int64_t message = 0;
	int result;

	if (strcmp(word, "-") == 0 || access(word, F_OK) == 0)
		return explain_file(cli, word, out, e);
	if (strchr(word, '/') || text_has_suffix(word, ".eml"))
		return err_set(e, ERR_FIX, "%s does not exist", word);
	if (command_store(cli, NEEDS_STORE, e) != 0)
		return -1;
	result = text_to_int(digits, 1, INT64_MAX, &number) == 0
	    ? message_of_question(cli, number, &message, e)
	    : message_at(cli, word, &message, e);
	return result == 0 ? explain_filed(cli, message, out, e) : -1;
}

static int
explain(struct cli *cli, struct err *e)
{
	struct explanation x;

	if (cli->argc != 2)
		return command_usage(cli, "one message at a time");
	if (explain_one(cli, cli->argv[1], &x, e) != 0)
		return err_exit_code(e->kind);
	if (cli->is_json)
		print_json(&x);
	else
		print_text(&x, cli->office->settings.language == LANGUAGE_EN);
	return EX_OK;
}

const struct command command_explain = {
	.name = "explain",
	.usage = "FILE | N | MAILBOX:FOLDER:UID",
	.summary =
	    "one message: what was seen, decided and why, and what nearly was",
	.needs = NEEDS_OFFICE,
	.reads_mail = true,
	.run = explain,
};
