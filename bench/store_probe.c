/*
 * What the benchmark asks of a store that the daemon fills: the class of
 * every message, and each message as it comes in. Automatic mail has no topic
 * of its own in Postwacht, but the benchmark's rules class it like any other:
 * for it the rules are asked again, here, from what the store holds.
 *
 *   store_probe classes CONFIG   "class TAB count", by class
 *   store_probe each CONFIG      "message id TAB class"
 *   store_probe follow CONFIG    from now on every new Message-ID, a line each
 */

#include <sys/inotify.h>

#include <poll.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"
#include "desk/office.h"
#include "mail/message.h"
#include "triage/kind.h"
#include "triage/rules.h"
#include "triage/topic.h"

#define MISTAKES_MAX 65536
#define CLASSES_MAX  256

/* The daemon's writes and a reader's snapshot may meet. */
#define BUSY_MS 10000

/* Looks after the last write, one a millisecond. */
#define FOLLOW_LOOKS 200

struct class
{
	const char *name;
	long long n;
};

struct class_tally {
	const struct office *office;
	struct arena *arena; /* of the names */
	size_t n;
	struct class at[CLASSES_MAX];
	bool is_each;
};

/* Topics that stand for having none. */
static bool
is_no_topic(const char *topic)
{
	return !*topic || strcmp(topic, "overig") == 0;
}

static const char *
column(sqlite3_stmt *q, int i)
{
	const unsigned char *s = sqlite3_column_text(q, i);

	return s ? (const char *)s : "";
}

static const char *
class_by_rules(const struct office *o, struct arena *a, sqlite3_stmt *q)
{
	struct facts facts = {
		.from = address_make(a, column(q, 4), column(q, 5)),
		.text_new = column(q, 6),
		.text_quoted = column(q, 7),
		.text_signature = "",
	};
	struct matches matches;

	facts.folded_subject =
	    fold(a, column(q, 3), strlen(column(q, 3)), NULL);
	facts.folded_new =
	    fold(a, facts.text_new, strlen(facts.text_new), NULL);
	matches = rules_match(o->rulebook.rules, a, &facts, NULL);
	return topic_choose(a, &matches, "").topic;
}

static int
count(struct class_tally *t, const char *name)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		if (strcmp(t->at[i].name, name) == 0) {
			t->at[i].n++;
			return 0;
		}
	}
	if (t->n == CLASSES_MAX)
		return -1;
	t->at[t->n++] = (struct class){ arena_copy(t->arena, name), 1 };
	return 0;
}

static int
walk(struct class_tally *t, sqlite3_stmt *q)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	int r;

	while ((r = sqlite3_step(q)) == SQLITE_ROW) {
		const char *topic = column(q, 1);
		enum kind kind;

		arena_clear(a);
		if (kind_parse(column(q, 2), &kind) != 0)
			return -1;
		if (kind != KIND_HUMAN && kind != KIND_INVITATION)
			topic = class_by_rules(t->office, a, q);
		if (is_no_topic(topic))
			topic = "-";
		if (t->is_each)
			printf("%s\t%s\n", column(q, 0), topic);
		else if (count(t, topic) != 0)
			return -1;
	}
	return r == SQLITE_DONE ? 0 : -1;
}

static int
classes(const struct office *o, sqlite3 *db, bool is_each)
{
	static const char sql[] =
	    "SELECT m.message_id, m.topic, m.kind, m.subject, p.name, "
	    "p.address, c.text_new, c.text_rest "
	    "FROM message m LEFT JOIN person p ON p.id = m.sender "
	    "LEFT JOIN content c ON c.message = m.id WHERE m.role = 'inbox'";
	SCOPED(arena_done) struct arena *a = arena_new();
	struct class_tally t = { .office = o, .arena = a, .is_each = is_each };
	sqlite3_stmt *q = NULL;
	size_t i;
	int r;

	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
		return -1;
	r = walk(&t, q);
	for (i = 0; i < t.n; i++)
		printf("%s\t%lld\n", t.at[i].name, t.at[i].n);
	(void)sqlite3_finalize(q);
	return r;
}

/* Prints what came behind *last. */
static int
tell_new(sqlite3_stmt *q, sqlite3_int64 *last)
{
	int r;

	(void)sqlite3_bind_int64(q, 1, *last);
	while ((r = sqlite3_step(q)) == SQLITE_ROW) {
		printf("<%s>\n", column(q, 1));
		*last = sqlite3_column_int64(q, 0);
	}
	(void)sqlite3_reset(q);
	(void)fflush(stdout);
	return r == SQLITE_DONE ? 0 : -1;
}

/* The write-ahead log grows with every transaction, but what was written
 * shows only when it is synced: after each write a look every millisecond. */
static int
follow(sqlite3 *db, const char *path)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	char events[4096];
	int fd = inotify_init1(IN_CLOEXEC), looks = 0;
	struct pollfd fds = { .events = POLLIN };
	sqlite3_stmt *q = NULL;
	sqlite3_int64 last = 0;
	int r = 0;

	if (inotify_add_watch(fd, arena_printf(a, "%s-wal", path), IN_MODIFY) <
	        0 ||
	    sqlite3_prepare_v2(db, "SELECT max(id), '' FROM message", -1, &q,
	        NULL) != SQLITE_OK ||
	    sqlite3_step(q) != SQLITE_ROW)
		return -1;
	last = sqlite3_column_int64(q, 0);
	(void)sqlite3_finalize(q);
	if (sqlite3_prepare_v2(db,
	        "SELECT id, message_id FROM message WHERE id > ?1 ORDER BY id",
	        -1, &q, NULL) != SQLITE_OK)
		return -1;
	fds.fd = fd;
	for (;;) {
		int ready = poll(&fds, 1, looks > 0 ? 1 : -1);

		if (ready > 0 && read(fd, events, sizeof(events)) <= 0)
			break;
		looks = ready > 0 ? FOLLOW_LOOKS : looks - 1;
		r = tell_new(q, &last);
		if (r != 0)
			break;
	}
	(void)sqlite3_finalize(q);
	return r;
}

static int
run(const char *verb, const struct office *o)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *path =
	    arena_printf(a, "%s/postwacht.db", o->settings.state_dir);
	sqlite3 *db = NULL;
	int r = -1;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) !=
	        SQLITE_OK ||
	    sqlite3_busy_timeout(db, BUSY_MS) != SQLITE_OK)
		r = -1;
	else if (strcmp(verb, "follow") == 0)
		r = follow(db, path);
	else
		r = classes(o, db, strcmp(verb, "each") == 0);
	if (r != 0)
		fprintf(stderr, "store_probe: %s\n", sqlite3_errmsg(db));
	(void)sqlite3_close(db);
	return r;
}

int
main(int argc, char **argv)
{
	SCOPED(text_done) struct text mistakes = { 0 };
	struct office *office = NULL;
	struct err e = { 0 };
	int r;

	text_init(&mistakes, MISTAKES_MAX);
	if (argc != 3 || date_init(&e) != 0 ||
	    office_open(argv[2], NULL, &office, &mistakes, &e) != 0) {
		fprintf(stderr, "store_probe: %s%s\n", mistakes.data, e.text);
		return EX_USAGE;
	}
	r = run(argv[1], office);
	office_close(office);
	return r == 0 ? EX_OK : EX_SOFTWARE;
}
