// Archives made to break readers: each gives articles or clear errors, soon and in bounded memory, and costs no
// neighbour.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/encoding.h"
#include "ingest/files.h"
#include "ingest/packing.h"

namespace detente::ingest {
namespace {

using packing::gzipped;
using packing::record;
using packing::response;
using packing::skippable_frame;
using packing::tarred;
using packing::zipped;
using packing::zstd_frame;

const std::string text = "The mayor of the lower town met the keeper of the dam on Tuesday.";
const std::string nul(1, '\0');

std::string times(std::size_t count, std::string_view piece) {
  std::string out;
  out.reserve(count * piece.size());
  for (std::size_t i = 0; i < count; ++i) {
    out += piece;
  }
  return out;
}

std::string good(const std::string& name) {
  return response("https://paper.example/" + name, text, "", "200 OK", "text/plain");
}

struct Hostile {
  std::string name;
  std::string ending;
  std::string bytes;
  bool has_neighbours = true;  // first.txt or record "first" before, "last" behind, both of which must be read
};

std::ostream& operator<<(std::ostream& out, const Hostile& hostile) {
  return out << hostile.name;
}

constexpr std::size_t many = 100'000;

// What stands between two good records.
std::vector<Hostile> records() {
  const std::string head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n";
  const auto http = [](const std::string& fields, const std::string& body) {
    return response("https://paper.example/between", body, fields);
  };
  const std::vector<std::pair<std::string, std::string>> between{
      {"nothing", ""},
      {"blank_lines", times(many, "\r\n")},
      {"words", "no record\r\n\r\n"},
      {"nuls", times(many, nul)},
      {"version_alone", "WARC/1.0\r\n\r\n\r\n\r\n"},
      {"no_length", head + "\r\nbody\r\n\r\n"},
      {"negative_length", head + "Content-Length: -5\r\n\r\nbody\r\n\r\n"},
      {"length_of_words", head + "Content-Length: five\r\n\r\nbody\r\n\r\n"},
      {"length_too_short", head + "Content-Length: 1\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody\r\n\r\n"},
      {"length_too_long", head + "Content-Length: 100\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody\r\n\r\n"},
      {"length_of_exabytes", head + "Content-Length: 999999999999999999\r\n\r\nbody\r\n\r\n"},
      {"length_out_of_range", head + "Content-Length: 99999999999999999999999999\r\n\r\nbody\r\n\r\n"},
      {"length_of_64_bits", head + "Content-Length: 18446744073709551615\r\n\r\nbody\r\n\r\n"},
      {"length_of_the_limit", head + "Content-Length: 17825793\r\n\r\nbody\r\n\r\n"},
      {"two_lengths", head + "Content-Length: 4\r\nContent-Length: 400\r\n\r\nbody\r\n\r\n"},
      {"header_without_end", head + "Content-Length: 4\r\nX: y\r\n"},
      {"huge_header", head + "X: " + std::string(1'000'000, 'x') + "\r\nContent-Length: 4\r\n\r\nbody\r\n\r\n"},
      {"many_fields", head + times(many, "X: y\r\n") + "Content-Length: 4\r\n\r\nbody\r\n\r\n"},
      {"fields_without_names", head + times(100, ": y\r\n") + "Content-Length: 4\r\n\r\nbody\r\n\r\n"},
      {"folded_fields", head + "X: y\r\n" + times(1000, " z\r\n") + "Content-Length: 4\r\n\r\nbody\r\n\r\n"},
      {"fields_of_nuls", head + times(100, nul) + ": y\r\nContent-Length: 4\r\n\r\nbody\r\n\r\n"},
      {"line_feeds_alone", "WARC/1.0\nWARC-Type: response\nContent-Length: 4\n\nbody\n\n"},
      {"record_in_record", record("resource", "x:y", "text/plain", "before\r\n\r\n" + good("inner") + "behind")},
      {"many_beginnings", times(10, "\r\nWARC/1.0\r\n")},
      {"type_without_end", record(std::string(10'000, 'x'), "x:y", "text/html", text)},
      {"address_of_broken_bytes", record("resource", "https://\xFF\xFE\x80", "text/plain", text)},
      {"address_of_brackets", record("resource", "<>", "text/plain", text)},
      {"huge_address", record("resource", "https://" + std::string(50'000, 'x'), "text/plain", text)},
      {"no_date",
       "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nbody\r\n\r\n"},
      {"bad_date",
       "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Date: 9999-99-99\r\nContent-Type: text/html\r\n"
       "Content-Length: 4\r\n\r\nbody\r\n\r\n"},
      {"last_date",
       "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Date: 9999-12-31T00:00:00Z\r\nContent-Type: text/html\r\n"
       "Content-Length: 4\r\n\r\nbody\r\n\r\n"},
      {"no_http", record("response", "x:y", "application/http", "")},
      {"http_without_end", record("response", "x:y", "application/http", "HTTP/1.1 200 OK\r\nA: b")},
      {"http_of_nuls", record("response", "x:y", "application/http", times(1000, nul))},
      {"http_status_of_words", record("response", "x:y", "application/http", "HTTP/1.1 two hundred\r\n\r\n" + text)},
      {"http_huge_header", http("X: " + std::string(5'000'000, 'x') + "\r\n", text)},
      {"http_many_fields", http(times(many, "X: y\r\n"), text)},
      {"page_of_nuls", http("", times(10'000, nul))},
      {"empty_page", http("", "")},
      {"deep_page", http("", times(many, "<div>") + text)},
      {"endless_chunks", http("Transfer-Encoding: chunked\r\n", times(many, "1\r\nx\r\n"))},
      {"chunks_of_exabytes", http("Transfer-Encoding: chunked\r\n", "4\r\nbody\r\nFFFFFFFFFFFFFFFF\r\nx")},
      {"chunk_size_without_end", http("Transfer-Encoding: chunked\r\n", "4\r\nbody\r\n" + std::string(100'000, '0'))},
      {"chunk_of_negative_size", http("Transfer-Encoding: chunked\r\n", "4\r\nbody\r\n-1\r\nx")},
      {"chunk_extensions",
       http("Transfer-Encoding: chunked\r\n", times(1000, "1;" + std::string(3000, 'e') + "\r\nx\r\n"))},
      {"chunks_behind_the_last", http("Transfer-Encoding: chunked\r\n", "0\r\n\r\n" + text)},
      {"gzip_cut", http("Content-Encoding: gzip\r\n", gzipped(times(1000, text)).substr(0, 50))},
      {"gzip_bomb", http("Content-Encoding: gzip\r\n", gzipped(std::string(std::size_t{64} << 20U, 'x')))},
      {"gzip_bomb_in_gzip",
       http("Content-Encoding: gzip, gzip\r\n", gzipped(gzipped(std::string(std::size_t{64} << 20U, 'x'))))},
      {"gzip_many_times", http("Content-Encoding: " + times(1000, "gzip,") + "\r\n", gzipped(text))},
      {"gzip_of_nothing", http("Content-Encoding: gzip\r\n", gzipped(""))},
      {"gzip_with_words_behind", http("Content-Encoding: gzip\r\n", gzipped("<p>" + text) + "words")},
      {"deflate_of_noise", http("Content-Encoding: deflate\r\n", "\x07\xFF\xFE\x03noise")},
      {"zstd_bomb", http("Content-Encoding: zstd\r\n", zstd_frame(std::string(std::size_t{64} << 20U, 'x')))},
      {"zstd_cut", http("Content-Encoding: zstd\r\n", zstd_frame(times(1000, text)).substr(0, 20))},
      {"brotli", http("Content-Encoding: br\r\n", "\x0B\x02\x80")},
      {"encoding_without_end", http("Content-Encoding: " + std::string(50'000, 'x') + "\r\n", text)},
      {"charset_without_end",
       response("x:y", "<p>caf\xE9 " + text, "", "200 OK", "text/html; charset=" + std::string(50'000, 'x'))},
      {"charset_of_marks", response("x:y", "<p>caf\xE9 " + text, "", "200 OK", "text/html; charset=;;\"\",=")},
      {"wide_text", response("x:y", "\xFF\xFE" + times(1000, "a" + nul), "", "200 OK", "text/plain")},
      {"page_above_the_limit", http("", "<p>" + std::string(std::size_t{17} << 20U, 'x'))},
      {"film_above_the_limit", response("x:y", std::string(std::size_t{20} << 20U, '\7'), "", "200 OK", "video/mp4")},
  };
  std::vector<Hostile> all;
  for (const auto& [name, bytes] : between) {
    all.push_back({"record_" + name, ".warc", good("first") + bytes + "\r\n" + good("last")});
    all.push_back({"member_" + name, ".warc.gz", gzipped(good("first")) + gzipped(bytes) + gzipped(good("last"))});
  }
  return all;
}

// What stands between two good members or frames.
std::vector<Hostile> members() {
  const std::string member = gzipped(good("between"));
  std::string wrong_sum = member;
  wrong_sum[wrong_sum.size() - 6] = static_cast<char>(wrong_sum[wrong_sum.size() - 6] ^ 1);
  std::string reserved = member;
  reserved[3] = '\xE0';
  std::string named = member;
  named[3] = '\x08';
  std::vector<std::pair<std::string, std::string>> between{
      {"noise", "\x1F\x8B\x08 is how it begins"},
      {"nuls", times(many, nul)},
      {"beginnings", times(many / 4, "\x1F\x8B\x08" + nul)},
      {"wrong_checksum", wrong_sum},
      {"reserved_flags", reserved},
      {"name_without_end", named},
      {"cut", member.substr(0, member.size() / 2)},
      {"cut_behind_the_head", member.substr(0, 10)},
      {"cut_before_the_sum", member.substr(0, member.size() - 8)},
      {"of_nothing", times(1000, gzipped(""))},
      {"of_one_byte_each", times(1000, gzipped("\n"))},
      {"of_stored_words", "\x1F\x8B\x08" + times(7, nul) + "\x01\xFF\xFF" + nul + nul + "words"},
  };
  std::vector<Hostile> all;
  for (const auto& [name, bytes] : between) {
    all.push_back({"gzip_" + name, ".warc.gz", gzipped(good("first")) + bytes + gzipped(good("last"))});
  }
  const std::string frame = zstd_frame(good("between"));
  std::string broken = frame;
  broken[broken.size() / 2] = static_cast<char>(broken[broken.size() / 2] ^ 0x20);
  between = {{"noise", "\x28\xB5\x2F\xFD is how it begins"},
             {"nuls", times(many, nul)},
             {"cut", frame.substr(0, frame.size() / 2)},
             {"broken", broken},
             {"window_of_terabytes", "\x28\xB5\x2F\xFD" + nul + "\xF8" + times(20, nul)},
             {"skippable", times(1000, skippable_frame(0x184D2A51, "x"))},
             {"unknown_dictionary", zstd_frame(good("between"), times(50, text))}};
  for (const auto& [name, bytes] : between) {
    all.push_back({"zstd_" + name, ".warc.zst", zstd_frame(good("first")) + bytes + zstd_frame(good("last"))});
  }
  all.push_back({"zstd_skippable_without_end", ".warc.zst", skippable_frame(0x184D2A50, "x").substr(0, 7), false});
  all.push_back({"zstd_dictionary_of_gigabytes", ".warc.zst", "\x5D\x2A\x4D\x18\xFF\xFF\xFF\xFFx", false});
  all.push_back({"zstd_dictionary_cut", ".warc.zst", skippable_frame(0x184D2A5D, text).substr(0, 30), false});
  all.push_back(
      {"zstd_dictionary_bomb", ".warc.zst",
       skippable_frame(0x184D2A5D, zstd_frame(std::string(std::size_t{64} << 20U, 'x'))) + zstd_frame(good("first")),
       false});
  return all;
}

std::vector<Hostile> archives() {
  const packing::File first{"first.txt", text};
  const packing::File last{"last.txt", text};
  const std::string film(std::size_t{20} << 20U, '\7');
  const std::vector<std::pair<std::string, packing::File>> between{
      {"empty_file", {"a.html", ""}},
      {"file_of_nuls", {"a.txt", times(many, nul)}},
      {"lines_of_nuls", {"a.jsonl", times(many, nul + "\n")}},
      {"line_above_the_limit", {"a.jsonl", std::string(std::size_t{17} << 20U, 'x')}},
      {"page_above_the_limit", {"a.html", std::string(std::size_t{17} << 20U, 'x')}},
      {"film", {"a.mp4", film}},
      {"film_called_a_page", {"a.html", film}},
      {"archive_in_archive", {"a.zip", zipped({first})}},
      {"tar_in_archive", {"a.tar.gz", gzipped(tarred({first}))}},
      {"gzip_cut", {"a.txt.gz", gzipped(text).substr(0, 30)}},
      {"gzip_bomb", {"a.txt.gz", gzipped(std::string(std::size_t{64} << 20U, 'x'))}},
      {"gzip_in_gzip", {"a.txt.gz.gz", gzipped(gzipped(text))}},
      {"not_gzip", {"a.txt.gz", text}},
      {"archive_called_gzip", {"a.html.gz", zipped({first})}},
      {"web_archive_of_noise", {"a.warc", times(1000, "noise ")}},
      {"web_archive_cut", {"a.warc.gz", gzipped(good("x")).substr(0, 60)}},
      {"web_archive_of_nothing", {"a.warc", ""}},
      {"path_upwards", {"../../../../etc/a.txt", text}},
      {"path_from_the_root", {"/etc/a.txt", text}},
      {"path_of_dots", {times(1000, "../") + "a.txt", text}},
      {"path_of_controls", {"\x1B[2J\r\n\x7F.txt", text}},
      {"path_of_broken_bytes", {"\xFF\xFE\x80.txt", text}},
      {"path_of_spaces", {"   .txt", text}},
      {"same_name", {"first.txt", text}},
      {"shadow", {"__MACOSX/._first.txt", times(100, nul)}},
  };
  std::vector<Hostile> all;
  for (const auto& [name, file] : between) {
    const std::vector<packing::File> files{first, file, last};
    all.push_back({"zip_" + name, ".zip", zipped(files)});
    all.push_back({"tar_" + name, ".tar", packing::archived(files, ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE)});
  }
  const std::string zip = zipped({first, last});
  all.push_back({"zip_of_nothing", ".zip", zipped({}), false});
  all.push_back({"zip_of_noise", ".zip", times(1000, "noise "), false});
  all.push_back({"zip_without_directory", ".zip", zip.substr(0, zip.find("PK\x01\x02")), false});
  all.push_back({"zip_of_directory_alone", ".zip", zip.substr(zip.find("PK\x01\x02")), false});
  all.push_back({"zip_behind_words", ".zip", "words " + zip, false});
  all.push_back({"zip_with_words_behind", ".zip", zip + "words"});
  all.push_back({"zip_magic_alone", ".zip", "PK\x03\x04", false});
  all.push_back({"zip_of_magic", ".zip", times(many, "PK\x03\x04"), false});
  const std::string tar = tarred({first, last});
  all.push_back({"tar_of_nuls", ".tar", times(many, nul), false});
  all.push_back({"tar_of_noise", ".tar", times(many, "noise "), false});
  all.push_back({"tar_without_end", ".tar", tar.substr(0, tar.size() - 1024)});
  all.push_back(
      {"tar_with_noise_between", ".tar", tarred({first}).substr(0, 1024) + times(512, "noise...") + tarred({last})});
  all.push_back({"packed_tar_cut", ".tar.gz", gzipped(tar).substr(0, 40), false});
  all.push_back({"xz_tar_cut", ".tar.xz", packing::xz(tar).substr(0, 40), false});
  all.push_back({"tar_called_gzip", ".tar.gz", tar, false});
  all.push_back({"zip_called_tar", ".tar", zip, false});
  all.push_back({"tar_called_zip", ".zip", tar, false});
  return all;
}

const std::vector<Hostile>& hostile_archives() {
  static const std::vector<Hostile> all = [] {
    std::vector<Hostile> gathered = records();
    for (auto more : {members(), archives()}) {
      std::move(more.begin(), more.end(), std::back_inserter(gathered));
    }
    return gathered;
  }();
  return all;
}

class HostileArchive : public Files, public testing::WithParamInterface<Hostile> {};

TEST_P(HostileArchive, CostsNoNeighbour) {
  const auto began = std::chrono::steady_clock::now();
  Reader reader({write("a" + GetParam().ending, GetParam().bytes)}, {});
  std::size_t results = 0;
  std::size_t neighbours = 0;
  while (const auto next = reader.next()) {
    ++results;
    if (!*next) {
      EXPECT_FALSE(next->error().message.empty());
      EXPECT_FALSE(next->error().subject.empty());
      continue;
    }
    const Article& article = **next;
    EXPECT_FALSE(article.text.empty());
    EXPECT_EQ(first_invalid_utf8(article.text), std::nullopt);
    EXPECT_EQ(first_invalid_utf8(article.id), std::nullopt);
    const bool neighbour = article.id.ends_with("/first") || article.id.ends_with("/last") ||
                           article.id.ends_with(":first.txt") || article.id.ends_with(":last.txt");
    neighbours += neighbour && article.text == text ? 1U : 0U;
  }
  if (GetParam().has_neighbours) {
    EXPECT_GE(neighbours, 2U);
  } else {
    EXPECT_GE(results, 1U);
  }
  EXPECT_LT(results, 20U);
  EXPECT_EQ(reader.bytes_read(), GetParam().bytes.size());
  constexpr std::chrono::seconds soon{20};  // with sanitizers, on a busy machine; plainly it is below one
  EXPECT_LT(std::chrono::steady_clock::now() - began, soon);
}

INSTANTIATE_TEST_SUITE_P(All, HostileArchive, testing::ValuesIn(hostile_archives()),
                         [](const auto& archive) { return archive.param.name; });

TEST(HostileArchives, AreMany) {
  EXPECT_GE(hostile_archives().size(), 200U);
}

}  // namespace
}  // namespace detente::ingest
