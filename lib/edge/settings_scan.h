#ifndef POSTWACHT_SETTINGS_SCAN_H
#define POSTWACHT_SETTINGS_SCAN_H

struct mistakes;

/*
 * Looks at a configuration file and what it includes for what libconfig 1.5
 * would take in silence or die of: whole numbers beyond 32 bits (they wrap),
 * an included folder (the process ends), a byte order mark, a NUL byte.
 *
 * in       folder  what a relative @include begins from
 * returns  0; -1 when libconfig must not read the file, with the reason in
 *          *m; mistakes that are no danger leave 0
 */
int settings_scan(struct mistakes *m, const char *file, const char *folder);

#endif
