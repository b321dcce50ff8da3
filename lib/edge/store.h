#ifndef POSTWACHT_STORE_H
#define POSTWACHT_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "edge/interest.h"
#include "edge/source.h"
#include "mail/fingerprint.h"
#include "notice/agenda.h"
#include "triage/conversation.h"
#include "triage/question.h"

struct arena;

/*
 * What Postwacht knows, in one SQLite file. Events come first and are never
 * changed; everything else can be made from them. Used by one thread at a
 * time. Every function: 0 (or what it says), or -1 with ERR_AGAIN when the
 * store is locked or the disk is full, ERR_FATAL when it is damaged.
 */
struct store;

/* Fixed when the store is created (decisions.md 19): only a rehearsal may
 * write or send at a moment that is not now. */
enum store_kind {
	STORE_LIVE,
	STORE_REHEARSAL,
};

#define STORE_BUSY_MS 10000 /* how long a locked store is waited for */
#define STORE_STOP_MS 2000  /* the same when the daemon has to stop */

/*
 * Opens the file, and creates it with `kind` when it does not exist (unless
 * `must_exist`). Brings an older store up to date; refuses a newer one.
 */
int store_open(const char *path, enum store_kind kind, bool must_exist,
    struct store **out, struct err *e) MUST_CHECK;
void store_close(struct store *s);

/* When this descriptor becomes readable, a store that somebody else has locked
 * is waited for STORE_STOP_MS more, all calls together. */
void store_set_stop(struct store *s, int fd);

/* Gives the memory back that pages are kept in. */
void store_give_back(struct store *s);
enum store_kind store_kind(const struct store *s);

/* One transaction; an item inside it can be taken back alone. */
int store_begin(struct store *s, struct err *e) MUST_CHECK;
/* The same, but its commit does not wait for the disk: the death of the process
 * does not take it back, and a power cut may, whole, until store_sync (whose
 * every error is ERR_FATAL) or the next commit. */
int store_begin_quick(struct store *s, struct err *e) MUST_CHECK;
int store_sync(struct store *s, struct err *e) MUST_CHECK;
int store_commit(struct store *s, struct err *e) MUST_CHECK;
void store_rollback(struct store *s);
int store_item_begin(struct store *s, struct err *e) MUST_CHECK;
int store_item_end(struct store *s, struct err *e) MUST_CHECK;
void store_item_rollback(struct store *s);

/* A number under a name: 1 found, 0 none, -1. */
int store_meta(
    struct store *s, const char *name, int64_t *out, struct err *e) MUST_CHECK;
int store_meta_set(
    struct store *s, const char *name, int64_t value, struct err *e) MUST_CHECK;

/* --- mailboxes, folders and what was seen in them --------------------- */

struct stored_mailbox {
	int64_t id;
	struct instant activated_at;
	bool has_read_until;
	struct instant read_until;
	const char *trouble; /* "" when it is well */
	struct instant trouble_since;
	int64_t messages;          /* that were first seen here */
	struct instant audited_at; /* 0: never */
	const char *audit_gap;     /* what the last audit missed, "" nothing */
};

/* 1 found, 0 none, -1; writes nothing. */
int store_mailbox_find(struct store *s, struct arena *a, const char *name,
    struct stored_mailbox *out, struct err *e) MUST_CHECK;

/* Finds the mailbox, or adds it, activated at `now`. */
int store_mailbox(struct store *s, struct arena *a, const char *name,
    struct instant now, struct stored_mailbox *out, struct err *e) MUST_CHECK;
/* It was read to the end. When that had not been so for GAP_LEAST there is a
 * gap to tell of: twice the longest time between two looks (setting poll). */
#define GAP_LEAST 7200 /* s */
int store_mailbox_read(struct store *s, int64_t mailbox, struct instant at,
    struct err *e) MUST_CHECK;

/* A time in which a mailbox was not read. */
struct stored_gap {
	const char *mailbox; /* its id in the configuration */
	struct instant from, until;
};

/* Those that ended in (since, until]. */
int store_gaps(struct store *s, struct arena *a, struct instant since,
    struct instant until, struct stored_gap **out, size_t *n,
    struct err *e) MUST_CHECK;

