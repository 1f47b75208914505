// Speed of the way from an article to its record, whole and stage by stage, on one core, with either coder. Stages
// are only timed once they have given, step by step, the same bytes as the whole way.
#include <benchmark/benchmark.h>
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

// What is asked of a coder.
struct Wish {
  double sentences_a_second;
  double milliseconds_to_open;
  double share_of_resolve;  // at most, of the whole
};

std::string setting(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : otherwise;
}

// What both coders begin with.
struct Corpus {
  std::string path;
  std::vector<Article> articles;
  std::vector<Document> documents;
  std::size_t bytes = 0;
  std::size_t sentences = 0;
};

// One coder, and its work on every article: what the next stage is timed on.
struct Stages {
  std::string name;
  coder::Options options;
  Wish wish{};
  std::optional<coder::Coder> coder;
  std::vector<Analysis> analyses;
  std::vector<Resolved> resolved;
  std::vector<Record> records;
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

Corpus read_corpus(const std::string& path) {
  Corpus corpus;
  corpus.path = path;
  for_each_article(path, [&](const Article& article) {
    corpus.articles.push_back(article);
    corpus.bytes += article.text.size();
    corpus.documents.push_back(text::read(article));
    corpus.sentences += corpus.documents.back().sentences.size();
  });
  return corpus;
}

Record write(const Stages& stages, const Corpus& corpus, std::size_t i) {
  return coder::write_record(corpus.documents[i], stages.analyses[i], stages.resolved[i],
                             stages.coder->knowledge().ontology());
}

bool open(Stages& stages) {
  auto coder = coder::Coder::open(stages.options);
  if (!coder) {
    std::fprintf(stderr, "%s: %s\n", coder.error().subject.c_str(), coder.error().message.c_str());
    return false;
  }
  stages.coder = std::move(coder).value();
  return true;
}

// False when an article's record is another one by steps than in one go.
bool run_stages(Stages& stages, const Corpus& corpus) {
  bool same = true;
  for (std::size_t i = 0; i < corpus.articles.size(); ++i) {
    const Document& document = corpus.documents[i];
    stages.analyses.push_back(stages.coder->model().read(document));
    stages.resolved.push_back(stages.coder->resolver().resolve(document, stages.analyses.back()));
    stages.records.push_back(write(stages, corpus, i));
    if (line_of(stages.records.back()) != line_of(stages.coder->code(corpus.articles[i]))) {
      std::fprintf(stderr, "%s: the %s coder's stages one by one give another record than the coder\n",
                   corpus.articles[i].id.c_str(), stages.name.c_str());
      same = false;
    }
  }
  return same;
}

using Work = std::function<void(std::size_t article)>;

// One iteration is one pass over all articles. `prepare` runs before each pass and is not timed.
void time_passes(benchmark::State& state, const Corpus& corpus, const std::function<void()>& prepare,
                 const Work& work) {
  for (auto pass : state) {
    if (prepare) {
      state.PauseTiming();
      prepare();
      state.ResumeTiming();
    }
    for (std::size_t i = 0; i < corpus.articles.size(); ++i) {
      work(i);
    }
  }
  using benchmark::Counter;
  state.counters["sentences/s"] = Counter(static_cast<double>(corpus.sentences), Counter::kIsIterationInvariantRate);
  state.counters["bytes/s"] =
      Counter(static_cast<double>(corpus.bytes), Counter::kIsIterationInvariantRate, Counter::kIs1024);
}

void add_pass(const std::string& name, const Corpus& corpus, Work work, std::function<void()> prepare = {}) {
  benchmark::RegisterBenchmark(name.c_str(), [&corpus, work = std::move(work),
                                              prepare = std::move(prepare)](benchmark::State& state) {
    time_passes(state, corpus, prepare, work);
  })->Unit(benchmark::kMillisecond);
}

void add_reading(const Corpus& corpus) {
  benchmark::RegisterBenchmark("read", [&](benchmark::State& state) {
    for (auto pass : state) {
      for_each_article(corpus.path, [](const Article& article) { benchmark::DoNotOptimize(article.text.data()); });
    }
  })->Unit(benchmark::kMillisecond);
}

// `copies` are articles to give away, made anew by `copy`.
void add_stages(const Stages& stages, const Corpus& corpus, std::vector<Article>& copies,
                const std::function<void()>& copy) {
  const std::string name = stages.name + "/";
  const coder::Coder& coder = *stages.coder;
  benchmark::RegisterBenchmark((name + "open").c_str(), [&](benchmark::State& state) {
    for (auto pass : state) {
      benchmark::DoNotOptimize(coder::Coder::open(stages.options));
    }
  })->Unit(benchmark::kMillisecond);
  add_pass(
      name + "whole", corpus,
      [&](std::size_t i) { benchmark::DoNotOptimize(line_of(coder.code(std::move(copies[i])))); }, copy);
  add_pass(name + "model", corpus,
           [&](std::size_t i) { benchmark::DoNotOptimize(coder.model().read(corpus.documents[i])); });
  add_pass(name + "resolve", corpus, [&](std::size_t i) {
    benchmark::DoNotOptimize(coder.resolver().resolve(corpus.documents[i], stages.analyses[i]));
  });
  add_pass(name + "write", corpus,
           [&](std::size_t i) { benchmark::DoNotOptimize(line_of(write(stages, corpus, i))); });
}

void add_benchmarks(const std::vector<Stages>& coders, const Corpus& corpus) {
  static std::vector<Article> copies;  // whoever reads an article takes it for good
  const auto copy = [&corpus] { copies = corpus.articles; };
  add_reading(corpus);
  add_pass(
      "text", corpus, [](std::size_t i) { benchmark::DoNotOptimize(text::read(std::move(copies[i]))); }, copy);
  for (const Stages& stages : coders) {
    add_stages(stages, corpus, copies, copy);
  }
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

void print_share(const char* stage, double share, double most) {
  std::printf("  %-8s %8.1f %% of the time", stage, 100 * share);
  if (most < 1) {
    std::printf(" (asked for: at most %.0f %%)", 100 * most);
  }
  std::printf("\n");
}

// Nothing of what was not run.
void print_summary(const Reporter& reporter, const Stages& stages, const Corpus& corpus) {
  const auto milliseconds = [&](const char* stage) { return reporter.milliseconds(stages.name + "/" + stage); };
  const double reading = reporter.milliseconds("read");
  const double whole = reading + milliseconds("whole");
  if (milliseconds("whole") > 0) {
    std::printf("%s coder: %.0f sentences a second on one core (asked for: at least %.0f)\n", stages.name.c_str(),
                1000 * static_cast<double>(corpus.sentences) / whole, stages.wish.sentences_a_second);
    print_share("read", reading / whole, 1);
    print_share("text", reporter.milliseconds("text") / whole, 1);
    print_share("model", milliseconds("model") / whole, 1);
    print_share("resolve", milliseconds("resolve") / whole, stages.wish.share_of_resolve);
    print_share("write", milliseconds("write") / whole, 1);
  }
  if (milliseconds("open") > 0) {
    std::printf("  %-8s %8.1f ms (asked for: start-up in less than %.0f ms)\n", "open", milliseconds("open"),
                stages.wish.milliseconds_to_open);
  }
}

std::vector<Stages> both_coders(const std::string& share) {
  std::vector<Stages> coders(2);
  coders[0].name = "fast";
  coders[0].options = {share, {}, coder::Reading::fast};
  coders[0].wish = {2000, 100, 1};
  coders[1].name = "learned";
  coders[1].options = {share, {}, coder::Reading::learned};
  coders[1].wish = {400, 150, 0.15};
  return coders;
}

int run(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
    return 1;
  }
  const Corpus corpus = read_corpus(setting("DETENTE_BENCH_CORPUS", DETENTE_EXAMPLES));
  if (corpus.sentences == 0) {
    std::fprintf(stderr, "%s: nothing to measure on\n", corpus.path.c_str());
    return 1;
  }
  std::vector<Stages> coders = both_coders(setting("DETENTE_DATA", DETENTE_SHARE));
  for (Stages& stages : coders) {
    if (!open(stages) || !run_stages(stages, corpus)) {
      return 1;
    }
  }
  add_benchmarks(coders, corpus);
  Reporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  std::printf("\n%zu articles, %zu sentences, %.2f MB of text\n", corpus.articles.size(), corpus.sentences,
              static_cast<double>(corpus.bytes) / 1e6);
  for (const Stages& stages : coders) {
    print_summary(reporter, stages, corpus);
  }
  return 0;
}

}  // namespace
}  // namespace detente

int main(int argc, char** argv) {
  return detente::run(argc, argv);
}
