// Dates: from "2022-02-07" to "earlier this week".
#include <algorithm>
#include <array>
#include <cmath>

#include "resolve/times_grammar.h"

namespace detente::resolve {

namespace {

constexpr int earliest_year = 1000;
constexpr int latest_year = 2199;
constexpr double furthest_years = 7000;  // from any date of news: what four digits can write

// Years that are read as such without a word that asks for one.
constexpr int first_plain_year = 1900;
constexpr int last_plain_year = 2050;

Grain grain_of(Unit unit) {
  switch (unit) {
    case Unit::week:
    case Unit::fortnight:
      return Grain::week;
    case Unit::month:
      return Grain::month;
    case Unit::quarter:
      return Grain::quarter;
    case Unit::year:
      return Grain::year;
    case Unit::decade:
      return Grain::decade;
    case Unit::century:
    case Unit::millennium:
      return Grain::century;
    default:
      return Grain::day;
  }
}

double years_of(Grain grain) {
  switch (grain) {
    case Grain::century:
      return 100;
    case Grain::decade:
      return 10;
    case Grain::year:
      return 1;
    case Grain::quarter:
      return 1.0 / 4;
    case Grain::month:
      return 1.0 / 12;
    case Grain::week:
      return 1.0 / 52;
    default:
      return 1.0 / 365;
  }
}

bool is_pointer(Word part) {
  return part >= Word::this_one && part <= Word::that && part != Word::recent;
}

int shift_of(Word pointer) {
  switch (pointer) {
    case Word::last:
    case Word::past:
    case Word::previous:
      return -1;
    case Word::next:
    case Word::coming:
    case Word::following:
      return 1;
    default:
      return 0;
  }
}

// What a year may follow: "in 1990", "of 1990", "the 1990 budget", "between 1990 and 1995", "early 1990".
bool asks_for_year(Word part) {
  switch (part) {
    case Word::in:
    case Word::of:
    case Word::by:
    case Word::to:
    case Word::conjunct:
    case Word::disjunct:
    case Word::from:
    case Word::after:
    case Word::before:
    case Word::through:
    case Word::preposition:
    case Word::the:
    case Word::early:
    case Word::late:
    case Word::mid:
    case Word::fiscal:
    case Word::unit:
    case Word::month:
    case Word::season:
    case Word::season_or_verb:
      return true;
    default:
      return false;
  }
}

Day on(int year, unsigned month, unsigned day) {
  return first_day({Grain::day, year, month, day});
}

Day thanksgiving(int year) {
  return weekday_from(on(year, 11, 22), 4);
}

Day good_friday(int year) {
  return easter_sunday(year) - std::chrono::days(2);
}

Day easter_monday(int year) {
  return easter_sunday(year) + std::chrono::days(1);
}

Day labor_day(int year) {
  return weekday_from(on(year, 9, 1), 1);
}

Day memorial_day(int year) {
  return weekday_until(on(year, 5, 31), 1);
}

}  // namespace

// A holiday's name as tokens, and its day: the same each year, or computed.
struct Holiday {
  std::array<std::string_view, 4> words;
  unsigned month = 0;
  unsigned day = 0;
  Day (*moving)(int year) = nullptr;

  [[nodiscard]] std::size_t size() const {
    return static_cast<std::size_t>(
        std::count_if(words.begin(), words.end(), [](auto word) { return !word.empty(); }));
  }
  [[nodiscard]] Day day_in(int year) const { return moving != nullptr ? moving(year) : on(year, month, day); }
};

namespace {

// Longer names before those they begin with.
constexpr auto holidays = std::to_array<Holiday>({
    {{"Christmas", "Eve"}, 12, 24},
    {{"Christmas", "Day"}, 12, 25},
    {{"Christmas"}, 12, 25},
    {{"Boxing", "Day"}, 12, 26},
    {{"New", "Year", "'s", "Eve"}, 12, 31},
    {{"New", "Year", "’s", "Eve"}, 12, 31},
    {{"New", "Year", "'s", "Day"}, 1, 1},
    {{"New", "Year", "’s", "Day"}, 1, 1},
    {{"Valentine", "'s", "Day"}, 2, 14},
    {{"Valentine", "’s", "Day"}, 2, 14},
    {{"Halloween"}, 10, 31},
    {{"Thanksgiving", "Day"}, 0, 0, thanksgiving},
    {{"Thanksgiving"}, 0, 0, thanksgiving},
    {{"Good", "Friday"}, 0, 0, good_friday},
    {{"Easter", "Monday"}, 0, 0, easter_monday},
    {{"Easter", "Sunday"}, 0, 0, easter_sunday},
    {{"Easter"}, 0, 0, easter_sunday},
    {{"Labor", "Day"}, 0, 0, labor_day},
    {{"Memorial", "Day"}, 0, 0, memorial_day},
});

bool is_newspaper(std::string_view word) {
  static constexpr std::array<std::string_view, 10> names{"Times", "Mirror", "Telegraph", "Express", "Post",
                                                          "Mail",  "Herald", "Tribune",   "Night",   "Business"};
  return std::find(names.begin(), names.end(), word) != names.end();
}

}  // namespace

TimeGrammar::Match TimeGrammar::date(Token i) const {
  Match best;
  const auto take_longer = [&best](Match found) {
    if (found && (!best || found->end > best->end)) {
      best = std::move(found);
    }
  };
  switch (part(i)) {
    case Word::none:
      return is(i, "'") || is(i, "’") || is(i, "‘") ? decade(i) : std::nullopt;
    case Word::digits:
      take_longer(iso_date(i));
      take_longer(slashed_date(i));
      take_longer(day_first_date(i));
      take_longer(year_date(i));
      take_longer(decade(i));
      take_longer(century(i));
      take_longer(quarter(i));
      take_longer(year_then_quarter(i));
      break;
    case Word::month:
    case Word::month_or_word:
    case Word::month_short:
      return month_date(i);
    case Word::weekday:
      return weekday_date(i);
    case Word::today:
      return deictic(i);
    case Word::holiday_head:
      return holiday(i);
    case Word::ordinal:
      take_longer(quarter(i));
      take_longer(half_year(i));
      take_longer(century(i));
      take_longer(day_first_date(i));
      break;
    case Word::fiscal:
      take_longer(fiscal_year(i));
      take_longer(quarter(i));
      break;
    case Word::season:
    case Word::season_or_verb:
      return season(i);
    case Word::number:
      take_longer(year_in_words(i));
      break;
    default:
      break;
  }
  take_longer(pointed(i));
  take_longer(year_ago(i));
  take_longer(year_end(i));
  take_longer(distant(i));
  return best;
}

// "2022-02-07"; a time of day after a "T" is read by `time`.
TimeGrammar::Match TimeGrammar::iso_date(Token i) const {
  const auto year = integer(i, 4, 4);
  const Token month_at = after_hyphen(i + 1);
  if (!year || month_at == i + 1) {
    return std::nullopt;
  }
  const auto month = integer(month_at, 2, 2);
  const Token day_at = after_hyphen(month_at + 1);
  const auto day = integer(day_at, 2, 2);
  if (!month || !day || day_at == month_at + 1 ||
      !is_calendar_date(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day))) {
    return std::nullopt;
  }
  return dated(day_at + 1, {Grain::day, *year, static_cast<unsigned>(*month), static_cast<unsigned>(*day)});
}

