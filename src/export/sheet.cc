// Sheets: an index, a ledger, the answer to a query.
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "export/csv.h"
#include "export/display.h"
#include "export/export.h"
#include "export/json.h"
#include "export/numbers.h"
#include "export/sheet.h"
#include "export/table.h"
#include "export/wording.h"

namespace detente::exports {

namespace {

constexpr int digits = 9;  // as many as anything measured has

bool is_empty(const SheetCell& cell) {
  return std::visit(
      [](const auto& value) {
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, std::string> || std::is_same_v<Value, std::vector<std::string>>) {
          return value.empty();
        }
        return std::is_same_v<Value, std::monostate>;
      },
      cell);
}

// `number` writes what is one.
template <typename Number>
std::string text_of(const SheetCell& cell, std::string_view separator, Number number) {
  return std::visit(
      [&](const auto& value) -> std::string {
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, std::string>) {
          return value;
        } else if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
          return joined(value, separator);
        } else if constexpr (!std::is_same_v<Value, std::monostate>) {
          return number(value);
        }
        return {};
      },
      cell);
}

std::string csv_text(const SheetCell& cell) {
  return text_of(cell, "; ", [](auto value) {
    return std::is_same_v<decltype(value), double> ? decimal(static_cast<double>(value), digits)
                                                   : std::to_string(value);
  });
}

void write_cell(JsonWriter& json, const SheetCell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    json.string(*text);
  } else if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
    json.integer(*whole);
  } else if (const auto* number = std::get_if<double>(&cell)) {
    json.number(*number, digits);
  } else if (const auto* list = std::get_if<std::vector<std::string>>(&cell)) {
    json.begin_array();
    for (const std::string& value : *list) {
      json.string(value);
    }
    json.end_array();
  }
}

void append_rows_jsonl(const Sheet& sheet, std::string& out) {
  for (const auto& row : sheet.rows) {
    JsonWriter json(out);
    json.begin_object();
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      if (!is_empty(row.at(i))) {
        json.key(sheet.columns[i].name);
        write_cell(json, row[i]);
      }
    }
    json.end_object();
    out += '\n';
  }
}

void append_rows_csv(const Sheet& sheet, std::string& out) {
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    out += i == 0 ? "" : ",";
    append_csv_field(sheet.columns[i].name, out);
  }
  out += '\n';
  for (const auto& row : sheet.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += i == 0 ? "" : ",";
      if (is_number(row[i])) {
        out += csv_text(row[i]);  // a minus makes no formula
      } else {
        append_csv_field(csv_text(row[i]), out);
      }
    }
    out += '\n';
  }
}

bool has_column_in_table(const SheetColumn& column) {
  return column.kind == SheetColumn::Kind::plain || column.kind == SheetColumn::Kind::source;
}

// The words have the whole width below their row: in a column among others there would be room for two or three.
void append_rows_table(const Sheet& sheet, const Look& look, std::string& out) {
  constexpr std::size_t least_width = 14;
  std::vector<Column> columns;
  for (const SheetColumn& column : sheet.columns) {
    if (has_column_in_table(column)) {
      columns.push_back({column.name, 2, least_width, columns.size() == 1});
    }
  }
  Table table(std::move(columns));
  for (const auto& row : sheet.rows) {
    Row cells;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const SheetColumn& column = sheet.columns.at(i);
      if (has_column_in_table(column)) {
        cells.columns.push_back({{printable(shown(row[i])), Style::plain}});
      } else if (column.kind == SheetColumn::Kind::words && !is_empty(row[i])) {
        cells.note += (cells.note.empty() ? "" : " → ") + in_quotes(shown(row[i]));
      }
    }
    table.add(std::move(cells));
  }
  table.append_to(out, look.width, Painter(look.colour));
}

}  // namespace

bool is_number(const SheetCell& cell) {
  return std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<double>(cell);
}

std::string shown(const SheetCell& cell) {
  return text_of(cell, ", ", [](auto value) { return readable(static_cast<double>(value)); });
}

void append_sheet(const Sheet& sheet, SheetForm form, const Look& look, std::string& out) {
  switch (form) {
    case SheetForm::jsonl:
      append_rows_jsonl(sheet, out);
      return;
    case SheetForm::csv:
      append_rows_csv(sheet, out);
      return;
    case SheetForm::table:
      append_rows_table(sheet, look, out);
      return;
  }
}

}  // namespace detente::exports
