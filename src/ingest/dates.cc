#include "ingest/dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "ingest/ingest.h"
#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

constexpr std::array<std::string_view, 12> month_names{"january",   "february", "march",    "april",
                                                       "may",       "june",     "july",     "august",
                                                       "september", "october",  "november", "december"};

constexpr std::array<std::string_view, 7> weekday_names{"monday", "tuesday",  "wednesday", "thursday",
                                                        "friday", "saturday", "sunday"};

// Words that a line may hold beside the date itself.
constexpr std::array<std::string_view, 33> line_words{
    "published", "updated", "posted", "date", "first", "last", "modified", "on",  "at",  "gmt", "utc",
    "est",       "edt",     "et",     "bst",  "cet",   "cest", "am",       "pm",  "a.m", "p.m", "created",
    "issued",    "local",   "time",   "pt",   "eet",   "msk",  "ist",      "hrs", "h",   "z",   "release"};

unsigned days_in(unsigned year, unsigned month) {
  static constexpr std::array<unsigned, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days.at(month - 1);
}

// All of `text` as a number of exactly so many digits.
std::optional<unsigned> number(std::string_view text, std::size_t digits) {
  if (text.size() != digits || !std::all_of(text.begin(), text.end(), is_digit)) {
    return std::nullopt;
  }
  unsigned value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_calendar_date(unsigned year, unsigned month, unsigned day) {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days_in(year, month);
}

bool is_iso_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return false;
  }
  const auto year = number(text.substr(0, 4), 4);
  const auto month = number(text.substr(5, 2), 2);
  const auto day = number(text.substr(8, 2), 2);
  return year && month && day && is_calendar_date(*year, *month, *day);
}

bool is_below(std::string_view text, unsigned limit) {
  const auto value = number(text, 2);
  return value && *value < limit;
}

bool is_zone(std::string_view text) {
  if (text.empty() || text == "Z") {
    return true;
  }
  return text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
         is_below(text.substr(1, 2), 24) && is_below(text.substr(4, 2), 60);
}

// HH:MM[:SS][zone]
bool is_iso_time(std::string_view text) {
  constexpr std::size_t minutes_size = 5;
  constexpr std::size_t seconds_size = 8;
  if (text.size() < minutes_size || text[2] != ':' || !is_below(text.substr(0, 2), 24) ||
      !is_below(text.substr(3, 2), 60)) {
    return false;
  }
  if (text.size() < seconds_size || text[5] != ':') {
    return is_zone(text.substr(minutes_size));
  }
  constexpr unsigned with_leap_second = 61;
  return is_below(text.substr(6, 2), with_leap_second) && is_zone(text.substr(seconds_size));
}

// Words and numbers of a line, without commas and brackets around them.
std::vector<std::string_view> words_of(std::string_view text) {
  auto words = split_words(text, " \t\r\n,()|;\xC2\xA0");
  for (std::string_view& word : words) {
    while (!word.empty() && (word.back() == '.' || word.back() == ':')) {
      word.remove_suffix(1);
    }
  }
  std::erase(words, std::string_view());
  return words;
}

std::optional<unsigned> day_number(std::string_view word) {
  for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
    if (word.size() > 2 && word.ends_with(ending)) {
      word.remove_suffix(2);
      break;
    }
  }
  return word.size() == 1 ? number(word, 1) : number(word, 2);
}

std::optional<unsigned> year_number(std::string_view word) {
  constexpr unsigned first_newspaper = 1600;
  constexpr unsigned far = 2200;
  const auto year = number(word, 4);
  return year && *year >= first_newspaper && *year < far ? year : std::nullopt;
}

std::string iso_day(unsigned year, unsigned month, unsigned day) {
  const auto two = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return std::to_string(year) + "-" + two(month) + "-" + two(day);
}

// A date over the words at `at`, and how many words it takes.
struct Found {
  std::string date;
  std::size_t words = 0;
};

