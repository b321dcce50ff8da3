-- Every statement that the store runs. All are prepared when it is opened, so
-- that a mistake here fails the first test. Parameters are named.

-- name: BEGIN
BEGIN IMMEDIATE;

-- name: COMMIT
COMMIT;

-- name: ROLLBACK
ROLLBACK;

-- name: SAVEPOINT
SAVEPOINT item;

-- name: RELEASE
RELEASE item;

-- name: ROLLBACK_TO
ROLLBACK TO item;

-- name: META_GET
SELECT value FROM meta WHERE name = :name;

-- name: META_SET
INSERT INTO meta (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: MAILBOX_ADD
INSERT INTO mailbox (name, activated_at) VALUES (:name, :at)
ON CONFLICT (name) DO NOTHING;

-- name: MAILBOX_FIND
SELECT id, activated_at, read_until, trouble, trouble_since, messages,
	audited_at, audit_gap
FROM mailbox WHERE name = :name;

-- name: MAILBOX_GAP
INSERT INTO gap (mailbox, began, ended)
SELECT id, read_until, :at FROM mailbox
WHERE id = :id AND :at - read_until >= :least
ON CONFLICT (mailbox, began) DO UPDATE SET ended = excluded.ended;

-- name: GAPS
SELECT b.name, g.began, g.ended FROM gap g JOIN mailbox b ON b.id = g.mailbox
WHERE g.ended > :since AND g.ended <= :until ORDER BY g.began, b.name;

-- name: RETAIN_GAPS
DELETE FROM gap WHERE ended < :before;

-- name: MAILBOX_READ_UNTIL
UPDATE mailbox SET read_until = :at, trouble = NULL, trouble_since = NULL
WHERE id = :id;

-- name: MAILBOX_TROUBLE
UPDATE mailbox
SET trouble = :reason, trouble_since = coalesce(trouble_since, :at)
WHERE id = :id;

-- name: MAILBOX_COUNT
UPDATE mailbox SET messages = messages + :n WHERE id = :id;

-- name: MAILBOX_AUDITED
UPDATE mailbox SET audited_at = :at, audit_gap = :gap WHERE id = :id;

-- name: MAILBOX_SERVER
SELECT server FROM mailbox WHERE id = :id;

-- name: MAILBOX_SERVER_SET
UPDATE mailbox SET server = :server WHERE id = :id;

-- name: MAILBOX_MESSAGES
SELECT DISTINCT s.message
FROM sighting s JOIN folder f ON f.id = s.folder
WHERE f.mailbox = :mailbox AND s.state = 'filed'
	AND s.uidvalidity = f.uidvalidity
ORDER BY s.message;

-- name: SIGHTINGS_LEAVE
UPDATE sighting SET state = 'gone', not_before = NULL, seen_at = :at
WHERE state <> 'gone'
	AND folder IN (SELECT id FROM folder WHERE mailbox = :mailbox);

-- name: FOLDERS_LEAVE
UPDATE folder SET uidvalidity = 0, last_uid = 0, modseq = 0
WHERE mailbox = :mailbox;

-- name: SIGHTINGS_UNFILED
SELECT f.mailbox, 'aside', count(*) FROM sighting s
JOIN folder f ON f.id = s.folder WHERE s.state = 'aside' GROUP BY f.mailbox
UNION ALL
SELECT f.mailbox, 'retry', count(*) FROM sighting s
JOIN folder f ON f.id = s.folder WHERE s.state = 'retry' GROUP BY f.mailbox;

-- name: FOLDER_FIND
SELECT id, uidvalidity, last_uid, modseq, active_uid
FROM folder WHERE mailbox = :mailbox AND name = :name;

-- name: FOLDERS
SELECT name, uidvalidity, last_uid, modseq
FROM folder WHERE mailbox = :mailbox ORDER BY id;

-- name: FOLDER_ADD
INSERT INTO folder
	(mailbox, name, role, uidvalidity, last_uid, modseq, active_uid)
VALUES (:mailbox, :name, :role, :uidvalidity, 0, 0, :active_uid)
RETURNING id;

-- name: FOLDER_MOVE
UPDATE folder
SET uidvalidity = :uidvalidity, last_uid = :last_uid, modseq = :modseq,
	active_uid = :active_uid, role = :role
WHERE id = :id;

-- name: KNOWN_NAMES
SELECT f.name, s.uid, s.name
FROM sighting s JOIN folder f ON f.id = s.folder
WHERE f.mailbox = :mailbox AND s.uidvalidity = f.uidvalidity
	AND s.name <> '';

-- name: SIGHTING_ADD
INSERT INTO sighting
	(folder, uidvalidity, uid, name, message, state, reason, attempts,
	not_before, seen_at)
VALUES (:folder, :uidvalidity, :uid, :name, :message, :state, :reason,
	:attempts, :not_before, :seen_at)
ON CONFLICT (folder, uidvalidity, uid) DO UPDATE
SET message = excluded.message, state = excluded.state,
	reason = excluded.reason, not_before = excluded.not_before,
	seen_at = CASE WHEN sighting.state = excluded.state
		THEN sighting.seen_at ELSE excluded.seen_at END;

-- name: SIGHTING_STATE
SELECT state, attempts FROM sighting
WHERE folder = :folder AND uidvalidity = :uidvalidity AND uid = :uid;

-- name: SIGHTINGS_TO_RETRY
SELECT f.name, s.folder, s.uidvalidity, s.uid, s.name, s.attempts, s.reason
FROM sighting s JOIN folder f ON f.id = s.folder
WHERE s.state = 'retry' AND s.not_before <= :now AND f.mailbox = :mailbox
	AND s.uidvalidity = f.uidvalidity
ORDER BY s.folder, s.uid LIMIT :n;

-- name: SIGHTING_ASKED
UPDATE sighting SET attempts = attempts + 1, not_before = :not_before
WHERE folder = :folder AND uidvalidity = :uidvalidity AND uid = :uid;

-- name: SIGHTINGS_OF_OLD_EPOCHS
UPDATE sighting SET state = 'gone', not_before = NULL, seen_at = :at
WHERE folder = :folder AND uidvalidity <> :uidvalidity AND state = 'retry';

-- name: SIGHTINGS_PRESENT
SELECT uid, name, state, reason FROM sighting
WHERE folder = :folder AND uidvalidity = :uidvalidity
	AND uid BETWEEN :from AND :to AND state <> 'gone'
ORDER BY uid;

-- name: SIGHTINGS_GONE
SELECT count(*) FROM sighting
WHERE folder = :folder AND uidvalidity = :uidvalidity AND state = 'gone';

-- name: SIGHTING_GONE
UPDATE sighting SET state = 'gone', not_before = NULL, seen_at = :at
WHERE folder = :folder AND uidvalidity = :uidvalidity AND uid = :uid;

-- name: SIGHTINGS_ASIDE
SELECT count(*) FROM sighting
WHERE state = 'aside' AND reason <> 'junk'
	AND seen_at > :since AND seen_at <= :until;

-- name: JUNK_ADD
INSERT INTO junk (folder, uidvalidity, uid, key2, sender, organisation,
	subject, received, seen_at)
VALUES (:folder, :uidvalidity, :uid, :key2, :sender, :organisation, :subject,
	:received, :seen_at)
ON CONFLICT (folder, uidvalidity, uid) DO NOTHING;

-- What somebody rescued from Junk has become a message.
-- name: JUNK
SELECT p.name, p.address, j.organisation, j.subject, j.received
FROM junk j LEFT JOIN person p ON p.id = j.sender
WHERE j.seen_at > :since AND j.seen_at <= :until
	AND NOT EXISTS (SELECT 1 FROM message m WHERE m.key2 = j.key2)
ORDER BY j.received;

-- The messages that wait for an answer: each of an open question since it was
-- opened or reopened, where it lies now. Old ones cause no mail.
-- name: WAITING_AT
SELECT DISTINCT f.mailbox, f.name, s.uidvalidity, s.uid
FROM question q
JOIN event e ON e.question = q.id
	AND e.kind IN ('opened', 'followed', 'reopened')
JOIN message m ON m.id = e.cause_message AND m.is_from_us = 0
JOIN sighting s ON s.message = m.id AND s.state = 'filed'
JOIN folder f ON f.id = s.folder AND f.uidvalidity = s.uidvalidity
	AND f.role IN ('inbox', 'other')
WHERE q.state = 'open' AND q.merged_into IS NULL AND q.is_history = 0
ORDER BY f.mailbox, f.name, s.uid;

-- The open questions for which the message at a place counts, and which have
-- not been told that evidence by it.
-- name: WAITING_HERE
SELECT DISTINCT q.id, q.is_history, s.message
FROM sighting s
JOIN message m ON m.id = s.message AND m.is_from_us = 0
JOIN event e ON e.cause_message = m.id
	AND e.kind IN ('opened', 'followed', 'reopened')
JOIN question q ON q.id = e.question
	AND q.state = 'open' AND q.merged_into IS NULL
WHERE s.folder = :folder AND s.uidvalidity = :uidvalidity AND s.uid = :uid
	AND NOT EXISTS (SELECT 1 FROM event r
		WHERE r.question = q.id AND r.kind = 'reopened' AND r.at > e.at
		AND NOT EXISTS (SELECT 1 FROM event u
			WHERE u.question = q.id AND u.kind = 'undone'
			AND u.other = r.seq))
	AND NOT EXISTS (SELECT 1 FROM event p
		WHERE p.question = q.id AND p.kind = 'probably'
		AND p.value = :value AND p.cause_message = m.id);

-- name: PERSON_FIND
SELECT id, name FROM person WHERE address = :address;

-- name: PERSON_ADD
INSERT INTO person (address, name) VALUES (:address, :name)
ON CONFLICT (address) DO UPDATE
SET name = CASE WHEN excluded.name <> '' THEN excluded.name
	ELSE person.name END
RETURNING id;

-- name: PERSON_MET
INSERT INTO person (address, name) VALUES (:address, :name)
ON CONFLICT (address) DO UPDATE
SET name = CASE WHEN coalesce(person.name, '') <> '' THEN person.name
	ELSE excluded.name END
RETURNING id;

-- name: MESSAGE_BY_KEY1
SELECT id FROM message WHERE key1 = :key1 ORDER BY id LIMIT 1;

-- name: MESSAGE_BY_KEY2
SELECT id, key1 IS NOT NULL, date IS NOT NULL, header_received
FROM message WHERE key2 = :key2 ORDER BY id;

-- name: CONVERSATION_ADD
INSERT INTO conversation DEFAULT VALUES;

-- name: MESSAGE_ADD
INSERT INTO message (conversation, message_id, in_reply_to, key1, key2,
	key_version, received, received_basis, header_received, date, filed_at,
	is_history, mailbox, role, subject, base_subject, is_loose_reply, kind, kind_why,
	is_question, question_why, is_thanks, is_interim, promised_day,
	is_from_us, is_forwarded, is_internal, sender, asker, organisation,
	organisation_kind, team, topic, topic_why, term, term_why, named_day,
	assignee, priority, thread_key,
	rules_version, aside, flaws, sender_proof, sender_why, notables,
	notables_why, sketch, quotes_us)
VALUES (:conversation, :message_id, :in_reply_to, :key1, :key2,
	:key_version, :received, :received_basis, :header_received, :date,
	:filed_at, :is_history, :mailbox, :role, :subject, :base_subject,
	:is_loose_reply,
	:kind, :kind_why, :is_question, :question_why, :is_thanks, :is_interim,
	:promised_day, :is_from_us, :is_forwarded, :is_internal, :sender,
	:asker, :organisation, :organisation_kind, :team, :topic, :topic_why,
	:term, :term_why, :named_day, :assignee, :priority, :thread_key,
	:rules_version, :aside, :flaws,
	:sender_proof, :sender_why, :notables, :notables_why, :sketch, :quotes_us);

-- name: CONTENT_ADD
INSERT INTO content (message, text_new, text_rest, text_after, headers,
	attachments)
VALUES (:message, :text_new, :text_rest, :text_after, :headers, :attachments);

-- name: REFERENCE_ADD
INSERT INTO reference (message, target, is_strong)
VALUES (:message, :target, :is_strong)
ON CONFLICT (target, message) DO UPDATE
SET is_strong = max(is_strong, excluded.is_strong);

-- name: PARTY_ADD
INSERT INTO party (message, place, person, field, organisation, is_us,
	is_mailbox)
VALUES (:message, :place, :person, :field, :organisation, :is_us,
	:is_mailbox);

-- Some senders use one Message-ID for years (C5): a reply answers the last
-- message before it that goes by that id.
-- name: CONVERSATIONS_OF_TARGET
SELECT conversation FROM message
WHERE message_id = :target
	AND (:is_strong OR base_subject = :base_subject)
	AND kind <> 'ours'
ORDER BY received > :received, abs(received - :received), id LIMIT 1;

-- A reference of the other's own that a rule captured (D12).
-- name: CONVERSATIONS_OF_KEY
SELECT DISTINCT conversation FROM message
WHERE thread_key = :thread_key AND kind <> 'ours';

-- Replies that were read before the message they answer; not those that
-- answer another one with the same Message-ID.
-- name: CONVERSATIONS_OF_SOURCE
SELECT DISTINCT m.conversation
FROM reference r JOIN message m ON m.id = r.message
WHERE r.target = :message_id
	AND (r.is_strong OR m.base_subject = :base_subject)
	AND NOT EXISTS (SELECT 1 FROM message o
		WHERE o.message_id = :message_id AND o.kind <> 'ours'
		AND (o.received > m.received, abs(o.received - m.received)) <=
			(:received > m.received, abs(:received - m.received)));

-- The human messages with the same base subject before one that names none:
-- by the same person, and where a reply is meant to that person as well.
-- name: CONVERSATIONS_BEFORE
SELECT DISTINCT m.conversation
FROM message m LEFT JOIN person p ON p.id = m.sender
WHERE m.base_subject = :base_subject AND m.kind = 'human'
	AND m.received <= :received AND m.received >= :received - :window
	AND ((p.address = :person AND (:is_reply OR NOT m.is_from_us))
		OR (:is_reply AND EXISTS (
			SELECT 1 FROM party t JOIN person tp ON tp.id = t.person
			WHERE t.message = m.id AND tp.address = :person)));

-- Those that name none and were filed before what they belong to; whether
-- one of ours went to a person.
-- name: LOOSE_AFTER
SELECT m.conversation, p.address, m.is_from_us,
	EXISTS (SELECT 1 FROM party t JOIN person tp ON tp.id = t.person
		WHERE t.message = m.id AND NOT t.is_us
		AND tp.address = :person),
	(SELECT count(*) FROM party t WHERE t.message = m.id AND NOT t.is_us)
FROM message m JOIN person p ON p.id = m.sender
WHERE m.base_subject = :base_subject AND m.is_loose_reply
	AND m.kind = 'human'
	AND m.received >= :received AND m.received <= :received + :window;

-- What the same person wrote under the same subject about that time.
-- name: SENT_BEFORE
SELECT m.conversation, m.sketch
FROM message m JOIN person p ON p.id = m.sender
WHERE m.base_subject = :base_subject AND m.kind = 'human'
	AND p.address = :sender AND m.is_from_us = 0
	AND m.received BETWEEN :received - :window AND :received + :window;

-- name: SENT_ALIKE
SELECT o.id, o.conversation, o.sketch, o.n_alike
FROM message m JOIN message o ON o.sender = m.sender AND o.id <> m.id
	AND o.is_from_us AND o.sketch IS NOT NULL
	AND o.received BETWEEN :received - :window AND :received + :window
WHERE m.id = :id;

-- name: MESSAGE_ALIKE
UPDATE message SET n_alike = n_alike + :n WHERE id = :id;

-- name: CONVERSATION_MERGE_MESSAGES
UPDATE message SET conversation = :into WHERE conversation = :from;

-- name: CONVERSATION_MERGE_QUESTIONS
UPDATE question SET conversation = :into WHERE conversation = :from;

-- name: CONVERSATION_DROP
DELETE FROM conversation WHERE id = :id;

-- What lies in Sent was sent with our own account, whatever another server
-- thought of a copy.
-- name: TURNS
SELECT m.id, m.received, m.key2, m.is_history, m.in_reply_to, m.base_subject,
	CASE WHEN r.message IS NULL THEN m.kind ELSE 'human' END,
	CASE WHEN r.message IS NULL THEN m.is_question ELSE 1 END,
	m.is_thanks AND r.message IS NULL, m.is_interim, m.promised_day,
	m.is_from_us, m.is_forwarded, m.is_internal AND r.message IS NULL,
	m.asker, p.address,
	m.organisation, m.team, m.topic, m.term, m.named_day,
	m.sender_proof = 2 AND NOT EXISTS (SELECT 1 FROM sighting s
		JOIN folder f ON f.id = s.folder
		WHERE s.message = m.id AND f.role = 'sent'),
	m.conversation, m.n_alike, m.quotes_us,
	m.is_loose_reply AND m.thread_key IS NULL
		AND NOT EXISTS (SELECT 1 FROM reference n
		JOIN message o ON o.id = n.message
		WHERE n.target = m.message_id
		AND o.conversation = m.conversation),
	(SELECT min(o.id) FROM message o WHERE o.message_id = m.in_reply_to
		AND o.conversation = m.conversation),
	m.assignee, m.priority
FROM message m LEFT JOIN person p ON p.id = m.asker
LEFT JOIN asked_by_hand r ON r.message = m.id
WHERE m.conversation = :conversation
ORDER BY m.id;

-- The conversation of a message whose sender was not believed.
-- name: MESSAGE_UNPROVEN
SELECT conversation FROM message
WHERE id = :id AND is_from_us AND sender_proof = 2;

-- name: DELIVERED_TO
SELECT DISTINCT b.name
FROM sighting s JOIN folder f ON f.id = s.folder
JOIN mailbox b ON b.id = f.mailbox
WHERE s.message = :message AND s.state = 'filed'
	AND f.role IN ('inbox', 'other')
ORDER BY b.name;

-- name: MESSAGE_REDELIVER
UPDATE message
SET team = iif(:team = '' AND team <> '', :fallback, :team),
	topic = :topic, topic_why = :topic_why
WHERE id = :id
	AND (topic <> :topic
		OR team <> iif(:team = '' AND team <> '', :fallback, :team))
RETURNING conversation;

-- name: QUESTIONS_WITH_SAME_ID
SELECT o.id
FROM question q JOIN message m ON m.id = q.opened_by
JOIN message n ON n.message_id = m.message_id AND n.id <> m.id
JOIN question o ON o.opened_by = n.id AND o.merged_into IS NULL
WHERE q.id = :question AND o.id <> q.id
ORDER BY o.id;

-- name: MESSAGE_AT
SELECT s.message FROM sighting s JOIN folder f ON f.id = s.folder
JOIN mailbox b ON b.id = f.mailbox
WHERE b.name = :mailbox AND f.name = :folder AND s.uid = :uid
	AND s.uidvalidity = f.uidvalidity AND s.message IS NOT NULL;

-- name: OPENER
SELECT o.id FROM message m JOIN message o ON o.conversation = m.conversation
WHERE m.id = :message ORDER BY o.received, o.key2 LIMIT 1;

-- name: PARTIES
SELECT t.person, p.address, t.organisation, t.is_us, t.is_mailbox,
	t.field = 'bcc'
FROM party t JOIN person p ON p.id = t.person
WHERE t.message = :message ORDER BY t.place;

-- name: QUESTION_ADD
INSERT INTO question (conversation, opened_by, is_history, state, team, topic,
	received, assignee)
VALUES (:conversation, :opened_by, :is_history, 'open', '', '', 0, '');

-- name: QUESTION_PROJECT
UPDATE question
SET opened_by = :opened_by, is_history = :is_history, state = :state,
	team = :team, topic = :topic, received = :received,
	deadline = :deadline, assignee = :assignee, merged_into = :merged_into
WHERE id = :id;

-- name: QUESTION_SAME
SELECT 1 FROM question
WHERE id = :id AND opened_by = :opened_by AND is_history = :is_history
	AND state = :state AND team = :team AND topic = :topic
	AND received = :received AND deadline IS :deadline
	AND assignee = :assignee AND merged_into IS :merged_into;

-- name: QUESTION_IDS
SELECT id, is_history FROM question ORDER BY id;

-- name: QUESTIONS_OF_CONVERSATION
SELECT id, opened_by, is_history FROM question
WHERE conversation = :conversation ORDER BY id;

-- The conversations that a joining by hand ties to one, whether or not it
-- was undone: judged together they are told apart again.
-- name: CONVERSATIONS_JOINED
SELECT m.conversation FROM event e JOIN question q ON q.id = e.question
JOIN message m ON m.id = CAST(e.value AS INTEGER)
WHERE e.kind = 'joined' AND q.conversation = :conversation
UNION
SELECT q.conversation FROM event e JOIN question q ON q.id = e.question
JOIN message m ON m.id = CAST(e.value AS INTEGER)
WHERE e.kind = 'joined' AND m.conversation = :conversation;

-- name: QUESTION_FIND
SELECT id, opened_by, conversation, is_history, merged_into
FROM question WHERE id = :id;

-- name: EVENT_ADD
INSERT INTO event (question, kind, at, recorded_at, actor, cause_message,
	rules_version, calendar_version, value, day, person, other, who,
	cause_command)
VALUES (:question, :kind, :at, :recorded_at, :actor, :cause_message,
	:rules_version, :calendar_version, :value, :day, :person, :other, :who,
	:cause_command);

-- name: EVENTS_OF_QUESTION
SELECT seq, question, kind, at, recorded_at, actor, cause_message, value, day,
	person, other, who, cause_command
FROM event WHERE question = :question ORDER BY seq;

-- Each tick asks for these: by the index of the states, for of five years'
-- questions a few are not handled.
-- name: EVENTS_OF_LIVE
SELECT e.seq, e.question, e.kind, e.at, e.recorded_at, e.actor,
	e.cause_message, e.value, e.day, e.person, e.other, e.who,
	e.cause_command, q.is_history
FROM question q CROSS JOIN event e ON e.question = q.id
WHERE q.state IN ('open', 'waiting') AND q.merged_into IS NULL
ORDER BY e.question, e.seq;

-- name: EVENTS_OF_ACTIVE
SELECT e.seq, e.question, e.kind, e.at, e.recorded_at, e.actor,
	e.cause_message, e.value, e.day, e.person, e.other, e.who,
	e.cause_command, q.is_history
FROM question q CROSS JOIN event e ON e.question = q.id
WHERE q.state IN ('open', 'waiting') AND q.merged_into IS NULL
	AND q.is_history = 0
ORDER BY e.question, e.seq;

-- name: EVENTS_OF_ALL
SELECT e.seq, e.question, e.kind, e.at, e.recorded_at, e.actor,
	e.cause_message, e.value, e.day, e.person, e.other, e.who,
	e.cause_command, q.is_history
FROM question q JOIN event e ON e.question = q.id
WHERE q.merged_into IS NULL
ORDER BY e.question, e.seq;

-- name: CARD
SELECT m.subject, p.name, p.address, m.topic_why, m.question_why,
	(SELECT f.name FROM sighting s JOIN folder f ON f.id = s.folder
	 WHERE s.message = m.id ORDER BY s.folder LIMIT 1),
	b.name, m.message_id, m.organisation_kind, m.kind_why, m.term_why
FROM question q JOIN message m ON m.id = q.opened_by
LEFT JOIN person p ON p.id = m.asker
LEFT JOIN mailbox b ON b.id = m.mailbox
WHERE q.id = :id;

-- name: MESSAGES_OF_QUESTION
SELECT DISTINCT m.id, m.received, m.kind, p.name, p.address, m.subject
FROM event e JOIN message m ON m.id = e.cause_message
LEFT JOIN person p ON p.id = m.sender
WHERE e.question = :question ORDER BY m.received, m.id;

-- What the messages say that were filed lately, by their questions.
-- name: SIGNALS
SELECT DISTINCT q.id, m.id, m.received, m.filed_at, m.organisation_kind,
	m.notables, m.notables_why, m.term_why, m.topic_why
FROM message m CROSS JOIN event e ON e.cause_message = m.id
JOIN question q ON q.id = e.question
WHERE m.filed_at >= :since AND m.is_history = 0 AND q.is_history = 0
	AND q.merged_into IS NULL
ORDER BY q.id, m.received, m.id;

-- name: INTAKE
SELECT m.id, m.kind, m.is_question, m.is_from_us, m.is_internal, m.subject,
	p.name, p.address, m.organisation, m.received, m.aside, m.team,
	EXISTS (SELECT 1 FROM question q
		WHERE q.opened_by = m.id AND q.merged_into IS NULL),
	EXISTS (SELECT 1 FROM event e WHERE e.cause_message = m.id)
FROM message m LEFT JOIN person p ON p.id = m.sender
WHERE m.filed_at > :since AND m.filed_at <= :until AND m.is_history = 0
ORDER BY m.received, m.id;

-- name: INTAKE_RECEIVED
SELECT m.id, m.kind, m.is_question, m.is_from_us, m.is_internal, m.subject,
	p.name, p.address, m.organisation, m.received, m.aside, m.team,
	EXISTS (SELECT 1 FROM question q
		WHERE q.opened_by = m.id AND q.merged_into IS NULL),
	EXISTS (SELECT 1 FROM event e WHERE e.cause_message = m.id)
FROM message m LEFT JOIN person p ON p.id = m.sender
WHERE m.received >= :since AND m.received < :until AND m.is_history = 0
ORDER BY m.received, m.id;

-- What was done by hand, each act once: its first event; and what the passing
-- of time closed, among the events after the last act before.
-- name: HAND_EVENTS
SELECT seq, question, kind, value, at, day, who, other, recorded_at, 1
FROM event
WHERE actor = 'hand' AND recorded_at > :since AND recorded_at <= :until
	AND (other IS NULL OR (kind = 'undone' AND NOT EXISTS (
		SELECT 1 FROM event t WHERE t.seq = event.other
		AND t.actor = 'hand' AND t.other IS NOT NULL)))
UNION ALL
SELECT seq, question, kind, value, at, day, who, other, recorded_at, 0
FROM event
WHERE seq > (SELECT coalesce(max(seq), 0) FROM event
		WHERE actor = 'hand' AND recorded_at <= :since)
	AND actor = 'tick' AND kind = 'closed'
	AND recorded_at > :since AND recorded_at <= :until
ORDER BY 1;

-- name: NOTE_ADD
INSERT INTO note (event, text) VALUES (:event, :text);

-- name: NOTES
SELECT n.event, n.text FROM note n JOIN event e ON e.seq = n.event
WHERE e.question = :question AND n.text IS NOT NULL ORDER BY n.event;

-- name: MESSAGE_PLACE
SELECT conversation, is_from_us FROM message WHERE id = :id;

-- name: ASK_BY_HAND
INSERT INTO asked_by_hand (message, at, who, cause_command)
VALUES (:message, :at, :who, :cause_command)
ON CONFLICT (message) DO NOTHING RETURNING message;

-- name: QUESTION_OF_MESSAGE
SELECT q.id FROM question q JOIN event e ON e.question = q.id
WHERE e.cause_message = :message AND e.kind <> 'noted'
	AND q.merged_into IS NULL
ORDER BY q.id LIMIT 1;

-- name: EVENT_QUESTION
SELECT question FROM event WHERE seq = :seq;

-- name: PRESENCE_ADD
INSERT INTO presence (person, kind, from_day, until_day, recorded_at, who,
	cause_command)
VALUES (:person, :kind, :from_day, :until_day, :recorded_at, :who,
	:cause_command);

-- name: PRESENCES_SAID
SELECT person, kind, from_day, until_day, recorded_at, who FROM presence
WHERE recorded_at > :since AND recorded_at <= :until ORDER BY seq;

-- name: PRESENCES
SELECT person, kind, from_day, until_day FROM presence
WHERE recorded_at <= :until ORDER BY seq;

-- name: NOTICE_FIND_KEY
SELECT id FROM notice WHERE key = :key;

-- name: NOTICE_ADD
INSERT INTO notice (key, kind, recipient, address, day, team, state,
	planned_at, changed_at, attempts)
VALUES (:key, :kind, :recipient, :address, :day, :team, 'planned', :at, :at, 0)
RETURNING id;

-- name: NOTICE_FILL
UPDATE notice SET message_id = :message_id, subject = :subject WHERE id = :id;

-- name: NOTICE_MAIL_ADD
INSERT INTO notice_mail (notice, bytes) VALUES (:id, :bytes)
ON CONFLICT (notice) DO UPDATE SET bytes = excluded.bytes;

-- name: NOTICE_ITEM_FIND
SELECT notice FROM notice_item WHERE key = :key;

-- name: NOTICE_ITEM_ADD
INSERT INTO notice_item (key, notice, question)
VALUES (:key, :notice, :question)
ON CONFLICT (key) DO NOTHING;

-- name: NOTICE_LAST
SELECT max(planned_at) FROM notice
WHERE recipient = :recipient AND kind = :kind
	AND state IN ('handing', 'sent', 'uncertain');

-- An alert shows everything that is late or due, as a reminder does. Few wait,
-- and there are many of a recipient: the + keeps to the index of the former.
-- name: NOTICES_SUPERSEDE
UPDATE notice
SET state = 'refused', changed_at = :at, reason = 'a newer one replaces it'
WHERE +recipient = :recipient AND day < :day AND state IN ('planned', 'later')
	AND (kind = :kind
		OR (kind IN ('alert', 'reminder')
			AND :kind IN ('alert', 'reminder')));

-- name: NOTICES_TO_SEND
SELECT n.id, n.address, n.message_id, n.subject, m.bytes, n.attempts, n.kind,
	n.key
FROM notice n JOIN notice_mail m ON m.notice = n.id
WHERE n.state IN ('planned', 'later')
	AND (n.not_before IS NULL OR n.not_before <= :now)
	AND (n.kind IN ('operator', 'digest') OR
		NOT coalesce((SELECT value FROM meta WHERE name = 'held'), 0))
ORDER BY CASE n.kind WHEN 'operator' THEN 0 WHEN 'digest' THEN 1 ELSE 2 END,
	n.id
LIMIT :n;

-- name: NOTICE_STATE
UPDATE notice
SET state = :state, changed_at = :at, reason = :reason,
	attempts = attempts + :attempt, not_before = :not_before
WHERE id = :id;

-- name: NOTICE_ATTEMPTS
SELECT attempts FROM notice WHERE id = :id;

-- One of which a copy has been seen was handed over (decisions.md 16).
-- name: NOTICES_UNCERTAIN
UPDATE notice SET changed_at = :at,
	state = iif(EXISTS (SELECT 1 FROM message m
		WHERE m.message_id = notice.message_id AND m.kind = 'ours'),
		'sent', 'uncertain'),
	reason = 'stopped while it was being handed over'
WHERE state = 'handing' RETURNING state = 'uncertain';

-- name: NOTICE_SEEN
UPDATE notice SET state = 'sent', changed_at = :at,
	reason = 'a copy of it was seen'
WHERE id = :id AND state = 'uncertain' RETURNING id;

-- name: NOTICES_UNCERTAIN_COUNT
SELECT count(*) FROM notice
WHERE recipient = :recipient AND state = 'uncertain' AND changed_at > :since;

-- name: NOTICES
SELECT id, kind, recipient, state, planned_at, changed_at, subject, key,
	attempts, reason
FROM notice ORDER BY id;

-- name: NOTICES_MADE_SINCE
SELECT count(*) FROM notice WHERE planned_at > :since;

-- name: NOTICES_HANDED_SINCE
SELECT count(*) FROM notice
WHERE changed_at > :since
	AND state IN ('handing', 'sent', 'refused', 'uncertain')
	AND attempts > 0;

-- name: NOTICES_DISCARD
UPDATE notice SET state = 'refused', changed_at = :at, reason = :reason
WHERE state IN ('planned', 'later') RETURNING id;

-- name: NOTICES_REFUSED
SELECT recipient, kind, reason, changed_at FROM notice
WHERE changed_at > :since AND changed_at <= :until AND state = 'refused'
	AND attempts > 0
ORDER BY id;

-- name: NOTICE_CAME_BACK
UPDATE notice SET state = 'refused', changed_at = :at, reason = :reason
WHERE id = :id AND state IN ('sent', 'uncertain') RETURNING id;

-- name: NOTICE_LATEST_KEY
SELECT key FROM notice
WHERE recipient = :recipient AND kind = :kind
	AND substr(key, 1, length(:prefix)) = :prefix
ORDER BY id DESC LIMIT 1;

-- name: OUTBOX
SELECT count(*), min(planned_at),
	(SELECT count(*) FROM notice WHERE state = 'uncertain')
FROM notice WHERE state IN ('planned', 'later');

-- name: SUMMARY_ADD
INSERT INTO summary (notice, name, value) VALUES (:notice, :name, :value);

-- name: COUNTS
SELECT (SELECT count(*) FROM message), (SELECT count(*) FROM question
	WHERE merged_into IS NULL), (SELECT count(*) FROM event),
	(SELECT count(*) FROM notice WHERE state = 'sent'),
	(SELECT count(*) FROM sighting
	 WHERE state = 'aside' AND reason <> 'junk');

-- name: EVENT_LAST
SELECT coalesce(max(seq), 0) FROM event;

-- Measurements go to take_span(), a function of ours (edge/store_taking), and
-- not into rows of a result: there may be a million of them.
-- name: SPANS_OF_QUESTION
SELECT take_span(question, place, began, ended, start, finish, asked, team, topic,
	organisation, kind, is_unassigned, is_probably, why, is_by_hand,
	needs_no_answer, is_answer, deadline, is_promised, norm_deadline,
	norm_days, work, response, handling, over, handled_next, answered,
	is_none_needed, calendar)
FROM span WHERE question = :question ORDER BY place;

-- name: SPANS_DROP
DELETE FROM span WHERE question = :question;

-- name: SPAN_ADD
INSERT INTO span (question, place, began, ended, start, finish, asked, team, topic,
	organisation, kind, assignee, is_unassigned, is_probably, why,
	is_by_hand, needs_no_answer, is_answer, deadline, is_promised,
	norm_deadline, norm_days, work, response, handling, over,
	handled_next, answered, is_none_needed, calendar)
VALUES (:question, :place, :began, :ended, :start, :finish, :asked, :team,
	:topic, :organisation, :kind, :assignee, :is_unassigned,
	:is_probably, :why, :is_by_hand, :needs_no_answer, :is_answer,
	:deadline, :is_promised, :norm_deadline, :norm_days, :work,
	:response, :handling, :over, :handled_next, :answered,
	:is_none_needed, :calendar);

-- Every span that says something of a period: it ran in it, or had to be
-- finished in it.
-- name: SPANS
SELECT count(take_span(question, place, began, ended, start, finish, asked, team, topic,
	organisation, kind, is_unassigned, is_probably, why, is_by_hand,
	needs_no_answer, is_answer, deadline, is_promised, norm_deadline,
	norm_days, work, response, handling, over, handled_next, answered,
	is_none_needed, calendar))
FROM span WHERE finish >= :from AND start < :until
UNION ALL
SELECT count(take_span(question, place, began, ended, start, finish, asked, team, topic,
	organisation, kind, is_unassigned, is_probably, why, is_by_hand,
	needs_no_answer, is_answer, deadline, is_promised, norm_deadline,
	norm_days, work, response, handling, over, handled_next, answered,
	is_none_needed, calendar))
FROM span WHERE finish IS NULL AND start < :until
UNION ALL
SELECT count(take_span(question, place, began, ended, start, finish, asked, team, topic,
	organisation, kind, is_unassigned, is_probably, why, is_by_hand,
	needs_no_answer, is_answer, deadline, is_promised, norm_deadline,
	norm_days, work, response, handling, over, handled_next, answered,
	is_none_needed, calendar))
FROM span WHERE deadline >= :from_day AND deadline < :until_day
	AND finish < :from;

-- The same spans, for a period that most of them concern: to look at each is
-- less work than to find each by an index, which a "+" forbids.
-- name: SPANS_MOST
SELECT count(take_span(question, place, began, ended, start, finish, asked, team, topic,
	organisation, kind, is_unassigned, is_probably, why, is_by_hand,
	needs_no_answer, is_answer, deadline, is_promised, norm_deadline,
	norm_days, work, response, handling, over, handled_next, answered,
	is_none_needed, calendar))
FROM span WHERE start < :until AND (+finish >= :from OR +finish IS NULL
	OR (+deadline >= :from_day AND deadline < :until_day));

-- When the first question came, and the last.
-- name: SPANS_EXTENT
SELECT (SELECT min(start) FROM span WHERE place = 0),
	(SELECT max(start) FROM span WHERE place = 0);

-- name: ASSIGNEES
SELECT id, assignee FROM question WHERE assignee <> '' ORDER BY id;

-- name: ASKERS
SELECT organisation, start FROM span
WHERE place = 0 AND start >= :from AND start < :until AND organisation <> ''
	AND (:team IS NULL OR team = :team OR team = 'beide');

-- name: ORGANISATION_KIND
SELECT m.organisation_kind FROM question q JOIN message m ON m.id = q.opened_by
WHERE q.id = :question;

-- What summaries told, the last one last.
-- name: SUMMARIES
SELECT n.key, s.name, s.value
FROM notice n JOIN summary s ON s.notice = n.id
WHERE n.kind = 'weekly' AND n.team = :team AND n.day >= :since
	AND n.state <> 'refused'
ORDER BY n.id, s.name;

-- Messages of a period that are in no question (those of one have caused an
-- event), by kind and whether they are of a colleague.
-- name: LEFT_OUT
SELECT m.kind, m.is_internal, count(*)
FROM message m
WHERE m.received >= :from AND m.received < :until AND m.is_history = 0
	AND (:team IS NULL OR m.team IN ('', 'beide') OR m.team = :team)
	AND NOT EXISTS (SELECT 1 FROM event e WHERE e.cause_message = m.id)
GROUP BY 1, 2;

-- The same for a period like that of SPANS_MOST.
-- name: LEFT_OUT_MOST
SELECT m.kind, m.is_internal, count(*)
FROM message m
WHERE +m.received >= :from AND +m.received < :until AND m.is_history = 0
	AND (:team IS NULL OR m.team IN ('', 'beide') OR m.team = :team)
	AND NOT EXISTS (SELECT 1 FROM event e WHERE e.cause_message = m.id)
GROUP BY 1, 2;

-- Questions of a period that are not counted.
-- name: QUESTIONS_LEFT_OUT
SELECT count(*) FILTER (WHERE merged_into IS NOT NULL),
	count(*) FILTER (WHERE merged_into IS NULL AND is_history)
FROM question
WHERE (merged_into IS NOT NULL OR is_history)
	AND received >= :from AND received < :until
	AND (:team IS NULL OR team = :team OR team = 'beide');

-- Those of which a person said that they were none: nothing of them is
-- measured. Few were closed so: they are what is looked at first.
-- name: NO_QUESTIONS
SELECT count(DISTINCT q.id)
FROM event e CROSS JOIN question q ON q.id = e.question
WHERE e.kind = 'closed' AND e.value = 'no-question'
	AND q.received >= :from AND q.received < :until
	AND q.state = 'handled' AND q.merged_into IS NULL AND NOT q.is_history
	AND (:team IS NULL OR q.team = :team OR q.team = 'beide')
	AND NOT EXISTS (SELECT 1 FROM span s WHERE s.question = q.id);

-- Messages as they were read, for replay and refile. The columns are those of
-- store_letter.c, in both.
-- name: LETTERS
SELECT m.id, m.conversation,
	coalesce((SELECT q.id FROM question q
		WHERE q.opened_by = m.id AND q.merged_into IS NULL), 0),
	EXISTS (SELECT 1 FROM event e WHERE e.cause_message = m.id), b.name,
	m.received, m.kind, m.is_question, m.team, m.topic, m.term, m.assignee,
	m.priority, m.named_day, m.message_id, m.in_reply_to, m.subject,
	m.base_subject, m.flaws, m.is_forwarded, p.name, p.address, k.name,
	k.address, c.text_new, c.text_rest, c.text_after, c.headers,
	c.attachments,
	(SELECT count(DISTINCT f.mailbox)
		FROM sighting s JOIN folder f ON f.id = s.folder
		WHERE s.message = m.id AND s.state = 'filed'
			AND f.role IN ('inbox', 'other'))
FROM message m LEFT JOIN content c ON c.message = m.id
LEFT JOIN person p ON p.id = m.sender LEFT JOIN person k ON k.id = m.asker
LEFT JOIN mailbox b ON b.id = m.mailbox
WHERE m.id > :after AND m.kind <> 'ours' ORDER BY m.id LIMIT :n;

-- name: LETTERS_OF
SELECT m.id, m.conversation,
	coalesce((SELECT q.id FROM question q
		WHERE q.opened_by = m.id AND q.merged_into IS NULL), 0),
	EXISTS (SELECT 1 FROM event e WHERE e.cause_message = m.id), b.name,
	m.received, m.kind, m.is_question, m.team, m.topic, m.term, m.assignee,
	m.priority, m.named_day, m.message_id, m.in_reply_to, m.subject,
	m.base_subject, m.flaws, m.is_forwarded, p.name, p.address, k.name,
	k.address, c.text_new, c.text_rest, c.text_after, c.headers,
	c.attachments,
	(SELECT count(DISTINCT f.mailbox)
		FROM sighting s JOIN folder f ON f.id = s.folder
		WHERE s.message = m.id AND s.state = 'filed'
			AND f.role IN ('inbox', 'other'))
FROM message m LEFT JOIN content c ON c.message = m.id
LEFT JOIN person p ON p.id = m.sender LEFT JOIN person k ON k.id = m.asker
LEFT JOIN mailbox b ON b.id = m.mailbox
WHERE m.conversation = :conversation AND m.kind <> 'ours' ORDER BY m.id;

-- name: LETTER_RECIPIENTS
SELECT p.address, p.name, t.field
FROM party t JOIN person p ON p.id = t.person
WHERE t.message = :message AND t.field <> 'bcc' ORDER BY t.place;

-- name: CORRECTED
SELECT DISTINCT question FROM event
WHERE actor = 'hand' AND kind IN ('team', 'topic', 'term') ORDER BY question;

-- name: MESSAGE_JUDGE
UPDATE message
SET kind = :kind, kind_why = :kind_why, is_question = :is_question,
	question_why = :question_why, is_thanks = :is_thanks,
	is_interim = :is_interim, promised_day = :promised_day, team = :team,
	topic = :topic, topic_why = :topic_why, term = :term,
	term_why = :term_why, named_day = :named_day, assignee = :assignee,
	priority = :priority, notables = :notables,
	notables_why = :notables_why, rules_version = :rules_version
WHERE id = :id;

-- name: WRITE_ADD
INSERT INTO write_back (message, kind, value, state, changed_at)
VALUES (:message, :kind, :value, 'waiting', :at)
ON CONFLICT (message, kind) DO NOTHING;

-- name: WRITES
SELECT w.id, w.kind, w.value, f.name, s.uidvalidity, s.uid
FROM write_back w JOIN sighting s ON s.message = w.message
	AND s.state = 'filed'
JOIN folder f ON f.id = s.folder AND f.mailbox = :mailbox
	AND f.uidvalidity = s.uidvalidity AND f.role IN ('inbox', 'other')
WHERE w.state = 'waiting' AND (w.not_before IS NULL OR w.not_before <= :now)
GROUP BY w.id
ORDER BY f.name, w.message, w.kind LIMIT :n;

-- name: WRITE_TRIED
UPDATE write_back SET attempts = attempts + 1 WHERE id = :id
RETURNING attempts;

-- name: WRITE_SETTLE
UPDATE write_back
SET state = :state, reason = :reason, changed_at = :at,
	not_before = :not_before
WHERE id = :id;

-- name: COMMAND_BY_KEY1
SELECT id FROM command WHERE key1 = :key1;

-- name: COMMAND_BY_KEY2
SELECT id FROM command WHERE key2 = :key2;

-- name: COMMAND_ADD
INSERT INTO command (mailbox, key1, key2, received, recorded_at, who, sender,
	subject, state, reason, permit, notice, message_id)
VALUES (:mailbox, :key1, :key2, :received, :at, :who, :sender, :subject,
	:state, :reason, :permit, :notice, :message_id)
RETURNING id;

-- name: COMMAND_OWED
SELECT id, who, message_id FROM command WHERE reason = 'overview'
ORDER BY id LIMIT 1;

-- name: COMMAND_SETTLE
UPDATE command SET state = :state, reason = :reason WHERE id = :id;

-- name: COMMAND_PERMIT_USED
SELECT id FROM command WHERE permit = :permit AND state = 'done';

-- What the coordinator hears of: refusals, and mail that people may have
-- written in vain.
-- name: COMMANDS_TOLD
SELECT c.state, c.reason, p.name, p.address, c.subject, c.received, c.who
FROM command c LEFT JOIN person p ON p.id = c.sender
WHERE c.recorded_at > :since AND c.recorded_at <= :until
	AND (c.state IN ('refused', 'unanswered', 'repeated', 'away')
		OR c.reason IN ('no-permit', 'expired'))
ORDER BY c.id;

-- name: PROPOSAL_REPLACE
UPDATE proposal SET state = 'replaced', body = NULL, changed_at = :at
WHERE state IN ('offered', 'checked');

-- name: PROPOSAL_ADD
INSERT INTO proposal (command, who, name, body, message_id, state, changed_at)
VALUES (:command, :who, :name, :body, :message_id, 'offered', :at);

-- name: PROPOSAL_NEXT
SELECT command, who, name, body, message_id, state, notice, changed_at, used_by
FROM proposal WHERE state IN ('offered', 'accepted') ORDER BY command LIMIT 1;

-- name: PROPOSAL_OF_NOTICE
SELECT command, who, name, body, message_id, state, notice, changed_at, used_by
FROM proposal WHERE notice = :notice;

-- name: PROPOSAL_SETTLE
UPDATE proposal SET state = :state, notice = coalesce(:notice, notice),
	changed_at = :at, body = iif(:state = 'checked', body, NULL)
WHERE command = :command;

-- name: PROPOSAL_ACCEPT
UPDATE proposal SET state = 'accepted', used_by = :who, cause_command = :cause,
	changed_at = :at
WHERE command = :command;

-- name: PROPOSALS_USED
SELECT command, who, name, body, message_id, state, notice, changed_at, used_by
FROM proposal
WHERE state = 'used' AND changed_at > :since AND changed_at <= :until
ORDER BY changed_at, command;

-- name: NOTICE_TO
SELECT address, kind FROM notice
WHERE id = :id AND state IN ('handing', 'sent', 'uncertain');

-- name: NOTICE_QUESTIONS
SELECT DISTINCT question FROM notice_item WHERE notice = :id ORDER BY question;

-- Questions for which a message counts that lies here and was seen elsewhere
-- before, with the newest act of a move that still stands.
-- name: MOVED_HERE
SELECT DISTINCT q.id, q.state <> 'handled', x.seq, x.kind = 'answered'
FROM sighting s
JOIN message m ON m.id = s.message AND m.is_from_us = 0
JOIN event e ON e.cause_message = m.id
	AND e.kind IN ('opened', 'followed', 'reopened')
JOIN question q ON q.id = e.question
	AND q.merged_into IS NULL AND q.is_history = 0
LEFT JOIN event x ON x.question = q.id AND x.seq = (
	SELECT max(y.seq) FROM event y
	WHERE y.question = q.id AND y.who = '~folder'
	AND y.kind IN ('answered', 'assigned')
	AND NOT EXISTS (SELECT 1 FROM event u
		WHERE u.question = q.id AND u.kind = 'undone'
		AND u.other = y.seq))
WHERE s.folder = :folder AND s.uidvalidity = :uidvalidity AND s.uid = :uid
	AND EXISTS (SELECT 1 FROM sighting o
		WHERE o.message = m.id AND o.folder <> s.folder)
	AND NOT EXISTS (SELECT 1 FROM event r
		WHERE r.question = q.id AND r.kind = 'reopened' AND r.at > e.at
		AND NOT EXISTS (SELECT 1 FROM event u
			WHERE u.question = q.id AND u.kind = 'undone'
			AND u.other = r.seq));

-- name: NOTICES_COUNT_KEYS
SELECT count(*) FROM notice
WHERE recipient = :recipient AND kind = :kind
	AND substr(key, 1, length(:prefix)) = :prefix;
-- name: INTEGRITY
PRAGMA integrity_check(1);

-- name: ANSWERS_SEEN
SELECT count(*), coalesce(sum(EXISTS (
	SELECT 1 FROM event AS e JOIN message AS m ON m.id = e.cause_message
	WHERE e.question = q.id AND e.kind = 'answered' AND m.role = 'sent')),
	0)
FROM question AS q
WHERE q.received >= :since AND q.merged_into IS NULL AND EXISTS (
	SELECT 1 FROM event AS e
	WHERE e.question = q.id AND e.kind = 'answered');

-- Retention (users.md 28). A conversation is due when none of its questions is
-- unfinished or was handled at or after the limit.
-- name: RETAIN_TEXTS
DELETE FROM content WHERE message IN (
	SELECT c.message FROM content c JOIN message m ON m.id = c.message
	WHERE m.filed_at < :before AND NOT EXISTS (SELECT 1 FROM question q
		WHERE q.conversation = m.conversation
			AND q.merged_into IS NULL
			AND (q.state <> 'handled' OR EXISTS (SELECT 1 FROM span s
				WHERE s.question = q.id
				AND coalesce(s.finish, :before) >= :before)))
	LIMIT :n);

-- name: RETAIN_NOTES
DELETE FROM note WHERE event IN (
	SELECT n.event FROM note n JOIN event e ON e.seq = n.event
	JOIN question q ON q.id = e.question
	WHERE e.recorded_at < :before AND q.state = 'handled'
		AND NOT EXISTS (SELECT 1 FROM span s WHERE s.question = q.id
			AND coalesce(s.finish, :before) >= :before)
	LIMIT :n);

-- What was set aside and belongs to no question.
-- name: RETAIN_ASIDE
UPDATE conversation SET retained = 1 WHERE id IN (
	SELECT DISTINCT m.conversation FROM message m
	JOIN conversation c ON c.id = m.conversation AND c.retained = 0
	WHERE m.aside IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM question q
			WHERE q.conversation = m.conversation)
		AND NOT EXISTS (SELECT 1 FROM message o
			WHERE o.conversation = m.conversation
			AND (o.aside IS NULL OR o.filed_at >= :before))
	LIMIT :n);

