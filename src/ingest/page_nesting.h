// How deep a page nests, found before it is parsed: the parser's time grows with the square of the depth.
#pragma once

#include <cstddef>
#include <string_view>

namespace detente::ingest {

inline constexpr std::size_t max_page_depth = 1000;      // real pages stay below 200
inline constexpr std::size_t max_tag_attributes = 1000;  // of one tag

// Whether elements nest deeper than max_page_depth, more than so many formatting elements are left open (each is
// opened again in every block behind it), or a tag has more than max_tag_attributes attributes.
bool is_nested_too_deep(std::string_view html);

}  // namespace detente::ingest