std::optional<Found> found(std::optional<unsigned> year, unsigned month, std::optional<unsigned> day,
                           std::size_t words) {
  if (!year || !day || month == 0 || !is_calendar_date(*year, month, *day)) {
    return std::nullopt;
  }
  return Found{iso_day(*year, month, *day), words};
}

std::optional<Found> date_at(const std::vector<std::string_view>& words, std::size_t at) {
  constexpr std::size_t day_size = 10;
  const std::string_view word = words[at];
  if (word.size() >= day_size && is_iso_day(word.substr(0, day_size)) &&
      (word.size() == day_size || word[day_size] == 'T')) {
    return Found{std::string(word.substr(0, day_size)), 1};
  }
  if (at + 2 >= words.size()) {
    return std::nullopt;
  }
  if (const unsigned month = month_number(word); month != 0) {
    return found(year_number(words[at + 2]), month, day_number(words[at + 1]), 3);
  }
  if (words[at + 1] == "of" && at + 3 < words.size()) {
    return found(year_number(words[at + 3]), month_number(words[at + 2]), day_number(word), 4);
  }
  return found(year_number(words[at + 2]), month_number(words[at + 1]), day_number(word), 3);
}

bool is_clock(std::string_view word) {
  std::size_t digits = 0;
  for (const char c : word) {
    digits += is_digit(c) ? 1U : 0U;
  }
  const std::string rest = lower_ascii(word.substr(std::min(word.size(), word.find_last_of("0123456789") + 1)));
  return digits >= 1 && digits <= 6 && is_digit(word.front()) &&
         (rest.empty() || rest == "am" || rest == "pm" || rest == "h" || rest == "gmt" || rest == "a.m" ||
          rest == "p.m");
}

bool belongs_to_date_line(std::string_view word) {
  if (is_weekday(word) || is_clock(word) || word == "-" || word == "\xE2\x80\x93" || word == "\xE2\x80\x94") {
    return true;
  }
  const std::string lower = lower_ascii(word);
  return std::find(line_words.begin(), line_words.end(), lower) != line_words.end();
}

struct Zone {
  std::string_view name;
  std::string_view offset;
};

// RFC 822, section 5.1, and those that feeds use besides.
constexpr auto zones = std::to_array<Zone>(
    {{"gmt", "Z"},      {"ut", "Z"},        {"utc", "Z"},       {"z", "Z"},        {"est", "-05:00"},
     {"edt", "-04:00"}, {"cst", "-06:00"},  {"cdt", "-05:00"},  {"mst", "-07:00"}, {"mdt", "-06:00"},
     {"pst", "-08:00"}, {"pdt", "-07:00"},  {"bst", "+01:00"},  {"cet", "+01:00"}, {"cest", "+02:00"},
     {"eet", "+02:00"}, {"eest", "+03:00"}, {"msk", "+03:00"},  {"jst", "+09:00"}, {"kst", "+09:00"},
     {"wet", "Z"},      {"west", "+01:00"}, {"aest", "+10:00"}, {"aedt", "+11:00"}});

// "+0100", "GMT+0100", "+01:00", "EST"; empty when it is none that is known.
std::string zone_offset(std::string_view word) {
  std::string text = lower_ascii(word);
  for (const std::string_view before : {"gmt", "utc"}) {
    if (text.size() > before.size() && text.starts_with(before)) {
      text.erase(0, before.size());
    }
  }
  constexpr std::size_t short_zone = 5;
  if (text.size() == short_zone && (text[0] == '+' || text[0] == '-')) {
    text.insert(3, ":");
  }
  if (text.size() > short_zone && is_zone(text)) {
    return text;
  }
  const auto* const known =
      std::find_if(zones.begin(), zones.end(), [&](const Zone& one) { return one.name == text; });
  return known == zones.end() ? std::string() : std::string(known->offset);
}