// "02/07/22" is month first, as American newspapers write; day first where the month cannot be.
TimeGrammar::Match TimeGrammar::slashed_date(Token i) const {
  if (!is(i + 1, "/") || !is(i + 3, "/") || !glued(i + 1) || !glued(i + 2) || !glued(i + 3) || !glued(i + 4)) {
    return std::nullopt;
  }
  const auto first = integer(i, 1, 2);
  const auto second = integer(i + 2, 1, 2);
  auto year = integer(i + 4, 2, 4);
  if (!first || !second || !year || word(i + 4).size() == 3) {
    return std::nullopt;
  }
  if (*year < 100) {
    *year += *year < 50 ? 2000 : 1900;
  }
  const auto month = static_cast<unsigned>(*first > 12 ? *second : *first);
  const auto day = static_cast<unsigned>(*first > 12 ? *first : *second);
  if (!is_calendar_date(*year, month, day)) {
    return std::nullopt;
  }
  return dated(i + 5, {Grain::day, *year, month, day});
}

bool TimeGrammar::is_month(Token i) const {
  const Word found = part(i);
  return capital(i) && (found == Word::month || found == Word::month_or_word || found == Word::month_short);
}

// "7", "7th", "eighth", "twenty-first": 1 to 31.
std::optional<unsigned> TimeGrammar::day_number(Token i, Token& end) const {
  if (const auto number = integer(i, 1, 2); number && *number >= 1 && *number <= 31) {
    const bool suffix = glued(i + 1) && (is(i + 1, "st") || is(i + 1, "nd") || is(i + 1, "rd") || is(i + 1, "th"));
    end = suffix ? i + 2 : i + 1;
    return static_cast<unsigned>(*number);
  }
  if (part(i) == Word::ordinal) {
    end = i + 1;
    return value(i);
  }
  const bool tens = part(i) == Word::number && (value(i) == 20 || value(i) == 30);
  const Token ones = after_hyphen(i + 1);
  if (tens && part(ones) == Word::ordinal && value(ones) < 10 && value(i) + value(ones) <= 31) {
    end = ones + 1;
    return value(i) + value(ones);
  }
  return std::nullopt;
}

// "7 February 2022", "7th of February"
TimeGrammar::Match TimeGrammar::day_first_date(Token i) const {
  Token end = i;
  const auto day = day_number(i, end);
  if (!day) {
    return std::nullopt;
  }
  const Token month_at = part(end) == Word::of ? end + 1 : end;
  if (!is_month(month_at)) {
    return std::nullopt;
  }
  const unsigned month = value(month_at);
  end = month_at + 1;
  if (part(month_at) == Word::month_short && is(end, ".") && glued(end)) {
    ++end;
  }
  const Token year_at = after_comma(end);
  if (const auto year = integer(year_at, 4, 4); year && is_calendar_date(*year, month, *day)) {
    return dated(year_at + 1, {Grain::day, *year, month, *day});
  }
  if (!is_calendar_date(2000, month, *day)) {
    return std::nullopt;
  }
  return dated(end, nearest_month_day(month, *day, tense(i, end)));
}

// "Feb. 7, 2022", "February 7", "Feb. 2022", "June last year", "June"
TimeGrammar::Match TimeGrammar::month_date(Token i) const {
  if (!is_month(i)) {
    return std::nullopt;
  }
  const unsigned month = value(i);
  Token end = i + 1;
  if (part(i) == Word::month_short && is(end, ".") && glued(end)) {
    ++end;
  }
  Token day_end = end;
  if (const auto day = day_number(end, day_end); day && is_calendar_date(2000, month, *day)) {
    day_end = with_other_days(day_end);
    const Token year_at = after_comma(day_end);
    const auto year = integer(year_at, 4, 4);
    if (year && *year >= earliest_year && *year <= latest_year && is_calendar_date(*year, month, *day)) {
      return dated(year_at + 1, {Grain::day, *year, month, *day});
    }
    if (const Match relative = any_year(part(year_at) == Word::of ? year_at + 1 : year_at);
        relative && relative->point) {
      return dated(relative->end, {Grain::day, relative->point->year, month, *day});
    }
    return dated(day_end, nearest_month_day(month, *day, tense(i, day_end)));
  }
  Token year_at = after_comma(end);
  if (part(year_at) == Word::of || (part(year_at) == Word::in && integer(year_at + 1, 4, 4))) {
    ++year_at;
  }
  if (const Match year = any_year(year_at); year && year->point) {
    return dated(year->end, {Grain::month, year->point->year, month, 0});
  }
  return lone_month(i);
}

