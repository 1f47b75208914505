#include "export/display.h"

#include <unicode/uchar.h>

#include <limits>

#include "export/export.h"
#include "export/utf8.h"

namespace detente::exports {

namespace {

constexpr std::string_view ellipsis = "…";
constexpr char32_t soft_hyphen = 0xAD;

UChar32 icu(char32_t value) {
  return static_cast<UChar32>(value);
}

bool is_invisible(char32_t value) {
  const int type = u_charType(icu(value));
  const bool joins_syllable = value >= 0x1160 && value <= 0x11FF;  // Hangul vowels and finals
  return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR || joins_syllable;
}

std::size_t width_of(char32_t value) {
  if (value < 0x7F) {
    return value < 0x20 ? 0 : 1;
  }
  if (is_invisible(value)) {
    return 0;
  }
  const int width = u_getIntPropertyValue(icu(value), UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

// Bytes at the beginning of `text` that fit into `width` columns, marks of the last character included.
std::size_t bytes_within(std::string_view text, std::size_t width) {
  std::size_t used = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const CodePoint next = code_point_at(text, at);
    used += width_of(next.value);
    if (used > width) {
      break;
    }
    at += next.size;
  }
  return at;
}

std::string_view without_trailing_spaces(std::string_view text) {
  const std::size_t last = text.find_last_not_of(' ');
  return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

// Bytes of the line that `text` begins with when it is broken to `width` columns; at least one code point.
std::size_t line_bytes(std::string_view text, std::size_t width) {
  const std::size_t fitting = bytes_within(text, width);
  if (fitting == text.size()) {
    return fitting;
  }
  const std::size_t space = text.rfind(' ', fitting);
  if (space != std::string_view::npos && space > 0) {
    return space;
  }
  return fitting > 0 ? fitting : code_point_at(text, 0).size;
}

std::string_view escape_of(Style style) {
  switch (style) {
    case Style::plain:
      return "";
    case Style::bold:
      return "\x1B[1m";
    case Style::faint:
      return "\x1B[2m";
    case Style::code:
      return "\x1B[36m";
    case Style::verbal_cooperation:
      return "\x1B[32m";
    case Style::material_cooperation:
      return "\x1B[1;32m";
    case Style::verbal_conflict:
      return "\x1B[33m";
    case Style::material_conflict:
      return "\x1B[1;31m";
    case Style::doubtful:
      return "\x1B[35m";
  }
  return "";
}

bool is_taken_out(char32_t value) {
  const bool is_control = u_charType(icu(value)) == U_CONTROL_CHAR;
  return is_control || value == soft_hyphen || u_hasBinaryProperty(icu(value), UCHAR_BIDI_CONTROL) != 0;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = code_point_at(text, at);
    width += width_of(next.value);
    at += next.size;
  }
  return width;
}

std::string cut(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) {
    return std::string(text);
  }
  if (width == 0) {
    return {};
  }
  std::string out(without_trailing_spaces(text.substr(0, bytes_within(text, width - 1))));
  out += ellipsis;
  return out;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width, std::size_t max_lines) {
  std::vector<std::string> lines;
  while (lines.size() + 1 < max_lines && display_width(text) > width) {
    const std::size_t size = line_bytes(text, width);
    lines.emplace_back(without_trailing_spaces(text.substr(0, size)));
    text.remove_prefix(size);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  }
  if (!text.empty() || lines.empty()) {
    lines.push_back(cut(text, width));
  }
  return lines;
}

Style style_of_quad(int quad_code) {
  switch (quad_code) {
    case 1:
      return Style::verbal_cooperation;
    case 2:
      return Style::material_cooperation;
    case 3:
      return Style::verbal_conflict;
    case 4:
      return Style::material_conflict;
    default:
      return Style::plain;
  }
}

void Painter::append(std::string& out, Style style, std::string_view text) const {
  if (!colour_ || style == Style::plain || text.empty()) {
    out += text;
    return;
  }
  out += escape_of(style);
  out += text;
  out += "\x1B[0m";
}

void append_spaces(std::string& out, std::size_t count) {
  out.append(count, ' ');
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool space_before = true;  // so that none stands in front
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = code_point_at(text, at);
    const std::string_view bytes = next.valid ? text.substr(at, next.size) : replacement;
    at += next.size;
    const bool is_space = u_isUWhiteSpace(icu(next.value)) != 0;
    if (!is_space && is_taken_out(next.value)) {
      continue;
    }
    if (!is_space || !space_before) {
      out += is_space ? " " : bytes;
    }
    space_before = is_space;
  }
  return std::string(without_trailing_spaces(out));
}

}  // namespace detente::exports
