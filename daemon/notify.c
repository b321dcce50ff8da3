/*
 * The service manager, where the build has libsystemd.
 */

#include "daemon/notify.h"

#ifdef POSTWACHT_SYSTEMD

#include <stdint.h>

#include <systemd/sd-daemon.h>

void
notify(const char *state)
{
	(void)sd_notify(0, state);
}

int
notify_watchdog_ms(void)
{
	uint64_t us = 0;

	if (sd_watchdog_enabled(0, &us) <= 0)
		return 0;
	return us / 2000 > 60000 ? 60000 : (int)(us / 2000);
}

#else

void
notify(const char *state)
{
	(void)state;
}

int
notify_watchdog_ms(void)
{
	return 0;
}

#endif
