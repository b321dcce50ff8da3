"""A proxy between the daemon and a server that knows the protocol well enough
to do harm at a chosen moment.

A trap names an event and an action. The action runs in the connection's
thread at that moment, before anything more is passed on, and says how to go
on: None (pass on), "cut" (both sides closed), bytes (answer the client with
them instead of passing its line on; SMTP only).

IMAP: connect, fetch (the command was seen), literal (in its middle), fetched
(the completion, not yet passed), passed (it was).
SMTP: connect, mail, rcpt, data, body (its first bytes), dot (all of it was
seen, nothing passed), reply (the server answered, not yet passed), replied.
"""
import re
import select
import socket
import struct
import threading
import time


class Trap:
    def __init__(self, event, action, skip=0):
        self.event, self.action, self.skip = event, action, skip
        self.fired = threading.Event()
        self.fired_at = None


class Transaction:
    """One mail from RCPT on, or from MAIL on where DATA came with it (RFC
    2920): it may be on its way."""

    def __init__(self, run, rcpt):
        self.run, self.rcpt = run, rcpt
        self.message_id = None
        self.is_accepted = False  # the server said 250
        self.is_told = False      # and that was passed on


class Cut(Exception):
    pass


class Proxy(threading.Thread):
    def __init__(self, kind, port):
        super().__init__(daemon=True)
        self.kind, self.target = kind, port
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.socket.getsockname()[1]
        self.trap = None
        self.run_number = 0
        self.fetch_at = 0.0
        self.transactions = []
        self.start()

    def run(self):
        while True:
            client, _ = self.socket.accept()
            make = Imap if self.kind == "imap" else Smtp
            make(self, client).start()

    def arm(self, event, action, skip=0):
        self.trap = Trap(event, action, skip)
        return self.trap

    def disarm(self):
        self.trap = None

    def happen(self, event):
        trap = self.trap
        if not trap or trap.event != event or trap.fired.is_set():
            return None
        if trap.skip > 0:
            trap.skip -= 1
            return None
        trap.fired_at = time.monotonic()
        try:
            return trap.action()
        finally:
            trap.fired.set()


class Connection(threading.Thread):
    def __init__(self, proxy, client):
        super().__init__(daemon=True)
        self.proxy, self.client = proxy, client
        self.server = None

    def run(self):
        try:
            self.happen("connect")
            self.server = socket.create_connection(
                ("127.0.0.1", self.proxy.target), 30)
            for s in (self.client, self.server):
                s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.shuttle()
        except (OSError, Cut):
            pass
        finally:
            for s in (self.client, self.server):
                if s:
                    s.close()

    def shuttle(self):
        while True:
            ready, _, _ = select.select([self.client, self.server], [], [])
            for s in ready:
                data = s.recv(65536)
                if not data:
                    return
                if s is self.client:
                    self.from_client(data)
                else:
                    self.from_server(data)

    def happen(self, event):
        answer = self.proxy.happen(event)
        if answer == "cut":
            self.cut()
        return answer

    def cut(self):
        """As a firewall would: a reset. Every other time an orderly end."""
        if self.proxy.run_number % 2:
            self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                   struct.pack("ii", 1, 0))
        raise Cut


class Imap(Connection):
    def __init__(self, proxy, client):
        super().__init__(proxy, client)
        self.fetches = set()
        self.literal = 0
        self.tail = b""

    def from_client(self, data):
        for tag in re.findall(rb"(?m)^(\S+) UID FETCH", data):
            self.fetches.add(tag)
            self.proxy.fetch_at = time.monotonic()
            self.happen("fetch")
        self.server.sendall(data)

    def from_server(self, data):
        while data:
            data = (self.in_literal if self.literal else self.in_line)(data)

    def in_literal(self, data):
        n = min(self.literal, len(data))
        self.client.sendall(data[:n // 2])
        self.happen("literal")
        self.client.sendall(data[n // 2:n])
        self.literal -= n
        return data[n:]

    def in_line(self, data):
        end = data.find(b"\n") + 1
        part = data[:end] if end else data
        line = self.tail + part
        if not end:
            self.tail = line[-4096:]
            self.client.sendall(part)
            return b""
        self.tail = b""
        length = re.search(rb"\{(\d+)\}\r\n$", line)
        tag = line.split(b" ", 1)[0]
        if length:
            self.literal = int(length[1])
        if tag in self.fetches:
            self.fetches.discard(tag)
            self.happen("fetched")
            self.client.sendall(part)
            self.happen("passed")
        else:
            self.client.sendall(part)
        return data[end:]


class Smtp(Connection):
    def __init__(self, proxy, client):
        super().__init__(proxy, client)
        self.pending = b""
        self.transaction = None
        self.is_ahead = False  # DATA was seen behind MAIL
        self.owed = 1  # answers of the server to what was passed on; to begin
                       # with its greeting
        self.is_body = False
        self.awaits_final = False

    def from_client(self, data):
        self.pending += data
        while self.pending:
            if self.is_body:
                if not self.body():
                    return
                continue
            line, end, rest = self.pending.partition(b"\r\n")
            if not end:
                return
            self.pending = rest
            self.command(line + end)

    def command(self, line):
        verb = line[:4].decode("latin-1").lower()
        if verb == "mail":
            self.is_ahead = b"\r\nDATA\r\n" in self.pending
            if self.is_ahead:
                self.begin(self.pending)
        elif verb == "rcpt" and not self.is_ahead:
            self.begin(line)
        answer = self.happen(verb)
        if answer:
            while self.owed > 0:
                said = self.server.recv(65536)
                if not said:
                    raise Cut
                self.from_server(said)
            self.client.sendall(answer)
        else:
            self.server.sendall(line)
            self.owed += 1

    def begin(self, text):
        rcpt = re.search(rb"RCPT TO:<([^>]*)>", text)[1].decode()
        self.transaction = Transaction(self.proxy.run_number, rcpt)
        self.proxy.transactions.append(self.transaction)

    def body(self):
        end = self.pending.find(b"\r\n.\r\n")
        found = re.search(rb"(?mi)^Message-ID:\s*(\S+)", self.pending)
        if found:
            self.transaction.message_id = found[1].decode().strip("<>")
            self.happen("body")
        if end < 0:
            return False
        mail, self.pending = self.pending[:end + 5], self.pending[end + 5:]
        answer = self.happen("dot")
        self.is_body = False
        if answer:
            # The server never sees the end of it, and the client is told.
            self.client.sendall(answer)
            raise Cut
        self.awaits_final = True
        self.server.sendall(mail)
        self.owed += 1
        return True

    def from_server(self, data):
        self.owed -= len(re.findall(rb"(?m)^\d{3} ", data))
        if self.awaits_final:
            self.awaits_final = False
            self.transaction.is_accepted = data.startswith(b"250")
            self.happen("reply")
            self.client.sendall(data)
            self.transaction.is_told = True
            self.happen("replied")
            return
        if re.search(rb"(?m)^354", data):
            self.is_body = True
        self.client.sendall(data)
