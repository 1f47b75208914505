// PostgreSQL: the tables lie in a schema of their own, `detente`, in the database that the address names.
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>
#include <utility>

#include "store/database.h"

namespace detente::store {

namespace {

// Any number will do, as long as no other program on the server takes advisory locks of the same one.
constexpr const char* writers_lock = "SELECT pg_advisory_xact_lock(4919131752989213012)";

// A table's rows are sent once they have grown to this, so that a batch needs little memory.
constexpr std::size_t most_pending_bytes = std::size_t{4} << 20U;

constexpr std::size_t most_statements = 200;

struct FinishConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
struct FreeMemory {
  void operator()(void* memory) const { PQfreemem(memory); }
};
using Connection = std::unique_ptr<PGconn, FinishConnection>;
using Answer = std::unique_ptr<PGresult, ClearResult>;

// The address as messages show it: user:password@ becomes user@, and a password=… among the options goes too.
std::string without_password(const std::string& url) {
  std::string shown = url;
  const std::size_t host = shown.find("://") + 3;
  const std::size_t at = shown.find('@', host);
  const std::size_t path = shown.find('/', host);
  if (at != std::string::npos && (path == std::string::npos || at < path)) {
    const std::size_t colon = shown.find(':', host);
    if (colon < at) {
      shown.erase(colon, at - colon);
    }
  }
  if (const std::size_t option = shown.find("password="); option != std::string::npos) {
    const std::size_t end = shown.find('&', option);
    shown.erase(option, end == std::string::npos ? end : end + 1 - option);
  }
  return shown;
}

std::string trimmed(std::string message) {
  while (!message.empty() && (message.back() == '\n' || message.back() == ' ')) {
    message.pop_back();
  }
  for (char& c : message) {
    c = c == '\n' ? ' ' : c;
  }
  return message;
}

// By SQLSTATE (PostgreSQL 15, appendix A).
Error error_of(PGconn* connection, const PGresult* result, const std::string& location) {
  const char* field = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string_view state = field == nullptr ? std::string_view() : std::string_view(field);
  const std::string said = trimmed(result == nullptr ? PQerrorMessage(connection) : PQresultErrorMessage(result));
  if (state == "55P03" || state == "40001" || state == "40P01") {
    return {ErrorCode::busy, "another program is writing to the store; try again when it has ended", location};
  }
  if (state == "53100") {
    return {ErrorCode::storage_full, "the server has no room left; nothing of this batch was kept", location};
  }
  if (state.starts_with("XX") || state.starts_with("23")) {
    return {ErrorCode::corrupt_data, "the store is damaged: " + said, location};
  }
  if (state == "42501" || state == "25006") {
    return {ErrorCode::unreadable, "this user may not do that: " + said, location};
  }
  if (PQstatus(connection) != CONNECTION_OK || state.starts_with("08") || state.starts_with("57P")) {
    return {ErrorCode::unreachable, "the database server cannot be reached: " + said, location};
  }
  return {ErrorCode::unreadable, "the database refused: " + said, location};
}

// "?" becomes "$1", "$2" …
std::string numbered(const std::string& sql) {
  std::string out;
  int number = 0;
  for (const char c : sql) {
    if (c == '?') {
      out += '$' + std::to_string(++number);
    } else {
      out += c;
    }
  }
  return out;
}

template <typename Number>
void append_number(Number number, std::string& out) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

void append_hexadecimal(std::string_view bytes, std::string& out) {
  static constexpr std::string_view hex = "0123456789abcdef";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += hex[byte >> 4U];
    out += hex[byte & 0x0FU];
  }
}

// A value as the text of a parameter.
struct AppendParameter {
  std::string& out;

  void operator()(std::monostate) const {}
  void operator()(std::int64_t value) const { append_number(value, out); }
  void operator()(double value) const { append_number(value, out); }
  void operator()(RowKey value) const { append_number(value.key, out); }
  void operator()(std::string_view value) const { out += value; }
  void operator()(Bytes value) const {
    out += "\\x";
    append_hexadecimal(value.bytes, out);
  }
};

// A value as COPY's text format has it.
struct AppendCopied {
  std::string& out;

  void operator()(std::monostate) const { out += "\\N"; }
  void operator()(std::int64_t value) const { append_number(value, out); }
  void operator()(double value) const { append_number(value, out); }
  void operator()(RowKey value) const { append_number(value.key, out); }
  void operator()(Bytes value) const {
    out += "\\\\x";
    append_hexadecimal(value.bytes, out);
  }
  void operator()(std::string_view value) const {
    for (const char c : value) {
      switch (c) {
        case '\\':
          out += "\\\\";
          break;
        case '\n':
          out += "\\n";
          break;
        case '\r':
          out += "\\r";
          break;
        case '\t':
          out += "\\t";
          break;
        default:
          out += c;
      }
    }
  }
};

class PostgresRow : public Row {
 public:
  PostgresRow(const PGresult* result, int row) : result_(result), row_(row) {}

