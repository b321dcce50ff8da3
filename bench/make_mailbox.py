#!/usr/bin/env python3
"""make_mailbox.py N MAILDIR [SEED]: a mailbox of N mails, the same for a seed.

Dutch mails to a service desk: plain and HTML, quoted-printable, base64 and
8bit in three charsets, a third of them replies, some automatic, some with
attachments; sizes from 2 KB to a few MB. Words and senders are those that the
rules of bench/rules look for, now and then.
"""
import base64, email.header, os, quopri, random, re, sys, time

n, maildir = int(sys.argv[1]), sys.argv[2]
seed = sys.argv[3] if len(sys.argv) > 3 else "1"
here = os.path.dirname(os.path.abspath(__file__))
conf = open(here + "/rules/50-bench.conf", encoding="utf-8").read()
DOMAINS = re.findall(r'"@([a-z.-]+)\*"', conf) + ["stad%d.example" % i for i in range(200)]


def words(place):
    """The words that rules look for there."""
    lists = re.findall(place + r" = \[(.*?)\]", conf, flags=re.S)
    return sorted({w for one in lists for w in re.findall(r'"\*([^*"]+)\*"', one)})


SUBJECTS, TEXTS = words("subject"), words("all_text")
SENTENCES = """Kunt u ons laten weten welke stappen wij nu moeten zetten
Wij ontvingen uw brief van vorige week en hebben daar nog een vraag over
Het college heeft hierover in de vergadering van dinsdag een besluit genomen
De houder heeft intussen een nieuwe locatie geopend aan de rand van de stad
Volgens onze administratie is het bedrag in twee delen overgemaakt
Graag horen wij voor het einde van de maand hoe dit verder gaat
De toezichthouder komt volgend kwartaal opnieuw langs
In de bijlage vindt u een overzicht van alle gegevens die wij hebben
Bij navraag bleek dat de aanvraag nog niet volledig was
Onze coördinator is op maandag, woensdag en donderdag bereikbaar
Financiële gevolgen zijn er op dit moment niet
Wij begrijpen dat dit enige tijd kan duren""".split("\n")
NOTE = ("De inhoud van deze e-mail is vertrouwelijk en alleen bestemd voor de geadresseerde. "
        "Aan dit bericht kunnen geen rechten worden ontleend.")
JUNK = base64.encodebytes(random.Random(5).randbytes(1 << 20)).replace(b"\n", b"\r\n")


def word(s):
    return s if s.isascii() else email.header.Header(s, "utf-8").encode(linesep="\r\n")


def wrapped(words, width=74):
    lines, line = [], ""
    for w in words.split(" "):
        if len(line) + len(w) >= width:
            lines.append(line)
            line = w
        else:
            line = line + " " + w if line else w
    return "\r\n".join(lines + [line])


