#ifndef POSTWACHT_NOTICE_VIEWS_H
#define POSTWACHT_NOTICE_VIEWS_H

/*
 * Views of an invented Monday morning, 23 November 2026, for the tests of the
 * notices and for the pictures in docs/pictures.
 */

#include "base/arena.h"
#include "notice/render.h"

static const struct team team_k = { "K",
	"Naleving Kinderopvang & Voorschoolse educatie", "Kinderopvang & VE" };
static const struct team team_w = { "W", "Naleving Werk & Inkomen",
	"Werk & Inkomen" };

static const struct colleague noor = { .id = "noor",
	.name = "Noor",
	.address = "noor@vng.nl",
	.role = ROLE_COORDINATOR };
static const struct colleague bas = { .id = "bas",
	.name = "Bas",
	.address = "bas@vng.nl",
	.role = ROLE_ADVISER };
static const struct colleague ilse = { .id = "ilse",
	.name = "Ilse",
	.address = "ilse@vng.nl",
	.role = ROLE_LEADER };

static const unsigned char sample_key[32] = "a key for the samples";
static const struct reply sample_reply = { .address = "postwacht@vng.nl",
	.key = sample_key,
	.recipient = "noor",
	.expires = { 20810 } };

static inline struct date
day_of(const char *s)
{
	struct date d = { 0 };

	if (date_parse(s, &d) != 0)
		abort();
	return d;
}

static inline struct instant
at(const char *s)
{
	struct instant t = { 0 };

	if (instant_parse(s, &t) != 0)
		abort();
	return t;
}

/* The facts of one card in a row. */
struct sample {
	int id;
	const char *organisation, *asker, *subject, *topic, *why, *assignee;
	const char *received, *due, *assigned;
	int days_late;
	const char *probably;
	bool is_doubtful, is_promised;
};

static inline struct card
sample_card(struct arena *a, const struct sample *s)
{
	struct question *q = arena_alloc(a, sizeof(*q));

	*q = (struct question){ .id = s->id,
		.state = STATE_OPEN,
		.is_doubtful = s->is_doubtful,
		.probably = s->probably ? s->probably : "",
		.received = at(s->received),
		.term = "servicenorm",
		.topic = s->topic,
		.team = "K",
		.assignee = s->assignee,
		.has_deadline = s->due,
		.n_stretches = 1 };
	q->stretches = arena_alloc(a, sizeof(*q->stretches));
	q->stretches[0] = (struct stretch){ .start = q->received,
		.is_promised = s->is_promised };
	if (s->due)
		q->deadline = day_of(s->due);
	if (s->assigned)
		q->assigned_at = at(s->assigned);
	return (struct card){ .question = q,
		.organisation = s->organisation,
		.asker = s->asker,
		.subject = s->subject,
		.topic = s->topic,
		.topic_why = s->why,
		.assignee = s->assignee,
		.folder = "Postvak IN",
		.days_late = s->days_late,
		.answered_at = s->probably ? at("2026-11-19 15:20")
		                           : (struct instant){ 0 },
		.answered_by = s->probably ? "Bas" : "",
		.answered_subject = s->probably ? "Registratie LRK" : NULL,
		.norm = { 5, TERM_WORKDAYS, false } };
}

static inline struct cards
sample_cards(struct arena *a, const struct sample *rows, size_t n)
{
	struct card *list = arena_array(a, n, sizeof(*list));
	size_t i;

	for (i = 0; i < n; i++)
		list[i] = sample_card(a, &rows[i]);
	return (struct cards){ n, list };
}