-- name: RETAIN_JUNK
UPDATE junk SET sender = NULL, subject = NULL
WHERE seen_at < :before AND (sender IS NOT NULL OR subject IS NOT NULL);

-- name: RETAIN_NOTICE_MAILS
DELETE FROM notice_mail WHERE EXISTS (SELECT 1 FROM notice n
	WHERE n.id = notice_mail.notice AND n.changed_at < :before
		AND n.state IN ('sent', 'refused', 'uncertain'));

-- name: RETAIN_NOTICES
UPDATE notice SET address = NULL, subject = NULL, reason = NULL
WHERE changed_at < :before AND state IN ('sent', 'refused', 'uncertain')
	AND (address IS NOT NULL OR subject IS NOT NULL OR reason IS NOT NULL);

-- name: RETAIN_COMMANDS
UPDATE command SET sender = NULL, subject = NULL, message_id = NULL,
	reason = '', who = CASE
	WHEN who IS NULL OR who IN ('adviser', 'coordinator', 'leader') THEN who
	ELSE 'colleague' END
WHERE recorded_at < :before AND (sender IS NOT NULL OR subject IS NOT NULL
	OR reason <> '' OR who NOT IN ('adviser', 'coordinator', 'leader',
		'colleague'));

-- Rules that nobody took into use.
-- name: RETAIN_PROPOSALS
UPDATE proposal SET state = 'replaced', body = NULL
WHERE state = 'checked' AND changed_at < :before;

