#include "story/words.h"

#include <algorithm>
#include <cmath>

#include "knowledge/names.h"
#include "story/background_words.h"

namespace detente::story {

namespace {

constexpr double background_articles = 1000;
// What a stem that is not in the table may stand in at most; half of that is the best guess.
constexpr double unlisted_per_mille = 2.5;
constexpr double common_per_mille = 160;

bool ends_with(const std::string& word, std::string_view ending) {
  return std::string_view(word).ends_with(ending);
}

bool is_ascii(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Single signs beyond ASCII have at most three bytes; so have single letters, which say nothing either.
bool is_word(std::string_view token) {
  const char first = token.front();
  if (!is_ascii(token.substr(0, 1))) {
    return token.size() > 3;
  }
  return (first >= '0' && first <= '9') || (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
}

}  // namespace

// train/background_words.py does the same.
std::string stem_of(std::string word) {
  if (!is_ascii(word)) {
    return word;
  }
  if (word.size() > 4 && (ends_with(word, "ies") || ends_with(word, "ied"))) {
    word.replace(word.size() - 3, 3, "y");
    return word;
  }
  if (word.size() > 3 && word.back() == 's' &&
      std::string_view("sui").find(word[word.size() - 2]) == std::string::npos) {
    word.pop_back();
  }
  if (word.size() > 5 && ends_with(word, "ing")) {
    word.resize(word.size() - 3);
  } else if (word.size() > 4 && ends_with(word, "ed")) {
    word.resize(word.size() - 2);
  }
  if (word.size() > 4 && word.back() == 'e') {
    word.pop_back();
  }
  return word;
}

double background_per_mille(std::string_view stem) {
  const auto* const at =
      std::lower_bound(background_words.begin(), background_words.end(), stem,
                       [](const BackgroundWord& row, std::string_view word) { return row.stem < word; });
  return at != background_words.end() && at->stem == stem ? at->per_mille : unlisted_per_mille;
}

double product(const WordVector& left, const WordVector& right) {
  double sum = 0;
  for (auto l = left.begin(), r = right.begin(); l != left.end() && r != right.end();) {
    if (l->word < r->word) {
      ++l;
    } else if (r->word < l->word) {
      ++r;
    } else {
      sum += static_cast<double>(l->weight) * static_cast<double>(r->weight);
      ++l;
      ++r;
    }
  }
  return sum;
}

void normalise(WordVector& vector) {
  std::sort(vector.begin(), vector.end(), [](const auto& l, const auto& r) { return l.word < r.word; });
  double squares = 0;
  for (const WeightedWord& word : vector) {
    squares += static_cast<double>(word.weight) * static_cast<double>(word.weight);
  }
  if (squares > 0) {
    for (WeightedWord& word : vector) {
      word.weight = static_cast<float>(static_cast<double>(word.weight) / std::sqrt(squares));
    }
  }
}

WordId Vocabulary::intern(const std::string& stem) {
  const auto [at, is_new] = ids_.emplace(stem, 0);
  if (!is_new) {
    return at->second;
  }
  if (free_.empty()) {
    free_.push_back(static_cast<WordId>(entries_.size()));
    entries_.emplace_back();
  }
  at->second = free_.back();
  free_.pop_back();
  entries_[at->second] = {&at->first, 0, background_per_mille(stem) * background_articles / 1000};
  return at->second;
}

void Vocabulary::add_article(std::span<const WordId> distinct) {
  ++articles_;
  for (const WordId word : distinct) {
    ++entries_[word].articles;
  }
}

void Vocabulary::remove_article(std::span<const WordId> distinct) {
  --articles_;
  for (const WordId word : distinct) {
    if (--entries_[word].articles == 0) {
      ids_.erase(*entries_[word].stem);
      entries_[word] = {};
      free_.push_back(word);
    }
  }
}

double Vocabulary::rarity(WordId word) const {
  const Entry& entry = entries_[word];
  return std::log((background_articles + articles_ + 1) / (entry.background + entry.articles + 1));
}

bool Vocabulary::is_common(WordId word) const {
  return entries_[word].background >= common_per_mille * background_articles / 1000;
}

WordId Vocabulary::checked(WordId word) const {
  if (word >= entries_.size() || entries_[word].stem == nullptr) {
    throw UnfitBytes("a word has no stem");
  }
  return word;
}

void Vocabulary::write(ByteWriter& out) const {
  out.value(articles_);
  out.list(entries_, [&](const Entry& entry) {
    out.text(entry.stem == nullptr ? "" : *entry.stem);
    out.value(entry.articles);
  });
  out.list(free_, [&](WordId word) { out.value(word); });
}

void Vocabulary::read(ByteReader& in) {
  articles_ = in.value<std::uint32_t>();
  const auto count = in.value<std::uint64_t>();
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::string stem = in.text();
    const auto articles = in.value<std::uint32_t>();
    Entry& entry = entries_.emplace_back();
    if (!stem.empty()) {
      const auto [at, is_new] = ids_.emplace(stem, static_cast<WordId>(i));
      if (!is_new) {
        throw UnfitBytes("a word stands twice");
      }
      entry = {&at->first, articles, background_per_mille(stem) * background_articles / 1000};
    }
  }
  free_ = in.list<WordId>([&] {
    const auto word = in.value<WordId>();
    if (word >= entries_.size() || entries_[word].stem != nullptr) {
      throw UnfitBytes("a word is both free and taken");
    }
    return word;
  });
}

std::vector<Occurrence> occurrences_in(const Document& document) {
  std::vector<Occurrence> all;
  for (std::uint32_t i = 0; i < document.sentences.size(); ++i) {
    const Sentence& sentence = document.sentences[i];
    if (sentence.kind == SentenceKind::boilerplate || sentence.kind == SentenceKind::byline) {
      continue;
    }
    for (std::uint32_t token = sentence.tokens.begin; token < sentence.tokens.end; ++token) {
      const std::string_view word = document.word(token);
      if (!is_word(word)) {
        continue;
      }
      Occurrence& occurrence = all.emplace_back();
      occurrence.folded = knowledge::folded(word);
      occurrence.stem = stem_of(occurrence.folded);
      occurrence.sentence = i;
      occurrence.is_name = token > sentence.tokens.begin && knowledge::begins_upper(word);
    }
  }
  return all;
}

}  // namespace detente::story
