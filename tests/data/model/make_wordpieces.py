"""Writes wordpieces.txt: hashes of the wordpieces and letter cases of 10,000 lines, by train/data.py.

  cd train && python ../tests/data/model/make_wordpieces.py

The lines are made by the generator of tests/model/wordpiece_test.cc, which this one repeats step by step. Needs a Python
of Unicode 14 or later; what later versions
changed is left out on both sides; so are U+001C to U+001F, which Python calls white space and Unicode doesn't.
"""
import sys
import unicodedata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "train"))
import data

LINES, LINES_A_HASH = 10000, 20
SYLLABLES = ("ta re mi no ka lo se di pro con ment tion ing er est un inter trans po lit ic al min is ter gov ern war peace "
             "talk strike bomb miss ile troop bord er cease fire nuc lear sanc tions em bar go").split()
WORDS = ["U.S.", "a.m.", "100,000", "4.5", "16:30", "'s", "’s", "don't", "O'Neill", "McDonald", "al-Qaeda", "NATO", "iPhone",
         "AK-47", "$1.5", "50%", "…", "—", "“", "”", "naïve", "Müller", "İstanbul", "ΟΔΟΣ", "Москва", "東京", "平壤", "서울",
         "القدس", "ירושלים", "ﬁn", "Å", "e\u0301", "ǅ", "²", "½", "Ⅳ", "١٢", "😀", "\ufffd", "\u200b", "\u00ad", "a\u0300b", "_x_",
         "x" * 101, "é" * 100, "##ing", "[CLS]", "`", "^", "~"]
RANGES = [(0x21, 0x7F), (0x01, 0x1C), (0x7F, 0x250), (0x250, 0x600), (0x600, 0x1100), (0x1100, 0x3000), (0x3000, 0xA000),
          (0xA000, 0xD800), (0xE000, 0x10000), (0x10000, 0x20000), (0x20000, 0x30000)]


NEWLY_LOWER = "\u10fc\ua7f2\ua7f3\ua7f4\uab69"  # count as lower case since Unicode 15


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


def character(random):
    low, high = RANGES[random.below(len(RANGES))]
    c = chr(low + random.below(high - low))
    return "?" if unicodedata.category(c) == "Cn" or c in NEWLY_LOWER else c


def word(random):
    kind = random.below(10)
    if kind < 5:
        text = "".join(SYLLABLES[random.below(len(SYLLABLES))] for _ in range(1 + random.below(4)))
        case = random.below(5)
        return text.upper() if case == 0 else text.capitalize() if case < 3 else text
    if kind < 8:
        return WORDS[random.below(len(WORDS))]
    return "".join(character(random) for _ in range(1 + random.below(6)))


def line(random):
    return "".join(word(random) + ("" if random.below(6) == 0 else " ") for _ in range(1 + random.below(12)))


def fold(value, number):
    return ((value ^ number) * 0x100000001B3) % 2**64


def main():
    tokenizer, random = data.Tokenizer(data.VOCABULARY), Random(7)
    hashes = []
    for i in range(LINES):
        if i % LINES_A_HASH == 0:
            hashes.append(0xCBF29CE484222325)
        for m in data.WORD.finditer(line(random)):
            for number in (*tokenizer.word(m.group()), 1 << 20 | data.letter_case(m.group())):
                hashes[-1] = fold(hashes[-1], number)
    Path(__file__).with_name("wordpieces.txt").write_text("".join(f"{h:016x}\n" for h in hashes))


if __name__ == "__main__":
    main()
