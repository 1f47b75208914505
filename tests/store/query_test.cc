// Every filter finds what going through all records finds, page by page, in the order asked for.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "export/export.h"
#include "export/sample_record.h"
#include "ingest/ingest.h"
#include "store/places.h"
#include "store/store.h"
#include "store/synthetic.h"

namespace detente::store {
namespace {

constexpr std::uint64_t articles = 80;

class Queries : public Either {
 protected:
  void SetUp() override {
    Either::SetUp();
    if (IsSkipped() || HasFatalFailure()) {
      return;
    }
    Batch batch;
    for (std::uint64_t i = 0; i < articles; ++i) {
      batch.entries.push_back({synthetic::record(i), "", 0});
      const Event& event = batch.entries.back().record.events[3];
      batch.stories.push_back({event.id, "story " + std::to_string(i % 7)});
      stories_[event.id] = batch.stories.back().story;
    }
    Store store = open();
    ASSERT_TRUE(store.put(batch).ok());
  }

  using Holds = std::function<bool(const Record&, const Event&)>;

  // The ids, newest first; events of one day with the later one first.
  [[nodiscard]] static std::vector<std::string> expected(const Holds& holds) {
    std::vector<std::pair<std::string, std::string>> found;
    for (std::uint64_t i = 0; i < articles; ++i) {
      const Record record = synthetic::record(i);
      for (const Event& event : record.events) {
        if (holds(record, event)) {
          found.emplace_back(event.date, event.id);
        }
      }
    }
    std::reverse(found.begin(), found.end());
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> ids;
    for (const auto& [date, id] : found) {
      ids.push_back(id);
    }
    return ids;
  }

  [[nodiscard]] std::vector<std::string> found(const Filter& filter, Sort sort = Sort::newest) const {
    Store store = open();
    std::vector<std::string> ids;
    Page page;
    page.sort = sort;
    page.limit = 7;
    do {
      const auto rows = store.events(filter, page);
      EXPECT_TRUE(rows.ok()) << (rows.ok() ? "" : rows.error().message);
      if (!rows.ok()) {
        break;
      }
      for (const EventRow& row : rows->rows) {
        ids.push_back(row.event.id);
      }
      page.after = rows->next;
    } while (!page.after.empty());
    return ids;
  }

  void expect_same(const Filter& filter, const Holds& holds) const {
    const auto wanted = expected(holds);
    EXPECT_FALSE(wanted.empty());
    EXPECT_EQ(found(filter), wanted);
    auto oldest = found(filter, Sort::oldest);
    std::reverse(oldest.begin(), oldest.end());
    EXPECT_EQ(oldest, wanted);
  }

