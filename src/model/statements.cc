#include "model/statements.h"

#include <algorithm>
#include <iterator>

#include "model/speech.h"

namespace detente::model {

namespace {

constexpr std::uint32_t shortest_quotation = 2;  // words, of speech
constexpr std::uint32_t long_quotation = 6;      // speech in any case

std::uint32_t common(TokenSpan a, TokenSpan b) {
  const std::uint32_t begin = std::max(a.begin, b.begin);
  const std::uint32_t end = std::min(a.end, b.end);
  return begin < end ? end - begin : 0;
}

bool is_mostly_quoted(const Document& document, const Statement& statement) {
  std::uint32_t quoted = 0;
  for (const Quotation& quotation : document.quotations) {
    quoted += common(quotation.tokens, statement.content);
  }
  return 2 * quoted >= statement.content.size();
}

// The statement that covers at least half of a quotation, the most of several; null when there is none.
const Statement* covering(const std::vector<Statement>& statements, TokenSpan quotation) {
  const Statement* best = nullptr;
  for (const Statement& statement : statements) {
    const std::uint32_t covered = common(statement.content, quotation);
    if (2 * covered >= quotation.size() && (best == nullptr || covered > common(best->content, quotation))) {
      best = &statement;
    }
  }
  return best;
}

// A word alone is held at arm's length; a few may be a title, unless the model reads them as somebody's.
bool is_speech(const std::vector<Statement>& statements, const Quotation& quotation) {
  const std::uint32_t words = quotation.tokens.size();
  return words >= long_quotation ||
         (words >= shortest_quotation && covering(statements, quotation.tokens) != nullptr);
}

// What the model knows better of a quotation than the rules of speech.h.
void adopt(const Statement* statement, Speech& speech) {
  if (statement == nullptr) {
    return;
  }
  speech.probability = statement->probability;
  if (!statement->cue.empty()) {
    speech.cue = statement->cue;
  }
  if (!statement->speaker.empty()) {
    speech.speaker_sentence = statement->sentence;
    speech.speaker = statement->speaker;
  }
}

Speech indirect(const Statement& statement) {
  Speech speech;
  speech.sentence = statement.sentence;
  speech.kind = SpeechKind::indirect;
  speech.content = statement.content;
  speech.cue = statement.cue;
  speech.probability = statement.probability;
  if (!statement.speaker.empty()) {
    speech.speaker_sentence = statement.sentence;
    speech.speaker = statement.speaker;
  }
  return speech;
}

// Who speaks without being named is who spoke before.
void go_on_with_speakers(std::vector<Speech>& speeches) {
  const Speech* last = nullptr;
  for (Speech& speech : speeches) {
    if (!speech.speaker.empty()) {
      last = &speech;
    } else if (last != nullptr) {
      speech.speaker_sentence = last->speaker_sentence;
      speech.speaker = last->speaker;
    }
  }
}

}  // namespace

std::vector<Speech> merge_statements(const Document& document, const std::vector<SentenceView>& views,
                                     const std::vector<Mention>& mentions, const std::vector<Statement>& statements) {
  Document spoken = document;
  std::erase_if(spoken.quotations, [&](const Quotation& quotation) { return !is_speech(statements, quotation); });
  // Without features both labels get one half, and every quotation that is left counts.
  const Linear all_speak({"no", "yes"});
  auto speeches = find_speeches(spoken, views, mentions, all_speak);
  for (Speech& speech : speeches) {
    adopt(covering(statements, speech.content), speech);
  }
  for (const Statement& statement : statements) {
    if (!is_mostly_quoted(document, statement)) {
      speeches.push_back(indirect(statement));
    }
  }
  std::stable_sort(speeches.begin(), speeches.end(),
                   [](const Speech& a, const Speech& b) { return a.content.begin < b.content.begin; });
  go_on_with_speakers(speeches);
  return speeches;
}

}  // namespace detente::model
