#ifndef POSTWACHT_OPS_H
#define POSTWACHT_OPS_H

#include "base/text.h"
#include "desk/file.h"
#include "desk/hold.h"
#include "desk/office.h"
#include "desk/remind.h"
#include "edge/store_outbox.h"
#include "edge/studio.h"
#include "mail/message.h"
#include "tests/unit/tree.h"

/* A small office with one Maildir, its store in memory, notices into a
 * folder. */
struct ops {
	struct tree tree;
	struct office *office;
	struct store *store;
	struct arena *arena;
	struct err e;
};

#define OPS_CONFIG                                                               \
	"state_dir = \"state\";\n"                                               \
	"organisation = \"VNG\";\n"                                              \
	"internal_domains = [ \"vng.nl\" ];\n"                                   \
	"teams = ( { code = \"K\"; name = \"Kinderopvang\"; } );\n"              \
	"people = (\n"                                                           \
	" { id = \"noor\"; name = \"Noor\"; address = \"noor@vng.nl\";\n"        \
	"   role = \"coordinator\"; },\n"                                        \
	" { id = \"daan\"; name = \"Daan\"; address = \"daan@vng.nl\"; } );\n"   \
	"mailboxes = ( { id = \"box\"; source = \"maildir\"; path = \"mail\";\n" \
	"   addresses = [ \"vragen@vng.nl\" ]; team = \"K\"; } );\n"             \
	"post = { kind = \"folder\"; folder = \"out\";\n"                        \
	"   from = \"postwacht@vng.nl\"; per_minute = 2; per_day = 3;\n"         \
	"   breaker = 3; new_questions = 4; };\n"

static inline struct office *
ops_office(struct ops *o, const char *conf, const char *bytes)
{
	struct office *office = NULL;
	SCOPED(text_done) struct text mistakes;

	text_init(&mistakes, 4096);
	tree_file(&o->tree, conf, bytes);
	if (office_open(tree_path(&o->tree, conf), "rules", &office, &mistakes,
	        &o->e) != 0)
		fail_msg("%s", mistakes.data);
	return office;
}

static inline int
ops_set_up(void **state)
{
	struct ops *o = test_calloc(1, sizeof(*o));

	message_init();
	o->tree = tree_new();
	o->arena = o->tree.arena;
	tree_folder(&o->tree, "state");
	tree_folder(&o->tree, "mail");
	tree_folder(&o->tree, "mail/new");
	tree_folder(&o->tree, "mail/cur");
	o->office = ops_office(o, "conf", OPS_CONFIG);
	if (office_load_key(o->office, &o->e) != 0 ||
	    store_open(":memory:", STORE_REHEARSAL, false, &o->store, &o->e) !=
	        0)
		fail_msg("%s", o->e.text);
	*state = o;
	return 0;
}

static inline int
ops_tear_down(void **state)
{
	struct ops *o = *state;

	store_close(o->store);
	office_close(o->office);
	tree_done(&o->tree);
	test_free(o);
	return 0;
}

static inline struct instant
ops_at(const char *s)
{
	struct instant t = { 0 };

	if (instant_parse(s, &t) != 0)
		fail_msg("%s is not a moment", s);
	return t;
}

/* A question by mail, from a gemeente. */
static inline const char *
ops_question(struct ops *o, int i)
{
	return arena_printf(o->arena,
	    "From: Nora <nora@deventer.nl>\r\nTo: vragen@vng.nl\r\n"
	    "Message-ID: <q%d@deventer.nl>\r\n"
	    "Date: Mon, 23 Nov 2026 09:0%d:00 +0100\r\n"
	    "Subject: Vraag %d over de taaleis\r\n\r\n"
	    "Mag een gastouder zonder taaltoets beginnen? Vraag nummer %d.\r\n",
	    i, i, i, i);
}

/* Files these mails of the folder INBOX as one batch, UIDs from `first` on;
 * the folder was empty at the activation. */
static inline struct filed_counts
ops_file(struct ops *o, const char *const *mails, size_t n, uint32_t first,
    struct instant now)
{
	struct filed_counts c = { 0 };
	struct batch *b = batch_new("INBOX", FOLDER_INBOX);
	size_t i;

	b->uidvalidity = 1;
	b->uid_next = 1;
	b->last_uid = first + (uint32_t)n - 1;
	b->n = n;
	b->mails = arena_array(b->arena, n + 1, sizeof(*b->mails));
	for (i = 0; i < n; i++)
		b->mails[i] = (struct fetched){
			.uid = first + (uint32_t)i,
			.name = "",
			.received = now,
			.basis = RECEIPT_INTERNALDATE,
			.bytes = mails[i],
			.n = strlen(mails[i]),
			.aside = "",
		};
	if (file_batch(o->store, o->office, &o->office->settings.mailboxes[0],
	        b, now, false, &c, &o->e) != 0)
		fail_msg("%s", o->e.text);
	batch_free(b);
	return c;
}

/* The activation: an empty folder was seen. */
static inline void
ops_activate(struct ops *o, struct instant now)
{
	if (store_meta_set(o->store, "activated_at", now.sec, &o->e) != 0)
		fail_msg("%s", o->e.text);
	(void)ops_file(o, NULL, 0, 1, now);
}

static inline size_t
ops_remind(struct ops *o, struct instant now)
{
	SCOPED(studio_done)
	struct studio *studio = studio_open(STUDIO_PATIENT_MS);
	size_t made = 0;

	if (remind(o->store, o->office, studio, now, &made, &o->e) != 0)
		fail_msg("%s", o->e.text);
	return made;
}

/* How many rows a query counts that the tests have no function for. */
static inline struct outbox_counts
ops_outbox(struct ops *o)
{
	struct outbox_counts c = { 0 };

	if (store_outbox(o->store, &c, &o->e) != 0)
		fail_msg("%s", o->e.text);
	return c;
}

#endif
