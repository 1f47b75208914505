// How a line is set: its words, their capitals, the marks at its ends. Letters above ASCII count as small unless
// they are capitals of Latin, Greek or Cyrillic.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace detente::ingest {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string lower_ascii(std::string_view text);

// Without white space at either end: blanks, line ends, U+00A0, U+FEFF.
std::string_view trimmed(std::string_view text);

// Cut at white space, or at these characters; nothing empty.
std::vector<std::string_view> split_words(std::string_view text, std::string_view separators = " \t\r\n\v\f");

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

template <std::size_t n>
bool has_one_of(const std::array<std::string_view, n>& parts, std::string_view text) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

std::size_t count_code_points(std::string_view text);

// Whether the first letter is a capital; marks before it are passed over.
bool begins_with_capital(std::string_view word);
bool begins_with_small(std::string_view word);

// At least two letters and all of them capitals.
bool is_all_capitals(std::string_view word);

bool has_letter(std::string_view text);

// Case-insensitive in ASCII; `lower` is in small letters.
bool starts_with_lower(std::string_view text, std::string_view lower);
bool contains_lower(std::string_view text, std::string_view lower);

// The last code point that is no closing quotation mark or bracket, as text; empty when there is none.
std::string_view last_mark(std::string_view text);

// Ends as a sentence does: . ! ? … behind closing marks, if any.
bool ends_as_sentence(std::string_view text);

// The dash that `text` begins with ("-", "--", "–", "—"), or nothing.
std::string_view leading_dash(std::string_view text);

}  // namespace detente::ingest
