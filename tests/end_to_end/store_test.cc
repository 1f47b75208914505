// detente ingest, query and store, from files to answers.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <set>
#include <thread>

#include "end_to_end/program.h"

namespace detente::end_to_end {
namespace {

std::string articles(int count, const std::string& prefix = "a") {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    lines += article_line(prefix + std::to_string(i));
  }
  return lines;
}

Outcome ingest(const std::string& store, const std::string& input, const Arguments& more = {}) {
  Arguments arguments{"ingest", "--coder", "fast", "--store", store};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments, {input});
}

TEST(Ingest, KeepsWhatIsThenFound) {
  const Folder folder;
  const std::string store = folder.path("crisis.db");
  const Outcome kept = ingest(store, articles(3));
  EXPECT_EQ(kept.status, 0) << kept.err;
  EXPECT_TRUE(contains(kept.err, "3 articles new, 0 unchanged, 0 replaced, 0 bad")) << kept.err;
  const Outcome found =
      run({"query", "--store", store, "--who", "FRA", "--type", "CONSULT", "--format", "jsonl", "--limit", "1"});
  EXPECT_EQ(found.status, 0) << found.err;
  ASSERT_EQ(lines_of(found.out).size(), 1U);
  for (const char* part : {R"("event":"CONSULT")", R"("code":"RUS")",
                           R"("sentence":"French President Emmanuel Macron )", R"("story":")"}) {
    EXPECT_TRUE(contains(found.out, part)) << part << " is not in\n" << found.out;
  }
  const Outcome said =
      run({"query", "--store", store, "--statements", "--speaker", "Emmanuel Macron", "--format", "csv"});
  EXPECT_EQ(lines_of(said.out).size(), 4U) << said.out;
  EXPECT_TRUE(contains(run({"store", "info", store}).out, "3")) << run({"store", "info", store}).out;
}

TEST(Ingest, TheSameTwiceChangesNothingAndWhatChangedReplaces) {
  const Folder folder;
  const std::string store = folder.path("crisis.db");
  EXPECT_EQ(ingest(store, articles(2)).status, 0);
  EXPECT_TRUE(contains(ingest(store, articles(2)).err, "0 articles new, 2 unchanged, 0 replaced"));
  const std::string changed = R"({"id":"a0","date":"2022-02-07","text":"French troops attacked rebels in Mali."})"
                              "\n";
  EXPECT_TRUE(contains(ingest(store, changed).err, "0 articles new, 0 unchanged, 1 replaced"));
  EXPECT_EQ(run({"store", "check", store}).status, 0);
}

TEST(Ingest, ReportsOfOneEventAreOneStory) {
  const Folder folder;
  const std::string store = folder.path("crisis.db");
  EXPECT_EQ(ingest(store, articles(3)).status, 0);
  std::set<std::string> stories;
  for (const std::string& line :
       lines_of(run({"query", "--store", store, "--type", "CONSULT", "--format", "jsonl"}).out)) {
    const std::size_t at = line.find(R"("story":")");
    ASSERT_NE(at, std::string::npos) << line;
    stories.insert(line.substr(at, 26));
  }
  EXPECT_EQ(stories.size(), 1U);
  const Outcome apart = ingest(folder.path("apart.db"), articles(1), {"--no-stories"});
  EXPECT_EQ(apart.status, 0);
  EXPECT_FALSE(contains(run({"query", "--store", folder.path("apart.db"), "--format", "jsonl"}).out, R"("story")"));
}

TEST(Ingest, RecordsCodedBefore) {
  const Folder folder;
  const Outcome coded =
      run({"code", "--coder", "fast", "--format", "jsonl", "--layers", "events,statements,actors,places,times,text"},
          {articles(2)});
  const std::string store = folder.path("crisis.db");
  const Outcome kept = run({"ingest", "--records", "--store", store}, {coded.out + "{\"id\": 3}\n"});
  EXPECT_EQ(kept.status, 2);
  EXPECT_TRUE(contains(kept.err, "2 articles new")) << kept.err;
  EXPECT_TRUE(contains(kept.err, "1 bad")) << kept.err;
}

TEST(Ingest, OtherLanguagesAndBadLinesAreTold) {
  const Folder folder;
  const Outcome kept =
      ingest(folder.path("crisis.db"),
             articles(1) + "{broken\n" + R"({"id":"f","language":"fr","text":"Bonjour à tous."})" + "\n");
  EXPECT_EQ(kept.status, 2);
  EXPECT_TRUE(contains(kept.err, "1 articles new, 0 unchanged, 0 replaced, 2 bad")) << kept.err;
}

