#include "store/database.h"

namespace detente::store {

std::optional<Error> Database::run(const std::string& sql, Values values) {
  return query(sql, values, [](const Row&) {});
}

std::optional<Error> Database::run(const std::string& sql, std::initializer_list<Value> values) {
  return run(sql, Values(values.begin(), values.size()));
}

Result<std::optional<std::int64_t>> integer_in(Database& database, const std::string& sql, Values values) {
  std::optional<std::int64_t> found;
  if (auto error = database.query(sql, values, [&](const Row& row) {
        if (!found) {
          found = row.integer(0);
        }
      })) {
    return std::move(*error);
  }
  return found;
}

std::string placeholders(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out += i == 0 ? "?" : ", ?";
  }
  return out;
}

bool is_postgres(std::string_view location) {
  return location.starts_with("postgresql://") || location.starts_with("postgres://");
}

}  // namespace detente::store
