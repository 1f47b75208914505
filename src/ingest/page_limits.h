// What a page may ask of the parser, found before it is parsed: the parser's time grows with the square of the depth,
// and each tag costs it some 300 bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace detente::ingest {

inline constexpr std::size_t max_page_depth = 1000;        // real pages stay below 200
inline constexpr std::size_t max_tag_attributes = 1000;    // of one tag
inline constexpr std::size_t max_page_tags = 500'000;      // of start and of end; long live blogs have 50,000
inline constexpr std::size_t max_page_copies = 1'000'000;  // of formatting elements that were left open

// What `html` has too much of, as words behind "the page"; nothing where it keeps within the limits. Formatting
// elements that are left open count too: each is opened again in every block behind it.
std::optional<std::string> excess_of(std::string_view html);

}  // namespace detente::ingest
