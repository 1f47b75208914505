// Numbers in digits and words: "100,000", "1.2 million", "3.5bn", "twenty-four", "three hundred and fifty",
// "half a million", "two and a half", "three dozen".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "detente/document.h"

namespace detente::resolve {

struct Number {
  double value = 0;
  std::uint32_t end = 0;   // the token after its last one
  bool in_digits = false;  // begins with digits
  bool article = false;    // its only number word is scaled by an article: "a hundred", "a dozen"
};

// The number that begins at token `at` and ends before `end`. A lone "a" or "an" is none; ordinals are none.
std::optional<Number> read_number(const Document& document, std::uint32_t at, std::uint32_t end);

// "2022", "07", "100,000", "4.5": a token of digits with at most separators of thousands or a decimal point.
std::optional<double> read_digits(std::string_view word);

// "dozens" 12, "scores" 20, "hundreds", "thousands", "millions" …: the size of one, 0 for other words.
double size_of_plural(std::string_view lower_word);

// Writes the ASCII lower case of `word` to `buffer` and returns it; empty when it does not fit.
template <std::size_t size>
std::string_view lower_case(std::string_view word, char (&buffer)[size]) {  // NOLINT(modernize-avoid-c-arrays)
  if (word.size() > size) {
    return {};
  }
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    buffer[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  return {buffer, word.size()};
}

}  // namespace detente::resolve
