#include "model/decoding.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace detente::model {

namespace {

constexpr std::size_t event_roles = 6;
constexpr std::size_t cue_group = 0;
constexpr std::size_t content_group = 1;
constexpr std::size_t bio = 3;

std::size_t best_of(std::span<const float> values) {
  return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

std::uint32_t position(std::size_t word) {
  return static_cast<std::uint32_t>(word);
}

// Each word's best label of one group of (O, B, I).
std::vector<std::uint8_t> bio_labels(const Table& statements, std::size_t group) {
  std::vector<std::uint8_t> labels;
  for (std::size_t i = 0; i < statements.rows(); ++i) {
    labels.push_back(static_cast<std::uint8_t>(best_of(statements.row(i).subspan(group * bio, bio))));
  }
  return labels;
}

const ScoredSpan* likeliest(const std::vector<ScoredSpan>& spans) {
  const auto best = std::max_element(spans.begin(), spans.end(), [](const ScoredSpan& a, const ScoredSpan& b) {
    return a.probability < b.probability;
  });
  return best == spans.end() ? nullptr : &*best;
}

bool allows_many(Role role) {
  return role == Role::actor || role == Role::recipient;
}

}  // namespace

std::vector<ScoredSpan> find_runs(std::span<const float> values, double high, double low) {
  std::vector<ScoredSpan> runs;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (static_cast<double>(values[i]) < low) {
      continue;
    }
    ScoredSpan run{{position(i), position(i)}, values[i]};
    for (; i < values.size() && static_cast<double>(values[i]) >= low; ++i) {
      run.probability = std::max(run.probability, values[i]);
    }
    run.words.end = position(i);
    if (static_cast<double>(run.probability) >= high) {
      runs.push_back(run);
    }
  }
  return runs;
}

std::vector<WordSpan> find_bio_spans(std::span<const std::uint8_t> labels) {
  std::vector<WordSpan> spans;
  bool inside = false;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] == 1 || (labels[i] == 2 && !inside)) {
      spans.push_back({position(i), position(i)});
    }
    inside = labels[i] != 0;
    if (inside) {
      spans.back().end = position(i) + 1;
    }
  }
  return spans;
}

float calibrate(float probability, double scale, double shift) {
  constexpr double edge = 1e-4;
  const double p = std::clamp(static_cast<double>(probability), edge, 1 - edge);
  return static_cast<float>(1 / (1 + std::exp(-(scale * std::log(p / (1 - p)) + shift))));
}

Decoder::Decoder(const WeightsFile& file, Arithmetic arithmetic) : heads_(file, arithmetic) {
  thresholds_.trigger = file.threshold("trigger");
  thresholds_.trigger_low = file.threshold("trigger_low");
  thresholds_.claimed = file.threshold("claimed");
  thresholds_.low_ratio = file.threshold("low_ratio");
  thresholds_.confidence_scale = file.threshold("confidence_scale");
  thresholds_.confidence_shift = file.threshold("confidence_shift");
  const auto& roles = file.labels("role");
  if (roles.size() != word_roles || file.labels("mention").size() != 5) {
    throw UnfitWeights("have other roles or mentions than this program");
  }
  for (std::size_t i = 0; i < word_roles; ++i) {
    thresholds_.role.at(i) = file.threshold("role_" + roles[i]);
  }
  const auto& types = file.labels("trigger");
  const auto& modes = file.labels("mode");
  for (std::size_t type = 1; type < types.size(); ++type) {
    auto& own = modes_.emplace_back(std::vector<std::size_t>{0});
    for (std::size_t mode = 1; mode < modes.size(); ++mode) {
      if (modes[mode].starts_with(types[type] + ":")) {
        own.push_back(mode);
      }
    }
  }
}

std::vector<Decoder::TypedSpan> Decoder::find_triggers(const Table& probabilities) const {
  const std::size_t words = probabilities.rows();
  std::vector<float> event(words);
  std::vector<std::size_t> best(words);
  for (std::size_t i = 0; i < words; ++i) {
    event[i] = 1.0F - probabilities.at(i, 0);
    best[i] = best_of(probabilities.row(i).subspan(1));
  }
  std::vector<TypedSpan> triggers;
  for (std::size_t begin = 0, end = 0; begin < words; begin = end) {
    while (end < words && best[end] == best[begin]) {
      ++end;
    }
    for (ScoredSpan run :
         find_runs(std::span(event).subspan(begin, end - begin), thresholds_.trigger, thresholds_.trigger_low)) {
      run.words = {run.words.begin + position(begin), run.words.end + position(begin)};
      run.probability = 0;
      for (std::size_t i = run.words.begin; i < run.words.end; ++i) {
        run.probability = std::max(run.probability, probabilities.at(i, 1 + best[begin]));
      }
      triggers.push_back({run, best[begin]});
    }
  }
  return triggers;
}

std::vector<ScoredSpan> Decoder::find_role(const Table& probabilities, std::size_t role) const {
  std::vector<float> of_role;
  for (std::size_t i = 0; i < probabilities.rows(); ++i) {
    of_role.push_back(probabilities.at(i, role));
  }
  const double high = thresholds_.role.at(role);
  return find_runs(of_role, high, high * thresholds_.low_ratio);
}

