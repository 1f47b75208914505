// SQLite: one file, with a write-ahead log beside it while it is open.
#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <filesystem>
#include <map>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "store/database.h"

namespace detente::store {

namespace {

namespace fs = std::filesystem;

// "DTNT": says whose file it is, where SQLite looks for that (PRAGMA application_id).
constexpr int application_id = 0x44544E54;

// Pages of the log after which it is moved into the file: 16 MB, about two batches of articles.
constexpr int checkpoint_pages = 4000;

constexpr int cache_kibibytes = 64 * 1024;

// Statements kept ready. Filters make ever new ones, so there is an end to it.
constexpr std::size_t most_statements = 200;

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3, CloseDatabase>;
using Prepared = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

Error error_of(sqlite3* database, int status, const std::string& path) {
  const std::string said = sqlite3_errmsg(database);
  switch (status & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::busy, "another program is writing to the store; try again when it has ended", path};
    case SQLITE_FULL:
      return {ErrorCode::storage_full, "there is no room left to write to; nothing of this batch was kept", path};
    case SQLITE_IOERR:
      // A quota or a limit on the size of files; a disk that is full is SQLITE_FULL.
      if (status == SQLITE_IOERR_WRITE || status == SQLITE_IOERR_SHMSIZE) {
        return {
            ErrorCode::storage_full,
            "cannot be written to: a quota or limit is reached, or the disk failed; nothing of this batch was kept",
            path};
      }
      return {ErrorCode::unreadable, "reading or writing failed: " + said, path};
    case SQLITE_NOTADB:
      return {ErrorCode::corrupt_data, "is no SQLite database, or its beginning is damaged", path};
    case SQLITE_CORRUPT:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return {ErrorCode::corrupt_data, "the store is damaged (" + said + "); run detente store repair on it", path};
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return {ErrorCode::unreadable, "is read-only", path};
    case SQLITE_CANTOPEN:
      return {ErrorCode::unreadable, "cannot be opened: " + said, path};
    default:
      return {ErrorCode::unreadable, "the database refused: " + said, path};
  }
}

class SqliteRow : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}

  [[nodiscard]] bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  [[nodiscard]] std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] double real(int column) const override { return sqlite3_column_double(statement_, column); }
  [[nodiscard]] std::string text(int column) const override { return bytes(column); }
  [[nodiscard]] std::string bytes(int column) const override {
    const void* data = sqlite3_column_blob(statement_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return data == nullptr ? std::string() : std::string(static_cast<const char*>(data), size);
  }

 private:
  sqlite3_stmt* statement_;
};

// Every value but text and bytes is copied; these outlive the step.
struct Bind {
  sqlite3_stmt* statement;
  int column;

