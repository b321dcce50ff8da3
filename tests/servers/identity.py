#!/usr/bin/env python3
"""A private identity provider (glewlwyd) for the token tests.

    identity.py prepare FOLDER PORT CERTIFICATE KEY  then: glewlwyd -c FOLDER/conf
    identity.py settle FOLDER                        when it runs
    identity.py client FOLDER NAME SECRET           an application with a
                                                    secret, and a person of the
                                                    same name and password
    identity.py certified FOLDER NAME CERTIFICATE   an application that signs
    identity.py refresh FOLDER NAME SECRET          prints a refresh token
    identity.py introspect FOLDER PORT              tells a mail server whether
                                                    a token is good (RFC 7662)

It listens on loopback as https://localhost:PORT/api/idp/; FOLDER/public.pem
is the key that its tokens are signed with. Refresh tokens hold once. Dovecot
2.3 refuses the type of its tokens ("at+jwt", RFC 9068) when it checks them by
itself, and the provider knows nothing of an application's tokens when it is
asked; so Dovecot asks `introspect`, which checks signature and dates.
"""

import base64
import http.server
import json
import os
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

SCHEMA = "/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3"

CONFIGURATION = """
port = {port}
bind_address = "127.0.0.1"
external_url = "https://localhost:{port}"
login_url = "login.html"
api_prefix = "api"
log_mode = "file"
log_level = "INFO"
log_file = "{folder}/log"
cookie_domain = "localhost"
session_expiration = 3600
session_key = "SESSION"
admin_session_authentication = "cookie"
admin_scope = "g_admin"
profile_scope = "g_profile"
user_module_path = "/usr/lib/glewlwyd/user"
client_module_path = "/usr/lib/glewlwyd/client"
user_auth_scheme_module_path = "/usr/lib/glewlwyd/scheme"
plugin_module_path = "/usr/lib/glewlwyd/plugin"
use_secure_connection = true
secure_connection_key_file = "{key}"
secure_connection_pem_file = "{certificate}"
hash_algorithm = "SHA512"
database = {{ type = "sqlite3"; path = "{folder}/db"; }};
"""


class Provider:
    """The administrator's way in."""

    def __init__(self, folder):
        self.folder = folder
        with open(f"{folder}/port", encoding="ascii") as f:
            self.base = f"https://localhost:{f.read().strip()}/api"
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE  # the rig's own, on loopback
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=context))
        self.cookie = ""

    def ask(self, path, body, kind):
        request = urllib.request.Request(
            self.base + path, data=body, method="POST",
            headers={"Content-Type": kind, "Cookie": self.cookie})
        with self.opener.open(request, timeout=10) as answer:
            cookie = answer.headers.get("Set-Cookie")
            self.cookie = cookie.split(";")[0] if cookie else self.cookie
            return answer.read()

    def put(self, path, body):
        try:
            self.ask(path, json.dumps(body).encode(), "application/json")
        except urllib.error.HTTPError as error:
            sys.exit(f"identity: {path}: {error.code} {error.read()!r}")

    def form(self, path, **fields):
        return json.loads(self.ask(
            path, urllib.parse.urlencode(fields).encode(),
            "application/x-www-form-urlencoded"))

    def log_in(self):
        # The administrator that the package's schema begins with.
        self.put("/auth/", {"username": "admin", "password": "password"})
        return self


def read(path):
    with open(path, encoding="ascii") as f:
        return f.read()


def settle(folder):
    for _ in range(200):
        try:
            return furnish(Provider(folder).log_in(), folder)
        except OSError:
            time.sleep(0.1)
    sys.exit("identity: it does not answer")


