"""Trains the small model on the answers of the larger one (teacher.py), over annotated and unlabelled sentences.

  distil.py TEACHER.pt [TEACHER.pt …] --news SENTENCES.txt [--out /tmp/train/best.pt] [--epochs 10] [--seed 1]

SENTENCES.txt has one sentence a line (news_sentences.py). Several teachers count by the mean of their probabilities.
Annotated sentences are learned from half by their annotation and half by the teachers; the held-out articles stay out.
(Hinton, Vinyals, Dean 2015.)
"""
import argparse
import copy
import json
import random
import time
from pathlib import Path

import torch
from torch.nn import functional as F

import data
import evaluate
import model as M
import train
from data import SHARED

HARD = 0.5  # how much an annotation counts against the teachers
LIKELY = 0.3  # of being a trigger, from where on a span of words is worth learning from
WEIGHTS = {"trigger": 1.0, "status": 0.3, "mode": 0.3, "claimed": 0.3, "roles": 0.5, "mention": 0.2, "sector": 0.2, "statement": 0.2}


def one_hot(index, width):
    return F.one_hot(torch.tensor(index), width).float()


def blend(soft, hard):
    return HARD * hard + (1 - HARD) * soft


class Answers:
    """What the teachers say of a sentence, mixed with its annotation. All are probabilities."""

    def __init__(self, models, s, outs):
        mean = lambda name: sum(o[name] for o in outs) / len(outs)
        self.trigger, self.mention, self.statement = mean("trigger"), mean("mention"), mean("statement")
        likely = {"trigger": LIKELY, "trigger_low": LIKELY}
        annotated = [(e.span, e) for e in s.events or []]
        taken = {i for (a, b), _ in annotated for i in range(a, b)}
        guessed = [(a, b) for a, b, _ in evaluate.trigger_spans(self.trigger, likely) if not taken & set(range(a, b))]
        self.triggers = [span for span, _ in annotated] + guessed
        cues = evaluate.bio_spans(self.statement.argmax(-1)[:, 0].tolist())
        self.spans = self.triggers + cues
        self.actors = [(a, b) for a, b in evaluate.bio_spans(self.mention[:, :3].argmax(1).tolist())]
        roles, heads, sectors = [], [], []
        for model, o in zip(models, outs):
            words = o["words"]
            roles.append(evaluate.logits_of_roles(model, words, self.spans).sigmoid())
            vectors = evaluate.span_vectors(words, self.triggers)
            heads.append((model.head["status"](vectors).softmax(-1), model.head["mode"](vectors).softmax(-1), model.head["claimed"](vectors).sigmoid()))
            sectors.append(model.head["sector"](evaluate.span_vectors(words, self.actors)).softmax(-1))
        self.roles = sum(roles) / len(models)
        self.status, self.mode, self.claimed = (sum(h[i] for h in heads) / len(models) for i in range(3))
        self.sector = sum(sectors) / len(models)
        self.learn(s, annotated)
        for name in ("trigger", "mention", "statement", "roles", "status", "mode", "claimed", "sector"):
            setattr(self, name, getattr(self, name).half())

    def learn(self, s, annotated):
        if s.events is None:
            return
        hard = [0] * len(s.words)
        for (a, b), e in annotated:
            hard[a:b] = [1 + data.TYPES.index(e.type)] * (b - a)
        self.trigger = blend(self.trigger, one_hot(hard, self.trigger.shape[1]))
        for k, (_, e) in enumerate(annotated):
            for r, role in enumerate(data.EVENT_ROLES):
                if e.arguments[role] is not None:
                    target = torch.zeros(len(s.words))
                    for a, b in e.arguments[role]:
                        target[a:b] = 1
                    self.roles[k, :, r] = blend(self.roles[k, :, r], target)
            self.status[k] = blend(self.status[k], one_hot(data.STATUSES.index(e.status), len(data.STATUSES)))
            if e.mode:
                self.mode[k] = blend(self.mode[k], one_hot(data.MODES.index(e.mode), len(data.MODES)))
            self.claimed[k] = blend(self.claimed[k], torch.tensor([float(e.claimed)]))


@torch.inference_mode()
def ask(models, sentences):
    outs = [evaluate.outputs(model, sentences) for model in models]
    return [Answers(models, s, [o[i] for o in outs]) for i, s in enumerate(sentences)]


