// detente fetch: addresses in, articles out; stopped, killed and begun again.
#include <gtest/gtest.h>

#include <csignal>
#include <functional>
#include <thread>

#include "end_to_end/program.h"
#include "fetch/server.h"

namespace detente::end_to_end {
namespace {

using fetch::page;
using fetch::Server;
using fetch::Visitor;

const Arguments quick{"fetch", "--allow-private", "--delay", "0", "--tries", "1", "--timeout", "2"};

Arguments with(Arguments arguments, const Arguments& more) {
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

// A run that goes on while the test does something.
class Background {
 public:
  explicit Background(Arguments arguments) : output_(folder_.path("out")) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    const std::string errors = folder_.path("err");
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output_.c_str(), O_WRONLY | O_CREAT, 0600);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors.c_str(), O_WRONLY | O_CREAT, 0600);
    arguments.insert(arguments.begin(), program.string());
    Arguments environment;
    posix_spawn(&child_, program.c_str(), &actions, nullptr, pointers_to(arguments).data(),
                pointers_to(environment).data());
    posix_spawn_file_actions_destroy(&actions);
  }

  Outcome end(int signal) {
    kill(child_, signal);
    int wait_status = 0;
    waitpid(child_, &wait_status, 0);
    return {exit_status(wait_status), content_of(output_), content_of(folder_.path("err"))};
  }

 private:
  Folder folder_;
  std::string output_;
  pid_t child_ = 0;
};

