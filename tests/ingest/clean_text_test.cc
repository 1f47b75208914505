#include "ingest/clean_text.h"

#include <gtest/gtest.h>

#include <string>

#include "ingest/ingest.h"

namespace detente::ingest {
namespace {

std::string repaired(std::string text) {
  repair_mojibake(text);
  return text;
}

std::string normal(std::string text) {
  normalise(text);
  return text;
}

std::string joined(std::string text) {
  join_hyphenated(text);
  return text;
}

std::string decoded(std::string text) {
  decode_quoted_printable(text);
  return text;
}

TEST(Mojibake, ReadAsWindows1252) {
  EXPECT_EQ(repaired("Itâ€™s over, said ZÃ¼rich"), "It’s over, said Zürich");
  EXPECT_EQ(repaired("â€œWe will not leaveâ€\u009D"), "“We will not leave”");
  EXPECT_EQ(repaired("ÐšÐ¸Ñ—Ð² stands"), "Київ stands");
  EXPECT_EQ(repaired("Â£20 and 5Â\u00A0km"), "£20 and 5\u00A0km");
}

TEST(Mojibake, Twice) {
  EXPECT_EQ(repaired("ItÃ¢â‚¬â„¢s"), "It’s");
}

TEST(Mojibake, GoodTextStays) {
  for (const std::string text :
       {"Château, Ångström, Ñandú, «À la»", "Élysée – “calm”", "Сочи и Київ", "10 €", "Ärger in Österreich", ""}) {
    EXPECT_EQ(repaired(text), text);
  }
}

// A paragraph pasted into a good text: the marks are certain, the letters are not.
TEST(Mojibake, AmongGoodLetters) {
  EXPECT_EQ(repaired("The château stands. Itâ€™s JosÃ©."), "The château stands. It’s JosÃ©.");
}

TEST(NormalForm, ComposedAndWithoutWidth) {
  EXPECT_EQ(normal("E\u0301lyse\u0301e"), "Élysée");
  EXPECT_EQ(normal("of\uFB01cial mili\u00ADtary \u200Bforce"), "official military force");
  EXPECT_EQ(normal("\u0645\u06CC\u200C\u062E"), "\u0645\u06CC\u200C\u062E");  // a non-joiner is part of the word
  std::string plain = "nothing to do";
  EXPECT_FALSE(normalise(plain));
}

TEST(Hyphens, WordsCutAtLineEnds) {
  EXPECT_EQ(joined("the sol-\ndiers went"), "the soldiers went");
  EXPECT_EQ(joined("the sol- \r\n  diers went"), "the soldiers went");
  EXPECT_EQ(joined("Russian-\nbacked men"), "Russian-backed men");
  EXPECT_EQ(joined("long-\nrange guns"), "long-range guns");
  EXPECT_EQ(joined("a cross-border raid; the cross-\nborder road"), "a cross-border raid; the cross-border road");
  EXPECT_EQ(joined("Mos-\ncow, in Moscow"), "Moscow, in Moscow");
  EXPECT_EQ(joined("face-to-\nface talks"), "face-to-face talks");
}

TEST(Hyphens, OthersStay) {
  for (const std::string text :
       {"he said -\nand left", "1939-\n1945", "- one\n- two", "North-\nSouth", "-\na", "a-"}) {
    EXPECT_EQ(joined(text), text);
  }
}

TEST(QuotedPrintable, OnlyWhereAllOfItIs) {
  EXPECT_EQ(decoded("The caf=C3=A9 clo=\nsed at 5=20=\r\np.m."), "The café closed at 5 p.m.");
  EXPECT_EQ(decoded("x = 5\nand so=\non"), "x = 5\nand so=\non");
  EXPECT_EQ(decoded("=C3=\n"), "=C3=\n");  // no UTF-8
  EXPECT_EQ(decoded("E=3DA9"), "E=3DA9");  // no line was broken: perhaps an address
  EXPECT_EQ(decoded("cut off =\n ="), "cut off =\n =");
}

TEST(CleanText, SaysWhatItMended) {
  const auto article = read_text("Itâ€™s over, the sol-\ndiers said.\n", "a", {});
  ASSERT_TRUE(article.ok());
  EXPECT_EQ(article->text, "It’s over, the soldiers said.\n");
  EXPECT_TRUE(article->text_was_extracted);
  EXPECT_EQ(article->warnings.size(), 2U);
}

TEST(CleanText, LeavesGoodTextAndReadySentencesAlone) {
  const auto text = read_text("The soldiers left.\n", "a", {});
  ASSERT_TRUE(text.ok());
  EXPECT_FALSE(text->text_was_extracted);
  EXPECT_TRUE(text->warnings.empty());
  const auto ready = read_json(R"({"sentences": ["Itâ€™s over."]})", "b", {});
  ASSERT_TRUE(ready.ok());
  EXPECT_EQ(ready->text, "Itâ€™s over.");
}

TEST(CleanText, PagesToo) {
  const auto page = read_html(
      "<title>Itâ€™s over</title><article><p>The mili&shy;tary left ZÃ¼rich on Monday, it said, "
      "and nobody knows when it will come back to the city.</p></article>",
      "p", {});
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->title, "It’s over");
  EXPECT_NE(page->text.find("The military left Zürich"), std::string::npos) << page->text;
}

}  // namespace
}  // namespace detente::ingest
