#!/usr/bin/env python3
"""Writes src/story/background_words.h: in how many of a thousand news articles a word stands.

  background_words.py ARTICLES.jsonl[.xz]… > src/story/background_words.h

Each line is an object with `text` or `sentences`. Words are cut down to stems as stem_of() in src/story/words.cc
does it. Only counts go into the table, and only of stems that stand in one article of 200 or more.
"""
import json
import lzma
import re
import sys
from collections import Counter

WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+")
LEAST_SHARE = 0.005


def stem(word):
    word = word.lower().replace(".", "")
    if not word.isascii():
        return word
    if len(word) > 4 and word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and word[-2] not in "sui":
        word = word[:-1]
    if len(word) > 5 and word.endswith("ing"):
        word = word[:-3]
    elif len(word) > 4 and word.endswith("ed"):
        word = word[:-2]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def articles(path):
    opened = lzma.open(path, "rt", encoding="utf8") if path.endswith(".xz") else open(path, encoding="utf8")
    with opened as lines:
        for line in lines:
            article = json.loads(line)
            yield article.get("text") or "\n".join(article["sentences"])


def main(paths):
    count, total = Counter(), 0
    for path in paths:
        for text in articles(path):
            total += 1
            count.update({stem(word) for word in WORD.findall(text)})
    rows = sorted((word, n) for word, n in count.items() if n >= LEAST_SHARE * total and word.isascii())
    print("// In how many of a thousand news articles a word's stem stands: counted over", f"{total:,}", "articles by")
    print("// train/background_words.py. A stem that is not here stands in fewer than five.")
    print("#pragma once\n\n#include <array>\n#include <cstdint>\n#include <string_view>\n")
    print("namespace detente::story {\n")
    print("struct BackgroundWord {\n  std::string_view stem;\n  std::uint16_t per_mille = 0;\n};\n")
    print("// Sorted by stem.\n// clang-format off")
    print(f"inline constexpr std::array<BackgroundWord, {len(rows)}> background_words{{{{")
    line = "   "
    for word, n in rows:
        entry = f' {{"{word}", {round(1000 * n / total)}}},'
        if len(line) + len(entry) > 118:
            print(line)
            line = "   "
        line += entry
    print(line + "\n}};\n// clang-format on\n\n}  // namespace detente::story")


if __name__ == "__main__":
    main(sys.argv[1:]) if len(sys.argv) > 1 else sys.exit(__doc__)
