#include "store/record_rows.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <deque>
#include <set>
#include <span>
#include <unordered_map>
#include <utility>

#include "base/base.h"
#include "knowledge/knowledge.h"
#include "store/lists.h"

namespace detente::store {

namespace {

constexpr Table article_table = "article";
constexpr Table sentence_table = "sentence";
constexpr Table event_table = "event";
constexpr Table entity_table = "event_entity";
constexpr Table quantity_table = "quantity";
constexpr Table statement_table = "statement";
constexpr Table actor_table = "actor";
constexpr Table mention_table = "mention";
constexpr Table place_table = "place_mention";
constexpr Table time_table = "time_mention";

// The value of an enum by its name in the store; the first one for a name that is not known.
template <typename Enum>
Enum value_named(std::string_view name, int count) {
  for (int i = 0; i < count; ++i) {
    if (name_of(static_cast<Enum>(i)) == name) {
      return static_cast<Enum>(i);
    }
  }
  return Enum{};
}

// Numbers its rows, and keeps what a value borrows until the row is handed out.
class RowWriter {
 public:
  // Without `sides`, what they follow from is all that is written.
  RowWriter(const Record& record, NextKeys& keys, Sides* sides, const TakeValues& take)
      : record_(record),
        keys_(keys),
        sides_(sides),
        take_(take),
        article_(keys.article++),
        day_(day_of(record.article.date)) {}

  void write(const Entry* entry, std::uint64_t content_hash, const std::string& added_at) {
    write_article(entry, content_hash, added_at);
    for (std::size_t i = 0; i < record_.sentences.size(); ++i) {
      const RecordSentence& sentence = record_.sentences[i];
      give(sentence_table,
           {RowKey{article_}, index(i), at(sentence.span.start), at(sentence.span.end), name_of(sentence.kind)});
    }
    for (const Event& event : record_.events) {
      write_event(event);
    }
    for (const Statement& statement : record_.statements) {
      write_statement(statement);
    }
    write_actors();
    write_places();
    write_times();
  }

 private:
  static std::int64_t at(std::uint32_t offset) { return offset; }
  static std::int64_t index(std::size_t number) { return static_cast<std::int64_t>(number); }
  static double finite(double value) { return std::isfinite(value) ? value : 0; }

  // PostgreSQL keeps no U+0000; U+FFFD in its place leaves offsets as they are.
  static std::string without_nul(std::string_view words) {
    std::string clean;
    for (const char c : words) {
      if (c == '\0') {
        clean += "\xEF\xBF\xBD";
      } else {
        clean += c;
      }
    }
    return clean;
  }

  Value text(std::string_view words) {
    if (words.find('\0') == std::string_view::npos) {
      return text_or_null(words);
    }
    return std::string_view(scratch_.emplace_back(without_nul(words)));
  }

  Value list(const std::vector<std::string>& elements) {
    return elements.empty() ? Value() : text(scratch_.emplace_back(joined(elements)));
  }

  void give(Table table, std::initializer_list<Value> values) { give(table, values, {}); }
  void give(Table table, std::initializer_list<Value> values, std::initializer_list<Value> more) {
    row_.assign(values);
    row_.insert(row_.end(), more);
    take_(table, row_);
    scratch_.clear();
  }

  void write_article(const Entry* entry, std::uint64_t content_hash, const std::string& added_at) {
    const Article& article = record_.article;
    const std::uint64_t text_hash = base::checksum_of(std::as_bytes(std::span(article.text)));
    // What is not the record's own is kept from its sum by being a key.
    give(article_table,
         {RowKey{article_}, text(article.id), text(article.url), text(article.title), text(article.source),
          text(article.byline), text(article.language), text(article.date), text(article.modified),
          text(article.dateline), std::int64_t{day_}, text(article.text),
          std::int64_t{article.text_was_extracted ? 1 : 0}, RowKey{static_cast<std::int64_t>(text_hash)},
          RowKey{static_cast<std::int64_t>(content_hash)},
          RowKey{entry == nullptr ? 0 : static_cast<std::int64_t>(entry->input)},
          entry == nullptr ? Value() : text(entry->coder), text_or_null(added_at)},
         {list(article.warnings), list(article.sources), original(&Original::language), original(&Original::title),
          original(&Original::text)});
  }

