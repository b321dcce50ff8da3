#ifndef POSTWACHT_SETTINGS_TELL_H
#define POSTWACHT_SETTINGS_TELL_H

#include <libconfig.h>
#include <stddef.h>

struct mistakes;
struct setting;

/* Where a setting of the tree stands; "" and 1 when libconfig cannot tell. */
const char *setting_file(const config_setting_t *s);
int setting_line(const config_setting_t *s);

/* Each adds one mistake. `path` is what stands before the name:
 * "mailboxes.", or "" outside groups. */

/* A name that is not among the n that may stand there. */
void tell_unknown(struct mistakes *m, const char *path,
    const config_setting_t *s, const char *const *names, size_t n);

/* A value that does not fit its row. */
void tell_misfit(struct mistakes *m, const char *path,
    const struct setting *row, const config_setting_t *s);

/* A required row that the group `tree` lacks. */
void tell_missing(struct mistakes *m, const char *path,
    const struct setting *row, const config_setting_t *tree);

/* A file that libconfig could not parse. */
void tell_syntax(struct mistakes *m, const char *file, const config_t *config);

#endif
