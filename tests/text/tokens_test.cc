#include "text/tokens.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace detente::text {
namespace {

using Words = std::vector<std::string>;

Words words(std::string_view text) {
  std::vector<Token> tokens;
  append_tokens(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
  Words out;
  for (const Token& token : tokens) {
    out.emplace_back(text.substr(token.span.begin, token.span.end - token.span.begin));
  }
  return out;
}

TEST(Tokens, NothingFromNothing) {
  EXPECT_EQ(words(""), Words{});
  EXPECT_EQ(words(" \t\r\n\u00A0\u2003"), Words{});
}

TEST(Tokens, InitialsNeedTwoLetters) {
  EXPECT_EQ(words("U.S. troops"), (Words{"U.S.", "troops"}));
  EXPECT_EQ(words("9 a.m."), (Words{"9", "a.m."}));
  EXPECT_EQ(words("U.S.A"), (Words{"U.S.", "A"}));
  EXPECT_EQ(words("U. S."), (Words{"U", ".", "S", "."}));
  EXPECT_EQ(words("Ph.D."), (Words{"Ph", ".", "D", "."}));
  EXPECT_EQ(words("É.U."), (Words{"É", ".", "U", "."}));
}

TEST(Tokens, NumbersKeepTheirInnerMarks) {
  EXPECT_EQ(words("100,000 4.5 16:30"), (Words{"100,000", "4.5", "16:30"}));
  EXPECT_EQ(words("1,000, and 3."), (Words{"1,000", ",", "and", "3", "."}));
  EXPECT_EQ(words("5th 2-1 10%"), (Words{"5", "th", "2", "-", "1", "10", "%"}));
  EXPECT_EQ(words("F16 T-72s"), (Words{"F16", "T", "-", "72", "s"}));
  EXPECT_EQ(words("١٢٣.٤"), (Words{"١٢٣.٤"}));
}

TEST(Tokens, CliticsEndAtAWordBorder) {
  EXPECT_EQ(words("Iran's they’re we'll"), (Words{"Iran", "'s", "they", "’re", "we", "'ll"}));
  EXPECT_EQ(words("don't"), (Words{"don", "'t"}));
  EXPECT_EQ(words("'salt"), (Words{"'", "salt"}));
  EXPECT_EQ(words("'s_"), (Words{"'", "s", "_"}));
  EXPECT_EQ(words("'S"), (Words{"'", "S"}));
}

TEST(Tokens, WordsAreLettersAndDigitsOfAllScripts) {
  EXPECT_EQ(words("Kıbrıs Київ 北京 km² ½"), (Words{"Kıbrıs", "Київ", "北京", "km²", "½"}));
  EXPECT_EQ(words("snake_case"), (Words{"snake", "_", "case"}));
}

TEST(Tokens, OtherCharactersStandAlone) {
  EXPECT_EQ(words("“No!” — (yes)…"), (Words{"“", "No", "!", "”", "—", "(", "yes", ")", "…"}));
  EXPECT_EQ(words("..."), (Words{".", ".", "."}));
}

TEST(Tokens, StayInsideTheirSpan) {
  const std::string text = "alpha beta 12,345";
  std::vector<Token> tokens;
  append_tokens(text, {2, 13}, tokens);
  ASSERT_EQ(tokens.size(), 3U);
  EXPECT_EQ(tokens[0].span, (ByteSpan{2, 5}));
  EXPECT_EQ(tokens[1].span, (ByteSpan{6, 10}));
  EXPECT_EQ(tokens[2].span, (ByteSpan{11, 13}));
}

TEST(Tokens, BrokenBytesAreSingleCharacters) {
  EXPECT_EQ(words("a\xFF"
                  "b\xE2\x80"),
            (Words{"a", "\xFF", "b", "\xE2", "\x80"}));
}

}  // namespace
}  // namespace detente::text
