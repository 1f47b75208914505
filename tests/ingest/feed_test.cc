// Feeds of all kinds, whole and broken.
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "ingest/ingest.h"
#include "ingest/packing.h"

namespace detente::ingest {
namespace {

const std::string base = "https://paper.example/feeds/world";

Feed read(std::string_view bytes, std::string_view type = {}) {
  auto feed = read_feed(bytes, type, base);
  if (!feed) {
    ADD_FAILURE() << feed.error().message;
    return {};
  }
  return *feed;
}

TEST(Rss, TwoWithContent) {
  const Feed feed = read(R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:c="http://purl.org/dc/elements/1.1/"
     xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>The Neris Review &amp; Post</title><link>https://paper.example/</link><language>en-GB</language>
<atom:link rel="next" href="?page=2"/>
<item><title>Talks &lt;b&gt;resume&lt;/b&gt;</title><link>/world/talks</link><guid isPermaLink="false">17</guid>
<pubDate>Mon, 07 Feb 2022 16:30:00 +0100</pubDate><c:creator>Rasa Petrulienė</c:creator>
<description>In short.</description>
<content:encoded><![CDATA[<p>The ministers met in Vilnius.</p><p>They agreed.</p>]]></content:encoded></item>
</channel></rss>)");
  EXPECT_EQ(feed.kind, FeedKind::rss);
  EXPECT_EQ(feed.title, "The Neris Review & Post");
  EXPECT_EQ(feed.url, "https://paper.example/");
  EXPECT_EQ(feed.next, "https://paper.example/feeds/world?page=2");
  EXPECT_EQ(feed.language, "en");
  ASSERT_EQ(feed.entries.size(), 1U);
  const FeedEntry& entry = feed.entries.front();
  EXPECT_EQ(entry.url, "https://paper.example/world/talks");
  EXPECT_EQ(entry.id, "17");
  EXPECT_EQ(entry.title, "Talks resume");
  EXPECT_EQ(entry.date, "2022-02-07T16:30:00+01:00");
  EXPECT_EQ(entry.author, "Rasa Petrulienė");
  EXPECT_EQ(entry.summary.text, "In short.");
  EXPECT_EQ(entry.content.text, "<p>The ministers met in Vilnius.</p><p>They agreed.</p>");
  EXPECT_TRUE(entry.content.is_html);
  EXPECT_TRUE(feed.warnings.empty());
}

TEST(Rss, OneHasItsItemsBesideTheChannel) {
  const Feed feed = read(R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="https://paper.example/"><title>Wire</title><link>https://paper.example/</link></channel>
  <item rdf:about="https://paper.example/a"><title>A</title><link>https://paper.example/a</link>
  <dc:date>2022-02-07T16:30:00Z</dc:date></item>
  <item rdf:about="https://paper.example/b"><title>B</title></item></rdf:RDF>)");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.title, "Wire");
  EXPECT_EQ(feed.entries[0].date, "2022-02-07T16:30:00Z");
  EXPECT_EQ(feed.entries[0].url, "https://paper.example/a");
}

TEST(Rss, AGuidIsTheLinkWhenThereIsNone) {
  const Feed feed = read(
      "<rss><channel><item><title>A</title><guid>https://paper.example/a</guid></item>"
      "<item><title>B</title><guid isPermaLink='false'>b</guid><description>B "
      "is.</description></item></channel></rss>");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].url, "https://paper.example/a");
  EXPECT_EQ(feed.entries[1].url, "");
}

TEST(Rss, AnAuthorIsTheNameBehindTheAddress) {
  const Feed feed =
      read("<rss><channel><item><link>/a</link><author>jd@paper.example (Jane Doe)</author></item></channel></rss>");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].author, "Jane Doe");
}

TEST(Atom, EntriesWithContentOfAllTypes) {
  const Feed feed =
      read(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/x/" xml:lang="de">
  <title type="text">A &lt; B</title><link href="/"/><link rel="next" href="2.atom"/><author><name>Desk</name></author>
  <entry><id>urn:1</id><title type="html">One &amp;amp; only</title><link rel="edit" href="/edit"/><link href="one"/>
   <published>2022-02-07T16:30:00.25+0100</published><updated>2022-02-09</updated><content type="html">&lt;p&gt;Words.&lt;/p&gt;</content></entry>
  <entry><id>urn:2</id><link rel="alternate" href="two"/><author><name>Ann</name></author><author><name>Bob</name></author>
   <updated>2022-02-09T00:00:00Z</updated>
   <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Some <b>bold</b> <i>words</i>.</p></div></content></entry>
  <entry><id>https://other.example/three</id><content type="text">a &lt; b</content></entry>
</feed>)");
  EXPECT_EQ(feed.kind, FeedKind::atom);
  EXPECT_EQ(feed.title, "A < B");
  EXPECT_EQ(feed.language, "de");
  EXPECT_EQ(feed.next, "https://other.example/x/2.atom");
  ASSERT_EQ(feed.entries.size(), 3U);
  EXPECT_EQ(feed.entries[0].url, "https://other.example/x/one");
  EXPECT_EQ(feed.entries[0].title, "One & only");
  EXPECT_EQ(feed.entries[0].date, "2022-02-07T16:30:00+01:00");
  EXPECT_EQ(feed.entries[0].content.text, "<p>Words.</p>");
  EXPECT_EQ(feed.entries[0].author, "Desk");
  EXPECT_EQ(feed.entries[1].author, "Ann, Bob");
  EXPECT_TRUE(feed.entries[1].content.is_html);
  EXPECT_NE(feed.entries[1].content.text.find("<b>bold</b> <i>words</i>"), std::string::npos);
  EXPECT_FALSE(feed.entries[2].content.is_html);
  EXPECT_EQ(feed.entries[2].content.text, "a < b");
  EXPECT_EQ(feed.entries[2].url, "https://other.example/three");
}

