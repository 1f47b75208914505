#include "resolve/times.h"

#include <gtest/gtest.h>

#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "text/text.h"

namespace detente::resolve {
namespace {

Document document_of(std::string_view text) {
  Article article;
  article.text = text;
  article.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, SentenceKind::body});
  return text::read(std::move(article));
}

struct TimeCase {
  std::string_view publication;
  std::string_view sentence;
  std::string_view expression;
  std::string_view type;
  std::string_view value;
};

std::ostream& operator<<(std::ostream& out, const TimeCase& c) {
  return out << c.sentence << " [" << c.expression << "]";
}

// What was found, for the message of a failure.
std::string listing(const Document& document, const std::vector<TimeExpression>& times) {
  std::string text;
  for (const TimeExpression& time : times) {
    text += "  " + std::string(document.text(time.span)) + " " + std::string(name_of(time.type)) + " " + time.value +
            "\n";
  }
  return text.empty() ? "  nothing\n" : text;
}

void expect_case(const TimeCase& c) {
  const Document document = document_of(c.sentence);
  const auto times = find_times(document, c.publication);
  for (const TimeExpression& time : times) {
    if (document.text(time.span) == c.expression) {
      EXPECT_EQ(name_of(time.type), c.type) << c;
      EXPECT_EQ(time.value, c.value) << c;
      return;
    }
  }
  ADD_FAILURE() << c << " not found in\n" << listing(document, times);
}

template <std::size_t size>
void expect_all(const TimeCase (&cases)[size]) {  // NOLINT(modernize-avoid-c-arrays)
  for (const TimeCase& c : cases) {
    expect_case(c);
  }
}

// 2022-02-07 was a Monday.

TEST(Times, WeekdaysGoByTense) {
  expect_all({
      {"2022-02-07", "The talks started Monday in Moscow.", "Monday", "DATE", "2022-02-07"},
      {"2022-02-07", "Tuesday, the president will go to Kyiv.", "Tuesday", "DATE", "2022-02-08"},
      {"2022-02-07", "The minister said Friday that talks had failed.", "Friday", "DATE", "2022-02-04"},
      {"2022-02-07", "Envoys are due to meet on Thursday.", "Thursday", "DATE", "2022-02-10"},
      {"2022-02-07", "The council plans to vote Wednesday.", "Wednesday", "DATE", "2022-02-09"},
      {"2022-02-07", "Scholz to visit Washington on Thursday", "Thursday", "DATE", "2022-02-10"},
      {"2022-02-07", "He agreed to return on Saturday.", "Saturday", "DATE", "2022-02-12"},
      {"2022-02-07", "Troops fired on the crowd on Saturday.", "Saturday", "DATE", "2022-02-05"},
      {"2022-02-07", "The ceasefire begins on Friday.", "Friday", "DATE", "2022-02-11"},
      {"2022-02-07", "The army left the town on Sunday, officials said.", "Sunday", "DATE", "2022-02-06"},
      {"2022-02-07", "The summit, to be held on Thursday in Geneva, is the first in years.", "Thursday", "DATE",
       "2022-02-10"},
      {"2022-02-07", "A strike was called for Wednesday.", "Wednesday", "DATE", "2022-02-09"},
      {"2022-02-07", "The mission had been due to end Friday.", "Friday", "DATE", "2022-02-04"},
      {"2022-02-07", "The minister vowed Friday to resign by Wednesday.", "Wednesday", "DATE", "2022-02-09"},
      {"2022-02-07", "The offer expired last Friday.", "last Friday", "DATE", "2022-02-04"},
      {"2022-02-07", "The offer was made last Monday.", "last Monday", "DATE", "2022-01-31"},
      {"2022-02-07", "Parliament meets next Monday.", "next Monday", "DATE", "2022-02-14"},
      {"2022-02-07", "The vote will be held this Thursday.", "this Thursday", "DATE", "2022-02-10"},
      {"2022-02-07", "He flew home on Wednesday of last week.", "Wednesday of last week", "DATE", "2022-02-02"},
      {"2022-02-07", "A truce starting Tuesday was welcomed.", "Tuesday", "DATE", "2022-02-08"},
      {"2022-02-07", "Nobody has been seen there since Thursday.", "Thursday", "DATE", "2022-02-03"},
  });
}