  Value original(std::string Original::*field) {
    const std::optional<Original>& from = record_.article.original;
    return from ? text((*from).*field) : Value();
  }

  void write_event(const Event& event) {
    const Key key = keys_.event++;
    const Day day = day_of(event.date);
    const Location nowhere;
    const bool has_place = event.event_loc.has_value();
    const Location& place = has_place ? event.event_loc->location : nowhere;
    give(event_table,
         {RowKey{key}, RowKey{article_}, number_in(event.id, record_.article.id, 'e').value_or(0), text(event.event),
          list(event.mode), list(event.context), std::int64_t{event.quad_code}, finite(event.event_scale),
          text(event.cameo), list(event.event_text), name_of(event.status), std::int64_t{day}, text(event.date),
          text(event.enddate), text(event.time), text(event.date_text)},
         {has_place ? text(event.event_loc->extracted_place) : Value(),
          has_place ? at(event.event_loc->span.start) : Value(), has_place ? at(event.event_loc->span.end) : Value(),
          text(place.resolved_place), geonameid(place), latitude(place), longitude(place), text(place.country_code),
          text(place.feature_code), text(place.resolution), at(event.text_info.sequence),
          at(event.text_info.span.start), at(event.text_info.span.end), finite(event.confidence)});
    write_entities(key, "actor", event.actor);
    write_entities(key, "recipient", event.recipient);
    write_entities(key, "attributed_to", event.attributed_to);
    for (std::size_t i = 0; i < event.quantity.size(); ++i) {
      const RecordQuantity& quantity = event.quantity[i];
      give(quantity_table, {RowKey{key}, index(i), text(quantity.text), finite(quantity.quantity.value),
                            name_of(quantity.quantity.relation), name_of(quantity.quantity.kind)});
    }
    if (sides_ != nullptr) {
      write_sides(event, key, day);
    }
  }

  static bool is_resolved(const Location& place) {
    return place.geonameid != 0 || !place.resolution.empty() || place.lat != 0 || place.lon != 0;
  }
  static Value geonameid(const Location& place) {
    return place.geonameid == 0 ? Value() : Value(std::int64_t{place.geonameid});
  }
  static Value latitude(const Location& place) { return is_resolved(place) ? Value(finite(place.lat)) : Value(); }
  static Value longitude(const Location& place) { return is_resolved(place) ? Value(finite(place.lon)) : Value(); }

  void write_entities(Key event, std::string_view role, const std::vector<RecordEntity>& entities) {
    for (std::size_t i = 0; i < entities.size(); ++i) {
      const RecordEntity& entity = entities[i];
      give(entity_table, {RowKey{event}, role, index(i), text(entity.entity_text), at(entity.span.start),
                          at(entity.span.end), text(entity.entity.code), text(entity.entity.sector),
                          list(entity.entity.other_sectors), text(entity.entity.identifier_text),
                          text(entity.entity.identifier_id), text(entity.entity.office), name_of(entity.entity.via)});
    }
  }

  static std::vector<std::string> codes_of(const std::vector<RecordEntity>& entities) {
    std::vector<std::string> codes;
    for (const RecordEntity& entity : entities) {
      const std::string& code = entity.entity.code;
      if (!code.empty() && std::find(codes.begin(), codes.end(), code) == codes.end()) {
        codes.push_back(without_nul(code));
      }
    }
    return codes;
  }

  void write_sides(const Event& event, Key key, Day day) {
    std::vector<std::string> actors = codes_of(event.actor);
    std::vector<std::string> recipients = codes_of(event.recipient);
    for (const auto& [role, codes] : {std::pair("actor", actors), std::pair("recipient", recipients),
                                      std::pair("attributed_to", codes_of(event.attributed_to))}) {
      for (const std::string& code : codes) {
        sides_->parties.push_back({code, role, day, key});
      }
    }
    for (std::vector<std::string>* side : {&actors, &recipients}) {
      if (side->empty()) {
        side->emplace_back();
      }
    }
    for (const std::string& actor : actors) {
      for (const std::string& recipient : recipients) {
        sides_->dyads.push_back(
            {actor, recipient, day, key, finite(event.event_scale), name_of(event.status), finite(event.confidence)});
      }
    }
  }

