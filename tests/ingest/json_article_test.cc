#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "ingest/ingest.h"

namespace detente::ingest {
namespace {

Result<Article> read(std::string_view line, const Options& options = {}) {
  return read_json(line, "a.jsonl:3", options);
}

ErrorCode code_of(std::string_view line) {
  const Result<Article> result = read(line);
  EXPECT_FALSE(result.ok()) << line;
  if (result.ok()) {
    return ErrorCode::corrupt_data;
  }
  EXPECT_EQ(result.error().subject, "a.jsonl:3");
  EXPECT_FALSE(result.error().message.empty());
  return result.error().code;
}

TEST(Json, TakesEveryField) {
  const Result<Article> result = read(
      R"({"id":"x1","title":"T","byline":"B","source":"S","url":"https://a.b/c","language":"en","date":"2022-02-07",)"
      R"("text":"They left.","other":[1,{"a":2}]})");
  ASSERT_TRUE(result.ok());
  const Article& article = result.value();
  EXPECT_EQ(article.id, "x1");
  EXPECT_EQ(article.title, "T");
  EXPECT_EQ(article.byline, "B");
  EXPECT_EQ(article.source, "S");
  EXPECT_EQ(article.url, "https://a.b/c");
  EXPECT_EQ(article.language, "en");
  EXPECT_EQ(article.date, "2022-02-07");
  EXPECT_EQ(article.text, "They left.");
  EXPECT_FALSE(article.text_was_extracted);
  EXPECT_TRUE(article.sentences.empty());
}

TEST(Json, TextStaysByteForByte) {
  const Result<Article> result = read(R"({"text":" One.\r\n\r\nTwo \u00e9\t. "})");
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result.value().text, " One.\r\n\r\nTwo é\t. ");
  EXPECT_EQ(result.value().blocks.size(), 2U);
}

TEST(Json, ReadySentencesAreJoinedAndKept) {
  const Result<Article> result = read(R"({"doc_id":"d","sentences":["By Jane Doe","","Two. Three."]})");
  ASSERT_TRUE(result.ok());
  const Article& article = result.value();
  EXPECT_EQ(article.id, "d");
  EXPECT_EQ(article.text, "By Jane Doe\n\nTwo. Three.");
  EXPECT_TRUE(article.text_was_extracted);
  ASSERT_EQ(article.sentences.size(), 3U);
  EXPECT_EQ(article.sentences[1], (ByteSpan{12, 12}));
  EXPECT_EQ(article.sentences[2], (ByteSpan{13, 24}));
  ASSERT_EQ(article.blocks.size(), 3U);
  EXPECT_EQ(article.blocks[0].kind, SentenceKind::body);
}

TEST(Json, BothTextAndSentencesIsDoubtful) {
  const Result<Article> result = read(R"({"text":"a b","sentences":["One."]})");
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result.value().text, "One.");
  EXPECT_EQ(result.value().warnings.size(), 1U);
}

TEST(Json, IdFallsBackOnUrlAndHash) {
  EXPECT_EQ(read(R"({"id":42,"text":"They left."})").value().id, "42");
  EXPECT_EQ(read(R"({"id":"","doc_id":"d","text":"They left."})").value().id, "d");
  EXPECT_EQ(read(R"({"url":"https://a.b/c","text":"They left."})").value().id, "https://a.b/c");
  EXPECT_EQ(read(R"({"id":null,"text":"They left."})").value().id.size(), 16U);
  EXPECT_EQ(read(R"({"text":"They left."})").value().id, read_text("They left.", "", {}).value().id);
}

TEST(Json, OwnDateGoesBeforeTheOptions) {
  const Options options{"2024-01-01"};
  EXPECT_EQ(read(R"({"text":"They left.","date":"2022-02-07T10:00Z"})", options).value().date, "2022-02-07T10:00Z");
  EXPECT_EQ(read(R"({"text":"They left.","date":null})", options).value().date, "2024-01-01");
  EXPECT_EQ(read(R"({"text":"T\n\n7 March 2023\n\nThey left."})", options).value().date, "2024-01-01");
  EXPECT_EQ(read(R"({"text":"T\n\n7 March 2023\n\nThey left."})").value().date, "2023-03-07");
}

TEST(Json, TitleGivenMarksTheSameLineOfTheText) {
  const Result<Article> result = read(R"({"title":"Talks fail.","text":"TALKS FAIL\n\nThey failed."})");
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result.value().title, "Talks fail.");
  EXPECT_EQ(result.value().blocks[0].kind, SentenceKind::heading);
}

TEST(Json, FromTheTextOnlyWhatIsNotGiven) {
  const Result<Article> result = read(R"({"source":"S","text":"A title\n\nBy Jane Doe, Reuters\n\nThey left."})");
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result.value().source, "S");
  EXPECT_EQ(result.value().byline, "Jane Doe");
  EXPECT_EQ(result.value().title, "A title");
}