TEST(Times, FullDates) {
  expect_all({
      {"2022-02-09", "He spoke on Monday, February 7, in Paris.", "Monday, February 7", "DATE", "2022-02-07"},
      {"2022-02-09", "He spoke on February 7, 2022, in Paris.", "February 7, 2022", "DATE", "2022-02-07"},
      {"2022-02-09", "He spoke on 7 February 2022 in Paris.", "7 February 2022", "DATE", "2022-02-07"},
      {"2022-02-09", "He spoke on Feb. 7 in Paris.", "Feb. 7", "DATE", "2022-02-07"},
      {"2022-02-09", "Published 2022-02-07 in Paris.", "2022-02-07", "DATE", "2022-02-07"},
      {"2022-02-09", "Filed 02/07/22 in New York.", "02/07/22", "DATE", "2022-02-07"},
      {"2022-02-09", "Filed 17/02/2021 in London.", "17/02/2021", "DATE", "2021-02-17"},
      {"2022-02-09", "It fell on the 7th of February.", "the 7th of February", "DATE", "2022-02-07"},
      {"2022-02-09", "The bombs fell on August 6 and 9, 1945.", "August 6 and 9, 1945", "DATE", "1945-08-06"},
      {"2022-02-09", "The fair was open February 3-5.", "February 3-5", "DATE", "2022-02-03"},
      {"2022-02-09", "They met on Sept. 30, 1938, in Munich.", "Sept. 30, 1938", "DATE", "1938-09-30"},
      {"2022-02-09", "They arrived on March 3rd, 2019.", "March 3rd, 2019", "DATE", "2019-03-03"},
      {"2022-02-09", "They will leave on March twenty-first.", "March twenty-first", "DATE", "2022-03-21"},
      {"2022-02-09", "It was signed on June 1 last year.", "June 1 last year", "DATE", "2021-06-01"},
      {"2022-02-09", "On Wednesday 9 February the bridge was shut.", "Wednesday 9 February", "DATE", "2022-02-09"},
  });
}

TEST(Times, DaysWithoutYearGoByTense) {
  expect_all({
      {"2021-10-27", "The company said it will pay the dividend on Nov. 15.", "Nov. 15", "DATE", "2021-11-15"},
      {"2021-10-27", "The dividend, declared for holders of record, is payable Dec. 1.", "Dec. 1", "DATE",
       "2021-12-01"},
      {"2021-10-27", "The quake struck on Aug. 14.", "Aug. 14", "DATE", "2021-08-14"},
      {"2021-01-10", "The rebels attacked on Dec. 24.", "Dec. 24", "DATE", "2020-12-24"},
      {"2021-12-20", "The law will take effect on Jan. 1.", "Jan. 1", "DATE", "2022-01-01"},
      {"2021-03-10", "The base was closed on Feb. 29.", "Feb. 29", "DATE", "2020-02-29"},
  });
}

TEST(Times, Months) {
  expect_all({
      {"2022-02-07", "The troops arrived in December.", "December", "DATE", "2021-12"},
      {"2022-02-07", "Elections will be held in May.", "May", "DATE", "2022-05"},
      {"2022-02-07", "Elections were held in May.", "May", "DATE", "2021-05"},
      {"2022-02-07", "He was elected in June 2019.", "June 2019", "DATE", "2019-06"},
      {"2022-02-07", "He was elected in June of 2019.", "June of 2019", "DATE", "2019-06"},
      {"2022-02-07", "He was elected in June last year.", "June last year", "DATE", "2021-06"},
      {"2022-02-07", "The siege ended last June.", "last June", "DATE", "2021-06"},
      {"2022-02-07", "They will meet next March.", "next March", "DATE", "2022-03"},
      {"2022-10-07", "They will meet this November.", "this November", "DATE", "2022-11"},
      {"2022-02-07", "Prices have fallen since March.", "March", "DATE", "2021-03"},
      {"2022-02-07", "The base opened in early January.", "early January", "DATE", "2022-01"},
      {"2022-02-07", "The base opened in mid-January.", "mid-January", "DATE", "2022-01"},
      {"2022-02-07", "It closed at the end of November.", "the end of November", "DATE", "2021-11"},
      {"2022-02-07", "It was founded in the middle of October 1990.", "the middle of October 1990", "DATE",
       "1990-10"},
      {"2006-11-18", "The forum first met in December in 1999.", "December in 1999", "DATE", "1999-12"},
  });
}

