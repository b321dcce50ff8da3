/*
 * The order in which mails are read changes nothing (decisions.md 23): the
 * labelled corpus and a set of stories lie in one mailbox and are filed in
 * many orders, in batches of any size; each time the same questions must come
 * out, with the same askers, topics, terms, deadlines, states and events.
 *
 * POSTWACHT_SHUFFLES sets how many orders; the server tests ask for 200.
 */

#include <dirent.h>

#include "edge/rulefile.h"
#include "tests/unit/desk_rig.h"

#define CORPUS      "tests/corpus/dutch-open"
#define SHUFFLES    8
#define NOW         "2026-12-31T12:00:00+01:00"
#define OUTCOME_MAX (4 << 20)
#define MAIL_MAX    (4 << 20)
#define BOX         "Team <" RIG_K ">"
#define NORA        "Nora <nora@deventer.nl>"
#define PIET        "Piet <piet@almere.nl>"
#define DAAN        "Daan <daan@vng.nl>"
#define GGD         "Loket <loket@ggdtwente.nl>"

/* Every arrow of the state diagram that mails can draw. */
static const struct rig_mail stories[] = {
	/* answered, thanked, reopened, answered; another subject anew */
	{ "a1@deventer.nl", NULL, NORA, RIG_K, "Stagiair op de groep",
	    "Mag een stagiair meetellen voor de BKR op deze groep?",
	    "2026-11-02T09:00:00+01:00" },
	{ "a2@vng.nl", "a1@deventer.nl", BOX, "nora@deventer.nl",
	    "Re: Stagiair op de groep", "Dat mag niet; zie artikel 7.",
	    "2026-11-03T10:00:00+01:00" },
	{ "a3@deventer.nl", "a2@vng.nl", NORA, RIG_K,
	    "Re: Stagiair op de groep", "Dank voor de snelle reactie!",
	    "2026-11-03T11:00:00+01:00" },
	{ "a4@deventer.nl", "a2@vng.nl", NORA, RIG_K,
	    "Re: Stagiair op de groep",
	    "En geldt dat ook voor een zij-instromer?",
	    "2026-11-05T09:00:00+01:00" },
	{ "a5@vng.nl", "a4@deventer.nl", BOX, "nora@deventer.nl",
	    "Re: Stagiair op de groep", "Ja, ook dan.",
	    "2026-11-06T09:00:00+01:00" },
	{ "a6@deventer.nl", "a5@vng.nl", NORA, RIG_K, "Heel iets anders",
	    "Welke taaleis geldt voor een invalkracht?",
	    "2026-11-09T09:00:00+01:00" },
	/* handed over, consulted, third party, interim, answered by Cc */
	{ "b1@almere.nl", NULL, PIET, RIG_K, "Registratie LRK",
	    "Moet een gastouder zich opnieuw inschrijven in het LRK?",
	    "2026-11-02T12:00:00+01:00" },
	{ "b2@vng.nl", "b1@almere.nl", BOX, "daan@vng.nl",
	    "FW: Registratie LRK", "Daan, pak jij deze op?",
	    "2026-11-02T13:00:00+01:00" },
	{ "b3@vng.nl", "b1@almere.nl", BOX, "loket@ggdtwente.nl",
	    "FW: Registratie LRK", "Hoe doen jullie dit?",
	    "2026-11-03T13:00:00+01:00" },
	{ "b4@ggdtwente.nl", "b3@vng.nl", GGD, RIG_K, "RE: Registratie LRK",
	    "Bij ons gaat dat zo.", "2026-11-04T09:00:00+01:00" },
	{ "b5@vng.nl", "b1@almere.nl", BOX, "piet@almere.nl",
	    "RE: Registratie LRK",
	    "Wij zoeken dit uit. U ontvangt uiterlijk 20 november antwoord.",
	    "2026-11-05T09:00:00+01:00" },
	{ "b6@vng.nl", "b1@almere.nl", DAAN, "piet@almere.nl, " RIG_K,
	    "RE: Registratie LRK", "Beste Piet, dat hoeft niet.",
	    "2026-11-12T09:00:00+01:00" },
	/* a confirmation, an out-of-office, a mailing, a loose answer */
	{ "c1@ede.nl", NULL, "Els <els@ede.nl>", RIG_K, "Wachtlijst",
	    "Hoe lang mag een wachtlijst zijn?", "2026-11-04T09:00:00+01:00" },
	{ "c2@vng.nl", "c1@ede.nl", BOX, "els@ede.nl", "Re: Wachtlijst",
	    "Wij hebben uw bericht ontvangen.", "2026-11-04T09:01:00+01:00" },
	{ "c3@ede.nl", "c2@vng.nl",
	    "Els <els@ede.nl>\r\nAuto-Submitted: auto-replied", RIG_K,
	    "Automatisch antwoord: Wachtlijst", "Ik ben er vrijdag weer.",
	    "2026-11-04T09:02:00+01:00" },
	{ "c4@vng.nl", NULL, BOX,
	    "els@ede.nl, a@a.nl, b@b.nl, c@c.nl, d@d.nl, e@e.nl", "Wachtlijst",
	    "Aan allen: zie onze website.", "2026-11-05T09:00:00+01:00" },
	{ "c5@vng.nl", NULL, DAAN, "els@ede.nl, " RIG_K, "Wachtlijst",
	    "Beste Els, daar is geen regel voor.",
	    "2026-11-06T09:00:00+01:00" },
	/* loose replies, in both directions; the same once more */
	{ "d1@tholen.nl", NULL, "Jan <jan@tholen.nl>", RIG_K,
	    "Ouderbijdrage peuters", "Is de ouderbijdrage verplicht?",
	    "2026-11-05T10:00:00+01:00" },
	{ "d2@tholen.nl", NULL, "Jan <jan@tholen.nl>", RIG_K,
	    "RE: Ouderbijdrage peuters", "Ik hoor graag van u.",
	    "2026-11-10T10:00:00+01:00" },
	{ "d3@tholen.nl", NULL, "Jan <jan@tholen.nl>", RIG_K,
	    "Ouderbijdrage peuters", "Is de ouderbijdrage verplicht?",
	    "2026-11-07T10:00:00+01:00" },
	/* references alone; a stranger in a handled thread; our own start */
	{ "e1@vng.nl", NULL, BOX, "bo@zwolle.nl", "Uitnodiging overleg",
	    "Graag nodigen wij u uit.", "2026-11-02T08:00:00+01:00" },
	{ "e2@zwolle.nl", "e1@vng.nl", "Bo <bo@zwolle.nl>", RIG_K,
	    "RE: Uitnodiging overleg", "Kan het ook op een andere dag?",
	    "2026-11-03T08:00:00+01:00" },
	{ "e3@vng.nl", "e2@zwolle.nl", BOX, "bo@zwolle.nl",
	    "RE: Uitnodiging overleg", "Dat kan.",
	    "2026-11-04T08:00:00+01:00" },
	{ "e4@ggdtwente.nl",
	    "unseen@x.nl>\r\nReferences: <e1@vng.nl> <e2@zwolle.nl", GGD, RIG_K,
	    "RE: Uitnodiging overleg",
	    "Mogen wij ook komen? En hoe laat begint het?",
	    "2026-11-06T08:00:00+01:00" },
	/* somebody in our name; an answer that only the asker quotes */
	{ "f1@rhenen.nl", NULL, "Mo <mo@rhenen.nl>", RIG_K, "Giften",
	    "Tellen giften mee voor de bijstand?",
	    "2026-11-09T08:00:00+01:00" },
	{ "f2@vng.nl", "f1@rhenen.nl",
	    DAAN "\r\nAuthentication-Results: mx.vng.nl; dmarc=fail",
	    "mo@rhenen.nl, " RIG_K, "RE: Giften", "Nee, nooit.",
	    "2026-11-10T08:00:00+01:00" },
	{ "f3@rhenen.nl", "lost@vng.nl>\r\nReferences: <f1@rhenen.nl",
	    "Mo <mo@rhenen.nl>", RIG_K, "RE: Giften",
	    "Dank voor het antwoord!\r\n\r\nOp 10 november 2026 om 12:00 "
	    "schreef Daan <daan@vng.nl>:\r\n> Soms.",
	    "2026-11-11T08:00:00+01:00" },
	/* a colleague's forward */
	{ "g1@vng.nl", NULL, DAAN, RIG_K, "FW: Boete",
	    "Graag oppakken.\r\n\r\nVan: Fleur <fleur@wageningen.nl>\r\n"
	    "Verzonden: maandag 9 november 2026 09:00\r\nAan: Daan\r\n"
	    "Onderwerp: Boete\r\n\r\nMag een boete worden kwijtgescholden?",
	    "2026-11-09T10:00:00+01:00" },
};

