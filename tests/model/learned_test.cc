#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "knowledge/knowledge.h"
#include "learned_weights.h"
#include "model/model.h"
#include "text/text.h"

namespace detente::model {
namespace {

constexpr const char* story =
    "The prime minister of Ruritania accused neighbouring Borduria on Tuesday of shelling two border villages. "
    "Police arrested 25 protesters near the parliament in Tbilisi. "
    "\"We will never accept these borders,\" President Anna Kovács told reporters. "
    "The weather stayed dry and the harvest was good. "
    "According to the defence ministry, rebels killed three soldiers in an ambush on March 3, 2021. "
    "Turkey’s parliament ratified the treaty; Sweden thanked Ankara.";

Document document_of(const std::string& text) {
  Article article;
  article.text = text;
  article.date = "2021-03-09";
  article.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, SentenceKind::body});
  return text::read(std::move(article));
}

class LearnedTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto tables = std::filesystem::path(DETENTE_BUILD_DIR) / "share" / "detente" / "detente.knowledge";
    if (!std::filesystem::exists(weights_path())) {
      GTEST_SKIP() << no_weights;
    }
    auto knowledge = knowledge::Knowledge::open(tables);
    if (!knowledge) {
      GTEST_SKIP() << tables << " is not built";
    }
    knowledge_.emplace(std::move(knowledge).value());
    auto model = load_learned(weights_path(), *knowledge_);
    ASSERT_TRUE(model.ok()) << model.error().message;
    model_ = std::move(model).value();
  }

  std::optional<knowledge::Knowledge> knowledge_;
  std::unique_ptr<Model> model_;
};

std::string written(const Analysis& analysis) {
  std::string out;
  const auto add = [&](const auto... values) { ((out += std::to_string(values) + " "), ...); };
  for (const Mention& m : analysis.mentions) {
    add(m.tokens.begin, m.tokens.end, static_cast<int>(m.kind), m.sector, m.probability);
  }
  for (const Trigger& t : analysis.triggers) {
    add(t.sentence, t.tokens.begin, t.tokens.end, t.type, t.mode, static_cast<int>(t.status), t.probability);
    for (const Argument& a : t.arguments) {
      add(static_cast<int>(a.role), a.tokens.begin, a.tokens.end, a.probability);
    }
  }
  for (const Speech& s : analysis.speeches) {
    add(s.sentence, static_cast<int>(s.kind), s.content.begin, s.content.end, s.speaker.begin, s.speaker.end);
  }
  return out;
}

TEST_F(LearnedTest, EveryArgumentThatNamesSomebodyIsAMention) {
  const Document document = document_of(story);
  const Analysis analysis = model_->read(document);
  ASSERT_FALSE(analysis.triggers.empty());
  const auto is_mention = [&](TokenSpan tokens) {
    return std::any_of(analysis.mentions.begin(), analysis.mentions.end(),
                       [&](const Mention& mention) { return mention.tokens == tokens; });
  };
  for (const Trigger& trigger : analysis.triggers) {
    for (const Argument& argument : trigger.arguments) {
      const bool free_words = argument.role == Role::time || argument.role == Role::quantity;
      EXPECT_TRUE(free_words || is_mention(argument.tokens)) << document.text(argument.tokens);
    }
  }
  for (const Speech& speech : analysis.speeches) {
    EXPECT_TRUE(speech.speaker.empty() || is_mention(speech.speaker)) << document.text(speech.speaker);
  }
}

TEST_F(LearnedTest, AllIsInTextOrderAndInsideItsSentence) {
  const Document document = document_of(story);
  const Analysis analysis = model_->read(document);
  const auto ordered = [](const auto& list, const auto& begin_of) {
    return std::is_sorted(list.begin(), list.end(),
                          [&](const auto& a, const auto& b) { return begin_of(a) < begin_of(b); });
  };
  EXPECT_TRUE(ordered(analysis.mentions, [](const Mention& m) { return m.tokens.begin; }));
  EXPECT_TRUE(ordered(analysis.triggers, [](const Trigger& t) { return t.tokens.begin; }));
  EXPECT_TRUE(ordered(analysis.speeches, [](const Speech& s) { return s.content.begin; }));
  for (const Trigger& trigger : analysis.triggers) {
    const TokenSpan sentence = document.sentences[trigger.sentence].tokens;
    EXPECT_TRUE(sentence.begin <= trigger.tokens.begin && trigger.tokens.end <= sentence.end);
    EXPECT_TRUE(trigger.mode == no_mode || knowledge_->ontology().modes[trigger.mode].type == trigger.type);
    EXPECT_TRUE(trigger.probability > 0 && trigger.probability <= 1);
  }
}

TEST_F(LearnedTest, ReadsTheSameAmongOthersAndInOtherThreads) {
  const Document document = document_of(story);
  std::string longer;
  for (int i = 0; i < 40; ++i) {
    longer += story;
    longer += '\n';
  }
  const Document many = document_of(longer);
  const std::string expected = written(model_->read(document));
  (void)model_->read(many);
  EXPECT_EQ(written(model_->read(document)), expected);
  std::vector<std::string> found(3);
  std::vector<std::thread> threads;
  threads.reserve(found.size());
  for (std::string& own : found) {
    threads.emplace_back([&] { own = written(model_->read(document)); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(found, std::vector<std::string>(3, expected));
}

TEST_F(LearnedTest, ReadsWhateverItIsGiven) {
  EXPECT_TRUE(model_->read(document_of("")).triggers.empty());
  EXPECT_TRUE(model_->read(document_of("\u200B \u0001 …")).triggers.empty());
  std::string endless;
  for (int i = 0; i < 5000; ++i) {
    endless += "troops attacked, ";
  }
  (void)model_->read(document_of(endless));
}

TEST_F(LearnedTest, QuotedWordsHaveTheirSpeaker) {
  const Document document = document_of(story);
  const Analysis analysis = model_->read(document);
  const auto spoken = std::find_if(analysis.speeches.begin(), analysis.speeches.end(),
                                   [](const Speech& speech) { return speech.kind == SpeechKind::direct; });
  ASSERT_NE(spoken, analysis.speeches.end());
  EXPECT_NE(document.text(spoken->speaker).find("Kovács"), std::string_view::npos);
}

TEST(LoadLearned, NoFileIsNotFound) {
  const std::filesystem::path tables =
      std::filesystem::path(DETENTE_BUILD_DIR) / "share" / "detente" / "detente.knowledge";
  const auto knowledge = knowledge::Knowledge::open(tables);
  if (!knowledge) {
    GTEST_SKIP() << tables << " is not built";
  }
  const auto model = load_learned("/no/such/file", *knowledge);
  ASSERT_FALSE(model.ok());
  EXPECT_EQ(model.error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace detente::model
