#include "store/query.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <unordered_map>
#include <utility>

#include "store/record_rows.h"

namespace detente::store {

namespace {

// A part of SQL with the values of its placeholders.
struct Clause {
  std::string sql;
  std::vector<Value> values;

  Clause& add(std::string_view more) {
    sql += more;
    return *this;
  }
  Clause& add(const Clause& more) {
    sql += more.sql;
    values.insert(values.end(), more.values.begin(), more.values.end());
    return *this;
  }
  Clause& bind(Value value) {
    values.push_back(value);
    return *this;
  }
};

Clause clause(std::string_view sql) {
  return {std::string(sql), {}};
}

// "column IN (?, ?)"
Clause one_of(std::string_view column, const std::vector<std::string>& values) {
  Clause in{std::string(column) + " IN (" + placeholders(values.size()) + ")", {}};
  for (const std::string& value : values) {
    in.values.emplace_back(std::string_view(value));
  }
  return in;
}

Clause one_of(std::string_view column, const std::vector<Status>& statuses) {
  Clause in{std::string(column) + " IN (" + placeholders(statuses.size()) + ")", {}};
  for (const Status status : statuses) {
    in.values.emplace_back(name_of(status));
  }
  return in;
}

// " AND …" for a range of days; nothing without a bound.
Clause in_days(std::string_view column, std::optional<Day> since, std::optional<Day> until) {
  Clause range;
  if (since || until) {
    range.add(" AND " + std::string(column) + " >= ?")
        .bind(std::int64_t{std::max(since.value_or(undated), undated + 1)});
  }
  if (until) {
    range.add(" AND " + std::string(column) + " <= ?").bind(std::int64_t{*until});
  }
  return range;
}

// Words that a search index knows hold a letter, a digit or something that is not ASCII.
bool has_words(std::string_view phrase) {
  return std::any_of(phrase.begin(), phrase.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0;
  });
}

// Words, and what stands in quotation marks as one.
std::vector<std::string> phrases_of(std::string_view text) {
  std::vector<std::string> phrases;
  std::string phrase;
  bool quoted = false;
  const auto end_phrase = [&] {
    if (has_words(phrase)) {
      phrases.push_back(phrase);
    }
    phrase.clear();
  };
  for (const char c : text) {
    if (c == '"') {
      end_phrase();
      quoted = !quoted;
    } else if (!quoted && (c == ' ' || c == '\t' || c == '\n')) {
      end_phrase();
    } else if (c != '\0') {
      phrase += c;
    }
  }
  end_phrase();
  return phrases;
}

// The place in an answer after which the next page begins.
struct Cursor {
  Day day = 0;
  Key key = 0;
};

constexpr std::array<char, 3> sort_letters{'n', 'o', 'a'};

std::string written(Cursor cursor, Sort sort) {
  return sort_letters.at(static_cast<std::size_t>(sort)) + std::to_string(cursor.day) + "." +
         std::to_string(cursor.key);
}

std::optional<Cursor> parse_cursor(std::string_view text, Sort sort) {
  if (!text.starts_with(sort_letters.at(static_cast<std::size_t>(sort)))) {
    return std::nullopt;
  }
  Cursor cursor;
  const char* const end = text.data() + text.size();
  const auto day = std::from_chars(text.data() + 1, end, cursor.day);
  if (day.ec != std::errc() || day.ptr == end || *day.ptr != '.') {
    return std::nullopt;
  }
  const auto key = std::from_chars(day.ptr + 1, end, cursor.key);
  if (key.ec != std::errc() || key.ptr != end) {
    return std::nullopt;
  }
  return cursor;
}

// Of rows `t`, which have a day and a key.
Clause beyond(std::string_view t, Cursor cursor, Sort sort) {
  const std::string table(t);
  if (sort == Sort::arrival) {
    return clause(" AND " + table + ".key > ?").bind(cursor.key);
  }
  const std::string sign = sort == Sort::newest ? " < " : " > ";
  return clause(" AND (" + table + ".day, " + table + ".key)" + sign + "(?, ?)")
      .bind(std::int64_t{cursor.day})
      .bind(cursor.key);
}

std::string order_of(std::string_view t, Sort sort) {
  const std::string table(t);
  switch (sort) {
    case Sort::newest:
      return " ORDER BY " + table + ".day DESC, " + table + ".key DESC";
    case Sort::oldest:
      return " ORDER BY " + table + ".day, " + table + ".key";
    case Sort::arrival:
      break;
  }
  return " ORDER BY " + table + ".key";
}

// Rows that an index finds for one part of the filter are counted up to this. With fewer, they are fetched and
// sorted; when every part has more, rows are looked through in the order wanted until the page is full, which is soon
// then.
constexpr std::int64_t few_rows = 2'000;

// One part of a filter, in two forms.
struct Part {
  Clause keys;        // SELECT of the keys of all rows that fit, by an index
  Clause holds;       // a condition on a row that is at hand
  bool fast = false;  // `keys` is known to be few rows
  Clause days = {};   // as `keys`, with the days, all of it in an index: a page can be picked before any row is read
};

// The part with the fewest rows, if they are few. The order of `parts` decides between equals.
Result<const Part*> choose(Database& database, const std::vector<Part>& parts) {
  const Part* best = nullptr;
  std::int64_t fewest = few_rows;
  for (const Part& part : parts) {
    if (part.keys.sql.empty()) {
      continue;
    }
    if (part.fast) {
      return &part;
    }
    const auto count = integer_in(
        database, "SELECT count(*) FROM (" + part.keys.sql + " LIMIT " + std::to_string(fewest) + ") AS found",
        part.keys.values);
    if (!count) {
      return count.error();
    }
    if (**count < fewest) {
      best = &part;
      fewest = **count;
    }
  }
  return best;
}

// " AND …" of a value that stands in an index together with the day. Several values would have the engine read all
// their rows and sort them, so they are hidden from it.
Clause indexed(std::string_view column, const std::vector<std::string>& values) {
  return values.size() == 1 ? one_of(column, values) : one_of("coalesce(" + std::string(column) + ", '')", values);
}

// The parts of a filter on events.
class EventParts {
 public:
  EventParts(const Filter& filter, const Dialect& dialect) : filter_(filter), dialect_(dialect) {}

