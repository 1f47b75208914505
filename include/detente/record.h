// The record of one article, field for field as docs/records.md describes it. Offsets count code points.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "detente/article.h"
#include "detente/ontology.h"
#include "detente/resolved.h"

namespace detente {

struct CodePointSpan {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
};

// Where in the article a record's words stand.
struct TextInfo {
  std::uint32_t sequence = 0;  // index of the sentence
  CodePointSpan span;
};

struct RecordEntity {
  std::string entity_text;
  CodePointSpan span;
  Entity entity;
};

struct RecordLocation {
  std::string extracted_place;
  CodePointSpan span;
  Location location;
};

struct RecordQuantity {
  std::string text;
  Quantity quantity;
};

struct Event {
  std::string id;
  std::string event;  // PLOVER type
  std::vector<std::string> mode;
  std::vector<std::string> context;
  int quad_code = 0;
  double event_scale = 0;
  std::string cameo;
  std::vector<std::string> event_text;
  std::vector<RecordEntity> actor;
  std::vector<RecordEntity> recipient;
  Status status = Status::asserted;
  std::vector<RecordEntity> attributed_to;
  std::string date;
  std::string enddate;
  std::string time;
  std::string date_text;
  std::optional<RecordLocation> event_loc;
  std::vector<RecordQuantity> quantity;
  TextInfo text_info;
  double confidence = 0;
};

struct Statement {
  std::string id;
  SpeechKind kind = SpeechKind::direct;
  std::string text;
  CodePointSpan span;
  std::string cue;
  std::optional<RecordEntity> speaker;
  TextInfo text_info;
  double confidence = 0;
};

struct RecordSentence {
  CodePointSpan span;
  SentenceKind kind = SentenceKind::body;
};

struct RecordActor {
  Entity entity;
  std::vector<RecordEntity> mentions;  // entity_text and span only
};

struct RecordTime {
  std::string text;
  CodePointSpan span;
  TimeExpression time;
};

struct Record {
  Article article;  // its metadata; `text` for evidence
  std::vector<RecordSentence> sentences;
  std::vector<Event> events;
  std::vector<Statement> statements;
  std::vector<RecordActor> actors;
  std::vector<RecordLocation> places;
  std::vector<RecordTime> times;
};

}  // namespace detente
