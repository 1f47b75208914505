// detente ingest: articles, or records coded before, into a store.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/article_stream.h"
#include "cli/commands.h"
#include "cli/conveyor.h"
#include "cli/exit_status.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "cli/story_keeper.h"
#include "cli/threads.h"
#include "cli/version.h"
#include "cli/writing.h"
#include "ingest/ingest.h"
#include "store/store.h"

namespace detente::cli {

namespace {

// What is put in one transaction: so much, or what came in a second.
constexpr std::size_t most_entries = 500;
constexpr std::size_t most_bytes = std::size_t{16} << 20U;
constexpr std::chrono::seconds longest_wait{1};

// What is known of stories is written after so many of them, and at the end.
constexpr std::uint64_t puts_a_note = 64;

struct IngestOptions {
  WritingOptions writing;
  ReadingOptions reading;
  std::string store;
  bool records = false;
  bool acknowledge = false;
  bool no_stories = false;
  unsigned threads = 0;  // 0: one for each core
};

struct Tally {
  std::uint64_t added = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t replaced = 0;
  std::uint64_t bad = 0;
  std::uint64_t without_text = 0;
};

// The end of the line: puts batches and tells what became of them.
class Keeper {
 public:
  Keeper(store::Store store, std::optional<StoryKeeper> stories, store::Batch batch, std::string stamp,
         const IngestOptions& options)
      : store_(std::move(store)),
        stories_(std::move(stories)),
        stamp_(std::move(stamp)),
        acknowledge_(options.acknowledge),
        shown_(wants_progress(options.writing)),
        progress_(shown_, "event"),
        output_(Output::to_standard_output()),
        batch_(std::move(batch)) {}

  void keep(Record record, std::uint64_t input) {
    counts_.pieces += record.events.size();
    bytes_ += record.article.text.size();
    tally_.without_text += record.article.text.empty() ? 1U : 0U;
    batch_.entries.push_back({std::move(record), stamp_, input});
    if (batch_.entries.size() >= most_entries || bytes_ >= most_bytes || Clock::now() - last_put_ >= longest_wait) {
      put();
    }
  }

  void pass_over(const std::string& id) {
    ++tally_.unchanged;
    acknowledge(id);
  }

  void tell(const Error& error) {
    progress_.clear();
    complain(error);
    ++tally_.bad;
    ++counts_.errors;
  }

  void show(std::uint64_t bytes_read, std::uint64_t bytes_total) {
    counts_.bytes_read = bytes_read;
    counts_.bytes_total = bytes_total;
    progress_.show(counts_);
  }

  const Tally& finish() {
    put();
    save_stories();
    put_batch();
    progress_.clear();
    return tally_;
  }

 private:
  using Clock = std::chrono::steady_clock;

  void put() {
    last_put_ = Clock::now();
    if (batch_.entries.empty()) {
      return;
    }
    const store::Receipt receipt = put_batch();
    const store::Batch done = std::exchange(batch_, {});
    for (std::size_t i = 0; i < receipt.size(); ++i) {
      count(receipt[i], done.entries[i].record);
    }
    output_.flush();
    bytes_ = 0;
    if (++puts_ % puts_a_note == 0) {
      save_stories();
    }
  }

  store::Receipt put_batch() {
    auto receipt = store_.put(batch_);
    if (!receipt) {
      give_up(receipt.error());
    }
    return std::move(*receipt);
  }

  // There is nothing else to be done, and another thread may be waiting for standard input.
  [[noreturn]] void give_up(const Error& error) {
    progress_.clear();
    complain(error);
    std::_Exit(nothing_done);
  }

  void save_stories() {
    if (!stories_) {
      return;
    }
    if (const auto error = stories_->save(store_, batch_)) {
      give_up(*error);
    }
  }

  void count(const Result<store::Outcome>& outcome, const Record& record) {
    if (!outcome) {
      tell(outcome.error());
      return;
    }
    switch (*outcome) {
      case store::Outcome::added:
        ++tally_.added;
        break;
      case store::Outcome::unchanged:
        ++tally_.unchanged;
        break;
      case store::Outcome::replaced:
        ++tally_.replaced;
        break;
    }
    if (stories_ && *outcome != store::Outcome::unchanged) {
      stories_->add(record, batch_);
    }
    acknowledge(record.article.id);
  }

  void acknowledge(const std::string& id) {
    ++counts_.articles;
    if (acknowledge_) {
      output_.write(id + "\n");
    }
  }