// "February 7-9", "August 6 and 9, 1945": read with the first day's value.
TimeGrammar::Token TimeGrammar::with_other_days(Token end) const {
  Token other = end;
  const Token hyphened = after_hyphen(end);
  if (hyphened != end && day_number(hyphened, other) && integer(hyphened, 1, 2)) {
    return other;
  }
  const bool joined = part(end) == Word::conjunct || part(end) == Word::to;
  const bool with_year =
      joined && integer(end + 1, 1, 2) && day_number(end + 1, other) && integer(after_comma(other), 4, 4);
  return with_year ? other : end;
}

TimeGrammar::Match TimeGrammar::lone_month(Token i) const {
  const Word before = part_before(i);
  if (part(i) == Word::month_or_word) {
    // "May" and "March" are also names and verbs.
    const bool asked = before == Word::in || before == Word::preposition || is_pointer(before) ||
                       before == Word::early || before == Word::late || before == Word::mid || before == Word::of ||
                       before == Word::through || (is_month(i + 2) && part(i + 1) == Word::conjunct);
    if (!asked) {
      return std::nullopt;
    }
  }
  Token end = i + 1;
  if (part(i) == Word::month_short) {
    if (!is(end, ".") || !glued(end)) {
      return std::nullopt;
    }
    ++end;
  }
  return dated(end, nearest_month(value(i), Word::none, tense(i, end)));
}

// A year, or what stands for one: "1990", "this year", "fiscal 1990", "nineteen ninety-one".
TimeGrammar::Match TimeGrammar::any_year(Token i) const {
  if (const auto year = integer(i, 4, 4); year && *year >= earliest_year && *year <= latest_year) {
    return dated(i + 1, {Grain::year, *year, 0, 0});
  }
  if (Match spelled = year_in_words(i)) {
    return spelled;
  }
  if (Match fiscal = fiscal_year(i)) {
    return fiscal;
  }
  Token head = part(i) == Word::the ? i + 1 : i;
  const Word pointer = is_pointer(part(head)) ? part(head) : Word::none;
  if (pointer != Word::none) {
    ++head;
  }
  const bool is_year = part(head) == Word::unit && value(head) == static_cast<std::uint8_t>(Unit::year);
  if (!is_year || head == i) {
    return std::nullopt;
  }
  return pointer == Word::none ? around_publication(head + 1, Grain::year, 0) : pointed_unit(head, pointer);
}

// "Friday", "Friday, Oct. 13", "Monday 7 February 2022", "Friday of last week"
TimeGrammar::Match TimeGrammar::weekday_date(Token i) const {
  if (!capital(i) || is_newspaper(word(i + 1))) {
    return std::nullopt;
  }
  const bool surname = i > sentence_.begin && (is(i - 1, "Black") || is(i - 1, "Bloody") || is(i - 1, "Super"));
  if (surname) {
    return std::nullopt;
  }
  const Token next = after_comma(i + 1);
  Match full = is_month(next) ? month_date(next) : day_first_date(part(next) == Word::the ? next + 1 : next);
  if (full && full->point && full->point->grain == Grain::day) {
    return full;
  }
  const Token pointer = part(i + 1) == Word::of ? i + 2 : i + 1;
  const bool of_week = part(pointer + 1) == Word::unit && value(pointer + 1) == static_cast<std::uint8_t>(Unit::week);
  if (is_pointer(part(pointer)) && of_week && context_.publication) {
    const CalendarPoint week = shifted(point_at(Grain::week, *context_.publication), shift_of(part(pointer)));
    return dated(pointer + 2, shifted(point_at(Grain::day, first_day(week)), value(i) - 1));
  }
  return dated(i + 1, nearest_weekday(value(i), Word::none, tense(i, i + 1)));
}

// "today", "yesterday", "tomorrow"
TimeGrammar::Match TimeGrammar::deictic(Token i) const {
  static constexpr std::array<int, 3> shifts{0, -1, 1};
  return around_publication(i + 1, Grain::day, shifts.at(value(i)));
}

// The holidays that news dates things by; those of one country are left out where another has them on another day.
TimeGrammar::Match TimeGrammar::holiday(Token i) const {
  for (const Holiday& known : holidays) {
    Token end = i;
    for (const std::string_view part_of_name : known.words) {
      end += part_of_name.empty() || !is(end, part_of_name) ? 0U : 1U;
    }
    if (end == i + static_cast<Token>(known.size())) {
      return holiday_on(i, end, known);
    }
  }
  return std::nullopt;
}

