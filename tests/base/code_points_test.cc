#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "detente/document.h"

namespace detente {
namespace {

TEST(CodePointIndex, CountsCodePointsNotBytes) {
  const std::string text = "é€😀a";
  const CodePointIndex index(text);
  EXPECT_EQ(index(0), 0U);
  EXPECT_EQ(index(2), 1U);
  EXPECT_EQ(index(5), 2U);
  EXPECT_EQ(index(9), 3U);
  EXPECT_EQ(index(10), 4U);
}

TEST(CodePointIndex, InsideACodePointItIsThatCodePointsBeginning) {
  const std::string text = "a😀é";
  const CodePointIndex index(text);
  for (const std::uint32_t byte : {1U, 2U, 3U, 4U}) {
    EXPECT_EQ(index(byte), 1U) << byte;
  }
  EXPECT_EQ(index(6), 2U);
}

TEST(CodePointIndex, AnEmptyTextHasOnlyItsEnd) {
  const CodePointIndex index("");
  EXPECT_EQ(index(0), 0U);
}

TEST(CodePointIndex, PastTheEndIsTheEnd) {
  const CodePointIndex index("naïve");
  EXPECT_EQ(index(6), 5U);
  EXPECT_EQ(index(1000), 5U);
}

struct Filling {
  std::string_view letter;
  std::uint32_t count;
};

class CodePointBlocks : public testing::TestWithParam<Filling> {};

// Blocks of 64 bytes begin and end inside code points, between them, and at the text's end.
TEST_P(CodePointBlocks, AgreeWithACountFromTheFront) {
  std::string text;
  for (std::uint32_t i = 0; i < GetParam().count; ++i) {
    text += GetParam().letter;
  }
  const CodePointIndex index(text);
  const auto width = static_cast<std::uint32_t>(GetParam().letter.size());
  for (std::uint32_t byte = 0; byte <= text.size(); ++byte) {
    ASSERT_EQ(index(byte), byte / width) << "byte " << byte << " of " << text.size();
  }
}

INSTANTIATE_TEST_SUITE_P(Letters, CodePointBlocks,
                         testing::Values(Filling{"a", 63}, Filling{"a", 64}, Filling{"a", 65}, Filling{"a", 200},
                                         Filling{"é", 31}, Filling{"é", 32}, Filling{"é", 100}, Filling{"€", 21},
                                         Filling{"€", 64}, Filling{"😀", 16}, Filling{"😀", 17}, Filling{"😀", 80}));

TEST(CodePointIndex, MixedTextOverManyBlocks) {
  std::string text;
  std::vector<std::uint32_t> begins;  // of each code point
  for (int i = 0; i < 300; ++i) {
    for (const std::string_view letter : {"a", "ü", "—", "𝄞"}) {
      begins.push_back(static_cast<std::uint32_t>(text.size()));
      text += letter;
    }
  }
  const CodePointIndex index(text);
  for (std::uint32_t i = 0; i < begins.size(); ++i) {
    ASSERT_EQ(index(begins[i]), i);
  }
  EXPECT_EQ(index(static_cast<std::uint32_t>(text.size())), begins.size());
}

}  // namespace
}  // namespace detente
