// detente export: the events of a store in the columns that other projects publish.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/messages.h"
#include "cli/store_reading.h"
#include "cli/version.h"
#include "knowledge/knowledge.h"

namespace detente::cli {

namespace {

struct ExportOptions {
  StoreRange range;
  std::string format = "csv";
  std::string output;
  std::string data;
};

exports::EventFormat format_named(const std::string& name) {
  if (name == "polecat") {
    return exports::EventFormat::polecat;
  }
  if (name == "icews") {
    return exports::EventFormat::icews;
  }
  if (name == "gdelt2") {
    return exports::EventFormat::gdelt2;
  }
  return name == "plover" ? exports::EventFormat::plover : exports::EventFormat::csv;
}

// Page by page, so that a store of any size is written in little memory.
std::optional<Error> write_events(store::Store& store, const ExportOptions& options,
                                  const knowledge::Knowledge& knowledge, Output& output) {
  const exports::EventFormat format = format_named(options.format);
  output.write(exports::heading_of(format));
  return for_each_page(store, options.range, [&](const std::vector<store::EventRow>& rows) {
    std::string text;
    for (const store::EventRow& row : rows) {
      exports::append_event(row, format, knowledge, text);
    }
    output.write(text);
  });
}

int run_export(const ExportOptions& options) {
  auto store = open_store(options.range.store);
  if (!store) {
    return fail(store.error());
  }
  const auto knowledge = open_knowledge(options.data);
  if (!knowledge) {
    return fail(knowledge.error());
  }
  WritingOptions writing;
  writing.output = options.output;
  auto output = open_output(writing);
  if (!output) {
    return fail(output.error());
  }
  if (const auto error = write_events(*store, options, *knowledge, *output)) {
    return fail(*error);
  }
  output->close();
  return all_well;
}

constexpr const char* footer = R"(Examples:
  detente export --store crisis.db > events.csv
  detente export --store crisis.db --as polecat --since 2022-02-01 --output events.tsv
  detente export --store crisis.db --as gdelt2 --output 20220224.export.CSV

The columns are exactly those that the project publishes; status, by whose account, offsets, confidence, story, address
and words stand after them. docs/exports.md shows how R and pandas read them.

Exit status:
  0  all was written
  1  wrong usage, no such store or one that cannot be read, or output that cannot be written
)";

}  // namespace

void add_export(CLI::App& program, int& status) {
  const auto options = std::make_shared<ExportOptions>();
  CLI::App& command =
      *program.add_subcommand("export", "Write events in the columns of PLOVER, POLECAT, ICEWS or GDELT, or as CSV");
  command.set_version_flag("--version", version_line, "Print the version and exit");
  add_store_range_options(command, options->range);
  command.add_option("--as", options->format, "csv (the default), plover, polecat, icews or gdelt2")
      ->check(CLI::IsMember({"csv", "plover", "polecat", "icews", "gdelt2"}).description(""))
      ->type_name("FORMAT");
  command.add_option("--data", options->data, "Folder of detente.knowledge")->type_name("DIR");
  command.add_option("--output", options->output, "Write to this file, not to standard output")->type_name("FILE");
  command.footer(footer);
  command.callback([options, &status] { status = run_export(*options); });
}

}  // namespace detente::cli