  // Error invalid_argument.
  Result<std::vector<Part>> list() {
    if (!filter_.speakers.empty()) {
      return Error{ErrorCode::invalid_argument, "events have no speakers; ask for statements", ""};
    }
    add_origin();
    add_sides();
    add_kinds();
    add_place();
    if (!filter_.text.empty() && !add_text()) {
      return Error{ErrorCode::invalid_argument, "there is no word in \"" + filter_.text + "\"", ""};
    }
    if (filter_.least_confidence > 0) {
      add({}, clause("e.confidence >= ?").bind(filter_.least_confidence));
    }
    return parts_;
  }

 private:
  void add(Clause keys, Clause holds, bool fast = false) {
    parts_.push_back({std::move(keys), std::move(holds), fast});
  }

  [[nodiscard]] Clause days(std::string_view column) const { return in_days(column, filter_.since, filter_.until); }

  void add_origin() {
    if (!filter_.story.empty()) {
      const Clause in_story =
          clause("SELECT l.event AS key FROM story t JOIN story_event l ON l.story = t.key WHERE t.id = ?")
              .bind(std::string_view(filter_.story));
      add(in_story, clause("e.key IN (").add(in_story).add(")"), true);
    }
    if (!filter_.article.empty()) {
      add(clause("SELECT f.key FROM article b JOIN event f ON f.article = b.key WHERE b.id = ?")
              .bind(std::string_view(filter_.article)),
          clause("a.id = ?").bind(std::string_view(filter_.article)), true);
    }
    if (!filter_.sources.empty()) {
      add(clause("SELECT f.key FROM article b JOIN event f ON f.article = b.key WHERE ")
              .add(one_of("b.source", filter_.sources)),
          one_of("a.source", filter_.sources));
    }
  }

  static Clause has_side(std::string_view roles, const std::vector<std::string>& codes) {
    return clause("EXISTS (SELECT 1 FROM event_entity x WHERE x.event = e.key AND x.role IN (" + std::string(roles) +
                  ") AND ")
        .add(one_of("x.code", codes))
        .add(")");
  }

