#!/usr/bin/env python3
"""An SMTP server that misbehaves as it is told.

smtp_peer.py FOLDER SCRIPT writes its port to FOLDER/port and then serves on
127.0.0.1 until it is killed. What was said goes to FOLDER/dialogue, one line
"connection direction text" each; accepted mails to FOLDER/mail.N.

SCRIPT is JSON. "implicit_tls": true begins with the handshake. Every other
key is an occasion ("connect", "ehlo", "starttls", "auth", "mail", "rcpt",
"data", "body", "dot", "rset", "quit", "idle") with a list of actions: the
first applies the first time, the last for ever. An action is the reply's text
(lines separated by "\\n", without CR), or such a text followed by "|close",
"|hang", or "|+TEXT", which slips TEXT in behind it. "" says nothing.
FOLDER/server.crt and server.key serve TLS.
"""
import base64
import json
import os
import socket
import ssl
import sys
import threading
import time

DEFAULTS = {
    "connect": ["220 peer.example ESMTP"],
    "ehlo": ["250-peer.example\n250-8BITMIME\n250 SIZE 1000000"],
    "starttls": ["220 go ahead"],
    "auth": ["235 2.7.0 welcome"],
    "mail": ["250 2.1.0 sender ok"],
    "rcpt": ["250 2.1.5 recipient ok"],
    "data": ["354 go on"],
    "body": [""],
    "dot": ["250 2.0.0 queued"],
    "rset": ["250 2.0.0 forgotten"],
    "quit": ["221 2.0.0 bye|close"],
    "idle": [""],
}


class Closed(Exception):
    pass


class Peer:
    def __init__(self, folder, script):
        self.folder = folder
        self.script = {**DEFAULTS, **script}
        self.used = {}
        self.lock = threading.Lock()
        self.mails = 0

    def action(self, occasion):
        with self.lock:
            actions = self.script[occasion]
            n = self.used.get(occasion, 0)
            self.used[occasion] = n + 1
            return actions[min(n, len(actions) - 1)]

    def note(self, number, direction, text):
        with self.lock, open(f"{self.folder}/dialogue", "a") as f:
            f.write(f"{number} {direction} {text}\n")

    def keep(self, mail):
        with self.lock:
            self.mails += 1
            name = f"{self.folder}/mail.{self.mails}"
        with open(name, "wb") as f:
            f.write(mail)


class Connection(threading.Thread):
    def __init__(self, peer, sock, number):
        super().__init__(daemon=True)
        self.peer, self.sock, self.number = peer, sock, number
        self.data = b""

    def tls(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{self.peer.folder}/server.crt",
                                f"{self.peer.folder}/server.key")
        self.sock = context.wrap_socket(self.sock, server_side=True)

    def line(self):
        while b"\r\n" not in self.data:
            more = self.sock.recv(65536)
            if not more:
                raise Closed
            self.data += more
        line, self.data = self.data.split(b"\r\n", 1)
        return line

    def act(self, occasion):
        """Carries the action out; the first digit of what was said."""
        text, _, deed = self.peer.action(occasion).partition("|")
        out = text.replace("\n", "\r\n") + "\r\n" if text else ""
        if deed.startswith("+"):
            out += deed[1:] + "\r\n"
        if out:
            self.peer.note(self.number, "S", text.replace("\n", "/"))
            self.sock.sendall(out.encode("latin-1"))
        if deed == "close":
            raise Closed
        if deed == "hang":
            time.sleep(600)
        return text[:1]

    def body(self):
        if self.act("body"):
            raise Closed
        lines = []
        while (line := self.line()) != b".":
            lines.append(line[1:] if line.startswith(b".") else line)
        mid = next((line for line in lines
                    if line.lower().startswith(b"message-id:")), b"")
        self.peer.note(self.number, "C", f". {mid.decode('latin-1')}")
        if self.act("dot") == "2":
            self.peer.keep(b"".join(line + b"\r\n" for line in lines))

    def auth(self, line):
        words = line.split()
        if len(words) > 1 and words[1].upper() == "LOGIN":
            for prompt in ("Username:", "Password:"):
                asked = base64.b64encode(prompt.encode()).decode()
                self.sock.sendall(f"334 {asked}\r\n".encode())
                answer = base64.b64decode(self.line()).decode()
                self.peer.note(self.number, "A", answer)
        elif len(words) > 2:
            answer = base64.b64decode(words[2]).decode()
            self.peer.note(self.number, "A", answer.replace("\0", "|"))
        self.act("auth")

    def talk(self):
        if self.peer.script.get("implicit_tls"):
            self.tls()
        self.act("connect")
        while True:
            line = self.line().decode("latin-1")
            verb = line.split(" ")[0].split(":")[0].lower()
            self.peer.note(self.number, "C",
                           "AUTH" if verb == "auth" else line)
            if verb == "auth":
                self.auth(line)
            elif verb == "data":
                if self.act("data") == "3":
                    self.body()
                    self.act("idle")
            elif verb in DEFAULTS:
                said = self.act(verb)
                if verb == "starttls" and said == "2":
                    self.tls()
                    self.data = b""
            else:
                self.sock.sendall(b"502 5.5.1 what?\r\n")

    def run(self):
        try:
            self.talk()
        except (Closed, OSError):
            pass
        finally:
            self.peer.note(self.number, "-", "closed")
            self.sock.close()


def main():
    folder, script = sys.argv[1], json.loads(sys.argv[2])
    peer = Peer(folder, script)
    with socket.create_server(("127.0.0.1", 0)) as server:
        with open(f"{folder}/port.new", "w") as f:
            f.write(str(server.getsockname()[1]))
        os.rename(f"{folder}/port.new", f"{folder}/port")
        number = 0
        while True:
            sock, _ = server.accept()
            number += 1
            Connection(peer, sock, number).start()


if __name__ == "__main__":
    main()
