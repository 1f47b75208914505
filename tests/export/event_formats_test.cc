#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "export/export.h"
#include "export/sample_record.h"

namespace detente::exports {
namespace {

constexpr std::size_t own_columns = 8;
constexpr std::size_t polecat_columns = 40;
constexpr std::size_t icews_columns = 20;
constexpr std::size_t gdelt_columns = 61;

const knowledge::Knowledge& tables() {
  static const auto opened = knowledge::Knowledge::open(DETENTE_BUILD_DIR "/share/detente/detente.knowledge");
  return opened.value();
}

store::EventRow sample_row() {
  store::EventRow row;
  row.event = sample::event();
  row.source = {"a",
                "More troops",
                "The Wire",
                "https://wire.example/a",
                "2022-02-07T09:30:00Z",
                "On Monday the British defence secretary said that 350 more soldiers would go to Poland."};
  row.story = "s1";
  return row;
}

std::vector<std::string> parted(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

// The fields of each line. Every line ends with a line feed.
std::vector<std::vector<std::string>> lines_of(const std::string& text) {
  EXPECT_TRUE(text.empty() || text.back() == '\n');
  std::vector<std::vector<std::string>> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    lines.push_back(parted(line, '\t'));
  }
  return lines;
}

std::vector<std::vector<std::string>> written(const store::EventRow& row, EventFormat format) {
  std::string out;
  append_event(row, format, tables(), out);
  return lines_of(out);
}

std::vector<std::string> heading(EventFormat format) {
  return lines_of(heading_of(format)).at(0);
}

// The value under a name of the heading.
std::string under(const std::string& name, const std::vector<std::string>& line, EventFormat format) {
  const auto names = heading(format);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) {
      return line.at(i);
    }
  }
  return "no column " + name;
}

TEST(EventFormats, HeadingsAreThoseThatOthersPublish) {
  const std::vector<std::string> own{"Status",     "Attributed To", "Start", "End",
                                     "Confidence", "Story",         "URL",   "Words"};
  std::vector<std::string> polecat{"Event ID",
                                   "Event Date",
                                   "Event Type",
                                   "Event Mode",
                                   "Intensity",
                                   "Quad Code",
                                   "Contexts",
                                   "Actor Name",
                                   "Actor Country",
                                   "Actor COW",
                                   "Primary Actor Sector",
                                   "Actor Sectors",
                                   "Actor Title",
                                   "Actor Name Raw",
                                   "Wikipedia Actor ID",
                                   "Recipient Name",
                                   "Recipient Country",
                                   "Recipient COW",
                                   "Primary Recipient Sector",
                                   "Recipient Sectors",
                                   "Recipient Title",
                                   "Recipient Name Raw",
                                   "Wikipedia Recipient ID",
                                   "Placename",
                                   "City",
                                   "District",
                                   "Province",
                                   "Country",
                                   "Latitude",
                                   "Longitude",
                                   "GeoNames ID",
                                   "Raw Placename",
                                   "Feature Type",
                                   "Source",
                                   "Publication Date",
                                   "Story People",
                                   "Story Organizations",
                                   "Story Locations",
                                   "Language",
                                   "Version"};
  std::vector<std::string> icews{"Event ID",        "Event Date",     "Source Name",    "Source Sectors",
                                 "Source Country",  "Event Text",     "CAMEO Code",     "Intensity",
                                 "Target Name",     "Target Sectors", "Target Country", "Story ID",
                                 "Sentence Number", "Publisher",      "City",           "District",
                                 "Province",        "Country",        "Latitude",       "Longitude"};
  ASSERT_EQ(polecat.size(), polecat_columns);
  ASSERT_EQ(icews.size(), icews_columns);
  polecat.insert(polecat.end(), own.begin(), own.end());
  icews.insert(icews.end(), own.begin(), own.end());
  EXPECT_EQ(heading(EventFormat::polecat), polecat);
  EXPECT_EQ(heading(EventFormat::icews), icews);
  EXPECT_EQ(heading_of(EventFormat::gdelt2), "");
  EXPECT_EQ(heading_of(EventFormat::plover), "");
}