TEST(Times, Years) {
  expect_all({
      {"2022-02-07", "The wall fell in 1989.", "1989", "DATE", "1989"},
      {"2022-02-07", "The 2014 annexation was condemned.", "2014", "DATE", "2014"},
      {"2022-02-07", "The war lasted until mid-1996.", "mid-1996", "DATE", "1996"},
      {"2022-02-07", "It will be ready in early 2023.", "early 2023", "DATE", "2023"},
      {"2022-02-07", "It must be ready by the end of 2024.", "the end of 2024", "DATE", "2024"},
      {"1998-02-07", "The games of nineteen ninety-six were held in Atlanta.", "nineteen ninety-six", "DATE", "1996"},
      {"1998-02-07", "Computers may fail in the year two thousand.", "the year two thousand", "DATE", "2000"},
      {"2022-02-07", "It was signed in twenty fourteen.", "twenty fourteen", "DATE", "2014"},
      {"2022-02-07", "Sales rose in fiscal 1990.", "fiscal 1990", "DATE", "FY1990"},
      {"2022-02-07", "Sales rose in fiscal year 2021.", "fiscal year 2021", "DATE", "FY2021"},
      {"2022-02-07", "Output fell last year.", "last year", "DATE", "2021"},
      {"2022-02-07", "Output will fall this year.", "this year", "DATE", "2022"},
      {"2022-02-07", "Output may rise early next year.", "early next year", "DATE", "2023"},
      {"2022-02-07", "Earlier this year, he resigned.", "Earlier this year", "DATE", "2022"},
      {"2022-10-07", "The fund must be spent by year-end.", "year-end", "DATE", "2022-12-31"},
      {"2022-02-07", "Over the past year prices rose.", "the past year", "DATE", "2021"},
  });
}

TEST(Times, DecadesAndCenturies) {
  expect_all({
      {"2022-02-07", "He ruled in the 1990s.", "the 1990s", "DATE", "199"},
      {"2022-02-07", "He ruled in the early 1980s.", "the early 1980s", "DATE", "198"},
      {"2022-02-07", "He ruled in the mid-1980s.", "the mid-1980s", "DATE", "198"},
      {"2022-02-07", "He ruled in the '80s.", "the '80s", "DATE", "198"},
      {"2022-02-07", "He ruled in the nineties.", "the nineties", "DATE", "199"},
      {"2022-02-07", "The fort is of the 19th century.", "the 19th century", "DATE", "18"},
      {"2022-02-07", "The fort is of the twentieth century.", "the twentieth century", "DATE", "19"},
      {"2022-02-07", "Little changed in the last decade.", "the last decade", "DATE", "201"},
      {"2022-02-07", "Much changed in the last half of the '80s.", "the last half of the '80s", "DATE", "198"},
  });
}

TEST(Times, WeeksAndNearbyDays) {
  expect_all({
      {"2022-02-07", "He resigned last week.", "last week", "DATE", "2022-W05"},
      {"2022-02-07", "Earlier this week he resigned.", "Earlier this week", "DATE", "2022-W06"},
      {"2022-02-07", "He will resign next week.", "next week", "DATE", "2022-W07"},
      {"2022-02-07", "He resigned late last week.", "late last week", "DATE", "2022-W05"},
      {"2021-01-02", "He resigned this week.", "this week", "DATE", "2020-W53"},
      {"2022-02-07", "He resigned last month.", "last month", "DATE", "2022-01"},
      {"2022-02-07", "Later this month he resigned.", "Later this month", "DATE", "2022-02"},
      {"2022-02-07", "He arrived yesterday.", "yesterday", "DATE", "2022-02-06"},
      {"2022-02-07", "He arrived late yesterday.", "late yesterday", "DATE", "2022-02-06"},
      {"2022-02-07", "He arrives tomorrow.", "tomorrow", "DATE", "2022-02-08"},
      {"2022-02-07", "He arrives today.", "today", "DATE", "2022-02-07"},
      {"2022-02-07", "He arrived the day before yesterday.", "the day before yesterday", "DATE", "2022-02-05"},
      {"2022-02-07", "Shots were heard over the weekend.", "the weekend", "DATE", "2022-W05-WE"},
      {"2022-02-07", "They will talk this weekend.", "this weekend", "DATE", "2022-W06-WE"},
      {"2022-02-06", "They talked at the weekend.", "the weekend", "DATE", "2022-W05-WE"},
      {"2022-02-07", "In the year to date, 12 were killed.", "the year", "DATE", "2022"},
      {"2022-02-07", "It is due by the end of the month.", "the end of the month", "DATE", "2022-02"},
      {"2022-02-07", "Earlier in the day, shells fell.", "Earlier in the day", "DATE", "2022-02-07"},
  });
}