struct Wrong {
  const char* name;
  Arguments arguments;
  const char* message;
};

class WrongQuestions : public testing::TestWithParam<Wrong> {};

TEST_P(WrongQuestions, AreToldAndEndWithOne) {
  const Folder folder;
  folder.write("text.db", "This is no database at all, whatever its name says.");
  Arguments arguments = GetParam().arguments;
  for (std::string& argument : arguments) {
    argument = argument.starts_with("FOLDER/") ? folder.path(argument.substr(7)) : argument;
  }
  const Outcome outcome = run(arguments, {""});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, GetParam().message)) << outcome.err;
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongQuestions,
    testing::Values(Wrong{"no_store", {"query", "--store", "FOLDER/none.db"}, "none.db"},
                    Wrong{"no_database", {"query", "--store", "FOLDER/text.db"}, "text.db"},
                    Wrong{"ingest_no_database", {"ingest", "--store", "FOLDER/text.db", "-"}, "text.db"},
                    Wrong{"no_folder", {"ingest", "--store", "FOLDER/none/x.db", "-"}, "x.db"},
                    Wrong{"no_server", {"query", "--store", "postgresql://nobody@127.0.0.1:1/none"}, "127.0.0.1"},
                    Wrong{"bad_date", {"query", "--store", "FOLDER/none.db", "--since", "2022-13"}, "2022-13"},
                    Wrong{"bad_action", {"store", "burn", "FOLDER/none.db"}, "burn"}),
    [](const auto& test) { return test.param.name; });

// Starts the program, and kills it after a while. Returns what it acknowledged.
std::set<std::string> ingest_and_kill(const std::string& store, const std::string& records, int milliseconds) {
  int ends[2] = {-1, -1};
  EXPECT_EQ(pipe(ends), 0);
  Arguments words{program.string(), "ingest",  "--records",   records, "--store", store,
                  "--acknowledge",  "--quiet", "--no-stories"};
  Arguments environment{"PATH=/usr/bin:/bin"};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  pid_t child = 0;
  EXPECT_EQ(posix_spawn(&child, program.c_str(), &actions, nullptr, pointers_to(words).data(),
                        pointers_to(environment).data()),
            0);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  std::string said;
  char buffer[4096];
  for (ssize_t n = 0; (n = read(ends[0], buffer, sizeof buffer)) > 0;) {
    said.append(buffer, static_cast<std::size_t>(n));
  }
  close(ends[0]);
  said.erase(said.rfind('\n') == std::string::npos ? 0 : said.rfind('\n') + 1);
  const std::vector<std::string> ids = lines_of(said);
  return {ids.begin(), ids.end()};
}

// However often it is killed and wherever, what was acknowledged is there, once.
TEST(Ingest, OutlivesKills) {
  const Folder folder;
  constexpr int count = 3000;
  const std::string coded =
      run({"code", "--coder", "fast", "--format", "jsonl", "--layers", "events,statements,actors,places,times,text"},
          {articles(count)})
          .out;
  const std::string records = folder.write("records.jsonl", coded);
  const std::string store = folder.path("crisis.db");
  std::set<std::string> acknowledged;
  // Later and later, until it is killed behind its end.
  for (int milliseconds = 20; acknowledged.size() < count && milliseconds < 30'000;
       milliseconds += milliseconds / 4) {
    acknowledged.merge(ingest_and_kill(store, records, milliseconds));
  }
  const Outcome checked = run({"store", "check", store});
  EXPECT_EQ(checked.status, 0) << checked.err << checked.out;
  std::multiset<std::string> found;
  for (const std::string& line : lines_of(
           run({"query", "--store", store, "--type", "CONSULT", "--format", "jsonl", "--limit", "100000"}).out)) {
    const std::size_t at = line.find(R"("article":{"id":")") + 17;
    found.insert(line.substr(at, line.find('"', at) - at));
  }
  for (const std::string& id : acknowledged) {
    EXPECT_EQ(found.count(id), 1U) << id;
  }
  EXPECT_FALSE(acknowledged.empty());
  EXPECT_EQ(found.size(), static_cast<std::size_t>(count));
  EXPECT_TRUE(
      contains(run({"ingest", "--records", records, "--store", store, "--no-stories"}).err, "3000 unchanged"));
}

}  // namespace
}  // namespace detente::end_to_end
