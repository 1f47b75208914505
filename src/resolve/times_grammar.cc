#include "resolve/times_grammar.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace detente::resolve {

namespace {

// "Nov. 6" beside a past verb, written in late October, is next week's: a year back it would carry its year.
constexpr int soon_days = 75;
constexpr int long_ago_days = 290;

// Without a verb a month is the coming one only if that is near.
constexpr int soon_months = 3;

}  // namespace

TimeGrammar::TimeGrammar(const Document& document, const std::vector<Lexeme>& lexemes, TokenSpan sentence,
                         const TimeContext& context)
    : document_(document), lexemes_(lexemes), sentence_(sentence), context_(context) {}

std::optional<TimeMatch> TimeGrammar::match(Token at) const {
  Match best;
  const auto take_longer = [&best](Match found) {
    if (found && (!best || found->end > best->end)) {
      best = std::move(found);
    }
  };
  take_longer(time(at));
  take_longer(modified_date(at));
  take_longer(set(at));
  take_longer(duration(at));
  take_longer(reference(at));
  return best;
}

Word TimeGrammar::part(Token i) const {
  return i < sentence_.end ? lexemes_[i - sentence_.begin].part : Word::none;
}

std::uint8_t TimeGrammar::value(Token i) const {
  return i < sentence_.end ? lexemes_[i - sentence_.begin].value : std::uint8_t{0};
}

bool TimeGrammar::glued(Token i) const {
  return i < sentence_.end && lexemes_[i - sentence_.begin].glued;
}

bool TimeGrammar::capital(Token i) const {
  return i < sentence_.end && lexemes_[i - sentence_.begin].capital;
}

std::string_view TimeGrammar::word(Token i) const {
  return i < sentence_.end ? document_.word(i) : std::string_view();
}

bool TimeGrammar::is(Token i, std::string_view text) const {
  return word(i) == text;
}

Word TimeGrammar::part_before(Token i) const {
  return i > sentence_.begin ? part(i - 1) : Word::none;
}

std::optional<int> TimeGrammar::integer(Token i, std::size_t fewest, std::size_t most) const {
  const std::string_view text = word(i);
  if (text.size() < fewest || text.size() > most) {
    return std::nullopt;
  }
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    number = number * 10 + (c - '0');
  }
  return number;
}

// Past a hyphen without white space around it: "third-quarter", "mid-1996".
TimeGrammar::Token TimeGrammar::after_hyphen(Token i) const {
  const bool hyphen = is(i, "-") || is(i, "–") || is(i, "‑");
  return hyphen && glued(i) && glued(i + 1) ? i + 1 : i;
}

TimeGrammar::Token TimeGrammar::after_comma(Token i) const {
  return is(i, ",") ? i + 1 : i;
}

Tense TimeGrammar::tense(Token begin, Token end) const {
  const Token head = part_before(begin) == Word::on ? begin - 1 : begin;
  const std::string_view before = head > sentence_.begin ? word(head - 1) : std::string_view();
  if (before == "since" || before == "Since") {
    return Tense::past;
  }
  if (before == "for" || before == "starting" || before == "beginning" || before == "effective") {
    return Tense::future;
  }
  return tense_around(document_, sentence_, {begin, end});
}

TimeMatch TimeGrammar::dated(Token end, const CalendarPoint& point) {
  TimeMatch match = valued(end, TimexType::date, value_of(point));
  match.point = point;
  return match;
}

TimeMatch TimeGrammar::named(Token end, std::string_view value) {
  return valued(end, TimexType::date, std::string(value));
}

TimeMatch TimeGrammar::valued(Token end, TimexType type, std::string value) {
  TimeMatch match;
  match.end = end;
  match.type = type;
  match.value = std::move(value);
  return match;
}

// "last week", "this year", "tomorrow"
TimeGrammar::Match TimeGrammar::around_publication(Token end, Grain grain, int shift) const {
  if (!context_.publication) {
    return named(end, shift < 0 ? "PAST_REF" : shift > 0 ? "FUTURE_REF" : "PRESENT_REF");
  }
  return dated(end, shifted(point_at(grain, *context_.publication), shift));
}

