/*
 * Mailboxes, folders, sightings, messages and the conversations they form.
 */

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/store_audit.h"
#include "edge/store_sql.h"
#include "mail/sketch.h"

int
store_mailbox_find(struct store *s, struct arena *a, const char *name,
    struct stored_mailbox *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MAILBOX_FIND);
	int row;

	sql_text(q, ":name", name);
	row = sql_row(s, q, e);
	if (row > 0)
		*out = (struct stored_mailbox){
			.id = sqlite3_column_int64(q, 0),
			.activated_at = { sqlite3_column_int64(q, 1) },
			.has_read_until =
			    sqlite3_column_type(q, 2) != SQLITE_NULL,
			.read_until = { sqlite3_column_int64(q, 2) },
			.trouble = sql_string(a, q, 3),
			.trouble_since = { sqlite3_column_int64(q, 4) },
			.messages = sqlite3_column_int64(q, 5),
			.audited_at = { sqlite3_column_int64(q, 6) },
			.audit_gap = sql_string(a, q, 7),
		};
	return row;
}

int
store_mailbox(struct store *s, struct arena *a, const char *name,
    struct instant now, struct stored_mailbox *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *add = NULL;
	int found = store_mailbox_find(s, a, name, out, e);

	if (found != 0)
		return found < 0 ? -1 : 0;
	add = sql(s, Q_MAILBOX_ADD);
	sql_text(add, ":name", name);
	sql_int(add, ":at", now.sec);
	if (sql_run(s, add, e) != 0)
		return -1;
	if (store_mailbox_find(s, a, name, out, e) <= 0)
		return -1;
	return 0;
}

int
store_mailbox_read(
    struct store *s, int64_t mailbox, struct instant at, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *gap = sql(s, Q_MAILBOX_GAP);
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MAILBOX_READ_UNTIL);

	sql_int(gap, ":id", mailbox);
	sql_int(gap, ":at", at.sec);
	sql_int(gap, ":least", GAP_LEAST);
	sql_int(q, ":id", mailbox);
	sql_int(q, ":at", at.sec);
	return sql_run(s, gap, e) != 0 ? -1 : sql_run(s, q, e);
}

int
store_gaps(struct store *s, struct arena *a, struct instant since,
    struct instant until, struct stored_gap **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_GAPS);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":since", since.sec);
	sql_int(q, ":until", until.sec);
	while ((row = sql_row(s, q, e)) > 0) {
		struct stored_gap *g = sql_list_add(&list);

		g->mailbox = sql_string(a, q, 0);
		g->from.sec = sqlite3_column_int64(q, 1);
		g->until.sec = sqlite3_column_int64(q, 2);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_mailbox_trouble(struct store *s, int64_t mailbox, struct instant at,
    const char *reason, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MAILBOX_TROUBLE);

	sql_int(q, ":id", mailbox);
	sql_int(q, ":at", at.sec);
	sql_text(q, ":reason", reason);
	return sql_run(s, q, e);
}

int
store_cursors(struct store *s, struct arena *a, int64_t mailbox,
    struct cursor **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_FOLDERS);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":mailbox", mailbox);
	while ((row = sql_row(s, q, e)) > 0) {
		struct cursor *c = sql_list_add(&list);

		c->folder = sql_string(a, q, 0);
		c->uidvalidity = (uint32_t)sqlite3_column_int64(q, 1);
		c->last_uid = (uint32_t)sqlite3_column_int64(q, 2);
		c->modseq = (uint64_t)sqlite3_column_int64(q, 3);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_names(struct store *s, struct arena *a, int64_t mailbox,
    struct known_name **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_KNOWN_NAMES);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":mailbox", mailbox);
	while ((row = sql_row(s, q, e)) > 0) {
		struct known_name *name = sql_list_add(&list);

		name->folder = sql_string(a, q, 0);
		name->uid = (uint32_t)sqlite3_column_int64(q, 1);
		name->name = sql_string(a, q, 2);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_folder(struct store *s, int64_t mailbox, const char *name,
    struct stored_folder *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_FOLDER_FIND);
	int row;

	sql_int(q, ":mailbox", mailbox);
	sql_text(q, ":name", name);
	row = sql_row(s, q, e);
	if (row > 0)
		*out = (struct stored_folder){
			.id = sqlite3_column_int64(q, 0),
			.uidvalidity = (uint32_t)sqlite3_column_int64(q, 1),
			.last_uid = (uint32_t)sqlite3_column_int64(q, 2),
			.modseq = (uint64_t)sqlite3_column_int64(q, 3),
			.active_uid = (uint32_t)sqlite3_column_int64(q, 4),
		};
	return row;
}

