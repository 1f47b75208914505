#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "ingest/ingest.h"
#include "ingest/paragraphs.h"

namespace detente::ingest {
namespace {

using Strings = std::vector<std::string>;

Strings paragraphs(std::string_view text) {
  Strings out;
  for (const ByteSpan span : find_paragraphs(text)) {
    out.emplace_back(text.substr(span.begin, span.end - span.begin));
  }
  return out;
}

Article article(std::string_view text, const Options& options = {}) {
  Result<Article> read = read_text(text, "a.txt", options);
  EXPECT_TRUE(read.ok()) << read.error().message;
  return std::move(*read);
}

// "kind: text" of each block.
Strings blocks(const Article& read) {
  Strings out;
  for (const Block& block : read.blocks) {
    out.push_back(std::string(name_of(block.kind)) + ": " +
                  read.text.substr(block.span.begin, block.span.end - block.span.begin));
  }
  return out;
}

TEST(Paragraphs, ArePartedByBlankLines) {
  EXPECT_EQ(paragraphs("One.\n\nTwo.\n \t\n\u00A0\nThree."), (Strings{"One.", "Two.", "Three."}));
  EXPECT_EQ(paragraphs("\r\n\r\nOne.\r\n\r\nTwo.\r\n"), (Strings{"One.", "Two."}));
  EXPECT_EQ(paragraphs(" \n\n "), Strings{});
}

TEST(Paragraphs, KeepWrappedLinesTogether) {
  EXPECT_EQ(
      paragraphs("The ministers of both countries met on\nMonday to speak about the border and the\ntroops there."),
      (Strings{"The ministers of both countries met on\nMonday to speak about the border and the\ntroops there."}));
}

TEST(Paragraphs, AreLinesWhereNobodyWraps) {
  const std::string line(300, 'x');
  EXPECT_EQ(paragraphs(line + ".\n" + line + "."), (Strings{line + ".", line + "."}));
}

TEST(Paragraphs, BeginAfterAShortLineAndBeforeAnIndent) {
  EXPECT_EQ(
      paragraphs(
          "The ministers of both countries met on Monday\nin Oslo.\nThey will meet again in a week or so, it was\n"
          "said."),
      (Strings{"The ministers of both countries met on Monday\nin Oslo.",
               "They will meet again in a week or so, it was\nsaid."}));
  EXPECT_EQ(paragraphs("The ministers of both countries met there.\n   They will meet again in a week, or later."),
            (Strings{"The ministers of both countries met there.", "They will meet again in a week, or later."}));
}

TEST(Paragraphs, PartLinesThatStandAlone) {
  EXPECT_EQ(paragraphs("By Jane Doe\nOSLO (AP) - The ministers of both countries met."),
            (Strings{"By Jane Doe", "OSLO (AP) - The ministers of both countries met."}));
}

TEST(Text, TellsThePartsOfAnArticleApart) {
  const Article read = article(
      "Ministers agree to “pause” the border war\n\n"
      "The truce begins at dawn. Both armies confirmed it late on Thursday.\n\n"
      "By Jane Doe and Bo Lund, Reuters\n\n"
      "Published 12 June 2024\n\n"
      "Photo: a checkpoint near the river\n\n"
      "OSLO, June 12 (Reuters) - The foreign ministers signed it in Oslo.\n\n"
      "We have a truce. https://t.co/abc\n\n"
      "— Foreign Ministry (@mfa) June 12, 2024\n\n"
      "Doubts in the capital\n\n"
      "The opposition called it a trap.\n\n"
      "Read more: how the war began\n\n"
      "All rights reserved.");
  EXPECT_EQ(blocks(read), (Strings{
                              "heading: Ministers agree to “pause” the border war",
                              "body: The truce begins at dawn. Both armies confirmed it late on Thursday.",
                              "byline: By Jane Doe and Bo Lund, Reuters",
                              "byline: Published 12 June 2024",
                              "caption: Photo: a checkpoint near the river",
                              "body: OSLO, June 12 (Reuters) - The foreign ministers signed it in Oslo.",
                              "post: We have a truce. https://t.co/abc",
                              "post: — Foreign Ministry (@mfa) June 12, 2024",
                              "heading: Doubts in the capital",
                              "body: The opposition called it a trap.",
                              "boilerplate: Read more: how the war began",
                              "boilerplate: All rights reserved.",
                          }));
  EXPECT_EQ(read.title, "Ministers agree to “pause” the border war");
  EXPECT_EQ(read.byline, "Jane Doe and Bo Lund");
  EXPECT_EQ(read.source, "Reuters");
  EXPECT_EQ(read.date, "2024-06-12");
  EXPECT_EQ(read.dateline, "OSLO");
  EXPECT_EQ(read.id, "a.txt");
  EXPECT_FALSE(read.text_was_extracted);
}

TEST(Text, MarksThePostAboveASignature) {
  const Article read =
      article("A title here\n\nThe minister wrote this.\n\nWe leave today.\n\n— Minister (@min)\n\nThey left.");
  EXPECT_EQ(blocks(read)[2], "post: We leave today.");
}

TEST(Text, MayHaveNoTitle) {
  const Article read = article("Five soldiers were killed near the border on Monday.\n\nThe army confirmed it.");
  EXPECT_EQ(read.title, "");
  EXPECT_EQ(read.blocks[0].kind, SentenceKind::body);
  EXPECT_EQ(article("Just these few words").title, "");
  EXPECT_EQ(article("KYIV — Talks begin\n\nThey began.").title, "");
}

TEST(Text, OptionsDateGoesBeforeTheTextsOwn) {
  EXPECT_EQ(article("A title\n\n7 March 2023\n\nThey left.", {"2024-01-01"}).date, "2024-01-01");
  EXPECT_EQ(article("A title\n\n7 March 2023\n\nThey left.").date, "2023-03-07");
  EXPECT_EQ(article("A title\n\nThey left.").date, "");
}

TEST(Text, StaysAsItIsBehindTheMark) {
  const Article read = article(
      "\xEF\xBB\xBF"
      "A title\r\n\r\nThey left.\r\n");
  EXPECT_EQ(read.text, "A title\r\n\r\nThey left.\r\n");
  EXPECT_EQ(blocks(read), (Strings{"heading: A title", "body: They left."}));
}

TEST(Text, WithoutANameHasItsHashForAnId) {
  const Result<Article> read = read_text("They left.", "", {});
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().id.size(), 16U);
  EXPECT_EQ(read.value().id, read_text("They left.", "", {}).value().id);
  EXPECT_NE(read.value().id, read_text("They left!", "", {}).value().id);
}

TEST(Text, ErrorsBearTheName) {
  EXPECT_EQ(read_text("", "a.txt", {}).error().code, ErrorCode::empty);
  EXPECT_EQ(read_text(" \n ", "a.txt", {}).error().code, ErrorCode::empty);
  EXPECT_EQ(read_text("...", "a.txt", {}).error().code, ErrorCode::empty);
  EXPECT_EQ(read_text("caf\xE9", "a.txt", {}).error().code, ErrorCode::encoding);
  EXPECT_EQ(read_text(std::string(max_article_bytes + 1, 'a'), "a.txt", {}).error().code, ErrorCode::too_large);
  EXPECT_EQ(read_text("caf\xE9", "a.txt", {}).error().subject, "a.txt");
}

TEST(Text, ThatLooksLikeJsonIsDoubtful) {
  EXPECT_EQ(article("{\"text\": \"They left.\"}").warnings.size(), 1U);
  EXPECT_TRUE(article("They left.").warnings.empty());
}

}  // namespace
}  // namespace detente::ingest
