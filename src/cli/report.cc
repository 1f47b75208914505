// detente report: a crisis on one page.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/messages.h"
#include "cli/store_reading.h"
#include "cli/version.h"
#include "knowledge/knowledge.h"
#include "measure/measure.h"

namespace detente::cli {

namespace {

struct ReportOptions {
  StoreRange range;
  std::string parties;
  std::string output;
  std::string data;
};

// "Russia, Belarus – Ukraine".
std::string title_of(const measure::Scope& scope, const knowledge::Knowledge& knowledge) {
  const auto names_of = [&](const std::vector<std::string>& codes) {
    std::string names;
    for (const std::string& code : codes) {
      const auto country = knowledge.country(code);
      names += (names.empty() ? "" : ", ") + (country ? std::string(country->name) : code);
    }
    return names;
  };
  return scope.others.empty() ? names_of(scope.side) : names_of(scope.side) + " – " + names_of(scope.others);
}

// The days asked for, else from the first to the last article that tells of an event.
measure::Range range_of(const StoreRange& asked, const std::vector<store::EventRow>& rows) {
  std::optional<measure::Range> told;
  for (const store::EventRow& row : rows) {
    const std::string& date = row.source.date.empty() ? row.event.date : row.source.date;
    if (const auto day = knowledge::parse_day(date)) {
      told =
          told ? measure::Range{std::min(told->first, *day), std::max(told->last, *day)} : measure::Range{*day, *day};
    }
  }
  const measure::Range all = told.value_or(measure::Range{current_day(), current_day()});
  measure::Range range;
  range.first = day_of(asked.since).value_or(std::min(all.first, day_of(asked.until).value_or(all.first)));
  range.last = day_of(asked.until).value_or(std::max(all.last, range.first));
  return range;
}

Result<std::vector<store::StatementRow>> statements_of(store::Store& store, const measure::Scope& scope,
                                                       const measure::Range& range) {
  constexpr std::size_t newest = 50;
  store::Filter filter;
  filter.since = range.first;
  filter.until = range.last;
  filter.speakers = scope.side;
  filter.speakers.insert(filter.speakers.end(), scope.others.begin(), scope.others.end());
  auto rows = store.statements(filter, {store::Sort::newest, newest, ""});
  return rows ? Result<std::vector<store::StatementRow>>(std::move(rows->rows)) : rows.error();
}

Result<exports::Report> report_on(store::Store& store, const ReportOptions& options,
                                  const knowledge::Knowledge& knowledge) {
  const auto scope = measure::parse_scope(options.parties);
  if (!scope) {
    return scope.error();
  }
  exports::Report report;
  report.title = title_of(*scope, knowledge);
  report.parties = options.parties;
  auto events = measure::events_of(store, *scope, std::nullopt, std::nullopt);
  if (!events) {
    return events.error();
  }
  report.events = std::move(*events);
  report.range = range_of(options.range, report.events);
  report.today = day_of(options.range.until).value_or(current_day());
  auto articles = store.articles_by_day(std::nullopt, report.range.last);
  if (!articles) {
    return articles.error();
  }
  report.articles = std::move(*articles);
  auto statements = statements_of(store, *scope, report.range);
  if (!statements) {
    return statements.error();
  }
  report.statements = std::move(*statements);
  return report;
}

int run_report(const ReportOptions& options) {
  auto store = open_store(options.range.store);
  if (!store) {
    return fail(store.error());
  }
  const auto knowledge = open_knowledge(options.data);
  if (!knowledge) {
    return fail(knowledge.error());
  }
  const auto report = report_on(*store, options, *knowledge);
  if (!report) {
    return fail(report.error());
  }
  if (report->events.empty()) {
    complain("report", "there are no events of " + options.parties + " in it; the page says so");
  }
  WritingOptions writing;
  writing.output = options.output;
  auto output = open_output(writing);
  if (!output) {
    return fail(output.error());
  }
  std::string page;
  exports::append_report(*report, page);
  output->write(page);
  output->close();
  return all_well;
}

constexpr const char* footer = R"(Examples:
  detente report --store crisis.db --parties RUS-UKR --output report.html
  detente report --store crisis.db --parties RUS,BLR-UKR --since 2022-01-01 --until 2022-02-24 --output report.html

One HTML page that loads nothing and runs no script: tension with its band and change points, conflict and cooperation
by week, articles a day, the ledgers, the newest statements, the sources, and how it was measured. Every row shows its
sentence and links to its source. With --until the calendar is seen from that day. docs/measures.md

Exit status:
  0  the page was written, even if there was nothing to show
  1  wrong usage, no such store or one that cannot be read, or output that cannot be written
)";

}  // namespace

void add_report(CLI::App& program, int& status) {
  const auto options = std::make_shared<ReportOptions>();
  CLI::App& command =
      *program.add_subcommand("report", "Write a page on a crisis: tension, ledgers, statements, sources");
  command.set_version_flag("--version", version_line, "Print the version and exit");
  add_store_range_options(command, options->range);
  command
      .add_option("--parties", options->parties, "Whose crisis: RUS-UKR, RUS or RUS,UKR,BLR, as for detente tension")
      ->required()
      ->type_name("PARTIES");
  command.add_option("--data", options->data, "Folder of detente.knowledge")->type_name("DIR");
  command.add_option("--output", options->output, "Write to this file, not to standard output")->type_name("FILE");
  command.footer(footer);
  command.callback([options, &status] { status = run_report(*options); });
}

}  // namespace detente::cli
