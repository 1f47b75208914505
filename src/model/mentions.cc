#include <algorithm>
#include <cctype>
#include <unordered_set>

#include "knowledge/names.h"
#include "model/fast.h"

namespace detente::model {

namespace {

std::size_t best_of(std::span<const float> values) {
  return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

std::vector<LabelledSpan> tag_mentions(const SentenceView& view, const FastWeights& weights) {
  std::vector<LabelledSpan> spans;
  std::vector<float> probabilities(weights.mention.labels().size());
  Features features;
  std::size_t last = 0;
  for (std::uint32_t i = 0; i < view.size(); ++i) {
    mention_features(view, i, static_cast<std::uint32_t>(last), features);
    weights.mention.probabilities(features, probabilities);
    const std::size_t label = best_of(probabilities);
    const bool begins = label == actor_label || label == place_label;
    const bool goes_on = label != 0 && !begins && last != 0 && (last == label || last == label - 1);
    if (goes_on) {
      spans.back().words.end = i + 1;
    } else if (label != 0) {
      spans.push_back({{i, i + 1}, begins ? label : label - 1, probabilities[label]});
    }
    last = label;
  }
  return spans;
}

// Articles and prepositions are no mention by themselves.
bool is_bare(const SentenceView& view, WordSpan words) {
  return std::all_of(view.words.begin() + words.begin, view.words.begin() + words.end,
                     [](const WordView& word) { return word.function_word && !is_pronoun(word.lower); });
}

bool is_never_a_name(std::string_view lower) {
  static const std::unordered_set<std::string_view> words{
      "monday",   "tuesday",  "wednesday", "thursday", "friday", "saturday", "sunday", "january",
      "february", "march",    "april",     "may",      "june",   "july",     "august", "september",
      "october",  "november", "december",  "gmt",      "no",     "yes"};
  return words.contains(lower);
}

bool joins_names(std::string_view lower) {
  static const std::unordered_set<std::string_view> words{"-",  ".",  "al", "bin", "de",  "van", "von", "der",
                                                          "el", "da", "di", "ibn", "abu", "la",  "’",   "'"};
  return words.contains(lower);
}

bool is_mark(const WordView& word) {
  return !word.lower.empty() && !std::isalnum(static_cast<unsigned char>(word.lower.front())) && word.function_word;
}

// Words that a name of the tables covers, or that are written like a name.
std::vector<bool> find_name_like(const SentenceView& view, const Document& document) {
  std::vector<bool> like(view.size(), false);
  for (std::uint32_t i = 0; i < view.size(); ++i) {
    const WordView& word = view.words[i];
    const bool opens = std::all_of(view.words.begin(), view.words.begin() + i, is_mark) ||
                       (i > 0 && word.quoted && !view.words[i - 1].quoted);
    const bool next_upper = i + 1 < view.size() && knowledge::begins_upper(document.word(view.first + i + 1));
    like[i] = word.name != 0 || (!word.function_word && !is_never_a_name(word.lower) &&
                                 knowledge::begins_upper(document.word(view.first + i)) && (!opens || next_upper));
  }
  for (std::uint32_t i = 1; i + 1 < view.size(); ++i) {
    like[i] = like[i] || (like[i - 1] && like[i + 1] && joins_names(view.words[i].lower));
  }
  return like;
}

// Runs of name-like words: "Pakistani Foreign Minister Khurshid Kasuri", "Russian troops".
std::vector<WordSpan> find_name_runs(const SentenceView& view, const Document& document) {
  const auto like = find_name_like(view, document);
  std::vector<WordSpan> runs;
  for (std::uint32_t i = 0; i < view.size(); ++i) {
    if (!like[i]) {
      continue;
    }
    const bool goes_on = !runs.empty() && runs.back().end == i && view.words[i].quoted == view.words[i - 1].quoted;
    if (goes_on) {
      runs.back().end = i + 1;
    } else {
      runs.push_back({i, i + 1});
    }
  }
  return runs;
}

MentionKind kind_of(const SentenceView& view, WordSpan run) {
  const auto capital = static_cast<std::uint32_t>(NameTag::capital);
  return view.words[run.begin].name == capital ? MentionKind::place : MentionKind::actor;
}

}  // namespace

ArgumentCandidate candidate_of(const SentenceView& view, const Mention& mention) {
  return {{mention.tokens.begin - view.first, mention.tokens.end - view.first},
          mention.kind,
          mention.probability > untagged};
}

void add_names(const Document& document, const SentenceView& view, std::vector<Mention>& mentions) {
  const auto free = [&](TokenSpan tokens) {
    return std::none_of(mentions.begin(), mentions.end(),
                        [&](const Mention& mention) { return mention.tokens.overlaps(tokens); });
  };
  for (const WordSpan run : find_name_runs(view, document)) {
    const TokenSpan tokens = view.tokens(run.begin, run.end);
    if (free(tokens)) {
      mentions.push_back({tokens, kind_of(view, run), no_sector, untagged});
    }
  }
  for (std::uint32_t i = 0; i < view.size(); ++i) {
    const TokenSpan tokens = view.tokens(i, i + 1);
    if (is_pronoun(view.words[i].lower) && free(tokens)) {
      mentions.push_back({tokens, MentionKind::actor, no_sector, untagged});
    }
  }
  std::sort(mentions.begin(), mentions.end(),
            [](const Mention& a, const Mention& b) { return a.tokens.begin < b.tokens.begin; });
}

std::vector<Mention> find_mentions(const Document& document, const SentenceView& view, const FastWeights& weights) {
  std::vector<Mention> mentions;
  for (const LabelledSpan& span : tag_mentions(view, weights)) {
    if (!is_bare(view, span.words)) {
      mentions.push_back({view.tokens(span.words.begin, span.words.end),
                          span.label == place_label ? MentionKind::place : MentionKind::actor, no_sector,
                          span.probability});
    }
  }
  add_names(document, view, mentions);
  return mentions;
}

}  // namespace detente::model