TEST(Times, DistancesFromPublication) {
  expect_all({
      {"2022-02-07", "He died two years ago.", "two years ago", "DATE", "2020"},
      {"2022-02-07", "He died nearly four years ago.", "nearly four years ago", "DATE", "2018"},
      {"2022-02-07", "He died five months ago.", "five months ago", "DATE", "2021-09"},
      {"2022-02-07", "He died 10 days ago.", "10 days ago", "DATE", "2022-01-28"},
      {"2022-02-07", "He died a week ago.", "a week ago", "DATE", "2022-01-31"},
      {"2022-02-07", "He died three weeks ago.", "three weeks ago", "DATE", "2022-W03"},
      {"2022-02-07", "He died a year ago.", "a year ago", "DATE", "2021"},
      {"2022-02-07", "He died two decades ago.", "two decades ago", "DATE", "200"},
      {"2022-02-07", "He died half a century ago.", "half a century ago", "DATE", "1972"},
      {"2022-02-07", "He died two and a half years ago.", "two and a half years ago", "DATE", "2019-08"},
      {"2022-02-07", "He died several years ago.", "several years ago", "DATE", "PAST_REF"},
      {"2022-02-07", "He died months ago.", "months ago", "DATE", "PAST_REF"},
      {"2022-02-07", "They will vote two weeks from now.", "two weeks from now", "DATE", "2022-W08"},
  });
}

TEST(Times, DistancesFromTheDateMentioned) {
  expect_all({
      {"2022-02-07", "He was born in 1950 and left school the following year.", "the following year", "DATE", "1951"},
      {"2022-02-07", "The deal was signed on March 3, 2014. A day earlier, shells fell.", "A day earlier", "DATE",
       "2014-03-02"},
      {"2022-02-07", "The deal was signed on March 3, 2014. Three days later, it failed.", "Three days later", "DATE",
       "2014-03-06"},
      {"2022-02-07", "It was signed on March 3, 2014. The next day, it failed.", "The next day", "DATE",
       "2014-03-04"},
      {"2022-02-07", "It was signed on March 3, 2014. He had agreed the day before.", "the day before", "DATE",
       "2014-03-02"},
      {"2022-02-07", "It was signed in March 2014. The previous month, shells fell.", "The previous month", "DATE",
       "2014-02"},
      {"2022-02-07", "In 2010 he won; a year later he lost.", "a year later", "DATE", "2011"},
      {"2022-02-07", "It was signed on March 3, 2014. That year, shells fell.", "That year", "DATE", "2014"},
      {"2022-02-07", "It was signed on March 3, 2014. He fled the same day.", "the same day", "DATE", "2014-03-03"},
      {"2022-02-07", "It was signed on March 3, 2014. He fled the following evening.", "the following evening",
       "TIME", "2014-03-04TEV"},
  });
}

