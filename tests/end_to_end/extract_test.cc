// detente extract: pages in, clean articles out.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <array>

#include <array>
#include <cstdio>

#include "end_to_end/program.h"

namespace detente::end_to_end {
namespace {

const std::string page =
    R"(<!DOCTYPE html><html lang="en"><head><title>Talks in Oslo | The Paper</title>)"
    R"(<link rel="canonical" href="https://paper.example/talks"><meta property="og:site_name" content="The Paper">)"
    R"(<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2022-02-07T10:00:00Z">)"
    R"(<meta property="article:modified_time" content="2022-02-08"></head><body><nav><a href="/">Home</a></nav>)"
    R"(<article><h1>Talks in Oslo</h1><p>The ministers of both *countries* met on Monday to speak about the river.</p>)"
    R"(<h2>What they want</h2><ul><li>One side wants the dam to be opened at once.</li>)"
    R"(<li>The other wants its prisoners to come home.</li></ul>)"
    R"(<blockquote><p>We have never been so close to an agreement, the host said.</p></blockquote>)"
    R"(<figure><figcaption>The dam – seen in May</figcaption></figure></article><footer>All rights</footer></body>)";

TEST(Extract, WritesOneArticleALine) {
  const Outcome outcome = run({"extract"}, {page});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  ASSERT_EQ(lines_of(outcome.out).size(), 1U);
  for (const char* part :
       {R"("id":"https://paper.example/talks")", R"("title":"Talks in Oslo")", R"("byline":"Jane Doe")",
        R"("source":"The Paper")", R"("url":"https://paper.example/talks")", R"("language":"en")",
        R"("date":"2022-02-07T10:00:00Z")", R"("modified":"2022-02-08")", R"("text":"The ministers of both *coun)",
        R"({"start":0,"end":73,"kind":"body"},{"start":75,"end":89,"kind":"heading","level":2})",
        R"("kind":"body","form":"list_item"})", R"("kind":"body","form":"quotation"})",
        R"("captions":["The dam – seen in May"])"}) {
    EXPECT_TRUE(contains(outcome.out, part)) << part << " is not in\n" << outcome.out;
  }
  for (const char* part : {"Home", "All rights"}) {
    EXPECT_FALSE(contains(outcome.out, part)) << part;
  }
}

TEST(Extract, WritesMarkdown) {
  EXPECT_EQ(run({"extract", "--format", "markdown"}, {page}).out,
            "# Talks in Oslo\n\n"
            "*Jane Doe · The Paper · 2022-02-07T10:00:00Z · modified 2022-02-08 · en*\n\n"
            "<https://paper.example/talks>\n\n"
            "The ministers of both \\*countries\\* met on Monday to speak about the river.\n\n"
            "## What they want\n\n"
            "- One side wants the dam to be opened at once.\n- The other wants its prisoners to come home.\n\n"
            "> We have never been so close to an agreement, the host said.\n\n"
            "*The dam – seen in May*\n\n");
}

TEST(Extract, WritesText) {
  EXPECT_EQ(run({"extract", "--format", "text"}, {page}).out,
            "Talks in Oslo\n"
            "Jane Doe · The Paper · 2022-02-07T10:00:00Z · modified 2022-02-08 · en\n"
            "https://paper.example/talks\n\n"
            "The ministers of both *countries* met on Monday to speak about the river.\n\n"
            "What they want\n\n"
            "One side wants the dam to be opened at once.\nThe other wants its prisoners to come home.\n\n"
            "We have never been so close to an agreement, the host said.\n\n"
            "The dam – seen in May\n\n");
}

TEST(Extract, NeedsNoData) {
  const Folder folder;
  fs::create_directories(folder.path("alone"));
  fs::copy(program, folder.path("alone/detente"));
  const std::string file = folder.write("page.html", page);
  const std::string command =
      "'" + folder.path("alone/detente") + "' extract '" + file + "' >'" + folder.path("out") + "' 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_TRUE(contains(content_of(folder.path("out")), "Talks in Oslo"));
}

TEST(Extract, FeedsCode) {
  const Folder folder;
  const std::string articles = folder.path("articles.jsonl");
  EXPECT_EQ(run({"extract", examples.string(), "--output", articles}).status, 0);
  const Outcome coded = run({"code", articles});
  EXPECT_EQ(coded.status, 0) << coded.err;
  EXPECT_EQ(lines_of(coded.out).size(), lines_of(content_of(articles)).size());
}

TEST(Extract, TellsBadInputAndGoesOn) {
  const Folder folder;
  const std::string good = folder.write("a.html", page);
  const std::string bad = folder.write("b.html", "<html><script>let a = 1;</script></html>");
  const Outcome outcome = run({"extract", folder.path("missing.html"), bad, good});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(lines_of(outcome.err).size(), 2U) << outcome.err;
  const auto lines = lines_of(outcome.out);
  ASSERT_EQ(lines.size(), 3U) << outcome.out;
  EXPECT_TRUE(contains(lines[0], R"("error":{"code":"not_found")")) << lines[0];
  EXPECT_TRUE(contains(lines[1], R"("error":{"code":"empty")")) << lines[1];
  EXPECT_TRUE(contains(lines[2], R"("title":"Talks in Oslo")")) << lines[2];
  EXPECT_EQ(run({"extract", "--format", "text", bad}).out, "");
}

