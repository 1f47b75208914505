// Products of activations with fixed weights. The only file that knows oneDNN (2.6, as Debian 12 has it).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace detente::model {

// Rows that one product takes at most: large enough for oneDNN's full speed, small enough that what goes in and comes
// out stays in the second-level cache beside the weights.
inline constexpr std::size_t tile_rows = 64;
// Products are made for numbers of rows that are multiples of this; what lies behind the last real row is read and
// written, and its values do not matter.
inline constexpr std::size_t row_step = 8;

// The greatest step of a quantised activation that the processor multiplies exactly: 255 with VNNI. Without it pairs
// of products are added in 16 bits, which 127 · 127 · 2 fits and 255 · 127 · 2 does not.
std::int32_t highest_step();

// y = x · weightsᵀ for up to tile_rows rows. Weights are packed once, in the processor's own order. Const and
// thread-safe; works in the calling thread alone (on its first product, a thread sets OpenMP's threads to one for
// itself).
class Matmul {
 public:
  // weights: [outputs × inputs], row-major. Throws dnnl::error, a std::exception, when oneDNN cannot.
  Matmul(std::span<const float> weights, std::size_t inputs, std::size_t outputs);
  Matmul(std::span<const std::int8_t> weights, std::size_t inputs, std::size_t outputs);
  Matmul(Matmul&&) noexcept;
  Matmul& operator=(Matmul&&) noexcept;
  ~Matmul();

  [[nodiscard]] std::size_t inputs() const { return inputs_; }
  [[nodiscard]] std::size_t outputs() const { return outputs_; }

  // x: [rows' × inputs], y: [rows' × outputs], where rows' is `rows` rounded up to row_step. The kind of x has to be
  // that of the weights: u8 steps for s8 weights. Sums of steps are exact, and each row's floats are added up in the
  // same order whatever the rows beside it.
  void run(std::span<const float> x, std::size_t rows, std::span<float> y) const;
  void run(std::span<const std::uint8_t> x, std::size_t rows, std::span<std::int32_t> y) const;

 private:
  struct Plans;

  std::size_t inputs_ = 0;
  std::size_t outputs_ = 0;
  std::unique_ptr<Plans> plans_;
};

}  // namespace detente::model
