#include "ingest/dateline.h"

#include <algorithm>
#include <cstddef>

#include "ingest/dates.h"
#include "ingest/lettering.h"
#include "ingest/line_kinds.h"

namespace detente::ingest {

namespace {

constexpr std::size_t longest_dateline = 90;

// Where a dateline's dash begins, with the blank or stop before it; npos when no dash stands near the head.
std::size_t dash_position(std::string_view text) {
  const std::size_t limit = std::min(text.size(), longest_dateline);
  for (std::size_t at = 1; at < limit; ++at) {
    const char before = text[at - 1];
    if (before != ' ' && before != ')' && before != '.' && before != '\n') {
      continue;
    }
    const std::string_view dash = text[at] == '_' ? text.substr(at, 1) : leading_dash(text.substr(at));
    const std::size_t end = at + dash.size();
    if (!dash.empty() && end < text.size() && (text[end] == ' ' || text[end] == '\n' || text[end] == '\xC2')) {
      return at;
    }
  }
  return std::string_view::npos;
}

std::string_view without_stops(std::string_view text) {
  text = trimmed(text);
  while (!text.empty() && (text.back() == ',' || text.back() == ':')) {
    text.remove_suffix(1);
    text = trimmed(text);
  }
  return text;
}

// Cuts "Feb 7", "February 7, 2022", "7 Feb" off the end of `head`; returns it.
std::string_view cut_date(std::string_view& head) {
  for (std::size_t at = 0; at < head.size(); ++at) {
    const bool begins_word = at == 0 || head[at - 1] == ' ' || head[at - 1] == ',';
    if (!begins_word) {
      continue;
    }
    const std::string_view rest = head.substr(at);
    const auto words = split_words(rest);
    if (words.size() < 2 || words.size() > 3) {
      continue;
    }
    const bool month_first = month_number(words[0]) != 0 && is_digit(words[1].front());
    const bool day_first = is_digit(words[0].front()) && month_number(without_stops(words[1])) != 0;
    if (month_first || day_first) {
      head = without_stops(head.substr(0, at));
      return rest;
    }
  }
  return {};
}

// "MOSCOW", "SAN FRANCISCO, Calif.", "JERUSALEM/GAZA": capitals, and behind a comma a region in any letters.
bool is_place_in_capitals(std::string_view place) {
  const std::size_t comma = std::min(place.find(','), place.size());
  const std::string_view town = place.substr(0, comma);
  if (!is_all_capitals(town) || split_words(town).size() > 5) {
    return false;
  }
  return comma == place.size() || begins_with_capital(place.substr(comma));
}

bool is_place_in_any_letters(std::string_view place) {
  constexpr std::size_t most_words = 4;
  const auto words = split_words(place);
  return !words.empty() && words.size() <= most_words &&
         std::all_of(words.begin(), words.end(), [](std::string_view word) {
           return begins_with_capital(word) || word == "de" || word == "la" || word == "el" || word == "of";
         });
}

}  // namespace

std::optional<Dateline> read_dateline(std::string_view paragraph) {
  const std::string_view text = trimmed(paragraph);
  const std::size_t dash = dash_position(text);
  if (dash == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view head = trimmed(text.substr(0, dash));
  Dateline dateline;
  if (head.ends_with(')')) {
    const std::size_t bracket = head.rfind('(');
    if (bracket == std::string_view::npos) {
      return std::nullopt;
    }
    dateline.agency = trimmed(head.substr(bracket + 1, head.size() - bracket - 2));
    head = without_stops(head.substr(0, bracket));
  }
  const std::string_view date = cut_date(head);
  dateline.date = written_date(date).value_or("");
  const bool region = head.find(',') != std::string_view::npos;
  if (head.ends_with('.') && !region) {
    head.remove_suffix(1);  // "CÚCUTA.-"
  }
  const bool marked = (!dateline.agency.empty() && begins_with_capital(dateline.agency)) || !date.empty();
  if (const auto words = split_words(head); !words.empty() && is_weekday(without_stops(words.front()))) {
    return std::nullopt;
  }
  const bool is_place = is_place_in_capitals(head) || (marked && is_place_in_any_letters(head));
  if (!is_place || head.empty()) {
    return std::nullopt;
  }
  dateline.place = head;
  return dateline;
}

}  // namespace detente::ingest
