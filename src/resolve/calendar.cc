#include "resolve/calendar.h"

#include <algorithm>
#include <array>

namespace detente::resolve {

namespace {

using std::chrono::days;
using std::chrono::month;
using std::chrono::months;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int furthest_steps = 20'000;    // of years and months: beyond it no four-digit year is left
constexpr int furthest_days = 1'000'000;  // keeps std::chrono::year in its range
constexpr std::string_view unknown_year = "XXXX";

int floor_divide(int value, int by) {
  return value >= 0 ? value / by : -((by - 1 - value) / by);
}

std::optional<int> read_digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    value = value * 10 + (c - '0');
  }
  return value;
}

std::string digits(int value, std::size_t width) {
  std::string text = std::to_string(value);
  return text.size() >= width ? text : std::string(width - text.size(), '0') + text;
}

CalendarPoint week_of(Day day) {
  // ISO 8601: a week belongs to the year of its Thursday.
  const Day thursday = day + days(4) - days(weekday_of(day));
  const year_month_day date(thursday);
  const Day new_year = Day(date.year() / std::chrono::January / 1);
  const auto week = static_cast<unsigned>((thursday - new_year).count() / 7) + 1;
  return {Grain::week, static_cast<int>(date.year()), week, 0};
}

CalendarPoint season_of(const year_month_day& date) {
  const auto number = static_cast<unsigned>(date.month());
  const int of_year = static_cast<int>(date.year());
  if (number < 3) {
    return {Grain::season, of_year - 1, static_cast<unsigned>(Season::winter), 0};
  }
  return {Grain::season, of_year, number / 3, 0};
}

Day first_day_of_week(const CalendarPoint& point) {
  const Day fourth = Day(year(point.year) / std::chrono::January / 4);  // always in week 1
  return fourth - days(weekday_of(fourth) - 1) + days(7 * (static_cast<int>(point.part) - 1));
}

// Parts of a year counted through all years: shifting is one addition.
CalendarPoint shifted_part(const CalendarPoint& point, int count, int parts) {
  const int index = point.year * parts + static_cast<int>(point.part) - 1 + count;
  const int of_year = floor_divide(index, parts);
  return {point.grain, of_year, static_cast<unsigned>(index - of_year * parts) + 1, 0};
}

int clamped(int count, int limit) {
  return std::clamp(count, -limit, limit);
}

std::string_view season_name(unsigned part) {
  static constexpr std::array<std::string_view, 5> names{"XX", "SP", "SU", "FA", "WI"};
  return part < names.size() ? names.at(part) : names[0];
}

std::string part_text(const CalendarPoint& point) {
  switch (point.grain) {
    case Grain::half:
      return "-H" + std::to_string(point.part);
    case Grain::quarter:
      return point.part == 0 ? "-QX" : "-Q" + std::to_string(point.part);
    case Grain::season:
      return "-" + std::string(season_name(point.part));
    case Grain::month:
      return "-" + digits(static_cast<int>(point.part), 2);
    case Grain::week:
      return "-W" + digits(static_cast<int>(point.part), 2);
    case Grain::weekend:
      return "-W" + digits(static_cast<int>(point.part), 2) + "-WE";
    case Grain::weekday:
      return "-WXX-" + std::to_string(point.part);
    case Grain::day:
      return "-" + digits(static_cast<int>(point.part), 2) + "-" + digits(static_cast<int>(point.day), 2);
    default:
      return {};
  }
}

}  // namespace

std::optional<Day> read_date(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const auto of_year = read_digits(text.substr(0, 4));
  const auto of_month = read_digits(text.substr(5, 2));
  const auto of_day = read_digits(text.substr(8, 2));
  if (!of_year || !of_month || !of_day) {
    return std::nullopt;
  }
  if (!is_calendar_date(*of_year, static_cast<unsigned>(*of_month), static_cast<unsigned>(*of_day))) {
    return std::nullopt;
  }
  return Day(year(*of_year) / *of_month / *of_day);
}

