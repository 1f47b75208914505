#include "ingest/json_record.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "ingest/ingest.h"
#include "ingest/json_object.h"
#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

// The reading of one record. The first thing wrong is kept, and refuses it.
class RecordFields {
 public:
  explicit RecordFields(const Origin& origin) : origin_(origin) {}

  Result<Record> read(object fields) {
    if (const auto told = error_told(fields)) {
      return *told;
    }
    Record record;
    read_article(fields, record.article);
    read_list(fields, "sentences", record.sentences, [&](object from) {
      return RecordSentence{span(from), value(from, "kind", SentenceKind::boilerplate)};
    });
    read_list(fields, "events", record.events, [&](object from) { return event(from); });
    read_list(fields, "statements", record.statements, [&](object from) { return statement(from); });
    read_list(fields, "actors", record.actors, [&](object from) { return actor(from); });
    read_list(fields, "places", record.places, [&](object from) {
      return RecordLocation{text(from, "text"), span(from), location(from, "name")};
    });
    read_list(fields, "times", record.times, [&](object from) { return time(from); });
    if (record.article.id.empty()) {
      fail("id", "is missing");
    }
    if (error_) {
      return std::move(*error_);
    }
    return record;
  }

 private:
  static std::optional<element> field(object fields, std::string_view name) {
    element found;
    if (fields.at_key(name).get(found) != simdjson::SUCCESS || found.is_null()) {
      return std::nullopt;
    }
    return found;
  }

  void fail(std::string_view name, std::string_view what) {
    if (!error_) {
      error_ = Error{ErrorCode::invalid_field, "the field \"" + std::string(name) + "\" " + std::string(what),
                     origin_.subject};
    }
  }

  // {"id": …, "error": {"code": …, "message": …}}: an article that could not be coded.
  [[nodiscard]] std::optional<Error> error_told(object fields) const {
    object error;
    if (fields.at_key("error").get(error) != simdjson::SUCCESS) {
      return std::nullopt;
    }
    std::string_view message;
    if (error.at_key("message").get(message) != simdjson::SUCCESS) {
      message = "it tells nothing of it";
    }
    return Error{ErrorCode::invalid_field, "no record but the error of a run: " + std::string(message),
                 origin_.subject};
  }

  std::string text(object fields, std::string_view name) {
    const auto found = field(fields, name);
    std::string_view words;
    if (found && found->get(words) != simdjson::SUCCESS) {
      fail(name, "must be a string");
    }
    return std::string(words);
  }

  std::vector<std::string> texts(object fields, std::string_view name) {
    std::vector<std::string> list;
    const auto found = field(fields, name);
    if (!found) {
      return list;
    }
    array elements;
    if (found->get(elements) != simdjson::SUCCESS) {
      fail(name, "must be a list of strings");
      return list;
    }
    for (const element one : elements) {
      std::string_view words;
      if (one.get(words) != simdjson::SUCCESS) {
        fail(name, "must be a list of strings");
      }
      list.emplace_back(words);
    }
    return list;
  }

  std::uint32_t offset(object fields, std::string_view name) {
    const auto found = field(fields, name);
    std::uint64_t number = 0;
    if (found && (found->get(number) != simdjson::SUCCESS || number > std::numeric_limits<std::uint32_t>::max())) {
      fail(name, "must be a whole number from 0 on");
    }
    return static_cast<std::uint32_t>(number);
  }

  double number(object fields, std::string_view name) {
    const auto found = field(fields, name);
    double real = 0;
    if (found && (found->get(real) != simdjson::SUCCESS || !std::isfinite(real))) {
      fail(name, "must be a number");
    }
    return real;
  }

  CodePointSpan span(object fields) {
    const CodePointSpan found{offset(fields, "start"), offset(fields, "end")};
    if (found.start > found.end) {
      fail("end", "lies before \"start\"");
    }
    return found;
  }

  // By its name; the first value when the field is not there.
  template <typename Enum>
  Enum value(object fields, std::string_view name, Enum last) {
    const std::string written = text(fields, name);
    if (written.empty()) {
      return Enum{};
    }
    for (int i = 0; i <= static_cast<int>(last); ++i) {
      if (name_of(static_cast<Enum>(i)) == written) {
        return static_cast<Enum>(i);
      }
    }
    fail(name, "has a value that is not known: \"" + written.substr(0, 40) + "\"");
    return Enum{};
  }

  template <typename Item, typename Read>
  void read_list(object fields, std::string_view name, std::vector<Item>& items, Read read) {
    const auto found = field(fields, name);
    if (!found) {
      return;
    }
    array elements;
    if (found->get(elements) != simdjson::SUCCESS) {
      fail(name, "must be a list of objects");
      return;
    }
    for (const element one : elements) {
      object item;
      if (one.get(item) != simdjson::SUCCESS) {
        fail(name, "must be a list of objects");
        return;
      }
      items.push_back(read(item));
    }
  }

  void read_article(object fields, Article& article) {
    article.id = text(fields, "id");
    article.title = text(fields, "title");
    article.byline = text(fields, "byline");
    article.source = text(fields, "source");
    article.url = text(fields, "url");
    article.language = text(fields, "language");
    article.date = text(fields, "date");
    article.dateline = text(fields, "dateline");
    article.text = text(fields, "text");
    article.sources = texts(fields, "sources");
    article.warnings = texts(fields, "warnings");
    object original;
    if (fields.at_key("original").get(original) == simdjson::SUCCESS) {
      article.original = {text(original, "language"), text(original, "title"), text(original, "text")};
    }
    if (!article.date.empty() && !is_iso_date(article.date)) {
      fail("date", "is no date of the calendar");
    }
  }

