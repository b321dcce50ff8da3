/*
 * postwacht classify: what each message is, from files, folders or standard
 * input. The messages are taken as one mailbox; it is kept in memory, and
 * nothing is written.
 */

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/pile.h"
#include "triage/notable.h"

/* Where the words in a tab-separated cell must not break the line. */
static const char *
cell(const char *s)
{
	return s && *s ? s : "-";
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

/* The header block of what was passed on; null without one. */
static json_t *
json_of_forward(const struct facts *f)
{
	const struct forward *in = &f->forward;

	if (!in->is_found)
		return json_null();
	return json_pack("{so so so so}", "from", json_of_text(in->from.addr),
	    "sender_name", json_of_text(in->from.name), "subject",
	    json_of_text(in->subject), "date",
	    in->has_date ? json_of_instant(in->date)
	                 : json_of_text(in->date_text));
}

/* Who sent it: the address, or what stands between <> in its place. */
static json_t *
json_of_sender(struct pile *p, const struct facts *f)
{
	const char *raw = message_header(f, "From");
	const char *open = raw ? strrchr(raw, '<') : NULL;

	if (*f->from.addr || !open)
		return json_of_text(f->from.addr);
	return json_of_text(
	    arena_copy_n(p->arena, open + 1, strcspn(open + 1, ">")));
}

static json_t *
json_of_facts(struct pile *p, const struct item *item)
{
	const struct facts *f = &item->reading.facts;

	return json_pack(
	    "{ss ss so so so so so so so so so so so so so so so so so so}",
	    "file", item->file, "path", item->path, "place",
	    item->place ? json_integer((json_int_t)item->place) : json_null(),
	    "message_id", json_of_text(f->message_id), "subject",
	    json_of_text(f->subject), "base_subject",
	    json_of_text(f->base_subject), "from", json_of_sender(p, f),
	    "sender_name", json_of_text(f->from.name), "to",
	    json_of_addresses(&f->to), "cc", json_of_addresses(&f->cc), "date",
	    f->has_date ? json_of_instant(f->date) : json_null(), "text_new",
	    json_string(f->text_new), "text_quoted",
	    json_string(f->text_quoted), "text_signature",
	    json_string(f->text_signature), "text_disclaimer",
	    json_string(f->text_disclaimer), "forward", json_of_forward(f),
	    "in_reply_to", json_of_text(f->in_reply_to), "received",
	    json_of_instant(item->reading.received), "attachments",
	    json_of_attachments(f), "flaws",
	    json_of_text(message_flaws(p->arena, f->flaws)));
}

static json_t *
json_of_notables(unsigned notables)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; notable_at(i); i++) {
		if (notables & notable_at(i))
			(void)json_array_append_new(
			    list, json_string(notable_name(notable_at(i))));
	}
	return list;
}

static json_t *
json_of_item(struct pile *p, const struct item *item, const char *thread)
{
	const struct verdict *v = &item->verdict;
	json_t *verdict =
	    json_pack("{ss so ss so ss so so so so so so so so so}", "kind",
	        kind_name(v->kind), "kind_why", json_of_text(v->kind_why),
	        "is_question", v->is_question == QUESTION_NO ? "nee" : "ja",
	        "question_why", json_of_text(v->question_why), "asker_kind",
	        v->organisation->kind, "asker", json_of_text(v->asker.addr),
	        "organisation", json_of_text(v->organisation->code), "team",
	        json_of_text(v->team), "topic", json_of_text(v->topic),
	        "topic_why", json_of_text(v->topic_why), "term",
	        json_of_text(v->term), "named_day",
	        v->has_named_day ? json_of_day(v->named_day) : json_null(),
	        "notables", json_of_notables(v->notables), "thread_of",
	        json_of_text(thread));
	json_t *all = json_of_facts(p, item);

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
		const struct item *opener;
		const char *thread;

		if (pile_opener(p, &p->items[i], &opener, e) != 0) {
			json_decref(list);
			return -1;
		}
		thread = opener ? opener->file : "";
		if (list)
			(void)json_array_append_new(
			    list, json_of_item(p, &p->items[i], thread));
		else
			print_row(&p->items[i], thread);
	}
	if (list)
		json_print(list);
	return 0;
}

static int
run_classify(struct cli *cli, struct err *e)
{
	struct pile p;
	int result;

	(void)command_flag(cli, "--tsv"); /* the way it prints by itself */
	result = pile_read(cli, &p, e);
	if (result == 0)
		result = print_all(&p, e);
	pile_done(&p);
	return result == 0 ? EX_OK : err_exit_code(e->kind);
}

const struct command command_classify = {
	.name = "classify",
	.usage = "[--tsv | --json] [PATH...]",
	.summary = "what each message is: files, folders or stdin",
	.needs = NEEDS_OFFICE,
	.reads_mail = true,
	.run = run_classify,
};
