// Parts of an HTML page, written so that it is well-formed XML too.
#pragma once

#include <string>
#include <string_view>

#include "export/export.h"

namespace detente::exports {

// `text` as it may stand between tags and in attributes in quotation marks: on one line, as printable() gives it.
void append_escaped(std::string_view text, std::string& out);

// A link where `address` is of the web (http:// or https://), else the text alone. Without a text the address's host
// stands for it.
void append_link(std::string_view address, std::string_view text, std::string& out);

// What stands around a table.
struct TableText {
  std::string caption;
  std::string elsewhere;  // the command that writes all rows
  bool last_rows_first = false;
};

// A sheet as a table of at most 200 rows; how many more there are is said below. Sources are links to the address of
// their row; ids are left out, and columns that are empty in every row. Nothing for a sheet without rows.
void append_html_table(const Sheet& sheet, const TableText& text, std::string& out);

}  // namespace detente::exports
