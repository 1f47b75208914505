// The loops in which the encoder spends its time outside of matrix products. Each is compiled for several instruction
// sets and chosen when the program starts, so that one program runs on any x86-64. All work on one row or one
// sentence alone: no result depends on what is computed beside it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace detente::model {

// Vectors of this many floats are the loops' step: widths given to the kernels are multiples of it.
inline constexpr std::size_t lanes = 16;

constexpr std::size_t round_up(std::size_t n, std::size_t step) {
  return (n + step - 1) / step * step;
}

// How a row was rounded: value = (step − zero) · scale.
struct Steps {
  float scale = 1;
  std::int32_t zero = 0;
};

// Rounds a row to 0 … `highest` (127 or 255), its least value (or 0) at 0 and its greatest (or 0) at `highest`.
// x, out: [n].
Steps quantise(std::span<const float> x, std::int32_t highest, std::span<std::uint8_t> out);

// What a product of u8 steps and s8 weights stands for: out = (sums − zero · weight_sums) · scale · weight_scales +
// bias. All: [n].
void dequantise(std::span<const std::int32_t> sums, Steps steps, std::span<const std::int32_t> weight_sums,
                std::span<const float> weight_scales, std::span<const float> bias, std::span<float> out);

// x += y. Both: [n].
void add(std::span<float> x, std::span<const float> y);

// x = gelu(x) = x·Φ(x), within 1e-6 for |x| ≤ 10. x: [n].
void gelu(std::span<float> x);

// x = LayerNorm(x + y) · gain + bias. All: [n].
void add_and_normalise(std::span<float> x, std::span<const float> y, std::span<const float> gain,
                       std::span<const float> bias, float epsilon);

// out = x · weightsᵀ + bias. weights: [bias.size() × x.size()]; out: as long as bias, of any length.
void affine(std::span<const float> x, std::span<const float> weights, std::span<const float> bias,
            std::span<float> out);

// relu(a + b + c). All: [n].
void relu_of_sum(std::span<const float> a, std::span<const float> b, std::span<const float> c, std::span<float> out);

inline constexpr std::size_t head_width = 32;

// Floats that `attend` needs to work in, for a sentence of `length` pieces.
constexpr std::size_t attention_room(std::size_t length) {
  return (head_width + 8) * round_up(length, lanes);
}

// Softmax attention of one head over one sentence: out[i] = Σj softmax_j(q[i]·k[j] / √32) v[j].
// query, key, value: the head's first value in the sentence's first row, rows `stride` floats apart; out: likewise,
// `out_stride` apart. room: [attention_room(length)].
struct Head {
  const float* query = nullptr;
  const float* key = nullptr;
  const float* value = nullptr;
  std::size_t stride = 0;
  std::size_t length = 0;
};
void attend(const Head& head, std::span<float> room, float* out, std::size_t out_stride);

}  // namespace detente::model