TEST(Atom, APrefixOfItsOwn) {
  const Feed feed = read(
      "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>T</a:title>"
      "<a:entry><a:link href='/e'/><a:title>E</a:title></a:entry></a:feed>");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].title, "E");
  EXPECT_EQ(feed.entries[0].url, "https://paper.example/e");
}

TEST(JsonFeed, Items) {
  const Feed feed =
      read(R"({"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"/","language":"fr-FR",
  "next_url":"https://paper.example/2.json","items":[
   {"id":1,"url":"/one","title":"One","content_html":"<p>Words.</p>","date_published":"2022-02-07T16:30:00+01:00","authors":[{"name":"Ann"},{"name":"Bob"}]},
   {"id":"https://paper.example/two","content_text":"Words.","author":{"name":"Cy"}}, 5,
   {"id":"three","title":"Nothing"}]})");
  EXPECT_EQ(feed.kind, FeedKind::json_feed);
  EXPECT_EQ(feed.next, "https://paper.example/2.json");
  EXPECT_EQ(feed.language, "fr");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].id, "1");
  EXPECT_EQ(feed.entries[0].author, "Ann, Bob");
  EXPECT_EQ(feed.entries[0].date, "2022-02-07T16:30:00+01:00");
  EXPECT_EQ(feed.entries[1].url, "https://paper.example/two");
  EXPECT_FALSE(feed.entries[1].content.is_html);
  EXPECT_EQ(feed.warnings.size(), 2U);
}

TEST(Sitemap, PagesAndNews) {
  const Feed feed = read(
      R"(<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
  <url><loc>
    https://paper.example/a?x=1&amp;y=2 </loc><lastmod>2022-02-07</lastmod></url>
  <url><loc>https://paper.example/b</loc><n:news><n:publication><n:name>Paper</n:name><n:language>lt</n:language></n:publication>
  <n:publication_date>2022-02-08T01:02:03+02:00</n:publication_date><n:title>B it is</n:title></n:news></url></urlset>)");
  EXPECT_EQ(feed.kind, FeedKind::sitemap);
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].url, "https://paper.example/a?x=1&y=2");
  EXPECT_EQ(feed.entries[0].date, "2022-02-07");
  EXPECT_FALSE(feed.entries[0].is_feed);
  EXPECT_EQ(feed.entries[1].date, "2022-02-08T01:02:03+02:00");
  EXPECT_EQ(feed.entries[1].title, "B it is");
  EXPECT_EQ(feed.entries[1].source, "Paper");
  EXPECT_EQ(feed.entries[1].language, "lt");
}

TEST(Sitemap, AnIndexLeadsToSitemaps) {
  const Feed feed = read("<sitemapindex><sitemap><loc>https://paper.example/1.xml.gz</loc></sitemap></sitemapindex>");
  EXPECT_EQ(feed.kind, FeedKind::sitemap_index);
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_TRUE(feed.entries[0].is_feed);
}

TEST(Opml, OutlinesInFolders) {
  const Feed feed = read(R"(<opml version="2.0"><head><title>Mine</title></head><body>
  <outline text="News"><outline type="rss" text="A & B" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/"/></outline>
  <outline type="link" text="Page" url="https://b.example/page"/></body></opml>)");
  EXPECT_EQ(feed.kind, FeedKind::opml);
  EXPECT_EQ(feed.title, "Mine");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].title, "A & B");
  EXPECT_TRUE(feed.entries[0].is_feed);
  EXPECT_FALSE(feed.entries[1].is_feed);
}

std::string row(std::size_t columns, std::size_t address, std::string_view url, std::size_t date,
                std::string_view when) {
  std::string line;
  for (std::size_t i = 0; i < columns; ++i) {
    line += i == 0 ? "" : "\t";
    line += i == address ? url : i == date ? when : "7";
  }
  return line + "\n";
}