struct pile {
	size_t n, room;
	struct fetched *mails;
	enum folder_role *roles;
};

static void
pile_add(
    struct arena *a, struct pile *p, struct fetched mail, enum folder_role role)
{
	if (p->n == p->room) {
		size_t room = p->room ? 2 * p->room : 256;

		p->mails =
		    arena_grow(a, p->mails, p->n, room, sizeof(*p->mails));
		p->roles =
		    arena_grow(a, p->roles, p->n, room, sizeof(*p->roles));
		p->room = room;
	}
	p->mails[p->n] = mail;
	p->roles[p->n++] = role;
}

/* By name, so that the first order is the same everywhere. */
static void
add_corpus(struct arena *a, struct pile *p)
{
	struct dirent **names = NULL;
	int i, n = scandir(CORPUS, &names, NULL, alphasort);

	assert_true(n > 0);
	for (i = 0; i < n; i++) {
		const char *path =
		    arena_printf(a, CORPUS "/%s", names[i]->d_name);
		struct fetched mail = { .name = "",
			.basis = RECEIPT_FILE_TIME,
			.received = moment("2026-01-01T00:00:00+01:00"),
			.aside = "" };

		if (text_has_suffix(path, ".eml")) {
			if (file_read(a, path, MAIL_MAX, &mail.bytes, &mail.n,
			        &(struct err){ 0 }) != 0)
				fail_msg("%s", path);
			pile_add(a, p, mail, FOLDER_INBOX);
		}
		free(names[i]);
	}
	free(names);
}

