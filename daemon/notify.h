#ifndef POSTWACHT_NOTIFY_H
#define POSTWACHT_NOTIFY_H

/* Tells the service manager ("READY=1", "WATCHDOG=1", "STATUS=..."); does
 * nothing when there is none. */
void notify(const char *state);

/* How often it wants a sign of life, in milliseconds; 0: never. */
int notify_watchdog_ms(void);

#endif