def furnish(provider, folder):
    provider.put("/scope/", {
        "name": "mail", "display_name": "mail", "description": "Mail",
        "password_required": True, "scheme": {}})
    provider.put("/mod/plugin/", {
        "module": "oidc", "name": "idp", "display_name": "idp",
        "order_rank": 0, "parameters": {
            "iss": "https://localhost", "jwt-type": "rsa",
            "jwt-key-size": "256", "key": read(f"{folder}/private.pem"),
            "cert": read(f"{folder}/public.pem"),
            "access-token-duration": 3600, "refresh-token-duration": 86400,
            "code-duration": 600, "refresh-token-rolling": True,
            "refresh-token-one-use": "always", "allow-non-oidc": True,
            "auth-type-client-enabled": True, "auth-type-code-enabled": True,
            "auth-type-password-enabled": True,
            "auth-type-token-enabled": False,
            "auth-type-id-token-enabled": False,
            "auth-type-none-enabled": False,
            "auth-type-device-enabled": False,
            "auth-type-refresh-enabled": True,
            "request-parameter-allow": True,
            "client-pubkey-parameter": "pubkey",
            "client-jwks-parameter": "jwks",
            "client-jwks_uri-parameter": "jwks_uri",
            "request-maximum-exp": 3600, "subject-type": "public",
            "scope": [], "claims": [], "name-claim": "on-demand"}})


def prepare(folder, port, certificate, key):
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/conf", "w", encoding="ascii") as f:
        f.write(CONFIGURATION.format(
            folder=folder, port=port, certificate=certificate, key=key))
    with open(f"{folder}/port", "w", encoding="ascii") as f:
        f.write(port)
    subprocess.run(["openssl", "genrsa", "-out", f"{folder}/private.pem",
                    "2048"], check=True, stderr=subprocess.DEVNULL)
    subprocess.run(["openssl", "rsa", "-in", f"{folder}/private.pem",
                    "-pubout", "-out", f"{folder}/public.pem"], check=True,
                   stderr=subprocess.DEVNULL)
    with open(SCHEMA, "rb") as schema:
        subprocess.run(["sqlite3", f"{folder}/db"], stdin=schema, check=True)


def add_client(folder, name, how):
    Provider(folder).log_in().put("/client/", {
        "client_id": name, "name": name, "enabled": True,
        "confidential": True, "scope": ["mail"],
        "redirect_uri": ["https://localhost/"], **how})


def client(folder, name, secret):
    add_client(folder, name, {
        "password": secret,
        "authorization_type": [
            "client_credentials", "refresh_token", "password"],
        "token_endpoint_auth_method": ["client_secret_post"]})
    Provider(folder).log_in().put("/user/", {
        "username": name, "name": name, "email": f"{name}@team.example",
        "password": secret, "enabled": True, "scope": ["mail"]})


def certified(folder, name, certificate):
    public = subprocess.run(
        ["openssl", "x509", "-in", certificate, "-pubkey", "-noout"],
        check=True, capture_output=True, text=True).stdout
    add_client(folder, name, {
        "authorization_type": ["client_credentials"],
        "token_endpoint_auth_method": ["private_key_jwt"],
        "token_endpoint_signing_alg": "PS256", "pubkey": public})


def refresh(folder, name, secret):
    answer = Provider(folder).form(
        "/idp/token", grant_type="password", username=name, password=secret,
        client_id=name, client_secret=secret, scope="mail")
    print(answer["refresh_token"])


def part(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def claims_of(folder, token):
    """What a token says, or nothing when it is not the provider's own."""
    try:
        head, body, signature = token.split(".")
        if json.loads(part(head))["alg"] != "RS256":
            return {}
        with tempfile.NamedTemporaryFile() as f:
            f.write(part(signature))
            f.flush()
            good = subprocess.run(
                ["openssl", "dgst", "-sha256", "-verify",
                 f"{folder}/public.pem", "-signature", f.name],
                input=f"{head}.{body}".encode(), capture_output=True,
                check=False).returncode == 0
        claims = json.loads(part(body))
    except (ValueError, KeyError):
        return {}
    return claims if good and claims["exp"] > time.time() else {}


def introspect(folder, port):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            form = urllib.parse.parse_qs(self.rfile.read(
                int(self.headers["Content-Length"])).decode())
            claims = claims_of(folder, form.get("token", [""])[0])
            body = json.dumps({"active": bool(claims), **claims}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    http.server.ThreadingHTTPServer(
        ("127.0.0.1", int(port)), Handler).serve_forever()


if __name__ == "__main__":
    {"prepare": prepare, "settle": settle, "client": client, "certified": certified,
     "refresh": refresh,
     "introspect": introspect}[sys.argv[1]](*sys.argv[2:])
