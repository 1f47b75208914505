// Field names and their order are those of RECORDS.md.
#include "export/export.h"
#include "export/json.h"
#include "export/json_fields.h"
#include "export/metadata.h"
#include "export/wording.h"

namespace detente::exports {

namespace {

// Significant digits. Degrees: 6 are about 100 m. Amounts: all that a double of a newspaper's number can mean.
constexpr int probability_digits = 4;
constexpr int scale_digits = 4;
constexpr int degree_digits = 6;
constexpr int amount_digits = 15;

void write_span(JsonWriter& json, CodePointSpan span) {
  json.integer_field("start", span.start);
  json.integer_field("end", span.end);
}

void write_identity(JsonWriter& json, const Entity& entity) {
  json.text_field("code", entity.code);
  json.text_field("sector", entity.sector);
  json.list_field("other_sectors", entity.other_sectors);
  json.text_field("identifier_text", entity.identifier_text);
  json.text_field("identifier_id", entity.identifier_id);
  json.text_field("office", entity.office);
}

void write_entity(JsonWriter& json, const RecordEntity& entity) {
  json.begin_object();
  json.text_field("entity_text", entity.entity_text);
  write_span(json, entity.span);
  write_identity(json, entity.entity);
  json.string_field("via", name_of(entity.entity.via));
  json.end_object();
}

void write_entities(JsonWriter& json, std::string_view name, const std::vector<RecordEntity>& entities) {
  if (!entities.empty()) {
    json.array_field(name, entities, write_entity);
  }
}

void write_point(JsonWriter& json, const Location& location) {
  if (location.geonameid != 0) {
    json.integer_field("geonameid", location.geonameid);
  }
}

void write_coordinates(JsonWriter& json, const Location& location) {
  if (is_resolved(location)) {
    json.number_field("lat", location.lat, degree_digits);
    json.number_field("lon", location.lon, degree_digits);
  }
  json.text_field("country_code", location.country_code);
  json.text_field("feature_code", location.feature_code);
}

void write_event_location(JsonWriter& json, const RecordLocation& place) {
  json.key("event_loc");
  json.begin_object();
  json.text_field("extracted_place", place.extracted_place);
  write_span(json, place.span);
  json.text_field("resolved_place", place.location.resolved_place);
  write_point(json, place.location);
  write_coordinates(json, place.location);
  json.text_field("resolution", place.location.resolution);
  json.end_object();
}

void write_quantity(JsonWriter& json, const RecordQuantity& quantity) {
  json.begin_object();
  json.text_field("text", quantity.text);
  json.number_field("value", quantity.quantity.value, amount_digits);
  json.string_field("relation", name_of(quantity.quantity.relation));
  json.string_field("kind", name_of(quantity.quantity.kind));
  json.end_object();
}

void write_text_info(JsonWriter& json, const TextInfo& info) {
  json.key("text_info");
  json.begin_object();
  json.integer_field("sequence", info.sequence);
  write_span(json, info.span);
  json.end_object();
}

void write_event_dates(JsonWriter& json, const Event& event) {
  json.text_field("date", event.date);
  json.text_field("enddate", event.enddate);
  json.text_field("time", event.time);
  json.text_field("date_text", event.date_text);
}

}  // namespace

void write_event_fields(JsonWriter& json, const Event& event) {
  json.text_field("id", event.id);
  json.text_field("event", event.event);
  json.list_field("mode", event.mode);
  json.list_field("context", event.context);
  json.integer_field("quad_code", event.quad_code);
  json.number_field("event_scale", event.event_scale, scale_digits);
  json.text_field("cameo", event.cameo);
  json.list_field("event_text", event.event_text);
  write_entities(json, "actor", event.actor);
  write_entities(json, "recipient", event.recipient);
  json.string_field("status", name_of(event.status));
  write_entities(json, "attributed_to", event.attributed_to);
  write_event_dates(json, event);
  if (event.event_loc) {
    write_event_location(json, *event.event_loc);
  }
  if (!event.quantity.empty()) {
    json.array_field("quantity", event.quantity, write_quantity);
  }
  write_text_info(json, event.text_info);
  json.number_field("confidence", event.confidence, probability_digits);
}

void write_statement_fields(JsonWriter& json, const Statement& statement) {
  json.text_field("id", statement.id);
  json.string_field("kind", name_of(statement.kind));
  json.text_field("text", statement.text);
  write_span(json, statement.span);
  json.text_field("cue", statement.cue);
  if (statement.speaker) {
    json.key("speaker");
    write_entity(json, *statement.speaker);
  }
  write_text_info(json, statement.text_info);
  json.number_field("confidence", statement.confidence, probability_digits);
}

namespace {

void write_event(JsonWriter& json, const Event& event) {
  json.begin_object();
  write_event_fields(json, event);
  json.end_object();
}

void write_statement(JsonWriter& json, const Statement& statement) {
  json.begin_object();
  write_statement_fields(json, statement);
  json.end_object();
}

void write_mention(JsonWriter& json, const RecordEntity& mention) {
  json.begin_object();
  write_span(json, mention.span);
  json.text_field("text", mention.entity_text);
  json.end_object();
}

void write_actor(JsonWriter& json, const RecordActor& actor) {
  json.begin_object();
  write_identity(json, actor.entity);
  json.array_field("mentions", actor.mentions, write_mention);
  json.end_object();
}

void write_place(JsonWriter& json, const RecordLocation& place) {
  json.begin_object();
  write_span(json, place.span);
  json.text_field("text", place.extracted_place);
  write_point(json, place.location);
  json.text_field("name", place.location.resolved_place);
  write_coordinates(json, place.location);
  json.end_object();
}

void write_time(JsonWriter& json, const RecordTime& time) {
  json.begin_object();
  write_span(json, time.span);
  json.text_field("text", time.text);
  json.string_field("type", name_of(time.time.type));
  json.text_field("value", time.time.value);
  json.end_object();
}

void write_sentence(JsonWriter& json, const RecordSentence& sentence) {
  json.begin_object();
  write_span(json, sentence.span);
  json.string_field("kind", name_of(sentence.kind));
  json.end_object();
}

void write_layers(JsonWriter& json, const Record& record, const Layers& layers) {
  if (layers.events) {
    json.array_field("events", record.events, write_event);
  }
  if (layers.statements) {
    json.array_field("statements", record.statements, write_statement);
  }
  if (layers.actors) {
    json.array_field("actors", record.actors, write_actor);
  }
  if (layers.places) {
    json.array_field("places", record.places, write_place);
  }
  if (layers.times) {
    json.array_field("times", record.times, write_time);
  }
}

}  // namespace

void append_jsonl(const Record& record, const Layers& layers, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  write_metadata(json, record.article);
  json.text_field("dateline", record.article.dateline);
  // Offsets into a text that the reader has never seen would be no evidence.
  if (layers.text || record.article.text_was_extracted) {
    json.text_field("text", record.article.text);
  }
  json.array_field("sentences", record.sentences, write_sentence);
  write_layers(json, record, layers);
  write_original(json, record.article);
  json.list_field("warnings", record.article.warnings);
  json.end_object();
  out += '\n';
}

void append_jsonl(const Error& error, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  json.text_field("id", error.subject);
  json.key("error");
  json.begin_object();
  json.string_field("code", name_of(error.code));
  json.string_field("message", error.message);
  json.end_object();
  json.end_object();
  out += '\n';
}

}  // namespace detente::exports