TEST(Times, QuartersAndHalves) {
  expect_all({
      {"2021-10-26", "Profit fell in the third quarter.", "the third quarter", "DATE", "2021-Q3"},
      {"2021-10-26", "The firm expects to report a third-quarter loss.", "third-quarter", "DATE", "2021-Q3"},
      {"2021-10-26", "Profit will rise in the first quarter.", "the first quarter", "DATE", "2022-Q1"},
      {"2021-10-26", "Profit fell in the second quarter of 2019.", "the second quarter of 2019", "DATE", "2019-Q2"},
      {"2021-10-26", "Profit fell in the 2019 third quarter.", "the 2019 third quarter", "DATE", "2019-Q3"},
      {"2021-10-26", "Profit fell in the fiscal first quarter.", "the fiscal first quarter", "DATE", "2021-Q1"},
      {"2021-10-26", "Profit may rise in next year's first quarter.", "next year's first quarter", "DATE", "2022-Q1"},
      {"2021-10-26", "Profit fell in the first half of 2005.", "the first half of 2005", "DATE", "2005-H1"},
      {"2021-10-26", "Profit fell in the second half of last year.", "the second half of last year", "DATE",
       "2020-H2"},
      {"2021-10-26", "Profit fell in the last half of 1989.", "the last half of 1989", "DATE", "1989-H2"},
      {"2021-10-26", "Profit rose in the third quarter. A year earlier it fell.", "A year earlier", "DATE",
       "2020-Q3"},
      {"2021-10-26", "Profit rose in the third quarter. In the year-earlier period it fell.",
       "the year-earlier period", "DATE", "2020-Q3"},
      {"2021-10-26", "Profit rose in the third quarter. Sales in the quarter fell.", "the quarter", "DATE",
       "2021-Q3"},
      {"2021-10-26", "Profit rose in the third quarter. In the 2019 period it fell.", "the 2019 period", "DATE",
       "2019-Q3"},
      {"2021-10-26", "In the latest quarter it fell.", "the latest quarter", "DATE", "2021-Q3"},
      {"2021-10-26", "It fell from the year-earlier level.", "year-earlier", "DATE", "2020"},
      {"2021-10-26", "It rose from the corresponding period last year.", "the corresponding period last year", "DATE",
       "2020"},
  });
}

TEST(Times, Seasons) {
  expect_all({
      {"2022-02-07", "They met last summer.", "last summer", "DATE", "2021-SU"},
      {"2022-02-07", "They met last fall.", "last fall", "DATE", "2021-FA"},
      {"2022-05-07", "They will meet this summer.", "this summer", "DATE", "2022-SU"},
      {"2022-02-07", "They met in the spring of 2014.", "the spring of 2014", "DATE", "2014-SP"},
      {"2022-02-07", "They met in winter 2014.", "winter 2014", "DATE", "2014-WI"},
      {"2022-02-07", "They will meet in the spring.", "the spring", "DATE", "2022-SP"},
      {"2022-02-07", "This past spring, shells fell.", "This past spring", "DATE", "2021-SP"},
      {"2022-11-07", "Fighting eased in early summer.", "early summer", "DATE", "2022-SU"},
  });
}

TEST(Times, Holidays) {
  expect_all({
      {"2022-02-07", "They met on Christmas Eve.", "Christmas Eve", "DATE", "2021-12-24"},
      {"2022-02-07", "They met on Christmas Day 2019.", "Christmas Day 2019", "DATE", "2019-12-25"},
      {"2022-11-07", "They will meet on New Year's Day.", "New Year's Day", "DATE", "2023-01-01"},
      {"2022-11-07", "They will meet on Thanksgiving.", "Thanksgiving", "DATE", "2022-11-24"},
      {"2022-02-07", "They will meet on Good Friday.", "Good Friday", "DATE", "2022-04-15"},
      {"2022-05-07", "They met on Easter Sunday.", "Easter Sunday", "DATE", "2022-04-17"},
      {"2022-02-07", "They met on Labor Day.", "Labor Day", "DATE", "2021-09-06"},
  });
}

TEST(Times, ClockTimes) {
  expect_all({
      {"2022-02-07", "The talks began around 4:30 pm on Monday.", "around 4:30 pm on Monday", "TIME",
       "2022-02-07T16:30"},
      {"2022-02-07", "The talks began Monday around 4:30 pm.", "Monday around 4:30 pm", "TIME", "2022-02-07T16:30"},
      {"2022-02-07", "The talks began at 4:30 pm (Paris time), on television.", "4:30 pm (Paris time)", "TIME",
       "2022-02-07T16:30"},
      {"2022-02-07", "On Saturday the mayor spoke and at 10 p.m. shells fell.", "10 p.m.", "TIME",
       "2022-02-05T22:00"},
      {"2022-02-07", "The offer expired at 5 p.m. EST, Feb. 4.", "5 p.m. EST, Feb. 4", "TIME", "2022-02-04T17:00"},
      {"2022-02-07", "It fell at 10:00 am (0700 GMT) Sunday.", "10:00 am (0700 GMT) Sunday", "TIME",
       "2022-02-06T10:00"},
      {"2022-02-07", "It fell at 1330 GMT.", "1330 GMT", "TIME", "2022-02-07T13:30"},
      {"2022-02-07", "It fell at 16:30.", "16:30", "TIME", "2022-02-07T16:30"},
      {"2022-02-07", "It fell at 4.30pm.", "4.30pm", "TIME", "2022-02-07T16:30"},
      {"2022-02-07", "It fell at 12 a.m. sharp.", "12 a.m.", "TIME", "2022-02-07T00:00"},
      {"2022-02-07", "It fell at 12:15 p.m. sharp.", "12:15 p.m.", "TIME", "2022-02-07T12:15"},
      {"2022-02-07", "It began at noon Saturday.", "noon Saturday", "TIME", "2022-02-05T12:00"},
      {"2022-02-07", "It will expire at midnight Friday.", "midnight Friday", "TIME", "2022-02-11T24:00"},
      {"2022-02-07", "It began at five o'clock.", "five o'clock", "TIME", "2022-02-07T05:00"},
      {"2022-02-07", "It began at 2021-03-04T05:06:07Z exactly.", "2021-03-04T05:06:07Z", "TIME", "2021-03-04T05:06"},
      {"", "It began at 4:30 pm.", "4:30 pm", "TIME", "XXXX-XX-XXT16:30"},
  });
}

