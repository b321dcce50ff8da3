#ifndef POSTWACHT_FAULT_SCAN_H
#define POSTWACHT_FAULT_SCAN_H

#include "triage/fault.h"

/* settings_scan for a file of rules; what it finds becomes faults. */
int fault_scan(struct faults *f, const char *file, const char *folder);

#endif
