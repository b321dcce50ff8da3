/*
 * What lies in Junk, and which messages wait for an answer and where.
 */

#include "edge/store_sql.h"

int
store_junk_add(struct store *s, const struct sighting *at,
    const struct facts *facts, const struct fingerprint *fp,
    struct instant received, const char *organisation, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = NULL;
	int64_t person = 0;

	/* Whoever ends up in Junk is not believed about his name. */
	if (sql_person(s, Q_PERSON_MET, &facts->from, &person, e) != 0)
		return -1;
	q = sql(s, Q_JUNK_ADD);
	sql_int(q, ":folder", at->folder);
	sql_int(q, ":uidvalidity", at->uidvalidity);
	sql_int(q, ":uid", at->uid);
	sql_blob(q, ":key2", fp->key2, sizeof(fp->key2));
	sql_int(q, ":sender", person);
	sql_text(q, ":organisation", organisation);
	sql_text(q, ":subject", facts->subject);
	sql_int(q, ":received", received.sec);
	sql_int(q, ":seen_at", at->seen_at.sec);
	return sql_run(s, q, e);
}

int
store_junk(struct store *s, struct arena *a, struct instant since,
    struct instant until, struct stored_junk **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_JUNK);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":since", since.sec);
	sql_int(q, ":until", until.sec);
	while ((row = sql_row(s, q, e)) > 0) {
		struct stored_junk *j = sql_list_add(&list);

		j->sender_name = sql_string(a, q, 0);
		j->sender_address = sql_string(a, q, 1);
		j->organisation = sql_string(a, q, 2);
		j->subject = sql_string(a, q, 3);
		j->received.sec = sqlite3_column_int64(q, 4);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_waiting(struct store *s, struct arena *a, struct stored_place **out,
    size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_WAITING_AT);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	while ((row = sql_row(s, q, e)) > 0) {
		struct stored_place *p = sql_list_add(&list);

		p->mailbox = sqlite3_column_int64(q, 0);
		p->at.folder = sql_string(a, q, 1);
		p->at.uidvalidity = (uint32_t)sqlite3_column_int64(q, 2);
		p->at.uid = (uint32_t)sqlite3_column_int64(q, 3);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_waiting_here(struct store *s, struct arena *a, const struct sighting *at,
    const char *evidence, struct stored_wait **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_WAITING_HERE);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":folder", at->folder);
	sql_int(q, ":uidvalidity", at->uidvalidity);
	sql_int(q, ":uid", at->uid);
	sql_text(q, ":value", evidence);
	while ((row = sql_row(s, q, e)) > 0) {
		struct stored_wait *w = sql_list_add(&list);

		w->question = sqlite3_column_int64(q, 0);
		w->is_history = sqlite3_column_int64(q, 1) != 0;
		w->message = sqlite3_column_int64(q, 2);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}
