// Code points of UTF-8 text and the character classes that the cutting rules speak of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace detente::text {

// What the token rule tells apart. `\d` is `digit`, `[^\W_]` is `letter` or `digit` or `numeral`.
enum class CharacterClass : std::uint8_t {
  other,
  letter,   // Unicode L*
  digit,    // Nd
  numeral,  // other numbers: "²", "½", "Ⅳ" (Nl, No)
  space,    // White_Space
};

struct CodePoint {
  char32_t value = 0;
  std::uint32_t size = 0;  // bytes; 0 only past the end
};

// The code point at byte `at`; U+FFFD of one byte where the bytes are no UTF-8.
CodePoint code_point_at(std::string_view text, std::size_t at);

// The code point that ends before byte `at`.
CodePoint code_point_before(std::string_view text, std::size_t at);

CharacterClass class_of(char32_t value);

inline bool is_word(CharacterClass value) {
  return value == CharacterClass::letter || value == CharacterClass::digit || value == CharacterClass::numeral;
}
inline bool is_space(char32_t value) {
  return class_of(value) == CharacterClass::space;
}

bool is_upper(char32_t value);  // title case too
bool is_lower(char32_t value);

}  // namespace detente::text
