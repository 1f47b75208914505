// Where sentences end: rules for English as newspapers, wires and machine translation write it.
#pragma once

#include <string_view>
#include <vector>

#include "detente/article.h"

namespace detente::text {

// Appends the sentences of one block in text order, without the white space around them. Headings and bylines are
// one sentence each; a block of white space alone has none. Rules, in short:
//   - a sentence ends at . ? ! … and the quotation marks and brackets that close right after it, where white space
//     and then anything but a small letter follows;
//   - it does not end after a title ("Gen."), an initial, a numbering word before a number ("No. 5"), and after other
//     abbreviations ("U.S.", "Inc.", "Feb.") only where the next word is one that begins sentences;
//   - it does not end after a question in quotation marks that is followed by its speaker (“Why?” Mr. Li asked).
void append_sentences(std::string_view text, const Block& block, std::vector<ByteSpan>& sentences);

}  // namespace detente::text
