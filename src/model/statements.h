// Who said what, by the learned model: its statements and the document's quotations brought together.
#pragma once

#include <optional>
#include <vector>

#include "detente/analysis.h"
#include "detente/document.h"
#include "model/features.h"

namespace detente::model {

// A statement that the model read, in tokens of the document.
struct Statement {
  std::uint32_t sentence = 0;
  TokenSpan content;
  TokenSpan cue;      // empty when there is none
  TokenSpan speaker;  // empty when the sentence names none
  float probability = 1.0F;
};

// The speeches of a document, in text order. `views` has one entry per sentence; mentions and statements are in text
// order. A quotation is speech unless it looks like a title or a word held at arm's length and no statement covers
// it; what the model read as a statement outside of quotations is indirect speech.
std::vector<Speech> merge_statements(const Document& document, const std::vector<SentenceView>& views,
                                     const std::vector<Mention>& mentions, const std::vector<Statement>& statements);

}  // namespace detente::model
