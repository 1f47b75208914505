// Fields of comma-separated values.
#pragma once

#include <string>
#include <string_view>

namespace detente::exports {

// RFC 4180: a field with a comma, a quotation mark or a line end stands in quotation marks. A text that a spreadsheet
// would take for a formula gets an apostrophe before it.
void append_csv_field(std::string_view value, std::string& out);

}  // namespace detente::exports
