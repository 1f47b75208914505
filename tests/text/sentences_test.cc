#include "text/sentences.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace detente::text {
namespace {

using Sentences = std::vector<std::string>;

Sentences split(std::string_view text, SentenceKind kind = SentenceKind::body) {
  std::vector<ByteSpan> spans;
  append_sentences(text, {{0, static_cast<std::uint32_t>(text.size())}, kind}, spans);
  Sentences out;
  for (const ByteSpan span : spans) {
    out.emplace_back(text.substr(span.begin, span.end - span.begin));
  }
  return out;
}

// Texts that are one sentence, whatever stops stand in them.
class OneSentence : public testing::TestWithParam<std::string_view> {};

TEST_P(OneSentence, IsNotSplit) {
  EXPECT_EQ(split(GetParam()), Sentences{std::string(GetParam())});
}

INSTANTIATE_TEST_SUITE_P(Titles, OneSentence,
                         testing::Values("Mr. Okafor met Mrs. Lindqvist and Dr. Rao.",
                                         "Gen. Petrov and Lt. Col. Ames signed.",
                                         "Sen. Maria Duarte, Rep. Al Green and Gov. Hobbs flew home.",
                                         "m. Putin has estimated the cost.",
                                         "St. Petersburg hosted Prof. Weiss and Capt. Stone.",
                                         "''Mr. Khan lost a son.", "He thanked Mme. Bárcena and Msgr. Rossi."));
INSTANTIATE_TEST_SUITE_P(Initials, OneSentence,
                         testing::Values("George W. Bush and J. K. Omondi spoke.", "H.D. Deve Gowda fell.",
                                         "The U.S. Army and the U.N. Security Council agreed.",
                                         "Officials in Washington, D.C. Tuesday met."));
INSTANTIATE_TEST_SUITE_P(Numbers, OneSentence,
                         testing::Values("It cost 4.5 million.", "Resolution No. 1701 and Art. 5 apply.",
                                         "See p. 12 of vol. 3 for it.", "On Feb. 7 the talks began.",
                                         "On Sept. 11, 2001, they struck.", "It began on 7. February in Bonn.",
                                         "1. Rebuild the bridges.", "About 3.2 percent left at 4:30 p.m. Monday.",
                                         "Polls opened at 8:00 a.m. (0500 GMT) amid calm."));
INSTANTIATE_TEST_SUITE_P(Marks, OneSentence,
                         testing::Values("He welcomed the “efforts (…) made by Paris”.", "“Is it war?” he asked.",
                                         "“Stop!” shouted the crowd.", "“Who pays?” President Joko Adi asked.",
                                         "Wait ... what was that?", "The firm Acme Inc. Tuesday closed.",
                                         "See https://example.org/a.b?c=D. for it", "What?! they cried."));

struct Case {
  std::string_view text;
  Sentences expected;
};

class ManySentences : public testing::TestWithParam<Case> {};

TEST_P(ManySentences, AreSplit) {
  EXPECT_EQ(split(GetParam().text), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Stops, ManySentences,
    testing::Values(Case{"Troops left. Talks go on.", {"Troops left.", "Talks go on."}},
                    Case{"Is it war? No! It is not.", {"Is it war?", "No!", "It is not."}},
                    Case{"They wait… Nobody came.", {"They wait…", "Nobody came."}},
                    Case{"He said . . . nothing. They left.", {"He said . . . nothing.", "They left."}},
                    Case{"  Two\r\nlines. Wrapped\nhere.  ", {"Two\r\nlines.", "Wrapped\nhere."}},
                    Case{"No stop at the end. Like this", {"No stop at the end.", "Like this"}},
                    Case{"It fell. al-Amin spoke.", {"It fell.", "al-Amin spoke."}},
                    Case{"Read it. https://t.co/x", {"Read it.", "https://t.co/x"}}));
INSTANTIATE_TEST_SUITE_P(
    ClosingMarks, ManySentences,
    testing::Values(Case{"“We go.” They left.", {"“We go.”", "They left."}},
                    Case{"He said “no.” (He meant it.) She left.", {"He said “no.”", "(He meant it.)", "She left."}},
                    Case{"He left.“We stay,” she said.", {"He left.", "“We stay,” she said."}},
                    Case{"« C'est fini. » Paris waits.", {"« C'est fini. »", "Paris waits."}},
                    Case{"He said: \"It is over. \" Then he left.", {"He said: \"It is over. \"", "Then he left."}},
                    Case{"“Why?” The crowd left.", {"“Why?”", "The crowd left."}}));
INSTANTIATE_TEST_SUITE_P(
    Abbreviations, ManySentences,
    testing::Values(Case{"They live in the U.S. The rest left.", {"They live in the U.S.", "The rest left."}},
                    Case{"It met at 9 a.m. Nobody came.", {"It met at 9 a.m.", "Nobody came."}},
                    Case{"He sued Acme Inc. “It lied,” he said.", {"He sued Acme Inc.", "“It lied,” he said."}},
                    Case{"They said no. Paris agreed.", {"They said no.", "Paris agreed."}},
                    Case{"The mast is 10 m. The ship left.", {"The mast is 10 m.", "The ship left."}},
                    Case{"He sat. The sun set.", {"He sat.", "The sun set."}},
                    Case{"It ended in 2016. Peace came.", {"It ended in 2016.", "Peace came."}},
                    Case{"He is ill. Russia waits.", {"He is ill.", "Russia waits."}}));

TEST(Sentences, HeadingsAndBylinesStayWhole) {
  EXPECT_EQ(split(" One. Two? Three ", SentenceKind::heading), Sentences{"One. Two? Three"});
  EXPECT_EQ(split("By J. Doe. Reuters. ", SentenceKind::byline), Sentences{"By J. Doe. Reuters."});
  EXPECT_EQ(split("One. Two.", SentenceKind::post).size(), 2U);
}

TEST(Sentences, WhiteSpaceHasNone) {
  EXPECT_EQ(split(""), Sentences{});
  EXPECT_EQ(split(" \r\n\u00A0"), Sentences{});
  EXPECT_EQ(split("  ", SentenceKind::heading), Sentences{});
}

TEST(Sentences, StayInsideTheirBlock) {
  const std::string text = "First one. Second one. Third";
  std::vector<ByteSpan> spans;
  append_sentences(text, {{6, 22}, SentenceKind::body}, spans);
  ASSERT_EQ(spans.size(), 2U);
  EXPECT_EQ(spans[0], (ByteSpan{6, 10}));
  EXPECT_EQ(spans[1], (ByteSpan{11, 22}));
}

}  // namespace
}  // namespace detente::text
