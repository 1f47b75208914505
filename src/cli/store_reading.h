// What the commands that read a store have in common: which store, which days, in which form.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/writing.h"
#include "export/export.h"
#include "knowledge/knowledge.h"
#include "store/store.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace detente::cli {

struct StoreRange {
  std::string store;
  std::string since;
  std::string until;
};

struct SheetOptions {
  std::string format;  // empty: what suits the output
  std::string output;
};

// --store, --since, --until; and --format, --output. What they fill must live as long as the command.
void add_store_range_options(CLI::App& command, StoreRange& range);
void add_sheet_options(CLI::App& command, SheetOptions& options);

// Empty text: none. Everything else was checked while the line was parsed.
std::optional<store::Day> day_of(const std::string& text);
// What is wrong with a day as it was written; empty when all is well.
std::string complaint_about_day(const std::string& text);

// Of the clock, in universal time.
store::Day current_day();

// What is known, from the folder of --data or where find_share() looks.
Result<knowledge::Knowledge> open_knowledge(const std::string& data);

// Opens a store to read; it must exist.
Result<store::Store> open_store(const std::string& location);

// All events of the range, by day, some thousands at a time.
std::optional<Error> for_each_page(store::Store& store, const StoreRange& range,
                                   const std::function<void(const std::vector<store::EventRow>&)>& take);

// Writes the sheet where and as the options say. Returns the exit status, having said what went wrong.
int write_sheet(const SheetOptions& options, const exports::Sheet& sheet);

}  // namespace detente::cli
