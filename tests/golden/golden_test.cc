// What the program makes of examples/, file by file, against tests/golden/NAME.jsonl.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "coder/coder.h"
#include "export/export.h"
#include "ingest/ingest.h"

namespace detente {
namespace {

namespace fs = std::filesystem;

const fs::path source_dir = DETENTE_SOURCE_DIR;

std::vector<std::string> example_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(source_dir / "examples")) {
    const fs::path ending = entry.path().extension();
    if (ending == ".txt" || ending == ".html" || ending == ".jsonl") {
      names.push_back(entry.path().filename());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

const coder::Coder& the_coder() {
  // The fast coder rounds the same on every processor; tests/model holds the learned one to its reference.
  static const auto coder =
      coder::Coder::open({fs::path(DETENTE_BUILD_DIR) / "share" / "detente", {}, coder::Reading::fast});
  return *coder;
}

std::string coded(const std::string& name) {
  fs::current_path(source_dir);  // ids are paths as given: the same on every machine
  ingest::Reader reader({(fs::path("examples") / name).string()}, {});
  std::string out;
  while (auto article = reader.next()) {
    if (!article->ok()) {
      exports::append_jsonl(article->error(), out);
      continue;
    }
    Record record = the_coder().code(std::move(**article));
    exports::append_jsonl(record, {}, out);
  }
  return out;
}

std::string content_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

// The first line that differs, so that a failure can be read.
std::string first_difference(const std::string& is, const std::string& should_be) {
  std::istringstream is_lines(is);
  std::istringstream should_lines(should_be);
  for (std::size_t number = 1;; ++number) {
    std::string a;
    std::string b;
    const bool has_a = static_cast<bool>(std::getline(is_lines, a));
    const bool has_b = static_cast<bool>(std::getline(should_lines, b));
    if (!has_a && !has_b) {
      return "none";
    }
    if (a == b && has_a == has_b) {
      continue;
    }
    const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    const auto at = static_cast<std::size_t>(in_a - a.begin());
    const std::size_t from = at < 60 ? 0 : at - 60;
    return "line " + std::to_string(number) + ", byte " + std::to_string(at) + "\n  is:     …" + a.substr(from, 160) +
           "…\n  should: …" + b.substr(std::min(from, b.size()), 160) + "…";
  }
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, IsAsBefore) {
  const fs::path file = source_dir / "tests" / "golden" / (fs::path(GetParam()).stem().string() + ".jsonl");
  const std::string is = coded(GetParam());
  if (std::getenv("DETENTE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(file, std::ios::binary) << is;
    return;
  }
  ASSERT_TRUE(fs::exists(file)) << file << " is missing; run golden_test with DETENTE_UPDATE_GOLDEN=1 to write it";
  const std::string should_be = content_of(file);
  EXPECT_TRUE(is == should_be) << "the record of examples/" << GetParam()
                               << " has changed: " << first_difference(is, should_be)
                               << "\nIf the new one is better, run golden_test with DETENTE_UPDATE_GOLDEN=1 and "
                                  "commit what it writes to tests/golden/.";
}

INSTANTIATE_TEST_SUITE_P(Examples, Golden, testing::ValuesIn(example_names()), [](const auto& example) {
  std::string name = example.param;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
});

TEST(GoldenFiles, StemsOfExamplesAreUnique) {
  std::vector<std::string> stems;
  for (const std::string& name : example_names()) {
    stems.push_back(fs::path(name).stem());
  }
  EXPECT_EQ(std::adjacent_find(stems.begin(), stems.end()), stems.end());
}

}  // namespace
}  // namespace detente
