// Did you mean …?
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace detente::cli {

// The one of `known` that `word` is most likely a slip of; empty when none is near.
std::string closest(std::string_view word, const std::vector<std::string>& known);

}  // namespace detente::cli
