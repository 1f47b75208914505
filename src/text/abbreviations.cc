#include "text/abbreviations.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace detente::text {

namespace {

template <std::size_t n>
constexpr std::array<std::string_view, n> sorted(std::array<std::string_view, n> words) {
  std::sort(words.begin(), words.end());
  return words;
}

template <std::size_t n>
bool holds(const std::array<std::string_view, n>& words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

constexpr auto titles = sorted(std::to_array<std::string_view>(
    {"adm",  "amb",  "atty", "ayat", "bp",  "brig",  "capt", "card", "cdr", "cmdr", "cmdt", "col",
     "comm", "cpl",  "cpt",  "det",  "dr",  "drs",   "dra",  "engr", "ens", "fr",   "gen",  "gens",
     "gov",  "govs", "hon",  "insp", "ald", "jr",    "lt",   "ltc",  "ltg", "maj",  "mgr",  "messrs",
     "mlle", "mme",  "mmes", "mr",   "mrs", "ms",    "msgr", "mt",   "pfc", "pres", "prof", "profs",
     "pvt",  "rep",  "reps", "rev",  "rt",  "sen",   "sens", "sgt",  "spc", "sr",   "sra",  "srta",
     "st",   "ste",  "supt", "vs",   "viz", "mssrs", "spk",  "hrh",  "m"}));

constexpr auto numbering = sorted(std::to_array<std::string_view>(
    {"no",   "nos", "nr", "art", "arts", "p",      "pp",  "vol", "vols", "sec", "fig", "figs",
     "para", "ch",  "cl", "ca",  "c",    "approx", "est", "op",  "tel",  "ext", "rs",  "flt"}));

constexpr auto months = sorted(
    std::to_array<std::string_view>({"Jan", "Feb", "Mar", "Apr", "Jun",  "Jul", "Aug", "Sep",  "Sept",  "Oct",
                                     "Nov", "Dec", "Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri"}));

constexpr auto general = sorted(std::to_array<std::string_view>(
    {"inc",   "corp", "co",   "cos",  "ltd",  "plc",  "llc",  "bros", "assn",  "assoc",   "dept",  "dist", "div",
     "etc",   "al",   "cf",   "eg",   "e.g",  "ie",   "i.e",  "ave",  "blvd",  "rd",      "hwy",   "ft",   "lb",
     "lbs",   "oz",   "mph",  "kg",   "km",   "sq",   "ala",  "ariz", "ark",   "calif",   "colo",  "conn", "del",
     "fla",   "ga",   "ill",  "ind",  "kan",  "kans", "ky",   "la",   "md",    "mich",    "minn",  "mo",   "mont",
     "neb",   "nebr", "nev",  "okla", "ore",  "pa",   "penn", "tenn", "tex",   "vt",      "va",    "wash", "wis",
     "wyo",   "n.y",  "d.c",  "ph.d", "u.s",  "u.k",  "u.n",  "e.u",  "u.s.a", "u.s.s.r", "u.a.e", "b.c",  "a.d",
     "n.c",   "s.c",  "n.j",  "n.h",  "n.m",  "n.d",  "s.d",  "w.va", "r.i",   "l.a",     "p.o",   "mass", "miss",
     "univ",  "intl", "govt", "pty",  "gmbh", "bhd",  "esq",  "pl",   "sq",    "tv",      "ed",    "eds",  "trans",
     "rev'd", "repr", "dem",  "jct",  "que",  "ont",  "alta", "sask", "man",   "nfld",    "mfg",   "mgmt", "b.v",
     "n.v",   "s.a",  "a.s",  "a.g"}));

// Words of the lists above that are common words or names of their own in small letters: only "Mass.", "Ill." count.
constexpr auto only_capitalised = sorted(std::to_array<std::string_view>(
    {"art", "mass", "miss", "ill", "ind", "ore", "wash", "la",    "pa",  "mo",  "man", "fig",  "card",
     "rep", "reps", "spk",  "fr",  "sen", "dem", "mt",   "det",   "ed",  "pl",  "del", "rt",   "comm",
     "con", "ark",  "va",   "ga",  "md",  "div", "ald",  "trans", "tex", "col", "gov", "pres", "sec",
     "ga",  "sr",   "jr",   "est", "ch",  "no",  "cos",  "al",    "tv",  "st"}));

constexpr auto starters = sorted(std::to_array<std::string_view>(
    {"A",        "About",        "According", "After",     "All",     "Also",      "Although", "Among",   "An",
     "And",      "Another",      "Any",       "Are",       "As",      "At",        "Because",  "Before",  "Both",
     "But",      "By",           "Despite",   "Did",       "Do",      "Does",      "During",   "Each",    "Earlier",
     "Even",     "Every",        "Few",       "For",       "From",    "Further",   "Given",    "Has",     "Have",
     "He",       "Her",          "Here",      "His",       "How",     "However",   "I",        "If",      "In",
     "Instead",  "Is",           "It",        "Its",       "Last",    "Later",     "Like",     "Many",    "Meanwhile",
     "More",     "Most",         "My",        "Nearly",    "Neither", "Never",     "No",       "None",    "Nor",
     "Not",      "Now",          "Of",        "On",        "Once",    "One",       "Only",     "Or",      "Other",
     "Others",   "Our",          "Over",      "Perhaps",   "She",     "Since",     "So",       "Some",    "Soon",
     "Still",    "Such",         "That",      "The",       "Their",   "Then",      "There",    "These",   "They",
     "This",     "Those",        "Though",    "Through",   "Thus",    "To",        "Today",    "Two",     "Under",
     "Unless",   "Until",        "Unlike",    "Up",        "Was",     "We",        "Well",     "Were",    "What",
     "When",     "Where",        "Whether",   "Which",     "While",   "Who",       "Why",      "Will",    "With",
     "Within",   "Without",      "Would",     "Yes",       "Yet",     "You",       "Your",     "Asked",   "Several",
     "Moreover", "Additionally", "Critics",   "Officials", "Police",  "Witnesses", "Analysts", "Experts", "Three",
     "Four",     "Five"}));

constexpr auto speech_verbs = sorted(std::to_array<std::string_view>(
    {"added",   "answered", "asked",     "cried",   "demanded",  "exclaimed", "explained", "insisted",
     "joked",   "quipped",  "recalled",  "replied", "said",      "says",      "shouted",   "told",
     "tweeted", "warned",   "wondered",  "wrote",   "yelled",    "asks",      "continued", "declared",
     "noted",   "remarked", "responded", "stated",  "concluded", "argued",    "announced"}));

constexpr std::size_t longest_abbreviation = 8;

bool is_ascii_upper(char byte) {
  return byte >= 'A' && byte <= 'Z';
}

bool is_ascii_letter(char byte) {
  return is_ascii_upper(byte) || (byte >= 'a' && byte <= 'z');
}

// "U.S", "a.m", "J.K": single letters parted by stops.
bool is_initialism(std::string_view word) {
  if (word.size() < 3 || word.size() % 2 == 0) {
    return false;
  }
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (i % 2 == 0 ? !is_ascii_letter(word[i]) : word[i] != '.') {
      return false;
    }
  }
  return true;
}

// "Jr." and "Sr." follow a name and so may end a sentence, unlike the other titles.
bool follows_a_name(std::string_view lower) {
  return lower == "jr" || lower == "sr";
}

Abbreviation of_lower(std::string_view lower) {
  if (follows_a_name(lower)) {
    return Abbreviation::general;
  }
  if (holds(titles, lower)) {
    return Abbreviation::title;
  }
  if (holds(numbering, lower)) {
    return Abbreviation::number;
  }
  return holds(general, lower) ? Abbreviation::general : Abbreviation::none;
}

}  // namespace

