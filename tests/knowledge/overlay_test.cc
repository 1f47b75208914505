// A user's table laid over the project's.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "small_world.h"

namespace detente::knowledge {
namespace {

class Overlay : public testing::Test {
 protected:
  [[nodiscard]] static std::string path(std::string_view name) { return testing::TempDir() + std::string(name); }
  static std::optional<Error> lay(Knowledge& world, std::string_view text, std::string_view name = "mine.tsv") {
    std::ofstream(path(name), std::ios::binary) << text;
    return world.overlay(path(name));
  }
  [[nodiscard]] static std::string president(const Knowledge& world, std::string_view day) {
    const auto held = world.holders("FRA", "president", *parse_day(day));
    return held.size() == 1 ? std::string(held.front().person.name) : std::to_string(held.size());
  }
};

TEST_F(Overlay, AHolderOfTheUsersStandsBeforeTheTables) {
  Knowledge world = small_world();
  const auto fault = lay(world,
                         "name\tcode\tsector\tgender\toffice\tfrom\tto\n"
                         "Zoé Roux\tFRA\tELI\tf\tFRA:president\t2010\t2012-07\n");
  ASSERT_FALSE(fault) << fault->message;
  EXPECT_EQ(president(world, "2009-12-31"), "Luc Petit");
  EXPECT_EQ(president(world, "2010-01-01"), "Zoé Roux");
  EXPECT_EQ(president(world, "2012-06-30"), "Zoé Roux");
  EXPECT_EQ(president(world, "2012-07-01"), "Luc Petit");
  const auto roux = world.named("Roux");
  ASSERT_EQ(roux.size(), 1U);
  EXPECT_EQ(roux.front().kind, NameKind::last_name);
  EXPECT_EQ(roux.front().referent.gender, 'f');
  EXPECT_EQ(world.terms_of(roux.front().referent).size(), 1U);
}

TEST_F(Overlay, APersonOfTheTablesMayBeGivenAnOffice) {
  Knowledge world = small_world();
  ASSERT_FALSE(lay(world, "name\tcode\toffice\tfrom\nWang Hai\tCHN\tCHN:president\t2020\n"));
  const auto held = world.holders("CHN", "president", *parse_day("2021-01-01"));
  ASSERT_EQ(held.size(), 1U);
  EXPECT_EQ(held.front().person.key, "wang-hai");
}

TEST_F(Overlay, ANameOfTheUsersReplacesTheSameName) {
  Knowledge world = small_world();
  ASSERT_EQ(world.named("Élysée").at(0).referent.code, "FRA");
  ASSERT_FALSE(lay(world,
                   "kind\tname\taliases\tcode\tsector\tother_sectors\n"
                   "organisation\tElysee\tThe Palace Club\tUSA\tBUS\tJRN|MED\n"
                   "armed_group\tRed Hand\t\tIMG\tREB\n"
                   "role\tfoot soldiers\t\t\tMIL\n"
                   "seat\tBercy\t\tFRA\tGOV\n"
                   "country\tRuritania\t\tUNK\n"));
  const auto palace = world.named("Élysée");
  ASSERT_EQ(palace.size(), 1U);
  EXPECT_EQ(palace.front().referent.code, "USA");
  EXPECT_EQ(palace.front().referent.kind, ReferentKind::organisation);
  EXPECT_EQ(palace.front().referent.other_sectors, "JRN|MED");
  EXPECT_EQ(world.named("The Palace Club").at(0).referent.name, "Elysee");
  EXPECT_EQ(world.named("Red Hand").at(0).referent.kind, ReferentKind::armed_group);
  EXPECT_EQ(world.named("foot soldiers").at(0).kind, NameKind::noun);
  EXPECT_EQ(world.named("Bercy").at(0).referent.kind, ReferentKind::seat);
  EXPECT_EQ(world.named("Ruritania").at(0).referent.kind, ReferentKind::country);
  EXPECT_EQ(world.named("Élysée Palace").at(0).referent.code, "FRA");  // a longer name of the tables still stands
  EXPECT_EQ(world.named("France").at(0).referent.code, "FRA");
}

TEST_F(Overlay, ALaterTableGoesBeforeAnEarlierOne) {
  Knowledge world = small_world();
  ASSERT_FALSE(lay(world, "name\tcode\toffice\nAda First\tFRA\tFRA:president\n", "first.tsv"));
  ASSERT_FALSE(lay(world, "name\tcode\toffice\nBea Second\tFRA\tFRA:president\n", "second.tsv"));
  EXPECT_EQ(president(world, "2021-01-01"), "Bea Second");
  EXPECT_EQ(world.named("Ada First").size(), 1U);
}

TEST_F(Overlay, NamesLongerThanTheTablesAreFoundInText) {
  Knowledge world = small_world();
  ASSERT_FALSE(lay(world, "kind\tname\tcode\tsector\norganisation\tBank of France Workers Union\tFRA\tBUS\n"));
  const Document document = document_of("The Bank of France Workers Union met the Bank of France.");
  const auto names = world.names_in(document, document.sentences.front().tokens);
  ASSERT_EQ(names.size(), 2U);
  EXPECT_EQ(document.text(names[0].tokens), "Bank of France Workers Union");
  EXPECT_EQ(document.text(names[1].tokens), "Bank of France");
}

TEST_F(Overlay, WhatWasHandedOutBeforeStillHolds) {
  Knowledge world = small_world();
  const std::string_view name = world.country("FRA")->name;
  ASSERT_FALSE(lay(world, "name\tcode\nAda First\tFRA\n"));
  EXPECT_EQ(name, "France");
}

TEST_F(Overlay, WindowsFilesAreRead) {
  Knowledge world = small_world();
  ASSERT_FALSE(lay(world, "\xEF\xBB\xBFname\tcode\r\nAda First\tFRA\r\n"));
  EXPECT_EQ(world.named("Ada First").size(), 1U);
}

struct Broken {
  std::string_view what;
  std::string_view text;  // "GOOD" stands for a sound row in front, so that line 3 is the broken one
  ErrorCode code;
  std::string_view subject;
  std::string_view message;
};

class BrokenOverlay : public testing::TestWithParam<Broken> {};

TEST_P(BrokenOverlay, IsRefusedWholeAndByLine) {
  Knowledge world = small_world();
  const std::string file = testing::TempDir() + "broken.tsv";
  std::ofstream(file, std::ios::binary) << GetParam().text;
  const auto fault = world.overlay(file);
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->code, GetParam().code) << fault->message;
  EXPECT_EQ(fault->subject, GetParam().subject);
  EXPECT_NE(fault->message.find(GetParam().message), std::string::npos) << fault->message;
  EXPECT_TRUE(world.named("Ada First").empty()) << "a part of the table was laid over";
  EXPECT_EQ(world.named("France").size(), 1U);
}

#define GOOD "kind\tname\tcode\tsector\toffice\tfrom\nperson\tAda First\tFRA\tELI\n"
INSTANTIATE_TEST_SUITE_P(
    Each, BrokenOverlay,
    testing::Values(
        Broken{"kind", GOOD "wizard\tX Y\tFRA\n", ErrorCode::invalid_field, "broken.tsv:3", "'wizard'"},
        Broken{"name", GOOD "person\t\tFRA\n", ErrorCode::invalid_field, "broken.tsv:3", "name and code"},
        Broken{"no_code", GOOD "person\tX Y\t\n", ErrorCode::invalid_field, "broken.tsv:3", "name and code"},
        Broken{"code", GOOD "person\tX Y\tQQQ\n", ErrorCode::invalid_field, "broken.tsv:3", "'QQQ' in column code"},
        Broken{"sector", GOOD "person\tX Y\tFRA\tKIT\n", ErrorCode::invalid_field, "broken.tsv:3",
               "'KIT' in column sector"},
        Broken{"office", GOOD "person\tX Y\tFRA\tELI\tFRA:cook\n", ErrorCode::invalid_field, "broken.tsv:3",
               "'FRA:cook' in column office"},
        Broken{"date", GOOD "person\tX Y\tFRA\tELI\t\t2022-02-30\n", ErrorCode::invalid_date, "broken.tsv:3",
               "'2022-02-30' in column from"},
        Broken{"too_long", GOOD "person\tX Y\tFRA\tELI\t\t2022\tmore\n", ErrorCode::invalid_field, "broken.tsv:3",
               "7 cells"},
        Broken{"after_comments", "# mine\n\nname\tcode\n# a remark\nX Y\tQQQ\n", ErrorCode::invalid_field,
               "broken.tsv:5", "QQQ"},
        Broken{"no_header", "Ada First\tFRA\nX Y\tFRA\n", ErrorCode::invalid_argument, "broken.tsv:2", "header line"},
        Broken{"empty", "", ErrorCode::empty, "broken.tsv", "header line"}),
    [](const auto& tested) { return std::string(tested.param.what); });
#undef GOOD

TEST_F(Overlay, AFileThatIsNotThereIsNamed) {
  Knowledge world = small_world();
  const auto fault = world.overlay("/nowhere/mine.tsv");
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->code, ErrorCode::not_found);
  EXPECT_EQ(fault->subject, "/nowhere/mine.tsv");
}

}  // namespace
}  // namespace detente::knowledge