static struct pile
whole_pile(struct arena *a)
{
	struct pile p = { 0 };
	size_t i;

	for (i = 0; i < LENGTH(stories); i++)
		pile_add(a, &p, rig_fetched(a, &stories[i], 0),
		    strncmp(stories[i].from, BOX, sizeof(BOX) - 1) == 0
		        ? FOLDER_SENT
		        : FOLDER_INBOX);
	add_corpus(a, &p);
	return p;
}

/* ---- what came out ---- */

static int
compare_lines(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The events of a question as lines; the moment of an event names its mail. */
static void
tell_events(struct rig *r, struct arena *a, int64_t question, struct text *out)
{
	struct event *events = NULL;
	const char **lines;
	size_t i, n = 0;
	struct err e = { 0 };

	if (store_events(r->store, a, question, &events, &n, &e) != 0)
		fail_msg("%s", e.text);
	n = events_standing(events, n, a);
	lines = arena_array(a, n + 1, sizeof(*lines));
	for (i = 0; i < n; i++)
		lines[i] = arena_printf(a, "  %lld %s %s %d",
		    (long long)events[i].at.sec,
		    event_kind_name(events[i].kind), events[i].value,
		    events[i].has_day ? events[i].day.day : 0);
	if (n > 1)
		qsort(lines, n, sizeof(*lines), compare_lines);
	for (i = 0; i < n; i++)
		text_addf(out, "%s\n", lines[i]);
}

static const char *
tell_question(struct rig *r, struct arena *a, const struct question *q)
{
	SCOPED(text_done) struct text t = { 0 };
	struct stored_card card;
	struct err e = { 0 };

	text_init(&t, 65536);
	if (store_card(r->store, a, q->id, &card, &e) != 0)
		fail_msg("%s", e.text);
	text_addf(&t, "%s %s %s %s %s %s %s %s %d %s\n", card.message_id,
	    question_state_name(q->state), card.asker_address, q->organisation,
	    q->team, q->topic, q->term, q->probably,
	    q->has_deadline ? q->deadline.day : 0, q->assignee);
	tell_events(r, a, q->id, &t);
	return arena_copy(a, t.data);
}

static char *
outcome(struct rig *r, struct arena *a)
{
	SCOPED(text_done) struct text t = { 0 };
	struct question *all = NULL;
	struct err e = { 0 };
	const char **told;
	size_t i, n = 0;

	if (store_questions(r->store, a, SELECT_ALL, &all, &n, &e) != 0)
		fail_msg("%s", e.text);
	told = arena_array(a, n + 1, sizeof(*told));
	for (i = 0; i < n; i++)
		told[i] = tell_question(r, a, &all[i]);
	if (n > 1)
		qsort(told, n, sizeof(*told), compare_lines);
	text_init(&t, OUTCOME_MAX);
	for (i = 0; i < n; i++)
		text_add(&t, told[i]);
	assert_false(t.is_cut);
	return arena_copy(a, t.data);
}

/* ---- orders ---- */

/* Files the mails in that order, in batches of one folder each. */
static void
file_in_order(
    struct rig *r, const struct pile *p, const size_t *order, unsigned *random)
{
	size_t i = 0;

	while (i < p->n) {
		enum folder_role role = p->roles[order[i]];
		bool is_sent = role == FOLDER_SENT;
		struct batch *b = batch_new(is_sent ? "Sent" : "INBOX", role);
		size_t most = 1 + next_random(random) % 40;
		struct filed_counts counts = { 0 };
		struct err e = { 0 };

		b->uidvalidity = 7;
		b->uid_next = 1;
		b->mails = arena_array(b->arena, most, sizeof(*b->mails));
		while (i < p->n && b->n < most && p->roles[order[i]] == role) {
			b->mails[b->n] = p->mails[order[i++]];
			b->mails[b->n++].uid = r->next_uid[is_sent]++;
		}
		b->last_uid = r->next_uid[is_sent] - 1;
		if (file_batch(r->store, r->office, r->mailbox, b, moment(NOW),
		        false, &counts, &e) != 0)
			fail_msg("%s", e.text);
		assert_int_equal(counts.aside + counts.again, 0);
		batch_free(b);
	}
}

static void
shuffle(size_t *order, size_t n, unsigned *random)
{
	size_t i;

	for (i = n - 1; i > 0; i--) {
		size_t k = next_random(random) % (i + 1), kept = order[i];

		order[i] = order[k];
		order[k] = kept;
	}
}

static char *
outcome_of(struct rig *r, struct arena *a, const struct pile *p,
    const size_t *order, unsigned *random)
{
	struct err e = { 0 };

	store_close(r->store);
	r->store = NULL;
	r->next_uid[0] = r->next_uid[1] = 1;
	if (store_open(":memory:", STORE_REHEARSAL, false, &r->store, &e) != 0)
		fail_msg("%s", e.text);
	rig_activate(r, "2025-12-01T12:00:00+01:00");
	file_in_order(r, p, order, random);
	return outcome(r, a);
}

/* Where two outcomes part, for whoever must look into it. */
static void
expect_same(const char *wanted, const char *got, unsigned seed)
{
	size_t i = 0, line = 0;

	if (strcmp(wanted, got) == 0)
		return;
	for (; wanted[i] && wanted[i] == got[i]; i++) {
		if (wanted[i] == '\n')
			line = i + 1;
	}
	fail_msg("seed %u: wanted '%.300s'\ngot '%.300s'", seed, wanted + line,
	    got + line);
}

static void
test_decisions_23_the_order_of_arrival_changes_nothing(void **state)
{
	const char *asked = getenv("POSTWACHT_SHUFFLES");
	long long shuffles = SHUFFLES, i;
	struct rig r = rig_new();
	struct pile p = whole_pile(r.arena);
	size_t *order = arena_array(r.arena, p.n, sizeof(*order)), k;
	unsigned random = 1;
	const char *wanted;

	(void)state;
	if (asked && text_to_int(asked, 1, 100000, &shuffles) != 0)
		fail_msg("POSTWACHT_SHUFFLES is no number: %s", asked);
	for (k = 0; k < p.n; k++)
		order[k] = k;
	wanted = outcome_of(&r, r.arena, &p, order, &random);
	assert_non_null(strstr(wanted, "b1@almere.nl handled"));
	for (i = 1; i <= shuffles; i++) {
		SCOPED(arena_done) struct arena *a = arena_new();

		random = (unsigned)i;
		shuffle(order, p.n, &random);
		expect_same(
		    wanted, outcome_of(&r, a, &p, order, &random), (unsigned)i);
	}
	print_message("%zu mails in %lld orders\n", p.n, shuffles);
	rig_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_decisions_23_the_order_of_arrival_changes_nothing),
	};

	return unit_run(tests);
}
