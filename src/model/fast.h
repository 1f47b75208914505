// The fast coder's parts, shared by the model that reads and the trainer that makes its weights.
#pragma once

#include <string>
#include <vector>

#include "detente/analysis.h"
#include "detente/result.h"
#include "knowledge/knowledge.h"
#include "model/features.h"
#include "model/linear.h"

namespace detente::model {

// One linear classifier for each decision. Labels:
//   trigger   "O", then the PLOVER types           of a word
//   mention   "O", "B-actor", "I-actor", "B-place", "I-place"   of a word
//   role      "none", then the names of Role       of a trigger and a mention
//   status    the names of Status                  of a trigger
//   mode      "none", then "TYPE/mode"             of a trigger
//   sector    PLOVER sectors                       of an actor mention
//   speech    "no", "yes"                          of a quotation
struct FastWeights {
  Linear trigger, mention, role, status, mode, sector, speech;

  // What stands in a weights file: magic, version, size, checksum, then the classifiers.
  [[nodiscard]] std::string bytes() const;
  static Result<FastWeights> parse(std::string_view bytes, const std::string& subject);

  // The probability a word must have of being no trigger for the trigger to be dropped.
  float trigger_threshold = 0.5F;
  std::uint64_t checksum = 0;
};

// Runs of words that share a label, as spans with that label.
struct LabelledSpan {
  WordSpan words;
  std::size_t label = 0;
  float probability = 0;
};

std::vector<LabelledSpan> find_triggers(const SentenceView& view, const FastWeights& weights);
// The probability of a mention that the tagger did not mark.
inline constexpr float untagged = 0.1F;
ArgumentCandidate candidate_of(const SentenceView& view, const Mention& mention);

// Adds the names, role nouns and pronouns of the sentence that overlap no mention yet, and sorts by first token.
void add_names(const Document& document, const SentenceView& view, std::vector<Mention>& mentions);

// Actor and place mentions in text order: what the tagger marks, and the names, role nouns and pronouns it missed.
std::vector<Mention> find_mentions(const Document& document, const SentenceView& view, const FastWeights& weights);

inline constexpr std::size_t actor_label = 1;  // "B-actor"; its "I" follows
inline constexpr std::size_t place_label = 3;  // "B-place"

inline constexpr std::size_t role_labels = 7;  // "none" and the values of Role

}  // namespace detente::model
