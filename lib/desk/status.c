/*
 * How it goes: gathers what the store knows and words it as JSON. Whether a
 * mailbox is read in time is decided here, once, for everybody who asks.
 */

#include "desk/status.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/office.h"
#include "desk/tick.h"
#include "edge/store_audit.h"
#include "edge/whole.h"

/* Room for more mailboxes than one machine watches. */
#define STATUS_BYTES_MAX (4 * 1024 * 1024)

static bool
is_read_in_time(const struct mailbox_settings *settings,
    const struct stored_mailbox *m, struct instant now)
{
	int64_t most = 3 * (int64_t)settings->poll_seconds + STATUS_LAG_EXTRA;

	return m->has_read_until && now.sec - m->read_until.sec <= most;
}

static int
read_mailbox(struct store *s, struct arena *a,
    const struct mailbox_settings *settings, struct instant now,
    const struct unfiled *unfiled, size_t n, struct mailbox_status *out,
    struct err *e)
{
	struct stored_mailbox m = { .trouble = "", .audit_gap = "" };
	size_t i;

	if (store_mailbox_find(s, a, settings->id, &m, e) < 0)
		return -1;
	*out = (struct mailbox_status){
		.name = settings->id,
		.is_good = !*m.trouble && !*m.audit_gap &&
		    is_read_in_time(settings, &m, now),
		.has_read = m.has_read_until,
		.read_until = m.read_until,
		.trouble = m.trouble,
		.trouble_since = m.trouble_since,
		.messages = m.messages,
		.audited_at = m.audited_at,
		.audit_gap = m.audit_gap,
	};
	for (i = 0; i < n; i++) {
		if (unfiled[i].mailbox == m.id && unfiled[i].is_aside)
			out->aside = unfiled[i].n;
		else if (unfiled[i].mailbox == m.id)
			out->retry = unfiled[i].n;
	}
	return 0;
}

static int
read_mailboxes(struct store *s, const struct office *o, struct arena *a,
    struct status *out, struct err *e)
{
	const struct settings *settings = &o->settings;
	struct unfiled *unfiled = NULL;
	size_t i, n = 0;

	if (store_unfiled(s, a, &unfiled, &n, e) != 0)
		return -1;
	out->n_mailboxes = settings->n_mailboxes;
	out->mailboxes =
	    arena_array(a, settings->n_mailboxes + 1, sizeof(*out->mailboxes));
	for (i = 0; i < settings->n_mailboxes; i++) {
		if (read_mailbox(s, a, &settings->mailboxes[i], out->at,
		        unfiled, n, &out->mailboxes[i], e) != 0)
			return -1;
		out->is_good &= out->mailboxes[i].is_good;
	}
	return 0;
}

int
status_read(struct store *s, const struct office *o, struct arena *a,
    struct instant now, struct status *out, struct err *e)
{
	struct status status = {
		.at = now,
		.is_live = store_kind(s) == STORE_LIVE,
		.rules_version = o->versions.rules,
		.calendar_version = o->versions.calendar,
		.calendar_known_until = calendar_known_until(o->calendar),
		.calendar_ends_soon =
		    calendar_ends_soon(o->calendar, date_of(now)),
	};

	if (store_meta(s, "last_tick", &status.last_tick.sec, e) < 0 ||
	    tick_behind(s, now, &status.behind, e) != 0 ||
	    hold_read(s, &status.hold, e) != 0 ||
	    store_outbox(s, &status.outbox, e) != 0)
		return -1;
	status.is_running =
	    llabs(now.sec - status.last_tick.sec) <= STATUS_TICK_MAX;
	status.is_good = status.is_running && status.behind == 0 &&
	    status.hold.reason == HOLD_NONE;
	if (read_mailboxes(s, o, a, &status, e) != 0)
		return -1;
	*out = status;
	return 0;
}

/* null for a moment that never was. */
static json_t *
json_moment(struct instant t)
{
	char text[INSTANT_TEXT];

	return t.sec ? json_string(instant_print(t, text)) : json_null();
}

static json_t *
json_words(const char *s)
{
	return *s ? json_string(s) : json_null();
}

/* What a server said may name somebody, and the file is for many to read. */
static json_t *
json_discreet(const char *s)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	char *text = arena_copy(a, s);

	text_hide_addresses(text);
	return json_words(text);
}

static json_t *
json_mailbox(const struct mailbox_status *m, struct instant now)
{
	json_t *lag = m->has_read
	    ? json_integer((json_int_t)(now.sec - m->read_until.sec))
	    : json_null();

	return json_pack("{ss sb so so so so sI sI sI so so}", "id", m->name,
	    "good", m->is_good, "read_until",
	    json_moment(m->has_read ? m->read_until : (struct instant){ 0 }),
	    "lag_seconds", lag, "trouble", json_discreet(m->trouble),
	    "trouble_since", json_moment(m->trouble_since), "messages",
	    (json_int_t)m->messages, "set_aside", (json_int_t)m->aside,
	    "to_retry", (json_int_t)m->retry, "audited_at",
	    json_moment(m->audited_at), "audit_difference",
	    json_words(m->audit_gap));
}

static json_t *
json_hold(const struct hold *hold)
{
	if (hold->reason == HOLD_NONE)
		return json_null();
	return json_pack("{ss so sI}", "reason", hold_name(hold->reason),
	    "since", json_moment(hold->since), "n", (json_int_t)hold->n);
}

static int
add_text(const char *bytes, size_t n, void *context)
{
	text_add_n(context, bytes, n);
	return 0;
}

const char *
status_json(struct arena *a, const struct status *status)
{
	json_t *mailboxes = json_array(), *document;
	char day[DATE_TEXT];
	SCOPED(text_done) struct text text;
	size_t i;

	text_init(&text, STATUS_BYTES_MAX);
	for (i = 0; i < status->n_mailboxes; i++)
		(void)json_array_append_new(
		    mailboxes, json_mailbox(&status->mailboxes[i], status->at));
	document = json_pack(
	    "{ss so so sb sb sb sI so s{sI so sI} ss ss ss sb so}", "version",
	    POSTWACHT_VERSION, "at", json_moment(status->at), "last_tick",
	    json_moment(status->last_tick), "good", status->is_good, "running",
	    status->is_running, "live", status->is_live, "clock_behind_seconds",
	    (json_int_t)status->behind, "held", json_hold(&status->hold),
	    "outbox", "waiting", (json_int_t)status->outbox.waiting, "oldest",
	    json_moment(status->outbox.oldest), "uncertain",
	    (json_int_t)status->outbox.uncertain, "rules_version",
	    status->rules_version, "calendar_version", status->calendar_version,
	    "calendar_known_until",
	    date_print(status->calendar_known_until, day), "calendar_ends_soon",
	    status->calendar_ends_soon, "mailboxes", mailboxes);
	(void)json_dump_callback(document, add_text, &text, JSON_INDENT(2));
	text_add_char(&text, '\n');
	json_decref(document);
	return arena_copy(a, text.data);
}

const char *
status_folder(struct arena *a, const struct office *o)
{
	const struct settings *s = &o->settings;

	return s->public_dir && *s->public_dir
	    ? s->public_dir
	    : arena_printf(a, "%s/public", s->state_dir);
}

int
status_publish(const struct office *o, struct arena *a,
    const struct status *status, struct err *e)
{
	const char *document = status_json(a, status);

	return whole_write(status_folder(a, o), STATUS_FILE, document,
	    strlen(document), 0640, e);
}
