// The form of the tables, and what find_faults() and compile() say of their rows.
#include "knowledge/tables.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "small_world.h"

namespace detente::knowledge {
namespace {

TEST(TableForm, HeaderRowsAndValues) {
  const Table table = table_of("name\taliases\tcode\nAlpha\tA|B | C||\tXXA\nBeta\t\tXXB\n");
  ASSERT_EQ(table.size(), 2U);
  EXPECT_EQ(table.cell(0, "name"), "Alpha");
  EXPECT_EQ(table.cell(1, "code"), "XXB");
  EXPECT_EQ(table.values(0, "aliases"), (std::vector<std::string_view>{"A", "B", "C"}));
  EXPECT_TRUE(table.values(1, "aliases").empty());
}

TEST(TableForm, CommentsAndEmptyLinesAreSkippedButCounted) {
  const Table table = table_of("# source: nobody\nname\tcode\n\n  \n# a remark\nAlpha\tXXA\n", "x.tsv");
  ASSERT_EQ(table.size(), 1U);
  EXPECT_EQ(table.where(0), "x.tsv:6");
}

TEST(TableForm, CellsAreTrimmedAndLinesMayEndInCrLf) {
  const Table table = table_of("name\tcode\r\n  Alpha beta \t XXA\r\nBeta\tXXB\r\n");
  ASSERT_EQ(table.size(), 2U);
  EXPECT_TRUE(table.has("code"));
  EXPECT_EQ(table.cell(0, "name"), "Alpha beta");
  EXPECT_EQ(table.cell(0, "code"), "XXA");
  EXPECT_EQ(table.cell(1, "code"), "XXB");
}

TEST(TableForm, TheLastLineNeedsNoLineFeed) {
  const Table table = table_of("name\tcode\nAlpha\tXXA");
  ASSERT_EQ(table.size(), 1U);
  EXPECT_EQ(table.cell(0, "code"), "XXA");
}

// Spreadsheets on Windows begin UTF-8 files so.
TEST(TableForm, AByteOrderMarkIsNoPartOfTheHeader) {
  const Table table = table_of("\xEF\xBB\xBFname\tcode\nAlpha\tXXA\n");
  EXPECT_TRUE(table.has("name"));
  ASSERT_EQ(table.size(), 1U);
  EXPECT_EQ(table.cell(0, "name"), "Alpha");
}

TEST(TableForm, WhatIsNotThereIsEmpty) {
  const Table table = table_of("name\tcode\tsector\nAlpha\tXXA\n");
  EXPECT_EQ(table.cell(0, "sector"), "");  // the row ends before it
  EXPECT_EQ(table.cell(0, "gender"), "");  // no such column
  EXPECT_FALSE(table.has("gender"));
}

TEST(TableForm, RowsLongerThanTheHeaderAreRefusedByLine) {
  const auto table = Table::parse("# one\na\tb\n1\t2\n1\t2\t3\n", "t.tsv");
  ASSERT_FALSE(table.ok());
  EXPECT_EQ(table.error().code, ErrorCode::invalid_field);
  EXPECT_EQ(table.error().subject, "t.tsv:4");
}

TEST(TableForm, LinesInAnotherEncodingAreRefusedByLine) {
  const auto table = Table::parse("# d\xE9j\xE0 vu\nname\tcode\nFrance\tFRA\nC\xF4te d'Ivoire\tCIV\n", "t.tsv");
  ASSERT_FALSE(table.ok());
  EXPECT_EQ(table.error().code, ErrorCode::encoding);
  EXPECT_EQ(table.error().subject, "t.tsv:4");
}

TEST(TableForm, NothingIsNoTable) {
  for (const char* text : {"", "\n\n", "# only a remark\n", "\r\n"}) {
    const auto table = Table::parse(text, "t.tsv");
    ASSERT_FALSE(table.ok()) << '\'' << text << '\'';
    EXPECT_EQ(table.error().code, ErrorCode::empty);
    EXPECT_EQ(table.error().subject, "t.tsv");
  }
}

TEST(TableForm, AFileThatIsNotThere) {
  const auto table = Table::read("/nowhere/people.tsv");
  ASSERT_FALSE(table.ok());
  EXPECT_EQ(table.error().code, ErrorCode::not_found);
  EXPECT_EQ(table.error().subject, "/nowhere/people.tsv");
  EXPECT_EQ(Tables::read("/nowhere").error().code, ErrorCode::not_found);
}

TEST(RealTables, HaveNoFaults) {
  const auto tables = Tables::read(DETENTE_SOURCE_DIR "/knowledge");
  ASSERT_TRUE(tables.ok()) << tables.error().subject << ": " << tables.error().message;
  for (const Error& fault : find_faults(*tables)) {
    ADD_FAILURE() << fault.subject << ": " << fault.message;
  }
}

TEST(Faults, ASoundWorldHasNone) {
  EXPECT_TRUE(find_faults(small_tables()).empty());
  EXPECT_TRUE(compile(small_tables()).ok());
}

// A small world with one row spoiled, and the place and words of the fault that must be told.
struct Spoiled {
  std::string_view what;
  void (*spoil)(Tables&);
  std::string_view subject;
  std::string_view word;
  bool compiles;  // a fault to mend, not one that stops the build
};

class Faults : public testing::TestWithParam<Spoiled> {};

TEST_P(Faults, AreNamedByTableAndLine) {
  Tables tables = small_tables();
  GetParam().spoil(tables);
  std::optional<Error> fault;
  if (GetParam().compiles) {
    EXPECT_TRUE(compile(tables).ok());
    const auto faults = find_faults(tables);
    ASSERT_EQ(faults.size(), 1U);
    fault = faults.front();
  } else {
    const auto block = compile(tables);
    ASSERT_FALSE(block.ok());
    fault = block.error();
  }
  EXPECT_EQ(fault->subject, GetParam().subject) << fault->message;
  EXPECT_NE(fault->message.find(GetParam().word), std::string::npos) << fault->message;
}

Table terms(std::string_view rows) {
  return table_of("office\tperson\tfrom\tto\n" + std::string(rows), "terms.tsv");
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Faults,
    testing::Values(
        Spoiled{"terms that overlap",
                [](Tables& all) {
                  all.terms.front() = terms(
                      "FRA:president\tanne-martin\t2000\t2005-05-02\n"
                      "FRA:president\tluc-petit\t2005-05-01\t\n");
                },
                "terms.tsv:2 and terms.tsv:3", "overlap", true},
        Spoiled{"a term without end before another",
                [](Tables& all) {
                  all.terms.front() = terms("FRA:president\tanne-martin\t2000\t\nFRA:president\tluc-petit\t2005\t\n");
                },
                "terms.tsv:2 and terms.tsv:3", "overlap", true},
        Spoiled{"a term that ends before it begins",
                [](Tables& all) { all.terms.front() = terms("FRA:president\tanne-martin\t2005\t2000\n"); },
                "terms.tsv:2", "anne-martin", true},
        Spoiled{"a person twice",
                [](Tables& all) {
                  all.people.push_back(table_of("id\tname\tcode\nanne-martin\tAnne Martin\tFRA\n", "more.tsv"));
                },
                "people.tsv:2 and more.tsv:2", "anne-martin", true},
        Spoiled{"a seat twice at one time",
                [](Tables& all) {
                  all.seats = table_of(
                      "name\tcode\tsector\tfrom\tto\nElysée\tFRA\tGOV\t1990\t2000\n"
                      "Elysée\tFRA\tGOV\t1999\t\n",
                      "seats.tsv");
                },
                "seats.tsv:2 and seats.tsv:3", "twice", true},
        Spoiled{"a code that is none",
                [](Tables& all) { all.seats = table_of("name\tcode\tsector\nCastle\tQQQ\tGOV\n", "seats.tsv"); },
                "seats.tsv:2", "'QQQ' in column code", false},
        Spoiled{"a sector that is none",
                [](Tables& all) { all.roles = table_of("name\tsector\tnumber\ncook\tKIT\tsingular\n", "roles.tsv"); },
                "roles.tsv:2", "'KIT' in column sector", false},
        Spoiled{"a term of nobody", [](Tables& all) { all.terms.front() = terms("FRA:president\tnobody\t2000\t\n"); },
                "terms.tsv:2", "'nobody' in column person", false},
        Spoiled{"a term of no office",
                [](Tables& all) { all.terms.front() = terms("FRA:cook\tluc-petit\t2000\t\n"); }, "terms.tsv:2",
                "'FRA:cook' in column office", false},
        Spoiled{"a date that is none",
                [](Tables& all) { all.terms.front() = terms("FRA:president\tluc-petit\t2000-02-30\t\n"); },
                "terms.tsv:2", "'2000-02-30' in column from", false},
        Spoiled{"a number that is none",
                [](Tables& all) {
                  all.countries = table_of("code\tname\tlat\nFRA\tFrance\tnorth\nUSA\tUnited States\nCHN\tChina\n",
                                           "countries.tsv");
                },
                "countries.tsv:2", "'north' in column lat", false}),
    [](const auto& tested) {
      std::string name(tested.param.what);
      for (char& c : name) {
        c = c == ' ' ? '_' : c;
      }
      return name;
    });

TEST(Faults, OneNameAtTwoTimesIsNone) {
  Tables tables = small_tables();
  tables.seats = table_of("name\tcode\tsector\tfrom\tto\nKremlin\tSUN\tGOV\t\t1991\nKremlin\tFRA\tGOV\t1991\t\n");
  EXPECT_TRUE(find_faults(tables).empty());
}

}  // namespace
}  // namespace detente::knowledge
