#include "export/table.h"

#include <algorithm>

namespace detente::exports {

namespace {

// The cells of one line of a row, padded only up to the last one that is there.
class LineBuilder {
 public:
  LineBuilder(std::string& out, const Painter& painter) : out_(out), painter_(painter) {}

  void add(std::size_t gap, std::size_t width, const Cell* cell) {
    pending_ += gap;
    if (cell == nullptr || cell->text.empty()) {
      pending_ += width;
      return;
    }
    const std::string shown = cut(cell->text, width);
    append_spaces(out_, pending_);
    painter_.append(out_, cell->style, shown);
    pending_ = width - std::min(width, display_width(shown));
  }

  void finish() { out_ += '\n'; }

 private:
  std::string& out_;
  const Painter& painter_;
  std::size_t pending_ = 0;
};

std::size_t height_of(const Row& row) {
  std::size_t height = 1;
  for (const auto& stack : row.columns) {
    height = std::max(height, stack.size());
  }
  return height;
}

}  // namespace

bool Table::heading_runs_on(std::size_t column) const {
  return column + 1 < columns_.size() && columns_[column + 1].heading.empty();
}

std::vector<std::size_t> Table::natural_widths() const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (const Row& row : rows_) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      for (const Cell& cell : row.columns[i]) {
        widths[i] = std::max(widths[i], display_width(cell.text));
      }
    }
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::size_t heading = display_width(columns_[i].heading);
    std::size_t below = widths[i];
    for (; heading_runs_on(i); ++i) {
      below += widths[i + 1] > 0 ? columns_[i + 1].gap + widths[i + 1] : 0;
    }
    if (below > 0 && below < heading) {
      widths[i] += heading - below;
    }
  }
  return widths;
}

std::size_t Table::widest_to_shrink(const std::vector<std::size_t>& widths) const {
  std::size_t widest = widths.size();
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const bool may_shrink = columns_[i].least > 0 && widths[i] > columns_[i].least;
    if (may_shrink && (widest == widths.size() || widths[i] > widths[widest])) {
      widest = i;
    }
  }
  return widest;
}

void Table::shrink(std::vector<std::size_t>& widths, std::size_t width) const {
  std::size_t total = 0;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    total += widths[i] > 0 ? widths[i] + columns_[i].gap : 0;
  }
  while (total > width) {
    const std::size_t widest = widest_to_shrink(widths);
    if (widest == widths.size()) {
      return;
    }
    --widths[widest];
    --total;
  }
}

void Table::append_headings(std::string& out, const std::vector<std::size_t>& widths, const Painter& painter) const {
  LineBuilder line(out, painter);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (widths[i] == 0) {
      continue;
    }
    const std::size_t gap = columns_[i].gap;
    std::size_t width = widths[i];
    const Cell heading{std::string(columns_[i].heading), Style::faint};
    for (; heading_runs_on(i); ++i) {
      width += widths[i + 1] > 0 ? columns_[i + 1].gap + widths[i + 1] : 0;
    }
    line.add(gap, width, &heading);
  }
  line.finish();
}

void Table::append_row(const Row& row, const std::vector<std::size_t>& widths, std::string& out,
                       const Painter& painter) const {
  const std::size_t height = height_of(row);
  for (std::size_t at = 0; at < height; ++at) {
    LineBuilder line(out, painter);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const auto& stack = row.columns[i];
      if (widths[i] > 0) {
        line.add(columns_[i].gap, widths[i], at < stack.size() ? &stack[at] : nullptr);
      }
    }
    line.finish();
  }
}

void Table::append_note(const Row& row, const std::vector<std::size_t>& widths, std::size_t width, std::string& out,
                        const Painter& painter) const {
  std::size_t indent = 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].heads_note) {
      indent += columns_[i].gap;
      break;
    }
    indent += widths[i] > 0 ? widths[i] + columns_[i].gap : 0;
  }
  constexpr std::size_t note_lines = 3;
  constexpr std::size_t narrowest = 20;
  for (const std::string& line : wrap(row.note, std::max(narrowest, width - std::min(width, indent)), note_lines)) {
    append_spaces(out, indent);
    painter.append(out, Style::faint, line);
    out += '\n';
  }
}

void Table::append_to(std::string& out, std::size_t width, const Painter& painter) const {
  std::vector<std::size_t> widths = natural_widths();
  shrink(widths, width);
  append_headings(out, widths, painter);
  for (const Row& row : rows_) {
    append_row(row, widths, out, painter);
    if (!row.note.empty()) {
      append_note(row, widths, width, out, painter);
    }
  }
}

}  // namespace detente::exports
