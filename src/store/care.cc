#include "store/care.h"

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>

#include "store/record_rows.h"
#include "store/schema.h"

namespace detente::store {

namespace {

namespace fs = std::filesystem;

// More than this of one store are not told one by one.
constexpr std::size_t most_faults = 100;

constexpr std::size_t articles_at_once = 200;

// SELECTs of what `party` and `dyad` have to hold.
constexpr std::string_view expected_parties =
    "SELECT x.code, x.role, e.day, e.key FROM event e JOIN event_entity x ON x.event = e.key WHERE x.code IS NOT "
    "NULL";
constexpr std::string_view expected_dyads =
    "SELECT coalesce(x.code, ''), coalesce(y.code, ''), e.day, e.key, e.scale, e.status, e.confidence FROM event e "
    "LEFT JOIN event_entity x ON x.event = e.key AND x.role = 'actor' AND x.code IS NOT NULL "
    "LEFT JOIN event_entity y ON y.event = e.key AND y.role = 'recipient' AND y.code IS NOT NULL";

// The parts of a store that can be asked one after the other; the first error ends it.
class Examination {
 public:
  explicit Examination(Database& database) : database_(database) {}

  Result<std::vector<std::string>> run() {
    error_ = database_.inspect(faults_);
    compare("party", "code, role, day, event", expected_parties);
    compare("dyad", "actor, recipient, day, event, scale, status, confidence", expected_dyads);
    for (const char* table : {"article", "event", "statement", "story"}) {
      check_counter(table);
    }
    check_articles();
    if (error_) {
      return std::move(*error_);
    }
    return std::move(faults_);
  }

 private:
  void tell(std::string fault) {
    if (faults_.size() < most_faults) {
      faults_.push_back(std::move(fault));
    } else if (faults_.size() == most_faults) {
      faults_.emplace_back("and more");
    }
  }

  // What cannot be read is a fault; that the store cannot be reached is an error.
  bool take(const std::optional<Error>& error) {
    if (!error) {
      return true;
    }
    if (error->code == ErrorCode::corrupt_data) {
      tell(error->message);
    } else {
      error_ = error;
    }
    return false;
  }

  std::int64_t count(const std::string& sql, Values values = {}) {
    if (error_) {
      return 0;
    }
    const auto found = integer_in(database_, sql, values);
    if (!found) {
      take(found.error());
      return 0;
    }
    return found->value_or(0);
  }

  void compare(const std::string& table, const std::string& columns, std::string_view expected) {
    const std::string kept = "SELECT " + columns + " FROM " + table;
    const std::string wanted(expected);
    const std::int64_t missing = count("SELECT count(*) FROM (" + wanted + " EXCEPT " + kept + ") AS missing");
    const std::int64_t surplus = count("SELECT count(*) FROM (" + kept + " EXCEPT " + wanted + ") AS surplus");
    if (missing > 0) {
      tell("the index " + table + " lacks " + std::to_string(missing) + " rows");
    }
    if (surplus > 0) {
      tell("the index " + table + " has " + std::to_string(surplus) + " rows of events that are not there");
    }
  }

  void check_counter(const std::string& table) {
    const std::array<Value, 1> values{std::string_view(table)};
    const std::int64_t next = count("SELECT next FROM counter WHERE name = ?", values);
    if (count("SELECT max(key) FROM " + table) >= next) {
      tell("the counter of table " + table + " lags behind its keys");
    }
  }

  void check_articles() {
    Key after = 0;
    while (!error_) {
      std::vector<Key> keys;
      const std::array<Value, 2> values{after, static_cast<std::int64_t>(articles_at_once)};
      if (!take(database_.query("SELECT key FROM article WHERE key > ? ORDER BY key LIMIT ?", values,
                                [&](const Row& row) { keys.push_back(row.integer(0)); })) ||
          keys.empty()) {
        return;
      }
      for (const Key key : keys) {
        check_article(key);
      }
      after = keys.back();
    }
  }