int store_mailbox_trouble(struct store *s, int64_t mailbox, struct instant at,
    const char *reason, struct err *e) MUST_CHECK;

int store_cursors(struct store *s, struct arena *a, int64_t mailbox,
    struct cursor **out, size_t *n, struct err *e) MUST_CHECK;

int store_names(struct store *s, struct arena *a, int64_t mailbox,
    struct known_name **out, size_t *n, struct err *e) MUST_CHECK;

struct stored_folder {
	int64_t id;
	uint32_t uidvalidity, last_uid, active_uid;
	uint64_t modseq;
};

/* 1 found, 0 none, -1. */
int store_folder(struct store *s, int64_t mailbox, const char *name,
    struct stored_folder *out, struct err *e) MUST_CHECK;
int store_folder_add(struct store *s, int64_t mailbox, const char *name,
    enum folder_role role, uint32_t uidvalidity, uint32_t active_uid,
    int64_t *out, struct err *e) MUST_CHECK;
int store_folder_move(struct store *s, const struct stored_folder *folder,
    enum folder_role role, struct err *e) MUST_CHECK;

enum sighting_state {
	SIGHTING_FILED,
	SIGHTING_ASIDE,
	SIGHTING_GONE,
	SIGHTING_RETRY,
};

struct sighting {
	int64_t folder;
	uint32_t uidvalidity, uid;
	const char *name;
	int64_t message; /* 0: none */
	enum sighting_state state;
	const char *reason;        /* "" when filed */
	struct instant not_before; /* SIGHTING_RETRY */
	struct instant seen_at;
};

int store_sighting(
    struct store *s, const struct sighting *sighting, struct err *e) MUST_CHECK;

/* --- Junk, and messages that wait for an answer ------------------------- */

/* The reason of a sighting that lies in Junk and is no message of ours. */
#define ASIDE_JUNK "junk"

/* Remembers what lies there from a registered organisation. */
int store_junk_add(struct store *s, const struct sighting *at,
    const struct facts *facts, const struct fingerprint *fp,
    struct instant received, const char *organisation,
    struct err *e) MUST_CHECK;

struct stored_junk {
	const char *sender_name, *sender_address, *organisation, *subject;
	struct instant received;
};

/* Seen in (since, until], and not rescued since. */
int store_junk(struct store *s, struct arena *a, struct instant since,
    struct instant until, struct stored_junk **out, size_t *n,
    struct err *e) MUST_CHECK;

/* Where a message that waits for an answer lies. */
struct stored_place {
	int64_t mailbox;
	struct whereabouts at;
};

/* All of them, in order of mailbox, folder and UID. */
int store_waiting(struct store *s, struct arena *a, struct stored_place **out,
    size_t *n, struct err *e) MUST_CHECK;

/* An open question that waits for an answer to the message at a place. */
struct stored_wait {
	int64_t question, message;
	bool is_history;
};

/* Those that do not have that evidence by that message yet. */
int store_waiting_here(struct store *s, struct arena *a,
    const struct sighting *at, const char *evidence, struct stored_wait **out,
    size_t *n, struct err *e) MUST_CHECK;

/* --- messages ----------------------------------------------------------- */

/* The message with that fingerprint (decisions.md 13): 1 found, 0, -1. */
int store_message_find(struct store *s, const struct fingerprint *fp,
    bool has_date, bool has_received, struct instant received, int64_t *out,
    struct err *e) MUST_CHECK;

/* What is kept of a message beside its facts and verdict. */
struct filing {
	struct instant received;
	enum receipt_basis basis;
	struct instant filed_at;
	bool is_history;
	int64_t mailbox;
	enum folder_role role;
	const char *rules_version;
	const char *aside; /* "" when read in full */
};

struct filed_party {
	const struct address *address;
	const char *field;
	const char *organisation;
	bool is_us, is_mailbox;
};

/* Adds message, persons, parties, references and content. */
int store_message_add(struct store *s, const struct facts *facts,
    const struct fingerprint *fp, const struct verdict *verdict,
    const struct filing *filing, const struct filed_party *parties,
    size_t n_parties, int64_t conversation, int64_t *out,
    struct err *e) MUST_CHECK;

