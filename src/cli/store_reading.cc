#include "cli/store_reading.h"

#include <CLI/CLI.hpp>
#include <chrono>

#include "cli/exit_status.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/share.h"
#include "cli/terminal.h"
#include "ingest/ingest.h"
#include "knowledge/knowledge.h"

namespace detente::cli {

namespace {

exports::SheetForm form_of(const SheetOptions& options) {
  if (options.format == "csv") {
    return exports::SheetForm::csv;
  }
  if (options.format == "jsonl") {
    return exports::SheetForm::jsonl;
  }
  WritingOptions writing;
  writing.output = options.output;
  return !options.format.empty() || is_for_a_person(writing) ? exports::SheetForm::table : exports::SheetForm::jsonl;
}

}  // namespace

void add_store_range_options(CLI::App& command, StoreRange& range) {
  const CLI::Validator day(complaint_about_day, "");
  command.add_option("--store", range.store, "The store: a file, or postgresql://…")->required()->type_name("STORE");
  command.add_option("--since", range.since, "First day")->check(day)->type_name("YYYY-MM-DD");
  command.add_option("--until", range.until, "Last day")->check(day)->type_name("YYYY-MM-DD");
}

void add_sheet_options(CLI::App& command, SheetOptions& options) {
  command.add_option("--format", options.format, "table, jsonl or csv (default: table on a terminal, else jsonl)")
      ->check(CLI::IsMember({"table", "jsonl", "csv"}).description(""))
      ->type_name("FORMAT");
  command.add_option("--output", options.output, "Write to this file, not to standard output")->type_name("FILE");
}

std::optional<store::Day> day_of(const std::string& text) {
  return knowledge::parse_day(text);
}

std::string complaint_about_day(const std::string& text) {
  return text.size() == std::string_view("YYYY-MM-DD").size() && ingest::is_iso_date(text)
             ? ""
             : "\"" + text + "\" is not a day of the calendar; write YYYY-MM-DD";
}

store::Day current_day() {
  return static_cast<store::Day>(
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()).time_since_epoch().count());
}

Result<knowledge::Knowledge> open_knowledge(const std::string& data) {
  const auto share = find_share(data);
  if (!share) {
    return share.error();
  }
  return knowledge::Knowledge::open(*share / "detente.knowledge");
}

Result<store::Store> open_store(const std::string& location) {
  store::Options how;
  how.writable = false;
  how.create = false;
  return store::Store::open(location, how);
}

std::optional<Error> for_each_page(store::Store& store, const StoreRange& range,
                                   const std::function<void(const std::vector<store::EventRow>&)>& take) {
  constexpr std::size_t rows_a_page = 5000;
  store::Filter filter;
  filter.since = day_of(range.since);
  filter.until = day_of(range.until);
  store::Page page{store::Sort::oldest, rows_a_page, ""};
  do {
    auto rows = store.events(filter, page);
    if (!rows) {
      return rows.error();
    }
    take(rows->rows);
    page.after = rows->next;
  } while (!page.after.empty());
  return std::nullopt;
}

int write_sheet(const SheetOptions& options, const exports::Sheet& sheet) {
  WritingOptions writing;
  writing.output = options.output;
  auto output = open_output(writing);
  if (!output) {
    return fail(output.error());
  }
  std::string text;
  exports::append_sheet(sheet, form_of(options), look_of_output("auto", options.output.empty()), text);
  output->write(text);
  output->close();
  return all_well;
}

}  // namespace detente::cli
