#include <limits>

#include "export/export.h"
#include "export/heading.h"
#include "export/numbers.h"
#include "export/sentences.h"
#include "export/wording.h"

namespace detente::exports {

namespace {

constexpr std::size_t label_indent = 8;
constexpr std::size_t label_width = 11;
constexpr std::size_t all_lines = std::numeric_limits<std::size_t>::max();

constexpr int degree_digits = 6;
constexpr int score_digits = 3;

std::string span_of(CodePointSpan span) {
  return std::to_string(span.start) + "–" + std::to_string(span.end);
}

// Writes to one string with one look: the two that every function below needs.
class Explainer {
 public:
  Explainer(const Look& look, std::string& out) : look_(look), painter_(look.colour), out_(out) {}

  void sentence(const SentenceView& sentence);
  void actors(const Record& record);
  void places(const Record& record);
  void times(const Record& record);

 private:
  void wrapped(std::size_t indent, Style style, std::string_view text);
  void section(std::string_view title);
  void row(std::string_view label, std::string_view text);
  void entities(std::string_view label, const std::vector<RecordEntity>& entities, std::string_view none);
  void event(const Event& event);
  void event_details(const Event& event);
  void statement(const Statement& statement);

  const Look& look_;
  Painter painter_;
  std::string& out_;
};

// Empty when it is not known who is meant.
std::string identity_of(const Entity& entity) {
  std::string out = joined(
      {printable(entity.identifier_text), code_of(entity), entity.identifier_id, printable(entity.office)}, ", ");
  if (!entity.other_sectors.empty()) {
    out += "; also " + joined(entity.other_sectors, ", ");
  }
  return out;
}

std::string resolution_of(const RecordEntity& entity) {
  const std::string identity = identity_of(entity.entity);
  if (identity.empty()) {
    return in_quotes(entity.entity_text) + " → not known";
  }
  std::string out =
      in_quotes(entity.entity_text) + " → " + identity + "; by " + std::string(name_of(entity.entity.via));
  if (!entity.entity.evidence.empty()) {
    out += ": " + printable(entity.entity.evidence);
  }
  return out;
}

std::string date_of(const Event& event) {
  const std::string date =
      joined({event.enddate.empty() ? event.date : event.date + " to " + event.enddate, event.time}, " ");
  if (date.empty()) {
    return event.date_text.empty() ? "none: neither text nor article gives one"
                                   : in_quotes(event.date_text) + " → not known without the article's date";
  }
  return event.date_text.empty() ? date + ", the article's date" : in_quotes(event.date_text) + " → " + date;
}

std::string resolution_of(const RecordLocation& place) {
  const Location& location = place.location;
  if (!is_resolved(location)) {
    return in_quotes(place.extracted_place) + " → not known";
  }
  const std::string id = location.geonameid == 0 ? "" : "GeoNames " + std::to_string(location.geonameid);
  const std::string as = location.resolution.empty() ? "" : "resolved as " + location.resolution;
  const std::string point =
      "at " + decimal(location.lat, degree_digits) + ", " + decimal(location.lon, degree_digits);
  return in_quotes(place.extracted_place) + " → " +
         joined({name_of(place), location.country_code, point, id, location.feature_code, as}, ", ");
}

void Explainer::wrapped(std::size_t indent, Style style, std::string_view text) {
  for (const std::string& line : wrap(text, look_.width - std::min(look_.width - 1, indent), all_lines)) {
    append_spaces(out_, indent);
    painter_.append(out_, style, line);
    out_ += '\n';
  }
}

void Explainer::row(std::string_view label, std::string_view text) {
  if (text.empty()) {
    return;
  }
  constexpr std::size_t indent = label_indent + label_width;
  bool is_first = true;
  for (const std::string& line : wrap(text, look_.width - std::min(look_.width - 1, indent), all_lines)) {
    append_spaces(out_, label_indent);
    painter_.append(out_, Style::faint, is_first ? label : "");
    append_spaces(out_, label_width - (is_first ? label.size() : 0));
    out_ += line;
    out_ += '\n';
    is_first = false;
  }
}

void Explainer::entities(std::string_view label, const std::vector<RecordEntity>& entities, std::string_view none) {
  if (entities.empty()) {
    row(label, none);
  }
  for (const RecordEntity& entity : entities) {
    row(label, resolution_of(entity));
  }
}

void Explainer::event_details(const Event& event) {
  entities("actor", event.actor, "none named");
  entities("recipient", event.recipient, "none named");
  entities("account", event.attributed_to, "the article's own");
  row("date", date_of(event));
  if (event.event_loc) {
    row("place", resolution_of(*event.event_loc));
  }
  for (const RecordQuantity& quantity : event.quantity) {
    row("quantity", in_quotes(quantity.text) + " → " + amount_of(quantity.quantity));
  }
  row("context", joined(event.context, ", "));
}

void Explainer::event(const Event& event) {
  append_spaces(out_, 4);
  painter_.append(out_, style_of_quad(event.quad_code), "▸ " + type_and_mode(event));
  out_ += ", " + std::string(name_of(event.status)) + '\n';
  row("words", in_quotes(event.event_text) + " in the clause " + span_of(event.text_info.span));
  event_details(event);
  row("scores", "scale " + decimal(event.event_scale, score_digits) + ", quad " + std::to_string(event.quad_code) +
                    (event.cameo.empty() ? "" : ", CAMEO " + event.cameo) + ", confidence " +
                    decimal(event.confidence, score_digits));
  row("id", printable(event.id));
}

void Explainer::statement(const Statement& statement) {
  append_spaces(out_, 4);
  painter_.append(out_, Style::bold, "▹ statement, " + std::string(name_of(statement.kind)));
  out_ += '\n';
  row("words", in_quotes(statement.text) + " at " + span_of(statement.span));
  row("cue", statement.cue.empty() ? "none" : in_quotes(statement.cue));
  row("speaker", statement.speaker ? resolution_of(*statement.speaker) : "not known");
  row("scores", "confidence " + decimal(statement.confidence, score_digits));
  row("id", printable(statement.id));
}

void Explainer::sentence(const SentenceView& sentence) {
  const std::string kind = sentence.kind == SentenceKind::body ? "" : std::string(name_of(sentence.kind)) + "  ";
  wrapped(0, Style::bold, std::to_string(sentence.number) + "  " + kind + printable(sentence.text));
  for (const Event* found : sentence.events) {
    event(*found);
  }
  for (const Statement* found : sentence.statements) {
    statement(*found);
  }
  out_ += '\n';
}

void Explainer::section(std::string_view title) {
  painter_.append(out_, Style::faint, title);
  out_ += '\n';
}

void Explainer::actors(const Record& record) {
  section("ACTORS");
  for (const RecordActor& actor : record.actors) {
    std::vector<std::string> mentions;
    for (const RecordEntity& mention : actor.mentions) {
      mentions.push_back(in_quotes(mention.entity_text) + " " + span_of(mention.span));
    }
    wrapped(4, Style::plain, identity_of(actor.entity) + ": " + joined(mentions, ", "));
  }
  out_ += '\n';
}

void Explainer::places(const Record& record) {
  section("PLACES");
  for (const RecordLocation& place : record.places) {
    wrapped(4, Style::plain, resolution_of(place));
  }
  out_ += '\n';
}

void Explainer::times(const Record& record) {
  section("TIMES");
  for (const RecordTime& time : record.times) {
    wrapped(4, Style::plain,
            in_quotes(time.text) + " → " + std::string(name_of(time.time.type)) + " " + time.time.value +
                (time.time.zone.empty() ? "" : ", " + printable(time.time.zone)));
  }
  out_ += '\n';
}

}  // namespace

void append_explanation(const Record& record, const Look& look, std::string& out) {
  append_heading(record.article, look, out);
  out += '\n';
  Explainer explainer(look, out);
  for (const SentenceView& sentence : sentences_of(record)) {
    explainer.sentence(sentence);
  }
  if (!record.actors.empty()) {
    explainer.actors(record);
  }
  if (!record.places.empty()) {
    explainer.places(record);
  }
  if (!record.times.empty()) {
    explainer.times(record);
  }
}

}  // namespace detente::exports