  [[nodiscard]] bool is_null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
  [[nodiscard]] std::int64_t integer(int column) const override { return number<std::int64_t>(column); }
  [[nodiscard]] double real(int column) const override { return number<double>(column); }
  [[nodiscard]] std::string text(int column) const override { return std::string(field(column)); }
  [[nodiscard]] std::string bytes(int column) const override {
    const std::string value = text(column);
    std::size_t size = 0;
    const std::unique_ptr<unsigned char, FreeMemory> plain(
        // libpq's own type for text that holds bytes.
        PQunescapeBytea(reinterpret_cast<const unsigned char*>(value.c_str()), &size));  // NOLINT
    return plain ? std::string(plain.get(), plain.get() + size) : std::string();
  }

 private:
  [[nodiscard]] std::string_view field(int column) const {
    return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
  }
  template <typename Number>
  [[nodiscard]] Number number(int column) const {
    const std::string_view digits = field(column);
    Number value{};
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }

  const PGresult* result_;
  int row_;
};

class Postgres : public Database {
 public:
  Postgres(Connection connection, std::string location)
      : connection_(std::move(connection)), location_(std::move(location)) {}

  std::optional<Error> query(const std::string& sql, Values values, const TakeRow& take) override {
    const std::string* name = nullptr;
    if (auto error = prepare(sql, name)) {
      return error;
    }
    std::vector<std::string> texts(values.size());
    std::vector<const char*> parameters(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      std::visit(AppendParameter{texts[i]}, values[i]);
      parameters[i] = std::holds_alternative<std::monostate>(values[i]) ? nullptr : texts[i].c_str();
    }
    const Answer answer(PQexecPrepared(connection_.get(), name->c_str(), static_cast<int>(parameters.size()),
                                       parameters.data(), nullptr, nullptr, 0));
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
      return error_of(connection_.get(), answer.get(), location_);
    }
    for (int i = 0; i < PQntuples(answer.get()); ++i) {
      take(PostgresRow(answer.get(), i));
    }
    return std::nullopt;
  }

  std::optional<Error> begin() override {
    failure_.reset();
    pending_.clear();
    if (auto error = execute("BEGIN")) {
      return error;
    }
    // One writer at a time, as in SQLite: two that replace the same articles would else lock each other out.
    if (auto error = execute(writers_lock)) {
      roll_back();
      return error;
    }
    return std::nullopt;
  }

