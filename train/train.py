"""Trains the model from the corpora to a checkpoint.

  train.py [--out /tmp/train/best.pt] [--epochs 10] [--seed 1] [--minutes 60] …

A seeded 8 % of the annotated articles is held out; the average of the weights that codes them best is kept.
"""
import argparse
import copy
import json
import random
import sys
import time
from pathlib import Path

import torch
from torch.nn import functional as F

import data
import evaluate
import model as M
import teacher
import templates
from data import SHARED

WEIGHTS = {"trigger": 1.0, "status": 0.5, "mode": 0.5, "claimed": 0.5, "roles": 0.5, "mention": 0.3, "sector": 0.3, "statement": 0.2, "type_set": 0.3}
WORTH = {"type": 1.0, "dyad_text": 0.5}
TRIGGER = [("trigger", (0.5, 0.3, 0.4, 0.6))]
ROLES = [(f"role_{r}", (0.3, 0.4, 0.6, 0.7)) for r in ("actor", "recipient")] + [("low_ratio", (0.4, 0.8))]


def losses(model, sentences, options):
    """The sum of each head's loss over a batch, divided by its sentences; padding and unknown labels cost nothing."""
    batch = M.collate(sentences)
    if options.mask:
        hide = (torch.rand(batch["pieces"].shape) < options.mask) & batch["real"]
        hide[:, 0] = False
        batch["pieces"] = batch["pieces"].masked_fill(hide, options.mask_id)
    with torch.autocast("cpu", torch.bfloat16, enabled=bool(options.bf16)):
        words = model.words(batch)
    words = words.float()
    n, width = words.shape[:2]
    out = {}

    def cross_entropy(head, vectors, targets, **kw):
        return F.cross_entropy(model.head[head](vectors), torch.tensor(targets), reduction="sum", **kw) / n

    def label_rows(rows):
        return torch.tensor([(r or []) + [-100] * (width - len(r or [])) for r in rows])

    types = []
    for s in sentences:
        row = None
        if s.events is not None:
            row = [0] * len(s.words)
            for e in s.events:
                row[e.span[0]:e.span[1]] = [1 + data.TYPES.index(e.type)] * (e.span[1] - e.span[0])
        types.append(row)
    trigger = model.head["trigger"](words)
    out["trigger"] = F.cross_entropy(trigger.flatten(0, 1), label_rows(types).flatten(), reduction="sum", label_smoothing=options.smoothing) / n

    events = [(i, e) for i, s in enumerate(sentences) for e in s.events or []]
    statements = [(i, st) for i, s in enumerate(sentences) for st in s.statements or []]
    predicates = [(i, e.span) for i, e in events] + [(i, st.cue) for i, st in statements]
    if predicates:
        at = torch.tensor([i for i, _ in predicates])
        start, end = (torch.tensor([span[k] for _, span in predicates]) for k in (0, 1))
        logits = model.roles(words, at, start, end)
        target = torch.zeros_like(logits)
        known = batch["exists"][at][:, :, None].expand_as(logits).clone()
        for k, (_, e) in enumerate(events):
            known[k, :, len(data.EVENT_ROLES):] = False
            for r, role in enumerate(data.EVENT_ROLES):
                if e.arguments[role] is None:
                    known[k, :, r] = False
                for a, b in e.arguments[role] or []:
                    target[k, a:b, r] = 1
        for k, (_, st) in enumerate(statements, len(events)):
            known[k, :, :len(data.EVENT_ROLES)] = False
            for role, spans in (("speaker", st.speaker), ("content", st.content)):
                for a, b in spans:
                    target[k, a:b, data.ROLES.index(role)] = 1
        weight = torch.ones(len(data.ROLES))
        weight[data.ROLES.index("content")] = 0.2
        weight[data.ROLES.index("speaker")] = 0.5
        out["roles"] = (F.binary_cross_entropy_with_logits(logits, target, reduction="none") * known * weight).sum() / n
    if events:
        vectors = M.span_mean(words, at[:len(events)], start[:len(events)], end[:len(events)])
        out["status"] = cross_entropy("status", vectors, [data.STATUSES.index(e.status) for _, e in events])
        mode = model.head["mode"](vectors)
        allowed = torch.tensor([[m == "none" or m.startswith(e.type + ":") for m in data.MODES] for _, e in events])
        out["mode"] = F.cross_entropy(mode.masked_fill(~allowed, -1e4), torch.tensor([data.MODES.index(e.mode) if e.mode else -100 for _, e in events]), reduction="sum") / n
        claimed = torch.tensor([[float(e.claimed)] for _, e in events])
        out["claimed"] = F.binary_cross_entropy_with_logits(model.head["claimed"](vectors), claimed, reduction="sum") / n

    mentions = label_rows([s.mentions for s in sentences])
    out["mention"] = F.cross_entropy(model.head["mention"](words).flatten(0, 1), mentions.flatten(), reduction="sum") / n
    sectors = [(i, w, sector) for i, s in enumerate(sentences) for w, sector in s.sectors]
    if sectors:
        index, a, b = (torch.tensor(x) for x in zip(*((i, *w) for i, w, _ in sectors)))
        out["sector"] = cross_entropy("sector", M.span_mean(words, index, a, b), [data.SECTORS.index(x) for _, _, x in sectors])
    parts = torch.stack([label_rows([s.parts and s.parts[k] for s in sentences]) for k in range(3)], 2)
    out["statement"] = F.cross_entropy(model.head["statement"](words).view(-1, 3), parts.flatten(), reduction="sum") / n

    for i, s in enumerate(sentences):
        if s.type_set:
            log_p = trigger[i, :len(s.words)].log_softmax(-1)
            p = log_p[:, [1 + data.TYPES.index(t) for t in s.type_set]].exp().sum(1).clamp(max=1 - 1e-4)
            out["type_set"] = out.get("type_set", 0) - torch.log(1 - torch.log1p(-p).sum().exp() + 1e-4) / n
    return out


