// The names, role nouns and pronouns that are mentions whether the tagger marks them or not.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "model/fast.h"
#include "text/text.h"

namespace detente::model {
namespace {

const knowledge::Knowledge& tables() {
  static const auto opened = knowledge::Knowledge::open(DETENTE_BUILD_DIR "/share/detente/detente.knowledge");
  return opened.value();
}

const FastWeights& weights() {
  static const auto parsed = [] {
    std::ifstream in(DETENTE_BUILD_DIR "/share/detente/fast.weights", std::ios::binary);
    return FastWeights::parse(std::string{std::istreambuf_iterator<char>(in), {}}, "fast.weights");
  }();
  return parsed.value();
}

Document document_of(std::string_view text) {
  Article article;
  article.text = text;
  article.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, SentenceKind::body});
  return text::read(std::move(article));
}

// "Emmanuel Macron|Moscow@": the mentions' words, places with an "@".
std::string written(const Document& document, const std::vector<Mention>& mentions) {
  std::string out;
  for (const Mention& mention : mentions) {
    out += (out.empty() ? "" : "|") + std::string(document.text(mention.tokens));
    out += mention.kind == MentionKind::place ? "@" : "";
  }
  return out;
}

struct Named {
  std::string_view text;
  std::string_view mentions;
};

void PrintTo(const Named& named, std::ostream* out) {
  *out << named.text;
}

class NamesAdded : public testing::TestWithParam<Named> {};

TEST_P(NamesAdded, WithoutATagger) {
  const Document document = document_of(GetParam().text);
  std::vector<Mention> mentions;
  add_names(document, view_sentence(document, 0, tables()), mentions);
  EXPECT_EQ(written(document, mentions), GetParam().mentions);
  for (const Mention& mention : mentions) {
    EXPECT_EQ(mention.probability, untagged);
    EXPECT_EQ(mention.sector, no_sector);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Sentences, NamesAdded,
    testing::Values(Named{"Emmanuel Macron met Vladimir Putin in Moscow.", "Emmanuel Macron|Vladimir Putin|Moscow@"},
                    Named{"Russian troops crossed the river.", "Russian troops"},
                    Named{"They told us that US officials lied.", "They|us|US officials"},
                    Named{"On Monday the Kremlin spoke.", "Kremlin"}, Named{"In March nobody spoke.", ""},
                    Named{"Villages burned.", ""}, Named{"Hiba Osman spoke.", "Hiba Osman"},
                    Named{"Then Jan de Wit spoke.", "Jan de Wit"}, Named{"Then Kim Jong-un spoke.", "Kim Jong-un"},
                    Named{"Its envoy, who had left, warned her.", "Its|envoy|who|her"},
                    Named{"The president of Chad met rebels.", "president|Chad|rebels"},
                    Named{"Rain fell all day.", ""}, Named{"“Villages burned,” he said.", "he"}, Named{"…", ""}));

TEST(NamesAdded, LeaveTheTaggersMentionsAndSort) {
  const Document document = document_of("Emmanuel Macron called the tall man from Minsk and him.");
  std::vector<Mention> mentions{{{3, 6}, MentionKind::actor, no_sector, 0.9F},
                                {{1, 2}, MentionKind::actor, no_sector, 0.8F}};
  add_names(document, view_sentence(document, 0, tables()), mentions);
  // "Emmanuel Macron" overlaps the tagger's "Macron".
  EXPECT_EQ(written(document, mentions), "Macron|the tall man|Minsk@|him");
}

TEST(NamesAdded, StandWhereTheirSentenceStands) {
  const Document document = document_of("Rain fell. Then Emmanuel Macron spoke.");
  std::vector<Mention> mentions;
  add_names(document, view_sentence(document, 1, tables()), mentions);
  EXPECT_EQ(written(document, mentions), "Emmanuel Macron");
}

class MentionsFound : public testing::TestWithParam<std::string_view> {};

TEST_P(MentionsFound, LieInTheirSentenceInOrderAndApart) {
  const Document document = document_of(GetParam());
  for (std::uint32_t sentence = 0; sentence < document.sentences.size(); ++sentence) {
    const SentenceView view = view_sentence(document, sentence, tables());
    std::uint32_t end = document.sentences[sentence].tokens.begin;
    for (const Mention& mention : find_mentions(document, view, weights())) {
      EXPECT_GE(mention.tokens.begin, end) << document.text(mention.tokens);
      EXPECT_LT(mention.tokens.begin, mention.tokens.end);
      EXPECT_TRUE(0 < mention.probability && mention.probability <= 1);
      end = mention.tokens.end;
    }
    EXPECT_LE(end, document.sentences[sentence].tokens.end);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Texts, MentionsFound,
    testing::Values("Russia accused the United States of arming rebels near Aleppo, Syria, on Monday. Rain fell.",
                    "“We will not yield,” said the minister, who was in Kyiv with his Polish counterpart.",
                    "The of and", "NATO.", "中国 谴责 袭击。", "the The THE", "A B C D E F G"));

TEST(MentionsFound, AreTaggedBeyondTheTablesNames) {
  const Document document = document_of("Israeli soldiers shot a protester near Nablus.");
  const auto mentions = find_mentions(document, view_sentence(document, 0, tables()), weights());
  ASSERT_EQ(mentions.size(), 3U) << written(document, mentions);
  EXPECT_EQ(document.text(mentions[0].tokens), "Israeli soldiers");
  EXPECT_EQ(document.text(mentions[1].tokens), "a protester");
  EXPECT_EQ(mentions[2].kind, MentionKind::place);
  for (const Mention& mention : mentions) {
    EXPECT_GT(mention.probability, untagged) << document.text(mention.tokens);
  }
}

}  // namespace
}  // namespace detente::model
