// detente extract: pages in, clean articles out.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/article_stream.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/messages.h"
#include "cli/version.h"
#include "cli/writing.h"
#include "export/export.h"

namespace detente::cli {

namespace {

enum class Format { jsonl, markdown, text };

struct ExtractOptions {
  WritingOptions writing;
  ArticleOptions articles;
  std::string format;  // empty: what suits the output
};

Format chosen_format(const ExtractOptions& options) {
  if (options.format == "markdown") {
    return Format::markdown;
  }
  if (options.format == "text") {
    return Format::text;
  }
  return options.format.empty() && is_for_a_person(options.writing) ? Format::text : Format::jsonl;
}

void append(const Article& article, Format format, std::string& out) {
  switch (format) {
    case Format::jsonl:
      exports::append_article_jsonl(article, out);
      break;
    case Format::markdown:
      exports::append_article_markdown(article, out);
      break;
    case Format::text:
      exports::append_article_text(article, out);
      break;
  }
}

Outgoing write_one(const Incoming& incoming, Format format) {
  Outgoing outgoing;
  outgoing.bytes_read = incoming.bytes_read;
  outgoing.bytes_total = incoming.bytes_total;
  if (incoming.article) {
    outgoing.pieces = incoming.article->blocks.size();
    append(*incoming.article, format, outgoing.text);
    return outgoing;
  }
  outgoing.error = incoming.article.error();
  if (format == Format::jsonl) {
    exports::append_jsonl(*outgoing.error, outgoing.text);
  }
  return outgoing;
}

int run_extract(ExtractOptions options) {
  if (!settle_input("extract", options.writing)) {
    return nothing_done;
  }
  auto output = open_output(options.writing);
  if (!output) {
    return fail(output.error());
  }
  const Format format = chosen_format(options);
  Progress progress(wants_progress(options.writing), "paragraph");
  Teller teller(*output, progress);
  ArticleStream articles(options.writing.paths, options.articles, Wanted::any_language);
  while (const auto incoming = articles.next()) {
    teller.take(write_one(*incoming, format), false);
  }
  output->close();
  progress.finish(teller.counts());
  return teller.counts().errors == 0 ? all_well : bad_input;
}

constexpr const char* footer = R"(Examples:
  detente extract page.html                        the article of one page, on a terminal
  curl -s https://… | detente extract --format markdown > article.md
  detente extract pages/ --output articles.jsonl   a folder of pages, one article a line
  detente extract crawl.warc.gz news.zip           the pages in archives
  detente extract pages/ | detente code            and what happens in them

Exit status:
  0  all was extracted
  1  wrong usage, or output that cannot be written
  2  some input was bad and is reported; the rest was extracted
)";

}  // namespace

void add_extract(CLI::App& program, int& status) {
  const auto options = std::make_shared<ExtractOptions>();
  CLI::App& command = *program.add_subcommand("extract", "Find the article in a page: title, author, date and text");
  command.set_version_flag("--version", version_line, "Print the version and exit");
  add_input_option(command, options->writing);
  command
      .add_option("--format", options->format,
                  "jsonl: one article a line, for machines and for detente code;\n"
                  "markdown: with headings, lists and quotations; text: the words alone\n"
                  "(default: text on a terminal, else jsonl)")
      ->check(CLI::IsMember({"jsonl", "markdown", "text"}).description(""))
      ->type_name("FORMAT");
  add_article_options(command, options->articles);
  add_output_options(command, options->writing);
  command.footer(footer);
  command.callback([options, &status] { status = run_extract(*options); });
}

}  // namespace detente::cli
