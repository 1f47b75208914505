#include "model/features.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "knowledge/names.h"

namespace detente::model {

namespace {

constexpr std::uint32_t outside = 0;  // the value of a position before or after the sentence
constexpr std::uint32_t inside_name = 16;
constexpr std::uint32_t sector_step = 32;

std::uint32_t shape_of(std::string_view word) {
  std::string shape;
  for (const char c : word) {
    char kind = c;
    if (c >= 'A' && c <= 'Z') kind = 'X';
    if (c >= 'a' && c <= 'z') kind = 'x';
    if (c >= '0' && c <= '9') kind = 'd';
    if (static_cast<unsigned char>(c) >= 0x80U) kind = 'u';
    if (shape.empty() || shape.back() != kind || (kind == 'X' && shape == "X")) {
      shape.push_back(kind);
    }
  }
  return hash_word(shape);
}

NameTag tag_of(const knowledge::Candidate& candidate) {
  using knowledge::NameKind;
  using knowledge::ReferentKind;
  if (candidate.kind == NameKind::adjective) return NameTag::adjective;
  if (candidate.kind == NameKind::demonym) return NameTag::demonym;
  if (candidate.kind == NameKind::capital) return NameTag::capital;
  switch (candidate.referent.kind) {
    case ReferentKind::country:
      return NameTag::country;
    case ReferentKind::seat:
      return NameTag::seat;
    case ReferentKind::organisation:
      return NameTag::body;
    case ReferentKind::armed_group:
      return NameTag::group;
    case ReferentKind::person:
      return NameTag::person;
    case ReferentKind::office:
    case ReferentKind::role:
      return NameTag::role;
  }
  return NameTag::none;
}

void tag_names(SentenceView& view, const knowledge::Ontology& ontology) {
  for (const auto& match : view.names) {
    const auto& candidate = match.candidates.front();
    auto tag = static_cast<std::uint32_t>(tag_of(candidate));
    if (tag == static_cast<std::uint32_t>(NameTag::role)) {
      tag += sector_step * (1U + ontology.sector(candidate.referent.sector));
    }
    for (std::uint32_t token = match.tokens.begin; token < match.tokens.end; ++token) {
      view.words[token - view.first].name = token == match.tokens.begin ? tag : tag + inside_name;
    }
  }
}

// Reads a property of the word at an offset, or `outside`.
class Window {
 public:
  Window(const SentenceView& view, std::uint32_t at) : view_(view), at_(static_cast<std::int64_t>(at)) {}

  [[nodiscard]] const WordView* word_at(std::int64_t offset) const {
    const std::int64_t i = at_ + offset;
    return i < 0 || i >= static_cast<std::int64_t>(view_.words.size()) ? nullptr
                                                                       : &view_.words[static_cast<std::size_t>(i)];
  }
  [[nodiscard]] std::uint32_t word(std::int64_t offset) const {
    const WordView* at = word_at(offset);
    return at == nullptr ? outside : at->word;
  }
  [[nodiscard]] std::uint32_t stem(std::int64_t offset) const {
    const WordView* at = word_at(offset);
    return at == nullptr ? outside : at->stem;
  }
  [[nodiscard]] std::uint32_t shape(std::int64_t offset) const {
    const WordView* at = word_at(offset);
    return at == nullptr ? outside : at->shape;
  }
  [[nodiscard]] std::uint32_t name(std::int64_t offset) const {
    const WordView* at = word_at(offset);
    return at == nullptr ? outside : at->name;
  }
  // The nearest word that carries meaning, in the direction of `step`, at most `reach` away.
  [[nodiscard]] std::uint32_t content(std::int64_t step, std::int64_t reach) const {
    for (std::int64_t offset = step; std::abs(offset) <= reach; offset += step) {
      const WordView* at = word_at(offset);
      if (at != nullptr && !at->function_word) {
        return at->stem;
      }
    }
    return outside;
  }
  // The nearest function word of a set.
  template <typename Set>
  [[nodiscard]] std::uint32_t nearest(const Set& set, std::int64_t step, std::int64_t reach) const {
    for (std::int64_t offset = step; std::abs(offset) <= reach; offset += step) {
      const WordView* at = word_at(offset);
      if (at != nullptr && std::binary_search(set.begin(), set.end(), std::string_view(at->lower))) {
        return at->word;
      }
    }
    return outside;
  }
  [[nodiscard]] std::uint32_t named(std::int64_t step, std::int64_t reach) const {
    for (std::int64_t offset = step; std::abs(offset) <= reach; offset += step) {
      const WordView* at = word_at(offset);
      if (at != nullptr && at->name != 0) {
        return at->name;
      }
    }
    return outside;
  }