  void add_side(std::string_view roles, const std::vector<std::string>& codes) {
    if (codes.empty()) {
      return;
    }
    add(clause("SELECT p.event AS key FROM party p WHERE ")
            .add(one_of("p.code", codes))
            .add(" AND p.role IN (" + std::string(roles) + ")")
            .add(days("p.day")),
        has_side(roles, codes));
  }

  void add_sides() {
    if (!filter_.actors.empty() && !filter_.recipients.empty()) {
      add(clause("SELECT d.event AS key FROM dyad d WHERE ")
              .add(one_of("d.actor", filter_.actors))
              .add(" AND ")
              .add(one_of("d.recipient", filter_.recipients))
              .add(days("d.day")),
          has_side("'actor'", filter_.actors).add(" AND ").add(has_side("'recipient'", filter_.recipients)));
    } else {
      add_side("'actor'", filter_.actors);
      add_side("'recipient'", filter_.recipients);
    }
    add_side("'actor', 'recipient'", filter_.either);
    add_side("'attributed_to'", filter_.attributed_to);
  }

  void add_kinds() {
    if (!filter_.types.empty()) {
      add(clause("SELECT f.key FROM event f WHERE ").add(one_of("f.type", filter_.types)).add(days("f.day")),
          indexed("e.type", filter_.types));
    }
    if (!filter_.statuses.empty()) {
      Clause keys;
      if (std::find(filter_.statuses.begin(), filter_.statuses.end(), Status::asserted) == filter_.statuses.end()) {
        keys = clause("SELECT f.key FROM event f WHERE f.status <> 'asserted' AND ")
                   .add(one_of("f.status", filter_.statuses))
                   .add(days("f.day"));
      }
      add(std::move(keys), one_of("coalesce(e.status, '')", filter_.statuses));
    }
    if (!filter_.modes.empty()) {
      Clause any;
      for (const std::string& mode : filter_.modes) {
        any.add(any.sql.empty() ? "(" : " OR ").add("'|' || e.modes || '|' LIKE '%|' || ? || '|%'");
        any.bind(std::string_view(mode));
      }
      add({}, any.add(")"));
    }
  }

  void add_place() {
    if (!filter_.countries.empty()) {
      add(clause("SELECT f.key FROM event f WHERE f.country IS NOT NULL AND ")
              .add(one_of("f.country", filter_.countries))
              .add(days("f.day")),
          indexed("e.country", filter_.countries));
    }
    if (filter_.box) {
      add(clause("SELECT f.key FROM event f WHERE f.lat IS NOT NULL AND ").add(inside("f.lat", "f.lon")),
          inside("coalesce(e.lat, 1000)", "coalesce(e.lon, 1000)"));
    }
  }

  [[nodiscard]] Clause inside(const std::string& lat, const std::string& lon) const {
    const Box& box = *filter_.box;
    const std::string_view both = box.west <= box.east ? " AND " : " OR ";
    return clause(lat + " BETWEEN ? AND ? AND (" + lon + " >= ?" + std::string(both) + lon + " <= ?)")
        .bind(box.south)
        .bind(box.north)
        .bind(box.west)
        .bind(box.east);
  }

  bool add_text() {
    const auto phrases = phrases_of(filter_.text);
    if (phrases.empty()) {
      return false;
    }
    match_ = dialect_.match(phrases);
    const Clause words = clause(dialect_.article_words).bind(std::string_view(match_));
    add(clause("SELECT f.key FROM article a JOIN event f ON f.article = a.key WHERE ").add(words), words);
    return true;
  }

  const Filter& filter_;
  const Dialect& dialect_;
  std::string match_;
  std::vector<Part> parts_;
};

// The parts of a filter on statements.
class StatementParts {
 public:
  StatementParts(const Filter& filter, const Dialect& dialect) : filter_(filter), dialect_(dialect) {}

