#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "ingest/ingest.h"
#include "ingest/page_encoding.h"
#include "ingest/page_limits.h"

namespace detente::ingest {
namespace {

using Strings = std::vector<std::string>;

constexpr std::string_view long_one =
    "The foreign ministers of both countries met on Monday in Oslo to speak about the border, the prisoners and the "
    "river.";
constexpr std::string_view long_two =
    "They agreed to exchange all prisoners within ten days, the host said, and to let engineers look at the dam at "
    "last.";

std::string paragraphs() {
  return "<p>" + std::string(long_one) + "</p><p>" + std::string(long_two) + "</p>";
}

Article page(const std::string& html, const Options& options = {}) {
  Result<Article> read = read_html(html, "a.html", options);
  EXPECT_TRUE(read.ok()) << read.error().message;
  return read.ok() ? std::move(*read) : Article{};
}

Strings blocks(const Article& read) {
  Strings out;
  for (const Block& block : read.blocks) {
    out.push_back(std::string(name_of(block.kind)) + ": " +
                  read.text.substr(block.span.begin, block.span.end - block.span.begin));
  }
  return out;
}

const Strings both{"body: " + std::string(long_one), "body: " + std::string(long_two)};

TEST(PageMetadata, FromJsonLd) {
  const Article read = page(
      R"(<html lang="en-GB"><head><title>Talks | The Paper</title><link rel="canonical" href="https://paper.example/talks">)"
      R"(<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage","headline":"no"},)"
      R"({"@type":["NewsArticle"],"headline":"Talks in Oslo","datePublished":"2022-02-07T16:30:00.000+0100",)"
      R"("author":[{"name":"Jane Doe"},"Bo Lund"],"publisher":{"@type":"Organization","name":"The Paper"}}]}</script>)"
      "</head><body>" +
      paragraphs() + "</body></html>");
  EXPECT_EQ(read.title, "Talks in Oslo");
  EXPECT_EQ(read.byline, "Jane Doe, Bo Lund");
  EXPECT_EQ(read.source, "The Paper");
  EXPECT_EQ(read.date, "2022-02-07T16:30:00+01:00");
  EXPECT_EQ(read.url, "https://paper.example/talks");
  EXPECT_EQ(read.id, "https://paper.example/talks");
  EXPECT_EQ(read.language, "en");
}

TEST(PageMetadata, FromMetaTags) {
  const Article read = page(
      R"(<head><meta property="og:title" content="Talks  in Oslo"><meta property="og:site_name" content="The Paper">)"
      R"(<meta name="author" content="By Jane Doe"><meta property="article:author" content="https://x.example/jane">)"
      R"(<meta property="article:published_time" content="2022-02-07"><meta property="og:url" content="https://p.example/t">)"
      R"(<script type="application/ld+json">{broken</script></head>)" +
      paragraphs());
  EXPECT_EQ(read.title, "Talks in Oslo");
  EXPECT_EQ(read.byline, "Jane Doe");
  EXPECT_EQ(read.source, "The Paper");
  EXPECT_EQ(read.date, "2022-02-07");
  EXPECT_EQ(read.url, "https://p.example/t");
}

TEST(PageMetadata, FromMicrodataAndTime) {
  const Article read = page(
      "<h1 itemprop=headline>Talks in Oslo</h1><span itemprop=author>Jane Doe</span>"
      "<time datetime='2022-02-07T10:00Z'>today</time>" +
      paragraphs());
  EXPECT_EQ(read.title, "Talks in Oslo");
  EXPECT_EQ(read.byline, "Jane Doe");
  EXPECT_EQ(read.date, "2022-02-07T10:00Z");
}

TEST(PageMetadata, TitleTagLast) {
  EXPECT_EQ(page("<title>Talks in Oslo | The Paper</title>" + paragraphs()).title, "Talks in Oslo");
  EXPECT_EQ(page("<title>Talks - a history</title>" + paragraphs()).title, "Talks - a history");
}

TEST(PageMetadata, DatesInTheirOrder) {
  const Options options{"2024-01-01"};
  EXPECT_EQ(page("<meta name=date content='2022-02-07'>" + paragraphs(), options).date, "2022-02-07");
  EXPECT_EQ(page("<meta name=date content='0001-01-01'>" + paragraphs(), options).date, "2024-01-01");
  EXPECT_EQ(page("<p>By Jane Doe | 7 March 2023</p>" + paragraphs()).date, "2023-03-07");
  EXPECT_EQ(page(paragraphs()).date, "");
}

