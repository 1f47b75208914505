// The arithmetic of pauses.
#include "fetch/pauses.h"

#include <gtest/gtest.h>

namespace detente::fetch {
namespace {

using std::chrono::milliseconds;

milliseconds pause(unsigned tries, double chance, milliseconds wish = milliseconds(0)) {
  return pause_after(tries, milliseconds(1000), milliseconds(10'000), chance, wish);
}

TEST(Pauses, DoubleUpToTheLongest) {
  EXPECT_EQ(pause(1, 1), milliseconds(1000));
  EXPECT_EQ(pause(2, 1), milliseconds(2000));
  EXPECT_EQ(pause(3, 1), milliseconds(4000));
  EXPECT_EQ(pause(4, 1), milliseconds(8000));
  EXPECT_EQ(pause(5, 1), milliseconds(10'000));
  EXPECT_EQ(pause(4'000'000'000U, 1), milliseconds(10'000));
  EXPECT_EQ(pause(0, 1), milliseconds(1000));
}

TEST(Pauses, AreSpreadOverTheirSecondHalf) {
  EXPECT_EQ(pause(2, 0), milliseconds(1000));
  EXPECT_EQ(pause(2, 0.5), milliseconds(1500));
  EXPECT_EQ(pause(5, 0), milliseconds(5000));
}

TEST(Pauses, NeverUndercutWhatTheServerWishes) {
  EXPECT_EQ(pause(1, 1, milliseconds(30'000)), milliseconds(30'000));
  EXPECT_EQ(pause(3, 1, milliseconds(100)), milliseconds(4000));
}

}  // namespace
}  // namespace detente::fetch
