#include "model/wordpiece.h"

#include <gtest/gtest.h>
#include <unicode/uchar.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "learned_weights.h"
#include "text/text.h"

namespace detente::model {
namespace {

constexpr std::string_view vocabulary = "[UNK]\nun\n##happy\n##hap\n##py\nhappy\n!\ne\n##e\n中\nss\nσ\n##σ\n#";

std::vector<PieceId> cut(std::string_view word) {
  const Wordpiece wordpiece(vocabulary, "[UNK]");
  std::vector<PieceId> pieces;
  wordpiece.append_pieces(word, pieces);
  return pieces;
}

using Ids = std::vector<PieceId>;

TEST(Wordpiece, TakesTheLongestPieceFromTheLeft) {
  EXPECT_EQ(cut("unhappy"), (Ids{1, 2}));
  EXPECT_EQ(cut("happy"), Ids{5});
  EXPECT_EQ(cut("UnHappy"), (Ids{1, 2}));
}

TEST(Wordpiece, APartWithoutAMatchIsUnknownAsAWhole) {
  EXPECT_EQ(cut("unhappyx"), Ids{0});
  EXPECT_EQ(cut("x!happy"), (Ids{0, 6, 5}));
}

TEST(Wordpiece, AccentsAndControlsAreDropped) {
  EXPECT_EQ(cut("é"), Ids{7});
  EXPECT_EQ(cut("e\u0301\u200B\u0001e"), (Ids{7, 8}));
}

TEST(Wordpiece, NothingLeftIsUnknown) {
  EXPECT_EQ(cut("\u200B"), Ids{0});
  EXPECT_EQ(cut("\x01"), Ids{0});
  EXPECT_EQ(cut(""), Ids{0});
  EXPECT_EQ(cut("\xFF\xFE"), Ids{0});
}

TEST(Wordpiece, PunctuationAndIdeographsStandAlone) {
  EXPECT_EQ(cut("happy!happy"), (Ids{5, 6, 5}));
  EXPECT_EQ(cut("中e中"), (Ids{9, 7, 9}));
  EXPECT_EQ(cut("##happy"), (Ids{13, 13, 5}));
}

TEST(Wordpiece, SigmaIsLoweredWithoutRegardToItsPlace) {
  EXPECT_EQ(cut("ΣΣ"), (Ids{11, 12}));
}

TEST(Wordpiece, APartOfMoreThanAHundredCharactersIsUnknown) {
  const std::string hundred(100, 'e');
  EXPECT_EQ(cut(hundred).size(), 100U);
  EXPECT_EQ(cut(hundred + "e"), Ids{0});
}

TEST(LetterCase, EachKind) {
  EXPECT_EQ(letter_case("talks"), LetterCase::lower);
  EXPECT_EQ(letter_case("Talks"), LetterCase::capitalised);
  EXPECT_EQ(letter_case("A"), LetterCase::capitalised);
  EXPECT_EQ(letter_case("U.S."), LetterCase::allcaps);
  EXPECT_EQ(letter_case("McDonald"), LetterCase::mixed);
  EXPECT_EQ(letter_case("iPhone"), LetterCase::mixed);
  EXPECT_EQ(letter_case("1,500"), LetterCase::digit);
  EXPECT_EQ(letter_case("3rd"), LetterCase::lower);
  EXPECT_EQ(letter_case("Éire"), LetterCase::capitalised);
  EXPECT_EQ(letter_case("“"), LetterCase::other);
  EXPECT_EQ(letter_case("東京"), LetterCase::other);
}

// The lines of tests/data/model/make_wordpieces.py, made by the same steps.
class Lines {
 public:
  std::string next() {
    std::string line;
    const std::uint64_t words = 1 + below(12);
    for (std::uint64_t i = 0; i < words; ++i) {
      append_word(line);
      line += below(6) == 0 ? "" : " ";
    }
    return line;
  }

 private:
  std::uint64_t below(std::uint64_t n) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return (state_ >> 33U) % n;
  }

  void append_word(std::string& line) {
    const std::uint64_t kind = below(10);
    if (kind < 5) {
      append_syllables(line);
    } else if (kind < 8) {
      line += words()[below(words().size())];
    } else {
      const std::uint64_t count = 1 + below(6);
      for (std::uint64_t i = 0; i < count; ++i) {
        append_character(line);
      }
    }
  }

  void append_syllables(std::string& line) {
    static constexpr std::array<std::string_view, 46> syllables{
        "ta",  "re",    "mi",   "no",  "ka",    "lo",    "se",     "di",   "pro",  "con", "ment",  "tion",
        "ing", "er",    "est",  "un",  "inter", "trans", "po",     "lit",  "ic",   "al",  "min",   "is",
        "ter", "gov",   "ern",  "war", "peace", "talk",  "strike", "bomb", "miss", "ile", "troop", "bord",
        "er",  "cease", "fire", "nuc", "lear",  "sanc",  "tions",  "em",   "bar",  "go"};
    std::string text;
    const std::uint64_t count = 1 + below(4);
    for (std::uint64_t i = 0; i < count; ++i) {
      text += syllables[below(syllables.size())];
    }
    const std::uint64_t letters = below(5);
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool upper = letters == 0 || (letters < 3 && i == 0);
      text[i] = upper ? static_cast<char>(text[i] - 'a' + 'A') : text[i];
    }
    line += text;
  }

