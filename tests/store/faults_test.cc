// What must not happen to a store: newer versions, foreign files, second writers, full disks, damage, kills.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "export/sample_record.h"
#include "store/database.h"
#include "store/places.h"
#include "store/schema.h"
#include "store/store.h"
#include "store/synthetic.h"

namespace detente::store {
namespace {

class Faults : public Either {};
DETENTE_ON_BOTH(Faults);

Batch synthetic_batch(std::uint64_t first, std::size_t articles) {
  Batch batch;
  for (std::uint64_t i = first; i < first + articles; ++i) {
    batch.entries.push_back({synthetic::record(i), "", 0});
  }
  return batch;
}

std::unique_ptr<Database> raw(const std::string& location) {
  auto database = is_postgres(location) ? open_postgres(location, {}) : open_sqlite(location, {});
  EXPECT_TRUE(database.ok());
  return std::move(*database);
}

ErrorCode code_when_opened(const std::string& location, const Options& options = {}) {
  const auto store = Store::open(location, options);
  EXPECT_FALSE(store.ok());
  return store.ok() ? ErrorCode::empty : store.error().code;
}

std::vector<std::string> faults_of(Store& store) {
  const auto faults = store.check();
  EXPECT_TRUE(faults.ok()) << (faults.ok() ? "" : faults.error().message);
  return faults.ok() ? *faults : std::vector<std::string>{"not checked"};
}

TEST_P(Faults, ANewerStoreIsRefused) {
  { const Store store = open(); }
  ASSERT_FALSE(raw(location())->run("INSERT INTO schema_version VALUES (99, 'tomorrow')"));
  EXPECT_EQ(code_when_opened(location()), ErrorCode::newer_version);
}

TEST_P(Faults, AnOlderStoreIsBroughtUpToDateOrLeftAsItWas) {
  { const Store store = open(); }
  const auto database = raw(location());
  std::vector<Migration> all = migrations();
  all.push_back({{"CREATE TABLE later (a INT)", "THIS IS NO SQL"}, false});
  EXPECT_TRUE(bring_up_to_date(*database, true, all));
  EXPECT_EQ(*version_of(*database), 1);
  EXPECT_TRUE(database->run("SELECT * FROM later"));  // an error: it is not there
  all.back().statements.pop_back();
  EXPECT_TRUE(bring_up_to_date(*database, false, all));
  EXPECT_FALSE(bring_up_to_date(*database, true, all));
  EXPECT_EQ(*version_of(*database), 2);
  EXPECT_FALSE(database->run("SELECT * FROM later"));
}

TEST_P(Faults, AStoreThatIsNotThereIsNotMadeByReading) {
  Options options;
  options.writable = false;
  EXPECT_EQ(code_when_opened(location(), options), ErrorCode::not_found);
}

TEST_P(Faults, ASecondWriterWaitsAndIsTold) {
  Store first = open();
  Options options;
  options.patience = std::chrono::milliseconds(200);
  Store second = open(options);
  const auto holder = raw(location());
  ASSERT_FALSE(holder->begin());
  const auto refused = second.put(synthetic_batch(0, 1));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::busy);
  EXPECT_EQ(second.info()->articles, 0);  // reading is not held up
  holder->roll_back();
  EXPECT_TRUE(second.put(synthetic_batch(0, 1)).ok());
  EXPECT_EQ(first.info()->articles, 1);
}

TEST_P(Faults, ARecordThatCannotBeKeptIsToldAndTheOthersAreKept) {
  Store store = open();
  Batch batch = synthetic_batch(0, 2);
  batch.entries[0].record.events[1].id = batch.entries[0].record.events[0].id;
  const auto receipt = store.put(batch);
  ASSERT_TRUE(receipt.ok());
  ASSERT_FALSE((*receipt)[0].ok());
  EXPECT_EQ((*receipt)[0].error().code, ErrorCode::invalid_field);
  EXPECT_EQ(*(*receipt)[1], Outcome::added);
  EXPECT_EQ(store.info()->articles, 1);
}

TEST_P(Faults, HostileWordsComeBackAsTheyWere) {
  Store store = open();
  Batch batch = synthetic_batch(0, 1);
  Event& event = batch.entries[0].record.events[0];
  const std::string words = "a|b\\c\t\n\r'\"; DROP TABLE event; -- \xF0\x9F\x92\xA5 {\\N}";
  event.event_text = {words, "", "|"};
  event.actor[0].entity_text = words;
  ASSERT_TRUE(store.put(batch).ok());
  const auto found = store.article(batch.entries[0].record.article.id);
  ASSERT_TRUE(found.ok() && found->has_value());
  EXPECT_EQ((*found)->record.events[0].event_text, event.event_text);
  EXPECT_EQ((*found)->record.events[0].actor[0].entity_text, words);
  EXPECT_EQ(faults_of(store), std::vector<std::string>{});
}

// One batch after the other; each batch that returned is told through the pipe.
[[noreturn]] void put_for_ever(const std::string& location, std::uint64_t first, int pipe) {
  auto store = Store::open(location);
  for (std::uint64_t i = first; store.ok(); i += 3) {
    if (!store->put(synthetic_batch(i, 3)).ok() || write(pipe, &i, sizeof i) != sizeof i) {
      break;
    }
  }
  _exit(1);
}

TEST_P(Faults, AKillTakesNothingThatWasAcknowledgedAndDoublesNothing) {
  { const Store store = open(); }
  std::set<std::uint64_t> acknowledged;
  std::uint64_t first = 0;
  synthetic::Chance chance(7);
  const char* wish = std::getenv("DETENTE_KILLS");  // for a longer run by hand
  const int few = on_server() ? 12 : 25;
  const int kills = wish == nullptr ? few : std::atoi(wish);
  for (int i = 0; i < kills; ++i) {
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    const pid_t child = fork();
    if (child == 0) {
      close(ends[0]);
      put_for_ever(location(), first, ends[1]);
    }
    close(ends[1]);
    // Opening takes longer on a server.
    usleep(static_cast<useconds_t>((on_server() ? 150'000 : 20'000) + chance.below(100'000)));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    std::uint64_t number = 0;
    while (read(ends[0], &number, sizeof number) == sizeof number) {
      acknowledged.insert({number, number + 1, number + 2});
      first = number;  // the next one begins with what is there already
    }
    close(ends[0]);
  }
  ASSERT_GT(acknowledged.size(), 10U);
  Store store = open();
  for (const std::uint64_t number : acknowledged) {
    const auto found = store.article(synthetic::record(number).article.id);
    ASSERT_TRUE(found.ok() && found->has_value()) << number;
    EXPECT_EQ((*found)->record.events.size(), synthetic::events_per_article);
  }
  const Info info = *store.info();
  EXPECT_EQ(info.events, info.articles * static_cast<std::int64_t>(synthetic::events_per_article));
  EXPECT_EQ(faults_of(store), std::vector<std::string>{});
}

TEST(File, OfAnotherProgramIsLeftAsItIs) {
  const Folder folder;
  const std::string text = folder.path("notes.txt");
  std::ofstream(text) << std::string(5000, 'x');
  EXPECT_EQ(code_when_opened(text), ErrorCode::corrupt_data);
  EXPECT_FALSE(Store::repair(text).ok());
  std::ifstream in(text);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), std::string(5000, 'x'));
}

TEST(File, ThatMayGrowNoFurtherIsToldAndKeepsWhatItHad) {
  const Folder folder;
  const std::string path = folder.path("crisis.db");
  {
    auto store = Store::open(path);
    ASSERT_TRUE(store->put(synthetic_batch(0, 5)).ok());
  }
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1U << 20U, 1U << 20U};
    setrlimit(RLIMIT_FSIZE, &limit);
    auto store = Store::open(path);
    const auto receipt = store.ok() ? store->put(synthetic_batch(5, 2000)) : Result<Receipt>(Receipt{});
    _exit(!receipt.ok() && receipt.error().code == ErrorCode::storage_full ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0) << "no storage_full";
  auto store = Store::open(path);
  ASSERT_TRUE(store.ok());
  EXPECT_EQ(store->info()->articles, 5);
  EXPECT_EQ(faults_of(*store), std::vector<std::string>{});
}

// Overwrites a stretch of the file.
void damage(const std::string& path, std::uintmax_t at) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(static_cast<std::streamoff>(at));
  file << std::string(600, '\x5A');
}

