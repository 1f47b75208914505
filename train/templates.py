"""Sentences made from templates with known labels: verbs and nouns of each type that the articles hold too rarely.

`data/templates.tsv` explains its notation; `data/templates.json` holds what fills the slots.
"""
import json
import random
import re
from pathlib import Path

import data

FOLDER = Path(__file__).parent / "data"
SLOT = re.compile(r"<([ARLTNS0-9]+)(?:/(\w+)|=([^>]+))?>|\[(?:(\d):)?([^\]]+)\]")
ROLE = {"A": "actor", "R": "recipient", "L": "place", "T": "time", "N": "quantity", "S": "source"}
DEFAULT = {"A": ["gov", "gov", "gov", "igo", "opp"], "R": ["gov", "gov", "gov", "opp"], "L": ["place"], "T": ["time"], "N": ["people"], "S": ["speaker"]}
SECTOR = {"mil": "MIL", "reb": "REB", "cop": "COP", "cvl": "CVL", "jud": "JUD", "igo": "GOV", "gov": "GOV", "labour": "LAB", "ref": "REF", "country": "GOV"}
CLAIMED = {"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "SANCTION", "PROTEST"}
CLAIMS = ["{s}, <S> said", "{s}, according to <S>", "<S> said {s}", "<S> says {s}", "<S> reported that {s}"]


def around(words):
    """"held ~talks~ with" -> what stands before the trigger, the trigger, what stands after it."""
    return words.split("~") if "~" in words else ("", words, "")


class Templates:
    def __init__(self):
        self.fillers = json.loads((FOLDER / "templates.json").read_text(encoding="utf8"))
        self.rows = [line.split("\t") for line in (FOLDER / "templates.tsv").read_text(encoding="utf8").splitlines() if not line.startswith("#")]

    def fill(self, name, rng):
        text = rng.choice(self.fillers[name])
        return re.sub(r"\{(\w+)\}", lambda m: str(rng.choice([rng.randrange(3, 60), 100 * rng.randrange(1, 60)])) if m[1] == "number"
                      else self.fill(m[1], rng), text)

    def make(self, rng, tokenizer, index):
        events, pattern = rng.choice(self.rows)
        heads = [re.fullmatch(r"(\w+):([\w-]*)(?:\|(\w+))?", e).groups() for e in events.split(";")]
        pattern = re.sub(r"\{([^{}]*)\}", lambda m: rng.choice(m[1].split("|")), pattern)
        claimed = len(heads) == 1 and heads[0][0] in CLAIMED and not heads[0][2] and rng.random() < 0.25
        if claimed:
            pattern = rng.choice(CLAIMS).format(s=pattern.rstrip("."))
        text, at, marks, triggers = "", 0, [], {}
        for m in SLOT.finditer(pattern):
            text += pattern[at:m.start()]
            at = m.end()
            slots, kind, literal, number, words = m.groups()
            if slots:
                pairs = re.findall(r"([ARLTNS])(\d*)", slots)
                kind = kind or rng.choice(DEFAULT[pairs[0][0]])
                words = self.fill(kind, rng) if literal is None else literal
                if literal is None and kind == "time" and re.match(r"[A-Z]\w+day$", words) is None and text.endswith(" on ") and not words.startswith("March"):
                    text = text[:-3] + "in " if re.fullmatch(r"\d{4}|January 2015", words) else text[:-3] if words == "yesterday" else text
                marks += [(ROLE[r], int(n or 1), len(text), len(text) + len(words), kind) for r, n in pairs]
            else:
                before, words, after = around(rng.choice(words.split("|")))
                text += before
                triggers[int(number or 1)] = (len(text), len(text) + len(words))
                words += after
            text += words
        text += pattern[at:]
        if text[-1] not in '."' and rng.random() < 0.8:
            text += "."
        s = data.cut(text[0].upper() + text[1:], tokenizer, "template", index)
        self.label(s, heads, marks, triggers, claimed)
        return s

    @staticmethod
    def label(s, heads, marks, triggers, claimed):
        s.events, s.mentions = [], [0] * len(s.words)
        for number, (kind, mode, status) in enumerate(heads, 1):
            arguments = {r: [data.to_words(s, a, b) for role, n, a, b, _ in marks if role == r and n == number] for r in data.EVENT_ROLES}
            s.events.append(data.Event(data.to_words(s, *triggers[number]), kind, status or "asserted", f"{kind}:{mode}" if mode else None if data.PLOVER[kind] else "none", claimed, arguments))
        for role, _, a, b, kind in marks:
            w = data.to_words(s, a, b)
            if role == "place":
                data.mark(s.mentions, w, data.MENTIONS.index("B-place"))
            elif role in ("actor", "recipient"):
                data.mark(s.mentions, w, data.MENTIONS.index("B-actor"))
                if kind in SECTOR:
                    s.sectors.append((w, SECTOR[kind]))

    def sample(self, count, rng, tokenizer):
        return [self.make(rng, tokenizer, i) for i in range(count)]


def main():
    tokenizer = data.Tokenizer(data.VOCABULARY)
    for s in Templates().sample(20, random.Random(1), tokenizer):
        print(s.text, [(" ".join(s.text[a:b] for a, b in s.words[slice(*e.span)]), e.type, e.mode, e.status, e.claimed,
                        {r: [s.text[s.words[a][0]:s.words[b - 1][1]] for a, b in w] for r, w in e.arguments.items() if w}) for e in s.events])


if __name__ == "__main__":
    main()