-- name: RETAIN_PROPOSAL_ROLES
UPDATE proposal SET message_id = NULL, who = iif(who = :id, :role, who),
	used_by = iif(used_by = :id, :role, used_by)
WHERE changed_at < :before AND :id IN (who, used_by);

-- name: RETAIN_PROPOSAL_NAMES
UPDATE proposal SET message_id = NULL,
	who = iif(who IN ('adviser', 'coordinator', 'leader'), who,
		'colleague'),
	used_by = CASE WHEN used_by IS NULL
		OR used_by IN ('adviser', 'coordinator', 'leader') THEN used_by
		ELSE 'colleague' END
WHERE changed_at < :before AND message_id IS NOT NULL;

-- name: RETAIN_PRESENCE_ROLES
UPDATE presence SET who = :role WHERE who = :id AND recorded_at < :before;

-- name: RETAIN_ABSENCES
DELETE FROM presence
WHERE kind = 'absent' AND until_day < :day AND recorded_at < :before;

-- name: RETAIN_RETURNS
DELETE FROM presence AS p
WHERE kind = 'back' AND recorded_at < :before AND NOT EXISTS (
	SELECT 1 FROM presence o WHERE o.person = p.person AND o.seq < p.seq);

-- Once more when somebody has acted on it since.
-- name: RETAIN_DUE
UPDATE conversation SET retained = 1 WHERE id IN (
	SELECT c.id FROM conversation c
	WHERE (c.retained = 0 OR (c.retained = 2 AND EXISTS (
			SELECT 1 FROM question q JOIN event e ON e.question = q.id
			WHERE q.conversation = c.id AND e.recorded_at < :before
			AND (e.who NOT IN ('adviser', 'coordinator', 'leader',
					'colleague')
				OR (e.kind = 'assigned' AND e.value NOT IN ('',
					'adviser', 'coordinator', 'leader',
					'colleague'))))))
		AND NOT EXISTS (SELECT 1 FROM message m
			WHERE m.conversation = c.id AND m.filed_at >= :before)
		AND NOT EXISTS (SELECT 1 FROM question q
			WHERE q.conversation = c.id AND q.merged_into IS NULL
			AND (q.state <> 'handled' OR EXISTS (SELECT 1 FROM span s
				WHERE s.question = q.id
				AND coalesce(s.finish, :before) >= :before)))
	LIMIT :n);

