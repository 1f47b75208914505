#include "ingest/dates.h"

#include <gtest/gtest.h>

#include "ingest/ingest.h"

namespace detente::ingest {
namespace {

TEST(IsoDate, OfDaysThatExist) {
  for (const auto* good :
       {"2022-02-07", "2024-02-29", "2000-02-29", "1997-12-31", "2022-02-07T16:30", "2022-02-07T16:30:59",
        "2022-02-07T16:30Z", "2022-02-07T16:30:00+05:45", "2022-02-07T00:00-03:00"}) {
    EXPECT_TRUE(is_iso_date(good)) << good;
  }
}

TEST(IsoDate, NothingElse) {
  for (const auto* bad : {"",
                          "2022",
                          "2022-2-7",
                          "2022-02-30",
                          "2023-02-29",
                          "1900-02-29",
                          "2022-13-01",
                          "2022-00-10",
                          "2022-01-00",
                          "0000-01-01",
                          "07/02/2022",
                          "2022-02-07 16:30",
                          "2022-02-07T",
                          "2022-02-07T24:00",
                          "2022-02-07T16:60",
                          "2022-02-07T16:30:00.5",
                          "2022-02-07T16:30+0100",
                          "2022-02-07T16:30+24:00",
                          "2022-02-07T16:30Zulu",
                          "2022-02-07x",
                          "tomorrow",
                          "２０２２-02-07"}) {
    EXPECT_FALSE(is_iso_date(bad)) << bad;
  }
}

TEST(Months, ByNameAndAbbreviation) {
  EXPECT_EQ(month_number("February"), 2U);
  EXPECT_EQ(month_number("feb"), 2U);
  EXPECT_EQ(month_number("Sept."), 9U);
  EXPECT_EQ(month_number("MAY"), 5U);
  EXPECT_EQ(month_number("Fe"), 0U);
  EXPECT_EQ(month_number("marching"), 0U);
}

TEST(WrittenDate, InTheUsualForms) {
  EXPECT_EQ(written_date("Monday, February 7, 2022"), "2022-02-07");
  EXPECT_EQ(written_date("on 7 March 2023 in Oslo"), "2023-03-07");
  EXPECT_EQ(written_date("the 3rd of June, 1999"), "1999-06-03");
  EXPECT_EQ(written_date("Sept. 11, 2001"), "2001-09-11");
  EXPECT_EQ(written_date("updated 2024-06-12T10:00Z"), "2024-06-12");
  EXPECT_FALSE(written_date("February 30, 2022").has_value());
  EXPECT_FALSE(written_date("Feb 7").has_value());
  EXPECT_FALSE(written_date("May 2022").has_value());
  EXPECT_FALSE(written_date("").has_value());
}

TEST(DateLine, SaysNothingButTheDate) {
  EXPECT_EQ(date_line("7 March 2023"), "2023-03-07");
  EXPECT_EQ(date_line("Published 12 June 2024"), "2024-06-12");
  EXPECT_EQ(date_line("Monday, February 7, 2022"), "2022-02-07");
  EXPECT_EQ(date_line("Updated: 2017-09-15 21:45"), "2017-09-15");
  EXPECT_EQ(date_line("Published on 3 May 2020 at 10:30 GMT, last updated 4 May 2020"), "2020-05-03");
  EXPECT_EQ(date_line("Nov. 19, 2019 8:03 am ET"), "2019-11-19");
  EXPECT_FALSE(date_line("The treaty was signed on 7 March 2023").has_value());
  EXPECT_FALSE(date_line("Monday").has_value());
  EXPECT_FALSE(date_line("").has_value());
}

TEST(PageDate, BringsMachinesDatesIntoOneForm) {
  EXPECT_EQ(page_date("2022-02-07"), "2022-02-07");
  EXPECT_EQ(page_date(" 2022-02-07T16:30:00.000Z "), "2022-02-07T16:30:00Z");
  EXPECT_EQ(page_date("2022-02-07T16:30:00+0100"), "2022-02-07T16:30:00+01:00");
  EXPECT_EQ(page_date("2022-02-07 16:30:00"), "2022-02-07T16:30:00");
  EXPECT_EQ(page_date("2022-02-07 16:30 UTC"), "2022-02-07T16:30Z");
  EXPECT_EQ(page_date("2022-02-07T99:99"), "2022-02-07");
  EXPECT_EQ(page_date("February 7, 2022 4:30 pm"), "2022-02-07");
  EXPECT_FALSE(page_date("0001-01-01T00:00:00Z").has_value());
  EXPECT_FALSE(page_date("2022-02-31").has_value());
  EXPECT_FALSE(page_date("yesterday").has_value());
}

}  // namespace
}  // namespace detente::ingest
