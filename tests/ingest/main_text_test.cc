// Which words of a page are its article, case by case.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "ingest/ingest.h"

namespace detente::ingest {
namespace {

constexpr std::string_view one =
    "The foreign ministers of both countries met on Monday in Oslo to speak about the border and the river.";
constexpr std::string_view two =
    "They agreed to exchange all prisoners within ten days, the host said, and to look at the dam at last.";
constexpr std::string_view other =
    "Another story of some length stands here as well, and it has nothing to do with the talks in the capital.";

std::string paragraph(std::string_view words) {
  return "<p>" + std::string(words) + "</p>";
}

std::string both() {
  return paragraph(one) + paragraph(two);
}

std::string times(int count, const std::string& piece) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    out += piece;
  }
  return out;
}

Article read(const std::string& html) {
  auto article = read_html(html, "a.html", {});
  EXPECT_TRUE(article.ok());
  return article.ok() ? std::move(*article) : Article{};
}

const std::string expected = std::string(one) + "\n\n" + std::string(two);

TEST(MainText, LongerArticlesBesideAreNotTaken) {
  EXPECT_EQ(read("<title>Talks in Oslo</title><main><article><h1>Talks in Oslo</h1>" + both() +
                 "</article><article><h2>Other</h2>" + times(6, paragraph(other)) + "</article></main>")
                .text,
            expected);
}

TEST(MainText, LongCommentsAndDialogsAreNotTaken) {
  for (const char* name : {"id=comments", "class='sidebar-left'", "class='cookie-dialog'", "id=onetrust-banner"}) {
    EXPECT_EQ(read("<div><h1>Talks in Oslo</h1>" + both() + "</div><div " + name + ">" + times(4, paragraph(other)) +
                   "</div>")
                  .text,
              expected)
        << name;
  }
}

TEST(MainText, NamesThatLieAreSeenThrough) {
  for (const char* name : {"field label-hidden", "hidden-xs", "sidebar-right"}) {
    EXPECT_EQ(read(std::string("<div class='") + name + "'>" + both() + "</div>").text, expected) << name;
  }
  EXPECT_EQ(
      read("<div><p class=paywall>" + std::string(one) + "</p><p class=paywall>" + std::string(two) + "</p></div>")
          .text,
      expected);
}

TEST(MainText, TeasersAreLeftOut) {
  const std::string teaser = "<div class=card><a href=x><img src=y></a><p>" + std::string(other) + "</p></div>";
  EXPECT_EQ(read("<article>" + both() + both() + "<h3>Most</h3><div>" + times(3, teaser) + "</div></article>").text,
            expected + "\n\n" + expected);
  EXPECT_EQ(read("<div>" + both() + "<h2>Mehr zum Thema</h2>" + paragraph(other) + "</div>").text, expected);
}

TEST(MainText, PartsOfOneArticleAreJoined) {
  EXPECT_EQ(read("<div><div class=lead>" + paragraph(one) + paragraph(two) + "</div><div class=rest>" +
                 times(5, paragraph(other)) + "</div></div>")
                .blocks.size(),
            7U);
}

TEST(MainText, TablesOfFiguresAreReadByRow) {
  EXPECT_EQ(
      read("<div>" + both() + "<table><tr><th>Pos<th>Name<tr><td>1<td>Jane Doe<tr><td>2<td>Bo Lund</table></div>")
          .text,
      expected + "\n\nPos Name\n\n1 Jane Doe\n\n2 Bo Lund");
}

TEST(MainText, OfPagesThatScriptsFillIn) {
  EXPECT_EQ(read("<noscript>" + both() + "</noscript>").text, expected);
  EXPECT_EQ(read("<div style='display: none'>" + both() + "</div>").text, expected);
  EXPECT_EQ(read("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\"" +
                 std::string(one) + "\\n\\n" + std::string(two) + "\"}</script><p>Loading</p>")
                .text,
            expected);
}

TEST(MainText, NotesToReadersAreNoText) {
  for (const char* note :
       {"Follow The Paper on Twitter and Facebook.", "Write to Jane Doe at jane@paper.example",
        "Sign up today to get the newsletter delivered to you every morning.", "This slideshow requires JavaScript.",
        "[button link=\"x\"] Send us yours[/button]", "Click here for more information about our offers."}) {
    EXPECT_EQ(read("<div>" + both() + paragraph(note) + "</div>").text, expected) << note;
  }
}

TEST(Titles, AreThoseThatReadersSee) {
  EXPECT_EQ(read("<meta property='og:title' content='HS Roundup: Viera defeats Rockledge'>"
                 "<h1>High School Roundup: Viera defeats Rockledge</h1>" +
                 both())
                .title,
            "High School Roundup: Viera defeats Rockledge");
  EXPECT_EQ(read("<meta property='og:title' content='Talks in Oslo begin today'><h1>The Paper</h1>" + both()).title,
            "Talks in Oslo begin today");
  EXPECT_EQ(read("<meta property='og:title' content='&amp;#8216;Talks&amp;#8217; &amp;amp; more'>" + both()).title,
            "‘Talks’ & more");
  EXPECT_EQ(read("<title>Politics | City elects a mayor from abroad</title>" + both()).title,
            "City elects a mayor from abroad");
}

}  // namespace
}  // namespace detente::ingest