// In the year written after it, or else the last or the next one by tense.
TimeGrammar::Match TimeGrammar::holiday_on(Token begin, Token end, const Holiday& known) const {
  if (const auto year = integer(end, 4, 4); year && may_be_year(end)) {
    return dated(end + 1, point_at(Grain::day, known.day_in(*year)));
  }
  if (!context_.publication) {
    return known.month == 0 ? std::nullopt : Match(dated(end, {Grain::day, 0, known.month, known.day}));
  }
  const Day today = *context_.publication;
  const int year = point_at(Grain::year, today).year;
  const bool ahead = tense(begin, end) == Tense::future;
  const Day found = known.day_in(year);
  const int other_year = ahead && found < today ? year + 1 : !ahead && found > today ? year - 1 : year;
  return dated(end, point_at(Grain::day, known.day_in(other_year)));
}

// Four digits that stand for a year and not for a count.
bool TimeGrammar::may_be_year(Token i) const {
  const auto year = integer(i, 4, 4);
  if (!year || *year < earliest_year || *year > latest_year) {
    return false;
  }
  const bool scale = part(i + 1) == Word::thousand || is(i + 1, "percent") || is(i + 1, "%") || is(i + 1, "million");
  if (scale || (glued(i + 1) && is(i + 1, "/"))) {
    return false;
  }
  const std::string_view before = i > sentence_.begin ? word(i - 1) : std::string_view();
  static constexpr std::array<std::string_view, 8> never_before{"$", "£", "€", "#", "/", ".", "about", "than"};
  const bool part_of_other = std::find(never_before.begin(), never_before.end(), before) != never_before.end();
  if (part_of_other && (glued(i) || before == "about" || before == "than" || before == "$")) {
    return false;
  }
  const bool asked = asks_for_year(part_before(i));
  if (*year < first_plain_year || *year > last_plain_year) {
    return asked && part_before(i) != Word::the && part_before(i) != Word::to && part_before(i) != Word::of &&
           part(i + 1) == Word::none && !(word(i + 1).size() > 1 && word(i + 1).back() == 's');
  }
  if (asked) {
    return true;
  }
  // "2000 soldiers": a count before a plural.
  const std::string_view next = word(i + 1);
  const bool plural =
      next.size() > 3 && next.back() == 's' && next[next.size() - 2] != 's' && next[0] >= 'a' && next[0] <= 'z';
  const bool people = next == "people" || next == "men" || next == "women" || next == "children";
  return !plural && !people;
}

TimeGrammar::Match TimeGrammar::year_date(Token i) const {
  if (!may_be_year(i)) {
    return std::nullopt;
  }
  return dated(i + 1, {Grain::year, *integer(i, 4, 4), 0, 0});
}

// "nineteen ninety-one", "two thousand and five", "twenty twenty-two"
TimeGrammar::Match TimeGrammar::year_in_words(Token i) const {
  if (part(i) != Word::number) {
    return std::nullopt;
  }
  if (value(i) == 2 && part(i + 1) == Word::thousand) {
    const bool asked = part_before(i) == Word::unit || part_before(i) == Word::in;  // "the year two thousand"
    const Token rest = part(i + 2) == Word::conjunct ? i + 3 : i + 2;
    const auto small = read_number(document_, rest, sentence_.end);
    if (small && !small->in_digits && small->value < 100 && part_before(i) == Word::in) {
      return dated(small->end, {Grain::year, 2000 + static_cast<int>(small->value), 0, 0});
    }
    return asked && part(i + 2) == Word::none ? Match(dated(i + 2, {Grain::year, 2000, 0, 0})) : std::nullopt;
  }
  if (value(i) != 19 && value(i) != 18 && value(i) != 20) {
    return std::nullopt;
  }
  if (part(i + 1) != Word::number || value(i + 1) < 10) {
    return std::nullopt;
  }
  const auto rest = read_number(document_, i + 1, sentence_.end);
  const bool two_digits = rest && !rest->in_digits && rest->value >= 10 && rest->value < 100;
  if (!two_digits) {
    return std::nullopt;
  }
  return dated(rest->end, {Grain::year, value(i) * 100 + static_cast<int>(rest->value), 0, 0});
}

// "fiscal 1990", "fiscal year 1990"; "fiscal year" by itself is read as a unit.
TimeGrammar::Match TimeGrammar::fiscal_year(Token i) const {
  if (part(i) != Word::fiscal) {
    return std::nullopt;
  }
  const bool named_year = part(i + 1) == Word::unit && value(i + 1) == static_cast<std::uint8_t>(Unit::year);
  const Token at = named_year ? i + 2 : i + 1;
  const auto year = integer(at, 4, 4);
  if (!year || *year < first_plain_year || *year > last_plain_year) {
    return std::nullopt;
  }
  TimeMatch found = dated(at + 1, {Grain::year, *year, 0, 0});
  found.value.insert(0, "FY");
  return found;
}

// "1990s", "'80s", "eighties"; an article and "early", "late" are read by `pointed`.
TimeGrammar::Match TimeGrammar::decade(Token i) const {
  if (part(i) == Word::decade_word) {
    return dated(i + 1, {Grain::decade, 1900 + value(i), 0, 0});
  }
  const bool apostrophe = is(i, "'") || is(i, "’") || is(i, "‘");
  const Token at = apostrophe ? i + 1 : i;
  const bool plural = is(at + 1, "s") || is(at + 1, "'s") || is(at + 1, "’s");
  if (!plural || !glued(at + 1)) {
    return std::nullopt;
  }
  if (const auto year = integer(at, 4, 4);
      !apostrophe && year && *year % 10 == 0 && *year >= 1500 && *year <= latest_year) {
    const bool hundreds = *year % 100 == 0;
    return dated(at + 2, {hundreds ? Grain::century : Grain::decade, *year, 0, 0});
  }
  const auto year = integer(at, 2, 2);
  if (!year || *year % 10 != 0 || *year < 20 || (apostrophe && !glued(at))) {
    return std::nullopt;
  }
  const bool asked = apostrophe || part_before(i) == Word::the || part_before(i) == Word::early ||
                     part_before(i) == Word::late || part_before(i) == Word::mid;
  return asked ? Match(dated(at + 2, {Grain::decade, 1900 + *year, 0, 0})) : std::nullopt;
}

