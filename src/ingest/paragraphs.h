// Plain text → the stretches of lines that belong together.
#pragma once

#include <string_view>
#include <vector>

#include "detente/article.h"

namespace detente::ingest {

// Paragraphs in text order, without the white space around them. Blank lines part them. A single line end is white
// space where lines are wrapped to a width; it parts paragraphs
//   - where lines are long (nobody wraps at more than 160), so that each is a paragraph,
//   - after a line that ends well before its width although the next word would have had room,
//   - before a line that is indented when the one before it is not,
//   - around lines that stand alone by their nature: bylines, dates, captions, rights notices, a post's signature.
std::vector<ByteSpan> find_paragraphs(std::string_view text);

}  // namespace detente::ingest