static const struct sample sample_late[] = {
	{ 139, "gemeente Deventer", "Anouk",
	    "Categorie bij herhaalde overtreding", "overtreding-categorie",
	    "herhaalde overtreding, categorie", "Bas", "2026-11-12 09:37",
	    "2026-11-19", "2026-11-13 10:05", 2, NULL, false, false },
	{ 141, "GGD Twente", "Mehmet", "Flexibel toezicht: welke locaties?",
	    "flexibel-toezicht", "flexibel toezicht", "", "2026-11-13 14:11",
	    "2026-11-20", NULL, 1, NULL, false, false },
};
static const struct sample sample_today[] = {
	{ 143, "gemeente Zwolle", "Fatima",
	    "BKR bij samengevoegde groepen in de vakantie", "bkr",
	    "bkr, beroepskracht-kindratio", "Sanne", "2026-11-16 08:52",
	    "2026-11-23", "2026-11-16 09:30", 0, NULL, false, false },
};
static const struct sample sample_week[] = {
	{ 144, "gemeente Emmen", "Joost", "Termijn zienswijze bij boete",
	    "bestuurlijke-boete", "bestuurlijke boete, zienswijze", "Bas",
	    "2026-11-17 11:04", "2026-11-24", "2026-11-17 11:30", 0, NULL,
	    false, false },
	{ 145, "gemeente Goes", "Wil", "Re: handhaving gastouderbureau",
	    "gastouderopvang", "gastouderbureau", "Sanne", "2026-11-18 16:40",
	    "2026-11-25", "2026-11-19 09:00", 0, NULL, false, false },
	{ 148, "gemeente Assen", "Karin", "Vroegtijdige aanmelding peuters",
	    "voorschoolse-educatie", "peuteropvang, vve", "",
	    "2026-11-20 13:15", "2026-11-27", NULL, 0, NULL, false, false },
};
static const struct sample sample_later[] = {
	{ 149, "gemeente Breda", "Sjoerd", "Inkomenstoets en giften",
	    "inkomen-en-vermogen", "giften, inkomen", "Youssef",
	    "2026-11-20 15:58", "2026-11-30", "2026-11-20 16:10", 0, NULL,
	    false, false },
};
static const struct sample sample_interim[] = {
	{ 142, "gemeente Almere", "Petra", "Toezicht op tussenschoolse opvang",
	    "tussenschoolse-opvang", "tussenschoolse opvang", "Bas",
	    "2026-11-13 10:20", "2026-11-27", "2026-11-13 11:00", 0, NULL,
	    false, true },
};
static const struct sample sample_look[] = {
	{ 147, "gemeente Venlo", "Marieke", "Registratie LRK niet bijgewerkt",
	    "lrk", "lrk, landelijk register", "Bas", "2026-11-18 12:01",
	    "2026-11-25", "2026-11-18 13:00", 0, "subject", false, false },
	{ 151, "Divosa", "Thijs", "Verslag werkgroep 12 november", "", "", "",
	    "2026-11-20 16:44", "2026-11-27", NULL, 0, NULL, true, false },
};

static inline struct digest_view
sample_digest(struct arena *a)
{
	static const struct team_count teams[] = { { &team_k, 8 },
		{ &team_w, 2 } };
	static struct other_mail mails[1];
	static struct mailbox_view boxes[2];
	static struct gap_view gaps[1];
	static struct done_line done[2];
	struct sample fresh[2] = { sample_week[2], sample_later[0] };

	mails[0] = (struct other_mail){ "Anja", "Divosa", "Dank voor gisteren",
		at("2026-11-20 10:31"), 812 };
	boxes[0] = (struct mailbox_view){ .name = "Kinderopvang & VE",
		.is_well = true,
		.read_until = at("2026-11-23 08:24") };
	gaps[0] = (struct gap_view){ "Kinderopvang & VE",
		at("2026-11-20 16:10"), at("2026-11-20 17:05") };
	boxes[1] = (struct mailbox_view){ .name = "Werk & Inkomen",
		.is_well = true,
		.read_until = at("2026-11-23 08:25") };
	done[0] = (struct done_line){ .question = 140,
		.what = "answered",
		.at = at("2026-11-20 14:10"),
		.event = 5012 };
	done[1] = (struct done_line){ .question = 138,
		.what = "assigned",
		.detail = "Sanne",
		.by = "Bas",
		.at = at("2026-11-20 15:02"),
		.event = 5015 };
	return (struct digest_view){
		.recipient = &noor,
		.day = day_of("2026-11-23"),
		.n_open = 10,
		.n_teams = 2,
		.teams = teams,
		.late = sample_cards(a, sample_late, LENGTH(sample_late)),
		.today = sample_cards(a, sample_today, LENGTH(sample_today)),
		.week = sample_cards(a, sample_week, LENGTH(sample_week)),
		.later = sample_cards(a, sample_later, LENGTH(sample_later)),
		.fresh = sample_cards(a, fresh, LENGTH(fresh)),
		.interim =
		    sample_cards(a, sample_interim, LENGTH(sample_interim)),
		.look = sample_cards(a, sample_look, LENGTH(sample_look)),
		.n_waiting = 1,
		.intake = { .since = at("2026-11-20 08:30"),
		    .until = at("2026-11-23 08:24"),
		    .messages = 18,
		    .new_questions = 2,
		    .with_known = 3,
		    .no_question = 13,
		    .newsletters = 9,
		    .auto_replies = 2,
		    .invitations = 1,
		    .n_human_others = 1,
		    .human_others = mails },
		.n_mailboxes = 2,
		.mailboxes = boxes,
		.n_gaps = 1,
		.gaps = gaps,
		.n_done = 2,
		.done = done,
		.reply = sample_reply,
	};
}

