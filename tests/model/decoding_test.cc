#include "model/decoding.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace detente::model {
namespace {

std::vector<WordSpan> runs(const std::vector<float>& values) {
  std::vector<WordSpan> spans;
  for (const ScoredSpan& run : find_runs(values, 0.5, 0.3)) {
    spans.push_back(run.words);
  }
  return spans;
}

using Spans = std::vector<WordSpan>;

TEST(Runs, ReachUpOnceAndStayAbove) {
  EXPECT_EQ(runs({}), Spans{});
  EXPECT_EQ(runs({0.4F, 0.4F}), Spans{});
  EXPECT_EQ(runs({0.3F, 0.5F, 0.3F, 0.2F, 0.9F}), (Spans{{0, 3}, {4, 5}}));
}

TEST(Runs, KeepTheHighestProbability) {
  const std::vector<float> values{0.1F, 0.6F, 0.8F, 0.7F};
  const auto found = find_runs(values, 0.5, 0.3);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0], (ScoredSpan{{1, 4}, 0.8F}));
}

TEST(BioSpans, BeginAtBOrAtAnIWithout) {
  const auto spans = [](const std::vector<std::uint8_t>& labels) { return find_bio_spans(labels); };
  EXPECT_EQ(spans({}), Spans{});
  EXPECT_EQ(spans({0, 0}), Spans{});
  EXPECT_EQ(spans({1, 2, 2, 0, 1}), (Spans{{0, 3}, {4, 5}}));
  EXPECT_EQ(spans({1, 1, 2}), (Spans{{0, 1}, {1, 3}}));
  EXPECT_EQ(spans({2, 2, 0, 2}), (Spans{{0, 2}, {3, 4}}));
}

TEST(Calibrate, ALogisticCurveThatStaysInside) {
  EXPECT_NEAR(calibrate(0.7F, 1, 0), 0.7F, 1e-6F);
  EXPECT_NEAR(calibrate(0.5F, 3, -1), 1 / (1 + std::exp(1.0F)), 1e-6F);
  EXPECT_LT(calibrate(1.0F, 1, 0), 1.0F);
  EXPECT_GT(calibrate(0.0F, 1, 0), 0.0F);
  EXPECT_LT(calibrate(0.6F, 0.33, -0.9), calibrate(0.8F, 0.33, -0.9));
}

}  // namespace
}  // namespace detente::model
