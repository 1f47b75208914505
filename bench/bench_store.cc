// The store: how many events a second it takes in, and how long ten typical questions and the series of a dyad take.
// Settings, all in the environment: DETENTE_BENCH_EVENTS (100,000), DETENTE_BENCH_STORE (a location; else a file of
// /tmp that is gone at the end). A store that holds that many events already is asked as it is.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "store/store.h"
#include "store/synthetic.h"

namespace detente {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t articles_in_batch = 500;

std::string setting(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : otherwise;
}

std::size_t wanted_events() {
  return std::stoul(setting("DETENTE_BENCH_EVENTS", "100000"));
}

template <typename T>
T value_of(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s: %s\n", result.error().subject.c_str(), result.error().message.c_str());
    std::exit(1);
  }
  return std::move(*result);
}

// A file that is gone at the end.
class Scratch {
 public:
  explicit Scratch(const std::string& name) : path_("/tmp/" + name + "-" + std::to_string(getpid()) + ".db") {}
  ~Scratch() {
    for (const char* ending : {"", "-wal", "-shm"}) {
      std::error_code error;
      std::filesystem::remove(path_ + ending, error);
    }
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// News come by the day, a thousand articles each; an archive may come in any order.
enum class Order { by_day, by_chance };

store::Batch batch_from(std::uint64_t first, std::size_t articles, Order order) {
  constexpr std::uint64_t articles_a_day = 1'000;
  store::Batch batch;
  for (std::uint64_t number = first; number < first + articles; ++number) {
    const auto day = order == Order::by_chance
                         ? synthetic::day_by_chance(number)
                         : synthetic::first_day + static_cast<store::Day>(number / articles_a_day);
    batch.entries.push_back({synthetic::record(number, day), "bench", 1});
  }
  return batch;
}

// One event in three is told by several articles.
void add_stories(store::Batch& batch) {
  std::size_t number = 0;
  for (const store::Entry& entry : batch.entries) {
    for (const Event& event : entry.record.events) {
      if (++number % 3 == 0) {
        batch.stories.push_back({event.id, "story-" + event.date + "-" + event.actor.front().entity.code + "-" +
                                               event.recipient.front().entity.code});
      }
    }
  }
}

// The store that is asked, filled at first use.
struct Filled {
  Scratch scratch{"detente-bench-store"};
  std::string location = setting("DETENTE_BENCH_STORE", scratch.path());
  store::Store store = value_of(store::Store::open(location));
  double seconds = 0;
  std::size_t put = 0;  // events

  Filled() {
    const auto held = static_cast<std::size_t>(value_of(store.info()).events);
    for (std::size_t events = held; events < wanted_events();) {
      store::Batch batch = batch_from(events / synthetic::events_per_article, articles_in_batch, Order::by_chance);
      add_stories(batch);
      const auto start = Clock::now();
      value_of(store.put(batch));
      seconds += std::chrono::duration<double>(Clock::now() - start).count();
      events += articles_in_batch * synthetic::events_per_article;
      put += articles_in_batch * synthetic::events_per_article;
    }
  }
};

Filled& filled() {
  static Filled the_store;
  return the_store;
}

// Into an empty SQLite file, as `detente ingest --records` does but for reading JSON.
void ingest(benchmark::State& state, Order order) {
  const Scratch scratch("detente-bench-ingest");
  store::Store store = value_of(store::Store::open(scratch.path()));
  std::uint64_t next = 0;
  for ([[maybe_unused]] auto step : state) {
    state.PauseTiming();
    const store::Batch batch = batch_from(next, articles_in_batch, order);
    next += articles_in_batch;
    state.ResumeTiming();
    const auto receipt = value_of(store.put(batch));
    if (*receipt.front() != store::Outcome::added) {
      state.SkipWithError("an article was there already");
    }
  }
  const auto events = static_cast<double>(next * synthetic::events_per_article);
  state.counters["events/s"] = benchmark::Counter(events, benchmark::Counter::kIsRate);
  state.counters["bytes/event"] = static_cast<double>(value_of(store.info()).bytes) / events;
}

// All into the store that is asked; with stories.
void fill(benchmark::State& state) {
  for ([[maybe_unused]] auto step : state) {
    filled();
  }
  const store::Info info = value_of(filled().store.info());
  state.counters["events"] = static_cast<double>(info.events);
  state.counters["events/s"] = filled().seconds > 0 ? static_cast<double>(filled().put) / filled().seconds : 0;
  state.counters["MB"] = static_cast<double>(info.bytes) / 1e6;
}

// A question, each time about something else; the number of rows of its answer.
using Question = std::function<std::size_t(store::Store&, synthetic::Chance&)>;

std::size_t ask_events(store::Store& store, const store::Filter& filter) {
  return value_of(store.events(filter, {})).rows.size();
}

std::string some_country(synthetic::Chance& chance) {
  return std::string(synthetic::countries[chance.skewed(synthetic::countries.size())]);
}

void restrict_to_a_year(store::Filter& filter, synthetic::Chance& chance) {
  filter.since = synthetic::first_day + static_cast<store::Day>(chance.below(synthetic::days - 365));
  filter.until = *filter.since + 365;
}

std::vector<std::pair<std::string, Question>> questions() {
  using store::Filter;
  using store::Store;
  using synthetic::Chance;
  return {
      {"newest", [](Store& store, Chance&) { return ask_events(store, {}); }},
      {"dyad_in_a_year",
       [](Store& store, Chance& chance) {
         Filter filter;
         filter.actors = {some_country(chance)};
         filter.recipients = {some_country(chance)};
         restrict_to_a_year(filter, chance);
         return ask_events(store, filter);
       }},
      {"country_on_either_side",
       [](Store& store, Chance& chance) {
         Filter filter;
         filter.either = {some_country(chance)};
         return ask_events(store, filter);
       }},
      {"type",
       [](Store& store, Chance& chance) {
         Filter filter;
         filter.types = {std::string(synthetic::types[chance.below(synthetic::types.size())])};
         return ask_events(store, filter);
       }},
      {"status_planned_of_country",
       [](Store& store, Chance& chance) {
         Filter filter;
         filter.statuses = {Status::planned};
         filter.actors = {some_country(chance)};
         return ask_events(store, filter);
       }},
      {"box_of_10_degrees",
       [](Store& store, Chance& chance) {
         Filter filter;
         const double south = chance.real() * 100 - 50;
         const double west = chance.real() * 340 - 175;
         filter.box = store::Box{south, west, south + 10, west + 10};
         return ask_events(store, filter);
       }},
      {"source",
       [](Store& store, Chance& chance) {
         Filter filter;
         filter.sources = {"Paper " + std::to_string(chance.skewed(200))};
         return ask_events(store, filter);
       }},
      {"speaker",
       [](Store& store, Chance& chance) {
         Filter filter;
         filter.speakers = {some_country(chance)};
         return value_of(store.statements(filter, {})).rows.size();
       }},
      {"words",
       [](Store& store, Chance& chance) {
         Filter filter;
         filter.text = synthetic::word(chance.skewed(synthetic::vocabulary)) + " " +
                       synthetic::word(chance.skewed(synthetic::vocabulary));
         return ask_events(store, filter);
       }},
      {"story",
       [](Store& store, Chance& chance) {
         Filter filter;
         filter.story = "story-2014-0" + std::to_string(1 + chance.below(9)) + "-11-RUS-USA";
         return ask_events(store, filter);
       }},
      {"series_of_a_dyad_10_years",
       [](Store& store, Chance& chance) {
         return value_of(store.series({"RUS", chance.below(2) == 0 ? "USA" : "RUS", {}, {}})).size();
       }},
      {"series_with_stories",
       [](Store& store, Chance&) {
         store::Dyad dyad{"RUS", "USA", {}, {}};
         dyad.stories = true;
         return value_of(store.series(dyad)).size();
       }},
      {"articles_by_day", [](Store& store, Chance&) { return value_of(store.articles_by_day({}, {})).size(); }},
  };
}

double percentile(std::vector<double> times, double share) {
  std::sort(times.begin(), times.end());
  const auto at = static_cast<std::size_t>(share * static_cast<double>(times.size()));
  return times[std::min(at, times.size() - 1)];
}

void ask(benchmark::State& state, const Question& question) {
  store::Store& store = filled().store;
  synthetic::Chance chance(42);
  std::vector<double> times;
  std::size_t rows = 0;
  for ([[maybe_unused]] auto step : state) {
    const auto start = Clock::now();
    rows += question(store, chance);
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
  if (rows == 0) {
    state.SkipWithError("no answer had a row");
  }
  state.counters["p50_ms"] = percentile(times, 0.5);
  state.counters["p95_ms"] = percentile(times, 0.95);
  state.counters["worst_ms"] = percentile(times, 1);
  state.counters["rows"] = static_cast<double>(rows) / static_cast<double>(times.size());
}

void register_all() {
  benchmark::RegisterBenchmark("ingest_by_day", ingest, Order::by_day)->Unit(benchmark::kMillisecond)->Iterations(20);
  benchmark::RegisterBenchmark("ingest_by_chance", ingest, Order::by_chance)
      ->Unit(benchmark::kMillisecond)
      ->Iterations(20);
  benchmark::RegisterBenchmark("fill", fill)->Unit(benchmark::kSecond)->Iterations(1);
  for (const auto& [name, question] : questions()) {
    benchmark::RegisterBenchmark(name.c_str(), [asked = question](benchmark::State& state) { ask(state, asked); })
        ->Unit(benchmark::kMillisecond)
        ->Iterations(100);
  }
}

}  // namespace
}  // namespace detente

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  detente::register_all();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
