// Articles in other languages, and what a translator may do wrong.
#include <gtest/gtest.h>

#include "end_to_end/program.h"

namespace detente::end_to_end {
namespace {

const std::string french =
    R"({"id":"f1","title":"Titre","date":"2022-02-07","source":"Le Journal","text":"Le président français Emmanuel )"
    R"(Macron a rencontré lundi Vladimir Poutine à Moscou pour parler de la crise."})"
    "\n";

// A translator that knows one sentence.
const std::string good_translator =
    R"(while read -r line; do echo '{"title":"The title","text":"French President Emmanuel Macron met Vladimir )"
    R"(Putin in Moscow on Monday."}'; done)";

Outcome code(const Arguments& more, const std::string& input) {
  Arguments arguments{"code", "--coder", "fast", "--format", "jsonl"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments, {input});
}

TEST(OtherLanguages, AreReportedAndSkipped) {
  const Outcome outcome = code({}, french + article_line("e1"));
  EXPECT_EQ(outcome.status, 2);
  ASSERT_EQ(lines_of(outcome.out).size(), 2U);
  EXPECT_TRUE(contains(lines_of(outcome.out)[0], R"("id":"f1","error":{"code":"language","message":"in French)"));
  EXPECT_TRUE(contains(lines_of(outcome.out)[1], R"("id":"e1")"));
  EXPECT_TRUE(contains(outcome.err, "f1: in French"));
}

TEST(OtherLanguages, AreTakenForEnglishWhenToldSo) {
  const Outcome outcome = code({"--language", "en"}, french);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(contains(outcome.out, R"("language":"en")"));
}

TEST(OtherLanguages, AreExtractedAllTheSame) {
  const Outcome outcome = run({"extract"}, {french});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(contains(outcome.out, R"("language":"fr")"));
}

TEST(Translate, KeepsTheOriginalAndPointsIntoTheTranslation) {
  const Outcome outcome = code({"--translate", good_translator}, french + article_line("e1"));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  ASSERT_EQ(lines_of(outcome.out).size(), 2U);
  const std::string record = lines_of(outcome.out)[0];
  for (const char* part :
       {R"("id":"f1","title":"The title","source":"Le Journal")", R"("language":"en","date":"2022-02-07")",
        R"("text":"French President Emmanuel Macron met)", R"("event":"CONSULT")",
        R"("original":{"language":"fr","title":"Titre","text":"Le président français)", "translated from French"}) {
    EXPECT_TRUE(contains(record, part)) << part << " is not in\n" << record;
  }
  EXPECT_FALSE(contains(lines_of(outcome.out)[1], "original")) << "English needs no translator";
}

TEST(Translate, LinesLongerThanAPipe) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    text += "Les ministres des deux pays se sont parlés. ";
  }
  const Outcome outcome =
      run({"extract", "--translate", "cat"}, {R"({"id":"long","language":"fr","text":")" + text + "\"}\n"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_GT(outcome.out.size(), 2 * text.size());
}

struct Fault {
  const char* name;
  const char* command;
  const char* message;
};

class BadTranslators : public testing::TestWithParam<Fault> {};

TEST_P(BadTranslators, CostOnlyWhatTheyShouldTranslate) {
  const Outcome outcome =
      code({"--translate", GetParam().command, "--translate-timeout", "1"}, french + article_line("e1") + french);
  EXPECT_EQ(outcome.status, 2);
  ASSERT_EQ(lines_of(outcome.out).size(), 3U);
  EXPECT_TRUE(contains(lines_of(outcome.out)[0], R"("code":"translation")")) << outcome.out;
  EXPECT_TRUE(contains(lines_of(outcome.out)[1], R"("id":"e1")"));
  EXPECT_FALSE(contains(lines_of(outcome.out)[1], "error"));
  EXPECT_TRUE(contains(lines_of(outcome.out)[2], R"("code":"translation")"));
  EXPECT_TRUE(contains(outcome.err, GetParam().message)) << outcome.err;
}

INSTANTIATE_TEST_SUITE_P(
    All, BadTranslators,
    testing::Values(Fault{"not_there", "no-such-translator-anywhere 2>/dev/null", "ended with status 127"},
                    Fault{"ends_at_once", "exit 3", "ended with status 3"},
                    Fault{"silent", "sleep 30 >&2 & wait", "gave no answer in 1 seconds"},
                    Fault{"no_json", "while read -r l; do echo oops; done", "the translator's answer is no article"},
                    Fault{"no_text", "while read -r l; do echo '{}'; done", "the translator's answer is no article"},
                    Fault{"another", R"(while read -r l; do echo '{"id":"zz","text":"They met."}'; done)",
                          "answered with another article, zz"},
                    Fault{"closes_its_input", "exec <&-; sleep 30 >&2 & wait", "gave no answer in 1 seconds"}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace detente::end_to_end
