// Bad input is told on standard error and in the output, costs nothing else of the run, and makes the exit status 2.
// What cannot be done at all is told and makes it 1.
#include <gtest/gtest.h>

#include "end_to_end/program.h"

namespace detente::end_to_end {
namespace {

struct BadFile {
  std::string name;
  std::string content;
  std::string code;
};

std::ostream& operator<<(std::ostream& out, const BadFile& file) {
  return out << file.name;
}

std::vector<BadFile> bad_files() {
  const std::string words = "The minister met the president in the capital on Monday. ";
  std::string latin = words + "The \xC9lys\xE9\x65 said so.";
  std::string wide = "\xFF\xFE";
  for (const char c : words) {
    wide += c;
    wide += '\0';
  }
  return {{"empty.txt", "", "empty"},
          {"blank.txt", " \n\n\t ", "empty"},
          {"binary.txt",
           std::string("\x7F"
                       "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0",
                       20),
           "binary"},
          {"nul.txt", words + std::string("\0\0\0", 3) + words, "binary"},
          {"invalid.txt", words + "\xC3\x28 \xE2\x82 \xF0\x9F", "encoding"},
          {"latin1.txt", latin, "encoding"},
          {"utf16.txt", wide, "encoding"},
          {"cut.jsonl", R"({"id":"x","text":"The minister met)", "malformed_json"},
          {"list.jsonl", "[1,2]\n", "malformed_json"},
          {"no-object.jsonl", "\"words\"\n", "invalid_field"},
          {"no-text.jsonl", "{\"id\":\"x\"}\n", "invalid_field"},
          {"date.jsonl",
           R"({"id":"x","date":"2022-02-30","text":"The minister met the president."})"
           "\n",
           "invalid_date"},
          {"empty.jsonl", "", "empty"},
          {"empty.html", "", "empty"}};
}

class BadInput : public testing::TestWithParam<BadFile> {};

TEST_P(BadInput, IsToldAndCostsNothingElse) {
  const Folder folder;
  const std::string before = folder.write("before.jsonl", article_line("before"));
  const std::string bad = folder.write(GetParam().name, GetParam().content);
  const std::string after = folder.write("zz-after.jsonl", article_line("after"));
  const Outcome outcome = run({"code", before, bad, after});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_TRUE(outcome.err.starts_with("detente: ")) << outcome.err;
  EXPECT_EQ(lines_of(outcome.err).size(), 1U) << outcome.err;
  const auto lines = lines_of(outcome.out);
  ASSERT_EQ(lines.size(), 3U) << outcome.out;
  EXPECT_TRUE(lines[0].starts_with("{\"id\":\"before\"")) << lines[0];
  EXPECT_TRUE(contains(lines[1], "\"error\":{\"code\":\"" + GetParam().code + "\",\"message\":\"")) << lines[1];
  EXPECT_TRUE(lines[2].starts_with("{\"id\":\"after\"")) << lines[2];
}

INSTANTIATE_TEST_SUITE_P(Files, BadInput, testing::ValuesIn(bad_files()), [](const auto& file) {
  std::string name = file.param.name;
  for (char& c : name) {
    c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  }
  return name;
});

TEST(BadInputs, AMissingFileIsToldOnceAndTheRestIsCoded) {
  const Folder folder;
  const std::string good = folder.write("good.jsonl", article_line("good"));
  const Outcome outcome = run({"code", folder.path("missing.txt"), good});
  EXPECT_EQ(outcome.status, 2);
  const auto lines = lines_of(outcome.out);
  ASSERT_EQ(lines.size(), 2U) << outcome.out;
  EXPECT_TRUE(
      lines[0].starts_with("{\"id\":\"" + folder.path("missing.txt") + "\",\"error\":{\"code\":\"not_found\""))
      << lines[0];
  EXPECT_TRUE(outcome.err.starts_with("detente: " + folder.path("missing.txt") + ": ")) << outcome.err;
  EXPECT_TRUE(lines[1].starts_with("{\"id\":\"good\""));
}

TEST(BadInputs, ALineCutInHalfNamesItsLineAndTheLinesAroundItAreCoded) {
  const Folder folder;
  const std::string cut = article_line("x").substr(0, 60) + "\n";
  const std::string file = folder.write("a.jsonl", article_line("a") + cut + article_line("b"));
  const Outcome outcome = run({"code", file});
  EXPECT_EQ(outcome.status, 2);
  const auto lines = lines_of(outcome.out);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_TRUE(lines[1].starts_with("{\"id\":\"" + file + ":2\",\"error\":{\"code\":\"malformed_json\"")) << lines[1];
  EXPECT_TRUE(lines[2].starts_with("{\"id\":\"b\""));
}

TEST(BadInputs, ALineOf50MegabytesIsPassedOverInBoundedMemory) {
  const Folder folder;
  std::string huge = R"({"id":"huge","text":")";
  huge.append(50'000'000, 'x');
  huge += "\"}\n";
  const std::string file = folder.write("huge.jsonl", article_line("a") + huge + article_line("b"));
  const Outcome outcome = run({"code", file});
  EXPECT_EQ(outcome.status, 2);
  const auto lines = lines_of(outcome.out);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_TRUE(contains(lines[1], "\"error\":{\"code\":\"too_large\"")) << lines[1].substr(0, 300);
  EXPECT_TRUE(lines[2].starts_with("{\"id\":\"b\""));
  EXPECT_EQ(run({"code"}, {article_line("a") + huge + article_line("b")}).status, 2);
}

TEST(BadInputs, ErrorsAreNoTableRows) {
  const Outcome outcome = run({"code", "--format", "table", "/nowhere/a.txt"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(contains(outcome.err, "/nowhere/a.txt")) << outcome.err;
}

void expect_refused(const Arguments& arguments, const std::string& reason) {
  const Outcome outcome = run(arguments, {article_line("a")});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(outcome.err.starts_with("detente: ")) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, reason)) << outcome.err;
}

TEST(WrongUsage, IsRefusedWithAReason) {
  expect_refused({"code", "--date", "2022-02-30"}, "\"2022-02-30\" is not a date");
  expect_refused({"code", "--date", "yesterday"}, "\"yesterday\" is not a date");
  expect_refused({"code", "--layers", "events,evnets"}, "no layer is called \"evnets\"");
  expect_refused({"code", "--format", "xml"}, "xml");
  expect_refused({"code", "--threads", "0"}, "--threads");
  expect_refused({"code", "--threads", "many"}, "--threads");
  expect_refused({"code", "--color", "maybe"}, "--color");
}

TEST(WrongUsage, AnOverlayMustBeThereAndSound) {
  const Folder folder;
  expect_refused({"code", "--knowledge", folder.path("missing.tsv")}, folder.path("missing.tsv"));
  const std::string broken = folder.write("broken.tsv", "name\tcode\nOnly a name\n");
  expect_refused({"code", "--knowledge", broken}, "broken.tsv");
  expect_refused({"code", "--knowledge", folder.write("empty.tsv", "")}, "empty.tsv");
}

TEST(Output, ThatCannotBeWrittenIsRefused) {
  const Folder folder;
  expect_refused({"code", "--output", folder.path("no/such/folder/out.jsonl")}, "cannot be written");
  expect_refused({"code", "--output", folder.path()}, "cannot be written");
}

TEST(Output, OfAFullDiskIsTold) {
  if (!fs::exists("/dev/full")) {
    GTEST_SKIP() << "no /dev/full here";
  }
  expect_refused({"code", "--output", "/dev/full"}, "No space left on device");
  const Outcome redirected = run({"code"}, {article_line("a"), {}, "/dev/full"});
  EXPECT_EQ(redirected.status, 1);
  EXPECT_TRUE(contains(redirected.err, "standard output: cannot be written")) << redirected.err;
}

TEST(Output, IsNeverWrittenOverTheInput) {
  const Folder folder;
  const std::string file = folder.write("a.jsonl", article_line("a"));
  expect_refused({"code", file, "--output", file}, "would be read");
  expect_refused({"code", folder.path(), "--output", folder.path("records.jsonl")}, "would be read");
  EXPECT_EQ(content_of(file), article_line("a"));
  EXPECT_FALSE(fs::exists(folder.path("records.jsonl")));
  const std::string redirected = folder.write("out.jsonl", "");
  EXPECT_EQ(run({"code", folder.path()}, {"", {}, redirected}).status, 1);
}

TEST(Output, OfAClosedPipeEndsQuietly) {
  const Folder folder;
  const std::string err = folder.write("err", "");
  std::string many;
  for (int i = 0; i < 2000; ++i) {
    many += article_line("a" + std::to_string(i));
  }
  const std::string file = folder.write("many.jsonl", many);
  const std::string command = "'" + program.string() + "' code '" + file + "' 2>'" + err + "' | head -n 1 >/dev/null";
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(content_of(err), "");
}

// A data folder like the real one, in which one file is then spoilt.
class BrokenData : public testing::Test {
 protected:
  BrokenData() { fs::copy(share, folder_.path(), fs::copy_options::recursive); }