  int operator()(std::monostate) const { return sqlite3_bind_null(statement, column); }
  int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, column, value); }
  int operator()(double value) const { return sqlite3_bind_double(statement, column, value); }
  int operator()(RowKey value) const { return sqlite3_bind_int64(statement, column, value.key); }
  int operator()(std::string_view value) const {
    return sqlite3_bind_text64(statement, column, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  int operator()(Bytes value) const {
    // Without a pointer it would be NULL.
    const char* data = value.bytes.empty() ? "" : value.bytes.data();
    return sqlite3_bind_blob64(statement, column, data, value.bytes.size(), SQLITE_STATIC);
  }
};

class Sqlite : public Database {
 public:
  Sqlite(Handle handle, std::string path) : handle_(std::move(handle)), path_(std::move(path)) {}

  std::optional<Error> query(const std::string& sql, Values values, const TakeRow& take) override {
    sqlite3_stmt* statement = prepared(sql);
    if (statement == nullptr) {
      return last_error();
    }
    const SqliteRow row(statement);
    int status = bind(statement, values);
    if (status == SQLITE_OK) {
      while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
        take(row);
      }
    }
    std::optional<Error> error;
    if (status != SQLITE_DONE) {
      error = error_of(handle_.get(), sqlite3_extended_errcode(handle_.get()), path_);
    }
    sqlite3_reset(statement);
    return error;
  }

  std::optional<Error> begin() override {
    failure_.reset();
    return run("BEGIN IMMEDIATE");
  }

  void insert(Table table, Values values) override {
    if (failure_) {
      return;
    }
    sqlite3_stmt* statement = insertion(table, values.size());
    if (statement == nullptr || bind(statement, values) != SQLITE_OK || sqlite3_step(statement) != SQLITE_DONE) {
      failure_ = last_error();
    }
    if (statement != nullptr) {
      sqlite3_reset(statement);
    }
  }

  std::optional<Error> flush() override { return failure_; }

  std::optional<Error> commit() override {
    if (failure_) {
      roll_back();
      return failure_;
    }
    if (auto error = run("COMMIT")) {
      roll_back();
      return error;
    }
    return std::nullopt;
  }

  void roll_back() override {
    // Some errors have ended the transaction already.
    if (sqlite3_get_autocommit(handle_.get()) == 0) {
      static_cast<void>(run("ROLLBACK"));
    }
  }

  std::optional<Error> begin_reading() override { return run("BEGIN"); }
  void end_reading() override { roll_back(); }

  [[nodiscard]] const Dialect& dialect() const override { return sqlite_dialect; }
  [[nodiscard]] std::string engine() const override { return std::string("SQLite ") + sqlite3_libversion(); }
  [[nodiscard]] const std::string& location() const override { return path_; }

  Result<std::int64_t> bytes() override {
    std::int64_t sum = 0;
    for (const char* ending : {"", "-wal"}) {
      std::error_code error;
      const auto size = fs::file_size(path_ + ending, error);
      sum += error ? 0 : static_cast<std::int64_t>(size);
    }
    return sum;
  }

  Result<bool> has_tables() override {
    const auto id = integer_in(*this, "PRAGMA application_id");
    if (!id) {
      return id.error();
    }
    const auto tables = integer_in(*this, "SELECT count(*) FROM sqlite_schema");
    if (!tables) {
      return tables.error();
    }
    if (**id == application_id) {
      return **tables > 0;
    }
    if (**tables > 0 || **id != 0) {
      return Error{ErrorCode::corrupt_data, "is a SQLite database of another program, not a store", path_};
    }
    return false;
  }

  std::optional<Error> inspect(std::vector<std::string>& faults) override {
    const auto collect = [&](const Row& row) {
      if (row.text(0) != "ok") {
        faults.push_back(row.text(0));
      }
    };
    // What is too damaged to be looked through is itself a finding.
    if (const auto error = query("PRAGMA integrity_check", {}, collect)) {
      faults.push_back(error->message);
    }
    const auto orphan = [&](const Row& row) {
      faults.push_back("a row of " + row.text(0) + " belongs to a row of " + row.text(2) + " that is not there");
    };
    if (const auto error = query("PRAGMA foreign_key_check", {}, orphan)) {
      faults.push_back(error->message);
    }
    for (const char* words : {"article_words", "statement_words"}) {
      const std::string name(words);
      // Compares the index with the words themselves; it writes nothing, but SQLite counts it as a write.
      const auto error = run("INSERT INTO " + name + " (" + name + ", rank) VALUES ('integrity-check', 1)");
      if (error && error->code != ErrorCode::corrupt_data) {
        return error;
      }
      if (error) {
        faults.push_back("the word index " + name + " does not fit the texts");
      }
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] Error last_error() const {
    return error_of(handle_.get(), sqlite3_extended_errcode(handle_.get()), path_);
  }

  sqlite3_stmt* prepared(const std::string& sql) {
    if (const auto found = statements_.find(sql); found != statements_.end()) {
      return found->second.get();
    }
    if (statements_.size() >= most_statements) {
      statements_.clear();
    }
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &statement, nullptr) != SQLITE_OK) {
      return nullptr;
    }
    return statements_.emplace(sql, Prepared(statement)).first->second.get();
  }

  sqlite3_stmt* insertion(Table table, std::size_t columns) {
    Prepared& kept = insertions_[table];
    if (!kept) {
      const std::string sql = "INSERT INTO " + std::string(table) + " VALUES (" + placeholders(columns) + ")";
      sqlite3_stmt* statement = nullptr;
      sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                         &statement, nullptr);
      kept.reset(statement);
    }
    return kept.get();
  }

  static int bind(sqlite3_stmt* statement, Values values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const int status = std::visit(Bind{statement, static_cast<int>(i) + 1}, values[i]);
      if (status != SQLITE_OK) {
        return status;
      }
    }
    return SQLITE_OK;
  }

  Handle handle_;
  std::string path_;
  std::unordered_map<std::string, Prepared> statements_;
  std::map<Table, Prepared> insertions_;
  std::optional<Error> failure_;
};