 private:
  const SentenceView& view_;
  std::int64_t at_;
};

// "t" is what is left of "n't" once cut and folded.
constexpr std::array<std::string_view, 23> auxiliaries{
    "been",  "being", "can", "could",  "did", "had", "has", "have", "is",   "may",     "might", "must",
    "never", "no",    "not", "should", "t",   "to",  "was", "were", "will", "without", "would"};
static_assert(std::is_sorted(auxiliaries.begin(), auxiliaries.end()));
constexpr std::array<std::string_view, 14> prepositions{"about", "against", "at", "between", "by",   "for", "from",
                                                        "in",    "into",    "of", "on",      "over", "to",  "with"};
static_assert(std::is_sorted(prepositions.begin(), prepositions.end()));

std::uint32_t bucket(std::uint32_t distance) {
  if (distance < 5) return distance;
  if (distance < 8) return 5;
  if (distance < 13) return 6;
  return distance < 21 ? 7 : 8;
}

std::uint32_t affix(std::string_view word, std::size_t length, bool front) {
  if (word.size() <= length) {
    return hash_word(word);
  }
  return hash_word(front ? word.substr(0, length) : word.substr(word.size() - length));
}

// Numbers templates one after the other, so that no two of a function share theirs.
class Collector {
 public:
  Collector(Features& out, std::uint32_t first) : out_(out), next_(first) { out_.clear(); }

  void add(std::uint32_t value, std::uint32_t other = 0) { out_.push_back(feature(next_++, value, other)); }
  // Several features of one template.
  void add_to_bag(std::uint32_t value, std::uint32_t other = 0) { out_.push_back(feature(next_, value, other)); }
  void end_bag() { ++next_; }

