// How many sources there are that did not copy from each other.
#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace detente::story {

// Texts that are copies of one text are one source, and so are two texts of one publisher; a chain of both counts
// once.
class Sources {
 public:
  void add(const std::string& article, const std::string& copy_of, const std::string& publisher) {
    const std::string text = "text " + (copy_of.empty() ? article : copy_of);
    const std::string& root = root_of(text);
    if (!publisher.empty() && copy_of.empty()) {
      root_[root] = root_of("publisher " + publisher);
    }
  }

  [[nodiscard]] std::size_t count() const {
    std::size_t roots = 0;
    for (const auto& [one, above] : root_) {
      roots += static_cast<std::size_t>(one == above);
    }
    return roots;
  }

 private:
  const std::string& root_of(const std::string& one) {
    auto at = root_.emplace(one, one).first;
    while (at->second != at->first) {
      at = root_.find(at->second);
    }
    return at->first;
  }

  std::map<std::string, std::string> root_;  // of each text and publisher, itself where it is a root
};

}  // namespace detente::story
