// Whether one text has another's words in their order: sketches of runs of words, and the order of its content words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "story/words.h"

namespace detente::story {

// The smallest hashes of an article's runs of three words (bottom-k MinHash: Broder 1997; Cohen and Kaplan 2007).
// Below the smaller of two sketches' greatest hashes both hold all they have, so shares of what is common can be
// told there without bias, and also where one text is a small part of the other.
class Sketch {
 public:
  static constexpr std::size_t run = 3;
  static constexpr std::size_t most_hashes = 192;

  Sketch() = default;
  explicit Sketch(const std::vector<Occurrence>& words);
  // Sorted hashes, each once; all: there were no others.
  Sketch(std::vector<std::uint64_t> hashes, bool all) : hashes_(std::move(hashes)), all_(all) {}

  [[nodiscard]] const std::vector<std::uint64_t>& hashes() const { return hashes_; }
  [[nodiscard]] bool holds_all() const { return all_; }

  // The part of the smaller one's runs that stand in the other too, 0 to 1; 0 where too few can be compared.
  [[nodiscard]] double containment(const Sketch& other) const;

 private:
  struct Shared {
    std::size_t left = 0, right = 0, both = 0;
  };
  [[nodiscard]] Shared compare(const Sketch& other) const;
  [[nodiscard]] std::uint64_t horizon() const;

  std::vector<std::uint64_t> hashes_;
  bool all_ = true;
};

// The length of the longest common subsequence over the length of the shorter of two lists.
double order_kept(const std::vector<WordId>& left, const std::vector<WordId>& right);

}  // namespace detente::story