TEST(PageText, LeavesFurnitureOut) {
  const std::string junk =
      "<p>Sign up for what we write and get all of it in your mail every morning before you wake.</p>";
  const Article read = page(
      "<body><header><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav></header>"
      "<div id=cookie-banner>" +
      junk +
      "</div>"
      "<main><article><h1>Talks</h1>" +
      paragraphs() + "<aside>" + junk + "</aside><div class='newsletter-signup'>" + junk +
      "</div>"
      "<div class='related-articles'><h3>Related</h3><a href=/x>Another story of some length to be read</a></div>"
      "<form><p>Search this site for whatever it is that you may want to find on it.</p></form></article></main>"
      "<div class='comments'>" +
      junk +
      "</div><script>var x = '<p>no</p>';</script>"
      "<footer><p>© 2022 The Paper and whoever owns it. All rights reserved, as ever.</p></footer></body>");
  EXPECT_EQ(blocks(read), both);
  EXPECT_EQ(read.text, std::string(long_one) + "\n\n" + std::string(long_two));
  EXPECT_TRUE(read.text_was_extracted);
}

TEST(PageText, KeepsWhatBelongsToIt) {
  const Article read =
      page("<article><figure><img src=x><figcaption>A bridge over the river</figcaption></figure>" +
           std::string("<p>") + std::string(long_one) +
           "</p><h2>Doubts   in the\n capital</h2><ul><li>One point of the accord is the dam.</li></ul>"
           "<blockquote class='twitter-tweet'><p>We have a truce.</p>&mdash; Ministry (@mfa) "
           "<a href=https://t.example>June 12, 2024</a></blockquote><p>" +
           std::string(long_two) + "</p><h3>More</h3></article>");
  EXPECT_EQ(blocks(read), (Strings{"caption: A bridge over the river", "body: " + std::string(long_one),
                                   "heading: Doubts in the capital", "body: One point of the accord is the dam.",
                                   "post: We have a truce.", "post: — Ministry (@mfa) June 12, 2024",
                                   "body: " + std::string(long_two)}));
}

TEST(PageText, OfTablesAndLineBreaks) {
  const Article read = page(
      "<table><tr><td width=150><font size=1><a href=a>News</a><br><a href=b>Sport</a></font></td><td><font face=x>" +
      std::string(long_one) + "<br><br>" + std::string(long_two) + "<br>\n</font></td></tr></table>");
  EXPECT_EQ(blocks(read), both);
}

TEST(PageText, PartsBylinesFromTheLinesAroundThem) {
  const Article read = page(
      "<title>The Paper ONLINE</title><font size=5><b>Ministers say that they are \"close\" to a deal on the river "
      "dam</b></font><br>"
      "<i>By Jane Doe, Paper staff</i><br>Wednesday, April 2, 1997<p>" +
      std::string(long_one) + "<p>" + std::string(long_two));
  EXPECT_EQ(blocks(read), (Strings{"heading: Ministers say that they are \"close\" to a deal on the river dam",
                                   "byline: By Jane Doe, Paper staff", both[0], both[1]}));
  EXPECT_EQ(read.title, "Ministers say that they are \"close\" to a deal on the river dam");
  EXPECT_EQ(read.byline, "Jane Doe");
  EXPECT_EQ(read.date, "1997-04-02");
}

TEST(PageText, OfAPageThatIsAllForm) {
  EXPECT_EQ(blocks(page("<body><form id=aspnetForm><div>" + paragraphs() + "</div></form></body>")), both);
}

TEST(PageText, WithMisleadingNames) {
  EXPECT_EQ(blocks(page("<body class=has-sidebar><div class='share-page'>" + paragraphs() + "</div></body>")), both);
}

TEST(PageText, InlineElementsDoNotPartWords) {
  const Article read = page(
      "<p>The <b>min</b>ister of <a href=x>Nor&shy;way</a>&nbsp;said on Monday that talks had <i>not</i> "
      "yet begun, and that they might not.</p>");
  EXPECT_EQ(read.text,
            "The minister of Norway said on Monday that talks had not yet begun, and that they might not.");
}

TEST(PageText, ReadsDatelines) {
  const Article read = page("<p>OSLO (AP) — " + std::string(long_one) + "</p><p>" + std::string(long_two) + "</p>");
  EXPECT_EQ(read.dateline, "OSLO");
  EXPECT_EQ(read.source, "AP");
}

TEST(PageEncoding, IsFound) {
  EXPECT_EQ(declared_charset("<meta charset=\"Windows-1251\">"), "windows-1251");
  EXPECT_EQ(declared_charset("<META http-equiv=Content-Type content='text/html; charset=koi8-r'>"), "koi8-r");
  EXPECT_EQ(declared_charset("<?xml version='1.0' encoding='ISO-8859-2'?>"), "iso-8859-2");
  EXPECT_EQ(declared_charset("<p>charset=x"), "");
}

