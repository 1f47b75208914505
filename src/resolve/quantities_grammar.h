// The grammar of quantities over one sentence: the number, what bears on it before and after, the noun it counts, and
// the deed that tells of what kind it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "detente/document.h"
#include "detente/resolved.h"
#include "resolve/quantities_words.h"

namespace detente::resolve {

struct QuantityMatch {
  TokenSpan tokens;
  Quantity quantity;
};

class QuantityGrammar {
 public:
  // `taken` tells for each of the sentence's tokens whether it lies in a temporal expression. All must outlive this.
  QuantityGrammar(const Document& document, const Sentence& sentence, const std::vector<bool>& taken);

  // The quantity whose number begins with token `at`; words before `at` may belong to it, but none before `free`.
  [[nodiscard]] std::optional<QuantityMatch> match(std::uint32_t at, std::uint32_t free) const;

  // Whether a number may begin with this token: cheap, and true for no more than every tenth word of news.
  [[nodiscard]] bool may_begin(std::uint32_t at) const;

 private:
  using Token = std::uint32_t;

  // A number with the words that make it: "between 20,000 and 50,000", "several hundred", "$3.5bn".
  struct Count {
    Token begin = 0;
    Token end = 0;
    double value = 0;
    QuantityRelation relation = QuantityRelation::equal;
    bool digits = false;
    bool money = false;
    bool pair = false;     // "3-1": two numbers over a hyphen
    bool falling = false;  // and the second is not greater
    bool strong = false;   // "5,000-strong"
  };

  // The words
  [[nodiscard]] bool inside(Token i) const { return i >= sentence_.tokens.begin && i < sentence_.tokens.end; }
  [[nodiscard]] std::string_view word(Token i) const;
  [[nodiscard]] bool is(Token i, std::string_view lower) const;
  [[nodiscard]] bool is_any(Token i, std::initializer_list<std::string_view> lower) const;
  [[nodiscard]] bool glued(Token i) const;
  [[nodiscard]] bool capital(Token i) const;
  [[nodiscard]] bool letters(Token i) const;
  [[nodiscard]] bool taken(Token i) const;
  [[nodiscard]] CountEntry entry(Token i) const;
  [[nodiscard]] bool is_currency_sign(Token i) const;

  // The number
  [[nodiscard]] std::optional<Count> count(Token i) const;
  [[nodiscard]] std::optional<Count> exact_count(Token i) const;
  [[nodiscard]] std::optional<Count> plural_size(Token i) const;
  [[nodiscard]] std::optional<Count> vague_count(Token i) const;
  [[nodiscard]] std::optional<Count> number_of(Token i) const;
  [[nodiscard]] std::optional<Count> many(Token i) const;
  [[nodiscard]] std::optional<Count> one_more(Token i) const;
  void read_range(Count& count) const;
  void read_currency_sign(Count& count, Token free) const;
  [[nodiscard]] bool is_name(const Count& count) const;
  [[nodiscard]] bool second_of_days(const Count& count) const;
  [[nodiscard]] bool is_pronoun(const Count& count) const;
  [[nodiscard]] bool is_measure_of_other_kind(const Count& count) const;

  // What bears on it
  void read_before(Count& count, Token free) const;
  [[nodiscard]] Token modifier_before(Token begin, Token free, QuantityRelation& relation) const;
  void read_after(Count& count) const;

  // What it counts
  [[nodiscard]] Token noun_end(const Count& count, QuantityKind& kind) const;
  [[nodiscard]] Token phrase_end(Token i, double value, QuantityKind& kind) const;
  [[nodiscard]] bool is_plural(Token i) const;

  // What was done
  [[nodiscard]] std::optional<QuantityKind> deed_around(TokenSpan span) const;
  [[nodiscard]] std::optional<QuantityKind> deed_before(Token begin) const;
  [[nodiscard]] std::optional<QuantityKind> deed_after(Token end) const;

  const Document& document_;
  const Sentence& sentence_;
  const std::vector<bool>& taken_;
};

}  // namespace detente::resolve