int
store_folder_add(struct store *s, int64_t mailbox, const char *name,
    enum folder_role role, uint32_t uidvalidity, uint32_t active_uid,
    int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_FOLDER_ADD);

	sql_int(q, ":mailbox", mailbox);
	sql_text(q, ":name", name);
	sql_text(q, ":role", folder_role_name(role));
	sql_int(q, ":uidvalidity", uidvalidity);
	sql_int(q, ":active_uid", active_uid);
	return sql_number(s, q, out, e);
}

int
store_folder_move(struct store *s, const struct stored_folder *folder,
    enum folder_role role, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_FOLDER_MOVE);

	sql_int(q, ":id", folder->id);
	sql_int(q, ":uidvalidity", folder->uidvalidity);
	sql_int(q, ":last_uid", folder->last_uid);
	sql_int(q, ":modseq", (int64_t)folder->modseq);
	sql_int(q, ":active_uid", folder->active_uid);
	sql_text(q, ":role", folder_role_name(role));
	return sql_run(s, q, e);
}

int
store_sighting(struct store *s, const struct sighting *sighting, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SIGHTING_ADD);

	sql_int(q, ":folder", sighting->folder);
	sql_int(q, ":uidvalidity", sighting->uidvalidity);
	sql_int(q, ":uid", sighting->uid);
	sql_text(q, ":name", sighting->name);
	sql_int_or_null(q, ":message", sighting->message);
	sql_text(q, ":state", sighting_state_name(sighting->state));
	sql_text_or_null(q, ":reason", sighting->reason);
	sql_int(q, ":attempts", 1);
	sql_int_or_null(q, ":not_before", sighting->not_before.sec);
	sql_int(q, ":seen_at", sighting->seen_at.sec);
	return sql_run(s, q, e);
}

int
store_aside(struct store *s, struct instant since, struct instant until,
    size_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SIGHTINGS_ASIDE);
	int64_t n = 0;

	sql_int(q, ":since", since.sec);
	sql_int(q, ":until", until.sec);
	if (sql_number(s, q, &n, e) != 0)
		return -1;
	*out = (size_t)n;
	return 0;
}

/* Whether the query would leave the name that is known as it is. */
static bool
keeps_name(enum query how, const char *known, const char *name)
{
	if (!known)
		return false;
	if (how == Q_PERSON_MET)
		return *known || !*name;
	return !*name || strcmp(known, name) == 0;
}

/* Nearly everybody in a mailbox is known under that name: a look costs less
 * than writing the same again. */
static int
find_person(struct store *s, enum query how, const struct address *address,
    int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_PERSON_FIND);
	int row;

	sql_text(q, ":address", address->addr);
	row = sql_row(s, q, e);
	if (row <= 0)
		return row;
	if (!keeps_name(
	        how, (const char *)sqlite3_column_text(q, 1), address->name))
		return 0;
	*out = sqlite3_column_int64(q, 0);
	return 1;
}

int
sql_person(struct store *s, enum query how, const struct address *address,
    int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = NULL;
	int found = find_person(s, how, address, out, e);

	if (found != 0)
		return found < 0 ? -1 : 0;
	q = sql(s, how);
	sql_text(q, ":address", address->addr);
	sql_text(q, ":name", address->name);
	return sql_number(s, q, out, e);
}

/* Key 2 alone is enough where both have a Date, else the topmost Received
 * must be equal too (decisions.md 13). */
static int
find_by_key2(struct store *s, const struct fingerprint *fp, bool has_date,
    bool has_received, struct instant received, int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MESSAGE_BY_KEY2);
	int row;

	sql_blob(q, ":key2", fp->key2, sizeof(fp->key2));
	while ((row = sql_row(s, q, e)) > 0) {
		bool both_dated = has_date && sqlite3_column_int(q, 2);
		bool same_received = has_received &&
		    sqlite3_column_type(q, 3) != SQLITE_NULL &&
		    sqlite3_column_int64(q, 3) == received.sec;

		if (both_dated || same_received) {
			*out = sqlite3_column_int64(q, 0);
			return 1;
		}
	}
	return row;
}