TEST(File, DamagedAnywhereIsFoundOutAndSavedForTheMostPart) {
  const Folder folder;
  const std::string whole = folder.path("whole.db");
  constexpr std::int64_t articles = 40;
  {
    auto store = Store::open(whole);
    Batch batch = synthetic_batch(0, articles);
    batch.notes = {{"state", "kept"}};
    ASSERT_TRUE(store->put(batch).ok());
  }
  const auto size = std::filesystem::file_size(whole);
  int repaired = 0;
  constexpr std::uintmax_t places = 24;
  for (std::uintmax_t i = 0; i < places; ++i) {
    const std::string path = folder.path("damaged-" + std::to_string(i) + ".db");
    std::filesystem::copy_file(whole, path);
    const std::uintmax_t at = size * i / places;
    damage(path, at);
    Options options;
    options.create = false;
    bool found = true;
    if (auto store = Store::open(path, options)) {
      const auto faults = store->check();
      found = !faults.ok() || !faults->empty();
    }
    // A stretch that holds nothing may be damaged unseen; then the store is whole.
    const auto repair = Store::repair(path);
    ASSERT_TRUE(repair.ok()) << at << ": " << repair.error().message;
    EXPECT_TRUE(std::filesystem::exists(repair->damaged));
    auto store = Store::open(path);
    ASSERT_TRUE(store.ok()) << at;
    EXPECT_EQ(faults_of(*store), std::vector<std::string>{}) << at;
    EXPECT_GE(store->info()->articles, articles * 3 / 4) << at;
    EXPECT_EQ(repair->articles + static_cast<std::int64_t>(repair->lost.size()), articles) << at;
    if (!found) {
      EXPECT_EQ(repair->articles, articles) << at;
      EXPECT_TRUE(repair->incomplete.empty()) << at;
    }
    repaired += found ? 1 : 0;
  }
  EXPECT_GT(repaired, static_cast<int>(places / 2));
}

}  // namespace
}  // namespace detente::store