  Result<std::vector<Part>> list() {
    if (asks_of_events()) {
      return Error{
          ErrorCode::invalid_argument,
          "statements have speakers, sources, days and words, but no actors, types, modes, places or stories", ""};
    }
    if (!filter_.article.empty()) {
      parts_.push_back({clause("SELECT f.key FROM article b JOIN statement f ON f.article = b.key WHERE b.id = ?")
                            .bind(std::string_view(filter_.article)),
                        clause("a.id = ?").bind(std::string_view(filter_.article)), true});
    }
    if (!filter_.speakers.empty()) {
      add_speakers();
    }
    if (!filter_.sources.empty()) {
      parts_.push_back({clause("SELECT f.key FROM article b JOIN statement f ON f.article = b.key WHERE ")
                            .add(one_of("b.source", filter_.sources)),
                        one_of("a.source", filter_.sources)});
    }
    if (!filter_.text.empty() && !add_text()) {
      return Error{ErrorCode::invalid_argument, "there is no word in \"" + filter_.text + "\"", ""};
    }
    if (filter_.least_confidence > 0) {
      parts_.push_back({{}, clause("s.confidence >= ?").bind(filter_.least_confidence)});
    }
    return parts_;
  }

 private:
  [[nodiscard]] bool asks_of_events() const {
    return !filter_.actors.empty() || !filter_.recipients.empty() || !filter_.either.empty() ||
           !filter_.attributed_to.empty() || !filter_.types.empty() || !filter_.modes.empty() ||
           !filter_.statuses.empty() || !filter_.countries.empty() || filter_.box || !filter_.story.empty();
  }

  void add_speakers() {
    const auto days = in_days("f.day", filter_.since, filter_.until);
    Clause keys;
    Clause keys_and_days;
    for (const char* column : {"f.speaker_code", "f.speaker_name"}) {
      const std::string_view joint = keys.sql.empty() ? "" : " UNION ";
      const Clause found = one_of(column, filter_.speakers);
      keys.add(joint).add("SELECT f.key FROM statement f WHERE ").add(found).add(days);
      keys_and_days.add(joint).add("SELECT f.key, f.day FROM statement f WHERE ").add(found).add(days);
    }
    parts_.push_back({std::move(keys),
                      clause("(")
                          .add(one_of("s.speaker_code", filter_.speakers))
                          .add(" OR ")
                          .add(one_of("s.speaker_name", filter_.speakers))
                          .add(")"),
                      false, std::move(keys_and_days)});
  }

  bool add_text() {
    const auto phrases = phrases_of(filter_.text);
    if (phrases.empty()) {
      return false;
    }
    match_ = dialect_.match(phrases);
    const Clause words = clause(dialect_.statement_words).bind(std::string_view(match_));
    parts_.push_back({clause("SELECT s.key FROM statement s WHERE ").add(words), words});
    return true;
  }

