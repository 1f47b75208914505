// A record as the rows of the tables, and back.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "store/database.h"

namespace detente::store {

// Where new rows begin.
struct NextKeys {
  Key article = 1;
  Key event = 1;
  Key statement = 1;
};

using TakeValues = std::function<void(Table, Values)>;

// What makes a record unfit to be kept: ids. The subject is the article's id.
std::optional<Error> fault_of(const Record& record);

// The number in the id of an event (`kind` 'e') or statement ('s') of this article; nothing when it is no such id.
std::optional<std::int64_t> number_in(std::string_view id, std::string_view article, char kind);

// Of all that is kept of a record: what tells a changed record from the same one. Not of who coded it.
std::uint64_t content_hash_of(const Record& record);

// Rows of `party` and `dyad` (schema.cc), in the order of their keys.
struct PartyRow {
  std::string code;
  std::string_view role;
  Day day = 0;
  Key event = 0;

  friend bool operator<(const PartyRow& a, const PartyRow& b) {
    return std::tie(a.code, a.role, a.day, a.event) < std::tie(b.code, b.role, b.day, b.event);
  }
};
struct DyadRow {
  std::string actor;
  std::string recipient;
  Day day = 0;
  Key event = 0;
  double scale = 0;
  std::string_view status;
  double confidence = 0;

  friend bool operator<(const DyadRow& a, const DyadRow& b) {
    return std::tie(a.actor, a.recipient, a.day, a.event) < std::tie(b.actor, b.recipient, b.day, b.event);
  }
};
struct Sides {
  std::vector<PartyRow> parties;
  std::vector<DyadRow> dyads;
};

// Hands out every row of `entry`, each after those it refers to, and moves `keys` on. Rows of `party` and `dyad` are
// added to `sides`. `added_at` is the time, ISO 8601.
void write_rows(const Entry& entry, std::uint64_t content_hash, const std::string& added_at, NextKeys& keys,
                Sides& sides, const TakeValues& take);

// The day of a date of the record; `undated` when it is none of the calendar.
Day day_of(const std::string& date);

// Columns of an entity, from `text` to `via`, beginning with this column of the row.
RecordEntity read_entity(const Row& row, int column);

// `columns` of table `event`, which are named in event_columns, beginning with this column of the row; without
// entities and quantities.
extern const std::string_view event_columns;
inline constexpr int event_column_count = 27;
Event read_event(const Row& row, int column, const std::string& article);
void add_quantity(const Row& row, int column, Event& event);

extern const std::string_view statement_columns;
inline constexpr int statement_column_count = 21;
Statement read_statement(const Row& row, int column, const std::string& article);

// Where entities of this role stand in an event; null for a role that is not known.
std::vector<RecordEntity>* side_named(Event& event, std::string_view role);

// The record behind a row of table `article`; nothing when there is none.
Result<std::optional<ArticleRow>> read_article(Database& database, Key key);

// As much of it as can be read, out of a damaged store.
struct Remains {
  std::optional<ArticleRow> article;
  bool whole = true;  // all was read, and is what was put
};
Remains read_remains(Database& database, Key key);

}  // namespace detente::store
