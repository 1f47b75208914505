#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/text.h"

namespace detente::text {
namespace {

Article article_of(std::string text, std::vector<Block> blocks = {}) {
  Article article;
  article.text = std::move(text);
  article.blocks = std::move(blocks);
  return article;
}

TEST(Read, EmptyArticleIsAnEmptyDocument) {
  const Document document = read(Article{});
  EXPECT_TRUE(document.sentences.empty());
  EXPECT_TRUE(document.tokens.empty());
  EXPECT_TRUE(document.quotations.empty());
}

TEST(Read, ArticleWithoutBlocksIsOneBlock) {
  const Document document = read(article_of("One here. Two there."));
  ASSERT_EQ(document.article.blocks.size(), 1U);
  ASSERT_EQ(document.sentences.size(), 2U);
  EXPECT_EQ(document.text(document.sentences[1].span), "Two there.");
}

TEST(Read, SentencesNeverCrossBlocksAndBearTheirKind) {
  const Document document = read(
      article_of("A title here\n\nBody goes on", {{{0, 12}, SentenceKind::heading}, {{14, 26}, SentenceKind::body}}));
  ASSERT_EQ(document.sentences.size(), 2U);
  EXPECT_EQ(document.sentences[0].kind, SentenceKind::heading);
  EXPECT_EQ(document.sentences[0].block, 0U);
  EXPECT_EQ(document.sentences[1].kind, SentenceKind::body);
  EXPECT_EQ(document.sentences[1].block, 1U);
}

TEST(Read, EveryTokenLiesInOneSentenceInOrder) {
  const Document document = read(article_of("“Yes,” said Mr. Li. It's 4.5% more. \u00A0 Done…"));
  std::uint32_t next = 0;
  for (const Sentence& sentence : document.sentences) {
    EXPECT_EQ(sentence.tokens.begin, next);
    next = sentence.tokens.end;
    for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
      EXPECT_GE(document.tokens[i].span.begin, sentence.span.begin);
      EXPECT_LE(document.tokens[i].span.end, sentence.span.end);
    }
  }
  EXPECT_EQ(next, document.tokens.size());
}

TEST(Read, ReadySentencesAreKeptAsTheyAre) {
  Article article = article_of("No stop\n\nA. B. C.", {{{0, 7}, {}}, {{8, 8}, {}}, {{9, 17}, {}}});
  article.sentences = {{0, 7}, {8, 8}, {9, 17}};
  const Document document = read(std::move(article));
  ASSERT_EQ(document.sentences.size(), 3U);
  EXPECT_EQ(document.text(document.sentences[0].span), "No stop");
  EXPECT_TRUE(document.sentences[1].tokens.empty());
  EXPECT_EQ(document.text(document.sentences[2].span), "A. B. C.");
  EXPECT_EQ(document.sentences[2].block, 2U);
}

TEST(Read, SpansBeyondTheTextAreCutOff) {
  Article article = article_of("Short.", {{{0, 400}, SentenceKind::body}});
  EXPECT_EQ(read(article).sentences.size(), 1U);
  article.sentences = {{3, 900}, {700, 900}};
  EXPECT_EQ(read(article).sentences.size(), 2U);
}

TEST(Read, SurvivesAnyBytes) {
  std::string bytes;
  std::uint32_t state = 7;
  for (int round = 0; round < 200; ++round) {
    bytes.clear();
    for (int i = 0; i < 300; ++i) {
      state = state * 1664525U + 1013904223U;
      const std::uint32_t choice = state >> 24U;
      constexpr std::string_view frequent = ".\"'?! \xE2\x80\x9C\x9D\x98\x99\xC2\xAB\xBB,A";
      bytes += choice < 160 ? frequent[choice % frequent.size()] : static_cast<char>(choice);
    }
    const Document document = read(article_of(bytes));
    for (const Quotation& quotation : document.quotations) {
      EXPECT_LE(quotation.span.end, bytes.size());
    }
  }
}

}  // namespace
}  // namespace detente::text