TEST(List, GdeltTables) {
  for (const auto& [columns, address, date] :
       {std::tuple{61U, 60U, 59U}, {16U, 5U, 2U}, {27U, 4U, 1U}, {58U, 57U, 56U}}) {
    const Feed feed = read(row(columns, address, "https://paper.example/a,b", date, "20220207163000") +
                           row(columns, address, "BBC Monitoring", date, "20220207163000"));
    EXPECT_EQ(feed.kind, FeedKind::list);
    ASSERT_EQ(feed.entries.size(), 1U) << columns;
    EXPECT_EQ(feed.entries[0].url, "https://paper.example/a,b");
    EXPECT_EQ(feed.entries[0].date, "2022-02-07T16:30:00Z");
    ASSERT_EQ(feed.warnings.size(), 1U);
  }
}

TEST(List, GdeltFiles) {
  const Feed feed =
      read("150383 297a16b493de7cf6ca809a7cc31d0b93 http://data.example/gdeltv2/20150218230000.export.CSV.zip\n");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_TRUE(feed.entries[0].is_feed);
  EXPECT_EQ(feed.entries[0].url, "http://data.example/gdeltv2/20150218230000.export.CSV.zip");
}

TEST(List, OneAddressALineAndTablesWithAHeader) {
  EXPECT_EQ(read("# mine\nhttps://a.example/1,2\n\nhttps://a.example/3\r\n").entries.size(), 2U);
  const Feed table = read("title,date,url\n\"One, two\",2022-02-07,https://a.example/1\n");
  ASSERT_EQ(table.entries.size(), 1U);
  EXPECT_EQ(table.entries[0].date, "2022-02-07");
  EXPECT_TRUE(table.warnings.empty());
}

TEST(Broken, TagsThatDoNotMatchCostNoEntry) {
  const Feed feed = read(
      "<rss><channel><item><title>a <b>c</title><link>/1</link></item>"
      "<item><title>two</b></title><link>/2</link>"  // no </item>
      "<item><link>/3</link></description></item></channel></rss>");
  ASSERT_EQ(feed.entries.size(), 3U);
  EXPECT_EQ(feed.entries[0].title, "a c");
  EXPECT_EQ(feed.entries[0].url, "https://paper.example/1");
  EXPECT_EQ(feed.entries[1].title, "two");
  EXPECT_EQ(feed.entries[2].url, "https://paper.example/3");
}

TEST(Broken, BareSignsAndUnknownEntities) {
  const Feed feed = read(
      "<rss><channel><item><title>Q&A: 3 < 4 &nbsp;caf&eacute; "
      "&bogus;</title><link>/1?a=1&b=2</link></item></channel></rss>");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].title, "Q&A: 3 < 4 café &bogus;");
  EXPECT_EQ(feed.entries[0].url, "https://paper.example/1?a=1&b=2");
}

TEST(Broken, WhatIsCutOffIsSaid) {
  const Feed feed = read("<rss><channel><item><title>One</title><link>/1</link></item><item><title>Tw");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.warnings.size(), 2U);
}

TEST(Broken, WordsBeforeTheFeedAndSpaceBeforeTheProlog) {
  EXPECT_EQ(
      read("\n\n <?xml version='1.0'?><rss><channel><item><link>/1</link></item></channel></rss>").entries.size(),
      1U);
  EXPECT_EQ(read("Warning: in x.php<br /><rss><channel><item><link>/1</link></item></channel></rss>").entries.size(),
            1U);
  EXPECT_EQ(
      read("Notice: undefined index\n<rss><channel><item><link>/1</link></item></channel></rss>").entries.size(), 1U);
}

TEST(Broken, UnquotedAttributes) {
  const Feed feed = read(
      "<opml><body><outline text=A xmlUrl=https://a.example/rss><outline text='B\" "
      "xmlUrl=\"https://b.example/rss\"></body></opml>");
  ASSERT_GE(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].url, "https://a.example/rss");
}

TEST(Broken, OldEncodings) {
  const Feed declared = read(
      "<?xml version='1.0' "
      "encoding='windows-1251'?><rss><channel><item><title>\xCC\xE8\xF0</title><link>/1</link></item></channel></"
      "rss>");
  ASSERT_EQ(declared.entries.size(), 1U);
  EXPECT_EQ(declared.entries[0].title, "Мир");
  const Feed said = read("<rss><channel><item><title>\xCC\xE8\xF0</title><link>/1</link></item></channel></rss>",
                         "application/rss+xml; charset=windows-1251");
  EXPECT_EQ(said.entries.at(0).title, "Мир");
}

struct BadFeed {
  const char* name;
  std::string bytes;
  ErrorCode code;
};

