// detente extract on web archives, ZIP and tar archives, from files and from standard input.
#include <gtest/gtest.h>

#include <string>

#include "end_to_end/program.h"
#include "ingest/packing.h"

namespace detente::end_to_end {
namespace {

using packing::gzipped;

const std::string page =
    "<title>Talks in Oslo</title><p>The ministers of both countries met on Monday to speak about the river.</p>";

std::string web_archive() {
  return gzipped(packing::record("warcinfo", "", "application/warc-fields", "software: none\r\n")) +
         gzipped(packing::response("https://paper.example/talks", page)) +
         gzipped(packing::response("https://paper.example/gone", page, "", "404 Not Found")) +
         gzipped(packing::response("https://paper.example/dam", page));
}

TEST(ExtractArchives, ReadsWebArchives) {
  const Folder folder;
  const Outcome outcome = run({"extract", folder.write("news.warc.gz", web_archive())});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  const auto lines = lines_of(outcome.out);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(contains(lines[0], R"("id":"https://paper.example/talks","title":"Talks in Oslo")")) << lines[0];
  EXPECT_TRUE(contains(lines[1], R"("url":"https://paper.example/dam")")) << lines[1];
}

TEST(ExtractArchives, ReadsThemFromStandardInput) {
  EXPECT_EQ(lines_of(run({"extract"}, {web_archive()}).out).size(), 2U);
  EXPECT_EQ(lines_of(run({"extract"}, {packing::zipped({{"a.html", page}, {"b.html", page}})}).out).size(), 2U);
}

TEST(ExtractArchives, ReadsZipAndTar) {
  const Folder folder;
  const std::vector<packing::File> files{{"in/a.html", page}, {"in/b.jsonl", article_line("b")}, {"c.pdf", "%PDF"}};
  for (const std::string& file : {folder.write("news.zip", packing::zipped(files)),
                                  folder.write("news.tar.gz", gzipped(packing::tarred(files)))}) {
    const Outcome outcome = run({"extract", file});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_TRUE(contains(outcome.out, file + ":in/a.html")) << outcome.out;
    EXPECT_TRUE(contains(outcome.out, R"("id":"b")")) << outcome.out;
    EXPECT_EQ(lines_of(outcome.out).size(), 2U);
  }
}

TEST(ExtractArchives, DamageIsToldAndTheRestIsRead) {
  const Folder folder;
  const std::string first = gzipped(packing::response("https://paper.example/first", page));
  std::string broken = first;
  broken[broken.size() / 2] = static_cast<char>(broken[broken.size() / 2] ^ 0xFF);
  const std::string file = folder.write("news.warc.gz", first + broken + web_archive());
  const Outcome outcome = run({"extract", file});
  EXPECT_EQ(outcome.status, 2);
  const std::string place = file + "@" + std::to_string(first.size());
  EXPECT_TRUE(contains(outcome.err, "detente: " + place + ": the record is damaged")) << outcome.err;
  EXPECT_EQ(lines_of(outcome.err).size(), 1U);
  EXPECT_EQ(lines_of(outcome.out).size(), 4U);
  EXPECT_TRUE(contains(outcome.out, R"("id":")" + place + R"(","error":{"code":"damaged")")) << outcome.out;
}

}  // namespace
}  // namespace detente::end_to_end