-- What follows works on the conversations that are marked.
-- name: RETAIN_MARKED_TEXTS
DELETE FROM content WHERE message IN (SELECT m.id FROM conversation c
	JOIN message m ON m.conversation = c.id WHERE c.retained = 1);

-- name: RETAIN_MARKED_NOTES
DELETE FROM note WHERE event IN (SELECT e.seq FROM conversation c
	JOIN question q ON q.conversation = c.id
	JOIN event e ON e.question = q.id WHERE c.retained = 1);

-- name: RETAIN_MARKED_REFERENCES
DELETE FROM reference WHERE message IN (SELECT m.id FROM conversation c
	JOIN message m ON m.conversation = c.id WHERE c.retained = 1);

-- name: RETAIN_MARKED_PARTIES
DELETE FROM party WHERE message IN (SELECT m.id FROM conversation c
	JOIN message m ON m.conversation = c.id WHERE c.retained = 1);

-- name: RETAIN_MARKED_MESSAGES
UPDATE message SET message_id = NULL, in_reply_to = NULL, subject = NULL,
	base_subject = '', thread_key = NULL, sender = NULL, asker = NULL,
	kind_why = NULL, question_why = NULL, topic_why = NULL,
	term_why = NULL, notables_why = NULL, sender_why = NULL,
	assignee = '', sketch = NULL
