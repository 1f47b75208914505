#include "model/kernels.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <utility>

// Every kernel is compiled three times (target_clones) and the loader picks the best one the processor runs. What
// they call is always inlined, for it has to be compiled for the same processor.

namespace detente::model {

namespace {

// The compiler turns these into whatever vectors the processor has.
using Floats = float __attribute__((vector_size(lanes * sizeof(float))));
using Ints = std::int32_t __attribute__((vector_size(lanes * sizeof(std::int32_t))));
using Bytes = std::uint8_t __attribute__((vector_size(lanes)));
using Half = float __attribute__((vector_size(lanes * sizeof(float) / 2)));
using Quarter = float __attribute__((vector_size(lanes * sizeof(float) / 4)));

constexpr std::size_t queries = 8;  // attended to at once

template <typename Vector = Floats, typename Value>
[[gnu::always_inline]] inline Vector load(const Value* from) {
  static_assert(sizeof(Vector) == lanes * sizeof(Value));
  Vector vector;
  std::memcpy(&vector, from, sizeof(Vector));
  return vector;
}

template <typename Value, typename Vector>
[[gnu::always_inline]] inline void store(const Vector& vector, Value* to) {
  static_assert(sizeof(Vector) == lanes * sizeof(Value));
  std::memcpy(to, &vector, sizeof(Vector));
}

[[gnu::always_inline]] inline Floats all(float value) {
  return Floats{} + value;
}

[[gnu::always_inline]] inline Floats least(const Floats& a, const Floats& b) {
  return a < b ? a : b;
}

[[gnu::always_inline]] inline Floats greatest(const Floats& a, const Floats& b) {
  return a > b ? a : b;
}

[[gnu::always_inline]] inline Half low_half(const Floats& v) {
  return __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7);
}
[[gnu::always_inline]] inline Half high_half(const Floats& v) {
  return __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15);
}
[[gnu::always_inline]] inline Quarter low_quarter(const Half& v) {
  return __builtin_shufflevector(v, v, 0, 1, 2, 3);
}
[[gnu::always_inline]] inline Quarter high_quarter(const Half& v) {
  return __builtin_shufflevector(v, v, 4, 5, 6, 7);
}

// Halves folded onto each other: the same order of additions on every processor.
[[gnu::always_inline]] inline float sum(const Floats& vector) {
  const Half half = low_half(vector) + high_half(vector);
  const Quarter quarter = low_quarter(half) + high_quarter(half);
  return (quarter[0] + quarter[2]) + (quarter[1] + quarter[3]);
}

[[gnu::always_inline]] inline float greatest_of(const Floats& vector) {
  const Half a = low_half(vector);
  const Half b = high_half(vector);
  const Half half = a > b ? a : b;
  const Quarter c = low_quarter(half);
  const Quarter d = high_quarter(half);
  const Quarter quarter = c > d ? c : d;
  return std::max(std::max(quarter[0], quarter[2]), std::max(quarter[1], quarter[3]));
}

[[gnu::always_inline]] inline float least_of(const Floats& vector) {
  return -greatest_of(-vector);
}

// e^x for x ≤ 0, within 2e-7 of it. x = (n + f)·ln 2 with n whole and |f| ≤ ½; 2^f by its series, 2^n by the
// exponent.
[[gnu::always_inline]] inline Floats exponential(const Floats& x) {
  constexpr float log2e = 1.44269504F;
  constexpr float rounder = 12582912.0F;  // 1.5·2^23: what is added to it loses its fraction
  const Floats t = greatest(x * log2e, all(-126.0F));
  const Floats whole = (t + rounder) - rounder;
  const Floats f = t - whole;
  Floats power = all(1.5403530e-4F);
  power = power * f + 1.3333558e-3F;
  power = power * f + 9.6181291e-3F;
  power = power * f + 5.5504109e-2F;
  power = power * f + 2.4022651e-1F;
  power = power * f + 6.9314718e-1F;
  power = power * f + 1.0F;
  const Ints exponent = (__builtin_convertvector(whole, Ints) + 127) << 23;
  return power * std::bit_cast<Floats>(exponent);
}