 private:
  Features& out_;
  std::uint32_t next_;
};

constexpr std::uint32_t trigger_base = 0;
constexpr std::uint32_t mention_base = 1000;
constexpr std::uint32_t attribute_base = 2000;
constexpr std::uint32_t argument_base = 3000;
constexpr std::uint32_t sector_base = 4000;

}  // namespace

bool is_function_word(std::string_view lower) {
  static const std::unordered_set<std::string_view> words{
      "a",     "an",   "the",   "this", "that",  "these", "those", "of",   "in",    "on",     "at",
      "by",    "for",  "with",  "to",   "from",  "as",    "into",  "over", "after", "and",    "or",
      "but",   "nor",  "is",    "was",  "are",   "were",  "be",    "been", "being", "has",    "have",
      "had",   "will", "would", "can",  "could", "may",   "might", "must", "shall", "should", "do",
      "does",  "did",  "not",   "it",   "its",   "he",    "his",   "him",  "she",   "her",    "they",
      "their", "them", "we",    "our",  "us",    "i",     "my",    "me",   "you",   "your",   "who",
      "which", "whom", "whose", "what", "when",  "where", "there", "also", "than",  "then",   "so",
      "such",  "more", "most",  "some", "any",   "all",   "both",  "each", "other", "had",    "about",
      "up",    "out",  "s",     "t",    ",",     ".",     ";",     ":",    "\"",    "“",      "”",
      "'",     "’",    "‘",     "(",    ")",     "-",     "–",     "—",    "!",     "?",      "…"};
  return words.contains(lower);
}

bool is_pronoun(std::string_view lower) {
  static const std::unordered_set<std::string_view> words{
      "he",  "she", "they", "it", "we",  "i",    "him", "her",  "them",    "us",      "his",    "their",
      "its", "our", "me",   "my", "who", "whom", "you", "your", "himself", "herself", "itself", "themselves"};
  return words.contains(lower);
}

std::string stem_of(std::string_view lower) {
  std::string stem(lower);
  const auto ends = [&](std::string_view suffix, std::size_t least) {
    return stem.size() >= least + suffix.size() && stem.ends_with(suffix);
  };
  const auto cut = [&](std::size_t length) { stem.resize(stem.size() - length); };
  if (ends("ies", 2) || ends("ied", 2)) {
    cut(3);
    stem += 'y';
    return stem;
  }
  if (ends("ing", 3)) {
    cut(3);
  } else if (ends("ed", 3) || ends("es", 3)) {
    cut(2);
  } else if (ends("s", 3) && !ends("ss", 2) && !ends("us", 2)) {
    cut(1);
  }
  if (stem.size() > 3 && stem[stem.size() - 1] == stem[stem.size() - 2] && stem.back() != 'l' && stem.back() != 's') {
    cut(1);
  }
  if (ends("e", 3)) {
    cut(1);
  }
  return stem;
}

SentenceView view_sentence(const Document& document, std::uint32_t sentence, const knowledge::Knowledge& knowledge) {
  SentenceView view;
  const TokenSpan tokens = document.sentences[sentence].tokens;
  view.sentence = sentence;
  view.first = tokens.begin;
  view.words.resize(tokens.size());
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    WordView& word = view.words[i];
    const std::string_view written = document.meant(tokens.begin + i);
    word.lower = knowledge::folded(written);
    // "US" and "WHO" are no pronouns.
    const bool initials = written.size() > 1 && is_pronoun(word.lower) && knowledge::is_capitals(written);
    if (word.lower.empty() || initials) {
      word.lower = written;
    }
    word.word = hash_word(word.lower);
    word.stem = hash_word(stem_of(word.lower));
    word.shape = shape_of(written);
    word.function_word = is_function_word(word.lower);
  }
  for (const Quotation& quotation : document.quotations) {
    if (quotation.sentence == sentence) {
      for (std::uint32_t token = quotation.tokens.begin; token < quotation.tokens.end; ++token) {
        view.words[token - view.first].quoted = true;
      }
    }
  }
  view.names = knowledge.names_in(document, tokens);
  tag_names(view, knowledge.ontology());
  return view;
}

void trigger_features(const SentenceView& view, std::uint32_t at, Features& out) {
  const Window window(view, at);
  const WordView& word = view.words[at];
  Collector add(out, trigger_base);
  add.add(1);
  add.add(word.word);
  add.add(word.stem);
  for (const std::int64_t offset : {-2, -1, 1, 2}) {
    add.add(window.word(offset));
    add.add(window.stem(offset), word.stem);
    add.add(window.name(offset));
  }
  add.add(window.word(-1), word.word);
  add.add(word.word, window.word(1));
  add.add(affix(word.lower, 2, false));
  add.add(affix(word.lower, 3, false));
  add.add(affix(word.lower, 4, true));
  add.add(word.shape);
  add.add(word.name);
  add.add(word.stem, window.name(1));
  add.add(word.stem, window.name(-1));
  add.add(window.content(1, 4));
  add.add(window.content(-1, 4));
  add.add(word.stem, window.content(1, 5));
  add.add(word.stem, window.content(-1, 5));
  add.add(window.named(-1, 10));
  add.add(window.named(1, 10));
  add.add(word.stem, window.named(-1, 10));
  add.add(word.stem, window.named(1, 10));
  const auto auxiliary = window.nearest(auxiliaries, -1, 3);
  const auto preposition = window.nearest(prepositions, 1, 4);
  add.add(auxiliary, affix(word.lower, 2, false));
  add.add(word.stem, auxiliary);
  add.add(word.stem, preposition);
  add.add(word.stem, word.quoted ? 1 : 0);
  add.add(at == 0 ? 1 : 0);
  for (std::int64_t offset = -7; offset <= 7; ++offset) {
    const WordView* other = window.word_at(offset);
    if (offset != 0 && other != nullptr && !other->function_word) {
      add.add_to_bag(other->stem);
    }
  }
  add.end_bag();
}

