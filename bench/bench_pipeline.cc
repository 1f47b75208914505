// Speed and memory of the way from an article to its record, whole and room by room, on one core. Rooms are only
// timed once they have given, step by step, the same bytes as the whole way.
#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "coder/coder.h"
#include "export/export.h"
#include "ingest/ingest.h"
#include "model/model.h"
#include "resolve/resolve.h"
#include "text/text.h"

namespace detente {
namespace {

// What is asked of the fast coder.
constexpr double least_sentences_a_second = 2000;
constexpr double most_milliseconds_to_open = 100;
constexpr double most_megabytes = 300;

std::string setting(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : otherwise;
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;  // Linux counts in KiB
}

// Every room's work on every article: what the next room is timed on.
struct Stages {
  std::vector<Article> articles;
  std::vector<Document> documents;
  std::vector<Analysis> analyses;
  std::vector<Resolved> resolved;
  std::vector<Record> records;
  std::size_t bytes = 0;
  std::size_t sentences = 0;
};

// One article after the other, as `detente code` reads them; what cannot be read is told and left out.
void for_each_article(const std::string& corpus, const std::function<void(Article)>& use) {
  ingest::Reader reader({corpus}, {});
  while (auto article = reader.next()) {
    if (article->ok()) {
      use(std::move(*article).value());
    } else {
      std::fprintf(stderr, "%s: %s\n", article->error().subject.c_str(), article->error().message.c_str());
    }
  }
}

std::string line_of(const Record& record) {
  std::string line;
  exports::append_jsonl(record, exports::Layers{}, line);
  return line;
}

// Nothing when an article's record is another one by steps than in one go.
std::optional<Stages> run_stages(const coder::Coder& coder, const std::string& corpus) {
  Stages stages;
  bool same = true;
  for_each_article(corpus, [&](const Article& article) {
    stages.articles.push_back(article);
    stages.bytes += article.text.size();
    stages.documents.push_back(text::read(article));
    const Document& document = stages.documents.back();
    stages.sentences += document.sentences.size();
    stages.analyses.push_back(coder.model().read(document));
    stages.resolved.push_back(coder.resolver().resolve(document, stages.analyses.back()));
    stages.records.push_back(
        coder::write_record(document, stages.analyses.back(), stages.resolved.back(), coder.knowledge().ontology()));
    if (line_of(stages.records.back()) != line_of(coder.code(article))) {
      std::fprintf(stderr, "%s: the rooms one by one give another record than the coder\n", article.id.c_str());
      same = false;
    }
  });
  return same ? std::optional(std::move(stages)) : std::nullopt;
}

using Work = std::function<void(std::size_t article)>;

// One iteration is one pass over all articles. `prepare` runs before each pass and is not timed.
void time_passes(benchmark::State& state, const Stages& stages, const std::function<void()>& prepare,
                 const Work& work) {
  for (auto pass : state) {
    if (prepare) {
      state.PauseTiming();
      prepare();
      state.ResumeTiming();
    }
    for (std::size_t i = 0; i < stages.articles.size(); ++i) {
      work(i);
    }
  }
  using benchmark::Counter;
  state.counters["sentences/s"] = Counter(static_cast<double>(stages.sentences), Counter::kIsIterationInvariantRate);
  state.counters["bytes/s"] =
      Counter(static_cast<double>(stages.bytes), Counter::kIsIterationInvariantRate, Counter::kIs1024);
}

void add_pass(const std::string& name, const Stages& stages, Work work, std::function<void()> prepare = {}) {
  benchmark::RegisterBenchmark(name.c_str(), [&stages, work = std::move(work),
                                              prepare = std::move(prepare)](benchmark::State& state) {
    time_passes(state, stages, prepare, work);
  })->Unit(benchmark::kMillisecond);
}

void add_benchmarks(const coder::Coder& coder, const coder::Options& options, const Stages& stages) {
  benchmark::RegisterBenchmark("open", [options](benchmark::State& state) {
    for (auto pass : state) {
      benchmark::DoNotOptimize(coder::Coder::open(options));
    }
  })->Unit(benchmark::kMillisecond);

  static std::vector<Article> copies;  // both take their article for good
  const auto copy = [&stages] { copies = stages.articles; };
  add_pass(
      "whole way", stages,
      [&](std::size_t i) { benchmark::DoNotOptimize(line_of(coder.code(std::move(copies[i])))); }, copy);
  add_pass(
      "text", stages, [](std::size_t i) { benchmark::DoNotOptimize(text::read(std::move(copies[i]))); }, copy);
  add_pass("model", stages,
           [&](std::size_t i) { benchmark::DoNotOptimize(coder.model().read(stages.documents[i])); });
  add_pass("resolve", stages, [&](std::size_t i) {
    benchmark::DoNotOptimize(coder.resolver().resolve(stages.documents[i], stages.analyses[i]));
  });
  add_pass("coder", stages, [&](std::size_t i) {
    benchmark::DoNotOptimize(coder::write_record(stages.documents[i], stages.analyses[i], stages.resolved[i],
                                                 coder.knowledge().ontology()));
  });
  add_pass("export", stages, [&](std::size_t i) { benchmark::DoNotOptimize(line_of(stages.records[i])); });
}

// Prints as Google Benchmark does, and remembers the milliseconds that one iteration took.
class Reporter : public benchmark::ConsoleReporter {
 public:
  Reporter() : ConsoleReporter(isatty(STDOUT_FILENO) != 0 ? OO_ColorTabular : OO_Tabular) {}

