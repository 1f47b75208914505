// Bytes of a kept state that nobody wrote, behind a checksum that fits them: refused, or taken as a state to work on.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "story/articles.h"
#include "story/events.h"
#include "story/sample_reports.h"

namespace detente::story {
namespace {

struct State {
  Articles articles{30};
  Events events{articles};

  void add(const Record& record) {
    const auto arrival = articles.add(record.article);
    for (const Event& event : record.events) {
      events.add(event, record, arrival);
    }
  }
};

std::string kept_bytes() {
  State state;
  state.add(record_of({"a", "2024-03-05", market_text}));
  state.add(record_of({"b", "2024-03-05", market_again}));
  state.add(record_of({"c", "2024-03-06", ferry_text, "AID", "GRC", 3}));
  ByteWriter out;
  state.articles.write(out);
  state.events.write(out);
  return out.bytes();
}

// Whether it could be read; if so, it is worked on until nothing is left.
bool works(const std::string& bytes) {
  State state;
  ByteReader in(bytes);
  try {
    state.articles.read(in);
    state.events.read(in);
  } catch (const UnfitBytes&) {
    return false;
  }
  if (!state.articles.find("new")) {
    state.add(record_of({"new", "2024-03-06", market_again}));
  }
  static_cast<void>(state.events.stories());
  static_cast<void>(state.articles.topics());
  while (!state.articles.entries().empty()) {
    const ArticleNumber number = state.articles.entries().begin()->first;
    state.events.remove_article(number);
    state.articles.remove(number);
  }
  return true;
}

TEST(KeptState, IsReadAsItWasWritten) {
  EXPECT_TRUE(works(kept_bytes()));
}

TEST(KeptState, IsRefusedWhenItEndsEarly) {
  const std::string bytes = kept_bytes();
  for (std::size_t length = 0; length < bytes.size(); length += 11) {
    EXPECT_FALSE(works(bytes.substr(0, length))) << length;
  }
}

TEST(KeptState, NeverBreaksTheProgram) {
  const std::string bytes = kept_bytes();
  int refused = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const unsigned flip : {0x01U, 0x80U, 0xFFU}) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ flip);
      refused += works(damaged) ? 0 : 1;
    }
  }
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace detente::story
