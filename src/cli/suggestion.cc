#include "cli/suggestion.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace detente::cli {

namespace {

// Letters to insert, remove or replace (Levenshtein 1966), one row of the table at a time.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string closest(std::string_view word, const std::vector<std::string>& known) {
  const std::size_t most = std::max<std::size_t>(2, word.size() / 3);  // 2: two letters changed places
  std::string best;
  std::size_t best_distance = most + 1;
  for (const std::string& candidate : known) {
    const std::size_t found = distance(word, candidate);
    if (found < best_distance) {
      best_distance = found;
      best = candidate;
    }
  }
  return best;
}

}  // namespace detente::cli
