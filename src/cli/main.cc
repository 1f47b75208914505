// detente: reads the news and keeps the record of a crisis.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <new>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/messages.h"
#include "cli/suggestion.h"
#include "cli/version.h"

namespace detente::cli {

namespace {

constexpr const char* footer = R"(Examples:
  detente code article.txt --date 2022-02-07   what happens in it, as a table
  detente explain article.txt                  and why it was read so
  detente extract page.html                    the article in a page, without what stands around it
  detente stories news.jsonl                   which articles are about the same happening
  detente fetch https://…/feed.xml             the articles of a feed, from the web
  detente ingest archive/ --store crisis.db    code a folder and keep the record
  detente query --store crisis.db --who RUS    ask it
  detente doctor                               is everything there?

`detente COMMAND --help` tells more; the manual page is detente(1).
)";

void give_up_without_memory() {
  static constexpr std::string_view message = "detente: out of memory\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, message.data(), message.size());
  std::_Exit(nothing_done);
}

const CLI::App& chosen_command(const CLI::App& program) {
  const auto commands = program.get_subcommands();
  return commands.empty() ? program : *commands.front();
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
  }
  return names;
}

std::vector<std::string> command_names(const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands(nullptr)) {
    names.push_back(command->get_name());
  }
  return names;
}

// "code, explain or doctor"
std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    list += i == 0 ? "" : i + 1 == names.size() ? " or " : ", ";
    list += names[i];
  }
  return list;
}

std::string did_you_mean(const std::string& name) {
  return name.empty() ? "" : "; did you mean " + name + "?";
}

// What is wrong with a word that nothing takes.
std::string complaint_about(const std::string& word, const CLI::App& program, const CLI::App& command) {
  if (word.starts_with("-") && word != "-") {
    const std::string name = word.substr(0, word.find('='));
    return "there is no option " + name + did_you_mean(closest(name, option_names(command)));
  }
  if (&command == &program) {
    return "there is no command \"" + word + "\"" + did_you_mean(closest(word, command_names(program)));
  }
  return "\"" + word + "\" is one argument too many";
}

int complain_about_usage(const CLI::App& program, const CLI::ParseError& error) {
  const CLI::App& command = chosen_command(program);
  const bool is_program = &command == &program;
  auto strays = command.remaining();
  if (strays.empty()) {
    strays = program.remaining();
  }
  std::string message = error.what();
  if (!strays.empty()) {
    message = complaint_about(strays.front(), program, command);
  } else if (is_program && error.get_name() == "RequiredError") {
    message = "a command is wanted: " + listed(command_names(program));
  }
  complain(is_program ? "" : command.get_name(), message);
  std::cerr << "Try `detente" << (is_program ? "" : " " + command.get_name()) << " --help`.\n";
  return nothing_done;
}

int parse_and_run(CLI::App& program, const int& status, int argc, char** argv) {
  try {
    program.parse(argc, argv);
  } catch (const CLI::Success& help_or_version) {
    program.exit(help_or_version);
    return std::cout.flush() ? all_well : nothing_done;
  } catch (const CLI::ParseError& error) {
    return complain_about_usage(program, error);
  }
  return status;
}

int run(int argc, char** argv) {
  std::set_new_handler(give_up_without_memory);
  int status = all_well;
  CLI::App program("Reads the news and keeps the record: who did what to whom, who said what, where and when.",
                   "detente");
  program.set_version_flag("--version", version_line, "Print the version and exit");
  program.require_subcommand(1);
  program.footer(footer);
  add_code(program, status);
  add_explain(program, status);
  add_extract(program, status);
  add_stories(program, status);
  add_fetch(program, status);
  add_tension(program, status);
  add_ledger(program, status);
  add_export(program, status);
  add_report(program, status);
  add_ingest(program, status);
  add_query(program, status);
  add_store(program, status);
  add_doctor(program, status);
  return parse_and_run(program, status, argc, argv);
}

}  // namespace

}  // namespace detente::cli

int main(int argc, char** argv) {
  return detente::cli::run(argc, argv);
}
