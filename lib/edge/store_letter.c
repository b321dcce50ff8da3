/*
 * Filed messages read back as facts, for whoever judges them anew. What was
 * not kept of a message (its MIME parts, dates of a forward) is left out, so
 * that the rules see what they saw and nothing else.
 */

#include "edge/store_letter.h"

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"
#include "edge/store_sql.h"

enum column {
	C_ID,
	C_CONVERSATION,
	C_QUESTION,
	C_IN_QUESTION,
	C_MAILBOX,
	C_RECEIVED,
	C_KIND,
	C_IS_QUESTION,
	C_TEAM,
	C_TOPIC,
	C_TERM,
	C_ASSIGNEE,
	C_PRIORITY,
	C_NAMED_DAY,
	C_MESSAGE_ID,
	C_IN_REPLY_TO,
	C_SUBJECT,
	C_BASE_SUBJECT,
	C_FLAWS,
	C_FORWARDED,
	C_SENDER_NAME,
	C_SENDER,
	C_ASKER_NAME,
	C_ASKER,
	C_TEXT_NEW,
	C_TEXT_REST,
	C_TEXT_AFTER,
	C_HEADERS,
	C_ATTACHMENTS,
	C_MAILBOXES,
};

static size_t
count_lines(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += *s == '\n';
	return n;
}

/* "Name: value", one a line. */
static void
read_headers(struct arena *a, const char *s, struct facts *f)
{
	f->headers = arena_array(a, count_lines(s), sizeof(*f->headers));
	while (*s) {
		size_t n = strcspn(s, "\n"), name = strcspn(s, ":\n");

		if (name + 2 <= n && s[n] == '\n')
			f->headers[f->n_headers++] = (struct header){
				arena_copy_n(a, s, name),
				arena_copy_n(a, s + name + 2, n - name - 2)
			};
		s += n + (s[n] == '\n');
	}
}

static void
read_attachments(struct arena *a, const char *s, struct facts *f)
{
	f->attachments =
	    arena_array(a, count_lines(s), sizeof(*f->attachments));
	while (*s) {
		size_t n = strcspn(s, "\n");

		if (s[n] == '\n')
			f->attachments[f->n_attachments++] =
			    (struct attachment){ arena_copy_n(a, s, n), "",
				    NULL };
		s += n + (s[n] == '\n');
	}
	f->has_attachment = f->n_attachments > 0 ? KNOWN_YES
	    : f->flaws & FLAW_CUT                ? KNOWN_NOT
	                                         : KNOWN_NO;
}

/* The value of a parameter of a header, lower case, without quotes. */
static const char *
parameter(struct arena *a, const char *value, const char *name)
{
	size_t n;
	const char *folded = fold(a, value, strlen(value), NULL), *at;

	at = strstr(folded, name);
	if (!at)
		return "";
	at += strlen(name);
	at += *at == '"';
	n = strcspn(at, "\"; ");
	return arena_copy_n(a, at, n);
}

/* What the headers say of the whole message, as message_read reads it. */
static void
read_marks(struct arena *a, struct facts *f)
{
	const char *type = message_header(f, "Content-Type");
	const char *path = message_header(f, "Return-Path");

	if (type) {
		f->content_type = fold(a, type, strcspn(type, "; "), NULL);
		f->report_type = parameter(a, type, "report-type=");
	}
	f->has_return_path = path != NULL;
	if (path && strcmp(path, "<>") != 0)
		f->return_path = path;
}

/* Who asks was found when the message was read, in its body or Reply-To. */
static void
read_asker(struct arena *a, sqlite3_stmt *q, struct facts *f)
{
	struct address asker = address_make(
	    a, sql_string(a, q, C_ASKER_NAME), sql_string(a, q, C_ASKER));

	if (!*asker.addr)
		return;
	if (sqlite3_column_int(q, C_FORWARDED)) {
		f->forward.is_found = true;
		f->forward.from = asker;
	} else if (!address_is_same(asker.addr, f->from.addr)) {
		f->reply_to.at = arena_alloc(a, sizeof(*f->reply_to.at));
		f->reply_to.at[f->reply_to.n++] = asker;
	}
}

static void
read_facts(struct arena *a, sqlite3_stmt *q, struct facts *f)
{
	static const struct forward none = {
		.from = { "", "", "" }, .subject = "", .date_text = ""
	};

	*f = (struct facts){
		.quoted_from = { "", "", "" },
		.message_id = sql_string(a, q, C_MESSAGE_ID),
		.in_reply_to = sql_string(a, q, C_IN_REPLY_TO),
		.subject = sql_string(a, q, C_SUBJECT),
		.base_subject = sql_string(a, q, C_BASE_SUBJECT),
		.return_path = "",
		.content_type = "",
		.report_type = "",
		.calendar_method = "",
		.text_new = sql_string(a, q, C_TEXT_NEW),
		.text_quoted = sql_string(a, q, C_TEXT_REST),
		.text_signature = sql_string(a, q, C_TEXT_AFTER),
		.text_disclaimer = "",
		.forward = none,
		.flaws = (unsigned)sqlite3_column_int(q, C_FLAWS),
	};
	f->from = address_make(
	    a, sql_string(a, q, C_SENDER_NAME), sql_string(a, q, C_SENDER));
	f->folded_subject = fold(a, f->subject, strlen(f->subject), NULL);
	f->folded_new = fold(a, f->text_new, strlen(f->text_new), NULL);
	read_headers(a, sql_string(a, q, C_HEADERS), f);
	read_attachments(a, sql_string(a, q, C_ATTACHMENTS), f);
	read_marks(a, f);
	read_asker(a, q, f);
}

