// detente code: articles in, records out.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/article_stream.h"
#include "cli/commands.h"
#include "cli/conveyor.h"
#include "cli/exit_status.h"
#include "cli/messages.h"
#include "cli/reading.h"
#include "cli/terminal.h"
#include "cli/threads.h"
#include "cli/version.h"
#include "cli/writing.h"
#include "export/export.h"

namespace detente::cli {

namespace {

enum class Format { jsonl, table, text };

struct CodeOptions {
  WritingOptions writing;
  ReadingOptions reading;
  std::string format;    // empty: what suits the output
  unsigned threads = 0;  // 0: one for each core
  std::string layers;
};

Format chosen_format(const CodeOptions& options) {
  if (options.format == "table") {
    return Format::table;
  }
  if (options.format == "text") {
    return Format::text;
  }
  return options.format.empty() && is_for_a_person(options.writing) ? Format::table : Format::jsonl;
}

// How a record or an error is written; the same for every article of a run.
struct Form {
  Format format = Format::jsonl;
  exports::Layers layers;
  exports::Look look;
};

void append(const Record& record, const Form& form, std::string& out) {
  switch (form.format) {
    case Format::jsonl:
      exports::append_jsonl(record, form.layers, out);
      break;
    case Format::table:
      exports::append_table(record, form.layers, form.look, out);
      break;
    case Format::text:
      exports::append_text(record, form.layers, form.look, out);
      break;
  }
}

Outgoing code_one(const coder::Coder& coder, const Form& form, Incoming incoming) {
  Outgoing outgoing;
  outgoing.bytes_read = incoming.bytes_read;
  outgoing.bytes_total = incoming.bytes_total;
  if (!incoming.article) {
    outgoing.error = incoming.article.error();
    if (form.format == Format::jsonl) {
      exports::append_jsonl(*outgoing.error, outgoing.text);
    }
    return outgoing;
  }
  const Record record = coder.code(std::move(*incoming.article));
  outgoing.pieces = record.sentences.size();
  append(record, form, outgoing.text);
  return outgoing;
}

Result<Form> form_of(const CodeOptions& options) {
  Form form;
  form.format = chosen_format(options);
  form.look = look_of_output(options.reading.colour, options.writing.output.empty());
  if (!options.layers.empty()) {
    auto layers = exports::Layers::parse(options.layers);
    if (!layers) {
      return layers.error();
    }
    form.layers = *layers;
  }
  return form;
}

int code_all(const CodeOptions& options, const Form& form, const coder::Coder& coder, Output& output) {
  ArticleStream articles(options.writing.paths, options.reading.articles, Wanted::english);
  Progress progress(wants_progress(options.writing), "sentence");
  Teller teller(output, progress);
  const Conveyor conveyor{
      [&] { return articles.next(); },
      [&](Incoming incoming) { return code_one(coder, form, std::move(incoming)); },
      [&](const Outgoing& outgoing, bool more_waits) { teller.take(outgoing, more_waits); },
  };
  run(conveyor, threads_for(options.threads));
  output.close();
  progress.finish(teller.counts());
  return teller.counts().errors == 0 ? all_well : bad_input;
}

int run_code(CodeOptions options) {
  if (!settle_input("code", options.writing)) {
    return nothing_done;
  }
  const auto form = form_of(options);
  if (!form) {
    return fail(form.error());
  }
  const auto coder = open_coder(options.reading);
  if (!coder) {
    return fail(coder.error());
  }
  auto output = open_output(options.writing);
  if (!output) {
    return fail(output.error());
  }
  return code_all(options, *form, *coder, *output);
}

void add_form_options(CLI::App& command, CodeOptions& options) {
  command
      .add_option("--format", options.format,
                  "jsonl: one record a line; table: events and statements;\n"
                  "text: the text with what was read in it\n"
                  "(default: table on a terminal, else jsonl)")
      ->check(CLI::IsMember({"jsonl", "table", "text"}).description(""))
      ->type_name("FORMAT");
  command
      .add_option("--layers", options.layers,
                  "What is written: events,statements,actors,places,times,text\n(default: all but text)")
      ->type_name("LIST");
}

constexpr const char* footer = R"(Examples:
  detente code report.html                         a table of one page's events, on a terminal
  detente code --date 2022-02-07 article.txt       with the date that "yesterday" is counted from
  detente code archive/ --output records.jsonl     a whole folder, one record a line
  curl -s https://… | detente code --format text   whatever comes in at standard input
  detente code news.jsonl --layers events | jq -c '.events[]'

Exit status:
  0  all was coded
  1  wrong usage, no data folder, or output that cannot be written
  2  some input was bad and is reported; the rest was coded
)";

}  // namespace

void add_code(CLI::App& program, int& status) {
  const auto options = std::make_shared<CodeOptions>();
  CLI::App& command = *program.add_subcommand("code", "Read articles, write who did what to whom, and who said what");
  command.set_version_flag("--version", version_line, "Print the version and exit");
  add_input_option(command, options->writing);
  add_form_options(command, *options);
  add_reading_options(command, options->reading);
  add_threads_option(command, options->threads);
  add_output_options(command, options->writing);
  command.footer(footer);
  command.callback([options, &status] { status = run_code(*options); });
}

}  // namespace detente::cli