void wait_for(const std::function<bool()>& condition) {
  for (int i = 0; i < 500 && !condition(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

std::string feed_of(int pages) {
  std::string feed = "<rss><channel><title>Wire</title>";
  for (int i = 0; i < pages; ++i) {
    feed += "<item><link>/" + std::to_string(i) + "</link><pubDate>Mon, 07 Feb 2022 16:30:00 GMT</pubDate></item>";
  }
  return feed + "</channel></rss>";
}

TEST(Fetch, PagesOfAFeedBecomeArticlesThatCanBeRead) {
  Server server;
  server.serve("/feed", feed_of(2), "Content-Type: application/rss+xml\r\n");
  server.serve("/0", page("Talks in Vilnius"));
  const Folder folder;
  const std::string file = folder.path("articles.jsonl");
  const Outcome outcome = run(with(quick, {server.url("/feed"), "--output", file, "--raw", folder.path("raw")}));
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(lines_of(outcome.err).size(), 1U) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, server.url("/1") + ": the server answers 404")) << outcome.err;
  const auto lines = lines_of(content_of(file));
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(contains(lines[0], "\"title\":\"Talks in Vilnius\"")) << lines[0];
  EXPECT_TRUE(contains(lines[0], "\"url\":\"" + server.url("/0") + "\"")) << lines[0];
  EXPECT_TRUE(contains(lines[0], "\"date\":\"2022-02-07T16:30:00Z\"")) << lines[0];
  EXPECT_TRUE(contains(lines[1], "\"error\":{\"code\":\"unreachable\"")) << lines[1];
  const Outcome again = run({"extract", folder.path("raw")});
  EXPECT_EQ(again.status, 0);
  EXPECT_TRUE(contains(again.out, "Talks in Vilnius is what this page tells")) << again.out;
  const std::string good = folder.write("good.jsonl", lines[0] + "\n");
  EXPECT_EQ(run({"extract", good}).status, 0);
}

TEST(Fetch, FilesAndStandardInputHoldAddresses) {
  Server server;
  server.serve("/a", page("One"));
  server.serve("/b", page("Two"));
  const Folder folder;
  const std::string list = folder.write("list.txt", server.url("/a") + "\n");
  const Outcome outcome = run(with(quick, {list, "-"}), {server.url("/b") + "\n"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(lines_of(outcome.out).size(), 2U) << outcome.out;
}

TEST(Fetch, PrivateAddressesAreNotFetchedUnlessAllowed) {
  Server server;
  server.serve("/a", page("One"));
  const Outcome outcome = run({"fetch", server.url("/a")});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_TRUE(contains(outcome.out, "\"code\":\"disallowed\"")) << outcome.out;
  EXPECT_TRUE(contains(outcome.err, "--allow-private")) << outcome.err;
  EXPECT_EQ(server.connections(), 0U);
}

TEST(Fetch, BadSourcesAreTold) {
  const Folder folder;
  const Outcome outcome =
      run(with(quick, {"ftp://a.example/", folder.path("none"), folder.write("words", "Words.")}));
  EXPECT_EQ(outcome.status, 2);
  const auto lines = lines_of(outcome.out);
  ASSERT_EQ(lines.size(), 3U) << outcome.out;
  EXPECT_TRUE(contains(lines[0], "invalid_argument"));
  EXPECT_TRUE(contains(lines[1], "not_found"));
  EXPECT_TRUE(contains(lines[2], "malformed_feed"));
  EXPECT_EQ(run({"fetch"}).status, 1);
  EXPECT_EQ(run({"fetch", "https://a.example/", "--delay", "-1"}).status, 1);
  EXPECT_EQ(run({"fetch", "https://a.example/", "--state", "/nowhere/at/all"}).status, 1);
}

TEST(Fetch, CtrlCEndsCleanlyAndTheNextRunGoesOn) {
  Server server;
  server.serve("/feed", feed_of(3), "Content-Type: application/rss+xml\r\n");
  server.serve("/0", page("Zero"));
  server.on("/1", [](const Visitor& visitor, const std::string&) { visitor.wait(); });
  server.serve("/2", page("Two"));
  const Folder folder;
  const Arguments arguments{"fetch",           server.url("/feed"), "--state", folder.path("state"),
                            "--allow-private", "--delay",           "0"};
  Background background(arguments);
  wait_for([&] { return server.visits("/1") > 0; });
  const Outcome stopped = background.end(SIGINT);
  EXPECT_EQ(stopped.status, 2);
  EXPECT_EQ(lines_of(stopped.out).size(), 1U) << stopped.out;
  EXPECT_TRUE(contains(stopped.err, "stopped; 2 addresses are left")) << stopped.err;
  server.serve("/1", page("One"));
  const Outcome again = run(arguments);
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(lines_of(again.out).size(), 2U) << again.out;
  EXPECT_EQ(server.visits("/0"), 1U);
}

TEST(Fetch, AKillLosesAtMostThePageUnderWay) {
  Server server;
  constexpr int pages = 40;
  server.serve("/feed", feed_of(pages), "Content-Type: application/rss+xml\r\nETag: \"1\"\r\n");
  for (int i = 0; i < pages; ++i) {
    server.serve("/" + std::to_string(i), page("Number " + std::to_string(i)));
  }
  const Folder folder;
  const Arguments arguments = with(quick, {server.url("/feed"), "--state", folder.path("state")});
  std::size_t written = 0;
  for (const std::size_t count : {5U, 12U, 20U, 33U}) {
    Background background(arguments);
    wait_for([&] { return server.visits("/" + std::to_string(count)) > 0; });
    const Outcome killed = background.end(SIGKILL);
    written += lines_of(killed.out).size();
  }
  const Outcome last = run(arguments);
  EXPECT_EQ(last.status, 0) << last.err;
  written += lines_of(last.out).size();
  std::size_t asked = 0;
  for (int i = 0; i < pages; ++i) {
    const std::size_t visits = server.visits("/" + std::to_string(i));
    EXPECT_GE(visits, 1U) << i;
    asked += visits;
  }
  // A kill may come when a page has been asked for, or written and not yet remembered.
  EXPECT_GE(written, static_cast<std::size_t>(pages));
  EXPECT_LE(written, static_cast<std::size_t>(pages) + 4);
  EXPECT_LE(asked, static_cast<std::size_t>(pages) + 8);
}

}  // namespace
}  // namespace detente::end_to_end
