"""Decodes the model's outputs into events and statements and scores them.

  evaluate.py CHECKPOINT|WEIGHTS_FILE [--gold FOLDER] [--statements POLNEAR.json] [--out EVENTS.json]
"""
import argparse
import importlib.util
import json
import tempfile
from pathlib import Path

import torch

import data
import export
import model as M
from data import SHARED


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def runs(p, high, low):
    """Spans of contiguous words at `low` or above that reach `high` somewhere."""
    spans, start = [], None
    for i, x in enumerate([*p, -1.0]):
        if x >= low and start is None:
            start = i
        elif x < low and start is not None:
            if max(p[start:i]) >= high:
                spans.append((start, i))
            start = None
    return spans


def trigger_spans(p, t):
    """(start, end, type) of p [words, 1 + types]: runs of words with the same best type, by the chance of any type."""
    event = 1 - p[:, 0]
    best = p[:, 1:].argmax(1)
    out = []
    for kind in best.unique().tolist():
        own = torch.where(best == kind, event, torch.zeros(())).tolist()
        out += [(a, b, kind) for a, b in runs(own, t["trigger"], t["trigger_low"])]
    return sorted(out)


def bio_spans(labels):
    spans, start = [], None
    for i, label in enumerate([*labels, 0]):
        if start is not None and label != 2:
            spans.append((start, i))
            start = None
        if label == 1 or (label == 2 and start is None):
            start = i
    return spans


@torch.inference_mode()
def outputs(model, sentences, batch_size=64):
    """Each sentence's word vectors and the probabilities of its word heads, in the given order."""
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i].pieces))
    out = [None] * len(sentences)
    for at in range(0, len(order), batch_size):
        chosen = order[at:at + batch_size]
        batch = M.collate([sentences[i] for i in chosen])
        words = model.words(batch)
        trigger, statement, mention = (model.head[h](words) for h in ("trigger", "statement", "mention"))
        for k, i in enumerate(chosen):
            n = len(sentences[i].words)
            out[i] = {"words": words[k, :n], "trigger": trigger[k, :n].softmax(-1), "mention": mention[k, :n].softmax(-1),
                      "statement": statement[k, :n].view(n, 3, 3).softmax(-1)}
    return out


def span_tensors(spans):
    start, end = (torch.tensor(x) for x in zip(*spans)) if spans else (torch.zeros(0, dtype=torch.long),) * 2
    return torch.zeros(len(spans), dtype=torch.long), start, end


def logits_of_roles(model, words, spans):
    return model.roles(words[None], *span_tensors(spans))


def span_vectors(words, spans):
    return M.span_mean(words[None], *span_tensors(spans))


def decode_role(p, role, t):
    high = t[f"role_{role}"]
    return runs(p[:, data.ROLES.index(role)].tolist(), high, high * t["low_ratio"])


@torch.inference_mode()
def decode_events(model, s, o, t):
    found = trigger_spans(o["trigger"], t)
    if not found:
        return []
    spans = [(a, b) for a, b, _ in found]
    p, vectors = logits_of_roles(model, o["words"], spans).sigmoid(), span_vectors(o["words"], spans)
    status, mode = model.head["status"](vectors).argmax(1), model.head["mode"](vectors)
    claimed = model.head["claimed"](vectors).sigmoid()
    events = []
    for k, (a, b, kind) in enumerate(found):
        name = data.TYPES[kind]
        arguments = {r: decode_role(p[k], r, t) for r in data.EVENT_ROLES}
        own = [0] + [i for i, m in enumerate(data.MODES) if m.startswith(name + ":")]
        best = data.MODES[own[mode[k, own].argmax()]]
        entities = lambda role: [{"text": text_of(s, w), "code": "UNK UNK"} for w in arguments[role]]
        one = lambda role: text_of(s, max(arguments[role], key=lambda w: float(p[k, w[0]:w[1], data.ROLES.index(role)].max()))) if arguments[role] else None
        events.append({"sentence": s.index, "trigger": text_of(s, (a, b)), "type": name, "probability": float(o["trigger"][a:b, 1 + kind].max()),
                       "mode": None if best == "none" else best.split(":")[1], "status": data.STATUSES[status[k]],
                       "actor": entities("actor"), "recipient": entities("recipient"),
                       "source": one("source") or ("?" if claimed[k] >= t["claimed"] else None), "claimed": bool(claimed[k] >= t["claimed"]),
                       "date": one("time"), "location": one("place"), "quantity": one("quantity")})
    return events


@torch.inference_mode()
def decode_statements(model, s, o, t):
    """(content, cue, speaker) spans; cue and speaker may be None."""
    labels = o["statement"].argmax(-1)
    out = []
    cues = bio_spans(labels[:, 0].tolist())
    if cues:
        p = logits_of_roles(model, o["words"], cues).sigmoid()
        for k, cue in enumerate(cues):
            speakers = decode_role(p[k], "speaker", t)
            speaker = max(speakers, key=lambda w: float(p[k, w[0]:w[1], data.ROLES.index("speaker")].max()), default=None)
            out += [(content, cue, speaker) for content in decode_role(p[k], "content", t)]
    covered = {i for (a, b), _, _ in out for i in range(a, b)}
    out += [(w, None, None) for w in bio_spans(labels[:, 1].tolist()) if len(covered & set(range(*w))) * 2 < w[1] - w[0]]
    return out


def text_of(s, span):
    return s.text[s.words[span[0]][0]:s.words[span[1] - 1][1]]