TEST(Refused, WithAReason) {
  std::string deep = "<rss>";
  for (int i = 0; i < 100'000; ++i) {
    deep += "<a>";
  }
  for (const BadFeed& bad :
       {BadFeed{"nothing", "", ErrorCode::empty},
        {"blank", " \n ", ErrorCode::empty},
        {"page", "<!DOCTYPE html><html><body>Words</body></html>", ErrorCode::malformed_feed},
        {"words", "Just words.\nMore of them.", ErrorCode::malformed_feed},
        {"json", R"({"version":"1","data":[]})", ErrorCode::malformed_feed},
        {"cut json", R"({"version":"https://jsonfeed.org/version/1","items":[{"id)", ErrorCode::malformed_json},
        {"pdf", "%PDF-1.4 \x01\x02", ErrorCode::binary},
        {"packed rubbish", std::string("\x1F\x8B\x08") + "rubbish", ErrorCode::binary},
        {"deep", deep, ErrorCode::malformed_feed},
        {"tag soup", "<<<<>>>><", ErrorCode::malformed_feed}}) {
    const auto feed = read_feed(bad.bytes, {}, base);
    ASSERT_FALSE(feed.ok()) << bad.name;
    EXPECT_EQ(feed.error().code, bad.code) << bad.name << ": " << feed.error().message;
    EXPECT_FALSE(feed.error().message.empty());
  }
}

TEST(Packed, FeedsAreUnpacked) {
  const std::string list = "https://paper.example/a\nhttps://paper.example/b\n";
  const std::vector<packing::File> files{{"in/list.txt", list}, {"other.txt", "https://paper.example/c\n"}};
  for (const std::string& packed :
       {packing::gzipped(list), packing::gzipped(list.substr(0, 24)) + packing::gzipped(list.substr(24)),
        packing::zstd_frame(list), packing::xz(list), packing::zipped(files),
        packing::archived(files, ARCHIVE_FORMAT_ZIP, "zip:compression=store")}) {
    EXPECT_EQ(read(packed).entries.size(), 2U);
  }
}

TEST(Packed, WhatIsCutOffGivesWhatCameBefore) {
  std::string list;
  for (int i = 0; i < 20'000; ++i) {
    list += "https://paper.example/" + std::to_string(i * 7919) + "\n";
  }
  for (const std::string& packed : {packing::gzipped(list), packing::zipped({{"list.txt", list}})}) {
    const std::size_t whole = read(packed).entries.size();
    const std::size_t half = read(packed.substr(0, packed.size() / 2)).entries.size();
    EXPECT_EQ(whole, 20'000U);
    EXPECT_GT(half, 5'000U);
    EXPECT_LT(half, 15'000U);
  }
}

TEST(Entries, BecomeArticles) {
  const Feed feed = read(R"(<rss><channel><title>Wire</title><language>en</language>
  <item><title>Talks resume</title><link>/a</link><pubDate>Mon, 07 Feb 2022 16:30:00 GMT</pubDate>
  <content:encoded><![CDATA[<p>The ministers met in Vilnius on Monday and spoke for three hours.</p><ul><li>They agreed.</li></ul>]]></content:encoded></item>
  <item><title>Short</title><link>/b</link><description>The envoy left.</description></item>
  <item><title>None</title><link>/c</link></item>
  <item><link>/d</link><description>&lt;b&gt;Мир&lt;/b&gt;</description></item></channel></rss>)");
  ASSERT_EQ(feed.entries.size(), 4U);
  const auto whole = read_entry(feed.entries[0], feed, "f:1", {});
  ASSERT_TRUE(whole.ok()) << whole.error().message;
  EXPECT_EQ(whole->id, "https://paper.example/a");
  EXPECT_EQ(whole->title, "Talks resume");
  EXPECT_EQ(whole->source, "Wire");
  EXPECT_EQ(whole->language, "en");
  EXPECT_EQ(whole->date, "2022-02-07T16:30:00Z");
  EXPECT_NE(whole->text.find("The ministers met in Vilnius"), std::string::npos);
  EXPECT_NE(whole->text.find("They agreed."), std::string::npos);
  EXPECT_TRUE(whole->warnings.empty());
  const auto summary = read_entry(feed.entries[1], feed, "f:2", {});
  ASSERT_TRUE(summary.ok()) << summary.error().message;
  EXPECT_EQ(summary->text, "The envoy left.");
  EXPECT_EQ(summary->warnings, std::vector<std::string>{"the feed holds a summary only"});
  const auto none = read_entry(feed.entries[2], feed, "f:3", {});
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, ErrorCode::empty);
  EXPECT_EQ(none.error().subject, "f:3");
  const auto few_words = read_entry(feed.entries[3], feed, "f:4", {});
  ASSERT_TRUE(few_words.ok()) << few_words.error().message;
  EXPECT_EQ(few_words->text, "Мир");
}

}  // namespace
}  // namespace detente::ingest
