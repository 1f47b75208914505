#include "ingest/printed_dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <vector>

#include "ingest/ingest.h"
#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

constexpr unsigned first_year = 1990;
constexpr unsigned last_year = 2099;

struct MonthName {
  std::string_view name;
  unsigned number;
};

// Full names and the abbreviations that are no other word's beginning; small letters.
constexpr auto months = std::to_array<MonthName>(
    {{"january", 1},       {"jan", 1},        {"januar", 1},     {"jänner", 1},    {"janvier", 1},
     {"janv", 1},          {"enero", 1},      {"ene", 1},        {"janeiro", 1},   {"gennaio", 1},
     {"januari", 1},       {"stycznia", 1},   {"января", 1},     {"february", 2},  {"feb", 2},
     {"februar", 2},       {"février", 2},    {"fevrier", 2},    {"févr", 2},      {"febrero", 2},
     {"fevereiro", 2},     {"fev", 2},        {"febbraio", 2},   {"februari", 2},  {"lutego", 2},
     {"февраля", 2},       {"march", 3},      {"mar", 3},        {"märz", 3},      {"mär", 3},
     {"mrz", 3},           {"mars", 3},       {"marzo", 3},      {"março", 3},     {"maart", 3},
     {"marca", 3},         {"марта", 3},      {"april", 4},      {"apr", 4},       {"avril", 4},
     {"avr", 4},           {"abril", 4},      {"abr", 4},        {"aprile", 4},    {"kwietnia", 4},
     {"апреля", 4},        {"may", 5},        {"mai", 5},        {"mayo", 5},      {"maio", 5},
     {"maggio", 5},        {"mag", 5},        {"mei", 5},        {"maja", 5},      {"мая", 5},
     {"june", 6},          {"jun", 6},        {"juni", 6},       {"juin", 6},      {"junio", 6},
     {"junho", 6},         {"giugno", 6},     {"giu", 6},        {"czerwca", 6},   {"июня", 6},
     {"july", 7},          {"jul", 7},        {"juli", 7},       {"juillet", 7},   {"juil", 7},
     {"julio", 7},         {"julho", 7},      {"luglio", 7},     {"lug", 7},       {"lipca", 7},
     {"июля", 7},          {"august", 8},     {"aug", 8},        {"août", 8},      {"aout", 8},
     {"agosto", 8},        {"ago", 8},        {"augustus", 8},   {"sierpnia", 8},  {"августа", 8},
     {"september", 9},     {"sep", 9},        {"sept", 9},       {"septembre", 9}, {"septiembre", 9},
     {"setembro", 9},      {"set", 9},        {"settembre", 9},  {"września", 9},  {"сентября", 9},
     {"october", 10},      {"oct", 10},       {"oktober", 10},   {"okt", 10},      {"octobre", 10},
     {"octubre", 10},      {"outubro", 10},   {"out", 10},       {"ottobre", 10},  {"ott", 10},
     {"października", 10}, {"октября", 10},   {"november", 11},  {"nov", 11},      {"novembre", 11},
     {"noviembre", 11},    {"novembro", 11},  {"listopada", 11}, {"ноября", 11},   {"december", 12},
     {"dec", 12},          {"dezember", 12},  {"dez", 12},       {"décembre", 12}, {"decembre", 12},
     {"déc", 12},          {"diciembre", 12}, {"dic", 12},       {"dezembro", 12}, {"dicembre", 12},
     {"grudnia", 12},      {"декабря", 12}});

unsigned month_of(std::string_view word) {
  const std::string lower = lower_ascii(word);
  const auto* const found =
      std::find_if(months.begin(), months.end(), [&](const MonthName& month) { return month.name == lower; });
  return found == months.end() ? 0 : found->number;
}

std::optional<std::string> iso_day(unsigned year, unsigned month, unsigned day) {
  if (year < first_year || year > last_year) {
    return std::nullopt;
  }
  const auto two = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  std::string date = std::to_string(year) + "-" + two(month) + "-" + two(day);
  return is_iso_date(date) ? std::optional(std::move(date)) : std::nullopt;
}

struct Figure {
  unsigned value = 0;
  std::size_t digits = 0;
};

Figure figure_at(std::string_view text, std::size_t at) {
  constexpr std::size_t most_digits = 9;
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) {
    ++end;
  }
  Figure figure{0, end - at};
  if (figure.digits <= most_digits) {
    std::from_chars(text.data() + at, text.data() + end, figure.value);
  }
  return figure;
}

// The size of what may stand between the parts of a date in figures; 0 for anything else.
std::size_t separator_size(std::string_view text, std::size_t at) {
  for (const std::string_view sign : {"年", "月"}) {
    if (text.substr(at).starts_with(sign)) {
      return sign.size();
    }
  }
  if (at >= text.size() || std::string_view("-/.").find(text[at]) == std::string_view::npos) {
    return 0;
  }
  return at + 1 < text.size() && text[at] == '.' && text[at + 1] == ' ' ? 2 : 1;
}

