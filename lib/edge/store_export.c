/*
 * What is kept about a question or a person, row by row, under the names that
 * the statements give.
 */

#include "edge/store_export.h"

#include "edge/store_sql.h"

#define FIELDS_MAX 32

static const struct section {
	const char *name;
	enum query query;
	enum export_of of;
} sections[] = {
	{ "question", Q_EXPORT_QUESTION, EXPORT_OF_QUESTION },
	{ "messages", Q_EXPORT_QUESTION_MESSAGES, EXPORT_OF_QUESTION },
	{ "recipients", Q_EXPORT_QUESTION_RECIPIENTS, EXPORT_OF_QUESTION },
	{ "places", Q_EXPORT_QUESTION_PLACES, EXPORT_OF_QUESTION },
	{ "events", Q_EXPORT_QUESTION_EVENTS, EXPORT_OF_QUESTION },
	{ "measurements", Q_EXPORT_QUESTION_MEASUREMENTS, EXPORT_OF_QUESTION },
	{ "notices", Q_EXPORT_QUESTION_NOTICES, EXPORT_OF_QUESTION },
	{ "person", Q_EXPORT_PERSON, EXPORT_OF_PERSON },
	{ "questions", Q_EXPORT_PERSON_QUESTIONS, EXPORT_OF_PERSON },
	{ "messages", Q_EXPORT_PERSON_MESSAGES, EXPORT_OF_PERSON },
	{ "named_in", Q_EXPORT_PERSON_NAMED, EXPORT_OF_PERSON },
	{ "events", Q_EXPORT_PERSON_EVENTS, EXPORT_OF_PERSON },
	{ "notices", Q_EXPORT_PERSON_NOTICES, EXPORT_OF_PERSON },
	{ "commands", Q_EXPORT_PERSON_COMMANDS, EXPORT_OF_PERSON },
	{ "rules", Q_EXPORT_PERSON_RULES, EXPORT_OF_PERSON },
	{ "absences", Q_EXPORT_PERSON_ABSENCES, EXPORT_OF_PERSON },
	{ "junk", Q_EXPORT_PERSON_JUNK, EXPORT_OF_PERSON },
};

static size_t
read_fields(sqlite3_stmt *q, struct export_field *fields)
{
	int i, columns = sqlite3_column_count(q);
	size_t n = 0;

	for (i = 0; i < columns && n < FIELDS_MAX; i++) {
		struct export_field *f = &fields[n];

		f->name = sqlite3_column_name(q, i);
		f->is_number = sqlite3_column_type(q, i) == SQLITE_INTEGER;
		f->number = f->is_number ? sqlite3_column_int64(q, i) : 0;
		f->text =
		    f->is_number ? "" : (const char *)sqlite3_column_text(q, i);
		n += f->is_number || (f->text && *f->text);
	}
	return n;
}

static int
export_section(struct store *s, const struct section *section, int64_t key,
    export_take *take, void *context, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, section->query);
	struct export_field fields[FIELDS_MAX];
	int row;

	sql_int(q, ":key", key);
	while ((row = sql_row(s, q, e)) > 0) {
		if (take(context, section->name, fields, read_fields(q, fields),
		        e) != 0)
			return -1;
	}
	return row;
}

int
store_export(struct store *s, enum export_of of, int64_t key, export_take *take,
    void *context, struct err *e)
{
	size_t i;

	for (i = 0; i < LENGTH(sections); i++) {
		if (sections[i].of == of &&
		    export_section(s, &sections[i], key, take, context, e) != 0)
			return -1;
	}
	return 0;
}
