#include "model/fast.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"
#include "model/model.h"
#include "small_weights.h"
#include "text/text.h"

namespace detente::model {
namespace {

constexpr const char* weights_file = DETENTE_BUILD_DIR "/share/detente/fast.weights";

const knowledge::Knowledge& tables() {
  static const auto opened = knowledge::Knowledge::open(DETENTE_BUILD_DIR "/share/detente/detente.knowledge");
  return opened.value();
}

const Model& model() {
  static const auto loaded = load_fast(weights_file, tables());
  return *loaded.value();
}

Document document_of(std::string_view text, SentenceKind kind = SentenceKind::body) {
  Article article;
  article.text = text;
  article.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, kind});
  return text::read(std::move(article));
}

TEST(FastWeights, AreReadAsTheyWereWritten) {
  const std::string bytes = small_weights().bytes();
  const auto read = FastWeights::parse(bytes, "small");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->trigger_threshold, 0.25F);
  EXPECT_EQ(read->trigger.labels(), small_weights().trigger.labels());
  EXPECT_EQ(read->speech.labels(), small_weights().speech.labels());
  EXPECT_EQ(read->bytes(), bytes);
}

TEST(FastWeights, OfTheProjectHaveTheLabelsOfTheOntology) {
  std::ifstream in(weights_file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const auto read = FastWeights::parse(bytes, weights_file);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->bytes(), bytes);
  const auto& ontology = tables().ontology();
  EXPECT_EQ(read->trigger.labels().size(), ontology.types.size() + 1);
  for (const std::string& label : read->trigger.labels()) {
    EXPECT_TRUE(label == "O" || ontology.type(label).has_value()) << label;
  }
  for (const std::string& label : read->mode.labels()) {
    const auto type = ontology.type(label.substr(0, label.find('/')));
    EXPECT_TRUE(label == "none" || (type && ontology.mode(*type, label.substr(label.find('/') + 1)) != no_mode))
        << label;
  }
  for (const std::string& label : read->sector.labels()) {
    EXPECT_NE(ontology.sector(label), no_sector) << label;
  }
  EXPECT_EQ(read->role.labels().size(), role_labels);
  EXPECT_EQ(read->mention.labels().at(actor_label), "B-actor");
  EXPECT_EQ(read->mention.labels().at(place_label), "B-place");
  for (std::size_t status = 0; status < read->status.labels().size(); ++status) {
    EXPECT_EQ(read->status.labels()[status], name_of(static_cast<Status>(status)));
  }
}

// As fast.cc lays it out: magic 8, version 4, threshold 4, size 8, checksum 8.
constexpr std::size_t header_size = 32;
constexpr std::size_t threshold_at = 12;
constexpr std::size_t size_at = 16;
constexpr std::size_t checksum_at = 24;
constexpr std::size_t trigger_labels_size = 2 + (2 + 1) + (2 + 7);  // a count, then "O" and "CONSULT"

// Makes size and checksum those of the body, as they would be if it had been written so.
void seal(std::string& bytes) {
  const auto body = std::as_bytes(std::span(bytes)).subspan(header_size);
  const std::uint64_t size = body.size();
  const std::uint64_t sum = base::checksum_of(body);
  std::memcpy(bytes.data() + size_at, &size, sizeof(size));
  std::memcpy(bytes.data() + checksum_at, &sum, sizeof(sum));
}

struct Damage {
  std::string_view name;
  void (*damage)(std::string&);
  std::string_view message;
};

class DamagedWeights : public testing::TestWithParam<Damage> {};