// "20th century", "nineteenth century"
TimeGrammar::Match TimeGrammar::century(Token i) const {
  Token end = i;
  const auto number = day_number(i, end);
  const Token head = after_hyphen(end);
  const bool named_century = part(head) == Word::unit && value(head) == static_cast<std::uint8_t>(Unit::century);
  if (!number || !named_century || *number > 30 || (part(i) == Word::digits && end == i + 1)) {
    return std::nullopt;
  }
  return dated(head + 1, {Grain::century, (static_cast<int>(*number) - 1) * 100, 0, 0});
}

// "summer 2014", "spring of last year"; alone only after a word that asks for a time.
TimeGrammar::Match TimeGrammar::season(Token i) const {
  const Token year_at = part(i + 1) == Word::of ? i + 2 : after_comma(i + 1);
  const Word before = part_before(i);
  const bool verb = part(i) == Word::season_or_verb;
  const bool introduced = before == Word::in || before == Word::the || before == Word::early || before == Word::late;
  if (const Match year = any_year(year_at); year && year->point && (!verb || introduced || integer(year_at, 4, 4))) {
    return dated(year->end, {Grain::season, year->point->year, value(i), 0});
  }
  static constexpr std::array<std::string_view, 6> games{"Olympics",    "Olympic", "Games",
                                                         "Paralympics", "Palace",  "House"};
  if (std::find(games.begin(), games.end(), word(i + 1)) != games.end() || part(i + 1) == Word::of) {
    return std::nullopt;
  }
  const bool asked = before == Word::in || before == Word::early || before == Word::late || before == Word::mid ||
                     before == Word::the || (!verb && (before == Word::preposition || before == Word::by)) ||
                     (is(i - 1, "-") && part_before(i - 1) == Word::mid);
  if (!asked || (capital(i) && part_before(i) == Word::none)) {
    return std::nullopt;
  }
  return dated(i + 1, nearest_part(Grain::season, value(i), Word::none, tense(i, i + 1)));
}

// "third quarter", "third-quarter", "fiscal second quarter of 1990", "first quarter last year", "Q3"
TimeGrammar::Match TimeGrammar::quarter(Token i) const {
  const Token number = part(i) == Word::fiscal ? after_hyphen(i + 1) : i;
  Token end = number;
  const auto ordinal = day_number(number, end);
  const bool written_out = part(number) == Word::ordinal || end == number + 2;
  if (!ordinal || !written_out || *ordinal > 4) {
    return std::nullopt;
  }
  const Token head = after_hyphen(end);
  if (part(head) != Word::unit || value(head) != static_cast<std::uint8_t>(Unit::quarter)) {
    return std::nullopt;
  }
  const Token year_at = part(head + 1) == Word::of || part(head + 1) == Word::in ? head + 2 : after_comma(head + 1);
  if (const Match year = any_year(year_at); year && year->point && part(year_at) != Word::the) {
    return dated(year->end, {Grain::quarter, year->point->year, *ordinal, 0});
  }
  TimeMatch found = dated(head + 1, nearest_part(Grain::quarter, *ordinal, Word::none, tense(i, head + 1)));
  found.tells_quarter = true;
  return found;
}

// "1988 third quarter", "1988 quarter", "1988 period": the last two name the quarter the text is about.
TimeGrammar::Match TimeGrammar::year_then_quarter(Token i) const {
  const auto year = integer(i, 4, 4);
  if (!year || !may_be_year(i)) {
    return std::nullopt;
  }
  if (Match found = quarter(i + 1); found && found->point) {
    return dated(found->end, {Grain::quarter, *year, found->point->part, 0});
  }
  const bool head = part(i + 1) == Word::period ||
                    (part(i + 1) == Word::unit && value(i + 1) == static_cast<std::uint8_t>(Unit::quarter));
  if (!head) {
    return std::nullopt;
  }
  if (context_.quarter && context_.quarter->part != 0) {
    return dated(i + 2, {Grain::quarter, *year, context_.quarter->part, 0});
  }
  return dated(i + 2, {part(i + 1) == Word::period ? Grain::year : Grain::quarter, *year, 0, 0});
}

// "first half of 2005", "second half of this year", "last half of 1989", "first-half" before a year
TimeGrammar::Match TimeGrammar::half_year(Token i) const {
  unsigned number = 0;
  if (part(i) == Word::ordinal && value(i) <= 2) {
    number = value(i);
  } else if (part(i) == Word::last || is(i, "latter")) {
    number = 2;
  }
  const Token head = after_hyphen(i + 1);
  if (number == 0 || part(head) != Word::half) {
    return std::nullopt;
  }
  const Token year_at = part(head + 1) == Word::of || part(head + 1) == Word::in ? head + 2 : head + 1;
  if (const Match year = any_year(year_at); year && year->point) {
    return dated(year->end, {Grain::half, year->point->year, number, 0});
  }
  if (Match years = decade(part(year_at) == Word::the ? year_at + 1 : year_at); years && years->point) {
    return years;
  }
  return std::nullopt;
}