  void write_statement(const Statement& statement) {
    const bool has_speaker = statement.speaker.has_value();
    const RecordEntity nobody;
    const RecordEntity& speaker = has_speaker ? *statement.speaker : nobody;
    const Entity& entity = speaker.entity;
    give(statement_table,
         {RowKey{keys_.statement++}, RowKey{article_}, number_in(statement.id, record_.article.id, 's').value_or(0),
          std::int64_t{day_}, name_of(statement.kind), text(statement.text), at(statement.span.start),
          at(statement.span.end), text(statement.cue), std::int64_t{has_speaker ? 1 : 0}},
         {text(speaker.entity_text), at(speaker.span.start), at(speaker.span.end), text(entity.code),
          text(entity.sector), list(entity.other_sectors), text(entity.identifier_text), text(entity.identifier_id),
          text(entity.office), name_of(entity.via), at(statement.text_info.sequence),
          at(statement.text_info.span.start), at(statement.text_info.span.end), finite(statement.confidence)});
  }

  void write_actors() {
    for (std::size_t i = 0; i < record_.actors.size(); ++i) {
      const RecordActor& actor = record_.actors[i];
      give(actor_table, {RowKey{article_}, index(i), text(actor.entity.code), text(actor.entity.sector),
                         list(actor.entity.other_sectors), text(actor.entity.identifier_text),
                         text(actor.entity.identifier_id), text(actor.entity.office), name_of(actor.entity.via)});
      for (std::size_t j = 0; j < actor.mentions.size(); ++j) {
        const RecordEntity& mention = actor.mentions[j];
        give(mention_table, {RowKey{article_}, index(i), index(j), at(mention.span.start), at(mention.span.end),
                             text(mention.entity_text)});
      }
    }
  }

  void write_places() {
    for (std::size_t i = 0; i < record_.places.size(); ++i) {
      const RecordLocation& place = record_.places[i];
      give(place_table, {RowKey{article_}, index(i), at(place.span.start), at(place.span.end),
                         text(place.extracted_place), text(place.location.resolved_place), geonameid(place.location),
                         latitude(place.location), longitude(place.location), text(place.location.country_code),
                         text(place.location.feature_code), text(place.location.resolution)});
    }
  }

  void write_times() {
    for (std::size_t i = 0; i < record_.times.size(); ++i) {
      const RecordTime& time = record_.times[i];
      give(time_table, {RowKey{article_}, index(i), at(time.span.start), at(time.span.end), text(time.text),
                        name_of(time.time.type), text(time.time.value)});
    }
  }

  const Record& record_;
  NextKeys& keys_;
  Sides* sides_;
  const TakeValues& take_;
  Key article_;
  Day day_;
  std::vector<Value> row_;
  std::deque<std::string> scratch_;
};

// FNV over everything but keys; the kind of each value and its length come before it, so that nothing can shift from
// one column to the next.
class Sum {
 public:
  void add(Table table, Values values) {
    add_bytes(table);
    for (const Value& value : values) {
      std::visit([this](const auto& held) { add(held); }, value);
    }
  }

  [[nodiscard]] std::uint64_t sum() const { return sum_; }

 private:
  void add(std::monostate) { add_number(0); }
  void add(std::int64_t value) { add_number(static_cast<std::uint64_t>(value)); }
  void add(double value) { add_number(std::bit_cast<std::uint64_t>(value)); }
  void add(std::string_view value) { add_bytes(value); }
  void add(RowKey) {}
  void add(Bytes value) { add_bytes(value.bytes); }

  void add_bytes(std::string_view bytes) {
    add_number(bytes.size() + 1);
    sum_ = base::checksum_of(std::as_bytes(std::span(bytes)), sum_);
  }
  void add_number(std::uint64_t number) { sum_ = base::checksum_of(std::as_bytes(std::span(&number, 1)), sum_); }

