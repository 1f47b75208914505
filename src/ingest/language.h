// In which language an article is written.
#pragma once

#include <string>
#include <string_view>

#include "detente/article.h"

namespace detente::ingest {

// ISO 639-1 (or -2 where there is none) by the words, or empty where they do not tell for sure. CLD2: naive Bayes
// over groups of four letters.
std::string detect_language(std::string_view text);

// Brings `article.language` into the form of ISO 639-1 ("en-GB" → "en"), or finds it where it is not stated. Where
// the words clearly are of another language than was stated, they are believed and a warning says so.
void settle_language(Article& article);

}  // namespace detente::ingest
