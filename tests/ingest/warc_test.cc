// Web archives: which records become articles, how they are packed, and what damage costs.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/files.h"
#include "ingest/ingest.h"
#include "ingest/packing.h"

namespace detente::ingest {
namespace {

using packing::gzipped;
using packing::record;
using packing::response;
using packing::skippable_frame;
using packing::zstd_frame;

std::string page(const std::string& number) {
  return "<html><head><title>Talks " + number +
         "</title></head><body><p>The foreign ministers of both countries met on Monday in Oslo to speak about "
         "border " +
         number + " and the river.</p></body></html>";
}

std::string text(const std::string& place) {
  return "The ministers of both countries met in the " + place + " on Monday to speak about the river.";
}

std::string address(const std::string& number) {
  return "https://paper.example/" + number;
}

std::string joined(const Strings& parts) {
  std::string out;
  for (const std::string& part : parts) {
    out += part;
  }
  return out;
}

// What is not read stands between what is.
Strings records() {
  return {record("warcinfo", "", "application/warc-fields", "software: none\r\n"),
          record("request", address("1"), "application/http; msgtype=request", "GET /1 HTTP/1.1\r\n\r\n"),
          response(address("1"), page("1")),
          record("metadata", address("1"), "application/warc-fields", "fetchTimeMs: 1\r\n"),
          response(address("2"), page("2")),
          response(address("gone"), page("gone"), "", "404 Not Found"),
          record("resource", "<" + address("3") + ">", "text/html; charset=utf-8", page("3")),
          record("revisit", address("1"), "application/http; msgtype=response", "HTTP/1.1 200 OK\r\n\r\n"),
          record("conversion", address("4"), "text/plain", "The ministers left the town on Friday.")};
}

Strings each(const Strings& parts, std::string (*pack)(std::string_view)) {
  Strings out;
  std::transform(parts.begin(), parts.end(), std::back_inserter(out),
                 [&](const std::string& part) { return pack(part); });
  return out;
}

std::string one_member(std::string_view bytes) {
  return gzipped(bytes);
}
std::string one_frame(std::string_view bytes) {
  return zstd_frame(bytes);
}

std::string in_pieces(std::string_view bytes, std::size_t size) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += size) {
    out += gzipped(bytes.substr(at, size));
  }
  return out;
}

std::string with_dictionary(const Strings& parts, bool packed) {
  const std::string dictionary = response(address("0"), page("0"));
  std::string out = skippable_frame(0x184D2A5D, packed ? zstd_frame(dictionary) : dictionary);
  for (const std::string& part : parts) {
    out += zstd_frame(part, dictionary);
  }
  return out;
}

class Warc : public Files {
 protected:
  std::vector<Result<Article>> read(std::string_view bytes, const std::string& name = "a.warc") {
    Reader reader({write(name, bytes)}, {});
    std::vector<Result<Article>> out;
    while (auto next = reader.next()) {
      out.push_back(std::move(*next));
    }
    EXPECT_EQ(reader.bytes_read(), bytes.size());
    return out;
  }

  // The one article in it.
  Article read_article(std::string_view bytes) {
    std::vector<Result<Article>> all = read(bytes);
    EXPECT_EQ(all.size(), 1U);
    if (all.size() != 1 || !all.front()) {
      ADD_FAILURE() << (all.empty() ? "nothing came" : all.front().error().message);
      return {};
    }
    return *all.front();
  }

  Error read_error(std::string_view bytes) {
    const std::vector<Result<Article>> all = read(bytes);
    EXPECT_EQ(all.size(), 1U);
    if (all.size() != 1 || all.front()) {
      ADD_FAILURE() << "no single error came";
      return {};
    }
    return all.front().error();
  }
};

TEST_F(Warc, PagesAndTextsAreReadAndOthersPassedOver) {
  EXPECT_EQ(read_all({write("a.warc", joined(records()))}), (Strings{"1", "2", "3", "4"}));
}

TEST_F(Warc, PackedInEveryWay) {
  const std::string plain = joined(records());
  const Strings all{"1", "2", "3", "4"};
  EXPECT_EQ(read_all({write("a.warc.gz", joined(each(records(), one_member)))}), all);
  EXPECT_EQ(read_all({write("b.warc.gz", gzipped(plain))}), all);
  EXPECT_EQ(read_all({write("c.warc.gz", in_pieces(plain, 100))}), all);
  EXPECT_EQ(read_all({write("d.warc.gz", in_pieces(plain, 1))}), all);
  EXPECT_EQ(read_all({write("e.warc.zst", joined(each(records(), one_frame)))}), all);
  EXPECT_EQ(read_all({write("f.warc.zst", zstd_frame(plain))}), all);
  EXPECT_EQ(read_all({write("g.warc.zst", skippable_frame(0x184D2A50, "note") + zstd_frame(plain))}), all);
  EXPECT_EQ(read_all({write("h.warc.zst", with_dictionary(records(), false))}), all);
  EXPECT_EQ(read_all({write("i.warc.zst", with_dictionary(records(), true))}), all);
  EXPECT_EQ(read_all({write("j.warc.gz", plain)}), all);
  EXPECT_EQ(read_all({write("k.warc", gzipped(plain))}), all);
  EXPECT_EQ(read_all({write("l.warc.xz", packing::xz(plain))}), all);
}

