#ifndef POSTWACHT_DEED_TRIAL_H
#define POSTWACHT_DEED_TRIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "triage/deed.h"

/* For deed.c and the files that decide an act each. */

/* One deed while it is judged. */
struct trial {
	struct arena *arena;
	const struct deed *deed;
	const struct deed_world *world;
	const struct event *events; /* those that stand, then the undoings */
	size_t n_standing, n;
	struct question question;
	size_t room;
	struct ruling ruling;
};

/* The ruling is a refusal that names a day. */
void trial_refuse_on(struct trial *t, enum ruling_kind kind, struct date day);

/* Adds an event at a moment, by hand; of these, happen lets it count at once,
 * and happen_on is a new deadline for the reason `why`. */
struct event *trial_record(struct trial *t, struct instant at,
    enum event_kind kind, const char *value);
void trial_happen(struct trial *t, struct instant at, enum event_kind kind,
    const char *value);
void trial_happen_on(
    struct trial *t, struct instant at, const char *why, struct date day);

/* Takes back the event of that number. */
void trial_undo(struct trial *t, int64_t seq);

/* Whether the event of that number stands. */
bool trial_stands(const struct trial *t, int64_t seq);

/* The last event that stands, of a kind and by hand; NULL: none. */
const struct event *trial_last_by_hand(
    const struct trial *t, enum event_kind kind);

/* The question's last wait for an answer of ours. */
struct stretch *trial_last_stretch(const struct question *q);

/*
 * The moment at which a deed counts: now, or on an earlier day the end of
 * office hours; always after what it is about, or it would be recorded and
 * change nothing. false: the ruling says why not.
 */
bool trial_moment(struct trial *t, struct instant *out);

/* What each act comes to: its events, or the ruling that refuses it. */
void decide_answer(struct trial *t);
void decide_close(struct trial *t);
void decide_ignore(struct trial *t);
void decide_ask(struct trial *t);
void decide_reopen(struct trial *t);
void decide_extend(struct trial *t);
void decide_pause(struct trial *t);
void decide_resume(struct trial *t);
void decide_assign(struct trial *t);
void decide_note(struct trial *t);
void decide_topic(struct trial *t);
void decide_team(struct trial *t);
void decide_term(struct trial *t);
void decide_priority(struct trial *t);
void decide_undo(struct trial *t);
void decide_join(struct trial *t);
void decide_split(struct trial *t);

#endif
