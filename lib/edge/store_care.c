/*
 * Looking after the store: questions that an administrator asks of it, and
 * that no mail depends on.
 */

#include "edge/store_care.h"

#include "base/arena.h"
#include "edge/store_sql.h"

int
store_integrity(
    struct store *s, struct arena *a, const char **out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_INTEGRITY);

	if (sql_row(s, q, e) < 0)
		return -1;
	*out = sql_string(a, q, 0);
	return 0;
}

int
store_answers_seen(struct store *s, struct instant since,
    struct answers_seen *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_ANSWERS_SEEN);

	sql_int(q, ":since", since.sec);
	if (sql_row(s, q, e) < 0)
		return -1;
	out->answered = sqlite3_column_int64(q, 0);
	out->in_sent = sqlite3_column_int64(q, 1);
	return 0;
}
