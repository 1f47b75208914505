#include <gtest/gtest.h>

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
  EXPECT_EQ(index(3), 1U);  // inside a code point
}

TEST(CodePointIndex, HoldsOverItsBlocks) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "é";
  const CodePointIndex index(text);
  for (std::uint32_t i = 0; i <= 100; ++i) EXPECT_EQ(index(2 * i), i);
}

}  // namespace
}  // namespace detente
