// Lists of words in one column: parted by '|', which stands as "\|" inside an element, and '\' as "\\".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace detente::store {

std::string joined(const std::vector<std::string>& elements);
std::vector<std::string> parted(std::string_view list);

}  // namespace detente::store
