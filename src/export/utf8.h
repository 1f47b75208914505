// UTF-8, read strictly.
#pragma once

#include <cstddef>
#include <string_view>

namespace detente::exports {

struct CodePoint {
  char32_t value = 0xFFFD;
  std::size_t size = 1;  // bytes
  bool valid = false;
};

// The code point at byte `at`, which must exist. Bytes that begin none (overlong forms, surrogates and cut sequences
// included) are taken one by one, as invalid U+FFFD.
CodePoint code_point_at(std::string_view text, std::size_t at);

// The UTF-8 form of U+FFFD.
inline constexpr std::string_view replacement = "\xEF\xBF\xBD";

}  // namespace detente::exports
