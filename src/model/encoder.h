// The encoder: wordpieces → vectors (train/README.md, "Encoder"). MiniLM's six layers with an embedding of letter
// case.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/kernels.h"
#include "model/matmul.h"
#include "model/weights_file.h"
#include "model/wordpiece.h"

namespace detente::model {

inline constexpr std::size_t hidden = 384;

// How products are computed. An int8 file can be read in f32 too: the same weights, activations not rounded.
enum class Arithmetic : std::uint8_t { as_stored, f32 };

// Rows of activations as products want them: floats, or u8 steps with a scale and zero of each row.
class Rows {
 public:
  Rows(std::size_t width, bool int8) : width_(width), int8_(int8) {}

  // Room for `rows` rows, and for what a product reads behind the last one.
  void resize(std::size_t rows);
  // Takes in a row. x: [width].
  void set(std::size_t row, std::span<const float> x);

  [[nodiscard]] std::span<const float> floats(std::size_t first) const;
  [[nodiscard]] std::span<const std::uint8_t> steps(std::size_t first) const;
  [[nodiscard]] Steps steps_of(std::size_t row) const { return row_steps_[row]; }

 private:
  std::size_t width_;
  bool int8_;
  std::vector<float> floats_;
  std::vector<std::uint8_t> steps_;
  std::vector<Steps> row_steps_;
};

// Where a product leaves its sums before they become floats: one a thread.
struct Sums {
  std::vector<std::int32_t> whole;  // [tile_rows × outputs], as are
  std::vector<float> floats;
  std::vector<float> row;  // [outputs]
};

// y = x · weightsᵀ + bias, in f32 or in int8. Const and thread-safe.
class Dense {
 public:
  // The layers of these names stacked by their outputs. All read the same `inputs`; each gives `outputs`.
  // Throws UnfitWeights.
  Dense(const WeightsFile& file, const std::vector<std::string>& names, std::size_t inputs, std::size_t outputs,
        Arithmetic arithmetic);

  [[nodiscard]] std::size_t outputs() const { return bias_.size(); }
  [[nodiscard]] bool is_int8() const { return !scale_.empty(); }

  // For each of the rows `first` … `first + count` of x, at most tile_rows: finish(row, y), y: [outputs], which it
  // may write to. x may take in new rows of these numbers meanwhile.
  template <typename Finish>
  void apply(const Rows& x, std::size_t first, std::size_t count, Sums& sums, Finish&& finish) const {
    multiply(x, first, count, sums);
    for (std::size_t i = 0; i < count; ++i) {
      const auto y = std::span(sums.row).first(outputs());
      write_result(i, x.steps_of(first + i), sums, y);
      finish(first + i, y);
    }
  }

  // The results of these rows, into the rows of the same numbers of y: [rows × outputs].
  void apply_into(const Rows& x, std::size_t first, std::size_t count, Sums& sums, std::span<float> y) const;

 private:
  void multiply(const Rows& x, std::size_t first, std::size_t count, Sums& sums) const;
  void write_result(std::size_t row, Steps steps, const Sums& sums, std::span<float> y) const;

  std::unique_ptr<Matmul> product_;
  std::vector<float> bias_;
  std::vector<float> scale_;               // of each output's weights
  std::vector<std::int32_t> weight_sums_;  // of each output
};

// A sentence as the encoder reads it, [CLS] and [SEP] included.
struct Pieces {
  std::vector<PieceId> ids;
  std::vector<LetterCase> cases;     // of each piece
  std::vector<std::uint32_t> first;  // of each word: its first piece
};

// Const and thread-safe; keeps room to work in for each thread that calls it.
class Encoder {
 public:
  // The file has to outlive it. Throws UnfitWeights.
  explicit Encoder(const WeightsFile& file, Arithmetic arithmetic = Arithmetic::as_stored);

  // The vectors of all pieces of all sentences, one after the other: out[i] of [pieces × hidden]. A sentence has 1 to
  // `most_pieces` pieces. Its vectors are the same, bit by bit, whatever the other sentences.
  void encode(std::span<const Pieces* const> sentences, std::vector<float>& out) const;

  [[nodiscard]] std::size_t most_pieces() const { return most_pieces_; }
  [[nodiscard]] bool is_int8() const { return layers_.front().query_key_value.is_int8(); }

 private:
  struct Layer {
    Dense query_key_value, attention_out, inner, inner_out;
    std::span<const float> attention_gain, attention_bias, inner_gain, inner_bias;
  };
  struct Workspace;

  static Layer layer(const WeightsFile& file, std::size_t number, Arithmetic arithmetic);
  void embed(const Pieces& sentence, std::span<float> out) const;
  void attend_all(std::span<const Pieces* const> sentences, Workspace& work) const;
  void run(const Layer& layer, std::span<const Pieces* const> sentences, std::span<float> x, Workspace& work) const;

  Matrix word_, position_;
  std::span<const float> case_, gain_, bias_;
  float epsilon_ = 0;
  std::size_t most_pieces_ = 0;
  std::vector<Layer> layers_;
};

}  // namespace detente::model