// Φ(x) = ½ + x·P(s), s = 2x²/reach² − 1: a minimax fit over |x| ≤ reach, beyond which Φ is 0 or 1 in float.
constexpr float gelu_reach = 5.3F;
constexpr std::array<float, 14> gelu_polynomial{
    0.13339257F,    -0.06651824F, 0.049263392F,   -0.039598208F, 0.032097079F,   -0.025208008F, 0.018784821F,
    -0.0135548692F, 0.00934535F,  -0.0051266113F, 0.0021911757F, -0.0017660088F, 0.001565584F,  -0.00052841954F};

[[gnu::always_inline]] inline Floats normal_distribution(const Floats& x) {
  const Floats near = greatest(least(x, all(gelu_reach)), all(-gelu_reach));
  const Floats s = near * near * (2.0F / (gelu_reach * gelu_reach)) - 1.0F;
  Floats p = all(gelu_polynomial.back());
  for (std::size_t i = gelu_polynomial.size() - 1; i-- > 0;) {
    p = p * s + gelu_polynomial[i];
  }
  return greatest(least(near * p + 0.5F, all(1.0F)), Floats{});
}

// What two rows at a distance of `distance` (8, 4, 2 or 1) become when they trade every other run of that many
// floats: the first one's runs at even places beside the second one's, and those at odd places.
template <std::size_t distance, std::size_t... at>
[[gnu::always_inline]] inline void trade(Floats& a, Floats& b, std::index_sequence<at...> /*lanes*/) {
  const Floats even = __builtin_shufflevector(a, b, ((at & distance) == 0 ? at : lanes + at - distance)...);
  b = __builtin_shufflevector(a, b, ((at & distance) == 0 ? at + distance : lanes + at)...);
  a = even;
}

template <std::size_t distance>
[[gnu::always_inline]] inline void trade_all(Floats* rows) {
  for (std::size_t i = 0; i < lanes; ++i) {
    if ((i & distance) == 0) {
      trade<distance>(rows[i], rows[i + distance], std::make_index_sequence<lanes>());
    }
  }
}

// The keys as [head_width × padded length], so that one vector holds one dimension of `lanes` keys; 0 where there are
// none. Blocks of `lanes` × `lanes` are turned in four steps, of halves, quarters, pairs and single floats.
[[gnu::always_inline]] inline void turn_keys(const Head& head, std::size_t padded, float* keys) {
  for (std::size_t j = 0; j < padded; j += lanes) {
    for (std::size_t d = 0; d < head_width; d += lanes) {
      // In a std::array the vector type would lose its attributes.
      Floats block[lanes];  // NOLINT(modernize-avoid-c-arrays)
      for (std::size_t i = 0; i < lanes; ++i) {
        block[i] = j + i < head.length ? load(head.key + (j + i) * head.stride + d) : Floats{};
      }
      trade_all<8>(block);
      trade_all<4>(block);
      trade_all<2>(block);
      trade_all<1>(block);
      for (std::size_t i = 0; i < lanes; ++i) {
        store(block[i], keys + (d + i) * padded + j);
      }
    }
  }
}

// What no score is below: where there is no key.
constexpr float no_score = -1e30F;

