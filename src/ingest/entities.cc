#include "ingest/entities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace detente::ingest {

namespace {

struct Named {
  std::string_view name;
  std::string_view sign;
};

// Those that titles and names hold.
constexpr auto named = std::to_array<Named>(
    {{"amp", "&"},    {"quot", "\""}, {"apos", "'"},  {"lt", "<"},     {"gt", ">"},     {"nbsp", " "},
     {"lsquo", "‘"},  {"rsquo", "’"}, {"ldquo", "“"}, {"rdquo", "”"},  {"ndash", "–"},  {"mdash", "—"},
     {"hellip", "…"}, {"laquo", "«"}, {"raquo", "»"}, {"eacute", "é"}, {"egrave", "è"}, {"agrave", "à"},
     {"auml", "ä"},   {"ouml", "ö"},  {"uuml", "ü"},  {"szlig", "ß"},  {"ntilde", "ñ"}, {"ccedil", "ç"}});

void append_utf8(std::uint32_t code_point, std::string& out) {
  const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
  const auto tail = [&](unsigned shift) { byte(0x80U | ((code_point >> shift) & 0x3FU)); };
  if (code_point < 0x80U) {
    byte(code_point);
  } else if (code_point < 0x800U) {
    byte(0xC0U | (code_point >> 6U));
    tail(0);
  } else if (code_point < 0x10000U) {
    byte(0xE0U | (code_point >> 12U));
    tail(6);
    tail(0);
  } else {
    byte(0xF0U | (code_point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

// The sign for what stands between '&' and ';'.
std::optional<std::string> sign_of(std::string_view name) {
  if (!name.starts_with('#')) {
    const auto* const found =
        std::find_if(named.begin(), named.end(), [&](const Named& one) { return one.name == name; });
    return found == named.end() ? std::nullopt : std::optional(std::string(found->sign));
  }
  const bool hexadecimal = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
  const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
  std::uint32_t value = 0;
  constexpr int base_16 = 16;
  constexpr int base_10 = 10;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? base_16 : base_10);
  const bool surrogate = value >= 0xD800U && value <= 0xDFFFU;
  if (error != std::errc() || end != digits.data() + digits.size() || value < ' ' || value > 0x10FFFFU || surrogate) {
    return std::nullopt;
  }
  std::string sign;
  append_utf8(value, sign);
  return sign;
}

}  // namespace

std::string without_entities(std::string_view text) {
  constexpr std::size_t longest_name = 10;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '&') {
      const std::string_view ahead = text.substr(at + 1, longest_name);
      const std::size_t end = ahead.find(';');
      if (const auto sign = end == std::string_view::npos ? std::nullopt : sign_of(ahead.substr(0, end))) {
        out += *sign;
        at += end + 2;
        continue;
      }
    }
    out += text[at++];
  }
  return out;
}

}  // namespace detente::ingest
