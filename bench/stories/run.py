#!/usr/bin/env python3
"""How well stories are told apart: on the reports in this folder and, where ../shared lies beside, on its real articles.

  run.py [--half development|unread] [--coder fast|learned]… [--faults N]

copies   pairs of articles that are copies of one text: precision, recall, F1
events   events that are coded in a sentence that tells of a known event, with a type that it may have: precision,
         recall and F1 over pairs, and B-cubed. Events that are coded elsewhere have no known story and do not count;
         how many of the articles have such an event at all is `told`
topics   ../shared/bench/stories: articles by topic, with its own scorer's measures
"""
import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--half", action="append", choices=["development", "unread"])
    parser.add_argument("--coder", action="append", choices=["fast", "learned"])
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/detente")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--faults", type=int, default=0, metavar="N", help="show so many wrong pairs of each kind")
    parser.add_argument("--no-topics", action="store_true")
    return parser.parse_args()


def f1(precision, recall):
    return 2 * precision * recall / max(1e-9, precision + recall)


def figures(gold, system):
    """Pairwise and B-cubed measures of two ways to group the same things, {thing: group} each."""
    ours, theirs = Counter(gold.values()), Counter(system.values())
    both = Counter((gold[one], system[one]) for one in gold)
    pairs = lambda counts: sum(n * (n - 1) // 2 for n in counts.values())
    precision, recall = pairs(both) / max(1, pairs(theirs)), pairs(both) / max(1, pairs(ours))
    cubed_precision = sum(both[gold[one], system[one]] / theirs[system[one]] for one in gold) / max(1, len(gold))
    cubed_recall = sum(both[gold[one], system[one]] / ours[gold[one]] for one in gold) / max(1, len(gold))
    return (f"pairs P {precision:.3f} R {recall:.3f} F1 {f1(precision, recall):.3f}   "
            f"B-cubed P {cubed_precision:.3f} R {cubed_recall:.3f} F1 {f1(cubed_precision, cubed_recall):.3f}   "
            f"({len(ours)} groups, {len(theirs)} found)")


def show_faults(gold, system, texts, most):
    things = sorted(gold)
    for kind, wrong in (("put together", lambda l, r: gold[l] != gold[r] and system[l] == system[r]),
                        ("kept apart", lambda l, r: gold[l] == gold[r] and system[l] != system[r])):
        found = [(l, r) for i, l in enumerate(things) for r in things[i + 1:] if wrong(l, r)]
        print(f"    {len(found)} pairs wrongly {kind}")
        for left, right in found[:: max(1, len(found) // most)][:most]:
            print(f"      {left}: {texts[left][:150]}\n      {right}: {texts[right][:150]}\n")


def stories(program, articles, *more):
    command = [program, "stories", articles, "--format", "jsonl", "--quiet", *more]
    return [json.loads(line) for line in subprocess.run(list(map(str, command)), check=True, capture_output=True,
                                                        text=True).stdout.splitlines()]


def copies(gold, found):
    system, texts = {}, {}
    for topic in found:
        for article in topic["articles"]:
            system[article["id"]] = article.get("copy_of", article["id"])
            texts[article["id"]] = article["title"]
    return {name: known["copy"] for name, known in gold["articles"].items()}, system, texts


def events(gold, found, bodies):
    """The events whose story is known: in a sentence that overlaps a marked span, with a type that fits."""
    ours, theirs, texts = {}, {}, {}
    for story in found:
        for report in story["reports"]:
            known = gold["articles"][report["article"]]
            start = bodies[report["article"]].find(report["text"])
            end = start + len(report["text"])
            marked = any(start < span[1] and span[0] < end for span in known["spans"])
            if marked and report["event"] in gold["types"][known["event"]]:
                ours[report["id"]], theirs[report["id"]] = known["event"], story["story"]
                texts[report["id"]] = report["event"] + " " + report["text"]
    told = len({one.split("#")[0] for one in ours}) / len(gold["articles"])
    return ours, theirs, texts, told


def score_half(half, asked, folder):
    articles, gold_path = folder / f"{half}.jsonl", folder / f"{half}.json"
    subprocess.run([sys.executable, HERE / "corpus.py", HERE / f"{half}.txt", articles, gold_path], check=True)
    gold = json.loads(gold_path.read_text("utf8"))
    lines = [json.loads(line) for line in articles.read_text("utf8").splitlines()]
    bodies = {line["id"]: line["text"] for line in lines}
    print(f"{half}: {len(lines)} articles, {len(gold['types'])} events")
    ours, theirs, texts = copies(gold, stories(asked.program, articles))
    print("  copies           ", figures(ours, theirs))
    if asked.faults:
        show_faults(ours, theirs, texts, asked.faults)
    for coder in asked.coder or ["learned", "fast"]:
        found = stories(asked.program, articles, "--of", "events", "--coder", coder)
        ours, theirs, texts, told = events(gold, found, bodies)
        print(f"  events, {coder:9}", figures(ours, theirs), f"  {len(ours)} events; told {told:.2f}")
        if asked.faults:
            show_faults(ours, theirs, texts, asked.faults)


def score_topics(asked, folder):
    path = asked.shared / "bench/stories/news_events.json"
    if not path.exists():
        print(f"topics: {path} is not there")
        return
    articles = json.loads(path.read_text("utf8"))
    lines = folder / "topics.jsonl"
    lines.write_text("".join(json.dumps({key: article[key] for key in ("id", "title", "date", "text")}) + "\n"
                             for article in articles), "utf8")
    system = {article["id"]: topic["story"] for topic in stories(asked.program, lines) for article in topic["articles"]}
    print("topics             ", figures({article["id"]: article["story"] for article in articles}, system))


def main():
    asked = options()
    with tempfile.TemporaryDirectory() as folder:
        for half in asked.half or ["development", "unread"]:
            score_half(half, asked, Path(folder))
        if not asked.no_topics:
            score_topics(asked, Path(folder))


if __name__ == "__main__":
    main()
