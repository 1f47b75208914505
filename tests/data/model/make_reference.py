"""Writes reference.json: what the training framework computes for some sentences with models/detente.weights.

  cd train && python ../tests/data/model/make_reference.py ../models/detente.weights

Weights of an int8 file are turned back into f32; activations are not rounded. To be run again whenever the weights change.
"""
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "train"))
import data
import export
import reference

SENTENCES = [0, 3, 4, 7, 12, 13, 14, 18, 19]  # of reference_sentences.txt: short, long, quotes, accents, no event


def rounded(value):
    if isinstance(value, float):
        return round(value, 5)
    if isinstance(value, list):
        return [rounded(v) for v in value]
    return {k: rounded(v) for k, v in value.items()} if isinstance(value, dict) else value


def main():
    model, header = export.read(sys.argv[1])
    tokenizer = data.Tokenizer(data.VOCABULARY)
    lines = (reference.HERE / "reference_sentences.txt").read_text(encoding="utf8").splitlines()
    records = []
    for i in SENTENCES:
        record = rounded(reference.record(model, data.cut(lines[i], tokenizer), header["thresholds"]))
        record["events"] = [{k: e[k] for k in ("trigger", "type", "status", "mode", "claimed")} for e in record["events"]]
        records.append(record)
    out = {"weights_checksum": header["checksum"], "sentences": records}
    Path(__file__).with_name("reference.json").write_text(json.dumps(out, ensure_ascii=False, separators=(",", ":")), encoding="utf8")


main()
