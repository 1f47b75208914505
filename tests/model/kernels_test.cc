#include "model/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include "model/matmul.h"

namespace detente::model {
namespace {

std::vector<float> noise(std::size_t n, float width, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<float> values(n);
  for (float& value : values) {
    value = width * (static_cast<float>(random() % 20001U) / 10000.0F - 1.0F);
  }
  return values;
}

TEST(Gelu, WithinAMillionthOfTheErrorFunction) {
  std::vector<float> x(round_up(200001, lanes));
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = -10.0F + static_cast<float>(i) * 1e-4F;
  }
  std::vector<float> y = x;
  gelu(y);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double exact = 0.5 * x[i] * (1.0 + std::erf(static_cast<double>(x[i]) / std::sqrt(2.0)));
    ASSERT_NEAR(y[i], exact, 1e-6) << "at " << x[i];
  }
}

TEST(Gelu, FarOutItIsTheIdentityOrNothing) {
  std::vector<float> x(lanes, 100.0F);
  x[1] = -100.0F;
  gelu(x);
  EXPECT_NEAR(x[0], 100.0F, 1e-4F);
  EXPECT_NEAR(x[1], 0.0F, 1e-5F);
}

TEST(Quantise, ComesBackWithinHalfAStep) {
  for (const std::int32_t highest : {127, 255}) {
    const auto x = noise(384, 3.0F, 1);
    std::vector<std::uint8_t> steps(x.size());
    const Steps of_row = quantise(x, highest, steps);
    for (std::size_t i = 0; i < x.size(); ++i) {
      ASSERT_LE(steps[i], highest);
      ASSERT_NEAR(static_cast<float>(steps[i] - of_row.zero) * of_row.scale, x[i], 0.501F * of_row.scale);
    }
  }
}

TEST(Quantise, ZeroIsExactAndOneSignIsEnough) {
  for (const float sign : {1.0F, -1.0F, 0.0F}) {
    std::vector<float> x(lanes, 0.0F);
    x[3] = sign * 7.0F;
    std::vector<std::uint8_t> steps(x.size());
    const Steps of_row = quantise(x, 255, steps);
    EXPECT_EQ(steps[0], of_row.zero);
    EXPECT_NEAR(static_cast<float>(steps[3] - of_row.zero) * of_row.scale, x[3], 1e-5F);
  }
}

TEST(AddAndNormalise, MeanNoughtVarianceOne) {
  auto x = noise(384, 5.0F, 2);
  const auto y = noise(384, 5.0F, 3);
  const std::vector<float> gain(384, 2.0F);
  const std::vector<float> bias(384, 1.0F);
  std::vector<double> sums(384);
  std::transform(x.begin(), x.end(), y.begin(), sums.begin(), [](float a, float b) { return double{a} + b; });
  const double mean = std::accumulate(sums.begin(), sums.end(), 0.0) / 384;
  double variance = 0;
  for (const double value : sums) {
    variance += (value - mean) * (value - mean) / 384;
  }
  add_and_normalise(x, y, gain, bias, 1e-12F);
  for (std::size_t i = 0; i < x.size(); ++i) {
    ASSERT_NEAR(x[i], (sums[i] - mean) / std::sqrt(variance) * 2 + 1, 1e-5);
  }
}

TEST(Affine, AnyNumberOfOutputs) {
  const auto x = noise(64, 1.0F, 4);
  const auto weights = noise(std::size_t{64} * 7, 1.0F, 5);
  const auto bias = noise(7, 1.0F, 6);
  std::vector<float> out(7);
  affine(x, weights, bias, out);
  for (std::size_t row = 0; row < out.size(); ++row) {
    double sum = bias[row];
    for (std::size_t i = 0; i < x.size(); ++i) {
      sum += double{weights[row * 64 + i]} * x[i];
    }
    ASSERT_NEAR(out[row], sum, 1e-5);
  }
}

