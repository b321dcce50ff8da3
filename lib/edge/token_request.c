/*
 * One question to a token endpoint: a form over HTTPS by libcurl, and the JSON
 * that comes back. It knows nothing of what the fields mean.
 */

#include "edge/token_request.h"

#include <jansson.h>
#include <poll.h>
#include <string.h>

#include <curl/curl.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/line.h"
#include "edge/provider.h"

#define ANSWER_MAX 65536 /* bytes of an answer */

struct request {
	CURL *easy;
	CURLM *multi;
	struct text form, answer;
	char reason[CURL_ERROR_SIZE];
};

static void
request_done(struct request *r)
{
	if (r->multi && r->easy)
		(void)curl_multi_remove_handle(r->multi, r->easy);
	curl_easy_cleanup(r->easy);
	(void)curl_multi_cleanup(r->multi);
	explicit_bzero(r->form.data, r->form.len);
	explicit_bzero(r->answer.data, r->answer.len);
	text_done(&r->form);
	text_done(&r->answer);
}

static size_t
take_bytes(char *bytes, size_t one, size_t n, void *context)
{
	struct request *r = context;

	(void)one; /* it is 1 */
	text_add_n(&r->answer, bytes, n);
	return r->answer.is_cut ? 0 : n;
}

static void
put_form(struct request *r, const struct form_field *fields, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		char *value = curl_easy_escape(r->easy, fields[i].value, 0);

		text_addf(&r->form, "%s%s=", i ? "&" : "", fields[i].name);
		if (!value)
			continue;
		text_add(&r->form, value);
		explicit_bzero(value, strlen(value));
		curl_free(value);
	}
}

static int
request_prepare(
    struct request *r, const char *url, const char *ca_file, struct err *e)
{
	CURL *c = r->easy;

	if (!text_has_prefix(url, "https://"))
		return err_set(e, ERR_FIX,
		    "%s is no https address; nothing was sent", url);
	curl_easy_setopt(c, CURLOPT_URL, url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "https");
	curl_easy_setopt(c, CURLOPT_POSTFIELDS, r->form.data);
	curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, (long)r->form.len);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)TOKEN_REQUEST_MS);
	curl_easy_setopt(c, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, r->reason);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_bytes);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, r);
	if (*ca_file)
		curl_easy_setopt(c, CURLOPT_CAINFO, ca_file);
	if (curl_multi_add_handle(r->multi, c) != CURLM_OK)
		return err_set(e, ERR_FATAL, "out of memory");
	return 0;
}

static int
request_run(struct request *r, const char *url, int stop_fd, struct err *e)
{
	struct curl_waitfd stop = { .fd = stop_fd, .events = CURL_WAIT_POLLIN };
	CURLMsg *message;
	int running = 1, left;

	while (curl_multi_perform(r->multi, &running) == CURLM_OK && running) {
		if (curl_multi_poll(r->multi, &stop, stop_fd >= 0,
		        TOKEN_REQUEST_MS, NULL) != CURLM_OK)
			break;
		if (stop.revents)
			return err_set(e, ERR_AGAIN, "stopped");
	}
	message = curl_multi_info_read(r->multi, &left);
	if (message && message->data.result == CURLE_OK)
		return 0;
	return err_set(e,
	    message && message->data.result == CURLE_PEER_FAILED_VERIFICATION
	        ? ERR_FIX
	        : ERR_AGAIN,
	    "%s: %s", url, *r->reason ? r->reason : "no answer");
}

static const char *
member(struct arena *a, const json_t *root, const char *name)
{
	return arena_copy(a, json_string_value(json_object_get(root, name)));
}

/* Some providers write numbers as text. */
static int
member_number(const json_t *root, const char *name)
{
	const json_t *value = json_object_get(root, name);
	long long n = json_integer_value(value);

	if (json_is_string(value) &&
	    text_to_int(json_string_value(value), 0, INT32_MAX, &n) != 0)
		n = 0;
	return n > 0 && n <= INT32_MAX ? (int)n : 0;
}

/* jansson frees what it read as it is. */
static void
wipe_member(json_t *root, const char *name)
{
	const char *value = json_string_value(json_object_get(root, name));

	if (value)
		explicit_bzero((char *)value, strlen(value));
}

static void
read_answer(struct arena *a, struct request *r, struct token_answer *out)
{
	json_t *root = json_loadb(r->answer.data, r->answer.len, 0, NULL);
	const char *uri = member(a, root, "verification_uri");
	curl_off_t wait = 0;

	*out = (struct token_answer){
		.access_token = member(a, root, "access_token"),
		.refresh_token = member(a, root, "refresh_token"),
		.expires_in = member_number(root, "expires_in"),
		.error = member(a, root, "error"),
		.error_description = member(a, root, "error_description"),
		.device_code = member(a, root, "device_code"),
		.user_code = member(a, root, "user_code"),
		.verification_uri =
		    uri ? uri : member(a, root, "verification_url"),
		.interval = member_number(root, "interval"),
	};
	out->error = out->error ? out->error : "";
	out->error_description =
	    out->error_description ? out->error_description : "";
	(void)curl_easy_getinfo(r->easy, CURLINFO_RESPONSE_CODE, &out->status);
	(void)curl_easy_getinfo(r->easy, CURLINFO_RETRY_AFTER, &wait);
	out->retry_after = wait > 0 && wait <= 86400 ? (int)wait : 0;
	wipe_member(root, "access_token");
	wipe_member(root, "refresh_token");
	json_decref(root);
}

int
token_request(struct arena *a, const char *url, const char *ca_file,
    const struct form_field *fields, size_t n, int stop_fd,
    struct token_answer *out, struct err *e)
{
	SCOPED(request_done)
	struct request r = { .easy = curl_easy_init(),
		.multi = curl_multi_init() };

	text_init(&r.form, ANSWER_MAX);
	text_init(&r.answer, ANSWER_MAX);
	if (!r.easy || !r.multi)
		return err_set(e, ERR_FATAL, "out of memory");
	put_form(&r, fields, n);
	if (request_prepare(&r, url, ca_file, e) != 0 ||
	    request_run(&r, url, stop_fd, e) != 0)
		return -1;
	read_answer(a, &r, out);
	return 0;
}

int
token_refused(
    const char *source, const struct token_answer *answer, struct err *e)
{
	const char *why = *answer->error_description ? answer->error_description
	                                             : answer->error;
	const char *remedy = provider_remedy(why);
	bool is_passing = answer->status >= 500 || answer->status == 429 ||
	    answer->status == 408 ||
	    strcmp(answer->error, "temporarily_unavailable") == 0;

	if (!*remedy)
		remedy = provider_remedy(answer->error);
	if (!*why)
		why = "no reason given";
	return err_set(e, is_passing ? ERR_AGAIN : ERR_FIX,
	    "token source %s: HTTP %ld%s%s: %.*s%s%s", source, answer->status,
	    *answer->error ? " " : "", answer->error, (int)strcspn(why, "\r\n"),
	    why, *remedy ? "; " : "", remedy);
}
