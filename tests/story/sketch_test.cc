// Sketches: what share of one text stands in another.
#include "story/sketch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace detente::story {
namespace {

std::vector<Occurrence> words(std::size_t from, std::size_t to) {
  std::vector<Occurrence> all;
  for (std::size_t i = from; i < to; ++i) {
    Occurrence& word = all.emplace_back();
    word.folded = "w" + std::to_string(i);
    word.stem = word.folded;
  }
  return all;
}

// The share of runs of three, counted in full.
double true_containment(std::size_t left, std::size_t right, std::size_t shared) {
  return static_cast<double>(shared - 2) / static_cast<double>(std::min(left, right) - 2);
}

TEST(Sketch, IsExactForShortTexts) {
  const Sketch left(words(0, 100));
  const Sketch right(words(40, 120));
  const double expected = true_containment(100, 80, 60);
  EXPECT_TRUE(left.holds_all());
  EXPECT_DOUBLE_EQ(left.containment(right), expected);
  EXPECT_DOUBLE_EQ(right.containment(left), expected);
}

TEST(Sketch, EstimatesSharesOfLongTexts) {
  const Sketch left(words(0, 4000));
  const Sketch right(words(1000, 6000));
  const double expected = true_containment(4000, 5000, 3000);
  EXPECT_EQ(left.hashes().size(), Sketch::most_hashes);
  EXPECT_FALSE(left.holds_all());
  EXPECT_NEAR(left.containment(right), expected, 0.12);
}

TEST(Sketch, SeesAShortTextInALongOne) {
  const Sketch whole(words(0, 900));
  const Sketch part(words(300, 450));
  EXPECT_DOUBLE_EQ(whole.containment(part), 1);
}

TEST(Sketch, SaysNothingOfTooFewWords) {
  EXPECT_EQ(Sketch(words(0, 5)).containment(Sketch(words(0, 5))), 0);
  EXPECT_EQ(Sketch().containment(Sketch(words(0, 50))), 0);
}

TEST(Sketch, OthersWordsAreNoCopy) {
  EXPECT_EQ(Sketch(words(0, 300)).containment(Sketch(words(300, 600))), 0);
  EXPECT_EQ(Sketch(words(0, 3000)).containment(Sketch(words(3000, 6000))), 0);
}

TEST(OrderKept, IsTheLongestCommonSubsequence) {
  EXPECT_DOUBLE_EQ(order_kept({1, 2, 3, 4, 5, 6, 7, 8}, {1, 2, 9, 3, 4, 5, 6, 10}), 6.0 / 8);
  EXPECT_DOUBLE_EQ(order_kept({1, 2, 3, 4, 5, 6, 7, 8}, {8, 7, 6, 5, 4, 3, 2, 1}), 1.0 / 8);
  EXPECT_DOUBLE_EQ(order_kept({1, 2, 3, 4, 5, 6}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}), 1);
  EXPECT_EQ(order_kept({1, 2}, {1, 2}), 0);
  EXPECT_EQ(order_kept({}, {}), 0);
}

TEST(OrderKept, HasTheSameShareFromEitherSide) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    std::vector<WordId> left(20 + random() % 80);
    std::vector<WordId> right(20 + random() % 80);
    for (auto* list : {&left, &right}) {
      std::generate(list->begin(), list->end(), [&] { return static_cast<WordId>(random() % 30); });
    }
    EXPECT_DOUBLE_EQ(order_kept(left, right), order_kept(right, left));
  }
}

}  // namespace
}  // namespace detente::story