// "16:30:00", "4:30", "16.30" → "16:30:00", "04:30"; empty when it is no time of a day.
std::string clock_of(std::string_view word) {
  std::string clock(word);
  std::replace(clock.begin(), clock.end(), '.', ':');
  if (clock.size() > 1 && clock[1] == ':') {
    clock.insert(0, "0");
  }
  constexpr std::size_t seconds_size = 8;
  clock.resize(std::min(clock.size(), seconds_size));  // fractions of a second
  const bool has_figures_only = clock.find_first_not_of("0123456789:") == std::string::npos;
  return has_figures_only && is_iso_time(clock) ? clock : std::string();
}

// Two digits are of 1950 to 2049; three are what programs made of 100 and more years since 1900.
std::optional<unsigned> mail_year(std::string_view word) {
  constexpr unsigned pivot = 50;
  if (const auto two = number(word, 2)) {
    return *two < pivot ? 2000 + *two : 1900 + *two;
  }
  if (const auto three = number(word, 3)) {
    return 1900 + *three;
  }
  return year_number(word);
}

// Day, month and year of "7 Feb 2022", "Feb 7 16:30:00 2022" or "Feb 7, 2022", whatever stands between.
std::optional<std::string> mail_day(const std::vector<std::string_view>& words) {
  const auto month =
      std::find_if(words.begin(), words.end(), [](std::string_view word) { return month_number(word) != 0; });
  if (month == words.end()) {
    return std::nullopt;
  }
  std::vector<std::string_view> numbers;
  for (auto word = month == words.begin() ? month : month - 1; word != words.end(); ++word) {
    if (std::all_of(word->begin(), word->end(), is_digit) || day_number(*word)) {
      numbers.push_back(*word);
    }
  }
  if (numbers.size() < 2) {
    return std::nullopt;
  }
  const auto date = found(mail_year(numbers[1]), month_number(*month), day_number(numbers[0]), 0);
  return date ? std::optional(date->date) : std::nullopt;
}

}  // namespace

bool is_iso_date(std::string_view text) {
  constexpr std::size_t day_size = 10;
  if (!is_iso_day(text.substr(0, day_size))) {
    return false;
  }
  return text.size() == day_size || (text[day_size] == 'T' && is_iso_time(text.substr(day_size + 1)));
}

unsigned month_number(std::string_view word) {
  if (!word.empty() && word.back() == '.') {
    word.remove_suffix(1);
  }
  const std::string lower = lower_ascii(word);
  if (lower.size() < 3) {
    return 0;
  }
  for (unsigned i = 0; i < month_names.size(); ++i) {
    const std::string_view name = month_names.at(i);
    if (lower == name || lower == name.substr(0, 3) || (lower == "sept" && name == "september")) {
      return i + 1;
    }
  }
  return 0;
}

bool is_weekday(std::string_view word) {
  const std::string lower = lower_ascii(word);
  return lower.size() >= 3 && std::any_of(weekday_names.begin(), weekday_names.end(), [&](std::string_view name) {
           return lower == name || (lower.size() <= 5 && name.starts_with(lower));
         });
}

std::optional<std::string> written_date(std::string_view text) {
  const std::vector<std::string_view> words = words_of(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (const auto date = date_at(words, i)) {
      return date->date;
    }
  }
  return std::nullopt;
}

std::optional<std::string> date_line(std::string_view line) {
  constexpr std::size_t most_words = 16;
  const std::vector<std::string_view> words = words_of(line);
  if (words.size() > most_words) {
    return std::nullopt;
  }
  std::optional<std::string> date;
  for (std::size_t i = 0; i < words.size();) {
    if (const auto here = date_at(words, i)) {
      date = date ? date : here->date;
      i += here->words;
      continue;
    }
    if (!belongs_to_date_line(words[i])) {
      return std::nullopt;
    }
    ++i;
  }
  return date;
}