void mention_features(const SentenceView& view, std::uint32_t at, std::uint32_t last_label, Features& out) {
  const Window window(view, at);
  const WordView& word = view.words[at];
  Collector add(out, mention_base);
  add.add(1 + last_label);
  add.add(word.word, last_label);
  add.add(word.word);
  add.add(word.stem);
  for (const std::int64_t offset : {-3, -2, -1, 1, 2, 3}) {
    add.add(window.word(offset));
    add.add(window.shape(offset));
    add.add(window.name(offset));
  }
  add.add(window.word(-1), word.word);
  add.add(word.word, window.word(1));
  add.add(window.word(-1), word.shape);
  add.add(word.shape, window.shape(1));
  add.add(word.shape, window.shape(-1));
  add.add(window.word(-1), window.word(-2));
  add.add(word.shape, last_label);
  add.add(word.name, last_label);
  add.add(word.name, window.word(-1));
  add.add(word.name, window.word(1));
  add.add(word.name);
  add.add(word.shape);
  add.add(affix(word.lower, 3, false));
  add.add(affix(word.lower, 2, false));
  add.add(affix(word.lower, 4, true));
  add.add(word.quoted ? 1 : 0, last_label);
  add.add(at == 0 ? 1 : 0, word.name);
  add.add(window.content(1, 4));
  add.add(window.content(-1, 4));
}

void attribute_features(const SentenceView& view, WordSpan trigger, EventTypeId type, Features& out) {
  const Window front(view, trigger.begin);
  const Window back(view, trigger.end - 1);
  const std::uint32_t kind = type;
  Collector add(out, attribute_base);
  add.add(1);
  add.add(kind);
  for (std::uint32_t i = trigger.begin; i < trigger.end; ++i) {
    add.add_to_bag(view.words[i].word, kind);
  }
  add.end_bag();
  for (std::uint32_t i = trigger.begin; i < trigger.end; ++i) {
    add.add_to_bag(view.words[i].stem);
  }
  add.end_bag();
  for (const std::int64_t offset : {-3, -2, -1}) {
    add.add(front.word(offset));
    add.add(front.word(offset), kind);
  }
  for (const std::int64_t offset : {1, 2, 3}) {
    add.add(back.word(offset));
    add.add(back.word(offset), kind);
  }
  add.add(front.nearest(auxiliaries, -1, 4));
  add.add(front.nearest(auxiliaries, -1, 4), affix(view.words[trigger.begin].lower, 2, false));
  add.add(affix(view.words[trigger.end - 1].lower, 3, false));
  add.add(back.content(1, 5), kind);
  add.add(front.content(-1, 5), kind);
  for (std::int64_t offset = -8; offset < 0; ++offset) {
    if (const WordView* word = front.word_at(offset)) {
      add.add_to_bag(word->stem);
      add.add_to_bag(word->stem, kind + 1);
    }
  }
  add.end_bag();
  for (std::int64_t offset = 1; offset <= 8; ++offset) {
    if (const WordView* word = back.word_at(offset)) {
      add.add_to_bag(word->stem);
      add.add_to_bag(word->stem, kind + 1);
    }
  }
  add.end_bag();
}