  void insert(Table table, Values values) override {
    if (failure_) {
      return;
    }
    Pending& pending = pending_of(table);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) {
        pending.rows += '\t';
      }
      std::visit(AppendCopied{pending.rows}, values[i]);
    }
    pending.rows += '\n';
    if (pending.rows.size() >= most_pending_bytes) {
      static_cast<void>(flush());
    }
  }

  // In the order in which the tables were first inserted to: a row comes after those it refers to.
  std::optional<Error> flush() override {
    for (Pending& pending : pending_) {
      if (!failure_ && !pending.rows.empty()) {
        failure_ = copy(pending);
      }
      pending.rows.clear();
    }
    return failure_;
  }

  std::optional<Error> commit() override {
    if (auto error = flush()) {
      roll_back();
      return error;
    }
    if (auto error = execute("COMMIT")) {
      roll_back();
      return error;
    }
    return std::nullopt;
  }

  void roll_back() override {
    pending_.clear();
    if (PQtransactionStatus(connection_.get()) != PQTRANS_IDLE) {
      static_cast<void>(execute("ROLLBACK"));
    }
  }

  std::optional<Error> begin_reading() override { return execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }
  void end_reading() override { roll_back(); }

  [[nodiscard]] const Dialect& dialect() const override { return postgres_dialect; }
  [[nodiscard]] std::string engine() const override {
    const char* version = PQparameterStatus(connection_.get(), "server_version");
    return std::string("PostgreSQL ") + (version == nullptr ? "" : version);
  }
  [[nodiscard]] const std::string& location() const override { return location_; }

  Result<std::int64_t> bytes() override {
    const auto sum = integer_in(*this,
                                "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c "
                                "JOIN pg_namespace n ON n.oid = c.relnamespace "
                                "WHERE n.nspname = 'detente' AND c.relkind = 'r'");
    if (!sum) {
      return sum.error();
    }
    return sum->value_or(0);
  }

  Result<bool> has_tables() override {
    const auto found = integer_in(*this,
                                  "SELECT count(*) FROM information_schema.tables "
                                  "WHERE table_schema = 'detente' AND table_name = 'schema_version'");
    if (!found) {
      return found.error();
    }
    return found->value_or(0) > 0;
  }

  // The server checks references and indexes as it writes them; what else can be damaged is its administrator's to
  // look at (pg_amcheck).
  std::optional<Error> inspect(std::vector<std::string>& faults) override {
    static_cast<void>(faults);
    return std::nullopt;
  }

  std::optional<Error> execute(const std::string& sql) {
    const Answer answer(PQexec(connection_.get(), sql.c_str()));
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
      return error_of(connection_.get(), answer.get(), location_);
    }
    return std::nullopt;
  }

 private:
  struct Pending {
    Table table;
    std::string rows;
  };

  Pending& pending_of(Table table) {
    for (Pending& pending : pending_) {
      if (pending.table == table) {
        return pending;
      }
    }
    return pending_.emplace_back(Pending{table, {}});
  }

  std::optional<Error> prepare(const std::string& sql, const std::string*& name) {
    if (const auto found = statements_.find(sql); found != statements_.end()) {
      name = &found->second;
      return std::nullopt;
    }
    if (statements_.size() >= most_statements) {
      statements_.clear();
      if (auto error = execute("DEALLOCATE ALL")) {
        return error;
      }
    }
    std::string fresh = "s" + std::to_string(++prepared_);
    const Answer answer(PQprepare(connection_.get(), fresh.c_str(), numbered(sql).c_str(), 0, nullptr));
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) {
      return error_of(connection_.get(), answer.get(), location_);
    }
    name = &statements_.emplace(sql, std::move(fresh)).first->second;
    return std::nullopt;
  }

  std::optional<Error> copy(const Pending& pending) {
    const std::string& columns = columns_of(pending.table);
    const Answer begun(
        PQexec(connection_.get(), ("COPY " + std::string(pending.table) + columns + " FROM STDIN").c_str()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN) {
      return error_of(connection_.get(), begun.get(), location_);
    }
    if (PQputCopyData(connection_.get(), pending.rows.data(), static_cast<int>(pending.rows.size())) != 1 ||
        PQputCopyEnd(connection_.get(), nullptr) != 1) {
      return error_of(connection_.get(), nullptr, location_);
    }
    std::optional<Error> error;
    while (const Answer answer = Answer(PQgetResult(connection_.get()))) {
      if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK && !error) {
        error = error_of(connection_.get(), answer.get(), location_);
      }
    }
    return error;
  }

  // " (key, id, …)": all but those that the server makes itself.
  const std::string& columns_of(Table table) {
    std::string& columns = columns_[std::string(table)];
    if (columns.empty()) {
      const std::array<Value, 1> values{table};
      static_cast<void>(query(
          "SELECT column_name FROM information_schema.columns WHERE table_schema = 'detente' AND table_name = ? "
          "AND is_generated = 'NEVER' ORDER BY ordinal_position",
          values, [&](const Row& row) { columns += (columns.empty() ? " (" : ", ") + row.text(0); }));
      columns += columns.empty() ? "" : ")";
    }
    return columns;
  }

  Connection connection_;
  std::string location_;
  std::unordered_map<std::string, std::string> statements_;
  int prepared_ = 0;
  std::vector<Pending> pending_;
  std::unordered_map<std::string, std::string> columns_;
  std::optional<Error> failure_;
};

// libpq tells what it does to standard error; that is the program's to decide.
void keep_quiet(void* nobody, const char* message) {
  static_cast<void>(nobody);
  static_cast<void>(message);
}

std::optional<Error> set_up(Postgres& database, PGconn* connection, const Options& options) {
  const char* encoding = PQparameterStatus(connection, "server_encoding");
  if (encoding == nullptr || std::string_view(encoding) != "UTF8") {
    return Error{ErrorCode::invalid_argument, "the database's encoding is not UTF8; make it with ENCODING 'UTF8'",
                 database.location()};
  }
  std::string settings = "SET client_encoding = 'UTF8'; SET search_path = detente; SET lock_timeout = " +
                         std::to_string(std::max<std::int64_t>(options.patience.count(), 1)) + ";";
  if (!options.writable) {
    settings += "SET default_transaction_read_only = on;";
  }
  return database.execute(settings);
}

}  // namespace

Result<std::unique_ptr<Database>> open_postgres(const std::string& url, const Options& options) {
  const std::string shown = without_password(url);
  Connection connection(PQconnectdb(url.c_str()));
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    return Error{ErrorCode::unreachable,
                 "the database server cannot be reached: " + trimmed(PQerrorMessage(connection.get())), shown};
  }
  PGconn* raw = connection.get();
  PQsetNoticeProcessor(raw, keep_quiet, nullptr);
  auto database = std::make_unique<Postgres>(std::move(connection), shown);
  if (auto error = set_up(*database, raw, options)) {
    return std::move(*error);
  }
  const auto has_tables = database->has_tables();
  if (!has_tables) {
    return has_tables.error();
  }
  if (!*has_tables && (!options.create || !options.writable)) {
    return Error{ErrorCode::not_found, "there is no store in it; detente ingest --store makes one", shown};
  }
  if (!*has_tables) {
    if (auto error = database->execute("CREATE SCHEMA IF NOT EXISTS detente")) {
      return std::move(*error);
    }
  }
  return std::unique_ptr<Database>(std::move(database));
}

}  // namespace detente::store
