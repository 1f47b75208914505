// ZIP and tar archives and compressed files: each file inside is read as it would be outside.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "ingest/files.h"
#include "ingest/inputs.h"
#include "ingest/packing.h"

namespace detente::ingest {
namespace {

using packing::gzipped;
using packing::tarred;
using packing::xz;
using packing::zipped;
using packing::zstd_frame;

const std::string page = "<title>Talks</title><p>They left the town on Monday, the mayor told the council there.";
const std::string lines = "{\"id\":\"one\",\"text\":\"They left.\"}\n{\"id\":\"two\",\"text\":\"All.\"}\n";

std::vector<packing::File> files() {
  return {{"folder/", ""},
          {"folder/a.html", page},
          {"b.txt", "They left."},
          {"c.pdf", "%PDF-1.4"},
          {"d.jsonl", lines},
          {"e.jsonl.gz", gzipped(lines)},
          {"f.warc.gz", gzipped(packing::response("https://paper.example/page", page))},
          {"__MACOSX/._b.txt", std::string("\0\5\26\7", 4)}};
}

const Strings all_of_files = {"a.html", "_:b.txt", "one", "two", "one", "two", "page"};

// The archive's own name is of no interest.
Strings without_name(Strings read, const std::string& name) {
  for (std::string& id : read) {
    if (id.starts_with(name)) {
      id.replace(0, name.size(), "_");
    }
  }
  return read;
}

TEST(ArchiveForms, ByEnding) {
  EXPECT_EQ(form_of("a.warc"), Form{Format::warc});
  EXPECT_EQ(form_of("a.warc.GZ"), (Form{Format::warc, true}));
  EXPECT_EQ(form_of("a.tar.zst"), (Form{Format::tar, true}));
  EXPECT_EQ(form_of("a.tgz"), (Form{Format::tar, true}));
  EXPECT_EQ(form_of("a.zip"), Form{Format::zip});
  EXPECT_EQ(form_of("a.html.gz"), (Form{Format::page, true}));
  EXPECT_EQ(form_of("a.gz"), (Form{Format::unknown, true}));
}

class Archives : public Files {};

TEST_F(Archives, EachFileIsReadByItsEnding) {
  const std::string tar = tarred(files());
  for (const auto& [name, bytes] : std::vector<std::pair<std::string, std::string>>{
           {"n.zip", zipped(files())},
           {"s.zip", packing::archived(files(), ARCHIVE_FORMAT_ZIP, "zip:compression=store")},
           {"n.tar", tar},
           {"p.tar", packing::archived(files(), ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE)},
           {"n.tar.gz", gzipped(tar)},
           {"n.tgz", gzipped(tar)},
           {"n.tar.zst", zstd_frame(tar)},
           {"n.tar.xz", xz(tar)}}) {
    EXPECT_EQ(without_name(read_all({write(name, bytes)}), name), all_of_files) << name;
  }
}

TEST_F(Archives, CompressedFilesAreReadByTheEndingBefore) {
  EXPECT_EQ(read_all({write("a.jsonl.gz", gzipped(lines)), write("b.jsonl.zst", zstd_frame(lines)),
                      write("c.html.gz", gzipped(page)), write("d.txt.gz", gzipped("They left.")),
                      write("e.txt.xz", xz("They left.")), write("f.gz", gzipped("They left.")),
                      write("g.txt.gz", gzipped("They ") + gzipped("left."))}),
            (Strings{"one", "two", "one", "two", "c.html.gz", "d.txt.gz", "e.txt.xz", "f.gz", "g.txt.gz"}));
}

TEST_F(Archives, FoldersHoldThemToo) {
  write("in/a.zip", zipped({{"x.txt", "They left."}}));
  write("in/b.jsonl.gz", gzipped(lines));
  write("in/c.warc", packing::response("https://paper.example/page", page));
  write("in/d.gz", gzipped("They left."));
  EXPECT_EQ(read_all({path("in")}), (Strings{"a.zip:x.txt", "one", "two", "page"}));
}

TEST_F(Archives, PipesAreKnownByTheirFirstBytes) {
  const std::string pipe = path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const auto read_piped = [&](const std::string& bytes) {
    std::thread writer([&] { std::ofstream(pipe, std::ios::binary) << bytes; });
    Strings read = without_name(read_all({pipe}), "pipe");
    writer.join();
    return read;
  };
  const std::string warc = packing::response("https://paper.example/page", page);
  EXPECT_EQ(read_piped(zipped(files())), all_of_files);
  EXPECT_EQ(read_piped(tarred(files())), all_of_files);
  EXPECT_EQ(read_piped(gzipped(tarred(files()))), all_of_files);
  EXPECT_EQ(read_piped(warc), Strings{"page"});
  EXPECT_EQ(read_piped(gzipped(warc)), Strings{"page"});
  EXPECT_EQ(read_piped(zstd_frame(warc)), Strings{"page"});
  EXPECT_EQ(read_piped(packing::skippable_frame(0x184D2A5D, warc) + zstd_frame(warc, warc)), Strings{"page"});
  EXPECT_EQ(read_piped(gzipped(lines)), (Strings{"one", "two"}));
  EXPECT_EQ(read_piped(zstd_frame(page)), Strings{"_"});
  EXPECT_EQ(read_piped(xz("They left.")), Strings{"_"});
}

TEST_F(Archives, ErrorsSayWhereTheyAre) {
  Reader reader({write("n.zip", zipped({{"in/a.jsonl", "{\"text\":1}\n"}, {"in/b.html", ""}, {"in/c.zip", "PK"}}))},
                {});
  Strings subjects;
  while (const auto next = reader.next()) {
    ASSERT_FALSE(next->ok());
    subjects.push_back(next->error().subject.substr(folder_.string().size() + 1));
  }
  EXPECT_EQ(subjects, (Strings{"n.zip:in/a.jsonl:1", "n.zip:in/b.html", "n.zip:in/c.zip"}));
}

TEST_F(Archives, NothingInItIsSaid) {
  EXPECT_EQ(read_all({write("a.zip", zipped({{"a.pdf", "%PDF"}})), write("b.tar", tarred({{"a.pdf", "%PDF"}})),
                      write("c.zip", ""), write("d.jsonl.gz", gzipped("")), write("e.txt.gz", "They left.")}),
            (Strings{"empty a.zip", "empty b.tar", "empty c.zip", "empty d.jsonl.gz", "damaged e.txt.gz"}));
}

TEST_F(Archives, BombsAreErrorsAndCostNoOther) {
  const std::string blanks(std::size_t{60} << 20U, ' ');
  const std::vector<packing::File> bombs{
      {"a.txt", "They left."}, {"b.txt", blanks}, {"c.html", blanks}, {"d.jsonl", blanks}, {"e.txt", "They left."}};
  const Strings expected{"_:a.txt", "too_large _:b.txt", "too_large _:c.html", "too_large _:d.jsonl:1", "_:e.txt"};
  for (const auto& [name, bytes] : std::vector<std::pair<std::string, std::string>>{
           {"n.zip", zipped(bombs)}, {"n.tar.gz", gzipped(tarred(bombs))}}) {
    Strings read = read_all({write(name, bytes)});
    for (std::string& id : read) {
      if (const std::size_t at = id.find(name); at != std::string::npos) {
        id.replace(at, name.size(), "_");
      }
    }
    EXPECT_EQ(read, expected) << name;
  }
  EXPECT_EQ(read_all({write("a.txt.gz", gzipped(blanks))}), (Strings{"too_large a.txt.gz"}));
}

// Damage

std::vector<packing::File> three_texts() {
  return {{"a.txt", "They left the town on Monday."},
          {"b.txt", "They came back to it on Tuesday."},
          {"c.txt", "They stayed in it until Friday."}};
}

struct Came {
  Strings ids;
  std::size_t errors = 0;
};

Came came_from(const std::string& path) {
  Reader reader({path}, {});
  Came came;
  while (const auto next = reader.next()) {
    if (next->ok()) {
      came.ids.push_back(next->value().id);
    } else {
      ++came.errors;
    }
  }
  return came;
}

TEST_F(Archives, CutAtEveryByte) {
  const std::string tar = tarred(three_texts());
  for (const auto& [name, bytes] : std::vector<std::pair<std::string, std::string>>{{"n.zip", zipped(three_texts())},
                                                                                    {"n.tar", tar},
                                                                                    {"n.tar.gz", gzipped(tar)},
                                                                                    {"n.tar.zst", zstd_frame(tar)},
                                                                                    {"n.tar.xz", xz(tar)}}) {
    std::size_t most = 0;
    for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
      const Came came = came_from(write(name, bytes.substr(0, cut)));
      ASSERT_GE(came.ids.size(), most) << name << " cut at " << cut;
      ASSERT_LE(came.errors, 1U) << name << " cut at " << cut;
      ASSERT_TRUE(came.errors == 1 || came.ids.size() == 3) << name << " cut at " << cut;
      most = came.ids.size();
    }
    EXPECT_EQ(most, 3U) << name;
  }
}

// The content of one file alone is changed: the others are read.
TEST_F(Archives, ChangedContentCostsItsFileAlone) {
  const std::string zip = zipped(three_texts());
  const std::size_t begin = zip.find("b.txt") + 5;
  const std::size_t end = zip.find("PK\x03\x04", begin) - 24;  // before the lengths behind the content
  for (std::size_t at = begin + 32; at < end; ++at) {
    std::string changed = zip;
    changed[at] = static_cast<char>(changed[at] ^ 0xFF);
    const Came came = came_from(write("n.zip", changed));
    EXPECT_GE(came.ids.size(), 2U) << at;
    EXPECT_EQ(came.ids.size() + came.errors, 3U) << at;
  }
}

// The header in front of a file may ask for a version of the format that does not exist.
TEST_F(Archives, AVersionThatIsNotKnownCostsNothing) {
  constexpr std::size_t version_at = 4;
  std::string zip = zipped(three_texts());
  const std::size_t header = zip.rfind("PK\x03\x04");
  zip[header + version_at] = '\xEE';
  EXPECT_EQ(came_from(write("n.zip", zip)).ids.size(), 3U);
  constexpr std::size_t inside_words = 30 + 5 + 8;  // behind the header and the name
  zip[header + inside_words] = static_cast<char>(zip[header + inside_words] ^ 0x18);
  const Came came = came_from(write("n.zip", zip));
  EXPECT_EQ(came.ids.size(), 2U);
  EXPECT_EQ(came.errors, 1U);
}

TEST_F(Archives, ChangedAtEveryByteNothingIsLostSilently) {
  const std::string tar = tarred(three_texts());
  for (const auto& [name, bytes] : std::vector<std::pair<std::string, std::string>>{
           {"n.tar.gz", gzipped(tar)}, {"n.tar.zst", zstd_frame(tar)}, {"n.tar.xz", xz(tar)}}) {
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ 0x04);
      const Came came = came_from(write(name, changed));
      ASSERT_TRUE(came.errors >= 1 || came.ids.size() == 3) << name << " changed at " << at;
    }
  }
  for (const auto& [name, bytes] :
       std::vector<std::pair<std::string, std::string>>{{"n.zip", zipped(three_texts())}, {"n.tar", tar}}) {
    const std::size_t stride = name == "n.tar" ? 5 : 1;  // most of it are blanks
    for (std::size_t at = 0; at < bytes.size(); at += stride) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ 0xFF);
      const Came came = came_from(write(name, changed));  // an ending may change, so a file may be passed over
      ASSERT_GE(came.errors + came.ids.size(), 1U) << name << " changed at " << at;
    }
  }
}

TEST_F(Archives, LinesBeforeACutAreKept) {
  std::string many;
  for (int i = 0; i < 2000; ++i) {
    many += R"({"id":")" + std::to_string(i) + R"(","text":"They left )" + std::to_string(i * 7919) + "\"}\n";
  }
  const std::string packed = gzipped(many);
  const Strings read = read_all({write("a.jsonl.gz", packed.substr(0, packed.size() / 2))});
  EXPECT_GT(read.size(), 500U);
  EXPECT_EQ(read.back(), "damaged a.jsonl.gz");
}

}  // namespace
}  // namespace detente::ingest
