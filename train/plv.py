"""Classifies the relations of plv_train.tsv (PLOVER root types, source and target marked) by five-fold cross-validation.

  plv.py [--epochs 8] [--first 2] [--seeds 1]

Prints accuracy and macro-F1 over the roots. From the base, the encoder first learns the types of our annotated events
(`--first` epochs; actor and recipient are source and target), then, anew for each fold, the relations. The class is
read from the vectors of the source's mark, the target's mark, [CLS] and the mean; the marks are [unused0] … [unused3].
A sentence that occurs twice is in one fold.
"""
import argparse
import copy
import csv
import json
import random
import re
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

import data
import model as M
import train
from data import SHARED

MARKS = ("<s>", "</s>", "<t>", "</t>")
FIRST_MARK = 1  # [unused0]
FOLDS = 5


def read_pairs(tokenizer):
    pairs = []
    with open(SHARED / "corpora" / "events" / "plv_train.tsv", encoding="utf8") as f:
        for row in csv.DictReader(f, delimiter="\t"):
            pairs.append((row["sentence"], mark_pieces(row["marked_sentence"], tokenizer), row["gold_root"]))
    return pairs


def mark_pieces(marked, tokenizer):
    """Wordpieces with letter cases, and where source and target begin (0 where the corpus marks none)."""
    pieces, cases, at = [tokenizer.cls], [data.CASES.index("other")], {mark: 0 for mark in MARKS}
    for part in re.split(r"(</?[st]>)", marked):
        if part in MARKS:
            at[part] = at[part] or len(pieces)
            pieces.append(FIRST_MARK + MARKS.index(part))
            cases.append(data.CASES.index("other"))
            continue
        for word in data.WORD.findall(part):
            ids = tokenizer.word(word)
            pieces += ids
            cases += [data.letter_case(word)] * len(ids)
    if max(at.values()) >= data.MAX_PIECES - 1:
        at = {mark: i if i < data.MAX_PIECES - 1 else 0 for mark, i in at.items()}
    return pieces[:data.MAX_PIECES - 1] + [tokenizer.sep], cases[:data.MAX_PIECES - 1] + [data.CASES.index("other")], at


def annotated_pairs(tokenizer):
    """Events of gold/train and our own articles that have an actor and a recipient, the first of each marked."""
    for s in sum(data.annotated(tokenizer), []):
        for e in s.events or []:
            actor, recipient = e.arguments["actor"], e.arguments["recipient"]
            if not actor or not recipient:
                continue
            marks = sorted([(actor[0], "<s>", "</s>"), (recipient[0], "<t>", "</t>")])
            text, at = "", 0
            for (first, last), begin, end in marks:
                a, b = s.words[first][0], s.words[last - 1][1]
                text += s.text[at:a] + begin + s.text[max(a, at):b] + end
                at = max(b, at)
            yield s.text, mark_pieces(text + s.text[at:], tokenizer), "YIELD" if e.type in ("CONCEDE", "RETREAT") else e.type


class Classifier(nn.Module):
    def __init__(self, encoder, roots):
        super().__init__()
        self.encoder = encoder
        self.hidden, self.out = nn.Linear(4 * M.HIDDEN, M.HIDDEN), nn.Linear(M.HIDDEN, roots)
        self.dropout = nn.Dropout(0.1)

    def forward(self, batch):
        width = max(len(pieces) for pieces, *_ in batch)
        table = lambda rows, fill: torch.tensor([r + [fill] * (width - len(r)) for r in rows])
        pieces, cases = table([b[0] for b in batch], 0), table([b[1] for b in batch], data.CASES.index("other"))
        real = table([[1] * len(b[0]) for b in batch], 0).bool()
        x = self.encoder(pieces, cases, real)
        each = torch.arange(len(batch))
        at = lambda mark: x[each, torch.tensor([b[2][mark] for b in batch])]
        mean = (x * real[:, :, None]).sum(1) / real.sum(1, keepdim=True)
        features = torch.cat([at("<s>"), at("<t>"), x[:, 0], mean], dim=1)
        return self.out(self.dropout(F.gelu(self.hidden(self.dropout(features)))))