def read_gold(folder, names, tokenizer):
    folder = Path(folder)
    source = [d for n in names for d in json.loads((folder / f"{n}source.json").read_text(encoding="utf8"))]
    gold = {d["doc_id"]: d for n in names for d in json.loads((folder / f"{n}gold.json").read_text(encoding="utf8"))}
    return source, gold


def predict(model, source, tokenizer, t):
    sentences = [data.cut(text, tokenizer, d["doc_id"], i) for d in source for i, text in enumerate(d["sentences"])]
    predicted = {d["doc_id"]: {"doc_id": d["doc_id"], "events": [], "quotes": []} for d in source}
    for s, o in zip(sentences, outputs(model, sentences)):
        predicted[s.article]["events"] += decode_events(model, s, o, t)
    return predicted


def entity_overlap(scorer, gold, system):
    """Empty on both sides, or one text of each shares half its words."""
    return (not gold and not system) or any(scorer.overlap(g["text"], p["text"]) >= 0.5 or
                                            scorer.words(p["text"]) and scorer.words(p["text"]) <= scorer.words(g["text"]) or
                                            scorer.words(g["text"]) and scorer.words(g["text"]) <= scorer.words(p["text"])
                                            for g in gold for p in system)


def measure(source, gold, predicted):
    """score.py's figures without country codes, and what the texts of the arguments tell. Marks each event that is `right`:
    its type, and the texts of its actor and recipient."""
    scorer = module(SHARED / "gold" / "score.py")
    result = scorer.score(source, gold, predicted)
    figures = {"detect": result["detect"]["f1"], "type": result["type"]["f1"], "type_p": result["type"]["precision"], "type_r": result["type"]["recall"]}
    count = dict.fromkeys(("matched", "status", "mode", "claimed", "actor", "recipient", "dyad", "time", "place", "quantity"), 0)
    asked = dict(count)
    for d in source:
        g, p = (scorer.by_sentence(x.get(d["doc_id"], {"events": []})["events"]) for x in (gold, predicted))
        for i in g:
            for a, b in scorer.pair(g[i], p.get(i, [])):
                if a["type"] != b["type"]:
                    continue
                actor, recipient = (entity_overlap(scorer, a[r], b[r]) for r in ("actor", "recipient"))
                b["right"] = actor and recipient
                checks = {"status": a["status"] == b["status"], "mode": a["mode"] == b["mode"], "claimed": bool(a["source"]) == b["claimed"],
                          "actor": actor, "recipient": recipient, "dyad": actor and recipient}
                for name, field, floor in (("place", "location", 0.5), ("quantity", "quantity", 0.3)):
                    if a[field]:
                        checks[name] = scorer.overlap(a[field], b[field]) >= floor
                if a["date"]:
                    checks["time"] = b["date"] is not None
                count["matched"] += 1
                for name, ok in checks.items():
                    asked[name] += 1
                    count[name] += ok
    figures |= {name: round(count[name] / max(1, asked[name]), 3) for name in asked if name != "matched"}
    events = result["gold_events"] + result["system_events"]
    figures["dyad_text"] = round(2 * count["dyad"] / max(1, events), 3)
    return figures


def measure_statements(model, path, tokenizer, t):
    """Runs score_statements.py on the model's statements."""
    scorer = module(SHARED / "bench" / "score_statements.py")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as f:
        for doc in data.attribution_documents(path):
            spans = list(data.split_sentences(doc["text"]))
            sentences = [data.cut(doc["text"][a:b], tokenizer, doc["id"], i) for i, (a, b) in enumerate(spans)]
            statements, speaker = [], None
            for s, o, (offset, _) in zip(sentences, outputs(model, sentences), spans):
                for content, cue, who in decode_statements(model, s, o, t):
                    place = lambda w: {"start": offset + s.words[w[0]][0], "end": offset + s.words[w[1] - 1][1]}
                    speaker = place(who) if who else speaker
                    statements.append(place(content) | ({"speaker": speaker} if speaker else {}))
            f.write(json.dumps({"id": doc["id"], "statements": statements}) + "\n")
        f.flush()
        scorer.main(str(path), f.name)


def quantise_activations(model):
    """Rounds what goes into each int8 layer to 255 steps a row, as an int8 engine does."""
    def round_rows(_, inputs):
        scale = inputs[0].abs().amax(-1, keepdim=True).clamp(min=1e-12) / 127
        return ((inputs[0] / scale).round() * scale,)

    for name, layer in model.named_modules():
        if isinstance(layer, torch.nn.Linear) and not export.is_float(name):
            layer.register_forward_pre_hook(round_rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("--gold", default=SHARED / "gold" / "dev")
    parser.add_argument("--statements", help="a PolNeAR file to score statements on")
    parser.add_argument("--out", help="where to write the events, in gold's format")
    options = parser.parse_args()
    torch.set_num_threads(2)
    tokenizer = data.Tokenizer(data.VOCABULARY)
    if options.model.endswith(".bin"):
        model, header = export.read(options.model)
        thresholds = header["thresholds"]
        if header["precision"] == "int8":
            quantise_activations(model)
    else:
        model, saved = M.load(options.model)
        thresholds = data.THRESHOLDS | saved["thresholds"]
    source, gold = read_gold(options.gold, [""], tokenizer)
    predicted = predict(model, source, tokenizer, thresholds)
    print(json.dumps(measure(source, gold, predicted)))
    if options.out:
        Path(options.out).write_text(json.dumps(list(predicted.values()), ensure_ascii=False), encoding="utf8")
    if options.statements:
        measure_statements(model, options.statements, tokenizer, thresholds)


if __name__ == "__main__":
    main()
