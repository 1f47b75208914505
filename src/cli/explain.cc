// detente explain: one file, with everything that is known of every record and why.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/article_stream.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/reading.h"
#include "cli/terminal.h"
#include "cli/version.h"
#include "export/export.h"

namespace detente::cli {

namespace {

struct ExplainOptions {
  std::string path;
  ReadingOptions reading;
};

int run_explain(const ExplainOptions& options) {
  const auto coder = open_coder(options.reading);
  if (!coder) {
    return fail(coder.error());
  }
  const exports::Look look = look_of_output(options.reading.colour, true);
  Output output = Output::to_standard_output();
  ArticleStream articles({options.path}, options.reading.articles, Wanted::english);
  int status = all_well;
  while (auto incoming = articles.next()) {
    if (!incoming->article) {
      complain(incoming->article.error());
      status = bad_input;
      continue;
    }
    std::string text;
    exports::append_explanation(coder->code(std::move(*incoming->article)), look, text);
    output.write(text);
  }
  output.close();
  return status;
}

constexpr const char* footer = R"(Examples:
  detente explain article.txt --date 2022-02-07
  detente explain page.html --knowledge my-actors.tsv

Exit status:
  0  all was explained
  1  wrong usage, no data folder, or output that cannot be written
  2  the file, or an article in it, could not be read
)";

}  // namespace

void add_explain(CLI::App& program, int& status) {
  const auto options = std::make_shared<ExplainOptions>();
  CLI::App& command = *program.add_subcommand(
      "explain", "Show sentence by sentence what was read, and how each actor, date and place was resolved");
  command.set_version_flag("--version", version_line, "Print the version and exit");
  command.add_option("path", options->path, "A text, HTML or JSON Lines file, or - for standard input")
      ->required()
      ->type_name("FILE");
  add_reading_options(command, options->reading);
  command.footer(footer);
  command.callback([options, &status] { status = run_explain(*options); });
}

}  // namespace detente::cli
