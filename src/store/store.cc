#include "store/store.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>
#include <utility>

#include "base/base.h"
#include "store/care.h"
#include "store/database.h"
#include "store/query.h"
#include "store/record_rows.h"
#include "store/schema.h"

namespace detente::store {

namespace {

// Ids looked up in one statement.
constexpr std::size_t ids_at_once = 250;

}  // namespace

std::uint64_t fingerprint(const Article& article) {
  std::uint64_t sum = base::checksum_of_nothing;
  const auto add_number = [&](std::uint64_t number) {
    sum = base::checksum_of(std::as_bytes(std::span(&number, 1)), sum);
  };
  const auto add = [&](const std::string& text) {
    add_number(text.size());
    sum = base::checksum_of(std::as_bytes(std::span(text)), sum);
  };
  for (const std::string* field :
       {&article.id, &article.title, &article.byline, &article.source, &article.url, &article.language, &article.date,
        &article.modified, &article.dateline, &article.text}) {
    add(*field);
  }
  for (const Block& block : article.blocks) {
    add_number(block.span.begin);
    add_number(block.span.end);
    add_number(static_cast<std::uint64_t>(block.kind));
  }
  for (const ByteSpan& sentence : article.sentences) {
    add_number(sentence.begin);
    add_number(sentence.end);
  }
  for (const std::string& warning : article.warnings) {
    add(warning);
  }
  return sum;
}

class Store::Parts {
 public:
  explicit Parts(std::unique_ptr<Database> opened) : database(std::move(opened)) {}

  std::unique_ptr<Database> database;
};

namespace {

struct Kept {
  Key key = 0;
  std::uint64_t content_hash = 0;
};

// One batch on its way into the tables, inside a transaction. The first error ends it.
class Putting {
 public:
  Putting(Database& database, const Batch& batch) : database_(database), batch_(batch), added_at_(now()) {}

  Result<Receipt> put() {
    read_counters();
    find_kept();
    Receipt receipt;
    for (const Entry& entry : batch_.entries) {
      receipt.push_back(put_entry(entry));
    }
    insert_sides();
    write_counters();
    for (const GroupLink& link : batch_.groups) {
      link_group(link);
    }
    for (const StoryLink& link : batch_.stories) {
      link_story(link);
    }
    write_counter("story", next_story_);
    for (const Note& note : batch_.notes) {
      write_note(note);
    }
    if (error_) {
      return std::move(*error_);
    }
    return receipt;
  }

 private:
  void run(const std::string& sql, std::initializer_list<Value> values) {
    if (!error_) {
      error_ = database_.run(sql, values);
    }
  }

  std::optional<std::int64_t> find(const std::string& sql, std::initializer_list<Value> values) {
    if (error_) {
      return std::nullopt;
    }
    auto found = integer_in(database_, sql, Values(values.begin(), values.size()));
    if (!found) {
      error_ = found.error();
      return std::nullopt;
    }
    return *found;
  }

  void read_counters() {
    error_ = database_.query("SELECT name, next FROM counter", {}, [&](const Row& row) {
      const std::string name = row.text(0);
      if (name == "article") {
        keys_.article = row.integer(1);
      } else if (name == "event") {
        keys_.event = row.integer(1);
      } else if (name == "statement") {
        keys_.statement = row.integer(1);
      } else if (name == "story") {
        next_story_ = row.integer(1);
      }
    });
  }

  void write_counter(std::string_view name, Key next) {
    run("UPDATE counter SET next = ? WHERE name = ? AND next < ?", {next, name, next});
  }

  void write_counters() {
    write_counter("article", keys_.article);
    write_counter("event", keys_.event);
    write_counter("statement", keys_.statement);
  }

  void find_kept() {
    for (std::size_t begin = 0; begin < batch_.entries.size() && !error_; begin += ids_at_once) {
      const std::size_t end = std::min(batch_.entries.size(), begin + ids_at_once);
      std::vector<Value> ids;
      for (std::size_t i = begin; i < end; ++i) {
        ids.emplace_back(std::string_view(batch_.entries[i].record.article.id));
      }
      error_ =
          database_.query("SELECT id, key, content_hash FROM article WHERE id IN (" + placeholders(ids.size()) + ")",
                          ids, [&](const Row& row) {
                            kept_[row.text(0)] = {row.integer(1), static_cast<std::uint64_t>(row.integer(2))};
                          });
    }
  }