CalendarPoint point_at(Grain grain, Day day) {
  const year_month_day date(day);
  const int of_year = static_cast<int>(date.year());
  const auto of_month = static_cast<unsigned>(date.month());
  switch (grain) {
    case Grain::century:
      return {grain, floor_divide(of_year, 100) * 100, 0, 0};
    case Grain::decade:
      return {grain, floor_divide(of_year, 10) * 10, 0, 0};
    case Grain::year:
      return {grain, of_year, 0, 0};
    case Grain::half:
      return {grain, of_year, (of_month + 5) / 6, 0};
    case Grain::quarter:
      return {grain, of_year, (of_month + 2) / 3, 0};
    case Grain::season:
      return season_of(date);
    case Grain::month:
      return {grain, of_year, of_month, 0};
    case Grain::week:
    case Grain::weekend: {
      CalendarPoint week = week_of(day);
      week.grain = grain;
      return week;
    }
    case Grain::weekday:
      return {grain, 0, weekday_of(day), 0};
    case Grain::day:
      return {grain, of_year, of_month, static_cast<unsigned>(date.day())};
  }
  return {};
}

Day first_day(const CalendarPoint& point) {
  const year of_year(point.year);
  switch (point.grain) {
    case Grain::half:
      return Day(of_year / month((point.part - 1) * 6 + 1) / 1);
    case Grain::quarter:
      return Day(of_year / month((point.part - 1) * 3 + 1) / 1);
    case Grain::season:
      return Day(of_year / month(point.part * 3) / 1);
    case Grain::month:
      return Day(of_year / month(point.part) / 1);
    case Grain::week:
      return first_day_of_week(point);
    case Grain::weekend:
      return first_day_of_week(point) + days(5);
    case Grain::day:
      return Day(of_year / month(point.part) / static_cast<int>(point.day));
    default:
      return Day(of_year / std::chrono::January / 1);
  }
}

CalendarPoint shifted(const CalendarPoint& point, int count) {
  const int steps = clamped(count, furthest_steps);
  switch (point.grain) {
    case Grain::century:
      return {point.grain, point.year + steps * 100, 0, 0};
    case Grain::decade:
      return {point.grain, point.year + steps * 10, 0, 0};
    case Grain::year:
      return {point.grain, point.year + steps, 0, 0};
    case Grain::half:
      return shifted_part(point, steps, 2);
    case Grain::quarter:
    case Grain::season:
      return shifted_part(point, steps, 4);
    case Grain::month:
      return shifted_part(point, steps, 12);
    case Grain::week:
    case Grain::weekend:
      return point_at(point.grain, first_day(point) + days(clamped(count, furthest_days / 7) * 7));
    case Grain::weekday:
      return point;
    case Grain::day:
      return point_at(point.grain, first_day(point) + days(clamped(count, furthest_days)));
  }
  return point;
}

Day months_later(Day day, int count) {
  const year_month_day date(day);
  const auto target = date.year() / date.month() + months(clamped(count, furthest_steps));
  const auto last = target / std::chrono::last;
  return Day(target / std::min(date.day(), last.day()));
}

bool is_calendar_date(int of_year, unsigned of_month, unsigned of_day) {
  return (year(of_year) / month(of_month) / std::chrono::day(of_day)).ok();
}

unsigned weekday_of(Day day) {
  return std::chrono::weekday(day).iso_encoding();
}

Day weekday_until(Day day, unsigned weekday) {
  return day - days((weekday_of(day) + 7 - weekday) % 7);
}

Day weekday_from(Day day, unsigned weekday) {
  return day + days((weekday + 7 - weekday_of(day)) % 7);
}

Day easter_sunday(int of_year) {
  // The Gregorian computus in the form of Meeus, Jones and Butcher.
  const int golden = of_year % 19;
  const int century = of_year / 100;
  const int rest = of_year % 100;
  const int epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
  const int weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
  const int late = (golden + 11 * epact + 22 * weekday) / 451;
  const int sum = epact + weekday - 7 * late + 114;
  return Day(year(of_year) / (sum / 31) / (sum % 31 + 1));
}

std::string value_of(const CalendarPoint& point) {
  if (point.year < 0) {
    return "PAST_REF";
  }
  if (point.year > 9999) {
    return "FUTURE_REF";
  }
  const std::string of_year = point.year == 0 ? std::string(unknown_year) : digits(point.year, 4);
  switch (point.grain) {
    case Grain::century:
      return of_year.substr(0, 2);
    case Grain::decade:
      return of_year.substr(0, 3);
    default:
      return of_year + part_text(point);
  }
}

}  // namespace detente::resolve
