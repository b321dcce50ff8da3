/*
 * What names, domains, addresses and hosts look like. It judges their form
 * alone; whether they exist nobody here asks.
 */

#include "edge/settings_form.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistr.h>

#include "base/text.h"

#define TEXT_MAX       500 /* bytes of a name or title: it goes into headers */
#define NAME_MAX_BYTES 64
#define LOCAL_MAX      64  /* RFC 5321 section 4.5.3.1.1 */
#define DOMAIN_MAX     253 /* RFC 1035: 255 octets on the wire */
#define LABEL_MAX      63  /* RFC 1035 section 2.3.4 */

static bool
is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

/* One line of UTF-8: libconfig passes any byte, and \x0a too. */
bool
form_is_line(const char *s)
{
	size_t n = strlen(s), i;

	for (i = 0; i < n; i++) {
		if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
			return false;
	}
	return n <= TEXT_MAX && !u8_check((const uint8_t *)s, n);
}

bool
form_is_name(const char *s)
{
	size_t i;

	if (!is_letter_or_digit(s[0]))
		return false;
	for (i = 1; s[i]; i++) {
		if (!is_letter_or_digit(s[i]) && !strchr("-_.", s[i]))
			return false;
	}
	return i <= NAME_MAX_BYTES;
}

/* Letters, digits and inner hyphens between dots (RFC 1123 section 2.1);
 * other scripts in their xn-- form. */
bool
form_is_domain(const char *s)
{
	size_t i, label = 0;

	for (i = 0; s[i]; i++) {
		if (s[i] == '.') {
			if (label == 0 || s[i - 1] == '-')
				return false;
			label = 0;
			continue;
		}
		if (!is_letter_or_digit(s[i]) && (s[i] != '-' || label == 0))
			return false;
		if (++label > LABEL_MAX)
			return false;
	}
	return label > 0 && s[i - 1] != '-' && i <= DOMAIN_MAX;
}

/* A dot-atom before the at sign (RFC 5322 section 3.2.3). */
bool
form_is_address(const char *s)
{
	const char *at = strrchr(s, '@');
	const char *c;

	if (!at || at == s || at - s > LOCAL_MAX || !form_is_domain(at + 1))
		return false;
	for (c = s; c < at; c++) {
		if (*c == '.' && (c == s || c[-1] == '.' || c + 1 == at))
			return false;
		if (*c != '.' && !is_letter_or_digit(*c) &&
		    !strchr("!#$%&'*+-/=?^_`{|}~", *c))
			return false;
	}
	return true;
}

bool
form_is_host(const char *s)
{
	struct in6_addr v6;

	return form_is_domain(s) || inet_pton(AF_INET6, s, &v6) == 1;
}

bool
host_is_loopback(const char *host)
{
	struct in6_addr v6;
	struct in_addr v4;

	if (inet_pton(AF_INET, host, &v4) == 1)
		return ntohl(v4.s_addr) >> 24 == IN_LOOPBACKNET;
	if (inet_pton(AF_INET6, host, &v6) == 1)
		return IN6_IS_ADDR_LOOPBACK(&v6);
	return text_is_same(host, "localhost");
}
