// Filters as SQL: which events, statements and days are asked for, and how they are found without reading all.
#pragma once

#include "store/database.h"

namespace detente::store {

Result<Rows<EventRow>> find_events(Database& database, const Filter& filter, const Page& page);
Result<Rows<StatementRow>> find_statements(Database& database, const Filter& filter, const Page& page);
Result<std::vector<DayCount>> count_articles(Database& database, std::optional<Day> since, std::optional<Day> until,
                                             const std::vector<std::string>& sources);
Result<std::vector<DaySum>> sum_by_day(Database& database, const Dyad& dyad);

}  // namespace detente::store
