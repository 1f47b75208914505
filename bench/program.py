#!/usr/bin/env python3
"""Speed, start-up time and memory of the program itself, `detente code`, with each coder and on one thread and two.

  program.py [--stories N] [--rounds N] [CORPUS.jsonl]

Without a corpus it takes stories of the wires in ../shared, evenly spread; without those it says so and stops. Memory
is the kernel's count of each process. Beside the clock's time stands the processor's, in which other programs that
run at the same time hardly count. Of the rounds the best counts.
"""
import argparse
import json
import lzma
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import namedtuple
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = ROOT / "examples/quiet-harbour.txt"
STARTS = 21

# What is asked of a coder: sentences a second and core, milliseconds to start, megabytes.
Asked = namedtuple("Asked", "sentences start memory speed_up")
CODERS = {"fast": Asked(2000, 100, 300, None), "learned": Asked(400, 150, 400, 1.9)}

# One run of the program: seconds by the clock and of the processor, megabytes at most.
Run = namedtuple("Run", "clock processor memory")


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", nargs="?", type=Path, help="articles as JSON Lines")
    parser.add_argument("--stories", type=int, default=1000, help="how many of the wires' stories")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/detente")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    return parser.parse_args()


def write_stories(archive, most, path):
    """Some of the archive's stories, evenly spread over it."""
    lines = lzma.open(archive, "rt", encoding="utf8").readlines()
    step = max(1, len(lines) // most)
    path.write_text("".join(lines[::step][:most]), encoding="utf8")


def run(program, *arguments):
    command = [str(part) for part in (program, "code", "--format", "jsonl", "--quiet", *arguments)]
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    clock = time.monotonic() - began
    if status != 0:
        sys.exit(f"{' '.join(command)}: ended with status {os.waitstatus_to_exitcode(status)}")
    return Run(clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)  # Linux counts in KiB


def best_of(runs):
    return Run(*(min(values) for values in zip(*((r.clock, r.processor) for r in runs))), max(r.memory for r in runs))


def measure(asked, coder, corpus):
    """The best run on one thread, the best on two, taken in turns."""
    rounds = [[run(asked.program, corpus, "--coder", coder, "--threads", threads) for threads in (1, 2)]
              for _ in range(asked.rounds)]
    return tuple(best_of(runs) for runs in zip(*rounds))


def milliseconds_to_start(asked, coder):
    """By the clock and of the processor, the middle of some runs."""
    runs = [run(asked.program, ARTICLE, "--coder", coder) for _ in range(STARTS)]
    return tuple(1000 * statistics.median(times) for times in zip(*((r.clock, r.processor) for r in runs)))


def sentences_of(program, corpus):
    lines = subprocess.run([program, "code", "--coder", "fast", "--quiet", "--format", "jsonl", corpus], check=True,
                           capture_output=True, text=True).stdout.splitlines()
    return sum(len(json.loads(line).get("sentences", [])) for line in lines), len(lines)


def machine():
    described = dict(line.split(":", 1) for line in Path("/proc/cpuinfo").read_text().splitlines() if ":" in line)
    described = {name.strip(): value.strip() for name, value in described.items()}
    flags = described.get("flags", "").split()
    sets = [name for name in ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8") if name in flags]
    return (f"{len(os.sched_getaffinity(0))} cores of {described.get('model name', 'an unknown processor')}, "
            f"{' '.join(sets) or 'no avx2'}; load average {os.getloadavg()[0]:.1f} at the start")


def line(name, figure, unit, wish=""):
    print(f"  {name:38} {figure:>8} {unit}" + (f" (asked for: {wish})" if wish else ""))


def show(coder, wish, sentences, one, two, start):
    print(f"--coder {coder}")
    line("speed, one thread", f"{sentences / one.processor:.0f}", "sentences a second of the processor's time",
         f"at least {wish.sentences}")
    line("", f"{sentences / one.clock:.0f}", "by the clock")
    line("two threads against one, by the clock", f"{one.clock / two.clock:.2f}", "times as fast",
         f"at least {wish.speed_up}" if wish.speed_up else "")
    line("on two free cores", f"{2 * one.processor / two.processor:.2f}", "times as fast at best, by the processor's time")
    line("memory, one thread", f"{one.memory:.0f}", "MB")
    line("memory, two threads", f"{two.memory:.0f}", "MB", f"at most {wish.memory}")
    line("one short article, from start to end", f"{start[0]:.0f}", f"ms, the middle of {STARTS}",
         f"start-up in less than {wish.start}")
    line("", f"{start[1]:.0f}", "ms of the processor's time")


def compare(asked, corpus):
    sentences, articles = sentences_of(asked.program, corpus)
    print(f"{articles} articles, {sentences} sentences; {machine()}")
    for coder, wish in CODERS.items():
        one, two = measure(asked, coder, corpus)
        show(coder, wish, sentences, one, two, milliseconds_to_start(asked, coder))


def main():
    asked = options()
    archive = asked.shared / "corpora/news/wire_1997_2006.jsonl.xz"
    if asked.corpus:
        compare(asked, asked.corpus)
    elif archive.exists():
        with tempfile.TemporaryDirectory() as folder:
            corpus = Path(folder) / "news.jsonl"
            write_stories(archive, asked.stories, corpus)
            compare(asked, corpus)
    else:
        print(f"{archive}: not there, and no corpus is named; the program's speed is not measured", file=sys.stderr)


if __name__ == "__main__":
    main()
