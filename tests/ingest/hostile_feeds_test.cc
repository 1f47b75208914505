// Feeds that want to do harm: whatever they are, they are read or refused soon, in little memory, and nothing they
// name is loaded.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <string>
#include <vector>

#include "ingest/gzip.h"
#include "ingest/ingest.h"

namespace detente::ingest {
namespace {

struct Hostile {
  std::string name;
  std::string bytes;
};

std::ostream& operator<<(std::ostream& out, const Hostile& feed) {
  return out << feed.name;
}

std::string times(const std::string& part, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out += part;
  }
  return out;
}

std::string rss(const std::string& inside, const std::string& prolog = {}) {
  return R"(<?xml version="1.0"?>)" + prolog + R"(<rss version="2.0"><channel><title>T</title>)" + inside +
         "</channel></rss>";
}

std::string item(const std::string& inside) {
  return "<item><link>https://paper.example/a</link>" + inside + "</item>";
}

std::string bomb_of_entities() {
  std::string declared = "<!DOCTYPE rss [<!ENTITY e0 \"lol\">";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "&e" + std::to_string(i - 1) + ";";
    declared += "<!ENTITY e" + std::to_string(i) + " \"" + times(before, 10) + "\">";
  }
  return rss(item("<title>&e29;</title>"), declared + "]>");
}