def folds_of(pairs, rng):
    sentences = sorted({s for s, *_ in pairs})
    rng.shuffle(sentences)
    fold = {s: i % FOLDS for i, s in enumerate(sentences)}
    return [fold[s] for s, *_ in pairs]


def learn(model, taught, roots, options, epochs, seed):
    """Trains the classifier on; the rate rises over a tenth of the steps and falls to nothing."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    groups = [{"params": list(model.encoder.parameters()), "lr": options.rate},
              {"params": [*model.hidden.parameters(), *model.out.parameters()], "lr": options.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    peaks = [g["lr"] for g in optimizer.param_groups]
    steps = epochs * (len(taught) // options.batch + 1)
    step = 0
    model.train()
    for _ in range(epochs):
        for group in train.batches(taught, options.batch, rng, length=lambda pair: len(pair[1][0])):
            step += 1
            train.set_rates(optimizer, peaks, step / steps, warmup=0.1)
            with torch.autocast("cpu", torch.bfloat16):
                logits = model([p for _, p, _ in group])
            loss = F.cross_entropy(logits.float(), torch.tensor([roots.index(r) for *_, r in group]), label_smoothing=0.1)
            train.descend(model, optimizer, loss)
    return model.eval()


@torch.inference_mode()
def classify(model, pairs, batch=64):
    return torch.cat([model([p for _, p, _ in pairs[i:i + batch]]).softmax(1) for i in range(0, len(pairs), batch)])


def macro_f1(gold, guessed, roots):
    scores = []
    for root in roots:
        hits = sum(g == root == h for g, h in zip(gold, guessed))
        scores.append(2 * hits / max(1, gold.count(root) + guessed.count(root)))
    return sum(scores) / len(scores), dict(zip(roots, (round(s, 3) for s in scores)))


def main():
    parser = argparse.ArgumentParser()
    add = parser.add_argument
    add("--epochs", type=int, default=8), add("--first", type=int, default=2), add("--batch", type=int, default=16)
    add("--seeds", type=int, default=1), add("--rate", type=float, default=2e-4), add("--head-rate", type=float, default=1e-3)
    add("--folds", type=int, default=FOLDS)
    options = parser.parse_args()
    torch.set_num_threads(2)
    started = time.time()
    tokenizer = data.Tokenizer(data.VOCABULARY)
    pairs = read_pairs(tokenizer)
    roots = sorted({r for *_, r in pairs})
    fold = folds_of(pairs, random.Random(1))
    base = Classifier(M.Model(dropout=0.1).encoder, len(roots))
    M.load_base(base.encoder, data.BASE / "model.safetensors")
    if options.first:
        asked = {s for s, *_ in pairs}
        ours = [p for p in annotated_pairs(tokenizer) if p[0] not in asked and p[2] in roots]
        base = learn(base, ours, roots, options, options.first, seed=1)
        right = (classify(base, pairs).argmax(1) == torch.tensor([roots.index(r) for *_, r in pairs])).float().mean()
        print(f"{len(ours)} annotated events: accuracy {right:.3f} without any relation, {(time.time() - started) / 60:.1f} min", flush=True)
    gold, guessed = [], []
    for k in range(options.folds):
        taught = [p for p, f in zip(pairs, fold) if f != k]
        asked = [p for p, f in zip(pairs, fold) if f == k]
        chance = sum(classify(learn(copy.deepcopy(base), taught, roots, options, options.epochs, seed), asked)
                     for seed in range(1, options.seeds + 1))
        gold += [r for *_, r in asked]
        guessed += [roots[i] for i in chance.argmax(1).tolist()]
        mean, _ = macro_f1(gold, guessed, roots)
        right = sum(g == h for g, h in zip(gold, guessed)) / len(gold)
        print(f"after fold {k + 1}: accuracy {right:.3f}, macro-F1 {mean:.3f}, {(time.time() - started) / 60:.1f} min", flush=True)
    print(json.dumps(macro_f1(gold, guessed, roots)[1]))


if __name__ == "__main__":
    main()