  Result<Outcome> put_entry(const Entry& entry) {
    if (auto fault = fault_of(entry.record)) {
      return std::move(*fault);
    }
    const std::string& id = entry.record.article.id;
    const std::uint64_t hash = content_hash_of(entry.record);
    const auto kept = kept_.find(id);
    const bool known = kept != kept_.end();
    if (known && kept->second.content_hash == hash) {
      remember_coder(entry, kept->second.key);
      return Outcome::unchanged;
    }
    if (known) {
      remove(kept->second.key);
    }
    kept_[id] = {keys_.article, hash};
    if (!error_) {
      write_rows(entry, hash, added_at_, keys_, sides_,
                 [&](Table table, Values values) { database_.insert(table, values); });
    }
    return known ? Outcome::replaced : Outcome::added;
  }

  void remember_coder(const Entry& entry, Key key) {
    const auto input = static_cast<std::int64_t>(entry.input);
    const Value coder = text_or_null(entry.coder);
    // An entry that does not know its coder says nothing against the one that did.
    if (entry.coder.empty() || error_) {
      return;
    }
    if (!error_) {
      error_ = database_.flush();  // it may be of this batch
    }
    run("UPDATE article SET input_hash = ?, coder = ? WHERE key = ? AND (coder IS NULL OR coder <> ? OR "
        "input_hash <> ?)",
        {input, coder, key, coder, input});
  }

  // In the order of the tables, which touches each of their pages once.
  void insert_sides() {
    std::sort(sides_.parties.begin(), sides_.parties.end());
    for (const PartyRow& row : sides_.parties) {
      const std::array<Value, 4> values{std::string_view(row.code), row.role, std::int64_t{row.day},
                                        RowKey{row.event}};
      database_.insert("party", values);
    }
    std::sort(sides_.dyads.begin(), sides_.dyads.end());
    for (const DyadRow& row : sides_.dyads) {
      const std::array<Value, 7> values{std::string_view(row.actor),
                                        std::string_view(row.recipient),
                                        std::int64_t{row.day},
                                        RowKey{row.event},
                                        row.scale,
                                        row.status,
                                        row.confidence};
      database_.insert("dyad", values);
    }
    sides_ = {};
    if (!error_) {
      error_ = database_.flush();
    }
  }

  // With all rows that refer to it. `party` and `dyad` refer to nothing; what they hold follows from the others.
  void remove(Key article) {
    insert_sides();
    run("DELETE FROM party WHERE (code, role, day, event) IN (SELECT x.code, x.role, e.day, e.key FROM event e "
        "JOIN event_entity x ON x.event = e.key WHERE e.article = ? AND x.code IS NOT NULL)",
        {article});
    run("DELETE FROM dyad WHERE (actor, recipient, day, event) IN (SELECT coalesce(x.code, ''), "
        "coalesce(y.code, ''), e.day, e.key FROM event e "
        "LEFT JOIN event_entity x ON x.event = e.key AND x.role = 'actor' AND x.code IS NOT NULL "
        "LEFT JOIN event_entity y ON y.event = e.key AND y.role = 'recipient' AND y.code IS NOT NULL "
        "WHERE e.article = ?)",
        {article});
    run("DELETE FROM article WHERE key = ?", {article});
  }

  void link_group(const GroupLink& link) {
    const auto article = find("SELECT key FROM article WHERE id = ?", {std::string_view(link.article)});
    if (!article) {
      return;
    }
    run("DELETE FROM article_group WHERE article = ?", {*article});
    if (!link.group.empty()) {
      run("INSERT INTO article_group VALUES (?, ?)", {*article, std::string_view(link.group)});
    }
  }

  std::optional<Key> event_of(const std::string& id) {
    const std::size_t sign = id.rfind("#e");
    if (sign == std::string::npos) {
      return std::nullopt;
    }
    const std::string article = id.substr(0, sign);
    const auto number = number_in(id, article, 'e');
    if (!number) {
      return std::nullopt;
    }
    return find("SELECT e.key FROM article a JOIN event e ON e.article = a.key WHERE a.id = ? AND e.number = ?",
                {std::string_view(article), *number});
  }

  std::optional<Key> story_of(const std::string& id) {
    if (const auto known = stories_.find(id); known != stories_.end()) {
      return known->second;
    }
    auto story = find("SELECT key FROM story WHERE id = ?", {std::string_view(id)});
    if (!story) {
      story = next_story_++;
      run("INSERT INTO story VALUES (?, ?)", {*story, std::string_view(id)});
    }
    stories_.emplace(id, *story);
    return story;
  }

