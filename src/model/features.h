// What the fast coder looks at: words, stems, shapes and names around a token, a trigger, or a trigger and a mention.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "detente/analysis.h"
#include "detente/document.h"
#include "knowledge/knowledge.h"
#include "model/linear.h"

namespace detente::model {

// What the tables say of a word: the first letter of the kind of its name, for features only.
enum class NameTag : std::uint8_t { none, country, adjective, demonym, capital, seat, body, group, person, role };

// One word of a sentence as the classifiers see it.
struct WordView {
  std::string lower;
  std::uint32_t word = 0;   // hash of `lower`
  std::uint32_t stem = 0;   // hash of its stem
  std::uint32_t shape = 0;  // letter case and digits, runs of one kind written once: "Xx", "X.", "d"
  std::uint32_t name = 0;   // NameTag, with 16 added inside a name, and the sector of a role noun above
  bool function_word = false;
  bool quoted = false;
};

// A sentence with its words prepared. `words[i]` is token `first + i`; positions below are relative to `first`.
struct SentenceView {
  std::uint32_t sentence = 0;
  std::uint32_t first = 0;
  std::vector<WordView> words;
  std::vector<knowledge::NameMatch> names;

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(words.size()); }
  [[nodiscard]] TokenSpan tokens(std::uint32_t begin, std::uint32_t end) const {
    return {first + begin, first + end};
  }
};

SentenceView view_sentence(const Document& document, std::uint32_t sentence, const knowledge::Knowledge& knowledge);

// A word without its inflection: "accused", "accusing", "accuses" → "accus".
std::string stem_of(std::string_view lower);
bool is_function_word(std::string_view lower);
bool is_pronoun(std::string_view lower);

// Positions in a SentenceView, half-open.
struct WordSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] bool overlaps(WordSpan other) const { return begin < other.end && other.begin < end; }
  friend bool operator==(const WordSpan&, const WordSpan&) = default;
};

// Each fills `out` anew.
void trigger_features(const SentenceView& view, std::uint32_t at, Features& out);
void mention_features(const SentenceView& view, std::uint32_t at, std::uint32_t last_label, Features& out);
void attribute_features(const SentenceView& view, WordSpan trigger, EventTypeId type, Features& out);
// `tagged`: the mention tagger marked the mention; else it is only a name, role noun or pronoun.
struct ArgumentCandidate {
  WordSpan words;
  MentionKind kind = MentionKind::actor;
  bool tagged = false;
};
void argument_features(const SentenceView& view, WordSpan trigger, EventTypeId type, const ArgumentCandidate& mention,
                       const std::vector<WordSpan>& triggers, const std::vector<ArgumentCandidate>& mentions,
                       Features& out);
void sector_features(const SentenceView& view, WordSpan mention, Features& out);

}  // namespace detente::model
