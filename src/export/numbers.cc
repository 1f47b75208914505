#include "export/numbers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace detente::exports {

std::string decimal(double value, int digits) {
  if (!std::isfinite(value) || value == 0) {
    return "0";
  }
  // First the rounding (as %g does it), then the shortest plain form of what came out.
  std::array<char, 400> buffer{};
  char* const end = buffer.data() + buffer.size();
  char* last = std::to_chars(buffer.data(), end, value, std::chars_format::general, digits).ptr;
  double rounded = 0;
  std::from_chars(buffer.data(), last, rounded);
  last = std::to_chars(buffer.data(), end, rounded, std::chars_format::fixed).ptr;
  return {buffer.data(), last};
}

std::string grouped(double value, int digits) {
  std::string out = decimal(value, digits);
  const std::size_t first = out.front() == '-' ? 1 : 0;
  std::size_t at = std::min(out.find('.'), out.size());
  while (at > first + 3) {
    at -= 3;
    out.insert(at, 1, ',');
  }
  return out;
}

double rounded(double value) {
  constexpr double hundred = 100;
  return std::round(value * hundred) / hundred;
}

std::string readable(double value) {
  constexpr int most_digits = 15;
  constexpr int shown_digits = 4;
  constexpr double rounded_to_whole = 1000;
  const bool is_whole = std::abs(value) >= rounded_to_whole || value == std::round(value);
  return is_whole ? grouped(std::round(value), most_digits) : grouped(value, shown_digits);
}

}  // namespace detente::exports