void argument_features(const SentenceView& view, WordSpan trigger, EventTypeId type,
                       const ArgumentCandidate& candidate, const std::vector<WordSpan>& triggers,
                       const std::vector<ArgumentCandidate>& candidates, Features& out) {
  const WordSpan mention = candidate.words;
  const bool before = mention.end <= trigger.begin;
  const bool within = mention.overlaps(trigger);
  const std::uint32_t side = within ? 2 : (before ? 0 : 1);
  const WordSpan gap = before ? WordSpan{mention.end, trigger.begin} : WordSpan{trigger.end, mention.begin};
  const std::uint32_t distance = within || gap.end < gap.begin ? 0 : gap.end - gap.begin;
  const auto lies_between = [&](WordSpan span) { return !within && span.begin >= gap.begin && span.end <= gap.end; };
  std::uint32_t between_triggers = 0;
  for (const WordSpan other : triggers) {
    between_triggers += lies_between(other) ? 1U : 0U;
  }
  std::uint32_t between_tagged = 0;
  std::uint32_t nearer_places = 0;
  for (const ArgumentCandidate& other : candidates) {
    between_tagged += other.tagged && lies_between(other.words) ? 1U : 0U;
    nearer_places += other.kind == MentionKind::place && lies_between(other.words) ? 1U : 0U;
  }
  between_triggers = std::min(between_triggers, 2U);
  between_tagged = std::min(between_tagged, 3U);
  const Window front(view, mention.begin);
  const Window back(view, mention.end - 1);
  const Window action(view, trigger.begin);
  const Window action_end(view, trigger.end - 1);
  const WordView& verb = view.words[trigger.begin];
  const WordView& last = view.words[mention.end - 1];
  const auto auxiliary = action.nearest(auxiliaries, -1, 3);
  const std::uint32_t ending = affix(view.words[trigger.end - 1].lower, 2, false);
  const std::uint32_t place = candidate.kind == MentionKind::place ? 1 : 0;
  const std::uint32_t tagged = candidate.tagged ? 1 : 0;
  const std::uint32_t where = side * 16 + bucket(distance);
  const std::uint32_t what = type * 4U + side;
  const std::uint32_t order = side * 32 + between_tagged * 8 + between_triggers * 2 + tagged;
  const bool by = front.word(-1) == hash_word("by");
  const bool quoted_apart = view.words[mention.begin].quoted != verb.quoted;

  Collector add(out, argument_base);
  add.add(1);
  add.add(what, tagged);
  add.add(where, place * 2 + tagged);
  add.add(where, type);
  add.add(order, place);
  add.add(order, what);
  add.add(order, ending);
  add.add(order, verb.stem);
  add.add(order, place * 4 + std::min(nearer_places, 2U));
  add.add(front.word(-1), what);
  add.add(front.word(-1), side * 4 + place * 2 + tagged);
  add.add(front.word(-1), front.word(-2));
  add.add(back.word(1), side * 2 + tagged);
  add.add(back.word(1), what);
  add.add(verb.stem, side * 2 + place);
  add.add(verb.word, side * 2 + tagged);
  add.add(verb.word, front.word(-1));
  add.add(verb.stem, action_end.word(1) + side);
  add.add(auxiliary + side, ending);
  add.add(auxiliary + side, type);
  add.add(by ? 1 : 0, ending + auxiliary);
  add.add(ending, what);
  add.add(last.name, what);
  add.add(view.words[mention.begin].name, what);
  add.add(last.name, side * 4 + place * 2 + tagged);
  add.add(last.stem, what);
  add.add(last.word, side);
  add.add(last.shape, side * 2 + place);
  add.add(is_pronoun(view.words[mention.begin].lower) ? 1 : 0, what);
  add.add(place, what);
  add.add(mention.begin == 0 ? 1 : 0, what);
  add.add(quoted_apart ? 1 : 0, side * 2 + tagged);
  add.add(quoted_apart ? 1 : 0, what);
  add.add(action.word(-1), what);
  add.add(action_end.word(1), what);
  add.add(action_end.word(1), order);
  add.add(distance == 0 ? 1 : 0, verb.stem + side);
  if (!within && distance <= 12) {
    for (std::uint32_t i = gap.begin; i < gap.end; ++i) {
      add.add_to_bag(view.words[i].word, side * 2 + place);
    }
    add.end_bag();
    for (std::uint32_t i = gap.begin; i < gap.end; ++i) {
      add.add_to_bag(view.words[i].word, what);
    }
  }
  add.end_bag();
}

void sector_features(const SentenceView& view, WordSpan mention, Features& out) {
  Collector add(out, sector_base);
  add.add(1);
  for (std::uint32_t i = mention.begin; i < mention.end; ++i) {
    add.add_to_bag(view.words[i].stem);
    add.add_to_bag(view.words[i].name, 1);
    add.add_to_bag(affix(view.words[i].lower, 3, false), 2);
  }
  add.end_bag();
  const Window front(view, mention.begin);
  const Window back(view, mention.end - 1);
  add.add(view.words[mention.end - 1].stem);
  add.add(view.words[mention.begin].stem);
  add.add(view.words[mention.end - 1].shape);
  add.add(view.words[mention.begin].name, view.words[mention.end - 1].name);
  add.add(mention.end - mention.begin);
  add.add(front.word(-1));
  add.add(back.word(1));
  add.add(back.content(1, 4));
  add.add(front.content(-1, 4));
}

}  // namespace detente::model
