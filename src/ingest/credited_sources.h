// Whose reports an article is made of.
#pragma once

#include <string>
#include <string_view>

#include "detente/article.h"

namespace detente::ingest {

// Adds to article.sources what a credit names, in its order and once each: "Le Monde with AFP" → "Le Monde", "AFP".
// Names of nobody ("staff", "agencies") and short
// forms of one that is there are passed over.
void add_sources(Article& article, std::string_view credit);

}  // namespace detente::ingest
