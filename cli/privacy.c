/*
 * postwacht export and forget: what the law on personal data asks for (AVG
 * art. 15, 17 and 20).
 */

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "cli/command.h"
#include "cli/json.h"
#include "desk/forget.h"
#include "desk/office.h"
#include "edge/store.h"
#include "edge/store_export.h"
#include "mail/address.h"

struct export
{
	json_t *document;    /* NULL: as text */
	const char *section; /* that was printed last */
};

static int
take_json(void *context, const char *section, const struct export_field *fields,
    size_t n, struct err *e)
{
	struct export *x = context;
	json_t *rows = json_object_get(x->document, section);
	json_t *row = json_object();
	size_t i;

	(void)e;
	if (!rows) {
		rows = json_array();
		(void)json_object_set_new(x->document, section, rows);
	}
	for (i = 0; i < n; i++)
		(void)json_object_set_new(row, fields[i].name,
		    fields[i].is_number
		        ? json_integer((json_int_t)fields[i].number)
		        : json_string(fields[i].text));
	(void)json_array_append_new(rows, row);
	return 0;
}

/* A text of several lines stands below its name, indented. */
static void
print_lines(const char *text)
{
	const char *end;

	for (; *text; text = *end ? end + 1 : end) {
		end = text + strcspn(text, "\n");
		printf("\n    %.*s", (int)(end - text), text);
	}
}

static int
take_text(void *context, const char *section, const struct export_field *fields,
    size_t n, struct err *e)
{
	struct export *x = context;
	size_t i;

	(void)e;
	if (!x->section || strcmp(x->section, section) != 0)
		printf("%s%s\n", x->section ? "\n" : "", section);
	else
		putchar('\n');
	x->section = section;
	for (i = 0; i < n; i++) {
		printf("  %s: ", fields[i].name);
		if (fields[i].is_number)
			printf("%lld", (long long)fields[i].number);
		else if (strchr(fields[i].text, '\n'))
			print_lines(fields[i].text);
		else
			fputs(fields[i].text, stdout);
		putchar('\n');
	}
	return 0;
}

static const char *
address_of(struct cli *cli, const char *word)
{
	return address_make(cli->arena, "", word).addr;
}

/* A question by its number, or a person by address: 0, or an exit code. */
static int
find_subject(struct cli *cli, const char *word, enum export_of *of,
    int64_t *key, struct err *e)
{
	struct stored_question q;
	long long number = 0;
	int found, code;

	if (strchr(word, '@')) {
		*of = EXPORT_OF_PERSON;
		found = store_person_find(
		    cli->store, address_of(cli, word), key, e);
	} else {
		code = command_number(cli, word, &number);
		if (code != 0)
			return code;
		*of = EXPORT_OF_QUESTION;
		*key = number;
		found = store_question_find(cli->store, number, &q, e);
	}
	if (found == 0)
		(void)err_set(e, ERR_ITEM, "nothing is kept of %s", word);
	return found > 0 ? 0 : err_exit_code(e->kind);
}

static int
export_kept(struct cli *cli, struct err *e)
{
	struct export x = { .document = NULL };
	enum export_of of;
	int64_t key = 0;
	int code;

	if (command_flag(cli, "--json"))
		cli->is_json = true;
	if (cli->argc != 2)
		return command_usage(cli, "a question or an address");
	code = find_subject(cli, cli->argv[1], &of, &key, e);
	if (code != 0)
		return code;
	if (cli->is_json)
		x.document = json_object();
	if (store_export(cli->store, of, key,
	        cli->is_json ? take_json : take_text, &x, e) != 0) {
		json_decref(x.document);
		return err_exit_code(e->kind);
	}
	if (x.document)
		json_print(x.document);
	return EX_OK;
}

static const char cannot_reach[] =
    "What this does not reach: the mail itself in the mailbox and on the mail "
    "server;\nnotices that were sent, in the mailboxes of colleagues; backups "
    "made before (the\nfile 'forgotten' makes a restored one forget again); "
    "what other people's mail in\nother conversations says of this person.";

static int
forget_person(struct cli *cli, struct err *e)
{
	bool confirms = command_flag(cli, "--confirm");
	struct forget_counts counts = { .open_numbers = "" };
	int found;

	if (cli->argc != 2 || !*address_of(cli, cli->argv[1]))
		return command_usage(cli, "an address");
	if (office_load_key(cli->office, e) != 0)
		return err_exit_code(e->kind);
	found = forget(cli->store, cli->office, cli->arena,
	    address_of(cli, cli->argv[1]), confirms, cli->now, &counts, e);
	if (found == 0)
		(void)err_set(
		    e, ERR_ITEM, "nothing is kept of %s", cli->argv[1]);
	if (found <= 0)
		return err_exit_code(e->kind);
	printf("%s: %lld messages, %lld questions\n", cli->argv[1],
	    (long long)counts.messages, (long long)counts.questions);
	if (counts.open > 0)
		printf("Not handled yet, and to be handled or closed first: "
		       "%s\n",
		    counts.open_numbers);
	puts(confirms ? "Forgotten: names, addresses, subjects and texts of "
	                "these conversations are gone;\nthe figures stay."
	              : "Nothing was changed; --confirm forgets: names, "
	                "addresses, subjects and texts of\nthese conversations "
	                "go, and the texts of notices; the figures stay.");
	puts(cannot_reach);
	return EX_OK;
}

const struct command command_export = {
	.name = "export",
	.usage = "N | ADDRESS",
	.summary = "everything that is kept of a question or a person",
	.needs = NEEDS_STORE,
	.run = export_kept,
};

const struct command command_forget = {
	.name = "forget",
	.usage = "ADDRESS [--confirm]",
	.summary = "take a person out of the store; the figures stay",
	.needs = NEEDS_STORE_TO_WRITE,
	.run = forget_person,
};