TEST_F(Warc, TheRecordNamesWhatThePageDoesNot) {
  const Article plain = read_article(response(address("1"), page("1")));
  EXPECT_EQ(plain.id, address("1"));
  EXPECT_EQ(plain.url, address("1"));
  EXPECT_EQ(plain.title, "Talks 1");
  const Article canonical = read_article(
      response(address("1?from=feed"), "<link rel=canonical href=https://paper.example/one>" + page("1")));
  EXPECT_EQ(canonical.id, "https://paper.example/one");
  EXPECT_EQ(canonical.url, "https://paper.example/one");
}

TEST_F(Warc, NothingWasPublishedBehindTheRecordsDate) {
  const auto dated = [](const std::string& date) {
    return "<meta property=article:published_time content=" + date + ">" + page("1");
  };
  EXPECT_EQ(read_article(response(address("1"), dated("2022-02-06"))).date, "2022-02-06");
  EXPECT_EQ(read_article(response(address("1"), dated("2022-02-08"))).date, "2022-02-08");
  EXPECT_EQ(read_article(response(address("1"), dated("2022-02-09"))).date, "");
}

TEST_F(Warc, OnlyAnswersThatSucceeded) {
  for (const char* status : {"100 Continue", "301 Moved", "404 Not Found", "500 Error"}) {
    EXPECT_TRUE(read(response(address("1"), page("1"), "", status)).empty()) << status;
  }
  EXPECT_EQ(read(response(address("1"), page("1"), "", "203 Non-Authoritative")).size(), 1U);
}

TEST_F(Warc, OnlyPagesAndTexts) {
  for (const char* type : {"image/png", "application/pdf", "text/css", "application/json", "text/html2"}) {
    EXPECT_TRUE(read(response(address("1"), page("1"), "", "200 OK", type)).empty()) << type;
  }
  for (const char* type : {"text/html;charset=utf-8", "TEXT/HTML", "application/xhtml+xml", "text/plain", ""}) {
    EXPECT_EQ(read(response(address("1"), page("1"), "", "200 OK", type)).size(), 1U) << type;
  }
  EXPECT_TRUE(read(response(address("1"), "\x89PNG\r\n", "", "200 OK", "")).empty());
  EXPECT_TRUE(read(response(address("1"), "{\"a\":1}", "", "200 OK", "")).empty());
  EXPECT_TRUE(read(response(address("robots.txt"), "Disallow: /", "", "200 OK", "text/plain")).empty());
  EXPECT_TRUE(read(record("response", "dns:paper.example", "text/dns", "paper.example. 1 IN A 192.0.2.1")).empty());
}

TEST_F(Warc, BodiesAreUnpacked) {
  const std::string body = page("1");
  const auto text_of = [&](std::string_view sent, std::string_view fields) {
    return read_article(response(address("1"), sent, fields)).text;
  };
  const std::string text = read_article(response(address("1"), body)).text;
  ASSERT_FALSE(text.empty());
  EXPECT_EQ(text_of("5\r\n" + body.substr(0, 5) + "\r\n1000\r\n" + body.substr(5) +
                        std::string(0x1000 - body.size() + 5, ' ') + "\r\n0\r\n\r\n",
                    "Transfer-Encoding: chunked\r\n"),
            text);
  EXPECT_EQ(text_of(gzipped(body), "Content-Encoding: gzip\r\n"), text);
  EXPECT_EQ(text_of(gzipped(body), "content-encoding: X-GZIP\r\n"), text);
  EXPECT_EQ(text_of(gzipped(body, 15), "Content-Encoding: deflate\r\n"), text);
  EXPECT_EQ(text_of(gzipped(body, -15), "Content-Encoding: deflate\r\n"), text);
  EXPECT_EQ(text_of(zstd_frame(body), "Content-Encoding: zstd\r\n"), text);
  EXPECT_EQ(text_of(gzipped(gzipped(body)), "Content-Encoding: gzip, gzip\r\n"), text);
  EXPECT_EQ(text_of(body, "Content-Encoding: identity\r\n"), text);
  // Crawlers that unpack leave the fields as they were.
  EXPECT_EQ(text_of(body, "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"), text);
  EXPECT_EQ(text_of(body, "Content-Encoding: deflate\r\n"), text);
}

