// The articles of a run, one after the other.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "cli/translator.h"
#include "detente/article.h"
#include "ingest/ingest.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace detente::cli {

// What is done with articles before anything else.
struct ArticleOptions {
  std::string date;         // publication date of those that name none
  std::string language;     // ISO 639-1 that all are in; empty: as they say and look
  std::string translate;    // command for those that are not English; empty: there is none
  unsigned patience = 300;  // seconds for one translation
};

// --date, --language, --translate, --translate-timeout, filling `options`, which must live as long as the command.
void add_article_options(CLI::App& command, ArticleOptions& options);

struct Incoming {
  Result<Article> article;
  std::uint64_t bytes_read = 0;   // up to and with this article
  std::uint64_t bytes_total = 0;  // 0: not known
  bool known = false;             // it need not be worked on
};

enum class Wanted { any_language, english };

// A reader that can make ids unique within a run (the second "a" becomes "a~2", with a warning in its record) and has
// articles in other languages translated. Where English is wanted and there is no translator they are errors. In a
// store, where of two articles with one id the later one stays, ids are as given.
class ArticleStream {
 public:
  enum class Ids { unique, as_given };

  ArticleStream(std::vector<std::string> paths, const ArticleOptions& options, Wanted wanted, Ids ids = Ids::unique);

  std::optional<Incoming> next();

 private:
  void make_unique(Article& article);
  Result<Article> in_english(Article article);

  ingest::Reader reader_;
  std::string language_;
  std::optional<Translator> translator_;
  Wanted wanted_;
  Ids ids_;
  std::unordered_map<std::uint64_t, std::uint32_t> times_seen_;  // by hash of the id: a run may have many millions
};

}  // namespace detente::cli