TEST(EventFormats, Polecat) {
  const auto lines = written(sample_row(), EventFormat::polecat);
  ASSERT_EQ(lines.size(), 1U);
  const std::vector<std::string> expected{
      "a#e1", "2022-02-07", "MOBILIZE", "troops", "-6.5", "4", "military; diplomatic",
      // actor
      "Ben Wallace", "GBR", "200", "MIL", "MIL; GOV; LEG", "Secretary of State for Defence",
      "the British defence secretary, Ben Wallace", "Q302090",
      // recipient
      "he", "None", "None", "None", "None", "None", "he", "None",
      // place
      "Poland", "None", "None", "None", "Poland", "52.1235", "-19.5", "798544", "Poland", "PCLI",
      // article
      "The Wire", "2022-02-07", "None", "None", "None", "English", "Detente",
      // ours
      "planned", "Ben Wallace (GBR MIL)", "73", "109", "0.8765", "s1", "https://wire.example/a",
      "On Monday the British defence secretary said that 350 more soldiers would go to Poland."};
  EXPECT_EQ(lines[0], expected);
}

TEST(EventFormats, PolecatPutsSeveralPartiesInOneField) {
  store::EventRow row = sample_row();
  row.event.actor.push_back(sample::unknown_actor());
  const auto lines = written(row, EventFormat::polecat);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(under("Actor Name", lines[0], EventFormat::polecat), "Ben Wallace; he");
  EXPECT_EQ(under("Primary Actor Sector", lines[0], EventFormat::polecat), "MIL");
}

TEST(EventFormats, Icews) {
  const auto lines = written(sample_row(), EventFormat::icews);
  ASSERT_EQ(lines.size(), 1U);
  const std::vector<std::string> expected{
      "a#e1",
      "2022-02-07",
      "Ben Wallace",
      "MIL,GOV,LEG",
      "United Kingdom",
      "MOBILIZE troops",
      "150",
      "-6.5",
      "he",
      "",
      "",
      "a",
      "1",
      "The Wire",
      "",
      "",
      "",
      "Poland",
      "52.1235",
      "-19.5",
      "planned",
      "Ben Wallace (GBR MIL)",
      "73",
      "109",
      "0.8765",
      "s1",
      "https://wire.example/a",
      "On Monday the British defence secretary said that 350 more soldiers would go to Poland."};
  EXPECT_EQ(lines[0], expected);
}

TEST(EventFormats, Gdelt) {
  const auto lines = written(sample_row(), EventFormat::gdelt2);
  ASSERT_EQ(lines.size(), 1U);
  const auto& line = lines[0];
  ASSERT_EQ(line.size(), gdelt_columns + own_columns);
  EXPECT_GT(std::stoll(line[0]), 0);
  EXPECT_LT(std::stoll(line[0]), 1LL << 53);
  const std::vector<std::string> days(line.begin() + 1, line.begin() + 5);
  EXPECT_EQ(days, (std::vector<std::string>{"20220207", "202202", "2022", "2022.1836"}));
  const std::vector<std::string> actors(line.begin() + 5, line.begin() + 25);
  EXPECT_EQ(actors, (std::vector<std::string>{"GBRMIL", "BEN WALLACE", "GBR", "", "", "", "", "MIL", "GOV", "LEG",
                                              "",       "HE",          "",    "", "", "", "", "",    "",    ""}));
  const std::vector<std::string> event(line.begin() + 25, line.begin() + 35);
  EXPECT_EQ(event, (std::vector<std::string>{"1", "150", "150", "15", "4", "-6.5", "1", "1", "1", ""}));
  const std::vector<std::string> places(line.begin() + 35, line.begin() + 59);
  EXPECT_EQ(places,
            (std::vector<std::string>{"0", "", "", "",  "",       "",   "",   "", "0",       "",      "",      "", "",
                                      "",  "", "", "1", "Poland", "PL", "PL", "", "52.1235", "-19.5", "798544"}));
  EXPECT_EQ(line[59], "20220207000000");
  EXPECT_EQ(line[60], "https://wire.example/a");
  EXPECT_EQ(line[61], "planned");
}

TEST(EventFormats, IcewsAndGdeltHaveALineForEachPair) {
  store::EventRow row = sample_row();
  row.event.actor.push_back(sample::unknown_actor());
  row.event.recipient.push_back(sample::mention_of_wallace());
  EXPECT_EQ(written(row, EventFormat::icews).size(), 4U);
  const auto gdelt = written(row, EventFormat::gdelt2);
  ASSERT_EQ(gdelt.size(), 4U);
  EXPECT_NE(gdelt[0][0], gdelt[1][0]);
  // Partners without a recipient are each other's.
  row.event.recipient.clear();
  const auto partners = written(row, EventFormat::icews);
  ASSERT_EQ(partners.size(), 2U);
  EXPECT_EQ(under("Source Name", partners[0], EventFormat::icews), "Ben Wallace");
  EXPECT_EQ(under("Target Name", partners[0], EventFormat::icews), "he");
  EXPECT_EQ(under("Source Name", partners[1], EventFormat::icews), "he");
}

