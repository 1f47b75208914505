#include "ingest/paragraphs.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "ingest/lettering.h"
#include "ingest/line_kinds.h"

namespace detente::ingest {

namespace {

constexpr std::size_t widest_wrapping = 160;

struct Line {
  std::string_view words;  // without white space around; empty for a blank line
  std::size_t begin = 0;   // byte of the text where `words` begin
  std::size_t indent = 0;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view words = trimmed(text.substr(at, end - at));
    const std::size_t begin = words.empty() ? at : static_cast<std::size_t>(words.data() - text.data());
    lines.push_back({words, begin, begin - at});
    at = end + 1;
  }
  return lines;
}

// The length of the longest line that is not a paragraph by itself.
std::size_t width_of(const std::vector<Line>& lines) {
  std::size_t width = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (!lines[i].words.empty() && !lines[i + 1].words.empty()) {
      width = std::max({width, lines[i].words.size(), lines[i + 1].words.size()});
    }
  }
  return width;
}

bool stands_alone(std::string_view line) {
  return kind_of_line(line).has_value();
}

bool part(const Line& line, const Line& next, std::size_t width) {
  constexpr std::size_t least_indent = 2;
  if (width > widest_wrapping) {
    return true;
  }
  if (next.indent >= line.indent + least_indent && line.indent < least_indent) {
    return true;
  }
  const bool at_end = ends_as_sentence(line.words);
  const std::size_t with_next = line.words.size() + 1 + std::min(next.words.find(' '), next.words.size());
  const bool short_line = with_next * 4 < width * 3;
  if (short_line && !begins_with_small(next.words) && (at_end || has_letter(next.words))) {
    return true;
  }
  return stands_alone(line.words) || (at_end && stands_alone(next.words));
}

}  // namespace

std::vector<ByteSpan> find_paragraphs(std::string_view text) {
  const std::vector<Line> lines = lines_of(text);
  const std::size_t width = width_of(lines);
  std::vector<ByteSpan> paragraphs;
  bool open = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (line.words.empty()) {
      open = false;
      continue;
    }
    const auto begin = static_cast<std::uint32_t>(line.begin);
    const auto end = static_cast<std::uint32_t>(line.begin + line.words.size());
    if (open && !part(lines[i - 1], line, width)) {
      paragraphs.back().end = end;
    } else {
      paragraphs.push_back({begin, end});
    }
    open = true;
  }
  return paragraphs;
}

}  // namespace detente::ingest
