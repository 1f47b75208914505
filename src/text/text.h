// The room of words: an article's text → sentences, tokens and quotations.
#pragma once

#include "detente/article.h"
#include "detente/document.h"

namespace detente::text {

// Sentences never cross a block's border. Where the article brings its own sentences, those are kept as they are.
//
// A token is the first of these that fits, white space skipped (PCRE, over code points; train/ cuts the same way):
//   (?:[A-Za-z]\.){2,}                  initials: "U.S.", "a.m."
//   \d+(?:[.,:]\d+)*                    numbers: "100,000", "4.5", "16:30"
//   ['’](?:s|re|ve|ll|d|m|t)\b          clitics: "'s"
//   [^\W_]+                             a run of letters and digits
//   \S                                  any other single character
//
// Quotations are the words between “ ”, " ", « », „ “, ‘ ’ and ' ' (the last two only where they cannot be
// apostrophes). One that stays open at a paragraph's end goes on in the next paragraph when that begins with an
// opening mark, as newspapers print long quotations; otherwise it is closed at the paragraph's end.
//
// Pure function; safe to call from many threads. Throws nothing on any valid UTF-8 text.
Document read(Article article);

}  // namespace detente::text
