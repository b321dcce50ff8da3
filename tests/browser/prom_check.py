#!/usr/bin/python3
"""prom_check.py FILE: reads a metrics file by Prometheus' own client library
and sees that it says what Postwacht means; prints what is wrong."""
import sys
from prometheus_client.parser import text_string_to_metric_families

with open(sys.argv[1], encoding="utf-8") as file:
    families = list(text_string_to_metric_families(file.read()))
bad = []
names = [family.name for family in families]
for name in ("questions_open", "questions_late", "questions_waiting",
             "question_oldest_seconds", "mailbox_read_age_seconds",
             "mailbox_trouble", "mailbox_messages", "outbox_waiting",
             "outbox_uncertain", "last_tick_timestamp_seconds"):
    if names.count("postwacht_" + name) != 1:
        bad.append("postwacht_%s is there %d times" %
                   (name, names.count("postwacht_" + name)))
for family in families:
    if family.type not in ("gauge", "counter") or not family.documentation:
        bad.append("%s has no type or no help" % family.name)
    seen = [tuple(sorted(sample.labels.items())) for sample in family.samples]
    if not seen or len(set(seen)) != len(seen):
        bad.append("%s has no samples, or one of them twice" % family.name)
for line in bad:
    print(line)
sys.exit(1 if bad else 0)