WHERE conversation IN (SELECT id FROM conversation WHERE retained = 1);

-- A colleague becomes his role, wherever an event or a measurement names him.
-- name: RETAIN_EVENT_ROLES
UPDATE event SET who = iif(who = :id, :role, who),
	value = iif(kind = 'assigned' AND value = :id, :role, value)
WHERE question IN (SELECT q.id FROM conversation c
		JOIN question q ON q.conversation = c.id WHERE c.retained = 1)
	AND (who = :id OR (kind = 'assigned' AND value = :id));

-- name: RETAIN_QUESTION_ROLES
UPDATE question SET assignee = :role WHERE assignee = :id
	AND conversation IN (SELECT id FROM conversation WHERE retained = 1);

-- name: RETAIN_SPAN_ROLES
UPDATE span SET assignee = :role WHERE assignee = :id
	AND question IN (SELECT q.id FROM conversation c
		JOIN question q ON q.conversation = c.id WHERE c.retained = 1);

-- name: RETAIN_COMMAND_ROLES
UPDATE command SET who = :role WHERE who = :id AND recorded_at < :before;

-- name: RETAIN_NAMES_LEFT
SELECT e.who FROM conversation c JOIN question q ON q.conversation = c.id
JOIN event e ON e.question = q.id
WHERE c.retained = 1 AND e.who IS NOT NULL
UNION
SELECT e.value FROM conversation c JOIN question q ON q.conversation = c.id
JOIN event e ON e.question = q.id
WHERE c.retained = 1 AND e.kind = 'assigned' AND e.value <> ''
UNION
SELECT q.assignee FROM conversation c JOIN question q ON q.conversation = c.id
WHERE c.retained = 1 AND q.assignee <> ''
UNION
SELECT s.assignee FROM conversation c JOIN question q ON q.conversation = c.id
JOIN span s ON s.question = q.id
WHERE c.retained = 1 AND s.assignee <> '';