static void
read_given(struct arena *a, sqlite3_stmt *q, struct given *g)
{
	*g = (struct given){
		.is_question =
		    (enum is_question)sqlite3_column_int(q, C_IS_QUESTION),
		.team = sql_string(a, q, C_TEAM),
		.topic = sql_string(a, q, C_TOPIC),
		.term = sql_string(a, q, C_TERM),
		.assignee = sql_string(a, q, C_ASSIGNEE),
		.priority = sql_string(a, q, C_PRIORITY),
		.has_named_day =
		    sqlite3_column_type(q, C_NAMED_DAY) != SQLITE_NULL,
		.named_day = { sqlite3_column_int(q, C_NAMED_DAY) },
	};
}

/* To and Cc, with the names that people go by. */
static int
read_recipients(
    struct store *s, struct arena *a, struct letter *l, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_LETTER_RECIPIENTS);
	struct sql_list to = { .arena = a, .size = sizeof(struct address) };
	struct sql_list cc = to;
	int row;

	sql_int(q, ":message", l->message);
	while ((row = sql_row(s, q, e)) > 0) {
		struct sql_list *list =
		    strcmp(sql_string(a, q, 2), "cc") == 0 ? &cc : &to;

		*(struct address *)sql_list_add(list) =
		    address_make(a, sql_string(a, q, 1), sql_string(a, q, 0));
	}
	l->facts.to = (struct address_list){ to.n, to.at };
	l->facts.cc = (struct address_list){ cc.n, cc.at };
	return row;
}

static int
read_letter(struct store *s, struct arena *a, sqlite3_stmt *q, struct letter *l,
    struct err *e)
{
	*l = (struct letter){
		.message = sqlite3_column_int64(q, C_ID),
		.conversation = sqlite3_column_int64(q, C_CONVERSATION),
		.question = sqlite3_column_int64(q, C_QUESTION),
		.is_in_question = sqlite3_column_int(q, C_IN_QUESTION),
		.mailbox = sql_string(a, q, C_MAILBOX),
		.n_mailboxes = sqlite3_column_int(q, C_MAILBOXES),
		.received = { sqlite3_column_int64(q, C_RECEIVED) },
		.has_text = sqlite3_column_type(q, C_TEXT_NEW) != SQLITE_NULL,
	};
	if (kind_parse(sql_string(a, q, C_KIND), &l->kind) != 0)
		l->kind = KIND_HUMAN;
	read_given(a, q, &l->given);
	read_facts(a, q, &l->facts);
	l->facts.has_calendar = l->kind == KIND_INVITATION;
	return l->has_text ? read_recipients(s, a, l, e) : 0;
}

static int
read_letters(struct store *s, struct arena *a, sqlite3_stmt *q,
    struct letter **out, size_t *n, struct err *e)
{
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	while ((row = sql_row(s, q, e)) > 0) {
		if (read_letter(s, a, q, sql_list_add(&list), e) != 0)
			return -1;
	}
	*out = list.at;
	*n = list.n;
	return row;
}

int
store_letters(struct store *s, struct arena *a, int64_t after, int limit,
    struct letter **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_LETTERS);

	sql_int(q, ":after", after);
	sql_int(q, ":n", limit);
	return read_letters(s, a, q, out, n, e);
}

int
store_letters_of(struct store *s, struct arena *a, int64_t conversation,
    struct letter **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_LETTERS_OF);

	sql_int(q, ":conversation", conversation);
	return read_letters(s, a, q, out, n, e);
}

int
store_letter(struct store *s, struct arena *a, int64_t message,
    struct letter *out, struct err *e)
{
	struct letter *list = NULL;
	size_t n = 0;

	if (store_letters(s, a, message - 1, 1, &list, &n, e) != 0)
		return -1;
	if (n == 0 || list[0].message != message)
		return 0;
	*out = list[0];
	return 1;
}

int
store_corrected(
    struct store *s, struct arena *a, int64_t **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_CORRECTED);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	while ((row = sql_row(s, q, e)) > 0)
		*(int64_t *)sql_list_add(&list) = sqlite3_column_int64(q, 0);
	*out = list.at;
	*n = list.n;
	return row;
}

int
store_letter_judge(struct store *s, int64_t message, const struct verdict *v,
    const char *rules_version, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MESSAGE_JUDGE);

	sql_int(q, ":id", message);
	sql_verdict(q, v);
	sql_text(q, ":rules_version", rules_version);
	return sql_run(s, q, e);
}

int
store_message_at(struct store *s, const char *mailbox, const char *folder,
    uint32_t uid, int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MESSAGE_AT);
	int row;

	sql_text(q, ":mailbox", mailbox);
	sql_text(q, ":folder", folder);
	sql_int(q, ":uid", uid);
	row = sql_row(s, q, e);
	if (row > 0)
		*out = sqlite3_column_int64(q, 0);
	return row;
}
