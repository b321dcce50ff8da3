#ifndef POSTWACHT_SETTINGS_CHECK_H
#define POSTWACHT_SETTINGS_CHECK_H

struct mistakes;
struct settings;

/*
 * What settings must be to each other: names that exist, addresses that may
 * get notices, no notice into a watched mailbox, secrets only over protected
 * lines. Adds each mistake to *m, with the line of the value at fault.
 */
void settings_check(struct mistakes *m, const struct settings *s);

#endif
