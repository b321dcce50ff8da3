"""many_mails.py INBOX SENT BOX COUNT SEED: fills two Maildir folders with
mail to and from BOX@team.example: questions, follow-ups, thanks, newsletters, mail without
Message-ID, copies of the same mail, and answers in SENT. The same arguments
give the same files."""
import email.utils
import os
import random
import sys

inbox, sent, box, count, seed = sys.argv[1:4] + [int(x) for x in sys.argv[4:6]]
rnd = random.Random(seed)
begun = 1759730400  # 6 October 2025, 08:00 in Amsterdam
subjects = [
    "Vraag over gastouderopvang", "Wachtlijst peuteropvang",
    "Inkomenstoeslag en vermogen", "Handhaving bij herhaalde overtreding",
    "Registratie in het LRK", "Kwijtschelding", "Bijstand en studie",
]
asks = [
    "Mag een gastouder zes kinderen tegelijk opvangen?",
    "Welke termijn geldt voor de handhaving van een herhaalde overtreding?",
    "Kunnen jullie aangeven of dit inkomen meetelt voor de bijstand?",
]


def write(folder, number, when, lines):
    os.makedirs(os.path.join(folder, "tmp"), exist_ok=True)
    os.makedirs(os.path.join(folder, "new"), exist_ok=True)
    os.makedirs(os.path.join(folder, "cur"), exist_ok=True)
    path = os.path.join(folder, "cur", "%d.M%dP1.rig:2,S" % (when, number))
    with open(path, "w", newline="") as out:
        out.write("\r\n".join(lines) + "\r\n")
    os.utime(path, (when, when))


def mail(who, to, subject, when, mid, reply_to, text, extra=()):
    lines = ["From: %s" % who, "To: %s" % to, "Subject: %s" % subject,
             "Date: " + email.utils.formatdate(when)]
    if mid:
        lines.append("Message-ID: <%s>" % mid)
    if reply_to:
        lines += ["In-Reply-To: <%s>" % reply_to,
                  "References: <%s>" % reply_to]
    return lines + list(extra) + ["", text, "", "Met vriendelijke groet,",
                                  who.split("<")[0].strip()]


def main():
    ours = "Team <%s@team.example>" % box
    asked = []
    last = None
    for n in range(count):
        when = begun + n * 700
        kind = rnd.random()
        who = "Vrager %d <vrager%d@gemeente%d.example>" % (n, n, n % 90)
        subject = "%s %d" % (rnd.choice(subjects), n)
        mid = "%d.%s@gemeente.example" % (n, box)
        filling = "\r\n".join("Regel %d van de toelichting bij %s." % (i, subject)
                              for i in range(rnd.randrange(40)))
        if kind < 0.1 and asked:
            question = rnd.choice(asked)
            lines = mail(question[0], ours, "Re: " + question[1], when, mid,
                         question[2], "Hartelijk dank voor de snelle reactie!")
        elif kind < 0.2 and asked:
            question = rnd.choice(asked)
            lines = mail(question[0], ours, "Re: " + question[1], when, mid,
                         question[2], "Nog een vraag: " + rnd.choice(asks))
        elif kind < 0.3:
            lines = mail("Nieuws <nieuws@lijst.example>", ours, subject, when,
                         mid, None, filling,
                         ["List-Id: <nieuws.lijst.example>", "Precedence: bulk"])
        elif kind < 0.35:
            lines = mail(who, ours, subject, when, None, None,
                         rnd.choice(asks) + "\r\n" + filling)
        elif kind < 0.4 and last:
            lines = last
        else:
            lines = mail(who, ours, subject, when, mid, None,
                         rnd.choice(asks) + "\r\n" + filling)
            asked.append((who, subject, mid))
            if rnd.random() < 0.6:
                write(sent, n, when + 90000,
                      mail(ours, who, "Re: " + subject, when + 90000,
                           "re.%d.%s@team.example" % (n, box), mid,
                           "Ja, dat mag, binnen de gestelde voorwaarden."))
        write(inbox, n, when, lines)
        last = lines


main()