def part(kind, text, charset, encoding):
    raw = text.encode(charset)
    if encoding == "quoted-printable":
        raw = quopri.encodestring(raw.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    elif encoding == "base64":
        raw = base64.encodebytes(raw).replace(b"\n", b"\r\n")
    return (f'Content-Type: {kind}; charset="{charset}"\r\n'
            f"Content-Transfer-Encoding: {encoding}\r\n\r\n").encode() + raw


def mail(i):
    r = random.Random(f"{seed}/{i}")
    domain = DOMAINS[min(int(r.expovariate(1 / 40)), len(DOMAINS) - 1)]
    name = r.choice(["Anna de Vries", "Jürgen Bos", "Zoë Mulder", "Pieter Prins", "Fatima Visser"])
    when = 1640995200 + i * 1237
    date = time.strftime("%a, %d %b %Y %H:%M:%S +0100", time.gmtime(when + 3600))
    topic = r.choice(SUBJECTS) if r.random() < 0.5 else "Vraag"
    reply = i > 10 and r.random() < 0.33
    subject = ("Re: " if reply else "") + f"{topic} over dossier {r.randrange(10 ** 6)}"
    head = [f"Return-Path: <post@{domain}>", "Delivered-To: loket@samenloket.example"]
    for hop in range(1 + r.randrange(4)):
        head.append(f"Received: from mx{hop}.{domain} (mx{hop}.{domain} [192.0.2.{hop}])\r\n"
                    f"\tby mail.samenloket.example with ESMTPS id {r.getrandbits(48):012X};\r\n\t{date}")
    if r.random() < 0.6:
        head.append(f"DKIM-Signature: v=1; a=rsa-sha256; d={domain}; s=x;\r\n\tb="
                    + "\r\n\t ".join(JUNK[k:k + 70].decode().replace("\r\n", "") for k in range(0, 420, 70)))
    head += [f"From: {word(name)} <post@{domain}>", "To: Loket <loket@samenloket.example>",
             f"Subject: {word(subject)}", f"Date: {date}", f"Message-ID: <{i}.{seed}@{domain}>"]
    if reply:
        head.append(f"In-Reply-To: <{i - 1 - r.randrange(10)}.{seed}@{domain}>")
    odd = r.random()
    if odd < 0.03:
        head.append("Auto-Submitted: auto-replied")
    elif odd < 0.06:
        head.append(f"List-Id: Nieuws <nieuws.{domain}>")
    head.append("MIME-Version: 1.0")
    sentences = [r.choice(SENTENCES) + "." for _ in range(2 + int(r.lognormvariate(3, 0.7)))]
    if r.random() < 0.5:
        sentences.insert(1, f"Dit gaat over {r.choice(TEXTS)} zoals besproken.")
    text = "Goedemorgen,\r\n\r\n" + "\r\n\r\n".join(
        wrapped(" ".join(sentences[k:k + 3])) for k in range(0, len(sentences), 3))
    text += f"\r\n\r\nMet vriendelijke groet,\r\n\r\n{name}\r\n"
    if reply:
        text += "\r\n-----Oorspronkelijk bericht-----\r\n> " + wrapped(
            " ".join(r.choice(SENTENCES) + "." for _ in range(6))).replace("\r\n", "\r\n> ") + "\r\n"
    text += "\r\n" + wrapped(NOTE) + "\r\n"
    charset = r.choice(["utf-8", "utf-8", "iso-8859-1", "windows-1252"])
    encoding = r.choice(["quoted-printable", "quoted-printable", "base64", "8bit"])
    body = part("text/plain", text, charset, encoding)
    if r.random() < 0.7:
        html = "<html><body>" + "".join(
            f'<p class="MsoNormal"><span style="font-size:10.0pt;color:#1F497D">{p}</span></p>\r\n'
            for p in text.replace("> ", "&gt; ").replace("\r\n", "<br>\r\n").split("<br>\r\n<br>\r\n")) + "</body></html>\r\n"
        body = (f'Content-Type: multipart/alternative; boundary="a{i}"\r\n\r\n--a{i}\r\n').encode() + body + \
            f"\r\n--a{i}\r\n".encode() + part("text/html", html, charset, "quoted-printable") + f"\r\n--a{i}--\r\n".encode()
    if r.random() < 0.1:
        size = min(len(JUNK), int(r.lognormvariate(11, 1.2)))
        body = (f'Content-Type: multipart/mixed; boundary="m{i}"\r\n\r\n--m{i}\r\n').encode() + body + \
            (f'\r\n--m{i}\r\nContent-Type: application/pdf; name="b.pdf"\r\nContent-Disposition: attachment; filename="b.pdf"\r\n'
             "Content-Transfer-Encoding: base64\r\n\r\n").encode() + JUNK[:size // 78 * 78] + f"\r\n--m{i}--\r\n".encode()
    return "\r\n".join(head).encode() + b"\r\n" + body, when


for sub in ("cur", "new", "tmp"):
    os.makedirs(f"{maildir}/{sub}", exist_ok=True)
for i in range(n):
    data, when = mail(i)
    path = f"{maildir}/cur/{when}.M{i:07d}.bench,S={len(data)},W={len(data)}:2,S"
    with open(path, "wb") as f:
        f.write(data)
    os.utime(path, (when, when))
