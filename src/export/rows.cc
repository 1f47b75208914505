// Events and statements of many articles, one a line.
#include "export/csv.h"
#include "export/export.h"
#include "export/json.h"
#include "export/json_fields.h"
#include "export/metadata.h"
#include "export/numbers.h"
#include "export/wording.h"

namespace detente::exports {

namespace {

constexpr int csv_digits = 6;

void write_origin(JsonWriter& json, const Origin& origin) {
  json.text_field("story", origin.story);
  json.text_field("sentence", origin.sentence);
  json.key("article");
  json.begin_object();
  write_metadata(json, origin.article);
  json.end_object();
}

void append_fields(const std::vector<std::string>& texts, std::string& out) {
  for (const std::string& text : texts) {
    out += ',';
    append_csv_field(text, out);
  }
}

std::vector<std::string> side_of(const std::vector<RecordEntity>& entities) {
  std::vector<std::string> codes;
  std::vector<std::string> sectors;
  std::vector<std::string> names;
  for (const RecordEntity& entity : entities) {
    codes.push_back(entity.entity.code);
    sectors.push_back(entity.entity.sector);
    names.push_back(name_of(entity));
  }
  return {joined(codes, "; "), joined(sectors, "; "), joined(names, "; ")};
}

std::vector<std::string> origin_fields(const Origin& origin) {
  const Article& article = origin.article;
  return {origin.sentence, article.id, article.source, article.url, article.date, article.title};
}

}  // namespace

Origin origin_of(const store::Source& source, const std::string& story) {
  Origin origin;
  origin.article.id = source.article;
  origin.article.title = source.title;
  origin.article.source = source.source;
  origin.article.url = source.url;
  origin.article.date = source.date;
  origin.sentence = source.sentence;
  origin.story = story;
  return origin;
}

void append_jsonl(const Event& event, const Origin& origin, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  write_event_fields(json, event);
  write_origin(json, origin);
  json.end_object();
  out += '\n';
}

void append_jsonl(const Statement& statement, const Origin& origin, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  write_statement_fields(json, statement);
  write_origin(json, origin);
  json.end_object();
  out += '\n';
}

void append_event_csv_heading(std::string& out) {
  out +=
      "id,date,event,mode,status,quad_code,event_scale,cameo,actor_code,actor_sector,actor,recipient_code,"
      "recipient_sector,recipient,attributed_code,attributed_sector,attributed_to,place,country,lat,lon,confidence,"
      "story,sentence,article,source,url,article_date,title\n";
}

void append_csv(const Event& event, const Origin& origin, std::string& out) {
  append_csv_field(event.id, out);
  append_fields({event.date, event.event, joined(event.mode, "; "), std::string(name_of(event.status))}, out);
  // Numbers stand as they are: a minus makes no formula.
  out += ',' + std::to_string(event.quad_code) + ',' + decimal(event.event_scale, csv_digits);
  append_fields({event.cameo}, out);
  append_fields(side_of(event.actor), out);
  append_fields(side_of(event.recipient), out);
  append_fields(side_of(event.attributed_to), out);
  const Location nowhere;
  const Location& place = event.event_loc ? event.event_loc->location : nowhere;
  append_fields({place.resolved_place, place.country_code}, out);
  out += is_resolved(place) ? ',' + decimal(place.lat, csv_digits) + ',' + decimal(place.lon, csv_digits) : ",,";
  out += ',' + decimal(event.confidence, csv_digits);
  append_fields({origin.story}, out);
  append_fields(origin_fields(origin), out);
  out += '\n';
}

void append_statement_csv_heading(std::string& out) {
  out +=
      "id,kind,text,cue,speaker_code,speaker_sector,speaker,confidence,sentence,article,source,url,article_date,"
      "title\n";
}

void append_csv(const Statement& statement, const Origin& origin, std::string& out) {
  append_csv_field(statement.id, out);
  append_fields({std::string(name_of(statement.kind)), statement.text, statement.cue}, out);
  append_fields(statement.speaker ? side_of({*statement.speaker}) : std::vector<std::string>(3), out);
  out += ',' + decimal(statement.confidence, csv_digits);
  append_fields(origin_fields(origin), out);
  out += '\n';
}

}  // namespace detente::exports
