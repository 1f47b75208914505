// What the commands that write something for every article have in common: input and output, progress, errors.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/conveyor.h"
#include "cli/output.h"
#include "cli/progress.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace detente::cli {

struct WritingOptions {
  std::vector<std::string> paths;
  std::string output;  // empty: standard output
  bool quiet = false;
};

// The paths, --output and --quiet, filling `options`, which must live as long as the command.
void add_input_option(CLI::App& command, WritingOptions& options);
void add_output_options(CLI::App& command, WritingOptions& options);

// Without paths standard input is read. False, with a complaint, when that is a terminal.
bool settle_input(const std::string& command, WritingOptions& options);

// The output is read by a person: a terminal, and no --output.
bool is_for_a_person(const WritingOptions& options);

// Error when it cannot be written, or lies in what is read.
Result<Output> open_output(const WritingOptions& options);

bool wants_progress(const WritingOptions& options);

// The end of the line: writes, tells errors, counts.
class Teller {
 public:
  Teller(Output& output, Progress& progress) : output_(output), progress_(progress) {}

  void take(const Outgoing& outgoing, bool more_waits);

  [[nodiscard]] const Counts& counts() const { return counts_; }

 private:
  Output& output_;
  Progress& progress_;
  Counts counts_;
};

}  // namespace detente::cli
