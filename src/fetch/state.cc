// What is remembered from run to run, in one SQLite file. Each call is one transaction; SQLite's write-ahead log
// keeps the file whole when the process is killed at any moment.
#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "fetch/fetch.h"

namespace detente::fetch {

namespace {

// "DTFS", and the version of the tables: written in the file's header, so that no other database is taken for ours.
constexpr int application_id = 0x44544653;
constexpr int version = 1;

constexpr const char* tables = R"(
CREATE TABLE visits(url TEXT PRIMARY KEY, status INTEGER NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
                    hash TEXT NOT NULL, at INTEGER NOT NULL, is_feed INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE robots(origin TEXT PRIMARY KEY, status INTEGER NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL)
       WITHOUT ROWID;
CREATE TABLE waiting(feed TEXT NOT NULL, url TEXT NOT NULL, place INTEGER NOT NULL, title TEXT NOT NULL,
                     author TEXT NOT NULL, date TEXT NOT NULL, language TEXT NOT NULL, source TEXT NOT NULL,
                     is_feed INTEGER NOT NULL, PRIMARY KEY(feed, url)) WITHOUT ROWID;
CREATE INDEX waiting_by_url ON waiting(url);
)";

using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;

// One statement, kept from call to call.
class Statement {
 public:
  Statement(sqlite3* database, const char* sql) : statement_(nullptr, &sqlite3_finalize) {
    sqlite3_stmt* prepared = nullptr;
    sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    statement_.reset(prepared);
  }

  // Puts the values in the places ?1, ?2 …
  template <typename... Value>
  Statement& bind(const Value&... values) {
    sqlite3_reset(statement_.get());
    int place = 0;
    (bind_one(++place, values), ...);
    return *this;
  }

  // Whether there is a row.
  bool step() { return sqlite3_step(statement_.get()) == SQLITE_ROW; }
  // Whether all was done.
  bool run() {
    const int status = sqlite3_step(statement_.get());
    sqlite3_reset(statement_.get());
    return status == SQLITE_DONE || status == SQLITE_ROW;
  }
  void reset() { sqlite3_reset(statement_.get()); }

  [[nodiscard]] std::string text(int column) const {
    const unsigned char* const bytes = sqlite3_column_text(statement_.get(), column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return bytes == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(bytes), size);  // NOLINT
  }
  [[nodiscard]] std::int64_t number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

