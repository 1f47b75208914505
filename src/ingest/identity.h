// Ids for articles that bring none.
#pragma once

#include <string>
#include <string_view>

namespace detente::ingest {

// 16 hexadecimal digits: the 64-bit FNV-1a hash of the text's bytes. The same text has the same id everywhere.
std::string id_of_text(std::string_view text);

}  // namespace detente::ingest
