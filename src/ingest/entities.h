// HTML's character references in strings that were escaped once too often.
#pragma once

#include <string>
#include <string_view>

namespace detente::ingest {

// "&#8216;Talks&#8217; &amp; more" → "‘Talks’ & more". What is no reference stays as it is.
std::string without_entities(std::string_view text);

}  // namespace detente::ingest
