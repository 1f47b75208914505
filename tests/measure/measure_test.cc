#include "measure/measure.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "measure/sample_rows.h"

namespace detente::measure {
namespace {

constexpr Day monday = 18995;  // 2022-01-03

IndexOptions without_prior() {
  return {14, 0};
}

TEST(CauseOf, IsTheWeightiestEventOfThatWeekInTheDirectionOfTheChange) {
  const auto observations =
      observe({row("a#e1", "ASSAULT", "2022-01-02", -10), row("b#e1", "ASSAULT", "2022-01-03", -9),
               row("c#e1", "AID", "2022-01-09", 7), row("d#e1", "AID", "2022-01-10", 9)});
  Period week;
  week.first = monday;
  ASSERT_NE(cause_of({0, 0, 40}, week, observations), nullptr);
  EXPECT_EQ(cause_of({0, 0, 40}, week, observations)->reports.front(), "b#e1");
  EXPECT_EQ(cause_of({0, 40, 0}, week, observations)->reports.front(), "c#e1");
  week.first = monday + 14;
  EXPECT_EQ(cause_of({0, 40, 0}, week, observations), nullptr);
}

TEST(Observe, CountsEachStoryOnce) {
  auto first = row("a#e1", "ASSAULT", "2022-01-04", -9);
  auto second = row("b#e1", "ASSAULT", "2022-01-05", -7);
  auto alone = row("c#e1", "CONSULT", "2022-01-05", 3);
  first.story = second.story = "s1";
  const auto seen = observe({second, alone, first});
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[0].day, monday + 1);
  EXPECT_DOUBLE_EQ(seen[0].scale, -8);
  EXPECT_EQ(seen[0].reports, (std::vector<std::string>{"a#e1", "b#e1"}));
  EXPECT_EQ(seen[1].reports, (std::vector<std::string>{"c#e1"}));
}

TEST(Observe, LeavesOutWhatIsNotAssertedOrHasNoDay) {
  auto planned = row("a#e1", "MOBILIZE", "2022-01-04", -6);
  planned.event.status = Status::planned;
  EXPECT_TRUE(observe({planned, row("a#e2", "ASSAULT", "", -9)}).empty());
}

TEST(Tension, OfNothingIsZero) {
  const auto index = tension({}, {}, {monday, monday + 2});
  ASSERT_EQ(index.size(), 3U);
  EXPECT_EQ(index[0].tension, 0);
  EXPECT_EQ(index[2].per_thousand, 0);
  EXPECT_TRUE(tension({}, {}, {monday, monday - 1}).empty());
}

TEST(Tension, IsTheMeanTurnedRound) {
  const auto index = tension({{monday, -8, 2}}, {}, {monday, monday}, without_prior());
  EXPECT_DOUBLE_EQ(index[0].tension, 40);
  EXPECT_DOUBLE_EQ(index[0].low, 40);  // one day tells nothing of the scatter between days
}

TEST(Tension, IsDrawnToZeroWhereLittleIsKnown) {
  const auto index = tension({{monday, -10, 1}}, {}, {monday, monday}, {14, 4});
  EXPECT_DOUBLE_EQ(index[0].tension, 20);
}

TEST(Tension, FadesByHalfEachHalfLife) {
  // With k = 1: 10·w/(w + 1), w halved every 14 days.
  const auto index = tension({{monday, -1, 1}}, {}, {monday, monday + 28}, {14, 1});
  EXPECT_NEAR(index[0].tension, 10 * 1.0 / 2, 1e-12);
  EXPECT_NEAR(index[14].tension, 10 * 0.5 / 1.5, 1e-12);
  EXPECT_NEAR(index[28].tension, 10 * 0.25 / 1.25, 1e-12);
}

TEST(Tension, BandByHand) {
  // Two days, no fading to speak of, one event each of -2 and -6: mean -4, deviations 2 and -2.
  const auto index = tension({{monday, -2, 1}, {monday + 1, -6, 1}}, {}, {monday + 1, monday + 1}, {1e12, 0});
  EXPECT_NEAR(index[0].tension, 40, 1e-6);
  const double error = 10 * std::sqrt(2.0 * 2 + 2 * 2) / 2;
  EXPECT_NEAR(index[0].high - index[0].tension, 1.645 * error, 1e-6);
  EXPECT_NEAR(index[0].tension - index[0].low, 1.645 * error, 1e-6);
}

TEST(Tension, ShowsWhatItIsCountedAgainst) {
  const auto index = tension({{monday, -5, 4}}, {{monday, 2000}}, {monday, monday + 1});
  EXPECT_EQ(index[0].articles, 2000);
  EXPECT_NEAR(index[0].per_thousand, 2, 1e-12);
  EXPECT_NEAR(index[1].per_thousand, 2, 1e-12) << "both fade alike";
  EXPECT_EQ(index[1].articles, 0);
}

TEST(Tension, DaysBeforeTheRangeCount) {
  const std::vector<store::DaySum> series{{monday - 14, -6, 1}};
  const auto index = tension(series, {}, {monday, monday}, {14, 0});
  EXPECT_NEAR(index[0].tension, 60, 1e-9);
  EXPECT_NEAR(index[0].weight, 0.5, 1e-9);
}

TEST(Arithmetic, AddsUpToTheTension) {
  const auto seen = observe({row("a#e1", "ASSAULT", "2021-12-20", -9), row("a#e2", "CONSULT", "2022-01-01", 2.5),
                             row("a#e3", "ACCUSE", "2022-01-03", -3), row("a#e4", "ASSAULT", "2022-02-01", -9)});
  const auto parts = arithmetic(seen, monday);
  ASSERT_EQ(parts.size(), 3U) << "what is still to come adds nothing";
  const double sum = std::accumulate(parts.begin(), parts.end(), 0.0,
                                     [](double so_far, const Contribution& one) { return so_far + one.part; });
  EXPECT_NEAR(sum, tension(tally(seen), {}, {monday, monday})[0].tension, 1e-9);
  EXPECT_GE(std::abs(parts[0].part), std::abs(parts[1].part));
}

TEST(Periods, OfWeeks) {
  const auto seen = observe({row("a#e1", "ASSAULT", "2022-01-03", -9), row("a#e2", "CONSULT", "2022-01-09", 4),
                             row("a#e3", "ACCUSE", "2022-01-10", -3)});
  const auto weeks =
      periods(seen, {{monday, 5}, {monday + 6, 7}, {monday + 7, 1}}, {monday, monday + 7}, Step::week, {14, 0});
  ASSERT_EQ(weeks.size(), 2U);
  EXPECT_EQ(weeks[0].first, monday);
  EXPECT_DOUBLE_EQ(weeks[0].conflict, 9);
  EXPECT_DOUBLE_EQ(weeks[0].cooperation, 4);
  EXPECT_EQ(weeks[0].articles, 12);
  EXPECT_EQ(weeks[0].events, 2);
  EXPECT_DOUBLE_EQ(weeks[0].tension, 25);
  EXPECT_EQ(weeks[1].events, 1);
}

TEST(Periods, BeginOnMondayBefore1970Too) {
  EXPECT_EQ(periods({}, {}, {-1, -1}, Step::week)[0].first, -3);  // 1969-12-29
  EXPECT_EQ(periods({}, {}, {-4, -4}, Step::week)[0].first, -10);
}

// A series with the same wobble on every level.
std::vector<double> levels(const std::vector<std::pair<double, int>>& wanted) {
  std::vector<double> values;
  for (const auto& [level, length] : wanted) {
    for (int i = 0; i < length; ++i) {
      values.push_back(level + (i % 2 == 0 ? 0.5 : -0.5));
    }
  }
  return values;
}

TEST(ChangePoints, OfKnownSeries) {
  const auto changes = change_points(levels({{0, 20}, {10, 20}, {4, 20}}));
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].at, 20U);
  EXPECT_NEAR(changes[0].before, 0, 1e-9);
  EXPECT_NEAR(changes[0].after, 10, 1e-9);
  EXPECT_EQ(changes[1].at, 40U);
  EXPECT_NEAR(changes[1].after, 4, 1e-9);
}

