#include <gtest/gtest.h>

#include <array>
#include <string_view>

#include "resolve/numbers.h"
#include "text/text.h"

namespace detente::resolve {
namespace {

struct NumberCase {
  std::string_view text;
  double value;
  std::string_view words;  // what of the text the number takes
};

TEST(Numbers, InDigitsAndWords) {
  static constexpr auto cases = std::to_array<NumberCase>({
      {"100,000 men", 100000, "100,000"},
      {"4.5 tons", 4.5, "4.5"},
      {"1.2 million men", 1.2e6, "1.2 million"},
      {"3.5bn in aid", 3.5e9, "3.5bn"},
      {"40m in aid", 40e6, "40m"},
      {"2 1/2 years", 2.5, "2 1/2"},
      {"two and a half years", 2.5, "two and a half"},
      {"three-and-a-half years", 3.5, "three-and-a-half"},
      {"twenty-four men", 24, "twenty-four"},
      {"twenty four men", 24, "twenty four"},
      {"ninety men", 90, "ninety"},
      {"one hundred men", 100, "one hundred"},
      {"a hundred men", 100, "a hundred"},
      {"a hundred and twenty men", 120, "a hundred and twenty"},
      {"three hundred thousand men", 300000, "three hundred thousand"},
      {"two thousand and five men", 2005, "two thousand and five"},
      {"one million two hundred thousand men", 1.2e6, "one million two hundred thousand"},
      {"half a million men", 5e5, "half a million"},
      {"three dozen men", 36, "three dozen"},
      {"six million and five hundred thousand", 6e6, "six million"},
      {"five six", 5, "five"},
  });
  for (const NumberCase& c : cases) {
    Article article;
    article.text = c.text;
    article.blocks.push_back({{0, static_cast<std::uint32_t>(c.text.size())}, SentenceKind::body});
    const Document document = text::read(std::move(article));
    const auto number = read_number(document, 0, static_cast<std::uint32_t>(document.tokens.size()));
    ASSERT_TRUE(number.has_value()) << c.text;
    EXPECT_DOUBLE_EQ(number->value, c.value) << c.text;
    EXPECT_EQ(document.text(TokenSpan{0, number->end}), c.words) << c.text;
  }
}

TEST(Numbers, DigitsWithSeparators) {
  EXPECT_EQ(read_digits("1,234,567"), 1234567);
  EXPECT_EQ(read_digits("007"), 7);
  EXPECT_FALSE(read_digits("1,23").has_value());
  EXPECT_FALSE(read_digits("12,3456").has_value());
  EXPECT_FALSE(read_digits("1234,567").has_value());
  EXPECT_FALSE(read_digits("1.2.3").has_value());
  EXPECT_FALSE(read_digits("16:30").has_value());
  EXPECT_FALSE(read_digits("twelve").has_value());
  EXPECT_FALSE(read_digits("").has_value());
}

// Found by the fuzzer: the fraction's lower half lay past the last token.
TEST(Numbers, FractionCutShort) {
  Article article;
  article.text = "for 2 1/";
  article.blocks.push_back({{0, static_cast<std::uint32_t>(article.text.size())}, SentenceKind::body});
  const Document document = text::read(std::move(article));
  const auto number = read_number(document, 1, static_cast<std::uint32_t>(document.tokens.size()));
  ASSERT_TRUE(number.has_value());
  EXPECT_EQ(number->value, 2);
}

TEST(Numbers, SizesOfPlurals) {
  EXPECT_EQ(size_of_plural("dozens"), 12);
  EXPECT_EQ(size_of_plural("thousands"), 1000);
  EXPECT_EQ(size_of_plural("soldiers"), 0);
}

}  // namespace
}  // namespace detente::resolve
