"""The surroundings of the daemon: its process, its servers, its disk."""
import imaplib
import os
import shutil
import signal
import smtplib
import sqlite3
import subprocess
import threading
import time


class Rig:
    """What tests/servers/rig.sh started, by its environment."""

    def __init__(self):
        env = os.environ
        self.root = env["RIG"]
        self.imap, self.lmtp, self.smtp = (
            int(env[n]) for n in ("RIG_IMAP", "RIG_LMTP", "RIG_SMTP"))
        self.sudo = env.get("RIG_SUDO", "").split()
        self.lock = threading.RLock()  # held by whoever harms the server

    def doveadm(self, *words):
        return subprocess.run(["doveadm", "-c", f"{self.root}/dovecot.conf", *words],
                              capture_output=True, check=False)

    def server_pids(self):
        try:
            with open(f"{self.root}/run/master.pid", encoding="ascii") as f:
                master = int(f.read())
        except (OSError, ValueError):
            return []
        out = subprocess.run(["pgrep", "-P", str(master)], capture_output=True,
                             check=False).stdout.split()
        return [master, *map(int, out)]

    def signal_server(self, number):
        for pid in self.server_pids():
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass

    def server_stop(self, number=signal.SIGTERM):
        pids = self.server_pids()
        if number == signal.SIGTERM:
            pids = pids[:1]
        for pid in pids:
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass
        until = time.monotonic() + 10
        while any(os.path.exists(f"/proc/{p}") for p in pids) and \
                time.monotonic() < until:
            time.sleep(0.02)
        try:
            os.unlink(f"{self.root}/run/master.pid")
        except FileNotFoundError:
            pass

    def server_start(self):
        until = time.monotonic() + 20
        while time.monotonic() < until:
            # It goes on with what it is given as output: no pipes.
            subprocess.run(["dovecot", "-c", f"{self.root}/dovecot.conf"],
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, check=False)
            for _ in range(40):
                try:
                    imaplib.IMAP4("127.0.0.1", self.imap, 5).logout()
                    return
                except (OSError, imaplib.IMAP4.error):
                    time.sleep(0.05)
        raise SystemExit("Dovecot does not come back")

    def new_epoch(self, user):
        """The server forgets its numbers: another UIDVALIDITY."""
        self.server_stop()
        home = f"{self.root}/mail/{user}/Maildir"
        time.sleep(1.1)  # UIDVALIDITY is the second at which it was made
        for folder, _, files in os.walk(home):
            for name in files:
                if name.startswith(("dovecot-uidlist", "dovecot-uidvalidity",
                                    "dovecot.index", "dovecot.list")):
                    os.unlink(f"{folder}/{name}")
        self.server_start()

    def flush(self):
        """What the mail server still holds goes out."""
        conf = f"{self.root}/postfix/etc"
        for _ in range(60):
            out = subprocess.run([*self.sudo, "postqueue", "-c", conf, "-p"],
                                 capture_output=True, check=False).stdout
            if b"queue is empty" in out:
                return True
            subprocess.run([*self.sudo, "postqueue", "-c", conf, "-f"],
                           capture_output=True, check=False)
            time.sleep(0.5)
        return False

    # Mail in. What fails is tried again, as a mail server would.

    def deliver(self, user, data):
        while True:
            try:
                with smtplib.LMTP("127.0.0.1", self.lmtp, timeout=30) as lmtp:
                    lmtp.sendmail("sender@example.org", [user], data)
                return
            except (OSError, smtplib.SMTPException):
                time.sleep(0.1)

    def append(self, user, folder, data, at, flags=()):
        while True:
            try:
                imap = imaplib.IMAP4("127.0.0.1", self.imap, 30)
                imap.login(user, "geheim")
                said, _ = imap.append(
                    f'"{folder}"', f"({' '.join(flags)})" if flags else None,
                    imaplib.Time2Internaldate(at), data)
                imap.logout()
                if said == "OK":
                    return
            except (OSError, imaplib.IMAP4.error):
                pass
            time.sleep(0.1)