// The path as SQLite's URI: only so can a file be opened that nobody changes, in a folder that cannot be written.
std::string uri_of(const std::string& path) {
  std::string uri = "file:";
  for (const char c : fs::absolute(path).string()) {
    if (c == '%' || c == '?' || c == '#') {
      static constexpr std::string_view hex = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      uri += {'%', hex[byte >> 4U], hex[byte & 0x0FU]};
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

Result<Handle> open_handle(const std::string& name, int flags, const std::string& path) {
  // A Store is one thread's at a time, and nobody asks how much memory SQLite has.
  [[maybe_unused]] static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3* opened = nullptr;
  const int status =
      sqlite3_open_v2(name.c_str(), &opened, flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX, nullptr);
  Handle handle(opened);
  if (status != SQLITE_OK) {
    return error_of(handle.get(), status, path);
  }
  return handle;
}

// Reads the first page.
int touch(sqlite3* database) {
  return sqlite3_exec(database, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
}

bool log_is_empty(const std::string& path) {
  std::error_code error;
  const auto size = fs::file_size(path + "-wal", error);
  return error || size == 0;
}

// A reader of a log needs a shared index beside it, which it cannot make in a folder that it may not write to. When
// there is no log the file is whole without one.
Result<Handle> open_for_reading(const std::string& path, int patience) {
  auto handle = open_handle(path, SQLITE_OPEN_READONLY, path);
  if (!handle) {
    return handle;
  }
  sqlite3_busy_timeout(handle->get(), patience);
  const int status = touch(handle->get()) & 0xFF;
  if (status == SQLITE_OK) {
    return handle;
  }
  if ((status == SQLITE_CANTOPEN || status == SQLITE_READONLY) && log_is_empty(path)) {
    return open_handle(uri_of(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, path);
  }
  return error_of(handle->get(), sqlite3_extended_errcode(handle->get()), path);
}

Result<Handle> open_for_writing(const std::string& path, const Options& options, int patience) {
  const int create = options.create ? SQLITE_OPEN_CREATE : 0;
  auto handle = open_handle(path, SQLITE_OPEN_READWRITE | create, path);
  if (!handle) {
    return handle;
  }
  sqlite3_busy_timeout(handle->get(), patience);
  if (sqlite3_db_readonly(handle->get(), "main") == 1) {
    return Error{ErrorCode::unreadable, "is read-only", path};
  }
  if (touch(handle->get()) != SQLITE_OK) {
    return error_of(handle->get(), sqlite3_extended_errcode(handle->get()), path);
  }
  return handle;
}

std::optional<Error> set_up(sqlite3* database, const Options& options, const std::string& path) {
  std::string pragmas = "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -" +
                        std::to_string(cache_kibibytes) + ";";
  if (options.writable) {
    // FULL: what is committed outlives a loss of power, not only of the process.
    pragmas += "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = " +
               std::to_string(checkpoint_pages) + ";";
  } else {
    pragmas += "PRAGMA query_only = ON;";
  }
  if (sqlite3_exec(database, pragmas.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return error_of(database, sqlite3_extended_errcode(database), path);
  }
  return std::nullopt;
}

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, const Options& options) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  const bool exists = fs::exists(status);
  if (!exists && (!options.create || !options.writable)) {
    return Error{ErrorCode::not_found, "there is no such store; detente ingest --store makes one", path};
  }
  if (exists && !fs::is_regular_file(status)) {
    return Error{ErrorCode::unreadable, "is no file", path};
  }
  const auto patience = static_cast<int>(std::min<std::int64_t>(options.patience.count(), INT_MAX));
  auto handle = options.writable ? open_for_writing(path, options, patience) : open_for_reading(path, patience);
  if (!handle) {
    return handle.error();
  }
  sqlite3* raw = handle->get();
  auto database = std::make_unique<Sqlite>(std::move(*handle), path);
  // Before anything is set: a file of another program is left as it is.
  const auto has_tables = database->has_tables();
  if (!has_tables) {
    return has_tables.error();
  }
  if (auto fault = set_up(raw, options, path)) {
    return std::move(*fault);
  }
  if (options.writable && !*has_tables) {
    if (auto fault = database->run("PRAGMA application_id = " + std::to_string(application_id))) {
      return std::move(*fault);
    }
  }
  return std::unique_ptr<Database>(std::move(database));
}

}  // namespace detente::store
