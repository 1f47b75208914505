#include "model/features.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "text/text.h"

namespace detente::model {
namespace {

const knowledge::Knowledge& tables() {
  static const auto opened = knowledge::Knowledge::open(DETENTE_BUILD_DIR "/share/detente/detente.knowledge");
  return opened.value();
}

Document document_of(std::string_view text) {
  Article article;
  article.text = text;
  article.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, SentenceKind::body});
  return text::read(std::move(article));
}

SentenceView view_of(std::string_view text) {
  return view_sentence(document_of(text), 0, tables());
}

TEST(Stems, AreOneForAllFormsOfAWord) {
  const std::vector<std::vector<std::string>> families{{"accuse", "accused", "accuses", "accusing"},
                                                       {"agree", "agreed", "agrees", "agreeing"},
                                                       {"deny", "denied", "denies", "denying"},
                                                       {"stop", "stopped", "stops", "stopping"},
                                                       {"kill", "killed", "kills", "killing"},
                                                       {"pass", "passed", "passes", "passing"},
                                                       {"plan", "planned", "plans", "planning"},
                                                       {"impose", "imposed", "imposes", "imposing"},
                                                       {"attack", "attacked", "attacks"},
                                                       {"soldier", "soldiers"},
                                                       {"city", "cities"},
                                                       {"sign", "signed", "signing"}};
  std::set<std::string> stems;
  for (const auto& family : families) {
    for (const std::string& word : family) {
      EXPECT_EQ(stem_of(word), stem_of(family.front())) << word;
    }
    EXPECT_TRUE(stems.insert(stem_of(family.front())).second) << family.front();
  }
}

TEST(Stems, KeepWordsThatOnlyLookInflected) {
  for (const std::string_view word : {"", "a", "s", "us", "is", "red", "king", "press", "status", "bus", "war"}) {
    EXPECT_EQ(stem_of(word), word);
  }
}

TEST(WordClasses, Pronouns) {
  for (const std::string_view word : {"he", "she", "they", "it", "we", "who", "his", "their", "themselves"}) {
    EXPECT_TRUE(is_pronoun(word)) << word;
  }
  for (const std::string_view word : {"He", "the", "this", "france", ""}) {
    EXPECT_FALSE(is_pronoun(word)) << word;
  }
}

TEST(WordClasses, FunctionWords) {
  for (const std::string_view word : {"the", "of", "and", "was", "not", ",", "”", "s", "him"}) {
    EXPECT_TRUE(is_function_word(word)) << word;
  }
  for (const std::string_view word : {"attacked", "france", "7", "", "The"}) {
    EXPECT_FALSE(is_function_word(word)) << word;
  }
}

TEST(Views, HoldTheSentencesWords) {
  const Document document = document_of("Rain fell. The Élysée told us that US envoys left.");
  ASSERT_EQ(document.sentences.size(), 2U);
  const SentenceView view = view_sentence(document, 1, tables());
  EXPECT_EQ(view.sentence, 1U);
  EXPECT_EQ(view.first, document.sentences[1].tokens.begin);
  ASSERT_EQ(view.size(), document.sentences[1].tokens.size());
  std::vector<std::string> words;
  for (const WordView& word : view.words) {
    words.push_back(word.lower);
  }
  // Initials that would read as a pronoun keep their capitals.
  EXPECT_EQ(words, (std::vector<std::string>{"the", "elysee", "told", "us", "that", "US", "envoys", "left", "."}));
  EXPECT_EQ(view.words[2].word, hash_word("told"));
  EXPECT_EQ(view.words[6].stem, hash_word(stem_of("envoys")));
  EXPECT_TRUE(view.words[0].function_word);
  EXPECT_FALSE(view.words[2].function_word);
  EXPECT_EQ(view.tokens(2, 4), (TokenSpan{view.first + 2, view.first + 4}));
}

TEST(Views, ShapesTellLetterCaseDigitsAndMarks) {
  const SentenceView view = view_of("France france FRANCE 2022 1,000 F16 Paris");
  const auto shape = [&](std::size_t word) { return view.words.at(word).shape; };
  EXPECT_EQ(shape(0), shape(6));
  EXPECT_NE(shape(0), shape(1));
  EXPECT_NE(shape(0), shape(2));
  EXPECT_NE(shape(1), shape(2));
  EXPECT_NE(shape(3), shape(4));
  EXPECT_NE(shape(3), shape(5));
}

TEST(Views, KnowWhatIsQuoted) {
  const SentenceView view = view_of("“We agree,” she said.");
  std::string quoted;
  for (const WordView& word : view.words) {
    quoted += word.quoted ? 'q' : '-';
  }
  EXPECT_EQ(quoted, "-qqq----");
}

struct Tagged {
  std::string_view text;
  std::string_view word;
  NameTag tag;
};

class NameTags : public testing::TestWithParam<Tagged> {};

TEST_P(NameTags, TellWhatTheTablesSay) {
  const Document document = document_of(GetParam().text);
  const SentenceView view = view_sentence(document, 0, tables());
  for (std::uint32_t i = 0; i < view.size(); ++i) {
    if (document.word(view.first + i) == GetParam().word) {
      EXPECT_EQ(view.words[i].name % 16, static_cast<std::uint32_t>(GetParam().tag)) << GetParam().text;
      return;
    }
  }
  FAIL() << GetParam().word << " is not in " << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Words, NameTags,
                         testing::Values(Tagged{"It left France early.", "France", NameTag::country},
                                         Tagged{"It left France early.", "early", NameTag::none},
                                         Tagged{"The French left.", "French", NameTag::adjective},
                                         Tagged{"Many Frenchmen left.", "Frenchmen", NameTag::demonym},
                                         Tagged{"They met in Ankara today.", "Ankara", NameTag::capital},
                                         Tagged{"The Kremlin spoke.", "Kremlin", NameTag::seat},
                                         Tagged{"Then NATO met.", "NATO", NameTag::body},
                                         Tagged{"Then Hamas met.", "Hamas", NameTag::group},
                                         Tagged{"Then Emmanuel Macron left.", "Macron", NameTag::person},
                                         Tagged{"The soldiers left.", "soldiers", NameTag::role}));

