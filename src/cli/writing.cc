#include "cli/writing.h"

#include <unistd.h>

#include <CLI/CLI.hpp>

#include "cli/messages.h"
#include "cli/terminal.h"

namespace detente::cli {

void add_input_option(CLI::App& command, WritingOptions& options) {
  command
      .add_option("paths", options.paths,
                  "Text, HTML, JSON Lines or WARC files, archives (ZIP, tar)\nand folders of them, or - for standard "
                  "input\n(the default in a pipe)")
      ->type_name("FILE|DIR|-");
}

void add_output_options(CLI::App& command, WritingOptions& options) {
  command.add_option("--output", options.output, "Write to this file, not to standard output")->type_name("FILE");
  command.add_flag("--quiet", options.quiet, "No progress on the terminal");
}

bool settle_input(const std::string& command, WritingOptions& options) {
  if (!options.paths.empty()) {
    return true;
  }
  if (is_terminal(STDIN_FILENO)) {
    complain(command,
             "nothing to read; name files or folders, or - for standard input (detente " + command + " --help)");
    return false;
  }
  options.paths.emplace_back("-");
  return true;
}

bool is_for_a_person(const WritingOptions& options) {
  return options.output.empty() && is_terminal(STDOUT_FILENO);
}

Result<Output> open_output(const WritingOptions& options) {
  const auto file = options.output.empty() ? file_behind_standard_output() : std::filesystem::path(options.output);
  const std::string input = file.empty() ? "" : input_that_holds(file, options.paths);
  if (!input.empty()) {
    return Error{ErrorCode::invalid_argument, "lies in the input " + input + " and would be read; write it elsewhere",
                 file.string()};
  }
  if (options.output.empty()) {
    return Output::to_standard_output();
  }
  return Output::to_file(options.output);
}

bool wants_progress(const WritingOptions& options) {
  return !options.quiet && !is_for_a_person(options) && is_terminal(STDERR_FILENO);
}

void Teller::take(const Outgoing& outgoing, bool more_waits) {
  output_.write(outgoing.text);
  if (!more_waits) {
    output_.flush();  // whoever reads a slow stream gets each record as soon as it is there
  }
  if (outgoing.error) {
    progress_.clear();
    complain(*outgoing.error);
  }
  ++(outgoing.error ? counts_.errors : counts_.articles);
  counts_.pieces += outgoing.pieces;
  counts_.bytes_read = outgoing.bytes_read;
  counts_.bytes_total = outgoing.bytes_total;
  progress_.show(counts_);
}

}  // namespace detente::cli
