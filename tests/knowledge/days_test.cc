#include <gtest/gtest.h>

#include <optional>
#include <string_view>

#include "knowledge/knowledge.h"

namespace detente::knowledge {
namespace {

struct Written {
  std::string_view text;
  std::optional<Day> day;
};

class Days : public testing::TestWithParam<Written> {};

TEST_P(Days, AreReadFromIso) {
  EXPECT_EQ(parse_day(GetParam().text), GetParam().day) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Dates, Days,
                         testing::Values(Written{"1970-01-01", 0}, Written{"1970-01-02", 1},
                                         Written{"1969-12-31", -1}, Written{"2000-02-29", 11016},
                                         Written{"2022-02-07", 19030}, Written{"2022-02", 19024},
                                         Written{"2022", 18993}, Written{"2022-02-07T16:30", 19030},
                                         Written{"2022-02-07T23:59:59Z", 19030}));

INSTANTIATE_TEST_SUITE_P(NoDates, Days,
                         testing::Values(Written{"", {}}, Written{"202", {}}, Written{"2022-", {}},
                                         Written{"2022-2", {}}, Written{"2022-2-7", {}}, Written{"2022-02-", {}},
                                         Written{"2022-02-7", {}}, Written{"20220207", {}}, Written{"2022/02/07", {}},
                                         Written{"2022-02-30", {}}, Written{"1900-02-29", {}},
                                         Written{"2022-00-01", {}}, Written{"2022-13-01", {}},
                                         Written{"2022-01-00", {}}, Written{"-202", {}}, Written{"+202", {}},
                                         Written{" 2022-02-07", {}}, Written{"2022-02-x7", {}},
                                         Written{"07.02.2022", {}}, Written{"now", {}}));

TEST(Days, FormatAndParseAreInverse) {
  for (Day day = *parse_day("1987-12-25"); day < *parse_day("2032-03-05"); day += 11) {
    ASSERT_EQ(parse_day(format_day(day)), day) << format_day(day);
  }
  EXPECT_EQ(format_day(0), "1970-01-01");
  EXPECT_EQ(format_day(-1), "1969-12-31");
  EXPECT_EQ(format_day(19030), "2022-02-07");
}

TEST(Days, ATermHoldsFromItsFirstDayToTheDayBeforeItsEnd) {
  Term term;
  term.from = *parse_day("2000-05-01");
  term.to = *parse_day("2005-05-01");
  EXPECT_FALSE(term.holds_on(*parse_day("2000-04-30")));
  EXPECT_TRUE(term.holds_on(*parse_day("2000-05-01")));
  EXPECT_TRUE(term.holds_on(*parse_day("2005-04-30")));
  EXPECT_FALSE(term.holds_on(*parse_day("2005-05-01")));
}

TEST(Days, WithoutBoundsATermAlwaysHolds) {
  EXPECT_TRUE(Term().holds_on(*parse_day("0001-01-01")));
  EXPECT_TRUE(Term().holds_on(*parse_day("9999-12-31")));
}

}  // namespace
}  // namespace detente::knowledge