TEST(PageEncoding, IsConverted) {
  const Origin origin{"a", "a"};
  EXPECT_EQ(page_to_utf8("\xEF\xBB\xBF<p>é", origin).value(), "<p>é");
  EXPECT_EQ(page_to_utf8("<p>caf\xE9 \x93x\x94", origin).value(), "<p>café “x”");
  EXPECT_EQ(page_to_utf8("<meta charset=iso-8859-1>\x93x\x94", origin).value(), "<meta charset=iso-8859-1>“x”");
  EXPECT_EQ(page_to_utf8("<meta charset=windows-1251>\xCC\xE8\xF0", origin).value(),
            "<meta charset=windows-1251>Мир");
  EXPECT_EQ(page_to_utf8("<meta charset=iso-8859-1>é", origin).value(), "<meta charset=iso-8859-1>é");
  EXPECT_EQ(page_to_utf8(std::string_view("\xFF\xFE<\0p\0>\0\xE9\0", 10), origin).value(), "<p>é");
  EXPECT_EQ(page_to_utf8(std::string_view("\x89PNG\0\0", 6), origin).error().code, ErrorCode::binary);
  EXPECT_EQ(page_to_utf8(std::string_view("<p>\0\0\0\0x y z", 12), origin).error().code, ErrorCode::binary);
}

TEST(PageEncoding, IsGuessedWhereNothingDeclaresIt) {
  const Origin origin{"a", "a"};
  const std::string russian =
      "<html><body><p>Министры иностранных дел обеих стран встретились в понедельник в Осло, чтобы говорить о "
      "границе, пленных и реке. Они договорились обменять всех пленных в течение десяти дней.</p>";
  std::string bytes;
  for (std::size_t i = 0; i < russian.size(); ++i) {
    // windows-1251: А is 0xC0, п is 0xEF, р is 0xF0
    const auto lead = static_cast<unsigned char>(russian[i]);
    if (lead < 0x80) {
      bytes += russian[i];
      continue;
    }
    const auto tail = static_cast<unsigned char>(russian[++i]);
    bytes += static_cast<char>(((lead & 0x1FU) << 6U | (tail & 0x3FU)) - 0x410U + 0xC0U);
  }
  EXPECT_EQ(page_to_utf8(bytes, origin).value(), russian);
  EXPECT_EQ(page_to_utf8("<meta charset=no-such-thing>" + bytes, origin).value(),
            "<meta charset=no-such-thing>" + russian);
}

TEST(PageErrors, AreClear) {
  EXPECT_EQ(read_html("", "a", {}).error().code, ErrorCode::empty);
  EXPECT_EQ(read_html("<html><script>let a = 1;</script></html>", "a", {}).error().code, ErrorCode::empty);
  EXPECT_EQ(read_html(std::string(max_article_bytes + 1, ' '), "a", {}).error().code, ErrorCode::too_large);
}

TEST(PageErrors, ADateAloneIsNoText) {
  EXPECT_EQ(read_html("<p>Published on Monday, 7 March 2022</p>", "a", {}).error().code, ErrorCode::empty);
}

TEST(PageNesting, HasALimit) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) {
    deep += "<div>";
  }
  EXPECT_EQ(read_html(deep + "x", "a", {}).error().code, ErrorCode::too_large);
  std::string fonts;
  for (int i = 0; i < 5000; ++i) {
    fonts += "<div><font size=" + std::to_string(i) + "></div>";
  }
  EXPECT_TRUE(excess_of(fonts));
  std::string attributes = "<div ";
  for (int i = 0; i < 100'000; ++i) {
    attributes += "a" + std::to_string(i) + "=1 ";
  }
  EXPECT_TRUE(excess_of(attributes + ">"));
}

TEST(PageNesting, OfFlatPagesIsNone) {
  std::string flat;
  for (int i = 0; i < 5000; ++i) {
    flat += "<div><p>x<br><img src=a><li>y<span>z</div><b>w</b></i><!-- <div> -->";
  }
  EXPECT_EQ(excess_of(flat), std::nullopt);
  std::string script = "<script>";
  for (int i = 0; i < 5000; ++i) {
    script += "'<div>'";
  }
  EXPECT_EQ(excess_of(script + "</script>"), std::nullopt);
}

TEST(PageNesting, JustBelowTheLimitIsRead) {
  std::string html;
  for (std::size_t i = 0; i + 10 < max_page_depth; ++i) {
    html += "<div>";
  }
  EXPECT_EQ(blocks(page(html + paragraphs())), both);
}

}  // namespace
}  // namespace detente::ingest