TEST(ChangePoints, NoneInNoiseOrSilence) {
  EXPECT_TRUE(change_points(levels({{3, 60}})).empty());
  EXPECT_TRUE(change_points(std::vector<double>(60, 7)).empty());
  EXPECT_TRUE(change_points({}).empty());
  EXPECT_TRUE(change_points({0, 0, 9, 9, 9}).empty());
  std::vector<double> noise;
  unsigned state = 1;
  for (int i = 0; i < 300; ++i) {
    state = state * 1664525U + 1013904223U;
    noise.push_back(static_cast<double>(state >> 16U) / 65536);
  }
  EXPECT_TRUE(change_points(noise).empty());
}

TEST(ChangePoints, AStepWithoutNoise) {
  std::vector<double> values(20, 0);
  values.resize(40, 5);
  const auto changes = change_points(values);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].at, 20U);
}

TEST(ChangePoints, OneOutlierIsNoLevel) {
  auto values = levels({{0, 40}});
  values[20] = 5;
  EXPECT_TRUE(change_points(values).empty());
}

TEST(Rules, AreRead) {
  const auto rule = parse_rule(" tension rises 15.5 in 7 ");
  ASSERT_TRUE(rule.ok());
  EXPECT_EQ(rule->kind, Rule::Kind::rises);
  EXPECT_DOUBLE_EQ(rule->amount, 15.5);
  EXPECT_EQ(rule->days, 7);
  EXPECT_EQ(parse_rule("events>=10")->amount, 10);
  EXPECT_EQ(parse_rule("tension < -20")->amount, -20);
  for (const char* wrong : {"", "tension", "tension > ", "heat > 3", "tension rises 3", "tension rises 3 in 0",
                            "tension > 3 in 7", "tension > x", "tension >> 3", "tension rises 3 in 7 days"}) {
    EXPECT_FALSE(parse_rule(wrong).ok()) << wrong;
  }
}

std::vector<IndexDay> index_of(const std::vector<double>& tensions) {
  std::vector<IndexDay> index;
  for (const double value : tensions) {
    IndexDay day;
    day.day = monday + static_cast<Day>(index.size());
    day.tension = value;
    index.push_back(day);
  }
  return index;
}

TEST(Alerts, RingOnceForEachTime) {
  const auto rung = alerts(index_of({10, 41, 45, 39, 40}), {*parse_rule("tension > 40")});
  ASSERT_EQ(rung.size(), 2U);
  EXPECT_EQ(rung[0].day, monday + 1);
  EXPECT_EQ(rung[1].day, monday + 4);
}

TEST(Alerts, OfChange) {
  const auto index = index_of({0, 5, 12, 20, 18});
  const auto rung = alerts(index, {*parse_rule("tension rises 15 in 2"), *parse_rule("tension falls 2 in 1")});
  ASSERT_EQ(rung.size(), 2U);
  EXPECT_EQ(rung[0].day, monday + 3);
  EXPECT_DOUBLE_EQ(rung[0].reference, 5);
  EXPECT_EQ(rung[1].day, monday + 4);
}

}  // namespace
}  // namespace detente::measure
