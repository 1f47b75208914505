// Which capitalised words are names of places: candidates from the gazetteer and from their form ("Elm Street"),
// weighed by the words beside them and by the article's other mentions of the same name.
#pragma once

#include <cstdint>
#include <vector>

#include "detente/analysis.h"
#include "detente/document.h"
#include "knowledge/knowledge.h"
#include "resolve/gazetteer.h"

namespace detente::resolve {

inline constexpr std::uint32_t no_mention = 0xFFFFFFFFU;

// What the words beside a name say of its kind: "the city of X", "X province".
enum class Wanted : std::uint8_t { any, town, division };

struct PlaceMention {
  TokenSpan tokens;
  ByteSpan bytes;  // with the dot of an abbreviation
  std::uint32_t sentence = 0;
  std::uint64_t name = 0;                // hash of its folded words
  NameEntry entry;                       // no places: known by its form only
  bool capitals = false;                 // written in capitals: names that ask for them match
  bool tied = false;                     // means a place only beside another ("GA")
  std::uint32_t container = no_mention;  // the mention behind its comma: "Missouri" for "Springfield"
  Wanted wanted = Wanted::any;
  double evidence = 0;  // above zero: a place
};

struct Recognised {
  std::vector<PlaceMention> mentions;  // in text order, not overlapping; only those taken for places
  std::uint32_t american = 0;          // words that American news has
  std::uint32_t british = 0;           // words that British and Irish news has
};

Recognised recognise_places(const Document& document, const Analysis& analysis, const knowledge::Knowledge& knowledge,
                            const Gazetteer& gazetteer);

}  // namespace detente::resolve
