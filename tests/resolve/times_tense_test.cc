#include "resolve/times_tense.h"

#include <gtest/gtest.h>

#include <string_view>

#include "text/text.h"

namespace detente::resolve {
namespace {

// The tense around the word "THEN".
Tense tense_in(std::string_view text) {
  Article article;
  article.text = text;
  article.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, SentenceKind::body});
  const Document document = text::read(std::move(article));
  for (std::uint32_t i = 0; i < document.tokens.size(); ++i) {
    if (document.word(i) == "THEN") {
      return tense_around(document, document.sentences.at(0).tokens, {i, i + 1});
    }
  }
  return Tense::unknown;
}

TEST(Tense, TheNearestVerbBeforeDecides) {
  EXPECT_EQ(tense_in("He arrived THEN."), Tense::past);
  EXPECT_EQ(tense_in("He will arrive THEN."), Tense::future);
  EXPECT_EQ(tense_in("He said he will arrive THEN."), Tense::future);
  EXPECT_EQ(tense_in("He will arrive, the ministry said THEN."), Tense::past);
}

TEST(Tense, AVerbAfterDecidesWhereNoneComesBefore) {
  EXPECT_EQ(tense_in("THEN, he will arrive."), Tense::future);
  EXPECT_EQ(tense_in("THEN, he arrived."), Tense::past);
}

TEST(Tense, InfinitivesGoByTheirGovernor) {
  EXPECT_EQ(tense_in("He plans to arrive THEN."), Tense::future);
  EXPECT_EQ(tense_in("He agreed to arrive THEN."), Tense::future);
  EXPECT_EQ(tense_in("He failed to arrive THEN."), Tense::past);
  EXPECT_EQ(tense_in("He flew to Paris THEN."), Tense::past);
  EXPECT_EQ(tense_in("Scholz to visit Paris THEN"), Tense::future);
  EXPECT_EQ(tense_in("He flew from Paris to meet her THEN."), Tense::past);
  EXPECT_EQ(tense_in("The summit, to be held THEN, matters."), Tense::future);
  EXPECT_EQ(tense_in("The truce had been due to end THEN."), Tense::past);
}

TEST(Tense, ASchedulePresentLooksAhead) {
  EXPECT_EQ(tense_in("The fair opens THEN."), Tense::future);
  EXPECT_EQ(tense_in("The fair opens, he said THEN."), Tense::past);
}

TEST(Tense, NounsAndNamesTellNothing) {
  EXPECT_EQ(tense_in("A meeting THEN."), Tense::unknown);
  EXPECT_EQ(tense_in("A need for speed at United THEN."), Tense::unknown);
}

}  // namespace
}  // namespace detente::resolve
