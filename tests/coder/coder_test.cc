// The whole way from an article to its record, by the fast model.
#include "coder/coder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "export/export.h"

namespace detente::coder {
namespace {

namespace fs = std::filesystem;

const fs::path share = fs::path(DETENTE_BUILD_DIR) / "share" / "detente";

const Coder& fast() {
  static const auto opened = Coder::open({share, {}, Reading::fast});
  return opened.value();
}

Article article_of(std::string_view text, std::string_view date = "2022-02-07", std::string_view id = "a") {
  Article article;
  article.id = id;
  article.date = date;
  article.text = text;
  article.blocks.push_back({{0, static_cast<std::uint32_t>(article.text.size())}, SentenceKind::body});
  return article;
}

std::string jsonl(const Record& record) {
  std::string out;
  exports::Layers layers;
  layers.text = true;
  exports::append_jsonl(record, layers, out);
  return out;
}

TEST(Coder, CodesAnAccusation) {
  const Record record = fast().code(article_of("Russia accused Ukraine of shelling the town."));
  ASSERT_FALSE(record.events.empty());
  const Event& event = record.events.front();
  EXPECT_EQ(event.id, "a#e1");
  EXPECT_EQ(event.event, "ACCUSE");
  EXPECT_EQ(event.quad_code, 3);
  ASSERT_FALSE(event.actor.empty());
  EXPECT_EQ(event.actor.front().entity.code, "RUS");
  EXPECT_EQ(event.date, "2022-02-07");
  EXPECT_EQ(event.text_info.sequence, 0U);
}

TEST(Coder, KeepsTheArticlesMetadata) {
  Article article = article_of("Russia accused Ukraine of shelling the town.");
  article.title = "A headline";
  article.url = "https://example.org/1";
  article.warnings = {"a warning"};
  const Record record = fast().code(article);
  EXPECT_EQ(record.article.title, "A headline");
  EXPECT_EQ(record.article.url, "https://example.org/1");
  EXPECT_EQ(record.article.warnings, article.warnings);
  EXPECT_EQ(record.article.text, article.text);
}

TEST(Coder, AnArticleWithoutWordsHasAnEmptyRecord) {
  for (const std::string_view text : {"", "\n\n", "…"}) {
    const Record record = fast().code(article_of(text));
    EXPECT_TRUE(record.events.empty() && record.statements.empty()) << '\'' << text << '\'';
  }
}

class CoderFiles : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              (std::string("detente_coder_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
    for (const char* name : {"detente.knowledge", "detente.gazetteer", "fast.weights"}) {
      fs::copy_file(share / name, folder_ / name, fs::copy_options::overwrite_existing);
    }
  }
  void TearDown() override { fs::remove_all(folder_); }

  void expect_error(ErrorCode code, const std::string& subject) const {
    const auto coder = Coder::open({folder_, {}, Reading::fast});
    ASSERT_FALSE(coder.ok());
    EXPECT_EQ(coder.error().code, code) << coder.error().message;
    EXPECT_NE(coder.error().subject.find(subject), std::string::npos) << coder.error().subject;
  }

  fs::path folder_;
};

TEST_F(CoderFiles, AreOpenedWhereTheyAre) {
  EXPECT_TRUE(Coder::open({folder_, {}, Reading::fast}).ok());
}

TEST_F(CoderFiles, AreNamedWhenMissing) {
  for (const char* name : {"fast.weights", "detente.gazetteer", "detente.knowledge"}) {
    fs::rename(folder_ / name, folder_ / "away");
    expect_error(ErrorCode::not_found, name);
    fs::rename(folder_ / "away", folder_ / name);
  }
  const auto coder = Coder::open({folder_, {}, Reading::learned});
  ASSERT_FALSE(coder.ok());
  EXPECT_EQ(coder.error().code, ErrorCode::not_found);
}

TEST_F(CoderFiles, AreNamedWhenDamaged) {
  for (const char* name : {"fast.weights", "detente.gazetteer", "detente.knowledge"}) {
    const fs::path whole = folder_ / "whole";
    fs::copy_file(folder_ / name, whole, fs::copy_options::overwrite_existing);
    fs::resize_file(folder_ / name, fs::file_size(folder_ / name) / 2);
    expect_error(ErrorCode::corrupt_data, name);
    fs::rename(whole, folder_ / name);
  }
}

TEST_F(CoderFiles, OverlaysAreLaidInTheirOrder) {
  const fs::path first = folder_ / "first.tsv";
  const fs::path second = folder_ / "second.tsv";
  std::ofstream(first) << "name\tcode\tsector\toffice\tfrom\nAda Lind\tFRA\tELI\tFRA:president\t2022\n";
  std::ofstream(second) << "name\tcode\tsector\toffice\tfrom\nBea Holm\tFRA\tELI\tFRA:president\t2022\n";
  const auto coder = Coder::open({folder_, {first, second}, Reading::fast});
  ASSERT_TRUE(coder.ok()) << coder.error().message;
  const Record record = coder->code(article_of("The French President accused Russia of shelling the town."));
  const bool met = std::any_of(record.actors.begin(), record.actors.end(), [](const RecordActor& actor) {
    return actor.entity.identifier_text == "Bea Holm" && actor.entity.office == "President of France";
  });
  EXPECT_TRUE(met);

  std::ofstream(second) << "name\tcode\nBea Holm\tQQQ\n";
  const auto broken = Coder::open({folder_, {first, second}, Reading::fast});
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error().subject, "second.tsv:2");
}

std::vector<Article> many_articles() {
  static constexpr auto texts = std::to_array<std::string_view>(
      {"Russia accused Ukraine of shelling the town. “We saw it,” said Sergei Lavrov. Kyiv denied it on Tuesday.",
       "Emmanuel Macron met Vladimir Putin in Moscow on Monday. He will fly to Kyiv. London will send 350 troops.",
       "Police in Minsk arrested 25 protesters. Belarus expelled two diplomats from Lithuania.",
       "The Élysée said the presidents of France and Türkiye spoke by phone for an hour. “Ça suffit,” Macron said.",
       "Rebels killed at least 12 soldiers near Goma, the army of the Democratic Republic of the Congo said.", "",
       "No event stands here, only weather: rain, some wind, and a cold evening."});
  constexpr int count = 56;
  std::vector<Article> articles;
  articles.reserve(count);
  for (int i = 0; i < count; ++i) {
    const std::string_view text = texts[static_cast<std::size_t>(i) % texts.size()];
    articles.push_back(article_of(text, i % 2 == 0 ? "2022-02-07" : "2009-06-01", "a" + std::to_string(i)));
  }
  return articles;
}

TEST(Threads, GiveTheSameRecordsAsOne) {
  const auto articles = many_articles();
  std::vector<std::string> alone;
  alone.reserve(articles.size());
  for (const Article& article : articles) {
    alone.push_back(jsonl(fast().code(article)));
  }
  constexpr std::size_t threads = 4;
  for (int round = 0; round < 3; ++round) {
    std::vector<std::string> together(articles.size());
    std::vector<std::thread> pool;
    pool.reserve(threads);
    for (std::size_t first = 0; first < threads; ++first) {
      pool.emplace_back([&, first] {
        for (std::size_t i = first; i < articles.size(); i += threads) {
          together[i] = jsonl(fast().code(articles[i]));
        }
      });
    }
    for (std::thread& thread : pool) {
      thread.join();
    }
    EXPECT_EQ(together, alone);
  }
}

TEST(Threads, GiveTheSameRecordOfOneArticleAtOnce) {
  const Article article = many_articles()[1];
  const std::string alone = jsonl(fast().code(article));
  ASSERT_NE(alone.find(R"("id":"a1#e1")"), std::string::npos) << alone;
  std::vector<std::string> together(4);
  std::vector<std::thread> pool;
  pool.reserve(together.size());
  for (std::string& out : together) {
    pool.emplace_back([&out, &article] {
      for (int i = 0; i < 20; ++i) {
        out = jsonl(fast().code(article));
      }
    });
  }
  for (std::thread& thread : pool) {
    thread.join();
  }
  EXPECT_EQ(together, std::vector<std::string>(4, alone));
}

}  // namespace
}  // namespace detente::coder
