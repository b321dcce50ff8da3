#!/usr/bin/env python3
"""A scripted token endpoint, for the answers that a real provider gives only
on a bad day.

    token_peer.py PORT CERTIFICATE KEY SCRIPT LOG

SCRIPT is a JSON array of answers {"status": 400, "headers": {}, "body": {}},
read anew for each request; the n-th request gets the n-th one, the last one
again and again. LOG gets one line a request: the names of its fields.
"""

import http.server
import json
import ssl
import sys
import urllib.parse


class Handler(http.server.BaseHTTPRequestHandler):
    count = 0

    def do_POST(self):
        form = urllib.parse.parse_qs(
            self.rfile.read(int(self.headers["Content-Length"])).decode())
        with open(SCRIPT, encoding="utf-8") as f:
            script = json.load(f)
        answer = script[min(Handler.count, len(script) - 1)]
        Handler.count += 1
        body = json.dumps(answer["body"]).encode()
        with open(LOG, "a", encoding="utf-8") as f:
            f.write(" ".join(sorted(form)) + "\n")
        self.send_response(answer["status"])
        for name, value in answer.get("headers", {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


PORT, CERTIFICATE, KEY, SCRIPT, LOG = sys.argv[1:]
server = http.server.ThreadingHTTPServer(("127.0.0.1", int(PORT)), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(CERTIFICATE, KEY)
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