  void ReportRuns(const std::vector<Run>& runs) override {  // NOLINT(readability-identifier-naming)
    for (const Run& run : runs) {
      if (run.run_type == Run::RT_Iteration) {
        milliseconds_[run.run_name.function_name] = run.GetAdjustedCPUTime();
      }
    }
    ConsoleReporter::ReportRuns(runs);
  }

  // 0 when it was not run.
  [[nodiscard]] double milliseconds(const std::string& name) const {
    const auto found = milliseconds_.find(name);
    return found == milliseconds_.end() ? 0 : found->second;
  }

 private:
  std::map<std::string, double> milliseconds_;
};

void print_summary(const Reporter& reporter, const Stages& stages, double megabytes) {
  std::printf("\n%zu articles, %zu sentences, %.2f MB of text\n", stages.articles.size(), stages.sentences,
              static_cast<double>(stages.bytes) / 1e6);
  const double whole = reporter.milliseconds("whole way");
  if (whole > 0) {
    std::printf("%-10s %8.0f sentences a second on one core (asked for: at least %.0f)\n", "speed",
                1000 * static_cast<double>(stages.sentences) / whole, least_sentences_a_second);
    for (const char* room : {"text", "model", "resolve", "coder", "export"}) {
      std::printf("  %-8s %8.1f %% of the time\n", room, 100 * reporter.milliseconds(room) / whole);
    }
  }
  if (reporter.milliseconds("open") > 0) {
    std::printf("%-10s %8.1f ms to open (asked for: at most %.0f)\n", "start-up", reporter.milliseconds("open"),
                most_milliseconds_to_open);
  }
  std::printf("%-10s %8.1f MB at the most while coding (asked for: at most %.0f)\n", "memory", megabytes,
              most_megabytes);
}

int run(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
    return 1;
  }
  const coder::Options options{setting("DETENTE_DATA", DETENTE_SHARE), {}};
  const std::string corpus = setting("DETENTE_BENCH_CORPUS", DETENTE_EXAMPLES);
  const auto coder = coder::Coder::open(options);
  if (!coder) {
    std::fprintf(stderr, "%s: %s\n", coder.error().subject.c_str(), coder.error().message.c_str());
    return 1;
  }
  // Memory first: later passes keep all articles at once, as no run of the program does.
  for_each_article(corpus, [&](Article article) { line_of(coder->code(std::move(article))); });
  const double megabytes = peak_megabytes();
  const auto stages = run_stages(*coder, corpus);
  if (!stages || stages->sentences == 0) {
    std::fprintf(stderr, "%s: nothing to measure on\n", corpus.c_str());
    return 1;
  }
  add_benchmarks(*coder, options, *stages);
  Reporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  print_summary(reporter, *stages, megabytes);
  return 0;
}

}  // namespace
}  // namespace detente

int main(int argc, char** argv) {
  return detente::run(argc, argv);
}
