#!/usr/bin/env python3
"""Our encoder against ONNX Runtime's, both in int8, on the same sentences of 5 to 60 words, on one thread of one core.

  compare.py [--bench PATH] [--weights PATH] [--corpus PATH] [--rounds N] [--json]

Needs onnx, onnxruntime and numpy (README.md), and build/release/bench_encoder. Times are the processor's, not the
clock's, so that other programs hardly count; the two take turns. ONNX Runtime gets sentences sorted by their length
in batches of several sizes, and weights quantised by tensor and by channel; its best is what counts. Nothing is timed
before its vectors have been compared with ours.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

import numpy as np
import onnxruntime

from export_onnx import export

ASKED_FOR = 1.5
BATCH_SIZES = (1, 2, 4, 8, 16, 32)
LEAST_COSINE = 0.9  # of a sentence's vector, ours and theirs: two ways of rounding to 8 bits


def options():
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    build = os.path.join(root, "build", "release")
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bench", default=os.path.join(build, "bench_encoder"), help="the program bench_encoder")
    parser.add_argument("--weights", default=os.path.join(build, "share", "detente", "detente.weights"))
    parser.add_argument("--corpus", default=os.path.join(root, "examples"), help="articles: a file or a folder")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


class Ours:
    name = "detente"

    def __init__(self, asked):
        self.program = asked.bench
        self.settings = os.environ | {"DETENTE_BENCH_CORPUS": asked.corpus, "DETENTE_WEIGHTS": asked.weights}

    def run(self, what):
        return subprocess.run([self.program, what], env=self.settings, check=True, capture_output=True,
                              text=True).stdout

    def sentences(self):
        return [json.loads(line) for line in self.run("pieces").splitlines()]

    def seconds(self):
        return float(self.run("encode"))


class Theirs:
    """ONNX Runtime with one model and one batch size."""

    def __init__(self, path, per_channel, batch_size, sentences):
        self.name = f"by {'channel' if per_channel else 'tensor'}, batches of {batch_size}"
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = settings.inter_op_num_threads = 1
        settings.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
        self.session = onnxruntime.InferenceSession(path, settings, providers=["CPUExecutionProvider"])
        self.batches = [batch_of(sentences[i:i + batch_size]) for i in range(0, len(sentences), batch_size)]

    def vectors(self):
        """Of each sentence's first piece."""
        return np.concatenate([self.session.run(None, batch)[0][:, 0] for batch in self.batches])

    def seconds(self):
        times = []
        for _ in range(3):
            began = time.process_time()
            for batch in self.batches:
                self.session.run(None, batch)
            times.append(time.process_time() - began)
        return min(times)


def batch_of(sentences):
    lengths = [len(sentence["ids"]) for sentence in sentences]
    longest = max(lengths)

    def padded(name):
        return np.array([s[name] + [0] * (longest - len(s[name])) for s in sentences], np.int32)

    return {"ids": padded("ids"), "cases": padded("cases"), "positions": np.arange(longest, dtype=np.int32),
            "lengths": np.array(lengths, np.int32)}


def least_cosine(sentences, vectors):
    ours = np.array([sentence["vector"] for sentence in sentences])
    lengths = np.linalg.norm(ours, axis=1) * np.linalg.norm(vectors, axis=1)
    return float(((ours * vectors).sum(axis=1) / lengths).min())


def best_of_theirs(asked, sentences, folder):
    """The fastest of all models and batch sizes, and the table of what each took."""
    ways, table = [], []
    for per_channel in (False, True):
        path = os.path.join(folder, f"int8.{per_channel}.onnx")
        export(asked.weights, os.path.join(folder, "fp32.onnx"), path, per_channel)
        for size in BATCH_SIZES:
            way = Theirs(path, per_channel, size, sentences)
            alike = least_cosine(sentences, way.vectors())
            if alike < LEAST_COSINE:
                sys.exit(f"ONNX Runtime, {way.name}: other vectors than ours (least cosine {alike:.3f})")
            table.append({"way": way.name, "seconds": way.seconds(), "least_cosine": alike})
            ways.append(way)
    fastest = min(range(len(ways)), key=lambda i: table[i]["seconds"])
    return ways[fastest], table


def compare(asked):
    ours = Ours(asked)
    sentences = sorted(ours.sentences(), key=lambda sentence: len(sentence["ids"]))
    if not sentences:
        sys.exit(f"{asked.corpus}: nothing to measure on")
    with tempfile.TemporaryDirectory() as folder:
        theirs, table = best_of_theirs(asked, sentences, folder)
        rounds = [(ours.seconds(), theirs.seconds()) for _ in range(asked.rounds)]
    pieces = sum(len(sentence["ids"]) for sentence in sentences)
    our_best, their_best = (min(times) for times in zip(*rounds))
    their_best = min(their_best, *(way["seconds"] for way in table))
    return {"sentences": len(sentences), "pieces": pieces, "ways": table, "best_way": theirs.name,
            "onnxruntime": onnxruntime.__version__, "our_pieces_a_second": pieces / our_best,
            "their_pieces_a_second": pieces / their_best, "ratio": their_best / our_best,
            "ratio_of_rounds": sorted(their / our for our, their in rounds), "asked_for": ASKED_FOR}


def show(result):
    print(f"{result['sentences']} sentences of 5 to 60 words, {result['pieces']} pieces; one thread, one core")
    for way in result["ways"]:
        print(f"  ONNX Runtime, {way['way']:26} {result['pieces'] / way['seconds']:8.0f} pieces a second   "
              f"least cosine with ours {way['least_cosine']:.3f}")
    print(f"ONNX Runtime {result['onnxruntime']}, {result['best_way']}: {result['their_pieces_a_second']:.0f} pieces a second")
    print(f"detente's encoder: {result['our_pieces_a_second']:.0f} pieces a second")
    rounds = result["ratio_of_rounds"]
    print(f"ratio {result['ratio']:.2f} (asked for: at least {result['asked_for']}); "
          f"of {len(rounds)} rounds {rounds[0]:.2f} to {rounds[-1]:.2f}")


def main():
    asked = options()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # the same core for both
    result = compare(asked)
    if asked.json:
        print(json.dumps(result))
    else:
        show(result)


if __name__ == "__main__":
    main()
