"""Mails for the torture: plain ones, of which it is known what must become of
them, and hard ones, of which it is only known that none may be lost.

Everything follows from the random source that is handed in."""
import base64
import email.utils

WORDS = """gastouder opvang kinderen register inspectie kwaliteit wijziging
locatie aanbieder herhaling overtreding onderzoek rapport zienswijze besluit
voorschool groep leeftijd ruimte beroepskracht planning toezicht handhaving
gemeente regeling aanvraag opleiding termijn bijlage toelichting""".split()


def words(rng, n):
    return " ".join(rng.choice(WORDS) for _ in range(n))


class Plain:
    """A mail that the oracle understands. `number` names its question."""

    def __init__(self, kind, number, head, text, at):
        self.kind, self.number, self.at = kind, number, at
        self.message_id = dict(head)["Message-ID"]
        lines = [f"{name}: {value}" for name, value in head]
        lines.append(f"Date: {email.utils.format_datetime(at)}")
        self.data = "\r\n".join([*lines, "", text, ""]).encode()


class Post:
    """Writes the mails of one mailbox."""

    def __init__(self, rng, box):
        self.rng, self.box = rng, box
        self.us = f"{box}@team.example"
        self.n = 0
        self.known_ids = []

    def asker(self, number):
        return f"Vrager {number} <vrager{number}@gemeente{number % 7}.example>"

    def head(self, kind, number, sender, to, subject, extra=()):
        self.n += 1
        return [("From", sender), ("To", to), ("Subject", subject),
                ("Message-ID", f"<{kind}.{number}.{self.n}.{self.box}"
                               "@post.example>"),
                ("X-Torture", str(self.n)), *extra]

    def question(self, number, at):
        text = "\r\n".join([
            "Goedemorgen,", "",
            f"Mag een gastouder {words(self.rng, 6)} zes kinderen tegelijk "
            "opvangen?", "Wij horen graag hoe dat zit.", "",
            "Met vriendelijke groet,", f"Vrager {number}"])
        return Plain("question", number, self.head(
            "vraag", number, self.asker(number), self.us,
            f"Vraag {number}"), text, at)

    def reply(self, kind, question, sender, to, subject, text, at):
        return Plain(kind, question.number, self.head(
            kind, question.number, sender, to, subject,
            [("In-Reply-To", question.message_id)]), text, at)

    def answer(self, question, at):
        return self.reply(
            "answer", question, f"Daan <{self.us}>",
            self.asker(question.number), f"Re: Vraag {question.number}",
            f"Beste vrager,\r\n\r\nJa, dat mag: {words(self.rng, 25)}.\r\n\r\n"
            "Met vriendelijke groet,\r\nDaan", at)

    def thanks(self, question, at):
        return self.reply(
            "thanks", question, self.asker(question.number), self.us,
            f"Re: Vraag {question.number}",
            "Dank voor de snelle reactie!\r\n\r\nGroet,\r\nVrager", at)

    def follow_up(self, question, at):
        return self.reply(
            "follow-up", question, self.asker(question.number), self.us,
            f"Re: Vraag {question.number}",
            f"Beste Daan,\r\n\r\nGeldt dat ook voor {words(self.rng, 5)}? "
            "Kunt u dat toelichten?\r\n\r\nGroet,\r\nVrager", at)

    def hand_over(self, question, colleague, at):
        return self.reply(
            "hand-over", question, f"Team <{self.us}>",
            f"<{colleague}>", f"FW: Vraag {question.number}",
            "Pak jij deze op?", at)

    # Hard mails: bytes, of which nothing is known.

    def hard(self, at):
        """(name, bytes)"""
        name = self.rng.choice(sorted(n for n in dir(self)
                                      if n.startswith("hard_")))
        return name[5:], getattr(self, name)(at)

    def front(self, at, message_id=True, **more):
        self.n += 1
        head = {"From": "Iemand <iemand@elders.example>", "To": self.us,
                "Subject": f"Lastig {self.n}",
                "Date": email.utils.format_datetime(at)}
        if message_id:
            head["Message-ID"] = f"<hard.{self.n}.{self.box}@elders.example>"
            self.known_ids.append(head["Message-ID"])
        head.update({k.replace("_", "-"): v for k, v in more.items()})
        return "".join(f"{k}: {v}\r\n" for k, v in head.items()).encode()

    def hard_empty(self, at):
        return b""

    def hard_only_headers(self, at):
        return self.front(at)

    def hard_only_body(self, at):
        return b"\r\n" + words(self.rng, 20).encode() + b"\r\n"

    def hard_nul(self, at):
        return (self.front(at) + b"X-Nul: a\x00b\r\n\r\nEen\x00vraag\x00?\r\n"
                + b"\x00" * self.rng.randrange(1, 5000) + b"\r\n")

    def hard_giant_header(self, at):
        return (self.front(at) + b"X-Giant: "
                + b"a b\r\n " * self.rng.randrange(2000, 40000)
                + b"\r\n\r\nMag dat?\r\n")

    def hard_one_long_header_line(self, at):
        return (b"X-Long: " + b"x" * self.rng.randrange(9000, 300000)
                + b"\r\n" + self.front(at) + b"\r\nMag dat?\r\n")

    def hard_many_received(self, at):
        line = b"Received: from a.example by b.example; Mon, 1 Jun 2026 09:00:00 +0200\r\n"
        return line * self.rng.randrange(50, 3000) + self.front(at) + b"\r\nMag dat?\r\n"

    def hard_no_message_id(self, at):
        return (self.front(at, message_id=False) + b"\r\nMag een gastouder "
                + words(self.rng, 8).encode() + b"?\r\n")

    def hard_same_message_id(self, at):
        data = self.front(at)
        if len(self.known_ids) > 3:
            self.known_ids.pop()
            data = self.front(at, Message_ID=self.rng.choice(
                self.known_ids[-50:]))
        return data + b"\r\nHoe zit het met " + words(self.rng, 8).encode() + b"?\r\n"

    def hard_malformed_message_id(self, at):
        return self.front(at, message_id=False, Message_ID=self.rng.choice(
            ["<>", "<<a>>", "<a@b", "@", "<a b@c d>", "x" * 3000,
             "<\xe9\xe9@x>"])) + b"\r\nMag dat?\r\n"

    def hard_wrong_charset(self, at):
        raw = bytes(self.rng.randrange(128, 256) for _ in range(200))
        charset = self.rng.choice(["utf-8", "us-ascii", "bestaat-niet",
                                   "iso-2022-jp", "utf-16", "utf-7", "\"", ""])
        return (self.front(at) + b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset="
                + charset.encode() + b"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                + raw.replace(b"\n", b" ") + b"\r\n")

    def hard_bad_words(self, at):
        subject = self.rng.choice([
            "=?utf-8?B?////?=", "=?utf-8?Q?=E9=?=", "=?x?Y?z?=", "=?utf-8?B?" +
            "QUJD" * 5000 + "?=", "=?utf-16?B?AAA=?= =?utf-8?Q?=00=00?="])
        return self.front(at, Subject=subject) + b"\r\nMag dat?\r\n"

    def hard_raw_header(self, at):
        return (self.front(at) + b"X-Raw: \xff\xfe\xe9\r\nSubject: \xe9\xe9n\r\n"
                b"From: \xff\r\n\r\nMag dat?\r\n")

    def hard_nested(self, at):
        depth = self.rng.randrange(20, 800)
        out = [self.front(at), b"MIME-Version: 1.0\r\n"]
        for i in range(depth):
            out.append(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i))
        out.append(b"Content-Type: text/plain\r\n\r\nMag dat?\r\n")
        return b"".join(out)

    def hard_message_in_message(self, at):
        depth = self.rng.randrange(5, 400)
        return (self.front(at) + b"MIME-Version: 1.0\r\n"
                + b"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n" * depth
                + b"\r\nMag dat?\r\n")

    def hard_no_closing_boundary(self, at):
        return (self.front(at) + b"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; "
                b"boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nMag dat?\r\n--x\r\n"
                b"Content-Type: text/html\r\n\r\n<p>Mag dat?" + b"<div>" * 3000)

    def hard_bad_base64(self, at):
        return (self.front(at) + b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n"
                b"Content-Transfer-Encoding: base64\r\n\r\n" + b"=@#QUJD\r\n" * 500)

    def hard_big_attachment_first(self, at):
        junk = base64.encodebytes(self.rng.randbytes(
            self.rng.randrange(20_000, 900_000))).replace(b"\n", b"\r\n")
        return (self.front(at) + b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
                b"boundary=x\r\n\r\n--x\r\nContent-Type: application/octet-stream\r\n"
                b"Content-Transfer-Encoding: base64\r\n\r\n" + junk
                + b"--x\r\nContent-Type: text/plain\r\n\r\nMag dat?\r\n--x--\r\n")

    def hard_long_line(self, at):
        return self.front(at) + b"\r\n" + b"lang " * self.rng.randrange(5000, 60000) + b"\r\n"

    def hard_bare_line_ends(self, at):
        return (self.front(at) + b"\r\n" + b"een\rtwee\nMag dat?\r\r\n" * 40)

    def hard_no_sender(self, at):
        return self.front(at, From="", To="", Date="gisteren") + b"\r\nMag dat?\r\n"

    def hard_many_recipients(self, at):
        to = ",\r\n ".join(f"Naam {i} <n{i}@elders{i % 50}.example>"
                           for i in range(self.rng.randrange(50, 1500)))
        return self.front(at, To=to) + b"\r\nMag dat?\r\n"

    def hard_self_reference(self, at):
        data = self.front(at)
        me = self.known_ids[-1]
        return (data + f"In-Reply-To: {me}\r\nReferences: {(me + ' ') * 400}"
                "\r\n\r\nMag dat?\r\n".encode())

    def hard_ring(self, at):
        """Answers to each other, so that conversations grow and merge."""
        pool = self.known_ids[-12:] or ["<geen@elders.example>"]
        parents = [self.rng.choice(pool) for _ in range(3)]
        return (self.front(at, Subject="Re: Lastig") +
                f"In-Reply-To: {parents[0]}\r\nReferences: {' '.join(parents)}"
                "\r\n\r\nMag dat ook?\r\n".encode())

    def hard_forged_notice(self, at):
        return self.front(at, X_Postwacht_Notice="digest:noor:2026-06-01",
                          Auto_Submitted="auto-generated") + b"\r\nVals.\r\n"

    def hard_bad_dates(self, at):
        return self.front(at, Date=self.rng.choice(
            ["Thu, 01 Jan 1970 00:00:00 +0000", "Mon, 99 Foo 2026 99:99:99",
             "Fri, 31 Dec 9999 23:59:59 -9999", "", "1 Jan 0000 00:00 +0000",
             "Sun, 06 Nov 99999999999 08:49:37 GMT"])) + b"\r\nMag dat?\r\n"

    def hard_html_only(self, at):
        return (self.front(at) + b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
                + b"<table><tr><td>" * self.rng.randrange(10, 3000)
                + b"&#0;&#xFFFFFF;<script>x</script>Mag dat?\r\n")

    def hard_mutant(self, at):
        data = bytearray(self.question(10**6 + self.n, at).data)
        for _ in range(self.rng.randrange(1, 40)):
            i = self.rng.randrange(len(data))
            what = self.rng.randrange(3)
            if what == 0:
                data[i] = self.rng.randrange(256)
            elif what == 1:
                del data[i]
            else:
                data[i:i] = data[i:i + self.rng.randrange(60)]
        # Its header may still name a clean mail: it must not be its twin.
        return bytes(data).replace(b"X-Torture", b"X-Mutant")
