#include "model/encoder.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <thread>
#include <vector>

#include "ingest/ingest.h"
#include "learned_weights.h"
#include "model/decoding.h"
#include "text/text.h"

namespace detente::model {
namespace {

// A sentence of tests/data/model/reference.json.
struct Expected {
  Pieces pieces;
  std::size_t words = 0;
  simdjson::dom::element values;
};

class EncoderTest : public testing::Test {
 protected:
  void SetUp() override {
    file_ = committed_weights();
    if (file_ == nullptr) {
      GTEST_SKIP() << no_weights;
    }
    const auto path = std::string(DETENTE_SOURCE_DIR) + "/tests/data/model/reference.json";
    const auto reference = parser_.load(path).value();
    ASSERT_EQ(std::string_view(reference["weights_checksum"]), file_->checksum())
        << "the weights have changed: write reference.json anew with tests/data/model/make_reference.py";
    for (const auto& sentence : reference["sentences"].get_array()) {
      Expected& expected = sentences_.emplace_back();
      expected.values = sentence;
      for (const auto& id : sentence["pieces"].get_array()) {
        expected.pieces.ids.push_back(static_cast<PieceId>(id.get_uint64().value()));
      }
      for (const auto& letters : sentence["cases"].get_array()) {
        expected.pieces.cases.push_back(static_cast<LetterCase>(letters.get_uint64().value()));
      }
      for (const auto& first : sentence["first"].get_array()) {
        expected.pieces.first.push_back(static_cast<std::uint32_t>(first.get_uint64().value()));
      }
    }
  }

  static std::vector<float> encode(const Encoder& encoder, const Pieces& sentence) {
    std::vector<float> vectors;
    const Pieces* const only = &sentence;
    encoder.encode({&only, 1}, vectors);
    return vectors;
  }

  [[nodiscard]] std::vector<const Pieces*> all() const {
    std::vector<const Pieces*> pieces;
    std::transform(sentences_.begin(), sentences_.end(), std::back_inserter(pieces),
                   [](const Expected& expected) { return &expected.pieces; });
    return pieces;
  }