// "the following year", "a day earlier": from the date last mentioned, or the article's where there is none.
TimeGrammar::Match TimeGrammar::around_mention(Token end, Grain grain, int shift) const {
  if (!context_.mentioned || context_.mentioned->year == 0 || context_.mentioned->grain < grain) {
    return around_publication(end, grain, shift);
  }
  return dated(end, shifted(point_at(grain, first_day(*context_.mentioned)), shift));
}

CalendarPoint TimeGrammar::nearest_weekday(unsigned weekday, Word pointer, Tense tense) const {
  if (!context_.publication) {
    return {Grain::weekday, 0, weekday, 0};
  }
  const Day today = *context_.publication;
  const std::chrono::days one(1);
  switch (pointer) {
    case Word::last:
    case Word::past:
      return point_at(Grain::day, weekday_until(today - one, weekday));
    case Word::next:
    case Word::coming:
    case Word::following:
      return point_at(Grain::day, weekday_from(today + one, weekday));
    case Word::previous:
      return point_at(Grain::day, weekday_until(weekday_until(today - one, weekday) - one, weekday));
    case Word::this_one:
      return point_at(Grain::day,
                      tense == Tense::past ? weekday_until(today, weekday) : weekday_from(today, weekday));
    default:
      return point_at(Grain::day,
                      tense == Tense::future ? weekday_from(today, weekday) : weekday_until(today, weekday));
  }
}

CalendarPoint TimeGrammar::nearest_month(unsigned month, Word pointer, Tense tense) const {
  return nearest_part(Grain::month, month, pointer, tense);
}

// A part of the year (month, quarter, season) in the year that pointer or tense ask for.
CalendarPoint TimeGrammar::nearest_part(Grain grain, unsigned part, Word pointer, Tense tense) const {
  CalendarPoint point{grain, 0, part, 0};
  if (!context_.publication) {
    return point;
  }
  const CalendarPoint today = point_at(grain, *context_.publication);
  const int parts = grain == Grain::month ? 12 : 4;
  const int ahead = (static_cast<int>(part) - static_cast<int>(today.part) + parts) % parts;  // 0: it is now
  const int back = (parts - ahead) % parts;
  switch (pointer) {
    case Word::last:
    case Word::past:
    case Word::previous:
      return shifted(today, back == 0 ? -parts : -back);
    case Word::next:
    case Word::coming:
      return shifted(today, ahead == 0 ? parts : ahead);
    case Word::this_one:
      point.year = today.year;
      return point;
    default:
      break;
  }
  if (grain == Grain::quarter) {
    // Reports are expected on quarters that are over: a future verb alone does not make "third quarter" next year's.
    return shifted(today, tense == Tense::future && ahead <= 2 ? ahead : -back);
  }
  const bool near = tense == Tense::unknown && ahead <= soon_months * parts / 12;
  return shifted(today, tense == Tense::future || near ? ahead : -back);
}

CalendarPoint TimeGrammar::nearest_month_day(unsigned month, unsigned day, Tense tense) const {
  CalendarPoint point{Grain::day, 0, month, day};
  if (!context_.publication) {
    return point;
  }
  const Day today = *context_.publication;
  const int year = point_at(Grain::year, today).year;
  std::optional<Day> before;
  std::optional<Day> after;
  for (int candidate = year - 8; candidate <= year + 8; ++candidate) {  // eight years hold a 29 February
    if (!is_calendar_date(candidate, month, day)) {
      continue;
    }
    const Day found = first_day({Grain::day, candidate, month, day});
    if (found <= today) {
      before = found;
    } else if (!after) {
      after = found;
    }
  }
  if (!before || !after) {
    return point;
  }
  const auto back = (today - *before).count();
  const auto ahead = (*after - today).count();
  const bool looks_ahead = tense == Tense::future ? back != 0
                           : tense == Tense::past ? ahead <= soon_days && back >= long_ago_days
                                                  : ahead < back;
  return point_at(Grain::day, looks_ahead ? *after : *before);
}

}  // namespace detente::resolve