Abbreviation abbreviation(std::string_view word) {
  if (word.empty() || word.size() > longest_abbreviation) {
    return is_initialism(word) ? Abbreviation::general : Abbreviation::none;
  }
  if (holds(months, word)) {
    return Abbreviation::month;
  }
  std::array<char, longest_abbreviation> buffer{};
  std::transform(word.begin(), word.end(), buffer.begin(),
                 [](char byte) { return is_ascii_upper(byte) ? static_cast<char>(byte - 'A' + 'a') : byte; });
  const std::string_view lower(buffer.data(), word.size());
  if (lower == "a.m" || lower == "p.m") {
    return Abbreviation::hour;
  }
  if (word.size() == 1) {
    // Machine translation writes "m. Putin" for French "M. Poutine"; other small letters are no abbreviations.
    if (word == "m") {
      return Abbreviation::title;
    }
    if (word == "p" || word == "c") {
      return Abbreviation::number;
    }
    return is_ascii_upper(word.front()) ? Abbreviation::general : Abbreviation::none;
  }
  if (is_initialism(word)) {
    return Abbreviation::general;
  }
  if (!is_ascii_upper(word.front()) && holds(only_capitalised, lower)) {
    return lower == "no" ? Abbreviation::number : Abbreviation::none;
  }
  return of_lower(lower);
}

bool begins_sentences(std::string_view word) {
  return holds(starters, word);
}

bool is_speech_verb(std::string_view word) {
  return holds(speech_verbs, word);
}

}  // namespace detente::text
