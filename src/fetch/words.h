// Words of headers, addresses and robots.txt, which are ASCII.
#pragma once

#include <string>
#include <string_view>

namespace detente::fetch {

// With small letters for capitals.
std::string lower(std::string_view text);

// Without blanks and line ends at either end.
std::string_view trimmed(std::string_view text);

}  // namespace detente::fetch
