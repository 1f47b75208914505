#include "export/utf8.h"

#include <cstdint>

namespace detente::exports {

namespace {

struct Lead {
  std::size_t size = 0;   // 0: begins no code point
  char32_t bits = 0;      // of the code point, in the lead byte
  char32_t smallest = 0;  // below it the form is overlong
};

Lead lead_of(std::uint8_t byte) {
  if (byte < 0x80) {
    return {1, byte, 0};
  }
  if (byte >= 0xC2 && byte < 0xE0) {
    return {2, byte & 0x1FU, 0x80};
  }
  if (byte >= 0xE0 && byte < 0xF0) {
    return {3, byte & 0x0FU, 0x800};
  }
  if (byte >= 0xF0 && byte < 0xF5) {
    return {4, byte & 0x07U, 0x10000};
  }
  return {};
}

bool is_scalar(char32_t value) {
  return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const Lead lead = lead_of(static_cast<std::uint8_t>(text[at]));
  if (lead.size == 0 || at + lead.size > text.size()) {
    return {};
  }
  char32_t value = lead.bits;
  for (std::size_t i = 1; i < lead.size; ++i) {
    const auto byte = static_cast<std::uint8_t>(text[at + i]);
    if ((byte & 0xC0U) != 0x80U) {
      return {};
    }
    value = (value << 6U) | (byte & 0x3FU);
  }
  if (value < lead.smallest || !is_scalar(value)) {
    return {};
  }
  return {value, lead.size, true};
}

}  // namespace detente::exports
