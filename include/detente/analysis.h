// What a model reads out of a document: mentions, triggers with their arguments, and speech, as spans of tokens
// with probabilities. No names are resolved here. The same structure is filled by every model.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "detente/document.h"
#include "detente/ontology.h"

namespace detente {

enum class MentionKind : std::uint8_t {
  actor,  // a person, body, group or country that acts or is acted on, pronouns included
  place,
};

struct Mention {
  TokenSpan tokens;
  MentionKind kind = MentionKind::actor;
  SectorId sector = no_sector;  // the model's own guess for an actor; the tables' word goes before it
  float probability = 1.0F;
};

enum class Role : std::uint8_t {
  actor,
  recipient,
  place,
  time,
  quantity,
  source,  // by whose account
};

// A filled role of a trigger. `tokens` is a mention's span for actor, recipient, place and source, and free words
// of the sentence for time and quantity.
struct Argument {
  Role role = Role::actor;
  TokenSpan tokens;
  float probability = 1.0F;
};

struct Trigger {
  std::uint32_t sentence = 0;
  TokenSpan tokens;
  EventTypeId type = 0;
  ModeId mode = no_mode;
  std::vector<ContextId> contexts;
  Status status = Status::asserted;
  std::vector<Argument> arguments;
  float probability = 1.0F;  // that trigger and type are right
};

enum class SpeechKind : std::uint8_t { direct, indirect, mixed, post };

std::string_view name_of(SpeechKind kind);

// Who said what, inside one sentence.
struct Speech {
  std::uint32_t sentence = 0;
  SpeechKind kind = SpeechKind::direct;
  TokenSpan content;
  TokenSpan cue;                                  // "said", "according to"; empty when there is none
  std::optional<std::uint32_t> speaker_sentence;  // where the speaker stands; may be an earlier or later sentence
  TokenSpan speaker;                              // empty when not known
  float probability = 1.0F;
};

// Mentions, triggers and speeches are in text order.
struct Analysis {
  std::vector<Mention> mentions;
  std::vector<Trigger> triggers;
  std::vector<Speech> speeches;
};

}  // namespace detente