  std::shared_ptr<const WeightsFile> file_;
  simdjson::dom::parser parser_;
  std::vector<Expected> sentences_;
};

TEST_F(EncoderTest, GivesTheTrainingFrameworksVectorsInF32) {
  const Encoder encoder(*file_, Arithmetic::f32);
  for (const Expected& sentence : sentences_) {
    const auto vectors = encode(encoder, sentence.pieces);
    std::size_t piece = 0;
    for (const auto& row : sentence.values["hidden"].get_array()) {
      std::size_t column = 0;
      for (const auto& value : row.get_array()) {
        ASSERT_NEAR(vectors[piece * hidden + column], value.get_double().value(), 1e-4)
            << std::string_view(sentence.values["text"]) << ", piece " << piece << ", column " << column;
        ++column;
      }
      ++piece;
    }
    EXPECT_EQ(piece, sentence.pieces.ids.size());
  }
}

TEST_F(EncoderTest, RolesAreThoseOfTheTrainingFramework) {
  const Encoder encoder(*file_, Arithmetic::f32);
  const Heads heads(*file_, Arithmetic::f32);
  for (const Expected& sentence : sentences_) {
    const auto vectors = encode(encoder, sentence.pieces);
    std::vector<WordSpan> predicates;
    for (const auto& predicate : sentence.values["predicates"].get_array()) {
      const auto at = [&](std::size_t i) {
        return static_cast<std::uint32_t>(predicate["span"].at(i).get_uint64().value());
      };
      predicates.push_back({at(0), at(1)});
    }
    const auto tables = heads.roles(Words(vectors, sentence.pieces.first), predicates);
    std::size_t k = 0;
    for (const auto& predicate : sentence.values["predicates"].get_array()) {
      std::size_t word = 0;
      for (const auto& row : predicate["roles"].get_array()) {
        std::size_t role = 0;
        for (const auto& logit : row.get_array()) {
          ASSERT_NEAR(tables[k].at(word, role), 1 / (1 + std::exp(-logit.get_double().value())), 1e-4);
          ++role;
        }
        ++word;
      }
      ++k;
    }
  }
}

TEST_F(EncoderTest, EventsAndStatementsAreThoseOfTheTrainingFramework) {
  const Encoder encoder(*file_, Arithmetic::f32);
  const Decoder decoder(*file_, Arithmetic::f32);
  for (const Expected& sentence : sentences_) {
    const auto vectors = encode(encoder, sentence.pieces);
    const auto reading = decoder.read(Words(vectors, sentence.pieces.first));
    std::size_t k = 0;
    for (const auto& event : sentence.values["events"].get_array()) {
      ASSERT_LT(k, reading.events.size());
      EXPECT_EQ(file_->labels("trigger")[1 + reading.events[k].type], std::string_view(event["type"]));
      EXPECT_EQ(file_->labels("status")[reading.events[k].status], std::string_view(event["status"]));
      EXPECT_EQ(reading.events[k].mode == 0, event["mode"].is_null());
      EXPECT_EQ(reading.events[k].claimed, event["claimed"].get_bool().value());
      ++k;
    }
    EXPECT_EQ(k, reading.events.size());
    EXPECT_EQ(sentence.values["statements"].get_array().size(), reading.statements.size());
  }
}

TEST_F(EncoderTest, ASentencesVectorsDoNotDependOnTheOthers) {
  for (const Arithmetic arithmetic : {Arithmetic::as_stored, Arithmetic::f32}) {
    const Encoder encoder(*file_, arithmetic);
    std::vector<float> together;
    encoder.encode(all(), together);
    auto at = together.begin();
    for (const Expected& sentence : sentences_) {
      const auto alone = encode(encoder, sentence.pieces);
      EXPECT_TRUE(std::equal(alone.begin(), alone.end(), at)) << std::string_view(sentence.values["text"]);
      at += static_cast<std::ptrdiff_t>(alone.size());
    }
  }
}

TEST_F(EncoderTest, ThreadsDoNotDisturbEachOther) {
  const Encoder encoder(*file_);
  std::vector<float> expected;
  encoder.encode(all(), expected);
  std::vector<std::vector<float>> found(4);
  std::vector<std::thread> threads;
  threads.reserve(found.size());
  for (auto& own : found) {
    threads.emplace_back([&] {
      for (int i = 0; i < 3; ++i) {
        encoder.encode(all(), own);
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  for (const auto& own : found) {
    EXPECT_EQ(own, expected);
  }
}

// The sentences of examples/, cut into pieces.
std::vector<Pieces> example_sentences(const WeightsFile& file) {
  const Wordpiece wordpiece(file.text("vocabulary"), file.special("unknown"));
  std::vector<Pieces> all;
  ingest::Reader reader({std::string(DETENTE_SOURCE_DIR) + "/examples"}, {});
  while (auto article = reader.next()) {
    if (!article->ok()) {
      continue;
    }
    const Document document = text::read(std::move(*article).value());
    for (const Sentence& sentence : document.sentences) {
      if (sentence.tokens.size() > 60) {
        continue;
      }
      Pieces& pieces = all.emplace_back();
      pieces.ids.push_back(wordpiece.find(file.special("begin")));
      pieces.cases.push_back(LetterCase::other);
      for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
        pieces.first.push_back(static_cast<std::uint32_t>(pieces.ids.size()));
        wordpiece.append_pieces(document.word(i), pieces.ids);
        pieces.cases.resize(pieces.ids.size(), letter_case(document.word(i)));
      }
      pieces.ids.push_back(wordpiece.find(file.special("end")));
      pieces.cases.push_back(LetterCase::other);
    }
  }
  return all;
}

// What rounding the activations changes: of every word its trigger type, its mention label and its three statement
// labels.
TEST_F(EncoderTest, Int8ChangesHardlyADecision) {
  const Encoder exact(*file_, Arithmetic::f32);
  const Encoder rounded(*file_);
  const Heads heads(*file_, Arithmetic::f32);
  std::size_t decisions = 0;
  std::size_t changed = 0;
  const auto compare = [&](std::span<const float> a, std::span<const float> b) {
    const auto best = [](std::span<const float> row) {
      return std::max_element(row.begin(), row.end()) - row.begin();
    };
    ++decisions;
    changed += best(a) == best(b) ? 0U : 1U;
  };
  for (const Pieces& sentence : example_sentences(*file_)) {
    const auto a = encode(exact, sentence);
    const auto b = encode(rounded, sentence);
    const auto of_a = heads.of_words(Words(a, sentence.first));
    const auto of_b = heads.of_words(Words(b, sentence.first));
    for (std::size_t i = 0; i < sentence.first.size(); ++i) {
      compare(of_a.trigger.row(i), of_b.trigger.row(i));
      compare(of_a.mention.row(i), of_b.mention.row(i));
      for (const std::size_t group : {0U, 3U, 6U}) {
        compare(of_a.statement.row(i).subspan(group, 3), of_b.statement.row(i).subspan(group, 3));
      }
    }
  }
  EXPECT_GT(decisions, 5000U);
  EXPECT_LE(static_cast<double>(changed), 0.005 * static_cast<double>(decisions)) << changed << " of " << decisions;
  RecordProperty("changed", std::to_string(changed) + " of " + std::to_string(decisions));
}

}  // namespace
}  // namespace detente::model
