#include <gtest/gtest.h>

#include <filesystem>

#include "measure/measure.h"
#include "measure/sample_rows.h"

namespace detente::measure {
namespace {

TEST(Scope, IsRead) {
  using Codes = std::vector<std::string>;
  EXPECT_EQ(parse_scope("RUS-UKR")->side, Codes{"RUS"});
  EXPECT_EQ(parse_scope("RUS-UKR")->others, Codes{"UKR"});
  EXPECT_EQ(parse_scope("RUS,BLR-UKR")->side, (Codes{"RUS", "BLR"}));
  EXPECT_TRUE(parse_scope("RUS")->others.empty());
  for (const char* wrong : {"", "-", "RUS-", "-UKR", "russia", "RUS-UKR-BLR", "RUS,,UKR", "RU"}) {
    const auto scope = parse_scope(wrong);
    ASSERT_FALSE(scope.ok()) << wrong;
    EXPECT_EQ(scope.error().code, ErrorCode::invalid_argument);
  }
}

Record record_of(const std::string& id, std::vector<Event> events) {
  Record record;
  record.article.id = id;
  record.article.date = "2022-01-03";
  record.article.text = "Something happened.";
  record.events = std::move(events);
  return record;
}

Event event_of(const std::string& id, const std::string& type, const std::vector<std::string>& actors,
               const std::vector<std::string>& recipients) {
  Event event = row(id, type, "2022-01-03", -5).event;
  for (const std::string& code : actors) {
    event.actor.push_back(entity(code, code));
  }
  for (const std::string& code : recipients) {
    event.recipient.push_back(entity(code, code));
  }
  return event;
}

// A store of its own for each test.
class EventsOfScope : public testing::Test {
 protected:
  EventsOfScope()
      : path_((std::filesystem::temp_directory_path() / ("detente-scope-" + std::to_string(::getpid()) + ".db"))
                  .string()) {
    remove();
    store_.emplace(store::Store::open(path_).value());
    store::Batch batch;
    batch.entries.emplace_back();
    batch.entries.back().record = record_of(
        "a", {event_of("a#e1", "ASSAULT", {"RUS"}, {"UKR"}), event_of("a#e2", "ACCUSE", {"UKR"}, {"RUS"}),
              event_of("a#e3", "CONSULT", {"RUS", "UKR"}, {}), event_of("a#e4", "MOBILIZE", {"RUS"}, {}),
              event_of("a#e5", "ASSAULT", {"RUS"}, {"RUS"}), event_of("a#e6", "CONSULT", {"RUS"}, {"USA"})});
    EXPECT_TRUE(store_->put(batch).ok());
  }
  ~EventsOfScope() override {
    store_.reset();
    remove();
  }

  std::string ids_of(const char* scope) {
    std::string ids;
    const auto rows = events_of(*store_, *parse_scope(scope), std::nullopt, std::nullopt);
    for (const store::EventRow& one : rows.value()) {
      ids += one.event.id.substr(2) + " ";
    }
    return ids;
  }

 private:
  void remove() const {
    for (const char* ending : {"", "-wal", "-shm"}) {
      std::filesystem::remove(path_ + ending);
    }
  }

  std::string path_;
  std::optional<store::Store> store_;
};

TEST_F(EventsOfScope, DyadsInBothDirectionsAndAsPartners) {
  EXPECT_EQ(ids_of("RUS-UKR"), "e1 e2 e3 ");
  EXPECT_EQ(ids_of("UKR-RUS"), "e1 e2 e3 ");
  EXPECT_EQ(ids_of("UKR-USA"), "");
}

TEST_F(EventsOfScope, OnePartyOrAmongSeveral) {
  EXPECT_EQ(ids_of("RUS"), "e1 e2 e3 e4 e5 e6 ");
  EXPECT_EQ(ids_of("RUS,UKR,USA"), "e1 e2 e3 e6 ");
}

}  // namespace
}  // namespace detente::measure
