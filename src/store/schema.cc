#include "store/schema.h"

#include <array>
#include <chrono>
#include <ctime>
#include <string>

namespace detente::store {

namespace {

// Event ids are not kept: they are the article's id, "#e", and `number`; those of statements likewise with "#s".
// Lists are parted by '|', which stands as "\|" inside an element (lists.h).
constexpr std::string_view article = R"(
  CREATE TABLE article (
    key {key},
    id TEXT NOT NULL UNIQUE,
    url TEXT, title TEXT, source TEXT, byline TEXT, language TEXT, date TEXT, modified TEXT, dateline TEXT,
    day {integer} NOT NULL,
    text TEXT,
    extracted {integer} NOT NULL,
    text_hash {integer} NOT NULL,
    content_hash {integer} NOT NULL,
    input_hash {integer} NOT NULL,
    coder TEXT,
    added_at TEXT NOT NULL,
    warnings TEXT,
    sources TEXT,
    original_language TEXT, original_title TEXT, original_text TEXT
  ){plain})";

constexpr std::string_view sentence = R"(
  CREATE TABLE sentence (
    article {integer} NOT NULL REFERENCES article ON DELETE CASCADE,
    number {integer} NOT NULL,
    start_at {integer} NOT NULL, end_at {integer} NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (article, number)
  ){clustered})";

constexpr std::string_view event = R"(
  CREATE TABLE event (
    key {key},
    article {integer} NOT NULL REFERENCES article ON DELETE CASCADE,
    number {integer} NOT NULL,
    type TEXT NOT NULL, modes TEXT, contexts TEXT,
    quad_code {integer} NOT NULL, scale {real} NOT NULL, cameo TEXT, words TEXT,
    status TEXT NOT NULL,
    day {integer} NOT NULL, date TEXT, enddate TEXT, time TEXT, date_text TEXT,
    place_text TEXT, place_start {integer}, place_end {integer}, place TEXT, geonameid {integer},
    lat {real}, lon {real}, country TEXT, feature_code TEXT, resolution TEXT,
    sentence {integer} NOT NULL, start_at {integer} NOT NULL, end_at {integer} NOT NULL,
    confidence {real} NOT NULL
  ){plain})";

constexpr std::string_view event_entity = R"(
  CREATE TABLE event_entity (
    event {integer} NOT NULL REFERENCES event ON DELETE CASCADE,
    role TEXT NOT NULL,
    number {integer} NOT NULL,
    text TEXT, start_at {integer} NOT NULL, end_at {integer} NOT NULL,
    code TEXT, sector TEXT, other_sectors TEXT, name TEXT, wikidata TEXT, office TEXT, via TEXT NOT NULL,
    PRIMARY KEY (event, role, number)
  ){clustered})";

constexpr std::string_view quantity = R"(
  CREATE TABLE quantity (
    event {integer} NOT NULL REFERENCES event ON DELETE CASCADE,
    number {integer} NOT NULL,
    text TEXT, value {real} NOT NULL, relation TEXT NOT NULL, kind TEXT NOT NULL,
    PRIMARY KEY (event, number)
  ){clustered})";

// Who is in an event, by code, once for each side, in the order that queries want. This table and the next follow
// from the others, and put() alone keeps them so: a reference to the event would want one more index on each.
constexpr std::string_view party = R"(
  CREATE TABLE party (
    code TEXT NOT NULL, role TEXT NOT NULL, day {integer} NOT NULL, event {integer} NOT NULL,
    PRIMARY KEY (code, role, day, event)
  ){clustered})";

// The pairs of actor and recipient of an event, each once; '' where a side has no code. With all that a series of
// days asks for, so that it reads one stretch of this table and nothing else.
constexpr std::string_view dyad = R"(
  CREATE TABLE dyad (
    actor TEXT NOT NULL, recipient TEXT NOT NULL, day {integer} NOT NULL, event {integer} NOT NULL,
    scale {real} NOT NULL, status TEXT NOT NULL, confidence {real} NOT NULL,
    PRIMARY KEY (actor, recipient, day, event)
  ){clustered})";

