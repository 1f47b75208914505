#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "text/text.h"

namespace detente::text {
namespace {

using Words = std::vector<std::string>;

// One paragraph a string.
Document read_paragraphs(const std::vector<std::string>& paragraphs) {
  Article article;
  for (const std::string& paragraph : paragraphs) {
    article.text += article.text.empty() ? "" : "\n\n";
    const auto begin = static_cast<std::uint32_t>(article.text.size());
    article.text += paragraph;
    article.blocks.push_back({{begin, static_cast<std::uint32_t>(article.text.size())}, SentenceKind::body});
  }
  return read(std::move(article));
}

Document read_sentences(const std::vector<std::string>& sentences) {
  Document blocks = read_paragraphs(sentences);
  Article article = std::move(blocks.article);
  for (const Block& block : article.blocks) {
    article.sentences.push_back(block.span);
  }
  return read(std::move(article));
}

Words quotations(const Document& document) {
  Words out;
  for (const Quotation& quotation : document.quotations) {
    out.emplace_back(document.text(quotation.span));
    EXPECT_EQ(document.text(quotation.tokens), document.text(quotation.span));
  }
  return out;
}

struct Case {
  std::string text;
  Words expected;
};

class Quoted : public testing::TestWithParam<Case> {};

TEST_P(Quoted, IsFound) {
  EXPECT_EQ(quotations(read_paragraphs({GetParam().text})), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(DoubleMarks, Quoted,
                         testing::Values(Case{"He hoped to “begin” a “de-escalation”.", {"begin", "de-escalation"}},
                                         Case{"\"We agree,\" she said, \"on this.\"", {"We agree,", "on this."}},
                                         Case{"Elle dit « oui » et «non».", {"oui", "non"}},
                                         Case{"Er sagte „nein“ und ging.", {"nein"}},
                                         Case{"He said „no” and ,,never''.", {"no", "never"}},
                                         Case{"He called it ''a mistake'' on air.", {"a mistake"}},
                                         Case{"They want “peace\" now.", {"peace"}},
                                         Case{"(\"no\") and —\"yes\"", {"no", "yes"}},
                                         Case{"“”, \"\" and « » are empty.", {}}));
INSTANTIATE_TEST_SUITE_P(SingleMarks, Quoted,
                         testing::Values(Case{"He called it ‘a mistake’ on air.", {"a mistake"}},
                                         Case{"He called it 'a mistake' on air.", {"a mistake"}},
                                         Case{"The workers’ rights and Iran’s plan, don’t forget.", {}},
                                         Case{"The workers' rights in the '90s, rock 'n' roll.", {}},
                                         Case{"‘The workers’ rights are gone,’ he said.",
                                              {"The workers’ rights are gone,"}},
                                         Case{"‘It’s over,’ he said. ‘We’re done.’", {"It’s over,", "We’re done."}},
                                         Case{"‘He said “no” twice,’ she told us.", {"He said “no” twice,"}},
                                         Case{"An open ‘mark that nothing closes.", {}}));
INSTANTIATE_TEST_SUITE_P(Nested, Quoted,
                         testing::Values(Case{"“He told us ‘no’ twice,” she said.", {"He told us ‘no’ twice,"}},
                                         Case{"“He wrote \"no\" twice,” she said.", {"He wrote \"no\" twice,"}}));

TEST(Quotations, HaveOneEntryForEachSentence) {
  const Document document = read_paragraphs({"“We came. We saw. We left,” he said."});
  ASSERT_EQ(quotations(document), (Words{"We came.", "We saw.", "We left,"}));
  EXPECT_TRUE(document.quotations[0].opened);
  EXPECT_FALSE(document.quotations[0].closed);
  EXPECT_FALSE(document.quotations[1].opened);
  EXPECT_FALSE(document.quotations[1].closed);
  EXPECT_FALSE(document.quotations[2].opened);
  EXPECT_TRUE(document.quotations[2].closed);
  EXPECT_EQ(document.quotations[2].sentence, 2U);
}

TEST(Quotations, GoOnInTheNextParagraphBehindAnOpeningMark) {
  const Document document = read_paragraphs({"He said: “We came. We saw.", "“We won,” he added.", "They left."});
  EXPECT_EQ(quotations(document), (Words{"We came.", "We saw.", "We won,"}));
}

TEST(Quotations, AreClosedAtTheParagraphsEnd) {
  const Document document = read_paragraphs({"He said: “We came. We saw.", "They left. “No,” she said."});
  EXPECT_EQ(quotations(document), (Words{"We came.", "We saw.", "No,"}));
}

TEST(Quotations, EndWhereTheNextOneOpens) {
  EXPECT_EQ(quotations(read_paragraphs({"It “cost a lot. Then he said “no” to all."})), (Words{"cost a lot.", "no"}));
}

TEST(Quotations, RunOverReadySentencesUpToTheirClosingMark) {
  const Document document =
      read_sentences({"He said: \"We came.", "We saw.", "We won,\" and left.", "Nobody spoke."});
  EXPECT_EQ(quotations(document), (Words{"We came.", "We saw.", "We won,"}));
}

TEST(Quotations, ThatNothingClosesStayInTheirReadySentence) {
  const Document document =
      read_sentences({"“The war is lost, said Mr. Doe to us.", "He left.", "Then “yes” it was."});
  EXPECT_EQ(quotations(document), (Words{"The war is lost, said Mr. Doe to us.", "yes"}));
}

TEST(Quotations, CutOffWithTheArticleRunToItsEnd) {
  const Document document = read_sentences({"He spoke.", "“It is a small bubble.", "It grows."});
  EXPECT_EQ(quotations(document), (Words{"It is a small bubble.", "It grows."}));
}

TEST(Quotations, ContinuedWithAnOpeningMarkInReadySentences) {
  const Document document = read_sentences({"She said: \"We are afraid.", "We wait.", "\"It is bad,\" she said."});
  EXPECT_EQ(quotations(document), (Words{"We are afraid.", "We wait.", "It is bad,"}));
}

}  // namespace
}  // namespace detente::text
