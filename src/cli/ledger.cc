// detente ledger: deployments, claims, demands, the calendar.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/messages.h"
#include "cli/store_reading.h"
#include "cli/version.h"
#include "measure/measure.h"

namespace detente::cli {

namespace {

struct LedgerOptions {
  StoreRange range;
  SheetOptions sheet;
  std::string kind;
  std::string parties;
  std::string today;
};

Result<std::vector<store::EventRow>> events_of(store::Store& store, const LedgerOptions& options) {
  if (options.parties.empty()) {
    std::vector<store::EventRow> all;
    const auto error = for_each_page(store, options.range, [&](const std::vector<store::EventRow>& rows) {
      all.insert(all.end(), rows.begin(), rows.end());
    });
    return error ? Result<std::vector<store::EventRow>>(*error) : all;
  }
  const auto scope = measure::parse_scope(options.parties);
  if (!scope) {
    return scope.error();
  }
  return measure::events_of(store, *scope, day_of(options.range.since), day_of(options.range.until));
}

exports::Sheet ledger_of(const std::vector<store::EventRow>& rows, const LedgerOptions& options) {
  if (options.kind == "deployments") {
    return exports::sheet_of(measure::deployments(rows).rows);
  }
  if (options.kind == "strengths") {
    return exports::sheet_of(measure::deployments(rows).strengths);
  }
  if (options.kind == "claims") {
    return exports::sheet_of(measure::claims(rows));
  }
  if (options.kind == "demands") {
    return exports::sheet_of(measure::demands(rows));
  }
  return exports::sheet_of(measure::calendar(rows, day_of(options.today).value_or(current_day())));
}

int run_ledger(const LedgerOptions& options) {
  auto store = open_store(options.range.store);
  if (!store) {
    return fail(store.error());
  }
  const auto rows = events_of(*store, options);
  if (!rows) {
    return fail(rows.error());
  }
  const exports::Sheet sheet = ledger_of(*rows, options);
  if (sheet.rows.empty()) {
    complain("ledger", "there are no " + options.kind + " in it");
  }
  return write_sheet(options.sheet, sheet);
}

constexpr const char* footer = R"(Examples:
  detente ledger deployments --store crisis.db       who moved what, how many, where, and by whose account
  detente ledger strengths --store crisis.db         what each has where: estimate, range, what is announced
  detente ledger claims --store crisis.db            who asserts and who denies
  detente ledger demands --store crisis.db --parties RUS-USA
  detente ledger calendar --store crisis.db --today 2022-02-08

Every row names its events and shows the words it stands on. docs/measures.md

Exit status:
  0  done, even if there was nothing to show
  1  wrong usage, no such store, or one that cannot be read
)";

}  // namespace

void add_ledger(CLI::App& program, int& status) {
  const auto options = std::make_shared<LedgerOptions>();
  CLI::App& command =
      *program.add_subcommand("ledger", "Keep the books: deployments, strengths, claims, demands, calendar");
  command.set_version_flag("--version", version_line, "Print the version and exit");
  command.add_option("kind", options->kind, "deployments, strengths, claims, demands or calendar")
      ->required()
      ->check(CLI::IsMember({"deployments", "strengths", "claims", "demands", "calendar"}).description(""))
      ->type_name("LEDGER");
  add_store_range_options(command, options->range);
  add_sheet_options(command, options->sheet);
  command.add_option("--parties", options->parties, "Only events of these, as for detente tension")
      ->type_name("PARTIES");
  command
      .add_option("--today", options->today, "The day that parts what is ahead from what is over (default: today)")
      ->check(CLI::Validator([](const std::string& text) { return day_of(text) ? "" : "\"" + text + "\" is no day"; },
                             ""))
      ->type_name("YYYY-MM-DD");
  command.footer(footer);
  command.callback([options, &status] { status = run_ledger(*options); });
}

}  // namespace detente::cli
