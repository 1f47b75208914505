// detente stories: which articles, and which events, tell of the same thing.
#include <CLI/CLI.hpp>
#include <algorithm>
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
#include "story/story.h"

namespace detente::cli {

namespace {

constexpr unsigned most_days = 100'000;

enum class Format { tsv, jsonl, table };

struct StoriesOptions {
  WritingOptions writing;
  ReadingOptions reading;
  std::string format;  // empty: what suits the output
  std::string of = "articles";
  unsigned window = 0;
  unsigned threads = 0;
  bool explain = false;
};

Format chosen_format(const StoriesOptions& options) {
  if (options.format == "tsv") {
    return Format::tsv;
  }
  if (options.format == "table") {
    return Format::table;
  }
  return options.format.empty() && is_for_a_person(options.writing) ? Format::table : Format::jsonl;
}

// What was read, in an order that does not depend on that of the files.
void sort(std::vector<Record>& records) {
  const auto key = [](const Record& record) { return std::tie(record.article.date, record.article.id); };
  std::sort(records.begin(), records.end(), [&](const Record& l, const Record& r) { return key(l) < key(r); });
}

// Reads, and codes where there is a coder. Bad input is told; the rest is returned.
class Collection {
 public:
  Collection(const StoriesOptions& options, const coder::Coder* coder)
      : options_(options), coder_(coder), progress_(wants_progress(options.writing), "sentence") {}

  std::vector<Record> read() {
    ArticleStream articles(options_.writing.paths, options_.reading.articles,
                           coder_ == nullptr ? Wanted::any_language : Wanted::english);
    const Conveyor conveyor{
        [&] { return articles.next(); },
        [&](Incoming incoming) { return work_on(incoming); },
        [&](Outgoing outgoing, bool) { take(std::move(outgoing)); },
    };
    run(conveyor, threads_for(options_.threads));
    progress_.finish(counts_);
    sort(records_);
    return std::move(records_);
  }

  [[nodiscard]] bool is_whole() const { return counts_.errors == 0; }

 private:
  [[nodiscard]] Outgoing work_on(Incoming& incoming) const {
    Outgoing outgoing;
    outgoing.bytes_read = incoming.bytes_read;
    outgoing.bytes_total = incoming.bytes_total;
    if (!incoming.article) {
      outgoing.error = incoming.article.error();
      return outgoing;
    }
    outgoing.record.emplace();
    if (coder_ == nullptr) {
      outgoing.record->article = std::move(*incoming.article);
    } else {
      outgoing.record = coder_->code(std::move(*incoming.article));
    }
    outgoing.pieces = outgoing.record->sentences.size();
    return outgoing;
  }

  void take(Outgoing outgoing) {
    if (outgoing.error) {
      progress_.clear();
      complain(*outgoing.error);
      ++counts_.errors;
    } else {
      records_.push_back(std::move(*outgoing.record));
      ++counts_.articles;
    }
    counts_.pieces += outgoing.pieces;
    counts_.bytes_read = outgoing.bytes_read;
    counts_.bytes_total = outgoing.bytes_total;
    progress_.show(counts_);
  }

  const StoriesOptions& options_;
  const coder::Coder* coder_;
  Progress progress_;
  Counts counts_;
  std::vector<Record> records_;
};

template <typename Group>
void write_all(const std::vector<Group>& groups, const StoriesOptions& options, const exports::Reasons& reasons,
               Output& output) {
  const Format format = chosen_format(options);
  const exports::Look look = look_of_output(options.reading.colour, options.writing.output.empty());
  for (const Group& group : groups) {
    std::string text;
    if (format == Format::tsv) {
      exports::append_tsv(group, text);
    } else if (format == Format::jsonl) {
      exports::append_jsonl(group, reasons, text);
    } else {
      exports::append_table(group, reasons, look, text);
    }
    output.write(text);
  }
}

exports::Reasons add_all(const std::vector<Record>& records, bool explain, story::Stories& stories) {
  exports::Reasons reasons;
  for (const Record& record : records) {
    story::Placement placement = stories.add(record);
    if (!explain) {
      continue;
    }
    reasons[placement.article.article] = std::move(placement.article.why);
    for (story::EventPlace& event : placement.events) {
      reasons[event.event] = std::move(event.why);
    }
  }
  return reasons;
}

int group(const StoriesOptions& options, const coder::Coder* coder, Output& output) {
  Collection collection(options, coder);
  const auto records = collection.read();
  story::Stories stories({options.window});
  const auto reasons = add_all(records, options.explain, stories);
  if (options.of == "events") {
    write_all(stories.stories(), options, reasons, output);
  } else {
    write_all(stories.topics(), options, reasons, output);
  }
  output.close();
  return collection.is_whole() ? all_well : bad_input;
}

int run_stories(StoriesOptions options) {
  if (!settle_input("stories", options.writing)) {
    return nothing_done;
  }
  std::optional<coder::Coder> coder;
  if (options.of == "events") {
    auto opened = open_coder(options.reading);
    if (!opened) {
      return fail(opened.error());
    }
    coder.emplace(std::move(opened).value());
  }
  auto output = open_output(options.writing);
  if (!output) {
    return fail(output.error());
  }
  return group(options, coder ? &*coder : nullptr, *output);
}

void add_form_options(CLI::App& command, StoriesOptions& options) {
  command
      .add_option("--of", options.of,
                  "articles (the default): articles on one topic, and which are copies; nothing is coded;\n"
                  "events: events that tell of the same thing, by all who tell it")
      ->check(CLI::IsMember({"articles", "events"}).description(""))
      ->type_name("WHAT");
  command
      .add_option("--format", options.format,
                  "tsv: the id of an article or event, a tab, its story's id;\n"
                  "jsonl: one story a line; table: for people\n"
                  "(default: table on a terminal, else jsonl)")
      ->check(CLI::IsMember({"tsv", "jsonl", "table"}).description(""))
      ->type_name("FORMAT");
  command.add_flag("--explain", options.explain, "With each article or event: why it was put there, part by part");
  command
      .add_option("--window", options.window,
                  "Forget what is older than so many days before the newest article\n(default: nothing)")
      ->check(CLI::Range(1U, most_days).description(""))
      ->type_name("DAYS");
}

constexpr const char* footer = R"(Examples:
  detente stories news.jsonl                       articles on one topic, on a terminal
  detente stories news.jsonl --format tsv          article id, story id
  detente stories pages/ --of events --explain     what many tell of, and why that is thought to be one event

All input is read first and taken in the order of dates and ids, so that the order of files does not count.

Exit status:
  0  all was read
  1  wrong usage, no data folder, or output that cannot be written
  2  some input was bad and is reported; the rest was grouped
)";

}  // namespace

void add_stories(CLI::App& program, int& status) {
  const auto options = std::make_shared<StoriesOptions>();
  CLI::App& command =
      *program.add_subcommand("stories", "Put together articles, or events, that tell of the same thing");
  command.set_version_flag("--version", version_line, "Print the version and exit");
  add_input_option(command, options->writing);
  add_form_options(command, *options);
  add_reading_options(command, options->reading);
  add_threads_option(command, options->threads);
  add_output_options(command, options->writing);
  command.footer(footer);
  command.callback([options, &status] { status = run_stories(*options); });
}

}  // namespace detente::cli
