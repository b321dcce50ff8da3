-- The store. Migrations in order, append-only: a released one is never
-- changed. PRAGMA user_version counts those that were applied.
--
-- Facts about people (addresses, names, subjects, texts) live in person,
-- message and content and may be nulled by retention; event holds ids, codes,
-- days and numbers only. Times are seconds since 1970 UTC, days are civil days
-- since 1970-01-01 in Europe/Amsterdam.

-- name: MIGRATION_1
CREATE TABLE meta (
	name TEXT PRIMARY KEY,
	value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE mailbox (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,       -- the fixed id of the configuration
	activated_at INTEGER NOT NULL,
	read_until INTEGER,              -- the last complete look
	trouble TEXT,                    -- why it cannot be read, NULL: well
	trouble_since INTEGER,
	messages INTEGER NOT NULL DEFAULT 0, -- first seen here
	audited_at INTEGER,              -- the last count against the server
	audit_gap TEXT                   -- what it found missing, NULL: nothing
) STRICT;

CREATE TABLE folder (
	id INTEGER PRIMARY KEY,
	mailbox INTEGER NOT NULL REFERENCES mailbox,
	name TEXT NOT NULL,
	role TEXT NOT NULL,
	uidvalidity INTEGER NOT NULL,
	last_uid INTEGER NOT NULL,       -- every UID up to it has a sighting
	modseq INTEGER NOT NULL,
	active_uid INTEGER NOT NULL,     -- lower UIDs are history
	UNIQUE (mailbox, name)
) STRICT;

CREATE TABLE person (
	id INTEGER PRIMARY KEY,
	address TEXT UNIQUE,
	name TEXT
) STRICT;

CREATE TABLE conversation (
	id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE message (
	id INTEGER PRIMARY KEY,
	conversation INTEGER NOT NULL REFERENCES conversation,
	message_id TEXT,
	in_reply_to TEXT,
	key1 BLOB,
	key2 BLOB NOT NULL,
	key_version INTEGER NOT NULL,
	received INTEGER NOT NULL,       -- as first stored, never changed
	received_basis INTEGER NOT NULL,
	header_received INTEGER,         -- topmost Received
	date INTEGER,
	filed_at INTEGER NOT NULL,
	is_history INTEGER NOT NULL,
	mailbox INTEGER REFERENCES mailbox, -- where it was first seen
	role TEXT NOT NULL,              -- of the folder where it was first seen
	subject TEXT,
	base_subject TEXT NOT NULL,
	is_loose_reply INTEGER NOT NULL, -- "Re:" that names no message
	kind TEXT NOT NULL,
	kind_why TEXT,
	is_question INTEGER NOT NULL,
	question_why TEXT,
	is_thanks INTEGER NOT NULL,
	is_interim INTEGER NOT NULL,
	promised_day INTEGER,
	is_from_us INTEGER NOT NULL,
	is_forwarded INTEGER NOT NULL,
	is_internal INTEGER NOT NULL,
	sender INTEGER REFERENCES person,
	asker INTEGER REFERENCES person,
	organisation TEXT NOT NULL,      -- code, '' when it has none
	organisation_kind TEXT NOT NULL,
	team TEXT NOT NULL,
	topic TEXT NOT NULL,
	topic_why TEXT,
	term TEXT NOT NULL,
	term_why TEXT,
	named_day INTEGER,
	rules_version TEXT NOT NULL,
	aside TEXT,                      -- why it could only be read in part
	flaws INTEGER NOT NULL
) STRICT;
CREATE INDEX message_by_key1 ON message (key1) WHERE key1 IS NOT NULL;
CREATE INDEX message_by_key2 ON message (key2);
CREATE INDEX message_by_message_id ON message (message_id)
	WHERE message_id IS NOT NULL;
CREATE INDEX message_by_conversation ON message (conversation);
CREATE INDEX message_by_subject ON message (base_subject, received);
CREATE INDEX message_by_filed_at ON message (filed_at);
CREATE INDEX message_by_received ON message (received);

-- The ids that a message names: strong for In-Reply-To, weak for References,
-- which count only with an equal base subject.
CREATE TABLE reference (
	message INTEGER NOT NULL REFERENCES message,
	target TEXT NOT NULL,
	is_strong INTEGER NOT NULL,
	PRIMARY KEY (target, message)
) STRICT, WITHOUT ROWID;

CREATE TABLE party (
	message INTEGER NOT NULL REFERENCES message,
	place INTEGER NOT NULL,
	person INTEGER NOT NULL REFERENCES person,
	field TEXT NOT NULL,             -- to, cc, bcc
	organisation TEXT NOT NULL,
	is_us INTEGER NOT NULL,
	is_mailbox INTEGER NOT NULL,
	PRIMARY KEY (message, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE content (
	message INTEGER PRIMARY KEY REFERENCES message,
	text_new TEXT NOT NULL,
	text_rest TEXT NOT NULL,
	headers TEXT NOT NULL            -- decoded, one a line
) STRICT;

CREATE TABLE sighting (
	folder INTEGER NOT NULL REFERENCES folder,
	uidvalidity INTEGER NOT NULL,
	uid INTEGER NOT NULL,
	name TEXT NOT NULL,              -- of a Maildir file, else ''
	message INTEGER REFERENCES message,
	state TEXT NOT NULL,             -- filed, aside, gone, retry
	reason TEXT,
	attempts INTEGER NOT NULL,       -- how often it was asked for
	not_before INTEGER,
	seen_at INTEGER NOT NULL,        -- when it came to this state
	PRIMARY KEY (folder, uidvalidity, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_by_message ON sighting (message);
CREATE INDEX sighting_aside ON sighting (seen_at) WHERE state = 'aside';
CREATE INDEX sighting_to_retry ON sighting (not_before)
	WHERE state = 'retry';

-- What lies in Junk and comes from a known organisation: told of, not filed.
CREATE TABLE junk (
	folder INTEGER NOT NULL REFERENCES folder,
	uidvalidity INTEGER NOT NULL,
	uid INTEGER NOT NULL,
	key2 BLOB NOT NULL,
	sender INTEGER REFERENCES person,
	organisation TEXT NOT NULL,
	subject TEXT,
	received INTEGER NOT NULL,
	seen_at INTEGER NOT NULL,
	PRIMARY KEY (folder, uidvalidity, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX junk_by_seen_at ON junk (seen_at);

CREATE TABLE question (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	conversation INTEGER NOT NULL REFERENCES conversation,
	opened_by INTEGER NOT NULL REFERENCES message,
	is_history INTEGER NOT NULL,
	-- what follows is a projection of the events
	state TEXT NOT NULL,
	team TEXT NOT NULL,
	topic TEXT NOT NULL,
	received INTEGER NOT NULL,
	deadline INTEGER,
	assignee TEXT NOT NULL,
	merged_into INTEGER REFERENCES question
) STRICT;
CREATE INDEX question_by_conversation ON question (conversation);
CREATE INDEX question_by_opener ON question (opened_by);
CREATE INDEX question_by_state ON question (state, deadline);

CREATE TABLE event (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	question INTEGER NOT NULL REFERENCES question,
	kind TEXT NOT NULL,
	at INTEGER NOT NULL,
	recorded_at INTEGER NOT NULL,
	actor TEXT NOT NULL,             -- mail, hand, tick
	cause_message INTEGER REFERENCES message,
	cause_notice INTEGER REFERENCES notice,
	rules_version TEXT NOT NULL,
	calendar_version TEXT NOT NULL,
	value TEXT NOT NULL,
	day INTEGER,
	person INTEGER REFERENCES person,
	other INTEGER
) STRICT;
CREATE INDEX event_by_question ON event (question, at, recorded_at, seq);
CREATE INDEX event_by_cause ON event (cause_message)
	WHERE cause_message IS NOT NULL;
CREATE INDEX event_by_recorded_at ON event (recorded_at) WHERE actor = 'hand';

CREATE TABLE notice (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	key TEXT NOT NULL UNIQUE,
	kind TEXT NOT NULL,
	recipient TEXT NOT NULL,         -- roster id
	address TEXT,
	day INTEGER NOT NULL,
	team TEXT NOT NULL,
	state TEXT NOT NULL,  -- planned, handing, sent, refused, later, uncertain
	planned_at INTEGER NOT NULL,
	changed_at INTEGER NOT NULL,
	not_before INTEGER,
	attempts INTEGER NOT NULL,
	reason TEXT,
	message_id TEXT,
	subject TEXT,
	body BLOB
) STRICT;
CREATE INDEX notice_to_send ON notice (id) WHERE state IN ('planned', 'later');
CREATE INDEX notice_by_planned_at ON notice (planned_at);
CREATE INDEX notice_by_changed_at ON notice (changed_at);
CREATE INDEX notice_uncertain ON notice (id) WHERE state = 'uncertain';
CREATE INDEX notice_by_recipient ON notice (recipient, kind, planned_at);

-- The step of a question that a notice is about: never told twice.
CREATE TABLE notice_item (
	key TEXT PRIMARY KEY,
	notice INTEGER NOT NULL REFERENCES notice,
	question INTEGER NOT NULL REFERENCES question
) STRICT, WITHOUT ROWID;

-- The figures of a summary as they were sent; a correction is the difference.
CREATE TABLE summary (
	notice INTEGER NOT NULL REFERENCES notice,
	name TEXT NOT NULL,
	value REAL NOT NULL,
	PRIMARY KEY (notice, name)
) STRICT, WITHOUT ROWID;

-- name: MIGRATION_2
-- Whether the sender is who From says (enum sender_proof), and why.
ALTER TABLE message ADD COLUMN sender_proof INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN sender_why TEXT;

-- The measurements: a question's spans (report/span.h), from its events and
-- the calendar of the day on which each was closed. Without person or text:
-- it stays when those go (users.md 28).
-- name: MIGRATION_3
CREATE TABLE span (
	question INTEGER NOT NULL REFERENCES question,
	place INTEGER NOT NULL,          -- 0, 1, ... within its question
	began INTEGER NOT NULL,          -- enum span_began
	ended INTEGER NOT NULL,          -- enum span_ended
	start INTEGER NOT NULL,
	finish INTEGER,                  -- NULL while it runs
	asked INTEGER NOT NULL,          -- when the question was received
	team TEXT NOT NULL,
	topic TEXT NOT NULL,
	organisation TEXT NOT NULL,      -- code, '' when it has none
	kind TEXT NOT NULL,              -- of the organisation
	assignee TEXT NOT NULL,
	is_unassigned INTEGER NOT NULL,
	is_probably INTEGER NOT NULL,
	why TEXT NOT NULL,               -- of the handling
	is_by_hand INTEGER NOT NULL,
	needs_no_answer INTEGER NOT NULL,
	is_answer INTEGER NOT NULL,      -- the first of its question
	deadline INTEGER,                -- the one that counts
	is_promised INTEGER NOT NULL,
	norm_deadline INTEGER,
	norm_days INTEGER NOT NULL,      -- working days
	work INTEGER,                    -- minutes of office time, here and below
	response INTEGER,
	handling INTEGER,
	over INTEGER,
	handled_next INTEGER,
	answered INTEGER,                -- on place 0: the first answer
	is_none_needed INTEGER NOT NULL,
	calendar TEXT NOT NULL,          -- version by which it was measured
	PRIMARY KEY (question, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX span_by_finish ON span (finish, start);
CREATE INDEX span_by_deadline ON span (deadline, finish)
	WHERE deadline IS NOT NULL;
CREATE INDEX span_by_asker ON span (start, organisation, team)
	WHERE place = 0;

-- What people do by hand, from a shell or by mail.
-- name: MIGRATION_4
ALTER TABLE event ADD COLUMN who TEXT;       -- roster id, a role after retention
ALTER TABLE event ADD COLUMN cause_command INTEGER; -- the mail that asked

-- The words of a note; retention takes them away and leaves the event.
CREATE TABLE note (
	event INTEGER PRIMARY KEY REFERENCES event,
	text TEXT
) STRICT;

-- A message that a person says is a question, whatever the rules said.
CREATE TABLE asked_by_hand (
	message INTEGER PRIMARY KEY REFERENCES message,
	at INTEGER NOT NULL,
	who TEXT,
	cause_command INTEGER
) STRICT;

-- Who is away and who is back, beside the absences of the configuration; the
-- later line counts. Appended, never changed.
CREATE TABLE presence (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	person TEXT NOT NULL,            -- roster id
	kind TEXT NOT NULL,              -- absent, back
	from_day INTEGER NOT NULL,
	until_day INTEGER,               -- inclusive; NULL: until he is back
	recorded_at INTEGER NOT NULL,
	who TEXT,
	cause_command INTEGER
) STRICT;

-- name: MIGRATION_5
-- Which server the mailbox was read at, NULL: nobody wrote it down.
ALTER TABLE mailbox ADD COLUMN server TEXT;

-- Questions that were joined by hand bind their conversations together.
-- name: MIGRATION_6
CREATE INDEX event_joined ON event (question) WHERE kind = 'joined';

-- What the rules have done with a message, beside naming things.
-- name: MIGRATION_7
ALTER TABLE message ADD COLUMN assignee TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN priority TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN thread_key TEXT; -- retention takes it away
CREATE INDEX message_by_thread_key ON message (thread_key)
	WHERE thread_key IS NOT NULL;

-- What replay and refile need to see a message as it was read: text_rest holds
-- what was quoted, text_after signature and disclaimer. In older rows text_rest
-- holds all of it.
ALTER TABLE content ADD COLUMN text_after TEXT NOT NULL DEFAULT '';
ALTER TABLE content ADD COLUMN attachments TEXT NOT NULL DEFAULT ''; -- names, one a line

-- What rules want written back to the mailbox, where that is allowed.
-- name: MIGRATION_8
CREATE TABLE write_back (
	id INTEGER PRIMARY KEY,
	message INTEGER NOT NULL REFERENCES message,
	kind TEXT NOT NULL,              -- keyword, move
	value TEXT NOT NULL,
	state TEXT NOT NULL,             -- waiting, done, refused
	attempts INTEGER NOT NULL DEFAULT 0,
	not_before INTEGER,
	reason TEXT,
	changed_at INTEGER NOT NULL,
	UNIQUE (message, kind)
) STRICT;
CREATE INDEX write_back_waiting ON write_back (message) WHERE state = 'waiting';

-- What somebody should see the same day, as bits (triage/notable.h).
-- name: MIGRATION_9
ALTER TABLE message ADD COLUMN notables INTEGER NOT NULL DEFAULT 0;

-- Mail to Postwacht itself: what it asked for and what became of it. It is no
-- message of any conversation, so that it can open no question.
-- name: MIGRATION_10
CREATE TABLE command (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	mailbox INTEGER NOT NULL REFERENCES mailbox,
	key1 BLOB,
	key2 BLOB NOT NULL,
	received INTEGER NOT NULL,
	recorded_at INTEGER NOT NULL,
	who TEXT,                        -- roster id, NULL: nobody of ours
	sender INTEGER REFERENCES person,
	subject TEXT,
	state TEXT NOT NULL,             -- enum command_state
	reason TEXT NOT NULL,            -- why it was refused or not understood
	permit TEXT,                     -- by which it was let in
	notice INTEGER REFERENCES notice -- that it answers
) STRICT;
CREATE INDEX command_by_key1 ON command (key1) WHERE key1 IS NOT NULL;
CREATE INDEX command_by_key2 ON command (key2);
CREATE INDEX command_by_permit ON command (permit) WHERE permit IS NOT NULL;
CREATE INDEX command_by_recorded_at ON command (recorded_at);

-- What a message says, to know it again (mail/sketch.h), and how many others
-- of the same sender of ours say nearly the same.
-- name: MIGRATION_11
ALTER TABLE message ADD COLUMN sketch BLOB;
ALTER TABLE message ADD COLUMN n_alike INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN quotes_us INTEGER NOT NULL DEFAULT 0;
CREATE INDEX message_sent ON message (sender, received)
	WHERE is_from_us AND sketch IS NOT NULL;

-- How far retention has come with a conversation: 0 whole, 1 in the
-- transaction that takes its persons away, 2 without persons, 3 in the one
-- that takes its measurements away, 4 without them.
-- name: MIGRATION_12
ALTER TABLE conversation ADD COLUMN retained INTEGER NOT NULL DEFAULT 0;
CREATE INDEX conversation_retaining ON conversation (retained)
	WHERE retained IN (1, 3);

-- Rules that a coordinator mailed: looked at, told of, and taken into use when
-- he says so. The text goes when nobody waits for it any more.
-- name: MIGRATION_13
CREATE TABLE proposal (
	command INTEGER PRIMARY KEY REFERENCES command,
	who TEXT NOT NULL,               -- roster id, a role after retention
	name TEXT NOT NULL,              -- of the file
	body TEXT,
	message_id TEXT,                 -- of the mail, for the answer
	state TEXT NOT NULL,             -- enum proposal_state
	notice INTEGER REFERENCES notice, -- that told what would change
	changed_at INTEGER NOT NULL,
	used_by TEXT,
	cause_command INTEGER            -- the mail that said so
) STRICT;
CREATE INDEX proposal_to_look_at ON proposal (command)
	WHERE state IN ('offered', 'accepted');
CREATE INDEX proposal_by_notice ON proposal (notice) WHERE notice IS NOT NULL;

-- Why a message has its notables, a line each (triage/notable.h).
-- name: MIGRATION_14
ALTER TABLE message ADD COLUMN notables_why TEXT;

-- When a mailbox was not read for a while, and from when on it was again.
-- name: MIGRATION_15
CREATE TABLE gap (
	mailbox INTEGER NOT NULL REFERENCES mailbox,
	began INTEGER NOT NULL,
	ended INTEGER NOT NULL,
	PRIMARY KEY (mailbox, began)
) STRICT, WITHOUT ROWID;

-- What a colleague put down ("vraag: ...") is known by its kind of asker
-- (report/span.h).
-- name: MIGRATION_16
UPDATE message SET organisation_kind = 'gemeld'
WHERE message_id LIKE 'asked.%@postwacht.invalid';

-- The mail that an answer names, and overviews that are still to be made: the
-- reason says so.
-- name: MIGRATION_17
ALTER TABLE command ADD COLUMN message_id TEXT;
CREATE INDEX command_owed ON command (id) WHERE reason = 'overview';

-- What is in no figure, for reports list how many: questions of which a person
-- said that they were none, those from before the activation and parts of others.
-- name: MIGRATION_18
CREATE INDEX question_left_out ON question (received)
	WHERE merged_into IS NOT NULL OR is_history;
CREATE INDEX event_no_question ON event (question)
	WHERE kind = 'closed' AND value = 'no-question';

-- The outbox: no question to it reads what was sent in all the years, and a mail
-- is written once, however often its notice is.
-- name: MIGRATION_19
CREATE TABLE notice_mail (
	notice INTEGER PRIMARY KEY REFERENCES notice,
	bytes BLOB NOT NULL
) STRICT;
INSERT INTO notice_mail SELECT id, body FROM notice WHERE body IS NOT NULL;
ALTER TABLE notice DROP COLUMN body;
DROP INDEX notice_to_send;
DROP INDEX notice_uncertain;
DROP INDEX notice_by_changed_at;
CREATE INDEX notice_by_state ON notice (state, changed_at, attempts);