TEST_F(Warc, BodiesThatCannotBeUnpackedAreErrors) {
  const Error brotli = read_error(response(address("1"), "xyz", "Content-Encoding: br\r\n"));
  EXPECT_EQ(brotli.code, ErrorCode::encoding);
  EXPECT_EQ(brotli.subject, address("1"));
  EXPECT_NE(brotli.message.find("Brotli"), std::string::npos);
  const std::string cut = gzipped(page("1")).substr(0, 100);
  EXPECT_EQ(read_error(response(address("1"), cut, "Content-Encoding: gzip\r\n")).code, ErrorCode::damaged);
  EXPECT_EQ(
      read_error(response(address("1"), "20\r\n" + page("1").substr(0, 9), "Transfer-Encoding: chunked\r\n")).code,
      ErrorCode::damaged);
  EXPECT_EQ(read_error(record("response", address("1"), "application/http", "HTTP/1.1 200 OK\r\nA: b\r\n")).code,
            ErrorCode::damaged);
}

TEST_F(Warc, WhatTheCrawlerCutIsReadWithAWarning) {
  const std::string content =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n" + page("1");
  const Article article =
      read_article(record("response", address("1"), "application/http", content, "WARC-Truncated: length\r\n"));
  EXPECT_NE(article.text.find("border 1"), std::string::npos);
  ASSERT_EQ(article.warnings.size(), 1U);
  EXPECT_NE(article.warnings.front().find("beginning"), std::string::npos);
}

TEST_F(Warc, TheHeaderNamesTheEncoding) {
  // "Министры встретились в Осло" in windows-1251.
  const std::string words =
      "<p>\xCC\xE8\xED\xE8\xF1\xF2\xF0\xFB \xE2\xF1\xF2\xF0\xE5\xF2\xE8\xEB\xE8\xF1\xFC \xE2 \xCE\xF1\xEB\xEE.</p>";
  const auto text_of = [&](const std::string& type, const std::string& head) {
    return read_article(response(address("1"), head + words, "", "200 OK", type)).text;
  };
  const std::string right = "Министры встретились в Осло.";
  EXPECT_EQ(text_of("text/html; charset=windows-1251", ""), right);
  EXPECT_EQ(text_of("text/html; charset=\"windows-1251\"", "<meta charset=koi8-r>"), right);
  EXPECT_EQ(text_of("text/html; charset=iso-8859-1", "<meta charset=windows-1251>"), right);
  EXPECT_EQ(text_of("text/html; charset=x-none", "<meta charset=windows-1251>"), right);
  EXPECT_EQ(
      read_article(response(address("1"), "\xCE\xF1\xEB\xEE.", "", "200 OK", "text/plain; charset=cp1251")).text,
      "Осло.");
}

TEST_F(Warc, NothingInItIsSaid) {
  EXPECT_EQ(read_all({write("a.warc", "")}), (Strings{"empty a.warc"}));
  EXPECT_EQ(read_all({write("b.warc.gz", gzipped(""))}), (Strings{"empty b.warc.gz"}));
  EXPECT_EQ(read_all({write("c.warc", records()[0])}), Strings{});
}

// Damage

// No changed byte makes one of these another.
const Strings names{"north", "south", "west", "island", "coast"};

// One text a record.
Strings texts(std::size_t count) {
  Strings out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(response(address(names[i]), text(names[i]), "", "200 OK", "text/plain"));
  }
  return out;
}

TEST_F(Warc, WrongLengthsCostTheirRecordAlone) {
  const auto with_length = [](const std::string& length) {
    Strings parts = texts(3);
    const std::size_t at = parts[1].find("Content-Length: ") + 16;
    parts[1].replace(at, parts[1].find('\r', at) - at, length);
    return parts;
  };
  for (const char* length : {"0", "1", "100", "200", "400", "500", "5000", "90000000000", "99999999999999999999999",
                             "-1", "", "many", "12 34"}) {
    const std::string place = std::to_string(texts(1)[0].size());
    EXPECT_EQ(read_all({write("a.warc", joined(with_length(length)))}),
              (Strings{"north", "damaged a.warc@" + place, "west"}))
        << length;
    const std::string member = std::to_string(gzipped(texts(1)[0]).size());
    EXPECT_EQ(read_all({write("a.warc.gz", joined(each(with_length(length), one_member)))}),
              (Strings{"north", "damaged a.warc.gz@" + member, "west"}))
        << length;
    EXPECT_EQ(read_all({write("b.warc.gz", gzipped(joined(with_length(length))))}),
              (Strings{"north", "damaged b.warc.gz@0+" + place, "west"}))
        << length;
  }
}

