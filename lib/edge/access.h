#ifndef POSTWACHT_ACCESS_H
#define POSTWACHT_ACCESS_H

#include "base/date.h"

struct server_settings;

/*
 * When a server stops letting us in, as far as anybody knows: what ends first
 * of the certificate of this machine and what its tokens are given for. Files
 * are read for it.
 *
 * returns  0 seconds: nobody knows, as with a password
 */
struct instant access_end(const struct server_settings *server);

#endif
