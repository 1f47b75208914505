#include "model/linear.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace detente::model {
namespace {

constexpr float all_weights = 0;  // none is too small

std::vector<float> probabilities(const Linear& linear, const Features& features) {
  std::vector<float> out(linear.labels().size(), -1);
  linear.probabilities(features, out);
  return out;
}

float sigmoid(float x) {
  return 1 / (1 + std::exp(-x));
}

// Feature 7 speaks for "yes", feature 8 for "no", feature 9 a little for both.
Linear small() {
  const Features features{7, 8, 9};
  const std::vector<float> weights{0, 2, 2, 0, 1, 1};
  return {{"no", "yes"}, features, weights, all_weights};
}

TEST(Hash, OfWordsIsFnv1a) {
  EXPECT_EQ(hash_word(""), 0x811C9DC5U);
  EXPECT_EQ(hash_word("a"), 0xE40C292CU);
  EXPECT_EQ(hash_word("foobar"), 0xBF9CF968U);
  EXPECT_NE(hash_word("é"), hash_word("e"));
}

TEST(Hash, OfFeaturesTellsTemplateValueAndOther) {
  std::set<Feature> seen;
  for (std::uint32_t name = 0; name < 20; ++name) {
    for (std::uint32_t value = 0; value < 20; ++value) {
      for (std::uint32_t other = 0; other < 20; ++other) {
        const Feature one = feature(name, value, other);
        EXPECT_NE(one, 0U);
        EXPECT_TRUE(seen.insert(one).second) << name << " " << value << " " << other;
      }
    }
  }
  EXPECT_EQ(feature(3, 4, 5), feature(3, 4, 5));
  EXPECT_EQ(feature(3, 4), feature(3, 4, 0));
}

TEST(Linear, ProbabilitiesAreASoftmaxOfSums) {
  const Linear linear = small();
  EXPECT_EQ(linear.rows(), 3U);
  EXPECT_NEAR(probabilities(linear, {7})[1], sigmoid(2), 1e-5);
  EXPECT_NEAR(probabilities(linear, {8})[1], sigmoid(-2), 1e-5);
  EXPECT_NEAR(probabilities(linear, {7, 8})[1], 0.5, 1e-6);
  EXPECT_NEAR(probabilities(linear, {7, 7})[1], sigmoid(4), 1e-5);  // a feature met twice counts twice
  EXPECT_NEAR(probabilities(linear, {7, 9})[1], sigmoid(2), 1e-5);  // what speaks for all labels says nothing
}

TEST(Linear, WhatWasNeverSeenCountsForNothing) {
  const Linear linear = small();
  EXPECT_EQ(probabilities(linear, {}), (std::vector<float>{0.5F, 0.5F}));
  EXPECT_EQ(probabilities(linear, {1234567}), (std::vector<float>{0.5F, 0.5F}));
  EXPECT_EQ(probabilities(linear, {7, 1234567}), probabilities(linear, {7}));
}

TEST(Linear, TheOrderOfFeaturesDoesNotMatter) {
  const Linear linear = small();
  EXPECT_EQ(probabilities(linear, {7, 8, 9, 7}), probabilities(linear, {9, 7, 7, 8}));
}

TEST(Linear, SmallWeightsAndRowsOfNothingElseAreLeftOut) {
  const Features features{7, 8};
  const std::vector<float> weights{0.1F, 2, 0.1F, -0.2F};
  const Linear linear({"no", "yes"}, features, weights, 0.5F);
  EXPECT_EQ(linear.rows(), 1U);
  EXPECT_NEAR(probabilities(linear, {7})[1], sigmoid(2), 1e-5);  // the 0.1 of its row counts for nothing too
  EXPECT_EQ(probabilities(linear, {8})[1], 0.5F);
}

TEST(Linear, WeightsOfAnySizeGiveProbabilities) {
  for (const float size : {0.0F, 1e-20F, 1.0F, 1000.0F, 1e20F}) {
    const std::vector<float> weights{size, -size, 0};
    const Linear linear({"a", "b", "c"}, Features{5}, weights, all_weights);
    const auto out = probabilities(linear, Features(50, 5));
    EXPECT_NEAR(std::accumulate(out.begin(), out.end(), 0.0F), 1, 1e-5) << size;
    EXPECT_GE(out[0], out[1]) << size;
  }
}

TEST(Linear, FindsEveryOfManyFeatures) {
  constexpr std::uint32_t many = 20000;
  Features features;
  std::vector<float> weights;
  for (std::uint32_t i = 1; i <= many; ++i) {
    features.push_back(i * 64);  // many share the lowest bits
    weights.insert(weights.end(), {i % 2 == 0 ? 1.0F : -1.0F, 0});
  }
  const Linear linear({"even", "odd"}, features, weights, all_weights);
  ASSERT_EQ(linear.rows(), many);
  for (std::uint32_t i = 1; i <= many; ++i) {
    ASSERT_EQ(probabilities(linear, {i * 64})[0] > 0.5F, i % 2 == 0) << i;
  }
}

TEST(LinearBytes, GiveTheSameClassifierBack) {
  const Linear linear = small();
  std::string bytes = "front";
  linear.append_to(bytes);
  bytes += "behind";
  std::string_view rest = std::string_view(bytes).substr(5);
  const auto taken = Linear::take_from(rest);
  ASSERT_TRUE(taken.ok()) << taken.error().message;
  EXPECT_EQ(rest, "behind");
  EXPECT_EQ(taken->labels(), linear.labels());
  EXPECT_EQ(taken->rows(), linear.rows());
  for (const Features& features : std::vector<Features>{{}, {7}, {8, 9}, {7, 8, 9, 10}}) {
    EXPECT_EQ(probabilities(*taken, features), probabilities(linear, features));
  }
  std::string again;
  taken->append_to(again);
  EXPECT_EQ("front" + again + "behind", bytes);
}

TEST(LinearBytes, SeveralStandOneBehindTheOther) {
  std::string bytes;
  small().append_to(bytes);
  Linear({"only"}, Features{1}, std::vector<float>{3}, all_weights).append_to(bytes);
  std::string_view rest = bytes;
  EXPECT_EQ(Linear::take_from(rest)->labels().size(), 2U);
  EXPECT_EQ(Linear::take_from(rest)->labels().front(), "only");
  EXPECT_TRUE(rest.empty());
}

TEST(LinearBytes, DoNotDependOnTheOrderOfTheRows) {
  std::string bytes;
  small().append_to(bytes);
  std::string other;
  Linear({"no", "yes"}, Features{9, 7, 8}, std::vector<float>{1, 1, 0, 2, 2, 0}, all_weights).append_to(other);
  EXPECT_EQ(bytes, other);
}

TEST(LinearBytes, CutAnywhereAreRefused) {
  std::string bytes;
  small().append_to(bytes);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    std::string_view cut = std::string_view(bytes).substr(0, length);
    const auto taken = Linear::take_from(cut);
    ASSERT_FALSE(taken.ok()) << length << " of " << bytes.size();
    EXPECT_EQ(taken.error().code, ErrorCode::corrupt_data);
  }
}

TEST(LinearBytes, MoreRowsThanBytesAreRefusedBeforeRoomIsMade) {
  std::string bytes;
  small().append_to(bytes);
  const std::size_t at = 2 + (2 + 2) + (2 + 3) + sizeof(float);  // behind the labels "no" and "yes" and the scale
  const std::uint32_t rows = 0xFFFFFFFFU;
  std::memcpy(bytes.data() + at, &rows, sizeof(rows));
  std::string_view view = bytes;
  const auto taken = Linear::take_from(view);
  ASSERT_FALSE(taken.ok());
  EXPECT_EQ(taken.error().code, ErrorCode::corrupt_data);
}

TEST(LinearBytes, ALabelThatIsNoneIsRefused) {
  std::string bytes;
  Linear({"no", "yes"}, Features{7}, std::vector<float>{0, 2}, all_weights).append_to(bytes);
  bytes[bytes.size() - 2] = 2;  // the only row ends with its label and steps
  std::string_view view = bytes;
  EXPECT_FALSE(Linear::take_from(view).ok());
}

}  // namespace
}  // namespace detente::model