  store::Store store_;
  std::optional<StoryKeeper> stories_;
  std::string stamp_;
  bool acknowledge_;
  bool shown_;
  Progress progress_;
  Output output_;
  store::Batch batch_;
  std::size_t bytes_ = 0;
  std::uint64_t puts_ = 0;
  Clock::time_point last_put_ = Clock::now();
  Counts counts_;
  Tally tally_;
};

int report(const Tally& tally, const IngestOptions& options) {
  if (!options.writing.quiet) {
    std::string line = std::to_string(tally.added) + " articles new, " + std::to_string(tally.unchanged) +
                       " unchanged, " + std::to_string(tally.replaced) + " replaced, " + std::to_string(tally.bad) +
                       " bad";
    if (tally.without_text > 0) {
      line += "; " + std::to_string(tally.without_text) +
              " came without their text (detente code --layers events,statements,actors,places,times,text)";
    }
    std::cerr << line << '\n' << std::flush;
  }
  return tally.bad == 0 ? all_well : bad_input;
}

// None where they are not wanted.
Result<std::optional<StoryKeeper>> open_stories(store::Store& store, const IngestOptions& options,
                                                store::Batch& batch) {
  if (options.no_stories) {
    return std::optional<StoryKeeper>();
  }
  auto stories = StoryKeeper::open(store, batch);
  return stories ? Result<std::optional<StoryKeeper>>(std::optional(std::move(*stories)))
                 : Result<std::optional<StoryKeeper>>(stories.error());
}

int ingest_records(const IngestOptions& options, store::Store store) {
  store::Batch batch;
  auto stories = open_stories(store, options, batch);
  if (!stories) {
    return fail(stories.error());
  }
  Keeper keeper(std::move(store), std::move(*stories), std::move(batch), "", options);
  ingest::RecordReader reader(options.writing.paths);
  while (auto record = reader.next()) {
    if (*record) {
      keeper.keep(std::move(**record), 0);
    } else {
      keeper.tell(record->error());
    }
    keeper.show(reader.bytes_read(), reader.bytes_total());
  }
  return report(keeper.finish(), options);
}

Outgoing code_one(const coder::Coder& coder, Incoming& incoming) {
  Outgoing outgoing;
  outgoing.bytes_read = incoming.bytes_read;
  outgoing.bytes_total = incoming.bytes_total;
  if (!incoming.article) {
    outgoing.error = incoming.article.error();
    return outgoing;
  }
  outgoing.known = incoming.known;
  if (incoming.known) {
    outgoing.text = incoming.article->id;
    return outgoing;
  }
  outgoing.input = store::fingerprint(*incoming.article);
  outgoing.record = coder.code(std::move(*incoming.article));
  return outgoing;
}

// The next article; `known` when it was coded and kept by the same coder before.
std::optional<Incoming> next_article(ArticleStream& articles, store::Store& kept, const std::string& stamp) {
  auto incoming = articles.next();
  if (incoming && incoming->article) {
    const auto holds = kept.holds(*incoming->article, stamp);
    incoming->known = holds.ok() && *holds;
  }
  return incoming;
}

int ingest_articles(const IngestOptions& options, store::Store store) {
  const auto coder = open_coder(options.reading);
  if (!coder) {
    return fail(coder.error());
  }
  const std::string stamp = stamp_of(*coder, options.reading);
  // Looks up what is kept already, on the thread that reads, while the other writes.
  store::Options looking;
  looking.writable = false;
  auto kept = store::Store::open(options.store, looking);
  if (!kept) {
    return fail(kept.error());
  }
  ArticleStream articles(options.writing.paths, options.reading.articles, Wanted::english,
                         ArticleStream::Ids::as_given);
  store::Batch batch;
  auto stories = open_stories(store, options, batch);
  if (!stories) {
    return fail(stories.error());
  }
  Keeper keeper(std::move(store), std::move(*stories), std::move(batch), stamp, options);
  const Conveyor conveyor{
      [&] { return next_article(articles, *kept, stamp); },
      [&](Incoming incoming) { return code_one(*coder, incoming); },
      [&](Outgoing outgoing, bool more_waits) {
        static_cast<void>(more_waits);
        if (outgoing.error) {
          keeper.tell(*outgoing.error);
        } else if (outgoing.known) {
          keeper.pass_over(outgoing.text);
        } else {
          keeper.keep(std::move(*outgoing.record), outgoing.input);
        }
        keeper.show(outgoing.bytes_read, outgoing.bytes_total);
      },
  };
  run(conveyor, threads_for(options.threads));
  return report(keeper.finish(), options);
}

int run_ingest(IngestOptions options) {
  if (!settle_input("ingest", options.writing)) {
    return nothing_done;
  }
  auto store = store::Store::open(options.store);
  if (!store) {
    return fail(store.error());
  }
  return options.records ? ingest_records(options, std::move(*store)) : ingest_articles(options, std::move(*store));
}

constexpr const char* footer = R"(Examples:
  detente ingest archive/ --store crisis.db        code a folder, keep what was coded; again: only what is new
  detente ingest news.jsonl --store postgresql://desk@db.example/crisis
  detente ingest --records coded.jsonl --store crisis.db
  … | detente ingest - --store crisis.db --acknowledge   the id of each article once it is safe

Exit status:
  0  all is kept
  1  wrong usage, no data folder, or a store that cannot be written
  2  some input was bad and is reported; the rest is kept
)";

}  // namespace

void add_ingest(CLI::App& program, int& status) {
  const auto options = std::make_shared<IngestOptions>();
  CLI::App& command = *program.add_subcommand("ingest", "Read articles and keep their records in a store");
  command.set_version_flag("--version", version_line, "Print the version and exit");
  add_input_option(command, options->writing);
  command
      .add_option("--store", options->store,
                  "The store: a file (made when it is not there),\nor postgresql://USER@HOST/DATABASE")
      ->required()
      ->type_name("STORE");
  command.add_flag("--records", options->records, "The input is records already (detente code --format jsonl)");
  command.add_flag("--acknowledge", options->acknowledge,
                   "Write each article's id to standard output once it is safe");
  command.add_flag("--no-stories", options->no_stories, "Do not put together what several reports tell of (faster)");
  add_reading_options(command, options->reading);
  add_threads_option(command, options->threads);
  command.add_flag("--quiet", options->writing.quiet, "No progress, and no count at the end");
  command.footer(footer);
  command.callback([options, &status] { status = run_ingest(*options); });
}

}  // namespace detente::cli
