// What a word beside a name says of it: whether it names a place, a person or a body.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "detente/document.h"
#include "resolve/gazetteer.h"

namespace detente::resolve {

// Bits of WordSense::cues.
namespace cue {
inline constexpr std::uint32_t inside = 1U << 0U;  // "in", "near", "outside": what follows is a place or a time
inline constexpr std::uint32_t toward = 1U << 1U;  // "from", "to", "between": a place, a person or a time
inline constexpr std::uint32_t of = 1U << 2U;
inline constexpr std::uint32_t direction = 1U << 3U;   // "northern", "downtown"
inline constexpr std::uint32_t title = 1U << 4U;       // "Mr", "Senator", "Mayor"
inline constexpr std::uint32_t speech = 1U << 5U;      // "said", "told"
inline constexpr std::uint32_t kind = 1U << 6U;        // "city", "province": "the city of X", "X province"
inline constexpr std::uint32_t body = 1U << 7U;        // "Police", "Council": X stays a place in "X Police"
inline constexpr std::uint32_t medium = 1U << 8U;      // "Times", "Herald": X is part of a newspaper's name
inline constexpr std::uint32_t street = 1U << 9U;      // "Street", "Road": a place of its own with its name
inline constexpr std::uint32_t landform = 1U << 10U;   // "River", "Island": the same
inline constexpr std::uint32_t division = 1U << 11U;   // "County", "Township": the same
inline constexpr std::uint32_t function = 1U << 12U;   // "The", "But": begins sentences, not names
inline constexpr std::uint32_t calendar = 1U << 13U;   // months and weekdays
inline constexpr std::uint32_t fronted = 1U << 14U;    // "Lake", "Mount", "Fort": begins a place's name
inline constexpr std::uint32_t company = 1U << 15U;    // "Inc", "Bank", "Hotel": X is part of a firm's name
inline constexpr std::uint32_t resident = 1U << 16U;   // "resident", "native": X before it is a place
inline constexpr std::uint32_t thing = 1U << 18U;      // "virus", "accord": X before it is its name, not where it is
inline constexpr std::uint32_t group = 1U << 19U;      // "counties": what the names of a list before it are
inline constexpr std::uint32_t family = 1U << 20U;     // "family", "brothers": X before it is a person's name
inline constexpr std::uint32_t school = 1U << 17U;     // "University", "College": X before it is part of their name
inline constexpr std::uint32_t american = 1U << 21U;   // "sheriff", "Interstate": words of American news
inline constexpr std::uint32_t british = 1U << 22U;    // "councillor", "constable": words of British and Irish news
inline constexpr std::uint32_t people = 1U << 25U;     // "Arab", "Tamil": peoples, though there are towns so named
inline constexpr std::uint32_t shortened = 1U << 26U;  // "St", "Ave": streets' words that are written with a dot
inline constexpr std::uint32_t town = 1U << 23U;       // "city", "village": what kind of place the name beside it is
inline constexpr std::uint32_t state = 1U << 24U;      // "state", "province"
}  // namespace cue

struct WordSense {
  std::uint32_t cues = 0;
  std::uint8_t kinds = 0;  // WordKinds of the gazetteer, for capitalised words
  bool upper = false;      // begins with a capital
  bool capitals = false;   // all letters are
  bool joint = false;      // a hyphen, dot or apostrophe
  bool digits = false;     // begins with a digit
  std::uint64_t name = 0;  // hash of the word alone, for capitalised words
  std::string folded;      // for capitalised words
};

// One entry per token.
std::vector<WordSense> senses_of(const Document& document, const Gazetteer& gazetteer);

std::uint32_t cues_of(std::string_view lower_word);

}  // namespace detente::resolve
