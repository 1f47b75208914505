#include <gtest/gtest.h>

#include "coder/coder.h"

namespace detente::coder {
namespace {

TEST(Coder, CodesAnAccusation) {
  const auto coder = Coder::open({DETENTE_BUILD_DIR "/share/detente", {}, Reading::fast});
  ASSERT_TRUE(coder.ok()) << coder.error().message;
  Article article;
  article.id = "a";
  article.date = "2022-02-07";
  article.text = "Russia accused Ukraine of shelling the town.";
  article.blocks.push_back({{0, static_cast<std::uint32_t>(article.text.size())}, SentenceKind::body});
  const Record record = coder->code(article);
  ASSERT_FALSE(record.events.empty());
  EXPECT_EQ(record.events.front().event, "ACCUSE");
  ASSERT_FALSE(record.events.front().actor.empty());
  EXPECT_EQ(record.events.front().actor.front().entity.code, "RUS");
  EXPECT_EQ(record.events.front().date, "2022-02-07");
}

TEST(Coder, SaysWhatIsMissing) {
  const auto coder = Coder::open({"/nowhere", {}, Reading::learned});
  ASSERT_FALSE(coder.ok());
  EXPECT_EQ(coder.error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace detente::coder