// `vector` with no_score from the lane `end` on.
[[gnu::always_inline]] inline Floats only_before(std::size_t end, const Floats& vector) {
  constexpr Ints numbers{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return numbers < static_cast<std::int32_t>(end) ? vector : all(no_score);
}

// scores[i][j] = q[i]·k[j] for `queries` rows of q, and of each row the greatest; rows past the sentence's end repeat
// its last one.
[[gnu::always_inline]] inline void score(const Head& head, std::size_t first, std::size_t padded, const float* keys,
                                         float* scores, std::array<float, queries>& top) {
  std::array<const float*, queries> rows;
  for (std::size_t i = 0; i < queries; ++i) {
    rows[i] = head.query + std::min(first + i, head.length - 1) * head.stride;
  }
  Floats highest[queries];  // NOLINT(modernize-avoid-c-arrays)
  for (Floats& vector : highest) {
    vector = all(no_score);
  }
  for (std::size_t j = 0; j < padded; j += lanes) {
    Floats sums[queries]{};  // NOLINT(modernize-avoid-c-arrays)
    for (std::size_t d = 0; d < head_width; ++d) {
      const Floats key = load(keys + d * padded + j);
      for (std::size_t i = 0; i < queries; ++i) {
        sums[i] += key * rows[i][d];
      }
    }
    for (std::size_t i = 0; i < queries; ++i) {
      const Floats known = only_before(head.length - j, sums[i]);
      highest[i] = greatest(highest[i], known);
      store(known, scores + i * padded + j);
    }
  }
  for (std::size_t i = 0; i < queries; ++i) {
    top[i] = greatest_of(highest[i]);
  }
}

// e^(score / √head_width) of `queries` rows, against the greatest of each; 0 where there is no key. Gives 1 / their
// sums.
[[gnu::always_inline]] inline std::array<float, queries> soften(float* scores, std::size_t padded,
                                                                const std::array<float, queries>& top) {
  constexpr float scale = 0.17677669529663687F;  // 1 / √32
  Floats totals[queries]{};                      // NOLINT(modernize-avoid-c-arrays)
  for (std::size_t j = 0; j < padded; j += lanes) {
    for (std::size_t i = 0; i < queries; ++i) {
      float* const at = scores + i * padded + j;
      const Floats weight = exponential((load(at) - top[i]) * scale);
      totals[i] += weight;
      store(weight, at);
    }
  }
  std::array<float, queries> factors;
  for (std::size_t i = 0; i < queries; ++i) {
    factors[i] = 1.0F / sum(totals[i]);
  }
  return factors;
}

// out[i] = factors[i] · Σj weights[i][j]·v[j] for up to four rows.
[[gnu::always_inline]] inline void mix_values(const Head& head, const float* weights, const float* factors,
                                              std::size_t padded, std::size_t rows, float* out,
                                              std::size_t out_stride) {
  constexpr std::size_t most = 4;
  Floats low[most]{};   // NOLINT(modernize-avoid-c-arrays)
  Floats high[most]{};  // NOLINT(modernize-avoid-c-arrays)
  for (std::size_t j = 0; j < head.length; ++j) {
    const Floats left = load(head.value + j * head.stride);
    const Floats right = load(head.value + j * head.stride + lanes);
    for (std::size_t i = 0; i < most; ++i) {
      low[i] += left * weights[i * padded + j];
      high[i] += right * weights[i * padded + j];
    }
  }
  for (std::size_t i = 0; i < rows; ++i) {
    store(low[i] * factors[i], out + i * out_stride);
    store(high[i] * factors[i], out + i * out_stride + lanes);
  }
}

}  // namespace

