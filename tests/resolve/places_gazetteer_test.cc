// The compiled gazetteer: what it keeps of its tables, and what it refuses.
#include <gtest/gtest.h>

#include "knowledge/names.h"
#include "resolve/gazetteer.h"
#include "resolve/gazetteer_file.h"
#include "small_gazetteer.h"

namespace detente::resolve {
namespace {

Gazetteer small() {
  return Gazetteer::from_bytes(small_gazetteer_bytes()).value();
}

NameEntry find(const Gazetteer& gazetteer, std::string_view name) {
  return gazetteer.find(knowledge::hash_of(knowledge::words_of(name)));
}

TEST(Gazetteer, FindsPlacesWithWhatTheyLieIn) {
  const Gazetteer gazetteer = small();
  const NameEntry entry = find(gazetteer, "saint oak");
  ASSERT_EQ(entry.places.size(), 1U);
  const Place place = gazetteer.place(entry.places[0].place);
  EXPECT_EQ(place.geonameid, 3U);
  EXPECT_EQ(place.name, "Saint Oak");
  EXPECT_EQ(place.code, "AAA");
  EXPECT_EQ(place.feature, "PPL");
  EXPECT_EQ(gazetteer.place(place.admin1).name, "Oak County");
  EXPECT_EQ(place.country, gazetteer.country("AAA"));
}

TEST(Gazetteer, KnowsOtherSpellings) {
  const Gazetteer gazetteer = small();
  EXPECT_EQ(find(gazetteer, "St. Oak").places.size(), 1U);
  ASSERT_EQ(find(gazetteer, "Oak").places.size(), 1U);
  EXPECT_EQ(find(gazetteer, "Oak").places[0].naming, Naming::bare);
  EXPECT_EQ(find(gazetteer, "OC").places[0].naming, Naming::tied);
  EXPECT_TRUE(find(gazetteer, "OC").places[0].capitals);
  EXPECT_TRUE(find(gazetteer, "Great").longer);
}

TEST(Gazetteer, PutsOwnNamesBeforeAliases) {
  const Gazetteer gazetteer = small();
  const NameEntry entry = find(gazetteer, "Oaksted");
  ASSERT_EQ(entry.places.size(), 2U);
  EXPECT_EQ(gazetteer.place(entry.places[0].place).geonameid, 4U);
}

TEST(Gazetteer, KeepsWordsFromBeingPlaces) {
  const Gazetteer gazetteer = small();
  EXPECT_TRUE(find(gazetteer, "Will").places.empty());
  EXPECT_EQ(find(gazetteer, "Will").kinds, WordKinds::common | WordKinds::given);
  EXPECT_TRUE(find(gazetteer, "Un").places.empty());
  EXPECT_TRUE(find(gazetteer, "Nowhere").places.empty());
  EXPECT_EQ(gazetteer.country("ZZZ"), no_place);
}

TEST(Gazetteer, IsTheSameFromTheSameTables) {
  EXPECT_EQ(small_gazetteer_bytes(), small_gazetteer_bytes());
}

TEST(Gazetteer, NamesTheLineOfAFault) {
  GazetteerTables tables = small_gazetteer();
  tables.abbreviations = table_of("name\tcountry\tadmin1\tgeonameid\tafter\nXX\tAA\t99\t\tyes\n");
  const auto result = compile_gazetteer(tables);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().subject, "test.tsv:2");
}

TEST(Gazetteer, RefusesWhatIsDamaged) {
  const std::string good = small_gazetteer_bytes();
  const auto refused = [](std::string bytes) {
    const auto result = Gazetteer::from_bytes(std::move(bytes));
    return !result && result.error().code == ErrorCode::corrupt_data;
  };
  EXPECT_TRUE(refused(""));
  EXPECT_TRUE(refused(good.substr(0, good.size() - 1)));
  std::string magic = good;
  magic[0] = 'X';
  EXPECT_TRUE(refused(magic));
  std::string version = good;
  version[8] = 99;
  EXPECT_TRUE(refused(version));
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string flipped = good;
    flipped[i] = static_cast<char>(flipped[i] ^ 1);
    EXPECT_TRUE(refused(std::move(flipped))) << i;
  }
  EXPECT_EQ(Gazetteer::open("/nowhere/detente.gazetteer").error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace detente::resolve