  Entity identity(object fields) {
    Entity entity;
    entity.code = text(fields, "code");
    entity.sector = text(fields, "sector");
    entity.other_sectors = texts(fields, "other_sectors");
    entity.identifier_text = text(fields, "identifier_text");
    entity.identifier_id = text(fields, "identifier_id");
    entity.office = text(fields, "office");
    entity.via = value(fields, "via", Via::description);
    return entity;
  }

  RecordEntity entity(object fields) { return {text(fields, "entity_text"), span(fields), identity(fields)}; }

  std::vector<RecordEntity> entities(object fields, std::string_view name) {
    std::vector<RecordEntity> found;
    read_list(fields, name, found, [&](object from) { return entity(from); });
    return found;
  }

  Location location(object fields, std::string_view name) {
    Location place;
    place.resolved_place = text(fields, name);
    place.geonameid = offset(fields, "geonameid");
    place.lat = number(fields, "lat");
    place.lon = number(fields, "lon");
    place.country_code = text(fields, "country_code");
    place.feature_code = text(fields, "feature_code");
    place.resolution = text(fields, "resolution");
    return place;
  }

  // An object that may be absent.
  std::optional<object> part(object fields, std::string_view name) {
    const auto found = field(fields, name);
    object inner;
    if (!found) {
      return std::nullopt;
    }
    if (found->get(inner) != simdjson::SUCCESS) {
      fail(name, "must be an object");
      return std::nullopt;
    }
    return inner;
  }

  TextInfo text_info(object fields) {
    const auto info = part(fields, "text_info");
    return info ? TextInfo{offset(*info, "sequence"), span(*info)} : TextInfo{};
  }

  RecordQuantity quantity(object fields) {
    Quantity amount;
    amount.value = number(fields, "value");
    amount.relation = value(fields, "relation", QuantityRelation::additional);
    amount.kind = value(fields, "kind", QuantityKind::other);
    return {text(fields, "text"), amount};
  }

  Event event(object fields) {
    Event found;
    found.id = text(fields, "id");
    found.event = text(fields, "event");
    if (found.event.empty()) {
      fail("event", "is missing");
    }
    found.mode = texts(fields, "mode");
    found.context = texts(fields, "context");
    found.quad_code = static_cast<int>(std::min<std::uint32_t>(offset(fields, "quad_code"), 9));
    found.event_scale = number(fields, "event_scale");
    found.cameo = text(fields, "cameo");
    found.event_text = texts(fields, "event_text");
    found.actor = entities(fields, "actor");
    found.recipient = entities(fields, "recipient");
    found.status = value(fields, "status", Status::negated);
    found.attributed_to = entities(fields, "attributed_to");
    found.date = text(fields, "date");
    found.enddate = text(fields, "enddate");
    found.time = text(fields, "time");
    found.date_text = text(fields, "date_text");
    if (const auto place = part(fields, "event_loc")) {
      found.event_loc =
          RecordLocation{text(*place, "extracted_place"), span(*place), location(*place, "resolved_place")};
    }
    read_list(fields, "quantity", found.quantity, [&](object from) { return quantity(from); });
    found.text_info = text_info(fields);
    found.confidence = number(fields, "confidence");
    return found;
  }

  Statement statement(object fields) {
    Statement found;
    found.id = text(fields, "id");
    found.kind = value(fields, "kind", SpeechKind::post);
    found.text = text(fields, "text");
    found.span = span(fields);
    found.cue = text(fields, "cue");
    if (const auto speaker = part(fields, "speaker")) {
      found.speaker = entity(*speaker);
    }
    found.text_info = text_info(fields);
    found.confidence = number(fields, "confidence");
    return found;
  }

  RecordActor actor(object fields) {
    RecordActor found{identity(fields), {}};
    read_list(fields, "mentions", found.mentions, [&](object from) {
      return RecordEntity{text(from, "text"), span(from), {}};
    });
    return found;
  }

  RecordTime time(object fields) {
    TimeExpression expression;
    expression.type = value(fields, "type", TimexType::set);
    expression.value = text(fields, "value");
    return {text(fields, "text"), span(fields), expression};
  }

  const Origin& origin_;
  std::optional<Error> error_;
};

}  // namespace

class JsonRecordReader::Parser {
 public:
  simdjson::dom::parser parser;
};

JsonRecordReader::JsonRecordReader() : parser_(std::make_unique<Parser>()) {}
JsonRecordReader::~JsonRecordReader() = default;
JsonRecordReader::JsonRecordReader(JsonRecordReader&&) noexcept = default;
JsonRecordReader& JsonRecordReader::operator=(JsonRecordReader&&) noexcept = default;

Result<Record> JsonRecordReader::read(std::string_view line, const Origin& origin) {
  const auto fields = parse_object(parser_->parser, line, origin, "each must be one record");
  if (!fields) {
    return fields.error();
  }
  return RecordFields(origin).read(*fields);
}

}  // namespace detente::ingest
