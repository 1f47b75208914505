// Sentence borders against those of the annotated articles beside the checkout, joined by single blanks.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "text/text.h"

namespace detente::text {
namespace {

// The lists named "sentences" of an indented or plain JSON file; enough of a parser for that.
std::vector<std::vector<std::string>> sentence_lists(const std::string& json) {
  std::vector<std::vector<std::string>> lists;
  const std::string key = "\"sentences\":";
  for (std::size_t at = json.find(key); at != std::string::npos; at = json.find(key, at)) {
    at = json.find('[', at) + 1;
    lists.emplace_back();
    while (json.find_first_of("\"]", at) != std::string::npos && json[json.find_first_of("\"]", at)] == '"') {
      std::string words;
      for (at = json.find('"', at) + 1; json[at] != '"'; ++at) {
        if (json[at] == '\\') {
          ++at;
          words += json[at] == 'n' || json[at] == 't' ? ' ' : json[at];
        } else {
          words += json[at];
        }
      }
      ++at;
      lists.back().push_back(words);
    }
  }
  return lists;
}

struct Counts {
  std::size_t both = 0;
  std::size_t found = 0;
  std::size_t gold = 0;
};

void compare(const std::vector<std::string>& sentences, Counts& counts) {
  Article article;
  std::set<std::uint32_t> gold;
  for (const std::string& sentence : sentences) {
    article.text += article.text.empty() ? "" : " ";
    article.text += sentence;
    const std::size_t end = article.text.find_last_not_of(' ') + 1;
    gold.insert(static_cast<std::uint32_t>(end));
  }
  const Document document = read(std::move(article));
  std::set<std::uint32_t> found;
  for (const Sentence& sentence : document.sentences) {
    found.insert(sentence.span.end);
  }
  // The end of the text is no border that could be missed.
  gold.erase(std::prev(gold.end()));
  found.erase(std::prev(found.end()));
  counts.gold += gold.size();
  counts.found += found.size();
  counts.both += static_cast<std::size_t>(
      std::count_if(found.begin(), found.end(), [&](std::uint32_t end) { return gold.count(end) > 0; }));
}

class GoldSentences : public testing::TestWithParam<const char*> {};

TEST_P(GoldSentences, AreFound) {
  const std::filesystem::path path =
      std::filesystem::path(DETENTE_SOURCE_DIR) / "../shared/gold/train" / (std::string(GetParam()) + ".source.json");
  if (!std::filesystem::exists(path)) {
    GTEST_SKIP() << "the annotated articles are not beside this checkout: " << path;
  }
  std::stringstream json;
  json << std::ifstream(path).rdbuf();
  Counts counts;
  for (const std::vector<std::string>& sentences : sentence_lists(json.str())) {
    compare(sentences, counts);
  }
  ASSERT_GT(counts.gold, 100U);
  const double f1 = 2.0 * static_cast<double>(counts.both) / static_cast<double>(counts.gold + counts.found);
  std::cout << GetParam() << ": sentence border F1 " << f1 << " of " << counts.gold << " borders\n";
  EXPECT_GE(f1, 0.97);
}

INSTANTIATE_TEST_SUITE_P(Train, GoldSentences, testing::Values("wire", "written"));

}  // namespace
}  // namespace detente::text
