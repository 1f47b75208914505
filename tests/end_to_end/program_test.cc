// What the program does with good input, and what it says of itself.
#include "end_to_end/program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace detente::end_to_end {
namespace {

TEST(Program, HelpsAndTellsItsVersionEverywhere) {
  for (const char* command : {"", "code", "explain", "extract", "ingest", "query", "store", "doctor"}) {
    Arguments arguments;
    if (*command != '\0') {
      arguments.emplace_back(command);
    }
    arguments.emplace_back("--help");
    const Outcome help = run(arguments);
    EXPECT_EQ(help.status, 0) << command;
    EXPECT_TRUE(contains(help.out, "Usage:")) << help.out;
    EXPECT_TRUE(contains(help.out, command)) << help.out;
    EXPECT_EQ(help.err, "");

    arguments.back() = "--version";
    const Outcome version = run(arguments);
    EXPECT_EQ(version.status, 0) << command;
    EXPECT_TRUE(version.out.starts_with("detente ")) << version.out;
    EXPECT_EQ(lines_of(version.out).size(), 1U);
  }
}

TEST(Program, HelpTellsExamplesAndExitStatus) {
  const std::string help = run({"code", "--help"}).out;
  for (const char* part : {"Examples:", "Exit status:", "--date", "--format", "--threads", "--layers", "--knowledge",
                           "--output", "--quiet", "--data", "--color"}) {
    EXPECT_TRUE(contains(help, part)) << part;
  }
}

TEST(Program, SuggestsWhatWasMeant) {
  const Outcome option = run({"code", "--fromat", "table"});
  EXPECT_EQ(option.status, 1);
  EXPECT_TRUE(contains(option.err, "no option --fromat; did you mean --format?")) << option.err;
  const Outcome command = run({"cdoe", "x.txt"});
  EXPECT_EQ(command.status, 1);
  EXPECT_TRUE(contains(command.err, "no command \"cdoe\"; did you mean code?")) << command.err;
  const Outcome nothing = run({});
  EXPECT_EQ(nothing.status, 1);
  EXPECT_TRUE(contains(nothing.err, "a command is wanted: code, explain, extract, ")) << nothing.err;
}

TEST(Code, WritesOneRecordALine) {
  const Outcome outcome = run({"code", examples.string()});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  const auto lines = lines_of(outcome.out);
  EXPECT_GE(lines.size(), 16U);
  for (const std::string& line : lines) {
    EXPECT_TRUE(line.starts_with("{\"id\":\"") && line.ends_with("}")) << line;
    EXPECT_TRUE(contains(line, "\"events\":[")) << line;
  }
}

TEST(Code, ReadsStandardInput) {
  const std::string line = article_line("from-stdin");
  const Outcome named = run({"code", "-"}, {line});
  EXPECT_EQ(named.status, 0) << named.err;
  EXPECT_TRUE(contains(named.out, "\"id\":\"from-stdin\"")) << named.out;
  EXPECT_TRUE(contains(named.out, "\"event\":\"CONSULT\"")) << named.out;
  EXPECT_EQ(run({"code"}, {line}).out, named.out);
}

TEST(Code, TakesTheDateForArticlesWithoutOne) {
  const Setting setting{"Emmanuel Macron met Vladimir Putin in Moscow on Monday, officials said."};
  const Outcome outcome = run({"code", "--date", "2022-02-08"}, setting);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(contains(outcome.out, "\"date\":\"2022-02-08\"")) << outcome.out;
  EXPECT_TRUE(contains(outcome.out, "\"value\":\"2022-02-07\"")) << outcome.out;
}

TEST(Code, HasThreeFormats) {
  const std::string line = article_line("a");
  const std::string table = run({"code", "--format", "table"}, {line}).out;
  EXPECT_TRUE(contains(table, "STATUS") && contains(table, "CONSULT") && contains(table, "STATEMENTS")) << table;
  const std::string text = run({"code", "--format", "text"}, {line}).out;
  EXPECT_TRUE(contains(text, "▸ CONSULT") && contains(text, "met Vladimir Putin in Moscow")) << text;
  EXPECT_FALSE(contains(table + text, "\x1B"));
  EXPECT_EQ(run({"code", "--format", "jsonl"}, {line}).out, run({"code"}, {line}).out);
  EXPECT_TRUE(contains(run({"code", "--format", "table", "--color", "always"}, {line}).out, "\x1B["));
}

TEST(Code, WritesTheLayersAskedFor) {
  const std::string out = run({"code", "--layers", "statements,text"}, {article_line("a")}).out;
  EXPECT_TRUE(contains(out, "\"statements\":[{") && contains(out, "\"text\":\"French")) << out;
  EXPECT_FALSE(contains(out, "\"events\"")) << out;
}

TEST(Code, WritesToAFile) {
  const Folder folder;
  const std::string file = folder.path("records.jsonl");
  const Outcome outcome = run({"code", "--output", file}, {article_line("a")});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(content_of(file), run({"code"}, {article_line("a")}).out);
}

TEST(Code, KeepsOrderAndBytesWhateverTheThreads) {
  const Folder folder;
  std::string many;
  for (int i = 0; i < 300; ++i) {
    many += i % 7 == 3 ? "{broken\n" : article_line("a" + std::to_string(i));
  }
  const std::string file = folder.write("many.jsonl", many);
  const Arguments inputs{file, examples.string(), folder.path("missing.txt"), file};
  std::array<Outcome, 2> outcomes;
  for (const std::size_t i : {0U, 1U}) {
    Arguments arguments{"code", "--threads", i == 0 ? "1" : "4"};
    arguments.insert(arguments.end(), inputs.begin(), inputs.end());
    outcomes[i] = run(arguments);
    EXPECT_EQ(outcomes[i].status, 2);
  }
  EXPECT_EQ(outcomes[0].out, outcomes[1].out);
  EXPECT_EQ(outcomes[0].err, outcomes[1].err);
  const auto lines = lines_of(outcomes[0].out);
  EXPECT_TRUE(lines.at(0).starts_with("{\"id\":\"a0\""));
  EXPECT_TRUE(contains(lines.at(3), "\"error\":{\"code\":\"malformed_json\""));
  EXPECT_TRUE(lines.at(299).starts_with("{\"id\":\"a299\""));
}

TEST(Code, MakesIdsUnique) {
  const std::string input = article_line("a") + article_line("a") + article_line("b") + article_line("a");
  const Outcome outcome = run({"code"}, {input});
  EXPECT_EQ(outcome.status, 0);
  const auto lines = lines_of(outcome.out);
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_TRUE(lines[0].starts_with("{\"id\":\"a\",") && !contains(lines[0], "duplicate id"));
  EXPECT_TRUE(lines[1].starts_with("{\"id\":\"a~2\",") && contains(lines[1], R"(duplicate id \"a\")")) << lines[1];
  EXPECT_TRUE(contains(lines[1], "\"a~2#e1\"")) << lines[1];
  EXPECT_TRUE(lines[2].starts_with("{\"id\":\"b\",") && !contains(lines[2], "duplicate id"));
  EXPECT_TRUE(lines[3].starts_with("{\"id\":\"a~3\",")) << lines[3];
}

TEST(Code, CaresForNeitherLocaleNorTimeZone) {
  const Arguments arguments{"code", examples.string()};
  const Outcome here = run(arguments);
  const Outcome there = run(arguments, {"", {"TZ=Asia/Kathmandu", "LC_ALL=tr_TR.UTF-8", "LANG=tr_TR.UTF-8"}});
  EXPECT_EQ(there.status, here.status);
  EXPECT_TRUE(there.out == here.out);
  EXPECT_EQ(there.err, here.err);
}

TEST(Code, TakesATableOfTheUsers) {
  const Folder folder;
  const std::string table = folder.write("mine.tsv", "name\tcode\tsector\nZorblax Front\tLAO\tREB\n");
  const Setting setting{"The Zorblax Front attacked the army of Ukraine in Kharkiv on Monday, police said."};
  const Outcome without = run({"code"}, setting);
  const Outcome with = run({"code", "--knowledge", table}, setting);
  EXPECT_EQ(with.status, 0) << with.err;
  EXPECT_FALSE(contains(without.out, "\"code\":\"LAO\""));
  EXPECT_TRUE(contains(with.out, "\"code\":\"LAO\"")) << with.out;
}

TEST(Code, FindsItsDataByOptionOrEnvironment) {
  const Folder folder;
  fs::create_directories(folder.path("elsewhere"));
  fs::copy(share, folder.path("elsewhere"), fs::copy_options::recursive);
  const std::string usual = run({"code"}, {article_line("a")}).out;
  EXPECT_EQ(run({"code", "--data", folder.path("elsewhere")}, {article_line("a")}).out, usual);
  EXPECT_EQ(run({"code"}, {article_line("a"), {"DETENTE_DATA=" + folder.path("elsewhere")}}).out, usual);
}

TEST(Explain, ShowsHowEachPartWasResolved) {
  const Folder folder;
  const std::string file = folder.write("a.jsonl", article_line("a"));
  const Outcome outcome = run({"explain", file});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  for (const char* part : {"met Vladimir Putin in Moscow", "▸ CONSULT", "actor", "Emmanuel Macron, FRA", "; by ",
                           "date", "place", "▹ statement", "ACTORS", "TIMES"}) {
    EXPECT_TRUE(contains(outcome.out, part)) << part << " is not in\n" << outcome.out;
  }
}

TEST(Explain, NeedsAFileThatIsThere) {
  EXPECT_EQ(run({"explain"}).status, 1);
  const Outcome missing = run({"explain", "/nowhere/a.txt"});
  EXPECT_EQ(missing.status, 2);
  EXPECT_TRUE(contains(missing.err, "detente: /nowhere/a.txt: ")) << missing.err;
  const Outcome many = run({"explain", "a.txt", "b.txt"});
  EXPECT_EQ(many.status, 1);
  EXPECT_TRUE(contains(many.err, "\"b.txt\" is one argument too many")) << many.err;
}

TEST(Doctor, DescribesASoundInstallation) {
  const Outcome outcome = run({"doctor"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  for (const char* part : {"detente", "ICU", "simdjson", "gumbo", "data", "knowledge", "countries", "checksum",
                           "model", "processor", "cores", "all is well"}) {
    EXPECT_TRUE(contains(outcome.out, part)) << part << " is not in\n" << outcome.out;
  }
}

}  // namespace
}  // namespace detente::end_to_end