-- name: RETAIN_EVENT_PERSONS
UPDATE event SET person = :nobody
WHERE person IS NOT NULL AND question IN (SELECT q.id FROM conversation c
	JOIN question q ON q.conversation = c.id WHERE c.retained = 1);

-- name: RETAIN_ASKED
UPDATE asked_by_hand SET who = NULL
WHERE message IN (SELECT m.id FROM conversation c
	JOIN message m ON m.conversation = c.id WHERE c.retained = 1);

-- name: RETAIN_NOBODY
SELECT coalesce((SELECT id FROM person WHERE address IS NULL AND name IS NULL
	ORDER BY id LIMIT 1), 0);

-- name: RETAIN_NOBODY_ADD
INSERT INTO person (address, name) VALUES (NULL, NULL);

-- name: RETAIN_PERSONS
UPDATE person SET address = NULL, name = NULL
WHERE (address IS NOT NULL OR name IS NOT NULL) AND id NOT IN (
	SELECT sender FROM message WHERE sender IS NOT NULL
	UNION SELECT asker FROM message WHERE asker IS NOT NULL
	UNION SELECT person FROM party
	UNION SELECT person FROM event WHERE person IS NOT NULL
	UNION SELECT sender FROM junk WHERE sender IS NOT NULL
	UNION SELECT sender FROM command WHERE sender IS NOT NULL);