TEST_P(DamagedWeights, AreRefused) {
  std::string bytes = small_weights().bytes();
  GetParam().damage(bytes);
  const auto read = FastWeights::parse(bytes, "small");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, ErrorCode::corrupt_data);
  EXPECT_EQ(read.error().subject, "small");
  EXPECT_NE(read.error().message.find(GetParam().message), std::string::npos) << read.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    Each, DamagedWeights,
    testing::Values(Damage{"empty", [](std::string& b) { b.clear(); }, "shorter than their header"},
                    Damage{"half_a_header", [](std::string& b) { b.resize(header_size - 1); }, "shorter"},
                    Damage{"magic", [](std::string& b) { b[0] = 'X'; }, "not of a kind"},
                    Damage{"version", [](std::string& b) { ++b[8]; }, "not of a kind"},
                    Damage{"size", [](std::string& b) { ++b[size_at]; }, "size or checksum"},
                    Damage{"checksum", [](std::string& b) { ++b[checksum_at]; }, "size or checksum"},
                    Damage{"cut_off", [](std::string& b) { b.pop_back(); }, "size or checksum"},
                    Damage{"too_long", [](std::string& b) { b.push_back('x'); }, "size or checksum"},
                    Damage{"a_bit", [](std::string& b) { b.back() = static_cast<char>(b.back() ^ 1); },
                           "size or checksum"},
                    Damage{"threshold",
                           [](std::string& b) {
                             const float no_probability = std::numeric_limits<float>::quiet_NaN();
                             std::memcpy(b.data() + threshold_at, &no_probability, sizeof(no_probability));
                           },
                           "threshold"},
                    Damage{"a_classifier_missing",
                           [](std::string& b) {
                             b.resize(b.size() - 20);
                             seal(b);
                           },
                           "end early"},
                    Damage{"no_labels",
                           [](std::string& b) {
                             b[header_size] = 0;
                             seal(b);
                           },
                           "no classifier"},
                    Damage{"a_scale_that_is_no_number",
                           [](std::string& b) {
                             const float infinite = std::numeric_limits<float>::infinity();
                             std::memcpy(b.data() + header_size + trigger_labels_size, &infinite, sizeof(infinite));
                             seal(b);
                           },
                           "no classifier"},
                    Damage{"other_labels",
                           [](std::string& b) {
                             FastWeights weights = small_weights();
                             weights.status = weights.speech;
                             b = weights.bytes();
                           },
                           "other labels"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(FastModel, NamesAFileItCannotRead) {
  const auto missing = load_fast("/nowhere/fast.weights", tables());
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::not_found);
  EXPECT_EQ(missing.error().subject, "/nowhere/fast.weights");
  const std::string path = testing::TempDir() + "broken_fast.weights";
  std::ofstream(path, std::ios::binary) << "no weights";
  const auto broken = load_fast(path, tables());
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error().code, ErrorCode::corrupt_data);
  EXPECT_EQ(broken.error().subject, path);
}

TEST(FastModel, TellsOfItsWeights) {
  const std::string words = model().description();
  EXPECT_NE(words.find("fast"), std::string::npos);
  EXPECT_NE(words.find("checksum"), std::string::npos);
  EXPECT_EQ(words.find('\n'), std::string::npos);
}

struct Read {
  std::string_view text;
  std::string_view event;  // "TYPE words status" of the first one
};

void PrintTo(const Read& read, std::ostream* out) {
  *out << read.text;
}

class FastReading : public testing::TestWithParam<Read> {};

TEST_P(FastReading, FindsTheFirstEvent) {
  const Document document = document_of(GetParam().text);
  const Analysis analysis = model().read(document);
  std::string event;
  if (!analysis.triggers.empty()) {
    const Trigger& first = analysis.triggers.front();
    event = std::string(tables().ontology().types[first.type].name) + " " + std::string(document.text(first.tokens)) +
            " " + std::string(name_of(first.status));
  }
  EXPECT_EQ(event, GetParam().event);
}

INSTANTIATE_TEST_SUITE_P(
    Sentences, FastReading,
    testing::Values(Read{"Russia accused Ukraine of shelling the town.", "ACCUSE accused asserted"},
                    Read{"Police arrested 25 protesters in Tbilisi.", "COERCE arrested asserted"},
                    Read{"The harvest was good and the weather stayed dry.", ""}));