  static const std::vector<std::string>& words() {
    static const std::vector<std::string> all = [] {
      std::vector<std::string> list{
          "U.S.",     "a.m.",     "100,000", "4.5",    "16:30",    "'s",      "’s",       "don't", "O'Neill",
          "McDonald", "al-Qaeda", "NATO",    "iPhone", "AK-47",    "$1.5",    "50%",      "…",     "—",
          "“",        "”",        "naïve",   "Müller", "İstanbul", "ΟΔΟΣ",    "Москва",   "東京",  "平壤",
          "서울",     "القدس",    "ירושלים", "ﬁn",     "Å",        "e\u0301", "ǅ",        "²",     "½",
          "Ⅳ",        "١٢",       "😀",       "\uFFFD", "\u200B",   "\u00AD",  "a\u0300b", "_x_"};
      list.emplace_back(101, 'x');
      list.emplace_back();
      for (int i = 0; i < 100; ++i) {
        list.back() += "é";
      }
      list.insert(list.end(), {"##ing", "[CLS]", "`", "^", "~"});
      return list;
    }();
    return all;
  }

  void append_character(std::string& line) {
    struct Range {
      std::uint32_t low, high;
    };
    static constexpr std::array<Range, 11> ranges{{{0x21, 0x7F},
                                                   {0x01, 0x1C},
                                                   {0x7F, 0x250},
                                                   {0x250, 0x600},
                                                   {0x600, 0x1100},
                                                   {0x1100, 0x3000},
                                                   {0x3000, 0xA000},
                                                   {0xA000, 0xD800},
                                                   {0xE000, 0x10000},
                                                   {0x10000, 0x20000},
                                                   {0x20000, 0x30000}}};
    const Range range = ranges[below(ranges.size())];
    const std::uint32_t c = range.low + static_cast<std::uint32_t>(below(range.high - range.low));
    append_utf8(line, is_of_unicode_14(c) ? c : '?');
  }

  static bool is_of_unicode_14(std::uint32_t c) {
    UVersionInfo age{};
    u_charAge(static_cast<UChar32>(c), age);
    const bool newly_lower = c == 0x10FC || (c >= 0xA7F2 && c <= 0xA7F4) || c == 0xAB69;  // since Unicode 15
    return u_charType(static_cast<UChar32>(c)) != U_UNASSIGNED && age[0] <= 14 && !newly_lower;
  }

  static void append_utf8(std::string& out, std::uint32_t c) {
    const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
    if (c < 0x80) {
      byte(c);
    } else if (c < 0x800) {
      byte(0xC0U | (c >> 6U));
      byte(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
      byte(0xE0U | (c >> 12U));
      byte(0x80U | ((c >> 6U) & 0x3FU));
      byte(0x80U | (c & 0x3FU));
    } else {
      byte(0xF0U | (c >> 18U));
      byte(0x80U | ((c >> 12U) & 0x3FU));
      byte(0x80U | ((c >> 6U) & 0x3FU));
      byte(0x80U | (c & 0x3FU));
    }
  }

  std::uint64_t state_ = 7;
};

Document document_of(const std::string& line) {
  Article article;
  article.text = line;
  const auto size = static_cast<std::uint32_t>(line.size());
  article.blocks.push_back({{0, size}, SentenceKind::body});
  article.sentences.push_back({0, size});
  return text::read(std::move(article));
}

// 10,000 lines of words, numbers, names and characters of every kind cut as train/data.py cuts them.
TEST(Wordpiece, CutsTenThousandLinesAsTheTrainingDoes) {
  constexpr int lines_a_hash = 20;
  const auto file = committed_weights();
  if (file == nullptr) {
    GTEST_SKIP() << no_weights;
  }
  const Wordpiece wordpiece(file->text("vocabulary"), file->special("unknown"));
  std::ifstream in(std::string(DETENTE_SOURCE_DIR) + "/tests/data/model/wordpieces.txt");
  Lines lines;
  int number = 0;
  for (std::uint64_t expected = 0; in >> std::hex >> expected; ++number) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    const auto fold = [&](std::uint64_t value) { hash = (hash ^ value) * 0x100000001B3U; };
    for (int i = 0; i < lines_a_hash; ++i) {
      const Document document = document_of(lines.next());
      for (std::uint32_t token = 0; token < document.tokens.size(); ++token) {
        std::vector<PieceId> pieces;
        wordpiece.append_pieces(document.word(token), pieces);
        for (const PieceId piece : pieces) {
          fold(piece);
        }
        fold((1U << 20U) | static_cast<std::uint32_t>(letter_case(document.word(token))));
      }
    }
    EXPECT_EQ(hash, expected) << "in one of lines " << number * lines_a_hash << " to "
                              << (number + 1) * lines_a_hash - 1;
  }
  EXPECT_EQ(number * lines_a_hash, 10000);
}

}  // namespace
}  // namespace detente::model
