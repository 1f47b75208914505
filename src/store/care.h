// The state of a store: what it holds, what is wrong with it, and what can be saved of a damaged one.
#pragma once

#include "store/database.h"

namespace detente::store {

Result<Info> tell(Database& database);
Result<std::vector<std::string>> find_faults(Database& database);
Result<Repair> save_remains(const std::string& path);

}  // namespace detente::store