  std::uint64_t sum_ = base::checksum_of_nothing;
};

template <typename Item>
std::optional<Error> fault_in_ids(const std::vector<Item>& items, const std::string& article, char kind) {
  std::set<std::int64_t> seen;
  for (const Item& item : items) {
    const auto number = number_in(item.id, article, kind);
    if (!number) {
      return Error{ErrorCode::invalid_field,
                   "the id \"" + item.id.substr(0, 200) + "\" must be the article's with #" + kind + " and a number",
                   article};
    }
    if (!seen.insert(*number).second) {
      return Error{ErrorCode::invalid_field, "the id \"" + item.id + "\" stands for two things", article};
    }
  }
  return std::nullopt;
}

CodePointSpan read_span(const Row& row, int column) {
  return {static_cast<std::uint32_t>(row.integer(column)), static_cast<std::uint32_t>(row.integer(column + 1))};
}

// Columns from `code` to `via`.
Entity read_identity(const Row& row, int column) {
  Entity entity;
  entity.code = row.text(column);
  entity.sector = row.text(column + 1);
  entity.other_sectors = parted(row.text(column + 2));
  entity.identifier_text = row.text(column + 3);
  entity.identifier_id = row.text(column + 4);
  entity.office = row.text(column + 5);
  entity.via = value_named<Via>(row.text(column + 6), 6);
  return entity;
}

// Columns from the place's name to `resolution`.
Location read_location(const Row& row, int column) {
  Location location;
  location.resolved_place = row.text(column);
  location.geonameid = static_cast<std::uint32_t>(row.integer(column + 1));
  location.lat = row.real(column + 2);
  location.lon = row.real(column + 3);
  location.country_code = row.text(column + 4);
  location.feature_code = row.text(column + 5);
  location.resolution = row.text(column + 6);
  return location;
}

}  // namespace

std::optional<std::int64_t> number_in(std::string_view id, std::string_view article, char kind) {
  if (!id.starts_with(article) || id.size() < article.size() + 3 || id[article.size()] != '#' ||
      id[article.size() + 1] != kind) {
    return std::nullopt;
  }
  const std::string_view digits = id.substr(article.size() + 2);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || digits.starts_with('0')) {
    return std::nullopt;
  }
  return number;
}

Day day_of(const std::string& date) {
  return knowledge::parse_day(date).value_or(undated);
}

std::optional<Error> fault_of(const Record& record) {
  const std::string& id = record.article.id;
  if (id.empty()) {
    return Error{ErrorCode::invalid_field, "the record has no article id", ""};
  }
  if (id.find('\0') != std::string::npos) {
    return Error{ErrorCode::invalid_field, "the article's id holds U+0000", ""};
  }
  if (auto error = fault_in_ids(record.events, id, 'e')) {
    return error;
  }
  return fault_in_ids(record.statements, id, 's');
}

std::uint64_t content_hash_of(const Record& record) {
  Sum sum;
  NextKeys keys;
  const TakeValues take = [&](Table table, Values values) { sum.add(table, values); };
  RowWriter(record, keys, nullptr, take).write(nullptr, 0, "");
  return sum.sum();
}

void write_rows(const Entry& entry, std::uint64_t content_hash, const std::string& added_at, NextKeys& keys,
                Sides& sides, const TakeValues& take) {
  RowWriter(entry.record, keys, &sides, take).write(&entry, content_hash, added_at);
}

RecordEntity read_entity(const Row& row, int column) {
  return {row.text(column), read_span(row, column + 1), read_identity(row, column + 3)};
}

const std::string_view event_columns =
    "e.number, e.type, e.modes, e.contexts, e.quad_code, e.scale, e.cameo, e.words, e.status, e.date, e.enddate, "
    "e.time, e.date_text, e.place_start, e.place_end, e.place_text, e.place, e.geonameid, e.lat, e.lon, e.country, "
    "e.feature_code, e.resolution, e.sentence, e.start_at, e.end_at, e.confidence";

