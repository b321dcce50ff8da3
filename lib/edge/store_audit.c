/*
 * Sightings one by one: which are to be fetched again, which are known, which
 * are gone.
 */

#include "edge/store_audit.h"

#include <string.h>

#include "base/arena.h"
#include "edge/store_sql.h"

static const char *const states[] = {
	[SIGHTING_FILED] = "filed",
	[SIGHTING_ASIDE] = "aside",
	[SIGHTING_GONE] = "gone",
	[SIGHTING_RETRY] = "retry",
};

const char *
sighting_state_name(enum sighting_state state)
{
	return states[state];
}

static int
state_parse(const char *name, enum sighting_state *out, struct err *e)
{
	size_t i;

	for (i = 0; i < LENGTH(states); i++) {
		if (strcmp(name, states[i]) == 0) {
			*out = (enum sighting_state)i;
			return 0;
		}
	}
	return err_set(
	    e, ERR_FATAL, "store: a sighting in the unknown state %s", name);
}

static void
bind_key(sqlite3_stmt *q, const struct sighting_key *key)
{
	sql_int(q, ":folder", key->folder);
	sql_int(q, ":uidvalidity", key->uidvalidity);
	sql_int(q, ":uid", key->uid);
}

int
store_mailbox_count(struct store *s, int64_t mailbox, size_t n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = NULL;

	if (n == 0)
		return 0;
	q = sql(s, Q_MAILBOX_COUNT);
	sql_int(q, ":id", mailbox);
	sql_int(q, ":n", (int64_t)n);
	return sql_run(s, q, e);
}

int
store_mailbox_audited(struct store *s, int64_t mailbox, struct instant at,
    const char *gap, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MAILBOX_AUDITED);

	sql_int(q, ":id", mailbox);
	sql_int(q, ":at", at.sec);
	sql_text_or_null(q, ":gap", gap);
	return sql_run(s, q, e);
}

int
store_unfiled(struct store *s, struct arena *a, struct unfiled **out, size_t *n,
    struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SIGHTINGS_UNFILED);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	while ((row = sql_row(s, q, e)) > 0) {
		struct unfiled *u = sql_list_add(&list);

		u->mailbox = sqlite3_column_int64(q, 0);
		u->is_aside = strcmp(sql_string(a, q, 1), "aside") == 0;
		u->n = sqlite3_column_int64(q, 2);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_sighting_state(struct store *s, const struct sighting_key *key,
    enum sighting_state *state, int *attempts, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SIGHTING_STATE);
	enum sighting_state found = SIGHTING_FILED;
	int row;

	bind_key(q, key);
	row = sql_row(s, q, e);
	if (row <= 0)
		return row;
	if (state_parse((const char *)sqlite3_column_text(q, 0), &found, e) !=
	    0)
		return -1;
	*state = found;
	*attempts = sqlite3_column_int(q, 1);
	return 1;
}

int
store_to_retry(struct store *s, struct arena *a, int64_t mailbox,
    struct instant now, int limit, struct to_retry **out, size_t *n,
    struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SIGHTINGS_TO_RETRY);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":mailbox", mailbox);
	sql_int(q, ":now", now.sec);
	sql_int(q, ":n", limit);
	while ((row = sql_row(s, q, e)) > 0) {
		struct to_retry *r = sql_list_add(&list);

		r->folder = sql_string(a, q, 0);
		r->key.folder = sqlite3_column_int64(q, 1);
		r->key.uidvalidity = (uint32_t)sqlite3_column_int64(q, 2);
		r->key.uid = (uint32_t)sqlite3_column_int64(q, 3);
		r->name = sql_string(a, q, 4);
		r->attempts = sqlite3_column_int(q, 5);
		r->reason = sql_string(a, q, 6);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_retry_asked(struct store *s, const struct sighting_key *key,
    struct instant not_before, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SIGHTING_ASKED);

	bind_key(q, key);
	sql_int(q, ":not_before", not_before.sec);
	return sql_run(s, q, e);
}

int
store_retry_epoch(struct store *s, int64_t folder, uint32_t uidvalidity,
    struct instant now, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SIGHTINGS_OF_OLD_EPOCHS);

	sql_int(q, ":folder", folder);
	sql_int(q, ":uidvalidity", uidvalidity);
	sql_int(q, ":at", now.sec);
	return sql_run(s, q, e);
}

int
store_present(struct store *s, struct arena *a, const struct sighting_key *from,
    uint32_t to, struct present **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SIGHTINGS_PRESENT);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":folder", from->folder);
	sql_int(q, ":uidvalidity", from->uidvalidity);
	sql_int(q, ":from", from->uid);
	sql_int(q, ":to", to);
	while ((row = sql_row(s, q, e)) > 0) {
		struct present *p = sql_list_add(&list);

		p->uid = (uint32_t)sqlite3_column_int64(q, 0);
		p->name = sql_string(a, q, 1);
		if (state_parse((const char *)sqlite3_column_text(q, 2),
		        &p->state, e) != 0)
			return -1;
		p->reason = sql_string(a, q, 3);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_gone(struct store *s, const struct sighting_key *key, int64_t *out,
    struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SIGHTINGS_GONE);

	sql_int(q, ":folder", key->folder);
	sql_int(q, ":uidvalidity", key->uidvalidity);
	return sql_number(s, q, out, e);
}

int
store_sighting_gone(struct store *s, const struct sighting_key *key,
    struct instant now, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SIGHTING_GONE);

	bind_key(q, key);
	sql_int(q, ":at", now.sec);
	return sql_run(s, q, e);
}
