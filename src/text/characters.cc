#include "text/characters.h"

#include <unicode/uchar.h>

#include <array>

namespace detente::text {

namespace {

constexpr char32_t replacement = 0xFFFD;

constexpr CharacterClass ascii_class(unsigned value) {
  if ((value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z')) {
    return CharacterClass::letter;
  }
  if (value >= '0' && value <= '9') {
    return CharacterClass::digit;
  }
  if (value == ' ' || (value >= '\t' && value <= '\r')) {
    return CharacterClass::space;
  }
  return CharacterClass::other;
}

constexpr std::array<CharacterClass, 128> ascii_classes = [] {
  std::array<CharacterClass, 128> classes{};
  for (unsigned i = 0; i < classes.size(); ++i) {
    classes[i] = ascii_class(i);
  }
  return classes;
}();

bool is_trail(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::uint32_t size_by_lead(unsigned char lead) {
  if (lead < 0x80U) {
    return 1;
  }
  if (lead >= 0xC2U && lead <= 0xDFU) {
    return 2;
  }
  if (lead >= 0xE0U && lead <= 0xEFU) {
    return 3;
  }
  return lead >= 0xF0U && lead <= 0xF4U ? 4 : 0;
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) {
    return {};
  }
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::uint32_t size = size_by_lead(lead);
  if (size == 1) {
    return {lead, 1};
  }
  if (size == 0 || at + size > text.size()) {
    return {replacement, 1};
  }
  char32_t value = lead & (0x7FU >> size);
  for (std::uint32_t i = 1; i < size; ++i) {
    if (!is_trail(text[at + i])) {
      return {replacement, 1};
    }
    value = (value << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  return {value, size};
}

CodePoint code_point_before(std::string_view text, std::size_t at) {
  if (at == 0 || at > text.size()) {
    return {};
  }
  std::size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && is_trail(text[begin])) {
    --begin;
  }
  const CodePoint found = code_point_at(text, begin);
  return begin + found.size == at ? found : CodePoint{replacement, 1};
}

CharacterClass class_of(char32_t value) {
  if (value < ascii_classes.size()) {
    return ascii_classes[value];
  }
  const auto code = static_cast<UChar32>(value);
  const auto mask = U_MASK(u_charType(code));
  if ((mask & U_GC_L_MASK) != 0) {
    return CharacterClass::letter;
  }
  if ((mask & U_GC_ND_MASK) != 0) {
    return CharacterClass::digit;
  }
  if ((mask & U_GC_N_MASK) != 0) {
    return CharacterClass::numeral;
  }
  return u_isUWhiteSpace(code) != 0 ? CharacterClass::space : CharacterClass::other;
}

bool is_upper(char32_t value) {
  if (value < ascii_classes.size()) {
    return value >= 'A' && value <= 'Z';
  }
  const auto code = static_cast<UChar32>(value);
  return u_isupper(code) != 0 || u_istitle(code) != 0;
}

bool is_lower(char32_t value) {
  if (value < ascii_classes.size()) {
    return value >= 'a' && value <= 'z';
  }
  return u_islower(static_cast<UChar32>(value)) != 0;
}

}  // namespace detente::text