  void link_story(const StoryLink& link) {
    const auto event = event_of(link.event);
    if (!event) {
      return;
    }
    run("DELETE FROM story_event WHERE event = ?", {*event});
    if (link.story.empty()) {
      return;
    }
    if (const auto story = story_of(link.story)) {
      run("INSERT INTO story_event VALUES (?, ?)", {*event, *story});
    }
  }

  void write_note(const Note& note) {
    const std::string_view name = note.name;
    run("DELETE FROM note WHERE name = ?", {name});
    if (note.bytes) {
      run("INSERT INTO note VALUES (?, ?)", {name, Bytes{*note.bytes}});
    }
  }

  Database& database_;
  const Batch& batch_;
  std::string added_at_;
  NextKeys keys_;
  Sides sides_;
  Key next_story_ = 1;
  std::unordered_map<std::string, Kept> kept_;
  std::unordered_map<std::string, Key> stories_;
  std::optional<Error> error_;
};

}  // namespace

Store::Store(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::string& location, const Options& options) {
  auto database = is_postgres(location) ? open_postgres(location, options) : open_sqlite(location, options);
  if (!database) {
    return database.error();
  }
  if (auto error = bring_up_to_date(**database, options.writable)) {
    return std::move(*error);
  }
  return Store(std::make_unique<Parts>(std::move(*database)));
}

Result<Receipt> Store::put(const Batch& batch) {
  Database& database = *parts_->database;
  if (auto error = database.begin()) {
    return std::move(*error);
  }
  auto receipt = Putting(database, batch).put();
  if (!receipt) {
    database.roll_back();
    return receipt;
  }
  if (auto error = database.commit()) {
    return std::move(*error);
  }
  return receipt;
}

Result<bool> Store::holds(const Article& article, const std::string& coder) {
  const std::array<Value, 3> values{std::string_view(article.id), static_cast<std::int64_t>(fingerprint(article)),
                                    std::string_view(coder)};
  const auto found =
      integer_in(*parts_->database, "SELECT 1 FROM article WHERE id = ? AND input_hash = ? AND coder = ?", values);
  if (!found) {
    return found.error();
  }
  return found->has_value();
}

Result<std::optional<ArticleRow>> Store::article(const std::string& id) {
  const Snapshot snapshot(*parts_->database);
  const std::array<Value, 1> values{std::string_view(id)};
  const auto key = integer_in(*parts_->database, "SELECT key FROM article WHERE id = ?", values);
  if (!key) {
    return key.error();
  }
  return *key ? read_article(*parts_->database, **key) : std::optional<ArticleRow>();
}

Result<std::vector<ArticleRow>> Store::articles(Key after, std::size_t limit) {
  const Snapshot snapshot(*parts_->database);
  const std::array<Value, 2> values{after, static_cast<std::int64_t>(limit)};
  std::vector<Key> keys;
  if (auto error = parts_->database->query("SELECT key FROM article WHERE key > ? ORDER BY key LIMIT ?", values,
                                           [&](const Row& row) { keys.push_back(row.integer(0)); })) {
    return std::move(*error);
  }
  std::vector<ArticleRow> rows;
  for (const Key key : keys) {
    auto row = read_article(*parts_->database, key);
    if (!row) {
      return row.error();
    }
    if (*row) {
      rows.push_back(std::move(**row));
    }
  }
  return rows;
}

Result<Rows<EventRow>> Store::events(const Filter& filter, const Page& page) {
  return find_events(*parts_->database, filter, page);
}

Result<Rows<StatementRow>> Store::statements(const Filter& filter, const Page& page) {
  return find_statements(*parts_->database, filter, page);
}

Result<std::vector<DayCount>> Store::articles_by_day(std::optional<Day> since, std::optional<Day> until,
                                                     const std::vector<std::string>& sources) {
  return count_articles(*parts_->database, since, until, sources);
}

Result<std::vector<DaySum>> Store::series(const Dyad& dyad) {
  return sum_by_day(*parts_->database, dyad);
}

Result<std::optional<std::string>> Store::note(const std::string& name) {
  const std::array<Value, 1> values{std::string_view(name)};
  std::optional<std::string> bytes;
  if (auto error = parts_->database->query("SELECT bytes FROM note WHERE name = ?", values,
                                           [&](const Row& row) { bytes = row.bytes(0); })) {
    return std::move(*error);
  }
  return bytes;
}

Result<Info> Store::info() {
  return tell(*parts_->database);
}

Result<std::vector<std::string>> Store::check() {
  return find_faults(*parts_->database);
}

Result<Repair> Store::repair(const std::string& path) {
  return save_remains(path);
}

}  // namespace detente::store