  void spoil(const std::string& name) const {
    std::string bytes = content_of(folder_.path(name));
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x55);
    folder_.write(name, bytes);
  }

  void cut_off(const std::string& name) const {
    fs::resize_file(folder_.path(name), fs::file_size(folder_.path(name)) / 2);
  }

  void expect_told(const std::string& name, const std::string& coder = "learned") const {
    const Outcome doctor = run({"doctor", "--data", folder_.path()});
    EXPECT_EQ(doctor.status, 1);
    EXPECT_TRUE(contains(doctor.err, name)) << doctor.err;
    const Outcome code = run({"code", "--coder", coder, "--data", folder_.path()}, {article_line("a")});
    EXPECT_EQ(code.status, 1);
    EXPECT_TRUE(contains(code.err, name)) << code.err;
    EXPECT_EQ(run({"explain", "-", "--coder", coder, "--data", folder_.path()}, {article_line("a")}).status, 1);
  }

  Folder folder_;
};

TEST_F(BrokenData, MissingKnowledge) {
  fs::remove(folder_.path("detente.knowledge"));
  expect_told("detente.knowledge");
}

TEST_F(BrokenData, MissingWeights) {
  fs::remove(folder_.path("fast.weights"));
  expect_told("fast.weights", "fast");
  fs::remove(folder_.path("detente.weights"));
  expect_told("detente.weights");
}

