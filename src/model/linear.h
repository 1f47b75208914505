// Multinomial logistic regression over hashed sparse features: what the fast coder decides with.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detente/result.h"

namespace detente::model {

// A feature is a 32-bit hash of its template and its values; 0 is never used.
using Feature = std::uint32_t;
using Features = std::vector<Feature>;

// FNV-1a over the bytes of the word, for features.
std::uint32_t hash_word(std::string_view word);
// A template's number with one or two hashed values.
Feature feature(std::uint32_t name, std::uint32_t value, std::uint32_t other = 0);

// One row of weights for each feature, one column for each label; weights are 8-bit steps of one scale. Const and
// thread-safe.
class Linear {
 public:
  Linear() = default;
  // From fitted weights, row by row as `features` are; those nearer to zero than `smallest` count for nothing, and a
  // row without any other is left out.
  Linear(std::vector<std::string> labels, std::span<const Feature> features, std::span<const float> weights,
         float smallest);

  [[nodiscard]] const std::vector<std::string>& labels() const { return labels_; }
  [[nodiscard]] std::size_t rows() const { return used_; }

  // Probabilities of the labels, in their order; `out` has one place for each. Features without a row count for
  // nothing.
  void probabilities(std::span<const Feature> features, std::span<float> out) const;

  // Bytes: labels, scale, count of rows, then each row as its feature, a count, and that many pairs of a label and
  // its steps.
  void append_to(std::string& bytes) const;
  // Takes its bytes off the front. Error corrupt_data when they end early or say what append_to() does not write.
  static Result<Linear> take_from(std::string_view& bytes);

 private:
  struct Slot {
    Feature feature = 0;
    std::uint32_t row = 0;
  };

  void make_room(std::size_t rows);
  // The first slot to look in. By the feature's upper bits: rows come in the order of their features, and so fill the
  // slots from the first to the last, which the cache likes better than here and there.
  [[nodiscard]] std::size_t home_of(Feature feature) const { return feature >> home_shift_; }
  [[nodiscard]] std::span<std::int8_t> add_row(Feature feature);
  [[nodiscard]] const std::int8_t* find(Feature feature) const;

  std::vector<std::string> labels_;
  float scale_ = 1;
  int home_shift_ = 0;
  std::vector<Slot> slots_;  // open addressing, at most half full
  std::vector<std::int8_t> steps_;
  std::size_t used_ = 0;
};

}  // namespace detente::model
