"""Writes what the model computes for some sentences, to test another engine against.

  reference.py WEIGHTS_FILE OUT.json

Of an int8 file the weights are turned back into f32: activations are not quantised here.
"""
import argparse
import json
from pathlib import Path

import torch

import data
import evaluate
import export
import model as M

HERE = Path(__file__).parent
SHOWN = 16  # of the 384 values of a vector


@torch.inference_mode()
def record(model, s, thresholds):
    batch = M.collate([s])
    hidden = model.encoder(batch["pieces"], batch["cases"], batch["real"])[0]
    out = evaluate.outputs(model, [s])[0]
    words = out["words"]
    triggers = evaluate.trigger_spans(out["trigger"], thresholds)
    cues = evaluate.bio_spans(out["statement"].argmax(-1)[:, 0].tolist())
    spans = [(a, b) for a, b, _ in triggers] + cues
    roles = evaluate.logits_of_roles(model, words, spans)
    vectors = evaluate.span_vectors(words, spans)
    numbers = lambda t: [[round(x, 6) for x in row] for row in t.tolist()]
    return {"text": s.text, "words": s.words, "pieces": s.pieces, "cases": s.cases, "first": s.first,
            "hidden": numbers(hidden[:, :SHOWN]),
            **{name: numbers(model.head[name](words)) for name in ("trigger", "mention", "statement")},
            "predicates": [{"span": span, "kind": "trigger" if k < len(triggers) else "cue", "roles": numbers(roles[k]),
                            **({name: numbers(model.head[name](vectors[k:k + 1]))[0] for name in ("status", "mode", "claimed")} if k < len(triggers) else {})}
                           for k, span in enumerate(spans)],
            "events": evaluate.decode_events(model, s, out, thresholds),
            "statements": [{"content": c, "cue": q, "speaker": w} for c, q, w in evaluate.decode_statements(model, s, out, thresholds)]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("weights"), parser.add_argument("out")
    options = parser.parse_args()
    torch.set_num_threads(2)
    model, header = export.read(options.weights)
    tokenizer = data.Tokenizer(data.VOCABULARY)
    lines = (HERE / "reference_sentences.txt").read_text(encoding="utf8").splitlines()
    records = [record(model, data.cut(line, tokenizer), header["thresholds"]) for line in lines]
    out = {"weights_checksum": header["checksum"], "precision": header["precision"], "shown": SHOWN, "sentences": records}
    Path(options.out).write_text(json.dumps(out, ensure_ascii=False), encoding="utf8")


if __name__ == "__main__":
    main()
