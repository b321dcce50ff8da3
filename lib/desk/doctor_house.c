/*
 * Findings about the house itself: rights, room, clock, calendar, rules, and
 * what the store tells.
 */

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/doctor.h"
#include "desk/office.h"
#include "desk/status.h"
#include "edge/store_care.h"
#include "triage/fault.h"

#define ROOM_BAD  (200ULL << 20)  /* bytes: less and a write may fail soon */
#define ROOM_NOTE (1024ULL << 20) /* bytes: a year of one mailbox and more */

#define BACKUP_OLD 8 /* days: a weekly one was missed */

/* Below so many answers their share says nothing. */
#define ANSWERS_ENOUGH 5
#define ANSWERS_DAYS   60

static void
look_at_folder(struct findings *f, const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0) {
		finding_add(f, FINDING_BAD, "rights",
		    "start the service once, or make it for the user postwacht",
		    "%s: %s", path, strerror(errno));
		return;
	}
	if (access(path, R_OK | W_OK | X_OK) != 0)
		finding_add(f, FINDING_BAD, "rights",
		    "run this as the user postwacht, or give the folder to it",
		    "%s: %s", path, strerror(errno));
	else if (st.st_mode & 07)
		finding_add(f, FINDING_BAD, "rights",
		    "chmod 0750 on that folder",
		    "%s has mode %04o, open to everybody on this machine", path,
		    (unsigned)(st.st_mode & 07777));
	else
		finding_add(f, FINDING_GOOD, "rights", "",
		    "%s belongs to the service alone", path);
}

static void
look_at_room(struct findings *f, const char *path)
{
	struct statvfs fs;
	unsigned long long room;

	if (statvfs(path, &fs) != 0)
		return; /* look_at_folder has said why */
	room = (unsigned long long)fs.f_bavail * fs.f_frsize;
	finding_add(f,
	    room < ROOM_BAD        ? FINDING_BAD
	        : room < ROOM_NOTE ? FINDING_NOTE
	                           : FINDING_GOOD,
	    "disk", "make room there", "%llu MB free at %s", room >> 20, path);
}

/* The clock is read by nobody here: the kernel says whether somebody keeps
 * it. */
static void
look_at_clock(struct findings *f)
{
	struct timex t = { 0 };
	int state = adjtimex(&t);

	if (state == TIME_ERROR || (t.status & STA_UNSYNC))
		finding_add(f, FINDING_NOTE, "clock",
		    "enable systemd-timesyncd or another NTP service",
		    "nothing keeps this machine's clock right");
	else
		finding_add(
		    f, FINDING_GOOD, "clock", "", "kept right by the system");
}

static void
look_at_calendar(
    struct findings *f, const struct calendar *cal, struct instant now)
{
	struct date today = date_of(now);
	int months;

	for (months = 0; months < 12; months++) {
		if (!calendar_knows_decrees(
		        cal, date_add_months(today, months + 1)))
			break;
	}
	if (months >= 12)
		finding_add(f, FINDING_GOOD, "calendar", "",
		    "holidays are known for a year and more (%s)",
		    calendar_version(cal));
	else
		finding_add(f, months < 2 ? FINDING_BAD : FINDING_NOTE,
		    "calendar",
		    "install a newer version, or add the new decree to "
		    "rules/data/gelijkgestelde_dagen.csv",
		    "the decrees about holidays are known for %d more months",
		    months);
}

static void
look_at_rules(struct findings *f, const struct office *o)
{
	struct faults faults = { .arena = f->arena };
	const struct rules *rules = o->rulebook.rules;

	rules_try_examples(rules, &faults);
	finding_add(f, faults.n > 0 ? FINDING_BAD : FINDING_GOOD, "rules",
	    "postwacht check names each of them",
	    "%zu rules, %zu examples that go wrong (version %s)",
	    rules_count(rules), faults.n, rules_version(rules));
}