TEST(NameTags, TellBeginningInsideAndSector) {
  const SentenceView view = view_of("Emmanuel Macron met soldiers and ministers.");
  EXPECT_EQ(view.words[0].name + 16, view.words[1].name);
  EXPECT_NE(view.words[3].name, view.words[5].name);  // both roles, of two sectors
  EXPECT_GT(view.words[3].name, 32U);
}

// Every function of a position or span, over every place of a view where it may be asked.
std::vector<Features> all_features(const SentenceView& view) {
  std::vector<Features> all;
  Features out;
  const auto keep = [&] { all.push_back(out); };
  const std::vector<WordSpan> triggers{{0, 1}};
  const std::vector<ArgumentCandidate> candidates{{{0, 1}, MentionKind::actor, true}};
  for (std::uint32_t at = 0; at < view.size(); ++at) {
    trigger_features(view, at, out), keep();
    mention_features(view, at, 0, out), keep();
    mention_features(view, at, 3, out), keep();
    for (std::uint32_t end = at + 1; end <= view.size(); ++end) {
      attribute_features(view, {at, end}, 2, out), keep();
      sector_features(view, {at, end}, out), keep();
      argument_features(view, {0, 1}, 2, {{at, end}, MentionKind::place, false}, triggers, candidates, out), keep();
      argument_features(view, {at, end}, 2, candidates.front(), triggers, candidates, out), keep();
    }
  }
  return all;
}

constexpr auto sentences = std::to_array<std::string_view>({
    "Rain.",
    "He left",
    "…",
    "“No!”",
    "中国谴责袭击",
    "Russia accused the United States of arming rebels near Aleppo, Syria, on Monday.",
});

TEST(AllFeatures, AreNeverZeroAndTheSameEachTime) {
  for (const std::string_view sentence : sentences) {
    const auto all = all_features(view_of(sentence));
    ASSERT_FALSE(all.empty()) << sentence;
    EXPECT_EQ(all, all_features(view_of(sentence))) << sentence;
    for (const Features& features : all) {
      EXPECT_FALSE(features.empty());
      EXPECT_EQ(std::count(features.begin(), features.end(), 0U), 0) << sentence;
    }
  }
}

// Nothing is read from before the sentence or behind it.
TEST(AllFeatures, DoNotSeeTheSentencesBeside) {
  for (const std::string_view sentence : {"Rain fell.", "Police arrested three men.", "She left."}) {
    const Document document = document_of("France protested. " + std::string(sentence) + " Germany agreed.");
    ASSERT_EQ(document.sentences.size(), 3U);
    EXPECT_EQ(all_features(view_sentence(document, 1, tables())), all_features(view_of(sentence))) << sentence;
  }
}

TEST(AllFeatures, OfTwoDecisionsShareNone) {
  const SentenceView view = view_of("Police arrested three men.");
  Features trigger, mention, attribute, argument, sector;
  trigger_features(view, 1, trigger);
  mention_features(view, 1, 0, mention);
  attribute_features(view, {1, 2}, 0, attribute);
  argument_features(view, {1, 2}, 0, {{2, 4}, MentionKind::actor, true}, {}, {}, argument);
  sector_features(view, {2, 4}, sector);
  std::set<Feature> seen;
  for (const Features* features : {&trigger, &mention, &attribute, &argument, &sector}) {
    const std::set<Feature> own(features->begin(), features->end());
    for (const Feature one : own) {
      EXPECT_TRUE(seen.insert(one).second);
    }
  }
}

TEST(AllFeatures, FillTheirListAnew) {
  const SentenceView view = view_of("Police arrested three men.");
  Features fresh;
  trigger_features(view, 1, fresh);
  Features used(1000, 77);
  trigger_features(view, 1, used);
  EXPECT_EQ(used, fresh);
}

TEST(MentionFeatures, SeeFourWordsEitherWayAndTheLastLabel) {
  const SentenceView one = view_of("Long ago in one small town he met five old friends there by chance.");
  const SentenceView other = view_of("Last winter in one small town he met five old friends there again.");
  Features a, b;
  mention_features(one, 6, 0, a);
  mention_features(other, 6, 0, b);
  EXPECT_EQ(a, b);
  mention_features(one, 6, 1, b);
  EXPECT_NE(a, b);
  mention_features(one, 7, 0, b);
  EXPECT_NE(a, b);
}

TEST(ArgumentFeatures, TellSideTagKindAndType) {
  const SentenceView view = view_of("Russia told Russia.");
  const auto features = [&](WordSpan mention, MentionKind kind, bool tagged, EventTypeId type) {
    Features out;
    argument_features(view, {1, 2}, type, {mention, kind, tagged}, {{1, 2}}, {}, out);
    return std::set<Feature>(out.begin(), out.end());
  };
  const auto actor = features({0, 1}, MentionKind::actor, true, 0);
  EXPECT_NE(actor, features({2, 3}, MentionKind::actor, true, 0));
  EXPECT_NE(actor, features({0, 1}, MentionKind::place, true, 0));
  EXPECT_NE(actor, features({0, 1}, MentionKind::actor, false, 0));
  EXPECT_NE(actor, features({0, 1}, MentionKind::actor, true, 1));
}

}  // namespace
}  // namespace detente::model