class Job:
    """One state folder with its configuration."""

    def __init__(self, rig, box, folder, imap_port, smtp_port, people, rules,
                 more=""):
        self.rig, self.box, self.folder = rig, box, folder
        self.state = f"{folder}/disk"  # a small disk of its own
        self.db = f"{self.state}/postwacht.db"
        self.conf, self.log = f"{folder}/postwacht.conf", f"{folder}/log"
        roster = ",\n".join(
            f'{{ id = "{i}"; name = "{i}"; address = "{box}-{i}@team.example"; '
            f'role = "{role}"; }}' for i, role in people)
        with open(self.conf, "w", encoding="utf-8") as f:
            f.write(f"""state_dir = "{self.state}";
rules_dir = "{rules}";
organisation = "Team";
internal_domains = [ "team.example" ];
notice_domains = [ "team.example" ];
teams = ( {{ code = "K"; name = "Kinderopvang"; }} );
people = ( {roster} );
mailboxes = ( {{ id = "{box}"; addresses = [ "{box}@team.example" ]; team = "K";
  host = "127.0.0.1"; port = {imap_port}; security = "none"; user = "{box}";
  password_file = "{rig.root}/secret/{box}"; poll = "10s"; }} );
post = {{ kind = "smtp"; host = "127.0.0.1"; port = {smtp_port};
  security = "none"; from = "postwacht@team.example";
  per_minute = 10000; per_day = 1000000; breaker = 1000000;
  new_questions = 1000000; }};
{more}
""")

    def fill(self):
        """Not a byte is left on its disk."""
        with open(f"{self.state}/ballast", "wb", buffering=0) as f:
            for size in (1 << 20, 4096, 1):
                try:
                    while True:
                        f.write(b"x" * size)
                except OSError:
                    pass

    def free(self):
        try:
            os.unlink(f"{self.state}/ballast")
        except FileNotFoundError:
            pass

    def hold(self):
        """Another process writes; .close() when it is done. A daemon that
        files batch after batch leaves moments between them, no more."""
        c = sqlite3.connect(self.db, timeout=0, isolation_level=None,
                            check_same_thread=False)
        until = time.monotonic() + 120
        while True:
            try:
                c.execute("BEGIN IMMEDIATE")
                return c
            except sqlite3.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.001)

    def look(self, sql):
        """Reads a copy: opening the store itself would repair it, and the
        daemon shall do that."""
        copy = f"{self.folder}/copy.db"
        for end in ("", "-wal", "-shm"):
            if os.path.exists(copy + end):
                os.unlink(copy + end)
        try:
            shutil.copyfile(self.db, copy)
            shutil.copyfile(self.db + "-wal", copy + "-wal")
        except FileNotFoundError:
            pass  # closed in order, or not made yet
        c = sqlite3.connect(copy)
        try:
            return c.execute(sql).fetchall()
        except sqlite3.OperationalError:
            return []  # no tables yet
        finally:
            c.close()


class Daemon:
    """One run of it. `marker` is a word in the log at which on_marker runs."""

    def __init__(self, binary, job, *arguments, marker=None, on_marker=None):
        self.job, self.marker, self.on_marker = job, marker, on_marker
        self.filed_at = 0.0
        self.marked = threading.Event()
        self.by_us = False  # it was killed
        self.lost_child = False
        self.process = subprocess.Popen(
            [binary, "-c", job.conf, *arguments], stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
            start_new_session=True)
        self.pid = self.process.pid
        with open(f"{job.rig.root}/torture/pids", "a", encoding="ascii") as f:
            f.write(f"{self.pid}\n")
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        with open(self.job.log, "ab") as log:
            for line in self.process.stderr:
                if b"event=filed" in line:
                    self.filed_at = time.monotonic()
                if self.marker and self.marker in line and not self.marked.is_set():
                    self.on_marker(self)
                    self.marked.set()
                log.write(b"%d.%03d %d %s" % (
                    int(time.time()), int(time.time() * 1000) % 1000, self.pid, line))

    def kill(self):
        self.by_us = True
        self.signal(signal.SIGKILL)
        self.process.wait()

    def signal(self, number):
        if self.process.poll() is None:
            os.kill(self.pid, number)

    def children(self):
        out = subprocess.run(["pgrep", "-s", str(self.pid)], capture_output=True,
                             check=False).stdout.split()
        return [int(p) for p in out if int(p) != self.pid]

    def is_running(self):
        return self.process.poll() is None

    def wait(self, seconds):
        """The exit code, or None when it is still there."""
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        self.reader.join(2)
        return code

    def orphans(self):
        """Processes that outlive it."""
        until = time.monotonic() + 30
        while self.children() and time.monotonic() < until:
            time.sleep(0.05)
        left = self.children()
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        return left
