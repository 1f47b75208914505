// From articles through a store to the formats of others, the measures, the ledgers and the report.
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>
#include <vector>

#include "end_to_end/program.h"

namespace detente::end_to_end {
namespace {

// The example articles in a store, made once.
class Kept : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new Folder;  // NOLINT(cppcoreguidelines-owning-memory): of the suite
    const Outcome outcome =
        run({"ingest", examples.string(), "--store", folder_->path("crisis.db"), "--coder", "fast"});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
  }
  static void TearDownTestSuite() {
    delete folder_;  // NOLINT(cppcoreguidelines-owning-memory)
    folder_ = nullptr;
  }

  static Outcome on_store(Arguments arguments) {
    arguments.insert(arguments.end(), {"--store", folder_->path("crisis.db")});
    return run(arguments);
  }

  static std::string exported(const std::string& format) {
    const Outcome outcome = on_store({"export", "--as", format});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.out;
  }

  static Folder* folder_;
};

Folder* Kept::folder_ = nullptr;

std::set<std::string> ids_in_jsonl(const std::string& text) {
  std::set<std::string> ids;
  const std::regex id(R"re("id":"([^"]*#e[0-9]+)")re");
  for (auto match = std::sregex_iterator(text.begin(), text.end(), id); match != std::sregex_iterator(); ++match) {
    ids.insert((*match)[1]);
  }
  return ids;
}

// What the coder finds when no store is between.
const std::set<std::string>& coded() {
  static const std::set<std::string> ids =
      ids_in_jsonl(run({"code", examples.string(), "--coder", "fast", "--layers", "events"}).out);
  return ids;
}

using Lines = std::vector<std::vector<std::string>>;

Lines tab_separated(const std::string& text) {
  Lines lines;
  for (const std::string& line : lines_of(text)) {
    lines.emplace_back(1);
    for (const char c : line) {
      if (c == '\t') {
        lines.back().emplace_back();
      } else {
        lines.back().back() += c;
      }
    }
  }
  return lines;
}

// RFC 4180, read character by character.
Lines comma_separated(const std::string& text) {
  Lines lines;
  std::vector<std::string> line(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      line.back() += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      line.emplace_back();
    } else if (!quoted && c == '\n') {
      lines.push_back(line);
      line.assign(1, "");
    } else {
      line.back() += c;
    }
  }
  EXPECT_FALSE(quoted);
  EXPECT_EQ(line, std::vector<std::string>(1)) << "the last line has no end";
  return lines;
}

std::set<std::string> column(const Lines& lines, std::size_t at, std::size_t first_line) {
  std::set<std::string> values;
  for (std::size_t i = first_line; i < lines.size(); ++i) {
    values.insert(lines[i].at(at));
  }
  return values;
}

void expect_width(const Lines& lines, std::size_t width) {
  for (const auto& line : lines) {
    ASSERT_EQ(line.size(), width) << line.front();
  }
}

TEST_F(Kept, ExamplesHaveEvents) {
  EXPECT_GT(coded().size(), 50U);
}

TEST_F(Kept, AsCsv) {
  const Lines lines = comma_separated(exported("csv"));
  expect_width(lines, 29);
  EXPECT_EQ(lines.front().front(), "id");
  EXPECT_EQ(lines.size(), coded().size() + 1);
  EXPECT_EQ(column(lines, 0, 1), coded());
}

TEST_F(Kept, AsPlover) {
  const std::string text = exported("plover");
  EXPECT_EQ(lines_of(text).size(), coded().size());
  EXPECT_EQ(ids_in_jsonl(text), coded());
}

TEST_F(Kept, AsPolecat) {
  const Lines lines = tab_separated(exported("polecat"));
  expect_width(lines, 48);
  EXPECT_EQ(lines.front().front(), "Event ID");
  EXPECT_EQ(lines.size(), coded().size() + 1);
  EXPECT_EQ(column(lines, 0, 1), coded());
}

TEST_F(Kept, AsIcews) {
  const Lines lines = tab_separated(exported("icews"));
  expect_width(lines, 28);
  EXPECT_EQ(lines.front().front(), "Event ID");
  EXPECT_EQ(column(lines, 0, 1), coded());
}

TEST_F(Kept, AsGdelt) {
  const Lines lines = tab_separated(exported("gdelt2"));
  expect_width(lines, 69);
  const Lines icews = tab_separated(exported("icews"));
  EXPECT_EQ(lines.size(), icews.size() - 1);
  EXPECT_EQ(column(lines, 0, 0).size(), lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(lines[i].at(26), icews[i + 1].at(6));   // CAMEO code
    EXPECT_EQ(lines[i].back(), icews[i + 1].back());  // words
  }
}

TEST_F(Kept, ExportOfSomeDays) {
  const Outcome outcome = on_store({"export", "--since", "2024-01-01", "--until", "2024-12-31"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const Lines lines = comma_separated(outcome.out);
  ASSERT_GT(lines.size(), 1U);
  EXPECT_LT(lines.size(), coded().size() + 1);
  for (const std::string& date : column(lines, 1, 1)) {
    EXPECT_TRUE(date.starts_with("2024")) << date;
  }
}

TEST_F(Kept, TensionInEveryForm) {
  for (const Arguments& what : {Arguments{}, {"--step", "week"}, {"--explain", "2024-02-12"}}) {
    Arguments arguments{"tension", "VEN-GUY", "--until", "2024-12-31", "--format"};
    const auto in = [&](const std::string& format) {
      Arguments all = arguments;
      all.push_back(format);
      all.insert(all.end(), what.begin(), what.end());
      const Outcome outcome = on_store(all);
      EXPECT_EQ(outcome.status, 0) << outcome.err;
      return outcome.out;
    };
    const Lines csv = comma_separated(in("csv"));
    ASSERT_GT(csv.size(), 1U);
    expect_width(csv, csv.front().size());
    EXPECT_EQ(lines_of(in("jsonl")).size(), csv.size() - 1);
    const std::string table = in("table");
    EXPECT_TRUE(contains(table, csv.front().front())) << table;
    EXPECT_FALSE(contains(table, "#e")) << table;
  }
}

TEST_F(Kept, LedgersInEveryForm) {
  for (const char* kind : {"deployments", "strengths", "claims", "demands", "calendar"}) {
    const auto in = [&](const std::string& format) {
      const Outcome outcome = on_store({"ledger", kind, "--today", "2023-01-01", "--format", format});
      EXPECT_EQ(outcome.status, 0) << outcome.err;
      return outcome.out;
    };
    const Lines csv = comma_separated(in("csv"));
    ASSERT_GT(csv.size(), 1U) << kind;
    expect_width(csv, csv.front().size());
    EXPECT_EQ(lines_of(in("jsonl")).size(), csv.size() - 1) << kind;
    const std::string table = in("table");
    EXPECT_GE(lines_of(table).size(), csv.size()) << table;
    EXPECT_FALSE(contains(table, "http")) << table;
    EXPECT_FALSE(contains(table, "#e")) << table;
  }
}

TEST_F(Kept, Report) {
  const std::string page = folder_->path("report.html");
  const Outcome outcome = on_store({"report", "--parties", "VEN-GUY", "--output", page});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const std::string text = content_of(page);
  EXPECT_TRUE(text.starts_with("<!DOCTYPE html>"));
  EXPECT_TRUE(text.ends_with("</html>\n"));
  for (const char* part : {"<h1>Venezuela – Guyana</h1>", "<svg", "How this was measured", "class=\"words\""}) {
    EXPECT_TRUE(contains(text, part)) << part;
  }
  EXPECT_EQ(on_store({"report", "--parties", "VEN-GUY", "--until", "2024-12-31"}).out,
            on_store({"report", "--parties", "VEN-GUY", "--until", "2024-12-31"}).out);
}

TEST_F(Kept, ReportOfStrangersSaysSo) {
  const Outcome outcome = on_store({"report", "--parties", "ISL-NZL"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_TRUE(contains(outcome.err, "no events of ISL-NZL")) << outcome.err;
  EXPECT_TRUE(contains(outcome.out, "The store has no events of these parties in these days.")) << outcome.out;
}

TEST_F(Kept, WrongInputIsToldAndNothingWritten) {
  struct Wrong {
    Arguments arguments;
    const char* told;
  };
  const std::string store = folder_->path("crisis.db");
  const std::string nowhere = folder_->path("nowhere.db");
  const std::vector<Wrong> all{
      {{"export", "--store", nowhere}, "nowhere.db"},
      {{"export", "--store", store, "--as", "cameo"}, "cameo"},
      {{"export", "--store", store, "--since", "2022-02-30"}, "2022-02-30"},
      {{"tension", "VEN-GUY", "--store", nowhere}, "nowhere.db"},
      {{"tension", "ven-guy", "--store", store}, "names no parties"},
      {{"tension", "VEN-GUY", "--store", store, "--until", "yesterday"}, "yesterday"},
      {{"ledger", "claims", "--store", nowhere}, "nowhere.db"},
      {{"ledger", "claims", "--store", store, "--parties", "VEN-"}, "names no parties"},
      {{"ledger", "calendar", "--store", store, "--today", "2023-13-01"}, "2023-13-01"},
      {{"report", "--store", nowhere, "--parties", "VEN-GUY"}, "nowhere.db"},
      {{"report", "--store", store, "--parties", "Venezuela"}, "names no parties"},
      {{"report", "--store", store, "--parties", "VEN-GUY", "--since", "31.12.2023"}, "31.12.2023"},
  };
  for (const Wrong& wrong : all) {
    const Outcome outcome = run(wrong.arguments);
    EXPECT_EQ(outcome.status, 1) << wrong.arguments[0] << ' ' << wrong.told;
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(outcome.err.starts_with("detente: ")) << outcome.err;
    EXPECT_TRUE(contains(outcome.err, wrong.told)) << outcome.err;
  }
  EXPECT_FALSE(fs::exists(nowhere));
}

}  // namespace
}  // namespace detente::end_to_end
