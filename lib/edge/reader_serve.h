#ifndef POSTWACHT_READER_SERVE_H
#define POSTWACHT_READER_SERVE_H

#include "edge/reader.h"

/*
 * The life of a reader process: enters the cell, says so, then reads message
 * after message from the socket (edge/facts_wire.h) until it is closed.
 * Returns the exit code.
 */
int reader_serve(int socket, reader_fn *read_mail);

#endif
