// Text on a terminal: how wide it is, where to cut it, and its colours.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace detente::exports {

// Columns that `text` takes: wide and full-width characters two, combining marks none.
std::size_t display_width(std::string_view text);

// `text`, or as much of it as fits with an ellipsis into `width` columns.
std::string cut(std::string_view text, std::size_t width);

// Broken at spaces into lines of at most `width` columns, words that are longer anywhere. What does not fit into
// `max_lines` is cut off with an ellipsis. At least one line.
std::vector<std::string> wrap(std::string_view text, std::size_t width, std::size_t max_lines);

enum class Style {
  plain,
  bold,
  faint,
  code,
  verbal_cooperation,
  material_cooperation,
  verbal_conflict,
  material_conflict,
  doubtful
};

// Of an event type with this PLOVER quad code (1–4).
Style style_of_quad(int quad_code);

class Painter {
 public:
  explicit Painter(bool colour) : colour_(colour) {}

  void append(std::string& out, Style style, std::string_view text) const;

 private:
  bool colour_;
};

void append_spaces(std::string& out, std::size_t count);

}  // namespace detente::exports
