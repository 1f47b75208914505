// Words: the cutting rule of text.h, written out by hand because it is the hottest loop of the room.
#pragma once

#include <string_view>
#include <vector>

#include "detente/document.h"

namespace detente::text {

// Appends the tokens of `span` of `text` in text order. No token reaches over the span's end.
void append_tokens(std::string_view text, ByteSpan span, std::vector<Token>& tokens);

}  // namespace detente::text
