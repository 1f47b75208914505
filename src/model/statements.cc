#include "model/statements.h"

#include <algorithm>
#include <iterator>

#include "model/speech.h"

namespace detente::model {

namespace {

constexpr std::uint32_t shortest_quotation = 2;  // words, of speech
constexpr std::uint32_t long_quotation = 6;      // speech in any case
constexpr std::uint32_t shortest_indirect = 3;   // words of what is said

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
  // Nobody is introduced by his own words: "I" in them is no speaker.
  if (!statement->speaker.empty() && !statement->speaker.overlaps(speech.content)) {
    speech.speaker_sentence = statement->sentence;
    speech.speaker = statement->speaker;
  }
}

// Indirect speech needs somebody's verb and something said; what lies in another statement with the same cue is part
// of that.
bool is_indirect(const Document& document, const std::vector<Statement>& statements, const Statement& statement) {
  const bool within = std::any_of(statements.begin(), statements.end(), [&](const Statement& other) {
    const bool covers = other.content.begin <= statement.content.begin && statement.content.end <= other.content.end;
    const bool first = &other < &statement || !(other.content == statement.content);
    return &other != &statement && covers && first && !other.cue.empty();
  });
  return !statement.cue.empty() && statement.content.size() >= shortest_indirect && !within &&
         !is_mostly_quoted(document, statement);
}

// Without the marks and conjunctions at its edges: ", that the talks" → "the talks".
TokenSpan trimmed(const Document& document, TokenSpan content) {
  const auto is_mark = [&](std::uint32_t token) {
    const std::string_view word = document.word(token);
    return word == "," || word == "." || word == ":" || word == ";" || word == "-" || word == "–" || word == "—";
  };
  while (content.begin < content.end && (is_mark(content.begin) || document.word(content.begin) == "that")) {
    ++content.begin;
  }
  while (content.begin < content.end && is_mark(content.end - 1)) {
    --content.end;
  }
  return content;
}

Speech indirect(const Document& document, const Statement& statement) {
  Speech speech;
  speech.sentence = statement.sentence;
  speech.kind = SpeechKind::indirect;
  speech.content = trimmed(document, statement.content);
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
  std::vector<SpokenQuotation> spoken;
  for (const Quotation& quotation : document.quotations) {
    if (is_speech(statements, quotation)) {
      spoken.push_back({quotation});
    }
  }
  auto speeches = find_speeches(document, views, mentions, spoken);
  for (Speech& speech : speeches) {
    adopt(covering(statements, speech.content), speech);
  }
  for (const Statement& statement : statements) {
    if (is_indirect(document, statements, statement)) {
      speeches.push_back(indirect(document, statement));
    }
  }
  std::stable_sort(speeches.begin(), speeches.end(),
                   [](const Speech& a, const Speech& b) { return a.content.begin < b.content.begin; });
  go_on_with_speakers(speeches);
  return speeches;
}

}  // namespace detente::model
