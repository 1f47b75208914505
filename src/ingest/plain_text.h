// Plain text → blocks with their kinds, and what the text itself says of its title, author, place and date.
#pragma once

#include <string_view>

#include "detente/article.h"

namespace detente::ingest {

// Fills `blocks` from `text`, and `title`, `byline`, `source` and `dateline` where they are still empty. Returns a
// publication date that the text names; it does not touch `date`, as what else is known may go before it.
std::string read_layout(Article& article);

// Whether there is any letter or digit in it.
bool has_words(std::string_view text);

}  // namespace detente::ingest