TEST(Extract, TakesTheDateForPagesWithoutOne) {
  const std::string words = "<p>The ministers of both countries met on Monday in Oslo to speak about the river.</p>";
  EXPECT_TRUE(contains(run({"extract", "--date", "2024-01-01"}, {words}).out, R"("date":"2024-01-01")"));
  EXPECT_TRUE(contains(run({"extract", "--date", "2024-01-01"}, {page}).out, R"("date":"2022-02-07T10:00:00Z")"));
}

// What the program prints first when this came through a pipe that stays open.
std::string first_line_of(const std::string& command, const std::string& input) {
  const Folder folder;
  const std::string pipe = folder.path("pipe");
  if (mkfifo(pipe.c_str(), 0600) != 0) {
    return "no pipe";
  }
  const std::string line = "timeout 20 '" + program.string() + "' " + command + " <'" + pipe + "'";
  FILE* reader = popen(line.c_str(), "r");
  const int writer = open(pipe.c_str(), O_WRONLY);
  EXPECT_EQ(write(writer, input.data(), input.size()), static_cast<ssize_t>(input.size()));
  std::array<char, 4096> buffer{};
  const bool any = std::fgets(buffer.data(), static_cast<int>(buffer.size()), reader) != nullptr;
  close(writer);
  pclose(reader);
  return any ? buffer.data() : "nothing";
}

TEST(Extract, DoesNotWaitForMoreThanOneLine) {
  EXPECT_TRUE(contains(first_line_of("extract -", article_line("a")), R"("id":"a")"));
  EXPECT_TRUE(contains(first_line_of("code --coder fast -", article_line("a")), R"("id":"a")"));
}

TEST(Extract, RefusesWrongUsage) {
  const Folder folder;
  for (const Arguments& arguments :
       {Arguments{"extract", "--format", "xml"}, Arguments{"extract", "--date", "2022-02-30"},
        Arguments{"extract", "--layers", "events"}, Arguments{"extract", "--output", folder.path("no/such/file")}}) {
    const Outcome outcome = run(arguments, {page});
    EXPECT_EQ(outcome.status, 1) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(outcome.err.starts_with("detente: ")) << outcome.err;
  }
  const std::string file = folder.write("a.html", page);
  EXPECT_EQ(run({"extract", file, "--output", file}).status, 1);
  EXPECT_EQ(content_of(file), page);
}

TEST(Extract, ShowsAPersonTheText) {
  const Folder folder;
  const std::string file = folder.write("a.html", page);
  EXPECT_TRUE(contains(run_on_terminal({"extract", file}).out, "Talks in Oslo\r\nJane Doe"));
  const Outcome redirected = run_on_terminal({"extract", file}, folder.path("out"));
  EXPECT_TRUE(contains(redirected.out, "1 article, 6 paragraphs in ")) << redirected.out;
  EXPECT_EQ(run_on_terminal({"extract", "--quiet", file}, folder.path("out")).out, "");
  EXPECT_EQ(run_on_terminal({"extract"}).status, 1);
}

TEST(Extract, EntriesOfAFeedAreArticlesAndNoneIsLost) {
  const Folder folder;
  folder.write(
      "wire.rss",
      "<rss><channel><title>Wire</title>"
      "<item><link>https://paper.example/a</link><title>Whole</title><content:encoded>&lt;p&gt;The ministers "
      "met in Vilnius on Monday.&lt;/p&gt;</content:encoded></item>"
      "<item><link>https://paper.example/b</link><description>The envoy left.</description></item>"
      "<item><link>https://paper.example/c</link><title>Nothing</title></item>"
      "<item><title>Nowhere</title></item></channel></rss>");
  folder.write("map.xml", "<urlset><url><loc>https://paper.example/a</loc></url></urlset>");
  const Outcome outcome = run({"extract", folder.path()});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(lines_of(outcome.err).size(), 3U) << outcome.err;
  const auto lines = lines_of(outcome.out);
  ASSERT_EQ(lines.size(), 5U) << outcome.out;
  EXPECT_TRUE(contains(lines[0], "it names pages but holds no articles")) << lines[0];
  EXPECT_TRUE(contains(lines[1], R"({"id":"https://paper.example/a","title":"Whole","source":"Wire")")) << lines[1];
  EXPECT_TRUE(contains(lines[2], "the feed holds a summary only")) << lines[2];
  EXPECT_TRUE(contains(lines[3], R"(wire.rss:3","error":{"code":"empty")")) << lines[3];
  EXPECT_TRUE(contains(lines[4], R"(wire.rss","error":{"code":"malformed_feed")")) << lines[4];
  const Outcome piped = run({"extract"}, {content_of(folder.path("wire.rss"))});
  EXPECT_EQ(lines_of(piped.out).size(), 4U) << piped.out;
}

}  // namespace
}  // namespace detente::end_to_end
