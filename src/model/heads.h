// What is read off the encoder's vectors: the heads of words and of spans, and the roles of words for a predicate
// (train/README.md, "Encoder" and "Decoding").
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/encoder.h"
#include "model/features.h"
#include "model/weights_file.h"

namespace detente::model {

inline constexpr std::size_t word_roles = 8;  // the values of Role, then a cue's speaker and its content
inline constexpr std::size_t speaker_role = 6;
inline constexpr std::size_t content_role = 7;

// Rows of probabilities, one a word.
struct Table {
  std::size_t columns = 0;
  std::vector<float> values;

  [[nodiscard]] std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
  [[nodiscard]] std::span<const float> row(std::size_t i) const {
    return std::span(values).subspan(i * columns, columns);
  }
  [[nodiscard]] float at(std::size_t row, std::size_t column) const { return values[row * columns + column]; }
};

// A sentence's word vectors: word i's is its first piece's.
class Words {
 public:
  // hidden_rows: the sentence's pieces, [pieces × hidden]; has to outlive it.
  Words(std::span<const float> hidden_rows, std::span<const std::uint32_t> first)
      : hidden_(hidden_rows), first_(first) {}

  [[nodiscard]] std::size_t size() const { return first_.size(); }
  [[nodiscard]] std::span<const float> vector(std::size_t word) const {
    return hidden_.subspan(first_[word] * hidden, hidden);
  }
  // The mean of the words' vectors.
  [[nodiscard]] std::array<float, hidden> mean(WordSpan span) const;

 private:
  std::span<const float> hidden_;
  std::span<const std::uint32_t> first_;
};

// Const and thread-safe. The weights file has to outlive it.
class Heads {
 public:
  // Throws UnfitWeights.
  explicit Heads(const WeightsFile& file, Arithmetic arithmetic = Arithmetic::as_stored);

  struct OfWords {
    Table trigger;    // none, then the types
    Table mention;    // O, B-actor, I-actor, B-place, I-place
    Table statement;  // (O, B, I) of cue, of content, of speaker
  };
  // Probabilities of every word; each softmax adds up to 1.
  [[nodiscard]] OfWords of_words(const Words& words) const;

  // Logits for a span's vector.
  [[nodiscard]] std::vector<float> status(std::span<const float> span) const { return status_.logits(span); }
  [[nodiscard]] std::vector<float> mode(std::span<const float> span) const { return mode_.logits(span); }
  [[nodiscard]] std::vector<float> sector(std::span<const float> span) const { return sector_.logits(span); }
  [[nodiscard]] float claimed(std::span<const float> span) const;  // a probability

  // For each predicate the probability of each word for each of word_roles.
  [[nodiscard]] std::vector<Table> roles(const Words& words, std::span<const WordSpan> predicates) const;

 private:
  struct Affine {
    std::span<const float> weights, bias;

    [[nodiscard]] std::vector<float> logits(std::span<const float> x) const;
  };
  static Affine affine_of(const WeightsFile& file, const std::string& name, std::size_t outputs, std::size_t inputs);

  Affine trigger_, mention_, statement_, status_, mode_, claimed_, sector_, role_;
  Dense predicate_, argument_;
  std::span<const float> distance_;
};

}  // namespace detente::model
