// Which words an article has, and how much each of them says: rare words tell articles apart, common ones do not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "detente/document.h"
#include "story/bytes.h"

namespace detente::story {

// Without the endings of plural, past and progressive, and without a last "e": "carries", "carried" → "carry". The
// word is folded (knowledge/names.h).
std::string stem_of(std::string folded_word);

// In how many of a thousand articles of the background a stem stands.
double background_per_mille(std::string_view stem);

using WordId = std::uint32_t;

struct WeightedWord {
  WordId word = 0;
  float weight = 0;
};

// Sorted by word, of length 1.
using WordVector = std::vector<WeightedWord>;

double product(const WordVector& left, const WordVector& right);
void normalise(WordVector& vector);

// The stems of the articles within the window, with the number of articles each stands in. A stem that stands in none
// any more is forgotten, and its id given to another.
class Vocabulary {
 public:
  // The stem's id; it lives only from add() to remove() of an article that has it.
  WordId intern(const std::string& stem);
  [[nodiscard]] const std::string& stem(WordId word) const { return *entries_[word].stem; }

  void add_article(std::span<const WordId> distinct);
  void remove_article(std::span<const WordId> distinct);

  // log of articles over articles with the word, over background and window together (Spärck Jones 1972).
  [[nodiscard]] double rarity(WordId word) const;
  // The word is one that says little: it stands in every sixth article of the background or more.
  [[nodiscard]] bool is_common(WordId word) const;
  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  // The id itself; throws UnfitBytes where no stem has it.
  [[nodiscard]] WordId checked(WordId word) const;

  void write(ByteWriter& out) const;
  void read(ByteReader& in);

 private:
  struct Entry {
    const std::string* stem = nullptr;  // the key in ids_
    std::uint32_t articles = 0;
    double background = 0;  // articles of the background with it
  };

  std::unordered_map<std::string, WordId> ids_;
  std::vector<Entry> entries_;
  std::vector<WordId> free_;
  std::uint32_t articles_ = 0;
};

// A word of a text as it is compared.
struct Occurrence {
  std::string folded;
  std::string stem;
  WordId word = 0;  // of the stem, once it is interned
  std::uint32_t sentence = 0;
  bool is_name = false;  // written with a capital inside a sentence
};

// The words and numbers of a document's running text, without punctuation and boilerplate.
std::vector<Occurrence> occurrences_in(const Document& document);

}  // namespace detente::story
