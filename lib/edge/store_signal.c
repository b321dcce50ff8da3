/*
 * What was filed lately and should be seen the same day. Who is told of it the
 * desk knows.
 */

#include "edge/store_signal.h"

#include "edge/store_sql.h"

int
store_signals(struct store *s, struct arena *a, struct instant since,
    struct stored_signal **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SIGNALS);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":since", since.sec);
	while ((row = sql_row(s, q, e)) > 0)
		*(struct stored_signal *)sql_list_add(&list) =
		    (struct stored_signal){
			    .question = sqlite3_column_int64(q, 0),
			    .message = sqlite3_column_int64(q, 1),
			    .received = { sqlite3_column_int64(q, 2) },
			    .filed_at = { sqlite3_column_int64(q, 3) },
			    .organisation_kind = sql_string(a, q, 4),
			    .notables = (unsigned)sqlite3_column_int(q, 5),
			    .notables_why = sql_string(a, q, 6),
			    .term_why = sql_string(a, q, 7),
			    .topic_why = sql_string(a, q, 8),
		    };
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}