Event read_event(const Row& row, int column, const std::string& article) {
  Event event;
  event.id = article + "#e" + std::to_string(row.integer(column));
  event.event = row.text(column + 1);
  event.mode = parted(row.text(column + 2));
  event.context = parted(row.text(column + 3));
  event.quad_code = static_cast<int>(row.integer(column + 4));
  event.event_scale = row.real(column + 5);
  event.cameo = row.text(column + 6);
  event.event_text = parted(row.text(column + 7));
  event.status = value_named<Status>(row.text(column + 8), 4);
  event.date = row.text(column + 9);
  event.enddate = row.text(column + 10);
  event.time = row.text(column + 11);
  event.date_text = row.text(column + 12);
  if (!row.is_null(column + 13)) {
    event.event_loc =
        RecordLocation{row.text(column + 15), read_span(row, column + 13), read_location(row, column + 16)};
  }
  event.text_info = {static_cast<std::uint32_t>(row.integer(column + 23)), read_span(row, column + 24)};
  event.confidence = row.real(column + 26);
  return event;
}

void add_quantity(const Row& row, int column, Event& event) {
  Quantity quantity;
  quantity.value = row.real(column + 1);
  quantity.relation = value_named<QuantityRelation>(row.text(column + 2), 5);
  quantity.kind = value_named<QuantityKind>(row.text(column + 3), 9);
  event.quantity.push_back({row.text(column), quantity});
}

const std::string_view statement_columns =
    "s.number, s.kind, s.text, s.start_at, s.end_at, s.cue, s.speaker, s.speaker_text, s.speaker_start, "
    "s.speaker_end, "
    "s.speaker_code, s.speaker_sector, s.speaker_other_sectors, s.speaker_name, s.speaker_wikidata, "
    "s.speaker_office, "
    "s.speaker_via, s.sentence, s.sentence_start, s.sentence_end, s.confidence";

Statement read_statement(const Row& row, int column, const std::string& article) {
  Statement statement;
  statement.id = article + "#s" + std::to_string(row.integer(column));
  statement.kind = value_named<SpeechKind>(row.text(column + 1), 4);
  statement.text = row.text(column + 2);
  statement.span = read_span(row, column + 3);
  statement.cue = row.text(column + 5);
  if (row.integer(column + 6) != 0) {
    statement.speaker = read_entity(row, column + 7);
  }
  statement.text_info = {static_cast<std::uint32_t>(row.integer(column + 17)), read_span(row, column + 18)};
  statement.confidence = row.real(column + 20);
  return statement;
}

std::vector<RecordEntity>* side_named(Event& event, std::string_view role) {
  if (role == "actor") {
    return &event.actor;
  }
  if (role == "recipient") {
    return &event.recipient;
  }
  return role == "attributed_to" ? &event.attributed_to : nullptr;
}

namespace {

// One article's rows, table after table. The first error ends it.
class ArticleReader {
 public:
  ArticleReader(Database& database, Key key) : database_(database), key_{RowKey{key}} {}

  // An error ends one table; the others are read all the same.
  std::optional<ArticleRow> read() {
    if (!read_head()) {
      return std::nullopt;
    }
    read_sentences();
    read_events();
    read_statements();
    read_actors();
    read_places();
    read_times();
    return std::move(found_);
  }

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  [[nodiscard]] std::uint64_t content_hash() const { return content_hash_; }

 private:
  void ask(const std::string& sql, const TakeRow& take) {
    auto error = database_.query(sql, key_, take);
    if (error && !error_) {
      error_ = std::move(error);
    }
  }

  Record& record() { return found_.record; }

  bool read_head() {
    bool any = false;
    ask("SELECT a.key, a.id, a.url, a.title, a.source, a.byline, a.language, a.date, a.modified, a.dateline, a.text, "
        "a.extracted, a.coder, a.warnings, a.input_hash, a.content_hash, g.id, a.sources, a.original_language, "
        "a.original_title, a.original_text FROM article a LEFT JOIN article_group "
        "g ON g.article = a.key "
        "WHERE a.key = ?",
        [&](const Row& row) {
          any = true;
          Article& article = record().article;
          found_.key = row.integer(0);
          int column = 1;
          for (std::string* field :
               {&article.id, &article.url, &article.title, &article.source, &article.byline, &article.language,
                &article.date, &article.modified, &article.dateline, &article.text}) {
            *field = row.text(column++);
          }
          article.text_was_extracted = row.integer(11) != 0;
          found_.coder = row.text(12);
          article.warnings = parted(row.text(13));
          found_.input = static_cast<std::uint64_t>(row.integer(14));
          content_hash_ = static_cast<std::uint64_t>(row.integer(15));
          found_.group = row.text(16);
          article.sources = parted(row.text(17));
          if (!row.text(20).empty()) {
            article.original = {row.text(18), row.text(19), row.text(20)};
          }
        });
    return any;
  }

