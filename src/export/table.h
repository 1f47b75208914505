// A table without lines: columns as wide as they must be and the terminal allows.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "export/display.h"

namespace detente::exports {

struct Cell {
  std::string text;
  Style style = Style::plain;
};

// A row is as high as its highest column; each column is a stack of cells. `note` stands below, over the whole width.
struct Row {
  std::vector<std::vector<Cell>> columns;
  std::string note;
};

struct Column {
  std::string_view heading;  // runs on over the columns after it that have none
  std::size_t gap = 2;       // spaces before it
  std::size_t least = 0;     // how narrow it may become for others to fit; 0: stays as it is
  bool heads_note = false;   // notes begin under it
};

class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  void add(Row row) { rows_.push_back(std::move(row)); }

  // Columns that are empty in every row are left out, headings and all.
  void append_to(std::string& out, std::size_t width, const Painter& painter) const;

 private:
  [[nodiscard]] bool heading_runs_on(std::size_t column) const;
  [[nodiscard]] std::vector<std::size_t> natural_widths() const;
  // The number of columns when none may shrink further.
  [[nodiscard]] std::size_t widest_to_shrink(const std::vector<std::size_t>& widths) const;
  void shrink(std::vector<std::size_t>& widths, std::size_t width) const;
  void append_headings(std::string& out, const std::vector<std::size_t>& widths, const Painter& painter) const;
  void append_row(const Row& row, const std::vector<std::size_t>& widths, std::string& out,
                  const Painter& painter) const;
  void append_note(const Row& row, const std::vector<std::size_t>& widths, std::size_t width, std::string& out,
                   const Painter& painter) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

}  // namespace detente::exports
