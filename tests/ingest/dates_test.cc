#include "ingest/dates.h"

#include <gtest/gtest.h>

#include <optional>
#include <utility>
#include <vector>

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

TEST(MailDate, IsReadInAllItsForms) {
  const std::vector<std::pair<const char*, const char*>> cases{
      {"Mon, 07 Feb 2022 16:30:00 +0100", "2022-02-07T16:30:00+01:00"},
      {"Mon, 7 Feb 2022 16:30:00 GMT", "2022-02-07T16:30:00Z"},
      {"07 Feb 2022 16:30:00 UT", "2022-02-07T16:30:00Z"},
      {"Mon, 07 Feb 2022 16:30 EST", "2022-02-07T16:30-05:00"},
      {"Mon, 07 Feb 22 4:30:00 PDT", "2022-02-07T04:30:00-07:00"},
      {"Monday, 07-Feb-99 16:30:00 GMT", "1999-02-07T16:30:00Z"},
      {"Mon, 07 Feb 122 16:30:00 GMT", "2022-02-07T16:30:00Z"},
      {"Mon, 07 February 2022 16:30:00 Z", "2022-02-07T16:30:00Z"},
      {"Mon,07 Feb 2022 16:30:00 +01:00", "2022-02-07T16:30:00+01:00"},
      {"Mon, 07 Feb 2022 16:30:00 GMT+0100", "2022-02-07T16:30:00+01:00"},
      {"Mon, 07 Feb 2022 16:30:00 -0000", "2022-02-07T16:30:00-00:00"},
      {"Mon, 07 Feb 2022 16:30:00 Moonshine", "2022-02-07T16:30:00"},
      {"Mon, 07 Feb 2022 16:30:00.25 +0100", "2022-02-07T16:30:00+01:00"},
      {"Mon, 07 Feb 2022 16.30.00 +0100", "2022-02-07T16:30:00+01:00"},
      {"Mon Feb  7 16:30:00 2022", "2022-02-07T16:30:00"},
      {"Mon Feb 07 16:30:00 UTC 2022", "2022-02-07T16:30:00Z"},
      {"Feb 7, 2022 16:30:00 +0100", "2022-02-07T16:30:00+01:00"},
      {"Feb 7, 2022 4:30 PM", "2022-02-07"},
      {"Feb 7, 2022 4:30pm EST", "2022-02-07"},
      {"  Mon, 07 Feb 2022 \n", "2022-02-07"},
      {"Mon, 07 Feb 2022 99:99:99 GMT", "2022-02-07"},
      {"Wed, 07 Feb 2022 16:30:00 +0100 (CET)", "2022-02-07T16:30:00+01:00"},  // a wrong weekday
  };
  for (const auto& [written, date] : cases) {
    EXPECT_EQ(mail_date(written), date) << written;
    EXPECT_TRUE(is_iso_date(mail_date(written).value_or(""))) << written;
  }
  for (const char* none :
       {"", "today", "31 Feb 2022", "Mon, 07 2022 16:30:00", "Feb", "32 Jan 2022 10:00", "7 Feb"}) {
    EXPECT_EQ(mail_date(none), std::nullopt) << none;
  }
}

TEST(CompactDate, IsReadWithAndWithoutATime) {
  EXPECT_EQ(compact_date("20220207163000"), "2022-02-07T16:30:00Z");
  EXPECT_EQ(compact_date("20220207T163000Z"), "2022-02-07T16:30:00Z");
  EXPECT_EQ(compact_date(" 20220207 "), "2022-02-07");
  for (const char* none : {"", "20220230", "2022020716300", "00000000", "20220207250000", "20220207x", "99999999"}) {
    EXPECT_EQ(compact_date(none), std::nullopt) << none;
  }
}

}  // namespace
}  // namespace detente::ingest