std::optional<std::string> page_date(std::string_view text) {
  constexpr std::size_t day_size = 10;
  text = trimmed(text);
  if (text.size() < day_size || !is_iso_day(text.substr(0, day_size))) {
    return written_date(text);
  }
  if (!year_number(text.substr(0, 4))) {
    return std::nullopt;  // 0001-01-01: a field that was never set
  }
  const std::string day(text.substr(0, day_size));
  std::string_view rest = text.substr(day_size);
  if (rest.empty() || (rest.front() != 'T' && rest.front() != ' ')) {
    return day;
  }
  rest.remove_prefix(1);
  const std::size_t clock_size = std::min(rest.find_first_not_of("0123456789:"), rest.size());
  const std::string clock(rest.substr(0, clock_size));
  rest.remove_prefix(clock_size);
  if (rest.starts_with('.')) {
    rest.remove_prefix(std::min(rest.find_first_not_of("0123456789", 1), rest.size()));
  }
  rest = trimmed(rest);
  std::string zone(rest == "UTC" || rest == "GMT" ? "Z" : rest);
  constexpr std::size_t short_zone = 5;  // +0100
  if (zone.size() == short_zone && (zone[0] == '+' || zone[0] == '-')) {
    zone.insert(3, ":");
  }
  if (std::string full = day + "T" + clock + zone; is_iso_date(full)) {
    return full;
  }
  return day;
}

std::optional<std::chrono::sys_days> day_of(std::string_view text) {
  constexpr std::size_t day_size = 10;
  text = text.substr(0, day_size);
  if (!is_iso_day(text)) {
    return std::nullopt;
  }
  const std::chrono::year year(static_cast<int>(*number(text.substr(0, 4), 4)));
  return std::chrono::sys_days(year / static_cast<int>(*number(text.substr(5, 2), 2)) /
                               static_cast<int>(*number(text.substr(8, 2), 2)));
}

std::string day_after(std::chrono::sys_days day) {
  const std::chrono::year_month_day next{day + std::chrono::days(1)};
  const auto padded = [](unsigned value, std::size_t digits) {
    const std::string text = std::to_string(value);
    return std::string(digits - std::min(digits, text.size()), '0') + text;
  };
  return padded(static_cast<unsigned>(int{next.year()}), 4) + "-" + padded(unsigned{next.month()}, 2) + "-" +
         padded(unsigned{next.day()}, 2);
}

std::optional<std::string> mail_date(std::string_view text) {
  constexpr std::size_t longest = 100;
  std::string parted(text.substr(0, longest));
  std::replace(parted.begin(), parted.end(), '-', ' ');  // "07-Feb-2022"; a zone's sign is looked for below
  std::vector<std::string_view> words = words_of(parted);
  const auto day = mail_day(words);
  if (!day) {
    return std::nullopt;
  }
  const std::vector<std::string_view> whole = words_of(text.substr(0, longest));
  constexpr std::array<std::string_view, 4> halves_of_day{"am", "pm", "a.m", "p.m"};
  std::string clock;
  std::string zone;
  for (const std::string_view word : whole) {
    if (clock.empty()) {
      clock = word.find_first_of(":.") == std::string_view::npos ? "" : clock_of(word);
    } else if (is_one_of(halves_of_day, lower_ascii(word))) {
      return *day;  // no machine wrote this
    } else if (zone.empty()) {
      zone = zone_offset(word);
    }
  }
  return clock.empty() ? *day : *day + "T" + clock + zone;
}

std::optional<std::string> compact_date(std::string_view text) {
  constexpr std::size_t day_size = 8;
  constexpr std::size_t full_size = 14;
  std::string digits(trimmed(text));
  if (digits.ends_with('Z')) {
    digits.pop_back();
  }
  if (digits.size() > day_size && digits[day_size] == 'T') {
    digits.erase(day_size, 1);
  }
  if ((digits.size() != day_size && digits.size() != full_size) ||
      !std::all_of(digits.begin(), digits.end(), is_digit) || !year_number(digits.substr(0, 4))) {
    return std::nullopt;
  }
  std::string date = digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
  if (digits.size() == full_size) {
    date += "T" + digits.substr(8, 2) + ":" + digits.substr(10, 2) + ":" + digits.substr(12, 2) + "Z";
  }
  return is_iso_date(date) ? std::optional(date) : std::nullopt;
}

}  // namespace detente::ingest
