// detente stories: which articles, and which events, tell of the same thing.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "end_to_end/program.h"

namespace detente::end_to_end {
namespace {

std::string line(const std::string& id, const std::string& source, const std::string& text) {
  return R"({"id":")" + id + R"(","source":")" + source + R"(","date":"2022-02-07","text":")" + text + "\"}\n";
}

const std::string wire =
    line("wire", "The Wire",
         "French President Emmanuel Macron met Vladimir Putin in Moscow on Monday for five hours. "
         "They spoke about troops near Ukraine at a long white table.");
const std::string copy =
    line("copy", "The Paper",
         "French President Emmanuel Macron met Vladimir Putin in Moscow on Monday for five hours. "
         "They spoke about troops near Ukraine at a long white table. More will follow.");
const std::string own = line(
    "own", "The Gazette", "Five hours at a long table: Macron met Putin in Moscow on Monday to speak about Ukraine.");
const std::string other =
    line("other", "The Gazette", "Kenyan lorry drivers blocked the port of Mombasa in anger at tolls.");

std::map<std::string, std::string> groups_in(const std::string& tsv) {
  std::map<std::string, std::string> groups;
  for (const std::string& row : lines_of(tsv)) {
    const auto tab = row.find('\t');
    EXPECT_NE(tab, std::string::npos) << row;
    groups[row.substr(0, tab)] = row.substr(tab + 1);
  }
  return groups;
}

TEST(Stories, WritesIdsAndStoriesOfArticles) {
  const Outcome outcome = run({"stories", "--format", "tsv"}, {wire + copy + own + other});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  auto groups = groups_in(outcome.out);
  ASSERT_EQ(groups.size(), 4U);
  EXPECT_EQ(groups["wire"], groups["copy"]);
  EXPECT_EQ(groups["wire"], groups["own"]);
  EXPECT_NE(groups["wire"], groups["other"]);
}

TEST(Stories, NamesCopiesAndReasons) {
  const Outcome outcome = run({"stories", "--format", "jsonl", "--explain"}, {wire + copy + own});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  ASSERT_EQ(lines_of(outcome.out).size(), 1U);
  for (const char* part : {R"("independent_sources":2)", R"("copy_of":")", R"("why":[{"name":"copied runs of words")",
                           R"("name":"words")", R"("name":"least likeness","value":-0.23)"}) {
    EXPECT_TRUE(contains(outcome.out, part)) << part << " is not in\n" << outcome.out;
  }
}

TEST(Stories, MergesEventsOfManyReports) {
  const Outcome outcome = run({"stories", "--of", "events", "--coder", "fast", "--format", "jsonl"}, {wire + own});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  bool merged = false;
  for (const std::string& story : lines_of(outcome.out)) {
    merged = merged || (contains(story, R"("event":"CONSULT")") && contains(story, R"("article":"wire")") &&
                        contains(story, R"("article":"own")") && contains(story, R"("independent_sources":2)"));
  }
  EXPECT_TRUE(merged) << outcome.out;
}

TEST(Stories, AreTheSameInAnyOrderOfFilesAndOnAnyThreads) {
  const Folder folder;
  const std::string first = folder.write("first.jsonl", wire + other);
  const std::string second = folder.write("second.jsonl", own + copy);
  const Arguments options{"--of", "events", "--coder", "fast", "--format", "jsonl", "--explain"};
  const auto grouped = [&](Arguments paths, const std::string& threads) {
    Arguments arguments{"stories", "--threads", threads};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.insert(arguments.end(), paths.begin(), paths.end());
    return run(arguments).out;
  };
  const std::string once = grouped({first, second}, "1");
  EXPECT_FALSE(once.empty());
  EXPECT_EQ(grouped({second, first}, "1"), once);
  EXPECT_EQ(grouped({second, first}, "4"), once);
}

TEST(Stories, TellBadInputAndGroupTheRest) {
  const Outcome outcome = run({"stories", "--format", "tsv"}, {wire + "{\"id\":\n" + other});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_TRUE(contains(outcome.err, "detente: ")) << outcome.err;
  EXPECT_EQ(groups_in(outcome.out).size(), 2U);
}

TEST(Stories, RefuseWrongUsage) {
  EXPECT_EQ(run({"stories", "--of", "people"}, {wire}).status, 1);
  EXPECT_EQ(run({"stories", "--window", "0"}, {wire}).status, 1);
  EXPECT_EQ(run({"stories", "--of", "events", "--data", "/nowhere"}, {wire}).status, 1);
  const Outcome close = run({"stories", "--explian"}, {wire});
  EXPECT_EQ(close.status, 1);
  EXPECT_TRUE(contains(close.err, "--explain")) << close.err;
}

TEST(Stories, ArticlesNeedNoData) {
  EXPECT_EQ(run({"stories", "--data", "/nowhere", "--format", "tsv"}, {wire}).status, 0);
}

TEST(Stories, ShowATableOnATerminal) {
  const Folder folder;
  const std::string file = folder.write("news.jsonl", wire + own + other);
  const Outcome outcome = run_on_terminal({"stories", "--explain", file});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_TRUE(contains(outcome.out, "2 articles · 2 independent sources")) << outcome.out;
  EXPECT_TRUE(contains(outcome.out, "least likeness")) << outcome.out;
}

}  // namespace
}  // namespace detente::end_to_end
