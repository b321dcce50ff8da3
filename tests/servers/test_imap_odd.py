#!/usr/bin/env python3
"""test_imap_odd.py BUILD: the IMAP source against servers that misbehave.

Each test scripts a small server on loopback and reads what watch_probe tells.
The names state the behaviour; ids such as A18 are those of the hard cases.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

BUILD = "build"
# What is seen at all is seen at once; a loaded machine is given more time.
PATIENCE = 4 * int(os.environ.get("RIG_SLOW", "1"))
MAIL = b"From: a@gemeente.example\r\nSubject: %d\r\n\r\nMag dat?\r\n"
CAPABILITY = "IMAP4rev1 AUTH=PLAIN IDLE"


class Hang(Exception):
    """Say nothing more on this connection."""


class Server:
    """Answers as a decent IMAP server would; a test overrides what it wants
    to go wrong."""

    greeting = b"* OK ready\r\n"
    capability = CAPABILITY
    uidvalidity = 7
    folders = b'* LIST (\\HasNoChildren) "/" INBOX\r\n'

    def __init__(self, uids=(1, 2, 3)):
        self.uids = list(uids)
        self.uidnext = max(self.uids, default=0) + 1
        self.seen = []
        self.connections = 0
        self.idling = threading.Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            try:
                peer, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.serve, args=(peer,), daemon=True).start()

    def close(self):
        self.socket.close()

    def serve(self, peer):
        lines = peer.makefile("rb")
        try:
            peer.sendall(self.greeting)
            for line in lines:
                line = line.rstrip(b"\r\n").decode("latin-1")
                self.seen.append(line)
                tag, _, command = line.partition(" ")
                if command == "LOGOUT":
                    break
                self.answer(peer, lines, tag, command)
        except Hang:
            self.hang(peer)
        except OSError:
            pass
        finally:
            lines.close()
            peer.close()

    @staticmethod
    def hang(peer):
        try:
            while peer.recv(4096):
                pass
        except OSError:
            pass

    def answer(self, peer, lines, tag, command):
        word = command.split(" ")[0]
        if command.startswith("UID "):
            word = "UID_" + command.split(" ")[1]
        handler = getattr(self, "do_" + word, None)
        out = handler(peer, lines, tag, command) if handler else b""
        if out is None:
            return
        if not re.search(rb"(^|\n)%s (OK|NO|BAD)" % tag.encode(), out):
            out += b"%s OK done\r\n" % tag.encode()
        peer.sendall(out)

    def do_CAPABILITY(self, peer, lines, tag, command):
        return b"* CAPABILITY %s\r\n" % self.capability.encode()

    def do_AUTHENTICATE(self, peer, lines, tag, command):
        peer.sendall(b"+ \r\n")
        lines.readline()
        return b""

    def do_LIST(self, peer, lines, tag, command):
        return self.folders

    def do_EXAMINE(self, peer, lines, tag, command):
        return (b"* %d EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Answered)\r\n"
                b"* OK [UIDVALIDITY %d] x\r\n* OK [UIDNEXT %d] x\r\n"
                % (len(self.uids), self.uidvalidity, self.uidnext))

    def do_STATUS(self, peer, lines, tag, command):
        name = command[len("STATUS "):command.rindex(" (")].encode()
        return (b"* STATUS %s (UIDNEXT %d UIDVALIDITY %d)\r\n"
                % (name, self.uidnext, self.uidvalidity))

    def chosen(self, command):
        lo, _, hi = re.search(r"(\d+)(:(\d+))?", command).groups()
        return [u for u in self.uids if int(lo) <= u <= int(hi or lo)]

    def do_UID_SEARCH(self, peer, lines, tag, command):
        found = " ".join(str(u) for u in self.chosen(command))
        return b"* SEARCH %s\r\n" % found.encode()

    def item(self, uid):
        return self.literal(uid, MAIL % uid)

    def literal(self, uid, body, promised=None):
        n = len(body) if promised is None else promised
        return (b"* %d FETCH (UID %d FLAGS () INTERNALDATE "
                b'"23-Nov-2026 09:12:00 +0100" BODY[]<0> {%d}\r\n%s)\r\n'
                % (self.uids.index(uid) + 1, uid, n, body))

    def do_UID_FETCH(self, peer, lines, tag, command):
        return b"".join(self.item(u) for u in self.chosen(command))

    def do_IDLE(self, peer, lines, tag, command):
        peer.sendall(b"+ idling\r\n")
        self.idling.set()
        lines.readline()
        return b""


class Folders(Server):
    """A server with several folders; those in `refused` cannot be opened, and
    `without` names response codes that EXAMINE and STATUS leave out."""

    def __init__(self, **boxes):
        self.boxes = {"INBOX": [1], **boxes}
        self.current = "INBOX"
        self.refused = set()
        self.without = {}
        self.answered = set()
        self.modseq = 10
        super().__init__(())

    @property
    def uids(self):
        return self.boxes[self.current]

    @uids.setter
    def uids(self, value):
        pass

    def next_of(self, name):
        return max(self.boxes[name], default=0) + 1

    def do_LIST(self, peer, lines, tag, command):
        return b"".join(b'* LIST () "/" "%s"\r\n' % name.encode()
                        for name in self.boxes)

    @staticmethod
    def name_in(command):
        return command.split(" ", 1)[1].partition(" (")[0].strip('"')

    def do_EXAMINE(self, peer, lines, tag, command):
        name = self.name_in(command)
        if name in self.refused:
            return b"%s NO [SERVERBUG] it is broken\r\n" % tag.encode()
        self.current = name
        codes = {"UIDVALIDITY": self.uidvalidity,
                 "UIDNEXT": self.next_of(name),
                 "HIGHESTMODSEQ": self.modseq}
        return b"* %d EXISTS\r\n" % len(self.uids) + b"".join(
            b"* OK [%s %d] x\r\n" % (code.encode(), n)
            for code, n in codes.items()
            if code not in self.without.get(name, ()))

    def do_STATUS(self, peer, lines, tag, command):
        name = self.name_in(command)
        codes = {"UIDVALIDITY": self.uidvalidity,
                 "UIDNEXT": self.next_of(name),
                 "HIGHESTMODSEQ": self.modseq}
        said = " ".join(f"{code} {n}" for code, n in codes.items()
                        if code in command and
                        code not in self.without.get(name, ()))
        return b'* STATUS "%s" (%s)\r\n' % (name.encode(), said.encode())

    def chosen(self, command):
        if "*" in command:
            return self.uids[-1:]
        words = re.search(r"UID (?:SEARCH UID|FETCH) (\S+)", command)[1]
        found = set()
        for part in words.split(","):
            lo, _, hi = part.partition(":")
            found |= {u for u in self.uids if int(lo) <= u <= int(hi or lo)}
        return sorted(found)

    def do_UID_FETCH(self, peer, lines, tag, command):
        if "BODY" in command:
            return super().do_UID_FETCH(peer, lines, tag, command)
        return b"".join(
            b"* %d FETCH (UID %d FLAGS (%s))\r\n"
            % (self.uids.index(u) + 1, u,
               b"\\Answered" if u in self.answered else b"")
            for u in self.chosen(command))


class Pushing(Server):
    """Tells of new mail in its first IDLE."""

    new = (4,)
    told = None

    def __init__(self):
        self.later = []
        super().__init__()

    def pushed(self, peer, lines):
        lines.readline()

    def do_IDLE(self, peer, lines, tag, command):
        peer.sendall(b"+ idling\r\n")
        if self.idling.is_set():
            lines.readline()
            return b""
        self.idling.set()
        self.uids += self.new
        self.uidnext = self.uids[-1] + 1
        peer.sendall(b"* %d EXISTS\r\n" % (self.told or len(self.uids)))
        self.pushed(peer, lines)
        peer.sendall(b"%s OK done\r\n" % tag.encode())
        for tag, command in self.later:
            self.answer(peer, lines, tag, command)
        return None


class Long(Folders):
    """Texts without a part that ends in sight, all of that many bytes; gives
    the bytes that are asked for."""

    def __init__(self, size):
        self.size = size
        super().__init__()

    def item(self, uid):
        text = (b"Subject: lang %05d\r\nContent-Type: text/plain\r\n\r\n"
                % uid + b"x y z\r\n" * (self.size // 7))[:self.size]
        body = text[self.at:self.at + self.n]
        return (b"* %d FETCH (UID %d FLAGS () BODY[]<%d> {%d}\r\n%s)\r\n"
                % (self.uids.index(uid) + 1, uid, self.at, len(body), body))

    def do_UID_FETCH(self, peer, lines, tag, command):
        self.at, self.n = map(
            int, re.search(r"<(\d+)\.(\d+)>", command).groups())
        return super().do_UID_FETCH(peer, lines, tag, command)


class Probe:
    """watch_probe with its output; always ended."""

    def __init__(self, server, *arguments, security="none"):
        self.secret = tempfile.NamedTemporaryFile("w")
        self.secret.write('ge"he\\im\n')
        self.secret.flush()
        self.process = subprocess.Popen(
            [os.path.join(BUILD, "servers/watch_probe"), "source=imap",
             "host=127.0.0.1", f"port={server.port}", f"security={security}",
             "user=anna", f"password_file={self.secret.name}", *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.lines = []
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def text(self):
        return "\n".join(self.lines)

    def wait_for(self, pattern, seconds=5, count=1):
        until = time.monotonic() + seconds * PATIENCE
        while time.monotonic() < until:
            if len(re.findall(pattern, self.text(), re.M)) >= count:
                return True
            time.sleep(0.02)
        return False

    def poke(self):
        self.process.stdin.write("poke\n")
        self.process.stdin.flush()

    def end(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.reader.join()
        self.process.stdin.close()
        self.process.stdout.close()
        self.secret.close()


class OddServers(unittest.TestCase):
    def start(self, server, *arguments, **options):
        self.addCleanup(server.close)
        probe = Probe(server, *arguments, **options)
        self.addCleanup(probe.end)
        return probe

    def expect(self, probe, pattern, seconds=5, count=1):
        if not probe.wait_for(pattern, seconds, count):
            self.fail(f"not seen: {pattern}\n{probe.text()}")

    def test_without_auth_plain_login_quotes_the_password(self):
        class S(Server):
            capability = "IMAP4rev1"
        server = S()
        self.expect(self.start(server, "once=1"), "^caught_up")
        self.assertIn('a2 LOGIN "anna" "ge\\"he\\\\im"', server.seen)

    def test_logindisabled_sends_no_password(self):
        class S(Server):
            capability = "IMAP4rev1 LOGINDISABLED"
        server = S()
        self.expect(self.start(server, "once=1"), "^trouble kind=fix")
        self.assertFalse([x for x in server.seen if "LOGIN " in x])

    def test_preauth_with_starttls_is_refused(self):
        class S(Server):
            greeting = b"* PREAUTH welcome\r\n"
        server = S()
        self.expect(self.start(server, "once=1", security="starttls"),
                    "^trouble kind=fix .*PREAUTH")
        self.assertEqual(server.seen, [])

    def test_bytes_behind_the_answer_to_starttls_are_refused(self):
        class S(Server):
            def do_STARTTLS(self, peer, lines, tag, command):
                return b"%s OK go\r\n* OK injected\r\n" % tag.encode()
        server = S()
        self.expect(self.start(server, "once=1", security="starttls"),
                    "^trouble kind=fix .*more than the answer to STARTTLS")
        self.assertEqual(len(server.seen), 1)

    def test_a_server_without_starttls_gets_no_password(self):
        class S(Server):
            def do_STARTTLS(self, peer, lines, tag, command):
                return b"%s BAD what?\r\n" % tag.encode()
        server = S()
        self.expect(self.start(server, "once=1", security="starttls"),
                    "^trouble kind=fix .*refuses STARTTLS")
        self.assertEqual(len(server.seen), 1)

    def test_a12_a_suggested_backoff_is_obeyed_even_when_poked(self):
        class S(Server):
            def do_AUTHENTICATE(self, peer, lines, tag, command):
                return (b"%s NO Request is throttled. Suggested Backoff Time:"
                        b" 1299961 milliseconds\r\n" % tag.encode())
        server = S()
        probe = self.start(server)
        self.expect(probe, "^trouble kind=again retry=1300 ")
        probe.poke()
        time.sleep(0.5)
        self.assertEqual(server.connections, 1)

    def test_a12_a_throttled_fetch_sets_nothing_aside(self):
        class S(Server):
            def do_UID_FETCH(self, peer, lines, tag, command):
                return (b"%s NO Request is throttled. Suggested Backoff Time:"
                        b" 2000000 milliseconds\r\n" % tag.encode())
        probe = self.start(S())
        self.expect(probe, "^trouble kind=again retry=2000 ")
        self.assertNotIn("mail ", probe.text())

    def test_a13_authenticated_but_not_connected_is_passing(self):
        class S(Server):
            def do_EXAMINE(self, peer, lines, tag, command):
                return (b"%s BAD User is authenticated but not connected.\r\n"
                        % tag.encode())
        self.expect(self.start(S()), "^trouble kind=again .*not connected")

    def test_a7_a_message_that_is_refused_is_set_aside_alone(self):
        class S(Server):
            def do_UID_FETCH(self, peer, lines, tag, command):
                got = self.chosen(command)
                out = b"".join(self.item(u) for u in got if u != 2)
                if 2 in got:
                    out += b"%s NO some messages are broken\r\n" % tag.encode()
                return out
        probe = self.start(S(), "once=1")
        self.expect(probe, "^caught_up")
        self.expect(probe, r'uid=1 .*aside=""$')
        self.expect(probe, r'uid=2 .*aside="the server refuses')
        self.expect(probe, r'uid=3 .*aside=""$')
        self.expect(probe, "last=3 epoch=0 n=3 end=1")

    def test_a6_a_body_that_is_nil_is_set_aside(self):
        class S(Server):
            def item(self, uid):
                if uid == 2:
                    return b"* 2 FETCH (UID 2 FLAGS () BODY[]<0> NIL)\r\n"
                return super().item(uid)
        probe = self.start(S(), "once=1")
        self.expect(probe, r'uid=2 size=0 .*aside="the server lists it')

    def test_a_message_that_went_meanwhile_is_not_handed_out(self):
        class S(Server):
            def do_UID_FETCH(self, peer, lines, tag, command):
                if 2 in self.uids:
                    self.uids.remove(2)
                return super().do_UID_FETCH(peer, lines, tag, command)
        probe = self.start(S(), "once=1")
        self.expect(probe, "last=3 epoch=0 n=2 end=1")

    def test_a18_a_message_that_breaks_the_connection_ends_aside(self):
        class S(Server):
            def do_UID_FETCH(self, peer, lines, tag, command):
                for uid in self.chosen(command):
                    if uid == 2:
                        peer.sendall(self.literal(2, b"Subject: x\r\n", 225752))
                        raise OSError
                    peer.sendall(self.item(uid))
                return b""
        server = S()
        probe = self.start(server)
        for n in range(1, 6):
            self.expect(probe, "^trouble kind=again", count=n)
            probe.poke()
        self.expect(probe, "^well")
        self.expect(probe, r'uid=1 .*aside=""$')
        self.expect(probe, r'uid=2 .*aside="the connection breaks')
        self.expect(probe, r'uid=3 .*aside=""$')
        self.assertEqual(len(re.findall("^mail", probe.text(), re.M)), 3)

    def test_a_literal_beyond_all_bounds_ends_the_connection(self):
        class S(Server):
            def do_UID_FETCH(self, peer, lines, tag, command):
                peer.sendall(b"* 1 FETCH (UID 1 BODY[]<0> {4294967295}\r\n")
                raise Hang
        self.expect(self.start(S()), "^trouble kind=again .*too long")

    def test_an_endless_line_ends_the_connection(self):
        class S(Server):
            def do_EXAMINE(self, peer, lines, tag, command):
                peer.sendall(b"* OK " + b"x" * 100000)
                raise Hang
        self.expect(self.start(S()), "^trouble kind=again .*too long")

    def test_an_endless_greeting_ends_the_connection(self):
        class S(Server):
            greeting = b"* OK " + b"x" * 100000
        self.expect(self.start(S()), "^trouble kind=again .*endless line")

    def test_deep_nesting_is_survived(self):
        class S(Server):
            def do_UID_FETCH(self, peer, lines, tag, command):
                for _ in range(1000):
                    peer.sendall(b"* 1 FETCH (BODYSTRUCTURE " + b"(" * 60000)
                    peer.sendall(b"{1}\r\nx")
                raise Hang
        self.expect(self.start(S()), "^trouble kind=again .*too deep")

    def test_nesting_across_literals_is_counted_too(self):
        class S(Server):
            def do_UID_FETCH(self, peer, lines, tag, command):
                peer.sendall(b"* 1 FETCH (BODYSTRUCTURE ")
                for _ in range(1000):
                    peer.sendall(b"(" * 60 + b"{1}\r\nx")
                raise Hang
        self.expect(self.start(S()), "^trouble kind=again")

    def test_more_bytes_than_asked_are_cut(self):
        class S(Server):
            def item(self, uid):
                return self.literal(uid, MAIL % uid + b"y" * 20000)
        probe = self.start(S(), "once=1")
        self.expect(probe, "^mail .*uid=3 size=8192 .*cut=1")

    def test_a4_no_uidvalidity_reads_nothing(self):
        class S(Server):
            def do_EXAMINE(self, peer, lines, tag, command):
                return b"* 3 EXISTS\r\n* OK [UIDNEXT 4] x\r\n"
        probe = self.start(S())
        self.expect(probe, "^trouble kind=again .*UIDVALIDITY")
        self.assertNotIn("mail ", probe.text())

    def test_a3_uidnext_that_went_back_is_a_new_epoch(self):
        probe = self.start(Server(), "once=1", "cursor=INBOX:7:90")
        self.expect(probe, "uidvalidity=7 .*last=3 epoch=1 n=3 end=1")

    def test_few_messages_among_billions_of_uids_are_found_at_once(self):
        server = Server((5, 2000000000, 4000000000))
        probe = self.start(server, "once=1")
        self.expect(probe, "^mail .*uid=4000000000 ")
        self.assertLess(len(server.seen), 10)

    def test_an_empty_folder_is_reported_once(self):
        probe = self.start(Server(()), "once=1")
        self.expect(probe, "uidvalidity=7 uidnext=1 last=0 epoch=0 n=0 end=1")

    def test_an_internaldate_that_is_none_leaves_the_receipt_open(self):
        class S(Server):
            def literal(self, uid, body, promised=None):
                out = super().literal(uid, body, promised)
                return out.replace(b"23-Nov", b"31-Feb")
        probe = self.start(S(), "once=1")
        self.expect(probe, "uid=1 .*received=0 basis=5")

    def test_mail_reported_before_the_plus_of_idle_is_seen(self):
        class S(Server):
            def do_IDLE(self, peer, lines, tag, command):
                if not self.idling.is_set():
                    self.idling.set()
                    self.uids.append(4)
                    self.uidnext = 5
                    peer.sendall(b"* 4 EXISTS\r\n")
                peer.sendall(b"+ idling\r\n")
                lines.readline()
                return b""
        self.expect(self.start(S()), "^mail folder=INBOX uid=4 ", 2)

    def test_mail_that_replaces_an_expunged_one_is_seen(self):
        class S(Server):
            def do_IDLE(self, peer, lines, tag, command):
                peer.sendall(b"+ idling\r\n")
                if not self.idling.is_set():
                    self.idling.set()
                    self.uids = [2, 3, 4]
                    self.uidnext = 5
                    peer.sendall(b"* 1 EXPUNGE\r\n* 3 EXISTS\r\n")
                lines.readline()
                return b""
        self.expect(self.start(S()), "^mail folder=INBOX uid=4 ", 2)

    def test_pushed_mail_is_asked_for_with_the_end_of_idle(self):
        class S(Pushing):
            def pushed(self, peer, lines):
                self.together = [lines.readline().decode() for _ in range(2)]
                tag, _, command = self.together[1].rstrip().partition(" ")
                self.later.append((tag, command))
        server = S()
        self.expect(self.start(server), "^mail folder=INBOX uid=4 ", 2)
        self.assertEqual(server.together[0], "DONE\r\n")
        self.assertRegex(server.together[1], r"UID SEARCH UID 4:")
        self.assertEqual(len([x for x in server.seen if "EXAMINE" in x]), 1)

    def test_a6_pushed_mail_that_is_listed_and_not_given_is_set_aside(self):
        class S(Pushing):
            def item(self, uid):
                return b"" if uid == 4 else super().item(uid)
        self.expect(self.start(S()),
                    'uid=4 .*aside="the server lists it but gives nothing', 2)

    def test_pushed_mail_is_read_where_search_is_refused(self):
        class S(Pushing):
            def do_UID_SEARCH(self, peer, lines, tag, command):
                if command.endswith(":4294967295"):
                    return b"%s NO not so\r\n" % tag.encode()
                return super().do_UID_SEARCH(peer, lines, tag, command)
        self.expect(self.start(S()), "^mail folder=INBOX uid=4 ", 2)

    def test_mail_that_comes_with_the_answer_to_a_push_is_seen(self):
        class S(Pushing):
            def do_UID_FETCH(self, peer, lines, tag, command):
                out = super().do_UID_FETCH(peer, lines, tag, command)
                if "FETCH 4 " in command:
                    self.uids.append(5)
                    self.uidnext = 6
                    out += b"* 5 EXISTS\r\n"
                return out
        self.expect(self.start(S()), "^mail folder=INBOX uid=5 ", 2)

    def test_a18_a_connection_that_breaks_in_a_push_loses_nothing(self):
        class S(Pushing):
            def do_UID_FETCH(self, peer, lines, tag, command):
                if self.connections == 1 and "FETCH 4 " in command:
                    raise OSError
                return super().do_UID_FETCH(peer, lines, tag, command)
        probe = self.start(S())
        self.expect(probe, "^trouble kind=again ", 2)
        probe.poke()
        self.expect(probe, "^mail folder=INBOX uid=4 ", 2)

    def test_more_pushed_mail_than_fits_is_read_all_the_same(self):
        class S(Pushing):
            new = range(4, 200)
        probe = self.start(S())
        self.expect(probe, "^mail folder=INBOX uid=199 ", 3)
        self.assertEqual(len(re.findall("^mail ", probe.text(), re.M)), 199)

    def test_more_mail_than_was_pushed_is_read_all_the_same(self):
        class S(Pushing):
            new = range(4, 200)
            told = 4

            def do_UID_SEARCH(self, peer, lines, tag, command):
                found = " ".join(str(u) for u in self.chosen(command)[::-1])
                return b"* SEARCH %s\r\n" % found.encode()
        probe = self.start(S())
        self.expect(probe, "^mail folder=INBOX uid=199 ", 3)
        self.assertEqual(len(re.findall("^mail ", probe.text(), re.M)), 199)

    def test_a27_lists_out_of_order_are_handed_out_in_order(self):
        class S(Server):
            def do_UID_SEARCH(self, peer, lines, tag, command):
                found = " ".join(str(u) for u in self.chosen(command)[::-1])
                return b"* SEARCH %s\r\n" % found.encode()

            def do_UID_FETCH(self, peer, lines, tag, command):
                return b"".join(
                    self.item(u) for u in self.chosen(command)[::-1])
        probe = self.start(S(range(1, 31)), "once=1")
        self.expect(probe, "^caught_up")
        self.assertEqual(re.findall(r"^mail .*uid=(\d+) ", probe.text(), re.M),
                         [str(u) for u in range(1, 31)])
        self.expect(probe, "last=30 epoch=0 n=30 end=1")

    def test_a_gap_in_pushed_uids_is_read_over(self):
        class S(Pushing):
            new = (4, 900)
        self.expect(self.start(S()), "^mail folder=INBOX uid=900 ", 2)

    def test_a9_an_idle_that_died_is_found_at_the_next_poll(self):
        class S(Server):
            def do_IDLE(self, peer, lines, tag, command):
                peer.sendall(b"+ idling\r\n")
                if self.connections == 1:
                    raise Hang
                self.idling.set()
                lines.readline()
                return b""
        server = S()
        probe = self.start(server, "poll=1", "time_limit=1")
        self.expect(probe, "^trouble kind=again .*no answer in time")
        probe.poke()
        self.expect(probe, "^well")
        self.assertTrue(server.idling.wait(2 * PATIENCE))

    def test_a9_mail_that_idle_never_tells_of_is_seen(self):
        class S(Server):
            def do_NOOP(self, peer, lines, tag, command):
                self.uids.append(4)
                self.uidnext = 5
                return b"* 4 EXISTS\r\n"
        server = S()
        probe = self.start(server)
        for _ in range(6):
            server.idling.wait(2 * PATIENCE)
            server.idling.clear()
            probe.poke()
        self.expect(probe, "^mail folder=INBOX uid=4 ")

    def test_a11_a_server_that_never_answers_has_its_time_limit(self):
        class S(Server):
            def do_UID_FETCH(self, peer, lines, tag, command):
                raise Hang
        began = time.monotonic()
        probe = self.start(S(), "time_limit=1")
        self.expect(probe, "^trouble kind=again .*no answer in time")
        self.assertGreater(time.monotonic() - began, 0.9)

    def test_a11_what_comes_in_slowly_but_well_has_more_time(self):
        class S(Server):
            def literal(self, uid, body, promised=None):
                return super().literal(uid, body + b"x" * 8000)

            def do_UID_FETCH(self, peer, lines, tag, command):
                for uid in self.chosen(command):
                    peer.sendall(self.item(uid))
                    time.sleep(0.6)
                return b""
        probe = self.start(S(), "time_limit=1")
        self.expect(probe, "^mail folder=INBOX uid=3 ")
        self.assertNotIn("trouble", probe.text())

    def test_a10_bye_while_idling_is_trouble_at_once(self):
        class S(Server):
            def do_IDLE(self, peer, lines, tag, command):
                peer.sendall(b"+ idling\r\n* BYE maintenance\r\n")
                raise Hang
        self.expect(self.start(S()), "^trouble kind=again .*hung up", 2)

    def test_without_idle_mail_is_seen_at_the_next_poll(self):
        class S(Server):
            capability = "IMAP4rev1 AUTH=PLAIN"
            polls = 0

            def do_NOOP(self, peer, lines, tag, command):
                self.polls += 1
                if self.polls == 2:
                    self.uids.append(4)
                    self.uidnext = 5
                    return b"* 4 EXISTS\r\n"
                return b""
        server = S()
        probe = self.start(server, "poll=1")
        self.expect(probe, "^mail folder=INBOX uid=4 ", 5)
        self.assertEqual(len([x for x in server.seen if "EXAMINE" in x]), 2)

    def test_a16_sent_is_found_by_name_in_modified_utf7(self):
        class S(Server):
            folders = (b'* LIST () "/" INBOX\r\n'
                       b'* LIST () "/" "Gel&APY-schte"\r\n'
                       b'* LIST () "/" "INBOX/Verzonden items"\r\n'
                       b'* LIST () "/" {11}\r\nAntw&APY-rd\r\n')
        probe = self.start(S(), "once=1", "sent=Antwörd")
        self.expect(probe, "^batch folder=Antwörd role=sent ")
        probe = self.start(S(), "once=1")
        self.expect(probe, "^batch folder=INBOX/Verzonden items role=sent ")

    def test_a11_a_stop_does_not_wait_for_a_silent_server(self):
        class S(Server):
            greeting = b""
        probe = self.start(S(), "seconds=1")
        self.expect(probe, "^stopped ms=[0-9]{1,2}$", 3)

    def test_a4_a_folder_without_uidvalidity_does_not_stop_the_others(self):
        server = Folders(Regels=[4], Zwolle=[5])
        server.without["Regels"] = {"UIDVALIDITY"}
        probe = self.start(server, "poll=1")
        self.expect(probe, "^caught_up")
        self.expect(probe, "^passed text=folder Regels: .*UIDVALIDITY")
        self.expect(probe, "^mail folder=INBOX uid=1 ")
        self.expect(probe, "^mail folder=Zwolle uid=5 ")
        self.assertNotIn("folder=Regels", probe.text())
        # It is left alone for a while.
        self.expect(probe, "^caught_up", count=3)
        self.assertEqual(
            len([x for x in server.seen if "EXAMINE Regels" in x]), 1)
        self.assertEqual(probe.text().count("passed text"), 1)

    def test_a4_uidvalidity_that_went_away_re_reads_nothing(self):
        server = Folders(Regels=[4])
        server.without["INBOX"] = {"UIDVALIDITY"}
        probe = self.start(server, "cursor=INBOX:7:1")
        self.expect(probe, "^trouble kind=again .*UIDVALIDITY")
        self.assertNotIn("folder=INBOX", probe.text())

    def test_a_folder_that_is_refused_does_not_stop_the_others(self):
        server = Folders(Regels=[4], Zwolle=[5])
        server.refused.add("Regels")
        probe = self.start(server)
        self.expect(probe, "^passed text=folder Regels: EXAMINE was refused")
        self.expect(probe, "^mail folder=Zwolle uid=5 ")
        self.expect(probe, "^caught_up")

    def test_sent_that_cannot_be_read_is_trouble_after_the_others(self):
        server = Folders(**{"Verzonden items": [4], "Zwolle": [5]})
        server.refused.add("Verzonden items")
        probe = self.start(server)
        self.expect(probe, "^trouble kind=again .*folder Verzonden items")
        self.assertRegex(probe.text(), "mail folder=Zwolle uid=5 ")
        self.assertNotIn("caught_up", probe.text())

    def test_without_uidnext_new_mail_is_found_all_the_same(self):
        server = Folders(Zwolle=[5])
        server.without["INBOX"] = server.without["Zwolle"] = {"UIDNEXT"}
        probe = self.start(server, "poll=1")
        self.expect(probe, "^batch folder=INBOX .*uidnext=2 last=1 epoch=0")
        self.expect(probe, "^caught_up")
        server.boxes["Zwolle"].append(9)
        self.expect(probe, "^mail folder=Zwolle uid=9 ", 4)
        # The last one is moved away: no restored server, no new epoch.
        server.boxes["Zwolle"].remove(9)
        self.expect(probe, "^caught_up", 8, probe.text().count("caught_up") + 2)
        self.assertNotIn("epoch=1", probe.text())
        self.assertEqual(probe.text().count("uid=5 "), 1)

    def test_one_poll_asks_after_all_folders_at_once(self):
        many = {f"Map {n}": [] for n in range(60)}
        server = Folders(**many)
        probe = self.start(server, "poll=1")
        self.expect(probe, "^caught_up", 8, 2)
        server.seen.clear()
        server.boxes["Map 41"].append(1)
        self.expect(probe, "^mail folder=Map 41 uid=1 ", 4)
        self.assertEqual(
            len([x for x in server.seen if "EXAMINE" in x and "Map" in x]), 1)

    def test_status_answers_in_another_order_lose_nothing(self):
        class S(Folders):
            held = []

            def do_STATUS(self, peer, lines, tag, command):
                # The data of all come first, then the tagged lines.
                self.held.append((super().do_STATUS(
                    peer, lines, tag, command), tag.encode()))
                if len(self.held) < 2:
                    return None
                out = b"".join(data for data, _ in self.held[::-1])
                out += b"".join(t + b" OK done\r\n" for _, t in self.held)
                self.held.clear()
                return out
        server = S(Zwolle=[5], Almelo=[])
        probe = self.start(server, "poll=1")
        self.expect(probe, "^caught_up", 5, 2)
        server.boxes["Almelo"].append(3)
        self.expect(probe, "^mail folder=Almelo uid=3 ", 4)
        self.assertNotIn("trouble", probe.text())

    def test_a12_a_throttled_status_is_obeyed(self):
        class S(Folders):
            def do_STATUS(self, peer, lines, tag, command):
                return (b"%s NO Request is throttled. Suggested Backoff Time:"
                        b" 2000000 milliseconds\r\n" % tag.encode())
        probe = self.start(S(Zwolle=[5]), "poll=1")
        self.expect(probe, "^trouble kind=again retry=2000 ", 5)

    def test_a_folder_added_later_is_watched(self):
        # The list is asked for anew with each connection and every few
        # minutes; here by a new connection.
        class S(Folders):
            def do_IDLE(self, peer, lines, tag, command):
                if "Nieuw" not in self.boxes:
                    self.boxes["Nieuw"] = [1, 2]
                    raise OSError
                return super().do_IDLE(peer, lines, tag, command)
        probe = self.start(S())
        self.expect(probe, "^trouble kind=again")
        probe.poke()
        self.expect(probe, "^batch folder=Nieuw .*uidnext=3 last=2 epoch=0")

    def test_answered_is_told_for_the_messages_that_wait(self):
        server = Folders()
        server.boxes["INBOX"] = [1, 2, 3]
        server.answered = {1, 3}
        probe = self.start(server, "interest=INBOX:7:2", "interest=INBOX:7:3")
        self.expect(probe, "^answered folder=INBOX uid=3$")
        self.assertNotIn("answered folder=INBOX uid=1", probe.text())
        asked = [x for x in server.seen if "(UID FLAGS)" in x]
        self.assertEqual(len(asked), 1)
        self.assertRegex(asked[0], r"UID FETCH (2,3|2:3) ")

    def test_answered_while_idling_is_told_at_once(self):
        class S(Folders):
            def do_IDLE(self, peer, lines, tag, command):
                peer.sendall(b"+ idling\r\n")
                if not self.idling.is_set():
                    self.idling.set()
                    self.answered.add(1)
                    peer.sendall(b"* 1 FETCH (FLAGS (\\Seen))\r\n"
                                 b"* 1 FETCH (FLAGS (\\Seen \\Answered))\r\n")
                lines.readline()
                return b""
        probe = self.start(S(), "interest=INBOX:7:1")
        self.expect(probe, "^answered folder=INBOX uid=1$", 3)

    def test_condstore_asks_for_flags_only_when_something_changed(self):
        class S(Folders):
            capability = CAPABILITY + " CONDSTORE"
        server = S(Zwolle=[5, 6])
        probe = self.start(server, "poll=1", "interest=Zwolle:7:5")
        self.expect(probe, "^caught_up", 6, 3)
        asked = [x for x in server.seen if "(UID FLAGS)" in x]
        self.assertEqual(len(asked), 1)
        server.answered.add(5)
        server.modseq = 11
        self.expect(probe, "^answered folder=Zwolle uid=5$", 4)
        asked = [x for x in server.seen if "(UID FLAGS)" in x]
        self.assertRegex(asked[-1], r"UID FETCH 5 .*CHANGEDSINCE 10\)")

    def test_more_of_several_messages_is_asked_for_in_one_command(self):
        server = Long(21001)
        server.boxes["INBOX"] = list(range(1, 31))
        probe = self.start(server, "once=1")
        self.expect(probe, "^caught_up")
        self.assertEqual(
            len(re.findall(r"^mail .* size=21\d{3} .*cut=0", probe.text(),
                           re.M)), 30)
        self.assertEqual(len([x for x in server.seen if "BODY" in x]), 2)

    def all_once(self, probe, uids, size):
        """Every message came once, in order, and whole."""
        found = re.findall(r"^mail .*uid=(\d+) size=(\d+) .*cut=0",
                           probe.text(), re.M)
        self.assertEqual([int(uid) for uid, _ in found], list(uids))
        self.assertEqual({n for _, n in found}, {str(size)})

    def test_the_next_messages_are_asked_for_before_all_of_these_came(self):
        server = Long(9002)
        server.boxes["INBOX"] = list(range(1, 101))
        probe = self.start(server, "once=1")
        self.expect(probe, "^caught_up", 10)
        self.all_once(probe, range(1, 101), 9002)
        fetches = [x.partition(" ")[2] for x in server.seen if "BODY" in x]
        self.assertRegex(fetches[0], r"^UID FETCH 1:100 .*<0\.8192>")
        self.assertRegex(fetches[1], r"^UID FETCH 1,2,.* \(UID BODY")
        self.assertRegex(fetches[2], r"^UID FETCH (\d+):100 .*<0\.8192>")
        self.assertEqual(
            int(re.search(r"(\d+) \(", fetches[1])[1].split(",")[-1]) + 1,
            int(re.search(r"(\d+):", fetches[2])[1]))

    def test_what_was_asked_for_too_early_is_asked_for_again(self):
        # The third portions leave room for few, the second ones for many.
        server = Long(80003)
        server.boxes["INBOX"] = list(range(1, 61))
        probe = self.start(server, "once=1")
        self.expect(probe, "^caught_up", 20)
        self.all_once(probe, range(1, 61), 80003)

    def test_answers_in_another_order_are_asked_for_one_by_one(self):
        class S(Long):
            def do_UID_FETCH(self, peer, lines, tag, command):
                if self.connections == 1 and "<8192." in command:
                    later, _, last = lines.readline().decode().partition(" ")
                    self.seen.append(f"{later} {last}".rstrip())
                    peer.sendall(super().do_UID_FETCH(
                        peer, lines, later, last) +
                        b"%s OK done\r\n" % later.encode())
                return super().do_UID_FETCH(peer, lines, tag, command)
        server = S(9002)
        server.boxes["INBOX"] = list(range(1, 101))
        probe = self.start(server)
        self.expect(probe, "^trouble kind=again ", 5)
        probe.poke()
        self.expect(probe, "^caught_up", 10)
        self.all_once(probe, range(1, 101), 9002)
        self.assertEqual(server.connections, 2)

    def test_a18_a_connection_that_breaks_with_two_under_way_loses_nothing(self):
        class S(Long):
            def do_UID_FETCH(self, peer, lines, tag, command):
                if self.connections == 1 and ":100 " in command and \
                        " 1:100" not in command:
                    raise OSError
                return super().do_UID_FETCH(peer, lines, tag, command)
        server = S(9002)
        server.boxes["INBOX"] = list(range(1, 101))
        probe = self.start(server)
        self.expect(probe, "^trouble kind=again ", 5)
        probe.poke()
        self.expect(probe, "^caught_up", 10)
        self.all_once(probe, range(1, 101), 9002)

    def test_a12_a_throttled_fetch_ends_what_was_asked_for_ahead(self):
        class S(Long):
            def do_UID_FETCH(self, peer, lines, tag, command):
                if "<8192." in command:
                    return (b"%s NO [THROTTLED] Suggested Backoff Time: 3000 "
                            b"milliseconds\r\n" % tag.encode())
                return super().do_UID_FETCH(peer, lines, tag, command)
        server = S(9002)
        server.boxes["INBOX"] = list(range(1, 101))
        probe = self.start(server, "once=1")
        self.expect(probe, "^trouble kind=again ", 5)
        self.assertNotIn("mail ", probe.text())

    def test_b4_a_password_refused_midway_is_for_a_person(self):
        class S(Server):
            logins = 0

            def do_AUTHENTICATE(self, peer, lines, tag, command):
                self.logins += 1
                if self.logins == 2:
                    peer.sendall(b"+ \r\n")
                    lines.readline()
                    return (b"%s NO [AUTHENTICATIONFAILED] no\r\n"
                            % tag.encode())
                return super().do_AUTHENTICATE(peer, lines, tag, command)

            def do_IDLE(self, peer, lines, tag, command):
                if self.logins == 1:
                    raise OSError
                return super().do_IDLE(peer, lines, tag, command)
        probe = self.start(S())
        self.expect(probe, "^trouble kind=again")
        probe.poke()
        self.expect(probe, r"^trouble kind=fix retry=(6[7-9]|[7-9]\d|1[01]\d)\d ")
        probe.poke()  # a person corrected it
        self.expect(probe, "^well")

    def test_a10_bye_when_it_is_asked_to_stop_idling(self):
        class S(Server):
            def do_IDLE(self, peer, lines, tag, command):
                peer.sendall(b"+ idling\r\n")
                lines.readline()
                peer.sendall(b"* BYE too long\r\n")
                raise Hang
        self.expect(self.start(S(), "poll=1"),
                    "^trouble kind=again .*hung up", 4)

    def test_a14_a15_no_search_names_a_charset_or_a_text(self):
        server = Server()
        self.expect(self.start(server, "once=1"), "^caught_up")
        for line in server.seen:
            if "SEARCH" in line:
                self.assertRegex(line, r"^\w+ UID SEARCH UID \d+(:\d+)?$")

    def test_a17_the_literal_rules_and_not_the_size(self):
        class S(Server):
            def item(self, uid):
                return super().item(uid).replace(
                    b" FLAGS ()", b" RFC822.SIZE 999999 FLAGS ()")
        self.expect(self.start(S(), "once=1"),
                    r'^mail .*uid=3 size=\d\d .*cut=0 .*aside=""$')

    def test_a2_a21_a22_i2_only_commands_that_read_are_sent(self):
        server = Server()
        probe = self.start(server, "seconds=1")
        self.expect(probe, "^stopped")
        for line in server.seen:
            self.assertRegex(
                line, r"^(\w+ (CAPABILITY|AUTHENTICATE PLAIN|LIST|EXAMINE|"
                r"UID SEARCH UID|UID FETCH|IDLE|LOGOUT)\b|DONE$)")
            if "FETCH" in line:
                self.assertIn("BODY.PEEK[]<0.8192>", line)


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        BUILD = sys.argv.pop(1)
    result = unittest.main(exit=False, verbosity=0).result
    bad = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - bad} passed, {bad} failed")
    sys.exit(bad > 0)