TEST(EventFormats, TabsAndLineEndsInTextsDoNoHarm) {
  store::EventRow row = sample_row();
  row.source.sentence = "One\ttwo\nthree\r\nfour\v\"five\", \x01six\xFF.";
  row.source.source = "The\tWire\n";
  row.event.actor[0].entity.identifier_text = "Ben\tWallace\n";
  row.event.event_loc->extracted_place = "Po\nland";
  row.event.id = "a\tb#e1";
  for (const EventFormat format : {EventFormat::polecat, EventFormat::icews, EventFormat::gdelt2}) {
    const auto lines = written(row, format);
    ASSERT_EQ(lines.size(), 1U);
    const std::size_t columns = format == EventFormat::polecat ? polecat_columns
                                : format == EventFormat::icews ? icews_columns
                                                               : gdelt_columns;
    ASSERT_EQ(lines[0].size(), columns + own_columns);
    EXPECT_EQ(lines[0].back(), "One two three four \"five\", six\xEF\xBF\xBD.");
  }
}

TEST(EventFormats, OfAnEventWithoutAnything) {
  store::EventRow row;
  row.event = sample::bare().events.front();
  row.event.id = "b#e1";
  const auto polecat = written(row, EventFormat::polecat);
  ASSERT_EQ(polecat.size(), 1U);
  ASSERT_EQ(polecat[0].size(), polecat_columns + own_columns);
  EXPECT_EQ(under("Event Date", polecat[0], EventFormat::polecat), "None");
  EXPECT_EQ(under("Actor Name", polecat[0], EventFormat::polecat), "None");
  EXPECT_EQ(under("Latitude", polecat[0], EventFormat::polecat), "None");
  EXPECT_EQ(under("Story", polecat[0], EventFormat::polecat), "");
  const auto icews = written(row, EventFormat::icews);
  ASSERT_EQ(icews.size(), 1U);
  ASSERT_EQ(icews[0].size(), icews_columns + own_columns);
  EXPECT_EQ(under("Source Name", icews[0], EventFormat::icews), "");
  const auto gdelt = written(row, EventFormat::gdelt2);
  ASSERT_EQ(gdelt.size(), 1U);
  ASSERT_EQ(gdelt[0].size(), gdelt_columns + own_columns);
  EXPECT_EQ(gdelt[0][1], "");
  EXPECT_EQ(gdelt[0][4], "");
  EXPECT_EQ(gdelt[0][59], "");
}

TEST(EventFormats, GdeltKnowsAMonthOrAYearOfADateThatNamesNoDay) {
  store::EventRow row = sample_row();
  const auto days_of = [&](const std::string& date) {
    row.event.date = date;
    const auto line = written(row, EventFormat::gdelt2).at(0);
    return std::vector<std::string>(line.begin() + 1, line.begin() + 5);
  };
  EXPECT_EQ(days_of("2022-02"), (std::vector<std::string>{"", "202202", "2022", ""}));
  EXPECT_EQ(days_of("2022"), (std::vector<std::string>{"", "", "2022", ""}));
  EXPECT_EQ(days_of("some-ti-me"), (std::vector<std::string>{"", "", "", ""}));
}

TEST(EventFormats, CsvHasAsManyFieldsAsItsHeading) {
  store::EventRow row = sample_row();
  row.source.sentence = "plain";
  row.event.actor[0].entity.identifier_text = "plain";
  std::string out;
  append_event(row, EventFormat::csv, tables(), out);
  const auto names = parted(heading_of(EventFormat::csv), ',');
  EXPECT_EQ(names.front(), "id");
  EXPECT_EQ(names.back(), "title\n");
  EXPECT_EQ(parted(out, ',').size(), names.size());
}

TEST(EventFormats, PloverIsAnObjectALine) {
  std::string out;
  append_event(sample_row(), EventFormat::plover, tables(), out);
  EXPECT_TRUE(out.starts_with(R"({"id":"a#e1",)")) << out;
  EXPECT_NE(out.find(R"("article":{"id":"a","title":"More troops")"), std::string::npos) << out;
  EXPECT_EQ(out.find('\n'), out.size() - 1);
}

}  // namespace
}  // namespace detente::exports
