#ifndef POSTWACHT_CELL_H
#define POSTWACHT_CELL_H

#include <stdint.h>

#include "base/err.h"

/* Processor time that one message may take, rounded up to a full second by
 * the kernel; an honest one of MESSAGE_BYTES_MAX needs a tenth of it. */
#define CELL_CPU_SECONDS 2

/* Processor time of a reader's whole life, whatever it says. */
#define CELL_CPU_LIFE 3600

/* Address space beyond what the process has when it enters; an honest message
 * of MESSAGE_BYTES_MAX needs some 30 MB. With READERS_MAX readers it stays
 * below the unit's MemoryMax. */
#define CELL_MEMORY (128L * 1024 * 1024)

/*
 * Locks the calling process up for good, with nothing but one socket: no
 * other file descriptor, no new privileges, no core, no ptrace by others,
 * limits on processor, memory, files and processes, landlock where the kernel
 * has it, and an allow-list of system calls. A call that looks for a file, a
 * network or a process is answered with EACCES and counted; any other that
 * is not on the list kills the process (decisions.md 8).
 *
 * An instrumented build cannot live in the cell and gets the limits alone,
 * without that on memory (decisions.md 10).
 *
 * returns  0; -1: ERR_FIX, the kernel or the unit does not let it
 */
int cell_enter(int socket, struct err *e) MUST_CHECK;

/* Gives the next message its processor time. */
void cell_begin_message(void);

/* What was refused since the last call of this. */
struct cell_refused {
	uint32_t files; /* a file, or a terminal to complain on: a charset
	                   that was not loaded, a library's warning */
	uint32_t calls; /* a network, a process: no honest reading asks */
};

struct cell_refused cell_take_refused(void);

#endif
