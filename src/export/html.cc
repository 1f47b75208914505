#include "export/html.h"

#include <algorithm>
#include <vector>

#include "export/numbers.h"
#include "export/sheet.h"
#include "knowledge/knowledge.h"

namespace detente::exports {

namespace {

using Kind = SheetColumn::Kind;

bool starts_with_scheme(std::string_view address, std::string_view scheme) {
  return address.size() > scheme.size() &&
         std::equal(scheme.begin(), scheme.end(), address.begin(), [](char expected, char c) {
           return expected == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
         });
}

// Nothing else: a browser would run javascript: and data: addresses.
bool is_of_the_web(std::string_view address) {
  return starts_with_scheme(address, "http://") || starts_with_scheme(address, "https://");
}

std::string_view host_of(std::string_view address) {
  const std::size_t begin = address.find("://") + 3;
  return address.substr(begin, address.find_first_of("/?#", begin) - begin);
}

// "by_account" → "by account".
std::string heading_of(const SheetColumn& column) {
  std::string heading = column.name;
  std::replace(heading.begin(), heading.end(), '_', ' ');
  return heading;
}

// For people, and not empty in every row. A source has its address for a text where it has no other.
std::vector<std::size_t> shown_columns(const Sheet& sheet) {
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    const Kind kind = sheet.columns[i].kind;
    const bool is_filled =
        kind == Kind::source ||
        std::any_of(sheet.rows.begin(), sheet.rows.end(), [&](const auto& row) { return !shown(row.at(i)).empty(); });
    if (is_filled && kind != Kind::id && kind != Kind::address) {
      columns.push_back(i);
    }
  }
  return columns;
}

std::string address_of(const Sheet& sheet, const std::vector<SheetCell>& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (sheet.columns.at(i).kind == Kind::address) {
      return shown(row[i]);
    }
  }
  return {};
}

bool is_day(std::string_view text) {
  return text.size() == std::string_view("YYYY-MM-DD").size() && knowledge::parse_day(text).has_value();
}

void append_cell(const SheetColumn& column, const SheetCell& cell, const std::string& address, std::string& out) {
  const std::string text = shown(cell);
  const bool is_source = column.kind == Kind::source;
  if (text.empty() && !(is_source && is_of_the_web(address))) {
    out += R"(<td role="cell" class="none"></td>)";
    return;
  }
  out += R"(<td role="cell" data-label=")";
  append_escaped(heading_of(column), out);
  const bool is_figure = is_number(cell) || is_day(text);
  out += column.kind == Kind::words ? R"(" class="words">)" : is_figure ? R"(" class="number">)" : "\">";
  if (is_source) {
    append_link(address, text, out);
  } else {
    append_escaped(text, out);
  }
  out += "</td>";
}

void append_head(const Sheet& sheet, const std::vector<std::size_t>& columns, std::string& out) {
  out += R"(<thead role="rowgroup"><tr role="row">)";
  for (const std::size_t column : columns) {
    out += R"(<th role="columnheader" scope="col">)";
    append_escaped(heading_of(sheet.columns[column]), out);
    out += "</th>";
  }
  out += "</tr></thead>\n<tbody role=\"rowgroup\">\n";
}

}  // namespace

void append_escaped(std::string_view text, std::string& out) {
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
}

void append_link(std::string_view address, std::string_view text, std::string& out) {
  if (!is_of_the_web(address)) {
    append_escaped(text, out);
    return;
  }
  out += R"(<a rel="noopener noreferrer nofollow" href=")";
  append_escaped(address, out);
  out += "\">";
  append_escaped(text.empty() ? host_of(address) : text, out);
  out += "</a>";
}

void append_html_table(const Sheet& sheet, const TableText& text, std::string& out) {
  constexpr std::size_t most_rows = 200;
  const std::size_t count = std::min(sheet.rows.size(), most_rows);
  if (count == 0) {
    return;
  }
  out += R"(<div class="table"><table role="table"><caption>)";
  append_escaped(text.caption, out);
  out += "</caption>\n";
  const std::vector<std::size_t> columns = shown_columns(sheet);
  append_head(sheet, columns, out);
  for (std::size_t at = 0; at < count; ++at) {
    const auto& row = sheet.rows[text.last_rows_first ? sheet.rows.size() - 1 - at : at];
    const std::string address = address_of(sheet, row);
    out += R"(<tr role="row">)";
    for (const std::size_t column : columns) {
      append_cell(sheet.columns[column], row[column], address, out);
    }
    out += "</tr>\n";
  }
  out += "</tbody></table></div>\n";
  if (count < sheet.rows.size()) {
    out += "<p class=\"note\">" + readable(static_cast<double>(count)) + " of " +
           readable(static_cast<double>(sheet.rows.size())) + " rows. All of them: <code>";
    append_escaped(text.elsewhere, out);
    out += "</code></p>\n";
  }
}

}  // namespace detente::exports