// Every length, so that every tail of the blocks is met.
TEST(Attend, AsWrittenDown) {
  constexpr std::size_t stride = 3 * head_width;
  for (std::size_t length = 1; length <= 70; ++length) {
    const auto rows = noise(length * stride, 3.0F, static_cast<unsigned>(length));
    std::vector<float> room(attention_room(length));
    std::vector<float> out(length * head_width);
    attend({rows.data(), rows.data() + head_width, rows.data() + 2 * head_width, stride, length}, room, out.data(),
           head_width);
    for (std::size_t i = 0; i < length; ++i) {
      std::vector<double> weights(length);
      for (std::size_t j = 0; j < length; ++j) {
        double score = 0;
        for (std::size_t d = 0; d < head_width; ++d) {
          score += double{rows[i * stride + d]} * rows[j * stride + head_width + d];
        }
        weights[j] = score / std::sqrt(double{head_width});
      }
      const double top = *std::max_element(weights.begin(), weights.end());
      std::transform(weights.begin(), weights.end(), weights.begin(), [&](double w) { return std::exp(w - top); });
      const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
      for (std::size_t d = 0; d < head_width; ++d) {
        double mixed = 0;
        for (std::size_t j = 0; j < length; ++j) {
          mixed += weights[j] / total * rows[j * stride + 2 * head_width + d];
        }
        ASSERT_NEAR(out[i * head_width + d], mixed, 2e-5) << length << " pieces, row " << i;
      }
    }
  }
}

TEST(Matmul, SumsOfStepsAreExact) {
  constexpr std::size_t inputs = 384;
  constexpr std::size_t outputs = 96;
  std::mt19937 random(9);
  std::vector<std::int8_t> weights(inputs * outputs);
  std::vector<std::uint8_t> x(2 * tile_rows * inputs);
  // The extremes too: those are what 16-bit sums would not hold.
  for (std::int8_t& weight : weights) {
    weight =
        random() % 4U == 0 ? std::int8_t{127} : static_cast<std::int8_t>(static_cast<int>(random() % 255U) - 127);
  }
  for (std::uint8_t& step : x) {
    const auto highest = static_cast<unsigned>(highest_step());
    step = static_cast<std::uint8_t>(random() % 4U == 0 ? highest : random() % (highest + 1));
  }
  const Matmul product(weights, inputs, outputs);
  for (const std::size_t rows : {std::size_t{1}, std::size_t{16}, std::size_t{17}, std::size_t{40}, tile_rows}) {
    std::vector<std::int32_t> y(tile_rows * outputs);
    product.run(x, rows, y);
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t out = 0; out < outputs; ++out) {
        std::int32_t sum = 0;
        for (std::size_t i = 0; i < inputs; ++i) {
          sum += x[row * inputs + i] * weights[out * inputs + i];
        }
        ASSERT_EQ(y[row * outputs + out], sum) << rows << " rows, row " << row << ", output " << out;
      }
    }
  }
}

TEST(Matmul, FloatsOfARowAreTheSameAmongAnyOthers) {
  constexpr std::size_t inputs = 1536;
  constexpr std::size_t outputs = 384;
  const auto weights = noise(inputs * outputs, 1.0F, 10);
  const auto x = noise(2 * tile_rows * inputs, 1.0F, 11);
  const Matmul product(weights, inputs, outputs);
  std::vector<float> whole(tile_rows * outputs);
  product.run(x, tile_rows, whole);
  for (std::size_t row = 0; row < tile_rows; ++row) {
    std::vector<float> alone(tile_rows * outputs);
    product.run(std::span(x).subspan(row * inputs), 1, alone);
    ASSERT_TRUE(std::equal(alone.begin(), alone.begin() + outputs,
                           whole.begin() + static_cast<std::ptrdiff_t>(row * outputs)))
        << "row " << row;
  }
}

}  // namespace
}  // namespace detente::model
