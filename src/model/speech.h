// Direct speech: which quotations are somebody's words, and whose.
#pragma once

#include <vector>

#include "detente/analysis.h"
#include "detente/document.h"
#include "model/features.h"
#include "model/linear.h"

namespace detente::model {

// What decides whether a quotation is speech, and not a title or a word held at arm's length.
void quotation_features(const Document& document, const SentenceView& view, const Quotation& quotation,
                        Features& out);

// The speeches of a document, in text order. `views` has one entry per sentence; `mentions` are in text order; a
// quotation counts as speech when `is_speech` gives its label 1 at least one half.
std::vector<Speech> find_speeches(const Document& document, const std::vector<SentenceView>& views,
                                  const std::vector<Mention>& mentions, const Linear& is_speech);

}  // namespace detente::model