std::size_t Decoder::sector_of(const Words& words, WordSpan span) const {
  return best_of(heads_.sector(words.mean(span)));
}

EventReading Decoder::read_event(const Words& words, const TypedSpan& trigger, const Table& roles) const {
  EventReading event;
  event.trigger = trigger.span;
  event.type = trigger.type;
  event.confidence = calibrate(trigger.span.probability, thresholds_.confidence_scale, thresholds_.confidence_shift);
  const auto vector = words.mean(trigger.span.words);
  event.status = best_of(heads_.status(vector));
  event.claimed = static_cast<double>(heads_.claimed(vector)) >= thresholds_.claimed;
  const auto modes = heads_.mode(vector);
  const auto& own = modes_.at(trigger.type);
  event.mode =
      *std::max_element(own.begin(), own.end(), [&](std::size_t a, std::size_t b) { return modes[a] < modes[b]; });
  for (std::size_t i = 0; i < event_roles; ++i) {
    const auto role = static_cast<Role>(i);
    const auto spans = find_role(roles, i);
    const ScoredSpan* const best = likeliest(spans);
    for (const ScoredSpan& span : spans) {
      if (allows_many(role) || &span == best) {
        event.arguments.push_back({role, span, sector_of(words, span.words)});
      }
    }
  }
  return event;
}

std::vector<StatementReading> Decoder::read_statements(const Words& words, const Table& labels,
                                                       std::span<const WordSpan> cues,
                                                       std::span<const Table> roles) const {
  std::vector<StatementReading> statements;
  std::vector<bool> covered(words.size(), false);
  for (std::size_t i = 0; i < cues.size(); ++i) {
    const auto speakers = find_role(roles[i], speaker_role);
    const ScoredSpan* const speaker = likeliest(speakers);
    for (const ScoredSpan& content : find_role(roles[i], content_role)) {
      StatementReading statement{content, cues[i], std::nullopt, 0};
      if (speaker != nullptr) {
        statement.speaker = *speaker;
        statement.speaker_sector = sector_of(words, speaker->words);
      }
      statements.push_back(statement);
      std::fill(covered.begin() + content.words.begin, covered.begin() + content.words.end, true);
    }
  }
  const std::size_t with_cue = statements.size();
  for (const WordSpan span : find_bio_spans(bio_labels(labels, content_group))) {
    const auto already = std::count(covered.begin() + span.begin, covered.begin() + span.end, true);
    if (2 * already < static_cast<std::ptrdiff_t>(span.end - span.begin)) {
      float probability = 0;
      for (std::size_t i = span.begin; i < span.end; ++i) {
        probability = std::max(probability, 1.0F - labels.at(i, content_group * bio));
      }
      statements.push_back({{span, probability}, std::nullopt, std::nullopt, 0});
    }
  }
  const auto before = [](const StatementReading& a, const StatementReading& b) {
    return a.content.words.begin < b.content.words.begin;
  };
  std::stable_sort(statements.begin(), statements.begin() + static_cast<std::ptrdiff_t>(with_cue), before);
  return statements;
}

std::vector<MentionReading> Decoder::read_mentions(const Words& words, const Table& labels) const {
  std::vector<MentionReading> mentions;
  for (const MentionKind kind : {MentionKind::actor, MentionKind::place}) {
    const std::size_t begin_label = kind == MentionKind::actor ? 1 : 3;
    std::vector<std::uint8_t> own;
    for (std::size_t i = 0; i < labels.rows(); ++i) {
      const std::size_t label = best_of(labels.row(i));
      own.push_back(label == begin_label ? 1 : (label == begin_label + 1 ? 2 : 0));
    }
    for (const WordSpan span : find_bio_spans(own)) {
      const float probability = 1.0F - labels.at(span.begin, 0);
      const std::size_t sector = kind == MentionKind::actor ? sector_of(words, span) : 0;
      mentions.push_back({{span, probability}, kind, sector});
    }
  }
  return mentions;
}

SentenceReading Decoder::read(const Words& words) const {
  SentenceReading reading;
  if (words.size() == 0) {
    return reading;
  }
  const auto labels = heads_.of_words(words);
  const auto triggers = find_triggers(labels.trigger);
  const auto cues = find_bio_spans(bio_labels(labels.statement, cue_group));
  std::vector<WordSpan> predicates;
  std::transform(triggers.begin(), triggers.end(), std::back_inserter(predicates),
                 [](const TypedSpan& trigger) { return trigger.span.words; });
  predicates.insert(predicates.end(), cues.begin(), cues.end());
  const auto roles = heads_.roles(words, predicates);
  for (std::size_t i = 0; i < triggers.size(); ++i) {
    reading.events.push_back(read_event(words, triggers[i], roles[i]));
  }
  reading.statements = read_statements(words, labels.statement, cues, std::span(roles).subspan(triggers.size()));
  reading.mentions = read_mentions(words, labels.mention);
  return reading;
}

}  // namespace detente::model