static inline struct digest_view
sample_empty(void)
{
	static struct mailbox_view boxes[1];

	boxes[0] = (struct mailbox_view){ .name = "Kinderopvang & VE",
		.is_well = true,
		.read_until = at("2026-11-23 08:24") };
	return (struct digest_view){
		.recipient = &noor,
		.day = day_of("2026-11-23"),
		.intake = { .since = at("2026-11-20 08:30"),
		    .until = at("2026-11-23 08:24") },
		.n_mailboxes = 1,
		.mailboxes = boxes,
	};
}

static inline struct alert_view
sample_alert(struct arena *a)
{
	return (struct alert_view){
		.recipient = &bas,
		.day = day_of("2026-11-23"),
		.late = sample_cards(a, sample_late, 1),
		.next_alert = day_of("2026-11-25"),
		.read_until = at("2026-11-23 08:24"),
		.reply = sample_reply,
	};
}

static inline struct figures
sample_figures(size_t received, size_t handled, size_t due, size_t in_time)
{
	return (struct figures){ .received = received,
		.handled = handled,
		.due = due,
		.in_time = in_time };
}

static inline struct weekly_view
sample_weekly(struct arena *a)
{
	static const struct topic_count topics[] = { { "bkr", 4 },
		{ "overtreding-categorie", 3 }, { "gastouderopvang", 2 },
		{ "lrk", 2 }, { "flexibel-toezicht", 1 }, { "", 2 } };
	static const size_t due[8][2] = { { 12, 11 }, { 11, 10 }, { 14, 13 },
		{ 9, 9 }, { 13, 11 }, { 12, 10 }, { 14, 13 }, { 12, 11 } };
	struct week_figures *before = arena_array(a, 8, sizeof(*before));
	struct weekly_view v = {
		.recipient = &ilse,
		.team = &team_k,
		.week = { 2026, 47 },
		.this_week = { .received = 14,
		    .reopened = 1,
		    .handled = 16,
		    .handled_by_hand = 3,
		    .open_before = 9,
		    .open_after = 8,
		    .due = 13,
		    .in_time = 11,
		    .on_promised_day = 1,
		    .no_answer_needed = 1,
		    .late_now = 2,
		    .late_unassigned = 1,
		    .due_next_week = 4,
		    .first_response = { 16, { 979, 1920, 1152 }, { 0 } },
		    .municipalities = 11,
		    .other_organisations = 2 },
		.n_before = 8,
		.before = before,
		.before_total = { .received = 107,
		    .reopened = 6,
		    .handled = 104,
		    .due = 97,
		    .in_time = 88,
		    .on_promised_day = 7,
		    .first_response = { 104, { 912, 2064, 1056 }, { 0 } } },
		.late = sample_cards(a, sample_late, LENGTH(sample_late)),
		.coming = sample_cards(a, sample_week, LENGTH(sample_week)),
		.n_topics = LENGTH(topics),
		.topics = topics,
		.municipalities_this_year = 118,
		.municipalities_known = 342,
		.municipalities_new = 2,
		.intake = { .newsletters = 38,
		    .auto_replies = 3,
		    .invitations = 6 },
		.from_colleagues = 2,
		.no_questions = 1,
		.norm = { 5, TERM_WORKDAYS, false },
		.is_compared = true,
	};
	size_t i;

	for (i = 0; i < 8; i++) {
		before[i].week = (struct iso_week){ 2026, 39 + (int)i };
		before[i].figures =
		    sample_figures(13, 13, due[i][0], due[i][1]);
	}
	return v;
}

static inline struct operator_view
sample_operator(bool is_all_clear)
{
	return (struct operator_view){
		.recipient = &noor,
		.mailbox = { .name = "Kinderopvang & VE",
		    .is_well = is_all_clear,
		    .read_until = is_all_clear ? at("2026-11-23 11:02")
		                               : at("2026-11-23 07:12"),
		    .trouble = is_all_clear
		        ? NULL
		        : "outlook.office365.com weigert de aanmelding: "
		          "AUTHENTICATE failed." },
		.since = at("2026-11-23 07:12"),
		.is_all_clear = is_all_clear,
	};
}

#endif
