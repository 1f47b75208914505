// From probabilities to what a sentence says: events, statements, mentions (train/README.md, "Decoding").
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "detente/analysis.h"
#include "model/features.h"
#include "model/heads.h"
#include "model/weights_file.h"

namespace detente::model {

// Words with a probability: the highest of its words'.
struct ScoredSpan {
  WordSpan words;
  float probability = 0;

  friend bool operator==(const ScoredSpan&, const ScoredSpan&) = default;
};

// Runs of values at `low` or above that reach `high` somewhere.
std::vector<ScoredSpan> find_runs(std::span<const float> values, double high, double low);

// Spans of labels 0 (O), 1 (B), 2 (I). An I without a B begins a span.
std::vector<WordSpan> find_bio_spans(std::span<const std::uint8_t> labels);

// The probability that an event's type, actor and recipient are right, by that of its type: a logistic curve fitted
// on held-out articles.
float calibrate(float probability, double scale, double shift);

// All indices of labels are those of the weights file's lists.
struct EventReading {
  ScoredSpan trigger;
  float confidence = 0;  // calibrated: that type, actor and recipient are right
  std::size_t type = 0;  // without "none"
  std::size_t status = 0;
  std::size_t mode = 0;  // 0: none
  bool claimed = false;
  struct RoleSpan {
    Role role = Role::actor;
    ScoredSpan span;
    std::size_t sector = 0;
  };
  std::vector<RoleSpan> arguments;
};

struct StatementReading {
  ScoredSpan content;
  std::optional<WordSpan> cue;
  std::optional<ScoredSpan> speaker;
  std::size_t speaker_sector = 0;
};

struct MentionReading {
  ScoredSpan span;
  MentionKind kind = MentionKind::actor;
  std::size_t sector = 0;
};

struct SentenceReading {
  std::vector<EventReading> events;
  std::vector<StatementReading> statements;  // those with a cue first
  std::vector<MentionReading> mentions;
};

// Const and thread-safe. The weights file has to outlive it.
class Decoder {
 public:
  // Throws UnfitWeights.
  explicit Decoder(const WeightsFile& file, Arithmetic arithmetic = Arithmetic::as_stored);

  [[nodiscard]] SentenceReading read(const Words& words) const;

 private:
  struct Thresholds {
    double trigger = 0, trigger_low = 0, claimed = 0, low_ratio = 0;
    double confidence_scale = 1, confidence_shift = 0;
    std::array<double, word_roles> role{};
  };
  struct TypedSpan {
    ScoredSpan span;
    std::size_t type = 0;
  };

  [[nodiscard]] std::vector<TypedSpan> find_triggers(const Table& probabilities) const;
  [[nodiscard]] std::vector<ScoredSpan> find_role(const Table& probabilities, std::size_t role) const;
  [[nodiscard]] EventReading read_event(const Words& words, const TypedSpan& trigger, const Table& roles) const;
  [[nodiscard]] std::vector<StatementReading> read_statements(const Words& words, const Table& labels,
                                                              std::span<const WordSpan> cues,
                                                              std::span<const Table> roles) const;
  [[nodiscard]] std::vector<MentionReading> read_mentions(const Words& words, const Table& labels) const;
  [[nodiscard]] std::size_t sector_of(const Words& words, WordSpan span) const;

  Heads heads_;
  Thresholds thresholds_;
  std::vector<std::vector<std::size_t>> modes_;  // of each type: "none" and its own
};

}  // namespace detente::model
