// The tables of a store, and how an older store becomes a newer one.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace detente::store {

// The statements that lead from one version to the next, in the words of dialect.h.
struct Migration {
  std::vector<std::string_view> statements;
  bool search = false;  // Dialect::search follows
};

// migrations()[n] leads from version n to n + 1; an empty database has version 0. What was released is never changed:
// a new version is a new migration.
const std::vector<Migration>& migrations();

// Brings the database to the version that `all` leads to, in one transaction: after an Error it is what it was.
// Errors: newer_version when it is beyond that already; corrupt_data when it is older and must not be written to.
std::optional<Error> bring_up_to_date(Database& database, bool writable,
                                      std::span<const Migration> all = migrations());

// 0 for an empty database.
Result<std::int64_t> version_of(Database& database);

// The time now, ISO 8601.
std::string now();

}  // namespace detente::store
