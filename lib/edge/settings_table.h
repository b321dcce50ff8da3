#ifndef POSTWACHT_SETTINGS_TABLE_H
#define POSTWACHT_SETTINGS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* What may stand behind a name, and how it lies in its struct. */
enum setting_kind {
	SETTING_TEXT,     /* const char *: one line of UTF-8 */
	SETTING_NAME,     /* const char *: letters, digits, "-", "_", "." */
	SETTING_INT,      /* int */
	SETTING_BOOL,     /* bool */
	SETTING_WORD,     /* enum or bool: index in the words */
	SETTING_DURATION, /* int, seconds: "90s", "5m", "1h" */
	SETTING_CLOCK,    /* int, minute of the day: "08:30" */
	SETTING_TERM,     /* const char *: "5 werkdagen" */
	SETTING_DATE,     /* struct date: "2026-12-24" */
	SETTING_DAYS,     /* unsigned, bit per weekday: "ma di do" */
	SETTING_PATH,     /* const char *: from the file's own folder */
	SETTING_HOST,     /* const char *: host name or address */
	SETTING_DOMAIN,   /* const char *: lower case */
	SETTING_ADDRESS,  /* const char *: local@domain, lower case */
	SETTING_GROUP,    /* a struct inside: name = { ... } */
	SETTING_GROUPS,   /* pointer and count: name = ( { ... }, ... ) */
	SETTING_SHARED,   /* no name: the rows of another group, in place */
};

struct setting_group;

struct setting {
	const char *name;
	enum setting_kind kind;
	bool is_list;        /* name = [ "...", "..." ]: pointer and count */
	bool is_required;    /* else `preset` holds when it is absent */
	bool needs_restart;  /* a reload does not change it */
	const char *preset;  /* as it would be written; "" leaves zero */
	const char *example; /* the remedy of a mistake, when no preset */
	const char *says;    /* one sentence */
	const char *const *words;  /* SETTING_WORD, ended by NULL */
	long long lowest, highest; /* SETTING_INT, SETTING_DURATION */
	size_t offset;             /* of the value in the group's struct */
	size_t size;               /* of the value; tells bool from enum */
	size_t count;              /* offset of the number, lists and groups */
	const struct setting_group *group;
};

struct setting_group {
	size_t size; /* of the struct that it fills */
	size_t n;
	const struct setting *at;
};

/* For the tables alone. Where a value lies in its struct: */
#define SIZE_OF(type, member) sizeof(((struct type *)0)->member)

#define VALUE(type, member) \
	.offset = offsetof(struct type, member), .size = SIZE_OF(type, member)

/* Where a list lies: a pointer and, elsewhere, how many it points at. */
#define MANY(type, n_member, member)                              \
	.is_list = true, .offset = offsetof(struct type, member), \
	.size = SIZE_OF(type, member),                            \
	.count = offsetof(struct type, n_member)

#define GROUP(type, rows)                                                    \
	{                                                                    \
		.size = sizeof(struct type), .n = LENGTH(rows), .at = (rows) \
	}

/* Of a server, with login, and of a source of tokens. */
extern const struct setting_group settings_server_group, settings_token_group;

/* The office: free days, norms of a team, when notices go out, what is said at
 * once. */
extern const struct setting_group settings_team_norm_group,
    settings_calendar_group, settings_office_group, settings_reminder_group,
    settings_signal_group;

/* Who works on the questions. */
extern const struct setting_group settings_team_group, settings_person_group;

/* What is watched, web forms among it, and how notices leave. */
extern const struct setting_group settings_mailbox_group, settings_form_group,
    settings_post_group;

/* How long what is kept. */
extern const struct setting_group settings_retention_group;

/* What fills struct settings. */
extern const struct setting_group settings_table;

/* The names of a group, shared ones included: at most `room` of them, their
 * number returned. */
size_t setting_names(
    const struct setting_group *group, const char **out, size_t room);

#endif