TEST(Times, ZonesAreKeptAsWritten) {
  const auto zone_in = [](std::string_view text) {
    const auto times = find_times(document_of(text), "2022-02-07");
    return times.empty() ? std::string("nothing") : times.front().zone;
  };
  EXPECT_EQ(zone_in("It began at 4:30 pm (Paris time)."), "Paris time");
  EXPECT_EQ(zone_in("It began at 1330 GMT."), "GMT");
  EXPECT_EQ(zone_in("It began at 9 a.m. local time."), "local time");
  EXPECT_EQ(zone_in("It began at 9 a.m. Eastern Standard Time."), "Eastern Standard Time");
  EXPECT_EQ(zone_in("It began at 9 a.m. Eastern time."), "Eastern time");
  EXPECT_EQ(zone_in("It began at 9 a.m., New York time."), "New York time");
  EXPECT_EQ(zone_in("It began at 4:30 pm."), "");
}

TEST(Times, PartsOfTheDay) {
  expect_all({
      {"2022-02-08", "Shells fell Monday night.", "Monday night", "TIME", "2022-02-07TNI"},
      {"2022-02-08", "Shells fell late Monday night.", "late Monday night", "TIME", "2022-02-07TNI"},
      {"2022-02-08", "Shells fell this morning.", "this morning", "TIME", "2022-02-08TMO"},
      {"2022-02-08", "Shells fell last night.", "last night", "TIME", "2022-02-07TNI"},
      {"2022-02-08", "He will speak later this afternoon.", "later this afternoon", "TIME", "2022-02-08TAF"},
      {"2022-02-08", "He will speak tonight.", "tonight", "TIME", "2022-02-08TNI"},
      {"2022-02-08", "He will speak tomorrow evening.", "tomorrow evening", "TIME", "2022-02-09TEV"},
      {"2022-02-08", "He spoke yesterday afternoon.", "yesterday afternoon", "TIME", "2022-02-07TAF"},
      {"2022-02-08", "He spoke in the morning.", "the morning", "TIME", "2022-02-08TMO"},
      {"2022-02-08", "He spoke on the night of March 5, 2021.", "the night of March 5, 2021", "TIME",
       "2021-03-05TNI"},
      {"2022-02-08", "Two were held overnight.", "overnight", "TIME", "2022-02-08TNI"},
      {"2022-02-08", "He spoke in the late afternoon.", "the late afternoon", "TIME", "2022-02-08TAF"},
  });
}