static void
look_at_integrity(struct findings *f, struct store *s)
{
	struct err why = { 0 };
	const char *said = "";

	if (store_integrity(s, f->arena, &said, &why) != 0)
		said = why.text;
	finding_add(f, strcmp(said, "ok") == 0 ? FINDING_GOOD : FINDING_BAD,
	    "store", "restore the last backup (docs/operations.md)",
	    "integrity check: %s", said);
}

static void
look_at_status(struct findings *f, const struct office *o, struct store *s,
    struct instant now)
{
	struct status status;
	struct err why = { 0 };

	if (status_read(s, o, f->arena, now, &status, &why) != 0) {
		finding_add(f, FINDING_BAD, "store",
		    "try again; stop whoever holds it locked", "%s", why.text);
		return;
	}
	if (status.behind > 0)
		finding_add(f, FINDING_BAD, "clock",
		    "wait until it has caught up, or when it is right now: "
		    "postwacht release --accept-clock",
		    "it went back %lld seconds; nothing is sent",
		    (long long)status.behind);
	finding_add(f, status.is_running ? FINDING_GOOD : FINDING_NOTE,
	    "daemon", "systemctl start postwachtd; journalctl -u postwachtd",
	    status.is_running ? "it runs" : "it does not run");
	if (status.hold.reason != HOLD_NONE)
		finding_add(f, FINDING_BAD, "post", "postwacht release", "%s",
		    hold_says(f->arena, &status.hold));
	if (status.outbox.uncertain > 0)
		finding_add(f, FINDING_NOTE, "post",
		    "nothing; the next digest tells its readers",
		    "%lld notices may not have arrived",
		    (long long)status.outbox.uncertain);
}

/* Send As and Send on Behalf keep the copy with the sender unless Exchange is
 * told otherwise (E7). */
static void
look_at_answers(struct findings *f, struct store *s, struct instant now)
{
	struct instant since = { now.sec - ANSWERS_DAYS * 86400LL };
	struct answers_seen seen;
	struct err why = { 0 };
	int64_t unseen;

	if (store_answers_seen(s, since, &seen, &why) != 0 ||
	    seen.answered < ANSWERS_ENOUGH)
		return;
	unseen = seen.answered - seen.in_sent;
	finding_add(f, unseen * 4 > seen.answered ? FINDING_NOTE : FINDING_GOOD,
	    "sent copies",
	    "on Microsoft 365: Set-Mailbox ADDRESS -MessageCopyForSentAsEnabled "
	    "$true -MessageCopyForSendOnBehalfEnabled $true",
	    "of %lld answers %lld were not seen in a Sent folder",
	    (long long)seen.answered, (long long)unseen);
}

static void
look_at_backup(struct findings *f, struct store *s, struct instant now)
{
	struct err why = { 0 };
	int64_t at = 0;
	int found = store_meta(s, META_BACKED_UP, &at, &why);
	long long days = (now.sec - at) / 86400;

	if (found < 0)
		return; /* the store is told of above */
	if (found == 0)
		finding_add(f, FINDING_NOTE, "backup",
		    "have cron run postwacht backup", "none was ever made");
	else
		finding_add(f, days >= BACKUP_OLD ? FINDING_NOTE : FINDING_GOOD,
		    "backup", "look why it is not made any more",
		    "the last one was made %lld days ago", days);
}

void
doctor_house(const struct office *o, struct store *s, struct instant now,
    struct findings *f)
{
	look_at_folder(f, o->settings.state_dir);
	look_at_room(f, o->settings.state_dir);
	look_at_clock(f);
	look_at_calendar(f, o->calendar, now);
	look_at_rules(f, o);
	if (!s) {
		finding_add(f, FINDING_NOTE, "store",
		    "it is made when the service starts", "there is none yet");
		return;
	}
	look_at_integrity(f, s);
	look_at_status(f, o, s, now);
	look_at_answers(f, s, now);
	look_at_backup(f, s, now);
}
