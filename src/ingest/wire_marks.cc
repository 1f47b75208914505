#include "ingest/wire_marks.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

constexpr std::size_t longest_note = 240;

constexpr auto ends = std::to_array<std::string_view>(
    {"more",     "(more)",    "more to come", "(more to come)", "more follows", "endit",    "end",
     "ends",     "(end)",     "(ends)",       "-end-",          "-ends-",       "-30-",     "- 30 -",
     "###",      "# # #",     "xxx",          "- 0 -",          "-0-",          "=0=",      "eom",
     "//",       "=",         "nnnn",         "end item",       "urgent",       "bulletin", "flash",
     "(urgent)", "newsalert", "news alert",   "embargoed"});

constexpr auto note_starts = std::to_array<std::string_view>(
    {"eds:", "eds.:", "editors:", "attn:", "attn editors",
     "editors' note:", "note to editors:", "eds note:", "slug:", "(eds:", "adv ", "precede ", "undated:"});

// How a note in brackets begins that says what is new in this version of a story.
constexpr auto news_in_version = std::to_array<std::string_view>(
    {"(adds ", "(updates ", "(recasts", "(corrects ", "(refiles ", "(repeats ", "(writes through", "(writethru",
     "(edits ", "(clarifies ", "(releads", "(changes ", "(fixes ", "(removes "});

template <std::size_t n>
bool starts_with_one_of(const std::array<std::string_view, n>& starts, std::string_view lower) {
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return lower.starts_with(start); });
}

// "BC-Ukraine-Talks", "^BC-UKRAINE-TALKS:": wires mark copy for all with BC, morning and evening papers with AM and
// PM.
bool is_slug_word(std::string_view word) {
  if (word.starts_with('^')) {
    word.remove_prefix(1);
  }
  return word.starts_with("BC-") || word.starts_with("AM-") || word.starts_with("PM-") || word.starts_with("BC_");
}

bool is_slug(const std::vector<std::string_view>& words) {
  constexpr std::size_t most_words = 10;
  constexpr std::size_t most_codes = 3;  // "r i BC-…": priority and desk
  if (words.size() > most_words) {
    return false;
  }
  for (std::size_t i = 0; i < std::min(words.size(), most_codes); ++i) {
    if (is_slug_word(words[i])) {
      return true;
    }
    if (words[i].size() > 1) {
      return false;
    }
  }
  return false;
}

bool is_digits(std::string_view text, std::size_t count) {
  return text.size() == count && std::all_of(text.begin(), text.end(), is_digit);
}

// "AP-NY-02-07-22 1630GMT", "071630 GMT FEB 22"
bool is_stamp(const std::vector<std::string_view>& words) {
  constexpr std::size_t most_words = 4;
  constexpr std::size_t day_and_time = 6;
  if (words.empty() || words.size() > most_words) {
    return false;
  }
  if (words.size() == most_words && is_digits(words[0], day_and_time) && (words[1] == "GMT" || words[1] == "UTC")) {
    return true;
  }
  return words.front().starts_with("AP-") && words.size() == 2 && words.back().ends_with("GMT");
}

// "ab/cd/ef": who wrote, edited and filed it.
bool are_initials(std::string_view line) {
  const std::vector<std::string_view> parts = split_words(line, "/");
  constexpr std::size_t longest = 4;
  return parts.size() >= 2 && line.front() != '/' &&
         std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return part.size() >= 2 && part.size() <= longest &&
                  std::all_of(part.begin(), part.end(), [](char c) { return c >= 'a' && c <= 'z'; });
         });
}

}  // namespace

bool is_wire_mark(std::string_view line) {
  line = trimmed(line);
  if (line.empty() || line.size() > longest_note) {
    return false;
  }
  const std::string lower = lower_ascii(line);
  if (is_one_of(ends, std::string_view(lower)) || starts_with_one_of(note_starts, lower)) {
    return true;
  }
  if (lower.back() == ')' && starts_with_one_of(news_in_version, lower)) {
    return true;
  }
  constexpr std::size_t longest_agency = 5;
  if (lower.starts_with("end/") && lower.size() <= std::string_view("end/").size() + longest_agency) {
    return true;
  }
  const std::vector<std::string_view> words = split_words(line);
  return is_slug(words) || is_stamp(words) || are_initials(line);
}

}  // namespace detente::ingest