-- name: RETAIN_STEP
UPDATE conversation SET retained = retained + 1 WHERE retained IN (1, 3);

-- The measurements, at their own limit: with the events that they are made
-- of. The message stays as a fingerprint.
-- name: RETAIN_FIGURES_DUE
UPDATE conversation SET retained = 3 WHERE id IN (
	SELECT c.id FROM conversation c
	WHERE c.retained = 2
		AND EXISTS (SELECT 1 FROM question q WHERE q.conversation = c.id)
		AND NOT EXISTS (SELECT 1 FROM question q
			JOIN event e ON e.question = q.id
			WHERE q.conversation = c.id
			AND max(e.at, e.recorded_at) >= :before)
		AND NOT EXISTS (SELECT 1 FROM question q
			JOIN question o ON o.merged_into = q.id
			WHERE q.conversation = c.id AND o.conversation <> c.id)
	LIMIT :n);

-- name: RETAIN_MARKED_ITEMS
DELETE FROM notice_item WHERE question IN (SELECT q.id FROM conversation c
	JOIN question q ON q.conversation = c.id WHERE c.retained = 3);

-- name: RETAIN_MARKED_SPANS
DELETE FROM span WHERE question IN (SELECT q.id FROM conversation c
	JOIN question q ON q.conversation = c.id WHERE c.retained = 3);

-- name: RETAIN_MARKED_EVENTS
DELETE FROM event WHERE question IN (SELECT q.id FROM conversation c
	JOIN question q ON q.conversation = c.id WHERE c.retained = 3);

-- name: RETAIN_MARKED_QUESTIONS
DELETE FROM question
WHERE conversation IN (SELECT id FROM conversation WHERE retained = 3);

-- name: CONVERSATION_RETAINED
SELECT retained FROM conversation WHERE id = :id;

-- name: PERSONS_NAMED
SELECT id, address FROM person WHERE address IS NOT NULL;

-- What is told before somebody is forgotten: messages from him or asked by
-- him, questions of these conversations, and those that are not handled. What
-- a colleague answered is the asker's conversation: he himself goes from it,
-- and it stays.
-- name: FORGET_COUNT
SELECT (SELECT count(*) FROM message
		WHERE (sender = :person OR asker = :person)
		AND received <= :until),
	count(*), count(*) FILTER (WHERE q.state <> 'handled'),
	coalesce(group_concat(q.id, ', ') FILTER (WHERE q.state <> 'handled'), '')
FROM question q
WHERE q.merged_into IS NULL AND q.conversation IN (
	SELECT conversation FROM message
	WHERE (sender = :person OR asker = :person)
		AND (is_from_us = 0 OR sender IS NOT :person)
		AND received <= :until);

-- name: FORGET_MARK
UPDATE conversation SET retained = 1
WHERE retained = 0 AND id IN (SELECT conversation FROM message
		WHERE (sender = :person OR asker = :person)
		AND (is_from_us = 0 OR sender IS NOT :person)
		AND received <= :until)
	AND NOT EXISTS (SELECT 1 FROM question q
		WHERE q.conversation = conversation.id
		AND q.merged_into IS NULL AND q.state <> 'handled');

