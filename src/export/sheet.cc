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
#include "export/table.h"
#include "export/wording.h"

namespace detente::exports {

namespace {

constexpr int digits = 9;        // as many as anything measured has
constexpr int shown_digits = 4;  // for people

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

bool is_number(const SheetCell& cell) {
  return std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<double>(cell);
}

std::string text_of(const SheetCell& cell, int most_digits, std::string_view separator) {
  return std::visit(
      [&](const auto& value) -> std::string {
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, std::string>) {
          return value;
        } else if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
          return joined(value, separator);
        } else if constexpr (std::is_same_v<Value, std::int64_t>) {
          return std::to_string(value);
        } else if constexpr (std::is_same_v<Value, double>) {
          return decimal(value, most_digits);
        }
        return {};
      },
      cell);
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
        json.key(sheet.columns[i]);
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
    append_csv_field(sheet.columns[i], out);
  }
  out += '\n';
  for (const auto& row : sheet.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += i == 0 ? "" : ",";
      if (is_number(row[i])) {
        out += text_of(row[i], digits, "");  // a minus makes no formula
      } else {
        append_csv_field(text_of(row[i], digits, "; "), out);
      }
    }
    out += '\n';
  }
}

void append_rows_table(const Sheet& sheet, const Look& look, std::string& out) {
  constexpr std::size_t least_width = 14;
  std::vector<Column> columns;
  for (const std::string& name : sheet.columns) {
    columns.push_back({name, 2, least_width, false});
  }
  Table table(std::move(columns));
  for (const auto& row : sheet.rows) {
    Row cells;
    for (const SheetCell& cell : row) {
      cells.columns.push_back({{printable(text_of(cell, shown_digits, ", ")), Style::plain}});
    }
    table.add(std::move(cells));
  }
  table.append_to(out, look.width, Painter(look.colour));
}

}  // namespace

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