  const Filter& filter_;
  const Dialect& dialect_;
  std::string match_;
  std::vector<Part> parts_;
};

// SELECT … of `table` (as `t`), its article `a` and what `joins` adds, one row more than the page has.
struct Wish {
  std::string_view table;
  std::string_view t;
  std::string columns;
  std::string_view joins;
};

Result<Clause> selection(Database& database, const Wish& wish, const std::vector<Part>& parts, const Filter& filter,
                         const Page& page) {
  const auto chosen = choose(database, parts);
  if (!chosen) {
    return chosen.error();
  }
  const Part* const driver = *chosen;
  const std::string table(wish.t);
  const bool by_days = driver == nullptr && parts.size() == 1 && !parts.front().days.sql.empty();
  Clause select = clause("SELECT " + table + ".key, " + table + ".day, " + wish.columns + " FROM ");
  const auto add_page = [&](std::string_view t) -> std::optional<Error> {
    select.add(in_days(std::string(t) + ".day", filter.since, filter.until));
    if (!page.after.empty()) {
      const auto cursor = parse_cursor(page.after, page.sort);
      if (!cursor) {
        return Error{ErrorCode::invalid_argument, "\"" + page.after + "\" is no place in such an answer", ""};
      }
      select.add(beyond(t, *cursor, page.sort));
    }
    select.add(order_of(t, page.sort) + " LIMIT ?").bind(static_cast<std::int64_t>(page.limit) + 1);
    return std::nullopt;
  };
  if (driver != nullptr) {
    select.add("(SELECT DISTINCT * FROM (").add(driver->keys).add(") AS f) AS found CROSS JOIN ");
  } else if (by_days) {
    select.add("(SELECT f.key FROM (").add(parts.front().days).add(") AS f WHERE 1 = 1");
    if (auto error = add_page("f")) {
      return std::move(*error);
    }
    select.add(") AS found CROSS JOIN ");
  }
  // CROSS JOIN holds SQLite to this order of the tables; to PostgreSQL it says nothing.
  select.add(std::string(wish.table) + " " + table + " CROSS JOIN article a " + std::string(wish.joins) +
             " WHERE a.key = " + table + ".article");
  if (driver != nullptr || by_days) {
    select.add(" AND " + table + ".key = found.key");
  }
  for (const Part& part : parts) {
    if (&part != driver && !by_days) {
      select.add(" AND ").add(part.holds);
    }
  }
  if (auto error = add_page(wish.t)) {
    return std::move(*error);
  }
  return select;
}

constexpr std::string_view source_columns = "a.id, a.title, a.source, a.url, a.date";
constexpr int source_column_count = 5;

Source read_source(const Row& row, int column) {
  return {row.text(column),     row.text(column + 1), row.text(column + 2),
          row.text(column + 3), row.text(column + 4), row.text(column + 5)};
}

// Cuts what is one row too many, and tells where the next page begins.
template <typename Found>
void finish_page(Rows<Found>& found, std::vector<Day>& days, const Page& page) {
  if (found.rows.size() <= page.limit) {
    return;
  }
  found.rows.resize(page.limit);
  if (page.limit > 0) {
    found.next = written({days[page.limit - 1], found.rows.back().key}, page.sort);
  }
}

constexpr std::size_t keys_at_once = 250;

// Entities and quantities of the events of a page.
std::optional<Error> complete(Database& database, std::vector<EventRow>& rows) {
  std::unordered_map<Key, Event*> events;
  for (EventRow& row : rows) {
    events.emplace(row.key, &row.event);
  }
  for (std::size_t begin = 0; begin < rows.size(); begin += keys_at_once) {
    const std::size_t end = std::min(rows.size(), begin + keys_at_once);
    std::vector<Value> keys;
    for (std::size_t i = begin; i < end; ++i) {
      keys.emplace_back(rows[i].key);
    }
    const std::string in = " IN (" + placeholders(keys.size()) + ")";
    if (auto error = database.query(
            "SELECT event, role, text, start_at, end_at, code, sector, other_sectors, name, wikidata, office, via "
            "FROM event_entity WHERE event" +
                in + " ORDER BY event, role, number",
            keys, [&](const Row& row) {
              if (auto* side = side_named(*events.at(row.integer(0)), row.text(1))) {
                side->push_back(read_entity(row, 2));
              }
            })) {
      return error;
    }
    if (auto error = database.query(
            "SELECT event, text, value, relation, kind FROM quantity WHERE event" + in + " ORDER BY event, number",
            keys, [&](const Row& row) { add_quantity(row, 1, *events.at(row.integer(0))); })) {
      return error;
    }
  }
  return std::nullopt;
}

}  // namespace

Result<Rows<EventRow>> find_events(Database& database, const Filter& filter, const Page& page) {
  const Snapshot snapshot(database);
  EventParts parts(filter, database.dialect());
  const auto list = parts.list();
  if (!list) {
    return list.error();
  }
  const Wish wish{"event", "e",
                  std::string(event_columns) + ", " + std::string(source_columns) +
                      ", substr(a.text, CAST(e.start_at + 1 AS INT), CAST(e.end_at - e.start_at AS INT)), st.id",
                  "LEFT JOIN story_event se ON se.event = e.key LEFT JOIN story st ON st.key = se.story"};
  const auto select = selection(database, wish, *list, filter, page);
  if (!select) {
    return select.error();
  }
  Rows<EventRow> found;
  std::vector<Day> days;
  if (auto error = database.query(select->sql, select->values, [&](const Row& row) {
        EventRow event;
        event.key = row.integer(0);
        days.push_back(static_cast<Day>(row.integer(1)));
        event.source = read_source(row, 2 + event_column_count);
        event.event = read_event(row, 2, event.source.article);
        event.story = row.text(2 + event_column_count + source_column_count + 1);
        found.rows.push_back(std::move(event));
      })) {
    return std::move(*error);
  }
  finish_page(found, days, page);
  if (auto error = complete(database, found.rows)) {
    return std::move(*error);
  }
  return found;
}

