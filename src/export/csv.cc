#include "export/csv.h"

namespace detente::exports {

void append_csv_field(std::string_view value, std::string& out) {
  const bool is_formula =
      !value.empty() && std::string_view("=+-@\t\r").find(value.front()) != std::string_view::npos;
  if (value.find_first_of(",\"\n\r") == std::string_view::npos && !is_formula) {
    out += value;
    return;
  }
  out += '"';
  out += is_formula ? "'" : "";
  for (const char c : value) {
    out += c;
    if (c == '"') {
      out += '"';
    }
  }
  out += '"';
}

}  // namespace detente::exports
