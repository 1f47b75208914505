#include "export/display.h"

#include <gtest/gtest.h>

#include "export/export.h"
#include "export/table.h"

namespace detente::exports {
namespace {

TEST(Width, CountsColumnsOfTheTerminal) {
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("Paris"), 5U);
  EXPECT_EQ(display_width("Élysée"), 6U);
  EXPECT_EQ(display_width("E\u0301lyse\u0301e"), 6U);  // combining accents
  EXPECT_EQ(display_width("東京"), 4U);
  EXPECT_EQ(display_width("ＡＢ"), 4U);  // full-width letters
  EXPECT_EQ(display_width("서울"), 4U);
  EXPECT_EQ(display_width("“–…→"), 4U);
  EXPECT_EQ(display_width("a\u200Bb"), 2U);  // zero-width space
  EXPECT_EQ(display_width("😀"), 2U);
}

TEST(Cut, KeepsWhatFitsAndMarksTheRest) {
  EXPECT_EQ(cut("Moscow", 6), "Moscow");
  EXPECT_EQ(cut("Moscow", 5), "Mosc…");
  EXPECT_EQ(cut("New York", 5), "New…");  // no space before the ellipsis
  EXPECT_EQ(cut("東京都庁", 5), "東京…");
  EXPECT_EQ(cut("東京都庁", 4), "東…");  // half a character does not fit
  EXPECT_EQ(cut("e\u0301e\u0301e\u0301", 2), "e\u0301…");
  EXPECT_EQ(cut("x", 0), "");
}

TEST(Wrap, BreaksAtSpaces) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrap("", 5, 3), Lines{""});
  EXPECT_EQ(wrap("one two three", 7, 9), (Lines{"one two", "three"}));
  EXPECT_EQ(wrap("one two three", 8, 9), (Lines{"one two", "three"}));
  EXPECT_EQ(wrap("abcdefgh ij", 4, 9), (Lines{"abcd", "efgh", "ij"}));
  EXPECT_EQ(wrap("東京東京東", 4, 9), (Lines{"東京", "東京", "東"}));
  EXPECT_EQ(wrap("one two three four", 7, 2), (Lines{"one two", "three…"}));
  EXPECT_EQ(wrap("東京", 1, 9), (Lines{"東", "京"}));  // narrower than any character: still comes to an end
}

TEST(Printable, TakesOutWhatWouldUpsetATerminal) {
  EXPECT_EQ(printable("a\n\n b\t\u00A0c"), "a b c");
  EXPECT_EQ(printable("  a  "), "a");
  EXPECT_EQ(printable("\x1B[31mred\a"), "[31mred");
  EXPECT_EQ(printable("\u009B31m"), "31m");          // C1 control
  EXPECT_EQ(printable("\u202Eevil\u2066"), "evil");  // direction
  EXPECT_EQ(printable("de\u00ADesc"), "deesc");      // soft hyphen
  EXPECT_EQ(printable("caf\xE9"), "caf\uFFFD");
}

std::string drawn(const Table& table, std::size_t width) {
  std::string out;
  table.append_to(out, width, Painter(false));
  return out;
}

Table cities() {
  Table table({{"A", 0, 0, false}, {"CITY", 2, 4, true}, {"NOTHING", 2, 0, false}, {"Z", 2, 0, false}});
  table.add({{{{"1"}}, {{"東京"}, {"Tokyo"}}, {}, {{"z"}}}, ""});
  table.add({{{{"2"}}, {{"São Paulo"}}, {}, {{"z"}}}, "a note of many words"});
  return table;
}

TEST(Table, AlignsByDisplayWidthAndLeavesOutEmptyColumns) {
  EXPECT_EQ(drawn(cities(), 80),
            "A  CITY       Z\n"
            "1  東京       z\n"
            "   Tokyo\n"
            "2  São Paulo  z\n"
            "   a note of many words\n");
}

TEST(Table, ShrinksTheColumnsThatMayShrink) {
  EXPECT_EQ(drawn(cities(), 12),
            "A  CITY    Z\n"
            "1  東京    z\n"
            "   Tokyo\n"
            "2  São P…  z\n"
            "   a note of many words\n");
}

TEST(Table, WithoutColourHasNoEscapes) {
  std::string plain;
  std::string coloured;
  Painter(false).append(plain, Style::bold, "x");
  Painter(true).append(coloured, Style::bold, "x");
  EXPECT_EQ(plain, "x");
  EXPECT_EQ(coloured, "\x1B[1mx\x1B[0m");
}

}  // namespace
}  // namespace detente::exports
