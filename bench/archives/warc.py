#!/usr/bin/env python3
"""How `detente extract` reads a large web archive: records in and out, memory, and speed beside the pages alone.

  warc.py [--megabytes N] [--pages DIR]

Makes an archive of about 1 GB (unpacked) from a folder of pages (.html or .html.gz), again and again in turn, with a
request and a metadata record beside each and some answers that are no pages; once plain, once with a gzip member a
record, and once more with damage in every hundredth page. Each is read by `detente extract`; the records that
came out are compared with those that were put in. The rate is told beside that of the same pages as files, by the
processor's time, so that it says what the archive itself costs.
"""
import argparse
import gzip
import os
import subprocess
import sys
import tempfile
from collections import namedtuple
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DAMAGE_EVERY = 100
FILES = 200  # pages written as files, for comparison

# What an archive holds, and what a run of the program gave.
Made = namedtuple("Made", "path bytes records pages damaged")
Run = namedtuple("Run", "articles errors megabytes seconds")


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--megabytes", type=int, default=1000, help="of the unpacked archive")
    parser.add_argument("--pages", type=Path, default=ROOT.parent / "shared/bench/extraction/html")
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/detente")
    return parser.parse_args()


def read_pages(folder):
    pages = []
    for path in sorted(folder.iterdir()):
        if path.name.endswith(".html.gz"):
            pages.append(gzip.decompress(path.read_bytes()))
        elif path.suffix == ".html":
            pages.append(path.read_bytes())
    return pages


def record(kind, address, media_type, content):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
            f"Content-Type: {media_type}\r\nContent-Length: {len(content)}\r\n\r\n")
    return head.encode() + content + b"\r\n\r\n"


def response(address, status, media_type, body):
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode()
    return record("response", address, "application/http; msgtype=response", head + body)


def beside(address):
    """What a crawler writes beside a page."""
    yield record("request", address, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n")
    yield record("metadata", address, "application/warc-fields", b"fetchTimeMs: 12\r\n")
    yield response(address + "/gone", "404 Not Found", "text/html", b"<p>Gone.")
    yield response(address + "/picture", "200 OK", "image/jpeg", b"\xff\xd8\xff" * 300)


def broken(packed):
    """Eight bytes in the middle are others."""
    middle = len(packed) // 2
    return packed[:middle] + bytes(byte ^ 0x55 for byte in packed[middle:middle + 8]) + packed[middle + 8:]


def write(path, pages, megabytes, packed, damaged):
    pack = (lambda content: gzip.compress(content, 1, mtime=0)) if packed else bytes
    total = records = written = bad = 0
    ready = {}  # compressing the same page again would only take time
    with path.open("wb") as out:
        while total < megabytes * 1_000_000:
            number = written % len(pages)
            if number not in ready:
                address = f"https://news.example/{number}"
                others = list(beside(address))
                page = response(address, "200 OK", "text/html", pages[number])
                ready[number] = (pack(page), b"".join(map(pack, others)), len(page) + sum(map(len, others)), 1 + len(others))
            page, others, size, count = ready[number]
            written += 1
            if damaged and written % DAMAGE_EVERY == 0:
                page = broken(page)
                bad += 1
            out.write(page + others)
            total += size
            records += count
    return Made(path, total, records, written, bad)


def run(program, *paths):
    """`detente extract`; what came out is counted, not kept."""
    process = subprocess.Popen([str(program), "extract", "--quiet", "--format", "jsonl", *map(str, paths)],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    articles = errors = 0
    for line in process.stdout:
        if b'"error":{"code":' in line[:4000] and b'"text":' not in line:
            errors += 1
        else:
            articles += 1
    process.stdout.close()
    _, _, usage = os.wait4(process.pid, 0)
    return Run(articles, errors, usage.ru_maxrss * 1024 / 1e6, usage.ru_utime + usage.ru_stime)


def pages_alone(program, pages, folder):
    """Processor's seconds a page of the same pages as files."""
    paths = []
    for number in range(max(FILES, len(pages))):
        paths.append(folder / f"{number}.html")
        paths[-1].write_bytes(pages[number % len(pages)])
    return run(program, *paths), len(paths)


def main():
    asked = options()
    if not asked.pages.is_dir():
        sys.exit(f"{asked.pages}: not there, and no folder of pages is named; nothing is measured")
    pages = read_pages(asked.pages)
    failed = False
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        alone, files = pages_alone(asked.program, pages, folder)
        share = alone.articles / files
        print(f"{len(pages)} pages, {alone.articles} of {files} files give an article")
        print(f"{'archive':22} {'MB':>6} {'records':>8} {'pages':>7} {'damaged':>7} | {'articles':>8} {'errors':>6} "
              f"{'memory':>7} {'speed beside files':>18}")
        for name, packed, damaged in (("plain.warc", False, False), ("members.warc.gz", True, False),
                                      ("damaged.warc.gz", True, True)):
            made = write(folder / name, pages, asked.megabytes, packed, damaged)
            got = run(asked.program, made.path)
            ratio = (alone.seconds / files) / (got.seconds / made.pages)
            print(f"{name:22} {made.bytes / 1e6:6.0f} {made.records:8} {made.pages:7} {made.damaged:7} | {got.articles:8} "
                  f"{got.errors:6} {got.megabytes:4.0f} MB {ratio:18.2f}")
            made.path.unlink()
            if got.articles + got.errors != made.pages or (share == 1 and got.errors != made.damaged):
                print(f"{name}: {made.pages} pages went in, {got.articles} articles and {got.errors} errors came out")
                failed = True
    sys.exit(failed)


if __name__ == "__main__":
    main()
