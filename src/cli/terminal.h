// What is known of the terminals behind the standard streams.
#pragma once

#include <string_view>

#include "export/export.h"

namespace detente::cli {

bool is_terminal(int descriptor);

// How to write for a person to standard output: as wide as its terminal; coloured when `colour` is "always", or
// "auto", it is a terminal, and NO_COLOR is not set.
exports::Look look_of_output(std::string_view colour, bool is_standard_output);

}  // namespace detente::cli
