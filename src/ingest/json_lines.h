// A file of JSON Lines → its articles.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "ingest/article_source.h"
#include "ingest/json_article.h"
#include "ingest/line_reader.h"

namespace detente::ingest {

// What makes a whole file unfit to be read line by line, by its beginning.
std::optional<Error> refuse_lines(std::string_view head, const Origin& origin);

class JsonLines final : public ArticleSource {
 public:
  JsonLines(std::unique_ptr<ByteSource> bytes, Origin origin, const Options& options);

  std::optional<Result<Article>> next() override;

 private:
  LineReader lines_;
  Origin origin_;
  const Options& options_;
  JsonArticleReader json_;
  bool any_ = false;  // an article or an error came out of it
  bool failure_told_ = false;
};

}  // namespace detente::ingest