def batches(examples, size, rng, length=lambda s: len(s.pieces)):
    """Batches of like length in random order."""
    keyed = sorted(examples, key=lambda example: length(example) * rng.uniform(0.9, 1.1))
    groups = [keyed[i:i + size] for i in range(0, len(keyed), size)]
    rng.shuffle(groups)
    return groups


def set_rates(optimizer, peaks, done, warmup):
    """`done` of the training is over: each rate rises to its peak while `warmup` lasts, and falls to a hundredth."""
    for g, peak in zip(optimizer.param_groups, peaks):
        g["lr"] = peak * max(0.01, min(done / warmup, (1 - done) / (1 - warmup)))


def descend(model, optimizer, loss):
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()


def average_in(moving, step, keep):
    """Moves the average, `moving[0]`, to the model, `moving[1]`; faster in the first steps."""
    with torch.no_grad():
        torch._foreach_lerp_(*moving, 1 - min(keep, step / (step + 10)))


def parameter_groups(model, options):
    """Deeper layers learn faster than those near the words; heads fastest."""
    groups = []
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        if not name.startswith("encoder."):
            rate = options.head_rate
        elif name.startswith("encoder.layer."):
            rate = options.rate * options.decay ** (len(model.encoder.layer) - 1 - int(name.split(".")[2]))
        elif "case" in name:
            rate = options.rate
        else:
            rate = options.rate * options.decay ** len(model.encoder.layer)
        groups.append({"params": [p], "lr": rate, "weight_decay": 0.01 if p.dim() > 1 else 0.0})
    return groups


def coded(model, held, out, source, gold, thresholds):
    predicted = {d["doc_id"]: {"doc_id": d["doc_id"], "events": [], "quotes": []} for d in source}
    for s, o in zip(held, out):
        predicted[s.article]["events"] += evaluate.decode_events(model, s, o, thresholds)
    return predicted, evaluate.measure(source, gold, predicted)


def tune(model, held, source, gold, trials):
    """The thresholds that code the held-out articles best: each name with its values in turn, the others staying."""
    out = evaluate.outputs(model, held)
    best = (-1.0, dict(data.THRESHOLDS), {})
    for name, values in trials:
        for value in values:
            t = best[1] | {name: value} | ({"trigger_low": round(0.7 * value, 3)} if name == "trigger" else {})
            figures = coded(model, held, out, source, gold, t)[1]
            worth = sum(weight * figures[f] for f, weight in WORTH.items())
            if worth > best[0] + 1e-9:
                best = (worth, t, figures)
    return best


def calibrate(events):
    """Scale and shift with which sigmoid(scale · logit(probability) + shift) is how often an event is right, and the
    expected calibration error before and after (ten bins)."""
    p = torch.tensor([e["probability"] for e in events]).clamp(1e-4, 1 - 1e-4)
    right = torch.tensor([float(e.get("right", False)) for e in events])
    line = torch.tensor([1.0, 0.0], requires_grad=True)
    optimizer = torch.optim.LBFGS([line], max_iter=100)

    def closure():
        optimizer.zero_grad()
        loss = F.binary_cross_entropy_with_logits(line[0] * p.logit() + line[1], right)
        loss.backward()
        return loss

    optimizer.step(closure)
    scale, shift = line.tolist()

    def error(q):
        bins = (q * 10).long().clamp(max=9)
        return sum(float(abs((q - right)[bins == b].sum())) for b in range(10)) / len(q)

    return {"confidence_scale": scale, "confidence_shift": shift}, error(p), error(torch.sigmoid(scale * p.logit() + shift))