/* --- conversations and questions ---------------------------------------- */

/* One of its own: for our notices, which link nothing (whoever replies to the
 * same notice has nothing to do with each other). */
int store_conversation_new(
    struct store *s, int64_t *out, struct err *e) MUST_CHECK;

/* It and all conversations that are tied to it by questions joined by hand,
 * directly or by way of others. */
int store_conversations_joined(struct store *s, struct arena *a,
    int64_t conversation, int64_t **out, size_t *n, struct err *e) MUST_CHECK;

int store_turns(struct store *s, struct arena *a, int64_t conversation,
    struct turn **out, size_t *n, struct err *e) MUST_CHECK;

/* The conversation of a message of ours whose sender was not believed: 1
 * found, 0 none, -1. */
int store_unproven(
    struct store *s, int64_t message, int64_t *out, struct err *e) MUST_CHECK;

/* The earliest message of the conversation that a message belongs to. */
int store_opener(
    struct store *s, int64_t message, int64_t *out, struct err *e) MUST_CHECK;

struct stored_question {
	int64_t id, opened_by, conversation;
	bool is_history;
	int64_t merged_into; /* 0: none */
};

int store_questions_of(struct store *s, struct arena *a, int64_t conversation,
    struct stored_question **out, size_t *n, struct err *e) MUST_CHECK;

/* 1 found, 0 none, -1. */
int store_question_find(struct store *s, int64_t id,
    struct stored_question *out, struct err *e) MUST_CHECK;

int store_question_add(struct store *s, int64_t conversation, int64_t opened_by,
    bool is_history, int64_t *out, struct err *e) MUST_CHECK;

int store_events(struct store *s, struct arena *a, int64_t question,
    struct event **out, size_t *n, struct err *e) MUST_CHECK;

/* The versions by which an event was decided; "" where none was used. */
struct versions {
	const char *rules, *calendar;
};

/* The last event there is: it says whether anything has happened. 0: none. */
int store_event_last(struct store *s, int64_t *seq, struct err *e) MUST_CHECK;

int store_event_add(struct store *s, const struct event *event,
    const struct versions *versions, int64_t *seq, struct err *e) MUST_CHECK;

/* Folds the events of a question anew and writes the projection: its row and
 * its measurements, by that calendar. */
int store_question_project(struct store *s, struct arena *a, int64_t question,
    bool is_history, const struct calendar *cal, struct err *e) MUST_CHECK;

/* Whether the projection of a question (id and is_history count) says what
 * its events say: 1, 0, -1. */
int store_question_check(struct store *s, struct arena *a,
    const struct stored_question *q, const struct calendar *cal,
    struct err *e) MUST_CHECK;

/* Every question there ever was, merged ones too: id and is_history. */
int store_question_list(struct store *s, struct arena *a,
    struct stored_question **out, size_t *n, struct err *e) MUST_CHECK;

enum store_selection {
	SELECT_LIVE,   /* open and waiting */
	SELECT_ACTIVE, /* of those, the ones that may cause a mail */
	SELECT_ALL,
};

/* Folded questions, merged ones left out, by number. */
int store_questions(struct store *s, struct arena *a,
    enum store_selection which, struct question **out, size_t *n,
    struct err *e) MUST_CHECK;

/* What a reader wants to see of a question beside its state. */
struct stored_card {
	const char *subject, *asker_name, *asker_address;
	const char *topic_why, *question_why, *kind_why, *term_why;
	const char *folder, *mailbox, *message_id, *organisation_kind;
};

int store_card(struct store *s, struct arena *a, int64_t question,
    struct stored_card *out, struct err *e) MUST_CHECK;

struct stored_message {
	int64_t id;
	struct instant received;
	const char *kind, *sender_name, *sender_address, *subject;
};

int store_question_messages(struct store *s, struct arena *a, int64_t question,
    struct stored_message **out, size_t *n, struct err *e) MUST_CHECK;

/* A message as the digest counts it. */
struct taken_in {
	int64_t id;
	enum kind kind;
	enum is_question is_question;
	bool is_from_us, is_internal, is_aside, opened_question, in_question;
	const char *subject, *sender_name, *sender_address, *organisation;
	const char *team; /* of the mailbox where no rule says it; or "" */
	struct instant received;
};

