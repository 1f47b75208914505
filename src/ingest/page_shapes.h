// What elements are to the text in them.
#pragma once

#include <gumbo.h>

#include <cstdint>

namespace detente::ingest {

enum class Shape : std::uint8_t { inline_text, block, line_break };

Shape shape_of(GumboTag tag);

// <h1> to <h6>.
bool is_heading(GumboTag tag);

// Elements that are a piece of text themselves; the way down to an article ends above them.
bool is_piece(GumboTag tag);

}  // namespace detente::ingest
