// A table of words that is built when the program is compiled: one probe or two for a word, no memory of its own.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace detente::resolve {

constexpr std::uint32_t hash_of(std::string_view word) {
  std::uint32_t hash = 2166136261U;  // FNV-1a
  for (const char c : word) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  return hash ^ (hash >> 15U);
}

// A table with open addressing, filled when the program is compiled; at most a third of it is taken.
template <typename Entry, std::size_t count, std::size_t slots>
class WordTable {
 public:
  static_assert((slots & (slots - 1)) == 0 && slots >= 3 * count);

  constexpr explicit WordTable(const std::array<Entry, count>& entries) {
    for (const Entry& entry : entries) {
      std::size_t slot = hash_of(entry.word) % slots;
      while (!slots_[slot].word.empty()) {
        if (slots_[slot].word == entry.word) {
          throw "a word stands twice in the table";  // NOLINT: ends the compilation, never runs
        }
        slot = (slot + 1) % slots;
      }
      slots_[slot] = entry;
      longest_ = std::max(longest_, entry.word.size());
    }
  }

  // The word's entry; an empty one for a word that is not in the table.
  [[nodiscard]] constexpr const Entry& find(std::string_view word) const {
    if (word.empty() || word.size() > longest_) {
      return nothing_;
    }
    std::size_t slot = hash_of(word) % slots;
    while (!slots_[slot].word.empty() && slots_[slot].word != word) {
      slot = (slot + 1) % slots;
    }
    return slots_[slot];
  }

 private:
  std::array<Entry, slots> slots_{};
  Entry nothing_{};
  std::size_t longest_ = 0;
};

}  // namespace detente::resolve