/* Messages filed in (since, until], or received in [since, until), that are
 * no history. */
enum intake_by {
	INTAKE_BY_FILING,
	INTAKE_BY_RECEIPT,
};

int store_intake(struct store *s, struct arena *a, enum intake_by by,
    struct instant since, struct instant until, struct taken_in **out,
    size_t *n, struct err *e) MUST_CHECK;

/* Messages set aside in (since, until], without having become a message. */
int store_aside(struct store *s, struct instant since, struct instant until,
    size_t *out, struct err *e) MUST_CHECK;

/* Acts by hand, and what the passing of time closed, recorded in (since,
 * until]; of several events of one
 * act the first. */
int store_acts(struct store *s, struct arena *a, struct instant since,
    struct instant until, struct event **out, size_t *n,
    struct err *e) MUST_CHECK;

/* --- notices ------------------------------------------------------------- */

enum notice_state {
	NOTICE_PLANNED,
	NOTICE_HANDING, /* committed before DATA, synced before its end */
	NOTICE_SENT,
	NOTICE_REFUSED,
	NOTICE_LATER,
	NOTICE_UNCERTAIN, /* never sent again by itself (decisions.md 16) */
};

const char *notice_state_name(enum notice_state state);

/* 1: a notice with that key (of the mail, or of one item) exists; 0; -1. */
int store_notice_has(
    struct store *s, const char *key, struct err *e) MUST_CHECK;
int store_notice_item_has(
    struct store *s, const char *key, struct err *e) MUST_CHECK;

/* Adds the row, state planned, still without a body. */
int store_notice_add(struct store *s, const struct planned *p,
    const char *address, struct instant now, int64_t *out,
    struct err *e) MUST_CHECK;
/* What was made for an earlier day for the same recipient and has not gone
 * out, because the mail server was away, will not go out any more: after
 * downtime only the latest does (decisions.md 28). */
int store_notices_supersede(struct store *s, const struct planned *p,
    struct instant now, struct err *e) MUST_CHECK;
int store_notice_item_add(struct store *s, int64_t notice, const char *key,
    int64_t question, struct err *e) MUST_CHECK;
int store_notice_fill(struct store *s, int64_t notice, const char *message_id,
    const char *subject, const char *body, size_t n, struct err *e) MUST_CHECK;

struct outgoing {
	int64_t id;
	const char *address, *message_id, *subject, *key, *kind;
	const char *body;
	size_t n;
	int attempts;
};

/* At most `limit` notices that may go out now, urgent ones first. */
int store_notices_to_send(struct store *s, struct arena *a, struct instant now,
    int limit, struct outgoing **out, size_t *n, struct err *e) MUST_CHECK;

/* is_attempt: counts as a try; not_before: NOTICE_LATER only. */
int store_notice_state(struct store *s, int64_t notice, enum notice_state state,
    bool is_attempt, const char *reason, struct instant now,
    struct instant not_before, struct err *e) MUST_CHECK;

/* How often a notice was handed over, or -1. */
int store_notice_attempts(
    struct store *s, int64_t notice, struct err *e) MUST_CHECK;

/* After a start: what was being handed over is uncertain. How many, or -1. */
int store_notices_uncertain(
    struct store *s, struct instant now, struct err *e) MUST_CHECK;

/* When the last notice of a kind that went out was planned for somebody: 1,
 * 0 none, -1. */
int store_notice_last(struct store *s, const char *recipient,
    enum notice_kind kind, struct instant *out, struct err *e) MUST_CHECK;

/* Uncertain notices to somebody since a moment; or -1. */
int store_uncertain_count(struct store *s, const char *recipient,
    struct instant since, struct err *e) MUST_CHECK;

int store_summary_figure(struct store *s, int64_t notice, const char *name,
    double value, struct err *e) MUST_CHECK;

struct store_counts {
	int64_t messages, questions, events, sent, aside;
};

int store_counts(
    struct store *s, struct store_counts *out, struct err *e) MUST_CHECK;

#endif
