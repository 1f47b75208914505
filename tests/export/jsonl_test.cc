#include <gtest/gtest.h>

#include "export/export.h"
#include "export/sample_record.h"

namespace detente::exports {
namespace {

std::string jsonl(const Record& record, const Layers& layers = {}) {
  std::string out;
  append_jsonl(record, layers, out);
  return out;
}

TEST(Jsonl, WritesEveryFieldInTheOrderOfTheContract) {
  const std::string entity =
      R"({"entity_text":"the British defence secretary, Ben Wallace","start":19,"end":61,"code":"GBR","sector":"MIL",)"
      R"("other_sectors":["GOV","LEG"],"identifier_text":"Ben Wallace","identifier_id":"Q302090",)"
      R"("office":"Secretary of State for Defence","via":"title"})";
  const std::string unknown = R"({"entity_text":"he","start":140,"end":142,"via":"name"})";
  EXPECT_EQ(
      jsonl(sample::full()),
      R"({"id":"a","title":"More troops","byline":"A. Writer","source":"The Wire","url":"https://wire.example/a",)"
      R"("language":"en","date":"2022-02-07","dateline":"LONDON",)"
      R"("sentences":[{"start":0,"end":110,"kind":"body"},{"start":112,"end":147,"kind":"post"}],)"
      R"("events":[{"id":"a#e1","event":"MOBILIZE","mode":["troops"],"context":["military","diplomatic"],)"
      R"("quad_code":4,"event_scale":-6.5,"cameo":"150","event_text":["would go"],"actor":[)" +
          entity + R"(],"recipient":[)" + unknown + R"(],"status":"planned","attributed_to":[)" + entity +
          R"(],"date":"2022-02-07","enddate":"2022-02-09","time":"16:30","date_text":"On Monday",)"
          R"("event_loc":{"extracted_place":"Poland","start":103,"end":109,"resolved_place":"Poland",)"
          R"("geonameid":798544,"lat":52.1235,"lon":-19.5,"country_code":"POL","feature_code":"PCLI",)"
          R"("resolution":"country"},)"
          R"("quantity":[{"text":"350 more soldiers","value":350,"relation":"+","kind":"troops"}],)"
          R"("text_info":{"sequence":0,"start":73,"end":109},"confidence":0.8765}],)"
          R"("statements":[{"id":"a#s1","kind":"mixed","text":"We stand by the Élysée,","start":113,"end":136,)"
          R"("cue":"said","speaker":)" +
          unknown +
          R"(,"text_info":{"sequence":1,"start":112,"end":147},"confidence":0.5}],)"
          R"("actors":[{"code":"GBR","sector":"MIL","other_sectors":["GOV","LEG"],"identifier_text":"Ben Wallace",)"
          R"("identifier_id":"Q302090","office":"Secretary of State for Defence",)"
          R"("mentions":[{"start":19,"end":61,"text":"the British defence secretary, Ben Wallace"}]}],)"
          R"("places":[{"start":103,"end":109,"text":"Poland","geonameid":798544,"name":"Poland","lat":52.1235,)"
          R"("lon":-19.5,"country_code":"POL","feature_code":"PCLI"}],)"
          R"("times":[{"start":9,"end":18,"text":"On Monday","type":"DATE","value":"2022-02-07"}],)"
          R"("warnings":["a doubt"]})"
          "\n");
}

TEST(Jsonl, LeavesOutWhatHasNoValue) {
  EXPECT_EQ(jsonl(sample::bare()),
            R"({"id":"b","sentences":[],)"
            R"("events":[{"event":"CONSULT","quad_code":0,"event_scale":0,"status":"asserted",)"
            R"("text_info":{"sequence":0,"start":0,"end":0},"confidence":0}],)"
            R"("statements":[{"kind":"direct","start":0,"end":0,)"
            R"("text_info":{"sequence":0,"start":0,"end":0},"confidence":0}],"actors":[],"places":[],"times":[]})"
            "\n");
}

TEST(Jsonl, PlacesThatWereNotResolvedHaveNoCoordinates) {
  Record record;
  record.places = {{"Ruritania", {3, 12}, {}}};
  EXPECT_NE(jsonl(record).find(R"("places":[{"start":3,"end":12,"text":"Ruritania"}])"), std::string::npos);
}

TEST(Jsonl, WritesOnlyTheLayersAskedFor) {
  const std::string line = jsonl(sample::full(), *Layers::parse("times"));
  EXPECT_EQ(line.find("\"events\""), std::string::npos);
  EXPECT_EQ(line.find("\"statements\""), std::string::npos);
  EXPECT_EQ(line.find("\"actors\""), std::string::npos);
  EXPECT_EQ(line.find("\"places\""), std::string::npos);
  EXPECT_NE(line.find("\"times\":[{"), std::string::npos);
  EXPECT_NE(line.find("\"sentences\":[{"), std::string::npos);
}

TEST(Jsonl, GivesTheTextWhenAskedOrWhenNobodyElseHasIt) {
  Record record = sample::full();
  EXPECT_EQ(jsonl(record).find("\"text\":\"LONDON"), std::string::npos);
  EXPECT_NE(jsonl(record, *Layers::parse("text")).find("\"text\":\"LONDON"), std::string::npos);
  record.article.text_was_extracted = true;
  EXPECT_NE(jsonl(record).find("\"text\":\"LONDON"), std::string::npos);
}

std::string with_title(std::string title) {
  Record record;
  record.article.title = std::move(title);
  const std::string line = jsonl(record, *Layers::parse("events"));
  const std::string begin = R"({"title":)";
  const std::string end = R"(,"sentences":[],"events":[]})"
                          "\n";
  EXPECT_TRUE(line.starts_with(begin) && line.ends_with(end)) << line;
  return line.substr(begin.size(), line.size() - begin.size() - end.size());
}

TEST(Json, EscapesWhatMustBeAndNothingElse) {
  EXPECT_EQ(with_title("a\"b\\c/d"), R"("a\"b\\c/d")");
  EXPECT_EQ(with_title("\b\f\n\r\t"), R"("\b\f\n\r\t")");
  EXPECT_EQ(with_title(std::string("\0\x01\x1F", 3)), R"("\u0000\u0001\u001f")");
  EXPECT_EQ(with_title("\x7F"), "\"\x7F\"");
  EXPECT_EQ(with_title("\u2028\u2029\u0085\uFEFF"), "\"\u2028\u2029\u0085\uFEFF\"");
  EXPECT_EQ(with_title("Élysée 東京 😀"), "\"Élysée 東京 😀\"");
}

TEST(Json, ReplacesBytesThatAreNoUtf8) {
  EXPECT_EQ(with_title("a\xFFz"), "\"a\uFFFDz\"");
  EXPECT_EQ(with_title("\xC3"), "\"\uFFFD\"");                                // cut
  EXPECT_EQ(with_title("\xC0\xAF"), "\"\uFFFD\uFFFD\"");                      // overlong '/'
  EXPECT_EQ(with_title("\xED\xA0\x80"), "\"\uFFFD\uFFFD\uFFFD\"");            // surrogate
  EXPECT_EQ(with_title("\xF4\x90\x80\x80"), "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");  // above U+10FFFF
  EXPECT_EQ(with_title("\xE2\x80\"x"), "\"\uFFFD\uFFFD\\\"x\"");              // a mark behind a cut sequence
}

std::string amount(double value) {
  Record record;
  record.events.emplace_back();
  record.events.front().quantity = {{"", {{}, value}}};
  const std::string line = jsonl(record);
  const std::size_t begin = line.find("\"value\":") + 8;
  return line.substr(begin, line.find(',', begin) - begin);
}

TEST(Json, NumbersAreShortAndPlain) {
  EXPECT_EQ(amount(0), "0");
  EXPECT_EQ(amount(-0.0), "0");
  EXPECT_EQ(amount(100000), "100000");
  EXPECT_EQ(amount(1.2e9), "1200000000");
  EXPECT_EQ(amount(3e15), "3000000000000000");
  EXPECT_EQ(amount(0.1 + 0.2), "0.3");
  EXPECT_EQ(amount(1234567.891), "1234567.891");
  EXPECT_EQ(amount(0.00001), "0.00001");
}

TEST(Jsonl, ErrorsHaveTheirOwnLine) {
  std::string out = "before\n";
  append_jsonl(Error{ErrorCode::malformed_json, "the line ends \"early\"", "x.jsonl:3"}, out);
  EXPECT_EQ(out,
            "before\n"
            R"({"id":"x.jsonl:3","error":{"code":"malformed_json","message":"the line ends \"early\""}})"
            "\n");
}

TEST(Layers, AreNamedInAnyOrder) {
  const auto layers = Layers::parse("times, events");
  ASSERT_TRUE(layers.ok());
  EXPECT_TRUE(layers->times && layers->events);
  EXPECT_FALSE(layers->statements || layers->actors || layers->places || layers->text);
}

TEST(Layers, ThatDoNotExistAreNamedInTheError) {
  for (const char* list : {"events,evnets", "evnets", " evnets ,events"}) {
    const auto layers = Layers::parse(list);
    ASSERT_FALSE(layers.ok()) << list;
    EXPECT_EQ(layers.error().code, ErrorCode::invalid_argument);
    EXPECT_NE(layers.error().message.find("\"evnets\""), std::string::npos) << layers.error().message;
  }
  EXPECT_FALSE(Layers::parse("").ok());
  EXPECT_FALSE(Layers::parse("events,").ok());
}

}  // namespace
}  // namespace detente::exports