constexpr std::string_view statement = R"(
  CREATE TABLE statement (
    key {key},
    article {integer} NOT NULL REFERENCES article ON DELETE CASCADE,
    number {integer} NOT NULL,
    day {integer} NOT NULL,
    kind TEXT NOT NULL, text TEXT, start_at {integer} NOT NULL, end_at {integer} NOT NULL, cue TEXT,
    speaker {integer} NOT NULL,
    speaker_text TEXT, speaker_start {integer}, speaker_end {integer}, speaker_code TEXT, speaker_sector TEXT,
    speaker_other_sectors TEXT, speaker_name TEXT, speaker_wikidata TEXT, speaker_office TEXT, speaker_via TEXT,
    sentence {integer} NOT NULL, sentence_start {integer} NOT NULL, sentence_end {integer} NOT NULL,
    confidence {real} NOT NULL
  ){plain})";

constexpr std::string_view actor = R"(
  CREATE TABLE actor (
    article {integer} NOT NULL REFERENCES article ON DELETE CASCADE,
    number {integer} NOT NULL,
    code TEXT, sector TEXT, other_sectors TEXT, name TEXT, wikidata TEXT, office TEXT, via TEXT NOT NULL,
    PRIMARY KEY (article, number)
  ){clustered})";

constexpr std::string_view mention = R"(
  CREATE TABLE mention (
    article {integer} NOT NULL REFERENCES article ON DELETE CASCADE,
    actor {integer} NOT NULL,
    number {integer} NOT NULL,
    start_at {integer} NOT NULL, end_at {integer} NOT NULL, text TEXT,
    PRIMARY KEY (article, actor, number)
  ){clustered})";

constexpr std::string_view place_mention = R"(
  CREATE TABLE place_mention (
    article {integer} NOT NULL REFERENCES article ON DELETE CASCADE,
    number {integer} NOT NULL,
    start_at {integer} NOT NULL, end_at {integer} NOT NULL, text TEXT,
    name TEXT, geonameid {integer}, lat {real}, lon {real}, country TEXT, feature_code TEXT, resolution TEXT,
    PRIMARY KEY (article, number)
  ){clustered})";

constexpr std::string_view time_mention = R"(
  CREATE TABLE time_mention (
    article {integer} NOT NULL REFERENCES article ON DELETE CASCADE,
    number {integer} NOT NULL,
    start_at {integer} NOT NULL, end_at {integer} NOT NULL, text TEXT, type TEXT NOT NULL, value TEXT,
    PRIMARY KEY (article, number)
  ){clustered})";

constexpr std::string_view story = R"(
  CREATE TABLE story (
    key {key},
    id TEXT NOT NULL UNIQUE
  ){plain})";

constexpr std::string_view story_event = R"(
  CREATE TABLE story_event (
    event {integer} NOT NULL PRIMARY KEY REFERENCES event ON DELETE CASCADE,
    story {integer} NOT NULL REFERENCES story ON DELETE CASCADE
  ){clustered})";

constexpr std::string_view article_group = R"(
  CREATE TABLE article_group (
    article {integer} NOT NULL PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    id TEXT NOT NULL
  ){clustered})";

constexpr std::string_view note = R"(
  CREATE TABLE note (
    name TEXT NOT NULL PRIMARY KEY,
    bytes {bytes} NOT NULL
  ){plain})";

// The next key of each table with keys. A key that was given once is never given again.
constexpr std::string_view counter = R"(
  CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,
    next {integer} NOT NULL
  ){plain})";

