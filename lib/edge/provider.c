/*
 * The presets of mail services and the remedies for their refusals: two
 * tables. It connects to nothing.
 */

#include "edge/provider.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const struct provider_preset presets[] = {
	[PROVIDER_MICROSOFT365] = {
	    .imap_host = "outlook.office365.com",
	    .smtp_host = "smtp.office365.com",
	    .smtp_security = SECURITY_STARTTLS,
	    .auth = AUTH_XOAUTH2,
	    .endpoint = "https://login.microsoftonline.com/%s/oauth2/v2.0/"
	                "token",
	    .device_endpoint = "https://login.microsoftonline.com/%s/oauth2/"
	                       "v2.0/devicecode",
	    .app_scope = "https://outlook.office365.com/.default",
	    .user_scope = "https://outlook.office.com/IMAP.AccessAsUser.All "
	                  "https://outlook.office.com/SMTP.Send "
	                  "offline_access",
	},
	[PROVIDER_GOOGLE] = {
	    .imap_host = "imap.gmail.com",
	    .smtp_host = "smtp.gmail.com",
	    .smtp_security = SECURITY_STARTTLS,
	    .auth = AUTH_XOAUTH2,
	    .endpoint = "https://oauth2.googleapis.com/token",
	    .device_endpoint = "",
	    .app_scope = "https://mail.google.com/",
	    .user_scope = "https://mail.google.com/",
	},
};

const struct provider_preset *
provider_preset(enum provider p)
{
	switch (p) {
	case PROVIDER_MICROSOFT365:
	case PROVIDER_GOOGLE:
		return &presets[p];
	case PROVIDER_NONE:
		break;
	}
	return NULL;
}

/* The first that stands in the answer counts: the particular before the
 * general. */
static const struct {
	const char *sign;
	const char *remedy;
} remedies[] = {
	{ "AADSTS7000222",
	    "the application's secret has expired: make a new one in Entra "
	    "(App registrations, Certificates & secrets), put it in place and "
	    "set expires" },
	{ "AADSTS7000215",
	    "the application's secret is wrong: use the secret's value, not "
	    "its id" },
	{ "AADSTS700027",
	    "the certificate is not the one that is registered with the "
	    "application, or has expired: upload certificate_file in Entra "
	    "(Certificates & secrets)" },
	{ "AADSTS700016",
	    "no application with this client_id is known in this tenant: "
	    "correct client_id or tenant" },
	{ "AADSTS700082",
	    "the refresh token has expired after 90 days without use: run "
	    "postwacht auth" },
	{ "AADSTS70043",
	    "a policy for sign-in frequency ended the refresh token: run "
	    "postwacht auth, or use an application's certificate instead" },
	{ "AADSTS50173",
	    "the grant was revoked, as by a new password: run postwacht "
	    "auth" },
	{ "AADSTS50076",
	    "a second factor is asked for: run postwacht auth, or use an "
	    "application's certificate instead" },
	{ "AADSTS53003",
	    "a Conditional Access policy blocks it: have the administrator "
	    "leave this application or this server's address out" },
	{ "AADSTS65001",
	    "an administrator has not consented: grant admin consent for "
	    "IMAP.AccessAsApp (and SMTP.SendAsApp) in Entra" },
	{ "AADSTS90002", "the tenant is not known: correct tenant" },
	{ "AADSTS70011",
	    "the scope is wrong: leave scope out, so that the preset holds" },
	{ "invalid_grant",
	    "the refresh token is not accepted any more: run postwacht "
	    "auth" },
	{ "invalid_client",
	    "client_id or the application's secret is wrong: correct it" },
	{ "unauthorized_client",
	    "the application may not use this grant: allow it where the "
	    "application is registered" },
	{ "invalid_scope", "the scope is wrong: correct scope" },
	{ "SmtpClientAuthentication is disabled",
	    "SMTP AUTH is switched off: switch it on for this mailbox "
	    "(Set-CASMailbox ADDRESS -SmtpClientAuthenticationDisabled "
	    "$false), or send by the organisation's relay" },
	{ "5.7.30",
	    "the service takes no password any more (basic authentication "
	    "has ended): use auth = \"xoauth2\" with a token source" },
	{ "5.7.64",
	    "the connector does not know this machine: it must name the "
	    "client certificate (TlsSenderCertificateName) or the address, and "
	    "client_certificate_file must hold the whole chain" },
	{ "No client certificate presented",
	    "the relay wants a certificate of this machine: set "
	    "client_certificate_file and client_key_file" },
	{ "Client certificate not trusted",
	    "the relay does not accept client_certificate_file: have its "
	    "issuer trusted there, or use another one" },
	{ "5.7.60",
	    "this login may not send as post.from: grant Send As on it, or "
	    "set post.from to the login's own address" },
	{ "5.7.57", "the server wants a login: set user and auth" },
	{ "5.7.3",
	    "the login was not accepted: user must be the mailbox's primary "
	    "address, SMTP AUTH must be on for it, and the application needs "
	    "SMTP.SendAsApp" },
	{ "User is authenticated but not connected",
	    "the token is good, but not for this mailbox: user must be the "
	    "shared mailbox's own address, and the application needs "
	    "FullAccess on it (Add-MailboxPermission)" },
	{ "AUTHENTICATE failed",
	    "the mailbox does not know the application: register its service "
	    "principal in Exchange (New-ServicePrincipal) with the object id "
	    "of the enterprise application, and give it FullAccess" },
	{ "Application-specific password required",
	    "Google wants a token here: use auth = \"xoauth2\" with a token "
	    "source" },
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* 5.7.3 does not stand in 5.7.350, nor in 15.7.3. */
static bool
is_in(const char *answer, const char *sign)
{
	const char *at = answer;
	size_t n = strlen(sign);

	for (; (at = strstr(at, sign)); at++) {
		bool goes_on = is_digit(sign[n - 1]) && is_digit(at[n]);
		bool is_tail = at > answer && is_digit(sign[0]) &&
		    (is_digit(at[-1]) || at[-1] == '.');

		if (!goes_on && !is_tail)
			return true;
	}
	return false;
}

const char *
provider_remedy(const char *answer)
{
	size_t i;

	for (i = 0; i < LENGTH(remedies); i++) {
		if (is_in(answer, remedies[i].sign))
			return remedies[i].remedy;
	}
	return "";
}
