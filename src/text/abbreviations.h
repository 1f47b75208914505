// Words whose full stop need not end a sentence, and words that show that it did.
#pragma once

#include <cstdint>
#include <string_view>

namespace detente::text {

enum class Abbreviation : std::uint8_t {
  none,
  title,    // stands before a name and never ends a sentence: "Gen.", "Mr."
  number,   // stands before a number: "No.", "Art."; elsewhere a plain word
  month,    // before a number as well, but may end a sentence: "Feb."
  general,  // may end a sentence: "Inc.", "Calif.", "U.S."
  hour,     // "a.m.", "p.m."; mostly ends one before a capital
};

// `word` is what stands before the full stop, inner stops included ("U.S" for "U.S."). Case counts only for single
// letters and for words that are plain English in small letters ("Sat.", "sat.").
Abbreviation abbreviation(std::string_view word);

// Whether a capitalised word, as written, is one that sentences begin with and names hardly ever do: "The", "But".
bool begins_sentences(std::string_view word);

// "said", "asked" … : verbs that tie a quotation to its speaker.
bool is_speech_verb(std::string_view word);

}  // namespace detente::text