TEST(Times, Durations) {
  expect_all({
      {"2022-02-07", "Nothing moved in the last twenty four hours.", "the last twenty four hours", "DURATION",
       "PT24H"},
      {"2022-02-07", "Prices rose in the past three years.", "the past three years", "DURATION", "P3Y"},
      {"2022-02-07", "Prices will rise in the next few weeks.", "the next few weeks", "DURATION", "PXW"},
      {"2022-02-07", "Profit fell in the first nine months.", "the first nine months", "DURATION", "P9M"},
      {"2022-02-07", "They talked for two days.", "two days", "DURATION", "P2D"},
      {"2022-02-07", "They talked for several weeks.", "several weeks", "DURATION", "PXW"},
      {"2022-02-07", "They talked for nearly forty years.", "nearly forty years", "DURATION", "P40Y"},
      {"2022-02-07", "They talked for more than four hours.", "more than four hours", "DURATION", "PT4H"},
      {"2022-02-07", "It lasts at least 20 more years.", "at least 20 more years", "DURATION", "P20Y"},
      {"2022-02-07", "It takes up to 180 days.", "up to 180 days", "DURATION", "P180D"},
      {"2022-02-07", "It takes two to three weeks.", "two to three weeks", "DURATION", "P2W"},
      {"2022-02-07", "A four-day visit began.", "four-day", "DURATION", "P4D"},
      {"2022-02-07", "The 30-year bond fell.", "30-year", "DURATION", "P30Y"},
      {"2022-02-07", "They waited for a year.", "a year", "DURATION", "P1Y"},
      {"2022-02-07", "They waited for half an hour.", "half an hour", "DURATION", "PT30M"},
      {"2022-02-07", "They waited for two and a half years.", "two and a half years", "DURATION", "P2Y6M"},
      {"2022-02-07", "They waited 2 1/2 years.", "2 1/2 years", "DURATION", "P2Y6M"},
      {"2022-02-07", "They waited a minute and a half.", "a minute and a half", "DURATION", "PT1M30S"},
      {"2022-02-07", "They waited for decades.", "decades", "DURATION", "PXDE"},
      {"2022-02-07", "They waited for two decades.", "two decades", "DURATION", "P20Y"},
      {"2022-02-07", "They waited for a couple of years.", "a couple of years", "DURATION", "P2Y"},
      {"2022-02-07", "They waited an additional year.", "an additional year", "DURATION", "P1Y"},
      {"2022-02-07", "They want a year or two, in a year or two.", "a year or two", "DURATION", "P1Y"},
      {"2022-02-07", "Shells fell for the last hour.", "the last hour", "DURATION", "PT1H"},
      {"2022-02-07", "The siege took weeks or months, for weeks or months.", "weeks or months", "DURATION", "PXW"},
      {"2022-02-07", "In the year ended March 31, sales fell.", "the year", "DURATION", "P1Y"},
      {"2022-02-07", "The 8-month-old truce broke.", "8-month", "DURATION", "P8M"},
      {"2022-02-07", "They served a fortnight, or less than a fortnight.", "less than a fortnight", "DURATION",
       "P2W"},
      {"2022-02-07", "The drought lasted 1.5 years.", "1.5 years", "DURATION", "P1Y6M"},
  });
}

TEST(Times, Sets) {
  expect_all({
      {"2022-02-07", "They meet every week.", "every week", "SET", "P1W"},
      {"2022-02-07", "They meet each July.", "each July", "SET", "XXXX-07"},
      {"2022-02-07", "They meet each Thursday.", "each Thursday", "SET", "XXXX-WXX-4"},
      {"2022-02-07", "They meet every two years.", "every two years", "SET", "P2Y"},
      {"2022-02-07", "They meet every other day.", "every other day", "SET", "P2D"},
      {"2022-02-07", "They meet every summer.", "every summer", "SET", "XXXX-SU"},
      {"2022-02-07", "They meet on Tuesdays.", "Tuesdays", "SET", "XXXX-WXX-2"},
      {"2022-02-07", "They meet on Tuesday nights.", "Tuesday nights", "SET", "XXXX-WXX-2TNI"},
      {"2022-02-07", "They meet daily.", "daily", "SET", "P1D"},
      {"2022-02-07", "They hold an annual meeting.", "annual", "SET", "P1Y"},
      {"2022-02-07", "They meet twice a week.", "twice a week", "SET", "P1W"},
      {"2022-02-07", "They eat three times a day.", "three times a day", "SET", "P1D"},
      {"2022-02-07", "They eat every morning.", "every morning", "SET", "XXXX-XX-XXTMO"},
  });
}