Result<Rows<StatementRow>> find_statements(Database& database, const Filter& filter, const Page& page) {
  const Snapshot snapshot(database);
  StatementParts parts(filter, database.dialect());
  const auto list = parts.list();
  if (!list) {
    return list.error();
  }
  const Wish wish{
      "statement", "s",
      std::string(statement_columns) + ", " + std::string(source_columns) +
          ", substr(a.text, CAST(s.sentence_start + 1 AS INT), CAST(s.sentence_end - s.sentence_start AS INT))",
      ""};
  const auto select = selection(database, wish, *list, filter, page);
  if (!select) {
    return select.error();
  }
  Rows<StatementRow> found;
  std::vector<Day> days;
  if (auto error = database.query(select->sql, select->values, [&](const Row& row) {
        StatementRow statement;
        statement.key = row.integer(0);
        days.push_back(static_cast<Day>(row.integer(1)));
        statement.source = read_source(row, 2 + statement_column_count);
        statement.statement = read_statement(row, 2, statement.source.article);
        found.rows.push_back(std::move(statement));
      })) {
    return std::move(*error);
  }
  finish_page(found, days, page);
  return found;
}

Result<std::vector<DayCount>> count_articles(Database& database, std::optional<Day> since, std::optional<Day> until,
                                             const std::vector<std::string>& sources) {
  Clause select = clause("SELECT a.day, count(*) FROM article a WHERE a.day > ?").bind(std::int64_t{undated});
  select.add(in_days("a.day", since, until));
  if (!sources.empty()) {
    select.add(" AND ").add(one_of("a.source", sources));
  }
  select.add(" GROUP BY a.day ORDER BY a.day");
  std::vector<DayCount> counts;
  if (auto error = database.query(select.sql, select.values, [&](const Row& row) {
        counts.push_back({static_cast<Day>(row.integer(0)), row.integer(1)});
      })) {
    return std::move(*error);
  }
  return counts;
}

namespace {

// SELECT event, day, scale of the events of a dyad.
Clause events_of(const Dyad& dyad) {
  Clause select;
  std::string t;
  if (!dyad.actor.empty() && !dyad.recipient.empty()) {
    t = "d";
    select = clause(
                 "SELECT d.event AS event, d.day AS day, d.scale AS scale FROM dyad d WHERE d.actor = ? AND "
                 "d.recipient = ?")
                 .bind(std::string_view(dyad.actor))
                 .bind(std::string_view(dyad.recipient));
  } else if (dyad.actor.empty() && dyad.recipient.empty()) {
    t = "e";
    select = clause("SELECT e.key AS event, e.day AS day, e.scale AS scale FROM event e WHERE 1 = 1");
  } else {
    t = "e";
    select = clause(
                 "SELECT e.key AS event, e.day AS day, e.scale AS scale FROM party p CROSS JOIN event e "
                 "WHERE e.key = p.event AND p.code = ? AND p.role = ?")
                 .bind(std::string_view(dyad.actor.empty() ? dyad.recipient : dyad.actor))
                 .bind(std::string_view(dyad.actor.empty() ? "recipient" : "actor"));
  }
  select.add(" AND " + t + ".day > ?").bind(std::int64_t{undated});
  select.add(in_days(t + ".day", dyad.since, dyad.until));
  if (!dyad.statuses.empty()) {
    select.add(" AND ").add(one_of(t + ".status", dyad.statuses));
  }
  if (dyad.least_confidence > 0) {
    select.add(" AND " + t + ".confidence >= ?").bind(dyad.least_confidence);
  }
  return select;
}

}  // namespace

Result<std::vector<DaySum>> sum_by_day(Database& database, const Dyad& dyad) {
  Clause select = clause("SELECT day, sum(scale), count(*) FROM (");
  if (dyad.stories) {
    select.add("SELECT min(day) AS day, avg(scale) AS scale FROM (")
        .add(events_of(dyad))
        .add(") AS told LEFT JOIN story_event se ON se.event = told.event GROUP BY coalesce(se.story, -told.event)");
  } else {
    select.add(events_of(dyad));
  }
  select.add(") AS found GROUP BY day ORDER BY day");
  std::vector<DaySum> sums;
  if (auto error = database.query(select.sql, select.values, [&](const Row& row) {
        sums.push_back({static_cast<Day>(row.integer(0)), row.real(1), row.integer(2)});
      })) {
    return std::move(*error);
  }
  return sums;
}

}  // namespace detente::store