int
store_message_find(struct store *s, const struct fingerprint *fp, bool has_date,
    bool has_received, struct instant received, int64_t *out, struct err *e)
{
	if (fp->has_key1) {
		SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MESSAGE_BY_KEY1);
		int row;

		sql_blob(q, ":key1", fp->key1, sizeof(fp->key1));
		row = sql_row(s, q, e);
		if (row > 0)
			*out = sqlite3_column_int64(q, 0);
		if (row != 0)
			return row;
	}
	return find_by_key2(s, fp, has_date, has_received, received, out, e);
}

static int
add_reference(struct store *s, int64_t message, const char *target,
    bool is_strong, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_REFERENCE_ADD);

	if (!*target)
		return 0;
	sql_int(q, ":message", message);
	sql_text(q, ":target", target);
	sql_int(q, ":is_strong", is_strong);
	return sql_run(s, q, e);
}

static int
add_references(
    struct store *s, int64_t message, const struct facts *facts, struct err *e)
{
	size_t i;

	if (add_reference(s, message, facts->in_reply_to, true, e) != 0)
		return -1;
	for (i = 0; i < facts->n_references; i++) {
		if (add_reference(s, message, facts->references[i], false, e) !=
		    0)
			return -1;
	}
	return 0;
}

static int
add_party(struct store *s, int64_t message, int place,
    const struct filed_party *p, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = NULL;
	int64_t person = 0;

	/* What others call somebody never replaces his own name. */
	if (sql_person(s, Q_PERSON_MET, p->address, &person, e) != 0)
		return -1;
	q = sql(s, Q_PARTY_ADD);
	sql_int(q, ":message", message);
	sql_int(q, ":place", place);
	sql_int(q, ":person", person);
	sql_text(q, ":field", p->field);
	sql_text(q, ":organisation", p->organisation);
	sql_int(q, ":is_us", p->is_us);
	sql_int(q, ":is_mailbox", p->is_mailbox);
	return sql_run(s, q, e);
}

static void
collect_headers(const struct facts *facts, struct text *out)
{
	size_t i;

	for (i = 0; i < facts->n_headers; i++) {
		text_add(out, facts->headers[i].name);
		text_add(out, ": ");
		text_add(out, facts->headers[i].value);
		text_add_char(out, '\n');
	}
}

/* What retention takes away first, and replay reads until then. */
static int
add_content(
    struct store *s, int64_t message, const struct facts *facts, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_CONTENT_ADD);
	SCOPED(text_done) struct text after, headers, attachments;
	size_t i;

	text_init(&after, MESSAGE_TEXT_MAX);
	text_init(&headers, MESSAGE_TEXT_MAX);
	text_init(&attachments, MESSAGE_TEXT_MAX);
	text_addf(
	    &after, "%s\n%s", facts->text_signature, facts->text_disclaimer);
	collect_headers(facts, &headers);
	for (i = 0; i < facts->n_attachments; i++)
		text_addf(&attachments, "%s\n", facts->attachments[i].name);
	sql_int(q, ":message", message);
	sql_text(q, ":text_new", facts->text_new);
	sql_text(q, ":text_rest", facts->text_quoted);
	sql_text(q, ":text_after", after.data);
	sql_text(q, ":attachments", attachments.data);
	sql_text(q, ":headers", headers.data);
	return sql_run(s, q, e);
}

static void
bind_facts(
    sqlite3_stmt *q, const struct facts *facts, const struct fingerprint *fp)
{
	sql_text_or_null(q, ":message_id", facts->message_id);
	sql_text_or_null(q, ":in_reply_to", facts->in_reply_to);
	if (fp->has_key1)
		sql_blob(q, ":key1", fp->key1, sizeof(fp->key1));
	sql_blob(q, ":key2", fp->key2, sizeof(fp->key2));
	sql_int(q, ":key_version", FINGERPRINT_VERSION);
	if (facts->has_received)
		sql_int(q, ":header_received", facts->received.sec);
	if (facts->has_date)
		sql_int(q, ":date", facts->date.sec);
	sql_text(q, ":subject", facts->subject);
	sql_text(q, ":base_subject", facts->base_subject);
	sql_int(q, ":flaws", facts->flaws);
}

