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

// One row of weights for each feature, one column for each label. Const and thread-safe.
class Linear {
 public:
  Linear() = default;
  explicit Linear(std::vector<std::string> labels) : labels_(std::move(labels)) {}

  [[nodiscard]] const std::vector<std::string>& labels() const { return labels_; }
  [[nodiscard]] std::size_t rows() const { return used_; }

  // Probabilities of the labels, in their order; `out` has one place for each. Features that were not seen in
  // training count for nothing.
  void probabilities(std::span<const Feature> features, std::span<float> out) const;

  // For the trainer: the row of a feature, made when it is new.
  std::size_t add_row(Feature feature);
  [[nodiscard]] float weight(std::size_t row, std::size_t label) const { return weights_[row * labels_.size() + label]; }
  void set_weight(std::size_t row, std::size_t label, float value) { weights_[row * labels_.size() + label] = value; }

  // Bytes: labels, scale, count of rows, then each row as its feature, a count, and that many pairs of a label and an
  // 8-bit weight. Weights below `smallest` are left out.
  void append_to(std::string& bytes, float smallest) const;
  // Takes its bytes off the front. Error corrupt_data when they end early.
  static Result<Linear> take_from(std::string_view& bytes);

 private:
  [[nodiscard]] const float* find(Feature feature) const;
  void grow(std::size_t slots);

  struct Slot {
    Feature feature = 0;
    std::uint32_t row = 0;
  };
  std::vector<std::string> labels_;
  std::vector<Slot> slots_;  // open addressing, at most half full
  std::vector<float> weights_;
  std::size_t used_ = 0;
};

}  // namespace detente::model