-- name: FORGET_JUNK
UPDATE junk SET sender = NULL, subject = NULL
WHERE sender = :person AND received <= :until;

-- A colleague's own absences, and the rules that he mailed: what he commanded
-- tells his id.
-- name: FORGET_ABSENCES
DELETE FROM presence WHERE recorded_at <= :until AND person IN (
	SELECT who FROM command WHERE sender = :person AND received <= :until);

-- name: FORGET_PROPOSALS
UPDATE proposal SET who = 'colleague', message_id = NULL,
	used_by = iif(used_by IS NULL, NULL, 'colleague')
WHERE command IN (SELECT id FROM command
	WHERE sender = :person AND received <= :until);

-- name: FORGET_COMMANDS
UPDATE command SET sender = NULL, subject = NULL, message_id = NULL,
	reason = '', who = iif(who IS NULL, NULL, 'colleague')
WHERE sender = :person AND received <= :until;

-- Which of them show his name is not known.
-- name: FORGET_NOTICE_MAILS
DELETE FROM notice_mail WHERE EXISTS (SELECT 1 FROM notice n
	WHERE n.id = notice_mail.notice AND n.planned_at <= :until
		AND n.state IN ('sent', 'refused', 'uncertain'));

-- name: FORGET_NOTICES
UPDATE notice SET address = NULL, reason = NULL
WHERE address = (SELECT address FROM person WHERE id = :person)
	AND planned_at <= :until AND state IN ('sent', 'refused', 'uncertain');

-- Unless mail that came later names him.
-- name: FORGET_PERSON
UPDATE person SET address = NULL, name = NULL
WHERE id = :person AND NOT EXISTS (SELECT 1 FROM message
	WHERE (sender = :person OR asker = :person)
		AND (is_from_us = 0 OR sender IS NOT :person));

-- What is kept of a question (:key is its number) and of a person (its id),
-- each column with the name that it is told under.
-- name: EXPORT_QUESTION
SELECT id AS number, state, team, topic,
	strftime('%Y-%m-%dT%H:%M:%SZ', received, 'unixepoch') AS received,
	date(deadline * 86400, 'unixepoch') AS deadline, assignee, is_history,
	merged_into
FROM question WHERE id = :key;

-- name: EXPORT_QUESTION_MESSAGES
SELECT m.id, strftime('%Y-%m-%dT%H:%M:%SZ', m.received, 'unixepoch')
		AS received,
	p.address AS sender, p.name AS sender_name, k.address AS asker,
	k.name AS asker_name, m.subject, m.message_id, m.in_reply_to,
	m.thread_key, m.kind, m.kind_why, m.question_why, m.topic, m.topic_why,
	m.term, m.term_why, m.notables_why, m.sender_why, m.organisation,
	date(m.named_day * 86400, 'unixepoch') AS named_day, m.aside,
	c.text_new, c.text_rest, c.text_after, c.headers, c.attachments
FROM question q JOIN message m ON m.conversation = q.conversation
LEFT JOIN person p ON p.id = m.sender LEFT JOIN person k ON k.id = m.asker
LEFT JOIN content c ON c.message = m.id
WHERE q.id = :key ORDER BY m.received, m.id;

-- name: EXPORT_QUESTION_RECIPIENTS
SELECT t.message, t.field, p.address, p.name, t.organisation
FROM question q JOIN message m ON m.conversation = q.conversation
JOIN party t ON t.message = m.id JOIN person p ON p.id = t.person
WHERE q.id = :key ORDER BY t.message, t.place;

-- name: EXPORT_QUESTION_PLACES
SELECT m.id AS message, b.name AS mailbox, f.name AS folder, s.uid, s.state,
	s.reason
FROM question q JOIN message m ON m.conversation = q.conversation
JOIN sighting s ON s.message = m.id JOIN folder f ON f.id = s.folder
JOIN mailbox b ON b.id = f.mailbox
WHERE q.id = :key ORDER BY m.id, f.id, s.uid;

-- name: EXPORT_QUESTION_EVENTS
SELECT e.seq AS number, e.kind,
	strftime('%Y-%m-%dT%H:%M:%SZ', e.at, 'unixepoch') AS at,
	strftime('%Y-%m-%dT%H:%M:%SZ', e.recorded_at, 'unixepoch')
		AS recorded_at,
	e.actor, e.who, e.value, date(e.day * 86400, 'unixepoch') AS day,
	p.address AS person, e.cause_message AS message, e.other, n.text AS note
FROM event e LEFT JOIN person p ON p.id = e.person
LEFT JOIN note n ON n.event = e.seq
WHERE e.question = :key ORDER BY e.seq;

-- name: EXPORT_QUESTION_MEASUREMENTS
SELECT place, strftime('%Y-%m-%dT%H:%M:%SZ', start, 'unixepoch') AS start,
	strftime('%Y-%m-%dT%H:%M:%SZ', finish, 'unixepoch') AS finish, team,
	topic, organisation, kind, assignee, why, is_by_hand,
	date(deadline * 86400, 'unixepoch') AS deadline, work, response,
	handling, over
FROM span WHERE question = :key ORDER BY place;

-- name: EXPORT_QUESTION_NOTICES
SELECT DISTINCT n.id, n.kind, n.recipient, n.address, n.state,
	strftime('%Y-%m-%dT%H:%M:%SZ', n.planned_at, 'unixepoch') AS planned_at,
	n.subject, CAST(m.bytes AS TEXT) AS body
FROM notice_item i JOIN notice n ON n.id = i.notice
	LEFT JOIN notice_mail m ON m.notice = n.id
WHERE i.question = :key ORDER BY n.id;

-- name: EXPORT_PERSON
SELECT address, name FROM person WHERE id = :key;

-- name: EXPORT_PERSON_QUESTIONS
SELECT DISTINCT q.id AS number, q.state, q.team, q.topic,
	strftime('%Y-%m-%dT%H:%M:%SZ', q.received, 'unixepoch') AS received,
	date(q.deadline * 86400, 'unixepoch') AS deadline, q.assignee,
	q.merged_into
FROM message m JOIN question q ON q.conversation = m.conversation
WHERE m.sender = :key OR m.asker = :key ORDER BY q.id;

-- name: EXPORT_PERSON_MESSAGES
SELECT m.id, strftime('%Y-%m-%dT%H:%M:%SZ', m.received, 'unixepoch')
		AS received,
	m.sender = :key AS is_sender, m.asker = :key AS is_asker, m.subject,
	m.message_id, m.in_reply_to, m.thread_key, m.kind, m.kind_why,
	m.question_why, m.topic, m.topic_why, m.term, m.term_why, m.notables_why,
	m.sender_why, m.organisation, date(m.named_day * 86400, 'unixepoch') AS named_day,
	m.aside, c.text_new, c.text_rest, c.text_after, c.headers,
	c.attachments
FROM message m LEFT JOIN content c ON c.message = m.id
WHERE m.sender = :key OR m.asker = :key ORDER BY m.received, m.id;

-- name: EXPORT_PERSON_NAMED
SELECT m.id AS message, t.field, m.subject,
	strftime('%Y-%m-%dT%H:%M:%SZ', m.received, 'unixepoch') AS received
FROM party t JOIN message m ON m.id = t.message
WHERE t.person = :key ORDER BY m.received, m.id;

-- name: EXPORT_PERSON_EVENTS
SELECT question, kind, strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch') AS at,
	value
FROM event WHERE person = :key ORDER BY seq;

-- name: EXPORT_PERSON_NOTICES
SELECT n.id, n.kind, n.recipient, n.state,
	strftime('%Y-%m-%dT%H:%M:%SZ', n.planned_at, 'unixepoch') AS planned_at,
	n.subject, CAST(m.bytes AS TEXT) AS body
FROM notice n JOIN person p ON p.address = n.address
	LEFT JOIN notice_mail m ON m.notice = n.id
WHERE p.id = :key ORDER BY n.id;

-- name: EXPORT_PERSON_COMMANDS
SELECT id, strftime('%Y-%m-%dT%H:%M:%SZ', received, 'unixepoch') AS received,
	who, subject, state, reason
FROM command WHERE sender = :key ORDER BY id;

-- name: EXPORT_PERSON_JUNK
SELECT strftime('%Y-%m-%dT%H:%M:%SZ', received, 'unixepoch') AS received,
	subject, organisation
FROM junk WHERE sender = :key ORDER BY received;

-- name: EXPORT_PERSON_RULES
SELECT r.name, r.state,
	strftime('%Y-%m-%dT%H:%M:%SZ', r.changed_at, 'unixepoch') AS changed_at
FROM proposal r JOIN command c ON c.id = r.command
WHERE c.sender = :key ORDER BY r.command;

-- name: EXPORT_PERSON_ABSENCES
SELECT kind, date(from_day * 86400, 'unixepoch') AS from_day,
	date(until_day * 86400, 'unixepoch') AS until_day,
	strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at, 'unixepoch') AS recorded_at
FROM presence WHERE person IN (SELECT who FROM command WHERE sender = :key)
ORDER BY seq;
