#ifndef POSTWACHT_SETTINGS_FORM_H
#define POSTWACHT_SETTINGS_FORM_H

#include <stdbool.h>

/* One line of UTF-8, without control characters. */
bool form_is_line(const char *s);

/* Letters, digits, "-", "_" and ".", a letter or digit first. */
bool form_is_name(const char *s);

/* Letters, digits and inner hyphens between dots (RFC 1123 section 2.1). */
bool form_is_domain(const char *s);

/* A dot-atom, "@" and a domain, in ASCII (RFC 5322 section 3.4.1). */
bool form_is_address(const char *s);

/* A domain, or an IPv4 or IPv6 address without brackets. */
bool form_is_host(const char *s);

/* True for 127.0.0.0/8, ::1 and localhost. */
bool host_is_loopback(const char *host);

#endif
