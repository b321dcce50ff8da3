/*
 * postwacht classify: what each message is, from files, folders or standard
 * input. The messages are taken as one mailbox; it is kept in memory, and
 * nothing is written.
 */

#include <sys/stat.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "desk/office.h"
#include "edge/reader.h"
#include "edge/store.h"

/* A message larger than this is read in part. */
#define CLASSIFY_MAX (64 * 1024 * 1024)

/* Folders in folders that are walked into. */
#define CLASSIFY_DEPTH 16

/* One message as it was classified. */
struct item {
	const char *file;
	int64_t message;
	struct reading reading;
	struct verdict verdict;
};

struct pile {
	struct cli *cli;
	struct store *store;
	struct arena *arena; /* of the items: strings of all messages */
	int64_t mailbox;
	size_t n, room;
	struct item *items;
};

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Where the words in a tab-separated cell must not break the line. */
static const char *
cell(const char *s)
{
	return s && *s ? s : "-";
}

static int
keep(struct pile *p, struct item *item, struct err *e)
{
	const struct facts *f = &item->reading.facts;
	struct filing filing = {
		.received = item->reading.received,
		.basis = item->reading.basis,
		.filed_at = p->cli->now,
		.mailbox = p->mailbox,
		.role = FOLDER_INBOX,
		.rules_version = "",
		.aside = "",
	};
	int64_t conversation;

	if (store_conversation(p->store, p->arena, f, item->reading.received,
	        &conversation, e) != 0)
		return -1;
	return store_message_add(p->store, f, &item->reading.fingerprint,
	    &item->verdict, &filing, NULL, 0, conversation, &item->message, e);
}

static int
add_message(struct pile *p, const char *file, const char *bytes, size_t n,
    struct err *e)
{
	struct fetched mail = { .name = "",
		.basis = RECEIPT_FILE_TIME,
		.bytes = bytes,
		.n = n,
		.aside = "" };
	struct item *item;

	if (p->n == p->room) {
		p->room = p->room ? p->room * 2 : 256;
		p->items = arena_grow(
		    p->arena, p->items, p->n, p->room, sizeof(*p->items));
	}
	item = &p->items[p->n++];
	item->file = arena_copy(p->arena, file);
	mail.received = p->cli->now;
	reader_read(p->arena, &mail, &item->reading);
	classify(p->arena, &item->reading.facts, item->reading.received,
	    &p->cli->office->house, &item->verdict);
	return keep(p, item, e);
}

static int
add_file(struct pile *p, const char *path, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *bytes;
	size_t n;

	if (file_read(a, path, CLASSIFY_MAX, &bytes, &n, e) != 0)
		return -1;
	return add_message(p, base_name(path), bytes, n, e);
}

static int add_path(struct pile *p, const char *path, int depth, struct err *e);

static int
compare_names(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

static int
add_folder(struct pile *p, const char *path, int depth, struct err *e)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	const char **names = NULL;
	size_t i, n = 0, room = 0;

	if (!dir || depth > CLASSIFY_DEPTH) {
		if (dir)
			(void)closedir(dir);
		return err_set(e, ERR_ITEM, "%s cannot be read", path);
	}
	while ((entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		if (n == room) {
			room = room ? room * 2 : 64;
			names = arena_grow(
			    p->cli->arena, names, n, room, sizeof(*names));
		}
		names[n++] =
		    arena_printf(p->cli->arena, "%s/%s", path, entry->d_name);
	}
	(void)closedir(dir);
	if (n > 1)
		qsort(names, n, sizeof(*names), compare_names);
	for (i = 0; i < n; i++) {
		struct stat st;
		bool is_folder =
		    stat(names[i], &st) == 0 && S_ISDIR(st.st_mode);

		/* In a folder of mail only what looks like mail counts. */
		if (!is_folder && strchr(base_name(names[i]), '.') &&
		    !strstr(names[i], ".eml") && !strstr(names[i], ":2,"))
			continue;
		if (add_path(p, names[i], depth + 1, e) != 0)
			return -1;
	}
	return 0;
}

static int
add_path(struct pile *p, const char *path, int depth, struct err *e)
{
	struct stat st;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return add_folder(p, path, depth, e);
	return add_file(p, path, e);
}

static int
add_standard_input(struct pile *p, struct err *e)
{
	struct text text;
	char buffer[8192];
	size_t n;
	int result;

	text_init(&text, CLASSIFY_MAX);
	while ((n = fread(buffer, 1, sizeof(buffer), stdin)) > 0)
		text_add_n(&text, buffer, n);
	result = add_message(p, "-", text.data, text.len, e);
	text_done(&text);
	return result;
}

static int
add_all(struct pile *p, struct err *e)
{
	struct cli *cli = p->cli;
	int i;

	if (cli->argc == 1)
		return add_standard_input(p, e);
	for (i = 1; i < cli->argc; i++) {
		int result = strcmp(cli->argv[i], "-") == 0
		    ? add_standard_input(p, e)
		    : add_path(p, cli->argv[i], 0, e);

		if (result != 0)
			return -1;
	}
	return 0;
}

/* The file of the message that opened the conversation, "" for itself. */
static int
thread_of(
    struct pile *p, const struct item *item, const char **out, struct err *e)
{
	int64_t opener = 0;
	size_t i;

	*out = "";
	if (store_opener(p->store, item->message, &opener, e) != 0)
		return -1;
	for (i = 0; i < p->n && opener != item->message; i++) {
		if (p->items[i].message == opener) {
			*out = p->items[i].file;
			return 0;
		}
	}
	return 0;
}

static void
print_row(const struct item *item, const char *thread)
{
	const struct verdict *v = &item->verdict;

	printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", item->file,
	    kind_name(v->kind), v->is_question == QUESTION_NO ? "nee" : "ja",
	    cell(v->organisation->kind), cell(v->organisation->code),
	    cell(v->team), cell(v->topic), cell(v->term), cell(thread));
}