// What must hold whatever is read.
void expect_sound(const Document& document, const Analysis& analysis) {
  const auto in_order = [](const auto& all, auto begin) {
    return std::is_sorted(all.begin(), all.end(), [&](const auto& a, const auto& b) { return begin(a) < begin(b); });
  };
  EXPECT_TRUE(in_order(analysis.mentions, [](const Mention& m) { return m.tokens.begin; }));
  EXPECT_TRUE(in_order(analysis.triggers, [](const Trigger& t) { return t.tokens.begin; }));
  EXPECT_TRUE(in_order(analysis.speeches, [](const Speech& s) { return s.content.begin; }));
  for (const Trigger& trigger : analysis.triggers) {
    const TokenSpan sentence = document.sentences.at(trigger.sentence).tokens;
    EXPECT_TRUE(sentence.begin <= trigger.tokens.begin && trigger.tokens.end <= sentence.end);
    EXPECT_FALSE(trigger.tokens.empty());
    EXPECT_LT(trigger.type, tables().ontology().types.size());
    EXPECT_TRUE(trigger.mode == no_mode || tables().ontology().modes.at(trigger.mode).type == trigger.type);
    EXPECT_TRUE(0 < trigger.probability && trigger.probability <= 1);
    for (const Argument& argument : trigger.arguments) {
      EXPECT_TRUE(std::any_of(analysis.mentions.begin(), analysis.mentions.end(),
                              [&](const Mention& mention) { return mention.tokens == argument.tokens; }));
      EXPECT_TRUE(sentence.begin <= argument.tokens.begin && argument.tokens.end <= sentence.end);
    }
  }
}

constexpr std::string_view story =
    "Macron met Putin at the Kremlin on Monday and both leaders talked for five hours. “We must find a way,” the "
    "French President said. Police arrested 25 protesters near the parliament in Tbilisi. The rebels killed three "
    "soldiers; NATO promised to send more troops to Poland next week.";

TEST(FastModel, ReadsAStorySoundly) {
  const Document document = document_of(story);
  const Analysis analysis = model().read(document);
  EXPECT_GE(analysis.triggers.size(), 3U);
  EXPECT_EQ(analysis.speeches.size(), 1U);
  expect_sound(document, analysis);
}

TEST(FastModel, NothingIsInNothing) {
  for (const std::string_view text : {"", " ", "\n\n\n", "…"}) {
    const Document document = document_of(text);
    const Analysis analysis = model().read(document);
    EXPECT_TRUE(analysis.mentions.empty() && analysis.triggers.empty() && analysis.speeches.empty()) << text;
  }
  const Analysis none = model().read(Document());
  EXPECT_TRUE(none.mentions.empty() && none.triggers.empty() && none.speeches.empty());
}

TEST(FastModel, OnlySentencesThatReportHaveEvents) {
  constexpr std::string_view text = "Russia accused Ukraine of shelling the town. “We will fight,” Zelensky said.";
  for (const SentenceKind kind : {SentenceKind::body, SentenceKind::heading, SentenceKind::post}) {
    const Analysis analysis = model().read(document_of(text, kind));
    EXPECT_FALSE(analysis.triggers.empty()) << name_of(kind);
    EXPECT_FALSE(analysis.speeches.empty()) << name_of(kind);
  }
  for (const SentenceKind kind : {SentenceKind::byline, SentenceKind::caption, SentenceKind::boilerplate}) {
    const Analysis analysis = model().read(document_of(text, kind));
    EXPECT_TRUE(analysis.triggers.empty()) << name_of(kind);
    EXPECT_TRUE(analysis.speeches.empty()) << name_of(kind);
  }
}

TEST(FastModel, ASentenceOfThreeThousandWordsIsRead) {
  std::string text = "Ministers";
  for (int i = 0; i < 333; ++i) {
    text += " and envoys of France who met rebels near Damascus";
  }
  const Document document = document_of(text + ".");
  ASSERT_GE(document.tokens.size(), 2990U);
  ASSERT_EQ(document.sentences.size(), 1U);
  const Analysis analysis = model().read(document);
  expect_sound(document, analysis);
  EXPECT_GE(analysis.mentions.size(), 333U);
}

TEST(FastModel, OtherScriptsAndMarksDoNoHarm) {
  for (const std::string_view text : {"中国谴责袭击。 他离开了。", "قالت الحكومة إنها سترد.",
                                      "!!! ??? ((( ))) “ ” ’ ’", "𝕬𝖓 𝖚𝖓𝖚𝖘𝖚𝖆𝖑 𝖋𝖔𝖓𝖙", "a\u200Bb\u00ADc \uFEFF x"}) {
    const Document document = document_of(text);
    expect_sound(document, model().read(document));
  }
}

}  // namespace
}  // namespace detente::model
