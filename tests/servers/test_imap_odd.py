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
        until = time.monotonic() + seconds
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

    def test_a_suggested_backoff_is_obeyed_even_when_poked(self):  # A12
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

    def test_a_throttled_fetch_sets_nothing_aside(self):  # A12
        class S(Server):
            def do_UID_FETCH(self, peer, lines, tag, command):
                return (b"%s NO Request is throttled. Suggested Backoff Time:"
                        b" 2000000 milliseconds\r\n" % tag.encode())
        probe = self.start(S())
        self.expect(probe, "^trouble kind=again retry=2000 ")
        self.assertNotIn("mail ", probe.text())

    def test_authenticated_but_not_connected_is_passing(self):  # A13
        class S(Server):
            def do_EXAMINE(self, peer, lines, tag, command):
                return (b"%s BAD User is authenticated but not connected.\r\n"
                        % tag.encode())
        self.expect(self.start(S()), "^trouble kind=again .*not connected")

    def test_a_message_that_is_refused_is_set_aside_alone(self):  # A6, A7
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

    def test_a_body_that_is_nil_is_set_aside(self):  # A6
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

    def test_a_message_that_breaks_the_connection_ends_aside(self):  # A18
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

    def test_no_uidvalidity_reads_nothing(self):  # A4
        class S(Server):
            def do_EXAMINE(self, peer, lines, tag, command):
                return b"* 3 EXISTS\r\n* OK [UIDNEXT 4] x\r\n"
        probe = self.start(S())
        self.expect(probe, "^trouble kind=again .*UIDVALIDITY")
        self.assertNotIn("mail ", probe.text())

    def test_uidnext_that_went_back_is_a_new_epoch(self):
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

    def test_bye_while_idling_is_trouble_at_once(self):  # A10
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

    def test_sent_is_found_by_name_in_modified_utf7(self):  # A16
        class S(Server):
            folders = (b'* LIST () "/" INBOX\r\n'
                       b'* LIST () "/" "Gel&APY-schte"\r\n'
                       b'* LIST () "/" "INBOX/Verzonden items"\r\n'
                       b'* LIST () "/" {11}\r\nAntw&APY-rd\r\n')
        probe = self.start(S(), "once=1", "sent=Antwörd")
        self.expect(probe, "^batch folder=Antwörd role=sent ")
        probe = self.start(S(), "once=1")
        self.expect(probe, "^batch folder=INBOX/Verzonden items role=sent ")

    def test_a_stop_does_not_wait_for_a_silent_server(self):  # A11
        class S(Server):
            greeting = b""
        probe = self.start(S(), "seconds=1")
        self.expect(probe, "^stopped ms=[0-9]{1,2}$", 3)

    def test_only_commands_that_read_are_sent(self):
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