[[gnu::target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")]] Steps quantise(std::span<const float> x,
                                                                                     std::int32_t highest,
                                                                                     std::span<std::uint8_t> out) {
  assert(x.size() % lanes == 0 && out.size() == x.size());
  Floats lowest{};
  Floats top{};
  for (std::size_t i = 0; i < x.size(); i += lanes) {
    const Floats values = load(x.data() + i);
    lowest = least(lowest, values);
    top = greatest(top, values);
  }
  const float least_value = least_of(lowest);
  const float range = greatest_of(top) - least_value;
  const auto most = static_cast<float>(highest);
  const float scale = range > 0 ? range / most : 1.0F;
  const float inverse = 1.0F / scale;
  const auto zero = static_cast<std::int32_t>(std::lround(-least_value * inverse));
  const float shift = static_cast<float>(zero) + 0.5F;
  for (std::size_t i = 0; i < x.size(); i += lanes) {
    const Floats step = greatest(least(load(x.data() + i) * inverse + shift, all(most)), Floats{});
    store(__builtin_convertvector(__builtin_convertvector(step, Ints), Bytes), out.data() + i);
  }
  return {scale, zero};
}

[[gnu::target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")]] void dequantise(
    std::span<const std::int32_t> sums, Steps steps, std::span<const std::int32_t> weight_sums,
    std::span<const float> weight_scales, std::span<const float> bias, std::span<float> out) {
  const std::size_t n = out.size();
  assert(n % lanes == 0 && sums.size() == n && weight_sums.size() == n && weight_scales.size() == n &&
         bias.size() == n);
  for (std::size_t i = 0; i < n; i += lanes) {
    const Ints whole = load<Ints>(sums.data() + i) - load<Ints>(weight_sums.data() + i) * steps.zero;
    const Floats value = __builtin_convertvector(whole, Floats) * (load(weight_scales.data() + i) * steps.scale);
    store(value + load(bias.data() + i), out.data() + i);
  }
}

[[gnu::target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")]] void add(std::span<float> x,
                                                                               std::span<const float> y) {
  assert(x.size() % lanes == 0 && y.size() == x.size());
  for (std::size_t i = 0; i < x.size(); i += lanes) {
    store(load(x.data() + i) + load(y.data() + i), x.data() + i);
  }
}

[[gnu::target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")]] void gelu(std::span<float> x) {
  assert(x.size() % lanes == 0);
  for (std::size_t i = 0; i < x.size(); i += lanes) {
    const Floats values = load(x.data() + i);
    store(values * normal_distribution(values), x.data() + i);
  }
}

[[gnu::target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")]] void add_and_normalise(
    std::span<float> x, std::span<const float> y, std::span<const float> gain, std::span<const float> bias,
    float epsilon) {
  const std::size_t n = x.size();
  assert(n > 0 && n % lanes == 0 && y.size() == n && gain.size() == n && bias.size() == n);
  Floats total{};
  for (std::size_t i = 0; i < n; i += lanes) {
    const Floats value = load(x.data() + i) + load(y.data() + i);
    total += value;
    store(value, x.data() + i);
  }
  const float mean = sum(total) / static_cast<float>(n);
  Floats squares{};
  for (std::size_t i = 0; i < n; i += lanes) {
    const Floats away = load(x.data() + i) - mean;
    squares += away * away;
  }
  const float factor = 1.0F / std::sqrt(sum(squares) / static_cast<float>(n) + epsilon);
  for (std::size_t i = 0; i < n; i += lanes) {
    const Floats away = (load(x.data() + i) - mean) * factor;
    store(away * load(gain.data() + i) + load(bias.data() + i), x.data() + i);
  }
}

[[gnu::target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")]] void affine(std::span<const float> x,
                                                                                  std::span<const float> weights,
                                                                                  std::span<const float> bias,
                                                                                  std::span<float> out) {
  const std::size_t n = x.size();
  assert(n % lanes == 0 && bias.size() == out.size() && weights.size() == n * out.size());
  for (std::size_t row = 0; row < out.size(); ++row) {
    const float* w = weights.data() + row * n;
    Floats total{};
    for (std::size_t i = 0; i < n; i += lanes) {
      total += load(w + i) * load(x.data() + i);
    }
    out[row] = sum(total) + bias[row];
  }
}

[[gnu::target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")]] void relu_of_sum(std::span<const float> a,
                                                                                       std::span<const float> b,
                                                                                       std::span<const float> c,
                                                                                       std::span<float> out) {
  const std::size_t n = out.size();
  assert(n % lanes == 0 && a.size() == n && b.size() == n && c.size() == n);
  for (std::size_t i = 0; i < n; i += lanes) {
    store(greatest(load(a.data() + i) + load(b.data() + i) + load(c.data() + i), Floats{}), out.data() + i);
  }
}

[[gnu::target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")]] void attend(const Head& head,
                                                                                  std::span<float> room, float* out,
                                                                                  std::size_t out_stride) {
  assert(head.length > 0 && room.size() >= attention_room(head.length));
  const std::size_t padded = round_up(head.length, lanes);
  float* const keys = room.data();
  float* const scores = keys + head_width * padded;
  turn_keys(head, padded, keys);
  for (std::size_t first = 0; first < head.length; first += queries) {
    std::array<float, queries> top;
    score(head, first, padded, keys, scores, top);
    const auto factors = soften(scores, padded, top);
    for (std::size_t i = 0; i < queries && first + i < head.length; i += 4) {
      const std::size_t rows = std::min<std::size_t>(4, head.length - first - i);
      mix_values(head, scores + i * padded, factors.data() + i, padded, rows, out + (first + i) * out_stride,
                 out_stride);
    }
  }
}

}  // namespace detente::model
