#include "story/sketch.h"

#include <algorithm>
#include <limits>

#include "knowledge/names.h"

namespace detente::story {

namespace {

// Fewer runs than these say nothing of a text.
constexpr std::size_t least_compared = 6;

// FNV-1a leaves the high bits of short words alike; this mixes them (finaliser of MurmurHash3, Appleby).
std::uint64_t mixed(std::uint64_t hash) {
  hash = (hash ^ (hash >> 33U)) * 0xFF51AFD7ED558CCDU;
  hash = (hash ^ (hash >> 33U)) * 0xC4CEB9FE1A85EC53U;
  return hash ^ (hash >> 33U);
}

}  // namespace

Sketch::Sketch(const std::vector<Occurrence>& words) {
  for (std::size_t i = 0; i + run <= words.size(); ++i) {
    std::uint64_t hash = knowledge::empty_name;
    for (std::size_t k = 0; k < run; ++k) {
      hash = knowledge::extended(hash, words[i + k].folded);
    }
    hashes_.push_back(mixed(hash));
  }
  std::sort(hashes_.begin(), hashes_.end());
  hashes_.erase(std::unique(hashes_.begin(), hashes_.end()), hashes_.end());
  if (hashes_.size() > most_hashes) {
    hashes_.resize(most_hashes);
    hashes_.shrink_to_fit();
    all_ = false;
  }
}

std::uint64_t Sketch::horizon() const {
  return all_ ? std::numeric_limits<std::uint64_t>::max() : hashes_.back();
}

Sketch::Shared Sketch::compare(const Sketch& other) const {
  const std::uint64_t limit = std::min(horizon(), other.horizon());
  const auto end = std::upper_bound(hashes_.begin(), hashes_.end(), limit);
  const auto other_end = std::upper_bound(other.hashes_.begin(), other.hashes_.end(), limit);
  Shared shared{static_cast<std::size_t>(end - hashes_.begin()),
                static_cast<std::size_t>(other_end - other.hashes_.begin()), 0};
  for (auto l = hashes_.begin(), r = other.hashes_.begin(); l != end && r != other_end;) {
    if (*l == *r) {
      ++shared.both;
      ++l;
      ++r;
    } else {
      ++(*l < *r ? l : r);
    }
  }
  return shared;
}

double Sketch::containment(const Sketch& other) const {
  const Shared shared = compare(other);
  const std::size_t smaller = std::min(shared.left, shared.right);
  return smaller < least_compared ? 0 : static_cast<double>(shared.both) / static_cast<double>(smaller);
}

double order_kept(const std::vector<WordId>& left, const std::vector<WordId>& right) {
  const std::size_t shorter = std::min(left.size(), right.size());
  if (shorter < least_compared) {
    return 0;
  }
  std::vector<std::uint16_t> row(right.size() + 1, 0);
  for (const WordId word : left) {
    std::uint16_t diagonal = 0;
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::uint16_t above = row[j + 1];
      row[j + 1] = word == right[j] ? static_cast<std::uint16_t>(diagonal + 1) : std::max(above, row[j]);
      diagonal = above;
    }
  }
  return static_cast<double>(row.back()) / static_cast<double>(shorter);
}

}  // namespace detente::story