std::optional<std::string> day_of_figures(const std::array<Figure, 3>& parts, bool month_first, char separator) {
  constexpr std::size_t year_digits = 4;
  constexpr unsigned century = 2000;
  constexpr unsigned months_of_a_year = 12;
  if (parts[0].digits == year_digits && parts[1].digits <= 2 && parts[2].digits <= 2) {
    return iso_day(parts[0].value, parts[1].value, parts[2].value);
  }
  const bool short_year = parts[2].digits == 2 && separator == '.';
  if (parts[0].digits > 2 || parts[1].digits > 2 || (parts[2].digits != year_digits && !short_year)) {
    return std::nullopt;
  }
  const unsigned year = short_year ? century + parts[2].value : parts[2].value;
  unsigned day = parts[0].value;
  unsigned month = parts[1].value;
  if ((month_first && separator == '/' && day <= months_of_a_year) || month > months_of_a_year) {
    std::swap(day, month);
  }
  return iso_day(year, month, day);
}

// "04.02.2022", "2020-02-24", "2020年7月12日" that begins at `at`.
std::optional<std::string> figures_at(std::string_view text, std::size_t at, bool month_first) {
  std::array<Figure, 3> parts;
  char separator = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts.at(i) = figure_at(text, at);
    at += parts.at(i).digits;
    if (parts.at(i).digits == 0) {
      return std::nullopt;
    }
    if (i + 1 == parts.size()) {
      break;
    }
    const std::size_t size = separator_size(text, at);
    if (size == 0 || (i == 1 && text[at] != separator && separator >= 0)) {
      return std::nullopt;
    }
    separator = text[at];
    at += size;
  }
  return day_of_figures(parts, month_first, separator);
}

std::optional<std::string> date_in_figures(std::string_view text, bool month_first) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) {
      continue;
    }
    const bool begins = at == 0 || (!is_ascii_letter(text[at - 1]) && text[at - 1] != '.' && text[at - 1] != '/');
    if (begins) {
      if (auto date = figures_at(text, at, month_first)) {
        return date;
      }
    }
    at += figure_at(text, at).digits - 1;
  }
  return std::nullopt;
}

std::vector<std::string_view> words_of(std::string_view text) {
  auto words = split_words(text, " \t\r\n,()|;.:/\xC2\xA0");
  std::erase_if(words, [](std::string_view word) { return word == "de" || word == "of" || word == "del"; });
  return words;
}

// "5", "05", "5th", "1er", "5º".
unsigned day_of(std::string_view word) {
  constexpr std::size_t longest_ending = 2;
  const Figure figure = figure_at(word, 0);
  return figure.digits <= 2 && word.size() - figure.digits <= longest_ending ? figure.value : 0;
}

unsigned year_of(std::string_view word) {
  const Figure figure = figure_at(word, 0);
  return figure.digits == 4 && word.size() == 4 ? figure.value : 0;
}

std::optional<std::string> date_with_name(std::string_view text) {
  const std::vector<std::string_view> words = words_of(text);
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    if (is_digit(words[i].front())) {
      if (auto date = iso_day(year_of(words[i + 2]), month_of(words[i + 1]), day_of(words[i]))) {
        return date;
      }
    } else if (is_digit(words[i + 1].front())) {
      if (auto date = iso_day(year_of(words[i + 2]), month_of(words[i]), day_of(words[i + 1]))) {
        return date;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> printed_date(std::string_view text, bool month_first) {
  if (auto date = date_in_figures(text, month_first)) {
    return date;
  }
  return date_with_name(text);
}

std::optional<std::string> date_in_url(std::string_view url) {
  constexpr std::size_t day_digits = 8;  // YYYYMMDD
  for (std::size_t at = 0; at < url.size(); ++at) {
    if (!is_digit(url[at])) {
      continue;
    }
    const Figure figure = figure_at(url, at);
    const bool begins = at == 0 || std::string_view("/-_.=").find(url[at - 1]) != std::string_view::npos;
    if (begins && figure.digits == day_digits) {
      if (auto date = iso_day(figure.value / 10000, figure.value / 100 % 100, figure.value % 100)) {
        return date;
      }
    }
    if (begins && figure.digits == 4) {
      if (auto date = figures_at(url, at, false)) {
        return date;
      }
      // "/2019/nov/19/"
      const std::vector<std::string_view> words = words_of(url.substr(at));
      if (words.size() >= 3 && is_digit(words[2].front())) {
        if (auto date = iso_day(figure.value, month_of(words[1]), day_of(words[2]))) {
          return date;
        }
      }
    }
    at += figure.digits - 1;
  }
  return std::nullopt;
}

}  // namespace detente::ingest
