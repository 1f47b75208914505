"""Sentences of unlabelled news, one a line, as the program itself splits them.

  news_sentences.py DETENTE ARTICLES.jsonl[.xz] > SENTENCES.txt
"""
import json
import lzma
import subprocess
import sys


def main(program, path):
    raw = (lzma.open if path.endswith(".xz") else open)(path, "rb").read()
    texts = {d["id"]: d["text"] for d in map(json.loads, raw.decode("utf8").splitlines())}
    coded = subprocess.run([program, "code", "--coder", "fast", "--format", "jsonl", "--layers", "times", "-"], input=raw, stdout=subprocess.PIPE, check=False).stdout
    for line in coded.decode("utf8").splitlines():
        record = json.loads(line)
        text = texts.get(record["id"], "")
        for s in record.get("sentences", []):
            if s["kind"] == "body":
                print(" ".join(text[s["start"]:s["end"]].split()))


if __name__ == "__main__":
    main(*sys.argv[1:3])