  void check_article(Key key) {
    const Remains remains = read_remains(database_, key);
    if (!remains.article) {
      tell("row " + std::to_string(key) + " of table article cannot be read");
    } else if (!remains.whole) {
      tell("the record of \"" + remains.article->record.article.id + "\" is not as it was put");
    }
  }

  Database& database_;
  std::vector<std::string> faults_;
  std::optional<Error> error_;
};

// Everything that can be read out of a damaged store, put into a new one.
class Rescue {
 public:
  Rescue(Database& damaged, Store& saved) : damaged_(damaged), saved_(saved) {}

  Result<Repair> run() {
    for (const Key key : known_articles()) {
      save_article(key);
      if (batch_.entries.size() >= articles_at_once) {
        put();
      }
    }
    put();
    collect_links();
    collect_notes();
    put();
    if (error_) {
      return std::move(*error_);
    }
    return std::move(repair_);
  }

 private:
  // Rows up to the first that cannot be read.
  void read(const std::string& sql, const TakeRow& take) { static_cast<void>(damaged_.query(sql, {}, take)); }

  // Whatever names an article: its row, the indexes over these, and what belongs to it. Each is read from both ends,
  // since a damaged page stops the reading.
  std::set<Key> known_articles() {
    std::set<Key> keys;
    const auto take = [&](const Row& row) { keys.insert(row.integer(0)); };
    for (const char* order : {"", " DESC"}) {
      const std::string end(order);
      read("SELECT key FROM article NOT INDEXED ORDER BY key" + end, take);
      read("SELECT key FROM article INDEXED BY article_day ORDER BY day" + end, take);
      read("SELECT key FROM article INDEXED BY sqlite_autoindex_article_1 ORDER BY id" + end, take);
      read("SELECT article FROM event INDEXED BY event_article ORDER BY article" + end, take);
    }
    return keys;
  }

  void save_article(Key key) {
    Remains remains = read_remains(damaged_, key);
    if (!remains.article || fault_of(remains.article->record)) {
      repair_.lost.push_back(name_of_lost(key));
      return;
    }
    ArticleRow& article = *remains.article;
    const std::string id = article.record.article.id;
    if (!remains.whole) {
      repair_.incomplete.push_back(id);
    }
    if (!article.group.empty()) {
      batch_.groups.push_back({id, article.group});
    }
    // What is not whole shall be coded again when its article comes again.
    const bool whole = remains.whole;
    batch_.entries.push_back(
        {std::move(article.record), whole ? article.coder : std::string(), whole ? article.input : 0});
    ++repair_.articles;
  }

  std::string name_of_lost(Key key) {
    std::string id;
    const std::array<Value, 1> values{key};
    static_cast<void>(damaged_.query("SELECT id FROM article INDEXED BY sqlite_autoindex_article_1 WHERE +key = ?",
                                     values, [&](const Row& row) { id = row.text(0); }));
    return id.empty() ? "row " + std::to_string(key) : id;
  }

  void collect_links() {
    read(
        "SELECT a.id, e.number, t.id FROM story_event l JOIN story t ON t.key = l.story "
        "JOIN event e ON e.key = l.event JOIN article a ON a.key = e.article",
        [&](const Row& row) {
          batch_.stories.push_back({row.text(0) + "#e" + std::to_string(row.integer(1)), row.text(2)});
        });
  }

  void collect_notes() {
    read("SELECT name, bytes FROM note", [&](const Row& row) {
      batch_.notes.push_back({row.text(0), row.bytes(1)});
    });
    repair_.notes = static_cast<std::int64_t>(batch_.notes.size());
  }

  void put() {
    if (error_) {
      return;
    }
    if (const auto receipt = saved_.put(batch_); !receipt) {
      error_ = receipt.error();
    }
    batch_ = {};
  }

