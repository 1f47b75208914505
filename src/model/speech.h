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

// A quotation that is somebody's words, with the probability of that.
struct SpokenQuotation {
  Quotation quotation;
  float probability = 1.0F;
};

// The quotations that `is_speech` gives its label 1 at least one half. `views` has one entry per sentence.
std::vector<SpokenQuotation> find_spoken(const Document& document, const std::vector<SentenceView>& views,
                                         const Linear& is_speech);

// Who speaks each of these quotations, which are in text order, as are the mentions.
std::vector<Speech> find_speeches(const Document& document, const std::vector<SentenceView>& views,
                                  const std::vector<Mention>& mentions, const std::vector<SpokenQuotation>& spoken);

}  // namespace detente::model
