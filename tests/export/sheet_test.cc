#include <gtest/gtest.h>

#include "export/export.h"

namespace detente::exports {
namespace {

Sheet sample() {
  return {{"day", "words", "count", "share", "who"},
          {{std::string("2022-01-03"), std::string("He said \"no\",\nthen left"), std::int64_t{3}, 0.25,
            std::vector<std::string>{"A", "B"}},
           {std::string("2022-01-04"), {}, std::int64_t{0}, -1.5, std::vector<std::string>()}}};
}

std::string written(const Sheet& sheet, SheetForm form) {
  std::string out;
  append_sheet(sheet, form, {}, out);
  return out;
}

TEST(Sheet, AsJsonLines) {
  EXPECT_EQ(written(sample(), SheetForm::jsonl),
            R"({"day":"2022-01-03","words":"He said \"no\",\nthen left","count":3,"share":0.25,"who":["A","B"]})"
            "\n"
            R"({"day":"2022-01-04","count":0,"share":-1.5})"
            "\n");
}

TEST(Sheet, AsCsv) {
  EXPECT_EQ(written(sample(), SheetForm::csv),
            "day,words,count,share,who\n"
            "2022-01-03,\"He said \"\"no\"\",\nthen left\",3,0.25,A; B\n"
            "2022-01-04,,0,-1.5,\n");
}

TEST(Sheet, AsATable) {
  const std::string table = written(sample(), SheetForm::table);
  EXPECT_NE(table.find("day"), std::string::npos);
  EXPECT_NE(table.find("He said \"no\", then left"), std::string::npos) << table;
  EXPECT_NE(table.find("A, B"), std::string::npos);
}

TEST(Sheet, TableHasWordsBelowTheRowAndLeavesOutWhatProgramsNeed) {
  using Kind = SheetColumn::Kind;
  const std::string sentence(90, 'w');
  const Sheet sheet{{"day",
                     "number",
                     {"words", Kind::words},
                     {"event", Kind::id},
                     {"source", Kind::source},
                     {"url", Kind::address}},
                    {{std::string("2022-01-03"), 123456.0, sentence, std::string("a#e1"), std::string("The Wire"),
                      std::string("https://wire.example/a")}}};
  const std::string table = written(sheet, SheetForm::table);
  EXPECT_EQ(table,
            "  day         number   source\n  2022-01-03  123,456  The Wire\n              “" + sentence + "”\n");
}

TEST(Sheet, WithoutRows) {
  EXPECT_EQ(written({{"a", "b"}, {}}, SheetForm::csv), "a,b\n");
  EXPECT_EQ(written({{"a", "b"}, {}}, SheetForm::jsonl), "");
}

TEST(MeasureSheets, NameEveryColumn) {
  measure::IndexDay day;
  day.day = 18995;
  day.tension = 12.3456;
  const Sheet sheet = sheet_of(std::vector<measure::IndexDay>{day});
  ASSERT_EQ(sheet.rows.size(), 1U);
  EXPECT_EQ(sheet.rows[0].size(), sheet.columns.size());
  EXPECT_EQ(written(sheet, SheetForm::csv),
            "day,tension,low,high,events,articles,weight,per_thousand\n2022-01-03,12.35,0,0,0,0,0,0\n");
}

TEST(MeasureSheets, OfLedgersAreAsWideAsTheirHeads) {
  measure::Claim claim;
  claim.evidence.emplace_back();
  for (const Sheet& sheet :
       {sheet_of(std::vector<measure::Deployment>(1)), sheet_of(std::vector<measure::Strength>(1)),
        sheet_of(std::vector<measure::Claim>{claim}), sheet_of(std::vector<measure::Demand>(1)),
        sheet_of(std::vector<measure::Appointment>(1)), sheet_of(std::vector<measure::Period>(1)),
        sheet_of(std::vector<measure::Alert>(1))}) {
    ASSERT_EQ(sheet.rows.size(), 1U);
    EXPECT_EQ(sheet.rows[0].size(), sheet.columns.size()) << sheet.columns[0].name;
  }
}

}  // namespace
}  // namespace detente::exports