 private:
  void bind_one(int place, const std::string& text) {
    sqlite3_bind_text(statement_.get(), place, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  }
  void bind_one(int place, std::int64_t number) { sqlite3_bind_int64(statement_.get(), place, number); }

  std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement_;
};

bool run(sqlite3* database, const std::string& sql) {
  return sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

std::int64_t number_of(sqlite3* database, const char* sql) {
  Statement statement(database, sql);
  return statement.step() ? statement.number(0) : -1;
}

class FileState : public State {
 public:
  FileState(Database database, std::string path) : path_(std::move(path)), database_(std::move(database)) {}

  std::optional<Visit> visit(const std::string& url) override {
    if (!find_visit_.bind(url).step()) {
      find_visit_.reset();
      return std::nullopt;
    }
    Visit visit{url,
                static_cast<long>(find_visit_.number(0)),
                find_visit_.text(1),
                find_visit_.text(2),
                find_visit_.text(3),
                find_visit_.number(4),
                find_visit_.number(5) != 0};
    find_visit_.reset();
    return visit;
  }

  std::optional<RobotsCopy> robots(const std::string& origin) override {
    std::optional<RobotsCopy> copy;
    if (find_robots_.bind(origin).step()) {
      copy = RobotsCopy{static_cast<long>(find_robots_.number(0)), find_robots_.text(1), find_robots_.number(2)};
    }
    find_robots_.reset();
    return copy;
  }

  std::vector<ingest::FeedEntry> waiting(const std::string& feed) override {
    std::vector<ingest::FeedEntry> entries;
    find_waiting_.bind(feed);
    while (find_waiting_.step()) {
      ingest::FeedEntry entry;
      entry.url = find_waiting_.text(0);
      entry.title = find_waiting_.text(1);
      entry.author = find_waiting_.text(2);
      entry.date = find_waiting_.text(3);
      entry.language = find_waiting_.text(4);
      entry.source = find_waiting_.text(5);
      entry.is_feed = find_waiting_.number(6) != 0;
      entries.push_back(std::move(entry));
    }
    find_waiting_.reset();
    return entries;
  }

  std::optional<Error> remember(const Visit& page) override {
    return in_transaction([&] { return put(page) && wait_no_longer_.bind(page.url).run(); });
  }

  std::optional<Error> remember(const Visit& feed, const std::vector<ingest::FeedEntry>& entries) override {
    return in_transaction([&] {
      bool done = put(feed) && wait_no_longer_.bind(feed.url).run();
      std::int64_t place = 0;
      for (const ingest::FeedEntry& entry : entries) {
        done = done && wait_
                           .bind(feed.url, entry.url, place++, entry.title, entry.author, entry.date, entry.language,
                                 entry.source, std::int64_t{entry.is_feed ? 1 : 0})
                           .run();
      }
      return done;
    });
  }

  std::optional<Error> remember(const std::string& origin, const RobotsCopy& robots) override {
    return in_transaction(
        [&] { return put_robots_.bind(origin, std::int64_t{robots.status}, robots.text, robots.at).run(); });
  }

 private:
  bool put(const Visit& visit) {
    return put_visit_
        .bind(visit.url, std::int64_t{visit.status}, visit.etag, visit.last_modified, visit.content_hash, visit.at,
              std::int64_t{visit.is_feed ? 1 : 0})
        .run();
  }

  template <typename Work>
  std::optional<Error> in_transaction(Work work) {
    if (run(database_.get(), "BEGIN IMMEDIATE") && work() && run(database_.get(), "COMMIT")) {
      return std::nullopt;
    }
    const std::string why = sqlite3_errmsg(database_.get());
    run(database_.get(), "ROLLBACK");
    return Error{ErrorCode::unreadable, "cannot be written: " + why, path_};
  }

  std::string path_;
  Database database_;
  Statement find_visit_{database_.get(),
                        "SELECT status, etag, last_modified, hash, at, is_feed FROM visits WHERE url = ?1"};
  Statement find_robots_{database_.get(), "SELECT status, text, at FROM robots WHERE origin = ?1"};
  Statement find_waiting_{database_.get(),
                          "SELECT url, title, author, date, language, source, is_feed FROM waiting WHERE feed = ?1 "
                          "ORDER BY place"};
  Statement put_visit_{database_.get(), "INSERT OR REPLACE INTO visits VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
  Statement put_robots_{database_.get(), "INSERT OR REPLACE INTO robots VALUES(?1, ?2, ?3, ?4)"};
  Statement wait_{database_.get(), "INSERT OR REPLACE INTO waiting VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
  Statement wait_no_longer_{database_.get(), "DELETE FROM waiting WHERE url = ?1"};
};

// Makes the tables of a new file; false when it is another's or broken.
bool prepare(sqlite3* database) {
  const std::int64_t id = number_of(database, "PRAGMA application_id");
  if (id == application_id) {
    return number_of(database, "PRAGMA user_version") == version;
  }
  const bool is_new = id == 0 && number_of(database, "SELECT count(*) FROM sqlite_master") == 0;
  return is_new && run(database, "BEGIN IMMEDIATE; PRAGMA application_id = " + std::to_string(application_id) +
                                     "; PRAGMA user_version = " + std::to_string(version) + ";" + tables + "COMMIT");
}

}  // namespace

Result<std::unique_ptr<State>> open_state(const std::string& path) {
  sqlite3* opened = nullptr;
  const int status = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  Database database(opened, &sqlite3_close);
  if (status != SQLITE_OK) {
    return Error{ErrorCode::unreadable, std::string("cannot be opened: ") + sqlite3_errstr(status), path};
  }
  constexpr int patience = 5000;  // milliseconds, for another run that writes
  sqlite3_busy_timeout(database.get(), patience);
  if (!prepare(database.get())) {
    return Error{ErrorCode::corrupt_data,
                 "not a file of detente fetch --state, or of another version; name a new one", path};
  }
  run(database.get(), "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  return std::unique_ptr<State>(std::make_unique<FileState>(std::move(database), path));
}

}  // namespace detente::fetch