TEST_F(Warc, DamageIsToldOnce) {
  Strings parts = each(texts(5), one_member);
  parts[1] = "no gzip at all";
  parts[2][20] = static_cast<char>(parts[2][20] ^ 0x55);
  EXPECT_EQ(read_all({write("a.warc.gz", joined(parts))}).size(), 4U);
  EXPECT_EQ(read_all({write("b.warc", texts(1)[0] + "words\r\n\r\nmore words\r\n" + texts(2)[1])}).size(), 3U);
}

// Of how many records the articles came, and how many errors.
struct Came {
  std::set<std::string> ids;
  std::size_t errors = 0;
};

Came came_from(const std::string& path) {
  Reader reader({path}, {});
  Came came;
  while (const auto next = reader.next()) {
    if (*next) {
      EXPECT_TRUE(came.ids.insert(next->value().id).second) << "twice " << next->value().id;
    } else {
      ++came.errors;
    }
  }
  return came;
}

// Cut at every byte: what stands whole before the cut is read, and of the rest one error tells.
void cut_everywhere(const std::string& path, const Strings& parts, std::size_t line_ends) {
  const std::string whole = joined(parts);
  for (std::size_t cut = 1; cut < whole.size(); ++cut) {
    std::ofstream(path, std::ios::binary) << whole.substr(0, cut);
    std::size_t complete = 0;
    std::size_t begin = 0;
    while (begin + parts[complete].size() - line_ends <= cut) {
      begin += parts[complete++].size();
    }
    const Came came = came_from(path);
    ASSERT_EQ(came.ids.size(), complete) << "cut at " << cut;
    ASSERT_EQ(came.errors, cut > begin ? 1U : 0U) << "cut at " << cut;
  }
}

TEST_F(Warc, CutAtEveryByte) {
  cut_everywhere(path("a.warc"), texts(3), 4);
  cut_everywhere(path("a.warc.gz"), each(texts(3), one_member), 0);
  cut_everywhere(path("a.warc.zst"), each(texts(3), one_frame), 0);
}

// A changed byte costs no other record, whatever it does to its own.
void change_everywhere(const std::string& path, const Strings& parts) {
  const std::string whole = joined(parts);
  std::size_t number = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    if (at == begin + parts[number].size()) {
      begin += parts[number++].size();
    }
    constexpr std::array<char, 3> masks{'\x01', '\x80', '\xFF'};
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ masks[at % masks.size()]);
    std::ofstream(path, std::ios::binary) << changed;
    const Came came = came_from(path);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      ASSERT_TRUE(i == number || came.ids.contains(address(names[i])))
          << "record " << i << " lost by byte " << at << " of record " << number;
    }
    ASSERT_LE(came.errors, 1U) << "byte " << at;
  }
}

TEST_F(Warc, ChangedAtEveryByte) {
  change_everywhere(path("a.warc"), texts(3));
  change_everywhere(path("a.warc.gz"), each(texts(3), one_member));
  change_everywhere(path("a.warc.zst"), each(texts(3), one_frame));
}

TEST_F(Warc, AChangedByteInACompressedRecordNeverPassesForAnArticle) {
  const Strings parts = each(texts(2), one_frame);
  const std::string right = text("north") + text("south");
  for (std::size_t at = 0; at < parts[0].size(); ++at) {
    std::string changed = joined(parts);
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    for (const Result<Article>& result : read(changed, "a.warc.zst")) {
      if (result) {
        EXPECT_NE(right.find(result->text.substr(0, 40)), std::string::npos) << at;
      }
    }
  }
}

TEST_F(Warc, LargeRecordsArePassedOverUnheld) {
  const std::string large(std::size_t{40} << 20U, 'x');
  const std::string page_too_large = "<p>" + large;
  const std::string bytes = response(address("film"), large, "", "200 OK", "video/mp4") + texts(1)[0] +
                            response(address("page"), page_too_large) + texts(2)[1];
  EXPECT_EQ(read_all({write("a.warc", bytes)}), (Strings{"north", "too_large page", "south"}));
  EXPECT_EQ(read_all({write("a.warc.gz", gzipped(bytes))}), (Strings{"north", "too_large page", "south"}));
}

TEST_F(Warc, BombsAreErrors) {
  const std::string bomb = gzipped(std::string(std::size_t{40} << 20U, ' '));
  EXPECT_EQ(read_all({write("a.warc", response(address("bomb"), bomb, "Content-Encoding: gzip\r\n") + texts(1)[0])}),
            (Strings{"too_large bomb", "north"}));
}

}  // namespace
}  // namespace detente::ingest