TEST(Times, VagueReferences) {
  expect_all({
      {"2022-02-07", "He recently resigned.", "recently", "DATE", "PAST_REF"},
      {"2022-02-07", "He is now in Paris.", "now", "DATE", "PRESENT_REF"},
      {"2022-02-07", "He currently lives in Paris.", "currently", "DATE", "PRESENT_REF"},
      {"2022-02-07", "The current system is old.", "current", "DATE", "PRESENT_REF"},
      {"2022-02-07", "Nobody writes letters these days.", "these days", "DATE", "PRESENT_REF"},
      {"2022-02-07", "They will resign soon.", "soon", "DATE", "FUTURE_REF"},
      {"2022-02-07", "It matters for the future.", "the future", "DATE", "FUTURE_REF"},
      {"2022-02-07", "It may come in the near future.", "the near future", "DATE", "FUTURE_REF"},
      {"2022-02-07", "It happened in the past.", "the past", "DATE", "PAST_REF"},
      {"2022-02-07", "Prices rose in recent years.", "recent years", "DATE", "PAST_REF"},
      {"2022-02-07", "Prices will rise in coming months.", "coming months", "DATE", "FUTURE_REF"},
      {"2022-02-07", "Hard days lie in the weeks ahead.", "the weeks ahead", "DATE", "FUTURE_REF"},
  });
}

TEST(Times, WithoutPublicationRelativeTimesHaveNoDate) {
  expect_all({
      {"", "He spoke on Monday.", "Monday", "DATE", "XXXX-WXX-1"},
      {"", "He spoke yesterday.", "yesterday", "DATE", "PAST_REF"},
      {"", "He will speak tomorrow.", "tomorrow", "DATE", "FUTURE_REF"},
      {"", "He speaks today.", "today", "DATE", "PRESENT_REF"},
      {"", "He spoke last week.", "last week", "DATE", "PAST_REF"},
      {"", "He spoke on Feb. 7.", "Feb. 7", "DATE", "XXXX-02-07"},
      {"", "He spoke in March.", "March", "DATE", "XXXX-03"},
      {"", "Profit fell in the third quarter.", "the third quarter", "DATE", "XXXX-Q3"},
      {"", "He spoke two years ago.", "two years ago", "DATE", "PAST_REF"},
      {"", "He spoke on February 7, 2022.", "February 7, 2022", "DATE", "2022-02-07"},
      {"not a date", "He spoke on Monday.", "Monday", "DATE", "XXXX-WXX-1"},
      {"2022-02-31", "He spoke on Monday.", "Monday", "DATE", "XXXX-WXX-1"},
      {"2022-02-07T22:15:00+01:00", "He spoke on Monday.", "Monday", "DATE", "2022-02-07"},
  });
}

TEST(Times, WhatIsNoTime) {
  static constexpr auto sentences = std::to_array<std::string_view>({
      "The court convicted them on three counts.",
      "He is 37 years old.",
      "The 12-year-old boy was hurt.",
      "The fall of Aleppo was near.",
      "They may march on the capital.",
      "Theresa May spoke to the press.",
      "He read the Sunday Times.",
      "They sent 2000 soldiers.",
      "More than 1,990 people fled.",
      "He came second in the poll.",
      "The Winter Olympics were held in Sochi.",
      "He left as soon as he could.",
      "They won 3-1.",
      "A quarter of the town was burnt.",
      "The score was 21:14.",
      "Black Friday sales rose.",
  });
  for (const std::string_view sentence : sentences) {
    const Document document = document_of(sentence);
    const auto times = find_times(document, "2022-02-07");
    EXPECT_TRUE(times.empty()) << sentence << "\n" << listing(document, times);
  }
}

TEST(Times, AreInTextOrderAndDoNotOverlap) {
  const Document document = document_of(
      "On Monday, February 7, 2022, and again the next day at 4:30 pm, he said that in the past three years, "
      "and every week since June 2019, prices had risen. Two weeks ago, in the third quarter, they fell.");
  const auto times = find_times(document, "2022-02-09");
  ASSERT_GE(times.size(), 6U);
  for (std::size_t i = 1; i < times.size(); ++i) {
    EXPECT_LE(times[i - 1].span.end, times[i].span.begin);
  }
}

TEST(Times, EmptyDocument) {
  EXPECT_TRUE(find_times(Document{}, "2022-02-07").empty());
}

TEST(Times, FarNumbersStayInFourDigitYears) {
  const auto value_in = [](std::string_view text) { return find_times(document_of(text), "2022-02-07").at(0).value; };
  EXPECT_EQ(value_in("It lived 65 million years ago."), "PAST_REF");
  EXPECT_EQ(value_in("It will end 999999999 days from now."), "FUTURE_REF");
  EXPECT_EQ(value_in("It will end 90000 years from now."), "FUTURE_REF");
  EXPECT_EQ(value_in("It will end 90000 months from now."), "FUTURE_REF");
}

}  // namespace
}  // namespace detente::resolve