// "the", "this", "last", "the past", "the following" … and what they point to.
TimeGrammar::Match TimeGrammar::pointed(Token i) const {
  const bool article = part(i) == Word::the;
  Token head = article ? i + 1 : i;
  Word pointer = Word::none;
  if (is_pointer(part(head))) {
    pointer = part(head);
    ++head;
  }
  if (pointer == Word::this_one && (part(head) == Word::past || part(head) == Word::coming)) {
    pointer = part(head);
    ++head;
  }
  // "following Tuesday's raid" is after it; "the following Tuesday" is a day.
  if (!article && (pointer == Word::none || pointer == Word::following)) {
    return std::nullopt;
  }
  const bool name_of_program = !article && capital(i) && capital(head) && i > sentence_.begin;  // ABC's "This Week"
  const bool conjunction =
      pointer == Word::that && !article && part(head) != Word::unit && part(head) != Word::weekday;
  if (name_of_program || conjunction) {
    return std::nullopt;
  }
  if (pointer == Word::last) {
    if (Match half = half_year(head - 1)) {
      return half;
    }
  }
  Match found = pointed_head(head, pointer, article);
  // The article of "the third-quarter loss" and "the year-ago results" is the noun's: they are read without it.
  const bool attributive =
      found && article && pointer == Word::none && found->end > head + 1 && is(found->end - 2, "-");
  return attributive && part(head) != Word::mid ? std::nullopt : found;
}

TimeGrammar::Match TimeGrammar::pointed_head(Token i, Word pointer, bool article) const {
  const bool plain_article = article && pointer == Word::none;
  switch (part(i)) {
    case Word::weekday:
      return pointed_weekday(i, pointer);
    case Word::month:
    case Word::month_or_word:
    case Word::month_short:
      return pointed_month(i, pointer);
    case Word::season:
    case Word::season_or_verb:
      if (pointer == Word::none || pointer == Word::that || pointer == Word::same) {
        return season(i);
      }
      return dated(i + 1, nearest_part(Grain::season, value(i), pointer, tense(i, i + 1)));
    case Word::weekend:
      return plain_article ? nearest_weekend(i) : around_publication(i + 1, Grain::weekend, shift_of(pointer));
    case Word::fiscal:
    case Word::full:
    case Word::calendar_word:
      return pointed_full_year(i, pointer);
    case Word::early:
    case Word::late:
    case Word::mid: {
      Match found = plain_article ? date(after_hyphen(i + 1)) : std::nullopt;
      const bool stretch = found && found->point && found->point->grain != Grain::day;
      return stretch ? found : std::nullopt;
    }
    case Word::comparable:
    case Word::period:
      return year_ago(i);
    case Word::unit:
      if (Match found = year_ago(i)) {
        return found;
      }
      if (Match found = neighbouring_day(i)) {
        return found;
      }
      return pointer == Word::none ? plain_unit(i) : pointed_unit(i, pointer);
    default:
      return plain_article ? after_article(i) : part(i) == Word::ordinal ? quarter(i) : std::nullopt;
  }
}

// "last Friday", "that Friday", "this coming Sunday, March 8"
TimeGrammar::Match TimeGrammar::pointed_weekday(Token i, Word pointer) const {
  if (pointer == Word::none || pointer == Word::current || pointer == Word::latest || !capital(i)) {
    return std::nullopt;
  }
  Match full = weekday_date(i);
  if ((full && full->end > i + 1) || pointer == Word::that || pointer == Word::same) {
    return full;
  }
  return dated(i + 1, nearest_weekday(value(i), pointer, tense(i, i + 1)));
}

// "last June", "this September"
TimeGrammar::Match TimeGrammar::pointed_month(Token i, Word pointer) const {
  if (pointer == Word::none || pointer == Word::current || !is_month(i)) {
    return std::nullopt;
  }
  Match full = month_date(i);
  if (full && full->end > i + 1) {
    return full;
  }
  return dated(i + 1, nearest_month(value(i), pointer, tense(i, i + 1)));
}

// "the fiscal second quarter", "the current fiscal year", "the full year"; a year that "ended" is a duration.
TimeGrammar::Match TimeGrammar::pointed_full_year(Token i, Word pointer) const {
  if (Match found = date(i)) {
    return found;
  }
  if (part(i + 1) != Word::unit || value(i + 1) != static_cast<std::uint8_t>(Unit::year)) {
    return std::nullopt;
  }
  if (is(i + 2, "ended") || is(i + 2, "ending")) {
    return valued(i + 2, TimexType::duration, "P1Y");
  }
  return pointer == Word::none ? around_publication(i + 2, Grain::year, 0) : pointed_unit(i + 1, pointer);
}

// "the 1990s", "the third quarter", "the 7th of February", "the 1988 period"; not "the 1990 budget"
TimeGrammar::Match TimeGrammar::after_article(Token i) const {
  switch (part(i)) {
    case Word::decade_word:
    case Word::none:
      return decade(i);
    case Word::number:
      return day_first_date(i);
    case Word::digits:
    case Word::ordinal: {
      Match found = date(i);
      const bool only_year = found && found->point && found->point->grain == Grain::year;
      return only_year ? std::nullopt : found;
    }
    default:
      return std::nullopt;
  }
}

// "the weekend": the last one that has begun, or with a future verb this week's.
TimeGrammar::Match TimeGrammar::nearest_weekend(Token i) const {
  const bool has_begun = context_.publication && weekday_of(*context_.publication) >= 6;
  return around_publication(i + 1, Grain::weekend, has_begun || tense(i, i + 1) == Tense::future ? 0 : -1);
}

