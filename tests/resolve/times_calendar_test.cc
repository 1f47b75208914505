#include "resolve/calendar.h"

#include <gtest/gtest.h>

namespace detente::resolve {
namespace {

Day day_of(int year, unsigned month, unsigned day) {
  return first_day({Grain::day, year, month, day});
}

TEST(Calendar, ReadsOnlyCalendarDates) {
  EXPECT_EQ(read_date("2022-02-07"), day_of(2022, 2, 7));
  EXPECT_EQ(read_date("2020-02-29T10:00:00Z"), day_of(2020, 2, 29));
  EXPECT_FALSE(read_date("2022-02-29").has_value());
  EXPECT_FALSE(read_date("2022-13-01").has_value());
  EXPECT_FALSE(read_date("2022-1-01").has_value());
  EXPECT_FALSE(read_date("20220207").has_value());
  EXPECT_FALSE(read_date("").has_value());
}

TEST(Calendar, WritesPointsAsTimex3) {
  EXPECT_EQ(value_of({Grain::day, 2022, 2, 7}), "2022-02-07");
  EXPECT_EQ(value_of({Grain::week, 2022, 6, 0}), "2022-W06");
  EXPECT_EQ(value_of({Grain::weekend, 2022, 6, 0}), "2022-W06-WE");
  EXPECT_EQ(value_of({Grain::month, 2022, 2, 0}), "2022-02");
  EXPECT_EQ(value_of({Grain::quarter, 2022, 3, 0}), "2022-Q3");
  EXPECT_EQ(value_of({Grain::half, 2022, 1, 0}), "2022-H1");
  EXPECT_EQ(value_of({Grain::season, 2022, 4, 0}), "2022-WI");
  EXPECT_EQ(value_of({Grain::decade, 1990, 0, 0}), "199");
  EXPECT_EQ(value_of({Grain::century, 1900, 0, 0}), "19");
  EXPECT_EQ(value_of({Grain::day, 0, 2, 7}), "XXXX-02-07");
  EXPECT_EQ(value_of({Grain::weekday, 0, 1, 0}), "XXXX-WXX-1");
  EXPECT_EQ(value_of({Grain::year, -1, 0, 0}), "PAST_REF");
  EXPECT_EQ(value_of({Grain::year, 10000, 0, 0}), "FUTURE_REF");
}

TEST(Calendar, WeeksFollowIso8601) {
  EXPECT_EQ(value_of(point_at(Grain::week, day_of(2021, 1, 3))), "2020-W53");
  EXPECT_EQ(value_of(point_at(Grain::week, day_of(2021, 1, 4))), "2021-W01");
  EXPECT_EQ(value_of(point_at(Grain::week, day_of(2018, 12, 31))), "2019-W01");
  EXPECT_EQ(first_day({Grain::week, 2019, 1, 0}), day_of(2018, 12, 31));
}

TEST(Calendar, EveryWeekBeginsOnItsMonday) {
  for (int n = 0; n < 5000; ++n) {
    const Day day = day_of(2000, 1, 1) + std::chrono::days(n);
    const Day monday = first_day(point_at(Grain::week, day));
    EXPECT_EQ(weekday_of(monday), 1U);
    EXPECT_LE(monday, day);
    EXPECT_LT(day - monday, std::chrono::days(7));
  }
}

TEST(Calendar, AWinterBelongsToTheYearItBeginsIn) {
  EXPECT_EQ(value_of(point_at(Grain::season, day_of(2022, 2, 7))), "2021-WI");
  EXPECT_EQ(value_of(point_at(Grain::season, day_of(2022, 12, 7))), "2022-WI");
  EXPECT_EQ(value_of(point_at(Grain::season, day_of(2022, 3, 1))), "2022-SP");
  EXPECT_EQ(value_of(point_at(Grain::season, day_of(2022, 11, 30))), "2022-FA");
}

TEST(Calendar, ShiftsByThePointsOwnGrain) {
  EXPECT_EQ(value_of(shifted({Grain::day, 2022, 2, 28}, 1)), "2022-03-01");
  EXPECT_EQ(value_of(shifted({Grain::week, 2020, 53, 0}, 1)), "2021-W01");
  EXPECT_EQ(value_of(shifted({Grain::month, 2022, 1, 0}, -1)), "2021-12");
  EXPECT_EQ(value_of(shifted({Grain::month, 2022, 1, 0}, -13)), "2020-12");
  EXPECT_EQ(value_of(shifted({Grain::quarter, 2022, 1, 0}, -1)), "2021-Q4");
  EXPECT_EQ(value_of(shifted({Grain::half, 2022, 2, 0}, 1)), "2023-H1");
  EXPECT_EQ(value_of(shifted({Grain::season, 2022, 1, 0}, -1)), "2021-WI");
  EXPECT_EQ(value_of(shifted({Grain::year, 2022, 0, 0}, -22)), "2000");
  EXPECT_EQ(value_of(shifted({Grain::decade, 2020, 0, 0}, -1)), "201");
  EXPECT_EQ(value_of(shifted({Grain::century, 2000, 0, 0}, -1)), "19");
}

TEST(Calendar, WeekdaysAround) {
  const Day monday = day_of(2022, 2, 7);
  EXPECT_EQ(weekday_until(monday, 1), monday);
  EXPECT_EQ(weekday_from(monday, 1), monday);
  EXPECT_EQ(weekday_until(monday, 5), day_of(2022, 2, 4));
  EXPECT_EQ(weekday_from(monday, 5), day_of(2022, 2, 11));
}

TEST(Calendar, EasterByTheGregorianComputus) {
  EXPECT_EQ(easter_sunday(1961), day_of(1961, 4, 2));
  EXPECT_EQ(easter_sunday(2000), day_of(2000, 4, 23));
  EXPECT_EQ(easter_sunday(2008), day_of(2008, 3, 23));
  EXPECT_EQ(easter_sunday(2022), day_of(2022, 4, 17));
  EXPECT_EQ(easter_sunday(2038), day_of(2038, 4, 25));
}

}  // namespace
}  // namespace detente::resolve
