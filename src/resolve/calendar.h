// Points of the calendar as TIMEX3 writes them, from centuries to days, and the arithmetic that relative
// expressions need. Built on std::chrono's proleptic Gregorian calendar; nothing here knows the clock of the machine.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace detente::resolve {

enum class Grain : std::uint8_t { century, decade, year, half, quarter, season, month, week, weekend, weekday, day };

// In TIMEX3's order. A winter belongs to the year in which it begins.
enum class Season : std::uint8_t { spring = 1, summer, fall, winter };

// One stretch of the calendar. What is not known is 0 and is written X.
struct CalendarPoint {
  Grain grain = Grain::day;
  int year = 0;       // of a century or decade: its first year; of a week: the ISO year
  unsigned part = 0;  // half, quarter, season, month, ISO week, or (for a weekday without a date) 1 = Monday … 7
  unsigned day = 0;   // only for Grain::day

  friend bool operator==(const CalendarPoint&, const CalendarPoint&) = default;
};

using Day = std::chrono::sys_days;

// The day of "YYYY-MM-DD…"; what follows the day is not looked at. None if that is no calendar date.
std::optional<Day> read_date(std::string_view text);

// The stretch of that grain in which `day` lies.
CalendarPoint point_at(Grain grain, Day day);

// The first day of a point whose year is known.
Day first_day(const CalendarPoint& point);

// `count` steps of the point's own grain later (or, negative, earlier).
CalendarPoint shifted(const CalendarPoint& point, int count);

// A day's date `count` months later; the last day of the month where that month is shorter.
Day months_later(Day day, int count);

bool is_calendar_date(int year, unsigned month, unsigned day);

// 1 = Monday … 7 = Sunday.
unsigned weekday_of(Day day);

// The day of that ISO weekday nearest to `day`: at or before it, and at or after it.
Day weekday_until(Day day, unsigned weekday);
Day weekday_from(Day day, unsigned weekday);

Day easter_sunday(int year);

// "2022-02-07", "2022-W06", "2022-W06-WE", "2005-H1", "1989-Q3", "1997-FA", "199", "19", "XXXX-02-07", "XXXX-WXX-1".
// PAST_REF or FUTURE_REF for years that four digits cannot write.
std::string value_of(const CalendarPoint& point);

}  // namespace detente::resolve