def finish(path, out, held, source, gold):
    """Tunes every threshold and the calibration of a checkpoint on the held-out articles."""
    model, saved = M.load(path)
    _, thresholds, figures = tune(model, held, source, gold, TRIGGER + ROLES)
    predicted, _ = coded(model, held, evaluate.outputs(model, held), source, gold, thresholds)
    line, before, after = calibrate([e for d in predicted.values() for e in d["events"]])
    M.save(model, out, thresholds=thresholds | line, figures=figures, options=saved["options"])
    print(json.dumps(figures), json.dumps(thresholds | line), f"calibration error {before:.3f} -> {after:.3f}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    add = parser.add_argument
    add("--out", default="/tmp/train/best.pt"), add("--seed", type=int, default=1), add("--epochs", type=int, default=10)
    add("--batch", type=int, default=32), add("--rate", type=float, default=2e-4), add("--head-rate", type=float, default=1e-3)
    add("--decay", type=float, default=0.9), add("--warmup", type=float, default=0.1), add("--dropout", type=float, default=0.1)
    add("--average", type=float, default=0.995), add("--smoothing", type=float, default=0.0), add("--mask", type=float, default=0.0)
    add("--attributions", type=int, default=1500, help="sentences of PolNeAR an epoch")
    add("--synthetic", type=int, default=300, help="synthetic headlines an epoch"), add("--pairs", type=int, default=300, help="PLOVER pairs an epoch")
    add("--templates", type=int, default=800, help="sentences from templates an epoch")
    add("--quiet", type=float, default=0.5, help="share of the annotated sentences without events that an epoch sees")
    add("--minutes", type=float, help="end after this time, the rate following the clock (then not repeatable to the bit)")
    add("--start", help="a checkpoint to go on from")
    add("--teacher", action="store_true", help="train the larger encoder of teacher.py")
    add("--patience", type=int, default=3), add("--bf16", type=int, default=1)
    add("--all", action="store_true", help="train on the held-out articles too, without early stopping")
    options = parser.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)

    tokenizer = data.Tokenizer(data.VOCABULARY)
    options.mask_id = tokenizer.mask
    train, held = data.annotated(tokenizer)
    if options.all:
        train += [s for s in held if s.words]
    source, gold = evaluate.read_gold(SHARED / "gold" / "train", ["wire.", "written."], tokenizer)
    inside = {s.article for s in held}
    source = [d for d in source if d["doc_id"] in inside]
    attributions = [s for s in data.attribution_sentences(SHARED / "corpora" / "attribution" / "polnear_train.jsonl.xz", tokenizer) if 3 < len(s.words) < 80]
    synthetic = list(data.synthetic_sentences(SHARED / "corpora" / "events", tokenizer))
    pairs = list(data.pair_sentences(SHARED / "corpora" / "events", tokenizer))
    eventful, quiet = [s for s in train if s.events], [s for s in train if not s.events]
    made = templates.Templates()

    model = M.Model(teacher.Encoder(options.dropout) if options.teacher else None, options.dropout)
    teacher.load_base(model.encoder) if options.teacher else M.load_base(model.encoder, data.BASE / "model.safetensors")
    if options.start:
        model.load_state_dict(M.load(options.start)[0].state_dict())
    model.encoder.word.weight.requires_grad_(False)  # too few examples to move 30,522 rows, and it saves a third of the time
    optimizer = torch.optim.AdamW(parameter_groups(model, options), betas=(0.9, 0.98), fused=True)
    peaks = [g["lr"] for g in optimizer.param_groups]
    average = copy.deepcopy(model).eval()
    moving = [[p for p in m.parameters() if p.requires_grad] for m in (average, model)]
    quiet_count = round(len(quiet) * options.quiet)
    total = options.epochs * ((len(eventful) + quiet_count + options.attributions + options.synthetic + options.pairs + options.templates) // options.batch + 1)
    print(json.dumps(vars(options)), f"{len(train)} annotated sentences, {len(held)} held out, {total} steps", flush=True)

    step, best, since, started = 0, -1.0, 0, time.time()
    for epoch in range(options.epochs):
        model.train()
        sums = {}
        chosen = eventful + rng.sample(quiet, quiet_count) + rng.sample(attributions, options.attributions) + rng.sample(synthetic, options.synthetic) \
            + rng.sample(pairs, options.pairs) + made.sample(options.templates, rng, tokenizer)
        for group in batches(chosen, options.batch, rng):
            step += 1
            done = (time.time() - started) / 60 / options.minutes if options.minutes else step / total
            if done > 1:
                break
            set_rates(optimizer, peaks, done, options.warmup)
            parts = losses(model, group, options)
            descend(model, optimizer, sum(WEIGHTS[name] * x for name, x in parts.items()))
            average_in(moving, step, options.average)
            for name, x in parts.items():
                sums[name] = sums.get(name, 0.0) + float(x)
        value, thresholds, figures = tune(average, held, source, gold, TRIGGER)
        print(f"epoch {epoch + 1} step {step} {(time.time() - started) / 60:.1f} min", {k: round(v * options.epochs / total, 3) for k, v in sums.items()},
              thresholds["trigger"], json.dumps(figures), flush=True)
        since += 1
        if value > best or options.all:
            best, since = value, 0
            M.save(average, options.out, thresholds=thresholds, figures=figures, options=vars(options))
        if since >= options.patience or done > 1:
            break

    finish(options.out if options.epochs else options.start, options.out, held, source, gold)


if __name__ == "__main__":
    main()