def losses(model, pairs, options):
    """As train.losses, against the answers."""
    sentences = [s for s, _ in pairs]
    batch = M.collate(sentences)
    if options.mask:
        hide = (torch.rand(batch["pieces"].shape) < options.mask) & batch["real"]
        hide[:, 0] = False
        batch["pieces"] = batch["pieces"].masked_fill(hide, options.mask_id)
    with torch.autocast("cpu", torch.bfloat16, enabled=bool(options.bf16)):
        words = model.words(batch)
    words = words.float()
    n, width = words.shape[:2]

    def padded(rows):
        out = torch.zeros(len(rows), width, *rows[0].shape[1:])
        for i, row in enumerate(rows):
            out[i, :len(row)] = row.float()
        return out

    def cross_entropy(logits, target):
        return -(target * logits.log_softmax(-1)).sum() / n

    out = {"trigger": cross_entropy(model.head["trigger"](words), padded([a.trigger for _, a in pairs])),
           "mention": cross_entropy(model.head["mention"](words), padded([a.mention for _, a in pairs])),
           "statement": cross_entropy(model.head["statement"](words).view(n, width, 3, 3), padded([a.statement for _, a in pairs]))}
    spans = [(i, span, k, a) for i, (_, a) in enumerate(pairs) for k, span in enumerate(a.spans)]
    if spans:
        at = torch.tensor([i for i, *_ in spans])
        start, end = (torch.tensor([span[j] for _, span, *_ in spans]) for j in (0, 1))
        logits = model.roles(words, at, start, end)
        target = padded([a.roles[k] for _, _, k, a in spans])
        weight = batch["exists"][at][:, :, None].expand_as(logits).float().clone()
        cue = torch.tensor([k >= len(a.triggers) for _, _, k, a in spans])
        weight[cue, :, :len(data.EVENT_ROLES)] = 0
        weight[~cue, :, len(data.EVENT_ROLES):] = 0
        weight[:, :, data.ROLES.index("content")] *= 0.2
        weight[:, :, data.ROLES.index("speaker")] *= 0.5
        out["roles"] = (F.binary_cross_entropy_with_logits(logits, target, reduction="none") * weight).sum() / n
        if not cue.all():
            vectors = M.span_mean(words, at[~cue], start[~cue], end[~cue])
            rows = [(a, k) for _, _, k, a in spans if k < len(a.triggers)]
            stack = lambda name: torch.stack([getattr(a, name)[k] for a, k in rows]).float()
            out["status"] = cross_entropy(model.head["status"](vectors), stack("status"))
            out["mode"] = cross_entropy(model.head["mode"](vectors), stack("mode"))
            out["claimed"] = F.binary_cross_entropy_with_logits(model.head["claimed"](vectors), stack("claimed"), reduction="sum") / n
    actors = [(i, span, a.sector[k]) for i, (_, a) in enumerate(pairs) for k, span in enumerate(a.actors)]
    if actors:
        index, first, last = (torch.tensor(x) for x in zip(*((i, *span) for i, span, _ in actors)))
        out["sector"] = cross_entropy(model.head["sector"](M.span_mean(words, index, first, last)), torch.stack([x for *_, x in actors]).float())
    return out


def main():
    parser = argparse.ArgumentParser()
    add = parser.add_argument
    add("teachers", nargs="+"), add("--news", required=True), add("--out", default="/tmp/train/best.pt"), add("--seed", type=int, default=1)
    add("--epochs", type=int, default=10), add("--batch", type=int, default=32), add("--rate", type=float, default=3e-4)
    add("--head-rate", type=float, default=1e-3), add("--decay", type=float, default=0.9), add("--warmup", type=float, default=0.05)
    add("--dropout", type=float, default=0.1), add("--average", type=float, default=0.998), add("--mask", type=float, default=0.05)
    add("--unlabelled", type=int, default=30000, help="unlabelled sentences in all"), add("--share", type=int, default=6000, help="of them, an epoch")
    add("--start", help="a checkpoint of the small model to go on from"), add("--bf16", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)

    tokenizer = data.Tokenizer(data.VOCABULARY)
    options.mask_id = tokenizer.mask
    source, gold = evaluate.read_gold(SHARED / "gold" / "train", ["wire.", "written."], tokenizer)
    lines = Path(options.news).read_text(encoding="utf8").splitlines()
    news = [s for s in (data.cut(x, tokenizer) for x in rng.sample(lines, min(options.unlabelled, len(lines)))) if 4 < len(s.words) < 80]

    models = [M.load(path)[0] for path in options.teachers]
    started = time.time()
    guesses = ask(models, news)
    taught, held = data.annotated(tokenizer)
    answers = ask(models, taught)
    inside = {s.article for s in held}
    source = [d for d in source if d["doc_id"] in inside]
    print(json.dumps(vars(options)), f"{len(taught)} annotated sentences, {len(news)} of news, asked in {(time.time() - started) / 60:.1f} min", flush=True)
    annotated_pairs, news_pairs = list(zip(taught, answers)), list(zip(news, guesses))
    eventful = [p for p in annotated_pairs if p[0].events]
    quiet = [p for p in annotated_pairs if not p[0].events]

    model = M.Model(dropout=options.dropout)
    M.load_base(model.encoder, data.BASE / "model.safetensors")
    if options.start:
        model.load_state_dict(M.load(options.start)[0].state_dict())
    model.encoder.word.weight.requires_grad_(False)
    optimizer = torch.optim.AdamW(train.parameter_groups(model, options), betas=(0.9, 0.98), fused=True)
    peaks = [g["lr"] for g in optimizer.param_groups]
    average = copy.deepcopy(model).eval()
    moving = [[p for p in m.parameters() if p.requires_grad] for m in (average, model)]
    total = options.epochs * ((len(eventful) + len(quiet) // 2 + options.share) // options.batch + 1)
    step, best, started = 0, -1.0, time.time()
    for epoch in range(options.epochs):
        model.train()
        chosen = eventful + rng.sample(quiet, len(quiet) // 2) + rng.sample(news_pairs, min(options.share, len(news_pairs)))
        for group in train.batches(chosen, options.batch, rng, length=lambda pair: len(pair[0].pieces)):
            step += 1
            train.set_rates(optimizer, peaks, step / total, options.warmup)
            train.descend(model, optimizer, sum(WEIGHTS[name] * x for name, x in losses(model, group, options).items()))
            train.average_in(moving, step, options.average)
        value, thresholds, figures = train.tune(average, held, source, gold, train.TRIGGER)
        print(f"epoch {epoch + 1} {(time.time() - started) / 60:.1f} min", thresholds["trigger"], json.dumps(figures), flush=True)
        if value > best:
            best = value
            M.save(average, options.out, thresholds=thresholds, figures=figures, options=vars(options))
    train.finish(options.out, options.out, held, source, gold)


if __name__ == "__main__":
    main()