// "last week", "the following year", "this quarter", "next year's first quarter"
TimeGrammar::Match TimeGrammar::pointed_unit(Token i, Word pointer) const {
  const auto unit = static_cast<Unit>(value(i));
  const bool too_short =
      unit == Unit::second || unit == Unit::minute || unit == Unit::hour || unit == Unit::millennium;
  if (too_short) {
    return std::nullopt;
  }
  const Grain grain = grain_of(unit);
  const int shift = shift_of(pointer);
  if (unit == Unit::day) {
    const bool narrative = pointer == Word::next || pointer == Word::following || pointer == Word::previous ||
                           pointer == Word::same || pointer == Word::that;
    return narrative ? around_mention(i + 1, grain, shift) : std::nullopt;
  }
  if (unit == Unit::quarter && (pointer == Word::latest || pointer == Word::that || pointer == Word::same)) {
    return plain_unit(i);
  }
  const bool from_mention =
      pointer == Word::previous || pointer == Word::following || pointer == Word::that || pointer == Word::same;
  Match found = from_mention ? around_mention(i + 1, grain, shift)
                             : around_publication(i + 1, grain, pointer == Word::latest ? -1 : shift);
  found->end = with_or_so(found->end);
  const bool possessive = is(i + 1, "'s") || is(i + 1, "’s");
  if (unit == Unit::year && possessive && found->point) {
    if (const Match part_of_year = quarter(i + 2); part_of_year && part_of_year->point) {
      return dated(part_of_year->end, {Grain::quarter, found->point->year, part_of_year->point->part, 0});
    }
  }
  return found;
}

// "the quarter", "the year two thousand", "the week", "the day" (in "later in the day")
TimeGrammar::Match TimeGrammar::plain_unit(Token i) const {
  const auto unit = static_cast<Unit>(value(i));
  const Word before = i >= sentence_.begin + 2 ? part(i - 2) : Word::none;
  if (unit == Unit::quarter) {
    if (part(i + 1) == Word::of) {
      return std::nullopt;
    }
    if (context_.quarter) {
      return dated(i + 1, *context_.quarter);
    }
    return context_.publication ? around_publication(i + 1, Grain::quarter, -1) : std::nullopt;
  }
  if (unit == Unit::year) {
    if (const Match year = any_year(i + 1); year && part(i + 1) != Word::the && year->point) {
      return dated(year->end, *year->point);
    }
  }
  const bool part_of_it = before == Word::in && i >= sentence_.begin + 3 &&
                          (part(i - 3) == Word::later || part(i - 3) == Word::earlier || part(i - 3) == Word::late ||
                           part(i - 3) == Word::early);
  const bool end_of_it = before == Word::of && i >= sentence_.begin + 3 &&
                         (part(i - 3) == Word::end || part(i - 3) == Word::beginning || part(i - 3) == Word::middle);
  if (unit == Unit::day) {
    const bool of_publication = before == Word::in && part(i + 1) != Word::of && part(i + 1) != Word::ahead;
    return part_of_it || end_of_it || of_publication ? around_publication(i + 1, Grain::day, 0) : std::nullopt;
  }
  if (unit != Unit::week && unit != Unit::month && unit != Unit::year) {
    return std::nullopt;
  }
  const bool asked = before == Word::in || before == Word::preposition || part_of_it || end_of_it;
  if (is(i + 1, "ended") || is(i + 1, "ending")) {
    return valued(i + 1, TimexType::duration, unit == Unit::year ? "P1Y" : unit == Unit::month ? "P1M" : "P1W");
  }
  if (!asked || part(i + 1) == Word::of) {
    return std::nullopt;
  }
  return around_publication(i + 1, grain_of(unit), 0);
}

// "the day before", "the week after"; not before a noun: "the day before the vote".
TimeGrammar::Match TimeGrammar::neighbouring_day(Token i) const {
  const bool before = part(i + 1) == Word::before;
  const bool after = part(i + 1) == Word::after;
  const std::string_view next = word(i + 2);
  const bool alone = next.empty() || next == "." || next == "," || next == ";" || next == "in" || next == "at";
  const bool points = part_before(i) == Word::the && (before || after);
  if (!points) {
    return std::nullopt;
  }
  if (part(i + 2) == Word::today) {  // "the day before yesterday"
    const Match other = deictic(i + 2);
    return other->point ? Match(dated(i + 3, shifted(*other->point, before ? -1 : 1))) : named(i + 3, other->value);
  }
  if (!alone) {
    return std::nullopt;
  }
  return around_mention(i + 2, grain_of(static_cast<Unit>(value(i))), before ? -1 : 1);
}

// "year-earlier", "year-ago quarter", "comparable period last year", "latest period": in reports on a quarter, the
// same quarter of the year before.
TimeGrammar::Match TimeGrammar::year_ago(Token i) const {
  const auto year_back = [this](Token end, std::optional<unsigned> part) -> Match {
    if (context_.quarter) {
      CalendarPoint point = shifted(*context_.quarter, context_.quarter->part == 0 ? 0 : -4);
      point.part = part.value_or(point.part);
      return dated(end, point);
    }
    if (part && context_.publication) {
      return dated(end, {Grain::quarter, point_at(Grain::year, *context_.publication).year - 1, *part, 0});
    }
    return around_publication(end, Grain::year, -1);
  };
  const auto is_head = [this](Token at) {
    return part(at) == Word::period ||
           (part(at) == Word::unit && value(at) == static_cast<std::uint8_t>(Unit::quarter));
  };
  Token at = i;
  const bool comparable = part(at) == Word::comparable;
  if (comparable) {
    ++at;
  }
  const bool is_year = part(at) == Word::unit && value(at) == static_cast<std::uint8_t>(Unit::year);
  const Token back = after_hyphen(at + 1);
  if (is_year && back != at + 1 && (part(back) == Word::ago || part(back) == Word::earlier)) {
    if (is_head(back + 1)) {
      return year_back(back + 2, std::nullopt);
    }
    if (const Match named_quarter = quarter(back + 1); named_quarter && named_quarter->point) {
      return year_back(named_quarter->end, named_quarter->point->part);
    }
    return year_back(back + 1, std::nullopt);
  }
  const Word before = part_before(i);
  const bool pointed_at = comparable || before == Word::same || before == Word::latest;
  if (!is_head(at) || !pointed_at) {
    return std::nullopt;
  }
  const Token year_at = part(at + 1) == Word::of || part(at + 1) == Word::in ? at + 2 : at + 1;
  if (const Match year = any_year(year_at); year && year->point) {
    return context_.quarter ? dated(year->end, {Grain::quarter, year->point->year, context_.quarter->part, 0})
                            : dated(year->end, {Grain::year, year->point->year, 0, 0});
  }
  if (before == Word::latest) {
    return context_.quarter ? Match(dated(at + 1, *context_.quarter))
                            : around_publication(at + 1, Grain::quarter, -1);
  }
  return std::nullopt;
}

