#ifndef POSTWACHT_OFFICE_H
#define POSTWACHT_OFFICE_H

#include "base/digest.h"
#include "edge/rulefile.h"
#include "edge/settings.h"
#include "triage/classify.h"
#include "triage/conversation.h"

struct text;

/*
 * Everything that is read from configuration and rules, compiled and ready:
 * what the desk works by. Immutable; SIGHUP makes a new one and keeps the old
 * one when that fails.
 */
struct office {
	struct arena *arena; /* holds all below, and this struct */
	struct settings settings;
	struct rulebook rulebook;
	const struct organisations *organisations;
	const struct calendar *calendar;
	struct house house;
	struct norms norms;
	struct templates *templates;
	unsigned char key[DIGEST_BYTES]; /* signs what is ours; house.keys has
	                                    those before it too */
	struct versions_text {
		const char *rules, *calendar;
	} versions;
};

/* The folder in the state folder with rules that came by mail: they go among
 * the files of rules_dir, and stand in for those of the same name. */
#define OFFICE_OWN_RULES "own-rules"

/*
 * Reads the configuration file (NULL: the built-in example: two teams, no
 * mailbox, no notices) and the rules it names.
 *
 * in       rules_dir  used when the configuration names none
 * returns  0; -1: ERR_FIX, every mistake on a line of its own in *mistakes
 */
int office_open(const char *file, const char *rules_dir, struct office **out,
    struct text *mistakes, struct err *e) MUST_CHECK;
void office_close(struct office *o);

/* The same without the rules, and with templates compiled when they are used,
 * which together are most of its memory: for commands that judge nothing and
 * show no version of the rules. */
int office_open_lean(const char *file, const char *rules_dir,
    struct office **out, struct text *mistakes, struct err *e) MUST_CHECK;

/* Puts into *e that the rules have so many mistakes, in the office's language;
 * -1. */
int office_rules_refused(const struct office *o, size_t n, struct err *e);

/* The same by another rules directory, whatever the configuration says, and
 * without the rules that were mailed: to see what new rules would do. */
int office_open_with(const char *file, const char *rules_dir,
    struct office **out, struct text *mistakes, struct err *e) MUST_CHECK;

/* The same as office_open, but with the rules of one's own from another
 * folder than OFFICE_OWN_RULES. */
int office_open_trial(const char *file, const char *rules_dir, const char *own,
    struct office **out, struct text *mistakes, struct err *e) MUST_CHECK;

/* In the state folder: the key, 32 bytes; and the keys before it, a line each:
 * 64 hexadecimal digits and the day on which another took its place. Both of
 * mode 0600, written whole or not at all. */
#define KEY_FILE      "key"
#define OLD_KEYS_FILE "key.old"
#define KEY_FILE_MAX  65536

/* Reads both; makes the key on the first start. -1: ERR_FIX with the file and
 * line where it is not as written above. */
int office_load_key(struct office *o, struct err *e) MUST_CHECK;

/*
 * Puts a new key in the place of the one in use, which counts for another
 * OURS_KEY_DAYS; forgotten people are known by it for ever. The old one is
 * written down first: a power cut between the two changes nothing. A daemon
 * goes on with the old one until it is reloaded.
 */
int office_renew_key(
    struct office *o, struct instant now, struct err *e) MUST_CHECK;

/* Where the rules lie when nobody says so: beside the program in a build
 * tree, else under share/ of its prefix. In the arena. */
const char *office_rules_dir(struct arena *a);

#endif
