#include "ingest/printed_dates.h"

#include <gtest/gtest.h>

#include "ingest/ingest.h"

namespace detente::ingest {
namespace {

TEST(PrintedDate, InFigures) {
  EXPECT_EQ(printed_date("Stand: 04.02.2022 | 13:10 Uhr", false), "2022-02-04");
  EXPECT_EQ(printed_date("2020/7/12 Sunday", false), "2020-07-12");
  EXPECT_EQ(printed_date("2020年7月12日", false), "2020-07-12");
  EXPECT_EQ(printed_date("4. 2. 2022", false), "2022-02-04");
  EXPECT_EQ(printed_date("04.02.22", false), "2022-02-04");
  EXPECT_EQ(printed_date("3/4/2020", false), "2020-04-03");
  EXPECT_EQ(printed_date("3/4/2020", true), "2020-03-04");
  EXPECT_EQ(printed_date("24/2/2020", true), "2020-02-24");
  EXPECT_EQ(printed_date("2/24/2020", false), "2020-02-24");
}

TEST(PrintedDate, WithTheMonthsName) {
  EXPECT_EQ(printed_date("Samstag, 5. Oktober 2013", false), "2013-10-05");
  EXPECT_EQ(printed_date("publicado el 5 de octubre de 2013", false), "2013-10-05");
  EXPECT_EQ(printed_date("1er août 2019", false), "2019-08-01");
  EXPECT_EQ(printed_date("26 Mai, 2008 |", false), "2008-05-26");
  EXPECT_EQ(printed_date("Posted on Nov. 19th, 2019", false), "2019-11-19");
  EXPECT_EQ(printed_date("12 мая 2020", false), "2020-05-12");
}

TEST(PrintedDate, OnlyWhatIsOne) {
  for (const char* text : {"", "12", "31.02.2020", "call 555-12-2020-1", "May 2020", "1/2", "99999999999999999999",
                           "in 1776-07-04", "2020-13-40", "12.", "3-4.2020"}) {
    EXPECT_EQ(printed_date(text, true), std::nullopt) << text;
  }
}

TEST(DateInUrl, IsFound) {
  EXPECT_EQ(date_in_url("https://a.example/2020/02/24/talks"), "2020-02-24");
  EXPECT_EQ(date_in_url("https://a.example/news/2020-02-24-talks.html"), "2020-02-24");
  EXPECT_EQ(date_in_url("https://a.example/d/20200712"), "2020-07-12");
  EXPECT_EQ(date_in_url("https://a.example/stories/2019/nov/19/talks"), "2019-11-19");
  EXPECT_EQ(date_in_url("https://a.example/article/12345678"), std::nullopt);
  EXPECT_EQ(date_in_url("https://a.example/2020/talks-1-2"), std::nullopt);
  EXPECT_EQ(date_in_url("https://a.example/id20200712x"), std::nullopt);
}

std::string date_of(const std::string& html, const Options& options = {}) {
  const std::string words =
      "<p>The foreign ministers of both countries met in Oslo to speak about the border and the river.</p>";
  const auto read = read_html(html + words, "a.html", options);
  return read ? read->date : "";
}

TEST(PageDate, WhereReadersSeeIt) {
  EXPECT_EQ(date_of("<h1>Talks</h1><span class='article-date'>20.01.2022</span>"), "2022-01-20");
  EXPECT_EQ(date_of("<h1>Talks</h1><small>04.02.2022 | 13:10 Uhr | Jane Doe</small>"), "2022-02-04");
  EXPECT_EQ(date_of("<h1>Talks</h1><time>5. Oktober 2013</time>"), "2013-10-05");
  EXPECT_EQ(date_of("<html lang=en-GB><h1>Talks</h1><div class=posted-on>3/4/2020</div>"), "2020-04-03");
  EXPECT_EQ(date_of("<link rel=canonical href='https://a.example/2020/02/24/talks'>"), "2020-02-24");
  EXPECT_EQ(date_of("<script>{\"publishedAt\":\"2021-05-06T10:00:00Z\"}</script>"), "2021-05-06T10:00:00Z");
}

TEST(PageDate, TheNearestToTheTitleAndNoUpdate) {
  EXPECT_EQ(date_of("<div class=date>1.1.2019</div><h1>Talks</h1><div class=date>2.2.2020</div>"), "2020-02-02");
  EXPECT_EQ(date_of("<h1>Talks</h1><p class=date>Updated 3 March 2021</p><p class=date>2 March 2021</p>"),
            "2021-03-02");
  EXPECT_EQ(date_of("<h1>Talks</h1><p class=date>Updated 3 March 2021</p>"), "2021-03-03");
}

TEST(PageDate, NeverOfAComment) {
  EXPECT_EQ(date_of("<h1>Talks</h1><div id=comments><time datetime='2019-03-04'></time></div>"), "");
  EXPECT_EQ(date_of("<h1>Talks</h1><aside><time datetime='2019-03-04'></time></aside><p class=date>1 May 2019</p>"),
            "2019-05-01");
}

TEST(PageDate, NeverInTheFuture) {
  const Options options{"", "2022-06-01"};
  EXPECT_EQ(date_of("<meta name=date content='2022-07-01'><h1>Talks</h1><p class=date>1 May 2022</p>", options),
            "2022-05-01");
  EXPECT_EQ(date_of("<meta property='article:published_time' content='2980-01-01'>"), "");
  EXPECT_EQ(date_of("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2980-01-01\"}"
                    "</script><time datetime='2990-01-01'></time>"),
            "");
}

TEST(PageDate, InTheDaysOfThePaper) {
  const std::string head = "<link rel=canonical href='https://a.example/2019/12/31/talks'>";
  EXPECT_EQ(date_of(head + "<meta name=date content='2020-01-01T02:00:00Z'>"), "2019-12-31");
  EXPECT_EQ(date_of(head + "<meta name=date content='2020-01-05'>"), "2020-01-05");
}

}  // namespace
}  // namespace detente::ingest
