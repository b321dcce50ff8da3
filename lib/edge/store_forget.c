/*
 * One person out of the store: what retention does with time, at once.
 */

#include "edge/store_forget.h"

#include "edge/store_retention.h"
#include "edge/store_sql.h"

int
store_person_find(
    struct store *s, const char *address, int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_PERSON_FIND);
	int row;

	sql_text(q, ":address", address);
	row = sql_row(s, q, e);
	if (row > 0)
		*out = sqlite3_column_int64(q, 0);
	return row;
}

int
store_persons(struct store *s, struct arena *a, struct stored_person **out,
    size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_PERSONS_NAMED);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	while ((row = sql_row(s, q, e)) > 0) {
		struct stored_person *p = sql_list_add(&list);

		p->id = sqlite3_column_int64(q, 0);
		p->address = sql_string(a, q, 1);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_forget_count(struct store *s, struct arena *a, int64_t person,
    struct instant until, struct forget_counts *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_FORGET_COUNT);
	int row;

	sql_int(q, ":person", person);
	sql_int(q, ":until", until.sec);
	row = sql_row(s, q, e);
	if (row <= 0)
		return -1;
	out->messages = sqlite3_column_int64(q, 0);
	out->questions = sqlite3_column_int64(q, 1);
	out->open = sqlite3_column_int64(q, 2);
	out->open_numbers = sql_string(a, q, 3);
	return 0;
}

static int
run_for(struct store *s, enum query which, int64_t person, struct instant until,
    struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, which);

	sql_int(q, ":person", person);
	sql_int(q, ":until", until.sec);
	return sql_run(s, q, e);
}

int
store_forget(struct store *s, int64_t person, struct instant until,
    const struct roster *roster, struct err *e)
{
	static const enum query steps[] = { Q_FORGET_MARK, Q_FORGET_JUNK,
		Q_FORGET_ABSENCES, Q_FORGET_PROPOSALS, Q_FORGET_COMMANDS,
		Q_FORGET_NOTICES };
	SCOPED(sql_done) sqlite3_stmt *mails = NULL;
	SCOPED(sql_done) sqlite3_stmt *name = NULL;
	size_t i;

	for (i = 0; i < LENGTH(steps); i++) {
		if (run_for(s, steps[i], person, until, e) != 0)
			return -1;
	}
	mails = sql(s, Q_FORGET_NOTICE_MAILS);
	sql_int(mails, ":until", until.sec);
	if (sql_run(s, mails, e) != 0 || store_retain_marked(s, roster, e) != 0)
		return -1;
	name = sql(s, Q_FORGET_PERSON);
	sql_int(name, ":person", person);
	return sql_run(s, name, e);
}