  std::map<std::string, std::string> stories_;
};
DETENTE_ON_BOTH(Queries);

bool has_code(const std::vector<RecordEntity>& entities, const std::string& code) {
  return std::any_of(entities.begin(), entities.end(),
                     [&](const RecordEntity& entity) { return entity.entity.code == code; });
}

TEST_P(Queries, ByWhoAndWhom) {
  Filter filter;
  filter.actors = {"RUS", "USA"};
  expect_same(filter, [](const Record&, const Event& event) {
    return has_code(event.actor, "RUS") || has_code(event.actor, "USA");
  });
  filter.recipients = {"UKR"};
  expect_same(filter, [](const Record&, const Event& event) {
    return (has_code(event.actor, "RUS") || has_code(event.actor, "USA")) && has_code(event.recipient, "UKR");
  });
  filter = {};
  filter.either = {"CHN"};
  expect_same(filter, [](const Record&, const Event& event) {
    return has_code(event.actor, "CHN") || has_code(event.recipient, "CHN");
  });
  filter = {};
  filter.attributed_to = {"RUS"};
  expect_same(filter, [](const Record&, const Event& event) { return has_code(event.attributed_to, "RUS"); });
}

TEST_P(Queries, ByKindDayAndConfidence) {
  Filter filter;
  filter.types = {"ASSAULT", "ACCUSE"};
  filter.since = synthetic::first_day + 500;
  filter.until = synthetic::first_day + 2'500;
  filter.least_confidence = 0.7;
  expect_same(filter, [&](const Record&, const Event& event) {
    const Day day = *knowledge::parse_day(event.date);
    return (event.event == "ASSAULT" || event.event == "ACCUSE") && day >= *filter.since && day <= *filter.until &&
           event.confidence >= 0.7;
  });
  filter = {};
  filter.statuses = {Status::planned};
  expect_same(filter, [](const Record&, const Event& event) { return event.status == Status::planned; });
}

TEST_P(Queries, ByPlaceAcrossTheDateLine) {
  Filter filter;
  filter.box = Box{-40, 150, 60, -120};
  expect_same(filter, [](const Record&, const Event& event) {
    return event.event_loc && event.event_loc->location.lat >= -40 && event.event_loc->location.lat <= 60 &&
           (event.event_loc->location.lon >= 150 || event.event_loc->location.lon <= -120);
  });
  filter = {};
  filter.countries = {"RUS"};
  expect_same(filter, [](const Record&, const Event& event) {
    return event.event_loc && event.event_loc->location.country_code == "RUS";
  });
}

TEST_P(Queries, BySourceWordsStoryAndArticle) {
  Filter filter;
  const Record first = synthetic::record(0);
  filter.sources = {first.article.source};
  expect_same(filter, [&](const Record& record, const Event&) { return record.article.source == filter.sources[0]; });
  filter = {};
  filter.text = "\"" + first.article.text.substr(0, first.article.text.find(' ', 40)) + "\"";
  expect_same(filter, [&](const Record& record, const Event&) { return record.article.id == first.article.id; });
  filter = {};
  filter.story = "story 3";
  expect_same(filter, [&](const Record&, const Event& event) {
    const auto story = stories_.find(event.id);
    return story != stories_.end() && story->second == "story 3";
  });
  filter = {};
  filter.article = first.article.id;
  expect_same(filter, [&](const Record& record, const Event&) { return record.article.id == first.article.id; });
}

TEST_P(Queries, HostileWordsAreWordsAndNoSyntax) {
  Store store = open();
  for (const char* text : {"NEAR(a b)", "\"", "a AND (", "title: x*", "' OR 1=1", "^ba", "- ba"}) {
    Filter filter;
    filter.text = text;
    const auto rows = store.events(filter, {});
    EXPECT_TRUE(rows.ok() || rows.error().code == ErrorCode::invalid_argument) << text;
  }
  Page page;
  page.after = "n1.x";
  EXPECT_EQ(store.events({}, page).error().code, ErrorCode::invalid_argument);
}

TEST_P(Queries, SeriesAndDenominatorAddUp) {
  Store store = open();
  std::map<Day, DaySum> wanted;
  for (std::uint64_t i = 0; i < articles; ++i) {
    for (const Event& event : synthetic::record(i).events) {
      if (has_code(event.actor, "RUS") && has_code(event.recipient, "USA") && event.status == Status::asserted) {
        DaySum& sum = wanted[*knowledge::parse_day(event.date)];
        sum.scale += event.event_scale;
        ++sum.count;
      }
    }
  }
  const auto series = store.series({"RUS", "USA", {}, {}});
  ASSERT_TRUE(series.ok()) << series.error().message;
  ASSERT_EQ(series->size(), wanted.size());
  for (const DaySum& sum : *series) {
    EXPECT_NEAR(sum.scale, wanted[sum.day].scale, 1e-9);
    EXPECT_EQ(sum.count, wanted[sum.day].count);
  }
  std::int64_t counted = 0;
  const auto days = store.articles_by_day({}, {});
  ASSERT_TRUE(days.ok());
  for (const DayCount& day : *days) {
    counted += day.count;
  }
  EXPECT_EQ(counted, static_cast<std::int64_t>(articles));
}

// More statements than are fetched and sorted: pages are picked from the index of the days.
TEST_P(Queries, ManyStatementsOfOneSpeaker) {
  constexpr int many = 2'600;
  Record record;
  record.article.id = "speech";
  record.article.date = "2016-05-01";
  record.sentences.emplace_back();
  for (int i = 0; i < many; ++i) {
    Statement statement;
    statement.id = "speech#s" + std::to_string(i + 1);
    statement.text = "Word.";
    statement.speaker.emplace();
    statement.speaker->entity.code = i % 2 == 0 ? "QQQ" : "";
    statement.speaker->entity.identifier_text = i % 2 == 0 ? "Somebody" : "QQQ";
    record.statements.push_back(std::move(statement));
  }
  Batch batch;
  batch.entries.push_back({std::move(record), "", 0});
  Store store = open();
  const auto receipt = store.put(batch);
  ASSERT_TRUE(receipt.ok());
  ASSERT_TRUE(receipt->front().ok()) << receipt->front().error().message;
  for (const Sort sort : {Sort::newest, Sort::oldest, Sort::arrival}) {
    Filter filter;
    filter.speakers = {"QQQ"};
    Page page{sort, 700, ""};
    std::vector<Key> keys;
    do {
      const auto found = store.statements(filter, page);
      ASSERT_TRUE(found.ok()) << found.error().message;
      for (const StatementRow& row : found->rows) {
        keys.push_back(row.key);
      }
      page.after = found->next;
    } while (!page.after.empty());
    EXPECT_EQ(keys.size(), static_cast<std::size_t>(many));
    const bool in_order =
        sort == Sort::newest ? std::is_sorted(keys.rbegin(), keys.rend()) : std::is_sorted(keys.begin(), keys.end());
    EXPECT_TRUE(in_order);
    EXPECT_EQ(std::adjacent_find(keys.begin(), keys.end()), keys.end());
  }
  Filter none;
  none.speakers = {"QQQ"};
  none.since = 20'000;
  EXPECT_TRUE(store.statements(none, {}).value().rows.empty());
}

TEST_P(Queries, StatementsBySpeaker) {
  Store store = open();
  std::size_t wanted = 0;
  for (std::uint64_t i = 0; i < articles; ++i) {
    for (const Statement& statement : synthetic::record(i).statements) {
      wanted += statement.speaker->entity.code == "RUS" ? 1U : 0U;
    }
  }
  Filter filter;
  filter.speakers = {"RUS"};
  Page page;
  page.limit = 10'000;
  const auto rows = store.statements(filter, page);
  ASSERT_TRUE(rows.ok()) << rows.error().message;
  EXPECT_EQ(rows->rows.size(), wanted);
  filter.types = {"ASSAULT"};
  EXPECT_EQ(store.statements(filter, page).error().code, ErrorCode::invalid_argument);
}

TEST(RecordLine, IsReadAsItWasWritten) {
  exports::Layers layers;
  layers.text = true;
  std::string line;
  exports::append_jsonl(sample::full(), layers, line);
  const auto record = ingest::read_record(line.substr(0, line.size() - 1), "line");
  ASSERT_TRUE(record.ok()) << record.error().message;
  std::string again;
  exports::append_jsonl(*record, layers, again);
  EXPECT_EQ(again, line);
}

TEST(RecordLine, ThatIsBrokenIsRefusedWhole) {
  for (const char* line :
       {"", "{", "[]", "{}", R"({"id":7})", R"({"id":"a","events":{}})", R"({"id":"a","events":[1]})",
        R"({"id":"a","events":[{"id":"a#e1"}]})", R"({"id":"a","date":"2022-02-31"})",
        R"({"id":"a","sentences":[{"start":5,"end":2}]})", R"({"id":"a","sentences":[{"start":-1,"end":2}]})",
        R"({"id":"a","events":[{"id":"a#e1","event":"AID","status":"maybe"}]})",
        R"({"id":"a","error":{"code":"empty","message":"no words"}})"}) {
    EXPECT_FALSE(ingest::read_record(line, "line").ok()) << line;
  }
}

}  // namespace
}  // namespace detente::store