Migration first_version() {
  return {{
              article,
              sentence,
              event,
              event_entity,
              quantity,
              party,
              dyad,
              statement,
              actor,
              mention,
              place_mention,
              time_mention,
              story,
              story_event,
              article_group,
              note,
              counter,
              "INSERT INTO counter VALUES ('article', 1), ('event', 1), ('statement', 1), ('story', 1)",
              "CREATE INDEX article_day ON article (day)",
              "CREATE INDEX article_source ON article (source, day)",
              "CREATE UNIQUE INDEX event_article ON event (article, number)",
              "CREATE INDEX event_day ON event (day, key)",
              "CREATE INDEX event_type ON event (type, day, key)",
              // Nearly all events are asserted: they are found by day.
              "CREATE INDEX event_status ON event (status, day, key) WHERE status <> 'asserted'",
              "CREATE INDEX event_country ON event (country, day, key) WHERE country IS NOT NULL",
              "CREATE INDEX event_point ON event (lat, lon) WHERE lat IS NOT NULL",
              "CREATE UNIQUE INDEX statement_article ON statement (article, number)",
              "CREATE INDEX statement_day ON statement (day, key)",
              "CREATE INDEX statement_code ON statement (speaker_code, day, key) WHERE speaker_code IS NOT NULL",
              "CREATE INDEX statement_name ON statement (speaker_name, day, key) WHERE speaker_name IS NOT NULL",
              "CREATE INDEX story_event_story ON story_event (story)",
              "CREATE INDEX article_group_id ON article_group (id)",
          },
          true};
}

constexpr std::string_view versions = R"(
  CREATE TABLE schema_version (
    version {integer} NOT NULL PRIMARY KEY,
    applied_at TEXT NOT NULL
  ){plain})";

std::optional<Error> apply(Database& database, const Migration& migration) {
  for (const std::string_view sql : migration.statements) {
    if (auto error = database.run(in_dialect(sql, database.dialect()))) {
      return error;
    }
  }
  if (!migration.search) {
    return std::nullopt;
  }
  for (const std::string_view sql : database.dialect().search) {
    if (auto error = database.run(std::string(sql))) {
      return error;
    }
  }
  return std::nullopt;
}

std::optional<Error> apply_from(Database& database, std::size_t version, std::span<const Migration> all) {
  if (version == 0) {
    if (auto error = database.run(in_dialect(versions, database.dialect()))) {
      return error;
    }
  }
  for (std::size_t i = version; i < all.size(); ++i) {
    if (auto error = apply(database, all[i])) {
      return error;
    }
    const std::string time = now();
    if (auto error = database.run("INSERT INTO schema_version VALUES (?, ?)",
                                  {static_cast<std::int64_t>(i + 1), std::string_view(time)})) {
      return error;
    }
  }
  return std::nullopt;
}

std::optional<Error> migrate(Database& database, std::span<const Migration> all) {
  if (auto error = database.begin()) {
    return error;
  }
  // Another process may have done it while this one waited.
  const auto version = version_of(database);
  auto error = version ? apply_from(database, static_cast<std::size_t>(*version), all) : version.error();
  if (error) {
    database.roll_back();
    return error;
  }
  return database.commit();
}

}  // namespace

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> all{first_version()};
  return all;
}

std::string now() {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text.data(), size};
}

Result<std::int64_t> version_of(Database& database) {
  const auto has_tables = database.has_tables();
  if (!has_tables) {
    return has_tables.error();
  }
  if (!*has_tables) {
    return std::int64_t{0};
  }
  const auto version = integer_in(database, "SELECT max(version) FROM schema_version");
  if (!version) {
    return version.error();
  }
  return version->value_or(0);
}

std::optional<Error> bring_up_to_date(Database& database, bool writable, std::span<const Migration> all) {
  const auto version = version_of(database);
  if (!version) {
    return version.error();
  }
  const auto known = static_cast<std::int64_t>(all.size());
  if (*version > known) {
    return Error{ErrorCode::newer_version,
                 "was written by a newer detente (version " + std::to_string(*version) +
                     " of the tables, this one knows " + std::to_string(known) + "); use that one",
                 database.location()};
  }
  if (*version == known) {
    return std::nullopt;
  }
  if (!writable) {
    return Error{ErrorCode::corrupt_data,
                 "was written by an older detente; run detente store check on it once, which brings it up to date",
                 database.location()};
  }
  return migrate(database, all);
}

}  // namespace detente::store
