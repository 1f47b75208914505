// What the project's own tables must know of the world.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "knowledge/knowledge.h"
#include "knowledge/tables.h"

namespace detente::knowledge {
namespace {

const Knowledge& world() {
  static const auto opened = Knowledge::open(DETENTE_BUILD_DIR "/share/detente/detente.knowledge");
  return opened.value();
}

Table data(std::string_view name) {
  return Table::read(std::string(DETENTE_SOURCE_DIR "/tests/data/knowledge/") + std::string(name)).value();
}

Table ontology_table(std::string_view name) {
  return Table::read(std::string(DETENTE_SOURCE_DIR "/knowledge/ontology/") + std::string(name)).value();
}

bool has_leader(std::string_view code, Day day) {
  static constexpr std::array<std::string_view, 11> leading{"president", "prime-minister", "chancellor", "king",
                                                            "queen",     "leader",         "emir",       "sultan",
                                                            "taoiseach", "supreme-leader", "pope"};
  return std::any_of(leading.begin(), leading.end(),
                     [&](std::string_view role) { return !world().holders(code, role, day).empty(); });
}

TEST(Coverage, EveryMemberOfTheUnitedNationsHasALeader) {
  const Table members = data("un_members.tsv");
  const Table excepted = data("without_leader.tsv");
  ASSERT_EQ(members.size(), 193U);
  for (const std::string_view date : {"1995-01-01", "2005-01-01", "2015-01-01", "2022-02-07", "2025-06-01"}) {
    std::set<std::string, std::less<>> none;
    for (std::size_t row = 0; row < excepted.size(); ++row) {
      if (excepted.cell(row, "date") == date) {
        none.emplace(excepted.cell(row, "code"));
      }
    }
    for (std::size_t row = 0; row < members.size(); ++row) {
      const std::string code(members.cell(row, "code"));
      EXPECT_TRUE(world().country(code).has_value()) << code;
      EXPECT_EQ(has_leader(code, *parse_day(date)), !none.contains(code)) << code << " on " << date;
    }
  }
}

// Codes of countries that had a minister of this role on a day.
std::size_t ministers(std::string_view role, std::string_view other_role, Day day) {
  const Table members = data("un_members.tsv");
  std::size_t count = 0;
  for (std::size_t row = 0; row < members.size(); ++row) {
    const auto code = members.cell(row, "code");
    const bool held = !world().holders(code, role, day).empty() || !world().holders(code, other_role, day).empty();
    count += held ? 1U : 0U;
  }
  return count;
}

TEST(Coverage, ForeignAndDefenceMinistersOfFortyCountries) {
  const Day day = *parse_day("2022-02-07");
  EXPECT_GE(ministers("foreign-minister", "secretary-of-state", day), 40U);
  EXPECT_GE(ministers("defence-minister", "secretary-of-defense", day), 40U);
}

TEST(Coverage, HeadsOfInternationalBodies) {
  const Day day = *parse_day("2022-02-07");
  EXPECT_EQ(world().holders("UNO", "secretary-general", day).size(), 1U);
  EXPECT_EQ(world().holders("IGO", "nato-secretary-general", day).size(), 1U);
  EXPECT_EQ(world().holders("EUR", "head-of-commission", day).size(), 1U);
  EXPECT_EQ(world().holders("EUR", "council-president", day).size(), 1U);
}

TEST(Coverage, WhoHeldAnOfficeOnADay) {
  const Table checks = data("holders.tsv");
  ASSERT_GE(checks.size(), 60U);
  for (std::size_t row = 0; row < checks.size(); ++row) {
    const auto day = parse_day(checks.cell(row, "date"));
    ASSERT_TRUE(day.has_value()) << checks.where(row);
    const auto held = world().holders(checks.cell(row, "code"), checks.cell(row, "role"), *day);
    ASSERT_EQ(held.size(), 1U) << checks.where(row) << ": " << checks.cell(row, "person");
    const auto named = world().named(checks.cell(row, "person"));
    const bool is_holder = std::any_of(named.begin(), named.end(), [&](const Candidate& candidate) {
      return candidate.referent.kind == ReferentKind::person && candidate.referent.key == held.front().person.key;
    });
    EXPECT_TRUE(is_holder) << checks.where(row) << ": " << checks.cell(row, "person") << ", the tables have "
                           << held.front().person.name;
  }
}

TEST(Coverage, NoOfficeIsHeldAfterItsCountryHasEnded) {
  const Table countries = Table::read(DETENTE_SOURCE_DIR "/knowledge/countries.tsv").value();
  const auto tables = Tables::read(DETENTE_SOURCE_DIR "/knowledge").value();
  for (std::size_t row = 0; row < countries.size(); ++row) {
    const auto end = parse_day(countries.cell(row, "to"));
    if (!end) {
      continue;
    }
    const std::string prefix = std::string(countries.cell(row, "code")) + ":";
    for (const Table& terms : tables.terms) {
      for (std::size_t term = 0; term < terms.size(); ++term) {
        if (terms.cell(term, "office").starts_with(prefix)) {
          const auto to = parse_day(terms.cell(term, "to"));
          EXPECT_TRUE(to && *to <= *end + 366) << terms.where(term) << ": " << terms.cell(term, "office");
        }
      }
    }
  }
}

TEST(OntologyTables, AreComplete) {
  const Ontology& ontology = world().ontology();
  EXPECT_EQ(ontology.types.size(), 16U);
  EXPECT_EQ(ontology.contexts.size(), 37U);
  for (const EventType& type : ontology.types) {
    EXPECT_TRUE(1 <= type.quad && type.quad <= 4) << type.name;
    EXPECT_TRUE(-10 <= type.score && type.score <= 10) << type.name;
  }
  const Table modes = ontology_table("modes.tsv");
  ASSERT_EQ(ontology.modes.size(), modes.size());
  for (std::size_t row = 0; row < modes.size(); ++row) {
    const auto type = ontology.type(modes.cell(row, "type"));
    ASSERT_TRUE(type.has_value()) << modes.where(row);
    EXPECT_EQ(ontology.mode(*type, modes.cell(row, "mode")), row) << modes.where(row);
  }
  const Table contexts = ontology_table("contexts.tsv");
  ASSERT_EQ(ontology.contexts.size(), contexts.size());
  for (std::size_t row = 0; row < contexts.size(); ++row) {
    EXPECT_EQ(ontology.contexts[row], contexts.cell(row, "context"));
  }
  const Table sectors = ontology_table("sectors.tsv");
  for (std::size_t row = 0; row < sectors.size(); ++row) {
    EXPECT_EQ(ontology.sector(sectors.cell(row, "sector")), row);
  }
  EXPECT_EQ(ontology.sector("KIT"), no_sector);
  EXPECT_FALSE(ontology.type("DANCE").has_value());
}

TEST(OntologyTables, EveryTypeAndModeHasItsCameoCode) {
  const Ontology& ontology = world().ontology();
  const auto is_code = [](std::string_view code) {
    return (code.size() == 3 || code.size() == 4) &&
           std::all_of(code.begin(), code.end(), [](char c) { return '0' <= c && c <= '9'; });
  };
  for (const EventType& type : ontology.types) {
    EXPECT_TRUE(is_code(ontology.cameo(ontology.type(type.name).value(), no_mode))) << type.name;
  }
  for (const Mode& mode : ontology.modes) {
    EXPECT_TRUE(is_code(ontology.cameo(mode.type, ontology.mode(mode.type, mode.name))))
        << ontology.types[mode.type].name << " " << mode.name;
  }
}

TEST(OntologyTables, ATypesScoreHoldsWhereAModeHasNone) {
  const Ontology& ontology = world().ontology();
  const EventTypeId protest = *ontology.type("PROTEST");
  const EventTypeId retreat = *ontology.type("RETREAT");
  EXPECT_DOUBLE_EQ(ontology.score(protest, ontology.mode(protest, "vandalize")), -5);
  EXPECT_DOUBLE_EQ(ontology.score(protest, ontology.mode(protest, "riot")), -7);
  EXPECT_DOUBLE_EQ(ontology.score(retreat, no_mode), 6.5);
  EXPECT_DOUBLE_EQ(ontology.score(retreat, ontology.mode(retreat, "disarm")), 10);
  EXPECT_EQ(ontology.mode(protest, "disarm"), no_mode);  // another type's mode
}

}  // namespace
}  // namespace detente::knowledge
