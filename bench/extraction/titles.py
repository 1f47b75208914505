#!/usr/bin/env python3
"""Is the title right? Against the headlines that a person read off the first 64 development pages.

titles.tsv holds, page by page, the first 16 digits of the SHA-256 of the headline in small letters without white space
and marks; the headlines themselves belong to their authors. Usage: titles.py [FOLDER OF PAGES] [PROGRAM]
"""
import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def digest(title):
    letters = "".join(c for c in title.lower() if c.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()[:16]


def title_of(page, program):
    found = subprocess.run([program, "extract", "--format", "jsonl"], input=gzip.decompress(page.read_bytes()),
                           capture_output=True)
    return json.loads(found.stdout.split(b"\n")[0]).get("title", "")


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/bench/extraction/html"
    program = sys.argv[2] if len(sys.argv) > 2 else ROOT / "build/release/detente"
    if not folder.is_dir():
        print(f"titles.py: {folder} is not there; skipped")
        return
    rows = [line.split("\t") for line in (HERE / "titles.tsv").read_text().splitlines()[1:]]
    right = 0
    for name, wanted in rows:
        title = title_of(folder / name, program)
        right += digest(title) == wanted
        if digest(title) != wanted:
            print(f"wrong: {name}: {title}")
    print(f"title right on {right} of {len(rows)} pages: {right / len(rows):.3f}")


main()
