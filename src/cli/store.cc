// detente store: what a store holds, whether it is whole, and saving what can be saved of a damaged one.
#include "store/store.h"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/messages.h"
#include "cli/version.h"
#include "knowledge/knowledge.h"

namespace detente::cli {

namespace {

struct StoreOptions {
  std::string action;
  std::string location;
};

int tell(const std::string& location) {
  store::Options options;
  options.writable = false;
  auto store = store::Store::open(location, options);
  if (!store) {
    return fail(store.error());
  }
  const auto info = store->info();
  if (!info) {
    return fail(info.error());
  }
  std::cout << "store       " << info->location << '\n'
            << "engine      " << info->engine << '\n'
            << "version     " << info->version << '\n'
            << "bytes       " << info->bytes << '\n'
            << "articles    " << info->articles << '\n'
            << "events      " << info->events << '\n'
            << "statements  " << info->statements << '\n'
            << "stories     " << info->stories << '\n';
  if (info->first) {
    std::cout << "days        " << knowledge::format_day(*info->first) << " to " << knowledge::format_day(*info->last)
              << '\n';
  }
  return std::cout.flush() ? all_well : nothing_done;
}

int check(const std::string& location) {
  store::Options options;
  options.create = false;
  auto store = store::Store::open(location, options);
  if (!store) {
    complain(store.error());
    return store.error().code == ErrorCode::corrupt_data ? bad_input : nothing_done;
  }
  const auto faults = store->check();
  if (!faults) {
    return fail(faults.error());
  }
  for (const std::string& fault : *faults) {
    complain(location, fault);
  }
  if (!faults->empty()) {
    return bad_input;
  }
  std::cout << "all is well\n";
  return std::cout.flush() ? all_well : nothing_done;
}

int repair(const std::string& location) {
  const auto repair = store::Store::repair(location);
  if (!repair) {
    return fail(repair.error());
  }
  std::cout << repair->articles << " articles and " << repair->notes << " notes were saved; the file as it was is "
            << repair->damaged << '\n';
  for (const std::string& id : repair->incomplete) {
    complain(id, "is not whole; ingest it again");
  }
  for (const std::string& id : repair->lost) {
    complain(id, "is lost; ingest it again");
  }
  if (!std::cout.flush()) {
    return nothing_done;
  }
  return repair->incomplete.empty() && repair->lost.empty() ? all_well : bad_input;
}

int run_store(const StoreOptions& options) {
  if (options.action == "info") {
    return tell(options.location);
  }
  return options.action == "check" ? check(options.location) : repair(options.location);
}

constexpr const char* footer = R"(Actions:
  info    what it holds
  check   reads everything: pages, indexes, each record against the sum kept with it
  repair  saves what can be read of a damaged file into a new one in its place, and keeps the damaged one beside it

Examples:
  detente store info crisis.db
  detente store check postgresql://desk@db.example/crisis

Exit status:
  0  all is well
  1  wrong usage, or a store that cannot be opened
  2  check: something is wrong; repair: something could not be saved
)";

}  // namespace

void add_store(CLI::App& program, int& status) {
  const auto options = std::make_shared<StoreOptions>();
  CLI::App& command = *program.add_subcommand("store", "Look at a store, check it, repair it");
  command.set_version_flag("--version", version_line, "Print the version and exit");
  command.add_option("action", options->action, "info, check or repair")
      ->required()
      ->check(CLI::IsMember({"info", "check", "repair"}).description(""))
      ->type_name("ACTION");
  command.add_option("store", options->location, "A file, or postgresql://USER@HOST/DATABASE")
      ->required()
      ->type_name("STORE");
  command.footer(footer);
  command.callback([options, &status] { status = run_store(*options); });
}

}  // namespace detente::cli