TEST(Json, CutOffOrBroken) {
  EXPECT_EQ(code_of(R"({"id":"a","text":"cut of)"), ErrorCode::malformed_json);
  EXPECT_EQ(code_of(R"({"id":"a","text":"x")"), ErrorCode::malformed_json);
  EXPECT_EQ(code_of("{"), ErrorCode::malformed_json);
  EXPECT_EQ(code_of("nonsense"), ErrorCode::malformed_json);
  EXPECT_EQ(code_of(R"({"text":"a"} {"text":"b"})"), ErrorCode::malformed_json);
  EXPECT_EQ(code_of(R"({"text":"\ud800"})"), ErrorCode::malformed_json);
  EXPECT_EQ(code_of(std::string(5000, '[')), ErrorCode::malformed_json);
}

TEST(Json, WrongTypes) {
  EXPECT_EQ(code_of(R"({"text":5})"), ErrorCode::invalid_field);
  EXPECT_EQ(code_of(R"({"text":"a","title":["b"]})"), ErrorCode::invalid_field);
  EXPECT_EQ(code_of(R"({"sentences":"a"})"), ErrorCode::invalid_field);
  EXPECT_EQ(code_of(R"({"sentences":["a",1]})"), ErrorCode::invalid_field);
  EXPECT_EQ(code_of(R"({"text":"a","date":20220207})"), ErrorCode::invalid_field);
  EXPECT_EQ(code_of(R"({"text":"a","id":{}})"), ErrorCode::invalid_field);
  EXPECT_EQ(code_of(R"({"title":"a"})"), ErrorCode::invalid_field);
  EXPECT_EQ(code_of(R"([{"text":"a"}])"), ErrorCode::invalid_field);
  EXPECT_EQ(code_of("7"), ErrorCode::invalid_field);
}

TEST(Json, WrongDates) {
  EXPECT_EQ(code_of(R"({"text":"a","date":"2022-02-30"})"), ErrorCode::invalid_date);
  EXPECT_EQ(code_of(R"({"text":"a","date":"last week"})"), ErrorCode::invalid_date);
}

TEST(Json, NoWords) {
  EXPECT_EQ(code_of(R"({"text":""})"), ErrorCode::empty);
  EXPECT_EQ(code_of(R"({"text":" \n"})"), ErrorCode::empty);
  EXPECT_EQ(code_of(R"({"sentences":[]})"), ErrorCode::empty);
  EXPECT_EQ(code_of(R"({"sentences":["",""]})"), ErrorCode::empty);
  EXPECT_EQ(code_of("  "), ErrorCode::empty);
}

TEST(Json, WrongBytes) {
  EXPECT_EQ(code_of("{\"text\":\"caf\xE9\"}"), ErrorCode::encoding);
  EXPECT_EQ(code_of(std::string("{\"text\":\"a\0b\"}", 14)), ErrorCode::binary);
  EXPECT_EQ(code_of("{\"text\":\"" + std::string(max_article_bytes, 'a') + "\"}"), ErrorCode::too_large);
}

}  // namespace
}  // namespace detente::ingest
