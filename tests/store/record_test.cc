// What is put comes back as it was, field for field, and is there once.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "export/export.h"
#include "export/sample_record.h"
#include "store/places.h"
#include "store/store.h"

namespace detente::store {
namespace {

class Records : public Either {};
DETENTE_ON_BOTH(Records);

// Everything that RECORDS.md knows of a record, as text.
std::string line_of(const Record& record) {
  exports::Layers layers;
  layers.text = true;
  std::string line;
  exports::append_jsonl(record, layers, line);
  return line;
}

Batch batch_of(Record record, std::string coder = {}) {
  Batch batch;
  batch.entries.push_back({std::move(record), std::move(coder), 0});
  return batch;
}

Outcome put(Store& store, const Batch& batch) {
  const auto receipt = store.put(batch);
  EXPECT_TRUE(receipt.ok()) << (receipt.ok() ? "" : receipt.error().message);
  EXPECT_TRUE(receipt->front().ok());
  return *receipt->front();
}

TEST_P(Records, ComesBackWithEveryField) {
  Store store = open();
  EXPECT_EQ(put(store, batch_of(sample::full(), "learned 1")), Outcome::added);
  const auto found = store.article("a");
  ASSERT_TRUE(found.ok()) << found.error().message;
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ(line_of((*found)->record), line_of(sample::full()));
  EXPECT_EQ((*found)->coder, "learned 1");
}

TEST_P(Records, IsThereOnceHoweverOftenItIsPut) {
  Store store = open();
  put(store, batch_of(sample::full()));
  EXPECT_EQ(put(store, batch_of(sample::full())), Outcome::unchanged);
  const auto info = store.info();
  ASSERT_TRUE(info.ok()) << info.error().message;
  EXPECT_EQ(info->articles, 1);
  EXPECT_EQ(info->events, 1);
  EXPECT_EQ(info->statements, 1);
}

TEST_P(Records, IsReplacedWholeWhenItChanged) {
  Store store = open();
  put(store, batch_of(sample::full()));
  Record changed = sample::full();
  changed.events.clear();
  changed.article.title = "Fewer troops";
  EXPECT_EQ(put(store, batch_of(changed)), Outcome::replaced);
  EXPECT_EQ(line_of((*store.article("a"))->record), line_of(changed));
  EXPECT_EQ(store.info()->events, 0);
  const auto faults = store.check();
  ASSERT_TRUE(faults.ok()) << faults.error().message;
  EXPECT_EQ(*faults, std::vector<std::string>{});
}

}  // namespace
}  // namespace detente::store
