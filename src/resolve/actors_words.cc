#include "resolve/actors_words.h"

#include <algorithm>
#include <array>

namespace detente::resolve {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool ends_head(std::string_view word) {
  return one_of(word, {"of",      "for", "to",    "in",    "at",    "from",    "with",   "on",
                       "against", "by",  "near",  "who",   "which", "that",    "whose",  ",",
                       "(",       "as",  "about", "under", "over",  "between", "backed", "linked"});
}

bool is_article_word(std::string_view word) {
  return one_of(word,
                {"the", "a", "an", "his", "her", "their", "its", "this", "that", "these", "those", "some", "s"});
}

bool is_former_word(std::string_view word) {
  return one_of(word, {"former", "ex", "late"});
}

bool is_honorific(std::string_view word) {
  return one_of(
      word, {"mr",  "mrs", "ms",  "m",    "mme", "dr",   "sir", "lady", "lord", "sheikh", "sayyed",   "gen",  "col",
             "sen", "rep", "gov", "prof", "rev", "capt", "lt",  "sgt",  "maj",  "herr",   "monsieur", "senor"});
}

bool is_first_person(std::string_view word) {
  return one_of(word, {"i", "me", "my", "we", "us", "our", "ours", "myself", "ourselves"});
}

bool is_third_person(std::string_view word) {
  return one_of(word, {"he", "his", "him", "himself", "she", "her", "hers", "herself", "they", "their", "them",
                       "themselves", "it", "its", "itself", "who", "whom", "whose", "which"});
}

bool is_definite(std::string_view word) {
  return one_of(word, {"the", "this", "that", "these", "those", "both", "all"});
}

bool is_vague(std::string_view word) {
  return one_of(word, {"some", "any", "other", "others", "another", "many", "several", "various", "certain", "no",
                       "every", "each", "more", "few", "most", "a", "an"});
}

bool is_person_noun(std::string_view word) {
  static constexpr std::array<std::string_view, 9> endings{"er",  "or",  "ist", "man",    "woman",
                                                           "ian", "ese", "ish", "citizen"};
  return std::any_of(std::begin(endings), std::end(endings),
                     [&](std::string_view ending) { return word.ends_with(ending); }) ||
         one_of(word, {"student",   "general",  "colonel", "judge",      "boy",     "girl",     "national",
                       "refugee",   "militant", "agent",   "lieutenant", "cleric",  "doctor",   "nurse",
                       "briton",    "migrant",  "captive", "hostage",    "suspect", "activist", "diplomat",
                       "dissident", "imam",     "priest",  "bishop",     "monk",    "captain"});
}

std::string_view modifier_sector(std::string_view word) {
  if (one_of(word,
             {"rebel", "rebels", "insurgent", "separatist", "guerrilla", "guerrillas", "militant", "jihadist"})) {
    return "REB";
  }
  if (word == "police") return "COP";
  if (word == "opposition") return "OPP";
  if (one_of(word, {"army", "military", "navy"})) return "MIL";
  if (one_of(word, {"parliamentary", "congressional"})) return "LEG";
  return "";
}

bool is_count(std::string_view word) {
  const bool digits = !word.empty() && word.front() >= '0' && word.front() <= '9';
  return digits || is_vague(word) ||
         one_of(word, {"all",    "one",    "two",      "three",     "four",   "five",   "six",
                       "seven",  "eight",  "nine",     "ten",       "eleven", "twelve", "dozen",
                       "dozens", "scores", "hundreds", "thousands", "both",   "second", "third"});
}

bool is_foreign(std::string_view word) {
  return one_of(word, {"foreign", "international", "regional", "western", "european", "african", "asian", "arab",
                       "global", "world"});
}

bool speaks_for_body(std::string_view sector) {
  return one_of(sector, {"GOV", "UNK", "BUS", "PTY", "LEG", "ELI", "OPP"});
}

bool is_quotation_mark(std::string_view word) {
  return one_of(word, {"\"", "'", "“", "”", "‘", "’", "«", "»", "``", "''"});
}

bool is_name_particle(std::string_view word) {
  return one_of(word, {"al", "bin", "ibn", "de", "van", "von", "der", "el", "da", "di", "abu", "la"});
}

}  // namespace detente::resolve
