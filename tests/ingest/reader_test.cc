#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/files.h"
#include "ingest/ingest.h"
#include "ingest/inputs.h"

namespace detente::ingest {
namespace {

TEST(Formats, ByEnding) {
  EXPECT_EQ(form_of("a/b.TXT"), Form{Format::text});
  EXPECT_EQ(form_of("b.html"), Form{Format::page});
  EXPECT_EQ(form_of("b.htm"), Form{Format::page});
  EXPECT_EQ(form_of("b.xhtml"), Form{Format::page});
  EXPECT_EQ(form_of("b.jsonl"), Form{Format::json_lines});
  EXPECT_EQ(form_of("b.ndjson"), Form{Format::json_lines});
  EXPECT_EQ(form_of("b.md"), Form{Format::unknown});
  EXPECT_EQ(form_of("txt"), Form{Format::unknown});
}

TEST(Formats, ByFirstBytes) {
  EXPECT_EQ(sniff("  {\"text\":1}"), Format::json_lines);
  EXPECT_EQ(sniff("\xEF\xBB\xBF{"), Format::json_lines);
  EXPECT_EQ(sniff("<!DOCTYPE html>"), Format::page);
  EXPECT_EQ(sniff("\n<HTML lang=en>"), Format::page);
  EXPECT_EQ(sniff("Plain words"), Format::text);
  EXPECT_EQ(sniff("<3 is a heart"), Format::text);
  EXPECT_EQ(sniff(""), Format::text);
}

TEST_F(Files, NothingNamed) {
  EXPECT_EQ(read_all({}), Strings{});
}

TEST_F(Files, InTheOrderNamed) {
  const std::string b = write("b.txt", "They left.");
  const std::string a =
      write("a.jsonl", "{\"id\":\"one\",\"text\":\"They left.\"}\n\n{\"id\":\"two\",\"text\":\"All.\"}");
  EXPECT_EQ(read_all({b, a, b}), (Strings{"b.txt", "one", "two", "b.txt"}));
}

TEST_F(Files, FoldersInByteOrder) {
  write("in/b.txt", "They left.");
  write("in/B.txt", "They left.");
  write("in/a/z.htm", "<p>They left the town on Monday, the mayor told the council there.");
  write("in/a.txt", "They left.");
  write("in/c.pdf", "%PDF-");
  write("in/d.jsonl", "{\"id\":\"d\",\"text\":\"All.\"}\n");
  EXPECT_EQ(read_all({path("in")}), (Strings{"B.txt", "a.txt", "z.htm", "b.txt", "d"}));
}

TEST_F(Files, ErrorsDoNotEndTheStream) {
  const std::string good = write("good.txt", "They left.");
  fs::create_directories(path("bare"));
  write("other/c.pdf", "%PDF-");
  EXPECT_EQ(read_all({path("missing.txt"), good, write("empty.txt", ""), good, write("blank.txt", "\n"),
                      write("bin.txt", std::string_view("a\0b", 3)), write("latin.txt", "caf\xE9"), path("bare"),
                      path("other"), "/dev/null", good, write("empty.jsonl", ""), write("blank.jsonl", "\n\n")}),
            (Strings{"not_found missing.txt", "good.txt", "empty empty.txt", "good.txt", "empty blank.txt",
                     "binary bin.txt", "encoding latin.txt", "empty bare", "empty other", "unreadable null",
                     "good.txt", "empty empty.jsonl", "empty blank.jsonl"}));
}

TEST_F(Files, FilesOfNoKnownEndingAreText) {
  EXPECT_EQ(read_all({write("story", "They left."), write("story.pdf", "%PDF-1.4")}),
            (Strings{"story", "binary story.pdf"}));
}

TEST_F(Files, LinesErrBySelf) {
  const std::string lines =
      "\xEF\xBB\xBF{\"id\":\"a\",\"text\":\"All.\"}\r\n"
      "{\"id\":\"b\",\"text\":\"cut\n"
      "{\"id\":\"c\",\"text\":\"caf\xE9\"}\n"
      "{\"id\":\"d\",\"text\":\"All.\",\"date\":\"soon\"}\n"
      "{\"id\":\"e\",\"text\":\"All.\"}";
  EXPECT_EQ(read_all({write("a.jsonl", lines)}),
            (Strings{"a", "malformed_json a.jsonl:2", "encoding a.jsonl:3", "invalid_date a.jsonl:4", "e"}));
}

TEST_F(Files, HugeLinesArePassedOver) {
  std::string lines = "{\"id\":\"a\",\"text\":\"All.\"}\n{\"text\":\"";
  lines.append(std::size_t{50} << 20U, 'x');
  lines += "\"}\n{\"id\":\"b\",\"text\":\"All.\"}\n";
  EXPECT_EQ(read_all({write("a.jsonl", lines)}), (Strings{"a", "too_large a.jsonl:2", "b"}));
}

TEST_F(Files, AHugeLastLineIsOneError) {
  EXPECT_EQ(read_all({write("a.jsonl", std::string(max_article_bytes + 100, 'x'))}),
            (Strings{"too_large a.jsonl:1"}));
}

TEST_F(Files, LinesOfExactlyTheLimitAreRead) {
  const std::string frame = R"({"id":"a","text":""})";
  std::string line = frame;
  line.insert(line.size() - 2, max_article_bytes - frame.size(), 'x');
  EXPECT_EQ(read_all({write("a.jsonl", line + "\n")}), (Strings{"a"}));
  line.insert(line.size() - 2, 1, 'x');
  EXPECT_EQ(read_all({write("b.jsonl", line + "\n")}), (Strings{"too_large b.jsonl:1"}));
}

TEST_F(Files, HugeFilesAreRefusedUnread) {
  EXPECT_EQ(read_all({write("a.txt", std::string(max_article_bytes + 1, 'x')),
                      write("a.html", std::string(max_article_bytes + 1, 'x'))}),
            (Strings{"too_large a.txt", "too_large a.html"}));
}

TEST_F(Files, WholeFilesOfAnotherKindAreOneError) {
  EXPECT_EQ(read_all({write("a.jsonl", std::string_view("\xFF\xFE{\0\n\0{\0\n\0", 10)),
                      write("b.jsonl", "[\n{\"text\":\"All.\"}\n]\n"),
                      write("c.jsonl", std::string_view("\x1F\x8B\x08\0\0\n\n\n", 8))}),
            (Strings{"encoding a.jsonl", "malformed_json b.jsonl", "binary c.jsonl"}));
}

TEST_F(Files, LinkedFoldersBelowAreNotFollowed) {
  write("in/a.txt", "They left.");
  fs::create_directory_symlink(path("in"), path("in/loop"));
  EXPECT_EQ(read_all({path("in")}), (Strings{"a.txt"}));
}

TEST_F(Files, OptionsReachEveryFormat) {
  const Options options{"2024-05-06"};
  Reader reader({write("a.txt", "They left."), write("b.jsonl", R"({"text":"All."})"),
                 write("c.html", "<p>They left the town on Monday, the mayor told the council there.")},
                options);
  int articles = 0;
  while (const auto next = reader.next()) {
    ASSERT_TRUE(next->ok());
    EXPECT_EQ(next->value().date, "2024-05-06");
    ++articles;
  }
  EXPECT_EQ(articles, 3);
}

TEST(Bytes, OfAnyKindCrashNothing) {
  std::uint32_t state = 99;
  const auto random = [&] {
    state = state * 1664525U + 1013904223U;
    return state >> 16U;
  };
  constexpr auto pieces =
      std::to_array<std::string_view>({"<div>",        "</p>",          "<br>",        "{\"text\":", "\"",
                                       "By ",          "\n\n",          "(@a)",        "— ",         "2022-02-07",
                                       "\xE2\x80",     "\xFF",          "<a href=",    "'",          ">",
                                       "<table><tr>",  "</div>",        "&amp;",       "<!--",       "<script>",
                                       "KYIV (AP) - ", "https://t.co/", "Feb 7, 2022", "]",          "<b><i>",
                                       "<p>"});
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    const std::uint32_t size = random() % 80;
    for (std::uint32_t i = 0; i < size; ++i) {
      bytes += random() % 3 == 0 ? std::string(1, static_cast<char>(random()))
                                 : std::string(pieces[random() % pieces.size()]);
    }
    for (const auto& read : {read_text(bytes, "x", {}), read_html(bytes, "x", {}), read_json(bytes, "x", {})}) {
      if (read.ok()) {
        for (const Block& block : read.value().blocks) {
          EXPECT_LE(block.span.end, read.value().text.size());
        }
      }
    }
  }
}

}  // namespace
}  // namespace detente::ingest
