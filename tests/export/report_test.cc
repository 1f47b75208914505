#include <gtest/gtest.h>

#include <algorithm>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "export/export.h"
#include "measure/sample_rows.h"

namespace detente::exports {
namespace {

constexpr measure::Day first_day = 18'995;  // 2022-01-03, a Monday

store::EventRow between(const std::string& id, const std::string& type, const std::string& date, double scale) {
  store::EventRow row = measure::row(id, type, date, scale);
  row.event.actor = {measure::entity("RUS", "Russia")};
  row.event.recipient = {measure::entity("UKR", "Ukraine")};
  row.source.url = "https://paper.example/" + row.source.article;
  return row;
}

Report sample_report() {
  Report report;
  report.title = "Russia – Ukraine";
  report.parties = "RUS-UKR";
  report.range = {first_day, first_day + 28};
  report.today = first_day + 29;
  report.events = {between("a#e1", "CONSULT", "2022-01-05", 4), between("b#e1", "ASSAULT", "2022-01-25", -9),
                   between("c#e1", "REQUEST", "2022-01-12", -2)};
  report.articles = {{first_day + 2, 30}, {first_day + 22, 45}};
  store::StatementRow statement;
  statement.statement.text = "We want no war.";
  statement.statement.speaker = measure::entity("RUS", "Sergey Lavrov");
  statement.source = report.events[0].source;
  report.statements = {statement};
  return report;
}

std::string written(const Report& report) {
  std::string out;
  append_report(report, out);
  return out;
}

pugi::xml_document parsed(const std::string& page) {
  pugi::xml_document document;
  const auto result = document.load_buffer(page.data(), page.size(), pugi::parse_default, pugi::encoding_utf8);
  EXPECT_TRUE(result) << result.description() << " at: " << page.substr(static_cast<std::size_t>(result.offset), 200);
  return document;
}

std::vector<std::string> addresses_in(const pugi::xml_document& document) {
  std::vector<std::string> addresses;
  for (const auto& link : document.select_nodes("//a/@href")) {
    addresses.emplace_back(link.attribute().value());
  }
  return addresses;
}

std::string text_in(const pugi::xml_document& document, const char* path) {
  std::string text;
  for (const auto& node : document.select_nodes((std::string(path) + "//text()").c_str())) {
    text += node.node().value();
  }
  return text;
}

TEST(Report, IsWellFormedAndNeedsNothingBesideIt) {
  const std::string page = written(sample_report());
  const auto document = parsed(page);
  EXPECT_STREQ(document.child("html").attribute("lang").value(), "en");
  for (const char* loaded : {"//script", "//link", "//img", "//iframe", "//object", "//embed", "//@src", "//@style",
                             "//@onclick", "//form", "//base"}) {
    EXPECT_TRUE(document.select_nodes(loaded).empty()) << loaded;
  }
  EXPECT_EQ(page.find("url("), std::string::npos);
  EXPECT_EQ(page.find("@import"), std::string::npos);
  EXPECT_NE(page.find("prefers-color-scheme: dark"), std::string::npos);
}

TEST(Report, SaysWhatItIsAbout) {
  const auto document = parsed(written(sample_report()));
  EXPECT_EQ(text_in(document, "//h1"), "Russia – Ukraine");
  EXPECT_EQ(text_in(document, "//p[@class='period']"), "2022-01-03 to 2022-01-31");
  const std::string headings = text_in(document, "//h2");
  for (const char* heading : {"Tension", "Conflict and cooperation by week", "Articles a day", "Deployments",
                              "Strengths", "Claims and denials", "Demands and answers", "Calendar",
                              "Newest statements", "Sources", "How this was measured"}) {
    EXPECT_NE(headings.find(heading), std::string::npos) << heading;
  }
}

TEST(Report, PicturesHaveTitlesAndDescriptionsAndTablesCaptions) {
  const auto document = parsed(written(sample_report()));
  EXPECT_EQ(document.select_nodes("//svg").size(), 3U);
  EXPECT_EQ(document.select_nodes("//svg[title[text()]][desc[text()]]").size(), 3U);
  EXPECT_GE(document.select_nodes("//table").size(), 5U);
  EXPECT_EQ(document.select_nodes("//table[caption[text()]]").size(), document.select_nodes("//table").size());
  std::vector<std::string> ids;
  for (const auto& id : document.select_nodes("//@id")) {
    ids.emplace_back(id.attribute().value());
  }
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
}

TEST(Report, RowsHaveAsManyCellsAsTheirHead) {
  const auto document = parsed(written(sample_report()));
  for (const auto& table : document.select_nodes("//table")) {
    const auto columns = table.node().select_nodes("thead/tr/th").size();
    for (const auto& row : table.node().select_nodes("tbody/tr")) {
      EXPECT_EQ(row.node().select_nodes("td").size(), columns) << table.node().child_value("caption");
    }
  }
}

TEST(Report, LeavesOutColumnsThatAreEmptyInEveryRow) {
  Report report = sample_report();
  EXPECT_EQ(parsed(written(report)).select_nodes("//th[text()='answer words']").size(), 0U);
  store::EventRow answer = between("d#e1", "REJECT", "2022-01-13", -4);
  std::swap(answer.event.actor, answer.event.recipient);
  report.events.push_back(answer);
  const auto document = parsed(written(report));
  EXPECT_EQ(document.select_nodes("//th[text()='answer words']").size(), 1U);
  EXPECT_NE(text_in(document, "//td[@data-label='answer words']").find("Sentence of d#e1."), std::string::npos);
}

TEST(Report, ShowsSentencesWithLinksToTheirSources) {
  const auto document = parsed(written(sample_report()));
  const auto addresses = addresses_in(document);
  for (const char* article : {"a", "b", "c"}) {
    EXPECT_NE(std::find(addresses.begin(), addresses.end(), std::string("https://paper.example/") + article),
              addresses.end());
    EXPECT_NE(text_in(document, "//td[@class='words']").find("Sentence of " + std::string(article) + "#e1."),
              std::string::npos);
  }
  EXPECT_NE(text_in(document, "//td").find("We want no war."), std::string::npos);
}

TEST(Report, TakesWhatArticlesSayAsText) {
  const std::string hostile = "<script>alert(\"1\")</script>' onmouseover='x' & </td></table>\x01\x1b[31m\xFF\n\tend";
  Report report = sample_report();
  report.title = hostile;
  for (store::EventRow& row : report.events) {
    row.source.sentence = hostile;
    row.source.source = hostile;
    row.source.title = hostile;
    row.event.actor[0].entity.identifier_text = hostile;
  }
  report.events[2].event.event = hostile;
  report.events[2].source.url = "https://paper.example/\"onclick=\"alert(1)";
  report.statements[0].statement.text = hostile;
  report.statements[0].statement.speaker->entity.identifier_text = hostile;
  report.parties = hostile;
  const std::string page = written(report);
  const auto document = parsed(page);
  EXPECT_TRUE(document.select_nodes("//script").empty());
  EXPECT_TRUE(document.select_nodes("//@onclick | //@onmouseover").empty());
  EXPECT_EQ(page.find('\x01'), std::string::npos);
  EXPECT_EQ(page.find('\x1b'), std::string::npos);
  EXPECT_NE(text_in(document, "//td[@class='words']").find("<script>alert(\"1\")</script>"), std::string::npos);
}

TEST(Report, LinksOnlyToTheWeb) {
  Report report = sample_report();
  const std::vector<std::string> refused{"javascript:alert(1)",
                                         "JaVaScRiPt:alert(1)//https://x",
                                         " https://x.example/",
                                         "data:text/html,x",
                                         "//x.example/",
                                         "file:///etc/passwd",
                                         "https:x",
                                         "http://"};
  for (const std::string& address : refused) {
    for (store::EventRow& row : report.events) {
      row.source.url = address;
    }
    report.statements[0].source.url = address;
    EXPECT_TRUE(addresses_in(parsed(written(report))).empty()) << address;
  }
  report.events[0].source.url = "HTTPS://x.example/a?b=1&c=2";
  const auto addresses = addresses_in(parsed(written(report)));
  EXPECT_NE(std::find(addresses.begin(), addresses.end(), "HTTPS://x.example/a?b=1&c=2"), addresses.end());
}

TEST(Report, OfNothingSaysSo) {
  Report report;
  report.title = "Chad – Libya";
  report.parties = "TCD-LBY";
  const auto document = parsed(written(report));
  EXPECT_NE(text_in(document, "//main").find("no events of these parties"), std::string::npos);
  EXPECT_TRUE(document.select_nodes("//svg").empty());
  EXPECT_TRUE(document.select_nodes("//table").empty());
}

TEST(Report, WithoutAssertedEventsHasLedgersButNoCurve) {
  Report report = sample_report();
  for (store::EventRow& row : report.events) {
    row.event.status = Status::negated;
  }
  const auto document = parsed(written(report));
  EXPECT_NE(text_in(document, "//main").find("no tension to be measured"), std::string::npos);
  EXPECT_TRUE(document.select_nodes("//svg").empty());
  EXPECT_NE(text_in(document, "//caption").find("others deny"), std::string::npos);
}

TEST(Report, MarksChangesWithTheirCause) {
  Report report = sample_report();
  report.events.clear();
  report.range = {first_day, first_day + 20 * 7 - 1};
  for (int week = 0; week < 20; ++week) {
    const bool calm = week < 10;
    for (int day = 0; day < 3; ++day) {
      const std::string date = knowledge::format_day(first_day + 7 * week + day);
      report.events.push_back(between("w" + std::to_string(week) + "d" + std::to_string(day) + "#e1",
                                      calm ? "CONSULT" : "ASSAULT", date, (calm ? 3 : -8) + 0.1 * (week % 3)));
    }
  }
  const auto document = parsed(written(report));
  EXPECT_EQ(document.select_nodes("//circle[@class='change']").size(), 1U);
  EXPECT_NE(text_in(document, "//table[1]//td[@class='words']").find("Sentence of w10d0#e1."), std::string::npos);
}

// A longer curve than there is room for, and more rows than anybody reads.
TEST(Report, OfManyYearsStaysReadable) {
  Report report = sample_report();
  report.events.clear();
  constexpr int days = 4000;
  report.range = {first_day, first_day + days - 1};
  for (int day = 0; day < days; day += 8) {
    report.events.push_back(
        between("d" + std::to_string(day) + "#e1", "REQUEST", knowledge::format_day(first_day + day), day % 3 - 1.0));
  }
  const std::string page = written(report);
  const auto document = parsed(page);
  EXPECT_LT(page.size(), 1'000'000U);
  const std::string points = document.select_node("//polyline/@points").attribute().value();
  EXPECT_LE(std::count(points.begin(), points.end(), ','), 720);
  EXPECT_NE(text_in(document, "//p[@class='note']").find("200 of 500 rows"), std::string::npos);
  EXPECT_EQ(points.find("nan"), std::string::npos);
}

TEST(Report, OfOneDay) {
  Report report = sample_report();
  report.range = {first_day + 2, first_day + 2};
  const auto document = parsed(written(report));
  EXPECT_EQ(document.select_nodes("//svg").size(), 3U);
  EXPECT_EQ(document.select_nodes("//circle[@class='dot']").size(), 1U);
}

}  // namespace
}  // namespace detente::exports