  Database& damaged_;
  Store& saved_;
  Batch batch_;
  Repair repair_;
  std::optional<Error> error_;
};

Error file_error(const std::error_code& code, const std::string& path) {
  const bool is_full = code.value() == ENOSPC || code.value() == EDQUOT || code.value() == EFBIG;
  return {is_full ? ErrorCode::storage_full : ErrorCode::unreadable, code.message(), path};
}

// A file that repair() works with and leaves nothing of, with its log.
class WorkingFile {
 public:
  explicit WorkingFile(std::string path) : path_(std::move(path)) { remove(); }
  ~WorkingFile() { remove(); }
  WorkingFile(const WorkingFile&) = delete;
  WorkingFile& operator=(const WorkingFile&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  void remove() const {
    for (const char* ending : {"", "-wal", "-shm"}) {
      std::error_code error;
      fs::remove(path_ + ending, error);
    }
  }

  std::string path_;
};

std::optional<Error> copy_store(const std::string& from, const std::string& to) {
  for (const char* ending : {"", "-wal"}) {
    std::error_code error;
    if (*ending != '\0' && !fs::exists(from + ending, error)) {
      continue;
    }
    if (!fs::copy_file(from + ending, to + ending, fs::copy_options::overwrite_existing, error)) {
      return file_error(error, to + ending);
    }
  }
  return std::nullopt;
}

// The file format, https://www.sqlite.org/fileformat.html, "The Database Header".
constexpr std::size_t change_counter_at = 24;
constexpr std::size_t freelist_at = 32;
constexpr std::size_t version_valid_for_at = 92;

// Lays the first page of a new store, and the others that hold the list of tables, over those of a damaged one. Every
// store of one version has its tables at the same pages, since nothing moves them.
std::optional<Error> renew_beginning(const std::string& path, const std::string& fresh) {
  Options options;
  options.writable = false;
  auto database = open_sqlite(fresh, options);
  if (!database) {
    return database.error();
  }
  std::vector<std::int64_t> pages;
  if (auto error = (*database)->query("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'", {},
                                      [&](const Row& row) { pages.push_back(row.integer(0)); })) {
    return error;
  }
  const auto size = integer_in(**database, "PRAGMA page_size");
  if (!size) {
    return size.error();
  }
  std::ifstream from(fresh, std::ios::binary);
  std::fstream to(path, std::ios::binary | std::ios::in | std::ios::out);
  std::string page(static_cast<std::size_t>(**size), '\0');
  for (const std::int64_t number : pages) {
    const std::streamoff offset = (number - 1) * **size;
    from.seekg(offset);
    from.read(page.data(), static_cast<std::streamsize>(page.size()));
    if (number == 1) {
      // No free pages; and since these two differ, the number of pages is taken from the file.
      page.replace(freelist_at, 8, 8, '\0');
      page.replace(change_counter_at, 4, std::string("\0\0\0\2", 4));
      page.replace(version_valid_for_at, 4, std::string("\0\0\0\1", 4));
    }
    to.seekp(offset);
    to.write(page.data(), static_cast<std::streamsize>(page.size()));
  }
  if (!from || !to.flush()) {
    return Error{ErrorCode::unreadable, "its beginning could not be renewed", path};
  }
  return std::nullopt;
}

bool can_be_asked(const std::string& path) {
  Options options;
  options.create = false;
  const auto database = open_sqlite(path, options);
  if (!database) {
    return false;
  }
  const auto version = version_of(**database);
  return version.ok() && *version > 0 &&
         integer_in(**database, "SELECT count(*) FROM (SELECT 1 FROM article LIMIT 1) AS found").ok();
}

// Nobody writes to it now. Whether it is damaged is not asked.
std::optional<Error> refuse_if_busy(const std::string& path) {
  Options options;
  options.create = false;
  auto database = open_sqlite(path, options);
  if (!database) {
    return database.error().code == ErrorCode::busy ? std::optional(database.error()) : std::nullopt;
  }
  auto error = (*database)->begin();
  (*database)->roll_back();
  return error && error->code == ErrorCode::busy ? error : std::nullopt;
}

// The store is at `path` at any moment: the damaged one, or the saved one.
std::optional<Error> put_in_place(const std::string& saved, const std::string& path, const std::string& damaged) {
  std::error_code error;
  fs::create_hard_link(path, damaged, error);
  if (error) {
    return file_error(error, damaged);
  }
  // Pages of the old log must not be taken for the new file's.
  for (const char* ending : {"-wal", "-shm"}) {
    std::error_code absent;
    fs::rename(path + ending, damaged + ending, absent);
  }
  fs::rename(saved, path, error);
  return error ? std::optional(file_error(error, path)) : std::nullopt;
}

// A name beside `path` that nobody has.
std::string name_for_damaged(const std::string& path) {
  const std::string name = path + ".damaged";
  std::string free = name;
  std::error_code error;
  for (int i = 2; fs::exists(free, error); ++i) {
    free = name + "-" + std::to_string(i);
  }
  return free;
}

Result<Repair> rescue(const std::string& from, const std::string& to) {
  Options options;
  options.create = false;
  auto damaged = open_sqlite(from, options);
  if (!damaged) {
    return Error{ErrorCode::corrupt_data, "nothing can be read of it; take the last backup", from};
  }
  auto saved = Store::open(to);
  if (!saved) {
    return saved.error();
  }
  return Rescue(**damaged, *saved).run();
}

}  // namespace

Result<Info> tell(Database& database) {
  const Snapshot snapshot(database);
  Info info;
  info.location = database.location();
  info.engine = database.engine();
  const auto bytes = database.bytes();
  const auto version = version_of(database);
  if (!bytes || !version) {
    return bytes ? version.error() : bytes.error();
  }
  info.bytes = *bytes;
  info.version = static_cast<int>(*version);
  const std::array<std::pair<const char*, std::int64_t*>, 4> counts{{
      {"SELECT count(*) FROM article", &info.articles},
      {"SELECT count(*) FROM event", &info.events},
      {"SELECT count(*) FROM statement", &info.statements},
      {"SELECT count(DISTINCT story) FROM story_event", &info.stories},
  }};
  for (const auto& [sql, count] : counts) {
    const auto found = integer_in(database, sql);
    if (!found) {
      return found.error();
    }
    *count = found->value_or(0);
  }
  const std::array<Value, 1> values{std::int64_t{undated}};
  if (auto error = database.query("SELECT min(day), max(day) FROM event WHERE day > ?", values, [&](const Row& row) {
        if (!row.is_null(0)) {
          info.first = static_cast<Day>(row.integer(0));
          info.last = static_cast<Day>(row.integer(1));
        }
      })) {
    return std::move(*error);
  }
  return info;
}

Result<std::vector<std::string>> find_faults(Database& database) {
  return Examination(database).run();
}

Result<Repair> save_remains(const std::string& path) {
  if (is_postgres(path)) {
    return Error{ErrorCode::invalid_argument, "a server's store is repaired by the server: restore its last backup",
                 ""};
  }
  std::error_code none;
  if (!fs::is_regular_file(path, none)) {
    return Error{ErrorCode::not_found, "there is no such store", path};
  }
  if (auto error = refuse_if_busy(path)) {
    return std::move(*error);
  }
  const WorkingFile copy(path + ".copy");
  const WorkingFile saved(path + ".saved");
  if (auto error = copy_store(path, copy.path())) {
    return std::move(*error);
  }
  if (const auto fresh = Store::open(saved.path()); !fresh) {
    return fresh.error();
  }
  if (!can_be_asked(copy.path())) {
    if (auto error = renew_beginning(copy.path(), saved.path())) {
      return std::move(*error);
    }
  }
  auto repair = rescue(copy.path(), saved.path());
  if (!repair) {
    return repair;
  }
  if (repair->articles == 0 && repair->notes == 0) {
    return Error{ErrorCode::corrupt_data, "nothing can be read of it, it was left as it is; take the last backup",
                 path};
  }
  repair->damaged = name_for_damaged(path);
  if (auto error = put_in_place(saved.path(), path, repair->damaged)) {
    return std::move(*error);
  }
  return repair;
}

}  // namespace detente::store
