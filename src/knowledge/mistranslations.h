// Words that machine translation put for others.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "detente/document.h"

namespace detente::knowledge {

// The rows of knowledge/mistranslations.tsv. Const and thread-safe; its rows' text must outlive it.
class Mistranslations {
 public:
  // `near` as the table has it: words parted by '|', "#", "Name-Name", or nothing.
  void add(std::string_view written, std::string_view meant, std::string_view near);

  [[nodiscard]] std::vector<Misword> in(const Document& document) const;

 private:
  struct Row {
    std::string_view meant;
    std::vector<std::string_view> near;
  };
  struct Place {
    TokenSpan sentence;
    std::uint32_t token = 0;
  };

  static bool stands_near(const Document& document, Place place, std::string_view condition);

  std::unordered_map<std::string_view, std::vector<Row>> rows_;  // by the word written, in small letters
};

}  // namespace detente::knowledge
