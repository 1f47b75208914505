// How names are compared: as hashes of their words without letter case, accents, dots, hyphens and apostrophes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace detente::knowledge {

// The empty name; the hash of a name is extended word by word (FNV-1a, 64 bits).
inline constexpr std::uint64_t empty_name = 0xCBF29CE484222325U;

// A word in lower case without accents and dots: "Élysée" → "elysee", "U.S." → "us". Other scripts are folded only.
std::string folded(std::string_view word);

std::uint64_t extended(std::uint64_t name, std::string_view folded_word);

// True for '-', '.', '\'' and their typographic kin: marks that may stand or be missing inside a name.
bool is_joint(std::string_view token);

// What the letter case of a name demands of the words that match it.
struct NameCase {
  bool first_upper = false;  // its first word must begin with a capital
  bool last_upper = false;   // its last word must
  bool capitals = false;     // all its letters must be capitals
};

bool begins_upper(std::string_view word);
bool is_capitals(std::string_view word);

// People of these countries (ISO 3166 alpha-3) are called by their family name, which stands first.
bool family_name_first(std::string_view code);

// A name cut into words by the tokenizer, joints left out.
std::vector<std::string> words_of(std::string_view name);
NameCase case_of(const std::vector<std::string>& words);
std::uint64_t hash_of(const std::vector<std::string>& words);

}  // namespace detente::knowledge