TEST_F(BrokenData, MissingGazetteer) {
  fs::remove(folder_.path("detente.gazetteer"));
  expect_told("detente.gazetteer");
}

TEST_F(BrokenData, SpoiltKnowledge) {
  spoil("detente.knowledge");
  expect_told("detente.knowledge");
}

TEST_F(BrokenData, SpoiltWeights) {
  spoil("fast.weights");
  expect_told("fast.weights", "fast");
  spoil("detente.weights");
  expect_told("detente.weights");
}

TEST_F(BrokenData, HalfTheKnowledge) {
  cut_off("detente.knowledge");
  expect_told("detente.knowledge");
}

TEST_F(BrokenData, HalfTheWeights) {
  cut_off("fast.weights");
  expect_told("fast.weights", "fast");
  cut_off("detente.weights");
  expect_told("detente.weights");
}

TEST_F(BrokenData, EmptyFiles) {
  folder_.write("detente.knowledge", "");
  expect_told("detente.knowledge");
}

TEST_F(BrokenData, NoFolder) {
  const Outcome outcome = run({"doctor", "--data", "/nowhere"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_TRUE(contains(outcome.out, "cannot code")) << outcome.out;
  EXPECT_TRUE(contains(outcome.err, "/nowhere") && contains(outcome.err, "--data")) << outcome.err;
}

TEST_F(BrokenData, ProgramAwayFromItsData) {
  const std::string alone = folder_.path("alone");
  fs::create_directories(alone);
  fs::copy(program, alone + "/detente");
  const std::string err = folder_.write("err", "");
  const std::string command = "echo '{}' | '" + alone + "/detente' code 2>'" + err + "'";
  const int status = std::system(command.c_str());
  if (status == 0 || exit_status(status) == 2) {
    GTEST_SKIP() << "this machine has Detente installed";
  }
  EXPECT_EQ(exit_status(status), 1);
  EXPECT_TRUE(contains(content_of(err), alone + "/share/detente")) << content_of(err);
}

}  // namespace
}  // namespace detente::end_to_end
