/*
 * Opens and closes connections. libcurl finds the address and connects; TLS
 * on top is GnuTLS, which verifies chain and host name before a byte of ours
 * goes out. It reads and writes nothing beyond the handshake.
 */

#include "edge/dial.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gnutls/x509.h>

#include "base/arena.h"
#include "edge/trust.h"

static bool
is_loopback(const struct sockaddr *address)
{
	const struct sockaddr_in *v4 = (const void *)address;
	const struct sockaddr_in6 *v6 = (const void *)address;

	if (address->sa_family == AF_INET)
		return ntohl(v4->sin_addr.s_addr) >> 24 == 127;
	if (address->sa_family != AF_INET6)
		return false;
	if (IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr))
		return v6->sin6_addr.s6_addr[12] == 127;
	return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
}

/* For libcurl: a socket for one of the addresses, unless it may not be. */
static curl_socket_t
line_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct line *l = context;

	(void)purpose;
	if (l->is_local_only && !is_loopback(&address->addr)) {
		l->is_refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC,
	    address->protocol);
}

static int
line_prepare(struct line *l, struct err *e)
{
	bool is_v6 = strchr(l->host, ':') != NULL;
	const char *url = arena_printf(l->arena, "http://%s%s%s:%d/",
	    is_v6 ? "[" : "", l->host, is_v6 ? "]" : "", l->port);

	if (!*l->host || strpbrk(l->host, "/@?#[]\\ \t\r\n"))
		return err_set(
		    e, ERR_FIX, "\"%s\" is not a server's name", l->host);
	l->multi = curl_multi_init();
	l->easy = curl_easy_init();
	if (!l->multi || !l->easy)
		return err_set(e, ERR_FATAL, "out of memory");
	curl_easy_setopt(l->easy, CURLOPT_URL, url);
	curl_easy_setopt(l->easy, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(l->easy, CURLOPT_NOSIGNAL, 1L);
	/* Else http_proxy of the environment would apply. */
	curl_easy_setopt(l->easy, CURLOPT_PROXY, "");
	curl_easy_setopt(l->easy, CURLOPT_TCP_KEEPALIVE, 1L);
	/* A stop does not wait for a name server that hangs. */
	curl_easy_setopt(l->easy, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(
	    l->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)LINE_CONNECT_MS);
	curl_easy_setopt(l->easy, CURLOPT_ERRORBUFFER, l->curl_text);
	curl_easy_setopt(l->easy, CURLOPT_OPENSOCKETFUNCTION, line_socket);
	curl_easy_setopt(l->easy, CURLOPT_OPENSOCKETDATA, l);
	if (curl_multi_add_handle(l->multi, l->easy) != CURLM_OK)
		return err_set(e, ERR_FATAL, "out of memory");
	return 0;
}

/* Until libcurl has finished: 0, or -1 when it may take no longer. */
static int
line_connect_wait(struct line *l, struct err *e)
{
	struct curl_waitfd stop = { .fd = l->stop_fd,
		.events = CURL_WAIT_POLLIN };
	int running = 1;

	while (curl_multi_perform(l->multi, &running) == CURLM_OK && running) {
		int left = line_left(l->deadline);

		if (left == 0)
			return line_fail(l, "no connection in time", e);
		if (curl_multi_poll(l->multi, &stop, l->stop_fd >= 0, left,
		        NULL) != CURLM_OK)
			return line_fail(l, "cannot wait for it", e);
		if (stop.revents)
			return line_fail(l, "stopped", e);
	}
	return 0;
}

static void
line_drop_curl(struct line *l)
{
	if (l->multi && l->easy)
		(void)curl_multi_remove_handle(l->multi, l->easy);
	if (l->easy)
		curl_easy_cleanup(l->easy);
	if (l->multi)
		(void)curl_multi_cleanup(l->multi);
	l->easy = NULL;
	l->multi = NULL;
}

static int
line_connect(struct line *l, struct err *e)
{
	CURLMsg *message;
	curl_socket_t fd = CURL_SOCKET_BAD;
	int left;

	if (line_prepare(l, e) != 0 || line_connect_wait(l, e) != 0)
		return -1;
	message = curl_multi_info_read(l->multi, &left);
	if (l->is_refused)
		return err_set(e, ERR_FIX,
		    "%s:%d: without TLS only this very machine may be "
		    "spoken to; nothing was sent",
		    l->host, l->port);
	if (!message || message->data.result != CURLE_OK)
		return line_fail(
		    l, *l->curl_text ? l->curl_text : "no connection", e);
	if (curl_easy_getinfo(l->easy, CURLINFO_ACTIVESOCKET, &fd) !=
	        CURLE_OK ||
	    fd == CURL_SOCKET_BAD)
		return line_fail(l, "no connection", e);
	/* libcurl is done; what it keeps by a connection is more than all the
	 * rest of it. */
	l->fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	line_drop_curl(l);
	return l->fd >= 0 ? 0 : line_fail(l, "no descriptor is left", e);
}

static int
tls_refused(struct line *l, struct err *e)
{
	unsigned status = gnutls_session_get_verify_cert_status(l->tls);
	gnutls_datum_t why = { NULL, 0 };

	if (gnutls_certificate_verification_status_print(
	        status, GNUTLS_CRT_X509, &why, 0) != 0)
		return err_set(e, ERR_FIX,
		    "%s:%d: the certificate is not trusted; nothing was sent",
		    l->host, l->port);
	(void)err_set(e, ERR_FIX,
	    "%s:%d: %s Nothing was sent; correct the server's certificate, "
	    "its name in the configuration or ca_file",
	    l->host, l->port, (const char *)why.data);
	gnutls_free(why.data);
	return -1;
}

/* The alerts by which a server tells what it thinks of a client's
 * certificate (RFC 8446, 6.2). With TLS 1.3 they come after the handshake. */
static bool
is_about_us(gnutls_alert_description_t alert)
{
	static const gnutls_alert_description_t table[] = {
		GNUTLS_A_BAD_CERTIFICATE,
		GNUTLS_A_UNSUPPORTED_CERTIFICATE,
		GNUTLS_A_CERTIFICATE_REVOKED,
		GNUTLS_A_CERTIFICATE_EXPIRED,
		GNUTLS_A_CERTIFICATE_UNKNOWN,
		GNUTLS_A_UNKNOWN_CA,
		GNUTLS_A_ACCESS_DENIED,
		GNUTLS_A_CERTIFICATE_REQUIRED,
	};
	size_t i;

	for (i = 0; i < LENGTH(table); i++) {
		if (alert == table[i])
			return true;
	}
	return false;
}

int
line_fail_tls(const struct line *l, int code, struct err *e)
{
	const char *shown = l->server->client_certificate_file, *name;
	gnutls_alert_description_t alert;

	if (code != GNUTLS_E_FATAL_ALERT_RECEIVED)
		return err_set(e, ERR_AGAIN, "%s:%d: TLS failed: %s", l->host,
		    l->port, gnutls_strerror(code));
	alert = gnutls_alert_get(l->tls);
	name = gnutls_alert_get_name(alert);
	if (!is_about_us(alert))
		return err_set(e, ERR_AGAIN, "%s:%d: the server ended TLS: %s",
		    l->host, l->port, name ? name : "no reason known");
	return err_set(e, ERR_FIX, "%s:%d: the server ended TLS: %s; %s",
	    l->host, l->port, name,
	    shown && *shown
	        ? "it does not accept client_certificate_file: have its "
	          "issuer trusted there, or use another one"
	        : "it may want a certificate of this machine: set "
	          "client_certificate_file");
}

static int
tls_shake(struct line *l, struct err *e)
{
	int r;

	while ((r = gnutls_handshake(l->tls)) != 0) {
		if (r == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR)
			return tls_refused(l, e);
		if (gnutls_error_is_fatal(r))
			return line_fail_tls(l, r, e);
		if (r == GNUTLS_E_AGAIN &&
		    line_await(l,
		        gnutls_record_get_direction(l->tls) ? POLLOUT : POLLIN,
		        e) != 0)
			return -1;
	}
	return 0;
}

static bool
is_address(const char *host)
{
	struct in6_addr any;

	return inet_pton(AF_INET, host, &any) == 1 ||
	    inet_pton(AF_INET6, host, &any) == 1;
}

static int
tls_start(struct line *l, struct err *e)
{
	gnutls_certificate_credentials_t credentials;

	if (trust_use(l->trust, l->server, &credentials, e) != 0)
		return -1;
	/* NO_SIGNAL: a write after the server's close is an error, not
	 * SIGPIPE. FORCE_CLIENT_CERT: a server that knows ours by fingerprint
	 * does not name its issuer. */
	if (gnutls_init(&l->tls,
	        GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL |
	            GNUTLS_FORCE_CLIENT_CERT) != 0 ||
	    gnutls_set_default_priority_append(
	        l->tls, "-VERS-TLS1.0:-VERS-TLS1.1", NULL, 0) != 0 ||
	    gnutls_credentials_set(
	        l->tls, GNUTLS_CRD_CERTIFICATE, credentials) != 0)
		return err_set(e, ERR_FATAL, "GnuTLS cannot be set up");
	/* RFC 6066, 3: no address in the server name. */
	if (!is_address(l->host) &&
	    gnutls_server_name_set(
	        l->tls, GNUTLS_NAME_DNS, l->host, strlen(l->host)) != 0)
		return err_set(
		    e, ERR_FIX, "\"%s\" is not a server's name", l->host);
	gnutls_session_set_verify_cert(l->tls, l->host, 0);
	gnutls_transport_set_int(l->tls, l->fd);
	return tls_shake(l, e);
}

struct line *
line_open(struct trust *trust, const struct server_settings *s, int stop_fd,
    struct err *e)
{
	struct arena *a = arena_new();
	struct line *l = arena_alloc(a, sizeof(*l));

	l->arena = a;
	l->trust = trust;
	l->host = arena_copy(a, s->host);
	l->port = s->port;
	l->server = s;
	l->is_local_only = s->security == SECURITY_NONE;
	l->fd = -1;
	l->stop_fd = stop_fd;
	l->wake_fd = -1;
	l->command_ms =
	    s->time_limit > 0 ? s->time_limit * 1000 : LINE_COMMAND_MS;
	line_set_deadline(l, LINE_CONNECT_MS);
	if (line_connect(l, e) != 0 ||
	    (s->security == SECURITY_TLS && tls_start(l, e) != 0)) {
		line_close(l);
		return NULL;
	}
	line_begin(l);
	return l;
}

int
line_start_tls(struct line *l, struct err *e)
{
	if (l->tls)
		return err_set(e, ERR_FATAL, "TLS was started twice");
	/* What was slipped in before the handshake would be taken for the
	 * server's own words after it (CVE-2011-0411, CVE-2020-15953). */
	if (l->start != l->end)
		return err_set(e, ERR_FIX,
		    "%s:%d: more than the answer to STARTTLS came in plain "
		    "text; somebody may have put it there; nothing was sent",
		    l->host, l->port);
	return tls_start(l, e);
}

struct instant
line_certificate_end(const struct line *l)
{
	const gnutls_datum_t *chain;
	unsigned n = 0;
	gnutls_x509_crt_t own;
	struct instant end = { 0 };

	chain = l->tls ? gnutls_certificate_get_peers(l->tls, &n) : NULL;
	if (!chain || n == 0 || gnutls_x509_crt_init(&own) != 0)
		return end;
	if (gnutls_x509_crt_import(own, &chain[0], GNUTLS_X509_FMT_DER) == 0)
		end.sec = gnutls_x509_crt_get_expiration_time(own);
	gnutls_x509_crt_deinit(own);
	return end;
}

void
line_close(struct line *l)
{
	if (!l)
		return;
	if (l->tls)
		gnutls_deinit(l->tls);
	line_drop_curl(l);
	if (l->fd >= 0)
		(void)close(l->fd);
	arena_free(l->arena);
}
