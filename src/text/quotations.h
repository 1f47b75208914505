// Words between quotation marks.
#pragma once

#include <string_view>
#include <vector>

#include "detente/document.h"

namespace detente::text {

// Fills `document.quotations` from its sentences and tokens, by the rules of text.h. Further choices:
//   - a quotation inside a quotation (“He told us ‘no’ twice”) is no entry of its own;
//   - a straight mark opens after white space, a bracket or a dash, and closes after anything else;
//   - single marks open only where a matching one closes in the same paragraph, and neither can be an apostrophe;
//   - a mark that is never closed holds to the paragraph's end, or to where the next quotation opens;
//   - where sentences came ready, paragraphs are not known: such a mark holds over further sentences only when a
//     closing mark comes within a few of them.
void find_quotations(Document& document);

}  // namespace detente::text