  void read_sentences() {
    ask("SELECT start_at, end_at, kind FROM sentence WHERE article = ? ORDER BY number", [&](const Row& row) {
      record().sentences.push_back({read_span(row, 0), value_named<SentenceKind>(row.text(2), 6)});
    });
  }

  void read_events() {
    std::unordered_map<Key, std::size_t> places;
    ask("SELECT e.key, " + std::string(event_columns) + " FROM event e WHERE e.article = ? ORDER BY e.number",
        [&](const Row& row) {
          places.emplace(row.integer(0), record().events.size());
          record().events.push_back(read_event(row, 1, record().article.id));
        });
    ask("SELECT x.event, x.role, x.text, x.start_at, x.end_at, x.code, x.sector, x.other_sectors, x.name, "
        "x.wikidata, "
        "x.office, x.via FROM event e JOIN event_entity x ON x.event = e.key WHERE e.article = ? "
        "ORDER BY x.event, x.role, x.number",
        [&](const Row& row) {
          const auto place = places.find(row.integer(0));
          auto* side = place == places.end() ? nullptr : side_named(record().events[place->second], row.text(1));
          if (side != nullptr) {
            side->push_back(read_entity(row, 2));
          }
        });
    ask("SELECT q.event, q.text, q.value, q.relation, q.kind FROM event e JOIN quantity q ON q.event = e.key "
        "WHERE e.article = ? ORDER BY q.event, q.number",
        [&](const Row& row) {
          if (const auto place = places.find(row.integer(0)); place != places.end()) {
            add_quantity(row, 1, record().events[place->second]);
          }
        });
  }

  void read_statements() {
    ask("SELECT " + std::string(statement_columns) + " FROM statement s WHERE s.article = ? ORDER BY s.number",
        [&](const Row& row) { record().statements.push_back(read_statement(row, 0, record().article.id)); });
  }

  void read_actors() {
    std::unordered_map<std::int64_t, std::size_t> places;
    ask("SELECT number, code, sector, other_sectors, name, wikidata, office, via FROM actor WHERE article = ? "
        "ORDER BY number",
        [&](const Row& row) {
          places.emplace(row.integer(0), record().actors.size());
          record().actors.push_back({read_identity(row, 1), {}});
        });
    ask("SELECT actor, start_at, end_at, text FROM mention WHERE article = ? ORDER BY actor, number",
        [&](const Row& row) {
          if (const auto place = places.find(row.integer(0)); place != places.end()) {
            record().actors[place->second].mentions.push_back({row.text(3), read_span(row, 1), {}});
          }
        });
  }

  void read_places() {
    ask("SELECT start_at, end_at, text, name, geonameid, lat, lon, country, feature_code, resolution "
        "FROM place_mention WHERE article = ? ORDER BY number",
        [&](const Row& row) {
          record().places.push_back({row.text(2), read_span(row, 0), read_location(row, 3)});
        });
  }

  void read_times() {
    ask("SELECT start_at, end_at, text, type, value FROM time_mention WHERE article = ? ORDER BY number",
        [&](const Row& row) {
          TimeExpression time;
          time.type = value_named<TimexType>(row.text(3), 4);
          time.value = row.text(4);
          record().times.push_back({row.text(2), read_span(row, 0), time});
        });
  }

  Database& database_;
  std::array<Value, 1> key_;
  ArticleRow found_;
  std::uint64_t content_hash_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<std::optional<ArticleRow>> read_article(Database& database, Key key) {
  ArticleReader reader(database, key);
  auto article = reader.read();
  if (reader.error()) {
    return *reader.error();
  }
  return article;
}

Remains read_remains(Database& database, Key key) {
  ArticleReader reader(database, key);
  Remains remains{reader.read(), true};
  remains.whole =
      remains.article && !reader.error() && content_hash_of(remains.article->record) == reader.content_hash();
  return remains;
}

}  // namespace detente::store