void
sql_verdict(sqlite3_stmt *q, const struct verdict *v)
{
	sql_text(q, ":kind", kind_name(v->kind));
	sql_text(q, ":kind_why", v->kind_why);
	sql_int(q, ":is_question", (int)v->is_question);
	sql_text(q, ":question_why", v->question_why);
	sql_int(q, ":is_thanks", v->is_thanks);
	sql_int(q, ":is_interim", v->is_interim);
	if (v->has_promised_day)
		sql_int(q, ":promised_day", v->promised_day.day);
	sql_text(q, ":team", v->team);
	sql_text(q, ":topic", v->topic);
	sql_text(q, ":topic_why", v->topic_why);
	sql_text(q, ":term", v->term);
	sql_text(q, ":term_why", v->term_why);
	if (v->has_named_day)
		sql_int(q, ":named_day", v->named_day.day);
	sql_text(q, ":assignee", v->assignee);
	sql_text(q, ":priority", v->priority);
	sql_int(q, ":notables", v->notables);
	sql_text(q, ":notables_why", v->notables_why);
}

static void
bind_verdict(
    sqlite3_stmt *q, const struct facts *facts, const struct verdict *v)
{
	sql_verdict(q, v);
	sql_int(q, ":is_from_us", v->is_from_us);
	sql_int(q, ":is_forwarded", v->is_forwarded);
	sql_int(q, ":is_internal", v->is_internal);
	sql_text(q, ":organisation", v->organisation->code);
	sql_text(q, ":organisation_kind", v->organisation->kind);
	sql_text_or_null(q, ":thread_key", v->thread_key);
	sql_int(q, ":quotes_us", v->quotes_us);
	sql_int(q, ":is_loose_reply", sql_is_loose(facts, v->is_from_us));
	sql_int(q, ":sender_proof", (int)v->sender_proof);
	sql_text(q, ":sender_why", v->sender_why);
}

/* What a human wrote, to know it again; the bytes must live until the
 * statement has run. */
static void
bind_sketch(sqlite3_stmt *q, const struct facts *facts, const struct verdict *v,
    unsigned char sketch[SKETCH_BYTES])
{
	SCOPED(arena_done) struct arena *a = arena_new();

	if (v->kind == KIND_HUMAN && sketch_of(a, facts->text_new, sketch))
		sql_blob(q, ":sketch", sketch, SKETCH_BYTES);
}

static int
bind_people(struct store *s, sqlite3_stmt *q, const struct facts *facts,
    const struct verdict *v, struct err *e)
{
	int64_t person = 0;

	if (*facts->from.addr) {
		if (sql_person(s, Q_PERSON_ADD, &facts->from, &person, e) != 0)
			return -1;
		sql_int(q, ":sender", person);
	}
	if (*v->asker.addr) {
		if (sql_person(s, Q_PERSON_ADD, &v->asker, &person, e) != 0)
			return -1;
		sql_int(q, ":asker", person);
	}
	return 0;
}

int
store_message_add(struct store *s, const struct facts *facts,
    const struct fingerprint *fp, const struct verdict *verdict,
    const struct filing *filing, const struct filed_party *parties,
    size_t n_parties, int64_t conversation, int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MESSAGE_ADD);
	unsigned char sketch[SKETCH_BYTES];
	int64_t id = 0;
	size_t i;

	sql_int(q, ":conversation", conversation);
	bind_facts(q, facts, fp);
	bind_verdict(q, facts, verdict);
	bind_sketch(q, facts, verdict, sketch);
	sql_int(q, ":received", filing->received.sec);
	sql_int(q, ":received_basis", (int)filing->basis);
	sql_int(q, ":filed_at", filing->filed_at.sec);
	sql_int(q, ":is_history", filing->is_history);
	sql_int(q, ":mailbox", filing->mailbox);
	sql_text(q, ":role", folder_role_name(filing->role));
	sql_text(q, ":rules_version", filing->rules_version);
	sql_text_or_null(q, ":aside", filing->aside);
	if (bind_people(s, q, facts, verdict, e) != 0 ||
	    sql_insert(s, q, &id, e) != 0)
		return -1;
	for (i = 0; i < n_parties; i++) {
		if (add_party(s, id, (int)i, &parties[i], e) != 0)
			return -1;
	}
	if (add_references(s, id, facts, e) != 0 ||
	    add_content(s, id, facts, e) != 0)
		return -1;
	*out = id;
	return 0;
}
