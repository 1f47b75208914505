// detente tension: how hot it is between some, day by day, with the arithmetic.
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

struct TensionOptions {
  StoreRange range;
  SheetOptions sheet;
  std::string scope;
  std::string step = "day";
  std::string explain;
  bool changes = false;
  std::vector<std::string> alerts;
  measure::IndexOptions index;
};

// The days asked for, else from the first event to the last.
measure::Range range_of(const TensionOptions& options, const std::vector<measure::Observation>& observations) {
  measure::Range range{observations.front().day, observations.back().day};
  range.first = day_of(options.range.since).value_or(range.first);
  range.last = day_of(options.range.until).value_or(std::max(range.last, range.first));
  return range;
}

// Days on which the level of the weeks changes, with the events that weigh most in the first week of the new level.
exports::Sheet changes_of(const std::vector<measure::Observation>& observations,
                          const std::vector<measure::Period>& weeks) {
  std::vector<double> values;
  values.reserve(weeks.size());
  for (const measure::Period& week : weeks) {
    values.push_back(week.tension);
  }
  using Kind = exports::SheetColumn::Kind;
  exports::Sheet sheet{{"week", "before", "after", {"words", Kind::words}, {"events", Kind::id}}, {}};
  for (const measure::Change& change : measure::change_points(values)) {
    const measure::Observation* cause = measure::cause_of(change, weeks[change.at], observations);
    sheet.rows.push_back({knowledge::format_day(weeks[change.at].first), change.before, change.after,
                          cause == nullptr ? exports::SheetCell() : exports::SheetCell(cause->words),
                          cause == nullptr ? exports::SheetCell() : exports::SheetCell(cause->reports)});
  }
  return sheet;
}

Result<exports::Sheet> measured(store::Store& store, const TensionOptions& options) {
  const auto scope = measure::parse_scope(options.scope);
  if (!scope) {
    return scope.error();
  }
  std::vector<measure::Rule> rules;
  for (const std::string& text : options.alerts) {
    auto rule = measure::parse_rule(text);
    if (!rule) {
      return rule.error();
    }
    rules.push_back(*rule);
  }
  const auto rows = measure::events_of(store, *scope, std::nullopt, day_of(options.range.until));
  if (!rows) {
    return rows.error();
  }
  const auto articles = store.articles_by_day(std::nullopt, day_of(options.range.until));
  if (!articles) {
    return articles.error();
  }
  const auto observations = measure::observe(*rows);
  if (observations.empty()) {
    return exports::sheet_of(std::vector<measure::IndexDay>());
  }
  const measure::Range range = range_of(options, observations);
  if (!options.explain.empty()) {
    return exports::sheet_of(measure::arithmetic(observations, *day_of(options.explain), options.index),
                             observations);
  }
  if (options.changes) {
    return changes_of(observations,
                      measure::periods(observations, *articles, range, measure::Step::week, options.index));
  }
  if (options.step == "week") {
    return exports::sheet_of(measure::periods(observations, *articles, range, measure::Step::week, options.index));
  }
  const auto index = measure::tension(measure::tally(observations), *articles, range, options.index);
  return rules.empty() ? exports::sheet_of(index) : exports::sheet_of(measure::alerts(index, rules));
}

int run_tension(const TensionOptions& options) {
  auto store = open_store(options.range.store);
  if (!store) {
    return fail(store.error());
  }
  const auto sheet = measured(*store, options);
  if (!sheet) {
    return fail(sheet.error());
  }
  if (sheet->rows.empty()) {
    complain("tension", "there is nothing to show for " + options.scope);
  }
  return write_sheet(options.sheet, *sheet);
}

constexpr const char* footer = R"(Examples:
  detente tension RUS-UKR --store crisis.db --since 2022-01-01
  detente tension RUS-UKR --store crisis.db --explain 2022-02-24   every event's part in that day's figure
  detente tension RUS,BLR-UKR --store crisis.db --changes          when the level changed, and what happened then
  detente tension ARM --store crisis.db --alert 'tension rises 15 in 7' --alert 'events >= 10'

Tension is the mean PLOVER score of asserted events, each real-world event once, turned round so that 100 is conflict
and -100 cooperation; events fade with --half-life and are drawn to 0 where little is reported. docs/measures.md

Exit status:
  0  done, even if there was nothing to show
  1  wrong usage, no such store, or one that cannot be read
)";

}  // namespace

void add_tension(CLI::App& program, int& status) {
  const auto options = std::make_shared<TensionOptions>();
  CLI::App& command =
      *program.add_subcommand("tension", "Measure how hot it is between parties, day by day, with the arithmetic");
  command.set_version_flag("--version", version_line, "Print the version and exit");
  command
      .add_option("scope", options->scope,
                  "RUS-UKR: between two; RUS: all that a party does or suffers;\nRUS,UKR,BLR: among several")
      ->required()
      ->type_name("PARTIES");
  add_store_range_options(command, options->range);
  add_sheet_options(command, options->sheet);
  command.add_option("--step", options->step, "day (the index) or week (sums and counts of each week)")
      ->check(CLI::IsMember({"day", "week"}).description(""))
      ->type_name("STEP");
  command.add_option("--half-life", options->index.half_life, "Days after which an event weighs half (default: 14)")
      ->check(CLI::Range(0.1, 36'525.0).description(""))
      ->type_name("DAYS");
  command.add_option("--prior", options->index.prior, "Neutral events added to the mean (default: 5)")
      ->check(CLI::Range(0.0, 1e6).description(""))
      ->type_name("N");
  command.add_option("--explain", options->explain, "The parts that add up to this day's tension")
      ->check(CLI::Validator([](const std::string& text) { return day_of(text) ? "" : "\"" + text + "\" is no day"; },
                             ""))
      ->type_name("YYYY-MM-DD");
  command.add_flag("--changes", options->changes, "The weeks in which the level changed");
  command
      .add_option("--alert", options->alerts,
                  "The days on which this rule begins to hold: \"tension > 40\",\n\"events >= 10\", \"tension rises "
                  "15 in 7\"")
      ->type_name("RULE")
      ->allow_extra_args(false);
  command.footer(footer);
  command.callback([options, &status] { status = run_tension(*options); });
}

}  // namespace detente::cli
