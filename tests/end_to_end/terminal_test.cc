// What is different when a person looks on.
#include <gtest/gtest.h>

#include "end_to_end/program.h"

namespace detente::end_to_end {
namespace {

TEST(Terminal, GetsATableInColour) {
  const Folder folder;
  const std::string file = folder.write("a.jsonl", article_line("a"));
  const Outcome outcome = run_on_terminal({"code", file});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_TRUE(contains(outcome.out, "STATUS") && contains(outcome.out, "CONSULT")) << outcome.out;
  EXPECT_TRUE(contains(outcome.out, "\x1B[")) << outcome.out;
}

TEST(Terminal, GetsNoColourWhereItIsUnwanted) {
  const Folder folder;
  const std::string file = folder.write("a.jsonl", article_line("a"));
  EXPECT_FALSE(contains(run_on_terminal({"code", file}, "", "1").out, "\x1B["));
  EXPECT_FALSE(contains(run_on_terminal({"code", file, "--color", "never"}).out, "\x1B["));
}

TEST(Terminal, WithoutInputIsAskedForSome) {
  const Outcome outcome = run_on_terminal({"code"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_TRUE(contains(outcome.out, "nothing to read")) << outcome.out;
}

TEST(Terminal, SeesProgressOnlyWhenTheOutputGoesElsewhere) {
  const Folder folder;
  const std::string file = folder.write("a.jsonl", article_line("a"));
  const std::string out = folder.path("out.txt");
  const Outcome redirected = run_on_terminal({"code", file}, out);
  EXPECT_EQ(redirected.status, 0);
  EXPECT_TRUE(contains(redirected.out, "1 article, 2 sentences in ")) << redirected.out;
  EXPECT_TRUE(content_of(out).starts_with("{\"id\":\"a\""));
  EXPECT_EQ(run_on_terminal({"code", "--quiet", file}, out).out, "");
  EXPECT_FALSE(contains(run_on_terminal({"code", file}).out, "1 article, "));
}

}  // namespace
}  // namespace detente::end_to_end