static json_t *
json_of_addresses(const struct address_list *list)
{
	json_t *out = json_array();
	size_t i;

	for (i = 0; i < list->n; i++)
		(void)json_array_append_new(out, json_string(list->at[i].addr));
	return out;
}

static json_t *
json_of_attachments(const struct facts *f)
{
	json_t *out = json_array();
	size_t i;

	for (i = 0; i < f->n_attachments; i++)
		(void)json_array_append_new(out,
		    json_pack("{ss ss}", "name", f->attachments[i].name, "type",
		        f->attachments[i].type));
	return out;
}

static json_t *
json_of_facts(const struct item *item)
{
	const struct facts *f = &item->reading.facts;

	return json_pack("{ss so so so so so so so so so so}", "file",
	    item->file, "message_id", json_of_text(f->message_id), "subject",
	    json_of_text(f->subject), "base_subject",
	    json_of_text(f->base_subject), "from", json_of_text(f->from.addr),
	    "sender_name", json_of_text(f->from.name), "to",
	    json_of_addresses(&f->to), "cc", json_of_addresses(&f->cc), "date",
	    f->has_date ? json_of_instant(f->date) : json_null(), "text_new",
	    json_string(f->text_new), "attachments", json_of_attachments(f));
}

static json_t *
json_of_item(const struct item *item, const char *thread)
{
	const struct verdict *v = &item->verdict;
	json_t *verdict = json_pack("{ss so ss so ss so so so so so so so so}",
	    "kind", kind_name(v->kind), "kind_why", json_of_text(v->kind_why),
	    "is_question", v->is_question == QUESTION_NO ? "nee" : "ja",
	    "question_why", json_of_text(v->question_why), "asker_kind",
	    v->organisation->kind, "asker", json_of_text(v->asker.addr),
	    "organisation", json_of_text(v->organisation->code), "team",
	    json_of_text(v->team), "topic", json_of_text(v->topic), "topic_why",
	    json_of_text(v->topic_why), "term", json_of_text(v->term),
	    "named_day",
	    v->has_named_day ? json_of_day(v->named_day) : json_null(),
	    "thread_of", json_of_text(thread));
	json_t *all = json_of_facts(item);

	(void)json_object_update(all, verdict);
	json_decref(verdict);
	return all;
}

static int
print_all(struct pile *p, struct err *e)
{
	json_t *list = p->cli->is_json ? json_array() : NULL;
	size_t i;

	if (!list)
		puts("file\tkind\tis_question\tasker_kind\torganisation\tteam\t"
		     "topic\tterm\tthread_of");
	for (i = 0; i < p->n; i++) {
		const char *thread;

		if (thread_of(p, &p->items[i], &thread, e) != 0) {
			json_decref(list);
			return -1;
		}
		if (list)
			(void)json_array_append_new(
			    list, json_of_item(&p->items[i], thread));
		else
			print_row(&p->items[i], thread);
	}
	if (list)
		json_print(list);
	return 0;
}

static int
classify_all(struct pile *p, struct err *e)
{
	struct stored_mailbox mailbox;

	if (store_open(":memory:", STORE_REHEARSAL, false, &p->store, e) != 0 ||
	    store_begin(p->store, e) != 0 ||
	    store_mailbox(
	        p->store, p->arena, "classify", p->cli->now, &mailbox, e) != 0)
		return -1;
	p->mailbox = mailbox.id;
	if (add_all(p, e) != 0)
		return -1;
	return print_all(p, e);
}

static int
run_classify(struct cli *cli, struct err *e)
{
	struct pile p = { .cli = cli, .arena = arena_new() };
	int result;

	(void)command_flag(cli, "--tsv"); /* the way it prints by itself */
	result = classify_all(&p, e);
	store_close(p.store);
	arena_free(p.arena);
	return result == 0 ? EX_OK : err_exit_code(e->kind);
}

const struct command command_classify = {
	.name = "classify",
	.usage = "[--tsv | --json] [PATH...]",
	.summary = "what each message is: files, folders or stdin",
	.needs = NEEDS_OFFICE,
	.run = run_classify,
};
