// Stems, rare and common words, and a vocabulary that forgets.
#include "story/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "story/background_words.h"
#include "text/text.h"

namespace detente::story {
namespace {

TEST(Stem, TakesEndingsOff) {
  const std::vector<std::pair<std::string, std::string>> cases{{"kills", "kill"},
                                                               {"killed", "kill"},
                                                               {"killing", "kill"},
                                                               {"carries", "carry"},
                                                               {"carried", "carry"},
                                                               {"announce", "announc"},
                                                               {"announced", "announc"},
                                                               {"crisis", "crisis"},
                                                               {"press", "press"},
                                                               {"bus", "bus"},
                                                               {"king", "king"},
                                                               {"red", "red"},
                                                               {"2024", "2024"},
                                                               {"élysées", "élysées"},
                                                               {"s", "s"},
                                                               {"", ""}};
  for (const auto& [word, stem] : cases) {
    EXPECT_EQ(stem_of(word), stem) << word;
  }
}

TEST(Background, IsSortedAndTellsCommonWords) {
  EXPECT_TRUE(std::is_sorted(background_words.begin(), background_words.end(),
                             [](const auto& l, const auto& r) { return l.stem < r.stem; }));
  EXPECT_GT(background_per_mille("the"), 900);
  EXPECT_GT(background_per_mille("said"), 500);
  EXPECT_LT(background_per_mille("luhayyah"), 5);
}

TEST(Vocabulary, RareWordsWeighMore) {
  Vocabulary vocabulary;
  const std::vector<WordId> words{vocabulary.intern("the"), vocabulary.intern("minister"),
                                  vocabulary.intern("luhayyah")};
  vocabulary.add_article(words);
  EXPECT_LT(vocabulary.rarity(words[0]), vocabulary.rarity(words[1]));
  EXPECT_LT(vocabulary.rarity(words[1]), vocabulary.rarity(words[2]));
  EXPECT_TRUE(vocabulary.is_common(words[0]));
  EXPECT_FALSE(vocabulary.is_common(words[2]));
}

TEST(Vocabulary, WordsOfManyArticlesWeighLess) {
  Vocabulary vocabulary;
  const WordId often = vocabulary.intern("often");
  const WordId once = vocabulary.intern("onceonly");
  vocabulary.add_article(std::vector{often, once});
  for (int i = 0; i < 20; ++i) {
    vocabulary.add_article(std::vector{vocabulary.intern("often")});
  }
  EXPECT_LT(vocabulary.rarity(often), vocabulary.rarity(once));
}

TEST(Vocabulary, ForgetsWordsAndUsesTheirIdsAgain) {
  Vocabulary vocabulary;
  const WordId first = vocabulary.intern("first");
  vocabulary.add_article(std::vector{first});
  vocabulary.remove_article(std::vector{first});
  EXPECT_EQ(vocabulary.size(), 0U);
  const WordId second = vocabulary.intern("second");
  EXPECT_EQ(second, first);
  EXPECT_EQ(vocabulary.stem(second), "second");
  EXPECT_EQ(vocabulary.size(), 1U);
}

TEST(Vocabulary, NamesNoWordThatItLacks) {
  Vocabulary vocabulary;
  EXPECT_THROW(static_cast<void>(vocabulary.checked(0)), UnfitBytes);
  EXPECT_EQ(vocabulary.checked(vocabulary.intern("word")), 0U);
}

TEST(WordVector, HasLengthOne) {
  WordVector vector{{7, 3.0F}, {2, 4.0F}};
  normalise(vector);
  EXPECT_EQ(vector.front().word, 2U);
  EXPECT_NEAR(product(vector, vector), 1, 1e-6);
  WordVector empty;
  normalise(empty);
  EXPECT_EQ(product(vector, empty), 0);
}

TEST(Occurrences, LeaveOutSignsAndBoilerplate) {
  Article article;
  article.text = "Troops entered Luhayyah — at 16:30.\n\nRead more here";
  article.blocks = {{{0, 37}, SentenceKind::body}, {{39, 53}, SentenceKind::boilerplate}};
  const auto words = occurrences_in(text::read(article));
  std::vector<std::string> stems;
  stems.reserve(words.size());
  for (const Occurrence& word : words) {
    stems.push_back(word.stem);
  }
  EXPECT_EQ(stems, (std::vector<std::string>{"troop", "enter", "luhayyah", "at", "16:30"}));
  EXPECT_FALSE(words[0].is_name);
  EXPECT_TRUE(words[2].is_name);
}

}  // namespace
}  // namespace detente::story
