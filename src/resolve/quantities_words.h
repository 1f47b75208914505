// The words around numbers: what is counted, and what is done to those who are counted.
#pragma once

#include <cstdint>
#include <string_view>

#include "detente/resolved.h"

namespace detente::resolve {

enum class CountWord : std::uint8_t {
  none,
  stop,         // ends a noun phrase: a function word, an auxiliary, a common verb
  noun,         // something counted
  unlike_noun,  // after a number: a percentage, an age, a unit that makes it no quantity
  currency,
  deed,   // a participle or verb that tells what happened to the counted: "killed", "arrested"
  label,  // stands before numbers that only name: "Resolution", "Flight", "No"
};

struct CountEntry {
  std::string_view word;
  CountWord part = CountWord::none;
  QuantityKind kind = QuantityKind::other;
};

// The entry of a lower-cased word.
const CountEntry& find_count_word(std::string_view lower_word);

}  // namespace detente::resolve
