#include <gtest/gtest.h>

#include "knowledge/knowledge.h"
#include "knowledge/layer.h"

namespace detente::knowledge {
namespace {

TEST(Tables, TheProjectsOwnHaveNoFaults) {
  const auto tables = Tables::read(DETENTE_SOURCE_DIR "/knowledge");
  ASSERT_TRUE(tables.ok()) << tables.error().message;
  for (const Error& fault : find_faults(*tables)) {
    ADD_FAILURE() << fault.subject << ": " << fault.message;
  }
}

TEST(Tables, RowsLongerThanTheHeaderAreRefused) {
  const auto table = Table::parse("a\tb\n1\t2\t3\n", "t");
  ASSERT_FALSE(table.ok());
  EXPECT_EQ(table.error().subject, "t:2");
}

TEST(Days, OnlyDaysThatExist) {
  EXPECT_EQ(parse_day("1970-01-02"), 1);
  EXPECT_FALSE(parse_day("2022-02-30"));
  EXPECT_EQ(format_day(*parse_day("2022-02-07")), "2022-02-07");
}

TEST(Layer, DamagedBytesAreRefused) {
  EXPECT_EQ(Knowledge::from_bytes("short").error().code, ErrorCode::corrupt_data);
}

}  // namespace
}  // namespace detente::knowledge
