#!/usr/bin/env python3
"""How good the coders are: all of them side by side on the annotated articles and the benchmarks in ../shared.

The fast coder, the learned one as it is shipped (int8) and, where --fp32 names its weights in 32 bits, that one.
Figures are those of the scorers in ../shared, which this script runs; the kinds of faults are explained in README.md.
"""
import argparse
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from errors import KINDS, PARTIES, count_faults

ROOT = Path(__file__).resolve().parents[2]
NUMBER = r"(\d+\.\d+)"
THREE = f"P {NUMBER} R {NUMBER} F1 {NUMBER}"


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", action="append", choices=list(TASKS), help="this task; may be given several times")
    parser.add_argument("--fp32", type=Path, metavar="FILE", help="the learned coder's weights in 32 bits, to compare")
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/detente")
    parser.add_argument("--data", type=Path, default=ROOT / "build/release/share/detente",
                        help="the folder of compiled knowledge and weights")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    return parser.parse_args()


class Coder:
    """One way to code, and the folder it works in."""

    def __init__(self, name, program, data, reading):
        self.name, self.command = name, [program, "code", "--format", "jsonl", "--quiet", "--data", data,
                                         "--coder", reading]

    def code(self, articles, output):
        lines = "".join(json.dumps(article) + "\n" for article in articles)
        done = subprocess.run([*map(str, self.command), "--output", str(output), "-"], input=lines, text=True)
        if done.returncode != 0:
            sys.exit(f"{self.name}: the program ended with {done.returncode}")


def coders(asked, folder):
    all_of_them = [Coder("fast", asked.program, asked.data, "fast"),
                   Coder("learned int8", asked.program, asked.data, "learned")]
    if asked.fp32:
        data = folder / "fp32"
        data.mkdir()
        for file in asked.data.resolve().iterdir():
            weights = file.name == "detente.weights"
            os.symlink(asked.fp32.resolve() if weights else file, data / file.name)
        all_of_them.append(Coder("learned fp32", asked.program, data, "learned"))
    return all_of_them


def read_json(path):
    return json.loads(path.read_text(encoding="utf8"))


def run_scorer(*command):
    return subprocess.run([sys.executable, *map(str, command)], check=True, capture_output=True, text=True).stdout


def scorer_of_gold(shared):
    """gold/score.py as a module: it knows which events match."""
    spec = importlib.util.spec_from_file_location("score", shared / "gold/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# Of articles with annotated events: the input, the figures.
def articles_with_sentences(source):
    return [{"id": article["doc_id"], "title": article["title"], "date": article["date"],
             "sentences": article["sentences"]} for article in source]


def figures_of_gold(shared, folder, answers, output):
    source, gold = folder / "source.json", folder / answers
    score = scorer_of_gold(shared)
    result = json.loads(run_scorer(shared / "gold/score.py", source, gold, output, "--json"))
    counted = count_faults(score, read_json(source), score.load(gold), score.load(output))
    figures = {"events": result["system_events"]}
    figures |= {level: result[level] for level in ("detect", "type", "dyad", "full", "quote", "quote+speaker")}
    figures |= {name.replace("_accuracy", " right"): value for name, value in result.items()
                if name.endswith("_accuracy") and value is not None}
    figures |= {f"{party}'s country right": counted[f"{party}_country"] for party in PARTIES}
    return figures | {f"fault: {kind}": {"number": counted["faults"][kind], "share": counted["shares"][kind]}
                      for kind in KINDS}


# Of benchmarks with texts: the input, and what the scorers print, by name.
def articles_with_text(gold):
    fields = ("id", "date", "text")
    return [{field: article[field] for field in fields if article.get(field)} for article in gold]


# What each scorer prints: figure by figure a pattern, of one number or of precision, recall and F1.
PRINTED = {
    "score_statements.py": {"content": f"content {THREE}", "source, of matched": rf"source +{NUMBER} of \d+ matched",
                            "source, of all": f"matched, {NUMBER} of all"},
    "score_times.py": {name: f"{name} +{THREE}" for name in ("strict", "relaxed", "type", "value")},
    "score_places.py": {"recognition": f"recognition {THREE}", "within 161 km, of found": f"within 161 km {NUMBER}",
                        "end to end": f"end to end +{NUMBER}"},
}


def numbers_in(text, patterns):
    figures = {}
    for name, pattern in patterns.items():
        found = re.search(pattern, text)
        if not found:
            sys.exit(f"a scorer does not give what was asked for, {name}: {text}")
        numbers = [float(number) for number in found.groups()]
        figures[name] = numbers[0] if len(numbers) == 1 else dict(zip(("precision", "recall", "f1"), numbers))
    return figures


class Events:
    """Annotated articles: `folder`/source.json and its answers."""

    def __init__(self, folder, answers):
        self.folder, self.answers = folder, answers

    def measure(self, shared, coder, output):
        folder = shared / self.folder
        coder.code(articles_with_sentences(read_json(folder / "source.json")), output)
        return figures_of_gold(shared, folder, self.answers, output)


class Texts:
    """A benchmark of texts with a scorer of its own."""

    def __init__(self, scorer, gold):
        self.scorer, self.gold = scorer, gold

    def measure(self, shared, coder, output):
        bench = shared / "bench"
        coder.code(articles_with_text(read_json(bench / self.gold)), output)
        return numbers_in(run_scorer(bench / self.scorer, bench / self.gold, output), PRINTED[self.scorer])


TASKS = {
    "dev": {"events and quotations, gold/dev": Events("gold/dev", "gold.json")},
    "seed": {"events and quotations, seed": Events("seed", "expected.json")},
    "statements": {"statements, PolNeAR": Texts("score_statements.py", "statements/polnear_dev.json")},
    "times": {"times, TimeBank": Texts("score_times.py", "times/timebank.json")},
    "places": {"places, LGL": Texts("score_places.py", "places/lgl.json"),
               "places, GeoVirus": Texts("score_places.py", "places/geovirus.json")},
}


def measure_all(asked, folder):
    """{title: {coder: {figure: value}}}"""
    ways, output = coders(asked, folder), folder / "out.jsonl"
    return {title: {way.name: task.measure(asked.shared, way, output) for way in ways}
            for name in asked.only or TASKS for title, task in TASKS[name].items()}


def shown(value):
    if value is None:
        return "-"
    if isinstance(value, dict):
        if "share" in value:
            return f"{value['number']}   {100 * value['share']:4.1f} %"
        return "  ".join(f"{number:.3f}" for number in value.values())
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def show(title, by_coder):
    names = list(by_coder)
    rows = next(iter(by_coder.values()))
    print(f"{title} (three figures: precision, recall, F1)")
    print(f"  {'':25}" + "".join(f"{name:>24}" for name in names))
    for row in rows:
        print(f"  {row:25}" + "".join(f"{shown(by_coder[name].get(row)):>24}" for name in names))
    print()


def main():
    asked = options()
    if not asked.shared.is_dir():
        print(f"{asked.shared}: not there, so nothing is measured; the annotated articles are no part of the project",
              file=sys.stderr)
        return
    if not asked.program.exists():
        sys.exit(f"{asked.program}: not there; script/run builds it")
    with tempfile.TemporaryDirectory() as folder:
        results = measure_all(asked, Path(folder))
    if asked.json:
        print(json.dumps(results))
        return
    for title, by_coder in results.items():
        show(title, by_coder)


if __name__ == "__main__":
    main()
