// Cells of a sheet as people are shown them.
#pragma once

#include <string>

#include "export/export.h"

namespace detente::exports {

bool is_number(const SheetCell& cell);

// Numbers as readable() writes them, several words with commas between.
std::string shown(const SheetCell& cell);

}  // namespace detente::exports