std::vector<Hostile> hostile_feeds() {
  constexpr std::size_t many = 200'000;
  const std::string deep_open = times("<a>", many);
  return {
      {"entity_bomb", bomb_of_entities()},
      {"one_big_entity", rss(item("<title>" + times("&big;", many) + "</title>"),
                             "<!DOCTYPE r [<!ENTITY big \"" + std::string(100'000, 'x') + "\">]>")},
      {"entity_of_itself", rss(item("<title>&a;</title>"), R"(<!DOCTYPE r [<!ENTITY a "&b;"><!ENTITY b "&a;">]>)")},
      {"external_file", rss(item("<title>&x;</title>"), "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>")},
      {"external_address",
       rss(item("<title>&x;</title>"), "<!DOCTYPE r [<!ENTITY x SYSTEM \"http://127.0.0.1:1/\">]>")},
      {"external_subset", rss(item(""), "<!DOCTYPE r SYSTEM \"file:///dev/zero\">")},
      {"parameter_entities", rss(item(""), "<!DOCTYPE r [<!ENTITY % a SYSTEM \"file:///dev/zero\">%a;]>")},
      {"endless_subset", "<!DOCTYPE r [" + times("<!ENTITY a 'b'>", many)},
      {"many_doctypes", times("<!DOCTYPE r [", many)},
      {"stylesheet", "<?xml-stylesheet href='file:///dev/zero'?>" + rss(item(""))},
      {"xinclude",
       rss("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/>" + item(""))},
      {"deep_in_the_root", "<rss>" + deep_open},
      {"deep_in_an_item", rss("<item>" + deep_open)},
      {"deep_and_closed", rss("<item>" + deep_open + times("</a>", many) + "</item>")},
      {"deep_roots", deep_open},
      {"deep_outlines", "<opml><body>" + times("<outline text='a'>", many)},
      {"deep_in_escaped_markup", rss(item("<description>" + times("&lt;div&gt;", many) + "words</description>"))},
      {"deep_in_cdata", rss(item("<description><![CDATA[" + times("<b>", many) + "words]]></description>"))},
      {"deep_json", R"({"version":"https://jsonfeed.org/version/1","items":)" + times("[", many)},
      {"deep_json_item", R"({"version":"https://jsonfeed.org/version/1","items":[)" + times("{\"a\":", many)},
      {"many_items", rss(times("<item>", many))},
      {"many_empty_items", rss(times("<item/>", many))},
      {"many_end_tags", rss(times("</item>", many))},
      {"many_unknown_end_tags", rss(times("</x>", many))},
      {"many_attributes", "<rss " + times("a='b' ", many) + ">" + item("") + "</rss>"},
      {"many_namespaces", "<rss " + times("xmlns:a='b' ", many) + ">" + item("") + "</rss>"},
      {"quotes_without_end", "<rss>" + times("<item a=\"", many)},
      {"quotes_that_alternate", "<rss " + times("a=\" b=' ", many) + ">"},
      {"long_name", "<" + std::string(5'000'000, 'r') + ">"},
      {"long_attribute", "<rss a='" + std::string(5'000'000, 'r') + "'>" + item("") + "</rss>"},
      {"long_title", rss(item("<title>" + std::string(5'000'000, 'r') + "</title>"))},
      {"tags_in_a_title", rss(item("<title>" + times("&lt;b&gt;", many) + "</title>"))},
      {"brackets_in_a_title", rss(item("<title>" + times("&lt;b ", many) + "</title>"))},
      {"signs_in_a_title", rss(item("<title>" + times("&amp;", many) + "</title>"))},
      {"long_link", rss("<item><link>https://a.example/" + std::string(5'000'000, 'r') + "</link></item>")},
      {"link_of_blanks", rss("<item><link>" + std::string(5'000'000, ' ') + "</link></item>")},
      {"script_for_a_link", rss("<item><link>javascript:alert(1)</link><description>Words.</description></item>")},
      {"file_for_a_link", rss("<item><link>file:///etc/passwd</link><description>Words.</description></item>")},
      {"control_in_a_link", rss("<item><link>https://a.example/\r\nHost: b</link></item>")},
      {"long_date", rss(item("<pubDate>" + times("7 Feb ", many) + "</pubDate>"))},
      {"impossible_date", rss(item("<pubDate>99 Feb 99999 99:99:99 +9999</pubDate>"))},
      {"comments_without_end", times("<!--", many)},
      {"cdata_without_end", "<rss><channel><item><title>" + times("<![CDATA[", many)},
      {"instructions_without_end", times("<?", many)},
      {"brackets_alone", "<rss>" + std::string(1'000'000, '<')},
      {"brackets_that_close", "<rss>" + std::string(1'000'000, '>')},
      {"nul_bytes", rss(item(std::string(100'000, '\0')))},
      {"control_bytes", rss(item("<title>" + std::string(100'000, '\x01') + "</title>"))},
      {"broken_utf8", rss(item("<title>" + times("\xF0\x9F\xC3(", many) + "</title>"))},
      {"utf7", "<?xml version='1.0' encoding='UTF-7'?>+ADw-rss+AD4-"},
      {"unknown_encoding",
       "<?xml version='1.0' encoding='klingon'?><rss><channel>" + item("\xFF") + "</channel></rss>"},
      {"utf16_cut", std::string("\xFF\xFE<\0r\0s\0s", 9)},
      {"gzip_bomb", gzipped(times(std::string(1'000'000, ' '), 200))},
      {"gzip_in_gzip", gzipped(gzipped(rss(item(""))))},
      {"gzip_cut", gzipped(rss(times(item("<title>T</title>"), 1000))).substr(0, 60)},
      {"zip_of_nothing", std::string("PK\x03\x04", 4) + std::string(40, '\0')},
      {"zip_with_wrong_sizes",
       std::string("PK\x03\x04\x14\0\0\0\x08\0", 10) + std::string(16, '\0') + "\xFF\xFF\xFF\xFF"},
      {"lines_without_end", times("https://a.example/", many)},
      {"many_cells", times("a\t", many) + "https://a.example/"},
      {"quotes_in_a_table", "url,date\n" + times("\"", many) + "https://a.example/"},
      {"many_lines", times("https://a.example/1\n", many)},
      {"atom_bases", "<feed xml:base='" + times("a/", 3000) + "'>" +
                         times("<entry xml:base='b/'><link href='" + times("../", 1000) + "c'/></entry>", 500) +
                         "</feed>"},
      {"sitemap_of_itself",
       "<sitemapindex>" + times("<sitemap><loc>https://paper.example/f</loc></sitemap>", 50'000) + "</sitemapindex>"},
  };
}

long peak_kilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

class HostileFeeds : public testing::TestWithParam<Hostile> {};

TEST_P(HostileFeeds, AreHarmless) {
  const long before = peak_kilobytes();
  const auto start = std::chrono::steady_clock::now();
  const auto feed = read_feed(GetParam().bytes, "application/xml", "https://paper.example/f");
  if (feed) {
    constexpr std::size_t enough = 100;
    for (std::size_t i = 0; i < std::min(enough, feed->entries.size()); ++i) {
      const FeedEntry& entry = feed->entries[i];
      EXPECT_TRUE(entry.url.empty() || entry.url.starts_with("http")) << entry.url;
      EXPECT_EQ(entry.url.find_first_of("\r\n "), std::string::npos);
      EXPECT_EQ(entry.title.find("root:"), std::string::npos) << "a file of this machine was read";
      EXPECT_LE(entry.title.size(), 3 * GetParam().bytes.size());  // U+FFFD takes three bytes
      const auto article = read_entry(entry, *feed, "e", {});
      EXPECT_TRUE(article.ok() || !article.error().message.empty());
    }
  } else {
    EXPECT_FALSE(feed.error().message.empty());
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
  constexpr long most = 1'000'000;
  EXPECT_LT(peak_kilobytes() - before, most) << "kilobytes";
}

INSTANTIATE_TEST_SUITE_P(Feeds, HostileFeeds, testing::ValuesIn(hostile_feeds()),
                         [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace detente::ingest