// "year-end", "year end", "year's end"
TimeGrammar::Match TimeGrammar::year_end(Token i) const {
  if (part(i) != Word::unit || value(i) != static_cast<std::uint8_t>(Unit::year)) {
    return std::nullopt;
  }
  Token end = after_hyphen(i + 1);
  if (is(end, "'s") || is(end, "’s")) {
    ++end;
  }
  if (part(end) != Word::end || !context_.publication) {
    return std::nullopt;
  }
  if (const auto year = integer(end + 1, 4, 4); year && may_be_year(end + 1)) {
    return dated(end + 2, {Grain::day, *year, 12, 31});
  }
  return dated(end + 1, nearest_month_day(12, 31, tense(i, end + 1)));
}

// "two years ago", "a week earlier", "three days later", "two weeks from now", "a year or so ago"
TimeGrammar::Match TimeGrammar::distant(Token i) const {
  const auto found = amount(i);
  if (!found || found->hyphen) {
    return std::nullopt;
  }
  const Word direction = part(found->end);
  const Token end = found->end + 1;
  const bool from_now = direction == Word::from && part(found->end + 1) == Word::now;
  const bool back = direction == Word::ago || direction == Word::earlier;
  const bool before = direction == Word::before && (word(end) == "." || word(end) == "," || word(end).empty());
  if (!from_now && !back && !before && direction != Word::later) {
    return std::nullopt;
  }
  if (found->vague) {
    return named(from_now ? end + 1 : end, from_now ? "FUTURE_REF" : "PAST_REF");
  }
  double exact = found->count;
  Grain grain = grain_of(found->unit);
  if (found->unit == Unit::fortnight || found->unit == Unit::millennium) {
    exact *= found->unit == Unit::fortnight ? 2 : 10;
  }
  if (found->unit == Unit::week && exact == 1) {
    grain = Grain::day;  // "a week ago" is the same day of last week
    exact = 7;
  }
  if (exact != std::floor(exact) && grain < Grain::half) {  // "half a century ago", "two and a half years ago"
    exact *= grain == Grain::century ? 100 : grain == Grain::decade ? 10 : 12;
    grain = grain == Grain::year ? Grain::month : Grain::year;
  }
  if (exact * years_of(grain) > furthest_years) {
    return named(from_now ? end + 1 : end, back || before ? "PAST_REF" : "FUTURE_REF");
  }
  const int count = static_cast<int>(exact);
  const bool hours = found->unit == Unit::hour || found->unit == Unit::minute || found->unit == Unit::second;
  const int shift = hours ? 0 : back || before ? -count : count;
  if (back && found->unit == Unit::year && count == 1 && context_.quarter) {
    return dated(end, shifted(*context_.quarter, context_.quarter->part == 0 ? 0 : -4));
  }
  if (direction == Word::ago || from_now) {
    return around_publication(from_now ? end + 1 : end, grain, shift);
  }
  return around_mention(end, grain, shift);
}

// "early", "late", "mid-", "earlier", "the end of", "later in", "around": the token after it, or `i`.
TimeGrammar::Token TimeGrammar::prefix(Token i) const {
  switch (part(i)) {
    case Word::early:
    case Word::late:
    case Word::earlier:
    case Word::later:
      // "later in the day" is not said of one time, "earlier in the year" is.
      if ((part(i + 1) == Word::in && part(i) != Word::later) || part(i + 1) == Word::on) {
        return i + 2;
      }
      return i + 1;
    case Word::mid:
      return after_hyphen(i + 1);
    case Word::sometime:
      return part(i + 1) == Word::in ? i + 2 : i + 1;
    case Word::about:
      return i + 1;
    case Word::the:
    case Word::beginning:
    case Word::end:
    case Word::middle: {
      const Token head = part(i) == Word::the ? i + 1 : i;
      const bool edge = part(head) == Word::beginning || part(head) == Word::end || part(head) == Word::middle;
      return edge && part(head + 1) == Word::of ? head + 2 : i;
    }
    default:
      return i;
  }
}

TimeGrammar::Match TimeGrammar::modified_date(Token i) const {
  const Token inner = prefix(i);
  if (inner == i) {
    return date(i);
  }
  Match found = date(inner);
  if (!found) {
    return part(i) == Word::the ? date(i) : std::nullopt;
  }
  // "about" and "around" belong to a day, not to "around 1990" or "about last year's budget".
  const bool day = found->point && (found->point->grain == Grain::day || part(inner) == Word::unit ||
                                    part(found->end - 1) == Word::ago);
  return part(i) != Word::about || day ? found : std::nullopt;
}

}  // namespace detente::resolve
