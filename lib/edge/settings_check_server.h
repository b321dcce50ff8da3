#ifndef POSTWACHT_SETTINGS_CHECK_SERVER_H
#define POSTWACHT_SETTINGS_CHECK_SERVER_H

struct mistakes;
struct secret_source;
struct server_settings;

/* Each of these adds its mistakes to *m. `group` is the struct whose line is
 * told when the value has none; `chosen` says beside what it is judged:
 * "source = \"imap\"". */

/* The text at *field must be there. */
void check_is_given(struct mistakes *m, const char *const *field,
    const void *group, const char *name, const char *chosen);

/* The value at `field` must not stand in the file. */
void check_is_silent(struct mistakes *m, const void *field, const char *name,
    const char *chosen);

/* Exactly one of NAME_credential and NAME_file is there. */
void check_secret(struct mistakes *m, const struct secret_source *secret,
    const char *name, const void *group);

/* Host, security and login fit each other. */
void check_server(struct mistakes *m, const struct server_settings *s,
    const void *group, const char *chosen);

/* No setting of a server stands in the file. */
void check_no_server(
    struct mistakes *m, const struct server_settings *s, const char *chosen);

#endif
