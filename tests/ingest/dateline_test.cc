#include "ingest/dateline.h"

#include <gtest/gtest.h>

#include <string_view>

namespace detente::ingest {
namespace {

struct Case {
  std::string_view text;
  std::string_view place;
  std::string_view agency;
  std::string_view date;
};

class Datelines : public testing::TestWithParam<Case> {};

TEST_P(Datelines, AreRead) {
  const auto dateline = read_dateline(GetParam().text);
  ASSERT_TRUE(dateline.has_value());
  EXPECT_EQ(dateline->place, GetParam().place);
  EXPECT_EQ(dateline->agency, GetParam().agency);
  EXPECT_EQ(dateline->date, GetParam().date);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, Datelines,
    testing::Values(Case{"MOSCOW, Feb 7 (AFP) – Talks began.", "MOSCOW", "AFP", ""},
                    Case{"GENEVA (Reuters) - Talks began.", "GENEVA", "Reuters", ""},
                    Case{"KYIV — Talks began.", "KYIV", "", ""},
                    Case{"NEW YORK, Dec 31, 2018 (Reuters) - It snowed.", "NEW YORK", "Reuters", "2018-12-31"},
                    Case{"SAN JOSE, Costa Rica — A plane fell.", "SAN JOSE, Costa Rica", "", ""},
                    Case{"JERUSALEM/GAZA, Nov. 10 (Xinhua) -- Two died.", "JERUSALEM/GAZA", "Xinhua", ""},
                    Case{"Hanoi, 20 Nov (AP) — He left.", "Hanoi", "AP", ""},
                    Case{"CÚCUTA.- The trucks burned.", "CÚCUTA", "", ""},
                    Case{"UNITED NATIONS (AP) _ It voted.", "UNITED NATIONS", "AP", ""}));

TEST(Datelines, AreNotWhatOnlyHasADash) {
  for (const std::string_view text :
       {"Putin — who denied it — left.", "The talks (see above) - all of them - failed.", "A well-known man left.",
        "Kyiv – the capital – was calm.", "", "—", "1999 - a bad year", "(Reuters) - nothing",
        "Friday, 29 November 2002 – by Jo Lee", "MONDAY — It rained."}) {
    EXPECT_FALSE(read_dateline(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace detente::ingest
