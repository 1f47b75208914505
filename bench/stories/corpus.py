#!/usr/bin/env python3
"""Makes articles with known stories and known copies out of the reports in a file beside this one.

  corpus.py development.txt|unread.txt ARTICLES.jsonl GOLD.json

  == KEY | TYPES | N     an event; what types a coder may give it; in how many articles it is told
  -- SOURCE | DATE | TITLE, then the text on one line    a report in its own words; " / " parts paragraphs
  -~ …                   a translation of the report before it, back into English: a copy
  {…}                    what tells of the event. The rest tells of other things, or of nothing

Reports that are missing to N are made from those that are there, as papers do with what agencies send: the kinds of
edits are in EDITS. They are copies, and known to be. Which edit, which paper and which day depends on the key alone.
"""
import json
import random
import re
import sys
from pathlib import Path

PAPERS = ["Morning Ledger", "Evening Standard of Leith", "Northern Echoes", "The Valley Sun", "Coast Chronicle",
          "Plains Dealer", "Harbour Light", "City Gazette", "The Republican of York", "Daily Lantern"]
BACKGROUND = [
    "Analysts say that the coming weeks will show whether the calm can last.",
    "Oil prices were little changed in late trading, while the dollar rose against most currencies.",
    "The story has dominated headlines in the region for days and has been followed closely abroad.",
    "Human rights groups have long called for an independent inquiry into abuses by all parties.",
    "Correspondents say communications with the area are poor and that details often change in the first hours.",
    "Neighbouring governments have urged restraint and offered their good offices, without success so far.",
]
SWAPS = [("at least", "no fewer than"), ("people", "persons"), ("killing", "leaving dead"), ("wounded", "injured"),
         ("began", "started"), ("said on", "announced on"), ("officials", "authorities"), ("more than", "over"),
         ("crowd", "throng"), ("after", "following"), ("soldiers", "troops"), ("hours", "hrs"), ("because", "since"),
         ("accused", "blamed"), ("city", "town"), ("police", "officers"), ("a week", "seven days"), ("near", "close to")]


def agency_line(paragraphs, chance):
    first = re.sub(r"^([A-Z][A-Z ]+(?:, \w+)?) - ", r"\1 (Agencies) – ", paragraphs[0])
    return [first, *paragraphs[1:], "Reporting by our correspondents; editing by the night desk"]


def cut(paragraphs, chance):
    if len(paragraphs) > 1:
        return paragraphs[:-1] if len(" ".join(paragraphs[:-1])) > 0.5 * len(" ".join(paragraphs)) else paragraphs
    return paragraphs


def added(paragraphs, chance):
    return [*paragraphs, " ".join(chance.sample(BACKGROUND, 2))]


def wording(paragraphs, chance):
    text = "\n".join(paragraphs)
    for before, after in chance.sample(SWAPS, 9):
        text = re.sub(rf"\b{before}\b", after, text, count=2)
    return text.split("\n")


def swapped(paragraphs, chance):
    return [paragraphs[0], *reversed(paragraphs[1:])]


def trimmed_and_added(paragraphs, chance):
    return [*cut(wording(paragraphs, chance), chance), chance.choice(BACKGROUND)]


EDITS = [agency_line, added, wording, cut, trimmed_and_added, swapped]


def parse(path):
    events, source = [], None
    for line in path.read_text(encoding="utf8").splitlines():
        if line.startswith("== "):
            key, types, count = (field.strip() for field in line[3:].split("|"))
            events.append({"key": key, "types": types.split(","), "count": int(count), "reports": []})
        elif line.startswith(("-- ", "-~ ")):
            source = [field.strip() for field in line[3:].split("|")]
            translated = line[1] == "~"
        elif line and not line.startswith("#"):
            reports = events[-1]["reports"]
            reports.append({"source": source[0], "date": source[1], "title": source[2],
                            "paragraphs": line.split(" / "), "copy_of": len(reports) - 1 if translated else None})
    return events


def plain(paragraphs):
    """The text without braces, and the spans they held in code points."""
    text, spans, start = "", [], 0
    for character in "\n\n".join(paragraphs):
        if character == "{":
            start = len(text)
        elif character == "}":
            spans.append([start, len(text)])
        else:
            text += character
    return text, spans


def tell(event):
    """Every article of an event: (report, number of the report it copies or None)."""
    chance = random.Random(event["key"])
    reports = list(event["reports"])
    own = [number for number, report in enumerate(reports) if report["copy_of"] is None]
    if event["count"] < len(reports):
        sys.exit(f"{event['key']}: more reports than asked for")
    for made in range(event["count"] - len(reports)):
        original = chance.choice(own)
        report = reports[original]
        edit = EDITS[(made + chance.randrange(2)) % len(EDITS)]
        title = report["title"] if chance.random() < 0.5 else " ".join(report["title"].split()[:6])
        reports.append({"source": chance.choice(PAPERS), "date": report["date"], "title": title,
                        "paragraphs": edit(report["paragraphs"], chance), "copy_of": original})
    return reports


def main(source, articles_path, gold_path):
    gold = {"types": {}, "articles": {}}
    lines = []
    for event in parse(Path(source)):
        gold["types"][event["key"]] = event["types"]
        for number, report in enumerate(tell(event)):
            name = f"{event['key']}.{number + 1}"
            text, spans = plain(report["paragraphs"])
            copied = number if report["copy_of"] is None else report["copy_of"]
            gold["articles"][name] = {"event": event["key"], "copy": f"{event['key']}.{copied + 1}", "spans": spans}
            lines.append({"id": name, "title": report["title"], "source": report["source"], "date": report["date"],
                          "text": text})
    lines.sort(key=lambda article: (article["date"], article["id"]))
    Path(articles_path).write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf8")
    Path(gold_path).write_text(json.dumps(gold, indent=1), "utf8")


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) == 4 else sys.exit(__doc__)
