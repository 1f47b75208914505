// A connection to one database, SQLite or PostgreSQL: SQL in, rows out, errors as values.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "detente/result.h"
#include "store/dialect.h"
#include "store/store.h"

namespace detente::store {

// The key of a row, its own or another's: an integer that says nothing of the content.
struct RowKey {
  Key key = 0;
};

struct Bytes {
  std::string_view bytes;
};

// Text and bytes are borrowed until the call that takes the value returns. std::monostate is NULL.
using Value = std::variant<std::monostate, std::int64_t, double, std::string_view, RowKey, Bytes>;
using Values = std::span<const Value>;

// NULL when empty.
inline Value text_or_null(std::string_view text) {
  return text.empty() ? Value() : Value(text);
}

// A row of an answer; good inside the call that hands it out. NULL reads as 0 and "".
class Row {
 public:
  virtual ~Row() = default;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual double real(int column) const = 0;
  [[nodiscard]] virtual std::string text(int column) const = 0;
  [[nodiscard]] virtual std::string bytes(int column) const = 0;
};

using TakeRow = std::function<void(const Row&)>;

// The name of a table, a literal.
using Table = std::string_view;

class Database {
 public:
  virtual ~Database() = default;

  // `sql` has a '?' for each value. Text in `sql` must not hold one otherwise.
  virtual std::optional<Error> query(const std::string& sql, Values values, const TakeRow& take) = 0;
  std::optional<Error> run(const std::string& sql, Values values = {});
  std::optional<Error> run(const std::string& sql, std::initializer_list<Value> values);

  // A transaction that writes, alone among all writers. Waits for others as long as Options::patience.
  virtual std::optional<Error> begin() = 0;
  // Between begin() and commit(): one row more, its values in the order of the table's definition. It reach the table
  // only with the next flush(). After an error nothing more is done, and flush() and commit() return it.
  virtual void insert(Table table, Values values) = 0;
  virtual std::optional<Error> flush() = 0;
  // Error: nothing of the transaction is there.
  virtual std::optional<Error> commit() = 0;
  virtual void roll_back() = 0;

  // A transaction that sees one state of the store until end_reading().
  virtual std::optional<Error> begin_reading() = 0;
  virtual void end_reading() = 0;

  [[nodiscard]] virtual const Dialect& dialect() const = 0;
  [[nodiscard]] virtual std::string engine() const = 0;
  [[nodiscard]] virtual const std::string& location() const = 0;
  virtual Result<std::int64_t> bytes() = 0;
  // Whether the room's tables are there; Error when something else is.
  virtual Result<bool> has_tables() = 0;
  // What the engine itself finds wrong.
  virtual std::optional<Error> inspect(std::vector<std::string>& faults) = 0;
};

// While it lives, all queries see the same state of the store. What it could not begin, the queries tell.
class Snapshot {
 public:
  explicit Snapshot(Database& database) : database_(database) { static_cast<void>(database_.begin_reading()); }
  ~Snapshot() { database_.end_reading(); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Database& database_;
};

// The first column of the first row; nothing without a row.
Result<std::optional<std::int64_t>> integer_in(Database& database, const std::string& sql, Values values = {});

// "?, ?, ?"
std::string placeholders(std::size_t count);

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, const Options& options);
Result<std::unique_ptr<Database>> open_postgres(const std::string& url, const Options& options);

bool is_postgres(std::string_view location);

}  // namespace detente::store
